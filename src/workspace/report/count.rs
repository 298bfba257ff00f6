//! What came in, counted by submission; and how the reading was done.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::chosen;
use crate::export::report::values::{Method, OfType, QuestionPart, Sender, Totals};
use crate::model::finding::{About, Finding};
use crate::model::matrix::{Ask, Count, Dimension};
use crate::model::submission::{SubmissionRecord, UNSURE};
use crate::model::view::Page;
use crate::query::edit;
use crate::query::filter::Resolved;
use crate::text;
use crate::workspace::{Error, Workspace};

/// What a report needs of one submission.
pub(super) struct Sent {
    pub(super) stakeholder_type: Option<String>,
    pub(super) region: Option<String>,
    pub(super) language: Option<String>,
    late: bool,
    unplaced_words: u32,
    sender: Sender,
}

impl Sent {
    fn of(record: SubmissionRecord) -> Self {
        let it = record.metadata;
        Self {
            stakeholder_type: it.stakeholder_type,
            region: it.region,
            language: it.language,
            late: it.late == Some(true),
            unplaced_words: record.unplaced_words,
            sender: Sender {
                name: it.submitter.unwrap_or_else(|| record.reference.clone()),
                reference: record.reference,
                submitted_on: it.submitted_on,
            },
        }
    }
}

pub(super) fn totals(page: &Page, sent: &[Sent]) -> Totals {
    Totals {
        submissions: sent.len(),
        submitters: page.submitters,
        answers: page.answers,
        unplaced: page.unplaced,
        left_out: page.left_out,
    }
}

/// Submissions by a value, the most first; of equals in the order of the values, what is not known last.
pub(super) fn by(sent: &[Sent], value: impl Fn(&Sent) -> Option<String>) -> Vec<(Option<String>, u32)> {
    let mut counts: BTreeMap<Option<String>, u32> = BTreeMap::new();
    for one in sent {
        *counts.entry(value(one)).or_default() += 1;
    }
    let mut counts: Vec<(Option<String>, u32)> = counts.into_iter().collect();
    counts.sort_by(|a, b| a.0.is_none().cmp(&b.0.is_none()).then(b.1.cmp(&a.1)));
    counts
}

/// The language's name.
pub(super) fn language(sent: &Sent) -> Option<String> {
    let code = sent.language.as_deref().filter(|code| *code != UNSURE)?;
    Some(text::language::name(code).unwrap_or(code).to_owned())
}

/// Submissions by the first day of their month; without a date last.
pub(super) fn months(sent: &[Sent]) -> Vec<(Option<Date>, u32)> {
    let mut counts: BTreeMap<Option<Date>, u32> = BTreeMap::new();
    for one in sent {
        *counts.entry(one.sender.submitted_on.map(Date::first_of_month)).or_default() += 1;
    }
    let unknown = counts.remove(&None).map(|number| (None, number));
    counts.into_iter().chain(unknown).collect()
}

pub(super) fn late(sent: &[Sent]) -> Vec<Sender> {
    sent.iter().filter(|one| one.late).map(|one| one.sender.clone()).collect()
}

pub(super) fn unplaced(sent: &[Sent]) -> Vec<(Sender, u32)> {
    let some = sent.iter().filter(|one| one.unplaced_words > 0);
    some.map(|one| (one.sender.clone(), one.unplaced_words)).collect()
}

impl Workspace {
    /// Who sent what a query finds.
    pub(super) fn senders(&self, query: &Resolved) -> Result<Vec<Sent>, Error> {
        let guard = self.guard()?;
        // What stands for who may not be cited.
        let unnamed = self.words().say("not_cited", &[]);
        let sent = |record: SubmissionRecord| {
            let leaving = guard.submission(record.clone()).map(|out| Sent::of(out).sender);
            let mut sent = Sent::of(record);
            // Counted as what it is, named as it leaves.
            sent.sender = leaving.unwrap_or_else(|| Sender {
                name: unnamed.clone(),
                reference: unnamed.clone(),
                submitted_on: sent.sender.submitted_on,
            });
            sent
        };
        Ok(self.submissions(query)?.into_iter().map(sent).collect())
    }

    /// Who sent what a query finds, by stakeholder type, the most first; each name once, in order.
    pub(super) fn who(&self, query: &Resolved) -> Result<Vec<OfType>, Error> {
        let mut by: BTreeMap<Option<String>, Vec<String>> = BTreeMap::new();
        for one in self.leaving_submissions(query)? {
            let name = one.metadata.submitter.unwrap_or(one.reference);
            by.entry(one.metadata.stakeholder_type).or_default().push(name);
        }
        let of_type = |(stakeholder_type, names)| OfType { stakeholder_type, names };
        let mut all: Vec<OfType> = by.into_iter().map(of_type).collect();
        for one in &mut all {
            one.names.sort_by_cached_key(|name| text::fold(name));
            one.names.dedup();
        }
        let unknown = |one: &OfType| one.stakeholder_type.is_none();
        all.sort_by(|a, b| unknown(a).cmp(&unknown(b)).then(b.names.len().cmp(&a.names.len())));
        Ok(all)
    }

    /// How many answers and submitters each question has, and what was found.
    pub(super) fn question_parts(&self, query: &str, found: &[Finding]) -> Result<Vec<QuestionPart>, Error> {
        let ask = |count| Ask { rows: Dimension::Question, columns: Dimension::StakeholderType, count };
        let answers = self.matrix(query, &ask(Count::Answers))?;
        let submitters = self.matrix(query, &ask(Count::Submitters))?;
        let part = |(at, question): (usize, crate::model::call::Question)| {
            let finding = chosen::about(found, &About::Question(question.key));
            let number = |totals: &[u32]| totals.get(at).copied().unwrap_or(0);
            QuestionPart {
                answers: number(&answers.row_totals),
                submitters: number(&submitters.row_totals),
                number: question.number,
                wording: question.wording,
                short_name: question.short_name,
                quotations: finding.map(|it| chosen::of_finding(it, self.words())).unwrap_or_default(),
                finding: chosen::said(finding),
            }
        };
        Ok(self.call()?.questions.into_iter().enumerate().map(part).collect())
    }

    /// Who read what, and when.
    pub(super) fn method(&self, query: &str) -> Result<Method, Error> {
        let ask = Ask { rows: Dimension::Analyst, columns: Dimension::Status, count: Count::Answers };
        let tagged = self.matrix(query, &ask)?;
        let heads = tagged.rows.into_iter().zip(tagged.row_totals);
        let mut analysts: Vec<(String, u32)> =
            heads.filter_map(|(head, number)| Some((head.value?, number))).filter(|(_, n)| *n > 0).collect();
        analysts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let reviewed = self.resolve(&edit::with_term(query, "status:reviewed@any"))?;
        let day = |at: &str| at.get(..10).and_then(|day| day.parse::<Date>().ok());
        let (mut days, mut changed) = (None, None);
        for entry in self.history(None)?.iter().filter(|entry| !entry.undone) {
            let Some(day) = day(&entry.at) else { continue };
            match entry.kind.split('.').next() {
                Some("tag" | "status" | "note") => {
                    let (first, last) = days.unwrap_or((day, day));
                    days = Some((first.min(day), last.max(day)));
                }
                Some("theme") => changed = changed.max(Some(day)),
                _ => {}
            }
        }
        Ok(Method {
            analysts,
            reviewed: self.page(&reviewed, 0, 0)?.answers as u32,
            days,
            themes: self.codebook()?.themes.len(),
            codebook_changed: changed,
        })
    }
}
