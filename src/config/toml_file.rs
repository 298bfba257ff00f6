//! TOML that people write: read key by key, so that every mistake is told with its line, a caret and the nearest right name.
//!
//! [`Source::parse`] gives the top [`Table`]; each `Table` is first asked whether it holds only
//! [`Table::known`] keys, then for its values by kind.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A mistake in a file: where, what, and what to do.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub struct Error {
    /// The file's name, as it was given.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// How many characters the caret underlines; at least 1.
    pub width: usize,
    /// The line itself.
    pub source_line: String,
    /// What is the matter.
    pub what: String,
    /// What to do; may be empty.
    pub hint: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, line {}: {}", self.file, self.line, self.what)?;
        writeln!(f, "  {}", self.source_line)?;
        write!(f, "  {}{}", " ".repeat(self.column.saturating_sub(1)), "^".repeat(self.width))?;
        if !self.hint.is_empty() {
            write!(f, "\n  {}", self.hint)?;
        }
        Ok(())
    }
}

/// A file's name and text.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// As it was given; stands in messages.
    pub name: &'a str,
    /// The whole file.
    pub text: &'a str,
}

impl<'a> Source<'a> {
    /// Reads the file's syntax.
    pub fn parse(self) -> Result<Spanned<DeTable<'a>>, Error> {
        DeTable::parse(self.text).map_err(|e| {
            let at = e.span().unwrap_or(0..0);
            self.error(&at, e.message().trim().to_owned(), "The file must be TOML: key = \"value\".")
        })
    }

    /// A mistake at these bytes of the file.
    pub fn error(self, at: &Range<usize>, what: impl Into<String>, hint: impl Into<String>) -> Error {
        let mut start = at.start.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let line_start = self.text[..start].rfind('\n').map_or(0, |i| i + 1);
        let source_line = self.text[line_start..].lines().next().unwrap_or_default();
        let column = self.text[line_start..start].chars().count();
        let length =
            self.text.get(start..at.end).map_or(1, |t| t.lines().next().unwrap_or("").chars().count());
        let left = source_line.chars().count().saturating_sub(column);
        Error {
            file: self.name.to_owned(),
            line: self.text[..line_start].matches('\n').count() + 1,
            column: column + 1,
            width: length.clamp(1, left.max(1)),
            source_line: source_line.replace('\t', " "),
            what: what.into(),
            hint: hint.into(),
        }
    }
}

/// A text of the file and the bytes at which it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// The value.
    pub value: String,
    /// For messages.
    pub at: Range<usize>,
}

/// One text or several under a key, and the bytes at which they stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Forms {
    /// The key.
    pub key: String,
    /// The texts.
    pub forms: Vec<String>,
    /// For messages.
    pub at: Range<usize>,
}

/// One table of the file.
#[derive(Clone, Debug)]
pub struct Table<'t, 'a> {
    source: Source<'a>,
    map: &'t DeTable<'a>,
    /// For messages about what is missing.
    pub at: Range<usize>,
}

impl<'t, 'a> Table<'t, 'a> {
    /// The file's top table.
    pub fn top(source: Source<'a>, root: &'t Spanned<DeTable<'a>>) -> Self {
        Self { source, map: root.get_ref(), at: 0..0 }
    }

    /// Fails when the table holds any other key, with the nearest right name.
    pub fn known(&self, names: &[&str]) -> Result<(), Error> {
        let unknown = self.map.keys().filter(|k| !names.contains(&k.get_ref().as_ref()));
        let Some(key) = unknown.min_by_key(|k| k.span().start) else { return Ok(()) };
        let hint = match nearest(key.get_ref(), names) {
            Some(name) => format!("Did you mean “{name}”?"),
            None => format!("Known here: {}.", names.join(", ")),
        };
        Err(self.source.error(&key.span(), format!("unknown key “{}”", key.get_ref()), hint))
    }

    /// The text under a key; fails when it is missing or empty.
    pub fn text(&self, key: &str) -> Result<Text, Error> {
        match self.optional_text(key)? {
            Some(text) if !text.value.trim().is_empty() => Ok(text),
            Some(text) => Err(self.source.error(&text.at, format!("“{key}” is empty"), "Give it a text.")),
            None => Err(self.missing(key, &format!("{key} = \"…\""))),
        }
    }

    /// The text under a key, if there is one.
    pub fn optional_text(&self, key: &str) -> Result<Option<Text>, Error> {
        let Some(value) = self.map.get(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::String(text) => Ok(Some(Text { value: text.to_string(), at: value.span() })),
            other => Err(self.wrong(key, value.span(), "a text in quotes", other)),
        }
    }

    /// The true or false under a key, if there is one.
    pub fn optional_flag(&self, key: &str) -> Result<Option<bool>, Error> {
        let Some(value) = self.map.get(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::Boolean(flag) => Ok(Some(*flag)),
            other => Err(self.wrong(key, value.span(), "true or false", other)),
        }
    }

