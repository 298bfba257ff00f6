//! What an import looks up of records that are there.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};

use super::filter::counts;
use super::likeness::{Columns, Row};
use super::{Error, corpus, derive, from_json, joins};
use crate::model::draft::{Column, Field};
use crate::model::id::RecordId;
use crate::text::{fold, places};

/// The local number of a record, in the workspace or not.
pub(crate) fn number(conn: &Connection, id: RecordId) -> Result<Option<i64>, Error> {
    Ok(conn
        .prepare_cached("SELECT n FROM record WHERE id = ?1")?
        .query_row([id.as_bytes()], |r| r.get(0))
        .optional()?)
}

/// The submission of a record.
pub(crate) fn submission(conn: &Connection, id: RecordId) -> Result<Option<i64>, Error> {
    super::targets::submission_of(conn, id)
}

/// Whether the record's submission is in the workspace.
pub(crate) fn is_visible(conn: &Connection, id: RecordId) -> Result<bool, Error> {
    let Some(submission) = submission(conn, id)? else { return Ok(false) };
    Ok(conn
        .prepare_cached("SELECT visible FROM submission WHERE n = ?1")?
        .query_row([submission], |r| r.get(0))?)
}

/// The folded submitter of a record's submission; an unnamed one is empty.
pub(crate) fn submitter(conn: &Connection, id: RecordId) -> Result<Option<String>, Error> {
    let Some(submission) = submission(conn, id)? else { return Ok(None) };
    Ok(conn
        .prepare_cached("SELECT submitter_folded FROM submission WHERE n = ?1 AND visible = 1")?
        .query_row([submission], |r| r.get(0))
        .optional()?)
}

/// Documents in the workspace with the same texts: first record of the submission, folded submitter, folded reference.
pub(crate) fn alike(
    conn: &Connection,
    likeness: &[u8; 16],
) -> Result<Vec<(RecordId, Option<String>, String)>, Error> {
    let mut all = conn.prepare_cached(
        "SELECT record.n, submission.submitter_folded, submission.reference FROM record
         JOIN submission_record ON submission_record.record = record.n
         JOIN submission ON submission.n = submission_record.submission
         WHERE record.likeness = ?1 AND submission.visible = 1 ORDER BY record.n",
    )?;
    let rows = all.query_map([&likeness[..]], |r| {
        let submitter: String = r.get(1)?;
        let reference: String = r.get(2)?;
        Ok((r.get::<_, i64>(0)?, Some(submitter).filter(|s| !s.is_empty()), fold::fold(&reference)))
    })?;
    let found: Vec<_> = rows.collect::<Result<_, _>>()?;
    let first = |record| joins::id(conn, joins::root(conn, record)?);
    found
        .into_iter()
        .map(|(record, submitter, reference)| Ok((first(record)?, submitter, reference)))
        .collect()
}

/// A document in the workspace, by what a later version of it is known.
pub(crate) struct KnownDocument {
    /// The first record of its submission, or that of the document itself while it is brought in.
    pub record: RecordId,
    /// Folded.
    pub submitter: Option<String>,
    /// Folded; `None` while it is brought in and names none.
    pub reference: Option<String>,
    /// The names of its files.
    pub files: Vec<String>,
    /// Whether the same import brings it.
    pub is_new: bool,
}

/// The documents that are here, those that were revised or came again with the ones that they follow.
pub(crate) fn documents(conn: &Connection) -> Result<Vec<KnownDocument>, Error> {
    let mut all = conn.prepare_cached(
        "SELECT record.n, record.source, s.submitter_folded, s.reference FROM record
         JOIN submission_record sr ON sr.record = record.n JOIN submission s ON s.n = sr.submission
         WHERE record.likeness IS NOT NULL AND s.visible = 1 ORDER BY s.founded, s.position, s.n, record.n",
    )?;
    let mut rows = all.query([])?;
    let (mut documents, mut known): (Vec<KnownDocument>, BTreeMap<i64, usize>) =
        (Vec::new(), BTreeMap::new());
    while let Some(row) = rows.next()? {
        let files = super::sources::names(conn, corpus::source_hash(conn, row.get(1)?)?)?;
        if files.is_empty() {
            // Its import was taken back.
            continue;
        }
        let root = joins::root(conn, row.get(0)?)?;
        if let Some(one) = known.get(&root).and_then(|at| documents.get_mut(*at)) {
            one.files.extend(files);
            continue;
        }
        known.insert(root, documents.len());
        let (submitter, reference): (String, String) = (row.get(2)?, row.get(3)?);
        documents.push(KnownDocument {
            record: joins::id(conn, root)?,
            submitter: Some(submitter).filter(|s| !s.is_empty()),
            reference: Some(fold::fold(&reference)),
            files,
            is_new: false,
        });
    }
    Ok(documents)
}

