//! What the program remembers between runs: `remembered.json` in the folder for state.
//!
//! Nothing in it is the analyst's work, so nothing is lost with it: a file that is missing, damaged or too long
//! is as good as an empty one, and never an error. It holds one section for everything and one for each
//! workspace; a value in it belongs to who put it there under its name. Writing reads the file again first, so
//! that two windows keep each other's values, and replaces it in one step.
//!
//! Start reading at [`Remembered::read`] and [`keep`].

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::aside;

/// The file's name in the folder for state.
pub const FILE: &str = "remembered.json";

/// The longest file that is read, in bytes; the program's own stays far below.
const LONGEST: u64 = 1 << 20;

/// What a value is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Section {
    /// The program, whatever workspace is open.
    Everywhere,
    /// One workspace, by a key that names it on this computer.
    Workspace(String),
}

/// One value to remember.
#[derive(Clone, PartialEq, Debug)]
pub struct Memory {
    /// What it is about.
    pub section: Section,
    /// Its name there.
    pub name: &'static str,
    /// The value; null forgets it.
    pub value: Value,
}

impl Memory {
    /// Whether a newer memory takes the place of this one.
    pub fn is_same_thing(&self, newer: &Self) -> bool {
        self.section == newer.section && self.name == newer.name
    }
}

/// Everything that is remembered.
#[derive(Clone, PartialEq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    everywhere: Map<String, Value>,
    workspaces: BTreeMap<String, Map<String, Value>>,
}

impl Remembered {
    /// Reads the file of this folder; what cannot be read is not remembered.
    pub fn read(folder: &Path) -> Self {
        let text = || {
            let mut text = String::new();
            File::open(folder.join(FILE)).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
            serde_json::from_str(&text).ok()
        };
        text().unwrap_or_default()
    }

    /// The value of this name, if there is one that can be understood.
    pub fn get<T: DeserializeOwned>(&self, section: &Section, name: &str) -> Option<T> {
        let values = match section {
            Section::Everywhere => &self.everywhere,
            Section::Workspace(key) => self.workspaces.get(key)?,
        };
        T::deserialize(values.get(name)?).ok()
    }

    /// Puts a value in, in the place of one that is there.
    pub fn put(&mut self, memory: Memory) {
        let values = match memory.section {
            Section::Everywhere => &mut self.everywhere,
            Section::Workspace(key) => self.workspaces.entry(key).or_default(),
        };
        if memory.value.is_null() {
            values.remove(memory.name);
        } else {
            values.insert(memory.name.to_owned(), memory.value);
        }
    }

    /// Writes the file aside and puts it in place; the folder is made when it is not there.
    ///
    /// # Errors
    /// When the system does not let it.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let mut aside = aside::file_in(folder)?;
        serde_json::to_writer(&mut aside, self)?;
        aside.write_all(b"\n")?;
        aside.as_file().sync_all()?;
        aside.persist(folder.join(FILE)).map_err(|error| error.error)?;
        Ok(())
    }
}

/// Adds one value to what the file of this folder holds.
///
/// # Errors
/// When the file cannot be written.
pub fn keep(folder: &Path, memory: Memory) -> io::Result<()> {
    let mut remembered = Remembered::read(folder);
    remembered.put(memory);
    remembered.write(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory(section: Section, name: &'static str, value: impl Into<Value>) -> Memory {
        Memory { section, name, value: value.into() }
    }

    #[test]
    fn values_come_back_by_section_and_name() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("not/there/yet");
        let one = Section::Workspace("one".to_owned());
        keep(&folder, memory(Section::Everywhere, "width", 3)).unwrap();
        keep(&folder, memory(one.clone(), "query", "q:11")).unwrap();
        keep(&folder, memory(Section::Everywhere, "width", 4)).unwrap();
        let read = Remembered::read(&folder);
        assert_eq!(read.get(&Section::Everywhere, "width"), Some(4));
        assert_eq!(read.get(&one, "query"), Some("q:11".to_owned()));
        assert_eq!(read.get::<String>(&Section::Workspace("two".to_owned()), "query"), None);
        assert_eq!(read.get::<u8>(&one, "query"), None, "a text is no number");
        keep(&folder, memory(one.clone(), "query", Value::Null)).unwrap();
        assert_eq!(Remembered::read(&folder).get::<String>(&one, "query"), None);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing is left aside");
    }

    #[test]
    fn a_missing_or_damaged_file_remembers_nothing_and_can_be_written_again() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Remembered::read(folder.path()), Remembered::default());
        let long = format!("{{\"everywhere\":\"{}\"}}", "x".repeat(1 << 20));
        for text in
            ["", "{", "[1]", "\u{feff}{}", "{\"everywhere\": 3}", "{\"workspaces\": {\"one\": []}}", &long]
        {
            std::fs::write(folder.path().join(FILE), text).unwrap();
            let one = Section::Workspace("one".to_owned());
            assert_eq!(Remembered::read(folder.path()).get::<u8>(&one, "at"), None);
            keep(folder.path(), memory(one.clone(), "at", 7)).unwrap();
            keep(folder.path(), memory(Section::Everywhere, "width", 4)).unwrap();
            let read = Remembered::read(folder.path());
            assert_eq!((read.get(&one, "at"), read.get(&Section::Everywhere, "width")), (Some(7), Some(4)));
        }
    }
}
