//! Cells as people see them.

use calamine::{Cell, Data, DataRef, DataType, ExcelDateTime, Range, XlsxCellReader};

use crate::intake::package::damaged;
use crate::intake::{MAX_CELLS, ReadError};

/// A row that holds something.
pub(super) struct Line {
    /// As in the margin, from 1.
    pub(super) number: u32,
    /// Columns, from 0 and in order, and what stands there; no empty ones.
    pub(super) cells: Vec<(u32, String)>,
}

impl Line {
    /// The texts in these columns, empty where nothing stands.
    pub(super) fn texts(&self, columns: &[u32]) -> Vec<String> {
        let mut cells = self.cells.iter().peekable();
        let text = |column: &u32| {
            while cells.next_if(|(at, _)| at < column).is_some() {}
            cells.next_if(|(at, _)| at == column).map_or_else(String::new, |(_, text)| text.clone())
        };
        columns.iter().map(text).collect()
    }
}

/// Rows that are being filled.
#[derive(Default)]
struct Lines {
    rows: Vec<Line>,
    cells: usize,
    /// Whether cells came in another order than that of rows and columns.
    unordered: bool,
}

impl Lines {
    fn add(&mut self, (row, column): (u32, u32), text: String) {
        if text.trim().is_empty() {
            return;
        }
        self.cells += 1;
        match self.rows.last_mut() {
            Some(line) if line.number == row + 1 => {
                self.unordered |= line.cells.last().is_some_and(|(last, _)| *last >= column);
                line.cells.push((column, text));
            }
            last => {
                self.unordered |= last.is_some_and(|line| line.number > row + 1);
                self.rows.push(Line { number: row + 1, cells: vec![(column, text)] });
            }
        }
    }

    fn finish(self) -> Vec<Line> {
        if !self.unordered {
            return self.rows;
        }
        let mut rows = std::collections::BTreeMap::<u32, std::collections::BTreeMap<u32, String>>::new();
        for line in self.rows {
            let row = rows.entry(line.number).or_default();
            // Of two values of one cell the first is shown.
            for (column, text) in line.cells {
                row.entry(column).or_insert(text);
            }
        }
        rows.into_iter().map(|(number, cells)| Line { number, cells: cells.into_iter().collect() }).collect()
    }
}

/// The rows of a sheet whose cells come one by one.
pub(super) fn of_cells<R: std::io::Read + std::io::Seek>(
    reader: &mut XlsxCellReader<'_, R>,
    file: &str,
    sheet: &str,
) -> Result<Vec<Line>, ReadError> {
    let mut lines = Lines::default();
    let broken = |e| damaged(file, &format!("sheet “{sheet}”"), &e);
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let cell: &Cell<DataRef<'_>> = &cell;
        lines.add(cell.get_position(), shown(cell.get_value()));
        if lines.cells > MAX_CELLS {
            let what = format!("more than {MAX_CELLS} cells");
            return Err(ReadError::TooLarge { file: file.to_owned(), what });
        }
    }
    Ok(lines.finish())
}

/// The rows of a sheet that comes whole.
pub(super) fn of_range(range: &Range<Data>) -> Vec<Line> {
    let mut lines = Lines::default();
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, cell) in range.used_cells() {
        lines.add((top + row as u32, left + column as u32), shown(cell));
    }
    lines.finish()
}

/// What a cell shows, as far as its value says it.
fn shown(cell: &impl DataType) -> String {
    if let Some(text) = cell.get_string() {
        text.to_owned()
    } else if let Some(moment) = cell.get_datetime() {
        of_moment(&moment)
    } else if let Some(text) = cell.get_datetime_iso() {
        text.strip_suffix("T00:00:00").unwrap_or(text).replace('T', " ")
    } else if let Some(text) = cell.get_duration_iso() {
        text.to_owned()
    } else if let Some(number) = cell.get_float() {
        of_number(number)
    } else if let Some(number) = cell.get_int() {
        number.to_string()
    } else if let Some(truth) = cell.get_bool() {
        if truth { "TRUE" } else { "FALSE" }.to_owned()
    } else {
        cell.get_error().map_or_else(String::new, ToString::to_string)
    }
}

/// A number as spreadsheets show it: fifteen digits, no needless zeros.
fn of_number(number: f64) -> String {
    let plain = number.to_string();
    if plain.chars().filter(char::is_ascii_digit).count() <= 15 || !number.is_finite() {
        return plain;
    }
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    if rounded.abs() >= 1e21 { format!("{rounded:e}") } else { rounded.to_string() }
}

/// A day as 2025-01-31, with the time where it is not midnight; a time alone; a duration in hours.
fn of_moment(moment: &ExcelDateTime) -> String {
    let days = moment.as_f64();
    let seconds = (days * 86_400.0).round().abs() as u64;
    if moment.is_duration() || (0.0..1.0).contains(&days) {
        return format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        (_, _, 0) => format!("{date} {hour:02}:{minute:02}"),
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    use super::*;

    #[test]
    fn numbers_and_days_are_read_as_they_are_shown() {
        assert_eq!([of_number(3.0), of_number(0.1 + 0.2), of_number(-2.5)], ["3", "0.3", "-2.5"]);
        assert_eq!([of_number(1e15), of_number(f64::NAN)], ["1000000000000000", "NaN"]);
        let moment = |days, kind| of_moment(&ExcelDateTime::new(days, kind, false));
        assert_eq!(moment(45688.0, DateTime), "2025-01-31");
        assert_eq!(moment(45688.5, DateTime), "2025-01-31 12:00");
        assert_eq!([moment(0.25, DateTime), moment(1.5, TimeDelta)], ["6:00:00", "36:00:00"]);
    }

    #[test]
    fn cells_in_any_order_are_put_in_order() {
        let mut lines = Lines::default();
        for (at, text) in [((4, 1), "d"), ((0, 2), "b"), ((0, 0), "a"), ((4, 0), "c"), ((4, 1), "again")] {
            lines.add(at, text.to_owned());
        }
        let lines = lines.finish();
        assert_eq!(lines.iter().map(|l| l.number).collect::<Vec<_>>(), [1, 5]);
        assert_eq!(lines[0].texts(&[0, 1, 2]), ["a", "", "b"]);
        assert_eq!(lines[1].texts(&[0, 1, 2]), ["c", "d", ""]);
    }
}
