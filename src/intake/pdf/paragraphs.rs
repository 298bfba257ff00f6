//! Lines to paragraphs: where one ends and the next begins, and which go on in the next column or on the next page.

use std::collections::HashMap;

use super::lines::{CELL_END, Line};
use crate::intake::headings;

/// Lines further apart than this, in parts of the usual distance, are in different paragraphs.
const WIDE: f64 = 1.35;

/// So many cells of a line are compared with those of its neighbours.
const MOST_CELLS: usize = 64;

/// So many distances tell what is usual.
const ENOUGH: usize = 3;

/// Headings of several lines stand no wider than this.
const WIDEST: f64 = 1.75;

/// Lines whose sizes differ by more than this part are in different paragraphs.
const OTHER_SIZE: f64 = 0.08;

/// An indent, in parts of the size.
const INDENT: f64 = 0.8;

/// Characters that begin an item of a list.
const BULLETS: [char; 21] =
    ['•', '▪', '■', '□', '●', '○', '◦', '‣', '➢', '➤', '✓', '✔', '❖', '·', '∙', '⁃', '☐', '☒', '☑', '◆', '►'];

/// Characters that do so where a blank follows.
const DASHES: [char; 4] = ['-', '–', '—', '*'];

/// A line that fills less than this part of its region's width ends a paragraph, whatever it ends in.
const VERY_SHORT: f64 = 0.7;

/// What a paragraph is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Prose,
    /// An item of a list; its bullet is still in its text.
    Item,
    /// A row of a table.
    Row,
    /// An entry of a table of contents.
    Contents,
}

/// Lines that belong together.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub(super) lines: Vec<Line>,
    pub(super) kind: Kind,
    /// The region in which it begins, counted through the document.
    pub(super) region: usize,
}

impl Paragraph {
    pub(super) fn size(&self) -> f64 {
        self.lines.first().map_or(0.0, |l| l.size)
    }

    pub(super) fn letters(&self) -> usize {
        self.lines.iter().flat_map(|l| &l.runs).map(|(text, _)| text.chars().count()).sum()
    }

    pub(super) fn is_bold(&self) -> bool {
        self.lines.iter().all(is_bold)
    }
}

/// The bullet at the beginning of a line, in bytes with the blanks behind it.
pub(super) fn bullet(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    let blanks = rest.len() - rest.trim_start().len();
    let is_bullet = BULLETS.contains(&first)
        || (DASHES.contains(&first) && blanks > 0)
        || (first == 'o' && rest.starts_with(CELL_END));
    (is_bullet && blanks < rest.len()).then_some(first.len_utf8() + blanks)
}

/// Whether a line leads to the number of a page with a row of dots.
fn leads_to_a_page(text: &str) -> bool {
    let text = text.trim_end();
    let dots = text.trim_end_matches(|c: char| c.is_numeric() || "ivxIVX ".contains(c));
    let bare: String = dots.chars().rev().take(16).filter(|c| !c.is_whitespace()).collect();
    text.len() > dots.len() && bare.chars().take_while(|c| matches!(c, '.' | '…' | '·' | '_')).count() >= 4
}

/// How far to the right each line may go: bold lines often have a margin of their own, which the longest of them shows.
fn rights(lines: &[Line], right: f64) -> Vec<f64> {
    let look = |l: &Line| (is_bold(l), rounded(l.size));
    let mut rights = Vec::with_capacity(lines.len());
    for run in lines.chunk_by(|a, b| look(a) == look(b)) {
        let own = run.iter().map(|l| l.right).fold(f64::MIN, f64::max);
        rights.extend(run.iter().map(|l| if look(l).0 && run.len() > 1 { own } else { right }));
    }
    rights
}

/// How lines of a region stand.
#[derive(Clone, Copy)]
struct Setting {
    left: f64,
    right: f64,
    /// The usual distance of lines, in parts of their size.
    distance: f64,
}

impl Setting {
    fn of(lines: &[Line], usual: &Distances) -> Self {
        let mut distances: Vec<f64> =
            lines.windows(2).filter_map(distance).filter(|d| (0.8..2.2).contains(d)).collect();
        let own = lower_third(&mut distances).filter(|_| distances.len() > ENOUGH);
        Self {
            left: lines.iter().map(|l| l.left).fold(f64::MAX, f64::min),
            right: lines.iter().map(|l| l.right).fold(f64::MIN, f64::max),
            distance: own.unwrap_or(usual.all),
        }
    }
}

