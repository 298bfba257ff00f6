//! Codes as paths of themes.

use std::collections::{HashMap, HashSet};

use crate::export::refi::COLOURS;
use crate::export::refi::codes::{NOT_WHEN, QUESTIONS, USE_WHEN, label};
use crate::export::refi::text::one_line;
use crate::model::call::{Call, Key};
use crate::model::codebook::{Codebook, Incoming, PATH_SEPARATOR};
use crate::model::coded::Code;
use crate::text::fold;

/// The most characters of a theme's name.
const LONGEST: usize = 200;

/// What a code stands for here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    /// A theme, by the names from the top.
    Theme(Vec<String>),
    /// A question of the call: where text stands is not taken from elsewhere.
    Question(Key),
    /// The folder of the questions.
    Folder,
}

/// The codes of a file.
pub(super) struct Paths {
    /// What each stands for, by its GUID.
    pub(super) of: HashMap<String, Meaning>,
    /// The themes with what is said of them, each once.
    pub(super) incoming: Vec<Incoming>,
}

impl Paths {
    /// Finds out what codes stand for.
    pub(super) fn of(codes: &[Code], call: &Call) -> Self {
        let questions: HashMap<String, &Key> =
            call.questions.iter().map(|question| (fold(&label(question)), &question.key)).collect();
        let asked = |code: &Code| questions.get(&fold(&code.name)).copied();
        // The folder of the questions is one by what is in it.
        let folders: HashSet<usize> =
            codes.iter().filter(|code| asked(code).is_some()).filter_map(|code| code.above).collect();
        let is_folder = |at: usize, code: &Code| {
            folders.contains(&at) && !code.codable && fold(&code.name).starts_with(&fold(QUESTIONS))
        };
        let mut found = Self { of: HashMap::new(), incoming: Vec::new() };
        let mut paths: Vec<Vec<String>> = Vec::with_capacity(codes.len());
        let mut known = HashSet::new();
        for (at, code) in codes.iter().enumerate() {
            let above = code.above.and_then(|above| paths.get(above)).cloned().unwrap_or_default();
            let path = path(&above, &code.name, at);
            let meaning = if let Some(key) = asked(code) {
                Meaning::Question(key.clone())
            } else if is_folder(at, code) {
                Meaning::Folder
            } else {
                if known.insert(folded(&path)) {
                    found.incoming.push(incoming(&path, code));
                }
                Meaning::Theme(path.clone())
            };
            found.of.insert(code.guid.clone(), meaning);
            paths.push(path);
        }
        found
    }
}

/// The names from the top. A name that was written with those above it stands for its last part.
fn path(above: &[String], name: &str, at: usize) -> Vec<String> {
    let name = one_line(name);
    let before = format!("{}{PATH_SEPARATOR}", above.join(PATH_SEPARATOR));
    let own = if above.is_empty() { &name } else { name.strip_prefix(&before).unwrap_or(&name) };
    let mut path = above.to_vec();
    let parts = own.split(PATH_SEPARATOR).map(|part| part.trim().chars().take(LONGEST).collect::<String>());
    let before = path.len();
    path.extend(parts.filter(|part| !fold(part).is_empty()));
    if path.len() == before {
        path.push(format!("Code {}", at + 1));
    }
    path
}

fn incoming(path: &[String], code: &Code) -> Incoming {
    let (rest, not_when) = ending(&code.description, NOT_WHEN);
    let (definition, use_when) = ending(rest, USE_WHEN);
    Incoming {
        path: path.to_vec(),
        definition: definition.trim().to_owned(),
        use_when: use_when.trim().to_owned(),
        not_when: not_when.trim().to_owned(),
        colour: code.colour.map(nearest),
        ..Incoming::default()
    }
}

/// What stands before the last paragraph that begins so, and what stands behind its beginning.
fn ending<'a>(text: &'a str, head: &str) -> (&'a str, &'a str) {
    if let Some(rest) = text.strip_prefix(head) {
        return ("", rest);
    }
    match text.rsplit_once(&format!("\n\n{head}")) {
        Some(parts) => parts,
        None => (text, ""),
    }
}

/// The colour of ours, 1 to 12, that is nearest.
fn nearest(colour: u32) -> u8 {
    let parts = |colour: u32| [colour >> 16, colour >> 8, colour].map(|part| i64::from(part & 0xff));
    let far =
        |other: u32| -> i64 { parts(colour).iter().zip(parts(other)).map(|(a, b)| (a - b) * (a - b)).sum() };
    let best = (0..COLOURS.len()).min_by_key(|i| far(COLOURS[*i])).unwrap_or(0);
    best as u8 + 1
}

/// A path for comparing.
pub(super) fn folded(path: &[String]) -> Vec<String> {
    path.iter().map(|name| fold(name)).collect()
}

/// The themes of a codebook by their folded paths, merged ones by where their tags are shown.
pub(super) fn known(book: &Codebook) -> HashMap<Vec<String>, crate::model::id::ThemeId> {
    let split = |path: &str| path.split(PATH_SEPARATOR).map(fold).collect::<Vec<String>>();
    let merged = book.merged.iter().map(|merged| (split(&merged.path), merged.into));
    // What is there now holds before what was merged.
    merged.chain(book.themes.iter().map(|theme| (split(&book.path(theme.id)), theme.id))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_those_above_it_is_its_last_part() {
        let above = ["Security".to_owned()];
        assert_eq!(path(&above, "Security / Other", 0), ["Security", "Other"]);
        assert_eq!(path(&above, "Routes / Leaks", 0), ["Security", "Routes", "Leaks"]);
        assert_eq!(path(&[], "Security / Other", 0), ["Security", "Other"]);
        assert_eq!(path(&above, " / ", 6), ["Security", "Code 7"]);
    }

    #[test]
    fn what_was_said_of_a_theme_comes_back() {
        let code = |description: &str| Code { description: description.to_owned(), ..Code::default() };
        let said = |description: &str| {
            let it = incoming(&[], &code(description));
            [it.definition, it.use_when, it.not_when]
        };
        assert_eq!(said("All of it\n\nUse when: a\n\nNot when: b"), ["All of it", "a", "b"]);
        assert_eq!(said("Use when: a"), ["", "a", ""]);
        assert_eq!(said("Not when: b"), ["", "", "b"]);
        assert_eq!(said("Only this"), ["Only this", "", ""]);
        assert_eq!(COLOURS.map(nearest), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    }
}
