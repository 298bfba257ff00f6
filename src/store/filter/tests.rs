//! Random filters, judged by looking at every text in turn.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::model::call::Key;
use crate::model::id::{AnswerId, AnswerNumber, SubmissionId};
use crate::model::work::{Stance, Status};
use crate::query::filter::{
    Compare, Filter, MetadataField, NameField, Resolved, SortField, SortKey, TagMatch, TextMatch, Whose,
};
use crate::store::index::{Index, Sight};
use crate::store::world::{self, ANALYSTS, DEADLINE, Sent, Text};
use crate::text::fold::fold;

/// The submissions that do not count, by their places in the world.
const WITHDRAWN: usize = 2;
const REPLACED: usize = 3;

/// The world, with one submission withdrawn and one replaced by the first.
fn with_some_aside() -> rusqlite::Connection {
    let conn = world::database();
    let set = |sql: &str, at: usize| conn.execute(sql, [at as i64 + 1]).unwrap();
    set("UPDATE submission SET withdrawn = 1 WHERE n = ?1", WITHDRAWN);
    set("UPDATE submission SET replaced_by = (SELECT id FROM record WHERE n = 1) WHERE n = ?1", REPLACED);
    // What is not there replaces nothing.
    set("UPDATE submission SET replaced_by = zeroblob(16) WHERE n = ?1", 1);
    conn
}

/// What SQL is asked to find out, found out by hand; `None` is unknown.
fn judge(filter: &Filter, text: &Text, sent: &Sent) -> Option<bool> {
    let key = text.question.map(|at| world::call().questions[at].key.clone());
    let section = text.question.map(|at| world::call().questions[at].section.clone());
    Some(match filter {
        Filter::All(parts) => return every(parts.iter().map(|part| judge(part, text, sent))),
        Filter::Any(parts) => {
            return every(parts.iter().map(|part| judge(part, text, sent).map(|yes| !yes))).map(|yes| !yes);
        }
        Filter::Not(inner) => !judge(inner, text, sent)?,
        Filter::Text(words) => holds(text.says, words),
        Filter::Question(keys) => keys.contains(&key?),
        Filter::Section(keys) => keys.contains(&section?),
        Filter::Tagged(tag) => text.tags.iter().any(|made| tagged(tag, made)),
        Filter::Noted(words) => text.notes.iter().any(|note| words.iter().all(|w| holds(note, w))),
        Filter::Metadata(field, values) => {
            let value = match field {
                MetadataField::StakeholderType => sent.kind,
                MetadataField::Country => sent.country,
                MetadataField::Region => sent.region,
                MetadataField::Language => sent.language.or(text.language),
            };
            value.is_some_and(|value| values.iter().any(|v| v == value))
        }
        Filter::Holds(NameField::Submitter, parts) => {
            let signed = sent.signatories.unwrap_or_default().split(';');
            let mut names = signed.chain(sent.submitter).map(fold);
            names.any(|name| parts.iter().any(|part| name.contains(part.as_str())))
        }
        Filter::Holds(NameField::Reference, parts) => {
            parts.iter().any(|part| fold(sent.reference).contains(part.as_str()))
        }
        Filter::Status(states, whose) => {
            let of = |analyst: usize| {
                let said = text.statuses.iter().find(|(who, _)| *who == analyst);
                states.contains(&said.map_or(Status::Todo, |(_, state)| *state))
            };
            let known = |folded: &str| ANALYSTS.iter().position(|name| fold(name) == folded);
            match whose {
                Whose::Mine => of(0),
                Whose::Analyst(folded) => known(folded).map_or(states.contains(&Status::Todo), of),
                Whose::Anyone => (0..ANALYSTS.len()).any(of),
                Whose::NoOne => !(0..ANALYSTS.len()).any(of),
            }
        }
        Filter::Submitted(first, last) => {
            let day = sent.day?.parse().unwrap();
            first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last)
        }
        Filter::Late => sent.day? > DEADLINE,
        // Columns, files and translations are of imports, and nobody declined a theme in this world: the command line's
        // tests ask for them; a sample has tests of its own.
        Filter::Attribute { .. }
        | Filter::Source(_)
        | Filter::Translated
        | Filter::Declined(_)
        | Filter::Sample { .. } => false,
        Filter::Unplaced => text.question.is_none(),
        Filter::Anonymous => sent.submitter.is_none(),
        Filter::Withdrawn => text.by == WITHDRAWN,
        Filter::Replaced => text.by == REPLACED,
        Filter::Everything => true,
        Filter::Words(compare, number) => {
            let words = crate::text::words::count(text.says);
            match compare {
                Compare::More => words > *number,
                Compare::AtLeast => words >= *number,
                Compare::Less => words < *number,
                Compare::AtMost => words <= *number,
                Compare::Equal => words == *number,
            }
        }
        Filter::Shortlisted(lists) => {
            let is_it =
                |other: &Text| (other.by, other.question, other.says) == (text.by, text.question, text.says);
            let number = world::texts().iter().position(is_it)? + 1;
            // A removed item does not count, nor one of another list.
            lists.contains(&world::list()) && [1, 8].contains(&number)
        }
        Filter::Id(beginnings) => {
            let submission = submission(text);
            let answer = match key {
                Some(key) => AnswerId::of_question(submission, key.as_str()),
                None => AnswerId::of_unplaced(submission, "body"),
            };
            let ids = [submission.to_string(), answer.to_string()];
            beginnings.iter().any(|b| ids.iter().any(|id| id.starts_with(b.as_str())))
        }
    })
}

