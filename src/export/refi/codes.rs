//! Themes and questions as codes: two trees, in which every name is there once.
//!
//! Programs that know a code by its name alone would take two of one name for one; a name that several have is written
//! with those above it: "Security / Other".

use std::collections::{HashMap, HashSet};
use std::io;

use super::guid::Guid;
use super::text::one_line;
use super::xml::Xml;
use super::{COLOURS, Profile};
use crate::model::call::Question;
use crate::model::codebook::{Codebook, Theme};
use crate::model::id::ThemeId;
use crate::text::fold;

/// The folder of the questions.
pub const QUESTIONS: &str = "Questions";

/// Begins what a code says of when to use it.
pub const USE_WHEN: &str = "Use when: ";

/// Begins what a code says of when not to use it.
pub const NOT_WHEN: &str = "Not when: ";

/// What each code is called.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Names {
    themes: HashMap<ThemeId, String>,
    questions: Vec<String>,
    folder: String,
}

impl Names {
    /// Gives every theme and question a name of its own.
    pub(super) fn of(book: &Codebook, questions: &[Question], profile: Profile) -> Self {
        let labels: Vec<String> = questions.iter().map(label).collect();
        let mut times: HashMap<String, usize> = HashMap::new();
        let leaves = book.themes.iter().map(|theme| theme.name.as_str());
        let all = leaves.chain(labels.iter().map(String::as_str)).chain([QUESTIONS]);
        all.for_each(|name| *times.entry(fold(name)).or_default() += 1);
        let mut taken = Taken { names: HashSet::new(), longest: profile.longest_name() };
        let folder = taken.free(QUESTIONS);
        let themes = book.themes.iter().map(|theme| {
            let alone = times.get(&fold(&theme.name)).is_none_or(|times| *times == 1);
            let name = if alone { theme.name.clone() } else { book.path(theme.id) };
            (theme.id, taken.free(&name))
        });
        let themes = themes.collect();
        Self { themes, questions: labels.iter().map(|label| taken.free(label)).collect(), folder }
    }
}

struct Taken {
    names: HashSet<String>,
    longest: usize,
}

impl Taken {
    /// The name, or the name with a number.
    fn free(&mut self, name: &str) -> String {
        let name = one_line(name);
        let mut tail = String::new();
        let mut number = 1;
        loop {
            let room = self.longest.saturating_sub(tail.chars().count());
            let candidate: String = name.chars().take(room).chain(tail.chars()).collect();
            if self.names.insert(candidate.to_lowercase()) {
                return candidate;
            }
            number += 1;
            tail = format!(" ({number})");
        }
    }
}

/// What a question is called: "Q5. Trends".
pub fn label(question: &Question) -> String {
    let name = if question.short_name.is_empty() { &question.wording } else { &question.short_name };
    format!("Q{}. {name}", question.number)
}

/// The GUID of a theme's code.
pub(super) fn theme_guid(id: ThemeId) -> Guid {
    Guid::of("theme", &[&id.0.to_bytes()])
}

/// The GUID of a question's code.
pub(super) fn question_guid(question: &Question) -> Guid {
    Guid::of_text("question", question.key.as_str())
}

/// What is said of codes beside their names.
pub(super) struct About<'a> {
    /// Of a theme's code, by the theme's path, and of a question's, by its number: the GUIDs of the notes on it.
    pub(super) notes: &'a dyn Fn(&Noted<'_>) -> Vec<Guid>,
    /// Whether a theme has no tag of its own and is only a folder.
    pub(super) is_folder: &'a dyn Fn(ThemeId) -> bool,
}

/// What a code stands for.
pub(super) enum Noted<'a> {
    Theme(&'a str),
    Question(&'a str),
}

/// Writes the themes, each with those under it inside.
pub(super) fn themes(xml: &mut Xml<'_>, book: &Codebook, names: &Names, about: &About<'_>) -> io::Result<()> {
    let mut open: Vec<ThemeId> = Vec::new();
    for theme in &book.themes {
        while open.last().is_some_and(|last| Some(*last) != theme.parent) {
            open.pop();
            xml.close("Code")?;
        }
        let guid = theme_guid(theme.id).to_string();
        let colour = COLOURS[usize::from(theme.colour.clamp(1, 12)) - 1];
        let name = names.themes.get(&theme.id).unwrap_or(&theme.name);
        let codable = if (about.is_folder)(theme.id) { "false" } else { "true" };
        xml.open(
            "Code",
            &[("guid", &guid), ("name", name), ("isCodable", codable), ("color", &format!("#{colour:06X}"))],
        )?;
        let said = description(theme);
        if !said.is_empty() {
            xml.text("Description", &said)?;
        }
        for note in (about.notes)(&Noted::Theme(&book.path(theme.id))) {
            xml.empty("NoteRef", &[("targetGUID", &note.to_string())])?;
        }
        open.push(theme.id);
    }
    open.iter().try_for_each(|_| xml.close("Code"))
}

/// Writes the folder of the questions.
pub(super) fn questions(
    xml: &mut Xml<'_>,
    all: &[Question],
    names: &Names,
    about: &About<'_>,
) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let folder = Guid::of("folder", &[b"questions"]).to_string();
    xml.open("Code", &[("guid", &folder), ("name", &names.folder), ("isCodable", "false")])?;
    for (question, name) in all.iter().zip(&names.questions) {
        let guid = question_guid(question).to_string();
        xml.open("Code", &[("guid", &guid), ("name", name), ("isCodable", "true")])?;
        if !question.wording.is_empty() {
            xml.text("Description", &question.wording)?;
        }
        for note in (about.notes)(&Noted::Question(&question.number)) {
            xml.empty("NoteRef", &[("targetGUID", &note.to_string())])?;
        }
        xml.close("Code")?;
    }
    xml.close("Code")
}

/// What a theme means and when it is used, in one text.
fn description(theme: &Theme) -> String {
    let mut said = theme.definition.clone();
    for (head, text) in [(USE_WHEN, &theme.use_when), (NOT_WHEN, &theme.not_when)] {
        if !text.is_empty() {
            if !said.is_empty() {
                said.push_str("\n\n");
            }
            said.push_str(head);
            said.push_str(text);
        }
    }
    said
}
