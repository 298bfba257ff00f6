//! What taking codings in would do: every passage on its answer, and what is there already left out.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Tell;
use super::paths::{self, Meaning, Paths};
use super::texts::{Index, Piece, pieces};
use crate::intake::refi::offsets::{Reckoned, places, plain};
use crate::model::codebook::{Codebook, PATH_SEPARATOR};
use crate::model::coded::{
    Coded, CodedNote, CodedText, CodingReport, Codings, NotedThere, PlacedNote, PlacedTag, Selection,
    TextReport,
};
use crate::model::id::AnswerNumber;
use crate::model::span::Span;
use crate::model::submission::AnswerRecord;
use crate::model::work::NoteTarget;
use crate::query::filter::Resolved;
use crate::store::index::Sight;
use crate::store::names::Names;
use crate::store::{self, noted, page, records};
use crate::text::fold;

/// So many passages of a text are shown.
const SAMPLES: usize = 5;

/// So many characters of them.
const SHOWN: usize = 80;

/// Makes the plan.
pub(super) fn plan(
    sight: &Sight<'_>,
    names: &Names<'_>,
    any: &Resolved,
    (me, file): (&str, &str),
    (coded, counted): (&Coded, &[Reckoned]),
    tell: Tell<'_>,
) -> Result<(CodingReport, Codings), store::Error> {
    let mut index = Index::default();
    let numbers = page::numbers(sight, &Resolved { sort: Vec::new(), ..any.clone() })?;
    let (all, texts) = (numbers.len(), coded.sources.len());
    for (done, number) in numbers.into_iter().enumerate() {
        if !tell("reading what is here", done, all) {
            return Err(store::Error::Stopped);
        }
        if let Some(record) = records::record(sight.conn, &sight.viewer, names, number)? {
            index.add(number, &record);
        }
    }
    let mut planning = Planning::new(names, me, file, coded);
    planning.notes_here = notes_here(sight, names)?;
    for (done, (text, how)) in coded.sources.iter().zip(counted).enumerate() {
        if !tell("looking for its texts", done, texts) {
            return Err(store::Error::Stopped);
        }
        let words = plain(&text.text);
        let mut told = told(text, how, &words);
        for at in index.candidates(&text.name, &words) {
            let here = &index.all[at];
            let mut answers = Vec::with_capacity(here.answers.len());
            for number in &here.answers {
                answers.extend(records::record(sight.conn, &sight.viewer, names, *number)?);
            }
            let found = pieces(&words, &answers, &names.call.questions);
            if !found.is_empty() {
                told.submission = Some(here.reference.clone());
                planning.text(
                    text,
                    &places(text, how.how),
                    &found,
                    &(&here.answers, &answers, &here.reference),
                );
                break;
            }
        }
        if told.submission.is_none() {
            planning.left(1, "texts that are not here");
            planning.left(text.selections.len(), "passages of texts that are not here");
        }
        planning.report.texts.push(told);
    }
    planning.codes(coded);
    Ok(planning.finish(coded))
}

/// The notes that are here: the text, whose it is, and what it is on.
type Known = HashSet<(String, String, String)>;

fn notes_here(sight: &Sight<'_>, names: &Names<'_>) -> Result<Known, store::Error> {
    let all = noted::notes(sight, names, None)?;
    let on = |note: &crate::model::note::NoteEntry| match (&note.number, &note.theme) {
        (Some(number), _) => format!("answer {}", number.0),
        (None, Some(path)) => format!("theme {}", fold(path)),
        (None, None) => match (&note.reference, &note.question) {
            (Some(reference), _) => format!("submission {reference}"),
            (None, number) => format!("question {}", number.clone().unwrap_or_default()),
        },
    };
    Ok(all.iter().map(|note| (alike(&note.text), fold(&note.analyst), on(note))).collect())
}

/// A note's text for comparing: as it is in an export.
fn alike(text: &str) -> String {
    crate::export::refi::text::Plain::of(text.trim(), false).text
}

fn told(text: &CodedText, how: &Reckoned, words: &str) -> TextReport {
    let chars: Vec<char> = words.chars().collect();
    let cut = |span: Option<Span>| {
        shown(span.map_or(&[][..], |span| &chars[span.start as usize..span.end as usize]).iter().copied())
    };
    let first = text.selections.iter().zip(places(text, how.how)).take(SAMPLES);
    TextReport {
        name: text.name.clone(),
        submission: None,
        passages: text.selections.len(),
        named: how.named,
        agree: how.agree,
        counted: how.how.to_string(),
        samples: first.map(|(it, span)| (shown(it.name.chars()), cut(span))).collect(),
    }
}

/// The beginning of what is longer, and that it goes on.
fn shown(mut chars: impl Iterator<Item = char>) -> String {
    let mut beginning: String = chars.by_ref().take(SHOWN).collect();
    if chars.next().is_some() {
        beginning.push('…');
    }
    beginning
}

