//! The reader of JSON and JSONL: one object a submission.
//!
//! The submissions are the objects of the outermost array, or of the longest array of objects within the outermost
//! object; or that object's own values, where all are objects; else the file is one submission. In JSONL each line is
//! one. What stands within objects becomes columns, in the order in which names come; a column has the name that stands
//! next to the value, with those above it where two would be alike. In an array of objects that name a question and
//! hold an answer, each such object is a column of the question's name. Where the questions are listed beside the
//! submissions, their columns have these as names. A submission is named by its JSON pointer.

mod flat;
mod node;
mod titles;

use self::flat::{Flat, Table};
use self::node::Node;
use super::decode::Text;
use super::package::damaged;
use super::{MAX_CELLS, ReadError, ends_in};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::draft::{Body, Format, RecordDraft, SourceDraft};

/// Names and versions of the readers.
pub(super) const JSON: &str = "json/1";
pub(super) const JSONL: &str = "jsonl/1";

/// The most columns of a table.
const MAX_COLUMNS: usize = 4096;

/// Submissions are looked for so many objects deep.
const DEEPEST: usize = 4;

/// How many lines are told one by one; the others are counted.
const LINES_TOLD: usize = 100;

/// Which of the two a text is, if any: by its beginning, and by whether what begins there has an end.
pub(super) fn format(bytes: &[u8], name: &str) -> Option<Format> {
    let start = bytes.trim_ascii_start();
    let then = |rest: &[u8], marks: &[u8]| rest.trim_ascii_start().first().is_some_and(|b| marks.contains(b));
    let begins = match start.split_first() {
        Some((b'[', rest)) => then(rest, b"{]"),
        Some((b'{', rest)) => then(rest, b"\"}"),
        _ => false,
    };
    if !begins {
        return None;
    }
    match node::first(start) {
        Some(end) if start[end..].trim_ascii().is_empty() => {
            // One line alone could be either.
            Some(if ends_in(name, &["jsonl", "ndjson"]) { Format::Jsonl } else { Format::Json })
        }
        Some(end) if start.first() == Some(&b'{') && then(&start[end..], b"{") => Some(Format::Jsonl),
        None if ends_in(name, &["jsonl", "ndjson"]) => Some(Format::Jsonl),
        _ => ends_in(name, &["json"]).then_some(Format::Json),
    }
}

/// Reads a JSON file.
pub(super) fn json(text: &Text<'_>, file: &str) -> Result<SourceDraft, ReadError> {
    let shown = text.shown();
    let root: Node = serde_json::from_str(&shown).map_err(|e| damaged(file, "the JSON", &e))?;
    let mut table = Table::default();
    let mut told = Vec::new();
    let (path, items) = submissions(&root, &mut told);
    for (i, (key, item)) in items.into_iter().enumerate() {
        let pointer = format!("{path}{key}");
        match Flat::of(item) {
            Some(flat) => table.add(pointer, i as u32 + 1, flat),
            None => told.push(no_object(format!("item {}", i + 1))),
        }
        within(&table, file)?;
    }
    let mut draft = draft(table, told, text, Format::Json, JSON, file)?;
    if let Node::Object(entries) = &root
        && let Some((name, titles)) = titles::titles(entries, &draft.header)
    {
        for (column, wording) in titles {
            draft.header[column] = wording;
        }
        let what = format!("the questions are those of the list “{name}”");
        let told = Diagnostic {
            severity: Severity::Remark,
            place: "the file".to_owned(),
            what,
            hint: String::new(),
        };
        draft.diagnostics.push(told);
    }
    Ok(draft)
}

/// Reads a JSONL file; lines that are no JSON are told and left out.
pub(super) fn jsonl(text: &Text<'_>, file: &str) -> Result<SourceDraft, ReadError> {
    let shown = text.shown();
    let (mut table, mut told, mut untold) = (Table::default(), Vec::new(), 0);
    let lines = shown.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (i, (number, line)) in lines.enumerate() {
        let problem = match serde_json::from_str::<Node>(line.trim_start_matches('\u{feff}')) {
            Ok(item) => match Flat::of(&item) {
                Some(flat) => {
                    table.add(format!("/{i}"), number as u32 + 1, flat);
                    within(&table, file)?;
                    continue;
                }
                None => no_object(format!("line {}", number + 1)),
            },
            Err(e) => Diagnostic {
                severity: Severity::Error,
                place: format!("line {}", number + 1),
                what: format!("it is no JSON and was left out: {e}"),
                hint: "Mend the line and import the file again.".to_owned(),
            },
        };
        if told.len() < LINES_TOLD {
            told.push(problem);
        } else {
            untold += 1;
        }
    }
    if untold > 0 {
        told.push(no_object(format!("{untold} more lines")));
    }
    draft(table, told, text, Format::Jsonl, JSONL, file)
}

