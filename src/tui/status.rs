//! The status line and the hints: what was done, how far the review is, which keys there are.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::keys::Keys;
use super::request::Trouble;
use super::skin::{Sign, Tone};
use super::widget::paint::Canvas;
use crate::action::Scope;

/// What the status line says at its left.
#[derive(Clone, Debug, Default)]
pub struct StatusLine {
    /// What was done, without the way to take it back.
    pub said: String,
    /// Whether it can be taken back.
    pub can_undo: bool,
    /// What did not work.
    pub trouble: Option<Trouble>,
    /// How many ticks something has been waited for.
    pub waited: u32,
}

impl StatusLine {
    /// Says something.
    pub fn say(&mut self, said: impl Into<String>) {
        *self = Self { said: said.into(), waited: self.waited, ..Self::default() };
    }

    /// Says what was done and that it can be taken back.
    pub fn done(&mut self, said: &str, can_undo: bool) {
        self.say(sentence(said));
        self.can_undo = can_undo;
    }

    /// Says what did not work.
    pub fn fail(&mut self, trouble: Trouble) {
        *self = Self { trouble: Some(trouble), waited: self.waited, ..Self::default() };
    }
}

/// Begins with a capital letter and ends with a full stop.
pub(super) fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let mut sentence: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    sentence.push_str(chars.as_str());
    if !sentence.is_empty() && !sentence.ends_with(['.', '?', '!', '”']) {
        sentence.push('.');
    }
    sentence
}

/// How far the review is.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// Of how many texts.
    pub total: usize,
    /// How many the analyst has reviewed.
    pub reviewed: usize,
    /// Who.
    pub analyst: &'a str,
}

/// Draws the status line; `line` takes the place of what was said.
pub fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    status: &StatusLine,
    line: Option<&str>,
    progress: Progress<'_>,
    (keys, scopes): (&Keys, &[Scope]),
) {
    canvas.clear(area, Tone::Bar);
    let end = draw_progress(canvas, area, progress);
    let (x, y) = (area.x + 1, area.y);
    let room = end.saturating_sub(x + 2);
    if status.waited >= 1 {
        let frame = canvas.skin.spinner(status.waited as usize);
        canvas.put(end.saturating_sub(2), y, 1, frame, canvas.style(Tone::Accent));
    }
    let (text, dim, key) = (canvas.style(Tone::Text), canvas.style(Tone::Dim), canvas.style(Tone::Key));
    if let Some(trouble) = &status.trouble {
        let opens = keys.fill("‹open›", scopes);
        let more = if trouble.more.is_empty() { 0 } else { opens.width() as u16 + 13 };
        let at = canvas.put(x, y, room.saturating_sub(more), &trouble.line, canvas.style(Tone::Error));
        if more > 0 {
            let at = canvas.put(at + 2, y, more, &opens, key);
            canvas.put(at + 1, y, 9, "says more", dim);
        }
    } else if let Some(line) = line {
        canvas.put(x, y, room, line, text);
    } else {
        let undoes = keys.fill("‹undo›", scopes);
        let undo = if status.can_undo { undoes.width() as u16 + 15 } else { 0 };
        let at = canvas.put(x, y, room.saturating_sub(undo), &status.said, text);
        if status.can_undo && room > undo {
            let at = canvas.put(at + 1, y, undo, &undoes, key);
            canvas.put(at + 1, y, 13, "takes it back", dim);
        }
    }
}

/// Draws the bar, the share and the analyst at the right; gives the first column of them.
fn draw_progress(canvas: &mut Canvas<'_>, area: Rect, progress: Progress<'_>) -> u16 {
    let (y, dim) = (area.y, canvas.style(Tone::Dim));
    let mut right = area.right().saturating_sub(1);
    let percent = (progress.reviewed * 100).checked_div(progress.total).unwrap_or(0);
    if area.width < 60 && progress.total == 0 {
        return right;
    }
    if area.width < 60 {
        return canvas.put_right(right, y, 6, &format!("{percent} %"), dim);
    }
    right = canvas.put_right(right, y, 16, progress.analyst, dim).saturating_sub(2);
    if progress.total == 0 {
        return right;
    }
    let wide = area.width >= 100;
    let share = if wide { format!("{percent} % reviewed") } else { format!("{percent} %") };
    right = canvas.put_right(right, y, 16, &share, dim).saturating_sub(1);
    let length = if wide { 10 } else { 6 };
    // Neither empty once something is done, nor full before all is.
    let full = (progress.reviewed * length / progress.total).max(usize::from(progress.reviewed > 0));
    let start = right.saturating_sub(length as u16);
    for i in 0..length {
        let (sign, tone) =
            if i < full { (Sign::BarDone, Tone::Accent) } else { (Sign::BarRest, Tone::Border) };
        canvas.sign(start + i as u16, y, sign, canvas.style(tone));
    }
    start
}

/// Says in which mode the keys are; gives the column after the word.
pub fn draw_mode(canvas: &mut Canvas<'_>, area: Rect, mode: &str) -> u16 {
    let width = (mode.width() as u16 + 2).min(area.width);
    canvas.clear(Rect { width, ..area }, Tone::MatchFocus);
    canvas.put(area.x + 1, area.y, width.saturating_sub(1), mode, canvas.style(Tone::MatchFocus));
    area.x + width + 1
}

/// Draws the hints, those at the right always.
pub fn draw_hints(
    canvas: &mut Canvas<'_>,
    area: Rect,
    left: &[(String, String)],
    right: &[(String, String)],
) {
    canvas.clear(area, Tone::Ground);
    let width = right.iter().map(|(k, w)| k.width() + w.width() + 1).sum::<usize>()
        + 3 * right.len().saturating_sub(1);
    let start = area.right().saturating_sub(width as u16 + 1);
    canvas.keys(start, area.y, width as u16, right);
    canvas.keys(area.x + 1, area.y, start.saturating_sub(area.x + 3), left);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_become_sentences() {
        assert_eq!(sentence("tagged 1 answer, IPv6"), "Tagged 1 answer, IPv6.");
        assert_eq!(sentence("nothing to do."), "Nothing to do.");
        assert_eq!(sentence(""), "");
    }
}
