//! What each column of a table is for: by the name of a metadatum, else by a question's key, number
//! or wording; in any order. A column that is neither is an attribute.

use super::ReadError;
use super::headings::label;
use super::names;
use super::wording::{Match, Wordings, folded};
use crate::model::call::{Call, Question};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Column, Field};

/// A header longer than this, in characters, is no wording.
const LONGEST: usize = 1200;

/// The columns of a table, each with its reason.
#[derive(Clone, PartialEq, Debug)]
pub struct Columns {
    /// As long as the header.
    pub columns: Vec<Column>,
    /// Why, in words: "number 3", "wording of question 7". As long as the header.
    pub reasons: Vec<String>,
    /// Columns that were unsure, or kept as attributes.
    pub diagnostics: Vec<Diagnostic>,
}

/// Says what each column is for. `file` stands in the message.
///
/// # Errors
/// When no column is a question or metadata, or a bare number is all that could be one: then the first row is no header.
pub fn recognize(header: &[String], call: &Call, file: &str) -> Result<Columns, ReadError> {
    let wordings = Wordings::of(call);
    let mut found = Columns { columns: Vec::new(), reasons: Vec::new(), diagnostics: Vec::new() };
    for (i, name) in header.iter().enumerate() {
        let (column, reason) = match metadata(name, &found.columns) {
            Some(field) => (Column::Metadata(field), format!("named {}", field.name())),
            None => match question(name, call, &wordings) {
                Seen::As(question, reason) => (Column::Open(question.key.clone()), reason),
                Seen::Unsure(reason) => {
                    found.diagnostics.push(Diagnostic {
                        severity: Severity::Warning,
                        place: place_of(i, name),
                        what: format!("{reason}; it is kept as an attribute"),
                        hint: "Name the column after its question's number, and import again.".to_owned(),
                    });
                    (Column::Attribute, reason)
                }
                Seen::Nothing => (Column::Attribute, "no question and no metadata by this name".to_owned()),
            },
        };
        found.columns.push(column);
        found.reasons.push(reason);
    }
    if found.columns.iter().all(|c| *c == Column::Attribute) {
        let why = "it names no question of the call and no metadata".to_owned();
        return Err(ReadError::NoHeader { file: file.to_owned(), row: 1, why });
    }
    found.yield_to_exact(header, call);
    if let Some(number) = only_a_number(header, &found.columns) {
        let why = format!("of it only “{number}” could be a question, and that is as likely a row's number");
        return Err(ReadError::NoHeader { file: file.to_owned(), row: 1, why });
    }
    found.tell_attributes(header);
    Ok(found)
}

/// The one column that was recognized, where it is a bare number among others: the first row of data of many
/// tables without a header begins so.
fn only_a_number<'h>(header: &'h [String], columns: &[Column]) -> Option<&'h str> {
    let mut known = header.iter().zip(columns).filter(|(_, column)| **column != Column::Attribute);
    let (name, _) = known.next()?;
    let bare = name.trim().chars().all(char::is_numeric);
    (bare && known.next().is_none() && header.len() > 1).then_some(name.trim())
}

impl Columns {
    /// Where one column is a question's wording to the word, those that only come near it are something else:
    /// a form often asks "Would X be useful?" and then "Any further thoughts on X?".
    fn yield_to_exact(&mut self, header: &[String], call: &Call) {
        let exact: Vec<Option<&Question>> = header
            .iter()
            .map(|name| call.questions.iter().find(|q| folded(&q.wording) == folded(name)))
            .collect();
        for (i, name) in header.iter().enumerate() {
            let Column::Open(key) = &self.columns[i] else { continue };
            let question = call.questions.iter().find(|q| q.key == *key);
            let near = question.filter(|q| exact[i].is_none() && self.reasons[i] == by_wording(q));
            let Some(other) = near.and_then(|q| exact.iter().position(|e| e.is_some_and(|e| e.key == q.key)))
            else {
                continue;
            };
            let reason = format!("near the wording of a question that column {} has exactly", other + 1);
            self.diagnostics.push(Diagnostic {
                severity: Severity::Warning,
                place: place_of(i, name),
                what: format!("{reason}; it is kept as an attribute"),
                hint: "Name the column after its question's number, and import again.".to_owned(),
            });
            self.columns[i] = Column::Attribute;
            self.reasons[i] = reason;
        }
    }

    fn tell_attributes(&mut self, header: &[String]) {
        let kept = self
            .columns
            .iter()
            .zip(header)
            .filter(|(c, _)| **c == Column::Attribute)
            .map(|(_, name)| name.trim());
        let names: Vec<String> = kept.map(|name| format!("“{}”", shortened(name))).collect();
        if !names.is_empty() {
            let more = if names.len() > 8 { format!(" and {} more", names.len() - 8) } else { String::new() };
            self.diagnostics.push(Diagnostic {
                severity: Severity::Remark,
                place: "row 1".to_owned(),
                what: format!(
                    "kept as attributes: {}{more}",
                    names.iter().take(8).cloned().collect::<Vec<_>>().join(", ")
                ),
                hint: "A column is an answer when its name is a question's number or wording.".to_owned(),
            });
        }
    }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= 40 { name.to_owned() } else { name.chars().take(39).chain(['…']).collect() }
}

fn place_of(index: usize, name: &str) -> String {
    format!("row 1, column {} (“{}”)", index + 1, shortened(name.trim()))
}

/// The metadatum of this name, unless an earlier column holds it.
fn metadata(name: &str, before: &[Column]) -> Option<Field> {
    names::field(name).filter(|field| !before.contains(&Column::Metadata(*field)))
}

