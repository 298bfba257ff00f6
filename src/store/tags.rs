//! Tags: made by one operation, removed and given a stance by others. A removal covers only what it had seen.

use std::collections::HashSet;

use rusqlite::{CachedStatement, Connection, OptionalExtension, params};

use super::anchor::{self, Held, Passage};
use super::filter::list;
use super::journal::{self, STAMP, Stamp, stamp};
use super::payload::Anchor;
use super::{Error, cells, targets};
use crate::model::id::{OperationId, TagId};
use crate::model::work::Stance;

/// The stored number of a stance.
pub(crate) fn number(stance: Stance) -> i64 {
    match stance {
        Stance::For => 1,
        Stance::Against => 2,
        Stance::Mixed => 3,
    }
}

/// The stance of a stored number; what is unknown is none.
pub(crate) fn stance(number: Option<i64>) -> Option<Stance> {
    match number {
        Some(1) => Some(Stance::For),
        Some(2) => Some(Stance::Against),
        Some(3) => Some(Stance::Mixed),
        _ => None,
    }
}

/// A tag by its maker's local number and its number within it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct TagKey {
    pub op: i64,
    pub i: u32,
}

/// A tag to be written.
#[derive(Clone, Debug)]
pub(crate) struct NewTag<'a> {
    pub key: TagKey,
    pub answer: u32,
    pub theme: i64,
    pub analyst: i64,
    pub stance: Option<Stance>,
    pub passage: Option<&'a Anchor>,
}

/// Adds tags that an operation which is on has made.
pub(crate) struct Adding<'c> {
    conn: &'c Connection,
    insert: CachedStatement<'c>,
}

impl<'c> Adding<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Result<Self, Error> {
        let insert = conn.prepare_cached(
            "INSERT INTO tag(op, i, answer, theme, analyst, said, stance, part, start, \"end\", quote, before, after, live)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1)",
        )?;
        Ok(Self { conn, insert })
    }

    pub(crate) fn add(&mut self, tag: &NewTag<'_>) -> Result<(), Error> {
        let (answer, part) = targets::holding(self.conn, tag.answer, tag.passage)?;
        let said = tag.stance.map(number);
        self.insert.execute(params![
            tag.key.op,
            tag.key.i,
            answer,
            tag.theme,
            tag.analyst,
            said,
            part,
            tag.passage.map(|a| a.start),
            tag.passage.map(|a| a.end),
            tag.passage.map(|a| &a.quote),
            tag.passage.map(|a| &a.before),
            tag.passage.map(|a| &a.after),
        ])?;
        Ok(())
    }
}

/// So many tags are written by one statement: until it ends SQLite holds what the pages were before it.
const AT_ONCE: usize = 4_000;

/// Adds tags on whole answers, numbered on from the first: many by one statement, since they may be a hundred thousand.
pub(crate) fn add_whole(
    conn: &Connection,
    answers: &[u32],
    first: TagKey,
    (theme, analyst, stance): (i64, i64, Option<Stance>),
) -> Result<(), Error> {
    let mut add = conn.prepare_cached(
        "INSERT INTO tag(op, i, answer, theme, analyst, said, stance, live)
         SELECT ?1, ?2 + key, value, ?3, ?4, ?5, ?5, 1 FROM json_each(?6)",
    )?;
    let mut i = first.i;
    for some in answers.chunks(AT_ONCE) {
        add.execute(params![first.op, i, theme, analyst, stance.map(number), list(some.iter().copied())])?;
        i += some.len() as u32;
    }
    Ok(())
}

/// Puts a tag on the answer that its record has now.
pub(crate) fn move_to(
    conn: &Connection,
    tag: TagKey,
    answer: u32,
    passage: Option<&Anchor>,
) -> Result<(), Error> {
    let (answer, part) = targets::holding(conn, answer, passage)?;
    conn.prepare_cached("UPDATE tag SET answer = ?3, part = ?4 WHERE op = ?1 AND i = ?2")?
        .execute((tag.op, tag.i, answer, part))?;
    Ok(())
}

/// What can be written of a tag that is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Change {
    Remove,
    SetStance(Option<Stance>),
    /// Gives it to another theme, by its row.
    SetTheme(i64),
}

