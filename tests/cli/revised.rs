//! A revised document: it replaces its former version, and what was said of words that still stand stays on them.

use std::fmt::Write as _;

use serde_json::Value;

use super::desk::Desk;

/// Sentences that stand in the first version; the seventh and the twelfth are not in the second.
fn sentence(i: usize) -> String {
    format!("Sentence {i} says that matter number {i} needs the care of everybody.")
}

fn paper(sentences: impl IntoIterator<Item = String>) -> String {
    let mut text = "# The Example Net Contribution to the WSIS+20 Review\n\nThank you for asking.\n\n\
                    ## 1- What are the main achievements of the implementation of the WSIS process in the past 20 years?\n\n"
        .to_owned();
    for sentence in sentences {
        writeln!(text, "{sentence}\n").unwrap();
    }
    text
}

fn first() -> String {
    paper((0..20).map(sentence))
}

/// Two sentences are gone, one is new before them all, and the others stand in another order.
fn second() -> String {
    let others = (0..20).rev().filter(|i| *i != 7 && *i != 12).map(sentence);
    paper(std::iter::once("A new beginning.".to_owned()).chain(others))
}

fn reviewed() -> Desk {
    let desk = Desk::new();
    desk.write("S-17.md", first());
    desk.run(["import", "S-17.md"]).done();
    desk
}

/// Notes the beginning of each sentence, through the command line: a passage with its place.
fn tagged(desk: &Desk) {
    let text = desk.list("q:1")[0]["text"].as_str().unwrap().to_owned();
    for i in 0..20 {
        let at = text.find(&sentence(i)).unwrap();
        let (start, end) =
            (text[..at].chars().count(), text[..at].chars().count() + sentence(i).chars().count());
        let place = format!("{start}..{end}");
        desk.run(["note", "q:1", "--passage", &place, "--text", &format!("about {i}")]).done();
    }
}

fn quotes(desk: &Desk) -> Vec<(String, Option<String>)> {
    let answer = &desk.list("q:1")[0];
    let text: Vec<char> = answer["text"].as_str().unwrap().chars().collect();
    let notes = answer["notes"].as_array().unwrap();
    notes
        .iter()
        .map(|note| {
            let span = note["start"].as_u64().zip(note["end"].as_u64());
            let words = span.map(|(start, end)| text[start as usize..end as usize].iter().collect());
            (note["text"].as_str().unwrap().to_owned(), words)
        })
        .collect()
}