/// The answers of a submission: their numbers, what they say, and its reference.
type Submission<'a> = (&'a [AnswerNumber], &'a [AnswerRecord], &'a str);

struct Planning<'a> {
    book: &'a Codebook,
    /// Who takes it in, folded.
    me: &'a str,
    /// The folded paths under which themes are shown.
    shown: HashMap<Vec<String>, String>,
    names: &'a Names<'a>,
    paths: Paths,
    users: HashMap<&'a str, &'a str>,
    notes: HashMap<&'a str, &'a CodedNote>,
    /// The notes on things, by links.
    linked: HashMap<&'a str, Vec<&'a str>>,
    notes_here: Known,
    /// The tags that are planned: none twice.
    planned: HashSet<(AnswerNumber, Option<Span>, Vec<String>, String)>,
    placed_notes: HashSet<(String, String)>,
    used_notes: HashSet<String>,
    analysts: BTreeSet<String>,
    left: BTreeMap<String, usize>,
    report: CodingReport,
    codings: Codings,
}

impl<'a> Planning<'a> {
    fn new(names: &'a Names<'a>, me: &'a str, file: &str, coded: &'a Coded) -> Self {
        let known = paths::known(names.codebook).into_iter();
        let shown = known.map(|(path, id)| (path, fold(&names.codebook.path(id)))).collect();
        let notes: HashMap<&str, &CodedNote> =
            coded.notes.iter().map(|note| (note.guid.as_str(), note)).collect();
        let mut linked: HashMap<&str, Vec<&str>> = HashMap::new();
        for (from, to) in &coded.links {
            if notes.contains_key(from.as_str()) {
                linked.entry(to).or_default().push(from);
            } else if notes.contains_key(to.as_str()) {
                linked.entry(from).or_default().push(to);
            }
        }
        let report =
            CodingReport { file: file.to_owned(), origin: coded.origin.clone(), ..CodingReport::default() };
        Self {
            book: names.codebook,
            me,
            shown,
            names,
            paths: Paths::of(&coded.codes, names.call),
            users: coded.users.iter().map(|(guid, name)| (guid.as_str(), name.as_str())).collect(),
            notes,
            linked,
            notes_here: Known::new(),
            planned: HashSet::new(),
            placed_notes: HashSet::new(),
            used_notes: HashSet::new(),
            analysts: BTreeSet::new(),
            left: BTreeMap::new(),
            report,
            codings: Codings { file: file.to_owned(), ..Codings::default() },
        }
    }

    fn left(&mut self, n: usize, what: &str) {
        if n > 0 {
            *self.left.entry(what.to_owned()).or_default() += n;
        }
    }

    /// Puts what is on a text on the answers that are found in it.
    fn text(&mut self, text: &CodedText, places: &[Option<Span>], found: &[Piece], here: &Submission<'_>) {
        for (selection, place) in text.selections.iter().zip(places) {
            let Some(place) = place else {
                self.left(1, "passages outside of their texts");
                continue;
            };
            let on: Vec<(usize, Option<Span>)> =
                found.iter().filter_map(|piece| Some((piece.answer, piece.of(*place)?.span()))).collect();
            if on.is_empty() {
                self.left(1, "passages outside of any answer");
                continue;
            }
            self.selection(selection, &on, here);
        }
        for coding in &text.codings {
            for piece in found {
                self.tag(&coding.code, (piece.answer, None), (&coding.by, &coding.at), here);
            }
        }
        let on = NoteTarget::Submission(here.2.to_owned());
        self.notes_on(&text.guid, &text.notes, &NotedThere::Here(on), &format!("submission {}", here.2));
    }

    fn selection(&mut self, selection: &Selection, on: &[(usize, Option<Span>)], here: &Submission<'_>) {
        for coding in &selection.codings {
            let by = if coding.by.is_some() { &coding.by } else { &selection.by };
            let at = if coding.at.is_some() { &coding.at } else { &selection.at };
            for place in on {
                self.tag(&coding.code, *place, (by, at), here);
            }
        }
        let (answer, span) = on[0];
        let number = here.0[answer];
        let target =
            span.map_or_else(|| NoteTarget::Answer(number), |span| NoteTarget::Passage(number, span));
        let (target, key) = (NotedThere::Here(target), format!("answer {}", number.0));
        self.notes_on(&selection.guid, &selection.notes, &target, &key);
        // A comment that only repeats the notes is none.
        let repeated: Vec<String> = selection
            .notes
            .iter()
            .filter_map(|note| Some(alike(&self.notes.get(note.as_str())?.text)))
            .collect();
        let said = alike(&selection.description);
        if !said.is_empty() && said != repeated.join("\n\n") {
            self.note(&target, &key, &selection.description, (&selection.by, &selection.at));
        }
    }

