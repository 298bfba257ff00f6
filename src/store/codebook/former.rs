//! What themes were called before they were renamed or moved: a filter that was saved then still finds them.

use std::collections::{BTreeMap, BTreeSet};

use super::edges::Edges;
use super::written::Written;
use crate::model::codebook::{Codebook, Former, PATH_SEPARATOR};
use crate::model::id::ThemeId;
use crate::store::cells;
use crate::store::payload::field;
use crate::text::fold;

/// So many names above a theme are looked up, and so many paths of one theme are kept.
const MOST: (usize, usize) = (4, 32);

/// The former paths of these themes, each with the theme that it means now.
pub(super) fn paths(
    book: &Codebook,
    alive: &[ThemeId],
    written: &BTreeMap<ThemeId, Written>,
    edges: &Edges,
) -> Vec<Former> {
    let now: BTreeSet<String> = book.themes.iter().map(|theme| fold(&book.path(theme.id))).collect();
    let mut former = Vec::new();
    for id in alive.iter().filter(|id| was_changed(written, **id, MOST.0)) {
        let mut told = BTreeSet::new();
        for path in ever(written, *id, MOST.0) {
            let folded = fold(&path);
            if !now.contains(&folded) && told.insert(folded) {
                former.push(Former { path, theme: edges.shown(*id) });
            }
        }
    }
    former
}

/// Whether a theme, or one above it, was ever renamed or moved.
fn was_changed(written: &BTreeMap<ThemeId, Written>, id: ThemeId, depth: usize) -> bool {
    let Some(theme) = written.get(&id).filter(|_| depth > 0) else { return false };
    let more_than_one = |field| theme.standing(field).nth(1).is_some();
    let above = theme.standing(field::THEME_PARENT).filter_map(super::written::Write::theme);
    more_than_one(field::THEME_NAME)
        || more_than_one(field::THEME_PARENT)
        || above.into_iter().any(|above| was_changed(written, above, depth - 1))
}

/// Every path that a theme ever had, the newest names first.
fn ever(written: &BTreeMap<ThemeId, Written>, id: ThemeId, depth: usize) -> Vec<String> {
    let Some(theme) = written.get(&id).filter(|_| depth > 0) else { return Vec::new() };
    let names: Vec<String> = theme
        .standing(field::THEME_NAME)
        .filter_map(|write| cells::text(Some(write.value.clone())))
        .collect();
    let mut paths = Vec::new();
    for place in theme.standing(field::THEME_PARENT) {
        let above = match place.theme() {
            Some(parent) => ever(written, parent, depth - 1),
            None => vec![String::new()],
        };
        for above in above {
            for name in &names {
                let path =
                    if above.is_empty() { name.clone() } else { format!("{above}{PATH_SEPARATOR}{name}") };
                paths.push(path);
            }
        }
        paths.truncate(MOST.1);
    }
    paths
}
