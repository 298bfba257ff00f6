//! What each column of a table is for: as a mapping says, else by the name of a metadatum, else by a question's key,
//! number or wording; in any order. A column that is neither is an attribute. Where several questions are worded alike,
//! and as many columns, they go together in their order. Of a column in two languages ("(Original)", "(English)") the
//! original is the answer, and the other its translation, an attribute too.

mod versions;

use std::collections::HashMap;

pub(super) use self::versions::Versions;
use super::ReadError;
use super::headings::label;
use super::wording::{Match, Wordings, folded};
use super::{long, names};
use crate::model::call::{Call, Question};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Column, Field};
use crate::model::mapping::{Head, Mapping, Use};
use crate::model::nearest::nearest;
use crate::text::places;

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
    mapped(header, call, &Mapping::default(), file)
}

/// The same, where a mapping says it.
///
/// # Errors
/// As [`recognize`]; what a mapping names is never missing.
pub fn mapped(header: &[String], call: &Call, mapping: &Mapping, file: &str) -> Result<Columns, ReadError> {
    let places = places::of_columns(header);
    let versions = Versions::of(header);
    let known = Known::of(call);
    let said: Vec<Option<&Use>> =
        header.iter().zip(&places).map(|(name, place)| mapping.of(name, place)).collect();
    let fields: Vec<Field> =
        said.iter().filter_map(|to| if let Some(Use::Metadata(f)) = to { Some(*f) } else { None }).collect();
    let mut found = Columns { columns: Vec::new(), reasons: Vec::new(), diagnostics: Vec::new() };
    for (i, name) in header.iter().enumerate() {
        let taken: Vec<Field> = found.columns.iter().filter_map(of_metadata).collect();
        let taken = |field: &Field| taken.contains(field);
        let (column, reason) = match said[i] {
            Some(Use::Question(key)) => (Column::Open(key.clone()), MAPPED.to_owned()),
            Some(Use::Metadata(field)) if !taken(field) => (Column::Metadata(*field), MAPPED.to_owned()),
            Some(Use::Attribute | Use::Metadata(_)) => (Column::Attribute, MAPPED.to_owned()),
            Some(Use::Ignored) => (Column::Ignored, MAPPED.to_owned()),
            Some(Use::Translation(of)) => {
                found.translating((i, name), of.as_ref(), (header, &places), &versions)
            }
            Some(Use::Open) => found.by_question((i, name), call, &known, &versions, true),
            None => {
                let field = names::field(name).filter(|field| !taken(field) && !fields.contains(field));
                if let Some(field) = field {
                    (Column::Metadata(field), format!("named {}", field.name()))
                } else {
                    let asked = found.by_question((i, name), call, &known, &versions, false);
                    let free = !taken(&Field::Citable) && !fields.contains(&Field::Citable);
                    // A call may have such a question of its own.
                    match asked.0 {
                        Column::Attribute if free && names::asks_to_cite(name) => {
                            (Column::Metadata(Field::Citable), "asks whether it may be published".to_owned())
                        }
                        _ => asked,
                    }
                }
            }
        };
        found.columns.push(column);
        found.reasons.push(reason);
    }
    if said.iter().all(Option::is_none) {
        if found.columns.iter().all(Column::is_attribute) {
            let why = "it names no question of the call and no metadata".to_owned();
            return Err(ReadError::NoHeader { file: file.to_owned(), row: 1, why });
        }
        if let Some(number) = only_a_number(header, &found.columns) {
            let why =
                format!("of it only “{number}” could be a question, and that is as likely a row's number");
            return Err(ReadError::NoHeader { file: file.to_owned(), row: 1, why });
        }
    }
    found.yield_to_exact(header, call, &known);
    found.tell_missing(mapping, header, &places);
    found.tell_attributes(header);
    Ok(found)
}

fn of_metadata(column: &Column) -> Option<Field> {
    if let Column::Metadata(field) = column { Some(*field) } else { None }
}

/// The reason of a column that a mapping names.
pub const MAPPED: &str = "the mapping says so";

