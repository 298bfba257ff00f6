//! Keeps the facts true: what operations have touched since is read again, or everything where that is simpler.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::facts::{Facts, Set, place};
use super::{build, files};
use crate::model::id::RecordId;
use crate::query::filter::MetadataField;
use crate::store::payload::Kind;
use crate::store::{Error, derive, targets};

/// The state of the file that facts are of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Mark {
    /// The operation that arrived last, and its id; none in a new file.
    newest: Option<(i64, [u8; 16])>,
    /// How often the tables were made anew.
    replayed: i64,
}

impl Mark {
    /// Whether no more than this many operations came between this and a later one.
    pub(super) fn is_near(self, later: Self, most: i64) -> bool {
        let n = |mark: Self| mark.newest.map_or(0, |(n, _)| n);
        self.replayed == later.replayed && (0..=most).contains(&(n(later) - n(self)))
    }
}

/// After so many operations everything is read anew.
const MANY: i64 = 500;

/// When so many texts were touched, all tags of the same themes and all states of the same analysts are read anew.
const MANY_TEXTS: u64 = 4000;

/// Where the file stands.
pub(super) fn mark(conn: &Connection) -> Result<Mark, Error> {
    let newest = conn
        .prepare_cached("SELECT n, id FROM operation ORDER BY n DESC LIMIT 1")?
        .query_row([], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let replayed = conn
        .prepare_cached("SELECT ifnull(max(value), 0) FROM meta WHERE key = 'replayed'")?
        .query_row([], |r| r.get(0))?;
    Ok(Mark { newest, replayed })
}

/// What operations have touched.
#[derive(Default)]
struct Touched {
    texts: Set,
    submissions: BTreeSet<i64>,
    /// Themes of tags, by their rows.
    themes: BTreeSet<i64>,
    /// Whose states.
    analysts: BTreeSet<i64>,
    /// What the call says of itself: its deadline.
    call: bool,
}

/// Facts that were brought to a later state.
pub(super) struct Followed {
    pub facts: Facts,
    /// Whether no text has changed.
    pub same_texts: bool,
}

/// Brings facts from one state of the file to a later one; `None` when they have to be read anew.
pub(super) fn follow(
    conn: &Connection,
    mut facts: Facts,
    from: Mark,
    to: Mark,
) -> Result<Option<Followed>, Error> {
    if from == to {
        return Ok(Some(Followed { facts, same_texts: true }));
    }
    let Some((before, id)) = from.newest.filter(|_| from.is_near(to, MANY)) else { return Ok(None) };
    let still: Option<[u8; 16]> = conn
        .prepare_cached("SELECT id FROM operation WHERE n = ?1")?
        .query_row([before], |r| r.get(0))
        .optional()?;
    if still != Some(id) {
        return Ok(None);
    }
    let Some(touched) = touched(conn, before)? else { return Ok(None) };
    build::names(conn, &mut facts)?;
    if touched.texts.len() > MANY_TEXTS {
        build::work_of(conn, &mut facts, &touched.themes, &touched.analysts)?;
    } else {
        read_work(conn, &mut facts, &touched.texts)?;
    }
    if touched.call {
        let deadline = build::deadline(conn)?;
        facts.set_deadline(deadline);
    }
    let same_texts = touched.submissions.is_empty();
    for submission in touched.submissions {
        match read_submission(conn, &mut facts, submission)? {
            Some(texts) => read_work(conn, &mut facts, &texts)?,
            None => return Ok(None),
        }
    }
    Ok(Some(Followed { facts, same_texts }))
}

/// What the operations after this one have touched; `None` when it may be anything.
fn touched(conn: &Connection, before: i64) -> Result<Option<Touched>, Error> {
    let mut later = conn.prepare_cached(
        "SELECT ifnull(root, n), undoes IS NULL OR root IS NOT NULL FROM operation WHERE n > ?1",
    )?;
    let mut cells = conn.prepare_cached("SELECT kind, entity FROM cell WHERE op = ?1")?;
    let mut work = conn.prepare_cached(
        "SELECT answer, theme, NULL FROM tag WHERE op = ?1
         UNION ALL SELECT tag.answer, tag.theme, NULL FROM tag_write
             JOIN tag ON tag.op = tag_op AND tag.i = tag_i WHERE tag_write.op = ?1
         -- A split takes tags from a theme, too.
         UNION ALL SELECT tag.answer, ifnull(tag.origin, tag.theme), NULL FROM tag_write
             JOIN tag ON tag.op = tag_op AND tag.i = tag_i WHERE tag_write.op = ?1 AND tag_write.kind = 2
         UNION ALL SELECT tag.answer, former.value, NULL FROM tag_write
             JOIN tag ON tag.op = tag_write.tag_op AND tag.i = tag_write.tag_i
             JOIN tag_write former ON former.tag_op = tag.op AND former.tag_i = tag.i AND former.kind = 2
             WHERE tag_write.op = ?1 AND tag_write.kind = 2
         UNION ALL SELECT answer, NULL, analyst FROM status WHERE op = ?1",
    )?;
    let mut touched = Touched::default();
    for row in later.query_map([before], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, bool>(1)?)))? {
        let (op, known) = row?;
        if !known {
            return Ok(None);
        }
        let mut rows = cells.query([op])?;
        while let Some(row) = rows.next()? {
            let entity = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            let record = match Kind::from_number(row.get(0)?) {
                Some(Kind::Submission) => RecordId::from_bytes(entity),
                Some(Kind::Part) => derive::named(entity).map(|(record, _)| record),
                Some(Kind::Call) => {
                    touched.call = true;
                    continue;
                }
                Some(
                    Kind::Theme
                    | Kind::Note
                    | Kind::List
                    | Kind::Item
                    | Kind::Filter
                    | Kind::Translation
                    | Kind::Declined
                    | Kind::Example
                    | Kind::Withheld,
                ) => {
                    continue;
                }
                _ => None,
            };
            let Some(record) = record else { return Ok(None) };
            touched.submissions.extend(targets::submission_of(conn, record)?);
        }
        let mut rows = work.query([op])?;
        while let Some(row) = rows.next()? {
            touched.texts.insert(row.get(0)?);
            touched.themes.extend(row.get::<_, Option<i64>>(1)?);
            touched.analysts.extend(row.get::<_, Option<i64>>(2)?);
        }
    }
    Ok(Some(touched))
}

