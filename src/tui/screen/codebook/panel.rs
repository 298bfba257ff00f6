//! What stands beside the tree: what the theme means, how it is used, in their words, and notes on it.
//!
//! Laid out once for a theme and a width; drawing only picks the lines that are in sight. Quotations and notes are
//! items: the cursor goes from one to the next, and through what lies between line by line.

use std::ops::Range;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::ask::Used;
use crate::model::codebook::{Codebook, Theme};
use crate::model::theme_use::{Quoted, ThemeUse};
use crate::model::view::ShownNote;
use crate::text;
use crate::tui::popup::picker::path_above;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::grouped;
use crate::tui::widget::wrapped::wrapped;

/// Columns of the names of facts; in a narrow panel they stand above.
pub(super) const LABEL: u16 = 13;
/// From this width on they stand beside.
pub(super) const BESIDE: u16 = 44;
/// From this height on there is air between the parts.
const ROOMY: u16 = 16;
/// A quotation shows so many lines.
const QUOTE: usize = 5;
/// Columns before the words of a quotation.
pub(super) const QUOTE_MARK: u16 = 2;

/// Something that the cursor stops at, by its place in what was looked up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Item {
    Quotation(usize),
    Note(usize),
}

/// One line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Line {
    Blank,
    /// The theme, and at the right its path, or at least what stands above it.
    Name {
        chip: String,
        colour: u8,
        name: String,
        path: String,
        above: String,
    },
    /// Words of a fact; the first line of one has its name. All are set right when it is read from there.
    Fact {
        label: &'static str,
        words: String,
        tone: Tone,
        right: bool,
    },
    /// A number with its unit, and what it is made of.
    Number {
        label: &'static str,
        number: String,
        unit: &'static str,
        beside: String,
    },
    /// The heading of a part.
    Rule(&'static str),
    /// Words of a quotation or a note, or who said it.
    Said {
        words: String,
        colour: Option<u8>,
        tone: Tone,
    },
}

/// The lines, and where the cursor is among them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Panel {
    pub lines: Vec<Line>,
    items: Vec<(Item, Range<usize>)>,
    width: Option<u16>,
    /// Whether blanks are left out, where there are few lines.
    dense: bool,
    height: usize,
    top: usize,
    /// The item under the cursor.
    at: Option<usize>,
}

impl Panel {
    /// Has to be laid out anew; it stays where it is scrolled to.
    pub(super) fn forget(&mut self) {
        self.width = None;
    }

    /// Whether it was laid out for this room.
    pub(super) fn is_for(&self, width: u16, height: u16) -> bool {
        self.width == Some(width) && self.dense == (height < ROOMY)
    }

    /// How many lines are in sight.
    pub(super) fn height(&self) -> usize {
        self.height
    }

    /// The first line in sight.
    pub(super) fn top(&self) -> usize {
        self.top
    }

    /// The item under the cursor.
    pub(super) fn item(&self) -> Option<Item> {
        self.at.and_then(|at| self.items.get(at)).map(|(item, _)| *item)
    }

    /// The lines of the item under the cursor.
    pub(super) fn lines_here(&self) -> Range<usize> {
        self.at.and_then(|at| self.items.get(at)).map_or(0..0, |(_, lines)| lines.clone())
    }

    /// Keeps what is in sight within the lines.
    pub(super) fn settle(&mut self, height: usize) {
        self.height = height;
        self.top = self.top.min(self.last_top());
        self.at = self.at.filter(|at| *at < self.items.len());
    }

