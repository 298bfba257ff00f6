//! The filter panes of a query: what each counts, and which of its values the query names in other words.

use super::Error;
use super::read::resolved;
use crate::model::view::{Facet, FacetKind, FacetValue, Own};
use crate::query::edit::pane;
use crate::query::filter::Filter;
use crate::query::{self, Vocabulary};
use crate::store::facets::{self, Counting};
use crate::store::index::Sight;
use crate::store::names::Names;

/// Counts all panes; each pane's own terms are set aside for its values.
pub(super) fn all(sight: &Sight<'_>, vocabulary: &Vocabulary, query: &str) -> Result<Vec<Facet>, Error> {
    let whole = resolved(sight.conn, query, vocabulary)?;
    let whole = Counting::new(sight, &whole)?;
    let names = Names::new(&vocabulary.call, &vocabulary.codebook);
    let columns = named_columns(vocabulary, query);
    let counted = |kind: FacetKind| {
        let mut own = kind.own();
        if let FacetKind::Column(head) = &kind {
            let other = columns.iter().filter(|(written, column)| column == head && written != head);
            own.extend(other.map(|(written, _)| Own::Column(written.clone())));
        }
        let said = pane::choices(query, &own);
        let chosen: Vec<&str> = said.iter().map(|(_, word, _)| word.as_str()).collect();
        let count = |by: &Counting<'_>| by.values(&names, &vocabulary.sources, &kind, &chosen);
        let mut values = if said.is_empty() {
            count(&whole)?
        } else {
            let others = resolved(sight.conn, &pane::clear(query, &own), vocabulary)?;
            count(&Counting::new(sight, &others)?)?
        };
        for (field, word, _) in &said {
            add_other_word(vocabulary, &own, field, word, &mut values);
        }
        Ok(Facet { kind, own, values })
    };
    facets::kinds(sight).into_iter().map(counted).collect()
}

/// The columns that a query names, as written and as the first of their heads is.
fn named_columns(vocabulary: &Vocabulary, query: &str) -> Vec<(String, String)> {
    let named = |written: String| {
        let asked = format!("attr:{}", pane::said_in(&written, "x"));
        match meaning(vocabulary, &asked)? {
            Filter::Attribute { heads, .. } => Some((written, heads.into_iter().next()?)),
            _ => None,
        }
    };
    pane::columns(query).into_iter().filter_map(named).collect()
}

fn meaning(vocabulary: &Vocabulary, text: &str) -> Option<Filter> {
    Some(query::resolve(&query::parse(text).ok()?, vocabulary).ok()?.filter)
}

/// Beside the value that it means, keeps a word of the query that is not the value's own: `Switzerland` for `CH`.
fn add_other_word(vocabulary: &Vocabulary, own: &[Own], field: &str, word: &str, values: &mut [FacetValue]) {
    let is_it = |value: &FacetValue| value.field == field && value.term.to_lowercase() == word.to_lowercase();
    if values.iter().any(is_it) {
        return;
    }
    let asked = |word: &str| meaning(vocabulary, &pane::include("", own, field, word));
    let Some(meant) = asked(word) else { return };
    let means = |value: &&mut FacetValue| {
        value.field == field
            && match &meant {
                Filter::Metadata(_, stored) => *stored == [value.term.as_str()],
                Filter::Source(hashes) => {
                    let mut named = vocabulary.sources.iter().filter(|(name, _)| *name == value.term);
                    named.any(|(_, hash)| hashes.contains(hash))
                }
                meant => asked(&value.term).as_ref() == Some(meant),
            }
    };
    if let Some(value) = values.iter_mut().find(means) {
        value.also.push(word.to_owned());
    }
}