/// The record that a newer version of a submission's document is attached to: what is attached to it stays, whatever
/// is undone in between. Of a submission without a document it is the first record.
pub(crate) fn home(conn: &Connection, id: RecordId) -> Result<RecordId, Error> {
    let Some(submission) = submission(conn, id)? else { return Ok(id) };
    let mut read = conn.prepare_cached(
        "SELECT record.n FROM submission_record sr JOIN record ON record.n = sr.record
         WHERE sr.submission = ?1 ORDER BY record.likeness IS NOT NULL DESC, record.n DESC LIMIT 1",
    )?;
    let record: i64 = read.query_row([submission], |r| r.get(0))?;
    joins::id(conn, joins::root(conn, record)?)
}

/// A row of an earlier export.
pub(crate) struct KnownRow {
    /// The first record of its submission, not the one whose text holds: what is attached to it stays where it is
    /// when an import between the two is undone.
    pub record: RecordId,
    pub reference: String,
    /// What stands in it.
    pub cells: Row,
}

/// By what the columns of two tables are compared: the question or metadatum, whatever it is called, else the head;
/// with its occurrence where there are several.
pub(crate) fn keys(header: &[String], columns: &[Column]) -> Vec<String> {
    let key = |(i, head): (usize, &String)| match columns.get(i) {
        Some(Column::Open(key)) => format!("question {}", key.as_str()),
        Some(Column::Metadata(field)) => format!("metadatum {}", field.name()),
        _ => format!("column {head}"),
    };
    places::of_columns(&header.iter().enumerate().map(key).collect::<Vec<_>>())
}

/// The rows in the workspace whose tables share at least half of these columns.
pub(crate) fn rows(
    conn: &Connection,
    header: &BTreeSet<&str>,
    columns: &mut Columns,
) -> Result<Vec<KnownRow>, Error> {
    let mut tables = conn.prepare_cached("SELECT n FROM source WHERE header <> '[]' ORDER BY n")?;
    let tables: Vec<i64> = tables.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut known = Vec::new();
    for source in tables {
        let names = corpus::header(conn, source)?;
        let keys = keys(&names, &corpus::columns(conn, corpus::source_hash(conn, source)?)?);
        let shared = keys.iter().filter(|key| header.contains(key.as_str())).count();
        if shared * 2 >= keys.len().min(header.len()) {
            let numbers: Vec<u32> = keys.iter().map(|key| columns.number(key)).collect();
            of_table(conn, source, (&numbers, &places::of_columns(&names)), columns, &mut known)?;
        }
    }
    Ok(known)
}

fn of_table(
    conn: &Connection,
    source: i64,
    (numbers, places): (&[u32], &[String]),
    columns: &Columns,
    known: &mut Vec<KnownRow>,
) -> Result<(), Error> {
    // Only the record whose text holds: a submission stands once, as it is now.
    let mut records = conn.prepare_cached(
        "SELECT record.n, submission.reference FROM record
         JOIN submission ON submission.record = record.n WHERE record.source = ?1 AND submission.visible = 1
         ORDER BY record.n",
    )?;
    let mut records: Vec<(i64, String)> =
        records.query_map([source], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    records.extend(joined_rows(conn, source)?);
    let mut parts = conn.prepare_cached(
        "SELECT part.place, part.text FROM extract JOIN part ON part.n = extract.part WHERE extract.record = ?1",
    )?;
    for (record, reference) in records {
        let id = joins::id(conn, joins::root(conn, record)?)?;
        let mut cells: Vec<(u32, String)> = Vec::new();
        for (i, value) in corpus::cells_of(conn, record)? {
            cells.extend(numbers.get(i).map(|number| (*number, value)));
        }
        let rows = parts.query_map([record], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))?;
        for row in rows {
            let (place, text) = row?;
            let number = places.iter().position(|p| *p == place).and_then(|i| numbers.get(i));
            cells.extend(number.map(|number| (*number, text)));
        }
        let cells = columns.row(cells.iter().map(|(number, text)| (*number, text.as_str())));
        known.push(KnownRow { record: id, reference, cells });
    }
    Ok(())
}