/// Reads a submission and its texts anew, and gives these; `None` when they are not those that were there.
fn read_submission(conn: &Connection, facts: &mut Facts, n: i64) -> Result<Option<Set>, Error> {
    let at = n as usize;
    if at >= facts.sent.who.len() {
        return Ok(None);
    }
    let mut read = conn.prepare_cached(
        "SELECT submitter_folded, submitted_on, stakeholder_type, country, region, language, visible,
                submitter IS NULL FROM submission WHERE n = ?1",
    )?;
    let mut rows = read.query([n])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let folded: String = row.get(0)?;
    facts.sent.day[at] = build::day(row, 1)?;
    let mut said: [Option<String>; 4] = Default::default();
    for (field, column) in build::FIELDS.iter().zip(2..) {
        said[place(*field)] = row.get(column)?;
    }
    let (shown, unnamed): (bool, bool) = (row.get(6)?, row.get(7)?);
    facts.sent.who[at] = who(conn, facts, n, &folded)?;
    let mut read = conn
        .prepare_cached("SELECT n, question, visible, words, language FROM answer WHERE submission = ?1")?;
    let mut rows = read.query([n])?;
    let mut own = Set::new();
    while let Some(row) = rows.next()? {
        let text: u32 = row.get(0)?;
        if facts.texts.submission(text) != n as u32 {
            return Ok(None);
        }
        own.insert(text);
        forget(facts, text);
        facts.texts.words[text as usize] = row.get(3)?;
        if row.get(2)? {
            let detected = row.get(4)?;
            let values: [Option<String>; 4] = std::array::from_fn(|field| {
                let is_language = field == place(MetadataField::Language);
                said[field].clone().or_else(|| if is_language { Option::clone(&detected) } else { None })
            });
            show(facts, text, &values);
            facts.show_sent(text, facts.sent.day[at], unnamed);
        }
    }
    files::read_submission(conn, facts, n)?;
    for (values, value) in facts.metadata.iter_mut().zip(said) {
        if let (Some(value), true) = (value, shown) {
            values.entry(value).or_default();
        }
    }
    drop_unused(conn, facts)?;
    build::aside(conn, facts)?;
    Ok(Some(own))
}

