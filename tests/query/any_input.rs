//! Whatever comes in: no panic, true places, printing that reads back, bounded depth.

use proptest::collection::vec;
use proptest::prelude::*;
use rapporteur::model::view::Own;
use rapporteur::query::error::Mistake;
use rapporteur::query::field::{FIELDS, Field};
use rapporteur::query::filter::{Compare, SortKey};
use rapporteur::query::tree::{Form, Kind, Node, Query, Reach, Value, Words};
use rapporteur::query::{complete, edit, parse, resolve};
use rapporteur::text::{self, caret};

use super::vocabulary;

/// The same tree without places.
fn bare(node: &Node) -> Node {
    let all = |nodes: &[Node]| nodes.iter().map(bare).collect();
    let kind = match &node.kind {
        Kind::All(nodes) => Kind::All(all(nodes)),
        Kind::Any(nodes) => Kind::Any(all(nodes)),
        Kind::Not(inner) => Kind::Not(Box::new(bare(inner))),
        Kind::Text(words) => Kind::Text(words.clone()),
        Kind::Field(field, values) => {
            let values = values.iter().map(|value| Value { span: 0..0, form: value.form.clone() });
            Kind::Field(*field, values.collect())
        }
        Kind::Tag(nodes) => Kind::Tag(all(nodes)),
    };
    Node { span: 0..0, kind }
}

fn node(kind: Kind) -> Node {
    Node { span: 0..0, kind }
}

/// Pieces of the language and letters of many scripts, put together at random.
fn scraps() -> impl Strategy<Value = String> {
    vec(scrap(), 0..14).prop_map(|scraps| scraps.concat())
}

fn scrap() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "(",
            ")",
            "-",
            "\"",
            "“",
            "”",
            "«",
            "»",
            "*",
            "＊",
            "~",
            "~5",
            "～３",
            "note:",
            ",",
            "..",
            "…",
            "=",
            ">",
            "<=",
            "≥",
            "@",
            "\\",
            " ",
            "\u{3000}",
            "OR",
            "OR ",
            "attr:",
            "q:",
            "q:8..11",
            "theme:",
            "theme:ipv6",
            "stance:for",
            "analyst:",
            "tag:(",
            "status:",
            "todo",
            "sort:-date",
            "date:",
            "2025-01-16",
            "words:",
            "５",
            "٣",
            "：",
            "،",
            "互联",
            "Ещё",
            "id:",
            "is:any",
            "sample:",
            "sample:5",
            "@7",
            "source:",
            "has:translation",
            "x",
            "-q:1..9",
            "type:",
            ".",
            "\u{202e}",
            "e\u{301}",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ]
}

fn words() -> impl Strategy<Value = Words> {
    let reach = prop::sample::select(vec![Reach::Exact, Reach::Beginning]);
    (written(), reach).prop_map(|(text, reach)| Words { text, reach })
}

/// Words to find in a text or in a note.
fn looked_for() -> impl Strategy<Value = Words> {
    let reach = prop_oneof![
        prop::sample::select(vec![Reach::Exact, Reach::Beginning, Reach::Forms]),
        (0..=1_000_u32).prop_map(Reach::Near),
    ];
    (written(), reach).prop_map(|(text, reach)| Words { text, reach })
}

fn written() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9é\"\\\\:,.()*~= －“”’@互…-]{1,8}|OR|q:1|a~5|x~"
        .prop_filter("not only blanks", |text| !text.trim().is_empty())
}

fn name() -> impl Strategy<Value = String> {
    words().prop_map(|words| words.text)
}

fn form() -> impl Strategy<Value = Form> {
    let compare = prop::sample::select(vec![Compare::More, Compare::AtLeast, Compare::Less, Compare::AtMost]);
    prop_oneof![
        words().prop_map(Form::Plain),
        name().prop_map(Form::Exactly),
        (compare, name()).prop_map(|(compare, text)| Form::Compared(compare, text)),
        (name(), prop::option::of(name())).prop_map(|(from, to)| Form::Range(Some(from), to)),
        name().prop_map(|to| Form::Range(None, Some(to))),
    ]
}

