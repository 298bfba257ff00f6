//! Shortlists and their items: cells, and the tables that screens use.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::anchor::{self, Held, Passage};
use super::journal::Stamp;
use super::payload::{Kind, field};
use super::stretch::AnswerText;
use super::targets::{self, Reference};
use super::{Error, cells, findings, from_json, notes};
use crate::model::id::{ItemId, ListId, OperationId};
use crate::model::work::{Cut, ItemKind};

/// The current list first: the one that was chosen, else the one that was last used.
pub(crate) const CURRENT_FIRST: &str =
    "ORDER BY id IS (SELECT value FROM meta WHERE key = 'list') DESC, used DESC, id";

/// Makes a list the current one. A choice of view, not a change: it is no operation.
pub(crate) fn choose(conn: &Connection, list: ListId) -> Result<(), Error> {
    conn.execute("INSERT OR REPLACE INTO meta(key, value) VALUES('list', ?1)", [&list.0.to_bytes()[..]])?;
    Ok(())
}

/// The stored number of an item's kind.
pub(crate) fn number(kind: ItemKind) -> i64 {
    match kind {
        ItemKind::Quotation => 0,
        ItemKind::Heading => 1,
        ItemKind::Comment => 2,
    }
}

/// Brings a list's row up to its cells.
pub(crate) fn refresh_list(conn: &Connection, entity: &[u8]) -> Result<(), Error> {
    let name = cells::text(cells::last_ever(conn, Kind::List, entity, field::LIST_NAME)?).unwrap_or_default();
    conn.prepare_cached(
        "INSERT INTO shortlist(id, name, live, used) VALUES(?1, ?2, 0, 0) ON CONFLICT(id) DO UPDATE SET name = ?2",
    )?
    .execute(params![entity, name])?;
    Ok(())
}

/// Works out anew whether lists live and when they were last used, after their cells and items were brought up
/// to date. A list whose making was undone is kept while items of other operations stand on it, and one that was
/// removed while items stand on it that the removal had not seen; a finding likewise while it has a text.
///
/// An operation that wrote makes a list only the later used; what is switched is looked for among all that was written.
pub(crate) fn settle(
    conn: &Connection,
    lists: &BTreeSet<i64>,
    written_by: Option<&Stamp>,
) -> Result<(), Error> {
    for &list in lists {
        let entity: Vec<u8> =
            conn.prepare_cached("SELECT id FROM shortlist WHERE n = ?1")?.query_row([list], |r| r.get(0))?;
        let live = cells::lives(conn, Kind::List, &entity)?
            || conn
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM item WHERE list = ?1 AND live = 1)
                     OR (SELECT text FROM shortlist WHERE n = ?1) IS NOT NULL",
                )?
                .query_row([list], |r| r.get(0))?;
        match written_by {
            Some(op) => {
                conn.prepare_cached("UPDATE shortlist SET live = ?2, used = max(used, ?3) WHERE n = ?1")?
                    .execute((list, live, op.hlc))?;
            }
            // The clocks of what was written of the list itself, and of its items; each by the key of the cells.
            None => {
                conn.prepare_cached(
                    "UPDATE shortlist SET live = ?2, used = max(
                         coalesce((SELECT max(operation.hlc) FROM cell CROSS JOIN operation ON operation.n = cell.op
                             WHERE cell.kind = ?4 AND cell.entity = ?3 AND operation.off = 0), 0),
                         coalesce((SELECT max(operation.hlc) FROM item
                             CROSS JOIN cell ON cell.kind = ?5 AND cell.entity = item.id
                             CROSS JOIN operation ON operation.n = cell.op
                             WHERE item.list = ?1 AND operation.off = 0), 0)) WHERE n = ?1",
                )?
                .execute(params![list, live, entity, Kind::List as i64, Kind::Item as i64])?;
            }
        }
    }
    Ok(())
}

/// The list of an item, by its row.
pub(crate) fn list_of(conn: &Connection, item: &[u8]) -> Result<Option<i64>, Error> {
    Ok(conn
        .prepare_cached("SELECT list FROM item WHERE id = ?1")?
        .query_row([item], |r| r.get(0))
        .optional()?)
}

