//! Submissions with their metadata, and for each question what a submission has under it.

use crate::export::xlsx::about::Line;
use crate::export::xlsx::{Column, Kind};
use crate::model::coverage::{self, State, Total};
use crate::model::submission::SubmissionRecord;

/// The columns of a submission, in order; growing at the end only.
pub const COLUMNS: [&str; 20] = [
    "id",
    "reference",
    "submitter",
    "stakeholder_type",
    "country",
    "region",
    "language",
    "submitted_on",
    "late",
    "received_on",
    "channel",
    "citable",
    "attributes",
    "answers",
    "words",
    "unplaced_words",
    "sources",
    "withdrawn",
    "replaced_by",
    "signatories",
];

/// The columns of a sheet: those of a submission, then two for each question.
pub fn columns(questions: &[String]) -> Vec<Column> {
    let own = COLUMNS.into_iter().map(|name| match name {
        "submitter" | "stakeholder_type" | "sources" | "signatories" => Column::new(name, Kind::Name),
        "attributes" => Column::new(name, Kind::Long).wide(40),
        "submitted_on" | "received_on" => Column::new(name, Kind::Day),
        "late" | "withdrawn" => Column::new(name, Kind::Flag).wide(11),
        "answers" | "words" | "unplaced_words" => Column::new(name, Kind::Number),
        _ => Column::new(name, Kind::Short),
    });
    let asked = questions.iter().flat_map(|number| {
        let words = Column::new(format!("question {number} words"), Kind::Number).wide(12);
        [Column::new(format!("question {number}"), Kind::Short).wide(12), words]
    });
    own.chain(asked).collect()
}

/// The cells of one submission and of what it has under each question.
pub fn cells(submission: &SubmissionRecord, row: &coverage::Row) -> Vec<String> {
    let mut cells = own_cells(submission);
    for cell in &row.cells {
        cells.extend([cell.state.name().to_owned(), cell.words.to_string()]);
    }
    cells
}

/// What is said of each question: how many submissions answer it, and how many do not.
pub fn lines(questions: &[String], totals: &[Total]) -> Vec<Line> {
    let line = |(number, total): (&String, &Total)| {
        let states = State::ALL.map(|state| format!("{} {}", total.of(state), state.name()));
        Line::text(format!("Question {number}"), format!("{}; {} words", states.join(", "), total.words))
    };
    questions.iter().zip(totals).map(line).collect()
}

/// The cells of one submission, as [`COLUMNS`] names them; what is unknown is empty.
pub fn own_cells(s: &SubmissionRecord) -> Vec<String> {
    let who = &s.metadata;
    let day = |date: Option<jiff::civil::Date>| date.map(|d| d.to_string()).unwrap_or_default();
    let known = |text: &Option<String>| text.clone().unwrap_or_default();
    let attributes: Vec<String> =
        s.attributes.iter().map(|(header, value)| format!("{header}: {value}")).collect();
    vec![
        s.id.to_string(),
        s.reference.clone(),
        known(&who.submitter),
        known(&who.stakeholder_type),
        known(&who.country),
        known(&who.region),
        known(&who.language),
        day(who.submitted_on),
        who.late.map(|l| l.to_string()).unwrap_or_default(),
        day(s.received_on),
        known(&s.channel),
        known(&s.citable),
        attributes.join("\n"),
        s.answers.to_string(),
        s.words.to_string(),
        s.unplaced_words.to_string(),
        s.sources.join("; "),
        s.withdrawn.to_string(),
        known(&s.replaced_by),
        s.signatories.join("; "),
    ]
}