/// A call, taken apart once for all columns.
struct Known {
    wordings: Wordings,
    /// The questions of each wording, folded, in the call's order.
    exactly: HashMap<String, Vec<usize>>,
    /// The question of each key, folded.
    keys: HashMap<String, usize>,
}

impl Known {
    fn of(call: &Call) -> Self {
        let (mut exactly, mut keys): (HashMap<String, Vec<usize>>, _) = (HashMap::new(), HashMap::new());
        for (i, question) in call.questions.iter().enumerate() {
            exactly.entry(folded(&question.wording)).or_default().push(i);
            keys.entry(folded(question.key.as_str())).or_insert(i);
        }
        Self { wordings: Wordings::of(call), exactly, keys }
    }
}

/// The one column that was recognized, where it is a bare number among others: the first row of data of many
/// tables without a header begins so.
fn only_a_number<'h>(header: &'h [String], columns: &[Column]) -> Option<&'h str> {
    let mut known = header.iter().zip(columns).filter(|(_, column)| !column.is_attribute());
    let (name, _) = known.next()?;
    let bare = name.trim().chars().all(char::is_numeric);
    (bare && known.next().is_none() && header.len() > 1).then_some(name.trim())
}

impl Columns {
    /// What a column is for by the question that its name says; `wanted` where it is said to hold answers.
    fn by_question(
        &mut self,
        (i, name): (usize, &str),
        call: &Call,
        known: &Known,
        versions: &Versions,
        wanted: bool,
    ) -> (Column, String) {
        let of = &versions.columns[i];
        if let Some(asked) = long::beside(name).filter(|_| !wanted) {
            return (Column::Attribute, format!("said with the answer to “{}”", shortened(asked)));
        }
        if let Some(original) = of.translates.filter(|_| !wanted) {
            let language = of.language.map(str::to_owned);
            let column = Column::Translation { of: original, language };
            return (column, format!("the translation of column {}", original + 1));
        }
        let several = known.exactly.get(&of.folded).filter(|those| those.len() > 1 && of.alike > 1);
        if let Some(question) = several.and_then(|those| call.questions.get(*those.get(of.time)?)) {
            let reason =
                format!("wording of question {}, the {} such column", question.number, ordinal(of.time));
            return (Column::Open(question.key.clone()), reason);
        }
        match question(of.base, call, known) {
            Seen::As(question, reason) => return (Column::Open(question.key.clone()), reason),
            Seen::Unsure(reason) => {
                self.tell(i, name, format!("{reason}; it is kept as an attribute"));
                return (Column::Attribute, reason);
            }
            Seen::Nothing => {}
        }
        let reason = "no question and no metadata by this name".to_owned();
        if wanted {
            self.tell(i, name, "said to hold answers, but no question of the call has this name".to_owned());
        }
        (Column::Attribute, reason)
    }

    /// What a column is for that a mapping says to be a translation: of the column that it names, else of the one that
    /// the column's own name tells.
    fn translating(
        &mut self,
        (i, name): (usize, &str),
        of: Option<&Head>,
        (header, places): (&[String], &[String]),
        versions: &Versions,
    ) -> (Column, String) {
        let named =
            |head: &Head| (0..header.len()).find(|n| head.means(&places[*n]) || head.means(&header[*n]));
        let own = &versions.columns[i];
        // What a joined row says beside an answer is said of that answer.
        let asked =
            || long::beside(name).and_then(|asked| header.iter().position(|head| head.trim() == asked));
        let original = of.map_or_else(|| own.translates.or_else(asked), named);
        if let Some(of) = original.filter(|original| *original != i) {
            let language = own.language.map(str::to_owned);
            return (Column::Translation { of, language }, MAPPED.to_owned());
        }
        let what = match of {
            Some(head) => {
                format!("said to translate “{}”, which is no other column here", shortened(&head.0))
            }
            None => "said to be a translation, but not of which column".to_owned(),
        };
        self.tell(i, name, format!("{what}; it is kept as an attribute"));
        (Column::Attribute, MAPPED.to_owned())
    }

    fn tell(&mut self, i: usize, name: &str, what: String) {
        self.diagnostics.push(Diagnostic {
            severity: Severity::Warning,
            place: place_of(i, name),
            what,
            hint: "Name the column after its question's number, or say by --map what it is for.".to_owned(),
        });
    }

