//! From a cell of the matrix to the query of the answers behind it.
//!
//! A theme or an analyst is that of a tag, and a `stance:` or `analyst:` of the query may speak of the same tag, as it
//! does beside a single `theme:`. [`Beside`] says which terms do; whoever counts takes the same ones.

use super::binding::field_of;
use super::edit;
use super::field::Field;
use super::parse::parse;
use super::print::{Place, quoted, quoted_if_needed};
use super::tree::Node;
use crate::model::matrix::Dimension;
use crate::model::work::Status;

/// Which row or column is meant; words are as a query has them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Every one, and what has none.
    All,
    /// Those that have one of these values.
    Any(Vec<String>),
    /// This value.
    One(String),
    /// Those that have none of these values.
    None(Vec<String>),
}

/// The terms of a query that speak of the tag which is counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Beside {
    /// Whether terms about tags stand in the query: others are then kept apart from them.
    apart: bool,
    /// The terms, as written.
    terms: Vec<String>,
}

impl Beside {
    /// Reads the terms of a query's outermost and-group.
    pub fn new(text: &str, rows: &Dimension, columns: &Dimension) -> Self {
        let Ok(query) = parse(text) else { return Self { apart: false, terms: Vec::new() } };
        let of_tags: Vec<&Node> = query.terms().iter().filter(|node| field_of(node).is_some()).collect();
        let themes = of_tags.iter().filter(|node| field_of(node) == Some(Field::Theme)).count();
        let kinds = [rows, columns];
        let by = |one: &Dimension| kinds.iter().filter(|kind| **kind == one).count();
        let binds = match (by(&Dimension::Theme), by(&Dimension::Analyst)) {
            (1, _) => themes == 0,
            (0, 1) => themes == 1,
            _ => false,
        };
        let terms = if binds { of_tags.iter().map(ToString::to_string).collect() } else { Vec::new() };
        Self { apart: !of_tags.is_empty(), terms }
    }

    /// The tag that is counted, as a query: "tag:(stance:against)"; `None` for any tag.
    pub fn tag(&self) -> Option<String> {
        (!self.terms.is_empty()).then(|| self.with(&[]))
    }

    fn with(&self, more: &[String]) -> String {
        let terms: Vec<&str> = self.terms.iter().chain(more).map(String::as_str).collect();
        format!("tag:({})", terms.join(" "))
    }

    /// Terms of one tag.
    fn one_tag(&self, terms: &[String]) -> String {
        if self.apart { self.with(terms) } else { terms.join(" ") }
    }

    fn some_tag(&self) -> String {
        self.tag().unwrap_or_else(|| "has:theme".to_owned())
    }

    fn no_tag(&self) -> String {
        self.tag().map_or_else(|| "no:theme".to_owned(), |tag| format!("-{tag}"))
    }

    /// The terms of these rows or columns that are all those of one tag.
    fn tagged(&self, sides: &[(&Dimension, &Choice)]) -> Vec<String> {
        let mut terms = Vec::new();
        let (mut some, mut none) = (false, false);
        for (dimension, choice) in sides {
            match choice {
                Choice::All => {}
                Choice::Any(_) => some = true,
                Choice::None(_) => none = true,
                Choice::One(word) => terms.push(tag_term(dimension, word)),
            }
        }
        let mut all = Vec::new();
        if !terms.is_empty() {
            all.push(self.one_tag(&terms));
        } else if some {
            all.push(self.some_tag());
        }
        if none {
            all.push(self.no_tag());
        }
        all
    }
}

/// The query of the answers of a row and a column; `None` where no term says it.
pub fn narrowed(text: &str, rows: (&Dimension, &Choice), columns: (&Dimension, &Choice)) -> Option<String> {
    let beside = Beside::new(text, rows.0, columns.0);
    let is_joint = rows.0.is_of_tags() && columns.0.is_of_tags() && rows.0 != columns.0;
    let mut terms = Vec::new();
    if is_joint {
        terms.extend(beside.tagged(&[rows, columns]));
    } else {
        for side in [rows, columns] {
            if side.0.is_of_tags() {
                terms.extend(beside.tagged(&[side]));
            } else {
                terms.push(term(side.0, side.1)?);
            }
        }
    }
    Some(terms.iter().fold(text.to_owned(), |text, term| edit::with_term(&text, term)))
}

/// The term for a review state of somebody: of an analyst by name, of `any` or of `none`.
pub fn state(state: Status, whose: &str) -> String {
    let word = format!("{state}@{whose}");
    format!("{}:{}", Field::Status.name(), quoted_if_needed(&word, Place::Value))
}

fn tag_term(dimension: &Dimension, word: &str) -> String {
    let word = quoted_if_needed(word, Place::Value);
    match dimension {
        Dimension::Theme => format!("theme:={word}"),
        _ => format!("analyst:{word}"),
    }
}

