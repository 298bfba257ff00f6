//! Fields and the names that they take.

use jiff::civil::date;
use rapporteur::model::call::Key;
use rapporteur::model::id::{ListId, MadeId};
use rapporteur::model::work::Status;
use rapporteur::query::filter::{Compare, Filter, MetadataField, NameField, TagMatch, TextMatch, Whose};
use rapporteur::query::vocabulary::WordForms;

use super::{filter, themes};

fn words(tokens: &[&str], prefix: bool) -> Filter {
    Filter::Text(TextMatch::Phrase { tokens: tokens.iter().map(|t| (*t).to_owned()).collect(), prefix })
}

fn questions(numbers: impl IntoIterator<Item = u32>) -> Filter {
    Filter::Question(numbers.into_iter().map(|n| Key(format!("question-{n}"))).collect())
}

fn metadata(field: MetadataField, values: &[&str]) -> Filter {
    Filter::Metadata(field, values.iter().map(|v| (*v).to_owned()).collect())
}

#[test]
fn words_phrases_and_beginnings_are_folded() {
    assert_eq!(filter("Été"), Ok(words(&["ete"], false)));
    assert_eq!(filter("\"Routing  Security\""), Ok(words(&["routing", "security"], false)));
    assert_eq!(filter("“multi-stake”*"), Ok(words(&["multi", "stake"], true)));
    assert_eq!(filter("互联网"), Ok(words(&["互", "联", "网"], false)));
    assert_eq!(filter("Ещё أمن ＩＰｖ６").unwrap(), filter("еще امن ipv6").unwrap());
    assert_eq!(filter(""), Ok(Filter::All(Vec::new())));
}

#[test]
fn questions_go_by_number_key_list_and_range() {
    assert_eq!(filter("q:11"), Ok(questions([11])));
    assert_eq!(filter("q:4,9"), Ok(questions([4, 9])));
    assert_eq!(filter("q:8..11"), Ok(questions(8..=11)));
    assert_eq!(filter("q:8…11"), Ok(questions(8..=11)));
    assert_eq!(filter("ｑ：٤،٩"), Ok(questions([4, 9])));
    assert_eq!(filter("question:question-3"), Ok(questions([3])));
    assert_eq!(filter("-q:1..9"), Ok(Filter::Not(Box::new(questions(1..=9)))));
    assert_eq!(filter("–q:1"), Ok(Filter::Not(Box::new(questions([1])))));
    assert_eq!(filter("section:2"), Ok(Filter::Section(vec![Key("s2".into())])));
    assert_eq!(filter("section:ahead"), Ok(Filter::Section(vec![Key("s2".into())])));
}

#[test]
fn shortlists_go_by_name_and_by_the_only_one_that_holds_a_part() {
    let lists = |numbers: &[u8]| {
        let id = |n: &u8| ListId(MadeId { maker: [*n; 16], n: 0 });
        Ok(Filter::Shortlisted(numbers.iter().map(id).collect()))
    };
    assert_eq!(filter("shortlist:\"chapter 3: infrastructure\""), lists(&[1]));
    assert_eq!(filter("shortlist:annex,infra"), lists(&[3, 1]));
    assert!(filter("shortlist:chapter").unwrap_err().to_string().contains("several"));
    assert_eq!(filter("shortlist:anex").unwrap_err().suggestion.as_deref(), Some("Annex"));
}

#[test]
fn metadata_goes_by_value_code_and_part() {
    use MetadataField::{Country, Language, Region, StakeholderType};
    assert_eq!(filter("type:civil"), Ok(metadata(StakeholderType, &["Civil society"])));
    assert_eq!(
        filter("type:government,private-sector"),
        Ok(metadata(StakeholderType, &["Government", "Private sector"]))
    );
    assert_eq!(filter("country:Switzerland,nl"), Ok(metadata(Country, &["CH", "NL"])));
    assert_eq!(filter("country:switz"), Ok(metadata(Country, &["CH"])));
    assert_eq!(filter("country:ruri"), Ok(metadata(Country, &["Ruritania"])));
    assert_eq!(filter("lang:français"), Ok(metadata(Language, &["fr"])));
    // An exact value wins over the others that hold it.
    assert_eq!(filter("region:europe"), Ok(metadata(Region, &["Europe"])));
}

