//! The compilation: every answer in full, question by question, by stakeholder type.

use super::documents::Filling;
use super::export::{Destination, GoOn};
use super::matrix::behind;
use super::{Error, Workspace};
use crate::export::citation;
use crate::export::document::{Block, Heading, Kind, Quotation};
use crate::model::matrix::{Ask, Count, Dimension, Matrix};
use crate::model::report::{Template, Words, filled};
use crate::model::submission::AnswerRecord;
use crate::query::edit;

/// A heading, and the query of what stands below it.
struct Stretch {
    heading: Heading,
    /// `None` for one that has others under it.
    query: Option<String>,
}

/// What a compilation wrote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compiled {
    /// The file; `None` for a stream.
    pub path: Option<std::path::PathBuf>,
    /// How many answers.
    pub answers: usize,
    /// How many texts under no question.
    pub unplaced: usize,
    /// How many submitters, each once.
    pub submitters: usize,
}

impl Workspace {
    /// Writes the answers of a query in full, under a heading for each question and in it for each stakeholder type;
    /// what stands under no question comes last. The words around them are the template's.
    ///
    /// # Errors
    /// As [`Workspace::export`].
    pub fn write_compilation(
        &self,
        query: &str,
        template: &Template,
        kind: Kind,
        to: Destination<'_>,
        force: bool,
        go_on: GoOn<'_>,
    ) -> Result<Compiled, Error> {
        let words = &template.words;
        let page = self.page(&self.resolve(query)?, 0, 0)?;
        let stretches = self.stretches(query, words)?;
        let call = self.call()?.title;
        let values = [("call", call.as_str()), ("query", query.trim())];
        let day = words.day(self.written_on());
        let (answers, submitters) =
            (words.counted("answers", page.answers), words.counted("submitters", page.submitters));
        let held = [("date", &*day), ("call", &call), ("answers", &answers), ("submitters", &submitters)];
        let subtitle = words.say("compilation_subtitle", &held);
        let title = words.say("compilation_title", &values);
        let path = self.document((kind, &title, &template.language), to, force, &mut |into| {
            into.block(&Block::Title(title.clone()))?;
            into.block(&Block::Subtitle(subtitle.clone()))?;
            into.block(&Block::words(words.say("compilation_note", &[])))?;
            if page.left_out > 0 {
                let texts = words.counted("left_out", page.left_out);
                into.block(&Block::words(words.say("left", &[("left_out", &texts)])))?;
            }
            if let Some(line) = self.spared(&self.resolve(query)?)?.line_in(words) {
                into.block(&Block::words(line))?;
            }
            if !query.trim().is_empty() {
                into.block(&Block::words(filled(&words.say("only", &[]), &values)))?;
            }
            let headings = stretches.iter().map(|stretch| stretch.heading.clone()).collect();
            into.block(&Block::Contents { title: words.say("contents", &[]), headings })?;
            for stretch in &stretches {
                if stretch.heading.level == 1 {
                    into.block(&Block::PageBreak)?;
                }
                into.block(&Block::Heading(stretch.heading.clone()))?;
                if let Some(query) = &stretch.query {
                    self.in_full(query, into, go_on)?;
                }
            }
            Ok(())
        })?;
        let (answers, unplaced, submitters) = (page.answers, page.unplaced, page.submitters);
        Ok(Compiled { path, answers, unplaced, submitters })
    }

    /// The headings in their order.
    fn stretches(&self, query: &str, words: &Words) -> Result<Vec<Stretch>, Error> {
        let ask = |columns| Ask { rows: Dimension::Question, columns, count: Count::Answers };
        let found = self.matrix(query, &ask(Dimension::StakeholderType))?;
        let mut stretches = Vec::new();
        for (row, question) in self.call()?.questions.iter().enumerate() {
            if found.row_totals.get(row).copied().unwrap_or(0) == 0 {
                continue;
            }
            let values = [("number", question.number.as_str()), ("wording", &question.wording)];
            stretches.push(heading(1, words.say("question_of", &values), None));
            stretches.extend(by_type(query, &found, row, words));
        }
        let unplaced = edit::with_term(query, "is:unplaced");
        let texts = self.page(&self.resolve(&unplaced)?, 0, 0)?.unplaced;
        if texts > 0 {
            stretches.push(heading(1, words.counted("unplaced", texts), Some(unplaced)));
        }
        Ok(stretches)
    }

    /// Writes what a query finds, by submitter.
    fn in_full(&self, query: &str, into: &mut Filling<'_>, go_on: GoOn<'_>) -> Result<(), Error> {
        let asked = self.resolve(&edit::with_sort(query, "submitter"))?;
        let mut written = Ok(());
        self.leaving_records(&asked, &mut |record: AnswerRecord| {
            written = if go_on() {
                into.block(&Block::Quotation(whole(&record, self.words())))
            } else {
                Err(Error::Stopped)
            };
            written.is_ok()
        })?;
        written
    }
}

fn heading(level: u8, text: String, query: Option<String>) -> Stretch {
    Stretch { heading: Heading { level, text }, query }
}

/// A stretch for each type that answers of a question are from.
fn by_type(query: &str, found: &Matrix, row: usize, words: &Words) -> Vec<Stretch> {
    let numbers = found.cells.get(row).map_or(&[][..], Vec::as_slice);
    let some = numbers.iter().enumerate().filter(|(_, number)| **number > 0);
    let stretch = |(column, _): (usize, &u32)| {
        let head = found.columns.get(column)?;
        let name =
            head.value.as_deref().map_or_else(|| words.say("unknown", &[]), |it| words.name(it).to_owned());
        Some(heading(2, name, Some(behind(query, found, Some(row), Some(column))?)))
    };
    some.filter_map(stretch).collect()
}

fn whole(record: &AnswerRecord, words: &Words) -> Quotation {
    Quotation {
        text: record.text.clone(),
        language: record.metadata.language.clone(),
        citation: citation::of_in(record, 0, words),
        remarks: Vec::new(),
    }
}
