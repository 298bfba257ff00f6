//! What positions count: code points, UTF-16 units or bytes, with a byte order mark or without, line ends as one or two,
//! the end included or not. The standard is read differently by each program; the names of passages, which mostly are
//! their words, tell.

use std::fmt;
use std::str::FromStr;

use crate::model::coded::{Coded, CodedText, Selection};
use crate::model::span::Span;

/// What one step of a position is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Unit {
    /// A Unicode code point, as the standard says.
    #[default]
    CodePoint,
    /// A unit of UTF-16.
    Utf16,
    /// A byte of UTF-8.
    Byte,
}

/// How positions are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Reckoning {
    /// What one step is.
    pub unit: Unit,
    /// Whether the end is the last character and not the one behind it.
    pub inclusive: bool,
    /// Whether a line end is two steps.
    pub long_ends: bool,
    /// Whether a byte order mark is a step.
    pub mark: bool,
}

impl Reckoning {
    /// All, the most usual first.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for unit in [Unit::CodePoint, Unit::Utf16, Unit::Byte] {
            for inclusive in [false, true] {
                for long_ends in [false, true] {
                    for mark in [false, true] {
                        all.push(Self { unit, inclusive, long_ends, mark });
                    }
                }
            }
        }
        all
    }

    fn steps(self, c: char) -> u64 {
        let steps = match self.unit {
            Unit::CodePoint => 1,
            Unit::Utf16 => c.len_utf16(),
            Unit::Byte => c.len_utf8(),
        };
        steps as u64 + u64::from(c == '\n' && self.long_ends)
    }
}

impl fmt::Display for Reckoning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.unit {
            Unit::CodePoint => "code-points",
            Unit::Utf16 => "utf-16",
            Unit::Byte => "bytes",
        })?;
        for (is_so, word) in
            [(self.inclusive, ",inclusive"), (self.long_ends, ",long-line-ends"), (self.mark, ",mark")]
        {
            if is_so {
                f.write_str(word)?;
            }
        }
        Ok(())
    }
}

impl FromStr for Reckoning {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut it = Self::default();
        for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            match word.to_ascii_lowercase().as_str() {
                "code-points" => it.unit = Unit::CodePoint,
                "utf-16" => it.unit = Unit::Utf16,
                "bytes" => it.unit = Unit::Byte,
                "inclusive" => it.inclusive = true,
                "long-line-ends" => it.long_ends = true,
                "mark" => it.mark = true,
                _ => {
                    return Err(format!(
                        "“{word}” is no way to count: code-points, utf-16 or bytes, and, with commas between them, \
                         inclusive, long-line-ends, mark"
                    ));
                }
            }
        }
        Ok(it)
    }
}

/// A text without a byte order mark and with line feeds only.
pub fn plain(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Where the passages of a text are, in code points of what [`plain`] makes of it; `None` for one that is outside.
pub fn places(text: &CodedText, how: Reckoning) -> Vec<Option<Span>> {
    let has_mark = text.text.starts_with('\u{feff}');
    let mut at = if how.mark && has_mark { how.steps('\u{feff}') } else { 0 };
    let plain = plain(&text.text);
    let mut starts = Vec::with_capacity(plain.len() + 1);
    starts.push(at);
    for c in plain.chars() {
        at += how.steps(c);
        starts.push(at);
    }
    let place = |selection: &Selection| {
        // A position within a character is that of the character.
        let index = |position: u64| starts.partition_point(|start| *start <= position).checked_sub(1);
        let start = index(selection.start)?;
        let last = starts.len() - 1;
        let end = if how.inclusive {
            index(selection.end)? + 1
        } else {
            starts.partition_point(|start| *start < selection.end)
        };
        (start < end && end <= last).then(|| Span::new(start as u32, end as u32))
    };
    text.selections.iter().map(place).collect()
}

/// How the positions of each text of a project are counted, and how well the names of passages agree.
pub fn found(coded: &Coded) -> Vec<Reckoned> {
    let all = Reckoning::all();
    let tables: Vec<Vec<Agreement>> =
        coded.sources.iter().map(|text| all.iter().map(|how| agreement(text, *how)).collect()).collect();
    let sums: Vec<u64> = (0..all.len()).map(|i| tables.iter().map(|table| table[i].score).sum()).collect();
    let usual = best(&sums, &all, &coded.origin);
    let of = |(text, table): (&CodedText, &Vec<Agreement>)| {
        let scores: Vec<u64> = table.iter().map(|agreement| agreement.score).collect();
        let own = best(&scores, &all, &coded.origin);
        let i = if scores[own] > scores[usual] { own } else { usual };
        let agreement = table[i];
        Reckoned { how: all[i], named: named(text), agree: agreement.agree }
    };
    coded.sources.iter().zip(&tables).map(of).collect()
}

/// How a text is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reckoned {
    /// How.
    pub how: Reckoning,
    /// How many of its passages have a name.
    pub named: usize,
    /// How many of these names are the words that stand there.
    pub agree: usize,
}

/// Of a text whose counting is given.
pub fn given(text: &CodedText, how: Reckoning) -> Reckoned {
    Reckoned { how, named: named(text), agree: agreement(text, how).agree }
}

fn named(text: &CodedText) -> usize {
    text.selections.iter().filter(|selection| !worn(&selection.name).is_empty()).count()
}

