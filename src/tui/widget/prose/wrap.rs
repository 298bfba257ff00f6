//! Cutting a text into clusters and clusters into lines.

use std::borrow::Cow;
use std::ops::Range;

use textwrap::WordSeparator;
use unicode_width::UnicodeWidthStr;

use crate::model::span::{Form, Formed};
use crate::text::bidi::{self, Writing};
use crate::text::clean::Map;
use crate::text::is_rtl;

/// The most columns of one letter; what claims more is an attack, and is shown as one sign.
const WIDEST: usize = 4;

/// Columns that each level of a list and each quotation moves the text in.
const STEP: u16 = 2;

/// Lists deeper than this move in no further.
const DEEPEST: u8 = 6;

/// Narrower texts are not moved in.
const NARROW: u16 = 24;

/// A letter with its marks, as one thing on the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cluster {
    /// Its place: a code point of the stored text.
    pub(super) at: u32,
    /// Its first byte in the cleaned text.
    pub(super) byte: u32,
    /// Its columns.
    pub(super) width: u8,
    /// Whether it is too wide to be shown as it is.
    pub(super) hidden: bool,
    /// Its embedding level, where the program puts lines in visual order; else 0.
    pub(super) level: u8,
    kind: Kind,
}

/// What a cluster does to a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Letter,
    /// May stand beyond the right edge, unseen, where a line ends.
    Blank,
    /// Ends a paragraph.
    End,
}

/// What stands before the text of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lead {
    /// Nothing.
    None,
    /// The bullet of a list at this depth, from 1.
    Bullet(u8),
    /// The line of a quotation.
    Quote,
}

/// A line: a range of clusters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Line {
    /// Its first cluster.
    pub(super) first: usize,
    /// One after the last that is shown; blanks and line ends follow.
    pub(super) shown: usize,
    /// One after the last.
    pub(super) end: usize,
    /// Its first place.
    pub(super) start: u32,
    /// The columns of what is shown.
    pub(super) width: u16,
    /// The columns before the text, or behind it when it is set at the right.
    pub(super) indent: u16,
    /// What stands in them.
    pub(super) lead: Lead,
    /// Whether it is written from right to left and set at the right.
    pub(super) right: bool,
}

/// Cuts a cleaned text into clusters; none is wider than `width`. Letters that are drawn as one sign are one.
pub(super) fn clusters(map: &Map, width: u16, writing: Writing) -> Vec<Cluster> {
    let mut byte = 0;
    let widest = WIDEST.min(usize::from(width));
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut before = "";
    for (at, letters) in map.clusters() {
        let start = byte;
        byte += letters.len() as u32;
        if writing == Writing::Visual && bidi::shape::joins_into_one(before, letters) {
            before = letters;
            continue;
        }
        before = letters;
        let kind = match letters {
            "\n" => Kind::End,
            // A no-break space is a letter here: it never stands at an edge by choice.
            "\u{A0}" | "\u{2007}" | "\u{202F}" => Kind::Letter,
            _ if letters.chars().all(char::is_whitespace) => Kind::Blank,
            _ => Kind::Letter,
        };
        let columns = if kind == Kind::End { 0 } else { letters.width() };
        let hidden = columns > widest;
        let width = if hidden { 1 } else { columns as u8 };
        clusters.push(Cluster { at, byte: start, width, hidden, level: 0, kind });
    }
    clusters
}

/// Puts clusters into lines.
pub(super) fn lines(
    text: &str,
    clusters: &mut [Cluster],
    forms: &[Formed],
    width: u16,
    writing: Writing,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut blocks = Blocks::new(forms);
    let paragraphs: Vec<Range<usize>> = paragraphs(clusters).collect();
    for range in paragraphs {
        let here = &clusters[range.clone()];
        let empty = here.iter().all(|cluster| cluster.kind != Kind::Letter);
        match lines.last_mut() {
            // Several empty lines are one.
            Some(last) if empty && last.shown == last.first => last.end = range.end,
            _ if empty => lines.push(Line::empty(range, here)),
            _ => {
                let words = words(text, clusters, range.clone());
                let shape = blocks.shape(here, words, width);
                if writing.reorders(words) {
                    let first = clusters[range.start].byte;
                    let levels = bidi::levels(words, shape.right);
                    for cluster in &mut clusters[range.clone()] {
                        cluster.level = levels.get((cluster.byte - first) as usize).copied().unwrap_or(0);
                    }
                }
                fill(&mut lines, clusters, range, words, shape, width);
            }
        }
    }
    lines
}

