//! Where a theme stands in the tree.

use super::{change, check_unique, known};
use crate::model::codebook::Theme;
use crate::model::id::ThemeId;
use crate::store::codebook;
use crate::store::payload::{CellWrite, Kind, Payload, field};
use crate::workspace::Error;
use crate::workspace::change::{Asker, Look};

/// Puts a theme under another or at the top, before a sibling or last.
pub(in crate::workspace) fn move_to(
    asker: &Asker<'_>,
    id: ThemeId,
    parent: Option<ThemeId>,
    before: Option<ThemeId>,
) -> Result<Look, Error> {
    let book = codebook::codebook(asker.conn)?;
    let theme = known(&book, id)?;
    let above = parent.map(|parent| known(&book, parent)).transpose()?;
    if let Some(above) = above
        && (above.id == theme.id || book.ancestors(above.id).any(|up| up.id == theme.id))
    {
        return Err(Error::Unfit {
            what: format!("{} cannot stand under {}", theme.name, book.path(above.id)),
            hint: "a theme cannot stand under itself or one that is under it; move that one out first"
                .to_owned(),
        });
    }
    let parent = above.map(|above| above.id);
    check_unique(&book, theme, &theme.name, parent, &[])?;
    let mut siblings: Vec<&Theme> =
        book.themes.iter().filter(|other| other.parent == parent && other.id != theme.id).collect();
    let at = match before {
        None => siblings.len(),
        Some(before) => siblings
            .iter()
            .position(|other| other.id == book.shown(before))
            .ok_or_else(|| crate::workspace::change::unknown("theme", &before.to_string()))?,
    };
    siblings.insert(at, theme);
    let stands = book.themes.iter().filter(|other| other.parent == parent).map(|other| other.id);
    if theme.parent == parent && stands.eq(siblings.iter().map(|other| other.id)) {
        return Ok(Look::Nothing(format!("{} stands there already", theme.name)));
    }
    let mut cells = Vec::new();
    if theme.parent != parent {
        let above = parent.map(|parent| parent.to_string());
        cells.push(CellWrite::new(Kind::Theme, theme.id.to_string(), field::THEME_PARENT, above));
    }
    cells.extend(positions(asker, &siblings, at)?);
    let what = match above {
        _ if theme.parent == parent => format!("moved {} among its siblings", theme.name),
        Some(above) => format!("moved {} under {}", theme.name, book.path(above.id)),
        None => format!("moved {} to the top", theme.name),
    };
    Ok(change("theme.move", Payload { what, cells, ..Payload::default() }, 1))
}

/// The places that have to be written so that these stand in order: that of the one at `at`, and of those behind it
/// that are in its way.
fn positions(asker: &Asker<'_>, siblings: &[&Theme], at: usize) -> Result<Vec<CellWrite>, Error> {
    let known = codebook::positions(asker.conn)?;
    let of = |theme: &Theme| known.get(&theme.id).copied().filter(|place| *place < i64::MAX);
    let mut cells = Vec::new();
    let mut last = siblings[..at].iter().rev().find_map(|theme| of(theme)).unwrap_or(-1);
    for (i, theme) in siblings.iter().enumerate().skip(at) {
        if of(theme).is_some_and(|place| i > at && place > last) {
            break;
        }
        last += 1;
        cells.push(CellWrite::new(Kind::Theme, theme.id.to_string(), field::THEME_POSITION, last));
    }
    Ok(cells)
}