fn no_object(place: String) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        place,
        what: "it is no object with names and values, and was left out".to_owned(),
        hint: "A submission is written as {\"name\": \"value\", …}.".to_owned(),
    }
}

fn within(table: &Table, file: &str) -> Result<(), ReadError> {
    let what = match table.size() {
        (_, columns) if columns > MAX_COLUMNS => {
            format!("{columns} columns, over the limit of {MAX_COLUMNS}")
        }
        (rows, columns) if rows.saturating_mul(columns) > MAX_CELLS => format!("more than {MAX_CELLS} cells"),
        _ => return Ok(()),
    };
    Err(ReadError::TooLarge { file: file.to_owned(), what })
}

fn draft(
    table: Table,
    mut told: Vec<Diagnostic>,
    text: &Text<'_>,
    format: Format,
    reader: &str,
    file: &str,
) -> Result<SourceDraft, ReadError> {
    if table.size() == (0, 0) {
        let why = "no object with names and values stands in it".to_owned();
        return Err(ReadError::NoHeader { file: file.to_owned(), row: 1, why });
    }
    let (header, rows) = table.finish();
    told.extend(text.told());
    let record = |(locator, number, cells)| RecordDraft { locator, body: Body::Row { number, cells } };
    Ok(SourceDraft {
        format,
        reader: reader.to_owned(),
        header_row: 1,
        header,
        records: rows.into_iter().map(record).collect(),
        diagnostics: told,
    })
}

