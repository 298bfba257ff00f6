//! The codebook: cells of themes, and the tree that they make.
//!
//! Merging is a redirect: no tag is rewritten. `theme.shown`, worked out from the cells ([`settle`]), says where the tags
//! of a merged theme are shown and counted, and [`SHOWN`] is how whatever reads tags goes there.

mod codes;
mod edges;
mod former;
mod written;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension};

use self::edges::Edges;
use self::written::{Clock, Written};
use super::payload::{CellWrite, Kind, field};
use super::{Error, cells, from_json, marks, to_json};
use crate::model::codebook::{Codebook, Merged, PATH_SEPARATOR, Theme};
use crate::model::id::ThemeId;
use crate::text::fold;

/// Joins the tag `t` to the theme `th` under which it is shown.
pub(crate) const SHOWN: &str =
    "JOIN theme own ON own.n = t.theme JOIN theme th ON th.n = ifnull(own.shown, own.n)";

/// The local number of a theme; a row is made for one that is not known yet.
pub(crate) fn number(conn: &Connection, id: ThemeId) -> Result<i64, Error> {
    let bytes = id.0.to_bytes();
    let found = conn
        .prepare_cached("SELECT n FROM theme WHERE id = ?1")?
        .query_row([&bytes[..]], |r| r.get(0))
        .optional()?;
    if let Some(n) = found {
        return Ok(n);
    }
    conn.prepare_cached("INSERT INTO theme(id, live) VALUES(?1, 0)")?.execute([&bytes[..]])?;
    Ok(conn.last_insert_rowid())
}

/// The id of a theme, by its local number.
pub(crate) fn id(conn: &Connection, number: i64) -> Result<ThemeId, Error> {
    let mut read = conn.prepare_cached("SELECT id FROM theme WHERE n = ?1")?;
    let mut rows = read.query([number])?;
    let row = rows.next()?.ok_or_else(|| Error::Damaged(format!("there is no theme {number}")))?;
    marks::theme_id(row, 0)
}

/// Brings a theme's row up to its cells.
pub(crate) fn refresh(conn: &Connection, entity: &[u8]) -> Result<(), Error> {
    let id = ThemeId::from_bytes(entity).ok_or_else(|| Error::Damaged("the id of a theme".to_owned()))?;
    let n = number(conn, id)?;
    let live = cells::lives(conn, Kind::Theme, entity)?;
    conn.prepare_cached("UPDATE theme SET live = ?2 WHERE n = ?1")?.execute((n, live))?;
    Ok(())
}

/// The cell writes that make a theme. `entity` is its id, or `@n` for one that the operation makes.
pub(crate) fn writes(
    entity: &str,
    theme: &Theme,
    parent: Option<&str>,
    position: usize,
) -> Result<Vec<CellWrite>, Error> {
    let cell = |field, value: serde_json::Value| CellWrite::new(Kind::Theme, entity, field, value);
    Ok(vec![
        cell(field::LIFE, 1.into()),
        cell(field::THEME_NAME, theme.name.clone().into()),
        cell(field::THEME_PARENT, parent.into()),
        cell(field::THEME_DEFINITION, theme.definition.clone().into()),
        cell(field::THEME_USE_WHEN, theme.use_when.clone().into()),
        cell(field::THEME_NOT_WHEN, theme.not_when.clone().into()),
        cell(field::THEME_SHORT_NAME, theme.short_name.clone().into()),
        cell(field::THEME_LETTER, theme.letter.map(String::from).into()),
        cell(field::THEME_COLOUR, theme.colour.into()),
        cell(field::THEME_TERMS, to_json(&theme.terms)?.into()),
        cell(field::THEME_POSITION, position.into()),
    ])
}

/// Works out anew under which theme the tags of each are shown.
pub(crate) fn settle(conn: &Connection) -> Result<(), Error> {
    let themes = written::places(conn)?;
    let edges = Edges::enter(&themes);
    let mut set = conn.prepare_cached("UPDATE theme SET shown = ?2 WHERE n = ?1 AND shown IS NOT ?2")?;
    for id in themes.into_keys() {
        let shown = Some(edges.shown(id)).filter(|shown| *shown != id);
        let shown = shown.map(|shown| number(conn, shown)).transpose()?;
        set.execute((number(conn, id)?, shown))?;
    }
    Ok(())
}

/// The places of themes among their siblings.
pub(crate) fn positions(conn: &Connection) -> Result<HashMap<ThemeId, i64>, Error> {
    let of = |written: &Written| written.number(field::THEME_POSITION).unwrap_or(i64::MAX);
    Ok(written::all(conn)?.iter().map(|(id, written)| (*id, of(written))).collect())
}

/// The themes that ever had this letter and still hold it, those that are not offered among them.
pub(crate) fn holding(conn: &Connection, letter: char) -> Result<Vec<ThemeId>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT DISTINCT entity FROM cell WHERE kind = ?1 AND field = ?2 AND head = 1 AND value = ?3 ORDER BY entity",
    )?;
    let mut rows = read.query((Kind::Theme as i64, field::THEME_LETTER, letter.to_string()))?;
    let mut holding = Vec::new();
    while let Some(row) = rows.next()? {
        holding.push(marks::theme_id(row, 0)?);
    }
    Ok(holding)
}

