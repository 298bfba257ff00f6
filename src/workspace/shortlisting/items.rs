//! What is done to items and lists that are there: reworded, shortened, taken out, renamed, removed.

use crate::model::id::{ItemId, ListId};
use crate::model::span::Span;
use crate::model::work::ItemKind;
use serde_json::Value;

use crate::model::plural::counted;
use crate::store::findings;
use crate::store::lists::{self, Known};
use crate::store::payload::{CellWrite, Kind, Payload, field};
use crate::store::to_json;
use crate::text;
use crate::text::shorten;
use crate::workspace::Error;
use crate::workspace::change::{Asker, Look, unknown};
use crate::workspace::finding;

fn known(asker: &Asker<'_>, item: ItemId) -> Result<Known, Error> {
    lists::item(asker.conn, item)?.ok_or_else(|| unknown("item", &item.to_string()))
}

/// Rewrites a heading or comment; an empty text takes it out.
pub(in crate::workspace) fn reword(asker: &Asker<'_>, item: ItemId, words: &str) -> Result<Look, Error> {
    let known = known(asker, item)?;
    let what = match known.kind {
        ItemKind::Heading => "heading",
        ItemKind::Comment => "comment",
        ItemKind::Quotation => {
            return Err(Error::Invalid("the words of a quotation are never changed".to_owned()));
        }
    };
    let words = words.trim();
    if words.is_empty() {
        return take_out(asker, &[item]);
    }
    if known.text.as_deref() == Some(words) {
        return Ok(Look::Nothing(format!("the {what} says so already")));
    }
    let cells = vec![CellWrite::new(Kind::Item, item.to_string(), field::ITEM_TEXT, words)];
    let what = format!("changed a {what} of {}", known.list);
    Ok(Look::work("item.comment", Payload { what, cells, ..Payload::default() }, 1))
}

/// Leaves stretches out of a quotation, or brings them back.
pub(in crate::workspace) fn shorten(asker: &Asker<'_>, item: ItemId, spans: &[Span]) -> Result<Look, Error> {
    let known = known(asker, item)?;
    let quotation = known.quotation(asker.conn)?;
    let Some(quotation) = quotation.filter(|_| known.kind == ItemKind::Quotation) else {
        return Err(Error::Invalid("only a quotation is shortened".to_owned()));
    };
    let cuts = shorten::cuts(&quotation, spans);
    let before = shorten::holding(&quotation, &lists::cuts(asker.conn, item)?);
    let after = shorten::holding(&quotation, &cuts);
    if before == after {
        return Ok(Look::Nothing("the quotation reads so already".to_owned()));
    }
    if !quotation.trim().is_empty() && shorten::shortened(&quotation, &after).trim() == shorten::LEFT_OUT {
        return Err(Error::Invalid(
            "something of a quotation has to stay: leave out less, or take it off the list".to_owned(),
        ));
    }
    let length = |spans: &[Span]| spans.iter().map(|s| s.len()).sum::<u32>();
    let verb = if after.is_empty() {
        "brought all words back in a quotation of"
    } else if length(&after) < length(&before) {
        "brought words back in a quotation of"
    } else {
        "left words out of a quotation of"
    };
    let value = if cuts.is_empty() { None } else { Some(to_json(&cuts)?) };
    let cells = vec![CellWrite::new(Kind::Item, item.to_string(), field::ITEM_CUTS, value)];
    let payload = Payload { what: format!("{verb} {}", known.list), cells, ..Payload::default() };
    Ok(Look::work("item.shorten", payload, 1))
}

/// Takes items out of their list.
pub(in crate::workspace) fn take_out(asker: &Asker<'_>, items: &[ItemId]) -> Result<Look, Error> {
    let mut gone: Vec<(ItemId, Known)> = Vec::with_capacity(items.len());
    for item in items {
        if gone.iter().all(|(id, _)| id != item) {
            gone.push((*item, known(asker, *item)?));
        }
    }
    let Some((_, first)) = gone.first() else { return Ok(Look::Nothing("nothing to take out".to_owned())) };
    let what = match first.kind {
        kind if gone.iter().any(|(_, known)| known.kind != kind) => "item",
        ItemKind::Quotation => "quotation",
        ItemKind::Heading => "heading",
        ItemKind::Comment => "comment",
    };
    let what = format!("took {} off {}", counted(gone.len(), what), first.list);
    let cells =
        gone.iter().map(|(id, _)| CellWrite::new(Kind::Item, id.to_string(), field::LIFE, 0)).collect();
    Ok(Look::work("item.remove", Payload { what, cells, ..Payload::default() }, gone.len()))
}

/// Gives a list another name.
pub(in crate::workspace) fn rename(asker: &Asker<'_>, list: ListId, name: &str) -> Result<Look, Error> {
    let all = lists::lists(asker.conn)?;
    let found = all.iter().find(|l| l.1 == list).ok_or_else(|| unknown("shortlist", &list.to_string()))?;
    let (name, folded) = (name.trim(), text::fold(name));
    if folded.is_empty() {
        return Err(Error::Invalid("a shortlist needs a name".to_owned()));
    }
    if findings::said(asker.conn, found.0)?.is_some() {
        return Err(Error::Invalid("a finding is called after its theme or question".to_owned()));
    }
    if found.2 == name {
        return Ok(Look::Nothing("it has that name already".to_owned()));
    }
    if all.iter().any(|l| l.1 != list && text::fold(&l.2) == folded) {
        return Err(Error::Invalid(format!("another shortlist is named {name}")));
    }
    let cells = vec![CellWrite::new(Kind::List, list.to_string(), field::LIST_NAME, name)];
    let what = format!("renamed the shortlist {} to {name}", found.2);
    Ok(Look::work("list.rename", Payload { what, cells, ..Payload::default() }, 1))
}

/// Removes a list with its items. What another adds meanwhile without having seen it keeps the list.
pub(in crate::workspace) fn remove(asker: &Asker<'_>, list: ListId) -> Result<Look, Error> {
    let all = lists::lists(asker.conn)?;
    let (n, _, name) =
        all.into_iter().find(|l| l.1 == list).ok_or_else(|| unknown("shortlist", &list.to_string()))?;
    let items = lists::items(asker.conn, n)?;
    let mut cells = vec![CellWrite::new(Kind::List, list.to_string(), field::LIFE, 0)];
    cells.extend(items.iter().map(|i| CellWrite::new(Kind::Item, i.id.to_string(), field::LIFE, 0)));
    let what = match findings::said(asker.conn, n)? {
        // What it says goes with it: whoever makes it anew begins anew.
        Some(_) => {
            cells.push(CellWrite::new(Kind::List, list.to_string(), field::LIST_TEXT, Value::Null));
            cells.push(CellWrite::new(Kind::List, list.to_string(), field::LIST_AGREED, Value::Null));
            format!("removed the {} with {}", finding::within(&name), counted(items.len(), "item"))
        }
        None => format!("removed the shortlist {name} with {}", counted(items.len(), "item")),
    };
    Ok(Look::work("list.remove", Payload { what, cells, ..Payload::default() }, 1))
}
