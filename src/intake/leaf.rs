//! One paragraph, heading, row or code block on its way to plain text, whatever format it came in.
//!
//! A line end within a paragraph is a blank, unless it parts what belongs apart: a line that is bold as
//! a whole, a question's label, lines of metadata, a question in the first line. A word that was
//! divided there is put together: the hyphen goes, unless the same compound stands elsewhere within
//! a line of the document, or begins with a part that always keeps its hyphen.

use std::collections::HashSet;

use crate::intake::{headings, names};
use crate::model::span::{Form, Formed, Span};
use crate::text::dates;

/// First parts after which a hyphen at a line's end is the word's own.
const KEEP_HYPHEN: [&str; 20] = [
    "non", "self", "well", "cross", "co", "e", "long", "short", "high", "low", "half", "part", "north",
    "south", "so", "multi", "pre", "post", "anti", "ex",
];

/// What kind of block a leaf is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A paragraph.
    Prose,
    /// A heading of this level.
    Heading(u8),
    /// Preformatted.
    Code,
    /// A row of the table with this number.
    Row(usize),
}

/// How words look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Look {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
}

/// The list item in which a leaf stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Item {
    /// The item's number in the document.
    pub(super) id: usize,
    /// The number of the outermost list.
    pub(super) list: usize,
    /// From 1.
    pub(super) depth: u8,
    /// Whether this is the item's first leaf.
    pub(super) first: bool,
}

/// A finished leaf.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) text: String,
    /// The length of `text` in code points.
    pub(super) chars: u32,
    /// Within the leaf.
    pub(super) forms: Vec<Formed>,
    /// Where its blocks begin, and their lines in the source; never empty.
    pub(super) blocks: Vec<(u32, u32)>,
    pub(super) kind: Kind,
    pub(super) item: Option<Item>,
    pub(super) quoted: bool,
}

/// Whether a stretch is bold as a whole. Forms stand in order of their start; looking at the few that
/// begin at or before the stretch keeps this quick in a leaf of a megabyte.
pub(super) fn is_bold(leaf: &Leaf, block: Span) -> bool {
    let begun = leaf.forms.partition_point(|f| f.span.start <= block.start);
    let nearest = leaf.forms[..begun].iter().rev().take(8);
    nearest.into_iter().any(|f| f.form == Form::Strong && f.span.end >= block.end)
}

/// A form so many code points further on.
pub(super) fn shifted(formed: Formed, by: u32) -> Formed {
    Formed { span: Span::new(formed.span.start + by, formed.span.end + by), ..formed }
}

/// A line end in a paragraph.
#[derive(Clone, Copy, Debug)]
struct Break {
    byte: usize,
    chars: u32,
    hard: bool,
    line: u32,
}

/// A leaf that is being filled.
#[derive(Debug)]
pub(super) struct Inline {
    text: String,
    chars: u32,
    forms: Vec<Formed>,
    open: Vec<usize>,
    breaks: Vec<Break>,
    line: u32,
    kind: Kind,
    item: Option<Item>,
    quoted: bool,
}

impl Inline {
    /// Begins a leaf on this line of the source.
    pub(super) fn new(kind: Kind, line: u32, item: Option<Item>, quoted: bool) -> Self {
        let (text, forms, open, breaks) = (String::new(), Vec::new(), Vec::new(), Vec::new());
        Self { text, chars: 0, forms, open, breaks, line, kind, item, quoted }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.chars += text.chars().count() as u32;
    }

    /// Ends a line; `line` is the next one's number.
    pub(super) fn line_end(&mut self, hard: bool, line: u32) {
        self.breaks.push(Break { byte: self.text.len(), chars: self.chars, hard, line });
    }

    pub(super) fn open(&mut self, form: Form) {
        self.open.push(self.forms.len());
        self.forms.push(Formed { span: Span::new(self.chars, u32::MAX), form });
    }

    /// Ends the innermost open form of the kind that `like` says.
    pub(super) fn close(&mut self, like: fn(&Form) -> bool) {
        // Only the innermost few are looked at: tags that never close must not make this slow.
        let found = self.open.iter().rev().take(16).position(|&i| like(&self.forms[i].form));
        if let Some(depth) = found {
            let i = self.open.remove(self.open.len() - 1 - depth);
            self.forms[i].span.end = self.chars;
        }
    }

    /// Ends and begins forms where the look of words changes.
    pub(super) fn turn(&mut self, from: Look, to: Look) {
        if from.strong && !to.strong {
            self.close(|form| *form == Form::Strong);
        }
        if from.emphasis && !to.emphasis {
            self.close(|form| *form == Form::Emphasis);
        }
        if to.strong && !from.strong {
            self.open(Form::Strong);
        }
        if to.emphasis && !from.emphasis {
            self.open(Form::Emphasis);
        }
    }