/// Brings an item's row up to its cells.
pub(crate) fn refresh_item(conn: &Connection, entity: &[u8]) -> Result<(), Error> {
    let id = ItemId::from_bytes(entity).ok_or_else(|| Error::Damaged("the id of an item".to_owned()))?;
    let text = |field| Ok::<_, Error>(cells::text(cells::last_ever(conn, Kind::Item, entity, field)?));
    let Some(list) = text(field::ITEM_LIST)? else { return Ok(()) };
    let list = super::payload::made(&list, OperationId(id.0.maker))
        .ok_or_else(|| Error::Damaged("an item's list".to_owned()))?;
    let list = list_number(conn, ListId(list))?;
    let target: Option<Reference> =
        text(field::ITEM_TARGET)?.map(|json| from_json(&json, "what an item quotes")).transpose()?;
    let answer = target.as_ref().map(|t| targets::resolve(conn, t)).transpose()?;
    let anchor = target.as_ref().and_then(|t| t.passage.as_ref());
    let (answer, part) = match answer.map(|named| targets::holding(conn, named, anchor)).transpose()? {
        Some((answer, part)) => (Some(answer), part),
        None => (None, None),
    };
    let kind =
        cells::integer(cells::last_ever(conn, Kind::Item, entity, field::ITEM_KIND)?.as_ref()).unwrap_or(0);
    let (analyst, _) = notes::maker(conn, OperationId(id.0.maker))?;
    conn.prepare_cached(
        "INSERT OR IGNORE INTO item(id, list, key, kind, live, analyst) VALUES(?1, ?2, '', 0, 0, ?3)",
    )?
    .execute((entity, list, analyst))?;
    conn.prepare_cached(
        "UPDATE item SET list = ?2, key = ?3, kind = ?4, live = ?5, answer = ?6, part = ?7, start = ?8, \"end\" = ?9,
         quote = ?10, before = ?11, after = ?12, text = ?13 WHERE id = ?1",
    )?
    .execute(params![
        entity,
        list,
        text(field::ITEM_KEY)?.unwrap_or_default(),
        kind,
        cells::lives(conn, Kind::Item, entity)?,
        answer,
        part,
        anchor.map(|a| a.start),
        anchor.map(|a| a.end),
        anchor.map(|a| &a.quote),
        anchor.map(|a| &a.before),
        anchor.map(|a| &a.after),
        text(field::ITEM_TEXT)?,
    ])?;
    Ok(())
}

/// The local number of a list; a row is made for one that is not known yet.
pub(crate) fn list_number(conn: &Connection, id: ListId) -> Result<i64, Error> {
    let bytes = id.0.to_bytes();
    let find = "SELECT n FROM shortlist WHERE id = ?1";
    if let Some(n) = conn.prepare_cached(find)?.query_row([&bytes[..]], |r| r.get(0)).optional()? {
        return Ok(n);
    }
    conn.prepare_cached("INSERT INTO shortlist(id, name, live, used) VALUES(?1, '', 0, 0)")?
        .execute([&bytes[..]])?;
    Ok(conn.last_insert_rowid())
}

/// The live lists: number, id and name; the current one first.
pub(crate) fn lists(conn: &Connection) -> Result<Vec<(i64, ListId, String)>, Error> {
    let mut live =
        conn.prepare_cached(&format!("SELECT n, id, name FROM shortlist WHERE live = 1 {CURRENT_FIRST}"))?;
    let rows = live.query_map([], |r| Ok((r.get(0)?, r.get::<_, Vec<u8>>(1)?, r.get(2)?)))?;
    let (mut lists, mut findings) = (Vec::new(), findings::names(conn)?);
    for row in rows {
        let (n, id, name) = row?;
        let id = ListId::from_bytes(&id).ok_or_else(|| Error::Damaged("the id of a shortlist".to_owned()))?;
        lists.push((n, id, findings.remove(&n).unwrap_or(name)));
    }
    Ok(lists)
}

