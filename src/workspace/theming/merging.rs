//! Themes that become one, tags that go to another theme, themes that are offered no more.

use super::{Naming, change, check_unique, describing, known};
use crate::model::codebook::{Codebook, Theme};
use crate::model::edit::ThemeChoice;
use crate::model::id::{OperationId, TagId, ThemeId};
use crate::model::plural::counted;
use crate::store::payload::{CellWrite, Kind, Payload, ThemeWrite, field};
use crate::store::tags::{self, TagKey};
use crate::store::{codebook, journal};
use crate::text;
use crate::workspace::Error;
use crate::workspace::change::{Asker, Look, unknown};
use crate::workspace::tagging::runs;

/// Merges themes into another: a redirect, so that no tag is rewritten and late ones follow.
pub(in crate::workspace) fn merge(asker: &Asker<'_>, ids: &[ThemeId], into: ThemeId) -> Result<Look, Error> {
    let book = codebook::codebook(asker.conn)?;
    let into = known(&book, into)?;
    let mut merged: Vec<&Theme> = Vec::new();
    for id in ids {
        let theme = known(&book, *id)?;
        if theme.id != into.id && merged.iter().all(|known| known.id != theme.id) {
            merged.push(theme);
        }
    }
    if merged.is_empty() {
        return Ok(Look::Nothing(format!("nothing to merge into {}", into.name)));
    }
    check_children(&book, &merged, into)?;
    let mut cells = Vec::new();
    for theme in &merged {
        let there = into.id.to_string();
        cells.push(CellWrite::new(Kind::Theme, theme.id.to_string(), field::THEME_INTO, there));
    }
    // A theme that stood under one of those takes its place.
    let is_merged = |theme: &&Theme| merged.iter().any(|one| one.id == theme.id);
    if let Some(outermost) = book.ancestors(into.id).filter(is_merged).last() {
        let ids: Vec<ThemeId> = merged.iter().map(|theme| theme.id).collect();
        check_unique(&book, into, &into.name, outermost.parent, &ids)?;
        let above = outermost.parent.map(|parent| parent.to_string());
        cells.push(CellWrite::new(Kind::Theme, into.id.to_string(), field::THEME_PARENT, above));
    }
    let offered = merged.iter().filter(|theme| !theme.retired).flat_map(|theme| &theme.terms);
    let terms: Vec<String> = into.terms.iter().chain(offered).cloned().collect();
    let terms = describing::distinct(&terms)?;
    if terms != into.terms {
        let json = crate::store::to_json(&terms)?;
        cells.push(CellWrite::new(Kind::Theme, into.id.to_string(), field::THEME_TERMS, json));
    }
    let mut count = 0;
    for theme in &merged {
        count += tags::shown_under(asker.conn, codebook::number(asker.conn, theme.id)?)?;
    }
    let names = merged.iter().map(|theme| theme.name.as_str()).collect::<Vec<_>>().join(", ");
    let what = format!("merged {names} into {}: {}", into.name, counted(count, "tag"));
    Ok(change("theme.merge", Payload { what, cells, ..Payload::default() }, merged.len()))
}

/// Refuses to bring two themes of one name under one.
fn check_children(book: &Codebook, merged: &[&Theme], into: &Theme) -> Result<(), Error> {
    let is_merged = |id: ThemeId| merged.iter().any(|theme| theme.id == id);
    let mut under: Vec<(String, &Theme)> = Vec::new();
    let children = book.themes.iter().filter(|theme| {
        let comes = theme.parent.is_some_and(|parent| parent == into.id || is_merged(parent));
        comes && theme.id != into.id && !is_merged(theme.id)
    });
    for theme in children {
        let folded = text::fold(&theme.name);
        let other = under.iter().find(|(name, other)| *name == folded && other.parent != theme.parent);
        if let Some((_, other)) = other {
            let (path, other) = (book.path(theme.id), book.path(other.id));
            return Err(Error::Unfit {
                what: format!("{other} and {path} would be two of one name under {}", into.name),
                hint: format!(
                    "rename one of them, or merge them first: `rapporteur themes --merge \"{path}\" --into \"{other}\"`"
                ),
            });
        }
        under.push((folded, theme));
    }
    Ok(())
}