    /// The date or text under a key, as text.
    pub fn optional_date(&self, key: &str) -> Result<Option<Text>, Error> {
        match self.map.get(key).map(|v| (v.get_ref(), v.span())) {
            Some((DeValue::Datetime(date), at)) => Ok(Some(Text { value: date.to_string(), at })),
            _ => self.optional_text(key),
        }
    }

    /// The texts under a key; none when it is missing.
    pub fn texts(&self, key: &str) -> Result<Vec<String>, Error> {
        let Some(value) = self.map.get(key) else { return Ok(Vec::new()) };
        let DeValue::Array(items) = value.get_ref() else {
            return Err(self.wrong(key, value.span(), "a list of texts", value.get_ref()));
        };
        let text = |item: &Spanned<DeValue<'_>>| match item.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            other => Err(self.wrong(key, item.span(), "a list of texts", other)),
        };
        items.iter().map(text).collect()
    }

    /// The whole number under a key; fails when it is missing or outside of the range.
    pub fn number(&self, key: &str, from: i64, to: i64) -> Result<i64, Error> {
        let Some(value) = self.map.get(key) else {
            return Err(self.missing(key, &format!("{key} = {from}")));
        };
        let DeValue::Integer(number) = value.get_ref() else {
            return Err(self.wrong(key, value.span(), "a whole number", value.get_ref()));
        };
        let number = i64::from_str_radix(number.as_str(), number.radix()).ok();
        number.filter(|n| (from..=to).contains(n)).ok_or_else(|| {
            let what = format!("“{key}” must be from {from} to {to}");
            self.source.error(&value.span(), what, "Choose a number in that range.")
        })
    }

    /// The whole number under a key, `usual` when it is missing; fails when it is outside of the range.
    pub fn number_or(&self, key: &str, usual: i64, from: i64, to: i64) -> Result<i64, Error> {
        if self.map.contains_key(key) { self.number(key, from, to) } else { Ok(usual) }
    }

    /// Whether it has this key.
    pub fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// The tables that stand under `[[key]]`, in the file's order; fails when there is none.
    pub fn tables(&self, key: &str) -> Result<Vec<Table<'t, 'a>>, Error> {
        let Some(value) = self.map.get(key) else {
            return Err(self.missing(key, &format!("[[{key}]]")));
        };
        let DeValue::Array(items) = value.get_ref() else {
            return Err(self.wrong(key, value.span(), &format!("written as [[{key}]]"), value.get_ref()));
        };
        let table = |item: &'t Spanned<DeValue<'a>>| match item.get_ref() {
            DeValue::Table(map) => Ok(Table { source: self.source, map, at: item.span() }),
            other => Err(self.wrong(key, item.span(), &format!("written as [[{key}]]"), other)),
        };
        items.iter().map(table).collect()
    }

    /// The table under `[key]`, if there is one.
    pub fn optional_table(&self, key: &str) -> Result<Option<Table<'t, 'a>>, Error> {
        let Some(value) = self.map.get(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::Table(map) => Ok(Some(Table { source: self.source, map, at: value.span() })),
            other => Err(self.wrong(key, value.span(), &format!("written as [{key}]"), other)),
        }
    }

    /// Every key and the text under it, in the file's order.
    pub fn all_texts(&self) -> Result<Vec<(String, Text)>, Error> {
        let mut all = Vec::new();
        for (key, value) in self.map {
            match value.get_ref() {
                DeValue::String(text) => {
                    all.push((key.get_ref().to_string(), Text { value: text.to_string(), at: value.span() }));
                }
                other => return Err(self.wrong(key.get_ref(), value.span(), "a text in quotes", other)),
            }
        }
        all.sort_by_key(|(_, text)| text.at.start);
        Ok(all)
    }

    /// Every key and the texts under it, one or a list, with where they stand.
    pub fn all_forms(&self) -> Result<Vec<Forms>, Error> {
        let form = |(key, value): (&Spanned<Cow<'a, str>>, &Spanned<DeValue<'a>>)| {
            let key = key.get_ref();
            let forms = match value.get_ref() {
                DeValue::String(text) => vec![text.to_string()],
                _ => self.texts(key)?,
            };
            Ok(Forms { key: key.to_string(), forms, at: value.span() })
        };
        self.map.iter().map(form).collect()
    }

    fn missing(&self, key: &str, example: &str) -> Error {
        self.source.error(&self.at, format!("“{key}” is missing"), format!("Add: {example}"))
    }

    fn wrong(&self, key: &str, at: Range<usize>, expected: &str, found: &DeValue<'_>) -> Error {
        let what = format!("“{key}” must be {expected}");
        self.source.error(&at, what, format!("Found: {}.", found.type_str()))
    }
}

/// The name that differs in the fewest letters, if it differs in at most a third of them.
pub fn nearest<'n>(word: &str, names: &[&'n str]) -> Option<&'n str> {
    let scored = names.iter().map(|name| (distance(word, name), *name));
    scored
        .min_by_key(|(d, _)| *d)
        .filter(|(d, name)| *d * 3 <= name.chars().count().max(3))
        .map(|(_, name)| name)
}

/// How many letters must be put in, left out or replaced (Levenshtein); long words are cut at 64 letters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// A basic string of TOML.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", c as u32);
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