/// Where the submissions stand: the pointer to what holds them, and each with its own end of a pointer.
fn submissions<'n>(root: &'n Node, told: &mut Vec<Diagnostic>) -> (String, Vec<(String, &'n Node)>) {
    let numbered = |items: &'n [Node]| items.iter().enumerate().map(|(i, n)| (format!("/{i}"), n)).collect();
    match root {
        Node::Array(items) => (String::new(), numbered(items)),
        Node::Object(entries) => {
            if let Some((path, items)) = longest(entries, "", DEEPEST) {
                let other = |name: &str| !path.starts_with(&node::pointer(name));
                let left: Vec<&str> =
                    entries.iter().map(|(name, _)| name.as_str()).filter(|name| other(name)).collect();
                if !left.is_empty() {
                    told.push(beside(&left, &path));
                }
                return (path, numbered(items));
            }
            let objects = entries.iter().all(|(_, value)| matches!(value, Node::Object(_)));
            if objects && entries.len() > 1 {
                return (String::new(), entries.iter().map(|(n, v)| (node::pointer(n), v)).collect());
            }
            (String::new(), vec![(String::new(), root)])
        }
        _ => (String::new(), Vec::new()),
    }
}

fn beside(left: &[&str], path: &str) -> Diagnostic {
    let names: Vec<String> = left.iter().take(8).map(|name| format!("“{name}”")).collect();
    let more = if left.len() > names.len() { " and others" } else { "" };
    Diagnostic {
        severity: Severity::Remark,
        place: "the file".to_owned(),
        what: format!("the submissions stand at {path}; left out: {}{more}", names.join(", ")),
        hint: String::new(),
    }
}

/// The longest array of objects below an object, the first of those that are as long as each other; a list of questions
/// only where there is no other.
fn longest<'n>(entries: &'n [(String, Node)], path: &str, deep: usize) -> Option<(String, &'n [Node])> {
    let mut best: Option<(String, &[Node])> = None;
    for (name, value) in entries {
        let here = format!("{path}{}", node::pointer(name));
        let found = match value {
            Node::Array(items) => {
                let objects = items.iter().filter(|item| matches!(item, Node::Object(_))).count();
                (objects > 0 && objects * 2 >= items.len() && !flat::is_answers(items))
                    .then_some((here, items.as_slice()))
            }
            Node::Object(inner) if deep > 0 => longest(inner, &here, deep - 1),
            _ => None,
        };
        let weight = |found: &(String, &[Node])| (!found.0.ends_with("/questions"), found.1.len());
        if let Some(found) = found.filter(|f| best.as_ref().is_none_or(|b| weight(f) > weight(b))) {
            best = Some(found);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, name: &str) -> SourceDraft {
        crate::intake::read(text.as_bytes(), name).unwrap()
    }

    fn rows(draft: &SourceDraft) -> Vec<(&str, u32, Vec<&str>)> {
        let mut rows = Vec::new();
        for record in &draft.records {
            let Body::Row { number, cells } = &record.body else { panic!("a table gives rows") };
            rows.push((record.locator.as_str(), *number, cells.iter().map(String::as_str).collect()));
        }
        rows
    }

    #[test]
    fn submissions_are_found_wherever_they_stand() {
        let array = read(r#"[{"id": "A", "q1": "yes"}, {"q2": 3, "id": "B"}]"#, "x");
        assert_eq!(array.header, ["id", "q1", "q2"]);
        assert_eq!(rows(&array), [("/0", 1, vec!["A", "yes", ""]), ("/1", 2, vec!["B", "", "3"])]);
        let below = read(r#"{"form": {"n/a": [{"id": "A"}, {"id": "B"}]}, "questions": ["q1"]}"#, "x");
        assert_eq!(rows(&below)[1], ("/form/n~1a/1", 2, vec!["B"]));
        assert!(below.diagnostics[0].what.contains("left out: “questions”"), "{:?}", below.diagnostics);
        let named = read(r#"{"A": {"q1": "x"}, "B": {"q1": "y"}}"#, "x");
        assert_eq!(rows(&named), [("/A", 1, vec!["x"]), ("/B", 2, vec!["y"])]);
        let one = read(r#"{"name": "Example", "answers": {"q1": "x", "q2": null}}"#, "x");
        assert_eq!(
            (one.header.as_slice(), rows(&one)),
            (&["name", "q1"].map(str::to_owned)[..], vec![("", 1, vec!["Example", "x"])])
        );
    }

    #[test]
    fn nested_answers_are_columns() {
        let text = r#"[{"id": 1, "org": {"name": "A"}, "tags": ["x", "y"],
            "answers": [{"question": "q1", "answer": "yes"}, {"question": "q2", "answer": "no", "score": 4}]},
            {"id": 2, "contact": {"name": "C"}, "answers": [{"question": "q2", "answer": "maybe"}]}]"#;
        let draft = read(text, "x");
        assert_eq!(draft.header, ["id", "org.name", "tags", "q1", "q2", "q2.score", "contact.name"]);
        assert_eq!(rows(&draft)[0].2, ["1", "A", "x; y", "yes", "no", "4", ""]);
        assert_eq!(rows(&draft)[1].2, ["2", "", "", "", "maybe", "", "C"]);
    }

    #[test]
    fn questions_that_are_listed_beside_the_answers_name_their_columns() {
        let answers = r#""submissions": [{"id": "A", "answers": {"Q1": "yes", "Q2": "no"}}, {"id": "B", "answers": {"Q2": "x"}}]"#;
        for questions in [
            r#"["Question 1: Is it so?", "Question 2: Why is it?"]"#,
            r#"{"Q1": "Is it so?", "Q2": "Why is it?"}"#,
            r#"[{"id": "Q1", "text": "Is it so?"}, {"id": "Q2", "text": "Why is it?"}]"#,
            r#"[{"number": 1, "text": "Is it so?"}, {"number": 2, "text": "Why is it?"}]"#,
        ] {
            let draft = read(&format!("{{\"questions\": {questions}, {answers}}}"), "x");
            let ends: Vec<&str> = draft.header.iter().map(|head| head.rsplit(": ").next().unwrap()).collect();
            assert_eq!(ends, ["id", "Is it so?", "Why is it?"], "{questions}");
        }
        let other = read(&format!("{{\"questions\": [\"1. Is it so?\", \"3. Who?\"], {answers}}}"), "x");
        assert_eq!(other.header, ["id", "Q1", "Q2"]);
    }

    #[test]
    fn each_line_of_jsonl_is_one_and_a_broken_one_is_told() {
        let draft = read("{\"id\": \"A\", \"q1\": \"x\"}\n\n{\"id\": \"B\",\n{\"id\": \"C\"}\n7\n", "x");
        assert_eq!(
            (draft.format, draft.header.as_slice()),
            (Format::Jsonl, &["id", "q1"].map(str::to_owned)[..])
        );
        assert_eq!(rows(&draft), [("/0", 1, vec!["A", "x"]), ("/2", 4, vec!["C", ""])]);
        let told: Vec<&str> = draft.diagnostics.iter().map(|d| d.place.as_str()).collect();
        assert_eq!(told, ["line 3", "line 5"]);
    }

    #[test]
    fn json_is_told_from_other_texts() {
        assert_eq!(format(b"[1] A footnote\n", "x.md"), None);
        assert_eq!(format(b"{\"a\": 1} and so on", "x.txt"), None);
        assert_eq!(format(b"{\"a\": ", "x.json"), Some(Format::Json));
        assert_eq!(format(b"[{\"a\": 1}]", "x"), Some(Format::Json));
        let broken = crate::intake::read(b"{\"a\": \n", "x.json").unwrap_err().to_string();
        assert!(broken.contains("x.json") && broken.contains("line 2"), "{broken}");
        let deep = "[".repeat(100_000);
        assert!(crate::intake::read(format!("{{\"a\":{deep}").as_bytes(), "x.json").is_err());
    }
}