/// The codebook as it stands: what lives, and what is kept because live tags rest on it.
pub(crate) fn codebook(conn: &Connection) -> Result<Codebook, Error> {
    let written = written::all(conn)?;
    let edges = Edges::enter(&written);
    let alive = alive(conn)?;
    let mut shown: BTreeSet<ThemeId> = BTreeSet::new();
    for id in &alive {
        // What stands above a theme that is shown is shown.
        let mut at = Some(edges.shown(*id));
        while let Some(theme) = at.filter(|theme| shown.insert(*theme)) {
            at = edges.parent(theme);
        }
    }
    let nothing = Written::default();
    let of = |id: &ThemeId| written.get(id).unwrap_or(&nothing);
    let mut themes = Vec::with_capacity(shown.len());
    for id in &shown {
        themes.push((of(id).number(field::THEME_POSITION).unwrap_or(i64::MAX), theme(*id, of(id), &edges)?));
    }
    themes.sort_by_key(|(position, theme)| (*position, theme.name.to_lowercase(), theme.id));
    let mut book = Codebook {
        themes: in_tree_order(themes.into_iter().map(|(_, theme)| theme).collect()),
        ..Codebook::default()
    };
    mark_twins(&mut book, |id| of(&id).held(field::THEME_NAME).map(|write| write.by));
    codes::give(&mut book, |id| of(&id).held(field::THEME_LETTER).map(|write| write.by));
    for id in alive.iter().filter(|id| edges.shown(**id) != **id) {
        let above = of(id).last(field::THEME_PARENT).and_then(written::Write::theme);
        let above = above.map(|above| book.path(edges.shown(above))).filter(|path| !path.is_empty());
        let name = of(id).text(field::THEME_NAME);
        let path = above.map_or_else(|| name.clone(), |above| format!("{above}{PATH_SEPARATOR}{name}"));
        book.merged.push(Merged { id: *id, path, into: edges.shown(*id) });
    }
    book.former = former::paths(&book, &alive, &written, &edges);
    Ok(book)
}

/// The themes that live, and those that live tags rest on.
fn alive(conn: &Connection) -> Result<Vec<ThemeId>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT id FROM theme WHERE live = 1 OR EXISTS (SELECT 1 FROM tag WHERE tag.theme = theme.n AND tag.live = 1)
         ORDER BY id",
    )?;
    let mut rows = read.query([])?;
    let mut alive = Vec::new();
    while let Some(row) = rows.next()? {
        alive.push(marks::theme_id(row, 0)?);
    }
    Ok(alive)
}

fn theme(id: ThemeId, written: &Written, edges: &Edges) -> Result<Theme, Error> {
    let terms = written.text(field::THEME_TERMS);
    Ok(Theme {
        id,
        parent: edges.parent(id),
        name: written.text(field::THEME_NAME),
        definition: written.text(field::THEME_DEFINITION),
        use_when: written.text(field::THEME_USE_WHEN),
        not_when: written.text(field::THEME_NOT_WHEN),
        short_name: written.text(field::THEME_SHORT_NAME),
        letter: written.text(field::THEME_LETTER).chars().next(),
        code: String::new(),
        colour: written.number(field::THEME_COLOUR).map_or(1, |colour| colour.clamp(1, 12) as u8),
        terms: if terms.is_empty() { Vec::new() } else { from_json(&terms, "terms of a theme")? },
        retired: written.held(field::THEME_RETIRED).is_some_and(|write| write.is(1)),
        twin: false,
    })
}

/// Parents before children, siblings in the order given.
fn in_tree_order(themes: Vec<Theme>) -> Vec<Theme> {
    let mut children: HashMap<Option<ThemeId>, Vec<Theme>> = HashMap::new();
    for theme in themes {
        children.entry(theme.parent).or_default().push(theme);
    }
    let mut ordered = Vec::new();
    let mut waiting: Vec<Theme> = children.remove(&None).unwrap_or_default();
    waiting.reverse();
    while let Some(theme) = waiting.pop() {
        let mut below = children.remove(&Some(theme.id)).unwrap_or_default();
        below.reverse();
        waiting.append(&mut below);
        ordered.push(theme);
    }
    ordered
}

/// Marks the themes that share their name with a sibling, and numbers all but the one that has had it longest, so that
/// each can be named. `since` says when a theme got its name.
fn mark_twins(book: &mut Codebook, since: impl Fn(ThemeId) -> Option<Clock>) {
    let mut named: BTreeMap<(Option<ThemeId>, String), Vec<usize>> = BTreeMap::new();
    for (at, theme) in book.themes.iter().enumerate() {
        named.entry((theme.parent, fold(&theme.name))).or_default().push(at);
    }
    let mut taken: BTreeSet<(Option<ThemeId>, String)> = named.keys().cloned().collect();
    for ((parent, _), mut same) in named.into_iter().filter(|(_, same)| same.len() > 1) {
        same.sort_by_key(|at| (since(book.themes[*at].id), book.themes[*at].id));
        book.themes[same[0]].twin = true;
        let mut number = 2;
        for at in same.into_iter().skip(1) {
            let theme = &mut book.themes[at];
            theme.twin = true;
            while !taken.insert((parent, fold(&format!("{} ({number})", theme.name)))) {
                number += 1;
            }
            theme.name = format!("{} ({number})", theme.name);
        }
    }
}
