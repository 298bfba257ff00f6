//! The submissions of the small review: one for each of its answers, the seventh written out.

use std::collections::BTreeMap;

use rapporteur::model::draft::Field;
use rapporteur::model::id::{AnswerNumber, MadeId, NoteId, SubmissionId, SubmissionNumber};
use rapporteur::model::import::WordAccount;
use rapporteur::model::sent::{Block, CameIn, Fact, Origin, SubmissionList, SubmissionRow, SubmissionView};
use rapporteur::model::submission::{Metadata, SubmissionRecord};
use rapporteur::model::view::{AnswerRow, ShownNote};
use rapporteur::model::work::Status;
use rapporteur::tui::screen::submissions::ask::{Ask, Told, Totals};

use super::sample::TEXT;

/// Answers what the screen of submissions asks; the submission of answer `n` has its number.
pub(super) fn answer(rows: &[AnswerRow], matching: &[AnswerNumber], ask: Ask) -> Told {
    let number = |n: AnswerNumber| SubmissionNumber(i64::from(n.0));
    match ask {
        Ask::List(text) => {
            let numbers: Vec<_> = matching.iter().copied().map(number).collect();
            Told::List(text, SubmissionList { submitters: numbers.len(), numbers, late: 2 })
        }
        Ask::Rows(_, wanted) => {
            let rows = rows.iter().filter(|r| wanted.contains(&number(r.number)));
            Told::Rows(rows.map(|r| (row(r, number(r.number)), matching.contains(&r.number))).collect())
        }
        Ask::One(wanted) => {
            let found = rows.iter().find(|r| number(r.number) == wanted);
            Told::One(found.map(|r| Box::new(view(r, wanted))))
        }
        Ask::Of(answer) => Told::Of(Some(number(answer))),
        // The grid is looked at in a workspace of its own.
        Ask::Totals(_) => Told::Totals(Totals::default()),
        Ask::Cells(_) => Told::Cells(Vec::new()),
        Ask::Choices(_) => Told::Choices(["Kenya", "Uganda", "United States"].map(str::to_owned).to_vec()),
    }
}

fn row(of: &AnswerRow, number: SubmissionNumber) -> SubmissionRow {
    let late = number.0 % 5 == 4;
    SubmissionRow {
        id: SubmissionId([0; 16]),
        withdrawn: false,
        replaced: false,
        number,
        reference: of.reference.clone(),
        submitter: of.submitter.clone().filter(|_| number.0 != 9),
        stakeholder_type: Some(["Government", "International organization"][number.0 as usize % 2].into()),
        country: of.country.clone(),
        submitted_on: Some(jiff::civil::date(2025, 1 + i8::from(late), 3 + number.0 as i8)),
        late: Some(late),
        answers: 3 + number.0 as u32,
        words: 240 * number.0 as u32,
        unplaced_words: 12,
        texts: 4 + number.0 as u32,
        reviewed: if of.status == Status::Reviewed { 4 + number.0 as u32 } else { 1 },
        files: 1 + u32::from(number.0 == 3),
    }
}

fn facts(of: &AnswerRow) -> Vec<Fact> {
    let file = "lakeshore.md".to_owned();
    let said = |value: &str| (Some(value.to_owned()), Origin::Document { file: file.clone() });
    let corrected =
        Origin::Corrected { by: "bo".into(), on: jiff::civil::date(2025, 1, 15), before: Some("KE".into()) };
    let fact = |field: Field| {
        let (value, origin) = match field {
            Field::Reference => (Some(of.reference.clone()), Origin::Given),
            Field::Submitter => (of.submitter.clone(), Origin::Document { file: file.clone() }),
            Field::StakeholderType => said("Technical community"),
            Field::Country => (Some("UG".to_owned()), corrected.clone()),
            Field::Region => said("Africa"),
            Field::Language => (Some("en".to_owned()), Origin::Detected),
            Field::SubmittedOn => said("2025-02-10"),
            Field::Signatories => said("Lakeshore IX; Hill Net; Dale Net"),
            Field::Citable => said("anonymously"),
            _ => (None, Origin::Nowhere),
        };
        let written = (field == Field::Citable).then(|| "Yes, but without our name".to_owned());
        Fact { field, value, written, origin }
    };
    Field::IN_ORDER.into_iter().map(fact).collect()
}

fn view(of: &AnswerRow, number: SubmissionNumber) -> SubmissionView {
    let metadata = Metadata { submitter: of.submitter.clone(), late: Some(true), ..Metadata::default() };
    let block = |question: Option<(&str, &str)>, heading: Option<&str>, text: &str, goes_on| Block {
        answer: of.number,
        question: question.map(|(number, name)| (number.to_owned(), name.to_owned())),
        heading: heading.map(str::to_owned),
        goes_on,
        text: text.to_owned(),
        forms: Vec::new(),
        words: text.split_whitespace().count() as u32,
        language: Some(if question.is_some() { "en" } else { "fr" }),
        status: of.status,
        tags: 2,
        notes: 1,
    };
    SubmissionView {
        number,
        record: SubmissionRecord {
            withdrawn: false,
            replaced_by: None,
            id: SubmissionId([number.0 as u8; 16]),
            reference: of.reference.clone(),
            metadata,
            received_on: None,
            channel: None,
            citable: None,
            attributes: BTreeMap::from([("Seats".to_owned(), "12".to_owned())]),
            answers: 1,
            words: 81,
            unplaced_words: 14,
            sources: vec!["lakeshore.md".into()],
            signatories: vec!["Lakeshore IX".into(), "Hill Net".into(), "Dale Net".into()],
            languages: None,
            written: None,
            structure: None,
            corrections: None,
            astray: None,
        },
        facts: facts(of),
        blocks: vec![
            block(None, None, "Dear secretariat,\n\nPlease find our views below.", false),
            block(Some(("11", "Trends")), Some("11. What will matter in the next years?"), TEXT, false),
            block(None, None, "On behalf of the board, the chair.", true),
        ],
        progress: (2, 1),
        notes: vec![ShownNote {
            id: NoteId(MadeId { maker: [3; 16], n: 0 }),
            analyst: "alice".into(),
            text: "Came with a second letter; ask whether it replaces this one.".into(),
            span: None,
            at: "2025-01-16 09:20".into(),
        }],
        files: vec![CameIn {
            file: "lakeshore.md".into(),
            sha256: "5e".repeat(32),
            format: "markdown".into(),
            row: None,
            by: "alice".into(),
            at: "2025-01-14 10:42".into(),
            holds: true,
            same_again: false,
            fills: false,
            words: Some(WordAccount { read: 103, placed: 81, unplaced: 14, structure: 8 }),
            problems: vec!["line 40: a table was read as text".into()],
        }],
        shares_reference: false,
        astray: Vec::new(),
        versions: Vec::new(),
        offers: Vec::new(),
    }
}
