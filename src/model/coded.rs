//! What a project or codebook of another program says: a file of REFI-QDA as it was read, before anything of it is here.
//! All of it can be serialized, since it is read in a process of its own.

mod words;

pub use words::sums;

use serde::{Deserialize, Serialize};

use super::codebook::Incoming;
use super::span::Span;
use super::work::NoteTarget;

/// A file of REFI-QDA.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Coded {
    /// The program that wrote it, as it calls itself.
    pub origin: String,
    /// Coders: what each is called there, and the name.
    pub users: Vec<(String, String)>,
    /// Codes, those above before those under them.
    pub codes: Vec<Code>,
    /// Texts with their passages.
    pub sources: Vec<CodedText>,
    /// Notes, wherever they are.
    pub notes: Vec<CodedNote>,
    /// Links: from what to what.
    pub links: Vec<(String, String)>,
    /// What of the file is not read: how many, and what.
    pub left: Vec<(usize, String)>,
}

/// A code.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Code {
    /// What it is called there.
    pub guid: String,
    /// The place, in the list of codes, of the one above it.
    pub above: Option<usize>,
    /// Its name.
    pub name: String,
    /// Whether it can be given to a passage; else it is a folder.
    pub codable: bool,
    /// What it means.
    pub description: String,
    /// 0xRRGGBB.
    pub colour: Option<u32>,
    /// The notes on it.
    pub notes: Vec<String>,
}

/// A text and what is said of it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CodedText {
    /// What it is called there.
    pub guid: String,
    /// Its name.
    pub name: String,
    /// The text as it came, a byte order mark and line ends too.
    pub text: String,
    /// The passages.
    pub selections: Vec<Selection>,
    /// Codes on the whole text.
    pub codings: Vec<Coding>,
    /// Notes on the whole text.
    pub notes: Vec<String>,
}

/// A passage, by positions of which is still to be found out what they count.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Selection {
    /// What it is called there.
    pub guid: String,
    /// Mostly its words, or their beginning.
    pub name: String,
    /// Where it begins.
    pub start: u64,
    /// Where it ends.
    pub end: u64,
    /// A comment.
    pub description: String,
    /// Who made it.
    pub by: Option<String>,
    /// When.
    pub at: Option<String>,
    /// The codes on it.
    pub codings: Vec<Coding>,
    /// The notes on it.
    pub notes: Vec<String>,
}

/// A code on a passage.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Coding {
    /// Which code.
    pub code: String,
    /// Who gave it.
    pub by: Option<String>,
    /// When.
    pub at: Option<String>,
}

/// A note.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CodedNote {
    /// What it is called there.
    pub guid: String,
    /// Its name.
    pub name: String,
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub by: Option<String>,
    /// When.
    pub at: Option<String>,
}

/// Tags and notes of another program, put on what is here.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Codings {
    /// The file's name.
    pub file: String,
    /// The themes that are to be made, in tree order.
    pub themes: Vec<Incoming>,
    /// The tags.
    pub tags: Vec<PlacedTag>,
    /// The notes.
    pub notes: Vec<PlacedNote>,
}

/// A tag.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlacedTag {
    /// The answer.
    pub answer: super::id::AnswerNumber,
    /// The passage; `None` is the whole answer.
    pub span: Option<Span>,
    /// The theme, by the names from the top.
    pub theme: Vec<String>,
    /// Who gave it; `None` is whoever takes it in.
    pub by: Option<String>,
    /// When it was given there.
    pub at: Option<String>,
}

/// A note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlacedNote {
    /// What it is on.
    pub on: NotedThere,
    /// What it says.
    pub text: String,
    /// Who wrote it; `None` is whoever takes it in.
    pub by: Option<String>,
    /// When it was written there.
    pub at: Option<String>,
}

/// What a note of another program is on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotedThere {
    /// Something that is here.
    Here(NoteTarget),
    /// A theme that may still have to be made, by the names from the top.
    Theme(Vec<String>),
}

/// What taking codings in does.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct CodingReport {
    /// The file.
    pub file: String,
    /// The program that wrote it.
    pub origin: String,
    /// Its texts, each with what it is here.
    pub texts: Vec<TextReport>,
    /// The paths of the themes that are added.
    pub themes: Vec<String>,
    /// How many of its themes are there already.
    pub themes_there: usize,
    /// How many tags are added.
    pub tags: usize,
    /// How many are there already.
    pub tags_there: usize,
    /// How many notes are added.
    pub notes: usize,
    /// How many are there already.
    pub notes_there: usize,
    /// The names of those whose tags and notes they are.
    pub analysts: Vec<String>,
    /// What cannot be taken in: how many, and what.
    pub left: Vec<(usize, String)>,
}

/// A text of another program.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct TextReport {
    /// Its name there.
    pub name: String,
    /// The submission that it is here, by reference.
    pub submission: Option<String>,
    /// How many passages it has.
    pub passages: usize,
    /// How many of them have a name that tells their words.
    pub named: usize,
    /// How many of the named ones have these words where they are looked for.
    pub agree: usize,
    /// How its positions are counted, in words.
    pub counted: String,
    /// The first passages, as they are read: the name there, and the words here.
    pub samples: Vec<(String, String)>,
}
