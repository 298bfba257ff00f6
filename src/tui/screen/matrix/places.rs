//! Where rows, columns, totals and the answers below stand on the screen.

use ratatui::layout::Rect;

/// Under this width labels and columns are narrow.
const WIDE: u16 = 100;
/// From this height on there is air.
const TALL: u16 = 26;
/// A screen lower than this has no room for answers below the counts.
const LOW: u16 = 12;

/// The places.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Places {
    /// Names and numbers of the columns: two lines.
    pub head: Rect,
    /// The rows in sight.
    pub rows: Rect,
    /// The rule and the totals below them.
    pub totals: Rect,
    /// The title above the answers, and the answers.
    pub below: Option<(Rect, Rect)>,
    /// The width of the labels.
    pub label: u16,
    /// The width of a column with the gap after it.
    pub column: u16,
    /// How many columns are in sight.
    pub seen: usize,
}

impl Places {
    /// Lays out so many rows and columns in the room below the title.
    pub(super) fn of(body: Rect, rows: usize, columns: usize) -> Self {
        let (label, column) = if body.width < WIDE { (19, 8) } else { (27, 13) };
        let room = body.width.saturating_sub(label + column.max(10) + 1);
        let seen = usize::from(room / column).clamp(1, columns.max(1));
        // What all columns leave over makes their heads longer.
        let column = if seen == columns { (room / seen as u16).clamp(column, 13) } else { column };
        let air = u16::from(body.height >= TALL);
        let line = |y: u16, height: u16| Rect {
            y: y.min(body.bottom()),
            height: height.min(body.bottom().saturating_sub(y)),
            ..body
        };
        let fixed = 2 + 2 + 2 * air;
        let answers = match body.height {
            0..LOW => 0,
            LOW..TALL => 5,
            _ => 8,
        };
        let room = body.height.saturating_sub(fixed + answers).max(1);
        let height = (rows.min(usize::from(u16::MAX)) as u16).min(room);
        let head = line(body.y + air, 2);
        let rows = line(head.bottom(), height);
        let totals = line(rows.bottom(), 2);
        let title = line(totals.bottom() + air, 1);
        let list = line(title.bottom(), body.bottom().saturating_sub(title.bottom()));
        let below = (answers > 0 && list.height > 0).then_some((title, list));
        Self { head, rows, totals, below, label, column, seen }
    }

    /// The first place of a column in sight, from 0.
    pub(super) fn x(&self, nth: usize) -> u16 {
        self.rows.x + self.label + nth as u16 * self.column
    }

    /// Where the numbers of a column end.
    pub(super) fn right(&self, nth: usize) -> u16 {
        self.x(nth) + self.column - 2
    }

    /// The line before the totals, behind so many columns.
    pub(super) fn line(&self, seen: usize) -> u16 {
        self.x(seen) + u16::from(self.column > 8)
    }

    /// Where the totals of the rows end.
    pub(super) fn total(&self, seen: usize) -> u16 {
        self.line(seen) + 8
    }
}
