//! The lines of the tree: which themes are shown, how deep they stand, and what of them can be folded.

use std::collections::BTreeSet;

use crate::model::codebook::{Codebook, Theme};
use crate::model::id::ThemeId;
use crate::tui::fuzzy;

/// One line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub theme: ThemeId,
    /// How many themes stand above it.
    pub depth: usize,
    /// Whether themes stand under it, and whether these are hidden.
    pub fold: Fold,
    /// Which characters of its name were hit; `None` for what is shown only because something under it was.
    pub hits: Option<Vec<usize>>,
}

/// Whether a theme has others under it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fold {
    /// None.
    Leaf,
    /// They are shown.
    Open,
    /// They are hidden.
    Shut,
}

impl Row {
    /// Whether it is a heading of the tree rather than one theme among others.
    pub(super) fn is_group(&self) -> bool {
        self.depth == 0 && self.fold != Fold::Leaf
    }
}

/// The lines, and the theme that fits best what is typed.
///
/// While something is typed nothing is folded, and what stands above a hit is shown with it.
pub(super) fn rows(book: &Codebook, shut: &BTreeSet<ThemeId>, pattern: &str) -> (Vec<Row>, Option<ThemeId>) {
    if pattern.trim().is_empty() {
        let hidden = |theme: &&Theme| !book.ancestors(theme.id).any(|above| shut.contains(&above.id));
        let row = |theme: &Theme| Row { hits: Some(Vec::new()), ..row(book, theme.id, shut) };
        return (book.themes.iter().filter(hidden).map(row).collect(), None);
    }
    let ranked = fuzzy::rank(pattern, book.themes.iter().map(|theme| theme.name.as_str()));
    let best = ranked.first().and_then(|hit| book.themes.get(hit.index)).map(|theme| theme.id);
    let shown: BTreeSet<ThemeId> = ranked
        .iter()
        .filter_map(|hit| book.themes.get(hit.index))
        .flat_map(|theme| book.ancestors(theme.id).map(|above| above.id).chain([theme.id]))
        .collect();
    let themes = book.themes.iter().enumerate().filter(|(_, theme)| shown.contains(&theme.id));
    let none = BTreeSet::new();
    let rows = themes.map(|(at, theme)| {
        let hit = ranked.iter().find(|hit| hit.index == at);
        Row { hits: hit.map(|hit| hit.at.clone()), ..row(book, theme.id, &none) }
    });
    (rows.collect(), best)
}

fn row(book: &Codebook, theme: ThemeId, shut: &BTreeSet<ThemeId>) -> Row {
    let fold = match book.themes.iter().any(|below| below.parent == Some(theme)) {
        false => Fold::Leaf,
        true if shut.contains(&theme) => Fold::Shut,
        true => Fold::Open,
    };
    Row { theme, depth: book.depth(theme), fold, hits: None }
}
