//! Where an answer stands in its source.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension};

use super::entry::Entry;
use super::{Error, corpus};
use crate::model::submission::SourcePlace;

/// The record that an answer begins in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Home {
    /// Of which source it is.
    pub source: i64,
    /// Its row, as people count; `None` for a document.
    pub row: Option<u32>,
}

/// What a source is called, and its columns.
struct Source {
    file: String,
    sha256: String,
    /// The head of each column by the place of its texts.
    heads: HashMap<String, String>,
}

/// What sources are called, looked up once for a whole reading.
#[derive(Default)]
pub(super) struct Sources {
    known: RefCell<HashMap<i64, Rc<Source>>>,
}

impl Sources {
    /// Finds file, row, column or paragraph of an answer's beginning.
    pub(super) fn place(&self, conn: &Connection, entry: &Entry) -> Result<SourcePlace, Error> {
        let Home { source, row } = entry.home;
        let source = self.of(conn, source)?;
        let place = entry.text.place.as_ref().filter(|_| row.is_some());
        Ok(SourcePlace {
            file: source.file.clone(),
            sha256: source.sha256.clone(),
            page: entry.text.pages.first().map(|(_, page)| *page),
            sheet: None,
            row,
            column: place.and_then(|place| source.heads.get(place).cloned()),
            // A cell's paragraphs are not counted by anybody.
            paragraph: entry.text.paragraph.filter(|_| row.is_none()),
            pages: entry.text.pages.clone(),
        })
    }

    fn of(&self, conn: &Connection, n: i64) -> Result<Rc<Source>, Error> {
        if let Some(known) = self.known.borrow().get(&n) {
            return Ok(Rc::clone(known));
        }
        let header = corpus::header(conn, n)?;
        let mut heads = HashMap::new();
        for (place, head) in corpus::places(&header).into_iter().zip(header) {
            heads.entry(place).or_insert(head);
        }
        let sha256 = corpus::source_hash(conn, n)?.to_string();
        let source = Rc::new(Source { file: corpus::source_name(conn, n)?, sha256, heads });
        self.known.borrow_mut().insert(n, Rc::clone(&source));
        Ok(source)
    }
}

/// The record that a part of a submission was read from, of which this record says most; `None` where there is none.
pub(super) fn home(conn: &Connection, record: i64, part: i64) -> Result<Option<Home>, Error> {
    let record = record_of(conn, record, part)?;
    let mut read = conn.prepare_cached("SELECT source, row FROM record WHERE n = ?1")?;
    Ok(read.query_row([record], |r| Ok(Home { source: r.get(0)?, row: r.get(1)? })).optional()?)
}

/// The record that a part was read from: of joined submissions it may be another than the one that says most.
pub(super) fn record_of(conn: &Connection, record: i64, part: i64) -> Result<i64, Error> {
    let mut read = conn.prepare_cached(
        "SELECT extract.record FROM submission_record mine
         JOIN submission_record sr ON sr.submission = mine.submission JOIN extract ON extract.record = sr.record
         WHERE mine.record = ?1 AND extract.part = ?2 ORDER BY extract.record = ?1 DESC, extract.record DESC LIMIT 1",
    )?;
    Ok(read.query_row((record, part), |r| r.get(0)).optional()?.unwrap_or(record))
}
