//! Marks by hand on a reading of a document, for a better reading of the same document.
//!
//! What a person placed is never moved by an import: a mark by hand stands in the new text before the words before which
//! it stood in the old one. The marks of a text belong together (one begins a stretch, the next ends it), so those of a
//! text go over all of them or none.

use rusqlite::Connection;

use super::laid::{self, Hands, entity};
use crate::model::draft::PartDraft;
use crate::model::id::{PartId, RecordId, to_hex};
use crate::model::placing::Placed;
use crate::store::payload::{CellWrite, Kind};
use crate::store::{Error, anchor, readings, to_json};

/// So many characters around a mark are looked at.
const AROUND: usize = 32;

/// A mark is found by so many characters after it, else by fewer.
const LENGTHS: [usize; 3] = [80, 40, 20];

/// Gives the marks by hand of a submission, as far as they are on texts of `former`, for the texts that are read anew;
/// and how many find no place there.
pub(crate) fn carry(
    conn: &Connection,
    submission: i64,
    former: i64,
    (record, parts): (RecordId, &[PartDraft]),
) -> Result<(Vec<CellWrite>, usize), Error> {
    let hands = laid::hands(conn, submission)?;
    let (mut cells, mut lost) = (Vec::new(), 0);
    if hands.is_empty() {
        return Ok((cells, lost));
    }
    for old in readings::texts(conn, former)? {
        let Some(marks) = hands.get(&PartId::of(&old.place, &old.text)) else { continue };
        let new = parts.iter().find(|part| part.place == old.place);
        match new {
            // The same text is the same part, with its marks.
            Some(new) if new.text == old.text => {}
            Some(new) => match moved(&old.text, &new.text, marks) {
                Some(moved) => {
                    let entity = to_hex(&entity(record, PartId::of(&new.place, &new.text)));
                    for (offset, placed) in moved {
                        let json = to_json(placed)?;
                        cells.push(CellWrite::new(Kind::Part, entity.clone(), i64::from(offset), json));
                    }
                }
                None => lost += marks.len(),
            },
            None => lost += marks.len(),
        }
    }
    Ok((cells, lost))
}

/// Where the marks of a text stand in another one, in the same order; `None` when one of them does not.
fn moved<'a>(old: &str, new: &str, marks: &'a Hands) -> Option<Vec<(u32, &'a Placed)>> {
    let old: Vec<char> = old.chars().collect();
    let mut found: Vec<(u32, &Placed)> = Vec::with_capacity(marks.len());
    for (&offset, (_, placed)) in marks {
        let at = place(&old, new, offset as usize)?;
        if found.last().is_some_and(|(before, _)| *before >= at) {
            return None;
        }
        found.push((at, placed));
    }
    Some(found)
}

fn place(old: &[char], new: &str, offset: usize) -> Option<u32> {
    if offset == 0 {
        return Some(0);
    }
    // At the end of a text nothing follows by which it could be known.
    let offset = offset.min(old.len());
    let before: String = old[offset.saturating_sub(AROUND)..offset].iter().collect();
    LENGTHS.iter().find_map(|length| {
        let end = (offset + length).min(old.len());
        let quote: String = old[offset..end].iter().collect();
        let after: String = old[end..(end + AROUND).min(old.len())].iter().collect();
        anchor::find(new, &quote, &before, &after).map(|span| span.start)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::*;

    fn at(old: &str, new: &str, words: &str) -> Option<u32> {
        let offset = old[..old.find(words).unwrap()].chars().count();
        place(&old.chars().collect::<Vec<_>>(), new, offset)
    }

    #[test]
    fn a_mark_goes_before_the_words_before_which_it_stood() {
        let old = "Dear all.\n\nGrids come first.\n\nWater comes second.";
        let new =
            "Dear all.\n\nA box that was missed.\n\nGrids come first.\n\nWater comes second.\n\nAnd a table.";
        assert_eq!(at(old, new, "Water"), Some(54));
        assert_eq!(at(old, new, "Dear"), Some(0));
        assert_eq!(at(old, "Other words altogether.", "Water"), None);
    }

    proptest! {
        #[test]
        fn what_is_put_before_a_text_moves_its_marks_by_its_length(more in "[a-z ]{0,60}", at in 1..40_usize) {
            let old = "One sentence. A second one? Then a third, which is longer; and a fourth.";
            let chars: Vec<char> = old.chars().collect();
            let new = format!("{more}\n{old}");
            prop_assert_eq!(place(&chars, &new, at), Some((more.chars().count() + 1 + at) as u32));
        }
    }
}
