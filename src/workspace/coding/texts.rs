//! Texts of another program among the submissions that are here, and each answer in them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::export::refi::text::{Composed, Plain};
use crate::model::call::Question;
use crate::model::id::AnswerNumber;
use crate::model::span::Span;
use crate::model::submission::AnswerRecord;

/// A line of at least so many characters tells whose text it is.
const TELLING: usize = 12;

/// An answer of at least so many characters is looked for anywhere in a text; a shorter one only behind the one before it.
const LONG: usize = 12;

/// A submission that is here.
pub(super) struct Here {
    pub(super) reference: String,
    pub(super) answers: Vec<AnswerNumber>,
}

/// All submissions, by what tells them.
#[derive(Default)]
pub(super) struct Index {
    pub(super) all: Vec<Here>,
    by_name: HashMap<String, usize>,
    /// The submission of a line; `None` where several have it.
    by_line: HashMap<u64, Option<usize>>,
}

impl Index {
    /// Takes an answer in; those of a submission come together.
    pub(super) fn add(&mut self, number: AnswerNumber, record: &AnswerRecord) {
        if self.all.last().is_none_or(|last| last.reference != record.reference) {
            let at = self.all.len();
            self.by_name.entry(record.reference.to_lowercase()).or_insert(at);
            if record.source.row.is_none() {
                // A document may be known by its file.
                self.by_name.entry(stem(&record.source.file)).or_insert(at);
            }
            self.all.push(Here { reference: record.reference.clone(), answers: Vec::new() });
        }
        let at = self.all.len() - 1;
        self.all[at].answers.push(number);
        for line in lines(&record.text) {
            let known = self.by_line.entry(line).or_insert(Some(at));
            if *known != Some(at) {
                *known = None;
            }
        }
    }

    /// The submissions that a text may be, the likeliest first.
    pub(super) fn candidates(&self, name: &str, text: &str) -> Vec<usize> {
        let (whole, stem) = (name.trim().to_lowercase(), stem(name));
        let mut found: Vec<usize> =
            self.by_name.get(&whole).or(self.by_name.get(&stem)).copied().into_iter().collect();
        let mut votes: HashMap<usize, usize> = HashMap::new();
        for at in lines(text).into_iter().filter_map(|line| self.by_line.get(&line).copied().flatten()) {
            *votes.entry(at).or_default() += 1;
        }
        let best = votes.into_iter().max_by_key(|(at, votes)| (*votes, std::cmp::Reverse(*at)));
        found.extend(best.map(|(at, _)| at).filter(|at| !found.contains(at)));
        found
    }
}

/// A file's name in lower case, without folders and ending.
fn stem(name: &str) -> String {
    let name = name.trim().rsplit(['/', '\\']).next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase()
}

/// The telling lines of a text, hashed; white space does not count.
fn lines(text: &str) -> Vec<u64> {
    let plain = Plain::of(text, false).text;
    let told = |line: &str| {
        let kept: String = line.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        (kept.chars().count() >= TELLING).then(|| {
            let mut hasher = DefaultHasher::new();
            kept.hash(&mut hasher);
            hasher.finish()
        })
    };
    plain.lines().filter_map(told).collect()
}

/// An answer in a text.
pub(super) struct Piece {
    /// Which of the submission's.
    pub(super) answer: usize,
    /// Where it is in the text, in code points.
    pub(super) at: Span,
    way: Way,
}

/// How a position of the text becomes one of the answer.
enum Way {
    /// To the character; so many of the answer's stand before.
    Exact(Plain, u32),
    /// By the characters that are no white space: where each is in the text, and in the answer.
    Loose(Vec<u32>, Vec<u32>),
}

/// What of an answer a stretch of a text is.
#[derive(Clone, Copy)]
pub(super) enum Share {
    Whole,
    Part(Span),
}

impl Share {
    /// The passage; `None` is the whole answer.
    pub(super) fn span(self) -> Option<Span> {
        match self {
            Self::Whole => None,
            Self::Part(span) => Some(span),
        }
    }
}

