//! What an undo leaves as it is: writes that others have superseded since, and things that are kept because
//! live work of other operations rests on them.

use rusqlite::Connection;

use super::Error;
use super::payload::Kind;

/// What stays when an operation is taken back.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Remains {
    /// How many single things the operation wrote.
    pub written: u32,
    /// How many of them something later has superseded.
    pub superseded: u32,
    /// Who did that.
    pub by: Vec<String>,
    /// Themes that it made and on which tags of other operations rest, with whose.
    pub kept: Vec<(String, String)>,
}

/// Looks what would remain of an operation that is on.
pub(crate) fn of(conn: &Connection, op: i64) -> Result<Remains, Error> {
    let (cells, superseded_cells) =
        count(conn, "SELECT count(*), count(*) FILTER (WHERE head = 0) FROM cell WHERE op = ?1", op)?;
    let (states, superseded_states) =
        count(conn, "SELECT count(*), count(*) FILTER (WHERE head = 0) FROM status WHERE op = ?1", op)?;
    let mut by = names(
        conn,
        "SELECT DISTINCT analyst.name FROM cell mine
         JOIN cell now ON now.kind = mine.kind AND now.entity = mine.entity AND now.field = mine.field AND now.head = 1
         JOIN operation ON operation.n = now.op JOIN analyst ON analyst.n = operation.analyst
         WHERE mine.op = ?1 AND mine.head = 0
         UNION SELECT DISTINCT analyst.name FROM status mine
         JOIN analyst ON analyst.n = mine.analyst WHERE mine.op = ?1 AND mine.head = 0",
        op,
    )?;
    by.sort();
    Ok(Remains {
        written: cells + states,
        superseded: superseded_cells + superseded_states,
        by,
        kept: kept(conn, op)?,
    })
}

fn count(conn: &Connection, sql: &str, op: i64) -> Result<(u32, u32), Error> {
    Ok(conn.prepare_cached(sql)?.query_row([op], |r| Ok((r.get(0)?, r.get(1)?)))?)
}

fn names(conn: &Connection, sql: &str, op: i64) -> Result<Vec<String>, Error> {
    Ok(conn.prepare_cached(sql)?.query_map([op], |r| r.get(0))?.collect::<Result<_, _>>()?)
}

fn kept(conn: &Connection, op: i64) -> Result<Vec<(String, String)>, Error> {
    // Each theme with its tags before the next one: else all tags there are would be gone through.
    const RESTING: &str = "cell life JOIN theme ON theme.id = life.entity
         CROSS JOIN theme own ON ifnull(own.shown, own.n) = theme.n
         CROSS JOIN tag ON tag.theme = own.n AND tag.live = 1 AND tag.op <> life.op";
    const MADE: &str = "life.op = ?1 AND life.kind = ?2 AND life.field = ?3 AND life.value = 1";
    let (kind, life) = (Kind::Theme as i64, super::payload::field::LIFE);
    // Mostly there is nothing, and an index alone says so.
    let any = format!("SELECT EXISTS (SELECT 1 FROM {RESTING} WHERE {MADE})");
    if !conn.prepare_cached(&any)?.query_row((op, kind, life), |r| r.get(0))? {
        return Ok(Vec::new());
    }
    let mut resting = conn.prepare_cached(&format!(
        "SELECT DISTINCT named.value, analyst.name FROM {RESTING}
             AND NOT EXISTS (SELECT 1 FROM tag_write w WHERE w.tag_op = tag.op AND w.tag_i = tag.i AND w.op = life.op)
         JOIN analyst ON analyst.n = tag.analyst
         JOIN cell named ON named.kind = life.kind AND named.entity = life.entity AND named.field = ?4 AND named.head = 1
         WHERE {MADE} ORDER BY 1, 2",
    ))?;
    let rows = resting
        .query_map((op, kind, life, super::payload::field::THEME_NAME), |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
