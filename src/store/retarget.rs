//! Records that go from one submission to another, and the work that goes with them.
//!
//! Operations name answers by records, tables by local numbers. An import that is undone, brought back or comes
//! in late can attach a record elsewhere: then what was said of its answers is looked up anew, so that the
//! state does not depend on which came first. The same when text goes from one answer to another by hand: what was
//! said of its passages goes with it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};

use super::apply::Watch;
use super::joins::{self, Joins};
use super::{Error, derive, journal, lists, notes, statuses, tags, targets, withheld};

/// Brings a source's submissions up to its cells, and after it whatever hangs on records that moved.
pub(crate) fn refresh_source(conn: &Connection, entity: &[u8], watch: Watch<'_>) -> Result<(), Error> {
    let mut waiting = vec![entity.to_vec()];
    let (mut concerned, mut differ) = (BTreeSet::new(), BTreeSet::new());
    // A record that is attached to one that moved moves with it; a chain is no longer than the records are many.
    let mut rounds: u32 = 64;
    let mut seen: BTreeSet<i64> = BTreeSet::new();
    while let (Some(source), Some(left)) = (waiting.pop(), rounds.checked_sub(1)) {
        rounds = left;
        let before = submissions(conn, &source)?;
        differ.extend(derive::refresh_source(conn, &source, watch)?);
        let after = submissions(conn, &source)?;
        seen.extend(after.values());
        for (record, former) in before {
            let now = after.get(&record).copied();
            if now != Some(former) {
                concerned.insert(former);
                concerned.extend(now);
                waiting.extend(attached_to(conn, record)?);
            }
        }
    }
    seen.extend(&concerned);
    let mut joined = Vec::new();
    for end in joins::all_ends(conn)? {
        if submission(conn, end)?.is_some_and(|n| seen.contains(&n)) {
            joined.push(end);
        }
    }
    concerned.extend(settle_joined(conn, &joined)?);
    for &submission in &concerned {
        retarget(conn, submission)?;
    }
    for &submission in differ.difference(&concerned) {
        follow(conn, submission)?;
    }
    Ok(())
}

