//! How QualCoder reads a project, after the rules of its source (release of 2024, `refi.py`), in our own words: what it
//! would have of a file, or why it would stop.
//!
//! It knows a code by its name: of two codes of one name only the first counts. A source needs a date and a path that
//! begins with `internal://`. It opens the text as UTF-8 with line ends made one character, keeps a byte order mark as a
//! character, and cuts quotations by code points, the end not included.

use std::collections::{HashMap, HashSet};

use super::bench::Archive;
use super::tree::Element;

/// What it has then.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// The names of codes.
    pub(crate) codes: Vec<String>,
    /// Source, code, coder, start, end, quotation.
    pub(crate) codings: Vec<(String, String, String, usize, usize, String)>,
    /// Of each source: its text.
    pub(crate) texts: HashMap<String, String>,
}

impl Known {
    /// Reads a project as it does.
    pub(crate) fn of(archive: &Archive) -> Self {
        let root = Element::root(archive.project());
        let mut known = Self::default();
        let users: HashMap<&str, &str> = root
            .child("Users")
            .map(|users| users.all("User").map(|user| (user.at("guid"), user.at("name"))).collect())
            .unwrap_or_default();
        let mut codes = HashMap::new();
        if let Some(book) = root.child("CodeBook").and_then(|book| book.child("Codes")) {
            known.code(book, &mut codes, &mut HashSet::new());
        }
        for source in root.child("Sources").map(|s| s.children.as_slice()).unwrap_or_default() {
            known.source(source, archive, &codes, &users);
        }
        for note in root.child("Notes").map(|n| n.children.as_slice()).unwrap_or_default() {
            dated(note);
            read(note, archive);
        }
        known
    }

    fn code<'a>(
        &mut self,
        at: &'a Element,
        codes: &mut HashMap<&'a str, &'a str>,
        names: &mut HashSet<&'a str>,
    ) {
        for code in at.all("Code") {
            // A second code of a name is not registered: what is coded with it has no code.
            if names.insert(code.at("name")) {
                codes.insert(code.at("guid"), code.at("name"));
                self.codes.push(code.at("name").to_owned());
            }
            self.code(code, codes, names);
        }
    }

    fn source(
        &mut self,
        source: &Element,
        archive: &Archive,
        codes: &HashMap<&str, &str>,
        users: &HashMap<&str, &str>,
    ) {
        dated(source);
        let text = read(source, archive);
        let name = source.at("name").to_owned();
        let chars: Vec<char> = text.chars().collect();
        for selection in source.all("PlainTextSelection") {
            dated(selection);
            let at = |name| selection.at(name).parse::<usize>().unwrap();
            let (start, end) = (at("startPosition"), at("endPosition"));
            let quote: String = chars[start..end].iter().collect();
            for coding in selection.all("Coding") {
                dated(coding);
                let code = codes.get(coding.child("CodeRef").unwrap().at("targetGUID"));
                let Some(code) = code else { continue };
                let by = coding.get("creatingUser").map_or("", |user| users[user]);
                self.codings.push((
                    name.clone(),
                    (*code).to_owned(),
                    by.to_owned(),
                    start,
                    end,
                    quote.clone(),
                ));
            }
        }
        assert!(self.texts.insert(name.clone(), text).is_none(), "two sources are called {name}");
    }
}

/// It takes the `T` out of a date, and stops where there is none.
#[track_caller]
fn dated(element: &Element) {
    let date = element.at("creationDateTime");
    assert!(date.len() == 20 && date.ends_with('Z') && date.contains('T'), "{}: {date:?}", element.name);
}

/// The text of a source or note, opened as Python opens a text: every line end is one line feed.
#[track_caller]
fn read(source: &Element, archive: &Archive) -> String {
    let path = source.at("plainTextPath").strip_prefix("internal://").unwrap();
    let bytes = archive.files.get(&format!("sources/{path}")).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(bytes).unwrap().replace("\r\n", "\n").replace('\r', "\n")
}