#[test]
fn what_the_world_knows_and_nobody_has_matches_nothing_and_is_no_mistake() {
    assert_eq!(filter("country:Brazil"), Ok(metadata(MetadataField::Country, &["BR"])));
    assert_eq!(filter("lang:zh"), Ok(metadata(MetadataField::Language, &["zh"])));
    assert_eq!(filter("type:academia"), Ok(metadata(MetadataField::StakeholderType, &["academia"])));
}

#[test]
fn names_need_a_part_only() {
    assert_eq!(filter("from:\"RIPE ncc\""), Ok(Filter::Holds(NameField::Submitter, vec!["ripe ncc".into()])));
    assert_eq!(filter("ref:WSIS20-017"), Ok(Filter::Holds(NameField::Reference, vec!["wsis20 017".into()])));
    assert_eq!(filter("id:4F2a,00"), Ok(Filter::Id(vec!["4f2a".into(), "00".into()])));
}

#[test]
fn states_are_mine_anothers_anyones_or_no_ones() {
    use Status::{Flagged, Reviewed, Todo};
    assert_eq!(filter("status:todo,flagged"), Ok(Filter::Status(vec![Todo, Flagged], Whose::Mine)));
    assert_eq!(filter("status:reviewed@any"), Ok(Filter::Status(vec![Reviewed], Whose::Anyone)));
    assert_eq!(filter("status:reviewed@none"), Ok(Filter::Status(vec![Reviewed], Whose::NoOne)));
    assert_eq!(filter("status:todo@ALICE"), Ok(Filter::Status(vec![Todo], Whose::Analyst("alice".into()))));
    let tables = Whose::Analyst("bobby tables".into());
    assert_eq!(filter("status:todo@\"bobby tables\""), Ok(Filter::Status(vec![Todo], tables)));
}

#[test]
fn days_and_numbers_have_open_ends() {
    let days = |from, to| Ok(Filter::Submitted(from, to));
    let (first, last) = (date(2025, 1, 1), date(2025, 1, 31));
    assert_eq!(filter("date:2025-01-16"), days(Some(date(2025, 1, 16)), Some(date(2025, 1, 16))));
    assert_eq!(filter("date:..2025-01-31"), days(None, Some(last)));
    assert_eq!(filter("date:2025-01.."), days(Some(first), None));
    assert_eq!(filter("date:2025-01"), days(Some(first), Some(last)));
    assert_eq!(filter("date:>2025-01-31"), days(Some(date(2025, 2, 1)), None));
    assert_eq!(filter("words:>500"), Ok(Filter::Words(Compare::More, 500)));
    assert_eq!(filter("words:≤٥٠٠"), Ok(Filter::Words(Compare::AtMost, 500)));
    assert_eq!(
        filter("words:10..20"),
        Ok(Filter::All(vec![Filter::Words(Compare::AtLeast, 10), Filter::Words(Compare::AtMost, 20)]))
    );
}

#[test]
fn the_rest_of_the_table() {
    assert_eq!(filter("is:late,any"), Ok(Filter::Any(vec![Filter::Late, Filter::Everything])));
    assert_eq!(filter("has:theme"), Ok(Filter::Tagged(TagMatch::default())));
    assert_eq!(filter("no:note"), Ok(Filter::Not(Box::new(Filter::Noted(vec![])))));
    let note = TextMatch::Phrase { tokens: vec!["quot".into()], prefix: true };
    assert_eq!(filter("note:quot*"), Ok(Filter::Noted(vec![note])));
    assert_eq!(
        filter("a OR -(b c)"),
        Ok(Filter::Any(vec![
            words(&["a"], false),
            Filter::Not(Box::new(Filter::All(vec![words(&["b"], false), words(&["c"], false)])))
        ]))
    );
}

#[test]
fn a_theme_is_found_by_name_path_or_a_part() {
    let tagged =
        |names: &[&str]| Ok(Filter::Tagged(TagMatch { themes: Some(themes(names)), ..TagMatch::default() }));
    assert_eq!(filter("theme:ipv6"), tagged(&["IPv6"]));
    assert_eq!(filter("theme:infrastructure/ipv6"), tagged(&["IPv6"]));
    assert_eq!(filter("theme:\"infrastructure / IPv6\""), tagged(&["IPv6"]));
    assert_eq!(filter("theme:\"routing security\""), tagged(&["Routing security"]));
    assert_eq!(filter("theme:egal"), tagged(&["Égalité"]));
    assert_eq!(filter("theme:tcp/ip"), tagged(&["TCP/IP"]));
    assert_eq!(
        filter("theme:infra"),
        tagged(&["Infrastructure", "IPv6", "Routing security", "Routing policy"])
    );
    assert_eq!(filter("theme:=infrastructure"), tagged(&["Infrastructure"]));
}