    /// Resolves the line ends; `None` when there is no text.
    pub(super) fn finish(mut self, compounds: &Compounds) -> Option<Leaf> {
        if self.is_blank() {
            return None;
        }
        for formed in &mut self.forms {
            formed.span.end = formed.span.end.min(self.chars);
        }
        if self.kind == Kind::Code {
            return Some(self.verbatim());
        }
        let joins = self.joins(compounds);
        Some(self.joined(&joins))
    }

    fn verbatim(self) -> Leaf {
        let text = self.text.trim_matches('\n').trim_end().to_owned();
        let chars = text.chars().count() as u32;
        let Self { kind, item, quoted, line, .. } = self;
        Leaf { text, chars, forms: Vec::new(), blocks: vec![(0, line)], kind, item, quoted }
    }

    /// Says for each line end what stands there instead.
    fn joins(&self, compounds: &Compounds) -> Vec<Join> {
        let mut apart = self.bold_lines();
        let line = |i: usize| {
            let start = if i == 0 { 0 } else { self.breaks[i - 1].byte };
            let end = self.breaks.get(i).map_or(self.text.len(), |b| b.byte);
            self.text[start..end].trim()
        };
        (0..self.breaks.len())
            .map(|i| {
                let (left, right) = (line(i), line(i + 1));
                if self.item.is_none() && self.kind == Kind::Prose {
                    apart[i] |= parts(left, right, i == 0);
                } else {
                    apart[i] = false;
                }
                match (apart[i], self.breaks[i].hard) {
                    _ if left.is_empty() || right.is_empty() => Join::Blank,
                    (true, _) => Join::Apart,
                    (false, true) => Join::LineEnd,
                    (false, false) => compounds.join(left, right),
                }
            })
            .collect()
    }

    /// The line ends before and after stretches of whole lines that are bold.
    fn bold_lines(&self) -> Vec<bool> {
        let mut apart = vec![false; self.breaks.len()];
        let strong = self.forms.iter().filter(|f| f.form == Form::Strong);
        for Span { start, end } in strong.map(|f| f.span) {
            let before = self.breaks.partition_point(|b| b.chars < start);
            let after = self.breaks.partition_point(|b| b.chars < end);
            let begins = start == 0 || self.breaks.get(before).is_some_and(|b| b.chars == start);
            let ends = end == self.chars || self.breaks.get(after).is_some_and(|b| b.chars == end);
            if begins && ends {
                if start > 0 {
                    apart[before] = true;
                }
                if end < self.chars {
                    apart[after] = true;
                }
            }
        }
        apart
    }

    fn joined(self, joins: &[Join]) -> Leaf {
        let mut out =
            Out { text: String::with_capacity(self.text.len() + joins.len()), chars: 0, pieces: Vec::new() };
        let mut blocks = vec![(0, self.line)];
        let mut from = (0, 0);
        for (line_end, join) in self.breaks.iter().zip(joins) {
            out.line(&self.text[from.0..line_end.byte], from.1);
            from = (line_end.byte, line_end.chars);
            let begins_block = out.join(*join);
            if begins_block {
                blocks.push((out.chars, line_end.line));
            }
        }
        out.line(&self.text[from.0..], from.1);
        let end = out.text.trim_end().len();
        out.text.truncate(end);
        let chars = out.text.chars().count() as u32;
        let place = |at: u32| out.place(at).min(chars);
        let forms = self
            .forms
            .into_iter()
            .map(|f| Formed { span: Span::new(place(f.span.start), place(f.span.end)), ..f });
        let forms = forms.filter(|f| !f.span.is_empty()).collect();
        blocks.retain(|(start, _)| *start < chars);
        let Self { kind, item, quoted, .. } = self;
        Leaf { text: out.text, chars, forms, blocks, kind, item, quoted }
    }
}

/// What stands in place of a line end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Join {
    /// A blank.
    Blank,
    /// Nothing: between Han characters, or after a hyphen that is the word's own.
    Nothing,
    /// Nothing, and the hyphen before it goes too.
    DropHyphen,
    /// A line end within the block.
    LineEnd,
    /// A line end; another block begins.
    Apart,
}

/// Text with its line ends resolved, and where each piece of the former text went.
struct Out {
    text: String,
    chars: u32,
    /// (offset in the former text, offset here), both in code points.
    pieces: Vec<(u32, u32)>,
}

