//! Passages of several analysts: the line that tells whose one is, and what is tagged where one points.

use crate::model::span::Span;
use crate::model::view::{AnswerView, ShownTag};
use crate::tui::request::Known;
use crate::tui::skin::Sign;
use crate::tui::widget::prose::Passage;

/// The line beside the passages of an analyst: those of the present one are whole; of the others, by name, one and the
/// next are broken in two ways, in turn.
pub fn line_of(analyst: &str, view: &AnswerView, known: &Known) -> Sign {
    if analyst == known.analyst {
        return Sign::Line;
    }
    let tags = view.tags.iter().filter(|tag| tag.span.is_some());
    let mut before: Vec<&str> = tags
        .map(|tag| tag.analyst.as_str())
        .filter(|other| *other < analyst && *other != known.analyst)
        .collect();
    before.sort_unstable();
    before.dedup();
    if before.len().is_multiple_of(2) { Sign::OthersLine } else { Sign::ThirdLine }
}

/// The tagged passages: what several analysts tagged alike is one, and is the present analyst's if one of them is he.
pub(super) fn tagged(view: &AnswerView, known: &Known) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for tag in &view.tags {
        let (Some(span), Some(theme)) = (tag.span, known.codebook.theme(tag.theme)) else { continue };
        let (chip, line) = (theme.chip(), line_of(&tag.analyst, view, known));
        match passages.iter_mut().find(|known| known.span == span && known.chip == chip) {
            Some(known) if line == Sign::Line => known.line = line,
            Some(_) => {}
            None => passages.push(Passage { span, colour: theme.colour, line, chip }),
        }
    }
    passages
}

/// The stretches that want a lane each: as many as there are themes on them.
pub(super) fn in_lanes(view: &AnswerView) -> Vec<Span> {
    let mut spans: Vec<_> = view.tags.iter().filter_map(|tag| Some((tag.span?, tag.theme))).collect();
    spans.sort_unstable();
    spans.dedup();
    spans.into_iter().map(|(span, _)| span).collect()
}

/// Whether a tag is on a passage that shares a place with the one that is pointed at.
pub fn is_here(tag: &ShownTag, pointed: Option<Span>) -> bool {
    matches!((tag.span, pointed), (Some(span), Some(pointed)) if span.meets(pointed))
}

/// Every tag where one points, with whose it is: "2 tags here: i IPv6, jonas · r Routing sec., amina".
pub(super) fn told_here(view: &AnswerView, known: &Known, pointed: Option<Span>) -> Option<String> {
    let here = view.tags.iter().filter(|tag| is_here(tag, pointed));
    let told: Vec<String> = here
        .filter_map(|tag| {
            let theme = known.codebook.theme(tag.theme)?;
            let name = if theme.short_name.is_empty() { &theme.name } else { &theme.short_name };
            Some(format!("{} {name}, {}", theme.chip(), tag.analyst))
        })
        .collect();
    match told.len() {
        0 => None,
        1 => Some(format!("Here: {}", told[0])),
        tags => Some(format!("{tags} tags here: {}", told.join(" · "))),
    }
}