/// Looks up anew what was said of passages of a submission, after its answers became other stretches of its text.
pub(crate) fn follow(conn: &Connection, submission: i64) -> Result<(), Error> {
    let makers: Vec<i64> = conn
        .prepare_cached(
            "SELECT DISTINCT tag.op FROM answer CROSS JOIN tag ON tag.answer = answer.n
             WHERE answer.submission = ?1 AND tag.start IS NOT NULL",
        )?
        .query_map([submission], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    for op in makers {
        look_again(conn, op)?;
    }
    let things = |table: &str| -> Result<Vec<Vec<u8>>, Error> {
        let sql = format!(
            "SELECT {table}.id FROM answer CROSS JOIN {table} ON {table}.answer = answer.n
             WHERE answer.submission = ?1 AND {table}.live = 1 AND {table}.start IS NOT NULL"
        );
        let ids =
            conn.prepare_cached(&sql)?.query_map([submission], |r| r.get(0))?.collect::<Result<_, _>>()?;
        Ok(ids)
    };
    for note in things("note")? {
        notes::refresh(conn, &note)?;
    }
    for item in things("item")? {
        lists::refresh_item(conn, &item)?;
    }
    for one in things("withheld")? {
        withheld::refresh(conn, &one)?;
    }
    Ok(())
}

/// Brings the submissions of two records up to whether they are joined.
pub(crate) fn refresh_join(conn: &Connection, entity: &[u8]) -> Result<(), Error> {
    for submission in settle_joined(conn, &joins::ends(conn, entity)?)? {
        retarget(conn, submission)?;
    }
    Ok(())
}

/// Gives the records that stand with these, and those that should, to their submissions until none moves any more;
/// returns the submissions that this concerns.
fn settle_joined(conn: &Connection, ends: &[i64]) -> Result<BTreeSet<i64>, Error> {
    let (mut known, mut concerned) = (derive::Known::default(), BTreeSet::new());
    let mut rounds: u32 = 64;
    while let Some(left) = rounds.checked_sub(1).filter(|_| !ends.is_empty()) {
        rounds = left;
        let joins = Joins::read(conn)?;
        let mut beside: BTreeSet<i64> = BTreeSet::new();
        for &end in ends {
            beside.insert(end);
            beside.extend(joins.with(joins::root(conn, end)?));
        }
        let mut records = BTreeSet::new();
        for record in beside {
            records.insert(record);
            if let Some(n) = submission(conn, record)? {
                records.extend(records_of(conn, n)?);
            }
        }
        let mut moved = false;
        for record in records {
            let both = derive::assign_record(conn, record, &joins, &mut known)?;
            moved = moved || !both.is_empty();
            concerned.extend(both);
        }
        if !moved {
            break;
        }
    }
    for &submission in &concerned {
        derive::refresh_submission(conn, submission, &mut known)?;
    }
    Ok(concerned)
}

/// The submission in which a record stands.
fn submission(conn: &Connection, record: i64) -> Result<Option<i64>, Error> {
    let mut read = conn.prepare_cached("SELECT submission FROM submission_record WHERE record = ?1")?;
    Ok(read.query_row([record], |r| r.get(0)).optional()?)
}

fn records_of(conn: &Connection, submission: i64) -> Result<Vec<i64>, Error> {
    let mut all = conn.prepare_cached("SELECT record FROM submission_record WHERE submission = ?1")?;
    Ok(all.query_map([submission], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

/// The submissions of a source's records.
fn submissions(conn: &Connection, source: &[u8]) -> Result<BTreeMap<i64, i64>, Error> {
    let mut all = conn.prepare_cached(
        "SELECT record.n, submission_record.submission FROM source JOIN record ON record.source = source.n
         JOIN submission_record ON submission_record.record = record.n WHERE source.sha256 = ?1",
    )?;
    let rows = all.query_map([source], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The hashes of the sources with records that are attached to this one.
fn attached_to(conn: &Connection, record: i64) -> Result<Vec<Vec<u8>>, Error> {
    let mut all = conn.prepare_cached(
        "SELECT DISTINCT source.sha256 FROM submission_record JOIN record ON record.n = submission_record.record
         JOIN source ON source.n = record.source WHERE submission_record.attached = ?1",
    )?;
    let rows = all.query_map([record], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Looks up anew what was said of a submission and its answers.
fn retarget(conn: &Connection, submission: i64) -> Result<(), Error> {
    let of = |sql: &str| -> Result<Vec<i64>, Error> {
        let rows =
            conn.prepare_cached(sql)?.query_map([submission], |r| r.get(0))?.collect::<Result<_, _>>()?;
        Ok(rows)
    };
    let named = |sql: &str| -> Result<Vec<Vec<u8>>, Error> {
        let rows =
            conn.prepare_cached(sql)?.query_map([submission], |r| r.get(0))?.collect::<Result<_, _>>()?;
        Ok(rows)
    };
    let makers = of("SELECT op FROM tag JOIN answer ON answer.n = tag.answer WHERE answer.submission = ?1
         UNION SELECT op FROM status JOIN answer ON answer.n = status.answer WHERE answer.submission = ?1")?;
    for op in makers {
        look_again(conn, op)?;
    }
    let noted = named(
        "SELECT note.id FROM note LEFT JOIN answer ON answer.n = note.answer
         WHERE answer.submission = ?1 OR note.submission = ?1",
    )?;
    for note in noted {
        notes::refresh(conn, &note)?;
    }
    let quoted =
        named("SELECT item.id FROM item JOIN answer ON answer.n = item.answer WHERE answer.submission = ?1")?;
    for item in quoted {
        lists::refresh_item(conn, &item)?;
    }
    let kept_back = named(
        "SELECT withheld.id FROM withheld JOIN answer ON answer.n = withheld.answer WHERE answer.submission = ?1",
    )?;
    for one in kept_back {
        withheld::refresh(conn, &one)?;
    }
    Ok(())
}

/// Finds the answers of an operation's tags and states again.
fn look_again(conn: &Connection, op: i64) -> Result<(), Error> {
    let stamp = journal::by_number(conn, op)?;
    let payload = journal::payload(conn, op)?;
    let mut i = 0;
    for group in &payload.tags {
        for answer in targets::decode(conn, &group.on)? {
            tags::move_to(conn, tags::TagKey { op, i }, answer, group.passage.as_ref())?;
            i += 1;
        }
    }
    if let Some(status) = &payload.status {
        let answers = targets::decode(conn, &status.on)?;
        statuses::move_to(conn, &stamp, &answers, status.value)?;
    }
    Ok(())
}
