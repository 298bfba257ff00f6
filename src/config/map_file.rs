//! What the columns of a table are for, as TOML: read, and written for correction.

use std::fmt::Write as _;

use super::toml_file::{Error, Source, Table, Text, nearest, quoted};
use crate::model::call::{Call, Question};
use crate::model::draft::Field;
use crate::model::mapping::{Head, Mapping, Rows, Use};

/// The words for what a column is for, beside questions and metadata.
const WORDS: [&str; 4] = ["open", "attribute", "ignored", "translation"];

/// Stands before the head of the column that another translates.
const TRANSLATION_OF: &str = "translation of ";

/// Metadata that a column of a table can hold.
const FIELDS: [Field; 11] = [
    Field::Reference,
    Field::Submitter,
    Field::Signatories,
    Field::StakeholderType,
    Field::Country,
    Field::Region,
    Field::Language,
    Field::SubmittedOn,
    Field::ReceivedOn,
    Field::Channel,
    Field::Citable,
];

/// The words of the query language for some of them.
const SHORT: [&str; 5] = ["ref", "from", "type", "lang", "date"];

/// Parses a mapping; `name` stands in messages. Without a call a question's number is left to be found.
///
/// # Errors
/// The first mistake, with its line: syntax, a key that is unknown or missing, a word that is no kind of column, no
/// metadatum and no question of the call.
pub fn parse(toml: &str, name: &str, call: Option<&Call>) -> Result<Mapping, Error> {
    let source = Source { name, text: toml };
    let root = source.parse()?;
    let top = Table::top(source, &root);
    top.known(&["rows", "columns"])?;
    let rows = top.optional_table("rows")?.map(|table| rows(source, &table)).transpose()?;
    let mut columns = Vec::new();
    if let Some(table) = top.optional_table("columns")? {
        for (head, to) in table.all_texts()? {
            if head.trim().is_empty() {
                return Err(source.error(&to.at, "the head of a column is empty", "Name the column."));
            }
            columns.push((Head(head), usage(source, &to, call)?));
        }
    }
    // What names one column holds before what means many.
    columns.sort_by_key(|(head, _)| head.is_pattern());
    Ok(Mapping { rows, columns })
}

fn rows(source: Source<'_>, table: &Table<'_, '_>) -> Result<Rows, Error> {
    table.known(&["submission", "question", "answer"])?;
    let submission = table.texts("submission")?;
    let (question, answer) = (table.text("question")?, table.text("answer")?);
    if submission.is_empty() {
        let hint = "Add: submission = [\"…\"], the columns that are equal in all rows of one submission.";
        return Err(source.error(&table.at, "“submission” is missing", hint));
    }
    if question.value == answer.value {
        let hint = "One column names the question, another holds the answer.";
        return Err(source.error(&answer.at, "“question” and “answer” are the same column", hint));
    }
    Ok(Rows { submission, question: question.value, answer: answer.value })
}

fn usage(source: Source<'_>, to: &Text, call: Option<&Call>) -> Result<Use, Error> {
    let word = to.value.trim();
    match word {
        "open" => return Ok(Use::Open),
        "attribute" => return Ok(Use::Attribute),
        "ignored" => return Ok(Use::Ignored),
        "translation" => return Ok(Use::Translation(None)),
        _ => {}
    }
    if let Some(head) = word.strip_prefix(TRANSLATION_OF).map(str::trim).filter(|head| !head.is_empty()) {
        return Ok(Use::Translation(Some(Head(head.to_owned()))));
    }
    if let Some(field) = Field::by_name(word).filter(|field| FIELDS.contains(field)) {
        return Ok(Use::Metadata(field));
    }
    let Some(call) = call else {
        return Ok(Use::Open);
    };
    let named = |q: &&Question| q.number.eq_ignore_ascii_case(word) || q.key.as_str() == word;
    if let Some(question) = call.questions.iter().find(named) {
        return Ok(Use::Question(question.key.clone()));
    }
    let fields = FIELDS.map(Field::name);
    let numbers: Vec<&str> = call.questions.iter().map(|q| q.number.as_str()).collect();
    let known: Vec<&str> = WORDS
        .into_iter()
        .chain(fields)
        .chain(SHORT)
        .chain(call.questions.iter().map(|q| q.key.as_str()))
        .collect();
    let hint = match nearest(word, &known) {
        Some(near) => format!("Did you mean “{near}”?"),
        None => format!(
            "A column is for a question ({}), for a metadatum ({}), or {}.",
            numbers.join(", "),
            fields.join(", "),
            WORDS.join(", ")
        ),
    };
    Err(source.error(&to.at, format!("a column cannot be for “{}”", to.value), hint))
}

