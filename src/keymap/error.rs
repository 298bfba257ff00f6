//! Mistakes in keymap files, shown with their line and a caret.

use std::fmt;
use std::ops::Range;

use crate::text::caret;

/// A mistake and its place in a keymap file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    /// The file, as the caller named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// What is wrong.
    pub mistake: Box<Mistake>,
    /// The line of the file.
    source_line: String,
    /// The bytes of it that the carets underline.
    place: Range<usize>,
}

/// What can be wrong in a keymap file.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Mistake {
    /// The file is not TOML.
    #[error("this cannot be read as TOML: {0}")]
    Toml(String),
    /// A table is called like no scope.
    #[error("there are no keys for \"{name}\"{}", did_you_mean(*.nearest))]
    UnknownScope {
        /// As written.
        name: String,
        /// The nearest right name.
        nearest: Option<&'static str>,
    },
    /// A key stands before the first table.
    #[error("this must stand in a table that says where the key holds, such as [answers]")]
    OutsideTables,
    /// A value is no text.
    #[error("after the key comes the name of an action in quotes, or \"none\"")]
    NoName,
    /// The modes are no table.
    #[error("[modes] is a table: the name of a place and the word for it, such as selecting = \"VISUAL\"")]
    NoTable,
    /// A mode's word is no text.
    #[error("after the place comes the word that the screen shows, in quotes, or \"none\"")]
    NoWord,
    /// A name is that of no action.
    #[error("there is no action \"{name}\"{}", did_you_mean(*.nearest))]
    UnknownAction {
        /// As written.
        name: String,
        /// The nearest right name.
        nearest: Option<&'static str>,
    },
    /// An action does nothing in this scope.
    #[error("\"{action}\" does nothing in [{scope}]; it works in {allowed}")]
    WrongScope {
        /// The action's name.
        action: &'static str,
        /// The scope's name.
        scope: &'static str,
        /// Where it works.
        allowed: String,
    },
    /// A name is that of no key.
    #[error("there is no key \"{name}\"{}", did_you_mean(*.nearest))]
    UnknownKey {
        /// As written.
        name: String,
        /// The nearest right name.
        nearest: Option<&'static str>,
    },
    /// A key with Alt, which arrives as two keys.
    #[error("\"{0}\": a key that comes with Alt is taken as Esc and then that key, so Alt cannot be bound")]
    Alt(String),
    /// The same key was bound above.
    #[error("\"{keys}\" was bound in line {line} already")]
    Twice {
        /// The keys, in their plain form.
        keys: String,
        /// Where, from 1.
        line: usize,
    },
    /// One sequence begins another, which could then never be typed.
    #[error(
        "\"{short}\" is also the beginning of \"{long}\" (\"{action}\"); free one: \"{other}\" = \"none\""
    )]
    Prefix {
        /// The shorter one.
        short: String,
        /// The longer one.
        long: String,
        /// What the longer one does.
        action: &'static str,
        /// The one of them that is not at fault here.
        other: String,
    },
}

impl Error {
    /// An error at these bytes of a file.
    pub(super) fn at(text: &str, file: &str, bytes: Range<usize>, mistake: Mistake) -> Self {
        let start = floor(text, bytes.start);
        let end = floor(text, bytes.end).max(start);
        let head = &text[..start];
        let line_start = head.rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        Self {
            file: file.to_owned(),
            line: head.matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            mistake: Box::new(mistake),
            source_line: text[line_start..line_end].to_owned(),
            place: start - line_start..end.min(line_end) - line_start,
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, mistake, .. } = self;
        let message = format!("{file}:{line}:{column}: {mistake}");
        f.write_str(&caret::under(&message, &self.source_line, self.place.clone()))
    }
}

fn did_you_mean(nearest: Option<&'static str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; did you mean \"{name}\"?"))
}

/// The nearest boundary of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
