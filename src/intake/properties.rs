//! What an office document says of itself: its title and its author. Days in it are those of the file, not of the
//! submission, and are not read.

use super::xml::{Piece, Pieces};

/// Begins the `aside` that holds a document's properties, one "name: value" a line.
pub(super) const PROPERTIES: &str = "properties:\n";

/// Names of programs that write documents: author and day are those of their template.
const PROGRAMS: [&str; 3] = ["python-docx", "apache poi", "docx4j"];

/// Names of authors that say nothing.
const NOBODY: [&str; 9] = [
    "microsoft office user",
    "microsoft account",
    "windows user",
    "utilisateur windows",
    "user",
    "admin",
    "administrator",
    "author",
    "unknown",
];

/// The texts of the elements that have a name here, by that name and in their order. What is damaged says nothing from
/// there on, and nothing hangs on it.
pub(super) fn read(text: &str, name: fn(&str, &str) -> Option<&'static str>) -> Vec<(&'static str, String)> {
    let (mut pieces, mut found, mut within) = (Pieces::new(text), Vec::new(), None);
    while let Ok(Some(piece)) = pieces.next() {
        match piece {
            Piece::Open(tag) => {
                let (prefix, local) = tag.name();
                within = name(prefix, local);
            }
            Piece::Close(_) => within = None,
            Piece::Text(value) => {
                let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
                found.extend(within.filter(|_| !value.is_empty()).map(|name| (name, value)));
            }
        }
    }
    found
}

/// What is kept of these, each a name ("title", "author") and its value.
pub(super) fn kept(mut found: Vec<(&'static str, String)>) -> Option<String> {
    let by = |names: &[&str]| {
        found.iter().any(|(name, value)| *name == "author" && names.contains(&value.to_lowercase().as_str()))
    };
    let (program, nobody) = (by(&PROGRAMS), by(&NOBODY));
    found.retain(|(name, _)| *name == "title" || !(program || (nobody && *name == "author")));
    let lines: String = found.iter().map(|(name, value)| [name, ": ", value, "\n"].concat()).collect();
    (!lines.is_empty()).then(|| format!("{PROPERTIES}{lines}"))
}
