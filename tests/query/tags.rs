//! Which tag a stance or an analyst speaks of.

use rapporteur::model::work::Stance;
use rapporteur::query::filter::{Filter, TagMatch};

use super::{filter, themes};

fn tag(names: Option<&[&str]>, stances: Option<&[Stance]>, analysts: Option<&[&str]>) -> Filter {
    Filter::Tagged(TagMatch {
        themes: names.map(themes),
        stances: stances.map(<[Stance]>::to_vec),
        analysts: analysts.map(|names| names.iter().map(|name| (*name).to_owned()).collect()),
    })
}

#[test]
fn beside_one_theme_they_speak_of_its_tag() {
    let bound = tag(Some(&["IPv6"]), Some(&[Stance::Against]), Some(&["alice"]));
    assert_eq!(filter("theme:ipv6 stance:against analyst:alice"), Ok(bound.clone()));
    assert_eq!(filter("analyst:ali stance:AGAINST theme:ipv6"), Ok(bound.clone()));
    assert_eq!(filter("tag:(theme:ipv6 stance:against analyst:alice)"), Ok(bound));
    let either = tag(Some(&["IPv6", "Routing policy"]), Some(&[Stance::For, Stance::Mixed]), None);
    assert_eq!(filter("theme:ipv6,\"routing policy\" stance:for,mixed"), Ok(either));
}

#[test]
fn without_a_theme_they_speak_of_any_tag() {
    let any = Filter::All(vec![tag(None, Some(&[Stance::For]), None), tag(None, None, Some(&["alice"]))]);
    assert_eq!(filter("stance:for analyst:alice"), Ok(any));
    assert_eq!(filter("stance:for"), Ok(tag(None, Some(&[Stance::For]), None)));
}

#[test]
fn beside_several_themes_they_are_a_mistake_that_shows_the_right_form() {
    let error = filter("theme:ipv6 theme:policy stance:for").unwrap_err();
    assert_eq!(error.span, 24..34);
    assert_eq!(error.suggestion.as_deref(), Some("tag:(theme:policy stance:for)"));
    assert!(filter("theme:ipv6 theme:policy").is_ok());
    assert!(filter("theme:ipv6 tag:(theme:policy stance:for)").is_ok());
}

#[test]
fn a_minus_stands_alone() {
    let not = |filter| Filter::Not(Box::new(filter));
    let expected = Filter::All(vec![
        tag(Some(&["IPv6"]), None, None),
        not(tag(None, Some(&[Stance::For]), None)),
        not(tag(None, None, Some(&["bob"]))),
    ]);
    assert_eq!(filter("theme:ipv6 -stance:for -analyst:bob"), Ok(expected));
    let expected =
        Filter::All(vec![tag(None, Some(&[Stance::For]), None), not(tag(Some(&["IPv6"]), None, None))]);
    assert_eq!(filter("-theme:ipv6 stance:for"), Ok(expected));
}

#[test]
fn another_group_is_another_matter() {
    let expected = Filter::All(vec![
        tag(Some(&["IPv6"]), None, None),
        Filter::Any(vec![tag(None, Some(&[Stance::For]), None), tag(None, Some(&[Stance::Mixed]), None)]),
    ]);
    assert_eq!(filter("theme:ipv6 (stance:for OR stance:mixed)"), Ok(expected));
    let expected = Filter::Any(vec![
        tag(Some(&["IPv6"]), Some(&[Stance::For]), None),
        tag(None, Some(&[Stance::Against]), None),
    ]);
    assert_eq!(filter("theme:ipv6 stance:for OR stance:against"), Ok(expected));
}