fn attribute() -> impl Strategy<Value = Node> {
    let pair = (name(), words()).prop_map(|(head, words)| Value { span: 0..0, form: Form::Of(head, words) });
    vec(pair, 1..4).prop_map(|values| node(Kind::Field(Field::Attribute, values)))
}

fn field(fields: Vec<Field>) -> impl Strategy<Value = Node> {
    (prop::sample::select(fields), vec(form().prop_map(|form| Value { span: 0..0, form }), 1..4))
        .prop_map(|(field, values)| node(Kind::Field(field, values)))
}

fn tree() -> impl Strategy<Value = Node> {
    let fields = FIELDS
        .iter()
        .map(|info| info.field)
        .filter(|f| !matches!(f, Field::Tag | Field::Sample | Field::Sort | Field::Attribute))
        .collect();
    let leaf = prop_oneof![
        looked_for().prop_map(|words| node(Kind::Text(words))),
        looked_for().prop_map(|words| node(Kind::Field(
            Field::Note,
            vec![Value { span: 0..0, form: Form::Plain(words) }]
        ))),
        field(fields),
        attribute(),
        vec(field(vec![Field::Theme, Field::Stance, Field::Analyst]), 1..4)
            .prop_map(|nodes| node(Kind::Tag(nodes))),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(|nodes| node(Kind::All(nodes))),
            vec(inner.clone(), 2..4).prop_map(|nodes| node(Kind::Any(nodes))),
            inner.prop_map(|inner| node(Kind::Not(Box::new(inner)))),
        ]
    })
}

/// Something that is said, and then changed in a few places as slips of the hand do.
fn slips() -> impl Strategy<Value = String> {
    let slip = (0..5_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>(), scrap());
    (tree().prop_map(|root| root.to_string()), vec(slip, 0..4)).prop_map(|(said, slips)| {
        slips.into_iter().fold(said, |text, (kind, one, other, scrap)| {
            let mut letters: Vec<char> = text.chars().collect();
            let (one, other) = (one.index(letters.len() + 1), other.index(letters.len() + 1));
            let (from, to) = (one.min(other), one.max(other));
            match kind {
                0 => drop(letters.drain(from..to.min(from + 3))),
                1 => drop(letters.splice(from..from, scrap.chars())),
                2 => drop(letters.splice(from..to, scrap.chars())),
                3 => letters.extend_from_within(from..to),
                _ => letters[from..to].reverse(),
            }
            letters.into_iter().collect()
        })
    })
}

/// Every place lies within the text, at letters' bounds, and within the place of what holds it.
fn check_places(text: &str, node: &Node) {
    assert!(text.get(node.span.clone()).is_some(), "{:?} of {text:?}", node.span);
    let held: &[Node] = match &node.kind {
        Kind::All(nodes) | Kind::Any(nodes) | Kind::Tag(nodes) => nodes,
        Kind::Not(inner) => std::slice::from_ref(&**inner),
        Kind::Text(_) => &[],
        Kind::Field(_, values) => {
            assert!(values.iter().all(|value| text.get(value.span.clone()).is_some()));
            &[]
        }
    };
    for inner in held {
        assert!(node.span.start <= inner.span.start && inner.span.end <= node.span.end, "{node:?}");
        check_places(text, inner);
    }
}

fn check(text: &str) {
    let vocabulary = vocabulary();
    for at in [0, text.len() / 2, text.len()] {
        complete(text, at, &vocabulary, &[]);
    }
    let query = match parse(text) {
        Ok(query) => query,
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some(), "{error:?} of {text:?}");
            assert_eq!(caret::under(&error.to_string(), text, error.span).lines().count(), 3);
            assert_eq!(edit::include(text, "q", "7"), text);
            return;
        }
    };
    check_places(text, &query.root);
    let printed = query.to_string();
    let again = parse(&printed).unwrap_or_else(|error| panic!("{text:?} prints as {printed:?}: {error}"));
    assert_eq!(bare(&again.root), bare(&query.root), "{text:?} prints as {printed:?}");
    assert_eq!(again.to_string(), printed);
    if let Err(error) = resolve(&query, &vocabulary) {
        assert!(text.get(error.span).is_some());
    }
    check_edits(text, &query);
}