/// The first of the highest, a program's own way before others.
fn best(scores: &[u64], all: &[Reckoning], origin: &str) -> usize {
    let origin = origin.to_ascii_lowercase();
    let long = (origin.contains("nvivo") || origin.contains("maxqda")) && !origin.contains("atlas");
    let wanted = |how: &Reckoning| how.long_ends == long && !how.inclusive && !how.mark;
    let highest = scores.iter().copied().max().unwrap_or(0);
    let tied = || (0..all.len()).filter(|i| scores[*i] == highest);
    tied().find(|i| wanted(&all[*i])).or_else(|| tied().next()).unwrap_or(0)
}

#[derive(Clone, Copy, Default)]
struct Agreement {
    score: u64,
    agree: usize,
}

fn agreement(text: &CodedText, how: Reckoning) -> Agreement {
    let chars: Vec<char> = plain(&text.text).chars().collect();
    let mut sum = Agreement::default();
    for (selection, place) in text.selections.iter().zip(places(text, how)) {
        let Some(place) = place else { continue };
        let name = worn(&selection.name);
        if name.is_empty() {
            continue;
        }
        let words = &chars[place.start as usize..place.end as usize];
        let words = worn(&words.iter().take(2_000).collect::<String>());
        let cut = name.trim_end_matches('…').trim_end_matches("...");
        if words == name {
            sum.score += 2;
            sum.agree += 1;
        } else if !cut.is_empty()
            && words.starts_with(cut)
            && (cut.len() < name.len() || cut.chars().count() >= 60)
        {
            // A name that is cut says nothing of the end.
            sum.score += 1;
            sum.agree += 1;
        }
    }
    sum
}

/// A text as far as names of passages keep it: no white space, no controls, no characters that are often replaced.
fn worn(text: &str) -> String {
    let kept = |c: &char| {
        !c.is_whitespace()
            && !c.is_control()
            && *c <= '\u{ffff}'
            && !matches!(c, '\u{25a1}' | '\u{fffd}' | '\u{feff}')
    };
    text.chars().filter(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "🦀 One crab.\nTwo é crabs 🦀.\nThree crabs.";

    /// A text in which every passage is counted so, with or without its name.
    fn counted(text: &str, how: Reckoning, named: bool) -> Coded {
        let plain = plain(text);
        let mark = if how.mark && text.starts_with('\u{feff}') { how.steps('\u{feff}') } else { 0 };
        let at = |char: usize| mark + plain.chars().take(char).map(|c| how.steps(c)).sum::<u64>();
        let spans = [(2, 5), (13, 16), (17, 18), (29, 34)];
        let selections = spans.map(|(start, end)| Selection {
            name: if named { plain.chars().skip(start).take(end - start).collect() } else { String::new() },
            start: at(start),
            end: if how.inclusive { at(end - 1) } else { at(end) },
            ..Selection::default()
        });
        let source =
            CodedText { text: text.to_owned(), selections: selections.to_vec(), ..CodedText::default() };
        Coded { sources: vec![source], ..Coded::default() }
    }

    fn words(coded: &Coded, how: Reckoning) -> Vec<String> {
        let text = &coded.sources[0];
        let plain = plain(&text.text);
        let cut = |span: Option<Span>| {
            let span = span.unwrap();
            plain.chars().skip(span.start as usize).take(span.len() as usize).collect()
        };
        places(text, how).into_iter().map(cut).collect()
    }

    #[test]
    fn however_positions_are_counted_the_names_tell() {
        for text in [TEXT.to_owned(), format!("\u{feff}{}", TEXT.replace('\n', "\r\n"))] {
            for how in Reckoning::all() {
                let coded = counted(&text, how, true);
                let found = found(&coded)[0];
                assert_eq!((found.agree, found.named), (4, 4), "{how} in {text:?}");
                assert_eq!(
                    words(&coded, found.how),
                    ["One", "Two", "é", "Three"],
                    "{how}, taken for {}",
                    found.how
                );
            }
        }
    }

    #[test]
    fn without_names_it_is_what_the_standard_says_until_another_is_given() {
        let how = Reckoning { unit: Unit::Utf16, ..Reckoning::default() };
        let coded = counted(TEXT, how, false);
        assert_eq!(found(&coded)[0], Reckoned { how: Reckoning::default(), named: 0, agree: 0 });
        assert_eq!(words(&coded, "utf-16".parse().unwrap()), ["One", "Two", "é", "Three"]);
        assert!("utf-8".parse::<Reckoning>().unwrap_err().contains("bytes"));
        for how in Reckoning::all() {
            assert_eq!(how.to_string().parse(), Ok(how));
        }
    }

    #[test]
    fn what_is_outside_of_the_text_is_nowhere() {
        let mut coded = counted("short", Reckoning::default(), false);
        for (selection, (start, end)) in
            coded.sources[0].selections.iter_mut().zip([(0, 6), (3, 3), (4, 2), (u64::MAX, u64::MAX)])
        {
            (selection.start, selection.end) = (start, end);
        }
        for how in [Reckoning::default(), Reckoning { unit: Unit::Byte, ..Reckoning::default() }] {
            assert_eq!(places(&coded.sources[0], how), [None; 4]);
        }
    }
}
