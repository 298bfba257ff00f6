//! Changes to a query's text: what the filter panes, the empty state and the sort menu do.
//!
//! Text in, text out; the other words stay as they were written. Only the terms of the outermost and-group are
//! read and changed. A text with a mistake is given back unchanged. Fields go by their names of
//! [`super::field::FIELDS`]; values are plain text and get quotation marks where they need them.

pub mod pane;

use std::ops::Range;

use self::pane::Terms;
use super::parse::parse;
use super::print::sort_word;
use super::tree::{Kind, Node, Query};

/// What a query says about a value of a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Among those that are looked for.
    Chosen,
    /// Among those that are not.
    LeftOut,
}

/// What a query says about the values of a field, in the order of the text.
///
/// Values are as they stand in the query, without quotation marks; a range is one value, "8..11".
pub fn choices(text: &str, field: &str) -> Vec<(String, Choice)> {
    pane::said(text, &Terms::of_field(field)).into_iter().map(|(_, value, choice)| (value, choice)).collect()
}

/// Chooses a value of a field beside those that are chosen, or takes the choice back.
pub fn include(text: &str, field: &str, value: &str) -> String {
    pane::toggled(text, &Terms::of_field(field), (field, value), Choice::Chosen)
}

/// Leaves a value of a field out, or takes that back.
pub fn exclude(text: &str, field: &str, value: &str) -> String {
    pane::toggled(text, &Terms::of_field(field), (field, value), Choice::LeftOut)
}

/// Chooses this value of a field alone.
pub fn only(text: &str, field: &str, value: &str) -> String {
    include(&clear(text, field), field, value)
}

/// Drops every term of a field.
pub fn clear(text: &str, field: &str) -> String {
    pane::without(text, &Terms::of_field(field))
}

/// Each term, and the query without it: what an empty list offers to drop.
pub fn terms(text: &str) -> Vec<(String, String)> {
    let Some(edited) = Edited::new(text) else { return Vec::new() };
    let terms = edited.query.terms().iter().enumerate();
    terms
        .filter_map(|(at, term)| {
            Some((edited.text.get(term.span.clone())?.to_owned(), edited.without(at)?.text))
        })
        .collect()
}

/// The order that a query wishes for, as its `sort:` says it; empty is the usual one.
pub fn sort(text: &str) -> String {
    let wishes = parse(text).map(|query| query.sort).unwrap_or_default();
    wishes.iter().map(|wish| sort_word(wish.key)).collect::<Vec<_>>().join(",")
}

/// The query in another order, such as `-date`; empty for the usual one.
pub fn with_sort(text: &str, sort: &str) -> String {
    let Ok(mut query) = parse(text) else { return text.to_owned() };
    let mut plain = text.to_owned();
    while let Some(wish) = query.sort.first() {
        plain = spliced(&plain, wish.span.clone(), "");
        match parse(&plain) {
            Ok(next) => query = next,
            Err(_) => return text.to_owned(),
        }
    }
    if sort.is_empty() { plain } else { joined(&plain, &format!("sort:{sort}")) }
}

/// The query and a term beside it: both are meant. A term that stands there already is not said twice.
pub fn with_term(text: &str, term: &str) -> String {
    let Some(mut edited) = Edited::new(text) else { return text.to_owned() };
    if term.is_empty() || edited.query.terms().iter().any(|known| known.to_string() == term) {
        return edited.text;
    }
    edited.add_term(term);
    edited.text
}

/// A text and its tree.
struct Edited {
    text: String,
    query: Query,
}

impl Edited {
    /// Parses a text; parentheses around the whole are taken off.
    fn new(text: &str) -> Option<Self> {
        let query = parse(text).ok()?;
        let enclosed = match &query.root.kind {
            Kind::All(terms) => terms.first().is_some_and(|first| query.root.span.start < first.span.start),
            _ => false,
        };
        if !enclosed {
            return Some(Self { text: text.to_owned(), query });
        }
        let text = query.to_string();
        parse(&text).ok().map(|query| Self { text, query })
    }

    fn set(&mut self, text: &str) {
        if let Some(next) = Self::new(text) {
            *self = next;
        }
    }

    /// Itself without one of the outermost terms.
    fn without(&self, at: usize) -> Option<Self> {
        let term = self.query.terms().get(at)?;
        if std::ptr::eq(term, &raw const self.query.root) && matches!(term.kind, Kind::Any(_)) {
            // Its span may hold a wish for an order, which stays.
            let mut rest = self.query.clone();
            rest.root = Node { span: 0..0, kind: Kind::All(Vec::new()) };
            return Self::new(&rest.to_string());
        }
        Self::new(&spliced(&self.text, term.span.clone(), ""))
    }