/// All of them, as logic with three values has it: one that is false decides.
fn every(mut parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    parts
        .try_fold(Some(true), |all, part| match part {
            Some(false) => Err(Some(false)),
            Some(true) => Ok(all),
            None => Ok(None),
        })
        .unwrap_or_else(|decided| decided)
}

fn submission(text: &Text) -> SubmissionId {
    SubmissionId::from_bytes(&world::submission_bytes(text.by as i64 + 1)).unwrap()
}

fn holds(text: &str, words: &TextMatch) -> bool {
    !crate::store::sought::spans(text, &[words]).is_empty()
}

fn tagged(tag: &TagMatch, (theme, analyst, stance): &(usize, usize, Option<Stance>)) -> bool {
    tag.themes.as_ref().is_none_or(|themes| themes.contains(&world::theme(*theme)))
        && tag.analysts.as_ref().is_none_or(|names| names.contains(&fold(ANALYSTS[*analyst])))
        && tag.stances.as_ref().is_none_or(|stances| stance.is_some_and(|s| stances.contains(&s)))
}

fn words() -> impl Strategy<Value = TextMatch> {
    const TEXTS: [&str; 11] = [
        "routing",
        "routing security",
        "ipv6",
        "securite",
        "rout",
        "互 联 网",
        "quote",
        "annex",
        "no",
        "and",
        "not or near",
    ];
    let tokens = |text: &str| text.split(' ').map(str::to_owned).collect();
    let some = || proptest::collection::vec(select(&TEXTS[..]), 1..4);
    prop_oneof![
        (select(&TEXTS[..]), any::<bool>())
            .prop_map(move |(text, prefix)| TextMatch::Phrase { tokens: tokens(text), prefix }),
        some().prop_map(move |some| TextMatch::Either(some.into_iter().map(tokens).collect())),
        (some(), 0..6_u32)
            .prop_map(move |(some, within)| TextMatch::Near(some.into_iter().map(tokens).collect(), within)),
    ]
}

fn owned(values: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    subsequence(values, 0..=values.len()).prop_map(|some| some.into_iter().map(str::to_owned).collect())
}

/// Never none: a query cannot ask for no question.
fn some_of(values: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    owned(values).prop_filter("at least one", |some| !some.is_empty())
}

fn leaf() -> impl Strategy<Value = Filter> {
    let tag = (
        proptest::option::of(subsequence(vec![0, 1, 2], 0..=3)),
        proptest::option::of(owned(&["alice", "bob", "zoe", "nobody"])),
        proptest::option::of(subsequence(&Stance::ALL[..], 0..=3)),
    );
    let days = || proptest::option::of(select(vec!["2025-01-16", "2025-01-31", "2025-02-01"]));
    let field = select(vec![
        MetadataField::StakeholderType,
        MetadataField::Country,
        MetadataField::Region,
        MetadataField::Language,
    ]);
    let whose = prop_oneof![
        Just(Whose::Mine),
        Just(Whose::Anyone),
        Just(Whose::NoOne),
        select(vec!["bob", "zoe", "nobody"]).prop_map(|name| Whose::Analyst(name.to_owned())),
    ];
    let compare =
        select(vec![Compare::More, Compare::AtLeast, Compare::Less, Compare::AtMost, Compare::Equal]);
    let keys = |some: Vec<String>| some.into_iter().map(Key).collect();
    prop_oneof![
        words().prop_map(Filter::Text),
        some_of(&["access", "routes", "trust"]).prop_map(move |some| Filter::Question(keys(some))),
        some_of(&["one", "two"]).prop_map(move |some| Filter::Section(keys(some))),
        tag.prop_map(|(themes, analysts, stances)| Filter::Tagged(TagMatch {
            themes: themes.map(|some| some.into_iter().map(world::theme).collect()),
            analysts,
            stances,
        })),
        proptest::collection::vec(words(), 0..3).prop_map(Filter::Noted),
        (field, owned(&["business", "government", "CH", "Africa", "Europe", "en", "fr"]))
            .prop_map(|(field, values)| Filter::Metadata(field, values)),
        (
            select(vec![NameField::Submitter, NameField::Reference]),
            owned(&["neo", "links", "hill union", "w 0", "2"])
        )
            .prop_map(|(field, parts)| Filter::Holds(field, parts)),
        (subsequence(&Status::ALL[..], 0..=3), whose)
            .prop_map(|(states, whose)| Filter::Status(states, whose)),
        (days(), days()).prop_map(|(first, last)| {
            Filter::Submitted(first.map(|d| d.parse().unwrap()), last.map(|d| d.parse().unwrap()))
        }),
        select(vec![
            Filter::Late,
            Filter::Unplaced,
            Filter::Anonymous,
            Filter::Withdrawn,
            Filter::Replaced,
            Filter::Everything,
        ]),
        (compare, 0..15_u32).prop_map(|(compare, number)| Filter::Words(compare, number)),
        owned(&["a1a1", "a", "0", "f3"]).prop_map(Filter::Id),
        any::<bool>().prop_map(|some| Filter::Shortlisted(some.then(world::list).into_iter().collect())),
    ]
}

