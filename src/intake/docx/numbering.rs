//! Automatic numbers of paragraphs: what stands before an item or a heading though nobody typed it.

use std::collections::{HashMap, HashSet};

use super::styles::{ListPlace, Styles};
use crate::intake::numerals::{count_on, numeral};
use crate::intake::xml::{Broken, Piece, Pieces};

/// Lists have so many levels.
const LEVELS: usize = 9;

/// A longer pattern is no number's.
const LONGEST_PATTERN: usize = 200;

/// How one level is numbered.
#[derive(Clone, Debug, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    /// "%1.", "Question %1:".
    pattern: String,
    /// The style whose paragraphs stand on this level.
    style: Option<String>,
    /// All numbers of the pattern as digits.
    legal: bool,
}

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: Vec<Level>,
    /// Defined by the list that this style names.
    style: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    base: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    bases: HashMap<String, Abstract>,
    lists: HashMap<String, List>,
    counted: HashMap<String, [Option<u32>; LEVELS]>,
    restarted: HashSet<(String, usize)>,
}

/// Where a paragraph stands in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Numbered {
    /// From 0.
    pub(super) level: u8,
    /// What stands before it; empty for a bullet.
    pub(super) marker: String,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(text: &str) -> Result<Self, Broken> {
        let (mut pieces, mut reading) = (Pieces::new(text), Reading::default());
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Open(tag) if tag.name().0 == "w" => {
                    let value = |name: &str| tag.attribute(name).unwrap_or_default();
                    reading.open(tag.name().1, &value, tag.number());
                }
                Piece::Close(name) => reading.close(name.name().1),
                _ => {}
            }
        }
        Ok(reading.done)
    }

    /// Counts a paragraph and says what stands before it; `None` when it is in no list.
    pub(super) fn next(&mut self, at: &ListPlace, style: Option<&str>, styles: &Styles) -> Option<Numbered> {
        let id = at.list.as_deref().filter(|id| *id != "0")?;
        let list = self.lists.get(id)?;
        let base = self.base(&list.base, styles)?;
        let by_style =
            || self.bases[&base].levels.iter().position(|l| style.is_some() && l.style.as_deref() == style);
        let level = at.level.map(usize::from).or_else(by_style).unwrap_or(0).min(LEVELS - 1);
        let none = Level::default();
        let definition =
            |at: usize| list.levels.get(&at).or_else(|| self.bases[&base].levels.get(at)).unwrap_or(&none);
        let levels: Vec<&Level> = (0..=level).map(definition).collect();
        let start = |at: usize| {
            list.starts.get(&at).copied().or_else(|| levels.get(at).and_then(|l| l.start)).unwrap_or(1)
        };
        let restarts = list.starts.contains_key(&level) && self.restarted.insert((id.to_owned(), level));
        let counts = self.counted.entry(base.clone()).or_default();
        count_on(counts, level, restarts.then(|| start(level)), start);
        let marker = written(&levels, level, counts);
        Some(Numbered { level: level as u8, marker })
    }

    /// The definition that a list is made from, through the style that may stand for it.
    fn base(&self, id: &str, styles: &Styles) -> Option<String> {
        let base = self.bases.get(id)?;
        let linked = base.style.as_deref().and_then(|style| {
            let list = styles.resolved(Some(style)).list.list?;
            let to = self.lists.get(&list)?.base.clone();
            self.bases.contains_key(&to).then_some(to)
        });
        Some(linked.unwrap_or_else(|| id.to_owned()))
    }
}

