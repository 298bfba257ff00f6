//! Shortlists: made, added to, reordered, taken from.

mod items;

use std::collections::HashSet;

use super::change::{Asker, Look, passage, unknown, whole_or_passage};
use super::{Error, Workspace, order, text};
use crate::model::id::{ItemId, ListId};
use crate::model::plural::counted;
use crate::model::work::{ItemKind, Target};
use crate::store::anchor::Held;
use crate::store::lists::{self, Item};
use crate::store::payload::{CellWrite, Kind, Payload, field};
use crate::store::targets::{self, Reference};
use crate::store::to_json;
use crate::store::transact::End;

/// The list that the first `+` makes.
const FIRST: &str = "Shortlist";

pub(super) use items::{remove, rename, reword, shorten, take_out};

impl Workspace {
    /// Makes a shortlist the current one, for both windows and the next start.
    ///
    /// # Errors
    /// When the workspace cannot be written.
    pub fn choose_shortlist(&mut self, list: ListId) -> Result<(), Error> {
        self.store.transact(|tx| Ok(End::Commit(lists::choose(tx, list)?)))
    }
}

pub(super) fn add_list(asker: &Asker<'_>, name: &str) -> Result<Look, Error> {
    let folded = text::fold(name);
    if folded.is_empty() {
        return Err(Error::Invalid("a shortlist needs a name".to_owned()));
    }
    if lists::lists(asker.conn)?.iter().any(|(_, _, n)| text::fold(n) == folded) {
        return Ok(Look::Nothing(format!("the shortlist {name} is there already")));
    }
    let payload =
        Payload { what: format!("made the shortlist {name}"), cells: list_cells(name), ..Payload::default() };
    Ok(Look::work("list.add", payload, 1))
}

fn list_cells(name: &str) -> Vec<CellWrite> {
    vec![
        CellWrite::new(Kind::List, "@0", field::LIFE, 1),
        CellWrite::new(Kind::List, "@0", field::LIST_NAME, name.trim()),
    ]
}

/// A list to work on: how a payload names it, its name, and its items.
struct Open {
    entity: String,
    name: String,
    items: Vec<Item>,
}

fn open(asker: &Asker<'_>, list: Option<ListId>) -> Result<Option<Open>, Error> {
    let all = lists::lists(asker.conn)?;
    let found = match list {
        Some(id) => {
            Some(all.into_iter().find(|l| l.1 == id).ok_or_else(|| unknown("shortlist", &id.to_string()))?)
        }
        None => all.into_iter().next(),
    };
    found
        .map(|(n, id, name)| Ok(Open { entity: id.to_string(), name, items: lists::items(asker.conn, n)? }))
        .transpose()
}

/// What a target quotes, one each.
fn quotations(asker: &Asker<'_>, target: &Target) -> Result<Vec<(u32, Reference)>, Error> {
    match target {
        Target::Passage(answer, span) => Ok(vec![(answer.0, passage(asker.conn, *answer, *span)?)]),
        Target::Answers(answers) => {
            let mut known = HashSet::new();
            let each = answers.iter().filter(|a| known.insert(a.0));
            each.map(|a| Ok((a.0, targets::reference(asker.conn, a.0, None)?))).collect()
        }
    }
}

pub(super) fn add_items(asker: &Asker<'_>, list: Option<ListId>, target: &Target) -> Result<Look, Error> {
    let open = open(asker, list)?;
    let mut cells = Vec::new();
    let mut made = 0;
    let (entity, name, items) = if let Some(open) = open {
        (open.entity, open.name, open.items)
    } else {
        cells.extend(list_cells(FIRST));
        made = 1;
        ("@0".to_owned(), FIRST.to_owned(), Vec::new())
    };
    let mut last = items.last().map(|i| i.key.clone());
    let mut added = 0;
    for (answer, quotation) in quotations(asker, target)? {
        let place = whole_or_passage(asker.conn, answer, target)?;
        if items.iter().any(|i| i.quotes == Some((answer, place))) {
            continue;
        }
        let key = order::between(last.as_deref(), None);
        cells.extend(item_cells(made, &entity, &key, ItemKind::Quotation));
        cells.push(CellWrite::new(Kind::Item, format!("@{made}"), field::ITEM_TARGET, to_json(&quotation)?));
        last = Some(key);
        made += 1;
        added += 1;
    }
    if added == 0 {
        return Ok(Look::Nothing(format!("on the shortlist {name} already")));
    }
    let what = format!("added {} to {name}", counted(added, "quotation"));
    Ok(Look::work("item.add", Payload { what, cells, ..Payload::default() }, added))
}

