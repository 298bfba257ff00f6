//! The sizes of panes: those of the design for each class of screen, and those that the analyst gave instead.
//!
//! A divider is moved within what every pane needs at least ([`Layout::moved`]); what was chosen on one class
//! of screen leaves the others alone.

use serde::{Deserialize, Serialize};

use super::{Focus, Layout, Shape};

/// The least that panes need, in columns; the list's rows in the stacked layout.
const LEAST_FILTERS: u16 = 16;
const LEAST_ANSWERS: u16 = 24;
const LEAST_READER: u16 = 40;
const LEAST_ROWS: u16 = 3;
/// What the filters leave free of the panes that they lie over.
const LEAST_BESIDE: u16 = 20;

/// A list of fewer columns than this has no room for rows of one line.
pub(super) const ONE_LINE: u16 = 60;

/// Screens whose panes have the same sizes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// From 180 columns.
    Widest,
    /// From 140 columns.
    Wide,
    /// From 120 columns.
    Medium,
    /// From 100 columns.
    Narrow,
    /// Below that the list stands above the reader.
    Stacked,
}

impl Class {
    /// The class of screens of this many columns.
    pub fn of(width: u16) -> Self {
        match width {
            180.. => Self::Widest,
            140.. => Self::Wide,
            120.. => Self::Medium,
            100.. => Self::Narrow,
            _ => Self::Stacked,
        }
    }

    /// The columns of filters and list in the design; the list has all of them where panes are stacked.
    fn usual(self) -> (u16, u16) {
        match self {
            Self::Widest => (26, 72),
            Self::Wide => (26, 46),
            Self::Medium => (24, 38),
            Self::Narrow => (22, 32),
            Self::Stacked => (31, 0),
        }
    }
}

/// What the analyst chose on one class of screen.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// The columns of the filter pane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<u16>,
    /// The columns of the list, or its rows where panes are stacked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<u16>,
}

/// What the analyst chose on every class of screen.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Sizes {
    widest: Chosen,
    wide: Chosen,
    medium: Chosen,
    narrow: Chosen,
    stacked: Chosen,
}

impl Sizes {
    /// The name under which they are remembered.
    pub const MEMORY: &'static str = "panes";

    /// What was chosen on this class of screen.
    pub fn on(&self, class: Class) -> Chosen {
        match class {
            Class::Widest => self.widest,
            Class::Wide => self.wide,
            Class::Medium => self.medium,
            Class::Narrow => self.narrow,
            Class::Stacked => self.stacked,
        }
    }

    /// Chooses for this class of screen.
    pub fn choose(&mut self, class: Class, chosen: Chosen) {
        *match class {
            Class::Widest => &mut self.widest,
            Class::Wide => &mut self.wide,
            Class::Medium => &mut self.medium,
            Class::Narrow => &mut self.narrow,
            Class::Stacked => &mut self.stacked,
        } = chosen;
    }

    /// The columns of filters and list on a screen of this many, which has room for what every pane needs.
    pub(super) fn columns(&self, width: u16, with_filters: bool) -> (u16, u16) {
        let class = Class::of(width);
        let (chosen, usual) = (self.on(class), class.usual());
        let most = width.saturating_sub(LEAST_ANSWERS + LEAST_READER + 2).max(LEAST_FILTERS);
        let filters = chosen.filters.unwrap_or(usual.0).clamp(LEAST_FILTERS, most);
        let left = if with_filters { filters + 1 } else { 0 };
        let most = width.saturating_sub(left + LEAST_READER + 1).max(LEAST_ANSWERS);
        (filters, chosen.answers.unwrap_or(usual.1).clamp(LEAST_ANSWERS, most))
    }

    /// The columns of filters that lie over the other panes.
    pub(super) fn overlay(&self, width: u16) -> u16 {
        let most = width.saturating_sub(LEAST_BESIDE).max(LEAST_FILTERS);
        self.stacked.filters.unwrap_or(Class::Stacked.usual().0).clamp(LEAST_FILTERS, most)
    }

    /// The rows of a list above the reader, `usual` of them unless others were chosen.
    pub(super) fn rows(&self, usual: u16) -> u16 {
        self.stacked.answers.unwrap_or(usual).max(LEAST_ROWS)
    }
}

/// A line between panes that can be moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Divider {
    /// The column at the right of the filters.
    Filters,
    /// The column at the right of the list.
    Answers,
    /// The reader's title below the list.
    Rows,
}

