//! Mistakes, one by one, as `wrong.toml` has them: the place under the query, the words, the right word.

use rapporteur::text::caret;
use serde::Deserialize;

use super::filter;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    wrong: Vec<Wrong>,
}

/// A query and what is said about it.
#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Wrong {
    query: String,
    /// The line under the query.
    caret: String,
    /// What stands above it.
    says: String,
    /// What is right in the place of what the caret marks.
    offer: Option<String>,
}

fn told(query: &str) -> Wrong {
    let error = filter(query).expect_err(query);
    let shown = caret::under(&error.to_string(), query, error.span.clone());
    let lines: Vec<&str> = shown.lines().collect();
    let [says, _, caret] = lines[..] else { panic!("not three lines: {shown}") };
    let caret = caret.strip_prefix("  ").unwrap().to_owned();
    Wrong { query: query.to_owned(), caret, says: says.to_owned(), offer: error.suggestion }
}

#[test]
fn every_mistake_is_pointed_at_and_the_right_word_offered() {
    let file: File = toml::from_str(include_str!("wrong.toml")).unwrap();
    assert!(file.wrong.len() >= 60, "{}", file.wrong.len());
    let mut off = Vec::new();
    for wrong in file.wrong {
        let told = told(&wrong.query);
        if told != wrong {
            off.push(format!("{wrong:#?}\nis told as\n{told:#?}"));
        }
    }
    assert!(off.is_empty(), "{}", off.join("\n\n"));
}

#[test]
fn what_is_offered_in_the_place_of_the_mistake_is_right() {
    let file: File = toml::from_str(include_str!("wrong.toml")).unwrap();
    let mut mended = 0;
    for wrong in &file.wrong {
        let error = filter(&wrong.query).unwrap_err();
        let Some(offer) = error.suggestion else { continue };
        let better = format!("{}{offer}{}", &wrong.query[..error.span.start], &wrong.query[error.span.end..]);
        // The next mistake, if there is one, is another's.
        if let Err(next) = filter(&better) {
            assert!(next.span.start > error.span.start, "{better}: {next}");
        }
        mended += 1;
    }
    assert!(mended >= 20, "{mended}");
}
