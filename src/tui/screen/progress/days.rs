//! Drawing the last days: how many answers were reviewed on each, and when the reading will be done at this pace.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::model::progress::{DAYS, Pace, Progress};
use crate::tui::skin::Tone;
use crate::tui::widget::paint::{Canvas, count, grouped};

/// The lines of the columns above their dates.
const LINES: u16 = 3;

/// Draws it: the columns where there is room for them, and the words beside.
pub(super) fn draw(canvas: &mut Canvas<'_>, title: Rect, below: Rect, found: &Progress) {
    let pace = &found.pace;
    canvas.rule(title, &format!("Last {DAYS} days"), "reviewed a day, each once", false);
    let with_columns = below.height > LINES && !pace.counted().is_empty();
    let pitch = match below.width {
        110.. => 3,
        70.. => 2,
        _ => 1,
    };
    let mut numbers = below.x + 8;
    if with_columns {
        let chart = Rect { x: below.x + 8, width: DAYS as u16 * pitch, ..below };
        draw_columns(canvas, chart, pace, pitch);
        numbers = chart.right() + if below.width < 110 { 6 } else { 10 };
    }
    let room = below.right().saturating_sub(numbers + 2);
    let lines = said(found, usize::from(room));
    if with_columns {
        for ((number, what), y) in lines.iter().zip(below.top()..below.bottom()) {
            let strong = canvas.style(Tone::Strong);
            canvas.put_right(numbers, y, 9, number, strong);
            canvas.put(numbers + 1, y, room, what, canvas.style(Tone::Text));
        }
        return;
    }
    if pace.counted().is_empty() {
        let none = format!("Nothing was reviewed in these {DAYS} days.");
        canvas.put(below.x + 2, below.y, below.width.saturating_sub(3), &none, canvas.style(Tone::Dim));
    }
    // In a line or two: what comes first matters most.
    let whole: Vec<String> = lines.iter().map(|(number, what)| format!("{number} {what}")).collect();
    let whole = whole.join(" · ");
    let y = below.bottom().saturating_sub(1);
    canvas.put(below.x + 2, y, below.width.saturating_sub(3), whole.trim(), canvas.style(Tone::Text));
}

/// A number and what it is, a line each.
fn said(found: &Progress, room: usize) -> Vec<(String, String)> {
    let (pace, left) = (&found.pace, found.all.left());
    let fitting = |words: [String; 2]| {
        let [long, short] = words;
        if long.width() <= room { long } else { short }
    };
    let mut lines = Vec::new();
    if let (Some(day), Some(working_day)) = (pace.per_day(), pace.per_working_day()) {
        let at_work = rate(working_day);
        let [long, short] = [format!("a day, working days {at_work}"), format!("a day, workdays {at_work}")];
        lines.push((rate(day), fitting([long, short])));
    }
    let words = count(usize::try_from(found.all.words_left).unwrap_or(usize::MAX), "word");
    lines.push((
        grouped(left as usize),
        fitting([format!("left to read, {words}"), "left to read".to_owned()]),
    ));
    if let Some(days) = pace.working_days(left).filter(|_| left > 0) {
        let days = usize::try_from(days).unwrap_or(usize::MAX);
        let noun = if days == 1 { "working day" } else { "working days" };
        lines.push((grouped(days), fitting([format!("{noun} at this pace"), format!("{noun} to go")])));
        if let Some(until) = pace.until(left) {
            let about = |format| format!("about {}", until.strftime(format));
            lines.push((String::new(), fitting([about("%-d %B %Y"), about("%-d %b %Y")])));
        }
    }
    lines
}

/// A number of answers a day.
fn rate(number: f64) -> String {
    if number < 10.0 { format!("{number:.1}") } else { grouped(number.round() as usize) }
}

/// A column for each day, its height by the greatest, and the first and last date below.
fn draw_columns(canvas: &mut Canvas<'_>, area: Rect, pace: &Pace, pitch: u16) {
    let most = pace.days.iter().map(|day| day.reviewed).max().unwrap_or(0);
    let dim = canvas.style(Tone::Dim);
    let base = area.y + LINES - 1;
    canvas.put_right(area.x - 2, area.y, 6, &grouped(most as usize), dim);
    canvas.put_right(area.x - 2, base, 6, "0", dim);
    let width = pitch.saturating_sub(1).max(1);
    for (day, nth) in pace.days.iter().zip(0_u16..) {
        let x = area.x + nth * pitch;
        let is_today = usize::from(nth) + 1 == pace.days.len();
        if day.reviewed == 0 {
            canvas.put(x + (width - 1) / 2, base, 1, "–", dim);
            continue;
        }
        let style = canvas.style(if is_today { Tone::Strong } else { Tone::Accent });
        for (line, eighths) in heights(day.reviewed, most).into_iter().enumerate() {
            let words = canvas.skin.column(eighths).repeat(usize::from(width));
            canvas.put(x, base - line as u16, width, &words, style);
        }
    }
    let y = base + 1;
    let first = pace.days.first().map(|day| day.date.strftime("%-d %b").to_string());
    canvas.put(area.x, y, 7, &first.unwrap_or_default(), dim);
    canvas.put_right(area.right() - u16::from(pitch > 1), y, 5, "today", dim);
}

/// The eighths of each line that a number fills, from below.
fn heights(number: u32, most: u32) -> [u8; LINES as usize] {
    let whole = u64::from(LINES) * 8;
    let filled = (u64::from(number) * whole).div_ceil(u64::from(most).max(1)).min(whole);
    [0, 1, 2].map(|line| filled.saturating_sub(line * 8).min(8) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_high_as_its_number_and_never_nothing() {
        assert_eq!(heights(140, 140), [8, 8, 8]);
        assert_eq!(heights(70, 140), [8, 4, 0]);
        assert_eq!(heights(1, 140), [1, 0, 0]);
        assert_eq!(heights(u32::MAX, u32::MAX), [8, 8, 8]);
    }
}
