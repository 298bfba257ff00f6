//! Counts the words of a source: read = placed + unplaced + structure, for every source.
//!
//! `read` is counted over whole texts and the rest over stretches of them, so that a stretch that is
//! lost or given twice shows as an account that does not balance.

use crate::model::draft::{Body, Column, Mark, PartDraft, SourceDraft, To, stretches};
use crate::model::import::WordAccount;
use crate::text::words;

/// The account of a document: its parts, and the marks of each part.
pub fn document(parts: &[PartDraft], marks: &[Vec<Mark>]) -> WordAccount {
    let mut account = WordAccount::default();
    for (i, part) in parts.iter().enumerate() {
        account.read += words::count(&part.text);
        for text in &part.aside {
            let count = words::count(text);
            account.read += count;
            account.structure += count;
        }
        for (to, _, text) in stretches(&part.text, marks.get(i).map_or(&[], Vec::as_slice)) {
            let count = words::count(text);
            match to {
                Some(To::Question(_)) => account.placed += count,
                Some(To::QuestionHeading(_) | To::Structure) => account.structure += count,
                Some(To::Unplaced) | None => account.unplaced += count,
            }
        }
    }
    account
}

/// The account of a table of which the words of each column are known.
pub fn columns(header: &[String], words: &[u32], columns: &[Column]) -> WordAccount {
    let named: u32 = header.iter().map(|name| words::count(name)).sum();
    let mut account = WordAccount { read: named, structure: named, ..WordAccount::default() };
    for (i, count) in words.iter().enumerate() {
        account.read += count;
        match columns.get(i) {
            Some(Column::Open(_)) => account.placed += count,
            _ => account.structure += count,
        }
    }
    account
}

/// The account of a table: the header, metadata and attributes are structure, open cells are placed.
pub fn table(draft: &SourceDraft, columns: &[Column]) -> WordAccount {
    let header: u32 = draft.header.iter().map(|name| words::count(name)).sum();
    let mut account = WordAccount { read: header, structure: header, ..WordAccount::default() };
    for record in &draft.records {
        let Body::Row { cells, .. } = &record.body else { continue };
        for (i, cell) in cells.iter().enumerate() {
            let count = words::count(cell);
            account.read += count;
            match columns.get(i) {
                Some(Column::Open(_)) => account.placed += count,
                Some(
                    Column::Metadata(_) | Column::Attribute | Column::Translation { .. } | Column::Ignored,
                )
                | None => {
                    account.structure += count;
                }
            }
        }
    }
    account
}
