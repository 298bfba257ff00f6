//! Letters to lines: what stands beside one another on one line, with the blanks between, in the order of reading.

use super::draw::Glyph;
use super::logical;

/// Letters further apart than this, in parts of their size, are in different pieces of a line.
const PIECE_GAP: f64 = 1.3;

/// A gap from this width on is a blank between words, in parts of the size.
const WORD_GAP: f64 = 0.17;

/// The same where the file has a blank there.
const NARROW_GAP: f64 = 0.04;

/// Letters whose lines differ by less, in parts of their size, stand on one line.
const SAME_LINE: f64 = 0.3;

/// A letter drawn again this near, in parts of its size, only makes it bold.
const AGAIN: f64 = 0.12;

/// How many letters back a letter drawn again is looked for.
const BACK: usize = 160;

/// So many pieces of a line are compared with another one.
const NEAR_PIECES: usize = 64;

/// Letters smaller than this part of the line's are raised or lowered ones.
const SMALL: f64 = 0.82;

/// Stands in a line for a gap so wide that another cell of a table may begin after it.
pub(super) const CELL_END: &str = "\t";

/// A stretch of letters on one line without a wide gap.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) y: f64,
    pub(super) size: f64,
}

impl Piece {
    fn of(glyph: Glyph) -> Self {
        let (left, right, y, size) = (glyph.left, glyph.right, glyph.y, glyph.size);
        Self { glyphs: vec![glyph], left, right, y, size }
    }

    fn takes(&self, glyph: &Glyph) -> bool {
        let size = self.size.max(glyph.size);
        let gap = if glyph.left >= self.left { glyph.left - self.right } else { self.left - glyph.right };
        (glyph.y - self.y).abs() < 0.02 * size + 0.05
            && (glyph.size - self.size).abs() < 0.05 * size
            && gap < PIECE_GAP * size
    }

    fn add(&mut self, glyph: Glyph) {
        self.left = self.left.min(glyph.left);
        self.right = self.right.max(glyph.right);
        self.glyphs.push(glyph);
    }

    /// How many letters it has.
    pub(super) fn letters(&self) -> usize {
        self.glyphs.len()
    }
}

/// Gathers letters to pieces, less those that are drawn twice. Blanks count as gaps only.
pub(super) fn pieces(glyphs: Vec<Glyph>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut spaced = false;
    for mut glyph in once(glyphs) {
        if glyph.text.trim().is_empty() {
            spaced = true;
            continue;
        }
        glyph.spaced = std::mem::take(&mut spaced);
        match pieces.last_mut() {
            Some(piece) if piece.takes(&glyph) => piece.add(glyph),
            _ => pieces.push(Piece::of(glyph)),
        }
    }
    pieces
}

/// Leaves out what is drawn twice for the look; the letter that stays is bold.
fn once(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let near = AGAIN * glyph.size;
        let from = kept.len().saturating_sub(BACK);
        let twin = kept[from..].iter_mut().rev().find(|k| {
            (k.left - glyph.left).abs() < near && (k.y - glyph.y).abs() < near && k.text == glyph.text
        });
        match twin {
            Some(twin) => twin.bold |= !glyph.text.trim().is_empty(),
            None => kept.push(glyph),
        }
    }
    kept
}

/// How a letter of a line looks.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Above the line and smaller: the mark of a note, mostly.
    pub(super) raised: bool,
}

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Stretches of one look, in the order of reading.
    pub(super) runs: Vec<(String, Look)>,
    /// Where cells of a table would begin, as the left and right of each piece with a wide gap before it.
    pub(super) cells: Vec<(f64, f64)>,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) page: u32,
    /// The file says that it is a header or footer.
    pub(super) furniture: bool,
    pub(super) is_rtl: bool,
}

impl Line {
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|(text, _)| text.as_str()).collect::<String>().replace(CELL_END, " ")
    }

    /// The same with the ends of cells in it.
    pub(super) fn cells_text(&self) -> String {
        self.runs.iter().map(|(text, _)| text.as_str()).collect()
    }

    /// Whether all letters that are read have this look.
    pub(super) fn all(&self, look: fn(&Look) -> bool) -> bool {
        let mut said =
            self.runs.iter().filter(|(t, l)| !l.raised && t.contains(char::is_alphanumeric)).peekable();
        said.peek().is_some() && said.all(|(_, l)| look(l))
    }
}

