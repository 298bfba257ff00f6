//! The codebook: cells of themes, and the tree that they make.

use rusqlite::{Connection, OptionalExtension};

use super::payload::{CellWrite, Kind, field};
use super::{Error, cells, from_json, marks, to_json};
use crate::model::codebook::{Codebook, Theme};
use crate::model::id::ThemeId;

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

/// The parent as it is written in a cell: an id in hexadecimal digits, or `@n` of the same operation.
struct Placed {
    theme: Theme,
    position: i64,
}

/// The codebook as it stands: what lives, and what is kept because live tags rest on it.
pub(crate) fn codebook(conn: &Connection) -> Result<Codebook, Error> {
    let mut shown = conn.prepare_cached(
        "SELECT id FROM theme WHERE live = 1 OR EXISTS (SELECT 1 FROM tag WHERE tag.theme = theme.n AND tag.live = 1)
         ORDER BY id",
    )?;
    let mut waiting: Vec<Vec<u8>> = shown.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut placed: Vec<Placed> = Vec::with_capacity(waiting.len());
    let mut known = std::collections::HashSet::new();
    while let Some(entity) = waiting.pop() {
        let id =
            ThemeId::from_bytes(&entity).ok_or_else(|| Error::Damaged("the id of a theme".to_owned()))?;
        if known.insert(id) {
            let one = theme(conn, id, &entity)?;
            // What stands above a theme that is shown is shown.
            waiting.extend(one.theme.parent.map(|p| p.0.to_bytes().to_vec()));
            placed.push(one);
        }
    }
    placed.sort_by(|a, b| {
        (a.position, a.theme.name.to_lowercase(), a.theme.id).cmp(&(
            b.position,
            b.theme.name.to_lowercase(),
            b.theme.id,
        ))
    });
    let mut book = Codebook { themes: in_tree_order(placed.into_iter().map(|p| p.theme).collect()) };
    give_codes(&mut book);
    Ok(book)
}

fn theme(conn: &Connection, id: ThemeId, entity: &[u8]) -> Result<Placed, Error> {
    let value = |field| cells::last_ever(conn, Kind::Theme, entity, field);
    let text = |field| Ok::<_, Error>(cells::text(value(field)?).unwrap_or_default());
    let parent = cells::text(value(field::THEME_PARENT)?);
    let terms = text(field::THEME_TERMS)?;
    let theme = Theme {
        id,
        parent: parent
            .and_then(|p| super::payload::made(&p, crate::model::id::OperationId(id.0.maker)))
            .map(ThemeId),
        name: text(field::THEME_NAME)?,
        definition: text(field::THEME_DEFINITION)?,
        use_when: text(field::THEME_USE_WHEN)?,
        not_when: text(field::THEME_NOT_WHEN)?,
        short_name: text(field::THEME_SHORT_NAME)?,
        letter: text(field::THEME_LETTER)?.chars().next(),
        code: String::new(),
        colour: cells::integer(value(field::THEME_COLOUR)?.as_ref()).map_or(1, |c| c.clamp(1, 12) as u8),
        terms: if terms.is_empty() { Vec::new() } else { from_json(&terms, "terms of a theme")? },
    };
    Ok(Placed { theme, position: cells::integer(value(field::THEME_POSITION)?.as_ref()).unwrap_or(i64::MAX) })
}

/// Parents before children, siblings in the order given. A theme whose parent is not shown, or that would
/// close a cycle, stands at the top.
fn in_tree_order(themes: Vec<Theme>) -> Vec<Theme> {
    let known: std::collections::HashSet<ThemeId> = themes.iter().map(|t| t.id).collect();
    let parents: std::collections::HashMap<ThemeId, ThemeId> =
        themes.iter().filter_map(|t| Some((t.id, t.parent.filter(|p| known.contains(p))?))).collect();
    let rooted = |theme: &Theme| {
        let mut at = theme.id;
        for _ in 0..=parents.len() {
            match parents.get(&at) {
                Some(&up) => at = up,
                None => return true,
            }
        }
        false
    };
    let mut children: std::collections::HashMap<Option<ThemeId>, Vec<Theme>> =
        std::collections::HashMap::new();
    for mut theme in themes {
        theme.parent = parents.get(&theme.id).copied().filter(|_| rooted(&theme));
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

/// Two or three letters made from each name, unique; the first of two equal letters keeps it.
fn give_codes(book: &mut Codebook) {
    let mut letters = std::collections::HashSet::new();
    let mut codes = std::collections::HashSet::new();
    for theme in &mut book.themes {
        if theme.letter.is_some_and(|l| !letters.insert(l)) {
            theme.letter = None;
        }
        theme.code = code(&theme.name, &codes);
        codes.insert(theme.code.clone());
    }
}

/// The initials, else the beginning, else the first letter with a number.
fn code(name: &str, taken: &std::collections::HashSet<String>) -> String {
    let letters: Vec<char> = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let initials: String = name
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|w| w.chars().next())
        .flat_map(char::to_lowercase)
        .take(3)
        .collect();
    let first = letters.first().copied().unwrap_or('t');
    let free = |code: &String| code.chars().count() >= 2 && !taken.contains(code);
    let beginnings = (2..=3).map(|n| letters.iter().take(n).collect::<String>());
    let pairs = letters.iter().skip(1).map(|&second| format!("{first}{second}"));
    let numbers = (1..).map(|n| format!("{first}{n}"));
    std::iter::once(initials).chain(beginnings).chain(pairs).chain(numbers).find(free).unwrap_or_default()
}