impl Piece {
    /// What of the answer a stretch of the text is; `None` when nothing.
    pub(super) fn of(&self, stretch: Span) -> Option<Share> {
        if !self.at.meets(stretch) {
            return None;
        }
        if stretch.start <= self.at.start && self.at.end <= stretch.end {
            return Some(Share::Whole);
        }
        let (start, end) = (stretch.start.max(self.at.start), stretch.end.min(self.at.end));
        let span = match &self.way {
            Way::Exact(plain, before) => {
                let to = |at: u32| plain.from(at - self.at.start + before);
                Span::new(to(start), to(end))
            }
            Way::Loose(there, here) => {
                let place = |at: u32| there.partition_point(|known| *known < at);
                let (first, last) = (place(start), place(end).checked_sub(1)?);
                if first > last {
                    return None;
                }
                Span::new(here[first], here[last] + 1)
            }
        };
        (!span.is_empty()).then_some(Share::Part(span))
    }
}

/// Finds the answers of a submission in a text, which has no mark and line feeds only.
pub(super) fn pieces(text: &str, answers: &[AnswerRecord], questions: &[Question]) -> Vec<Piece> {
    let there = Plain::of(text, false).text;
    let composed = Composed::of(answers, questions, false);
    if there == composed.text {
        let exact = composed.places.into_iter().enumerate();
        return exact.map(|(answer, (at, plain))| Piece { answer, at, way: Way::Exact(plain, 0) }).collect();
    }
    let loose = Squeezed::of(&there);
    let mut found: Vec<Piece> = Vec::new();
    let mut behind = 0;
    for (answer, record) in answers.iter().enumerate() {
        let plain = Plain::of(&record.text, false);
        let piece = exactly(&there, &plain, answer, behind, &found)
            .or_else(|| loosely(&loose, record, answer, behind, &found));
        if let Some(piece) = piece {
            behind = piece.at.end;
            found.push(piece);
        }
    }
    found
}

fn exactly(there: &str, plain: &Plain, answer: usize, behind: u32, taken: &[Piece]) -> Option<Piece> {
    let words = plain.text.trim();
    if words.is_empty() {
        return None;
    }
    let before = plain.text[..plain.text.len() - plain.text.trim_start().len()].chars().count() as u32;
    let length = words.chars().count() as u32;
    let from = there.char_indices().nth(behind as usize).map_or(there.len(), |(byte, _)| byte);
    let at = there[from..].find(words).map(|byte| from + byte);
    let anywhere = || if length as usize >= LONG { there.find(words) } else { None };
    let start = there[..at.or_else(anywhere)?].chars().count() as u32;
    let at = Span::new(start, start + length);
    let is_free = taken.iter().all(|piece| !piece.at.meets(at));
    is_free.then(|| Piece { answer, at, way: Way::Exact(plain.clone(), before) })
}

/// A text without its white space, and where each character was.
struct Squeezed {
    text: String,
    places: Vec<u32>,
}

impl Squeezed {
    fn of(text: &str) -> Self {
        let kept = text
            .chars()
            .enumerate()
            .filter(|(_, c)| !c.is_whitespace() && !c.is_control() && *c != '\u{feff}');
        let (places, text) =
            kept.map(|(at, c)| (at as u32, if c > '\u{ffff}' { '\u{25a1}' } else { c })).unzip();
        Self { text, places }
    }
}

fn loosely(
    there: &Squeezed,
    record: &AnswerRecord,
    answer: usize,
    behind: u32,
    taken: &[Piece],
) -> Option<Piece> {
    let here = Squeezed::of(&record.text);
    let length = here.places.len();
    if length < LONG {
        return None;
    }
    let skip = there.places.partition_point(|at| *at < behind);
    let from = there.text.char_indices().nth(skip).map_or(there.text.len(), |(byte, _)| byte);
    let byte =
        there.text[from..].find(&here.text).map(|at| from + at).or_else(|| there.text.find(&here.text))?;
    let first = there.text[..byte].chars().count();
    let places = there.places[first..first + length].to_vec();
    let at = Span::new(*places.first()?, places.last()? + 1);
    let is_free = taken.iter().all(|piece| !piece.at.meets(at));
    is_free.then_some(Piece { answer, at, way: Way::Loose(places, here.places) })
}
