//! The parts of `project.qde`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;

use super::codes::{self, About, Names, Noted};
use super::guid::Guid;
use super::text::name_of;
use super::xml::{Attribute, Xml};
use super::{Loss, Profile, Project};
use crate::export::Content;
use crate::model::id::ThemeId;
use crate::model::plural::counted;
use crate::model::span::Span;
use crate::model::submission::TagRecord;
use crate::text::fold;

/// What is said of one passage.
#[derive(Default)]
pub(super) struct Marked<'a> {
    /// The question that it answers: the coding and the code.
    pub(super) question: Option<(Guid, Guid)>,
    pub(super) tags: Vec<&'a TagRecord>,
    pub(super) notes: Vec<(Guid, &'a str)>,
}

/// The notes on what is in the tree of codes.
#[derive(Default)]
pub(super) struct OnCodes {
    /// By the theme's path.
    pub(super) themes: HashMap<String, Vec<Guid>>,
    /// By the question's number.
    pub(super) questions: HashMap<String, Vec<Guid>>,
}

/// An analyst is known by a name; nothing else tells one from another.
pub(super) fn user(name: &str) -> Guid {
    Guid::of_text("user", fold(name))
}

/// A passage with what is said of it; `day` is the date of what nobody said.
pub(super) fn selection(
    xml: &mut Xml<'_>,
    guid: &Guid,
    place: Span,
    words: &str,
    marked: &Marked<'_>,
    day: &str,
    comments: bool,
) -> io::Result<()> {
    let first = marked.tags.iter().min_by_key(|tag| (&tag.at, tag.id));
    let by = first.map(|tag| user(&tag.analyst).to_string());
    let (guid, name) = (guid.to_string(), name_of(words));
    let (start, end) = (place.start.to_string(), place.end.to_string());
    let mut attributes: Vec<Attribute<'_>> =
        vec![("guid", &guid), ("name", &name), ("startPosition", &start), ("endPosition", &end)];
    attributes.extend(by.iter().map(|by| ("creatingUser", by.as_str())));
    attributes.push(("creationDateTime", first.map_or(day, |tag| tag.at.as_str())));
    xml.open("PlainTextSelection", &attributes)?;
    if comments && !marked.notes.is_empty() {
        let said: Vec<&str> = marked.notes.iter().map(|(_, text)| *text).collect();
        xml.text("Description", &said.join("\n\n"))?;
    }
    if let Some((coding, code)) = marked.question {
        xml.open("Coding", &[("guid", &coding.to_string()), ("creationDateTime", day)])?;
        xml.empty("CodeRef", &[("targetGUID", &code.to_string())])?;
        xml.close("Coding")?;
    }
    for tag in &marked.tags {
        let coding = Guid::of("tag", &[&tag.id.to_bytes()]).to_string();
        let by = user(&tag.analyst).to_string();
        xml.open("Coding", &[("guid", &coding), ("creatingUser", &by), ("creationDateTime", &tag.at)])?;
        let code = codes::theme_guid(ThemeId(tag.theme_id)).to_string();
        xml.empty("CodeRef", &[("targetGUID", &code)])?;
        xml.close("Coding")?;
    }
    let notes: Vec<Guid> = marked.notes.iter().map(|(note, _)| *note).collect();
    note_refs(xml, &notes)?;
    xml.close("PlainTextSelection")
}

/// That notes are on it.
pub(super) fn note_refs(xml: &mut Xml<'_>, notes: &[Guid]) -> io::Result<()> {
    notes.iter().try_for_each(|note| xml.empty("NoteRef", &[("targetGUID", &note.to_string())]))
}

/// That a note is on something.
pub(super) fn link(xml: &mut Xml<'_>, note: Guid, target: Guid) -> io::Result<()> {
    let guid = Guid::of_text("link", format!("{note} {target}")).to_string();
    let (note, target) = (note.to_string(), target.to_string());
    xml.empty(
        "Link",
        &[
            ("guid", &guid),
            ("name", "Note"),
            ("direction", "OneWay"),
            ("originGUID", &note),
            ("targetGUID", &target),
        ],
    )
}