    /// Itself with other words for one of the outermost terms.
    fn with(&self, at: usize, words: &str) -> Option<Self> {
        let term = self.query.terms().get(at)?;
        if std::ptr::eq(term, &raw const self.query.root) && matches!(term.kind, Kind::Any(_)) {
            return Self::new(&joined(words, &self.order()));
        }
        // Parentheses may be all that keeps it apart from the word beside it.
        let apart = |sign: Option<char>| sign.is_none_or(|sign| sign.is_whitespace() || "()".contains(sign));
        let (before, after) = (self.text.get(..term.span.start)?, self.text.get(term.span.end..)?);
        if apart(before.chars().next_back()) && apart(after.chars().next()) {
            return Self::new(&spliced(&self.text, term.span.clone(), words));
        }
        Self::new(&spliced(&self.text, term.span.clone(), &format!("({words})")))
    }

    /// The wishes for a sample and an order.
    fn order(&self) -> String {
        let root = Node { span: 0..0, kind: Kind::All(Vec::new()) };
        Query { root, sample: self.query.sample.clone(), sort: self.query.sort.clone() }.to_string()
    }

    fn add_term(&mut self, term: &str) {
        if matches!(self.query.root.kind, Kind::Any(_)) {
            let root = &self.query.root;
            return self.set(&joined(&format!("({root}) {term}"), &self.order()));
        }
        self.set(&joined(&self.text, term));
    }
}

/// Puts `with` in place of a stretch; where nothing is put, one blank is left between what stood beside it.
fn spliced(text: &str, span: Range<usize>, with: &str) -> String {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    if with.is_empty() {
        return joined(before, after);
    }
    format!("{before}{with}{after}")
}

fn joined(before: &str, after: &str) -> String {
    let (before, after) = (before.trim_end(), after.trim_start());
    let blank = if before.is_empty() || after.is_empty() || before.ends_with('(') || after.starts_with(')') {
        ""
    } else {
        " "
    };
    format!("{before}{blank}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choosing_makes_a_list_and_takes_back() {
        let one = include("IPv6  “the rest”", "type", "Civil society");
        assert_eq!(one, "IPv6  “the rest” type:\"Civil society\"");
        let two = include(&one, "type", "government");
        assert_eq!(two, "IPv6  “the rest” type:\"Civil society\",government");
        assert_eq!(include(&two, "type", "civil Society"), "IPv6  “the rest” type:government");
        assert_eq!(include("type:government x", "type", "government"), "x");
        assert_eq!(include("", "q", "7"), "q:7");
        assert_eq!(include("a OR b sort:-date", "q", "7"), "(a OR b) q:7 sort:-date");
        assert_eq!(include("(q:1 a)", "q", "7"), "q:1,7 a");
        assert_eq!(include("(q:1)", "q", "1"), "");
    }

    #[test]
    fn leaving_out_and_choosing_change_places() {
        assert_eq!(exclude("a", "q", "7"), "a -q:7");
        assert_eq!(exclude("a -q:7", "q", "7"), "a");
        assert_eq!(exclude("a -q:7", "q", "8"), "a -q:7,8");
        assert_eq!(exclude("q:7,8 a", "q", "7"), "q:8 a -q:7");
        assert_eq!(include("a -q:7", "q", "7"), "a q:7");
        assert_eq!(only("q:7,8 -q:9 a", "q", "1"), "a q:1");
        assert_eq!(
            choices("q:7,8..9 a -q:2 (q:3 OR b)", "question"),
            [("7".into(), Choice::Chosen), ("8..9".into(), Choice::Chosen), ("2".into(), Choice::LeftOut)]
        );
    }

    #[test]
    fn terms_are_dropped_one_by_one() {
        assert_eq!(clear("q:7 a -q:8 (q:9 OR b)", "q"), "a (q:9 OR b)");
        assert_eq!(
            terms("a -theme:x \"b c\" sort:date"),
            [
                ("a".into(), "-theme:x \"b c\" sort:date".into()),
                ("-theme:x".into(), "a \"b c\" sort:date".into()),
                ("\"b c\"".into(), "a -theme:x sort:date".into()),
            ]
        );
        assert_eq!(with_sort("sort:date,-from a", "-words"), "a sort:-words");
        assert_eq!(with_sort("a sort:date", ""), "a");
        assert_eq!(terms("tehme:x"), []);
        assert_eq!(include("tehme:x", "q", "1"), "tehme:x");
    }
}