/// Why tags go to another theme.
#[derive(Clone, Copy)]
enum Why {
    /// The theme is divided.
    Split,
    /// One tag was of the wrong theme.
    Retag,
}

/// Gives tags of a theme, whoever made them, to another theme.
pub(in crate::workspace) fn split(
    asker: &Asker<'_>,
    id: ThemeId,
    into: &ThemeChoice,
    ids: &[TagId],
) -> Result<Look, Error> {
    give(asker, id, into, ids, Why::Split)
}

/// Puts one tag on another theme.
pub(in crate::workspace) fn retag(
    asker: &Asker<'_>,
    id: ThemeId,
    into: &ThemeChoice,
    tag: TagId,
) -> Result<Look, Error> {
    give(asker, id, into, &[tag], Why::Retag)
}

fn give(asker: &Asker<'_>, id: ThemeId, into: &ThemeChoice, ids: &[TagId], why: Why) -> Result<Look, Error> {
    let mut naming = Naming::new(asker.conn)?;
    let theme = known(&naming.book, id)?.clone();
    let (entity, existing, name) = naming.theme(into)?;
    if existing == Some(theme.id) {
        return Err(match why {
            Why::Split => Error::Invalid(format!("the tags of {name} cannot be split off to {name} itself")),
            Why::Retag => Error::Invalid(format!("it is tagged {name} already")),
        });
    }
    if let Some(there) = existing {
        naming.is_offered(there)?;
    }
    let n = codebook::number(asker.conn, theme.id)?;
    let mut keys = Vec::with_capacity(ids.len());
    for id in ids {
        let maker = journal::by_id(asker.conn, OperationId(id.0.maker))?
            .ok_or_else(|| unknown("tag", &id.to_string()))?;
        let key = TagKey { op: maker.n, i: id.0.n };
        // Who chose them may not have seen that one was taken off, or went elsewhere, in the meantime.
        if tags::shown_theme(asker.conn, key)? == Some(n) {
            keys.push(key);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    if keys.is_empty() {
        return Ok(Look::Nothing(format!("none of these are tags of {}", theme.name)));
    }
    let count = keys.len();
    let what = match why {
        Why::Split => format!("split {} from {} to {name}", counted(count, "tag"), theme.name),
        Why::Retag => format!("retagged {name} instead of {}", theme.name),
    };
    let kind = match why {
        Why::Split => "theme.split",
        Why::Retag => "tag.retag",
    };
    let split = vec![ThemeWrite { theme: entity, on: runs(asker.conn, keys)? }];
    let payload = Payload { what, cells: naming.cells, split, ..Payload::default() };
    Ok(change(kind, payload, count))
}

/// Offers a theme no more for tagging; its tags stay.
pub(in crate::workspace) fn retire(asker: &Asker<'_>, id: ThemeId) -> Result<Look, Error> {
    set_retired(asker, id, true)
}

/// Offers a theme again.
pub(in crate::workspace) fn unretire(asker: &Asker<'_>, id: ThemeId) -> Result<Look, Error> {
    set_retired(asker, id, false)
}

fn set_retired(asker: &Asker<'_>, id: ThemeId, retired: bool) -> Result<Look, Error> {
    let book = codebook::codebook(asker.conn)?;
    let theme = known(&book, id)?;
    let name = &theme.name;
    if theme.retired == retired {
        let so = if retired { "is retired already" } else { "is not retired" };
        return Ok(Look::Nothing(format!("the theme {name} {so}")));
    }
    let (kind, what) = if retired {
        let count = tags::shown_under(asker.conn, codebook::number(asker.conn, theme.id)?)?;
        ("theme.retire", format!("retired the theme {name}: its {} stay", counted(count, "tag")))
    } else {
        ("theme.unretire", format!("brought the theme {name} back"))
    };
    let value = i64::from(retired);
    let cells = vec![CellWrite::new(Kind::Theme, theme.id.to_string(), field::THEME_RETIRED, value)];
    Ok(change(kind, Payload { what, cells, ..Payload::default() }, 1))
}
