//! One submission laid out in lines of one width: metadata, attributes, notes, the document in order, provenance.
//!
//! Some lines are *stops*: what the hand can stand on. They are named by what they show, so that the place is kept
//! when the submission is read again.

use super::words;
use crate::model::draft::Field;
use crate::model::id::{AnswerNumber, NoteId};
use crate::model::sent::{Origin, SubmissionView};
use crate::model::version::{Version, beside};
use crate::text;
use crate::text::bidi::Writing;
use crate::text::changes::{Line as Change, changes};
use crate::tui::skin::Tone;
use crate::tui::widget::paint::{count, grouped};
use crate::tui::widget::prose::Prose;
use crate::tui::widget::wrapped::wrapped;

/// The column of values, behind that of labels.
pub(super) const VALUES: u16 = 14;

/// What the hand can stand on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stop {
    /// A metadatum.
    Fact(Field),
    /// A note on the submission.
    Note(NoteId),
    /// A block of the document: its answer, and which of its pieces.
    Block(AnswerNumber, usize),
}

/// One line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Line {
    /// Nothing.
    Blank,
    /// Words at a column.
    Words {
        /// The column.
        indent: u16,
        /// The words, which fit.
        text: String,
        /// How they look.
        tone: Tone,
    },
    /// The heading of a section.
    Section(&'static str),
    /// A label, and the first line of what stands behind it.
    Labelled {
        /// The label.
        label: String,
        /// What stands behind it.
        text: String,
        /// How that looks.
        tone: Tone,
    },
    /// The head of a block, by its place among the blocks.
    Head(usize),
    /// A line of a block's text.
    Text {
        /// The block.
        block: usize,
        /// The line of its text.
        line: usize,
    },
}

/// A submission, laid out.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The lines, from the top.
    pub(super) lines: Vec<Line>,
    /// The lines that are stops, from the top.
    pub(super) stops: Vec<(usize, Stop)>,
    /// The texts of the blocks.
    pub(super) texts: Vec<Prose>,
    width: u16,
    writing: Writing,
}

impl Page {
    /// Lays a submission out in lines of `width` columns; `since` is the version from which to the next one its changes
    /// stand instead of the document.
    pub(super) fn new(view: &SubmissionView, width: u16, writing: Writing, since: Option<usize>) -> Self {
        let mut page = Self { width: width.max(8), writing, ..Self::default() };
        page.top(view);
        page.facts(view);
        page.attributes(view);
        page.notes(view);
        page.astray(view);
        match since.and_then(|at| Some((at, view.versions.get(at)?, view.versions.get(at + 1)?))) {
            Some((at, older, newer)) => page.changes(at, view.versions.len(), older, newer),
            None => page.document(view),
        }
        page.provenance(view);
        page
    }

    /// The line of a stop.
    pub(super) fn line_of(&self, stop: Stop) -> Option<usize> {
        self.stops.iter().find(|(_, s)| *s == stop).map(|(line, _)| *line)
    }

    /// The stop on a line, or the last one above it.
    pub(super) fn stop_above(&self, line: usize) -> Option<Stop> {
        self.stops.iter().rev().find(|(at, _)| *at <= line).map(|(_, stop)| *stop)
    }

    fn words(&mut self, indent: u16, said: &str, tone: Tone) {
        for text in wrapped(said, self.width.saturating_sub(indent)) {
            self.lines.push(Line::Words { indent, text, tone });
        }
    }

    fn section(&mut self, title: &'static str) {
        self.lines.extend([Line::Blank, Line::Section(title)]);
    }

    fn labelled(&mut self, label: &str, said: &str, tone: Tone) {
        let mut rest = wrapped(said, self.width.saturating_sub(VALUES)).into_iter();
        let text = rest.next().unwrap_or_default();
        self.lines.push(Line::Labelled { label: label.to_owned(), text, tone });
        self.lines.extend(rest.map(|text| Line::Words { indent: VALUES, text, tone }));
    }

    fn top(&mut self, view: &SubmissionView) {
        let record = &view.record;
        let name = record.metadata.submitter.as_deref().unwrap_or("No submitter named");
        self.words(0, name, Tone::Strong);
        let mut parts = vec![
            count(record.answers as usize, "answer"),
            format!("{} words", grouped(record.words as usize)),
        ];
        if record.unplaced_words > 0 {
            parts.push(format!("{} unplaced", grouped(record.unplaced_words as usize)));
        }
        let (texts, reviewed) = view.progress;
        if texts > 0 {
            parts.push(format!("{reviewed} of {texts} reviewed"));
        }
        self.words(0, &parts.join(" · "), Tone::Dim);
        if !view.offers.is_empty() {
            let others = view.offers.iter().filter(|one| one.id != record.id);
            let others: Vec<&str> = others.map(|one| one.reference.as_str()).collect();
            let said = format!(
                "By form and by document: also here as {}; ‹join› makes them one.",
                others.join(", ")
            );
            self.words(0, &said, Tone::Warning);
        }
        if view.shares_reference {
            self.words(0, "Another submission has the same reference: correct one of them.", Tone::Warning);
        }
    }

