//! The quotations of a file that was delivered, with what it says of where they are from: read again to be compared.
//!
//! [`of`] takes what the readers of this module's siblings make of a file. In a document a quotation is what stands in
//! quotation paragraphs, or between quotation marks in a paragraph with a reference; in a table it is a cell of a column
//! that the program's own exports give quotations in. [`of_json`] reads exports in JSON.

mod citation;
mod document;
mod table;

use super::ReadError;
use crate::model::draft::{Body, SourceDraft};
use crate::model::quoted::Quoted;

/// The quotations of a document or a table, in order.
pub fn of(draft: &SourceDraft) -> Vec<Quoted> {
    let mut found = Vec::new();
    for record in &draft.records {
        match &record.body {
            Body::Document(parts) => document::quotations(parts, draft.format, &mut found),
            Body::Row { number, cells } => {
                let cell = |name: &str| {
                    let at = draft.header.iter().position(|head| head == name)?;
                    cells.get(at).map(String::as_str)
                };
                table::quotations(&cell, &format!("row {number}"), &mut found);
            }
        }
    }
    found
}

/// The quotations of an export in JSON or JSON Lines; `None` for a file that is none.
///
/// # Errors
/// When it is not whole.
pub fn of_json(bytes: &[u8], name: &str) -> Option<Result<Vec<Quoted>, ReadError>> {
    let first = bytes.trim_ascii_start().first()?;
    let is_lines = *first == b'{';
    if !is_lines && *first != b'[' {
        return None;
    }
    // A text may begin with a bracket, too.
    super::ends_in(name, &["json", "jsonl", "ndjson"]).then(|| {
        table::objects(bytes, is_lines).map_err(|what| ReadError::Damaged { file: name.to_owned(), what })
    })
}

#[cfg(test)]
mod tests;
