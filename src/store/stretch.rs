//! The text of an answer: stretches of parts, joined, and the way between positions in the one and the other.

use rusqlite::Connection;
use serde::Deserialize;

use super::Error;
use crate::model::draft::Block;
use crate::model::span::{Form, Formed, Span};
use crate::text::position::byte_at;

/// A stretch of one part, in code points.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, Deserialize)]
pub(crate) struct Stretch(pub i64, pub u32, pub u32);

/// What stands between two stretches of one answer.
const JOINT: &str = "\n\n";

/// An answer's text and where each piece of it comes from.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct AnswerText {
    /// The stretches, joined by a blank line.
    pub text: String,
    /// Emphasis, headings, lists, in code points of `text`.
    pub forms: Vec<Formed>,
    /// Number of the part's block, from 1, in which the answer begins.
    pub paragraph: Option<u32>,
    /// The place of the part in which it begins: of a table's, the head of its column.
    pub place: Option<String>,
    /// Where in the text each page begins, and its number; empty where there are no pages.
    pub pages: Vec<(u32, u32)>,
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Piece {
    part: i64,
    start: u32,
    at: u32,
    len: u32,
    /// Whether it is the whole part, but for white space.
    is_whole: bool,
}

/// What stands beside a part's text.
#[derive(Deserialize, serde::Serialize, Default)]
pub(crate) struct Structure {
    pub forms: Vec<Formed>,
    pub blocks: Vec<Block>,
    pub aside: Vec<String>,
}

impl Structure {
    /// Whether a paragraph is a heading from its beginning to its end.
    pub(crate) fn is_heading(&self, block: Span) -> bool {
        self.forms.iter().any(|f| matches!(f.form, Form::Heading(_)) && f.span == block)
    }
}

impl AnswerText {
    /// Reads the text of an answer row.
    pub(crate) fn of(conn: &Connection, answer: u32) -> Result<Self, Error> {
        let stretches: String = conn
            .prepare_cached("SELECT stretches FROM answer WHERE n = ?1")?
            .query_row([answer], |r| r.get(0))?;
        Self::load(conn, &stretches)
    }

    /// Reads the stretches of an answer row.
    pub(crate) fn load(conn: &Connection, stretches: &str) -> Result<Self, Error> {
        let stretches: Vec<Stretch> = serde_json::from_str(stretches)
            .map_err(|e| Error::Damaged(format!("stretches of an answer: {e}")))?;
        let mut read = conn.prepare_cached("SELECT text, structure, place FROM part WHERE n = ?1")?;
        let mut whole = Self::default();
        let mut length = 0;
        for Stretch(part, start, end) in stretches {
            let mut rows = read.query([part])?;
            let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
            let said = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
            let (text, structure) = (said(0)?, said(1)?);
            let structure: Structure = serde_json::from_str(structure)
                .map_err(|e| Error::Damaged(format!("structure of part {part}: {e}")))?;
            if whole.place.is_none() {
                whole.place = Some(row.get(2)?);
            }
            if length > 0 {
                whole.text.push_str(JOINT);
                length += 2;
            }
            let len = end.saturating_sub(start);
            let (before, rest) = text.split_at(byte_at(text, start));
            let (own, behind) = rest.split_at(byte_at(rest, len));
            whole.text.push_str(own);
            let is_whole = before.trim().is_empty() && behind.trim().is_empty();
            let piece = Piece { part, start, at: length, len, is_whole };
            whole.forms.extend(structure.forms.into_iter().filter_map(|f| piece.carry(&f)));
            if whole.paragraph.is_none() {
                let block = structure.blocks.iter().position(|b| b.span.end > start);
                whole.paragraph = block.map(|i| i as u32 + 1);
            }
            whole.add_pages(&structure.blocks, piece);
            length += piece.len;
            whole.pieces.push(piece);
        }
        Ok(whole)
    }

    fn add_pages(&mut self, blocks: &[Block], piece: Piece) {
        let within = |b: &&Block| b.span.end > piece.start && b.span.start < piece.start + piece.len;
        for block in blocks.iter().filter(within) {
            let Some(page) = block.page else { continue };
            let at = piece.at + block.span.start.saturating_sub(piece.start);
            if self.pages.last().is_none_or(|(_, last)| *last != page) {
                self.pages.push((at, page));
            }
        }
    }

