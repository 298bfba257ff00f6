//! A parsed query: what was written, with the place of every part.

use std::ops::Range;

use super::field::Field;
use super::filter::{Compare, SortKey};

/// A parsed query.
///
/// Places are bytes of the text that was parsed. Two queries mean the same when they print alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Query {
    /// What is looked for; `All` of nothing is everything.
    pub root: Node,
    /// Of what is found, a sample alone.
    pub sample: Option<Sample>,
    /// The order, as wished; may be empty.
    pub sort: Vec<Sort>,
}

/// A part of a query and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// Its bytes, with the minus sign or parentheses that belong to it.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a part of a query is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Terms side by side: never just one.
    All(Vec<Node>),
    /// Terms with `OR` between them: never fewer than two.
    Any(Vec<Node>),
    /// A term after `-`.
    Not(Box<Node>),
    /// Words to find in the text.
    Text(Words),
    /// A field and its values, one of which must fit; never none.
    Field(Field, Vec<Value>),
    /// `tag:( )`: nodes that are [`Kind::Field`] of theme, stance or analyst; never none.
    Tag(Vec<Node>),
}

/// A word or phrase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    /// As written, without quotation marks; never empty.
    pub text: String,
    /// What of the text they stand for.
    pub reach: Reach,
}

/// What words of a query stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// Themselves, next to each other.
    Exact,
    /// The same, and the last may go on: `wor*`.
    Beginning,
    /// The same, each in any of its forms: `word~`.
    Forms,
    /// Themselves in any order, with so many words between them: `"two words"~5`.
    Near(u32),
}

/// One of the values after a field's colon.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Value {
    /// Its bytes.
    pub span: Range<usize>,
    /// What it says.
    pub form: Form,
}

/// What a value says; texts are never empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Form {
    /// A name, a word, a number.
    Plain(Words),
    /// `=name`: it and nothing else.
    Exactly(String),
    /// `>n`, `>=n`, `<n`, `<=n`.
    Compared(Compare, String),
    /// `head=value`, of `attr:` alone; the value may go on.
    Of(String, Words),
    /// `a..b`, `a..`, `..b`; never without both ends.
    Range(Option<String>, Option<String>),
}

/// A wish for a sample.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sample {
    /// The bytes of its term.
    pub span: Range<usize>,
    /// How many; at least one.
    pub count: u32,
    /// What decides which; [`DEFAULT_SEED`] where nothing is said.
    pub seed: Option<u64>,
}

/// The seed of a sample for which none is said.
pub const DEFAULT_SEED: u64 = 1;

/// A wish for an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sort {
    /// The bytes of its term; the wishes of one term share them.
    pub span: Range<usize>,
    /// By what.
    pub key: SortKey,
}

impl Query {
    /// The terms of the outermost and-group: what the panes of filters edit.
    pub fn terms(&self) -> &[Node] {
        match &self.root.kind {
            Kind::All(terms) => terms,
            _ => std::slice::from_ref(&self.root),
        }
    }

    /// The words that are looked for in their forms, in texts and in notes.
    pub fn words_in_forms(&self) -> Vec<&str> {
        let mut words = Vec::new();
        self.root.gather_forms(&mut words);
        words
    }

    /// Whether it asks for nothing, in no order.
    pub fn is_empty(&self) -> bool {
        matches!(&self.root.kind, Kind::All(terms) if terms.is_empty())
            && self.sample.is_none()
            && self.sort.is_empty()
    }
}

impl Node {
    /// The values of a field, wherever they stand in it.
    pub(super) fn gather_values<'a>(&'a self, field: Field, into: &mut Vec<&'a Value>) {
        match &self.kind {
            Kind::All(nodes) | Kind::Any(nodes) => {
                for node in nodes {
                    node.gather_values(field, into);
                }
            }
            Kind::Not(inner) => inner.gather_values(field, into),
            Kind::Field(of, values) if *of == field => into.extend(values),
            Kind::Field(..) | Kind::Text(_) | Kind::Tag(_) => {}
        }
    }

    fn gather_forms<'a>(&'a self, into: &mut Vec<&'a str>) {
        match &self.kind {
            Kind::All(nodes) | Kind::Any(nodes) => nodes.iter().for_each(|node| node.gather_forms(into)),
            Kind::Not(inner) => inner.gather_forms(into),
            Kind::Text(words) => into.extend(words.in_forms()),
            Kind::Field(_, values) => into.extend(values.iter().filter_map(|value| match &value.form {
                Form::Plain(words) => words.in_forms(),
                _ => None,
            })),
            Kind::Tag(_) => {}
        }
    }
}

impl Words {
    fn in_forms(&self) -> Option<&str> {
        (self.reach == Reach::Forms).then_some(self.text.as_str())
    }
}