    /// Tells of columns that a mapping names and that are not there.
    fn tell_missing(&mut self, mapping: &Mapping, header: &[String], places: &[String]) {
        for (head, _) in &mapping.columns {
            if header.iter().zip(places).any(|(name, place)| head.means(name) || head.means(place)) {
                continue;
            }
            let near = nearest(&head.0, header.iter().map(String::as_str));
            self.diagnostics.push(Diagnostic {
                severity: Severity::Warning,
                place: "row 1".to_owned(),
                what: format!("the mapping names a column “{}”, which is not here", shortened(&head.0)),
                hint: near.map_or_else(String::new, |near| format!("Is “{}” meant?", shortened(near))),
            });
        }
    }

    /// Where one column is a question's wording to the word, those that only come near it are something else:
    /// a form often asks "Would X be useful?" and then "Any further thoughts on X?".
    fn yield_to_exact(&mut self, header: &[String], call: &Call, known: &Known) {
        let exact: Vec<Option<&Question>> = header
            .iter()
            .map(|name| call.questions.get(*known.exactly.get(&folded(name))?.first()?))
            .collect();
        for (i, name) in header.iter().enumerate() {
            let Column::Open(key) = &self.columns[i] else { continue };
            let question = call.question(key);
            let near = question.filter(|q| exact[i].is_none() && self.reasons[i] == by_wording(q));
            let Some(other) = near.and_then(|q| exact.iter().position(|e| e.is_some_and(|e| e.key == q.key)))
            else {
                continue;
            };
            let reason = format!("near the wording of a question that column {} has exactly", other + 1);
            self.tell(i, name, format!("{reason}; it is kept as an attribute"));
            self.columns[i] = Column::Attribute;
            self.reasons[i] = reason;
        }
    }

    fn tell_attributes(&mut self, header: &[String]) {
        let of_answers = |column: &&Column| {
            matches!(column, Column::Translation { of, .. }
                if matches!(self.columns.get(*of), Some(Column::Open(_))))
        };
        let translations = self.columns.iter().filter(of_answers).count();
        if translations > 0 {
            let columns = if translations == 1 { "column is read" } else { "columns are read" };
            let what = format!(
                "{translations} {columns} beside the answers as translations, and kept as attributes"
            );
            self.diagnostics.push(Diagnostic {
                severity: Severity::Remark,
                place: "row 1".to_owned(),
                what,
                hint: String::new(),
            });
        }
        let kept = self
            .columns
            .iter()
            .zip(header)
            .filter(|(column, _)| column.is_attribute() && !of_answers(column))
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

fn ordinal(index: usize) -> String {
    match index {
        0 => "first".to_owned(),
        1 => "second".to_owned(),
        2 => "third".to_owned(),
        more => format!("{}th", more + 1),
    }
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

fn question<'c>(name: &str, call: &'c Call, known: &Known) -> Seen<'c> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST {
        return Seen::Nothing;
    }
    let key = folded(name);
    if let Some(question) = known.keys.get(&key).and_then(|i| call.questions.get(*i)) {
        return Seen::As(question, format!("key of question {}", question.number));
    }
    let label = label(name);
    let words = label.as_ref().map_or(name, |l| &name[l.rest..]);
    let number = label.as_ref().and_then(|l| match l.numbers.as_slice() {
        [one] => call.question_by_number(one),
        _ => None,
    });
    let exact = known.exactly.get(&folded(words)).and_then(|those| match those.as_slice() {
        [one] => call.questions.get(*one),
        _ => None,
    });
    match (number, exact) {
        (None, Some(question)) => return Seen::As(question, by_wording(question)),
        (Some(by_number), Some(question)) if by_number == question => {
            return Seen::As(question, format!("number and wording of question {}", question.number));
        }
        _ => {}
    }
    match (number, known.wordings.question(words)) {
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
    use crate::text::places::of_columns as places_of;

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
        assert_eq!(places_of(&header), ["q1", "q1 (3)", "q1 (2)", "q1 (4)"]);
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