fn astray(desk: &Desk, reference: &str) -> Vec<String> {
    let shown = desk.run(["show", reference, "--format", "json"]).json();
    let of = |work: &Value| work["what"].as_str().unwrap().to_owned();
    shown["astray"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn what_still_stands_stays_on_its_words_the_rest_is_listed_and_undo_brings_all_back() {
    let desk = reviewed();
    tagged(&desk);
    desk.run(["tag", "q:1", "--add", "IPv6"]).done();
    let (reference, before) = (desk.list("q:1")[0]["reference"].as_str().unwrap().to_owned(), quotes(&desk));
    assert!(before.iter().all(|(_, words)| words.is_some()));

    desk.write("S-17-Rev.1.md", second());
    let trial = desk.run(["import", "S-17-Rev.1.md", "--dry-run"]).done();
    assert!(trial.err.contains("about 7") && trial.err.contains("about 12"), "{}", trial.err);
    assert_eq!(quotes(&desk), before, "a dry run changes nothing");

    let ran = desk.run(["import", "S-17-Rev.1.md"]).done();
    assert!(ran.text().contains("of 21 tags and notes 19 stand, 2 no longer"), "{}", ran.text());
    assert!(ran.text().contains("revised"), "{}", ran.text());
    let (about, more) = ran.err.split_once('\n').unwrap();
    assert!(
        about.contains("the note “about 7” of alice on “Sentence 7 says") && more.contains("about 12"),
        "{}",
        ran.err
    );

    for (i, (note, words)) in quotes(&desk).into_iter().enumerate() {
        assert_eq!(note, format!("about {i}"));
        assert_eq!(words, (i != 7 && i != 12).then(|| sentence(i)), "{note}");
    }
    let mut listed = astray(&desk, &reference);
    listed.sort();
    assert_eq!(listed, ["about 12", "about 7"]);
    let shown = desk.run(["show", &reference]).done();
    assert!(shown.text().contains("no place any more: the note “about 7” of alice"), "{}", shown.text());
    assert_eq!(desk.list("theme:ipv6").len(), 1, "a tag on the whole answer stays");
    let submissions = desk.run(["submissions", "--format", "json"]).json();
    assert_eq!(submissions.as_array().unwrap().len(), 1, "{submissions}");
    let history = desk.run(["history", "--format", "json"]).json();
    assert_eq!(history[0]["kind"], "revise");

    desk.run(["undo"]).done();
    assert_eq!(quotes(&desk), before);
    assert!(astray(&desk, &reference).is_empty());
    desk.run(["redo"]).done();
    assert_eq!(astray(&desk, &reference).len(), 2);
    desk.run(["doctor"]).done();
}

#[test]
fn the_versions_are_read_side_by_side() {
    let desk = reviewed();
    desk.write("S-17 rev2.md", second());
    desk.run(["import", "S-17 rev2.md"]).done();
    let reference = desk.list("q:1")[0]["reference"].as_str().unwrap().to_owned();
    let ran = desk.run(["show", &reference, "--versions"]).done();
    let lines: Vec<&str> = ran.text().lines().collect();
    assert_eq!(lines[0], "S-17.md → S-17 rev2.md");
    assert!(lines.contains(&"+ A new beginning.") && lines.contains(&"question 1"), "{}", ran.text());
    assert!(lines.contains(&format!("- {}", sentence(7)).as_str()), "{}", ran.text());
    assert!(!ran.text().contains("Thank you"), "what did not change is not told: {}", ran.text());
    let versions = desk.run(["show", &reference, "--versions", "--format", "json"]).json();
    let holds: Vec<&Value> = versions.as_array().unwrap().iter().map(|v| &v["holds"]).collect();
    assert_eq!(holds, [false, true]);
    assert!(versions[0]["texts"][0]["text"].as_str().unwrap().starts_with("Sentence 0"));
}

/// The outcome of importing one file.
fn outcome(desk: &Desk, arguments: &[&str]) -> Value {
    let all: Vec<&str> =
        ["import"].into_iter().chain(arguments.iter().copied()).chain(["--format", "json"]).collect();
    desk.run(all).json()["sources"][0]["outcome"].clone()
}

#[test]
fn a_newer_version_is_known_by_its_reference_by_its_name_or_by_the_analysts_word() {
    let desk = Desk::new();
    let paper = |reference: &str, who: &str, said: &str| {
        format!(
            "# Paper\n\nReference: {reference}\n\nSubmitter: {who}\n\n## 1- What are the main achievements of the \
                 implementation of the WSIS process in the past 20 years?\n\n{said}\n"
        )
    };
    desk.write("a.md", paper("R-1", "Lake IX", "One."));
    desk.write("b.md", paper("R-1", "Lake IX", "Two."));
    desk.write("c.md", paper("R-1", "Hill Net", "Three."));
    desk.write("d.md", paper("R-9", "Dale Net", "Four."));
    assert_eq!(outcome(&desk, &["a.md"]), "added");
    assert_eq!(desk.list("")[0]["reference"], "R-1", "the paper says its reference");
    assert_eq!(outcome(&desk, &["b.md"]), "revised");
    assert_eq!(outcome(&desk, &["c.md"]), "added", "somebody else's is another, whatever its reference");
    assert_eq!(outcome(&desk, &["d.md", "--revises", "r-1"]), "revised");
    desk.run(["import", "a.md", "b.md", "--revises", "R-1"]).fails(2, &["one document"]);
    desk.run(["import", "a.md", "--revises", "R-77"]).fails(2, &["R-77"]);
    desk.write("form.csv", "organisation,q1\nLake IX,Five.\n");
    desk.run(["import", "form.csv", "--revises", "R-1"]).fails(2, &["table"]);
}

#[test]
fn of_a_folder_with_all_versions_the_newest_holds_and_an_older_one_that_comes_late_is_asked_about() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("papers")).unwrap();
    desk.write("papers/S-17-Rev.1.md", second());
    desk.write("papers/S-17.md", first());
    desk.run(["import", "papers"]).done();
    let found = desk.list("q:1");
    assert_eq!(found.len(), 1);
    assert!(found[0]["text"].as_str().unwrap().starts_with("A new beginning."));

    let late = Desk::new();
    late.write("S-17-Rev.1.md", second());
    late.write("S-17.md", first());
    assert_eq!(outcome(&late, &["S-17-Rev.1.md"]), "added");
    assert_eq!(outcome(&late, &["S-17.md"]), "asked");
    assert_eq!(outcome(&late, &["S-17.md", "--as", "Example Net"]), "added");
}

#[test]
fn an_answer_that_the_newer_version_leaves_out_lists_what_was_said_of_it() {
    let desk = reviewed();
    desk.run(["tag", "q:1", "--add", "IPv6"]).done();
    desk.run(["shortlist", "Chair", "--new"]).done();
    desk.run(["shortlist", "Chair", "--add", "q:1"]).done();
    let reference = desk.list("q:1")[0]["reference"].as_str().unwrap().to_owned();
    desk.write("S-17-rev1.md", "# The Example Net Contribution to the WSIS+20 Review\n\nWe take it back.\n");
    let ran = desk.run(["import", "S-17-rev1.md"]).done();
    assert!(ran.err.contains("the whole of question 1, which is empty now"), "{}", ran.err);
    let listed = astray(&desk, &reference);
    assert_eq!(listed.len(), 2, "{listed:?}");
}
