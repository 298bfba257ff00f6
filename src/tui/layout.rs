//! Where everything stands: the grid of the design, as one pure function of the size and what is open.
//!
//! Row 0 is the query bar, row 1 the pane titles, then the panes, the status line and, from 12 lines,
//! the hints. Panes are divided by one column, which is the left pane's scroll bar.

mod sizes;

use ratatui::layout::Rect;

use crate::text::bidi::Writing;
pub use sizes::{Chosen, Class, Divider, Sizes};

/// Which pane the keys go to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Focus {
    /// The filter pane.
    Filters,
    /// The answers list.
    #[default]
    Answers,
    /// The text of one answer.
    Reader,
}

/// How the panes share the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Too small for anything but a message.
    TooSmall,
    /// One pane at a time.
    One,
    /// The list above the reader, filters over them.
    Stacked,
    /// Side by side.
    Columns,
}

/// How answers are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowStyle {
    /// One line: name, country, themes, first words.
    One,
    /// Two lines: name and themes above the first words.
    Two,
}

impl RowStyle {
    /// How many lines a row takes.
    pub fn height(self) -> usize {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }
}

/// A pane's rule with its title, its content, and the column of its scroll bar.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Area {
    /// The rule above the pane.
    pub title: Rect,
    /// What is inside.
    pub body: Rect,
    /// The dividing column at its right, if it has one of its own.
    pub bar: Option<Rect>,
}

/// Where everything stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Layout {
    /// How the panes share the screen.
    pub shape: Shape,
    /// The whole screen.
    pub screen: Rect,
    /// The query bar.
    pub query: Rect,
    /// The filter pane, when it is shown.
    pub filters: Option<Area>,
    /// The answers list, when it is shown.
    pub answers: Option<Area>,
    /// The reader, when it is shown.
    pub reader: Option<Area>,
    /// The status line.
    pub status: Rect,
    /// The hints, when there is room.
    pub hints: Option<Rect>,
    /// How answers are listed.
    pub rows: RowStyle,
    /// The widest that text in the reader gets.
    pub text_max: u16,
    /// Whether the reader's tags and notes stand below it in full.
    pub full_foot: bool,
    /// Whether the filters lie over the other panes.
    pub overlay: bool,
    /// How many lines at the reader's top a popup takes from the list's place (stacked only).
    pub popup: Option<Rect>,
    /// Who puts lines in visual order.
    pub writing: Writing,
}

/// What is open, as far as the layout depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Arrangement {
    /// Columns and lines of the terminal.
    pub size: (u16, u16),
    /// The pane that the keys go to.
    pub focus: Focus,
    /// Whether that pane has all columns.
    pub zoom: bool,
    /// Whether the filter pane is wanted; without a say it stands beside the others and is not laid over them.
    pub filters: Option<bool>,
    /// Whether a popup takes the list's place in the stacked layout.
    pub docked: bool,
    /// The sizes that the analyst gave to panes.
    pub sizes: Sizes,
    /// Who puts lines in visual order.
    pub writing: Writing,
}

/// The two panes of a screen beside the review screen; on a small terminal only one of them is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pair {
    /// The list.
    pub list: Option<Area>,
    /// What is under the list's cursor.
    pub detail: Option<Area>,
}

impl Pair {
    /// The pane at a place: true for the detail.
    pub fn is_detail_at(&self, x: u16, y: u16) -> Option<bool> {
        let holds = |area: &Area| area.body.contains((x, y).into()) || area.title.contains((x, y).into());
        if self.detail.as_ref().is_some_and(holds) {
            return Some(true);
        }
        self.list.as_ref().filter(|area| holds(area)).map(|_| false)
    }
}

const MIN_WIDTH: u16 = 40;
const MIN_HEIGHT: u16 = 10;

