//! Answers in full, as `list` gives them out.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::entry::entry;
use super::filter::Viewer;
use super::marks::{self, Note, Tag};
use super::names::Names;
use super::{Error, translations};
use crate::model::id::AnswerNumber;
use crate::model::submission::{AnswerRecord, NoteRecord, TagRecord};

/// Reads one answer or unplaced text in full; `None` when there is none of this number.
pub(crate) fn record(
    conn: &Connection,
    viewer: &Viewer,
    names: &Names<'_>,
    number: AnswerNumber,
) -> Result<Option<AnswerRecord>, Error> {
    let Some(entry) = entry(conn, viewer, number)? else { return Ok(None) };
    let tags = if entry.is_tagged { marks::tags(conn, number, &entry.text)? } else { Vec::new() };
    let notes = if entry.is_noted { marks::notes(conn, number, &entry.text)? } else { Vec::new() };
    let themes: BTreeSet<String> = tags.iter().map(|tag| names.path(tag.theme)).collect();
    let question = entry.question.as_ref().and_then(|key| names.call.question(key));
    let section = question.and_then(|question| names.call.section(&question.section));
    Ok(Some(AnswerRecord {
        id: entry.id,
        submission: entry.submission,
        question: question.map(|question| question.number.clone()),
        also: Vec::new(),
        section: section.map(|section| section.title.clone()),
        status: entry.status,
        themes: themes.into_iter().collect(),
        tags: tags.into_iter().map(|tag| tag_record(tag, names)).collect(),
        notes: notes.into_iter().map(note_record).collect(),
        source: names.sources.place(conn, &entry)?,
        translation: translations::translation(conn, &names.translations, &entry)?,
        care: names.withheld.care(conn, number.0, &entry)?,
        reference: entry.reference,
        heading: entry.heading,
        metadata: entry.metadata,
        words: entry.words,
        text: entry.text.text,
    }))
}

fn tag_record(tag: Tag, names: &Names<'_>) -> TagRecord {
    TagRecord {
        id: tag.id.0,
        theme: names.path(tag.theme),
        theme_id: tag.theme.0,
        analyst: tag.analyst,
        stance: tag.stance,
        start: tag.span.map(|span| span.start),
        end: tag.span.map(|span| span.end),
        quote: tag.quote,
        at: marks::iso(tag.at),
    }
}

fn note_record(note: Note) -> NoteRecord {
    NoteRecord {
        id: note.id.0,
        analyst: note.analyst,
        text: note.text,
        start: note.span.map(|span| span.start),
        end: note.span.map(|span| span.end),
        at: marks::iso(note.at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::work::{Stance, Status};
    use crate::store::world;

    fn read(conn: &Connection, number: u32) -> AnswerRecord {
        let number = AnswerNumber(number);
        world::with_names(|names| record(conn, &world::viewer(), names, number)).unwrap().unwrap()
    }

    #[test]
    fn a_record_has_all_that_was_said() {
        let conn = world::database();
        let first = read(&conn, 1);
        assert_eq!((first.question.as_deref(), first.section.as_deref()), (Some("3"), Some("Section 2")));
        assert_eq!(first.themes, ["Infrastructure / IPv6", "Trust"]);
        let tags: Vec<_> =
            first.tags.iter().map(|t| (t.theme.as_str(), t.analyst.as_str(), t.stance, t.start)).collect();
        assert_eq!(
            tags,
            [("Infrastructure / IPv6", "Alice", Some(Stance::For), None), ("Trust", "Bob", None, None)]
        );
        assert_eq!(first.tags[0].at, "1970-01-01T00:00:01Z");
        assert_eq!(first.notes[0].text, "quote this");
        assert_eq!((first.status, first.metadata.late), (Status::Reviewed, Some(false)));
        assert_eq!(first.metadata.language.as_deref(), Some("en"));
        let fourth = read(&conn, 4);
        assert_eq!((fourth.status, fourth.metadata.late), (Status::Todo, Some(true)));
        assert_eq!(fourth.metadata.language.as_deref(), Some("fr"));
        let annex = read(&conn, 7);
        assert_eq!((annex.question, annex.section, annex.metadata.late), (None, None, None));
    }

    #[test]
    fn passages_come_after_the_whole_in_order_of_place() {
        let conn = world::database();
        world::add_passage(&conn, AnswerNumber(10), 2, (3, 10), "comment");
        world::add_passage(&conn, AnswerNumber(10), 1, (0, 2), "No");
        world::add_passage(&conn, AnswerNumber(10), 0, (3, 99), "what stood there");
        let record = read(&conn, 10);
        let places: Vec<_> =
            record.tags.iter().map(|t| (t.start, t.end, t.quote.as_deref().unwrap())).collect();
        assert_eq!(
            places,
            [(None, None, "what stood there"), (Some(0), Some(2), "No"), (Some(3), Some(10), "comment")]
        );
        assert_eq!(record.tags[1].id.n, 3);
    }
}
