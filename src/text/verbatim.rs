//! Whether words are quoted as they stand: to the word, whatever became of blanks, line ends and quotation marks.
//!
//! Both sides are brought to one [`Wording`]. What word processors and browsers change by themselves makes no difference:
//! kinds and numbers of blanks, line ends, soft hyphens and other invisible characters, kinds of quotation marks and
//! dashes, how a letter and its accent are put together. Letters, digits, case, accents and other signs do.
//!
//! "[…]", "…" and "..." in a quotation stand for words that were left out: what stands around them is looked for piece by
//! piece, in order.

use unicode_normalization::char::{canonical_combining_class, decompose_canonical, is_combining_mark};

use super::clean::{Shown, shown};

/// The most marks that count on one letter; where there is a flood of them, writers leave some out.
const MOST_MARKS: usize = 4;

/// So many characters of both wordings are shown before and after the place where they differ.
const BEFORE: usize = 28;
const AFTER: usize = 52;

/// How long, in characters, the samples are by which two texts are found to be alike, and how many are taken.
const SAMPLE: (usize, usize) = (4, 12);
const SAMPLES: usize = 64;

/// A text brought to the form in which it is compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wording<'a> {
    text: &'a str,
    key: String,
    /// For each character of the key where it begins, and the byte of the text where it is from.
    origins: Vec<(u32, u32)>,
}

/// A quotation, taken apart where words were left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pieces<'a> {
    pieces: Vec<Wording<'a>>,
    /// Whether it begins, or ends, with a sign that words were left out.
    open: (bool, bool),
}

/// Where a quotation differs from a text.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    /// How much of the quotation stands in the text nevertheless, from 0 to 1.
    pub likeness: f64,
    /// The words of the quotation around the first place where they differ.
    pub quoted: String,
    /// The words of the text around that place.
    pub stands: String,
    /// Whether the words are the same, but begin or end within a word of the text.
    pub within_word: bool,
}

impl<'a> Wording<'a> {
    /// Brings a text to the form.
    pub fn of(text: &'a str) -> Self {
        let mut wording = Self { text, key: String::with_capacity(text.len()), origins: Vec::new() };
        let mut joint = Joint::default();
        let mut last = None;
        for (c, at) in in_order(text) {
            let sign = match c {
                Sign::Joint(sign) => {
                    joint.take(sign);
                    continue;
                }
                // Marks at the beginning are of a letter that was left out.
                Sign::Char(c) if last.is_none() && is_mark(c) => continue,
                Sign::Char(c) => c,
            };
            if let Some(between) = last.and_then(|last| joint.between(last, sign)) {
                wording.push(between, at);
            }
            wording.push(sign, at);
            (last, joint) = (Some(sign), Joint::default());
        }
        wording
    }

    fn push(&mut self, c: char, at: usize) {
        self.origins.push((self.key.len() as u32, at as u32));
        self.key.push(c);
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.key.is_empty()
    }

    /// Whether two texts have the same words.
    pub fn is_like(&self, other: &Wording<'_>) -> bool {
        self.key == other.key
    }

    /// The byte of the text from which a byte of the key is.
    fn origin(&self, at: usize) -> usize {
        let after = self.origins.partition_point(|(key, _)| *key as usize <= at);
        if at >= self.key.len() {
            return self.text.len();
        }
        after.checked_sub(1).map_or(0, |i| self.origins[i].1 as usize)
    }

    /// Whether a byte of the key stands within a word.
    fn is_within_word(&self, at: usize) -> bool {
        let before = self.key.get(..at).and_then(|before| before.chars().next_back());
        let after = self.key.get(at..).and_then(|after| after.chars().next());
        let joined = |c: Option<char>| c.is_some_and(|c| is_word(c) && !stands_alone(c));
        joined(before) && joined(after)
    }

    /// The words around a byte of the key, on one line.
    fn around(&self, at: usize) -> String {
        let at = self.origin(at).min(self.text.len());
        let (before, after) = self.text.split_at_checked(at).unwrap_or((self.text, ""));
        let mut start = before.char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
        if start > 0 {
            let blank = before[start..].char_indices().find(|(_, c)| c.is_whitespace());
            start += blank.map_or(0, |(at, c)| at + c.len_utf8());
        }
        let mut end = after.char_indices().nth(AFTER).map_or(after.len(), |(at, _)| at);
        if end < after.len() {
            end = after[..end].rfind(char::is_whitespace).filter(|at| *at > 0).unwrap_or(end);
        }
        let words: Vec<&str> = self.text[start..at + end].split_whitespace().collect();
        let (first, last) =
            (if start > 0 { "…" } else { "" }, if at + end < self.text.len() { "…" } else { "" });
        format!("{first}{}{last}", words.join(" "))
    }
}

impl<'a> Pieces<'a> {
    /// Takes a quotation apart.
    pub fn of(quotation: &'a str) -> Self {
        let (mut pieces, mut rest, mut open) = (Vec::new(), quotation, (false, false));
        while let Some((start, end)) = left_out(rest) {
            pieces.push(Wording::of(&rest[..start]));
            rest = &rest[end..];
        }
        pieces.push(Wording::of(rest));
        if pieces.len() > 1 {
            open.0 = pieces.first().is_some_and(Wording::is_empty);
            open.1 = pieces.last().is_some_and(Wording::is_empty);
        }
        pieces.retain(|piece| !piece.is_empty());
        Self { pieces, open }
    }

