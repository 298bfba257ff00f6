//! The terms of a filter pane, whose values may be of several fields.
//!
//! Of values that are chosen in one pane, one is enough. Within a field a list says so, `q:7,8`; between fields an
//! `OR` does, and the pane reads it as it writes it: `(section:2 OR q:7)`. What is left out needs no `OR`.

use super::{Choice, Edited};
use crate::model::view::Own;
use crate::query::field::Field;
use crate::query::print::{Place, quoted, quoted_if_needed};
use crate::query::tree::{Form, Kind, Node, Reach, Value, Words};

/// What a query says about the values of a pane, in the order of the text: the field, the value, the choice.
pub fn choices(text: &str, own: &[Own]) -> Vec<(&'static str, String, Choice)> {
    said(text, &Terms::of_pane(own))
}

/// Chooses a value of a field beside those that are chosen in its pane, or takes the choice back.
pub fn include(text: &str, own: &[Own], field: &str, value: &str) -> String {
    toggled(text, &Terms::of_pane(own), (field, value), Choice::Chosen)
}

/// Leaves a value of a field out, or takes that back.
pub fn exclude(text: &str, own: &[Own], field: &str, value: &str) -> String {
    toggled(text, &Terms::of_pane(own), (field, value), Choice::LeftOut)
}

/// Chooses this value alone in its pane.
pub fn only(text: &str, own: &[Own], field: &str, value: &str) -> String {
    include(&clear(text, own), own, field, value)
}

/// The query with the word that stands for a value instead of another one that means the same.
pub fn reworded(text: &str, own: &[Own], field: &str, other: &str, value: &str) -> String {
    let said = choices(text, own);
    let is_other = |(known, word, _): &&(&str, String, Choice)| *known == field && word == other;
    let Some((.., choice)) = said.iter().find(is_other) else { return text.to_owned() };
    let without = toggled(text, &Terms::of_pane(own), (field, other), *choice);
    if said.iter().any(|(known, word, _)| *known == field && same_word(word, value)) {
        return without;
    }
    toggled(&without, &Terms::of_pane(own), (field, value), *choice)
}

/// The word that stands for what is said in a column, after `attr:`.
pub fn said_in(head: &str, value: &str) -> String {
    format!("{}={}", quoted(head), quoted_if_needed(value, Place::Value))
}

/// The columns that a query names in the terms that panes edit, as they are written there.
pub fn columns(text: &str) -> Vec<String> {
    let Some(edited) = Edited::new(text) else { return Vec::new() };
    let said = said_of(&edited, &Terms(vec![(Field::Attribute, Which::All)]));
    let mut heads: Vec<String> =
        said.iter().filter_map(|(_, value, _)| Some(column(value)?.to_owned())).collect();
    heads.sort_unstable();
    heads.dedup();
    heads
}

/// The query without a pane's own terms: under it the values of the pane are counted.
pub fn clear(text: &str, own: &[Own]) -> String {
    without(text, &Terms::of_pane(own))
}

/// Which terms are meant: fields, or some values of them alone.
pub(super) struct Terms(Vec<(Field, Which)>);

/// Which values of a field.
enum Which {
    All,
    Only(&'static str),
    /// Those of this column.
    Of(String),
}

/// A field, the node that says it, the values.
type Said<'a> = (Field, &'a Node, &'a [Value]);

/// A list of values as it stands in a text.
struct Group {
    /// The word of the field, as written, with its colon.
    head: String,
    field: Field,
    /// As written.
    values: Vec<String>,
}

impl Terms {
    pub(super) fn of_field(field: &str) -> Self {
        Self(Field::by_name(field).map(|field| (field, Which::All)).into_iter().collect())
    }

    fn of_pane(own: &[Own]) -> Self {
        let each = own.iter().filter_map(|own| match own {
            Own::Field(field) => Some((Field::by_name(field)?, Which::All)),
            Own::Value(field, value) => Some((Field::by_name(field)?, Which::Only(value))),
            Own::Column(head) => Some((Field::Attribute, Which::Of(head.clone()))),
        });
        Self(each.collect())
    }

