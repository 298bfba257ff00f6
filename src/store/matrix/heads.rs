//! The values at the rows or the columns, as they come and as they are then shown.

use std::collections::HashMap;

use super::super::names::Names;
use super::super::{facets, statuses};
use crate::model::matrix::{Dimension, Head};
use crate::model::work::Status;
use crate::text::fold::fold;
use crate::text::{country, language, order, stakeholder};

/// The values of one side; each has a number, in the order of their coming.
pub(super) struct Heads<'a> {
    dimension: &'a Dimension,
    values: Vec<Head>,
    /// By what makes two values one: the key of a question, else the folded word.
    by_key: HashMap<String, u32>,
}

impl<'a> Heads<'a> {
    /// Those that stand there whether something has them or not: themes, questions, sections, states.
    pub(super) fn new(dimension: &'a Dimension, names: &Names<'_>) -> Self {
        let mut heads = Self { dimension, values: Vec::new(), by_key: HashMap::new() };
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
            _ => {}
        }
        heads
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

    /// The heads in the order in which they are shown, and the place of each number.
    pub(super) fn finish(self) -> (Vec<Head>, Vec<usize>) {
        let mut order: Vec<usize> = (0..self.values.len()).collect();
        if !self.dimension.is_closed() {
            order.sort_by_cached_key(|at| self.values.get(*at).map(|head| order::by_number(&head.term)));
        }
        let mut places = vec![0; order.len()];
        for (place, at) in order.iter().enumerate() {
            places[*at] = place;
        }
        (order.iter().filter_map(|at| self.values.get(*at).cloned()).collect(), places)
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
