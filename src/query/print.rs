//! Tree to text: the canonical form, which parses to the same tree.

use std::fmt;

use super::cursor::{Cursor, is_blank, plain};
use super::field::RELEVANCE;
use super::filter::{Compare, SortField, SortKey};
use super::tree::{Form, Kind, Node, Query, Reach, Value, Words};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.root)?;
        let sample = self.sample.iter().map(|sample| match sample.seed {
            Some(seed) => format!("sample:{}@{seed}", sample.count),
            None => format!("sample:{}", sample.count),
        });
        let sort = self.sort.iter().map(|sort| format!("sort:{}", sort_word(sort.key)));
        let alone = matches!(&self.root.kind, Kind::All(terms) if terms.is_empty());
        for (at, wish) in sample.chain(sort).enumerate() {
            write!(f, "{}{wish}", if at > 0 || !alone { " " } else { "" })?;
        }
        Ok(())
    }
}

/// The value of `sort:` that means this order.
pub(super) fn sort_word(key: SortKey) -> String {
    let name = match key.field {
        SortField::Date => "date",
        SortField::Submitter => "from",
        SortField::Reference => "ref",
        SortField::Question => "q",
        SortField::Words => "words",
        SortField::Country => "country",
        SortField::StakeholderType => "type",
        SortField::Relevance => RELEVANCE,
    };
    format!("{}{name}", if key.descending { "-" } else { "" })
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::All(terms) => {
                joined(f, terms, " ", |node| matches!(node.kind, Kind::All(_) | Kind::Any(_)))
            }
            Kind::Any(groups) => joined(f, groups, " OR ", |node| matches!(node.kind, Kind::Any(_))),
            Kind::Not(inner) => {
                f.write_str("-")?;
                joined(f, std::slice::from_ref(inner), "", |node| {
                    matches!(node.kind, Kind::All(_) | Kind::Any(_))
                })
            }
            Kind::Text(words) => print_words(f, words, Place::Word),
            Kind::Field(field, values) => {
                write!(f, "{}:", field.name())?;
                for (at, value) in values.iter().enumerate() {
                    f.write_str(if at > 0 { "," } else { "" })?;
                    write!(f, "{value}")?;
                }
                Ok(())
            }
            Kind::Tag(nodes) => {
                f.write_str("tag:(")?;
                joined(f, nodes, " ", |_| false)?;
                f.write_str(")")
            }
        }
    }
}

fn joined(
    f: &mut fmt::Formatter<'_>,
    nodes: &[Node],
    between: &str,
    enclosed: fn(&Node) -> bool,
) -> fmt::Result {
    for (at, node) in nodes.iter().enumerate() {
        f.write_str(if at > 0 { between } else { "" })?;
        if enclosed(node) { write!(f, "({node})") } else { write!(f, "{node}") }?;
    }
    Ok(())
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.form {
            Form::Plain(words) => print_words(f, words, Place::Value),
            Form::Exactly(text) => write!(f, "={}", quoted_if_needed(text, Place::Value)),
            Form::Compared(compare, text) => {
                let sign = match compare {
                    Compare::More => ">",
                    Compare::AtLeast => ">=",
                    Compare::Less => "<",
                    Compare::AtMost => "<=",
                    Compare::Equal => "",
                };
                write!(f, "{sign}{}", quoted_if_needed(text, Place::Value))
            }
            Form::Of(head, words) => {
                write!(f, "{}=", quoted(head))?;
                print_words(f, words, Place::Value)
            }
            Form::Range(from, to) => {
                let end = |text: &Option<String>| {
                    text.as_ref().map(|text| quoted_if_needed(text, Place::Value)).unwrap_or_default()
                };
                write!(f, "{}..{}", end(from), end(to))
            }
        }
    }
}

fn print_words(f: &mut fmt::Formatter<'_>, words: &Words, place: Place) -> fmt::Result {
    let text = || quoted_if_needed(&words.text, place);
    match words.reach {
        Reach::Exact => f.write_str(&text()),
        Reach::Beginning => write!(f, "{}*", text()),
        Reach::Forms => write!(f, "{}~", text()),
        Reach::Near(within) => write!(f, "{}~{within}", quoted(&words.text)),
    }
}

/// Where a text is to stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A term of its own.
    Word,
    /// After a field's colon.
    Value,
}

/// A text as a query must have it, between quotation marks where it would be read otherwise without.
pub(super) fn quoted_if_needed(text: &str, place: Place) -> String {
    if is_plain(text, place) {
        return text.to_owned();
    }
    quoted(text)
}

/// A text between quotation marks.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '＂' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

fn is_plain(text: &str, place: Place) -> bool {
    let every = text
        .chars()
        .all(|c| plain(c) == c && !is_blank(c) && !matches!(c, '(' | ')' | '"' | '*' | '~' | '…'));
    every
        && !text.is_empty()
        && match place {
            Place::Word => text != "OR" && !text.starts_with('-') && Cursor::new(text).field_name().is_none(),
            // A dot at an end would make three of a range's two.
            Place::Value => {
                !text.starts_with(['=', '<', '>', '≤', '≥', '.'])
                    && !text.ends_with('.')
                    && !text.contains(',')
                    && !text.contains("..")
            }
        }
}
