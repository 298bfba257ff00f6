//! A table as text: rows of data stay rows; a form's cells become paragraphs, so that a question in one of them is seen.

use crate::intake::headings::label;
use crate::intake::leaf::{Kind, Leaf, shifted};
use crate::intake::names;

/// A longer cell is prose, in characters.
const LONGEST_DATUM: u32 = 200;

/// A cell that ends in a question mark asks when it has so many words.
const WORDS_OF_A_QUESTION: usize = 4;

/// The rows that were read so far, each of cells, each of leaves.
#[derive(Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
}

/// A row that is being read.
#[derive(Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Vec<Leaf>>,
    /// Its deletion was tracked.
    pub(super) deleted: bool,
}

impl Table {
    /// The leaves of the whole table; `number` tells it from others.
    pub(super) fn lay(self, number: usize) -> Vec<Leaf> {
        if self.is_form() {
            return self.rows.into_iter().flat_map(paragraphs).collect();
        }
        let between = if self.is_about() { ": " } else { " | " };
        self.rows.into_iter().filter_map(|row| one_row(row, number, between)).collect()
    }

    /// Whether it says who sent the document: names of metadata and their values, written as elsewhere in lines.
    fn is_about(&self) -> bool {
        self.rows.iter().all(|row| match row.cells.as_slice() {
            [name, _] => matches!(name.as_slice(), [leaf] if names::field(&leaf.text).is_some()),
            _ => false,
        })
    }

    /// Whether a cell holds more than a datum: questions, lists, several paragraphs.
    fn is_form(&self) -> bool {
        let columns = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let is_rich = |cell: &Vec<Leaf>| match cell.as_slice() {
            [] => false,
            [leaf] => {
                leaf.kind != Kind::Prose
                    || leaf.item.is_some()
                    || leaf.chars > LONGEST_DATUM
                    || asks(&leaf.text)
            }
            _ => true,
        };
        columns == 1 || self.rows.iter().flat_map(|row| &row.cells).any(is_rich)
    }
}

/// Whether a cell is a question, by its label or its end.
fn asks(text: &str) -> bool {
    let ends = text.trim_end().ends_with(['?', '？', '؟']);
    let long = text.split_whitespace().count() >= WORDS_OF_A_QUESTION || text.chars().any(|c| c > '\u{2e80}');
    (ends && long)
        || label(text).is_some_and(|label| label.explicit || (label.parted && label.rest < text.len()))
}

/// The cells one after the other; a number that stands alone goes before the next cell's text.
fn paragraphs(row: Row) -> Vec<Leaf> {
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut number: Option<Leaf> = None;
    for cell in row.cells {
        let is_number = |leaf: &Leaf| {
            leaf.kind == Kind::Prose && label(&leaf.text).is_some_and(|label| label.rest == leaf.text.len())
        };
        match <[Leaf; 1]>::try_from(cell) {
            Ok([leaf]) if leaves.is_empty() && number.is_none() && is_number(&leaf) => number = Some(leaf),
            Ok([leaf]) => leaves.push(joined(number.take(), leaf)),
            Err(cell) => {
                for leaf in cell {
                    leaves.push(joined(number.take(), leaf));
                }
            }
        }
    }
    leaves.extend(number);
    leaves
}

/// A leaf with a number before it.
fn joined(number: Option<Leaf>, leaf: Leaf) -> Leaf {
    let Some(number) = number else { return leaf };
    let by = number.chars + 1;
    let forms =
        number.forms.into_iter().chain(leaf.forms.into_iter().map(|form| shifted(form, by))).collect();
    let first = number.blocks.into_iter().take(1);
    let blocks = first.chain(leaf.blocks.into_iter().skip(1).map(|(at, line)| (at + by, line))).collect();
    Leaf {
        text: format!("{} {}", number.text, leaf.text),
        chars: by + leaf.chars,
        forms,
        blocks,
        kind: leaf.kind,
        item: None,
        quoted: leaf.quoted,
    }
}

/// A row as one line.
fn one_row(row: Row, number: usize, between: &str) -> Option<Leaf> {
    let mut whole = Leaf {
        text: String::new(),
        chars: 0,
        forms: Vec::new(),
        blocks: Vec::new(),
        kind: Kind::Row(number),
        item: None,
        quoted: false,
    };
    for (i, cell) in row.cells.into_iter().enumerate() {
        if i > 0 {
            whole.text.push_str(between);
            whole.chars += between.len() as u32;
        }
        for leaf in cell {
            let at = whole.chars;
            // Of the same length, so that forms stay where they are.
            whole.text.push_str(&leaf.text.replace('\n', " "));
            whole.chars += leaf.chars;
            whole.forms.extend(leaf.forms.into_iter().map(|form| shifted(form, at)));
            let line = leaf.blocks.first().map_or(1, |block| block.1);
            if whole.blocks.is_empty() {
                whole.blocks.push((0, line));
            }
        }
    }
    let end = whole.text.trim_end().len();
    whole.chars -= whole.text[end..].chars().count() as u32;
    whole.text.truncate(end);
    (!whole.blocks.is_empty()).then_some(whole)
}