/// Panes never make a query that does not parse, and a choice that is taken back is gone.
fn check_edits(text: &str, query: &Query) {
    for term in edit::terms(text) {
        parse(&term.1).unwrap_or_else(|error| panic!("{text:?} without {:?}: {:?}: {error}", term.0, term.1));
    }
    for edited in
        [edit::exclude(text, "type", "a b"), edit::only(text, "q", "7"), edit::with_sort(text, "date")]
    {
        parse(&edited).unwrap_or_else(|error| panic!("{text:?} became {edited:?}: {error}"));
    }
    assert!(edit::choices(&edit::clear(text, "theme"), "theme").is_empty());
    let chosen = edit::only(text, "region", "x");
    assert_eq!(
        edit::choices(&chosen, "region"),
        [("x".to_owned(), edit::Choice::Chosen)],
        "{text:?} {query}"
    );
    assert!(edit::choices(&edit::include(&chosen, "region", "x"), "region").is_empty());
    check_pane(text);
    for field in [Field::Region, Field::Question, Field::Theme] {
        let name = field.name();
        let before = others(text, field);
        for edited in [
            edit::include(text, name, "7"),
            edit::exclude(text, name, "x y"),
            edit::only(text, name, "8..11"),
            edit::clear(text, name),
        ] {
            assert_eq!(others(&edited, field), before, "{text:?} became {edited:?}");
        }
    }
}

/// The same of a pane with values of two fields.
fn check_pane(text: &str) {
    let own = [Own::Field("region"), Own::Field("country")];
    let none = edit::pane::clear(text, &own);
    assert!(edit::pane::choices(&none, &own).is_empty(), "{text:?} became {none:?}");
    let one = edit::pane::only(text, &own, "region", "x y");
    let two = edit::pane::include(&one, &own, "country", "z");
    assert_eq!(
        edit::pane::choices(&two, &own),
        [
            ("region", "x y".to_owned(), edit::Choice::Chosen),
            ("country", "z".to_owned(), edit::Choice::Chosen)
        ],
        "{text:?} became {two:?}"
    );
    let out = edit::pane::exclude(&two, &own, "region", "x y");
    assert_eq!(
        edit::pane::choices(&out, &own),
        [
            ("country", "z".to_owned(), edit::Choice::Chosen),
            ("region", "x y".to_owned(), edit::Choice::LeftOut)
        ],
        "{text:?} became {out:?}"
    );
    for edited in [none, one, two, out, edit::pane::include(text, &own, "country", "z")] {
        parse(&edited).unwrap_or_else(|error| panic!("{text:?} became {edited:?}: {error}"));
    }
}

/// Terms side by side, those between parentheses too: a group that is left alone needs none.
fn gather_others(node: &Node, field: Field, terms: &mut Vec<String>) {
    match &node.kind {
        Kind::All(nodes) => nodes.iter().for_each(|node| gather_others(node, field, terms)),
        Kind::Field(of, _) if *of == field => {}
        Kind::Not(inner) if matches!(&inner.kind, Kind::Field(of, _) if *of == field) => {}
        _ => terms.push(node.to_string()),
    }
}

/// Terms, a sample with its seed, and an order.
type Others = (Vec<String>, Option<(u32, Option<u64>)>, Vec<SortKey>);

