//! The rows of the export dialog, and going from one to the next.

use super::ExportDialog;
use crate::model::report::Language;

/// A row that the cursor can stand on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Row {
    /// A format.
    Format(usize),
    /// What is written.
    Subject(usize),
    /// The language of the words.
    Words(Language),
    /// Whether the themes go along.
    Themes,
    /// Whether the notes go along.
    Notes,
    /// Whether every name is given.
    Names,
    /// Whether small numbers are masked.
    Mask,
    /// As of when.
    AsOf,
}

impl Row {
    /// Rows of one group stand together, under one name.
    fn group(self) -> u8 {
        match self {
            Self::Format(_) => 0,
            Self::Subject(_) => 1,
            Self::Words(_) => 2,
            Self::Themes | Self::Notes => 3,
            Self::Names => 4,
            Self::Mask => 5,
            Self::AsOf => 6,
        }
    }
}

impl ExportDialog {
    /// The rows that the cursor can stand on, from top to bottom.
    pub fn rows(&self) -> Vec<Row> {
        let (subject, format) = (self.subject(), self.formats()[self.format]);
        let mut rows: Vec<Row> = (0..self.formats().len()).map(Row::Format).collect();
        if self.subjects.len() > 1 {
            rows.extend((0..self.subjects.len()).map(Row::Subject));
        }
        if subject.has_words() {
            rows.extend(Language::ALL.map(Row::Words));
        }
        if self.has_options() {
            rows.extend([Row::Themes, Row::Notes]);
        }
        let more = [
            (subject.has_names(format), Row::Names),
            (subject.has_mask(), Row::Mask),
            (subject.has_moment(format), Row::AsOf),
        ];
        rows.extend(more.into_iter().filter(|(there, _)| *there).map(|(_, row)| row));
        rows
    }

    pub(super) fn step(&mut self, by: isize) {
        let rows = self.rows();
        let at = rows.iter().position(|row| *row == self.at).unwrap_or(0);
        let next = (at as isize + by).rem_euclid(rows.len() as isize) as usize;
        self.stand(rows[next]);
    }

    /// Goes to the next group: formats, what is written, its words, what goes along, and each of the others.
    pub(super) fn group(&mut self, by: isize) {
        let is_chosen = |row: &Row| match row {
            Row::Format(format) => *format == self.format,
            Row::Subject(subject) => *subject == self.subject,
            Row::Words(language) => *language == self.manner.words,
            Row::Notes => false,
            Row::Themes | Row::Names | Row::Mask | Row::AsOf => true,
        };
        let groups: Vec<Row> = self.rows().into_iter().filter(is_chosen).collect();
        let at = groups.iter().position(|row| row.group() == self.at.group()).unwrap_or(0);
        let next = (at as isize + by).rem_euclid(groups.len() as isize) as usize;
        self.at = groups[next];
    }

    /// Puts the cursor on a row; a format, what is written and its words are chosen by it.
    pub fn stand(&mut self, row: Row) {
        self.at = row;
        match row {
            Row::Format(format) => self.choose(format),
            Row::Subject(subject) if subject != self.subject => self.choose_subject(subject),
            Row::Words(language) => self.manner.words = language,
            Row::Subject(_) | Row::Themes | Row::Notes | Row::Names | Row::Mask | Row::AsOf => {}
        }
    }
}
