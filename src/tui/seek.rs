//! The next match beyond the answer that is read: which answer of the list holds it.
//!
//! The words are looked up in the index; no text is gone through.

use std::sync::Arc;

use super::listing::Listing;
use crate::query::filter::{Filter, MetadataField, Resolved, TextMatch};
use crate::text;
use crate::workspace::{Error, Workspace};

/// What is looked for, from where, and which way.
#[derive(Clone, PartialEq, Debug)]
pub struct Seek {
    /// The query, whose words are looked for where no find is open.
    pub query: String,
    /// What is typed in the find.
    pub find: Option<String>,
    /// The list.
    pub listing: Arc<Listing>,
    /// The place of the answer that is read.
    pub from: usize,
    /// On, or back.
    pub on: bool,
}

/// Where it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Sought {
    /// The list in which it was looked for.
    pub listing: Arc<Listing>,
    /// The place of the next answer that holds it; `None` when there is none further.
    pub place: Option<usize>,
    /// On, or back.
    pub on: bool,
}

/// Looks the next answer up.
///
/// # Errors
/// A mistake in the query, or a workspace that cannot be read.
pub(super) fn perform(workspace: &Workspace, seek: Seek) -> Result<Sought, Error> {
    let Seek { query, find, listing, from, on } = seek;
    let mut words = Vec::new();
    match find {
        // What is typed may be the beginning of a word.
        Some(find) => {
            let tokens = text::tokens(&find);
            words.extend(
                (!tokens.is_empty()).then_some(TextMatch::Phrase { tokens, prefix: true }).map(Filter::Text),
            );
        }
        None => gather(&workspace.resolve(&query)?.filter, &mut words),
    }
    if words.is_empty() {
        return Ok(Sought { listing, place: None, on });
    }
    // The list may show what its query finds no longer.
    let filter = Filter::All(vec![Filter::Everything, Filter::Any(words)]);
    let holding = workspace.found(&Resolved { filter, sort: Vec::new() })?;
    let place = listing.next_among(&holding, from, on);
    Ok(Sought { listing, place, on })
}

/// The words that a filter looks for, those of a language in its texts; those after a minus are not among them.
fn gather(filter: &Filter, words: &mut Vec<Filter>) {
    match filter {
        Filter::All(parts) => {
            let (languages, others): (Vec<&Filter>, Vec<&Filter>) =
                parts.iter().partition(|part| matches!(part, Filter::Metadata(MetadataField::Language, _)));
            let mut own = Vec::new();
            for part in others {
                gather(part, &mut own);
            }
            if languages.is_empty() {
                words.append(&mut own);
            } else if !own.is_empty() {
                words.push(Filter::All(languages.into_iter().cloned().chain([Filter::Any(own)]).collect()));
            }
        }
        Filter::Any(parts) => parts.iter().for_each(|part| gather(part, words)),
        Filter::Sample { of, .. } => gather(of, words),
        Filter::Text(_) => words.push(filter.clone()),
        _ => {}
    }
}
