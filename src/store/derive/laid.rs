//! The texts of a record with what begins where: by the default of its import, and by hand.
//!
//! A mark by hand is a cell of its own, of the entity (record, part) and the field that is its offset. It wins over the
//! default of the same offset; every mark holds to the next one, so each character stands in exactly one place.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Member;
use super::facts::Facts;
use crate::model::call::Key;
use crate::model::draft::{Column, Mark, To};
use crate::model::id::{PartId, RecordId};
use crate::model::placing::Placed;
use crate::store::journal::Stamp;
use crate::store::payload::Kind;
use crate::store::{Error, cells, from_json};

/// A part of a record, with its marks.
#[derive(Debug)]
pub(crate) struct Laid {
    /// The record that it is from.
    pub record: RecordId,
    /// Its local number.
    pub n: i64,
    pub id: PartId,
    pub place: String,
    pub text: String,
    /// In order of their offsets.
    pub marks: Vec<Begun>,
}

/// What begins at an offset, and who says so.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Begun {
    pub offset: u32,
    pub to: To,
    /// The local number of the operation by which a person said so; `None` for an import's default.
    pub by: Option<i64>,
    /// Why the import laid it where it did.
    pub reason: String,
    /// Questions that were thought of, where the import was unsure.
    pub unsure: Vec<Key>,
    /// Other questions that the import's heading names; nobody has put it elsewhere.
    pub also: Vec<Key>,
}

impl Begun {
    /// Whether it waits for somebody to decide.
    pub(crate) fn waits(&self) -> bool {
        self.by.is_none() && !self.unsure.is_empty()
    }
}

/// The marks by hand of one part, by offset.
pub(super) type Hands = BTreeMap<u32, (Stamp, Placed)>;

/// The entity of a part's marks.
pub(crate) fn entity(record: RecordId, part: PartId) -> Vec<u8> {
    [record.as_bytes(), part.as_bytes()].concat()
}

/// The record and the part of such an entity.
pub(crate) fn named(entity: &[u8]) -> Option<(RecordId, PartId)> {
    let (record, part) = entity.split_at_checked(16)?;
    Some((RecordId::from_bytes(record)?, PartId(part.try_into().ok()?)))
}

/// What people said of the parts of a submission's records. A part that records share has the marks of all of them.
pub(super) fn hands(conn: &Connection, submission: i64) -> Result<BTreeMap<PartId, Hands>, Error> {
    let records: Vec<[u8; 16]> = conn
        .prepare_cached(
            "SELECT record.id FROM submission_record sr JOIN record ON record.n = sr.record WHERE sr.submission = ?1",
        )?
        .query_map([submission], |r| r.get(0))?
        .collect::<Result<_, _>>()?;
    let mut all: BTreeMap<PartId, Hands> = BTreeMap::new();
    for record in records {
        // Every entity that begins with the record's id.
        let after = [&record[..], &[0xff; 17]].concat();
        let written: Vec<(Vec<u8>, i64)> = conn
            .prepare_cached(
                "SELECT DISTINCT entity, field FROM cell WHERE kind = ?1 AND entity > ?2 AND entity < ?3",
            )?
            .query_map((Kind::Part as i64, &record[..], &after), |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (entity, field) in written {
            let (Some((_, part)), Ok(offset)) = (named(&entity), u32::try_from(field)) else { continue };
            let Some((stamp, placed)) = holds(conn, &entity, field)? else { continue };
            let marks = all.entry(part).or_default();
            if marks.get(&offset).is_none_or(|(other, _)| other.clock() < stamp.clock()) {
                marks.insert(offset, (stamp, placed));
            }
        }
    }
    Ok(all)
}

/// The mark that holds at an offset, and the operation that wrote it.
fn holds(conn: &Connection, entity: &[u8], offset: i64) -> Result<Option<(Stamp, Placed)>, Error> {
    let Some(write) = cells::read(conn, Kind::Part, entity, offset)?.into_iter().next() else {
        return Ok(None);
    };
    let Some(json) = cells::text(Some(write.value)) else { return Ok(None) };
    Ok(Some((write.stamp, from_json(&json, "a mark by hand")?)))
}

/// The parts of a record in order, with what begins where.
pub(super) fn laid(
    conn: &Connection,
    submission: i64,
    member: &Member,
    facts: &Facts,
) -> Result<Vec<Laid>, Error> {
    let mut hands = hands(conn, submission)?;
    let mut read = conn.prepare_cached(
        "SELECT part.n, part.id, part.place, part.text FROM extract JOIN part ON part.n = extract.part
         WHERE extract.record = ?1 ORDER BY extract.i",
    )?;
    let mut rows = read.query([member.record])?;
    let document = facts.documents.get(&member.locator).map(|d| &d.1);
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (n, id, place, text): (i64, PartId, String, String) =
            (row.get(0)?, PartId(row.get(1)?), row.get(2)?, row.get(3)?);
        let column;
        let default = if let Some(document) = document {
            document.marks.get(&place).map_or(&[][..], Vec::as_slice)
        } else {
            column = of_column(facts, &place);
            column.as_slice()
        };
        let hands = hands.remove(&id).unwrap_or_default();
        // The cells of a column that is no question's are no texts of the submission.
        if document.is_none() && default.is_empty() {
            continue;
        }
        let marks = combine(default, &hands);
        all.push(Laid { record: member.id, n, id, place, text, marks });
    }
    Ok(all)
}

