//! Which words of an answer are quoted: the passages that carry what the query asks for, else all of it.

use crate::model::submission::{AnswerRecord, TagRecord};
use crate::query::filter::{Filter, TagMatch};
use crate::text;

/// The tags that a query asks for, wherever they stand in it, but not those under a "not".
pub fn wanted_tags(filter: &Filter) -> Vec<TagMatch> {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().flat_map(wanted_tags).collect(),
        Filter::Sample { of, .. } => wanted_tags(of),
        Filter::Tagged(wanted) => vec![wanted.clone()],
        _ => Vec::new(),
    }
}

/// What to quote of an answer: passages in the order of the text, or the whole text.
///
/// Passages are quoted when tags that the query asks for are on passages and none is on the whole
/// answer; the same passage of two analysts once.
pub fn quoted<'a>(record: &'a AnswerRecord, wanted: &[TagMatch]) -> Vec<(u32, &'a str)> {
    let asked: Vec<&TagRecord> =
        record.tags.iter().filter(|tag| wanted.iter().any(|w| is_wanted(tag, w))).collect();
    if asked.is_empty() || asked.iter().any(|tag| tag.start.is_none() || tag.quote.is_none()) {
        return vec![(0, &record.text)];
    }
    let mut passages: Vec<(Option<u32>, Option<u32>, &str)> =
        asked.iter().filter_map(|tag| Some((tag.start, tag.end, tag.quote.as_deref()?))).collect();
    passages.sort_unstable();
    passages.dedup();
    passages.into_iter().map(|(start, _, quote)| (start.unwrap_or(0), quote)).collect()
}

/// Whether a tag is all that a query asks of one tag.
fn is_wanted(tag: &TagRecord, wanted: &TagMatch) -> bool {
    let theme = wanted.themes.as_ref().is_none_or(|all| all.iter().any(|id| id.0 == tag.theme_id));
    let analyst = wanted.analysts.as_ref().is_none_or(|all| all.contains(&text::fold(&tag.analyst)));
    let stance = wanted.stances.as_ref().is_none_or(|all| tag.stance.is_some_and(|s| all.contains(&s)));
    theme && analyst && stance
}
