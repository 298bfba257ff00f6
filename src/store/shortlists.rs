//! Shortlists and their items, as screens and exports read them.

use rusqlite::{Connection, OptionalExtension};

use super::filter::Viewer;
use super::lists::CURRENT_FIRST;
use super::names::Names;
use super::stretch::AnswerText;
use super::{Error, findings, lists, marks, records};
use crate::model::id::{AnswerNumber, ItemId, ListId};
use crate::model::submission::AnswerRecord;
use crate::model::work::{ItemKind, Shortlist, ShortlistItem};
use crate::text::shorten;

/// The shortlists, the current one first.
pub(crate) fn shortlists(conn: &Connection) -> Result<Vec<Shortlist>, Error> {
    let mut read = conn.prepare_cached(&format!(
        "SELECT id, name, (SELECT count(*) FROM item WHERE item.list = shortlist.n AND item.live = 1), n
         FROM shortlist WHERE live = 1 {CURRENT_FIRST}"
    ))?;
    let mut rows = read.query([])?;
    let (mut lists, mut names) = (Vec::new(), findings::names(conn)?);
    while let Some(row) = rows.next()? {
        let id = ListId::from_bytes(marks::blob(row, 0)?)
            .ok_or_else(|| Error::Damaged("a shortlist's id is not 20 bytes".to_owned()))?;
        let n = row.get(3)?;
        let name = names.remove(&n).map_or_else(|| row.get(1), Ok)?;
        lists.push(Shortlist { id, name, items: row.get(2)?, finding: findings::said(conn, n)? });
    }
    Ok(lists)
}

/// The items of a shortlist, in order; `None` when there is no such list.
pub(crate) fn items(
    conn: &Connection,
    viewer: &Viewer,
    names: &Names<'_>,
    list: ListId,
) -> Result<Option<Vec<ShortlistItem>>, Error> {
    let mut read = conn.prepare_cached("SELECT n FROM shortlist WHERE id = ?1 AND live = 1")?;
    let list: Option<i64> = read.query_row([list.0.to_bytes()], |r| r.get(0)).optional()?;
    let Some(list) = list else { return Ok(None) };
    let mut read = conn.prepare_cached(
        "SELECT i.id, i.kind, i.text, i.quote, i.answer, a.stretches, i.part, i.start, i.\"end\", i.quote, i.before, i.after,
                an.name, s.citable, coalesce(o.at, 0)
         FROM item i JOIN analyst an ON an.n = i.analyst LEFT JOIN answer a ON a.n = i.answer
         LEFT JOIN submission s ON s.n = a.submission
         LEFT JOIN operation o ON o.id = substr(i.id, 1, 16)
         WHERE i.list = ?1 AND i.live = 1 ORDER BY i.key, i.id",
    )?;
    let mut rows = read.query([list])?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        let id = ItemId::from_bytes(marks::blob(row, 0)?)
            .ok_or_else(|| Error::Damaged("an item's id is not 20 bytes".to_owned()))?;
        let (text, quote): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
        let kind = lists::kind_of(row.get(1)?)?;
        let number = row.get::<_, Option<u32>>(4)?.map(AnswerNumber);
        let mut item = ShortlistItem {
            id,
            kind,
            text: text.unwrap_or_default(),
            quote: None,
            cuts: Vec::new(),
            answer: None,
            span: None,
            analyst: row.get(12)?,
            at: marks::iso(row.get(14)?),
            number,
            citable: row.get(13)?,
        };
        if kind != ItemKind::Quotation {
            items.push(item);
            continue;
        }
        let answer = number.map(|n| records::record(conn, viewer, names, n)).transpose()?.flatten();
        let span = match row.get::<_, Option<String>>(5)? {
            Some(stretches) => marks::span(row, 6, &AnswerText::load(conn, &stretches)?)?,
            None => None,
        };
        // A passage keeps its words, also where its place is no longer found.
        let whole = || answer.as_ref().map(|answer| answer.text.clone());
        let words = quote.or_else(whole).unwrap_or_default();
        item.cuts = shorten::holding(&words, &lists::cuts(conn, id)?);
        item.text = shorten::shortened(&words, &item.cuts);
        item.quote = (!item.cuts.is_empty()).then_some(words);
        item.answer = answer.map(|answer| {
            // A passage stands on its own page, which may be a later one than the answer begins on.
            let source = answer.source.of_passage(span.map_or(0, |span| span.start));
            AnswerRecord { source, ..answer }
        });
        item.span = span;
        items.push(item);
    }
    Ok(Some(items))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::span::Span;
    use crate::store::world;

    #[test]
    fn the_current_list_is_first_and_its_items_are_in_order() {
        let conn = world::database();
        let lists = shortlists(&conn).unwrap();
        let named: Vec<_> = lists.iter().map(|list| (list.name.as_str(), list.items)).collect();
        assert_eq!(named, [("Report", 3), ("Slides", 1)]);
        let items = |list| world::with_names(|names| items(&conn, &world::viewer(), names, list)).unwrap();
        let items_of_report = items(world::list()).unwrap();
        let shown: Vec<_> = items_of_report.iter().map(|i| (i.kind, i.text.as_str(), i.span)).collect();
        assert_eq!(
            shown,
            [
                (ItemKind::Heading, "Security", None),
                (ItemKind::Quotation, "Routing security matters; IPv6 too.", None),
                (ItemKind::Quotation, "Routing security", Some(Span::new(10, 26))),
            ]
        );
        assert_eq!(items_of_report[2].answer.as_ref().unwrap().reference, "X-1");
        assert_eq!(items(ListId::from_bytes(&[0; 20]).unwrap()), None);
    }
}
