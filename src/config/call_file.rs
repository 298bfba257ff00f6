//! A call described in TOML, the bundled one among them.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;

use jiff::civil::Date;

use super::toml_file::{Error, Source, Table, Text, nearest, quoted};
use crate::model::call::{Call, Key, Question, Section};

/// The bundled call: the WSIS+20 review.
pub const WSIS20: &str = include_str!("../../data/wsis20.toml");

/// The most characters of a short name, so that nothing is cut on a screen of 100 columns.
pub const SHORT_NAME: usize = 14;

/// Parses the bundled call.
pub fn bundled() -> Result<Call, Error> {
    parse(WSIS20, "wsis20.toml")
}

/// Parses a call; `name` stands in messages.
///
/// # Errors
/// The first mistake, with its line: syntax, a key that is unknown or missing, a key or number
/// given twice, a section that does not exist, a short name over 14 characters.
pub fn parse(toml: &str, name: &str) -> Result<Call, Error> {
    let source = Source { name, text: toml };
    let root = source.parse()?;
    let top = Table::top(source, &root);
    top.known(&["title", "prefix", "deadline", "section", "question"])?;
    let deadline = top.optional_date("deadline")?.map(|text| date(source, &text)).transpose()?;
    let mut call = Call {
        title: top.text("title")?.value,
        prefix: top.text("prefix")?.value,
        deadline,
        ..Call::default()
    };
    let mut seen = Seen { source, keys: HashSet::new(), numbers: HashSet::new() };
    for table in top.tables("section")? {
        call.sections.push(section(&table, &mut seen)?);
    }
    seen.numbers.clear();
    for table in top.tables("question")? {
        let question = question(source, &table, &call.sections, &mut seen)?;
        call.questions.push(question);
    }
    Ok(call)
}

/// Writes a call as [`parse`] reads it.
pub fn write(call: &Call) -> String {
    let mut text = String::from(
        "# The call. A question is known by its key, which never changes; number, wording, section and order may.\n\
         # recognize: each entry is a set of words that a heading must hold, all of them; * ends a beginning.\n\n",
    );
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "{name} = {value}");
    };
    line("title", &quoted(&call.title));
    line("prefix", &quoted(&call.prefix));
    if let Some(deadline) = call.deadline {
        line("deadline", &deadline.to_string());
    }
    for section in &call.sections {
        let _ = write!(
            text,
            "\n[[section]]\nkey = {}\nnumber = {}\ntitle = {}\nrecognize = {}\n",
            quoted(section.key.as_str()),
            quoted(&section.number),
            quoted(&section.title),
            list(&section.recognize)
        );
    }
    for question in &call.questions {
        let _ = write!(
            text,
            "\n[[question]]\nkey = {}\nnumber = {}\nsection = {}\nwording = {}\nshort_name = {}\nrecognize = {}\n",
            quoted(question.key.as_str()),
            quoted(&question.number),
            quoted(question.section.as_str()),
            quoted(&question.wording),
            quoted(&question.short_name),
            list(&question.recognize)
        );
    }
    text
}

fn list(texts: &[String]) -> String {
    let lines: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    if lines.is_empty() { "[]".to_owned() } else { format!("[\n  {},\n]", lines.join(",\n  ")) }
}

/// What must not be given twice.
struct Seen<'a> {
    source: Source<'a>,
    keys: HashSet<String>,
    numbers: HashSet<String>,
}

impl Seen<'_> {
    fn key(&mut self, text: &Text) -> Result<Key, Error> {
        if !self.keys.insert(text.value.to_lowercase()) {
            return Err(self.twice("key", &text.value, &text.at));
        }
        Ok(Key(text.value.clone()))
    }

    fn number(&mut self, text: &Text) -> Result<String, Error> {
        if !self.numbers.insert(text.value.to_lowercase()) {
            return Err(self.twice("number", &text.value, &text.at));
        }
        Ok(text.value.clone())
    }

    fn twice(&self, what: &str, value: &str, at: &Range<usize>) -> Error {
        self.source.error(
            at,
            format!("the {what} “{value}” is given twice"),
            format!("Every {what} must be its own."),
        )
    }
}

fn section(table: &Table<'_, '_>, seen: &mut Seen<'_>) -> Result<Section, Error> {
    table.known(&["key", "number", "title", "recognize"])?;
    Ok(Section {
        key: seen.key(&table.text("key")?)?,
        number: seen.number(&table.text("number")?)?,
        title: table.text("title")?.value,
        recognize: table.texts("recognize")?,
    })
}