    fn facts(&mut self, view: &SubmissionView) {
        self.section("Metadata");
        for fact in &view.facts {
            self.stops.push((self.lines.len(), Stop::Fact(fact.field)));
            let late = fact.field == Field::SubmittedOn && view.record.metadata.late == Some(true);
            let (said, tone) = match &fact.value {
                None => ("–".to_owned(), Tone::Dim),
                Some(value) if late => (format!("{}, late", words::value(fact.field, value)), Tone::Warning),
                Some(value) => (words::value(fact.field, value), Tone::Text),
            };
            self.labelled(fact.field.label(), &said, tone);
            if let Origin::Corrected { .. } | Origin::Signatories = fact.origin {
                self.words(VALUES, &words::origin(fact), Tone::Dim);
            }
            if let Some(written) = words::written(fact) {
                let tone = if fact.value.is_none() { Tone::Warning } else { Tone::Dim };
                self.words(VALUES, &written, tone);
            }
            if let Some(languages) = words::languages(view).filter(|_| fact.field == Field::Language) {
                self.words(VALUES, &languages, Tone::Dim);
            }
        }
    }

    fn attributes(&mut self, view: &SubmissionView) {
        if view.record.attributes.is_empty() {
            return;
        }
        self.section("Attributes");
        for (header, value) in &view.record.attributes {
            // A column's head may be a whole question.
            if text::width(header) < usize::from(VALUES) - 1 {
                self.labelled(header, value, Tone::Text);
            } else {
                self.words(0, header, Tone::Dim);
                self.words(VALUES, value, Tone::Text);
            }
        }
    }

    fn notes(&mut self, view: &SubmissionView) {
        if view.notes.is_empty() {
            return;
        }
        self.section("Notes");
        for note in &view.notes {
            self.stops.push((self.lines.len(), Stop::Note(note.id)));
            self.words(0, &note.text, Tone::Text);
            self.words(0, &format!("{}, {}", note.analyst, note.at), Tone::Dim);
        }
    }

    fn astray(&mut self, view: &SubmissionView) {
        if view.astray.is_empty() {
            return;
        }
        self.section("No place any more");
        for work in &view.astray {
            self.words(0, &work.line(), Tone::Warning);
        }
        self.words(0, "They are kept, and stand again when their words do.", Tone::Dim);
    }

    /// What changed from one version to the next, place by place.
    fn changes(&mut self, at: usize, all: usize, older: &Version, newer: &Version) {
        self.section("Changes");
        self.words(0, &format!("version {} of {all}, {}", at + 2, newer.name_beside(older)), Tone::Strong);
        self.words(0, &format!("since version {}, {}", at + 1, older.name_beside(newer)), Tone::Dim);
        let mut any = false;
        for (place, before, now) in beside(older, newer) {
            if before == now {
                continue;
            }
            any = true;
            let title = match &place.question {
                Some(number) => format!("question {number}"),
                None => "unplaced".to_owned(),
            };
            self.lines.push(Line::Blank);
            self.words(0, &title, Tone::Strong);
            for line in changes(before, now) {
                let (sign, text, tone) = match line {
                    Change::Same(text) => (" ", text, Tone::Dim),
                    Change::Gone(text) => ("-", text, Tone::Warning),
                    Change::New(text) => ("+", text, Tone::Good),
                };
                let from = self.lines.len();
                self.words(2, text, tone);
                for line in &mut self.lines[from..] {
                    if let Line::Words { indent, text, .. } = line {
                        (*indent, *text) = (0, format!("{sign} {text}"));
                    }
                }
            }
        }
        if !any {
            self.words(0, "Nothing of the text changed.", Tone::Dim);
        }
    }

    fn document(&mut self, view: &SubmissionView) {
        self.section("Document");
        if view.blocks.is_empty() {
            self.words(0, "It has no text.", Tone::Dim);
        }
        for (i, block) in view.blocks.iter().enumerate() {
            let before = view.blocks[..i].iter().filter(|b| b.answer == block.answer).count();
            self.lines.push(Line::Blank);
            self.stops.push((self.lines.len(), Stop::Block(block.answer, before)));
            self.lines.push(Line::Head(i));
            if let Some(heading) = &block.heading {
                self.words(0, heading, Tone::Dim);
            }
            let text = Prose::new(&block.text, &block.forms, self.width, self.writing);
            self.lines.extend((0..text.height()).map(|line| Line::Text { block: i, line }));
            self.texts.push(text);
        }
    }

    fn provenance(&mut self, view: &SubmissionView) {
        self.section("Provenance");
        for (i, file) in view.files.iter().enumerate() {
            if i > 0 {
                self.lines.push(Line::Blank);
            }
            let row = file.row.map(|row| format!(", row {row}")).unwrap_or_default();
            self.labelled("file", &format!("{}{row}", file.file), Tone::Text);
            self.labelled("imported", &format!("by {} on {}", file.by, file.at), Tone::Dim);
            self.labelled("format", &file.format, Tone::Dim);
            self.labelled("sha256", &file.sha256, Tone::Dim);
            if let Some(words) = file.words {
                let whole = if file.row.is_some() { " in the whole file" } else { "" };
                let said = format!(
                    "{} read{whole}: {} placed, {} unplaced, {} structure",
                    grouped(words.read as usize),
                    grouped(words.placed as usize),
                    grouped(words.unplaced as usize),
                    grouped(words.structure as usize)
                );
                self.labelled("words", &said, Tone::Dim);
            }
            if view.files.len() > 1 {
                let said = match (file.holds, file.same_again) {
                    _ if file.fills => "fills in what the others do not say",
                    (true, _) => "the text shown is from this file",
                    (false, true) => "the same again",
                    (false, false) if view.files[i + 1..].iter().any(|later| later.sha256 == file.sha256) => {
                        "replaced by a later reading of it"
                    }
                    (false, false) => "replaced by a later file",
                };
                self.labelled("", said, Tone::Dim);
            }
            for problem in &file.problems {
                self.labelled("noticed", problem, Tone::Warning);
            }
        }
    }
}