    /// Whether there are no words in it.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The longest piece, as it is written.
    pub fn longest(&self) -> &'a str {
        self.pieces.iter().max_by_key(|piece| piece.key.len()).map_or("", |piece| piece.text)
    }

    /// Whether it is this passage, with nothing left out.
    pub fn is_passage(&self, passage: &str) -> bool {
        matches!(self.pieces.as_slice(), [one] if one.is_like(&Wording::of(passage)))
    }

    /// Whether all of it stands in a text, piece after piece.
    ///
    /// # Errors
    /// Where it first differs.
    pub fn stand_in(&self, text: &Wording<'_>) -> Result<(), Difference> {
        let (mut at, last) = (0, self.pieces.len().saturating_sub(1));
        for (i, piece) in self.pieces.iter().enumerate() {
            let whole = (i == 0 && !self.open.0, i == last && !self.open.1);
            match placed(piece, text, at, whole) {
                Ok(start) => at = start + piece.key.len(),
                Err(Some(start)) => return Err(cut_in_word(piece, text, start, whole.0)),
                Err(None) => return Err(self.difference(piece, text, at)),
            }
        }
        Ok(())
    }

    fn difference(&self, piece: &Wording<'_>, text: &Wording<'_>, from: usize) -> Difference {
        let (here, there) = parting(piece, text, from);
        Difference {
            likeness: self.likeness(text),
            quoted: piece.around(here),
            stands: text.around(there),
            within_word: false,
        }
    }

    /// The share of samples of the quotation that stand in the text.
    fn likeness(&self, text: &Wording<'_>) -> f64 {
        let length: usize = self.pieces.iter().map(|piece| piece.origins.len()).sum();
        let sample = (length / 6).clamp(SAMPLE.0, SAMPLE.1);
        let step = (sample / 2).max(length / SAMPLES);
        let (mut all, mut found) = (0_u32, 0_u32);
        for piece in &self.pieces {
            for at in (0..piece.origins.len()).step_by(step.max(1)) {
                let start = piece.origins[at].0 as usize;
                let Some(end) = piece.origins.get(at + sample) else { break };
                all += 1;
                found += u32::from(text.key.contains(&piece.key[start..end.0 as usize]));
            }
        }
        if all == 0 { 0.0 } else { f64::from(found) / f64::from(all) }
    }
}

/// Where a piece stands in a text from a byte of its key on; `whole` says whether it must begin, and end, where a word
/// does. The error is where it stands within words only.
fn placed(
    piece: &Wording<'_>,
    text: &Wording<'_>,
    from: usize,
    whole: (bool, bool),
) -> Result<usize, Option<usize>> {
    let (mut at, mut within) = (from, None);
    while let Some(found) = text.key.get(at..).and_then(|rest| rest.find(&piece.key)) {
        let start = at + found;
        let end = start + piece.key.len();
        let cut = (whole.0 && text.is_within_word(start)) || (whole.1 && text.is_within_word(end));
        if !cut {
            return Ok(start);
        }
        within.get_or_insert(start);
        at = start + text.key[start..].chars().next().map_or(1, char::len_utf8);
    }
    Err(within)
}

/// The same words, but the beginning or the end of a word is missing.
fn cut_in_word(piece: &Wording<'_>, text: &Wording<'_>, start: usize, at_beginning: bool) -> Difference {
    let at_beginning = at_beginning && text.is_within_word(start);
    let (here, there) = if at_beginning { (0, start) } else { (piece.key.len(), start + piece.key.len()) };
    Difference { likeness: 1.0, quoted: piece.around(here), stands: text.around(there), within_word: true }
}

/// The first place, in both keys, where a piece and a text part: after the longest beginning of the piece that stands in
/// the text, else before its longest end.
fn parting(piece: &Wording<'_>, text: &Wording<'_>, from: usize) -> (usize, usize) {
    let count = piece.origins.len();
    let byte = |i: usize| piece.origins.get(i).map_or(piece.key.len(), |(key, _)| *key as usize);
    let find = |start: usize, end: usize| {
        let words = &piece.key[byte(start)..byte(end)];
        let later = text.key.get(from..).and_then(|rest| rest.find(words)).map(|at| from + at);
        later.or_else(|| text.key.find(words))
    };
    let beginning = longest(count, |n| find(0, n).is_some());
    if beginning >= 8.min(count.div_ceil(2)) {
        let at = find(0, beginning).unwrap_or(from);
        return (byte(beginning), at + byte(beginning));
    }
    let ending = longest(count, |n| find(count - n, count).is_some());
    let at = find(count - ending, count).unwrap_or(from);
    let before = text.key[..at].chars().rev().take(count - ending).map(char::len_utf8).sum::<usize>();
    (0, at - before)
}