    /// What a term says, if all of it is about these: of each field, the values.
    fn said<'a>(&self, term: &'a Node) -> Option<(Choice, Vec<Said<'a>>)> {
        let (choice, inner) = match &term.kind {
            Kind::Not(inner) => (Choice::LeftOut, inner.as_ref()),
            _ => (Choice::Chosen, term),
        };
        let groups = match &inner.kind {
            Kind::Any(groups) if self.0.len() > 1 => groups.as_slice(),
            _ => std::slice::from_ref(inner),
        };
        let all = groups.iter().map(|group| match &group.kind {
            Kind::Field(field, values) if values.iter().all(|value| self.has(*field, value)) => {
                Some((*field, group, values.as_slice()))
            }
            _ => None,
        });
        Some((choice, all.collect::<Option<_>>()?))
    }

    fn has(&self, field: Field, value: &Value) -> bool {
        let is_it = |(known, which): &(Field, Which)| {
            *known == field
                && match which {
                    Which::All => true,
                    Which::Only(only) => same(value, only),
                    Which::Of(head) => column(value).is_some_and(|written| same_word(written, head)),
                }
        };
        self.0.iter().any(is_it)
    }

    /// The first of the outermost terms that is about these and of which this is true.
    fn find(&self, edited: &Edited, is_one: impl Fn(Choice, &[Group]) -> bool) -> Option<(usize, Choice)> {
        edited.query.terms().iter().enumerate().find_map(|(at, term)| {
            let (choice, groups) = self.groups(edited, term)?;
            is_one(choice, &groups).then_some((at, choice))
        })
    }

    fn groups(&self, edited: &Edited, term: &Node) -> Option<(Choice, Vec<Group>)> {
        let (choice, said) = self.said(term)?;
        let text = |from: usize, to: usize| edited.text.get(from..to).map(str::to_owned);
        let groups = said.into_iter().map(|(field, node, values)| {
            let head = text(node.span.start, values.first()?.span.start)?;
            // Parentheses around a single term go with it.
            let head = head.trim_start_matches(|sign: char| !sign.is_alphanumeric()).to_owned();
            let written = |value: &Value| match value.form {
                // After a comma its column may be that of the value before.
                Form::Of(..) => Some(value.to_string()),
                _ => text(value.span.start, value.span.end),
            };
            let values = values.iter().map(written);
            Some(Group { head, field, values: values.collect::<Option<_>>()? })
        });
        Some((choice, groups.collect::<Option<_>>()?))
    }
}

pub(super) fn said(text: &str, terms: &Terms) -> Vec<(&'static str, String, Choice)> {
    let Some(edited) = Edited::new(text) else { return Vec::new() };
    let said = said_of(&edited, terms);
    said.into_iter().map(|(field, value, choice)| (field.name(), word(value), choice)).collect()
}

fn said_of<'a>(edited: &'a Edited, terms: &Terms) -> Vec<(Field, &'a Value, Choice)> {
    let mut all = Vec::new();
    for (choice, groups) in edited.query.terms().iter().filter_map(|term| terms.said(term)) {
        for (field, _, values) in groups {
            all.extend(values.iter().map(|value| (field, value, choice)));
        }
    }
    all
}

pub(super) fn without(text: &str, terms: &Terms) -> String {
    let Some(mut edited) = Edited::new(text) else { return text.to_owned() };
    while let Some((at, _)) = terms.find(&edited, |_, _| true) {
        match edited.without(at) {
            Some(next) => edited = next,
            None => break,
        }
    }
    edited.text
}

pub(super) fn toggled(text: &str, terms: &Terms, (field, value): (&str, &str), wanted: Choice) -> String {
    let Some(field) = Field::by_name(field) else { return text.to_owned() };
    let Some(mut edited) = Edited::new(text) else { return text.to_owned() };
    if terms.drop_value(&mut edited, field, value) != Some(wanted) {
        terms.add_value(&mut edited, field, value, wanted);
    }
    edited.text
}