impl Layout {
    /// The divider at a place.
    pub fn divider_at(&self, x: u16, y: u16) -> Option<Divider> {
        let on_bar = |area: Option<super::Area>| {
            area.is_some_and(|area| {
                let bar = area.bar.map(|bar| bar.x);
                bar == Some(x) && (area.title.y..area.body.bottom()).contains(&y)
            })
        };
        if on_bar(self.filters) {
            return Some(Divider::Filters);
        }
        if on_bar(self.answers) {
            return Some(Divider::Answers);
        }
        let stacked = self.shape == Shape::Stacked && self.answers.is_some();
        let title = self.reader.filter(|_| stacked)?.title;
        let covered = self.overlay && self.filters.is_some_and(|filters| x < filters.title.right());
        (title.contains((x, y).into()) && !covered).then_some(Divider::Rows)
    }

    /// The divider that makes a pane wider (with +1) or narrower, and which way it goes for that.
    pub fn width_of(&self, pane: Focus) -> Option<(Divider, i32)> {
        match pane {
            Focus::Filters => self.filters?.bar.map(|_| (Divider::Filters, 1)),
            Focus::Answers => self.answers?.bar.map(|_| (Divider::Answers, 1)),
            Focus::Reader => self.answers?.bar.map(|_| (Divider::Answers, -1)),
        }
    }

    /// The divider that makes a pane taller (with +1) or lower, and which way it goes for that.
    pub fn height_of(&self, pane: Focus) -> Option<(Divider, i32)> {
        let stacked = self.shape == Shape::Stacked && self.answers.is_some() && self.reader.is_some();
        match pane {
            Focus::Answers if stacked => Some((Divider::Rows, 1)),
            Focus::Reader if stacked => Some((Divider::Rows, -1)),
            _ => None,
        }
    }

    /// The column or row of a divider; 0 when it is not there.
    pub fn place_of(&self, divider: Divider) -> u16 {
        let bar = |area: Option<super::Area>| area.and_then(|a| a.bar).map_or(0, |bar| bar.x);
        match divider {
            Divider::Filters => bar(self.filters),
            Divider::Answers => bar(self.answers),
            Divider::Rows => self.reader.map_or(0, |reader| reader.title.y),
        }
    }