/// The paragraphs, each with the line end that closes it.
fn paragraphs(clusters: &[Cluster]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = clusters.get(start..).filter(|rest| !rest.is_empty())?;
        let length =
            rest.iter().position(|cluster| cluster.kind == Kind::End).map_or(rest.len(), |at| at + 1);
        start += length;
        Some(start - length..start)
    })
}

/// The words of a paragraph, without its line end.
fn words<'a>(text: &'a str, clusters: &[Cluster], range: Range<usize>) -> &'a str {
    let byte = |n: usize| clusters.get(n).map_or(text.len(), |cluster| cluster.byte as usize);
    text[byte(range.start)..byte(range.end)].trim_end_matches('\n')
}

/// How the lines of a paragraph are moved in.
#[derive(Clone, Copy)]
struct Shape {
    indent: u16,
    /// Before the first line.
    lead: Lead,
    /// Before the others.
    follow: Lead,
    right: bool,
}

/// The list items and quotations of a text, walked along with its paragraphs.
struct Blocks<'a> {
    /// Sorted by where they start.
    all: Vec<&'a Formed>,
    /// Those that hold the present paragraph, the outermost first.
    open: Vec<&'a Formed>,
    next: usize,
}

impl<'a> Blocks<'a> {
    fn new(forms: &'a [Formed]) -> Self {
        let blocks = forms.iter().filter(|formed| matches!(formed.form, Form::ListItem(_) | Form::Quote));
        let mut all: Vec<&Formed> = blocks.filter(|formed| !formed.span.is_empty()).collect();
        all.sort_by_key(|formed| (formed.span.start, std::cmp::Reverse(formed.span.end)));
        Self { all, open: Vec::new(), next: 0 }
    }

    /// The shape of the next paragraph, which begins with these clusters.
    fn shape(&mut self, clusters: &[Cluster], words: &str, width: u16) -> Shape {
        let plain = Shape { indent: 0, lead: Lead::None, follow: Lead::None, right: is_rtl(words) };
        let Some(at) = clusters.iter().find(|cluster| cluster.kind == Kind::Letter).map(|cluster| cluster.at)
        else {
            return plain;
        };
        let opened = self.next;
        while let Some(block) = self.all.get(self.next).filter(|block| block.span.start <= at) {
            self.open.push(block);
            self.next += 1;
        }
        self.open.retain(|block| block.span.end > at);
        if width < NARROW {
            return plain;
        }
        let Some(inner) = self.open.last() else { return plain };
        match inner.form {
            Form::ListItem(depth) => {
                let depth = depth.clamp(1, DEEPEST);
                let first = self.all[opened..self.next].iter().any(|block| std::ptr::eq(*block, *inner));
                let lead = if first && !is_numbered(words) { Lead::Bullet(depth) } else { Lead::None };
                Shape { indent: STEP * u16::from(depth), lead, ..plain }
            }
            _ => Shape { indent: STEP, lead: Lead::Quote, follow: Lead::Quote, ..plain },
        }
    }
}

/// Whether an item brings its own number or bullet.
fn is_numbered(words: &str) -> bool {
    let words = words.trim_start();
    let rest = words.trim_start_matches(|c: char| c.is_alphanumeric());
    let short = words.len() - rest.len();
    words.starts_with(['•', '–', '-', '*', '·', '('])
        || ((1..=3).contains(&short)
            && rest.starts_with(['.', ')'])
            && !rest[1..].starts_with(char::is_alphanumeric))
}