/// The pattern with its numbers.
fn written(levels: &[&Level], level: usize, counts: &[Option<u32>; LEVELS]) -> String {
    let Some(own) = levels.get(level) else { return String::new() };
    if matches!(own.format.as_str(), "bullet" | "none") || own.pattern.len() > LONGEST_PATTERN {
        return String::new();
    }
    let mut text = String::new();
    let mut rest = own.pattern.as_str();
    while let Some(at) = rest.find('%') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let digit =
            rest.chars().next().and_then(|c| c.to_digit(10)).filter(|d| (1..=LEVELS as u32).contains(d));
        let Some(digit) = digit else {
            text.push('%');
            continue;
        };
        rest = &rest[1..];
        let at = digit as usize - 1;
        let format = levels.get(at).map_or("decimal", |l| l.format.as_str());
        if let Some(count) = counts[at] {
            text.push_str(&numeral(count, if own.legal { "decimal" } else { format }));
        }
    }
    text.push_str(rest);
    text.trim().to_owned()
}

/// What is open while `numbering.xml` is read.
#[derive(Default)]
struct Reading {
    done: Numbering,
    base: Option<(String, Abstract)>,
    list: Option<(String, List)>,
    /// The level that is overridden.
    over: usize,
    level: Option<(usize, Level)>,
}

impl Reading {
    fn open(&mut self, local: &str, value: &dyn Fn(&str) -> String, number: Option<u32>) {
        match (local, &mut self.level) {
            ("abstractNum", _) => self.base = Some((value("abstractNumId"), Abstract::default())),
            ("num", _) => self.list = Some((value("numId"), List::default())),
            ("lvlOverride", _) => self.over = value("ilvl").parse().unwrap_or(0),
            ("lvl", _) => {
                let at = value("ilvl").parse::<usize>().unwrap_or(0).min(LEVELS - 1);
                self.level = Some((at, Level { format: "decimal".to_owned(), ..Level::default() }));
            }
            ("start", Some((_, level))) => level.start = number,
            ("numFmt", Some((_, level))) => level.format = value("val"),
            ("lvlText", Some((_, level))) => level.pattern = value("val"),
            ("pStyle", Some((_, level))) => level.style = Some(value("val")),
            ("isLgl", Some((_, level))) => level.legal = true,
            ("abstractNumId", None) => {
                if let Some((_, list)) = &mut self.list {
                    list.base = value("val");
                }
            }
            ("startOverride", None) => {
                if let (Some((_, list)), Some(start)) = (&mut self.list, number) {
                    list.starts.insert(self.over, start);
                }
            }
            ("numStyleLink", None) => {
                if let Some((_, base)) = &mut self.base {
                    base.style = Some(value("val"));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, local: &str) {
        match local {
            "lvl" => {
                let Some((at, level)) = self.level.take() else { return };
                if let Some((_, list)) = &mut self.list {
                    list.levels.insert(at, level);
                } else if let Some((_, base)) = &mut self.base {
                    if base.levels.len() <= at {
                        base.levels.resize(at + 1, Level::default());
                    }
                    base.levels[at] = level;
                }
            }
            "abstractNum" => self.done.bases.extend(self.base.take()),
            "num" => self.done.lists.extend(self.list.take()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = "<w:numbering><w:abstractNum w:abstractNumId='7'>\
        <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='Question %1:'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1.%2)'/></w:lvl>\
        </w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>\
        <w:num w:numId='2'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/>\
        </w:lvlOverride></w:num></w:numbering>";

    #[test]
    fn numbers_count_on_by_level_and_start_again_where_told() {
        let mut lists = Numbering::read(LISTS).unwrap();
        let styles = Styles::default();
        let mut next = |list: &str, level: u8| {
            let at = ListPlace { list: Some(list.to_owned()), level: Some(level) };
            lists.next(&at, None, &styles).map(|n| n.marker)
        };
        let marks: Vec<Option<String>> =
            [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1), ("2", 0), ("2", 0), ("0", 0), ("9", 0)]
                .map(|(list, level)| next(list, level))
                .to_vec();
        let expected = ["Question 1:", "1.a)", "1.b)", "Question 2:", "2.a)", "Question 5:", "Question 6:"];
        assert_eq!(marks[..7], expected.map(|m| Some(m.to_owned())));
        assert_eq!(marks[7..], [None, None]);
    }
}