    /// Where what of a part's stretch stands in the answer stands there, in its pieces.
    pub(crate) fn places_of(&self, part: i64, span: Span) -> Vec<Span> {
        let met = |piece: &&Piece| {
            piece.part == part && span.start < piece.start + piece.len && piece.start < span.end
        };
        let place = |piece: &Piece| {
            let (start, end) = (span.start.max(piece.start), span.end.min(piece.start + piece.len));
            Span::new(piece.at + start - piece.start, piece.at + end - piece.start)
        };
        self.pieces.iter().filter(met).map(place).collect()
    }

    /// The part in which it begins; `None` for an emptied answer.
    pub(crate) fn first_part(&self) -> Option<i64> {
        self.pieces.first().map(|piece| piece.part)
    }

    /// The parts of which it consists.
    pub(crate) fn part_numbers(&self) -> impl Iterator<Item = i64> + '_ {
        self.pieces.iter().map(|piece| piece.part)
    }

    /// Where a stretch of the answer's text stands in its part. What crosses a joint is cut at it.
    pub(crate) fn to_part(&self, span: Span) -> Option<(i64, Span)> {
        let piece = self.pieces.iter().find(|p| span.start < p.at + p.len && span.start >= p.at)?;
        let end = span.end.min(piece.at + piece.len);
        Some((piece.part, Span::new(piece.start + span.start - piece.at, piece.start + end - piece.at)))
    }

    /// The stretches of parts of which a stretch of the answer's text consists.
    pub(crate) fn pieces_of(&self, span: Span) -> Vec<(i64, Span)> {
        let of = |piece: &Piece| {
            let start = span.start.max(piece.at);
            let end = span.end.min(piece.at + piece.len);
            (start < end).then(|| {
                (piece.part, Span::new(piece.start + start - piece.at, piece.start + end - piece.at))
            })
        };
        self.pieces.iter().filter_map(of).collect()
    }

    /// The parts of which it consists, each with what of it is here, and whether that is all of it.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (i64, String, bool)> + '_ {
        let mut rest = self.text.chars();
        let mut at = 0;
        self.pieces.iter().map(move |piece| {
            let text: String =
                rest.by_ref().skip((piece.at - at) as usize).take(piece.len as usize).collect();
            at = piece.at + piece.len;
            (piece.part, text, piece.is_whole)
        })
    }

    /// Where a stretch of a part stands in the answer's text; `None` when it is not in this answer.
    pub(crate) fn in_answer(&self, part: i64, span: Span) -> Option<Span> {
        let piece = self
            .pieces
            .iter()
            .find(|p| p.part == part && span.start >= p.start && span.end <= p.start + p.len)?;
        Some(Span::new(piece.at + span.start - piece.start, piece.at + span.end - piece.start))
    }
}

impl Piece {
    /// A form of the part, as far as it lies in this piece, in positions of the answer.
    fn carry(&self, formed: &Formed) -> Option<Formed> {
        let start = formed.span.start.max(self.start);
        let end = formed.span.end.min(self.start + self.len);
        (start < end).then(|| Formed {
            span: Span::new(self.at + start - self.start, self.at + end - self.start),
            form: formed.form.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_begin_where_their_first_paragraph_does_in_the_answer() {
        let block = |start, end, page| Block { span: Span::new(start, end), line: 1, page };
        let blocks =
            [block(0, 9, Some(1)), block(11, 20, Some(2)), block(22, 30, Some(2)), block(32, 40, Some(3))];
        let mut text = AnswerText::default();
        text.add_pages(&blocks, Piece { part: 1, start: 5, at: 0, len: 20, is_whole: false });
        assert_eq!(text.pages, [(0, 1), (6, 2)]);
        text.add_pages(&blocks, Piece { part: 1, start: 33, at: 27, len: 7, is_whole: false });
        assert_eq!(text.pages, [(0, 1), (6, 2), (27, 3)]);
        text.add_pages(&[block(0, 9, None)], Piece { part: 2, start: 0, at: 40, len: 9, is_whole: true });
        assert_eq!(text.pages.len(), 3);
    }
}
