//! Notes, each with what it is on.

use crate::export::xlsx::{Column, Kind};
use crate::model::note::{NoteEntry, Noted};

/// The columns of a note, in order; growing at the end only.
pub const COLUMNS: [(&str, Kind); 11] = [
    ("id", Kind::Short),
    ("analyst", Kind::Short),
    ("at", Kind::Name),
    ("on", Kind::Short),
    ("answer", Kind::Short),
    ("reference", Kind::Short),
    ("submitter", Kind::Name),
    ("question", Kind::Short),
    ("theme", Kind::Name),
    ("quote", Kind::Long),
    ("text", Kind::Long),
];

/// The columns of a sheet.
pub fn columns() -> Vec<Column> {
    let narrower = |column: Column| if column.kind == Kind::Long { column.wide(50) } else { column };
    COLUMNS.map(|(name, kind)| narrower(Column::new(name, kind))).to_vec()
}

/// The cells of a note; what does not apply is empty.
pub fn cells(note: &NoteEntry) -> Vec<String> {
    let on = match note.on {
        Noted::Answer => "answer",
        Noted::Passage => "passage",
        Noted::Submission => "submission",
        Noted::Question => "question",
        Noted::Theme => "theme",
    };
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        note.id.to_string(),
        note.analyst.clone(),
        note.at.clone(),
        on.to_owned(),
        note.answer.map(|id| id.to_string()).unwrap_or_default(),
        said(&note.reference),
        said(&note.submitter),
        said(&note.question),
        said(&note.theme),
        said(&note.quote),
        note.text.clone(),
    ]
}