/// The rows of a table whose texts hold in joined submissions of which another row says most.
fn joined_rows(conn: &Connection, source: i64) -> Result<Vec<(i64, String)>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT s.n, s.record, s.reference FROM submission_record sr JOIN submission s ON s.n = sr.submission
         WHERE sr.record = ?1 AND s.visible = 1",
    )?;
    let mut of = conn.prepare_cached("SELECT source FROM record WHERE n = ?1")?;
    let (mut rows, mut seen) = (BTreeMap::new(), BTreeSet::new());
    for end in joins::all_ends(conn)? {
        let found = read.query_row([end], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?;
        let Some((submission, main, reference)): Option<(i64, i64, String)> = found else { continue };
        if !seen.insert(submission) {
            continue;
        }
        for record in derive::holding(conn, submission)? {
            if record != main && of.query_row([record], |r| r.get::<_, i64>(0))? == source {
                rows.insert(record, reference.clone());
            }
        }
    }
    Ok(rows.into_iter().collect())
}

/// A submission as a table of submitters can name it.
pub(crate) struct Person {
    /// The first record of its submission: a row is attached to that.
    pub record: RecordId,
    /// Its reference, as people read it.
    pub reference: String,
    /// What holds of it.
    pub said: BTreeMap<Field, String>,
    /// Whether it counts: a withdrawn or replaced one is named by its reference only.
    pub counts: bool,
    /// Whether it has a text, or could have one: a row without any question has none.
    pub has_text: bool,
}

/// The fields of [`Person::said`] and where they stand.
const SAID: [(Field, &str); 10] = [
    (Field::Submitter, "s.submitter"),
    (Field::Signatories, "s.signatories"),
    (Field::StakeholderType, "s.stakeholder_type"),
    (Field::Country, "s.country"),
    (Field::Region, "s.region"),
    (Field::Language, "s.language"),
    (Field::SubmittedOn, "s.submitted_on"),
    (Field::ReceivedOn, "s.received_on"),
    (Field::Channel, "s.channel"),
    (Field::Citable, "s.citable"),
];

/// The submissions in the workspace, in their order.
pub(crate) fn people(conn: &Connection) -> Result<Vec<Person>, Error> {
    let columns: Vec<&str> = SAID.iter().map(|(_, column)| *column).collect();
    let mut read = conn.prepare_cached(&format!(
        "SELECT s.record, s.reference, {}, EXISTS (SELECT 1 FROM submission_record sr
             JOIN extract e ON e.record = sr.record WHERE sr.submission = s.n), {}
         FROM submission s WHERE s.visible = 1 ORDER BY s.founded, s.position, s.n",
        counts(),
        columns.join(", ")
    ))?;
    let mut rows = read.query([])?;
    let mut people = Vec::new();
    while let Some(row) = rows.next()? {
        let mut said = BTreeMap::new();
        for (i, (field, _)) in SAID.iter().enumerate() {
            if let Some(value) = row.get::<_, Option<String>>(i + 4)? {
                said.insert(*field, value);
            }
        }
        people.push(Person {
            record: joins::id(conn, joins::root(conn, row.get(0)?)?)?,
            reference: row.get(1)?,
            said,
            counts: row.get(2)?,
            has_text: row.get(3)?,
        });
    }
    Ok(people)
}

/// A row as it was kept: its record, its locator, its number, and its cells that are no answers.
pub(crate) type KeptRow = (RecordId, String, i64, BTreeMap<usize, String>);

/// The rows of a table that was kept, in the workspace or not yet.
pub(crate) fn kept_rows(conn: &Connection, source: i64) -> Result<Vec<KeptRow>, Error> {
    let mut read =
        conn.prepare_cached("SELECT id, locator, row, cells FROM record WHERE source = ?1 ORDER BY n")?;
    let mut rows = read.query([source])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        let cells: String = row.get(3)?;
        let number: Option<i64> = row.get(2)?;
        kept.push((
            RecordId(row.get(0)?),
            row.get(1)?,
            number.unwrap_or_default(),
            from_json(&cells, "the cells of a record")?,
        ));
    }
    Ok(kept)
}