    /// What is chosen when a divider goes to a column or row, or as near to it as every pane keeps what it needs.
    ///
    /// Only the two panes beside the divider change.
    pub fn moved(&self, divider: Divider, to: u16, chosen: Chosen) -> Chosen {
        let width = self.screen.width;
        let within = |to: u16, least: u16, most: u16| to.clamp(least, most.max(least));
        match divider {
            Divider::Filters if self.overlay => {
                let most = width.saturating_sub(LEAST_BESIDE);
                Chosen { filters: Some(within(to, LEAST_FILTERS, most)), ..chosen }
            }
            Divider::Filters => {
                let right = self.place_of(Divider::Answers);
                let at = within(to, LEAST_FILTERS, right.saturating_sub(LEAST_ANSWERS + 1));
                Chosen { filters: Some(at), answers: Some(right.saturating_sub(at + 1)) }
            }
            Divider::Answers => {
                let left = self.answers.map_or(0, |answers| answers.title.x);
                let at = within(to, left + LEAST_ANSWERS, width.saturating_sub(LEAST_READER + 1));
                Chosen { answers: Some(at - left), ..chosen }
            }
            Divider::Rows => {
                let top = self.answers.map_or(0, |answers| answers.body.y);
                let bottom = self.status.y.saturating_sub(LEAST_ROWS + 1);
                let at = within(to, top + LEAST_ROWS, bottom);
                Chosen { answers: Some(at - top), ..chosen }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Arrangement;
    use super::*;

    /// The columns (or rows) of filters, list and reader after a divider went to a place.
    fn after(width: u16, height: u16, divider: Divider, to: u16) -> (u16, u16, u16) {
        let mut open = Arrangement { size: (width, height), ..Arrangement::default() };
        if width < 100 && divider == Divider::Filters {
            open.filters = Some(true);
        }
        let before = Layout::new(open);
        let class = Class::of(width);
        open.sizes.choose(class, before.moved(divider, to, open.sizes.on(class)));
        let layout = Layout::new(open);
        let size = |area: Option<super::super::Area>| {
            area.map_or(0, |a| if divider == Divider::Rows { a.body.height } else { a.body.width })
        };
        (size(layout.filters), size(layout.answers), size(layout.reader))
    }

    #[test]
    fn a_divider_moves_the_two_panes_beside_it() {
        assert_eq!(after(120, 36, Divider::Filters, 30), (30, 32, 56));
        assert_eq!(after(120, 36, Divider::Answers, 70), (24, 45, 49));
        assert_eq!(after(80, 24, Divider::Rows, 12), (0, 10, 9));
        assert_eq!(after(80, 24, Divider::Filters, 40), (40, 80, 80));
    }

    #[test]
    fn every_pane_keeps_what_it_needs() {
        for width in [60, 80, 99, 100, 119, 120, 140, 180, 200] {
            for height in [15, 16, 24, 36, 60] {
                for to in 0..=width {
                    if width < 100 {
                        let (_, list, reader) = after(width, height, Divider::Rows, to);
                        assert!(list >= LEAST_ROWS && reader >= LEAST_ROWS, "{width}x{height} to {to}");
                        let (filters, ..) = after(width, height, Divider::Filters, to);
                        assert!((LEAST_FILTERS..=width - LEAST_BESIDE).contains(&filters));
                        continue;
                    }
                    for divider in [Divider::Filters, Divider::Answers] {
                        let (filters, list, reader) = after(width, height, divider, to);
                        assert_eq!(filters + list + reader + 2, width);
                        assert!(filters >= LEAST_FILTERS && list >= LEAST_ANSWERS && reader >= LEAST_READER);
                    }
                }
            }
        }
    }

    #[test]
    fn what_was_chosen_goes_on_one_class_of_screen_only() {
        let mut open = Arrangement::default();
        open.sizes.choose(Class::Medium, Chosen { filters: Some(30), answers: Some(30) });
        let filters =
            |width| Layout::new(Arrangement { size: (width, 36), ..open }).filters.unwrap().body.width;
        assert_eq!((filters(120), filters(139), filters(140), filters(119)), (30, 30, 26, 22));
    }

    #[test]
    fn nonsense_in_the_file_is_kept_within_the_screen() {
        for (filters, answers) in [(0, 0), (u16::MAX, u16::MAX), (0, u16::MAX), (u16::MAX, 0)] {
            let mut open = Arrangement::default();
            let chosen = Chosen { filters: Some(filters), answers: Some(answers) };
            for class in [Class::Widest, Class::Wide, Class::Medium, Class::Narrow, Class::Stacked] {
                open.sizes.choose(class, chosen);
            }
            for width in 40..=220 {
                for (height, pane) in [(10, None), (15, Some(true)), (24, Some(false)), (60, None)] {
                    open.filters = pane;
                    open.size = (width, height);
                    let layout = Layout::new(open);
                    for area in [layout.filters, layout.answers, layout.reader].into_iter().flatten() {
                        assert!(area.body.right() <= width && area.body.bottom() <= height);
                        assert!(area.body.width >= LEAST_FILTERS && area.body.height >= 1);
                    }
                }
            }
        }
    }

    #[test]
    fn dividers_are_found_where_they_are_drawn() {
        let at = |width, height| Layout::new(Arrangement { size: (width, height), ..Arrangement::default() });
        let layout = at(120, 36);
        assert_eq!(layout.divider_at(24, 5), Some(Divider::Filters));
        assert_eq!(layout.divider_at(63, 1), Some(Divider::Answers));
        assert_eq!(layout.divider_at(63, 34), None);
        assert_eq!(layout.divider_at(40, 5), None);
        let layout = at(80, 24);
        assert_eq!(layout.divider_at(10, 9), Some(Divider::Rows));
        assert_eq!(layout.divider_at(10, 1), None);
    }

    #[test]
    fn sizes_are_written_without_what_was_not_chosen() {
        let mut sizes = Sizes::default();
        sizes.choose(Class::Narrow, Chosen { filters: None, answers: Some(40) });
        let written = serde_json::to_value(sizes).unwrap();
        assert_eq!(written["narrow"], serde_json::json!({"answers": 40}));
        assert_eq!(serde_json::from_value::<Sizes>(written).unwrap(), sizes);
        let partly = serde_json::json!({"wide": {"filters": 20}, "of another version": 1});
        assert_eq!(serde_json::from_value::<Sizes>(partly).unwrap().on(Class::Wide).filters, Some(20));
    }
}
