//! Bars as a drawing within the page, each with its name and its number.

use crate::export::document::Chart;
use crate::export::document::words::{escaped_line, line};
use crate::text;

/// The drawing's own measures.
const WIDTH: u64 = 660;
const NAMES: u64 = 230;
const NUMBERS: u64 = 60;
const LINE: usize = 16;
const GAP: usize = 10;

/// The most columns and lines of a name; what is longer is shortened in the drawing, and whole in what is read out.
const COLUMNS: usize = 34;
const LINES: usize = 3;

/// The `n`th chart, as a figure of this class.
pub(super) fn drawn(chart: &Chart, n: usize, class: &str) -> String {
    let mut bars = String::new();
    let mut y = 0;
    for (name, number) in &chart.bars {
        let names = lines(name);
        let height = names.len() * LINE;
        let middle = y + height / 2;
        for (i, part) in names.iter().enumerate() {
            bars.extend([format!(
                "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                NAMES - 10,
                y + i * LINE + 12,
                escaped_line(part)
            )]);
        }
        let room = WIDTH - NAMES - NUMBERS;
        // The smallest number that is not none is seen.
        let length = (number * room).div_ceil(chart.longest());
        let top = middle - LINE / 2;
        bars.extend([format!(
            "<rect class=\"bar\" x=\"{NAMES}\" y=\"{top}\" width=\"{length}\" height=\"{LINE}\"/>\
             <text x=\"{}\" y=\"{}\">{number}</text>\n",
            NAMES + length + 8,
            top + 12
        )]);
        y += height + GAP;
    }
    let height = y.max(1);
    let said: Vec<String> =
        chart.bars.iter().map(|(name, number)| format!("{}: {number}", line(name))).collect();
    format!(
        "<figure{class}>\n<p class=\"caption\" id=\"c{n}\">{} ({})</p>\n\
         <svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"c{n}\" aria-describedby=\"d{n}\">\n\
         <desc id=\"d{n}\">{}</desc>\n{bars}\
         <line class=\"axis\" x1=\"{NAMES}\" y1=\"0\" x2=\"{NAMES}\" y2=\"{height}\"/>\n</svg>\n</figure>\n",
        escaped_line(&chart.caption),
        escaped_line(&chart.unit),
        escaped_line(&said.join("; ")),
    )
}

/// A name in the room before its bar.
fn lines(name: &str) -> Vec<String> {
    let name = line(name);
    let mut all: Vec<String> =
        textwrap::wrap(&name, COLUMNS).into_iter().map(std::borrow::Cow::into_owned).collect();
    if all.len() > LINES {
        let rest = all[LINES - 1..].join(" ");
        all.truncate(LINES - 1);
        all.push(text::truncate(&rest, COLUMNS));
    }
    if all.is_empty() {
        all.push(String::new());
    }
    all
}