/// A live item of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Item {
    pub id: ItemId,
    pub key: String,
    /// The answer that it quotes, and what of it.
    pub quotes: Option<(u32, Held)>,
}

/// The live items of a list, in order.
pub(crate) fn items(conn: &Connection, list: i64) -> Result<Vec<Item>, Error> {
    let mut live = conn.prepare_cached(
        "SELECT id, key, answer, part, start, \"end\", quote, before, after FROM item
         WHERE list = ?1 AND live = 1 ORDER BY key, id",
    )?;
    let rows = live.query_map([list], |r| {
        let answer: Option<u32> = r.get(2)?;
        Ok((r.get::<_, Vec<u8>>(0)?, r.get(1)?, answer, Passage::read(r, 3)?))
    })?;
    let mut items = Vec::new();
    for row in rows {
        let (id, key, answer, passage) = row?;
        let id = ItemId::from_bytes(&id).ok_or_else(|| Error::Damaged("the id of an item".to_owned()))?;
        let quotes = match answer {
            Some(answer) => anchor::places(conn, answer, vec![(answer, passage)])?.pop(),
            None => None,
        };
        items.push(Item { id, key, quotes });
    }
    Ok(items)
}

/// An item of a live list, by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Known {
    /// The name of its list.
    pub list: String,
    pub kind: ItemKind,
    /// What a heading or comment says.
    pub text: Option<String>,
    /// The words of a passage; a quotation without them is a whole answer.
    quote: Option<String>,
    answer: Option<u32>,
}

impl Known {
    /// The words that it quotes; `None` for headings and comments.
    pub(crate) fn quotation(&self, conn: &Connection) -> Result<Option<String>, Error> {
        match (&self.quote, self.answer) {
            (Some(quote), _) => Ok(Some(quote.clone())),
            (None, Some(answer)) => Ok(Some(AnswerText::of(conn, answer)?.text)),
            (None, None) => Ok(None),
        }
    }
}

/// An item that is on a list; `None` when it was taken out or never was.
pub(crate) fn item(conn: &Connection, item: ItemId) -> Result<Option<Known>, Error> {
    let mut one = conn.prepare_cached(
        "SELECT shortlist.name, item.kind, item.text, item.quote, item.answer, item.list
         FROM item JOIN shortlist ON shortlist.n = item.list WHERE item.id = ?1 AND item.live = 1",
    )?;
    let found = one.query_row([&item.0.to_bytes()[..]], |r| {
        Ok((r.get(0)?, r.get::<_, i64>(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get::<_, i64>(5)?))
    });
    let Some((list, kind, text, quote, answer, n)) = found.optional()? else { return Ok(None) };
    let list = findings::names(conn)?.remove(&n).unwrap_or(list);
    Ok(Some(Known { list, kind: kind_of(kind)?, text, quote, answer }))
}

/// The kind of an item by its stored number.
pub(crate) fn kind_of(code: i64) -> Result<ItemKind, Error> {
    match code {
        0 => Ok(ItemKind::Quotation),
        1 => Ok(ItemKind::Heading),
        2 => Ok(ItemKind::Comment),
        _ => Err(Error::Damaged(format!("an item is of kind {code}"))),
    }
}

/// What is left out of a quotation, as it was last set and not taken back.
pub(crate) fn cuts(conn: &Connection, item: ItemId) -> Result<Vec<Cut>, Error> {
    match cells::text(cells::last(conn, Kind::Item, &item.0.to_bytes(), field::ITEM_CUTS)?) {
        Some(json) => from_json(&json, "what is left out of a quotation"),
        None => Ok(Vec::new()),
    }
}

/// The words of cuts, for the history.
pub(crate) fn words_of(cuts: &str) -> Result<String, Error> {
    let cuts: Vec<Cut> = from_json(cuts, "what is left out of a quotation")?;
    Ok(cuts.into_iter().map(|cut| cut.text).collect::<Vec<_>>().join("\n"))
}