impl Terms {
    /// Takes a value out of the terms; says what had been said about it.
    fn drop_value(&self, edited: &mut Edited, field: Field, value: &str) -> Option<Choice> {
        let mut was = None;
        loop {
            let place = edited.query.terms().iter().enumerate().find_map(|(at, term)| {
                let (choice, groups) = self.said(term)?;
                let has = |(known, _, values): &Said<'_>| {
                    *known == field && values.iter().any(|one| same(one, value))
                };
                groups.iter().any(has).then_some((at, choice))
            });
            let Some((at, choice)) = place else { return was };
            was = was.or(Some(choice));
            let term = edited.query.terms().get(at)?;
            let (_, mut groups) = self.groups(edited, term)?;
            let (_, said) = self.said(term)?;
            for (group, (known, _, values)) in groups.iter_mut().zip(said) {
                let mut stays = values.iter().map(|one| known != field || !same(one, value));
                group.values.retain(|_| stays.next().unwrap_or(true));
            }
            groups.retain(|group| !group.values.is_empty());
            *edited = match words(choice, &groups) {
                words if words.is_empty() => edited.without(at)?,
                words => edited.with(at, &words)?,
            };
        }
    }

    fn add_value(&self, edited: &mut Edited, field: Field, value: &str, wanted: Choice) {
        let value = match field {
            // It has its column and its quotation marks.
            Field::Attribute => value.to_owned(),
            _ => quoted_if_needed(value, Place::Value),
        };
        let of_field = |choice: Choice, groups: &[Group]| {
            choice == wanted && groups.iter().any(|group| group.field == field)
        };
        // Two fields of what is chosen stand in one term; what is left out is left out by each.
        let beside = self.find(edited, of_field).or_else(|| {
            (wanted == Choice::Chosen).then(|| self.find(edited, |choice, _| choice == wanted)).flatten()
        });
        let head = format!("{}:", field.name());
        let next = beside.and_then(|(at, _)| {
            let (_, mut groups) = self.groups(edited, edited.query.terms().get(at)?)?;
            match groups.iter_mut().find(|group| group.field == field) {
                Some(group) => group.values.push(value.clone()),
                None => groups.push(Group { head: head.clone(), field, values: vec![value.clone()] }),
            }
            edited.with(at, &words(wanted, &groups))
        });
        if let Some(next) = next {
            *edited = next;
        } else {
            let minus = if wanted == Choice::LeftOut { "-" } else { "" };
            edited.add_term(&format!("{minus}{head}{value}"));
        }
    }
}

/// A term that says this of these values; nothing of none.
fn words(choice: Choice, groups: &[Group]) -> String {
    let minus = if choice == Choice::LeftOut { "-" } else { "" };
    let one = |group: &Group| format!("{}{}", group.head, group.values.join(","));
    match groups {
        [] => String::new(),
        [group] => format!("{minus}{}", one(group)),
        several => format!("{minus}({})", several.iter().map(one).collect::<Vec<_>>().join(" OR ")),
    }
}

fn word(value: &Value) -> String {
    match &value.form {
        Form::Plain(Words { text, reach: Reach::Exact }) => text.clone(),
        _ => value.to_string(),
    }
}

fn same(value: &Value, wanted: &str) -> bool {
    same_word(&word(value), wanted)
}

