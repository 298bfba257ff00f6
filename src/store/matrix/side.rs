//! One side of a matrix: its values in the order in which they are shown, and the answers that have each of them.

use std::collections::BTreeMap;

use super::heads::Heads;
use crate::model::id::ThemeId;
use crate::model::matrix::{Dimension, Head};
use crate::model::work::Status;
use crate::query::filter::{Filter, MetadataField, TagMatch, Whose};
use crate::store::index::{Set, Sight};
use crate::store::names::Names;
use crate::store::{Error, attributes, statuses};
use crate::text::fold::fold;

/// A side that is ready to be counted.
pub(super) struct Side<'a> {
    pub dimension: &'a Dimension,
    /// Those that are shown: all of a closed list, of others what an answer has.
    pub heads: Vec<Head>,
    /// The answers of the query that have it.
    pub sets: Vec<Set>,
    /// What a tag has that is counted there.
    pub values: Vec<Value>,
}

/// What a value is of a tag.
#[derive(Clone)]
pub(super) enum Value {
    Theme(ThemeId),
    /// By the folded name.
    Analyst(String),
    /// Not of tags.
    Other,
}

impl<'a> Side<'a> {
    /// The values of a dimension, with those of the answers that have them.
    pub(super) fn new(
        sight: &Sight<'_>,
        names: &Names<'_>,
        dimension: &'a Dimension,
        tag: &TagMatch,
        found: &Set,
    ) -> Result<Self, Error> {
        let mut heads = Heads::new(dimension, names);
        let mut sets: Vec<(u32, Set, Value)> = Vec::new();
        let mut add = |id: u32, texts: Set, value: Value| {
            let of_query = texts & found;
            sets.push((id, of_query, value));
        };
        match dimension {
            Dimension::Theme => {
                for (theme, id) in names.codebook.themes.iter().zip(0..) {
                    let one = TagMatch { themes: Some(vec![theme.id]), ..tag.clone() };
                    // A query may want one theme only.
                    let wanted = tag.themes.as_ref().is_none_or(|themes| themes.contains(&theme.id));
                    let texts = if wanted { sight.tagged(&one) } else { Set::new() };
                    add(id, texts, Value::Theme(theme.id));
                }
            }
            Dimension::Analyst => {
                for (name, folded) in sight.analysts() {
                    let one = TagMatch { analysts: Some(vec![folded.to_owned()]), ..tag.clone() };
                    let wanted = tag.analysts.as_ref().is_none_or(|names| names.iter().any(|n| n == folded));
                    let texts = if wanted { sight.tagged(&one) } else { Set::new() };
                    add(heads.id(name), texts, Value::Analyst(folded.to_owned()));
                }
            }
            Dimension::Question => {
                for question in &names.call.questions {
                    let texts = sight.under(&question.key).cloned().unwrap_or_default();
                    add(heads.id(question.key.as_str()), texts, Value::Other);
                }
            }
            Dimension::Section => {
                for section in &names.call.sections {
                    let texts = sight.found(&Filter::Section(vec![section.key.clone()]))?;
                    add(heads.id(section.key.as_str()), texts, Value::Other);
                }
            }
            Dimension::Status => {
                for status in Status::ALL {
                    let texts = sight.found(&Filter::Status(vec![status], Whose::Mine))?;
                    add(heads.id(&statuses::number(status).to_string()), texts, Value::Other);
                }
            }
            Dimension::StakeholderType => {
                of_field(sight, MetadataField::StakeholderType, found, &mut heads, &mut add);
            }
            Dimension::Region => of_field(sight, MetadataField::Region, found, &mut heads, &mut add),
            Dimension::Country => of_field(sight, MetadataField::Country, found, &mut heads, &mut add),
            Dimension::Language => of_field(sight, MetadataField::Language, found, &mut heads, &mut add),
            Dimension::Month => {
                for (month, texts) in sight.months(found) {
                    let written = format!("{:04}-{:02}", month / 100, month % 100);
                    add(heads.id(&written), texts, Value::Other);
                }
            }
            Dimension::Attribute(column) => {
                let mut said: BTreeMap<String, Set> = BTreeMap::new();
                for (submission, values) in attributes::of_column(sight.conn, column)? {
                    // What has no letter and no digit says nothing that could be asked for.
                    for value in values.into_iter().filter(|value| !fold(value).is_empty()) {
                        said.entry(value).or_default().insert(submission as u32);
                    }
                }
                for (value, texts) in sight.texts_of_each(said, found) {
                    if !texts.is_empty() {
                        add(heads.id(&value), texts, Value::Other);
                    }
                }
            }
        }
        Ok(Self::in_order(dimension, heads, sets))
    }

    fn in_order(dimension: &'a Dimension, heads: Heads<'_>, sets: Vec<(u32, Set, Value)>) -> Self {
        let (heads, places) = heads.finish();
        let mut rows: Vec<(Set, Value)> = vec![(Set::new(), Value::Other); heads.len()];
        for (id, texts, value) in sets {
            if let Some(row) = places.get(id as usize).and_then(|place| rows.get_mut(*place)) {
                // Two spellings may be one value.
                row.0 |= texts;
                row.1 = value;
            }
        }
        let mut side = Self { dimension, heads: Vec::new(), sets: Vec::new(), values: Vec::new() };
        for (head, (texts, value)) in heads.into_iter().zip(rows) {
            if dimension.is_closed() || !texts.is_empty() {
                side.heads.push(head);
                side.sets.push(texts);
                side.values.push(value);
            }
        }
        side
    }

    /// The answers that have any value.
    pub(super) fn any(&self) -> Set {
        self.sets.iter().fold(Set::new(), |all, set| all | set)
    }
}

fn of_field(
    sight: &Sight<'_>,
    field: MetadataField,
    found: &Set,
    heads: &mut Heads<'_>,
    add: &mut impl FnMut(u32, Set, Value),
) {
    for (value, texts) in sight.values(field) {
        let of_query = texts & found;
        if !of_query.is_empty() {
            add(heads.id(value), of_query, Value::Other);
        }
    }
}
