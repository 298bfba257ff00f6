//! What is known of a table once its rows were walked through: which columns hold something, and what is wrong with rows.

use super::rows::Row;
use super::{EXTRA_COLUMNS, NAME, Outline, Shape, remark};
use crate::intake::sniff::Dialect;
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Format, SourceDraft};
use crate::text::words;

/// How many rows are told one by one; the others are counted.
const ROWS_TOLD: usize = 500;

/// What has been read so far.
pub(super) struct Reading {
    pub(super) header: Vec<String>,
    /// Of each column, whether it has a name or holds something; as wide as the widest row that was kept.
    pub(super) keep: Vec<bool>,
    /// Whether words are counted, and those of each column.
    counts: bool,
    words: Vec<u32>,
    /// The first row that was kept, and how many were.
    pub(super) first: Option<Vec<String>>,
    pub(super) kept: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Ragged rows beyond those that were told.
    untold: usize,
    empty: usize,
}

impl Reading {
    pub(super) fn new(header: Vec<String>, counts: bool) -> Self {
        let keep: Vec<bool> = header.iter().map(|name| !name.trim().is_empty()).collect();
        let (words, diagnostics) = (vec![0; keep.len()], Vec::new());
        Self { header, keep, counts, words, first: None, kept: 0, diagnostics, untold: 0, empty: 0 }
    }

    /// Whether the row is kept.
    pub(super) fn add(&mut self, row: &Row) -> bool {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            self.empty += 1;
            return false;
        }
        let (has, wants) = (row.cells.len(), self.header.len());
        if has > wants + EXTRA_COLUMNS {
            let what = format!("the row has {has} cells, the header {wants}: it was left out");
            self.tell(
                Severity::Error,
                row.number,
                what,
                "Look for a delimiter or quote that is not escaped.",
            );
            return false;
        }
        if has < wants {
            let what = format!("the row has {has} cells, the header {wants}: the missing ones are empty");
            self.tell(Severity::Warning, row.number, what, "Compare the row with the original.");
        } else if has > wants {
            let what = format!(
                "the row has {has} cells, the header {wants}: the others are kept as “column {}” …",
                wants + 1
            );
            self.tell(Severity::Warning, row.number, what, "Look for a delimiter that is not in quotes.");
        }
        let width = self.keep.len().max(has);
        self.keep.resize(width, false);
        self.words.resize(width, 0);
        for ((cell, keep), count) in row.cells.iter().zip(&mut self.keep).zip(&mut self.words) {
            *keep |= !cell.trim().is_empty();
            if self.counts {
                *count = count.saturating_add(words::count(cell));
            }
        }
        self.kept += 1;
        self.first.get_or_insert_with(|| row.cells.clone());
        true
    }

    pub(super) fn tell(&mut self, severity: Severity, row: u32, what: String, hint: &str) {
        if self.diagnostics.len() < ROWS_TOLD {
            self.diagnostics.push(Diagnostic {
                severity,
                place: format!("row {row}"),
                what,
                hint: hint.to_owned(),
            });
        } else {
            self.untold += 1;
        }
    }

    pub(super) fn finish(self, (header_row, ends): (u32, u32), dialect: Dialect, mark: usize) -> Outline {
        let Self { mut header, keep, mut words, kept: rows, mut diagnostics, untold, empty, .. } = self;
        let names = header.len();
        header.resize(keep.len(), String::new());
        let left_out = keep.iter().filter(|keep| !**keep).count();
        if left_out > 0 {
            let what = format!("{left_out} columns without a name and without any text were left out");
            diagnostics.push(remark("the table", what));
        }
        for (i, name) in header.iter_mut().enumerate().filter(|(_, name)| name.trim().is_empty()) {
            *name = format!("column {}", i + 1);
        }
        let mut kept = keep.iter();
        header.retain(|_| kept.next().copied().unwrap_or(true));
        let mut kept = keep.iter();
        words.retain(|_| kept.next().copied().unwrap_or(true));
        if untold > 0 {
            diagnostics.push(Diagnostic {
                severity: Severity::Warning,
                place: "later rows".to_owned(),
                what: format!("{untold} more rows have fewer or more cells than the header"),
                hint: "Look for a delimiter or quote that is not escaped.".to_owned(),
            });
        }
        if empty > 0 {
            diagnostics.push(remark("the table", format!("{empty} rows without any text were left out")));
        }
        if ends > header_row {
            diagnostics.push(second_line(ends));
        }
        let draft = SourceDraft {
            format: Format::Csv,
            reader: NAME.to_owned(),
            header_row,
            header,
            records: Vec::new(),
            diagnostics,
        };
        Outline { draft, rows, words, shape: Shape { dialect, mark, header: (ends, names), keep } }
    }
}

/// What is told of a header of two lines.
pub(in crate::intake) fn second_line(row: u32) -> Diagnostic {
    remark(format!("row {row}"), "it is the second line of the header".to_owned())
}
