//! The quotations of what was delivered, found again.

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::strategy::Strategy as _;
use rapporteur::export::document::{self, About, Block, Citation, Kind, Quotation};
use rapporteur::intake;
use rapporteur::intake::quotations;
use rapporteur::model::span::Span;
use rapporteur::text::shorten;
use rapporteur::text::verbatim::{Pieces, Wording};
use serde_json::Value;

use super::desk::Desk;

const FORM: &str = "reference,organisation,country,q1,q3,q8\n\
    A-1,Lakes Authority,KE,\"Half of our members still share one address among dozens of customers.\n\nThat \"\"breaks\"\" services - and trust.\",نقترح أن يشمل التقرير السنوي مؤشرا لتأمين التوجيه 👩🏽‍💻,台风来时谁来修？修多久？谁付钱？\n\
    A-2,Atoll Link,FJ,No plan for the information society is real where one anchor can end it.,We ask for a chair that carries weight.,\n";

/// A desk with two submissions, a translation, a tagged passage, and a shortlist with a cut in it.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("form.csv", FORM);
    desk.run(["import", "form.csv"]).done();
    let translation = "We propose an indicator.\n\nOn routing.";
    desk.run(["translate", "q:3", "from:Lakes", "--text", translation, "--language", "en"]).done();
    desk.run(["tag", "q:1", "from:Atoll", "--add", "IPv6"]).done();
    desk.run(["shortlist", "Chapter", "--new"]).done();
    desk.run(["shortlist", "Chapter", "--add", "q:1"]).done();
    desk
}

/// How many quotations of each verdict; the status is checked.
fn verdicts(desk: &Desk, file: &str, status: i32) -> Vec<String> {
    let ran = desk.run(["verify", file, "--format", "json"]);
    assert_eq!(ran.status, status, "{file}: {}{}", ran.text(), ran.err);
    let all: Vec<Value> = serde_json::from_slice(&ran.out).unwrap();
    assert!(!all.is_empty(), "{file}");
    all.iter().map(|one| one["verdict"].as_str().unwrap().to_owned()).collect()
}

fn edit(desk: &Desk, name: &str, as_name: &str, changes: &[(&str, &str)]) {
    let mut text = std::fs::read_to_string(desk.path(name)).unwrap();
    for (old, new) in changes {
        assert!(text.contains(old), "{old} in {text}");
        text = text.replacen(old, new, 1);
    }
    desk.write(as_name, text);
}

#[test]
fn what_was_written_is_right_in_every_format() {
    let desk = desk();
    for (format, count) in
        [("md", 6), ("docx", 6), ("html", 6), ("csv", 6), ("xlsx", 6), ("json", 6), ("jsonl", 6)]
    {
        let file = format!("all.{format}");
        desk.run(["export", "-o", &file]).done();
        assert_eq!(verdicts(&desk, &file, 0), vec!["right"; count], "{file}");
        let list = format!("list.{format}");
        desk.run(["export", "--shortlist", "Chapter", "-o", &list]).done();
        assert!(verdicts(&desk, &list, 0).iter().all(|it| it == "right"), "{list}");
    }
    desk.run(["compilation", "-o", "whole.docx"]).done();
    assert_eq!(verdicts(&desk, "whole.docx", 0), vec!["right"; 5]);
}

