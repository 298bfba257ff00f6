//! What a list shows of a text: its first words, or those around what is looked for.

use std::ops::Range;

use rusqlite::Connection;
use unicode_segmentation::UnicodeSegmentation;

use super::stretch::Stretch;
use super::{Error, from_json, sought};
use crate::model::span::Span;
use crate::query::filter::TextMatch;
use crate::text::fold::Folded;
use crate::text::position::{byte_at, offset_of};
use crate::text::{self, words};

/// As many words as the widest list shows, in code points.
const LONGEST: usize = 200;

/// As far into a text words are looked for, in code points.
const FARTHEST: u32 = 100_000;

/// The columns that the narrowest list shows: a match within them needs no other beginning.
const IN_SIGHT: usize = 28;

/// The columns of what stands before the match otherwise.
const LEAD: usize = 10;

/// The excerpt of a text, and where in it stands what is looked for.
pub(super) fn excerpt(
    conn: &Connection,
    stretches: &str,
    sought: &[&TextMatch],
) -> Result<(String, Vec<Span>), Error> {
    let stretches: Vec<Stretch> = from_json(stretches, "the stretches of an answer")?;
    // White space is folded away; twice as much leaves room for it.
    let wanted = if sought.is_empty() { 2 * LONGEST as u32 } else { FARTHEST };
    let text = beginning(conn, &stretches, wanted)?;
    Ok(around(&text, sought))
}

/// The beginning of a text, without reading all of a long one.
fn beginning(conn: &Connection, stretches: &[Stretch], wanted: u32) -> Result<String, Error> {
    let mut read = conn.prepare_cached("SELECT substr(text, ?2, ?3) FROM part WHERE n = ?1")?;
    let (mut text, mut length) = (String::new(), 0);
    for Stretch(part, start, end) in stretches {
        if length >= wanted {
            break;
        }
        let take = end.saturating_sub(*start).min(wanted - length);
        text.push_str(&read.query_row((part, start + 1, take), |r| r.get::<_, String>(0))?);
        text.push('\n');
        length += take;
    }
    Ok(text)
}

fn around(text: &str, sought: &[&TextMatch]) -> (String, Vec<Span>) {
    if sought.is_empty() {
        return (words::excerpt(text, LONGEST), Vec::new());
    }
    let folded = Folded::new(text);
    let places = sought::places(&folded, sought);
    let from = folded.spans(places.iter().cloned()).first().map_or(0, |first| {
        let (start, end) = (byte_at(text, first.start), byte_at(text, first.end));
        if text::width(&text[..end]) <= IN_SIGHT { 0 } else { before(text, start) }
    });
    let short = words::excerpt(&text[from..], LONGEST);
    let short = if from > 0 { format!("…{short}") } else { short };
    let spans = kept(&folded, folded.before(offset_of(text, from)), &Folded::new(&short), places);
    (short, spans)
}

/// Those places that a shorter text still has, which begins after so many tokens: what stands near something is found
/// although that is cut off.
fn kept(folded: &Folded, cut: usize, short: &Folded, places: Vec<Range<usize>>) -> Vec<Span> {
    let moved = |place: Range<usize>| Some(place.start.checked_sub(cut)?..place.end.checked_sub(cut)?);
    let is_whole = |place: &Range<usize>| place.clone().all(|at| short.token(at) == folded.token(at + cut));
    short.spans(places.into_iter().filter_map(moved).filter(is_whole))
}

/// Where a few words begin that stand before a byte.
fn before(text: &str, byte: usize) -> usize {
    let (mut columns, mut from) = (0, byte);
    for (start, word) in text[..byte].split_word_bound_indices().rev() {
        columns += text::width(word);
        if columns > LEAD {
            break;
        }
        from = start;
    }
    byte - text[from..byte].trim_start_matches(|c: char| !c.is_alphanumeric()).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The excerpt, with what is found between brackets.
    fn shown(text: &str, query: &str) -> String {
        let one = TextMatch::Phrase { tokens: text::tokens(query), prefix: false };
        let (short, spans) = around(text, &[&one]);
        let mut shown = String::new();
        for (at, c) in short.chars().enumerate() {
            let at = at as u32;
            shown.extend(spans.iter().filter(|span| span.end == at).map(|_| ']'));
            shown.extend(spans.iter().filter(|span| span.start == at).map(|_| '['));
            shown.push(c);
        }
        shown.extend(spans.iter().filter(|span| span.end as usize == short.chars().count()).map(|_| ']'));
        shown
    }

    #[test]
    fn a_match_in_sight_leaves_the_first_words_and_a_far_one_is_brought_into_sight() {
        assert_eq!(shown("The IPv6 way.", "ipv6"), "The [IPv6] way.");
        assert_eq!(shown("The way of the world.", "ipv6"), "The way of the world.");
        let far = "Many words stand here before what is looked for:\n the IPv6 way, and IPv6 again.";
        assert_eq!(shown(far, "ipv6"), "…for: the [IPv6] way, and [IPv6] again.");
        let chinese = "我们认为地址资源短缺的问题并未消失，而且在许多地区互联网治理需要更多参与。";
        assert_eq!(shown(chinese, "互联网"), "…在许多地区[互联网]治理需要更多参与。");
        let arabic = "ما زال الانتقال إلى الإصدار السادس بطيئا في المنطقة، ونحتاج إلى حَوْكَمَةُ الإِنْتَرْنِت.";
        assert_eq!(shown(arabic, "حوكمة الانترنت"), "…إلى [حَوْكَمَةُ الإِنْتَرْنِت].");
        let long = format!("{}IPv6", "x".repeat(100));
        assert_eq!(shown(&format!("{long} IPv6"), "ipv6"), "…[IPv6]");
    }
}