/// The term for values that are not those of tags; an empty one leaves nothing out, and `None` cannot be said.
fn term(dimension: &Dimension, choice: &Choice) -> Option<String> {
    let values = |words: &[String]| {
        let values: Vec<String> = words.iter().map(|word| value(dimension, word)).collect();
        format!("{}:{}", field(dimension).name(), values.join(","))
    };
    Some(match choice {
        Choice::All => String::new(),
        Choice::One(word) => values(std::slice::from_ref(word)),
        // From the first month to the last.
        Choice::Any(words) if *dimension == Dimension::Month => {
            let (first, last) = (words.first()?, words.last()?);
            format!("date:{first}..{last}")
        }
        Choice::Any(words) if words.is_empty() => return None,
        Choice::Any(words) => values(words),
        // What is not known makes neither a day's term true nor its negation.
        Choice::None(_) if *dimension == Dimension::Month => return None,
        Choice::None(words) if words.is_empty() => String::new(),
        Choice::None(words) => format!("-{}", values(words)),
    })
}

fn field(dimension: &Dimension) -> Field {
    match dimension {
        Dimension::Theme => Field::Theme,
        Dimension::Question => Field::Question,
        Dimension::Section => Field::Section,
        Dimension::StakeholderType => Field::StakeholderType,
        Dimension::Region => Field::Region,
        Dimension::Country => Field::Country,
        Dimension::Language => Field::Language,
        Dimension::Status => Field::Status,
        Dimension::Analyst => Field::Analyst,
        Dimension::Month => Field::Date,
        Dimension::Attribute(_) => Field::Attribute,
    }
}

fn value(dimension: &Dimension, word: &str) -> String {
    let word = quoted_if_needed(word, Place::Value);
    match dimension {
        Dimension::Attribute(head) => format!("{}={word}", quoted(head)),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(word: &str) -> Choice {
        Choice::One(word.to_owned())
    }

    fn told(text: &str, rows: (&Dimension, &Choice), columns: (&Dimension, &Choice)) -> String {
        let told = narrowed(text, rows, columns).unwrap();
        assert_eq!(parse(&told).unwrap().to_string(), parse(&told).unwrap().to_string(), "{told}");
        told
    }

    #[test]
    fn a_cell_is_the_query_with_its_row_and_column() {
        let (theme, kind) = (Dimension::Theme, Dimension::StakeholderType);
        assert_eq!(
            told("-is:withdrawn", (&theme, &one("infrastructure/ipv6")), (&kind, &one("Civil society"))),
            "-is:withdrawn theme:=infrastructure/ipv6 type:\"Civil society\""
        );
        assert_eq!(told("a OR b", (&kind, &one("x")), (&theme, &Choice::All)), "(a OR b) type:x");
        // What the query chose already stays, and the cell is both.
        assert_eq!(told("type:a,b", (&kind, &one("a")), (&theme, &Choice::All)), "type:a,b type:a");
        assert_eq!(told("type:a", (&kind, &one("a")), (&theme, &Choice::All)), "type:a");
        let none = Choice::None(vec!["a".to_owned(), "b c".to_owned()]);
        assert_eq!(told("", (&kind, &none), (&theme, &none)), "-type:a,\"b c\" no:theme");
        let size = Dimension::Attribute("Size, all".to_owned());
        assert_eq!(told("", (&size, &one("1,000")), (&size, &Choice::All)), "attr:\"Size, all\"=\"1,000\"");
        assert_eq!(narrowed("", (&Dimension::Month, &none), (&kind, &one("a"))), None);
    }

    #[test]
    fn a_stance_speaks_of_the_tag_that_is_counted() {
        let (theme, analyst, kind) = (Dimension::Theme, Dimension::Analyst, Dimension::StakeholderType);
        let all = Choice::All;
        assert_eq!(
            told("stance:against", (&theme, &one("x")), (&kind, &all)),
            "stance:against tag:(stance:against theme:=x)"
        );
        assert_eq!(
            told("theme:y stance:for", (&theme, &one("x")), (&kind, &all)),
            "theme:y stance:for tag:(theme:=x)"
        );
        assert_eq!(
            told("theme:y", (&analyst, &one("bob")), (&kind, &all)),
            "theme:y tag:(theme:y analyst:bob)"
        );
        assert_eq!(told("", (&theme, &one("x")), (&analyst, &one("bob"))), "theme:=x analyst:bob");
        assert_eq!(told("", (&theme, &one("x")), (&theme, &one("y"))), "theme:=x theme:=y");
        let none = Choice::None(Vec::new());
        assert_eq!(told("stance:for", (&theme, &none), (&kind, &all)), "stance:for -tag:(stance:for)");
    }
}