#[test]
fn words_near_each_other_are_those_between_blanks() {
    let near = |words: &[&[&str]], within| {
        let phrase = |word: &&[&str]| word.iter().map(|token| (*token).to_owned()).collect();
        TextMatch::Near(words.iter().map(phrase).collect(), within)
    };
    let text = |words, within| Ok(Filter::Text(near(words, within)));
    assert_eq!(filter("\"Routing Security\"~5"), text(&[&["routing"], &["security"]], 5));
    assert_eq!(filter("«l'accès  Internet»～１０"), text(&[&["l", "acces"], &["internet"]], 10));
    assert_eq!(filter("\"互联网 治理\"~0"), text(&[&["互", "联", "网"], &["治", "理"]], 0));
    assert_eq!(filter("\"a – b\"~1000"), text(&[&["a"], &["b"]], 1_000));
    assert_eq!(filter("note:\"a b\"~3"), Ok(Filter::Noted(vec![near(&[&["a"], &["b"]], 3)])));
    let nots = Filter::Not(Box::new(text(&[&["a"], &["b"]], 3).unwrap()));
    assert_eq!(filter("-\"a b\"~3"), Ok(nots));
}

#[test]
fn a_tilde_within_words_is_no_sign() {
    assert_eq!(filter("a~b"), Ok(words(&["a", "b"], false)));
    assert_eq!(filter("~a"), Ok(words(&["a"], false)));
    assert_eq!(filter("\"2020~2025\""), Ok(words(&["2020", "2025"], false)));
    assert_eq!(filter("~5"), Ok(words(&["5"], false)));
    let printed = |text: &str| rapporteur::query::parse(text).unwrap().to_string();
    assert_eq!(printed("Routing~ ＂a  b＂～ note:x~,\"a b\"~2 "), "Routing~ \"a  b\"~ note:x~,\"a b\"~2");
    assert_eq!(printed("\"x\"~ \"x~\" ~x a~~"), "x~ \"x~\" \"~x\" \"a~\"~");
}

#[test]
fn forms_are_those_that_the_workspace_has_by_language() {
    let mut vocabulary = super::vocabulary();
    let phrases = |words: &[&str]| words.iter().map(|word| vec![(*word).to_owned()]).collect::<Vec<_>>();
    let (english, french) = (phrases(&["routes", "routed"]), phrases(&["routee"]));
    let languages = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    let known = WordForms {
        in_texts: vec![(languages(&["en"]), english.clone()), (languages(&["fr", "pt"]), french.clone())],
        in_notes: phrases(&["routes"]),
        too_many: None,
    };
    vocabulary.forms.insert("Route".to_owned(), known);
    vocabulary.forms.insert("in".to_owned(), WordForms { too_many: Some(200), ..WordForms::default() });
    let resolve = |text: &str| {
        rapporteur::query::resolve(&rapporteur::query::parse(text).unwrap(), &vocabulary).map(|r| r.filter)
    };
    let of = |codes: &[&str], words| {
        let language = Filter::Metadata(MetadataField::Language, languages(codes));
        Filter::All(vec![language, Filter::Text(TextMatch::Either(words))])
    };
    let any = vec![words(&["route"], false), of(&["en"], english), of(&["fr", "pt"], french)];
    assert_eq!(resolve("Route~"), Ok(Filter::Any(any)));
    assert_eq!(resolve("Route"), Ok(words(&["route"], false)));
    // Of what the workspace knows nothing, the word itself is looked for.
    assert_eq!(resolve("路由~"), Ok(words(&["路", "由"], false)));
    let either = TextMatch::Either(phrases(&["route", "routes"]));
    assert_eq!(resolve("note:Route~"), Ok(Filter::Noted(vec![either])));
    let error = resolve("a in~").unwrap_err();
    assert_eq!(
        (error.span.clone(), error.to_string()),
        (
            2..5,
            "more than 200 other forms of “in” are here; write fewer words, or the beginning of one with *"
                .into()
        )
    );
}