    fn tag(
        &mut self,
        code: &str,
        (answer, span): (usize, Option<Span>),
        (by, at): (&Option<String>, &Option<String>),
        here: &Submission<'_>,
    ) {
        let path = match self.paths.of.get(code) {
            Some(Meaning::Theme(path)) => path.clone(),
            Some(Meaning::Question(_) | Meaning::Folder) => {
                return self.left(1, "passages of questions: where text stands is not changed");
            }
            None => return self.left(1, "codings without a code"),
        };
        let by = self.name(by.as_deref());
        let (number, record) = (here.0[answer], &here.1[answer]);
        let who = self.who(by.as_ref());
        let shown = self.shown(&path);
        let length = record.text.chars().count() as u32;
        let is_it = |tag: &crate::model::submission::TagRecord| {
            let place = tag.start.zip(tag.end).map(|(start, end)| Span::new(start, end));
            let place = place.filter(|place| *place != Span::new(0, length));
            let lost = tag.start.is_none() && tag.quote.is_some();
            !lost && place == span && fold(&tag.analyst) == who && fold(&tag.theme) == shown
        };
        if record.tags.iter().any(is_it) {
            self.report.tags_there += 1;
        } else if self.planned.insert((number, span, paths::folded(&path), who)) {
            self.analysts.extend(by.clone());
            self.codings.tags.push(PlacedTag { answer: number, span, theme: path, by, at: at.clone() });
        }
    }

    /// The path under which a theme is shown, folded.
    fn shown(&self, path: &[String]) -> String {
        let known = self.shown.get(&paths::folded(path)).cloned();
        known.unwrap_or_else(|| fold(&path.join(PATH_SEPARATOR)))
    }

    /// Whose it is, folded: whoever takes it in, where nobody is named.
    fn who(&self, by: Option<&String>) -> String {
        by.map_or_else(|| self.me.to_owned(), |by| fold(by))
    }

    fn name(&self, by: Option<&str>) -> Option<String> {
        let name = self.users.get(by?)?.trim();
        (!fold(name).is_empty()).then(|| name.to_owned())
    }

    /// The notes on codes.
    fn codes(&mut self, coded: &Coded) {
        for code in &coded.codes {
            let (on, key) = match self.paths.of.get(&code.guid) {
                Some(Meaning::Theme(path)) => {
                    (NotedThere::Theme(path.clone()), format!("theme {}", self.shown(path)))
                }
                Some(Meaning::Question(question)) => {
                    let number = self.names.call.question(question).map(|q| q.number.clone());
                    let on = NotedThere::Here(NoteTarget::Question(question.clone()));
                    (on, format!("question {}", number.unwrap_or_default()))
                }
                _ => continue,
            };
            self.notes_on(&code.guid, &code.notes, &on, &key);
        }
    }

    /// The notes that are on something, by reference or by link.
    fn notes_on(&mut self, guid: &str, referred: &[String], on: &NotedThere, key: &str) {
        let linked = self.linked.get(guid).cloned().unwrap_or_default();
        let all: Vec<String> =
            referred.iter().cloned().chain(linked.into_iter().map(str::to_owned)).collect();
        for id in all {
            let Some(note) = self.notes.get(id.as_str()).copied() else { continue };
            self.used_notes.insert(id.clone());
            if self.placed_notes.insert((id, guid.to_owned())) {
                self.note(on, key, &note.text, (&note.by, &note.at));
            }
        }
    }

    fn note(&mut self, on: &NotedThere, key: &str, text: &str, (by, at): (&Option<String>, &Option<String>)) {
        if text.trim().is_empty() {
            return;
        }
        let by = self.name(by.as_deref());
        let who = self.who(by.as_ref());
        if !self.notes_here.insert((alike(text), who, key.to_owned())) {
            self.report.notes_there += 1;
            return;
        }
        self.analysts.extend(by.clone());
        let text = text.trim().to_owned();
        self.codings.notes.push(PlacedNote { on: on.clone(), text, by, at: at.clone() });
    }

    fn finish(mut self, coded: &Coded) -> (CodingReport, Codings) {
        let known = paths::known(self.book);
        let new = self.paths.incoming.iter().filter(|theme| !known.contains_key(&paths::folded(&theme.path)));
        self.codings.themes = new.cloned().collect();
        let themes_there = self.paths.incoming.len() - self.codings.themes.len();
        let unused = coded.notes.iter().filter(|note| !self.used_notes.contains(&note.guid)).count();
        self.left(unused, "notes on nothing that is here");
        let report = &mut self.report;
        report.themes = self.codings.themes.iter().map(|theme| theme.path.join(PATH_SEPARATOR)).collect();
        report.themes_there = themes_there;
        (report.tags, report.notes) = (self.codings.tags.len(), self.codings.notes.len());
        report.analysts = self.analysts.into_iter().collect();
        report.left =
            self.left.into_iter().map(|(what, n)| (n, what)).chain(coded.left.iter().cloned()).collect();
        (self.report, self.codings)
    }
}