/// Wraps a paragraph: each line takes what fits, breaking where Unicode's annex 14 allows it and, when
/// nothing else helps, within a word.
fn fill(
    lines: &mut Vec<Line>,
    clusters: &[Cluster],
    range: Range<usize>,
    words: &str,
    shape: Shape,
    width: u16,
) {
    let room = u32::from(width - shape.indent.min(width - 1));
    let mut breaks = breaks(words, clusters[range.start].byte).into_iter().peekable();
    let (mut start, mut columns, mut last_break) = (range.start, 0, None);
    let mut lead = shape.lead;
    for here in range.clone() {
        let cluster = clusters[here];
        while breaks.peek().is_some_and(|at| *at < cluster.byte) {
            breaks.next();
        }
        if breaks.peek() == Some(&cluster.byte) && here > start {
            last_break = Some(here);
        }
        columns += u32::from(cluster.width);
        if cluster.kind != Kind::Letter {
            continue;
        }
        while columns > room && here > start {
            let cut = last_break.take().unwrap_or(here);
            lines.push(Line::new(clusters, start..cut, shape, lead));
            (start, lead) = (cut, shape.follow);
            columns = clusters[cut..=here].iter().map(|cluster| u32::from(cluster.width)).sum();
        }
    }
    lines.push(Line::new(clusters, start..range.end, shape, lead));
}

/// The bytes before which a line may break, in order.
fn breaks(words: &str, first: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let mut byte = first;
    for word in WordSeparator::UnicodeBreakProperties.find_words(&without_dictionary(words)) {
        found.push(byte);
        // textwrap leaves breaks after hyphens to its caller.
        found.extend(word.word.match_indices('-').filter_map(|(at, _)| {
            let (before, after) = (&word.word[..at], &word.word[at + 1..]);
            let between = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphabetic);
            between.then_some(byte + at as u32 + 1)
        }));
        byte += (word.word.len() + word.whitespace.len()) as u32;
    }
    found
}

/// The words with plain letters of the same length in place of those whose breaks only a dictionary knows
/// (Thai, Lao, Khmer, Burmese …, class SA of annex 14): without one they are to be taken as plain letters, and the
/// segmenter complains on standard error in debug builds instead.
fn without_dictionary(words: &str) -> Cow<'_, str> {
    let needs_dictionary = |c: char| {
        matches!(c,
            '\u{E00}'..='\u{EFF}'
            | '\u{1000}'..='\u{109F}'
            | '\u{1780}'..='\u{17FF}'
            | '\u{1950}'..='\u{19DF}'
            | '\u{1A20}'..='\u{1AAF}'
            | '\u{A9E0}'..='\u{A9FF}'
            | '\u{AA60}'..='\u{AADF}'
            | '\u{11700}'..='\u{1174F}')
    };
    if !words.contains(needs_dictionary) {
        return Cow::Borrowed(words);
    }
    let plain = |c: char| match c {
        _ if !needs_dictionary(c) => c,
        _ if c.len_utf8() == 3 => 'ᴀ',
        _ => '𝐀',
    };
    Cow::Owned(words.chars().map(plain).collect())
}

impl Line {
    fn empty(range: Range<usize>, clusters: &[Cluster]) -> Self {
        Self {
            first: range.start,
            shown: range.start,
            end: range.end,
            start: clusters.first().map_or(0, |cluster| cluster.at),
            width: 0,
            indent: 0,
            lead: Lead::None,
            right: false,
        }
    }

    fn new(clusters: &[Cluster], range: Range<usize>, shape: Shape, lead: Lead) -> Self {
        let here = &clusters[range.clone()];
        let letters =
            here.iter().rposition(|cluster| cluster.kind == Kind::Letter).map_or(0, |last| last + 1);
        let width = here[..letters].iter().map(|cluster| u16::from(cluster.width)).sum();
        let shown = range.start + letters;
        let Shape { indent, right, .. } = shape;
        Self { shown, width, indent, lead, right, ..Self::empty(range, here) }
    }
}
