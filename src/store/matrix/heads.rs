//! The values at the rows or the columns, as they come and as they are then shown.

use std::collections::HashMap;

use rusqlite::Connection;

use super::super::names::Names;
use super::super::{Error, attributes, facets};
use super::Tag;
use crate::model::id::ThemeId;
use crate::model::matrix::{Dimension, Head};
use crate::model::work::Status;
use crate::store::statuses;
use crate::text::fold::fold;
use crate::text::{country, language, stakeholder};

/// The values of one side; each has a number, in the order of their coming.
pub(super) struct Heads<'a> {
    dimension: &'a Dimension,
    values: Vec<Head>,
    /// By what makes two values one: the key of a question, else the folded word.
    by_key: HashMap<String, u32>,
    by_theme: HashMap<ThemeId, u32>,
    by_analyst: HashMap<i64, u32>,
    by_submission: HashMap<i64, Vec<u32>>,
    /// Which of them stand there: all of a closed list, of others what an answer has.
    seen: Vec<bool>,
}

/// The values in the order in which they are shown.
pub(super) struct Finished {
    pub heads: Vec<Head>,
    /// Which of them stand there.
    pub seen: Vec<bool>,
    /// The place of each number.
    pub places: Vec<u32>,
}

impl<'a> Heads<'a> {
    /// Those that stand there whether something has them or not: themes, questions, sections, states.
    pub(super) fn new(conn: &Connection, dimension: &'a Dimension, names: &Names<'_>) -> Result<Self, Error> {
        let mut heads = Self {
            dimension,
            values: Vec::new(),
            by_key: HashMap::new(),
            by_theme: HashMap::new(),
            by_analyst: HashMap::new(),
            by_submission: HashMap::new(),
            seen: Vec::new(),
        };
        match dimension {
            Dimension::Theme => heads.themes(names),
            Dimension::Question => {
                for question in &names.call.questions {
                    let (number, name) = (question.number.clone(), question.short_name.clone());
                    let head = Head { label: name, lead: number.clone(), ..head(&number) };
                    heads.keyed(question.key.as_str(), head);
                }
            }
            Dimension::Section => {
                for section in &names.call.sections {
                    let (term, lead) = (section.number.clone(), section.number.clone());
                    heads.keyed(section.key.as_str(), Head { term, lead, ..head(&section.title) });
                }
            }
            Dimension::Status => {
                for status in Status::ALL {
                    heads.keyed(&statuses::number(status).to_string(), head(status.name()));
                }
            }
            Dimension::Analyst => {
                let mut all = conn.prepare_cached("SELECT n, name FROM analyst")?;
                let all = all.query_map([], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?)))?;
                for analyst in all {
                    let (n, name) = analyst?;
                    let id = heads.id(&name);
                    heads.by_analyst.insert(n, id);
                }
            }
            Dimension::Attribute(column) => {
                for (submission, values) in attributes::of_column(conn, column)? {
                    // What has no letter and no digit says nothing that could be asked for.
                    let said = values.iter().filter(|value| !fold(value).is_empty());
                    let ids = said.map(|value| heads.id(value)).collect();
                    heads.by_submission.insert(submission, ids);
                }
            }
            _ => {}
        }
        Ok(heads)
    }

    pub(super) fn dimension(&self) -> &Dimension {
        self.dimension
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    fn themes(&mut self, names: &Names<'_>) {
        for theme in &names.codebook.themes {
            let label = if theme.short_name.is_empty() { &theme.name } else { &theme.short_name };
            let shown = Head {
                term: facets::term(names, theme.id),
                label: label.clone(),
                lead: theme.chip(),
                theme: Some(theme.id),
                ..head(&names.path(theme.id))
            };
            self.by_theme.insert(theme.id, self.values.len() as u32);
            self.values.push(shown);
        }
    }

    fn keyed(&mut self, key: &str, head: Head) {
        self.by_key.insert(key.to_owned(), self.values.len() as u32);
        self.values.push(head);
    }

    /// The number of a value, as it is stored.
    pub(super) fn id(&mut self, written: &str) -> u32 {
        if let Some(id) = self.by_key.get(written) {
            return *id;
        }
        // Two spellings that a query takes for one are one; the first in order is shown.
        let folded = fold(written);
        let key = if folded.is_empty() { written.to_owned() } else { format!(" {folded}") };
        let new = self.values.len() as u32;
        let id = *self.by_key.entry(key).or_insert(new);
        let shown = || Head { label: label(self.dimension, written), ..head(written) };
        match self.values.get_mut(id as usize) {
            None => self.values.push(shown()),
            Some(known) if known.value.as_deref().is_some_and(|value| written < value) => *known = shown(),
            Some(_) => {}
        }
        self.by_key.insert(written.to_owned(), id);
        id
    }

    /// The values of an answer or a passage with these tags.
    pub(super) fn of(&self, value: Option<u32>, submission: i64, tags: &[Tag]) -> Vec<u32> {
        match self.dimension {
            Dimension::Theme | Dimension::Analyst => tags.iter().filter_map(|tag| self.of_tag(tag)).collect(),
            Dimension::Attribute(_) => self.by_submission.get(&submission).cloned().unwrap_or_default(),
            _ => value.into_iter().collect(),
        }
    }

    /// The value of a tag.
    pub(super) fn of_tag(&self, tag: &Tag) -> Option<u32> {
        match self.dimension {
            Dimension::Theme => self.by_theme.get(&tag.theme).copied(),
            Dimension::Analyst => self.by_analyst.get(&tag.analyst).copied(),
            _ => None,
        }
    }

    /// Notes that an answer has its values.
    pub(super) fn see(&mut self, value: Option<u32>, submission: i64, tags: &[Tag]) {
        let ids = self.of(value, submission, tags);
        self.seen.resize(self.values.len(), self.dimension.is_closed());
        for id in ids {
            self.seen[id as usize] = true;
        }
    }

    /// The heads in the order in which they are shown.
    pub(super) fn finish(mut self) -> Finished {
        self.seen.resize(self.values.len(), self.dimension.is_closed());
        let mut order: Vec<usize> = (0..self.values.len()).collect();
        if !self.dimension.is_closed() {
            order.sort_by_cached_key(|at| self.values.get(*at).map(|head| sorted_by(&head.term)));
        }
        let mut places = vec![0; order.len()];
        for (place, at) in order.iter().enumerate() {
            places[*at] = place as u32;
        }
        let heads = order.iter().filter_map(|at| self.values.get(*at).cloned()).collect();
        let seen = order.iter().filter_map(|at| self.seen.get(*at).copied()).collect();
        Finished { heads, seen, places }
    }
}

fn head(value: &str) -> Head {
    Head {
        value: Some(value.to_owned()),
        term: value.to_owned(),
        label: value.to_owned(),
        lead: String::new(),
        theme: None,
    }
}

/// What is shown of a value.
fn label(dimension: &Dimension, value: &str) -> String {
    let name = match dimension {
        Dimension::Language => language::name(value),
        Dimension::Country => country::name(value),
        Dimension::StakeholderType => Some(stakeholder::head(value)),
        _ => None,
    };
    name.unwrap_or(value).to_owned()
}

/// Numbers by their size, then letters, whatever their case.
fn sorted_by(value: &str) -> (u64, String, String) {
    // As people write them: 1,000. What begins with no number comes after.
    let digits = value.chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(|c| *c != ',');
    let digits: String = digits.collect();
    (digits.parse().unwrap_or(u64::MAX), value.to_lowercase(), value.to_owned())
}