/// The distance of two lines in parts of their size.
fn distance(pair: &[Line]) -> Option<f64> {
    let [above, below] = pair else { return None };
    let size = above.size.max(below.size);
    (above.page == below.page && (above.size - below.size).abs() < OTHER_SIZE * size)
        .then(|| (above.y - below.y) / size)
}

/// The usual distances of lines in a document, in parts of their size.
pub(super) struct Distances {
    /// Of all lines.
    all: f64,
    /// Of bold lines, by their size: headings often stand wider than the text.
    bold: HashMap<i64, f64>,
}

impl Distances {
    pub(super) fn of<'l>(regions: impl Iterator<Item = &'l [Line]>) -> Self {
        let (mut all, mut bold): (Vec<f64>, HashMap<i64, Vec<f64>>) = (Vec::new(), HashMap::new());
        for pair in regions.flat_map(|lines| lines.windows(2)) {
            let Some(distance) = distance(pair).filter(|d| (0.8..2.2).contains(d)) else { continue };
            all.push(distance);
            if pair.iter().all(is_bold) {
                bold.entry(rounded(pair[0].size)).or_default().push(distance);
            }
        }
        let bold = bold.into_iter().filter(|(_, distances)| distances.len() >= ENOUGH);
        let bold =
            bold.filter_map(|(size, mut distances)| Some((size, lower_third(&mut distances)?.min(WIDEST))));
        Self { bold: bold.collect(), all: lower_third(&mut all).unwrap_or(1.2) }
    }

    /// What is usual between two lines, given what is in their region.
    fn between(&self, above: &Line, below: &Line, region: f64) -> f64 {
        let bold = is_bold(above) && is_bold(below);
        self.bold.get(&rounded(above.size)).copied().filter(|_| bold).map_or(region, |d| d.max(region))
    }
}

fn is_bold(line: &Line) -> bool {
    line.all(|look| look.bold)
}

fn rounded(size: f64) -> i64 {
    (size * 4.0).round() as i64
}

/// Distances within paragraphs are the smaller ones.
fn lower_third(distances: &mut [f64]) -> Option<f64> {
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 3).copied()
}

/// Parts the lines of a region into paragraphs.
pub(super) fn of_region(lines: Vec<Line>, region: usize, usual: &Distances) -> Vec<Paragraph> {
    let setting = Setting::of(&lines, usual);
    let (rows, rights) = (rows(&lines), rights(&lines, setting.right));
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut in_row = false;
    for (i, line) in lines.into_iter().enumerate() {
        let is_row = rows[i];
        let last = paragraphs.last().and_then(|p| p.lines.last());
        let distance = last.map_or(setting.distance, |last| usual.between(last, &line, setting.distance));
        let setting = Setting { right: rights[i], distance, ..setting };
        match paragraphs.last_mut() {
            Some(open) if !is_row && !in_row && !begins(open, &line, &setting) => open.lines.push(line),
            _ => {
                let kind = match () {
                    () if is_row => Kind::Row,
                    () if bullet(&line.cells_text()).is_some() => Kind::Item,
                    () => Kind::Prose,
                };
                paragraphs.push(Paragraph { lines: vec![line], kind, region });
            }
        }
        in_row = is_row;
    }
    for paragraph in &mut paragraphs {
        if paragraph.lines.last().is_some_and(|l| leads_to_a_page(&l.text())) {
            paragraph.kind = Kind::Contents;
        }
    }
    paragraphs
}

/// Which lines are rows of a table: they have cells that begin where those of a neighbour do.
fn rows(lines: &[Line]) -> Vec<bool> {
    let cells = |line: &Line| -> Vec<f64> {
        if bullet(&line.cells_text()).is_some()
            || headings::label(&line.text()).is_some() && line.cells.len() < 3
        {
            return Vec::new();
        }
        line.cells.iter().skip(1).take(MOST_CELLS).map(|cell| cell.0).collect()
    };
    let all: Vec<Vec<f64>> = lines.iter().map(cells).collect();
    let alike = |a: &[f64], b: &[f64]| a.iter().any(|x| b.iter().any(|y| (x - y).abs() < 3.0));
    (0..lines.len())
        .map(|i| {
            let beside = [i.checked_sub(1), Some(i + 1)];
            beside.into_iter().flatten().filter_map(|j| all.get(j)).any(|other| alike(&all[i], other))
        })
        .collect()
}

