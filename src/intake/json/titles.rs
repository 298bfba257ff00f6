//! Questions that are listed beside the submissions, whose answers stand under a short name: "Q1" asks what the list says.

use super::node::Node;
use crate::intake::headings::label;

/// The columns that get their questions, each by its place, with the name where the list stands. A list counts only
/// where each of its questions finds a column of its own.
pub(super) fn titles(
    beside: &[(String, Node)],
    columns: &[String],
) -> Option<(String, Vec<(usize, String)>)> {
    beside.iter().find_map(|(name, value)| {
        let listed = listed(value)?;
        let mut found = Vec::with_capacity(listed.len());
        for (short, wording) in listed {
            let column = columns.iter().position(|column| is_named(column, &short))?;
            if found.iter().any(|(other, _)| *other == column) {
                return None;
            }
            found.push((column, wording));
        }
        (found.len() > 1).then(|| (name.clone(), found))
    })
}

/// By what a listed question is known, and its wording.
fn listed(value: &Node) -> Option<Vec<(String, String)>> {
    match value {
        Node::Object(entries) => {
            entries.iter().map(|(name, value)| Some((name.clone(), plain(value)?.to_owned()))).collect()
        }
        Node::Array(items) => items.iter().map(one).collect(),
        _ => None,
    }
}

/// "Question 1: What …?", or an object that holds a name and a wording.
fn one(item: &Node) -> Option<(String, String)> {
    match item {
        Node::Plain(text) => {
            let label = label(text)?;
            let has_words = text.get(label.rest..).is_some_and(|words| !words.trim().is_empty());
            let [number] = label.numbers.as_slice() else { return None };
            has_words.then(|| (number.clone(), text.clone()))
        }
        Node::Object(entries) => {
            let values: Vec<&str> = entries.iter().filter_map(|(_, value)| plain(value)).collect();
            let wording = values.iter().max_by_key(|value| value.len())?;
            let short = values.iter().find(|value| value.len() < wording.len())?;
            Some(((*short).to_owned(), (*wording).to_owned()))
        }
        _ => None,
    }
}

fn plain(value: &Node) -> Option<&str> {
    match value {
        Node::Plain(text) if !text.trim().is_empty() => Some(text),
        _ => None,
    }
}

/// Whether a column has this short name, or only its number.
fn is_named(column: &str, short: &str) -> bool {
    let number = |text: &str| {
        let label = label(text)?;
        let is_bare = text.get(label.rest..).is_some_and(|rest| rest.trim().is_empty());
        (is_bare && label.numbers.len() == 1).then(|| label.numbers.concat())
    };
    column == short || number(column).is_some_and(|of_column| number(short).is_some_and(|n| n == of_column))
}