/// Writes a removal, a stance or another theme.
pub(crate) fn change(conn: &Connection, tag: TagKey, by: &Stamp, change: Change) -> Result<(), Error> {
    let (kind, value) = match change {
        Change::Remove => (0, None),
        Change::SetStance(stance) => (1, stance.map(number)),
        Change::SetTheme(theme) => (2, Some(theme)),
    };
    conn.prepare_cached(
        "INSERT OR REPLACE INTO tag_write(op, tag_op, tag_i, kind, value) VALUES(?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((by.n, tag.op, tag.i, kind, value))?;
    settle(conn, tag)
}

/// Works out anew whether a tag lives, with which stance and theme: present beats removed, and who gives it a stance or
/// a theme says that it is present.
fn settle(conn: &Connection, tag: TagKey) -> Result<(), Error> {
    let made = journal::by_number(conn, tag.op)?;
    let sql = format!(
        "SELECT {STAMP}, tag_write.kind, tag_write.value FROM tag_write JOIN operation ON operation.n = tag_write.op
         WHERE tag_op = ?1 AND tag_i = ?2"
    );
    let later: Vec<(Stamp, i64, Option<i64>)> = conn
        .prepare_cached(&sql)?
        .query_map((tag.op, tag.i), |r| Ok((stamp(r, 0)?, r.get(7)?, r.get(8)?)))?
        .collect::<Result<_, _>>()?;
    let all: Vec<Stamp> = std::iter::once(made).chain(later.iter().map(|w| w.0)).collect();
    let heads = cells::heads(conn, &all)?;
    let removed = |n: i64| later.iter().any(|w| w.0.n == n && w.1 == 0);
    let live = !made.off && heads.iter().any(|&n| !removed(n));
    let newest = |kind: i64| -> Result<Option<Option<i64>>, Error> {
        let those: Vec<Stamp> = later.iter().filter(|w| w.1 == kind).map(|w| w.0).collect();
        let holding = cells::heads(conn, &those)?;
        let newest = later.iter().filter(|w| w.1 == kind && holding.contains(&w.0.n));
        Ok(newest.max_by_key(|w| w.0.clock()).map(|w| w.2))
    };
    let (stance, theme) = (newest(1)?, newest(2)?.flatten());
    conn.prepare_cached(
        "UPDATE tag SET live = ?3, stance = CASE WHEN ?4 THEN ?5 ELSE said END WHERE op = ?1 AND i = ?2",
    )?
    .execute(params![tag.op, tag.i, live, stance.is_some(), stance.flatten()])?;
    conn.prepare_cached(
        "UPDATE tag SET theme = coalesce(?3, origin, theme), origin = iif(?3 IS NULL, NULL, coalesce(origin, theme))
         WHERE op = ?1 AND i = ?2 AND (?3 IS NOT NULL OR origin IS NOT NULL)",
    )?
    .execute(params![tag.op, tag.i, theme])?;
    Ok(())
}

/// Works out anew all tags that an operation made, removed or gave a stance.
pub(crate) fn switch(conn: &Connection, op: i64) -> Result<(), Error> {
    // Most were never touched again: they live as long as what made them is on.
    let mut untouched = conn.prepare_cached(
        "UPDATE tag SET live = NOT (SELECT off FROM operation WHERE n = ?1), stance = said
         WHERE op = ?1 AND i BETWEEN ?2 AND ?3
         AND NOT EXISTS (SELECT 1 FROM tag_write WHERE tag_op = tag.op AND tag_i = tag.i)",
    )?;
    let last: Option<i64> =
        conn.prepare_cached("SELECT max(i) FROM tag WHERE op = ?1")?.query_row([op], |r| r.get(0))?;
    for first in (0..=last.unwrap_or(-1)).step_by(AT_ONCE) {
        untouched.execute([op, first, first + AT_ONCE as i64 - 1])?;
    }
    let touched: Vec<TagKey> = conn
        .prepare_cached(
            "SELECT DISTINCT tag_op, tag_i FROM tag_write WHERE tag_op = ?1
             UNION SELECT tag_op, tag_i FROM tag_write WHERE op = ?1",
        )?
        .query_map([op], |r| Ok(TagKey { op: r.get(0)?, i: r.get(1)? }))?
        .collect::<Result<_, _>>()?;
    for tag in touched {
        settle(conn, tag)?;
    }
    Ok(())
}

/// The live tags of an analyst on an answer, each with the theme under which it is shown and what of it they are on.
pub(crate) fn on_answer(conn: &Connection, answer: u32, analyst: i64) -> Result<Vec<(Live, Held)>, Error> {
    let mut live = conn.prepare_cached(
        "SELECT op, i, ifnull(theme.shown, theme.n), part, start, \"end\", quote, before, after
         FROM tag JOIN theme ON theme.n = tag.theme
         WHERE answer = ?1 AND tag.live = 1 AND analyst = ?2 ORDER BY op, i",
    )?;
    let rows = live.query_map((answer, analyst), |r| {
        let key = TagKey { op: r.get(0)?, i: r.get(1)? };
        Ok((Live { key, theme: r.get(2)? }, Passage::read(r, 3)?))
    })?;
    anchor::places(conn, answer, rows.collect::<Result<_, _>>()?)
}

/// The answers with a live tag of a theme, by anybody, on the whole or on a passage.
pub(crate) fn with_theme(conn: &Connection, theme: i64) -> Result<HashSet<u32>, Error> {
    let mut live = conn.prepare_cached("SELECT answer FROM tag WHERE theme = ?1 AND live = 1")?;
    let rows = live.query_map([theme], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether there is such a tag, and nobody took it off.
pub(crate) fn is_live(conn: &Connection, tag: TagKey) -> Result<bool, Error> {
    let live = conn
        .prepare_cached("SELECT live FROM tag WHERE op = ?1 AND i = ?2")?
        .query_row((tag.op, tag.i), |r| r.get(0))
        .optional()?;
    Ok(live.unwrap_or(false))
}

/// The stance that holds for a tag that is there.
pub(crate) fn stance_of(conn: &Connection, tag: TagKey) -> Result<Option<Stance>, Error> {
    let number = conn
        .prepare_cached("SELECT stance FROM tag WHERE op = ?1 AND i = ?2")?
        .query_row((tag.op, tag.i), |r| r.get(0))?;
    Ok(stance(number))
}

/// A live tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Live {
    pub key: TagKey,
    pub theme: i64,
}

/// The row of the theme under which a live tag is shown; `None` when there is no such tag.
pub(crate) fn shown_theme(conn: &Connection, tag: TagKey) -> Result<Option<i64>, Error> {
    Ok(conn
        .prepare_cached(
            "SELECT ifnull(theme.shown, theme.n) FROM tag JOIN theme ON theme.n = tag.theme
             WHERE tag.op = ?1 AND tag.i = ?2 AND tag.live = 1",
        )?
        .query_row((tag.op, tag.i), |r| r.get(0))
        .optional()?)
}

/// How many live tags are shown under a theme.
pub(crate) fn shown_under(conn: &Connection, theme: i64) -> Result<usize, Error> {
    let count: u32 = conn
        .prepare_cached(
            "SELECT count(*) FROM theme JOIN tag ON tag.theme = theme.n AND tag.live = 1
             WHERE ifnull(theme.shown, theme.n) = ?1",
        )?
        .query_row([theme], |r| r.get(0))?;
    Ok(count as usize)
}

/// The live tags on an answer that are shown under a theme, whoever made them.
pub(crate) fn of_theme(conn: &Connection, answer: u32, theme: i64) -> Result<Vec<TagId>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT operation.id, tag.i FROM tag JOIN theme ON theme.n = tag.theme JOIN operation ON operation.n = tag.op
         WHERE tag.answer = ?1 AND tag.live = 1 AND ifnull(theme.shown, theme.n) = ?2 ORDER BY tag.op, tag.i",
    )?;
    let rows = read.query_map((answer, theme), |r| Ok(TagId::made_by(OperationId(r.get(0)?), r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::world;

    #[test]
    fn tags_on_many_answers_are_numbered_in_their_order() {
        let conn = world::database();
        let answers: Vec<u32> = (1..=2 * AT_ONCE as u32 + 1).rev().collect();
        add_whole(&conn, &answers, TagKey { op: 77, i: 5 }, (1, 1, Some(Stance::For))).unwrap();
        let mut read = conn
            .prepare("SELECT i, answer FROM tag WHERE op = 77 AND live = 1 AND said = 1 ORDER BY i")
            .unwrap();
        let rows = read.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
        let written: Vec<(u32, u32)> = rows.map(Result::unwrap).collect();
        assert_eq!(written, (5..).zip(answers).collect::<Vec<_>>());
    }
}
