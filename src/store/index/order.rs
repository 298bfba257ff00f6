//! Sets of texts as lists.

use std::cmp::Reverse;
use std::collections::HashMap;

use rusqlite::types::Value;

use super::Sight;
use super::facts::{NONE, Set};
use crate::model::id::AnswerNumber;
use crate::query::filter::{Resolved, SortField, SortKey};
use crate::store::sought::sought;
use crate::store::{Error, filter};

/// A list of less than this part of all texts is sorted.
const FEW: u64 = 16;

impl Sight<'_> {
    /// The texts that a query finds, in the order that it asks for.
    pub(in crate::store) fn listed(&self, query: &Resolved) -> Result<Vec<AnswerNumber>, Error> {
        let found = self.shown(&query.filter)?;
        let mut list = self.in_usual_order(&found);
        // The last key first: each sorting keeps what the former ones made of equals.
        for key in query.sort.iter().rev() {
            match key.field {
                SortField::Relevance => self.by_relevance(&mut list, query, key.descending)?,
                SortField::Words => {
                    let words = &self.facts().texts.words;
                    sort(&mut list, *key, |text| words[text as usize]);
                }
                SortField::Question => {
                    let facts = self.facts();
                    let position = |text: u32| {
                        let question = usize::from(facts.texts.question[text as usize]).checked_sub(1);
                        question.map_or(NONE, |question| facts.questions[question].position as u32)
                    };
                    sort(&mut list, *key, position);
                }
                SortField::Date => {
                    let facts = self.facts();
                    let day = |text: u32| match facts.sent.day(facts.texts.submission(text)) {
                        0 => NONE,
                        day => day,
                    };
                    sort(&mut list, *key, day);
                }
                field => {
                    let (ranks, texts) = (self.ranks(field)?, &self.facts().texts);
                    let rank = |text| ranks.get(texts.submission(text) as usize).copied().unwrap_or(NONE);
                    sort(&mut list, *key, rank);
                }
            }
        }
        Ok(list)
    }

    /// In the order of the submissions, within one the call's, unplaced text last.
    pub(in crate::store) fn in_usual_order(&self, found: &Set) -> Vec<AnswerNumber> {
        let ranks = &self.facts().texts.rank;
        if ranks.is_empty() {
            return found.iter().map(AnswerNumber).collect();
        }
        if found.len() < ranks.len() as u64 / FEW {
            let mut list: Vec<AnswerNumber> = found.iter().map(AnswerNumber).collect();
            list.sort_unstable_by_key(|text| ranks[text.0 as usize]);
            return list;
        }
        // Of many, each is put in its place.
        let mut places = vec![NONE; ranks.len()];
        for text in found {
            if let Some(place) = places.get_mut(ranks[text as usize] as usize) {
                *place = text;
            }
        }
        places.retain(|text| *text != NONE);
        places.into_iter().map(AnswerNumber).collect()
    }

    /// How well each text fits the words that are looked for (Okapi BM25); without words none fits better.
    fn by_relevance(
        &self,
        list: &mut [AnswerNumber],
        query: &Resolved,
        descending: bool,
    ) -> Result<(), Error> {
        let words: Vec<String> = sought(&query.filter).into_iter().map(filter::phrase).collect();
        if words.is_empty() {
            return Ok(());
        }
        let mut read = self
            .conn
            .prepare_cached("SELECT rowid, bm25(answer_text) FROM answer_text WHERE answer_text MATCH ?1")?;
        let rows = read.query_map([Value::Text(words.join(" OR "))], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let scores: HashMap<u32, f64> = rows.collect::<Result<_, _>>()?;
        // FTS5 gives the best the least; what has no score comes last either way.
        list.sort_by(|one, other| match (scores.get(&one.0), scores.get(&other.0)) {
            (Some(one), Some(other)) if descending => other.total_cmp(one),
            (Some(one), Some(other)) => one.total_cmp(other),
            (one, other) => Reverse(one.is_some()).cmp(&Reverse(other.is_some())),
        });
        Ok(())
    }

    /// Where each submission stands by a field, by its number; those of which it is not known have none.
    fn ranks(&self, field: SortField) -> Result<std::sync::Arc<Vec<u32>>, Error> {
        self.index.ranks(field, || {
            let column = match field {
                SortField::Submitter => "nullif(submitter_folded, '')",
                SortField::Reference => "reference COLLATE NOCASE",
                SortField::Country => "country",
                _ => "stakeholder_type",
            };
            let mut ranks = vec![NONE; self.facts().sent.who.len()];
            let mut read = self.conn.prepare_cached(&format!(
                "SELECT n, dense_rank() OVER (ORDER BY {column}), ({column}) IS NULL FROM submission"
            ))?;
            let mut rows = read.query([])?;
            while let Some(row) = rows.next()? {
                let known = !row.get::<_, bool>(2)?;
                if let Some(rank) = ranks.get_mut(row.get::<_, u32>(0)? as usize).filter(|_| known) {
                    *rank = row.get(1)?;
                }
            }
            Ok(ranks)
        })
    }
}

/// Sorts by a number; those without one, [`NONE`], come last either way.
fn sort(list: &mut [AnswerNumber], key: SortKey, number: impl Fn(u32) -> u32) {
    if key.descending {
        list.sort_by_key(|text| Some(number(text.0)).filter(|n| *n != NONE).map_or(NONE, |n| NONE - 1 - n));
    } else {
        list.sort_by_key(|text| number(text.0));
    }
}