/// The analysts.
pub(super) fn users(xml: &mut Xml<'_>, users: &BTreeMap<String, String>) -> io::Result<()> {
    if users.is_empty() {
        return Ok(());
    }
    xml.open("Users", &[])?;
    for name in users.values() {
        xml.empty("User", &[("guid", &user(name).to_string()), ("name", name)])?;
    }
    xml.close("Users")
}

/// Questions and themes.
pub(super) fn codes(
    xml: &mut Xml<'_>,
    project: &Project,
    notes: &OnCodes,
    used: &HashSet<ThemeId>,
) -> io::Result<()> {
    let (book, questions) = (&project.book, &project.header.questions);
    if book.themes.is_empty() && questions.is_empty() {
        return Ok(());
    }
    let folders = project.choices.profile == Profile::Qualcoder;
    let names = Names::of(book, questions, project.choices.profile);
    let about = About {
        notes: &|on| {
            let found = match on {
                Noted::Theme(path) => notes.themes.get(*path),
                Noted::Question(number) => notes.questions.get(*number),
            };
            found.cloned().unwrap_or_default()
        },
        is_folder: &|theme| {
            folders && !used.contains(&theme) && book.themes.iter().any(|t| t.parent == Some(theme))
        },
    };
    xml.open("CodeBook", &[])?;
    xml.open("Codes", &[])?;
    codes::questions(xml, questions, &names, &about)?;
    codes::themes(xml, book, &names, &about)?;
    xml.close("Codes")?;
    xml.close("CodeBook")
}

/// Sources by stakeholder type and questions by section, as groups.
pub(super) fn sets(
    xml: &mut Xml<'_>,
    project: &Project,
    types: &BTreeMap<String, Vec<Guid>>,
) -> io::Result<()> {
    let questions = &project.header.questions;
    let sections = || project.sections.iter().filter(|s| questions.iter().any(|q| q.section == s.key));
    if types.is_empty() && sections().next().is_none() {
        return Ok(());
    }
    xml.open("Sets", &[])?;
    for (kind, sources) in types {
        let guid = Guid::of_text("set of a type", kind).to_string();
        xml.open("Set", &[("guid", &guid), ("name", &format!("type: {kind}"))])?;
        for source in sources {
            xml.empty("MemberSource", &[("targetGUID", &source.to_string())])?;
        }
        xml.close("Set")?;
    }
    for section in sections() {
        let guid = Guid::of_text("set of a section", section.key.as_str()).to_string();
        let name = format!("questions: {} {}", section.number, section.title);
        xml.open("Set", &[("guid", &guid), ("name", name.trim())])?;
        for question in questions.iter().filter(|q| q.section == section.key) {
            xml.empty("MemberCode", &[("targetGUID", &codes::question_guid(question).to_string())])?;
        }
        xml.close("Set")?;
    }
    xml.close("Sets")
}

/// What the project is, of how much, and what it lacks.
pub(super) fn description(project: &Project, loss: &Loss) -> String {
    let header = &project.header;
    let of = match &header.content {
        Content::Answers(query) if !query.trim().is_empty() => format!("The answers that “{query}” finds"),
        _ => "All answers".to_owned(),
    };
    let (answers, unplaced) = (counted(header.answers, "answer"), counted(header.unplaced, "unplaced text"));
    let submitters = counted(header.submitters, "submitter");
    let mut said =
        format!("{of}: {answers} and {unplaced} of {submitters}, written on {}.", header.written_on);
    if header.left_out > 0 {
        let texts = counted(header.left_out, "text");
        said = format!("{said} Left out: {texts} of withdrawn, replaced and repeated submissions.");
    }
    match loss.line() {
        Some(line) => format!("{said}\n{line}."),
        None => said,
    }
}