/// What a query says beside the terms of a field: its other terms, its sample and its order.
fn others(text: &str, field: Field) -> Others {
    let query = parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    let mut terms = Vec::new();
    gather_others(&query.root, field, &mut terms);
    let sample = query.sample.as_ref().map(|sample| (sample.count, sample.seed));
    (terms, sample, query.sort.iter().map(|sort| sort.key).collect())
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_with_a_true_place(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_scraps_are_read_or_refused_with_a_true_place(text in scraps()) {
        check(&text);
    }

    #[test]
    fn any_slip_is_read_or_refused_with_a_true_place(text in slips()) {
        check(&text);
    }

    #[test]
    fn any_tree_prints_as_text_that_reads_as_the_tree(root in tree()) {
        let printed = root.to_string();
        let again = parse(&printed);
        prop_assert_eq!(again.map(|query| bare(&query.root)), Ok(root), "{}", printed);
    }

    #[test]
    fn display_takes_any_text(text in any::<String>(), columns in 0_usize..12, start in 0_usize..20, length in 0_usize..20) {
        let short = text::truncate(&text, columns);
        prop_assert!(text::width(&short) <= columns, "{:?}", short);
        prop_assert_eq!(caret::under("m", &text, start..start + length).lines().count(), 3);
    }
}

#[test]
fn depth_and_length_are_bounded() {
    let mistake = |text: &str| parse(text).unwrap_err().mistake;
    for sign in ["(", "-", "tag:(", "-(", "(a OR "] {
        assert!(matches!(mistake(&sign.repeat(10_000)), Mistake::TooDeep(_)), "{sign}");
    }
    assert!(matches!(mistake(&"a ".repeat(50_000)), Mistake::TooMany(_)));
    assert!(matches!(mistake(&"a OR ".repeat(20_000)), Mistake::TooMany(_)));
    assert!(matches!(mistake(&"a~ ".repeat(30_000)), Mistake::TooMany(_)));
    assert!(matches!(mistake(&"\"a b\"~5".repeat(10_000)), Mistake::TooMany(_)));
    assert!(matches!(mistake(&"\"".repeat(99_999)), Mistake::EmptyPhrase));
    assert!(matches!(mistake(&format!("\"a b\"~{}", "9".repeat(90_000))), Mistake::TooFar(_)));
    let field = parse(&format!("{}:", "a".repeat(90_000))).unwrap_err();
    assert!(field.to_string().len() < 300);
    assert!(parse(&"a".repeat(100_000)).is_ok());
    assert!(matches!(mistake(&"a".repeat(100_001)), Mistake::TooLong(100_000)));
    assert!(parse(&format!("id:{}1", "1,".repeat(1_000))).is_ok());
    assert!(matches!(mistake(&format!("id:{}1", "1,".repeat(40_000))), Mistake::TooManyValues(_)));
    assert!(matches!(mistake(&format!("sort:{}date", "-date,".repeat(15_000))), Mistake::TooManyValues(_)));
    let looked_up = |text: &str| resolve(&parse(text).unwrap(), &vocabulary()).unwrap_err().mistake;
    for end in ["", "*", "~", "~5"] {
        let phrase = format!("\"{}\"{end}", "a ".repeat(40_000));
        assert!(matches!(looked_up(&phrase), Mistake::TooManyWords(_)), "{end}");
    }
}

/// Inputs as somebody would write them who wants the program to stand still, a million bytes long and as long as a query
/// may be.
#[test]
fn a_million_bytes_of_anything_are_answered() {
    let units = [
        "(",
        ")",
        "-",
        "\"",
        "\"\"",
        "“",
        "«a",
        ",",
        "a OR ",
        "OR ",
        "*",
        "~",
        "~5",
        "note:a,",
        "note:",
        "id:",
        "q:1..",
        "…",
        "=",
        "attr:a=",
        "\\",
        "\"\\",
        "a:",
        "theme:",
        "sort:-date ",
        "sample:5 ",
        "\u{202e}",
        "互",
        "e\u{301}",
        "：",
        "a\"",
        "type:a,\"",
        "x\"y\"",
    ];
    for (unit, length) in units.iter().flat_map(|unit| [(unit, 1_000_000), (unit, 100_000)]) {
        let text = unit.repeat(length / unit.len());
        let edited = edit::include(&text, "q", "7");
        match parse(&text) {
            // What is added may make it too long.
            Ok(query) => assert!(
                edited == text || parse(&edited).unwrap().terms().len() > query.terms().len(),
                "{unit}"
            ),
            Err(error) => {
                assert!(text.get(error.span.clone()).is_some(), "{unit}");
                assert!(error.to_string().len() < 500, "{unit}: {}", error.to_string().len());
                assert_eq!(edited, text, "{unit}");
            }
        }
        assert!(complete(&text, text.len(), &vocabulary(), &[]).len() <= 50, "{unit}");
    }
}