/// The largest number up to `most` for which this holds, where it holds for all smaller ones.
fn longest(most: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if holds(middle) { low = middle } else { high = middle - 1 }
    }
    low
}

/// Where the next sign of words that were left out begins and ends.
fn left_out(text: &str) -> Option<(usize, usize)> {
    for (at, c) in text.char_indices() {
        let length = match c {
            '…' | '⋯' => text[at..].len() - text[at..].trim_start_matches(['…', '⋯', '.']).len(),
            '.' => {
                let dots = text[at..].len() - text[at..].trim_start_matches('.').len();
                if dots >= 3 { dots } else { continue }
            }
            _ => continue,
        };
        let (start, end) = (at, at + length);
        let before = text[..start].trim_end();
        let after = text[end..].trim_start();
        let brackets = [('[', ']'), ('(', ')'), ('［', '］'), ('（', '）')];
        let within =
            brackets.iter().find(|(open, close)| before.ends_with(*open) && after.starts_with(*close));
        return Some(match within {
            Some((open, close)) => {
                (before.len() - open.len_utf8(), text.len() - after.len() + close.len_utf8())
            }
            None => (start, end),
        });
    }
    None
}

/// A character as it is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Char(char),
    /// What stands between words: a blank, a mark, a dash.
    Joint(Between),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Blank,
    Mark,
    Hyphen,
    Dash,
}

/// What stands between two characters.
#[derive(Clone, Copy, Default)]
struct Joint {
    blank: bool,
    mark: bool,
    hyphen: bool,
    dash: bool,
    /// Whether a hyphen or dash stood last.
    signed: bool,
}

impl Joint {
    fn take(&mut self, between: Between) {
        // Two hyphens are a dash.
        self.dash |= between == Between::Dash || (between == Between::Hyphen && self.hyphen);
        self.signed = matches!(between, Between::Hyphen | Between::Dash);
        match between {
            Between::Blank => self.blank = true,
            Between::Mark => self.mark = true,
            Between::Hyphen => self.hyphen = true,
            Between::Dash => {}
        }
    }

    /// What of it counts: an apostrophe, a hyphen, a minus, or that words are two.
    fn between(self, before: char, after: char) -> Option<char> {
        let words = is_word(before) && is_word(after);
        let apart = words && !stands_alone(before) && !stands_alone(after);
        let joined_by_hyphen = self.hyphen && !self.dash && !self.blank && words;
        if joined_by_hyphen || (self.signed && after.is_numeric()) {
            return Some('-');
        }
        if self.blank || self.dash {
            return apart.then_some(' ');
        }
        (self.mark && apart).then_some('\'')
    }
}

/// Marks, and the skin tones that follow a picture as marks do.
fn is_mark(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Whether a character is of a script that has no blanks between words.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{312F}'
        | '\u{31A0}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// The characters of a text as they are compared, each with its byte; marks on a letter in one order.
fn in_order(text: &str) -> Vec<(Sign, usize)> {
    let mut signs: Vec<(Sign, usize)> = Vec::with_capacity(text.len());
    let mut marks = 0;
    for (at, c) in text.char_indices() {
        let Some(sign) = sign(c) else { continue };
        let Sign::Char(c) = sign else {
            marks = 0;
            signs.push((sign, at));
            continue;
        };
        decompose_canonical(c, |c| {
            marks = if is_mark(c) { marks + 1 } else { 0 };
            if marks <= MOST_MARKS {
                signs.push((Sign::Char(c), at));
            }
        });
    }
    let class = |sign: &(Sign, usize)| match sign.0 {
        Sign::Char(c) => canonical_combining_class(c),
        Sign::Joint(_) => 0,
    };
    for run in signs.chunk_by_mut(|a, b| class(a) > 0 && class(b) > 0) {
        run.sort_by_key(class);
    }
    signs
}

fn sign(c: char) -> Option<Sign> {
    match shown(c) {
        Shown::Drop => return None,
        Shown::Break | Shown::Tab | Shown::As(' ') => return Some(Sign::Joint(Between::Blank)),
        // Writers have their own signs for what cannot be written.
        Shown::As(_) => return Some(Sign::Char(char::REPLACEMENT_CHARACTER)),
        Shown::Keep => {}
    }
    Some(match c {
        // Carries a mark that has no letter.
        '◌' => return None,
        '\u{2400}'..='\u{2421}' => Sign::Char(char::REPLACEMENT_CHARACTER),
        '"'
        | '\''
        | '`'
        | '´'
        | '«'
        | '»'
        | 'ʼ'
        | '\u{2018}'..='\u{201F}'
        | '\u{2032}'..='\u{2037}'
        | '‹'
        | '›'
        | '\u{300C}'..='\u{300F}'
        | '\u{301D}'..='\u{301F}'
        | '＂'
        | '＇' => Sign::Joint(Between::Mark),
        '-' | '‐' | '‑' => Sign::Joint(Between::Hyphen),
        '\u{2012}'..='\u{2015}' | '−' => Sign::Joint(Between::Dash),
        c if c.is_whitespace() => Sign::Joint(Between::Blank),
        c => Sign::Char(c),
    })
}

#[cfg(test)]
mod tests;