fn item_cells(n: u32, list: &str, key: &str, kind: ItemKind) -> Vec<CellWrite> {
    let cell = |field, value: serde_json::Value| CellWrite::new(Kind::Item, format!("@{n}"), field, value);
    vec![
        cell(field::LIFE, 1.into()),
        cell(field::ITEM_LIST, list.into()),
        cell(field::ITEM_KEY, key.into()),
        cell(field::ITEM_KIND, lists::number(kind).into()),
    ]
}

pub(super) fn add_text(
    asker: &Asker<'_>,
    list: ListId,
    kind: ItemKind,
    words: &str,
    before: Option<ItemId>,
) -> Result<Look, Error> {
    let Some(open) = open(asker, Some(list))? else { return Err(unknown("shortlist", &list.to_string())) };
    if words.trim().is_empty() || kind == ItemKind::Quotation {
        return Err(Error::Invalid("a heading or comment needs words".to_owned()));
    }
    let at = match before {
        None => open.items.len(),
        Some(b) => {
            open.items.iter().position(|i| i.id == b).ok_or_else(|| unknown("item", &b.to_string()))?
        }
    };
    let key_at = |at: Option<usize>| at.and_then(|i| open.items.get(i)).map(|i| i.key.as_str());
    let key = order::between(key_at(at.checked_sub(1)), key_at(Some(at)));
    let mut cells = item_cells(0, &open.entity, &key, kind);
    cells.push(CellWrite::new(Kind::Item, "@0", field::ITEM_TEXT, words.trim()));
    let what =
        format!("added a {} to {}", if kind == ItemKind::Heading { "heading" } else { "comment" }, open.name);
    Ok(Look::work("item.add", Payload { what, cells, ..Payload::default() }, 1))
}

/// Takes quotations off: of a whole answer those of its passages too.
pub(super) fn remove_items(asker: &Asker<'_>, list: Option<ListId>, target: &Target) -> Result<Look, Error> {
    let Some(open) = open(asker, list)? else {
        return Ok(Look::Nothing("there is no shortlist yet".to_owned()));
    };
    let mut gone: Vec<&Item> = Vec::new();
    for (answer, _) in quotations(asker, target)? {
        let place = whole_or_passage(asker.conn, answer, target)?;
        let of = |i: &Item| {
            i.quotes.is_some_and(|(a, held)| a == answer && (place == Held::Whole || held == place))
        };
        gone.extend(open.items.iter().filter(|i| of(i)));
    }
    if gone.is_empty() {
        return Ok(Look::Nothing(format!("not on the shortlist {}", open.name)));
    }
    let cells = gone.iter().map(|i| CellWrite::new(Kind::Item, i.id.to_string(), field::LIFE, 0)).collect();
    let what = format!("took {} off {}", counted(gone.len(), "quotation"), open.name);
    Ok(Look::work("item.remove", Payload { what, cells, ..Payload::default() }, gone.len()))
}

pub(super) fn move_item(asker: &Asker<'_>, item: ItemId, before: Option<ItemId>) -> Result<Look, Error> {
    for (n, _, name) in lists::lists(asker.conn)? {
        let items = lists::items(asker.conn, n)?;
        if !items.iter().any(|i| i.id == item) {
            continue;
        }
        let rest: Vec<&Item> = items.iter().filter(|i| i.id != item).collect();
        let at = match before.filter(|b| *b != item) {
            None => rest.len(),
            Some(b) => rest.iter().position(|i| i.id == b).ok_or_else(|| unknown("item", &b.to_string()))?,
        };
        if before == Some(item) || items.get(at).is_some_and(|i| i.id == item) {
            return Ok(Look::Nothing("it stands there already".to_owned()));
        }
        let low = at.checked_sub(1).and_then(|i| rest.get(i)).map(|i| i.key.as_str());
        let key = order::between(low, rest.get(at).map(|i| i.key.as_str()));
        let cells = vec![CellWrite::new(Kind::Item, item.to_string(), field::ITEM_KEY, key)];
        let what = format!("moved an item of {name} to place {}", at + 1);
        return Ok(Look::work("item.move", Payload { what, cells, ..Payload::default() }, 1));
    }
    Err(unknown("item", &item.to_string()))
}