/// One column of a table, as a mapping says what it is for.
pub struct Guess<'a> {
    /// The head, with its occurrence where it stands more than once.
    pub place: &'a str,
    /// A word of the file: a question's number, a metadatum, "open", "attribute", "ignored", "translation of …".
    pub word: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// Writes a mapping for correction; what it means reads as the guess. `file` stands in the heading.
pub fn write(file: &str, rows: Option<&Rows>, columns: &[Guess<'_>]) -> String {
    let mut text = format!(
        "# What the columns of {} are for: a guess. Correct it, and import with --map.\n\
         # Each is for a question (its number), a metadatum (reference, submitter, country …),\n\
         # \"open\" (answers to the question that its head names), \"attribute\" (shown and filtered by),\n\
         # \"translation of …\" (the head of the column with the original), or \"ignored\".\n",
        one_line(file)
    );
    if let Some(rows) = rows {
        let keys: Vec<String> = rows.submission.iter().map(|name| quoted(name)).collect();
        let _ = write!(
            text,
            "\n# One row per answer.\n[rows]\nsubmission = [{}]\nquestion = {}\nanswer = {}\n",
            keys.join(", "),
            quoted(&rows.question),
            quoted(&rows.answer)
        );
    }
    text.push_str("\n[columns]\n");
    let mut seen = std::collections::HashSet::new();
    for Guess { place, word, reason } in columns {
        // A head that stands twice after white space is folded would be one key twice.
        let comment = if seen.insert(*place) { "" } else { "# " };
        let _ = writeln!(text, "{comment}{} = {} # {}", quoted(place), quoted(word), one_line(reason));
    }
    text
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::call_file::bundled;
    use crate::model::call::Key;

    fn read(toml: &str) -> Result<Mapping, Error> {
        parse(toml, "map.toml", Some(&bundled().unwrap()))
    }

    #[test]
    fn a_mapping_says_what_columns_and_rows_are_for() {
        let translated =
            read("[columns]\n\"B\" = \"translation of A\"\n\"* (EN)\" = \"translation\"\n").unwrap();
        assert_eq!(translated.of("B", "B"), Some(&Use::Translation(Some(Head("A".into())))));
        assert_eq!(translated.of("C (EN)", ""), Some(&Use::Translation(None)));
        let toml = "[rows]\nsubmission = [\"Respondent\"]\nquestion = \"Asked\"\nanswer = \"Said\"\n\
            [columns]\n\"* (2)\" = \"ignored\"\n\"Where\" = \"country\"\n\"Why\" = \"4\"\n\"How\" = \"q7\"\nrest = \"attribute\"\n";
        let map = read(toml).unwrap();
        assert_eq!(map.rows.as_ref().unwrap().submission, ["Respondent"]);
        assert_eq!(map.of("Where", "Where"), Some(&Use::Metadata(Field::Country)));
        assert_eq!(map.of("Why", "Why"), Some(&Use::Question(Key("q4".into()))));
        assert_eq!(map.of("How", "How"), Some(&Use::Question(Key("q7".into()))));
        assert_eq!(map.of("x", "x (2)"), Some(&Use::Ignored));
        assert_eq!(map.of("x", "x"), None);
    }

    #[test]
    fn mistakes_are_told_with_their_line_and_the_nearest_right_word() {
        let told = |toml: &str| read(toml).unwrap_err().to_string();
        let wrong = told("[columns]\n\"Where\" = \"contry\"\n");
        assert!(wrong.starts_with("map.toml, line 2: a column cannot be for “contry”"), "{wrong}");
        assert!(wrong.ends_with("Did you mean “country”?"), "{wrong}");
        assert!(told("[column]\n").ends_with("Did you mean “columns”?"));
        assert!(told("[columns]\nx = \"nothing of all this\"\n").contains("for a question (1, 2, 3"));
        assert!(told("[columns]\nx = 12\n").contains("must be a text in quotes"));
        assert!(told("[rows]\nquestion = \"a\"\nanswer = \"b\"\n").contains("“submission” is missing"));
        assert!(told("columns = 7\n").contains("[columns]"));
    }

    #[test]
    fn what_is_written_reads_as_what_was_guessed() {
        let guess = |place, word| Guess { place, word, reason: "more than\nhalf" };
        let columns = [guess("A \"b\"\\\n c", "q4"), guess("*", "ignored"), guess("A \"b\"\\\n c", "open")];
        let rows = Rows { submission: vec!["k\t1".into()], question: "Q".into(), answer: "A".into() };
        let map = read(&write("form\n.csv", Some(&rows), &columns)).unwrap();
        assert_eq!(map.rows, Some(rows));
        assert_eq!(map.of("A \"b\"\\ c", ""), Some(&Use::Question(Key("q4".into()))));
    }
}