impl Layout {
    /// Lays the screen out.
    pub fn new(open: Arrangement) -> Self {
        let (width, height) = open.size;
        let screen = Rect::new(0, 0, width, height);
        let hints = (height >= 12).then(|| Rect::new(0, height - 1, width, 1));
        let status_row = height.saturating_sub(if hints.is_some() { 2 } else { 1 });
        let shape = match (width, height) {
            (w, h) if w < MIN_WIDTH || h < MIN_HEIGHT => Shape::TooSmall,
            (w, h) if w < 60 || h < 15 => Shape::One,
            (w, _) if w < 100 => Shape::Stacked,
            _ => Shape::Columns,
        };
        let mut layout = Self {
            shape,
            screen,
            query: Rect::new(0, 0, width, 1),
            filters: None,
            answers: None,
            reader: None,
            status: Rect::new(0, status_row, width, height.min(1)),
            hints,
            rows: if (100..180).contains(&width) { RowStyle::Two } else { RowStyle::One },
            text_max: if width >= 180 { 72 } else { 76 },
            full_foot: height >= 34,
            overlay: false,
            popup: None,
            writing: open.writing,
        };
        let middle = layout.middle();
        match shape {
            Shape::TooSmall => {}
            Shape::One => layout.one(middle, open),
            _ if open.zoom => layout.one(middle, open),
            Shape::Stacked => layout.stacked(middle, open),
            Shape::Columns => layout.columns(middle, open),
        }
        layout
    }

    /// What lies between the bar above and the status line, titles included.
    pub fn middle(&self) -> Rect {
        Rect::new(0, 1, self.screen.width, self.status.y.saturating_sub(1))
    }

    /// Lays out a list and its detail: side by side with so many columns of a hundred for the list, or one above
    /// the other, or the one that has the keys.
    pub fn pair(&self, share: u16, on_detail: bool) -> Pair {
        let middle = self.middle();
        match self.shape {
            Shape::TooSmall => Pair::default(),
            Shape::One => self.single(on_detail),
            Shape::Stacked => {
                let list = (middle.height * 45 / 100).max(6).min(middle.height.saturating_sub(4));
                let below = Rect { y: middle.y + list, height: middle.height - list, ..middle };
                Pair {
                    list: Some(area(Rect { height: list, ..middle }, None)),
                    detail: Some(area(below, None)),
                }
            }
            Shape::Columns => {
                let list = (u32::from(middle.width) * u32::from(share) / 100) as u16;
                let x = list + 1;
                Pair {
                    list: Some(area(Rect { width: list, ..middle }, Some(list))),
                    detail: Some(area(Rect { x, width: middle.width - x, ..middle }, None)),
                }
            }
        }
    }

    /// The same screen with one of the two alone.
    pub fn single(&self, on_detail: bool) -> Pair {
        let whole = (self.shape != Shape::TooSmall).then(|| area(self.middle(), None));
        if on_detail { Pair { list: None, detail: whole } } else { Pair { list: whole, detail: None } }
    }

    fn one(&mut self, middle: Rect, open: Arrangement) {
        let area = Some(area(middle, None));
        match open.focus {
            Focus::Filters => self.filters = area,
            Focus::Answers => self.answers = area,
            Focus::Reader => self.reader = area,
        }
        if self.shape == Shape::One && open.docked {
            self.popup = Some(middle);
        }
    }

    fn stacked(&mut self, middle: Rect, open: Arrangement) {
        // 37 % of H-5 for the list, at least 5 rows; both panes have a title row.
        let inner = middle.height.saturating_sub(2);
        let mut list = open.sizes.rows((u32::from(inner) * 37 / 100).max(5) as u16);
        if open.docked {
            list = (self.screen.height / 2).saturating_sub(2).max(list);
            self.popup = Some(Rect::new(0, 1, middle.width, list + 1));
        }
        let list = list.min(inner.saturating_sub(3));
        let above = Rect { height: list + 1, ..middle };
        let below = Rect { y: middle.y + list + 1, height: middle.height - list - 1, ..middle };
        self.answers = Some(area(above, None));
        self.reader = Some(area(below, None));
        if open.filters == Some(true) || open.focus == Focus::Filters {
            self.overlay = true;
            let width = open.sizes.overlay(middle.width);
            self.filters = Some(area(Rect { width, ..middle }, Some(width)));
        }
    }

    fn columns(&mut self, middle: Rect, open: Arrangement) {
        let with_filters = open.filters != Some(false);
        let (filters, answers) = open.sizes.columns(middle.width, with_filters);
        if answers < sizes::ONE_LINE {
            self.rows = RowStyle::Two;
        }
        let mut x = 0;
        if with_filters {
            self.filters = Some(area(Rect { width: filters, ..middle }, Some(filters)));
            x = filters + 1;
        }
        let list = Rect { x, width: answers, ..middle };
        self.answers = Some(area(list, Some(x + answers)));
        x += answers + 1;
        self.reader = Some(area(Rect { x, width: middle.width - x, ..middle }, None));
    }

