//! The codebook for readers: each theme with what it means, its counts, and the quotations chosen as its examples.

use std::io::Write;

use super::in_words;
use crate::export::Error;
use crate::export::codebook::{Quoted, Written};
use crate::export::markdown::escape::{inline, quotation};
use crate::export::xlsx::about::About;
use crate::export::xlsx::{Column, Kind};

/// The columns, in order; growing at the end only.
const COLUMNS: [(&str, Kind, u16); 11] = [
    ("path", Kind::Long, 40),
    ("code", Kind::Short, 8),
    ("letter", Kind::Short, 8),
    ("definition", Kind::Long, 50),
    ("use_when", Kind::Long, 40),
    ("not_when", Kind::Long, 40),
    ("terms", Kind::Long, 26),
    ("answers", Kind::Number, 11),
    ("retired", Kind::Flag, 9),
    ("quotations", Kind::Number, 12),
    ("examples", Kind::Long, 70),
];

/// The columns of a sheet.
pub fn columns() -> Vec<Column> {
    COLUMNS.map(|(name, kind, width)| Column::new(name, kind).wide(width)).to_vec()
}

/// The cells of a theme.
pub fn cells(theme: &Written) -> Vec<String> {
    let examples: Vec<String> =
        theme.examples.iter().map(|one| format!("{}\n— {}", one.quote, source(one))).collect();
    vec![
        theme.path.clone(),
        theme.code.clone(),
        theme.letter.map(String::from).unwrap_or_default(),
        theme.definition.clone(),
        theme.use_when.clone(),
        theme.not_when.clone(),
        theme.terms.join("; "),
        theme.answers.to_string(),
        theme.retired.to_string(),
        theme.examples.len().to_string(),
        examples.join("\n\n"),
    ]
}

/// Who wrote a quotation, where, and whether its words are still there.
fn source(one: &Quoted) -> String {
    let mut parts = vec![one.submitter.clone().unwrap_or_else(|| "Anonymous".to_owned())];
    parts.extend(one.question.as_ref().map(|number| format!("answer to question {number}")));
    parts.extend(one.reference.clone());
    if one.lost {
        parts.push("no longer found there".to_owned());
    }
    parts.join(", ")
}

/// As a text with a heading for each theme: a table would have cells of many paragraphs.
///
/// # Errors
/// When writing fails.
pub fn markdown(themes: &[Written], about: &About, to: &mut dyn Write) -> Result<(), Error> {
    writeln!(to, "# {}\n", inline(&about.title))?;
    for line in &about.lines {
        writeln!(to, "- {}: {}", inline(&line.name), inline(&in_words(line)))?;
    }
    for theme in themes {
        writeln!(to, "\n## {}", inline(&theme.path))?;
        let said =
            [("", &theme.definition), ("Use when: ", &theme.use_when), ("Not when: ", &theme.not_when)];
        for (name, words) in said.into_iter().filter(|(_, words)| !words.is_empty()) {
            writeln!(to, "\n{name}{}", inline(words))?;
        }
        let noun = if theme.answers == 1 { "answer" } else { "answers" };
        let retired = if theme.retired { "; retired" } else { "" };
        writeln!(to, "\n{} {noun}{retired}.", theme.answers)?;
        for one in &theme.examples {
            write!(to, "\n{}", quotation(&one.quote))?;
            writeln!(to, "\n— {}", inline(&source(one)))?;
        }
    }
    Ok(to.flush()?)
}