fn question(
    source: Source<'_>,
    table: &Table<'_, '_>,
    sections: &[Section],
    seen: &mut Seen<'_>,
) -> Result<Question, Error> {
    table.known(&["key", "number", "section", "wording", "short_name", "recognize"])?;
    let named = table.text("section")?;
    let names: Vec<&str> = sections.iter().map(|s| s.key.as_str()).collect();
    if !names.contains(&named.value.as_str()) {
        let hint = match nearest(&named.value, &names) {
            Some(name) => format!("Did you mean “{name}”?"),
            None => format!("The sections are: {}.", names.join(", ")),
        };
        return Err(source.error(&named.at, format!("there is no section “{}”", named.value), hint));
    }
    Ok(Question {
        key: seen.key(&table.text("key")?)?,
        number: seen.number(&table.text("number")?)?,
        section: Key(named.value),
        wording: table.text("wording")?.value,
        short_name: short_name(source, table.text("short_name")?)?,
        recognize: table.texts("recognize")?,
    })
}

/// Takes a short name that is short.
pub(super) fn short_name(source: Source<'_>, text: Text) -> Result<String, Error> {
    let length = text.value.chars().count();
    if length > SHORT_NAME {
        let what = format!("the short name “{}” has {length} characters", text.value);
        return Err(source.error(
            &text.at,
            what,
            format!("{SHORT_NAME} at most, so that it fits in every list."),
        ));
    }
    Ok(text.value)
}

fn date(source: Source<'_>, text: &Text) -> Result<Date, Error> {
    text.value.parse().map_err(|_| {
        source.error(&text.at, format!("“{}” is not a date", text.value), "Write it as 2025-01-31.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "title = \"A call\"\nprefix = \"AC\"\ndeadline = 2025-01-31\n\
        [[section]]\nkey = \"s1\"\nnumber = \"1\"\ntitle = \"First\"\n\
        [[question]]\nkey = \"q1\"\nnumber = \"1\"\nsection = \"s1\"\nwording = \"What?\"\nshort_name = \"What\"\n";

    fn mistake(from: &str, to: &str) -> Error {
        parse(&GOOD.replacen(from, to, 1), "my.toml").unwrap_err()
    }

    #[test]
    fn a_call_that_is_written_reads_as_it_was() {
        let mut call = bundled().unwrap();
        assert_eq!(parse(&write(&call), "x").unwrap(), call);
        call.questions[0].wording = "\"Who\" says\n\\what\u{7}?".to_owned();
        (call.deadline, call.sections[0].recognize) = (None, Vec::new());
        assert_eq!(parse(&write(&call), "x").unwrap(), call);
    }

    #[test]
    fn the_bundled_call_has_four_sections_and_eleven_questions() {
        let call = bundled().unwrap();
        let numbers: Vec<&str> = call.questions.iter().map(|q| q.number.as_str()).collect();
        assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);
        let of = |section: &str| call.questions.iter().filter(|q| q.section.as_str() == section).count();
        assert_eq!(call.sections.iter().map(|s| of(s.key.as_str())).collect::<Vec<_>>(), [4, 3, 1, 3]);
        assert_eq!(call.deadline, Some(jiff::civil::date(2025, 1, 31)));
        assert_eq!(call.prefix, "WSIS20");
    }

    #[test]
    fn a_good_call_is_read() {
        let call = parse(GOOD, "my.toml").unwrap();
        assert_eq!(call.questions[0].section, call.sections[0].key);
        assert_eq!(call.deadline, Some(jiff::civil::date(2025, 1, 31)));
    }

    #[test]
    fn an_unknown_key_is_shown_with_a_caret_and_the_nearest_name() {
        let error = mistake("wording", "wordng");
        assert_eq!((error.line, error.column), (12, 1));
        let text = error.to_string();
        assert!(
            text.starts_with("my.toml, line 12: unknown key “wordng”\n  wordng = \"What?\"\n  ^^^^^^\n"),
            "{text}"
        );
        assert!(text.ends_with("Did you mean “wording”?"), "{text}");
    }

    #[test]
    fn what_is_missing_twice_or_nowhere_is_told() {
        assert!(mistake("title = \"A call\"\n", "").to_string().contains("“title” is missing"));
        assert!(mistake("section = \"s1\"", "section = \"s2\"").to_string().contains("no section “s2”"));
        assert!(mistake("key = \"q1\"", "key = \"s1\"").to_string().contains("given twice"));
        assert!(
            mistake("short_name = \"What\"", "short_name = \"Fifteen letters\"")
                .what
                .contains("15 characters")
        );
        assert!(mistake("2025-01-31", "\"soon\"").to_string().contains("not a date"));
        assert_eq!(mistake("number = \"1\"", "number = 1").what, "“number” must be a text in quotes");
        assert_eq!(mistake("title = \"A call\"", "title = ").line, 1);
    }
}
