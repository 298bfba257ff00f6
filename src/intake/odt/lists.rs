//! Automatic numbers of list items and headings: what stands before them though nobody typed it.

use std::collections::HashMap;

use crate::intake::numerals::{count_on, numeral};
use crate::intake::xml::Tag;

/// Lists have so many levels.
const LEVELS: usize = 10;

/// A longer beginning or end of a number is none's.
const LONGEST_AFFIX: usize = 200;

/// How one level is numbered.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// `None` for a bullet, and where nothing is to stand.
    format: Option<&'static str>,
    prefix: String,
    suffix: String,
    start: Option<u32>,
    /// How many levels are shown, from this one outward.
    shown: usize,
}

impl Level {
    pub(super) fn of(tag: &Tag<'_>, local: &str) -> Self {
        let said = |name| tag.attribute(name).filter(|said| said.len() <= LONGEST_AFFIX).unwrap_or_default();
        let is_number = matches!(local, "list-level-style-number" | "outline-level-style");
        Self {
            format: tag.attribute("num-format").filter(|_| is_number).and_then(|format| known(&format)),
            prefix: said("num-prefix"),
            suffix: said("num-suffix"),
            start: tag.attribute("start-value").and_then(|start| start.parse().ok()),
            shown: tag.attribute("display-levels").and_then(|shown| shown.parse().ok()).unwrap_or(1),
        }
    }
}

/// The name in this program of a way to number.
fn known(format: &str) -> Option<&'static str> {
    Some(match format.trim() {
        "" => return None,
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        "01, 02, 03, ..." => "decimalZero",
        "أ, ب, ت, ..." => "arabicAlpha",
        "أ, ب, ج, ..." => "arabicAbjad",
        format if format.starts_with("一, 二, 三") => "chineseCounting",
        format if format.starts_with("а, б,") => "russianLower",
        format if format.starts_with("А, Б,") => "russianUpper",
        _ => "decimal",
    })
}

/// How far one list has counted, from the outermost level.
pub(super) type Counts = [Option<u32>; LEVELS];

/// All styles of lists; the one without a name is that of headings.
#[derive(Debug, Default)]
pub(super) struct Lists(HashMap<Option<String>, Vec<Level>>);

impl Lists {
    /// Takes a level, from 1.
    pub(super) fn define(&mut self, style: Option<String>, at: usize, level: Level) {
        let levels = self.0.entry(style).or_default();
        let at = at.clamp(1, LEVELS) - 1;
        if levels.len() <= at {
            levels.resize(at + 1, Level::default());
        }
        levels[at] = level;
    }

    /// Counts on at a level, from 0, beginning with `start` where it is given, and writes the number; empty where
    /// there is none.
    pub(super) fn next(
        &self,
        style: Option<&String>,
        level: usize,
        start: Option<u32>,
        counts: &mut Counts,
    ) -> String {
        let level = level.min(LEVELS - 1);
        let none = Vec::new();
        let levels = self.0.get(&style.cloned()).unwrap_or(&none);
        count_on(counts, level, start, |at| levels.get(at).and_then(|l| l.start).unwrap_or(1));
        let Some((own, format)) = levels.get(level).and_then(|own| Some((own, own.format?))) else {
            return String::new();
        };
        let from = (level + 1).saturating_sub(own.shown.max(1));
        let number = |at: usize| {
            let format = if at == level { format } else { levels.get(at).and_then(|l| l.format)? };
            Some(numeral(counts[at]?, format))
        };
        let numbers: Vec<String> = (from..=level).filter_map(number).collect();
        format!("{}{}{}", own.prefix, numbers.join("."), own.suffix).trim().to_owned()
    }
}
