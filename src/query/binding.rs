//! Which tag a `stance:` or `analyst:` speaks of: that of the single `theme:` beside it.

use super::error::{Error, Mistake};
use super::field::Field;
use super::filter::{Filter, TagMatch};
use super::lookup;
use super::tree::{Kind, Node, Value};
use super::vocabulary::Vocabulary;
use crate::model::work::Stance;

/// Whether a node is a term of `theme:`, `stance:` or `analyst:`, without a minus.
pub(super) fn field_of(node: &Node) -> Option<Field> {
    match &node.kind {
        Kind::Field(field @ (Field::Theme | Field::Stance | Field::Analyst), _) => Some(*field),
        _ => None,
    }
}

/// The terms about tags of one and-group, as filters, in no particular order.
pub(super) fn of_group(vocabulary: &Vocabulary, group: &[Node]) -> Result<Vec<Filter>, Error> {
    let themes: Vec<&Node> = group.iter().filter(|node| field_of(node) == Some(Field::Theme)).collect();
    let bound = || group.iter().filter(|node| matches!(field_of(node), Some(Field::Stance | Field::Analyst)));
    match (themes.as_slice(), bound().next()) {
        ([_], Some(_)) => {
            let terms = group.iter().filter(|node| field_of(node).is_some());
            Ok(vec![Filter::Tagged(one_tag(vocabulary, terms)?)])
        }
        ([_, .., last], Some(first)) => Err(which_theme(first, last, bound())),
        _ => {
            let terms = group.iter().filter(|node| field_of(node).is_some());
            terms.map(|term| one_tag(vocabulary, [term]).map(Filter::Tagged)).collect()
        }
    }
}

fn which_theme<'a>(at: &Node, theme: &Node, bound: impl Iterator<Item = &'a Node>) -> Error {
    let field = field_of(at).unwrap_or(Field::Stance).name();
    let bound: Vec<String> = bound.map(Node::to_string).collect();
    Error::new(at.span.clone(), Mistake::WhichTheme { field })
        .suggest(Some(format!("tag:({theme} {})", bound.join(" "))))
}

/// One tag that is all of these terms.
pub(super) fn one_tag<'a>(
    vocabulary: &Vocabulary,
    terms: impl IntoIterator<Item = &'a Node>,
) -> Result<TagMatch, Error> {
    let mut tag = TagMatch::default();
    for term in terms {
        let Kind::Field(field, values) = &term.kind else { continue };
        match field {
            Field::Theme => {
                narrow(&mut tag.themes, flat(values, |value| lookup::themes(vocabulary, *field, value))?);
            }
            Field::Stance => {
                narrow(&mut tag.stances, flat(values, |value| stance(value).map(|one| vec![one]))?);
            }
            _ => {
                let names = flat(values, |value| {
                    let name = lookup::name_of(Field::Analyst, value)?;
                    lookup::analyst(vocabulary, value, Field::Analyst, name).map(|one| vec![one])
                })?;
                narrow(&mut tag.analysts, names);
            }
        }
    }
    Ok(tag)
}

fn flat<T: PartialEq>(
    values: &[Value],
    each: impl Fn(&Value) -> Result<Vec<T>, Error>,
) -> Result<Vec<T>, Error> {
    let mut all = Vec::new();
    for value in values {
        for one in each(value)? {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    Ok(all)
}

/// Both what was asked before and this.
fn narrow<T: PartialEq>(before: &mut Option<Vec<T>>, now: Vec<T>) {
    match before {
        Some(before) => before.retain(|one| now.contains(one)),
        None => *before = Some(now),
    }
}

fn stance(value: &Value) -> Result<Stance, Error> {
    let name = lookup::choice(Field::Stance, value, &["for", "against", "mixed"])?;
    name.parse().map_err(|_| lookup::wrong_form(Field::Stance, value, "for, against, mixed"))
}