fn tree() -> impl Strategy<Value = Filter> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Filter::All),
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Filter::Any),
            inner.prop_map(|one| Filter::Not(Box::new(one))),
        ]
    })
}

fn order() -> impl Strategy<Value = Vec<SortKey>> {
    let field = select(vec![
        SortField::Date,
        SortField::Submitter,
        SortField::Reference,
        SortField::Question,
        SortField::Words,
        SortField::Country,
        SortField::StakeholderType,
        SortField::Relevance,
    ]);
    let key = (field, any::<bool>()).prop_map(|(field, descending)| SortKey { field, descending });
    proptest::collection::vec(key, 0..3)
}

#[test]
fn any_filter_finds_what_looking_at_every_text_finds() {
    let conn = with_some_aside();
    let (sent, texts) = (world::sent(), world::texts());
    let index = Index::new(&conn).unwrap();
    let sight = Sight { conn: &conn, index: &index, viewer: world::viewer() };
    proptest!(ProptestConfig::with_cases(400), |(filter in tree(), sort in order())| {
        let mut expected: Vec<u32> = texts.iter().zip(1..).filter(|(text, _)| {
            let counts = filter.asks_for_all() || ![WITHDRAWN, REPLACED].contains(&text.by);
            !text.says.is_empty() && counts && judge(&filter, text, &sent[text.by]) == Some(true)
        }).map(|(_, n)| n).collect();
        let query = Resolved { filter, sort };
        let found: Vec<u32> = sight.listed(&query).unwrap().into_iter().map(|AnswerNumber(n)| n).collect();
        prop_assert_eq!(&found, &super::plain::numbers(&conn, &world::viewer(), &query).unwrap());
        let mut found = found;
        found.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(found, expected);
    });
}

#[test]
fn what_is_left_out_is_counted() {
    let conn = with_some_aside();
    let index = Index::new(&conn).unwrap();
    let sight = Sight { conn: &conn, index: &index, viewer: world::viewer() };
    let left_out = |filter: Filter| sight.left_out(&filter).unwrap();
    assert_eq!(left_out(Filter::All(Vec::new())), 3);
    assert_eq!(left_out(Filter::Unplaced), 1);
    assert_eq!(left_out(Filter::All(vec![Filter::Unplaced, Filter::Everything])), 0);
    assert_eq!(left_out(Filter::Withdrawn), 0);
}

#[test]
fn five_hundred_terms_are_not_too_many() {
    let conn = world::database();
    let word = |n: usize| Filter::Text(TextMatch::Phrase { tokens: vec![format!("w{n}")], prefix: false });
    let filter = Filter::Any((0..500).map(word).chain([Filter::Everything]).collect());
    let query = Resolved { filter, sort: Vec::new() };
    assert_eq!(world::listed(&conn, &query).len(), 10);
}

#[test]
fn what_is_unknown_is_neither_found_nor_left_out() {
    let conn = world::database();
    let not = |filter| Filter::Not(Box::new(filter));
    let index = Index::new(&conn).unwrap();
    let count = |filter, viewer| {
        let sight = Sight { conn: &conn, index: &index, viewer };
        sight.shown(&filter).unwrap().len()
    };
    assert_eq!(count(Filter::Late, world::viewer()), 2);
    assert_eq!(count(not(Filter::Late), world::viewer()), 4);
    let no_deadline = super::Viewer { deadline: None, ..world::viewer() };
    assert_eq!((count(Filter::Late, no_deadline), count(not(Filter::Late), no_deadline)), (0, 0));
    let third = || Filter::Question(vec![Key("trust".to_owned())]);
    assert_eq!((count(third(), no_deadline), count(not(third()), no_deadline)), (2, 5));
}