impl Out {
    /// Takes a line over, less the white space around it.
    fn line(&mut self, line: &str, at: u32) {
        let begins = line.trim_start();
        let skipped = line[..line.len() - begins.len()].chars().count() as u32;
        self.pieces.push((at + skipped, self.chars));
        self.text.push_str(begins);
        self.chars += begins.chars().count() as u32;
    }

    fn join(&mut self, join: Join) -> bool {
        let end = self.text.trim_end().len();
        self.chars -= self.text[end..].chars().count() as u32;
        self.text.truncate(end);
        if join == Join::DropHyphen && self.text.pop().is_some() {
            self.chars -= 1;
        }
        let between = match join {
            Join::Blank => Some(' '),
            Join::LineEnd | Join::Apart => Some('\n'),
            Join::Nothing | Join::DropHyphen => None,
        };
        if let Some(between) = between.filter(|_| !self.text.is_empty()) {
            self.text.push(between);
            self.chars += 1;
        }
        join == Join::Apart
    }

    fn place(&self, at: u32) -> u32 {
        let i = self.pieces.partition_point(|(from, _)| *from <= at);
        match (i.checked_sub(1).map(|i| self.pieces[i]), self.pieces.get(i)) {
            (Some((from, to)), next) => (to + (at - from)).min(next.map_or(u32::MAX, |n| n.1)),
            (None, _) => 0,
        }
    }
}

/// Whether two lines of one paragraph are apart from one another.
fn parts(left: &str, right: &str, first: bool) -> bool {
    let labelled = |text: &str| {
        headings::label(text).is_some_and(|l| {
            (l.parted && l.numbers.iter().all(|n| n.len() <= 3)) || (l.explicit && l.rest == text.len())
        })
    };
    labelled(right)
        || (is_metadata(left) && is_metadata(right))
        || says_who_or_when(right)
        || (first && left.ends_with(['?', '？', '؟']))
        || (first && headings::label(left).is_some_and(|l| l.explicit && l.rest == left.len()))
}

/// Whether a line is metadata by its own words: "Country: Sweden", "Submitted on 16 January 2025".
fn says_who_or_when(line: &str) -> bool {
    let known = line.split_once([':', '：']).is_some_and(|(name, _)| names::field(name).is_some());
    let begins = line.chars().next().is_some_and(|c| !c.is_lowercase());
    begins && ((known && is_metadata(line)) || (line.len() <= 80 && dates::submitted_on(line).is_some()))
}

/// Whether a line looks like "Country: Sweden".
fn is_metadata(line: &str) -> bool {
    line.len() <= 160
        && line.split_once([':', '：']).is_some_and(|(name, value)| {
            !value.trim().is_empty()
                && !value.starts_with("//")
                && name.len() <= 60
                && name.split_whitespace().count() <= 4
        })
}

/// The hyphenated words that stand within lines of a document, lower case.
#[derive(Debug, Default)]
pub(super) struct Compounds(HashSet<String>);

impl Compounds {
    /// Collects them; quick where no line ends in a hyphen.
    pub(super) fn of(document: &str) -> Self {
        if !document.contains("-\n") {
            return Self::default();
        }
        let word = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        Self(document.split_whitespace().map(word).filter(|w| w.contains('-') && w.len() <= 80).collect())
    }

    /// Says how two stretches of prose that a line end or a page break parted are joined.
    pub(super) fn join(&self, left: &str, right: &str) -> Join {
        let next = right.chars().next().unwrap_or(' ');
        if left.ends_with('\u{ad}') {
            return Join::DropHyphen;
        }
        if let Some(word) = left.strip_suffix(['-', '\u{2010}']).filter(|_| next.is_lowercase()) {
            let is_part = |c: char| !(c.is_alphanumeric() || c == '-');
            let before = word.rsplit(is_part).next().unwrap_or_default();
            let after = right.split(is_part).next().unwrap_or_default();
            if before.chars().next_back().is_some_and(char::is_alphabetic) && before.len() + after.len() < 80
            {
                let compound = format!("{before}-{after}").to_lowercase();
                let own = self.0.contains(&compound)
                    || before.contains('-')
                    || KEEP_HYPHEN.contains(&before.to_lowercase().as_str());
                return if own { Join::Nothing } else { Join::DropHyphen };
            }
        }
        let ideographic = |c: Option<char>| {
            c.is_some_and(
                |c| matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'),
            )
        };
        if ideographic(left.chars().next_back()) && ideographic(Some(next)) {
            Join::Nothing
        } else {
            Join::Blank
        }
    }
}