/// Whether a line begins another paragraph than the one that is open.
fn begins(open: &Paragraph, line: &Line, setting: &Setting) -> bool {
    let (Some(first), Some(last)) = (open.lines.first(), open.lines.last()) else { return true };
    let size = last.size.max(line.size);
    let apart = (last.y - line.y) / size;
    let (before, text) = (last.text(), line.text());
    if apart > (WIDE * setting.distance).max(setting.distance + 0.3)
        || apart < 0.2
        || (last.size - line.size).abs() > OTHER_SIZE * size
        || last.is_rtl != line.is_rtl && text.chars().filter(|c| c.is_alphabetic()).count() > 3
        || leads_to_a_page(&before)
    {
        return true;
    }
    if is_bold(last) != is_bold(line) && (open.is_bold() || is_bold(line)) {
        return true;
    }
    let (ended, divided) = (ends_sentence(&before), is_divided(&before, &text));
    let short = !divided && is_short(last, line, setting);
    // A dash may also stand at the beginning of a line by chance.
    let dash = text.starts_with(DASHES) && !(short || ended || open.kind == Kind::Item);
    if bullet(&line.cells_text()).is_some() && !dash {
        return true;
    }
    let labelled = headings::label(&text).is_some_and(|l| {
        (l.parted || l.explicit) && l.numbers.iter().all(|n| n.len() <= 3) && (short || ended || l.explicit)
    });
    if labelled {
        return true;
    }
    let indent = if line.is_rtl { last.right - line.right } else { line.left - last.left };
    let hangs = open.kind == Kind::Item || headings::label(&first.text()).is_some();
    let second = open.lines.len() == 1;
    let indented = indent > INDENT * size && !(second && hangs);
    let outdented = indent < -INDENT * size && !second;
    let very_short =
        last.right - last.left < VERY_SHORT * (setting.right - setting.left) && !centred(last, line);
    short && (ended || indented || outdented || very_short) || (indented || outdented) && ended
}

/// Whether the first word of the next line would have found room on a line.
fn is_short(line: &Line, next: &Line, setting: &Setting) -> bool {
    let text = next.text();
    let (letters, word) = (text.chars().count(), text.split(' ').next().unwrap_or_default().chars().count());
    let width = (next.right - next.left) * word as f64 / letters.max(1) as f64;
    let free = if line.is_rtl { line.left - next.left.min(line.left) } else { setting.right - line.right };
    free > width + 0.9 * line.size
}

/// Whether a word begins on one line and ends on the next.
fn is_divided(before: &str, after: &str) -> bool {
    let lower = after.chars().next().is_some_and(char::is_lowercase);
    before.ends_with('\u{ad}') || (lower && before.ends_with(['-', '\u{2010}']))
}

fn centred(line: &Line, next: &Line) -> bool {
    let apart = f64::midpoint(line.left, line.right) - f64::midpoint(next.left, next.right);
    apart.abs() < 2.0 && (line.left - next.left).abs() > 4.0
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end().trim_end_matches(['"', '”', '’', '»', ')', ']']);
    bare.ends_with(['.', '!', '?', ':', ';', '…', '。', '؟', '：', '；', '！', '？'])
}

/// Joins what goes on in the next region or on the next page.
pub(super) fn continued(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut joined: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        match joined.last_mut() {
            Some(last) if goes_on(last, &paragraph) => {
                last.region = paragraph.region;
                last.lines.extend(paragraph.lines);
            }
            _ => joined.push(paragraph),
        }
    }
    joined
}

fn goes_on(last: &Paragraph, next: &Paragraph) -> bool {
    let (Some(end), Some(begin)) = (last.lines.last(), next.lines.first()) else { return false };
    let (before, after) = (end.text(), begin.text());
    let kinds = matches!(last.kind, Kind::Prose | Kind::Item) && next.kind == Kind::Prose;
    let lower = after.chars().next().is_some_and(char::is_lowercase);
    last.region != next.region
        && kinds
        && lower
        && !ends_sentence(&before)
        && (end.size - begin.size).abs() < OTHER_SIZE * end.size
        && last.is_bold() == next.is_bold()
        && headings::label(&after).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_rows_of_dots_are_told() {
        assert_eq!(bullet("• one"), Some("• ".len()));
        assert_eq!(bullet("- one"), Some(2));
        assert_eq!(bullet("-one"), None);
        assert_eq!(bullet("o\tone"), Some(2));
        assert_eq!(bullet("o one"), None);
        assert_eq!(bullet("•"), None);
        assert!(leads_to_a_page("1. What is asked ............ 12"));
        assert!(leads_to_a_page("2 More . . . . . . . . iv"));
        assert!(!leads_to_a_page("and so on... 12"));
        assert!(!leads_to_a_page("In 2020"));
    }
}
