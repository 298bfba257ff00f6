//! Versions of a submission's text: each file that brought one, or each reading of a file, the oldest first.

use serde::Serialize;

/// One version.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Version {
    /// The file that brought it.
    pub file: String,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// The name and version of what read it: "docx/1".
    pub reader: String,
    /// Whether its text holds.
    pub holds: bool,
    /// Its texts, in the call's order, what stands under no question last.
    pub texts: Vec<VersionText>,
}

/// What a version has in one place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct VersionText {
    /// The question by number; `None` for unplaced text.
    pub question: Option<String>,
    /// The place of unplaced text: "body", "footnote:3".
    pub place: Option<String>,
    /// The text.
    pub text: String,
}

impl Version {
    /// Its name beside another version; two readings of one file are told apart by their readers.
    pub fn name_beside(&self, other: &Self) -> String {
        if self.sha256 == other.sha256 {
            format!("{} as {} read it", self.file, self.reader)
        } else {
            self.file.clone()
        }
    }
}

/// A place and its texts in two versions; empty where a version has none.
pub type Beside<'a> = (&'a VersionText, &'a str, &'a str);

/// Puts two versions side by side: every place of either, in the newer one's order, then what only the older has.
pub fn beside<'a>(older: &'a Version, newer: &'a Version) -> Vec<Beside<'a>> {
    let same = |a: &VersionText, b: &VersionText| (&a.question, &a.place) == (&b.question, &b.place);
    let of = |all: &'a [VersionText], wanted: &VersionText| {
        all.iter().find(|text| same(text, wanted)).map_or("", |text| text.text.as_str())
    };
    let gone = older.texts.iter().filter(|text| !newer.texts.iter().any(|other| same(text, other)));
    newer
        .texts
        .iter()
        .chain(gone)
        .map(|place| (place, of(&older.texts, place), of(&newer.texts, place)))
        .collect()
}