/// Puts pieces of one region on lines, from top to bottom.
pub(super) fn lines(mut pieces: Vec<Piece>, page: u32) -> Vec<Line> {
    pieces.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.left.total_cmp(&b.left)));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        // Raised letters stand a little above the line that they belong to.
        let row = rows.iter_mut().rev().take(3).find(|row| fits(row, &piece));
        match row {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    let mut lines: Vec<Line> = rows.into_iter().filter_map(|row| line(row, page)).collect();
    lines.sort_by(|a, b| b.y.total_cmp(&a.y));
    lines
}

fn fits(row: &[Piece], piece: &Piece) -> bool {
    // Those that came last are near enough to tell.
    let row = &row[row.len().saturating_sub(NEAR_PIECES)..];
    let Some(main) = row.iter().max_by(|a, b| a.size.total_cmp(&b.size)) else { return false };
    let apart = (main.y - piece.y).abs();
    let (large, small) = (main.size.max(piece.size), main.size.min(piece.size));
    let near = if small < SMALL * large { 0.62 } else { SAME_LINE };
    let over = row.iter().any(|p| p.left.max(piece.left) + 0.3 * small < p.right.min(piece.right));
    apart < near * large && (!over || apart < 0.1 * large)
}

fn line(mut row: Vec<Piece>, page: u32) -> Option<Line> {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let main =
        row.iter().max_by(|a, b| (a.letters() as f64 * a.size).total_cmp(&(b.letters() as f64 * b.size)))?;
    let (y, size) = (main.y, main.size);
    let (left, right) = (row.first()?.left, row.iter().map(|p| p.right).fold(f64::MIN, f64::max));
    let mut cells: Vec<(f64, f64)> = Vec::new();
    for piece in &row {
        match cells.last_mut() {
            Some(cell) if piece.left - cell.1 < PIECE_GAP * size => cell.1 = cell.1.max(piece.right),
            _ => cells.push((piece.left, piece.right)),
        }
    }
    let furniture = row.iter().all(|p| p.glyphs.iter().all(|g| g.furniture));
    let glyphs: Vec<Glyph> = row.into_iter().flat_map(|p| p.glyphs).collect();
    let (runs, is_rtl) = runs(glyphs, y, size);
    (!runs.is_empty()).then_some(Line { runs, cells, left, right, y, size, page, furniture, is_rtl })
}

/// The letters of a line in the order of reading, blanks put between words.
fn runs(mut glyphs: Vec<Glyph>, y: f64, size: f64) -> (Vec<(String, Look)>, bool) {
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    let glyphs = logical::with_marks(glyphs);
    let mut units: Vec<(String, Look)> = Vec::with_capacity(glyphs.len() * 6 / 5);
    let mut last: Option<(f64, f64)> = None;
    for glyph in glyphs {
        let raised = glyph.size < SMALL * size && glyph.y > y + 0.12 * size;
        let look = Look { bold: glyph.bold, italic: glyph.italic, raised };
        if let Some((end, of)) = last {
            let gap = (glyph.left - end) / of.min(glyph.size);
            if gap > if glyph.spaced { NARROW_GAP } else { WORD_GAP } {
                let blank = if gap > PIECE_GAP { CELL_END } else { " " };
                units.push((blank.to_owned(), look));
            }
        }
        last = Some((last.map_or(glyph.right, |(end, _)| end.max(glyph.right)), glyph.size));
        units.push((logical::letters(&glyph.text), look));
    }
    let is_rtl = logical::reorder(&mut units);
    let mut runs: Vec<(String, Look)> = Vec::new();
    for (text, look) in units {
        match runs.last_mut() {
            // A blank has no look of its own.
            Some((run, of)) if *of == look || text == " " || text == CELL_END => run.push_str(&text),
            _ => runs.push((text, look)),
        }
    }
    runs.retain(|(text, _)| !text.is_empty());
    (runs, is_rtl)
}