fn same_word(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

/// The column that a value of `attr:` is of, as written.
fn column(value: &Value) -> Option<&str> {
    match &value.form {
        Form::Of(head, _) => Some(head),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: &[Own] = &[Own::Field("region"), Own::Field("country")];
    const THEMES: &[Own] = &[Own::Field("theme"), Own::Value("no", "theme")];

    #[test]
    fn of_two_fields_one_is_enough() {
        let one = include("IPv6", PLACES, "region", "Latin America");
        assert_eq!(one, "IPv6 region:\"Latin America\"");
        let two = include(&one, PLACES, "country", "FR");
        assert_eq!(two, "IPv6 (region:\"Latin America\" OR country:FR)");
        let three = include(&two, PLACES, "country", "CH");
        assert_eq!(three, "IPv6 (region:\"Latin America\" OR country:FR,CH)");
        assert_eq!(
            choices(&three, PLACES),
            [
                ("region", "Latin America".to_owned(), Choice::Chosen),
                ("country", "FR".to_owned(), Choice::Chosen),
                ("country", "CH".to_owned(), Choice::Chosen),
            ]
        );
        assert_eq!(include(&three, PLACES, "country", "fr"), "IPv6 (region:\"Latin America\" OR country:CH)");
        assert_eq!(include(&two, PLACES, "region", "latin america"), "IPv6 country:FR");
        assert_eq!(clear(&three, PLACES), "IPv6");
        assert_eq!(only(&three, PLACES, "region", "Africa"), "IPv6 region:Africa");
    }

    #[test]
    fn what_is_left_out_stands_apart() {
        let text = exclude("(region:Africa OR country:FR)", PLACES, "country", "KE");
        assert_eq!(text, "(region:Africa OR country:FR) -country:KE");
        assert_eq!(exclude(&text, PLACES, "region", "Asia"), format!("{text} -region:Asia"));
        assert_eq!(exclude(&text, PLACES, "region", "Africa"), "country:FR -country:KE -region:Africa");
        assert_eq!(exclude("a -(region:Africa OR country:FR)", PLACES, "country", "FR"), "a -region:Africa");
    }

    #[test]
    fn alternatives_of_the_whole_query_are_the_panes_where_they_are_all_its_own() {
        let text = "region:Africa OR country:FR sort:date";
        assert_eq!(clear(text, PLACES), "sort:date");
        assert_eq!(include(text, PLACES, "country", "FR"), "region:Africa sort:date");
        let mixed = "region:Africa OR lang:fr";
        assert_eq!(choices(mixed, PLACES), []);
        assert_eq!(include(mixed, PLACES, "country", "FR"), "(region:Africa OR lang:fr) country:FR");
    }

    #[test]
    fn a_column_has_its_own_terms_and_keeps_those_of_others() {
        let size = [Own::Column("Size, all".to_owned())];
        let colour = [Own::Column("colour".to_owned())];
        let large = said_in("Size, all", "large");
        assert_eq!(large, "\"Size, all\"=large");
        let one = include("IPv6", &size, "attr", &large);
        assert_eq!(one, "IPv6 attr:\"Size, all\"=large");
        let two = include(&one, &size, "attr", &said_in("Size, all", "1,000"));
        assert_eq!(two, "IPv6 attr:\"Size, all\"=large,\"Size, all\"=\"1,000\"");
        let both = exclude(&two, &colour, "attr", &said_in("colour", "red"));
        assert_eq!(both, format!("{two} -attr:\"colour\"=red"));
        assert_eq!(choices(&both, &colour), [("attr", "\"colour\"=red".to_owned(), Choice::LeftOut)]);
        assert_eq!(clear(&both, &size), "IPv6 -attr:\"colour\"=red");
        assert_eq!(columns(&both), ["Size, all", "colour"]);
        // A value alone is of the column before, and keeps it.
        let short = "attr:\"size, ALL\"=large,small";
        assert_eq!(include(short, &size, "attr", &large), "attr:\"size, ALL\"=small");
    }

    #[test]
    fn another_word_for_a_value_gives_way() {
        let text = reworded("a -country:Switzerland,KE", PLACES, "country", "Switzerland", "CH");
        assert_eq!(text, "a -country:KE,CH");
        assert_eq!(reworded("a", PLACES, "country", "Switzerland", "CH"), "a");
    }

    #[test]
    fn a_pane_with_one_value_of_a_field_leaves_the_others_alone() {
        let text = include("no:note theme:trust", THEMES, "no", "theme");
        assert_eq!(text, "no:note (theme:trust OR no:theme)");
        assert_eq!(clear(&text, THEMES), "no:note");
        assert_eq!(include(&text, THEMES, "theme", "trust"), "no:note no:theme");
        assert_eq!(choices("no:theme,note", THEMES), []);
        assert_eq!(include("no:theme,note", THEMES, "no", "theme"), "no:theme,note no:theme");
    }
}
