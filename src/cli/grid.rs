//! Tables for people: aligned columns, counted in terminal cells, cut to the terminal's width.

use std::io::{self, Write};

use crate::text::{clean, truncate, width};

const GAP: usize = 2;

/// On a terminal of fewer columns the less needed columns of a table are left out.
const NARROW: usize = 110;

/// What a shortened column keeps at least, and what is kept free for the last one if others can give way.
const LEAST: usize = 12;
const LAST: usize = 24;

/// How a column stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Column<'a> {
    /// Text, from the left, whole.
    Text(&'a str),
    /// Text of which no more than this many cells are shown on a terminal.
    Cut(&'a str, usize),
    /// Numbers, from the right.
    Number(&'a str),
}

impl<'a> Column<'a> {
    fn title(self) -> &'a str {
        match self {
            Self::Text(title) | Self::Cut(title, _) | Self::Number(title) => title,
        }
    }
}

/// Rows under a header, which may be words from outside, too. Cells are cleaned when they are added; the last column takes what is left.
pub(super) struct Grid<'a> {
    columns: Vec<Column<'a>>,
    rows: Vec<Vec<String>>,
    /// The terminal's width; `None` prints everything in full.
    width: Option<usize>,
    /// The titles of columns that are left out of a narrow terminal.
    spared: &'static [&'static str],
}

impl<'a> Grid<'a> {
    /// An empty table.
    pub(super) fn new(columns: &[Column<'a>], width: Option<usize>) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new(), width, spared: &[] }
    }

    /// Names the columns that a narrow terminal does without.
    pub(super) fn sparing(mut self, titles: &'static [&'static str]) -> Self {
        self.spared = titles;
        self
    }

    /// Adds a row; missing cells are empty.
    pub(super) fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        let mut row: Vec<String> =
            cells.into_iter().map(|c| clean::line(c.as_ref()).trim().to_owned()).collect();
        row.resize(self.columns.len(), String::new());
        if self.width.is_some() {
            for (cell, column) in row.iter_mut().zip(&self.columns) {
                if let Column::Cut(_, most) = column {
                    *cell = truncate(cell, *most);
                }
            }
        }
        self.rows.push(row);
    }

    /// Prints the header and the rows; nothing when there are none.
    pub(super) fn print(&self, to: &mut dyn Write) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let titles: Vec<String> = self.columns.iter().map(|c| clean::line(c.title()).into_owned()).collect();
        let mut widths: Vec<usize> = (0..self.columns.len())
            .map(|i| self.rows.iter().chain([&titles]).map(|row| width(&row[i])).max().unwrap_or(0))
            .collect();
        if let Some(most) = self.width {
            self.narrow(&mut widths, most);
        }
        for row in [&titles].into_iter().chain(&self.rows) {
            writeln!(to, "{}", self.line(row, &widths))?;
        }
        Ok(())
    }

    /// Takes room from the columns that may be cut, the widest first, so that something of the last is seen.
    fn narrow(&self, widths: &mut [usize], most: usize) {
        let last = widths.len().saturating_sub(1);
        let wanted = widths.last().copied().unwrap_or(0).min(LAST);
        loop {
            let shown = (0..last).filter(|i| self.shows(*i));
            let used: usize = shown.map(|i| widths[i] + GAP).sum();
            let may_give = |i: &usize| {
                matches!(self.columns[*i], Column::Cut(..)) && widths[*i] > LEAST && self.shows(*i)
            };
            let widest = (0..last).filter(may_give).max_by_key(|i| widths[*i]);
            match widest.filter(|_| used + wanted > most) {
                Some(i) => widths[i] -= 1,
                None => return,
            }
        }
    }

    fn shows(&self, column: usize) -> bool {
        let narrow = self.width.is_some_and(|width| width < NARROW);
        !(narrow && self.spared.contains(&self.columns[column].title()))
    }

    fn line(&self, row: &[String], widths: &[usize]) -> String {
        let mut line = String::new();
        for (i, (cell, column)) in row.iter().zip(&self.columns).enumerate() {
            if !self.shows(i) {
                continue;
            }
            // The last column takes what is left of the line.
            let cell = if i + 1 < row.len() { truncate(cell, widths[i]) } else { cell.clone() };
            let blanks = " ".repeat(widths[i].saturating_sub(width(&cell)));
            match column {
                Column::Number(_) => line.extend([blanks.as_str(), &cell]),
                _ => line.extend([cell.as_str(), &blanks]),
            }
            line.extend(std::iter::repeat_n(' ', GAP));
        }
        let line = line.trim_end();
        self.width.map_or_else(|| line.to_owned(), |most| truncate(line, most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(width: Option<usize>) -> String {
        let columns = [Column::Text("who"), Column::Number("words"), Column::Cut("text", 8)];
        let mut grid = Grid::new(&columns, width);
        grid.row(["治理", "7", "one\ntwo three"]);
        grid.row(["RIPE NCC", "1234", "x\u{1b}[2J"]);
        let mut bytes = Vec::new();
        grid.print(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn columns_are_aligned_by_cells_and_complete_without_a_terminal() {
        let text = printed(None);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "who       words  text");
        assert_eq!(lines[1], "治理          7  one two three");
        assert!(lines[2].starts_with("RIPE NCC   1234  x") && !text.contains('\u{1b}'));
    }

    #[test]
    fn a_terminal_gets_lines_of_its_width() {
        let text = printed(Some(20));
        assert!(text.lines().all(|l| width(l) <= 20), "{text}");
        assert!(text.contains("治理          7  on…"), "{text}");
    }

    #[test]
    fn on_a_narrow_terminal_the_last_column_is_still_seen() {
        let columns = [Column::Cut("submitter", 32), Column::Text("status"), Column::Text("text")];
        let printed = |width| {
            let mut grid = Grid::new(&columns, width).sparing(&["status"]);
            grid.row(["An organization with a long name", "reviewed", "and what it said at some length"]);
            let mut bytes = Vec::new();
            grid.print(&mut bytes).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        let narrow = printed(Some(40));
        assert!(!narrow.contains("reviewed") && narrow.contains("…  and what it said"), "{narrow}");
        assert!(narrow.lines().all(|l| width(l) <= 40), "{narrow}");
        assert!(printed(Some(120)).contains("reviewed") && printed(None).contains("at some length"));
    }
}
