//! Quotations for themes: those that the analysts chose, else the most typical passages.

use std::collections::HashSet;

use roaring::RoaringBitmap;

use crate::analysis::typical::{Candidate, typical};
use crate::export::document::Quotation;
use crate::export::report::values::FindingPart;
use crate::export::{citation, quotation};
use crate::model::finding::{About, Finding, State};
use crate::model::id::ThemeId;
use crate::model::report::Words;
use crate::model::span::Span;
use crate::model::submission::{AnswerRecord, TagRecord};
use crate::model::work::{ItemKind, ShortlistItem};
use crate::query::filter::{Filter, Resolved, TagMatch};
use crate::text::shorten::first_sentences;
use crate::text::words;
use crate::workspace::{Error, Workspace};

/// Of so many texts of a theme, drawn evenly, the typical passages are looked for.
const LOOKED_AT: u32 = 1000;
/// A passage of fewer words says too little to stand alone.
const SHORTEST: u32 = 6;
/// A longer one is cut after a sentence, visibly.
const LONGEST: u32 = 90;

/// The quotations of the workspace's shortlists, in their order.
#[derive(Default)]
pub(super) struct Chosen(Vec<ShortlistItem>);

impl Chosen {
    pub(super) fn of(workspace: &Workspace) -> Result<Self, Error> {
        let mut all = Vec::new();
        for list in workspace.shortlists()? {
            let items = workspace.leaving_items(list.id)?;
            all.extend(items.into_iter().filter(|item| item.kind == ItemKind::Quotation));
        }
        Ok(Self(all))
    }

    /// Those that carry a theme where their words stand.
    fn with(&self, theme: ThemeId) -> impl Iterator<Item = (&ShortlistItem, &AnswerRecord)> {
        self.0.iter().filter_map(move |item| {
            let record = item.answer.as_ref()?;
            record
                .tags
                .iter()
                .any(|tag| tag.theme_id == theme.0 && meets(tag, item.span))
                .then_some((item, record))
        })
    }
}

/// The finding about something.
pub(super) fn about<'f>(found: &'f [Finding], about: &About) -> Option<&'f Finding> {
    found.iter().find(|finding| finding.about == *about)
}

/// What a finding says, if it says something.
pub(super) fn said(finding: Option<&Finding>) -> Option<FindingPart> {
    let finding = finding.filter(|finding| !finding.text.trim().is_empty())?;
    Some(FindingPart { text: finding.text.clone(), agreed: finding.state == State::Agreed })
}

/// The quotations of a finding, in their order.
pub(super) fn of_finding(finding: &Finding, words: &Words) -> Vec<Quotation> {
    let quotations = finding.items.iter().filter(|item| item.kind == ItemKind::Quotation);
    quotations.filter_map(|item| Some(of_item(item, item.answer.as_ref()?, words))).collect()
}

fn of_item(item: &ShortlistItem, record: &AnswerRecord, words: &Words) -> Quotation {
    quoted(record, item.span.map_or(0, |span| span.start), item.text.clone(), words)
}

/// Whether a tag is on the whole answer, or on a passage that has a character in common with the quotation.
fn meets(tag: &TagRecord, span: Option<Span>) -> bool {
    match (tag.start.zip(tag.end), span) {
        (Some((start, end)), Some(span)) => start < span.end && span.start < end,
        _ => true,
    }
}

/// A passage of an answer.
struct Passage {
    record: AnswerRecord,
    start: u32,
    words: String,
}

impl Workspace {
    /// At most so many quotations of what a query finds that carry a theme itself: those of its finding, else of the
    /// shortlists, else the typical ones.
    pub(super) fn quotations(
        &self,
        query: &Resolved,
        theme: ThemeId,
        finding: Option<&Finding>,
        chosen: &Chosen,
        most: usize,
    ) -> Result<Vec<Quotation>, Error> {
        let mut quotations = finding.map(|finding| of_finding(finding, self.words())).unwrap_or_default();
        if !quotations.is_empty() {
            return Ok(quotations);
        }
        let mut seen = HashSet::new();
        let found = if most > 0 { self.found(query)? } else { RoaringBitmap::default() };
        for (item, record) in chosen.with(theme) {
            let is_found = item.number.is_some_and(|number| found.contains(number.0));
            if quotations.len() < most && is_found && seen.insert((record.id, item.span)) {
                quotations.push(of_item(item, record, self.words()));
            }
        }
        if quotations.is_empty() && most > 0 {
            let passages = self.passages(query, theme)?;
            let candidates: Vec<Candidate<'_>> = passages.iter().map(candidate).collect();
            for at in typical(&candidates, most) {
                let passage = &passages[at];
                quotations.push(quoted(
                    &passage.record,
                    passage.start,
                    first_sentences(&passage.words, LONGEST),
                    self.words(),
                ));
            }
        }
        Ok(quotations)
    }

    /// The passages of a theme in some of the answers that a query finds.
    fn passages(&self, query: &Resolved, theme: ThemeId) -> Result<Vec<Passage>, Error> {
        let wanted = TagMatch { themes: Some(vec![theme]), ..TagMatch::default() };
        let of = Filter::All(vec![query.filter.whole().clone(), Filter::Tagged(wanted.clone())]);
        let some = Resolved {
            filter: Filter::Sample { of: Box::new(of), count: LOOKED_AT, seed: 1 },
            sort: Vec::new(),
        };
        let mut passages = Vec::new();
        self.leaving_records(&some, &mut |record: AnswerRecord| {
            for (start, words) in quotation::quoted(&record, std::slice::from_ref(&wanted)) {
                if words::count(words) >= SHORTEST {
                    let words = words.to_owned();
                    passages.push(Passage { record: record.clone(), start, words });
                }
            }
            true
        })?;
        Ok(passages)
    }
}

fn candidate(passage: &Passage) -> Candidate<'_> {
    let it = &passage.record.metadata;
    Candidate {
        words: &passage.words,
        author: it.submitter.as_deref().unwrap_or(&passage.record.reference),
        group: it.stakeholder_type.as_deref().unwrap_or(""),
    }
}

fn quoted(record: &AnswerRecord, start: u32, text: String, words: &Words) -> Quotation {
    Quotation {
        text,
        language: record.metadata.language.clone(),
        citation: citation::of_in(record, start, words),
        remarks: Vec::new(),
    }
}