/// The number of whoever sent a submission under this name.
fn who(conn: &Connection, facts: &mut Facts, n: i64, folded: &str) -> Result<u32, Error> {
    let same: Option<u32> = conn
        .prepare_cached("SELECT n FROM submission WHERE submitter_folded = ?1 AND n <> ?2 LIMIT 1")?
        .query_row((folded, n), |r| r.get(0))
        .optional()?;
    if let Some(same) = same.filter(|_| !folded.is_empty()) {
        return Ok(facts.sent.who(same));
    }
    facts.sent.people += 1;
    Ok(facts.sent.people - 1)
}

fn forget(facts: &mut Facts, text: u32) {
    let of_fields = facts.metadata.iter_mut().flat_map(BTreeMap::values_mut);
    let others = facts.by_question.iter_mut().chain(of_fields).chain(facts.files.values_mut());
    let own =
        [&mut facts.visible, &mut facts.unplaced, &mut facts.anonymous, &mut facts.dated, &mut facts.late];
    for set in own.into_iter().chain(others) {
        set.remove(text);
    }
}

fn show(facts: &mut Facts, text: u32, values: &[Option<String>; 4]) {
    facts.visible.insert(text);
    match usize::from(facts.texts.question[text as usize]).checked_sub(1) {
        Some(question) => facts.by_question[question].insert(text),
        None => facts.unplaced.insert(text),
    };
    for (field, value) in facts.metadata.iter_mut().zip(values) {
        if let Some(value) = value {
            field.entry(value.clone()).or_default().insert(text);
        }
    }
}

/// Drops values that no submission has any more.
fn drop_unused(conn: &Connection, facts: &mut Facts) -> Result<(), Error> {
    for field in build::FIELDS {
        let values = &mut facts.metadata[place(field)];
        let empty: Vec<String> =
            values.iter().filter(|(_, texts)| texts.is_empty()).map(|(value, _)| value.clone()).collect();
        for value in empty {
            let sql = format!(
                "SELECT EXISTS (SELECT 1 FROM submission WHERE visible = 1 AND {} = ?1)",
                build::column(field)
            );
            if !conn.prepare_cached(&sql)?.query_row([&value], |r| r.get::<_, bool>(0))? {
                values.remove(&value);
            }
        }
    }
    Ok(())
}

/// Reads tags and states of these texts anew.
fn read_work(conn: &Connection, facts: &mut Facts, texts: &Set) -> Result<(), Error> {
    if texts.is_empty() {
        return Ok(());
    }
    facts.tags.values_mut().chain(facts.statuses.values_mut()).for_each(|set| *set -= texts);
    let mut tags = conn.prepare_cached(
        "SELECT answer, theme, analyst, ifnull(stance, 0) FROM tag WHERE answer = ?1 AND live = 1",
    )?;
    let mut statuses = conn.prepare_cached(
        "SELECT answer, analyst, value FROM status WHERE answer = ?1 AND head = 1 AND value IN (1, 2)",
    )?;
    for text in texts {
        let mut rows = tags.query([text])?;
        while let Some(row) = rows.next()? {
            build::add_tag(facts, row)?;
        }
        let mut rows = statuses.query([text])?;
        while let Some(row) = rows.next()? {
            build::add_status(facts, row)?;
        }
    }
    facts.tags.retain(|_, texts| !texts.is_empty());
    facts.statuses.retain(|_, texts| !texts.is_empty());
    Ok(())
}
