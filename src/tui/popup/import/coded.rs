//! What a coded project or codebook holds, in the words of the command line, and whether it can be taken in.

use crate::intake::refi::offsets::{Reckoning, Unit};
use crate::model::coded::CodingReport;
use crate::tui::widget::wrapped::wrapped;

/// How a line is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A text, a theme, what it comes to.
    Said,
    /// A passage, as it is read.
    Passage,
    /// What is not taken.
    Left,
}

/// A report with its lines for the width of the screen.
#[derive(Clone, Debug)]
pub struct Coded {
    /// What taking it in would do.
    pub report: CodingReport,
    /// How its positions were said to be counted; `None` as the names of its passages tell.
    pub counted: Option<Reckoning>,
    /// The lines.
    pub rows: Vec<(String, Kind)>,
    /// The first line in sight.
    pub top: usize,
    width: u16,
}

impl Coded {
    /// Takes a report; it has its lines once it is [settled](Self::settle).
    pub fn new(report: CodingReport, counted: Option<Reckoning>) -> Self {
        Self { report, counted, rows: Vec::new(), top: 0, width: 0 }
    }

    /// Whether there is something in it that is not here, and it is known where it stands.
    pub fn can_be_taken(&self) -> bool {
        self.report.brings() && self.is_sure()
    }

    /// Whether it is known how its positions are counted.
    pub fn is_sure(&self) -> bool {
        self.counted.is_some() || self.report.doubt().is_none()
    }

    /// Scrolls.
    pub fn scroll(&mut self, lines: isize) {
        self.top = self.top.saturating_add_signed(lines);
    }

    /// Breaks the lines for this width, and keeps what is in sight within them.
    pub fn settle(&mut self, width: u16, height: u16) {
        if self.width != width {
            self.width = width;
            self.rows = self.report.lines(true).iter().flat_map(|line| rows(line, width)).collect();
        }
        self.top = self.top.min(self.rows.len().saturating_sub(usize::from(height)));
    }
}

fn rows(line: &str, width: u16) -> Vec<(String, Kind)> {
    let (indent, kind) = match line.strip_prefix("  ") {
        Some(_) => ("  ", Kind::Passage),
        None if line.starts_with("not taken") => ("", Kind::Left),
        None => ("", Kind::Said),
    };
    let room = width.saturating_sub(2 + indent.len() as u16);
    let parts = wrapped(line.trim_start(), room).into_iter().enumerate();
    parts.map(|(i, part)| (format!("{}{indent}{part}", if i == 0 { "" } else { "  " }), kind)).collect()
}

/// The next way to count after this one: as the names tell, then those that programs count in most.
pub fn next(counted: Option<Reckoning>) -> Option<Reckoning> {
    let usual = [false, true].into_iter().flat_map(|inclusive| {
        [Unit::CodePoint, Unit::Utf16, Unit::Byte]
            .map(|unit| Some(Reckoning { unit, inclusive, ..Reckoning::default() }))
    });
    let ways: Vec<Option<Reckoning>> = std::iter::once(None).chain(usual).collect();
    let at = ways.iter().position(|way| *way == counted).unwrap_or(0);
    ways[(at + 1) % ways.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_count_comes_once_and_then_the_first_again() {
        let mut seen = vec![None];
        while let Some(way) = next(seen[seen.len() - 1]) {
            seen.push(Some(way));
        }
        assert_eq!(seen.len(), 7);
    }
}
