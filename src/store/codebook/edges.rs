//! Where themes stand: one edge a theme, to the theme that it was merged into, else to the one above it.
//!
//! Edges are entered in the order of their clocks. One that would close a cycle, as two people can make it who did not
//! see each other, is refused; the next older one of its theme is tried, else the theme stands at the top (JOURNAL.md,
//! "Tree").

use std::collections::{BTreeMap, HashMap};

use super::written::{Clock, Written};
use crate::model::id::ThemeId;
use crate::store::payload::field;

/// Where a theme may stand, as one write says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Candidate {
    by: Clock,
    /// Where it leads; `None` is the top.
    to: Option<ThemeId>,
    merged: bool,
}

/// The edges that hold.
#[derive(Default, Debug)]
pub(super) struct Edges {
    to: HashMap<ThemeId, (ThemeId, bool)>,
}

impl Edges {
    /// Enters the edges of all themes.
    pub(super) fn enter(themes: &BTreeMap<ThemeId, Written>) -> Self {
        let mut waiting: Vec<(ThemeId, Vec<Candidate>)> =
            themes.iter().map(|(id, written)| (*id, candidates(written))).collect();
        waiting.retain(|(_, candidates)| !candidates.is_empty());
        waiting.sort_by_key(|(id, candidates)| (candidates[0].by, *id));
        let mut edges = Self::default();
        for (theme, candidates) in waiting {
            for candidate in candidates {
                let Some(to) = candidate.to else { break };
                if !edges.leads(to, theme) {
                    edges.to.insert(theme, (to, candidate.merged));
                    break;
                }
            }
        }
        edges
    }

    /// Whether one comes from here to there.
    fn leads(&self, from: ThemeId, there: ThemeId) -> bool {
        let mut at = from;
        while at != there {
            match self.to.get(&at) {
                Some((up, _)) => at = *up,
                None => return false,
            }
        }
        true
    }

    /// The theme under which the tags of this one are shown.
    pub(super) fn shown(&self, theme: ThemeId) -> ThemeId {
        let mut at = theme;
        while let Some((into, true)) = self.to.get(&at) {
            at = *into;
        }
        at
    }

    /// The theme that is shown above this one.
    pub(super) fn parent(&self, theme: ThemeId) -> Option<ThemeId> {
        match self.to.get(&theme) {
            Some((up, false)) => Some(self.shown(*up)),
            _ => None,
        }
    }
}

/// Where a theme may stand, what holds first: merged as long as the newest word on that is a theme, else in the tree.
fn candidates(written: &Written) -> Vec<Candidate> {
    let mut all = Vec::new();
    for write in written.standing(field::THEME_INTO) {
        match write.theme() {
            Some(into) => all.push(Candidate { by: write.by, to: Some(into), merged: true }),
            None => break,
        }
    }
    for write in written.standing_ever(field::THEME_PARENT) {
        let to = write.theme();
        all.push(Candidate { by: write.by, to, merged: false });
        if to.is_none() {
            break;
        }
    }
    all
}