/// The reason of a column that is known by its wording alone.
fn by_wording(question: &Question) -> String {
    format!("wording of question {}", question.number)
}

enum Seen<'c> {
    As(&'c Question, String),
    Unsure(String),
    Nothing,
}

fn question<'c>(name: &str, call: &'c Call, wordings: &Wordings) -> Seen<'c> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST {
        return Seen::Nothing;
    }
    let key = folded(name);
    if let Some(question) = call.questions.iter().find(|q| folded(q.key.as_str()) == key) {
        return Seen::As(question, format!("key of question {}", question.number));
    }
    let label = label(name);
    let words = label.as_ref().map_or(name, |l| &name[l.rest..]);
    let number = label.as_ref().and_then(|l| match l.numbers.as_slice() {
        [one] => call.question_by_number(one),
        _ => None,
    });
    match (number, wordings.question(words)) {
        (Some(by_number), Match::One(i)) if call.questions.get(i) == Some(by_number) => {
            Seen::As(by_number, format!("number and wording of question {}", by_number.number))
        }
        (Some(by_number), Match::Several(those))
            if those.iter().any(|i| call.questions.get(*i) == Some(by_number)) =>
        {
            Seen::As(by_number, format!("number {}, and wording of several questions", by_number.number))
        }
        (Some(by_number), Match::One(i)) => {
            let other = call.questions.get(i).map_or("?", |q| q.number.as_str());
            Seen::Unsure(format!("number {}, but wording of question {other}", by_number.number))
        }
        (None, Match::One(i)) => match call.questions.get(i) {
            Some(question) => Seen::As(question, by_wording(question)),
            None => Seen::Nothing,
        },
        // In a table the word "question" before the number, or nothing behind it, is recognition.
        (Some(by_number), _) if label.as_ref().is_some_and(|l| l.explicit) || words.is_empty() => {
            Seen::As(by_number, format!("number {}", by_number.number))
        }
        (_, Match::Several(_)) => Seen::Unsure("wording of several questions".to_owned()),
        (Some(by_number), Match::Nothing) => {
            Seen::Unsure(format!("number {}, but not that question's wording", by_number.number))
        }
        (None, Match::Nothing) => Seen::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::call::Key;
    use crate::text::places::of_columns as places;

    fn of(header: &[&str]) -> Columns {
        let call = crate::config::call_file::bundled().unwrap();
        let header: Vec<String> = header.iter().map(ToString::to_string).collect();
        recognize(&header, &call, "x.csv").unwrap()
    }

    fn open(key: &str) -> Column {
        Column::Open(Key(key.to_owned()))
    }

    #[test]
    fn columns_are_known_by_name_number_or_wording_in_any_order() {
        use Column::{Attribute, Metadata};
        let found = of(&[
            "Q3",
            "Stakeholder Type",
            "q1",
            "ORGANISATION",
            "Question 11",
            "2",
            "country",
            "favourite colour",
            "What challenges remain in the implementation of WSIS?",
            "5. Which specific Action Lines had the most significant impact?",
            "submitted_on",
            "Language of submission",
        ]);
        assert_eq!(
            found.columns,
            [
                open("q3"),
                Metadata(Field::StakeholderType),
                open("q1"),
                Metadata(Field::Submitter),
                open("q11"),
                open("q2"),
                Metadata(Field::Country),
                Attribute,
                open("q4"),
                open("q5"),
                Metadata(Field::SubmittedOn),
                Metadata(Field::Language),
            ]
        );
        assert!(found.diagnostics[0].what.contains("favourite colour"));
    }

    #[test]
    fn number_and_wording_that_disagree_are_unsure() {
        let found = of(&["organisation", "2. What challenges remain in the implementation of WSIS?"]);
        assert_eq!(found.columns[1], Column::Attribute);
        assert_eq!(found.reasons[1], "number 2, but wording of question 4");
    }

    #[test]
    fn a_wording_that_is_exact_wins_over_one_that_is_near() {
        let exact = "Which difficulties in carrying WSIS out are still open?";
        let near = "Difficulties in carrying WSIS out are still open: do you agree?";
        assert_eq!(of(&[near]).columns, [open("q4")]);
        let found = of(&[near, exact]);
        assert_eq!(found.columns, [Column::Attribute, open("q4")]);
        assert!(found.diagnostics[0].what.contains("column 2"), "{:?}", found.diagnostics);
        assert_eq!(of(&["q4", exact]).columns, [open("q4"), open("q4")]);
    }

    #[test]
    fn two_columns_of_one_name_stay_apart() {
        let found = of(&["q1", "q1", "name", "name"]);
        assert_eq!(found.columns[..2], [open("q1"), open("q1")]);
        assert_eq!(found.columns[3], Column::Attribute);
        let header = ["q1", "q1", "q1 (2)", "q1"].map(str::to_owned);
        assert_eq!(places(&header), ["q1", "q1 (3)", "q1 (2)", "q1 (4)"]);
    }

    #[test]
    fn a_row_of_data_is_no_header() {
        let call = crate::config::call_file::bundled().unwrap();
        let row = ["S000001", "Some Ministry 4", "government", "2024-12-05"].map(str::to_owned);
        assert!(matches!(recognize(&row, &call, "x.csv"), Err(ReadError::NoHeader { .. })));
        let numbered = ["7", "Example Net", "Netherlands and all", "We use IPv6."].map(str::to_owned);
        assert!(matches!(recognize(&numbered, &call, "x.csv"), Err(ReadError::NoHeader { .. })));
        assert_eq!(of(&["7"]).columns, [open("q7")]);
    }
}