    /// The pane at a place, the overlay first.
    pub fn pane_at(&self, x: u16, y: u16) -> Option<(Focus, Area)> {
        [(Focus::Filters, self.filters), (Focus::Answers, self.answers), (Focus::Reader, self.reader)]
            .into_iter()
            .filter_map(|(focus, area)| Some((focus, area?)))
            .find(|(_, area)| area.body.contains((x, y).into()) || area.title.contains((x, y).into()))
    }

    /// The panes that are shown, in the order in which Tab goes through them.
    pub fn panes(&self, open: Arrangement) -> Vec<Focus> {
        if self.shape == Shape::Columns && open.filters != Some(false) {
            vec![Focus::Filters, Focus::Answers, Focus::Reader]
        } else {
            vec![Focus::Answers, Focus::Reader]
        }
    }
}

fn area(outer: Rect, bar: Option<u16>) -> Area {
    let title = Rect { height: outer.height.min(1), ..outer };
    let body = Rect { y: outer.y + 1, height: outer.height.saturating_sub(1), ..outer };
    let bar = bar.map(|x| Rect { x, width: 1, ..body });
    Area { title, body, bar }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(width: u16, height: u16) -> Layout {
        Layout::new(Arrangement { size: (width, height), ..Arrangement::default() })
    }

    fn widths(w: u16, h: u16) -> (Option<u16>, Option<u16>, Option<u16>) {
        let layout = at(w, h);
        let width = |a: Option<Area>| a.map(|a| a.body.width);
        (width(layout.filters), width(layout.answers), width(layout.reader))
    }

    #[test]
    fn widths_follow_the_table() {
        assert_eq!(widths(200, 60), (Some(26), Some(72), Some(100)));
        assert_eq!(widths(160, 40), (Some(26), Some(46), Some(86)));
        assert_eq!(widths(120, 36), (Some(24), Some(38), Some(56)));
        assert_eq!(widths(100, 30), (Some(22), Some(32), Some(44)));
        assert_eq!(widths(80, 24), (None, Some(80), Some(80)));
        assert_eq!(widths(59, 24), (None, Some(59), None));
        assert_eq!(widths(80, 14), (None, Some(80), None));
        assert_eq!(widths(39, 24), (None, None, None));
    }

    #[test]
    fn at_80x24_the_list_has_seven_rows_and_the_reader_twelve() {
        let layout = at(80, 24);
        let (answers, reader) = (layout.answers.unwrap(), layout.reader.unwrap());
        assert_eq!((answers.body.y, answers.body.height), (2, 7));
        assert_eq!((reader.title.y, reader.body.y, reader.body.height), (9, 10, 12));
        assert_eq!((layout.status.y, layout.hints.unwrap().y), (22, 23));
    }

    #[test]
    fn nothing_overlaps_or_leaves_the_screen_at_any_size() {
        for width in 0..210 {
            for height in 0..64 {
                for focus in [Focus::Filters, Focus::Answers, Focus::Reader] {
                    for docked in [false, true] {
                        let size = (width, height);
                        let open = Arrangement { size, focus, docked, ..Arrangement::default() };
                        let layout = Layout::new(open);
                        let pair = layout.pair(55, docked);
                        let of_pair = [pair.list, pair.detail];
                        for area in of_pair.iter().flatten() {
                            let within = layout.middle().union(area.title).union(area.body);
                            assert_eq!(within, layout.middle(), "{width}x{height} {area:?}");
                        }
                        let areas = [layout.answers, layout.reader];
                        let mut seen = vec![layout.status];
                        seen.extend(areas.iter().flatten().flat_map(|a| [a.title, a.body]));
                        for (i, a) in seen.iter().enumerate() {
                            assert!(a.right() <= width && a.bottom() <= height, "{width}x{height} {a:?}");
                            assert!(seen[..i].iter().all(|b| !a.intersects(*b)), "{width}x{height} {a:?}");
                        }
                    }
                }
            }
        }
    }
}
