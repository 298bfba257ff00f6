//! The words of the text that a query looks for, and where they stand.

use crate::model::span::Span;
use crate::query::filter::{Filter, TextMatch};
use crate::text::fold::{Folded, find};

/// The words that a filter looks for; those after a minus are not among them.
pub(super) fn sought(filter: &Filter) -> Vec<&TextMatch> {
    let mut words = Vec::new();
    gather(filter, &mut words);
    words
}

fn gather<'a>(filter: &'a Filter, words: &mut Vec<&'a TextMatch>) {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().for_each(|part| gather(part, words)),
        Filter::Sample { of, .. } => gather(of, words),
        Filter::Text(one) => words.push(one),
        _ => {}
    }
}

/// Where words stand in a text, in order; what overlaps is one.
pub(super) fn spans(text: &str, sought: &[&TextMatch]) -> Vec<Span> {
    if sought.is_empty() {
        return Vec::new();
    }
    let folded = Folded::new(text);
    let mut spans: Vec<Span> =
        sought.iter().flat_map(|words| find(&folded, &words.tokens, words.prefix)).collect();
    spans.sort_unstable();
    spans.dedup_by(|next, before| {
        let overlaps = next.start < before.end;
        if overlaps {
            before.end = before.end.max(next.end);
        }
        overlaps
    });
    spans
}
