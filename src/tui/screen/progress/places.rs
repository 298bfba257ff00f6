//! Where the rows, the last days and what needs a second look stand on the screen.

use ratatui::layout::Rect;

/// Under this width labels are narrow.
const WIDE: u16 = 100;
/// Under this width there is room for three numbers and no more.
const NARROW: u16 = 56;
/// From this height on there is air.
const TALL: u16 = 30;
/// From this height on the days are drawn.
const FOR_DAYS: u16 = 18;
/// From this height on there is room below the rows at all.
const FOR_MORE: u16 = 12;
/// The longest bar.
const BAR: u16 = 30;
/// The columns of a number, with the gap before it.
const NUMBER: u16 = 9;
/// Reviewed, flagged, to do: they are always in sight.
pub(super) const FIXED: usize = 3;

/// What has to find room.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needs {
    /// How many rows.
    pub rows: usize,
    /// Lines below the rows: all, and what is under no question.
    pub totals: u16,
    /// Numbers after the first three.
    pub further: usize,
    /// Whether something was reviewed on one of the days.
    pub days: bool,
}

/// The places.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Places {
    /// Names of the columns.
    pub head: Rect,
    /// The rows in sight.
    pub rows: Rect,
    /// The rule and the lines below it.
    pub totals: Rect,
    /// The title of the last days, and what stands below it.
    pub days: Option<(Rect, Rect)>,
    /// The title of the second look, and its lines.
    pub second: Option<(Rect, Rect)>,
    /// The width of the names, with the cursor before them.
    pub label: u16,
    /// The width of the bars.
    pub bar: u16,
    /// The columns of a number, with the gap before it.
    number: u16,
    /// How many numbers after the first three are in sight.
    pub seen: usize,
}

impl Places {
    /// Lays all of it out in the room below the title.
    pub(super) fn of(body: Rect, needs: Needs) -> Self {
        let number = if body.width < NARROW { NUMBER - 1 } else { NUMBER };
        // One more before the first number, and the scroll bar behind the last.
        let fixed = number * FIXED as u16 + 3;
        let label = if body.width < WIDE { 22 } else { 30 }.min(body.width.saturating_sub(fixed));
        let room = body.width.saturating_sub(label + fixed);
        let least = if body.width < WIDE { 8 } else { 12 };
        let seen = usize::from(room.saturating_sub(least) / number).min(needs.further);
        let bar = room.saturating_sub(seen as u16 * number).min(BAR);
        let bar = if bar < 4 { 0 } else { bar };

        let air = u16::from(body.height >= TALL);
        let days = match body.height {
            0..FOR_MORE => 0,
            _ if !needs.days => 3,
            FOR_MORE..FOR_DAYS => 2,
            _ => 5 + air,
        };
        let second = if body.height < FOR_MORE { 0 } else { 3 };
        let below = (days + air) * u16::from(days > 0) + (second + air) * u16::from(second > 0);
        let head = Rect { y: body.y + air, height: 1, ..body };
        let most = body.height.saturating_sub(air + 1 + 1 + needs.totals + below).max(1);
        let height = (needs.rows.min(usize::from(u16::MAX)) as u16).min(most);
        let line = |y: u16, height: u16| Rect {
            y: y.min(body.bottom()),
            height: height.min(body.bottom().saturating_sub(y)),
            ..body
        };
        let rows = line(head.bottom(), height);
        let totals = line(rows.bottom(), 1 + needs.totals);
        let part = |y: u16, height: u16, gap: u16| {
            let (title, below) = (line(y, 1), line(y + 1 + gap, height.saturating_sub(1 + gap)));
            (height > 0 && below.height > 0).then_some((title, below))
        };
        let y = totals.bottom() + air;
        let gap = if needs.days { air } else { 0 };
        let parts = (part(y, days, gap), part(y + days + air * u16::from(days > 0), second, 0));
        Self { head, rows, totals, days: parts.0, second: parts.1, label, bar, number, seen }
    }

    /// Where the nth number in sight ends.
    pub(super) fn right(&self, nth: usize) -> u16 {
        self.rows.x + self.label + self.bar + 1 + (nth as u16 + 1) * self.number
    }

    /// The number in sight at a column of the screen.
    pub(super) fn number_at(&self, x: u16) -> Option<usize> {
        let first = self.rows.x + self.label + self.bar + 1;
        let nth = usize::from(x.checked_sub(first)? / self.number);
        (nth < FIXED + self.seen).then_some(nth)
    }

    /// The room of a number.
    pub(super) fn cell(&self, nth: usize, y: u16) -> Rect {
        Rect { x: self.right(nth) + 1 - self.number, y, width: self.number, height: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_room_or_lies_over_another_at_any_size() {
        for (width, height) in (40..210).flat_map(|width| (3..62).map(move |height| (width, height))) {
            for (rows, further) in [(0, 1), (11, 1), (11, 4), (900, 30)] {
                for days in [false, true] {
                    let body = Rect::new(0, 2, width, height);
                    let places = Places::of(body, Needs { rows, totals: 2, further, days });
                    let mut all = vec![places.head, places.rows, places.totals];
                    for (title, below) in [places.days, places.second].into_iter().flatten() {
                        all.extend([title, below]);
                    }
                    let at = format!("{width}×{height} {places:?}");
                    assert!(all.iter().all(|area| body.union(*area) == body), "{at}");
                    assert!(all.windows(2).all(|two| two[0].bottom() <= two[1].y), "{at}");
                    let last = places.right(FIXED + places.seen - 1);
                    assert!(last < body.right(), "{last}: {at}");
                }
            }
        }
    }

    #[test]
    fn the_eleven_questions_and_all_the_rest_are_in_sight_on_a_usual_screen() {
        let needs = Needs { rows: 11, totals: 2, further: 4, days: true };
        let places = Places::of(Rect::new(0, 2, 120, 32), needs);
        assert_eq!((places.rows.height, places.seen, places.bar), (11, 4, 24));
        assert!(places.days.is_some_and(|(_, days)| days.height == 4));
        assert!(places.second.is_some_and(|(_, second)| second.height == 2));
    }
}
