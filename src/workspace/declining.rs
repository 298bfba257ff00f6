//! "No, this theme is not in it": kept for each analyst, so that the same text is not asked about again.

use std::collections::HashSet;

use super::change::{Asker, Look, unknown};
use super::{Error, theming};
use crate::model::answers::Answers;
use crate::model::id::ThemeId;
use crate::store::payload::Payload;
use crate::store::translations::Name;
use crate::store::{answers, declined, journal};

/// Declines a theme for texts.
pub(super) fn decline(asker: &Asker<'_>, texts: &Answers, theme: ThemeId) -> Result<Look, Error> {
    let conn = asker.conn;
    let theme_name = theming::name(conn, theme)?.ok_or_else(|| unknown("theme", &theme.to_string()))?;
    let analyst = journal::folded(conn, asker.analyst)?.unwrap_or_default();
    let (mut cells, mut changed, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for text in texts.iter().filter(|text| seen.insert(text.0)) {
        let name = Name::of(conn, text.0)?.ok_or_else(|| unknown("answer", &text.0.to_string()))?;
        if let Some(cell) = declined::written(conn, &name, theme, &analyst)? {
            cells.push(cell);
            changed.push(text.0);
        }
    }
    if changed.is_empty() {
        return Ok(Look::Nothing(format!("you said before that {theme_name} is not in it")));
    }
    let what = format!("declined {theme_name} for {}", answers::counted(conn, &changed)?);
    Ok(Look::work("theme.decline", Payload { what, cells, ..Payload::default() }, changed.len()))
}