    /// Scrolls; the cursor stays on its item while that is in sight, else it goes to the first that is. At an end it
    /// goes to the first or the last.
    pub(super) fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by).min(self.last_top());
        let seen = self.top..self.top + self.height.max(1);
        if by.unsigned_abs() > self.lines.len() {
            self.at = if by > 0 { self.items.len().checked_sub(1) } else { None };
            return;
        }
        if self.at.is_some_and(|at| self.is_in(&seen, at)) {
            return;
        }
        self.at = (0..self.items.len()).find(|at| self.is_in(&seen, *at));
    }

    /// Goes to the next item when it is in sight, else a line on.
    pub(super) fn step(&mut self, by: isize) {
        let seen = self.top..self.top + self.height.max(1);
        let next = match (self.at, by > 0) {
            (Some(at), true) => Some(at + 1),
            (Some(at), false) => at.checked_sub(1),
            (None, true) => (0..self.items.len()).find(|at| self.is_in(&seen, *at)),
            (None, false) => None,
        };
        match next.filter(|next| self.is_in(&seen, *next)) {
            Some(next) => {
                self.at = Some(next);
                let lines = self.lines_here();
                // All of it, where there is room.
                self.top = self.top.max(lines.end.saturating_sub(self.height)).min(lines.start);
            }
            None => self.scroll(by.signum()),
        }
    }

    /// Puts the cursor on the item at a line in sight; true when it was there already.
    pub(super) fn click(&mut self, line: usize) -> bool {
        let line = self.top + line;
        let clicked = self.items.iter().position(|(_, lines)| lines.contains(&line));
        let again = clicked.is_some() && clicked == self.at;
        self.at = clicked.or(self.at);
        again
    }

    fn is_in(&self, seen: &Range<usize>, at: usize) -> bool {
        self.items.get(at).is_some_and(|(_, lines)| seen.contains(&lines.start))
    }

    fn last_top(&self) -> usize {
        self.lines.len().saturating_sub(self.height.max(1))
    }

    /// Lays a theme out in lines of a width, for so many lines in sight.
    pub(super) fn lay_out(
        &mut self,
        theme: Option<&Theme>,
        book: &Codebook,
        used: Option<&Used>,
        (width, height): (u16, u16),
    ) {
        self.lines.clear();
        self.items.clear();
        (self.width, self.dense) = (Some(width), height < ROOMY);
        let Some(theme) = theme else { return };
        self.blank();
        let (chip, name) = (theme.chip(), theme.name.clone());
        let path = if theme.parent.is_some() { book.path(theme.id) } else { String::new() };
        let above = path_above(book, theme.id);
        self.lines.push(Line::Name { chip, colour: theme.colour, name, path, above });
        if theme.retired {
            self.fact("Retired", "It is not offered for tagging any more; its tags stay.", Tone::Warning);
        }
        self.fact("Definition", &theme.definition, Tone::Text);
        self.fact("Use when", &theme.use_when, Tone::Text);
        self.fact("Not when", &theme.not_when, Tone::Text);
        self.fact("Search for", &theme.terms.join(", "), Tone::Dim);
        let merged: Vec<&str> = book.merged_into(theme.id).map(|merged| merged.path.as_str()).collect();
        self.fact("Merged in", &merged.join(", "), Tone::Dim);
        let Some(used) = used else { return };
        self.used(&used.of, used.today);
        // The examples stand first.
        for (title, picked) in [("Examples", true), ("In their words", false)] {
            let quotations = used.of.quotations.iter().enumerate();
            let those = quotations.filter(|(_, quoted)| quoted.example.is_some() == picked);
            for (nth, (at, quoted)) in those.enumerate() {
                self.part(title, nth);
                self.quotation(at, quoted, theme.colour);
            }
        }
        for (at, note) in used.of.notes.iter().enumerate() {
            self.part("Notes", at);
            self.note(at, note);
        }
    }

    /// A blank, where there is room for one.
    fn blank(&mut self) {
        if !self.dense {
            self.lines.push(Line::Blank);
        }
    }

    fn width(&self) -> u16 {
        self.width.unwrap_or(1)
    }

    /// A blank, and the lines of a fact; nothing where nothing is said.
    fn fact(&mut self, label: &'static str, words: &str, tone: Tone) {
        if words.trim().is_empty() {
            return;
        }
        self.blank();
        let (beside, right) = (self.width() >= BESIDE, text::is_rtl(words));
        if !beside {
            self.lines.push(Line::Fact { label, words: String::new(), tone, right });
        }
        let room = if beside { self.width() - LABEL } else { self.width() };
        let mut label = if beside { label } else { "" };
        for words in wrapped(words, room) {
            self.lines.push(Line::Fact { label: std::mem::take(&mut label), words, tone, right });
        }
    }

    fn used(&mut self, of: &ThemeUse, today: Date) {
        self.blank();
        if of.answers + of.unplaced == 0 {
            let words = "by nobody yet".to_owned();
            self.lines.push(Line::Fact { label: "Used", words, tone: Tone::Dim, right: false });
            return;
        }
        let each = |name: &str, n: u32| format!("{name} {}", grouped(n as usize));
        let analysts: Vec<String> = of.analysts.iter().map(|(name, n)| each(name, *n)).collect();
        let stances: Vec<String> = of.stances.iter().map(|(stance, n)| each(stance.name(), *n)).collect();
        let days =
            of.days.map_or(String::new(), |(first, last)| match (day(first, today), day(last, today)) {
                (first, last) if first == last => format!("all {first}"),
                (first, last) => format!("{first} to {last}"),
            });
        let unit = |n: u32, one: &'static str, many: &'static str| if n == 1 { one } else { many };
        let mut rows = vec![
            (of.submitters, unit(of.submitters, "submitter", "submitters"), analysts.join("  ")),
            (of.answers, unit(of.answers, "answer", "answers"), stances.join("  ")),
            (of.passages, unit(of.passages, "passage", "passages"), days),
        ];
        if of.unplaced > 0 {
            rows.push((of.unplaced, unit(of.unplaced, "text", "texts"), "under no question".into()));
        }
        let mut label = "Used";
        for (number, unit, beside) in rows {
            let (label, number) = (std::mem::take(&mut label), grouped(number as usize));
            self.lines.push(Line::Number { label, number, unit, beside });
        }
    }

    /// A blank before an item of a part, and the heading before the first.
    fn part(&mut self, title: &'static str, nth: usize) {
        self.blank();
        if nth == 0 {
            self.lines.push(Line::Rule(title));
        }
    }

    fn quotation(&mut self, at: usize, quoted: &Quoted, colour: u8) {
        let start = self.lines.len();
        let mut lines = wrapped(&quoted.words, self.width().saturating_sub(QUOTE_MARK));
        if lines.len() > QUOTE {
            lines.truncate(QUOTE);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        // A line of a text that is read from the right is set so, whatever stands on it.
        let colour = Some(colour);
        self.lines.extend(lines.into_iter().map(|words| Line::Said { words, colour, tone: Tone::Text }));
        let words = match &quoted.question {
            Some(question) if !text::is_rtl(&quoted.who) => format!("{}, answer to {question}", quoted.who),
            _ => quoted.who.clone(),
        };
        self.lines.push(Line::Said { words, colour: None, tone: Tone::Dim });
        self.items.push((Item::Quotation(at), start..self.lines.len()));
    }

    fn note(&mut self, at: usize, note: &ShownNote) {
        let start = self.lines.len();
        for words in wrapped(&note.text, self.width().saturating_sub(QUOTE_MARK)) {
            self.lines.push(Line::Said { words, colour: None, tone: Tone::Text });
        }
        let words = format!("{}, {}", note.analyst, note.at);
        self.lines.push(Line::Said { words, colour: None, tone: Tone::Dim });
        self.items.push((Item::Note(at), start..self.lines.len()));
    }
}

/// A day as people say it: the year only where it is another one.
pub(super) fn day(day: Date, today: Date) -> String {
    if day == today {
        "today".into()
    } else if today.checked_sub(1.day()).is_ok_and(|yesterday| day == yesterday) {
        "yesterday".into()
    } else if day.year() == today.year() {
        day.strftime("%-d %b").to_string()
    } else {
        day.strftime("%-d %b %Y").to_string()
    }
}
