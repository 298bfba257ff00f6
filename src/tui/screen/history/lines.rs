//! The lines of the history: actions under their days, those that hold the words that are typed.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::model::operation::HistoryEntry;
use crate::tui::request::Past;
use crate::tui::screen::words::holds;

/// One line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Line {
    /// A day, as people say it.
    Day(String),
    /// The action at this place of the past.
    Action(usize),
}

/// The lines of the actions that hold every one of these words.
pub(super) fn lines(past: &Past, words: &[String]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut day = None;
    for (place, (entry, at)) in past.entries.iter().enumerate() {
        if !words.is_empty() && !is_shown(entry, &at.strftime("%-d %B %Y %H:%M").to_string(), words) {
            continue;
        }
        if day != Some(at.date()) {
            day = Some(at.date());
            lines.push(Line::Day(name(at.date(), past.today)));
        }
        lines.push(Line::Action(place));
    }
    lines
}

fn is_shown(entry: &HistoryEntry, when: &str, words: &[String]) -> bool {
    let undone = if entry.undone { "taken back" } else { "" };
    holds(&format!("{} {} {} {when} {undone}", entry.analyst, entry.kind, entry.summary), words)
}

fn name(day: Date, today: Date) -> String {
    if day == today {
        "Today".into()
    } else if today.checked_sub(1.day()).is_ok_and(|yesterday| day == yesterday) {
        "Yesterday".into()
    } else {
        day.strftime("%-d %B %Y").to_string()
    }
}
