//! Finding the quotations of a delivered file again: whether the words stand where the file says.

use std::path::Path;

use super::export::GoOn;
use super::{Error, Workspace, files, reading};
use crate::intake::{self, quotations};
use crate::model::id::AnswerNumber;
use crate::model::quoted::{Cited, Quoted, Translates, Verdict, Verified};
use crate::model::submission::AnswerRecord;
use crate::store::index::Sight;
use crate::store::names::Names;
use crate::store::quoted::{Places, holding};
use crate::store::{self, records};
use crate::text::verbatim::{Difference, Pieces, Wording};
use crate::text::{citable, clean, fold, tokens};

/// A text that has less of a quotation than this is not that of which it was altered.
const ALIKE: f64 = 0.34;

/// So many of the last paragraphs are tried as what a citation is of, where it is not of all.
const MOST_PARAGRAPHS: usize = 40;

/// What to do about a file that cannot be read.
const WANTED: &str = "verify reads Markdown, DOCX, HTML, CSV, XLSX, JSON and JSON Lines.";

impl Workspace {
    /// Finds every quotation of a file again, in the order of the file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn verify(&self, path: &Path, go_on: GoOn<'_>) -> Result<Vec<Verified>, Error> {
        let quoted = self.quotations_of(path)?;
        let name = files::name(path);
        self.sight(|sight, names| {
            let places = Places::of(sight.conn)?;
            let mut search = Search { sight, names, places: &places, last: None };
            let mut found = Vec::with_capacity(quoted.len());
            let mut before: Option<AnswerRecord> = None;
            for one in &quoted {
                if !go_on() {
                    return Err(store::Error::Stopped);
                }
                for (verified, record) in search.verify(one, before.as_ref())? {
                    if one.translation == Translates::Nothing || one.cited.is_some() {
                        before = record;
                    }
                    found.push(Verified { file: name.clone(), ..verified });
                }
            }
            Ok(found)
        })
    }

    fn quotations_of(&self, path: &Path) -> Result<Vec<Quoted>, Error> {
        let unfit = |what: String| Error::Unfit { what, hint: WANTED.to_owned() };
        if path.is_dir() {
            return Err(unfit(format!("{} is a folder; name the files in it", path.display())));
        }
        if path
            .extension()
            .is_some_and(|e| ["json", "jsonl", "ndjson"].iter().any(|j| e.eq_ignore_ascii_case(j)))
        {
            let bytes = files::read(path).map_err(|failed| {
                let problem = failed.problems.into_iter().next();
                unfit(problem.map_or_else(String::new, |it| format!("{}: {}", it.place, it.what)))
            })?;
            if bytes.len() > intake::MAX_DOCUMENT {
                let (size, limit) = (bytes.len() >> 20, intake::MAX_DOCUMENT >> 20);
                return Err(unfit(format!(
                    "{} has {size} MiB, over the limit of {limit} MiB",
                    path.display()
                )));
            }
            if let Some(found) = quotations::of_json(&bytes, &files::name(path)) {
                return found.map_err(|error| unfit(error.to_string()));
            }
        }
        Ok(quotations::of(&reading::one(path, &self.apart, WANTED)?))
    }
}

/// What came of a quotation, and the answer that it is from.
type Outcome = (Verified, Option<AnswerRecord>);

struct Search<'a> {
    sight: &'a Sight<'a>,
    names: &'a Names<'a>,
    places: &'a Places,
    /// The answer that was read last: the cells of a row are of one.
    last: Option<(AnswerNumber, AnswerRecord)>,
}