/// The default of a table's cell: all of it answers the column's question.
fn of_column(facts: &Facts, place: &str) -> Vec<Mark> {
    let column = facts.places.iter().position(|p| p == place).and_then(|i| facts.columns.get(i));
    let Some(Column::Open(key)) = column else { return Vec::new() };
    vec![Mark {
        offset: 0,
        to: To::Question(key.clone()),
        reason: "its column".to_owned(),
        unsure: Vec::new(),
        also: Vec::new(),
    }]
}

/// Puts marks by hand over those of the import.
fn combine(default: &[Mark], hands: &Hands) -> Vec<Begun> {
    let by_import = default.iter().filter(|mark| !hands.contains_key(&mark.offset)).map(|mark| Begun {
        offset: mark.offset,
        to: mark.to.clone(),
        by: None,
        reason: mark.reason.clone(),
        unsure: mark.unsure.clone(),
        also: mark.also.clone(),
    });
    let by_people = hands.iter().filter_map(|(&offset, (stamp, placed))| {
        let thought = default.iter().find(|mark| mark.offset == offset);
        Some(Begun {
            offset,
            to: placed.to()?,
            by: Some(stamp.n),
            reason: thought.map(|mark| mark.reason.clone()).unwrap_or_default(),
            unsure: thought.map(|mark| mark.unsure.clone()).unwrap_or_default(),
            also: Vec::new(),
        })
    });
    let mut marks: Vec<Begun> = by_import.chain(by_people).collect();
    marks.sort_by_key(|mark| mark.offset);
    marks
}

impl Laid {
    /// What begins where as the texts are made of it: a block that was split off and stands where it stood before parts
    /// nothing.
    pub(crate) fn settled(&self) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::with_capacity(self.marks.len());
        for begun in &self.marks {
            let now = marks.last().map_or(&To::Unplaced, |mark| &mark.to);
            if begun.by.is_some() && *now == begun.to {
                continue;
            }
            let (offset, to) = (begun.offset, begun.to.clone());
            marks.push(Mark { offset, to, reason: String::new(), unsure: Vec::new(), also: Vec::new() });
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::*;
    use crate::model::draft::stretches;
    use crate::model::id::OperationId;

    fn stamp() -> Stamp {
        Stamp { n: 1, id: OperationId([0; 16]), device: 1, branch: 0, seq: 1, hlc: 1, off: false }
    }

    fn placed(kind: u8) -> Placed {
        match kind % 4 {
            0 => Placed::Question(Key(format!("q{}", kind % 3))),
            1 => Placed::Unplaced,
            2 => Placed::Joined,
            _ => Placed::QuestionHeading(Key("q1".to_owned())),
        }
    }

    proptest! {
        #[test]
        fn whatever_is_marked_every_character_stands_once(
            text in "[a-zé\\n]{0,40}",
            default in proptest::collection::btree_map(0..50_u32, any::<u8>(), 0..6),
            hands in proptest::collection::btree_map(0..50_u32, any::<u8>(), 0..6),
        ) {
            let default: Vec<Mark> = default
                .into_iter()
                .filter_map(|(offset, kind)| {
                    Some(Mark { offset, to: placed(kind).to()?, reason: String::new(), unsure: Vec::new(), also: Vec::new() })
                })
                .collect();
            let hands: Hands = hands.into_iter().map(|(at, kind)| (at, (stamp(), placed(kind)))).collect();
            let laid = Laid {
                record: RecordId([0; 16]),
                n: 1,
                id: PartId([0; 16]),
                place: "body".to_owned(),
                text: text.clone(),
                marks: combine(&default, &hands),
            };
            let marks = laid.settled();
            let pieces: String = stretches(&text, &marks).into_iter().map(|(_, _, piece)| piece).collect();
            assert_eq!(pieces, text);
        }
    }
}