#[test]
fn what_was_changed_since_is_told_and_what_word_changes_is_not() {
    let desk = desk();
    desk.run(["export", "q:1", "-o", "a.md"]).done();
    let typed = [
        ("\"breaks\"", "“breaks”"),
        ("services - and", "services – and"),
        ("Half of our", "“Half\u{a0}of\nour"),
    ];
    edit(&desk, "a.md", "typed.md", &typed);
    assert_eq!(verdicts(&desk, "typed.md", 0), ["right", "right"]);
    edit(
        &desk,
        "a.md",
        "cut.md",
        &[("still share one address among dozens of customers.", "[…] customers.")],
    );
    assert_eq!(verdicts(&desk, "cut.md", 0), ["right", "right"]);

    edit(&desk, "a.md", "altered.md", &[("one address", "two addresses")]);
    let ran = desk.run(["verify", "altered.md"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    for words in
        ["altered: altered.md, line", "still share two addresses among", "still share one address among"]
    {
        assert!(ran.text().contains(words), "{words} in {}", ran.text());
    }
    assert!(ran.text().ends_with("2 quotations in 1 file: 1 right, 1 altered\n"), "{}", ran.text());

    // Two citations change places.
    let text = std::fs::read_to_string(desk.path("a.md")).unwrap();
    let cited: Vec<&str> = text.lines().filter(|line| line.starts_with('—')).collect();
    edit(&desk, "a.md", "swapped.md", &[(cited[0], "@"), (cited[1], cited[0]), ("@", cited[1])]);
    assert_eq!(verdicts(&desk, "swapped.md", 1), ["misattributed", "misattributed"]);
    edit(
        &desk,
        "a.md",
        "other.md",
        &[("question 1", "question 3"), ("**Atoll Link**", "**Lakes Authority**")],
    );
    let all = desk.run(["verify", "other.md", "--format", "jsonl"]);
    assert!(all.text().contains("under question 1, the file says question 3"), "{}", all.text());
    assert_eq!(
        all.text().matches("\"misattributed\"").count(),
        if cited[0].contains("Atoll") { 1 } else { 2 }
    );

    // Without a reference, the words are looked for everywhere.
    desk.write(
        "bare.md",
        "> one anchor can end it.\n\nAnd:\n\n> Nobody ever sent words like these to anyone.\n",
    );
    assert_eq!(verdicts(&desk, "bare.md", 1), ["without_reference", "gone"]);

    desk.run(["undo"]).done();
    let imported = desk.run(["history", "--format", "json"]).json();
    let import = imported.as_array().unwrap().iter().find(|one| one["kind"] == "import").unwrap();
    desk.run(["undo", import["id"].as_str().unwrap()]).done();
    assert_eq!(verdicts(&desk, "a.md", 1), ["gone", "gone"]);
}

#[test]
fn a_file_that_cannot_be_read_is_told_with_what_to_do() {
    let desk = desk();
    desk.write("cut.docx", b"PK\x03\x04 and no more");
    desk.write("deep.html", format!("<html><body>{}", "<blockquote>".repeat(200_000)));
    desk.write("deep.json", "[".repeat(100_000));
    desk.write("empty.md", "");
    desk.run(["verify", "cut.docx"]).fails(2, &["cut.docx is damaged", "hint: "]);
    desk.run(["verify", "deep.json"]).fails(2, &["deep.json is damaged", "hint: "]);
    desk.run(["verify", "empty.md"]).fails(2, &["empty.md is empty", "hint: "]);
    desk.run(["verify", "none.md"]).fails(1, &["none.md", "hint: "]);
    let deep = desk.run(["verify", "deep.html"]);
    assert!(!deep.err.contains("panicked") && [0, 2].contains(&deep.status), "{}", deep.err);
    desk.write(
        "long.md",
        format!("{}\n", "> A line of ten million bytes, “quoted” … again.\n>\n".repeat(10_000)),
    );
    assert_eq!(verdicts(&desk, "long.md", 1), ["gone"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_quotation_is_found_again_after_it_was_written_and_read(
        words in vec(prop_oneof!["[ -~]{0,8}", any::<char>().prop_map(String::from), "[a-z]{1,8} ", "[一-龥]{1,4}", "\n\n?"], 1..24),
        ends in vec((0..120_u32, 0..120_u32), 0..3),
        kind in 0..Kind::ALL.len(),
    ) {
        let text = words.concat();
        let spans: Vec<Span> = ends.into_iter().map(|(a, b)| Span::new(a.min(b), a.max(b))).collect();
        let shown = shorten::shortened(&text, &shorten::holding(&text, &shorten::cuts(&text, &spans)));
        let citation = Citation { who: "A".to_owned(), place: vec!["answer to question 1".to_owned(), "R".to_owned()], id: "0123456789ab".to_owned(), ..Citation::default() };
        let about = About { title: "T".to_owned(), author: "A".to_owned(), written_on: jiff::civil::date(2025, 1, 2), language: "en".to_owned() };
        let mut bytes = Vec::new();
        let kind = Kind::ALL[kind];
        {
            let mut writer = document::writer(kind, &mut bytes, &about).unwrap();
            writer.block(&Block::words("Before.")).unwrap();
            writer.block(&Block::Quotation(Quotation { text: shown.clone(), language: None, citation, remarks: Vec::new() })).unwrap();
            writer.finish().unwrap();
        }
        let name = format!("a.{}", kind.ending());
        let found = quotations::of(&intake::read(&bytes, &name).unwrap());
        if Pieces::of(&shown).is_empty() {
            return Ok(());
        }
        prop_assert_eq!(found.len(), 1, "{:?} in {}", shown, name);
        prop_assert_eq!(found[0].cited.as_ref().map(|it| it.id.as_str()), Some("0123456789ab"));
        let again = found[0].paragraphs.join("\n\n");
        let stands = Pieces::of(&again).stand_in(&Wording::of(&text));
        prop_assert!(stands.is_ok(), "{name}: {again:?} of {text:?}: {stands:?}");
    }
}