impl Search<'_> {
    /// Looks a quotation up. It may be several: quotations that follow each other without a word between them look like
    /// one, and only the last of them is what the citation is of.
    fn verify(
        &mut self,
        quoted: &Quoted,
        before: Option<&AnswerRecord>,
    ) -> Result<Vec<Outcome>, store::Error> {
        let whole = quoted.paragraphs.join("\n\n");
        if quoted.translation == Translates::Cited {
            let cited = self.first(&self.named(quoted.cited.as_ref()))?;
            return Ok(vec![translation(quoted, &whole, cited.as_ref())]);
        }
        let translates = quoted.translation == Translates::Before;
        if translates && quoted.cited.is_none() {
            return Ok(vec![translation(quoted, &whole, before)]);
        }
        let first = self.cited(quoted, &whole)?;
        let named = self.named(quoted.cited.as_ref());
        if translates && !matches!(first.0.verdict, Verdict::Right | Verdict::Misattributed) {
            // What the citation is of has no words that are seen, so that it follows the translation at once.
            let ahead = Quoted { cited: None, ..quoted.clone() };
            let (verified, _) = translation(&ahead, &whole, before);
            if verified.verdict == Verdict::Right {
                return Ok(vec![(verified, self.first(&named)?)]);
            }
        }
        let stands = matches!(first.0.verdict, Verdict::Right | Verdict::Misattributed);
        let count = quoted.paragraphs.len();
        if stands || count < 2 || quoted.cited.is_none() {
            return Ok(vec![first]);
        }
        for at in count.saturating_sub(MOST_PARAGRAPHS).max(1)..count {
            let (ahead, rest) = quoted.paragraphs.split_at(at);
            let rest = rest.join("\n\n");
            if self.stands_in_one(&rest, &named)? {
                let own = self.cited(quoted, &rest)?;
                let ahead = Quoted { paragraphs: ahead.to_vec(), cited: None, ..quoted.clone() };
                let mut all = self.verify(&ahead, before)?;
                // A paragraph that was altered is still one of the same quotation.
                let altered =
                    |(it, _): &Outcome| it.verdict == Verdict::Altered && it.id == own.0.id && !translates;
                if all.iter().any(altered) {
                    return Ok(vec![first]);
                }
                all.push(own);
                return Ok(all);
            }
        }
        // A translation of as many paragraphs as it has, and an altered quotation behind it.
        let length = before.and_then(|it| it.translation.as_ref()).map(|it| paragraphs(&it.text));
        if let Some(at) = length.filter(|at| translates && *at < quoted.paragraphs.len()) {
            let (ahead, rest) = quoted.paragraphs.split_at(at);
            let ahead = Quoted { paragraphs: ahead.to_vec(), cited: None, ..quoted.clone() };
            let rest =
                Quoted { paragraphs: rest.to_vec(), translation: Translates::Nothing, ..quoted.clone() };
            let mut all = self.verify(&ahead, before)?;
            all.extend(self.verify(&rest, before)?);
            return Ok(all);
        }
        Ok(vec![first])
    }

    fn record(&mut self, number: AnswerNumber) -> Result<Option<AnswerRecord>, store::Error> {
        if let Some((last, record)) = &self.last
            && *last == number
        {
            return Ok(Some(record.clone()));
        }
        let record = records::record(self.sight.conn, &self.sight.viewer, self.names, number)?;
        self.last = record.clone().map(|record| (number, record));
        Ok(record)
    }

    fn first(&mut self, numbers: &[AnswerNumber]) -> Result<Option<AnswerRecord>, store::Error> {
        numbers.first().map_or(Ok(None), |number| self.record(*number))
    }

    fn stands_in_one(&mut self, words: &str, named: &[AnswerNumber]) -> Result<bool, store::Error> {
        let pieces = Pieces::of(words);
        for number in named {
            if self.record(*number)?.is_some_and(|record| stands(&pieces, &record).is_ok()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Compares words with what the citation names, then with all that there is.
    fn cited(&mut self, quoted: &Quoted, words: &str) -> Result<Outcome, store::Error> {
        let pieces = Pieces::of(words);
        let named = self.named(quoted.cited.as_ref());
        let mut nearest: Option<(AnswerRecord, Difference)> = None;
        for number in named {
            let Some(record) = self.record(number)? else { continue };
            match stands(&pieces, &record) {
                Ok(()) => return Ok(self.where_it_says(quoted, words, record)),
                Err(difference) => keep_nearest(&mut nearest, record, difference),
            }
        }
        let near_the_named = nearest.as_ref().is_some_and(|(_, it)| it.likeness >= ALIKE);
        for number in holding(self.sight, &tokens(pieces.longest()))? {
            let Some(record) = self.record(number)? else { continue };
            match stands(&pieces, &record) {
                Ok(()) => return Ok(self.elsewhere(quoted, words, record)),
                Err(difference) if !near_the_named => keep_nearest(&mut nearest, record, difference),
                Err(_) => {}
            }
        }
        if let Some((record, difference)) = nearest.filter(|(_, it)| it.likeness >= ALIKE) {
            let found = with(outcome(quoted, words, Verdict::Altered, Some(&record)), &difference);
            let remark = if difference.within_word {
                "it begins or ends within a word".to_owned()
            } else if near_the_named || quoted.cited.is_none() {
                "the words differ".to_owned()
            } else {
                format!("the words differ, and what they are nearest to is {}", at(&record))
            };
            return Ok((Verified { remark, ..found }, Some(record)));
        }
        let mut gone = outcome(quoted, words, Verdict::Gone, None);
        "nothing in the workspace has these words".clone_into(&mut gone.remark);
        Ok((gone, None))
    }

    /// The answers that a citation names: by the id, else by a reference and the question.
    fn named(&self, cited: Option<&Cited>) -> Vec<AnswerNumber> {
        let Some(cited) = cited else { return Vec::new() };
        let by_id = self.places.with_id(&cited.id);
        if !by_id.is_empty() {
            return by_id;
        }
        let parted = |c: char| matches!(c, ',' | ';' | '(' | ')' | '[' | ']');
        let parts = cited.rest.split(parted).chain(cited.line.split(parted));
        let words = cited.line.split_whitespace().map(|word| word.trim_matches(parted));
        let known = |name: &str| !name.trim().is_empty() && !self.places.with_reference(name).is_empty();
        let found = parts.chain(words).find(|name| known(name));
        found.map(|name| self.places.with_reference(name)).unwrap_or_default()
    }

    /// The words stand in an answer that the citation names; whether all else of it is right.
    fn where_it_says(&self, quoted: &Quoted, words: &str, record: AnswerRecord) -> Outcome {
        let wrong = quoted.cited.as_ref().and_then(|cited| self.contradiction(cited, &record));
        let verdict = if wrong.is_some() { Verdict::Misattributed } else { Verdict::Right };
        let found = outcome(quoted, words, verdict, Some(&record));
        (Verified { remark: wrong.unwrap_or_default(), ..found }, Some(record))
    }

    /// The words stand in another answer than the citation names, or it names none.
    fn elsewhere(&self, quoted: &Quoted, words: &str, record: AnswerRecord) -> Outcome {
        let says_nothing = quoted.cited.as_ref().is_none_or(|cited| {
            let names_answer = !cited.id.is_empty() || cited.question.is_some();
            !names_answer && self.contradicting_name(cited, &record, false).is_none()
        });
        let (verdict, remark) = if says_nothing {
            (Verdict::WithoutReference, format!("it stands in {}", at(&record)))
        } else {
            (Verdict::Misattributed, format!("the words stand in {}", at(&record)))
        };
        let found = outcome(quoted, words, verdict, Some(&record));
        (Verified { remark, ..found }, Some(record))
    }

    /// What a citation says otherwise than the answer whose words these are.
    fn contradiction(&self, cited: &Cited, record: &AnswerRecord) -> Option<String> {
        let own = record.question.as_deref().unwrap_or(Cited::NO_QUESTION);
        if let Some(asked) = cited.question.as_deref().filter(|asked| seen(asked) != seen(own)) {
            let under = |number: &str| match number {
                Cited::NO_QUESTION => "no question".to_owned(),
                number => format!("question {number}"),
            };
            return Some(format!("the words stand under {}, the file says {}", under(own), under(asked)));
        }
        let reference = cited.rest.split(',').next().unwrap_or_default().trim();
        let is_own = cited.rest.starts_with(&record.reference) || seen(reference) == seen(&record.reference);
        let is_named = !self.is_nameless(record) && !has_pseudonym(&cited.who);
        let is_other = !reference.is_empty() && !is_own && is_named;
        if is_other && reference != record.source.file {
            return Some(format!("the words are of {}, the file says {reference}", record.reference));
        }
        self.contradicting_name(cited, record, true)
    }

    /// The name in a citation, where it is another's; `strict` takes any other name for one.
    fn contradicting_name(&self, cited: &Cited, record: &AnswerRecord, strict: bool) -> Option<String> {
        let said = seen(&cited.who);
        let own = seen(record.metadata.submitter.as_deref().unwrap_or_default());
        if said.is_empty() || (!own.is_empty() && format!(" {said} ").contains(&format!(" {own} "))) {
            return None;
        }
        let said_words: Vec<&str> = said.split(' ').collect();
        let is_known = (1..=said_words.len()).any(|n| self.places.is_submitter(&said_words[..n].join(" ")));
        // Nobody named, or a name that stands for one: the id says whose words they are.
        let stands_for = own.is_empty() || self.is_nameless(record) || said.starts_with("anonymous");
        if !is_known && (!strict || stands_for || has_pseudonym(&cited.who)) {
            return None;
        }
        let name = record.metadata.submitter.as_deref().unwrap_or("nobody who is named");
        Some(format!("the words are of {name}, the file says {}", cited.who))
    }

    /// Whether it is not to be cited by name.
    fn is_nameless(&self, record: &AnswerRecord) -> bool {
        let said = self.places.citable(&record.submission.to_string());
        said.is_some_and(|said| citable::way(said) != Some(citable::BY_NAME))
    }
}

/// A translation is compared with the one that is attached to an answer.
fn translation(quoted: &Quoted, words: &str, before: Option<&AnswerRecord>) -> Outcome {
    let attached = before.and_then(|record| Some((record, record.translation.as_ref()?)));
    let Some((record, translation)) = attached else {
        let mut verified = outcome(quoted, words, Verdict::Gone, before);
        "the answer has no translation".clone_into(&mut verified.remark);
        return (verified, before.cloned());
    };
    let compared = Pieces::of(words).stand_in(&Wording::of(&translation.text));
    let verified = match compared {
        Ok(()) => outcome(quoted, words, Verdict::Right, Some(record)),
        Err(difference) => {
            let found = outcome(quoted, words, Verdict::Altered, Some(record));
            Verified { remark: "the translation differs".to_owned(), ..with(found, &difference) }
        }
    };
    (verified, Some(record.clone()))
}

/// Whether all of it stands in an answer; a passage that somebody tagged may begin within a word.
fn stands(pieces: &Pieces<'_>, record: &AnswerRecord) -> Result<(), Difference> {
    let compared = pieces.stand_in(&Wording::of(&record.text));
    let is_passage = || {
        let mut passages = record.tags.iter().filter_map(|tag| tag.quote.as_deref());
        passages.any(|passage| pieces.is_passage(passage))
    };
    compared.or_else(|it| if it.within_word && is_passage() { Ok(()) } else { Err(it) })
}

fn keep_nearest(
    nearest: &mut Option<(AnswerRecord, Difference)>,
    record: AnswerRecord,
    difference: Difference,
) {
    if nearest.as_ref().is_none_or(|(_, known)| known.likeness < difference.likeness) {
        *nearest = Some((record, difference));
    }
}

/// A name as it is compared: what writers leave out of it, or write as a blank, makes no difference.
fn seen(name: &str) -> String {
    fold(&clean::line(name))
}

/// Whether a name has a code such as "(P-7F3K2M)", as pseudonyms do.
fn has_pseudonym(who: &str) -> bool {
    let signs = who.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let mut signs = signs.filter_map(|word| word.strip_prefix("P-"));
    signs.any(|sign| sign.len() >= 4 && sign.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()))
}

fn paragraphs(text: &str) -> usize {
    text.split("\n\n").filter(|part| !part.trim().is_empty()).count().max(1)
}

/// Where an answer stands, in words.
fn at(record: &AnswerRecord) -> String {
    let question = record
        .question
        .as_deref()
        .map_or_else(|| "under no question".to_owned(), |number| format!("question {number}"));
    let who = record.metadata.submitter.as_deref().map(|name| format!(", {name}")).unwrap_or_default();
    let id: String = record.id.to_string().chars().take(12).collect();
    format!("{}, {question}{who}, id:{id}", record.reference)
}

fn outcome(quoted: &Quoted, words: &str, verdict: Verdict, record: Option<&AnswerRecord>) -> Verified {
    Verified {
        file: String::new(),
        place: quoted.place.clone(),
        verdict,
        quotation: words.trim().to_owned(),
        cited: quoted.cited.as_ref().map(|cited| cited.line.clone()),
        id: record.map(|it| it.id.to_string()),
        reference: record.map(|it| it.reference.clone()),
        question: record.and_then(|it| it.question.clone()),
        submitter: record.and_then(|it| it.metadata.submitter.clone()),
        file_says: None,
        workspace_says: None,
        remark: String::new(),
    }
}

fn with(verified: Verified, difference: &Difference) -> Verified {
    Verified {
        file_says: Some(difference.quoted.clone()),
        workspace_says: Some(difference.stands.clone()),
        ..verified
    }
}
