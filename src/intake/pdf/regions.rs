//! The order of reading on a page: columns one after the other, and the rows of a framed table cell by cell.
//!
//! A column begins where several pieces begin at one `x`, with a strip to the left of it that is empty for as long as the
//! column goes. What crosses the strip (a title, a picture's caption, a rule) ends the column. Where what stands on the
//! two sides is no prose, as in a table of figures, the lines are read across.

use super::draw::Rule;
use super::lines::Piece;

/// The least width of the strip between columns, in parts of the size of letters.
const STRIP: f64 = 0.7;

/// So many lines on either side make columns.
const LEAST_LINES: usize = 4;

/// A column's pieces have this many letters, one with another.
const LEAST_LETTERS: f64 = 14.0;

/// So much of a column's height is filled by lines.
const LEAST_FILLED: f64 = 0.55;

/// How often regions are parted.
const DEEPEST: usize = 8;

/// Pieces begin at one `x` when it differs by less, in points.
const SAME_EDGE: f64 = 3.0;

/// The most edges that are looked at.
const MOST_EDGES: usize = 24;

/// Parts a page into regions, in the order of reading.
pub(super) fn regions(mut pieces: Vec<Piece>, rules: &[Rule], is_rtl: bool) -> Vec<Vec<Piece>> {
    let mut rules = rules.to_vec();
    if is_rtl {
        mirror(&mut pieces);
        for rule in &mut rules {
            (rule.left, rule.right) = (-rule.right, -rule.left);
        }
    }
    let mut out = Vec::new();
    pieces.sort_by(|a, b| b.y.total_cmp(&a.y));
    part(pieces, &rules, 0, &mut out);
    if is_rtl {
        for region in &mut out {
            mirror(region);
        }
    }
    out
}

fn mirror(pieces: &mut [Piece]) {
    for piece in pieces {
        (piece.left, piece.right) = (-piece.right, -piece.left);
    }
}

/// A strip and the stretch of pieces beside it.
#[derive(Clone, Copy)]
struct Strip {
    left: f64,
    right: f64,
    from: usize,
    to: usize,
}

fn part(pieces: Vec<Piece>, rules: &[Rule], depth: usize, out: &mut Vec<Vec<Piece>>) {
    let strip = if depth < DEEPEST { best_strip(&pieces, rules) } else { None };
    let Some(strip) = strip else {
        if !pieces.is_empty() {
            out.push(pieces);
        }
        return;
    };
    let mut above = pieces;
    let mut beside = above.split_off(strip.from);
    let below = beside.split_off(strip.to - strip.from);
    let (left, right) = beside.into_iter().partition(|p: &Piece| p.right <= strip.left + 0.01);
    for region in [above, left, right, below] {
        part(region, rules, depth + 1, out);
    }
}

/// The edges at which several pieces begin.
fn edges(pieces: &[Piece]) -> Vec<f64> {
    let mut lefts: Vec<f64> = pieces.iter().map(|p| p.left).collect();
    lefts.sort_by(f64::total_cmp);
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for left in lefts {
        match groups.last_mut() {
            Some((edge, count)) if left - *edge < SAME_EDGE => *count += 1,
            _ => groups.push((left, 1)),
        }
    }
    groups.retain(|(_, count)| *count >= 2);
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    groups.truncate(MOST_EDGES);
    groups.into_iter().map(|(edge, _)| edge).collect()
}

fn best_strip(pieces: &[Piece], rules: &[Rule]) -> Option<Strip> {
    if pieces.len() < 3 {
        return None;
    }
    let mut sizes: Vec<f64> = pieces.iter().map(|p| p.size).collect();
    sizes.sort_by(f64::total_cmp);
    let size = sizes[sizes.len() / 2];
    let leftmost = pieces.iter().map(|p| p.left).fold(f64::MAX, f64::min);
    let mut best: Option<(usize, Strip)> = None;
    for edge in edges(pieces).into_iter().filter(|e| *e > leftmost + 2.0 * size) {
        let (left, right) = (edge - STRIP * size, edge - 0.1);
        for (from, to, framed) in runs(pieces, rules, left, right) {
            let worth = worth(&pieces[from..to], left, right, framed);
            if worth > 0 && best.as_ref().is_none_or(|(most, _)| worth > *most) {
                best = Some((worth, Strip { left, right, from, to }));
            }
        }
    }
    best.map(|(_, strip)| strip).filter(|s| s.right > s.left)
}

/// The stretches of pieces, from top to bottom, that leave a strip empty; whether a rule ends them above and below.
fn runs(pieces: &[Piece], rules: &[Rule], left: f64, right: f64) -> Vec<(usize, usize, bool)> {
    let mut heights: Vec<f64> =
        rules.iter().filter(|r| r.left < left - 4.0 && r.right > right + 4.0).map(|r| r.y).collect();
    heights.sort_by(|a, b| b.total_cmp(a));
    let mut heights = heights.into_iter().peekable();
    let (mut runs, mut from, mut above) = (Vec::new(), 0, false);
    for (i, piece) in pieces.iter().enumerate() {
        let mut ruled = false;
        while heights.next_if(|y| *y > piece.y).is_some() {
            ruled = true;
        }
        if ruled {
            runs.push((from, i, above));
            (from, above) = (i, true);
        }
        if piece.left < right && piece.right > left {
            runs.push((from, i, false));
            (from, above) = (i + 1, false);
        }
    }
    let below = heights.next().is_some();
    runs.push((from, pieces.len(), above && below));
    runs.retain(|(from, to, _)| to > from);
    runs
}

/// How much speaks for columns beside a strip: the lines on the shorter side; 0 when it is none.
fn worth(pieces: &[Piece], left: f64, right: f64, framed: bool) -> usize {
    let side = |is_left: bool| {
        let of = pieces
            .iter()
            .filter(|p| (p.right <= left + 0.01) == is_left && (is_left || p.left >= right - 0.01));
        Side::of(of)
    };
    let (one, other) = (side(true), side(false));
    let fewer = one.lines.min(other.lines);
    if framed {
        // A row of a table: cells of several lines are read one after the other.
        return if fewer >= 1 && one.lines.max(other.lines) >= 2 { fewer + 1 } else { 0 };
    }
    let beside = one.top.min(other.top) - one.bottom.max(other.bottom);
    let prose = |s: &Side| s.letters >= LEAST_LETTERS && s.filled >= LEAST_FILLED;
    let shorter = (one.top - one.bottom).min(other.top - other.bottom);
    if fewer >= LEAST_LINES && prose(&one) && prose(&other) && beside > 0.5 * shorter { fewer } else { 0 }
}

/// What stands on one side of a strip.
struct Side {
    lines: usize,
    /// Letters of a piece, one with another.
    letters: f64,
    /// The part of its height that lines fill.
    filled: f64,
    top: f64,
    bottom: f64,
}

impl Side {
    fn of<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Self {
        let mut side = Self { lines: 0, letters: 0.0, filled: 0.0, top: f64::MIN, bottom: f64::MAX };
        let (mut count, mut letters, mut filled, mut last) = (0usize, 0usize, 0.0, f64::MAX);
        for piece in pieces {
            count += 1;
            letters += piece.letters();
            if last - piece.y > 0.3 * piece.size {
                side.lines += 1;
                // A line takes its own height and the space to the next.
                filled += 1.35 * piece.size;
                last = piece.y;
            }
            side.top = side.top.max(piece.y + piece.size);
            side.bottom = side.bottom.min(piece.y);
        }
        side.letters = letters as f64 / count.max(1) as f64;
        side.filled = filled / (side.top - side.bottom).max(1.0);
        side
    }
}
