//! All that the reader shows of one answer.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::{Connection, Rows};

use super::entry::entry;
use super::filter::Viewer;
use super::marks::{self, Note, Tag};
use super::names::Names;
use super::{Error, row, sought, translations, withheld};
use crate::model::id::AnswerNumber;
use crate::model::view::{AnswerView, Leaves, ShownNote, ShownTag};
use crate::query::filter::Resolved;

/// Reads one answer for the reader; `None` when there is none of this number.
pub(crate) fn view(
    conn: &Connection,
    viewer: &Viewer,
    names: &Names<'_>,
    number: AnswerNumber,
    query: &Resolved,
) -> Result<Option<AnswerView>, Error> {
    let Some(entry) = entry(conn, viewer, number)? else { return Ok(None) };
    let tags = marks::tags(conn, number, &entry.text)?;
    let notes = marks::notes(conn, number, &entry.text)?;
    let zone = TimeZone::system();
    let sought = sought::sought_in(&query.filter, entry.metadata.language.as_deref());
    let matches = sought::spans(&entry.text.text, &sought);
    let question = entry.question.as_ref().and_then(|key| names.call.question(key));
    Ok(Some(AnswerView {
        number,
        id: entry.id,
        source: names.sources.place(conn, &entry)?,
        status: entry.status,
        shortlisted: row::shortlisted(conn, number)?,
        question: question.map(|q| (q.number.clone(), q.short_name.clone())),
        tags: tags.into_iter().map(shown_tag).collect(),
        notes: notes.into_iter().map(|note| shown_note(note, &zone)).collect(),
        matches,
        translation: translations::translation(conn, &names.translations, &entry)?,
        leaves: Leaves::default(),
        withheld: withheld::of(conn, number.0, &entry.text)?.into_iter().flat_map(|one| one.spans).collect(),
        reference: entry.reference,
        heading: entry.heading,
        metadata: entry.metadata,
        words: entry.words,
        text: entry.text.text,
        forms: entry.text.forms,
    }))
}

fn shown_tag(tag: Tag) -> ShownTag {
    ShownTag {
        id: tag.id,
        theme: tag.theme,
        analyst: tag.analyst,
        stance: tag.stance,
        span: tag.span,
        quote: tag.quote,
    }
}

/// A moment in the local time zone, for people: "2025-01-14 10:42".
pub(crate) fn moment(milliseconds: i64) -> String {
    moment_in(milliseconds, &TimeZone::system())
}

fn moment_in(milliseconds: i64, zone: &TimeZone) -> String {
    let at = zone.to_datetime(Timestamp::from_millisecond(milliseconds).unwrap_or_default());
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

/// Notes that are on no stretch of a text: rows of id, analyst, text and moment.
pub(super) fn notes(mut rows: Rows<'_>) -> Result<Vec<ShownNote>, Error> {
    let mut notes = Vec::new();
    while let Some(row) = rows.next()? {
        notes.push(ShownNote {
            id: marks::note_id(row, 0)?,
            analyst: row.get(1)?,
            text: row.get(2)?,
            span: None,
            at: moment(row.get(3)?),
        });
    }
    Ok(notes)
}

fn shown_note(note: Note, zone: &TimeZone) -> ShownNote {
    ShownNote {
        id: note.id,
        analyst: note.analyst,
        text: note.text,
        span: note.span,
        at: moment_in(note.at, zone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::filter::{Filter, TextMatch};
    use crate::store::world;

    fn words(text: &str, prefix: bool) -> Filter {
        Filter::Text(TextMatch::Phrase { tokens: crate::text::tokens(text), prefix })
    }

    #[test]
    fn the_reader_marks_what_the_query_looks_for() {
        let conn = world::database();
        let not = Filter::Not(Box::new(words("the", false)));
        let either = Filter::Any(vec![words("security routing", false), words("world", false)]);
        let filter = Filter::All(vec![words("rout", true), not, either]);
        let query = Resolved { filter, sort: Vec::new() };
        let number = AnswerNumber(8);
        let view = world::with_names(|names| view(&conn, &world::viewer(), names, number, &query));
        let view = view.unwrap().unwrap();
        let marked: Vec<_> =
            view.matches.iter().map(|span| crate::text::position::slice(&view.text, *span)).collect();
        assert_eq!(marked, ["Security. Routing", "routes", "routed", "world"]);
        assert_eq!(view.question, Some(("1".to_owned(), "access".to_owned())));
        assert!(view.shortlisted);
    }

    #[test]
    fn notes_tell_when_they_were_written() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let note = Note {
            id: crate::model::id::NoteId::from_bytes(&[1; 20]).unwrap(),
            analyst: "Alice".to_owned(),
            text: "so".to_owned(),
            span: None,
            at: 1_736_844_120_999,
        };
        assert_eq!(shown_note(note, &zone).at, "2025-01-14 10:42");
    }
}
