//! One real document from file to answers, and the queries that find them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::desk::{Desk, shared};

/// A desk on which the document was imported, and the document's bytes.
fn imported() -> Option<(Desk, Vec<u8>)> {
    let file = shared()?.join("corpus/wsis20-ripe-ncc/000_bf478b80816c9227.txt");
    let desk = Desk::new();
    desk.run(["import".as_ref(), file.as_os_str()]).done();
    Some((desk, std::fs::read(file).unwrap()))
}

fn answer(desk: &Desk, number: &str) -> Value {
    let mut found = desk.list(&format!("q:{number}"));
    assert_eq!(found.len(), 1, "question {number}");
    found.remove(0)
}

#[test]
fn a_document_becomes_one_submission_with_an_answer_to_every_question() {
    let Some((desk, _)) = imported() else { return };
    let submissions = desk.run(["submissions", "--format", "json"]).json();
    let [it] = submissions.as_array().unwrap().as_slice() else { panic!("{submissions}") };
    assert_eq!((&it["submitter"], &it["submitted_on"]), (&"RIPE NCC".into(), &"2025-01-16".into()));
    assert_eq!((&it["late"], &it["answers"]), (&false.into(), &11.into()));
    let placed: Vec<String> = desk.questions("").into_iter().filter(|n| n != "-").collect();
    let numbers: Vec<String> = (1..=11).map(|n| n.to_string()).collect();
    assert_eq!(placed, numbers);
    let found = desk.list("-is:unplaced");
    let mut sections: Vec<&str> = found.iter().map(|a| a["section"].as_str().unwrap()).collect();
    sections.dedup();
    assert_eq!(sections.len(), 4, "{sections:?}");
    assert!(found.iter().all(|a| !a["text"].as_str().unwrap().trim().is_empty()));
}

#[test]
fn headings_without_a_number_and_torn_paragraphs_are_read_right() {
    let Some((desk, _)) = imported() else { return };
    let seven = answer(&desk, "7");
    assert!(seven["heading"].as_str().unwrap().starts_with("Have you any suggestions"), "{seven}");
    let text = seven["text"].as_str().unwrap();
    assert!(text.contains("https://www.itu.int/net4/wsis/forum/2024/Home/About#actionLines"), "{text}");
    assert!(text.contains("\nThe WSIS+20 Review represents"), "{text}");
    let four = answer(&desk, "4");
    assert!(four["text"].as_str().unwrap().contains("infrastructure and capacity-building programs"));
    let nine = answer(&desk, "9");
    assert!(
        nine["text"].as_str().unwrap().contains("Respect and Recognise the Unique Role of Internet Bodies")
    );
}

#[test]
fn the_call_letter_is_unplaced_text_that_can_be_found_and_tagged() {
    let Some((desk, _)) = imported() else { return };
    let letter = desk.list("\"Dear delegates\" is:unplaced");
    assert_eq!(letter.len(), 1);
    assert_eq!(letter[0]["question"], Value::Null);
    desk.run(["tag", "\"Dear delegates\"", "--add", "IPv6"]).done();
    assert_eq!(desk.questions("theme:ipv6"), ["-"]);
}

#[test]
fn queries_find_what_they_say() {
    let Some((desk, _)) = imported() else { return };
    assert_eq!(desk.questions("IPv6"), ["7", "8", "11"]);
    assert_eq!(desk.questions("\"routing security\""), ["11"]);
    assert_eq!(desk.questions("fragmentation"), ["4", "6"]);
    assert_eq!(desk.questions("IPv6 -q:7"), ["8", "11"]);
    assert_eq!(desk.questions("-q:1..9 -is:unplaced"), ["10", "11"]);
    let several = desk.run(["list", "IPv6", "-q:7", "--format", "json"]).json();
    assert_eq!(several.as_array().unwrap().len(), 2);
}

#[test]
fn the_source_comes_back_byte_for_byte() {
    let Some((desk, bytes)) = imported() else { return };
    let sources = desk.run(["sources", "--format", "json"]).json();
    let hash = sources[0]["sha256"].as_str().unwrap();
    assert_eq!(desk.run(["source", hash]).done().out, bytes);
    assert_eq!(desk.run(["source", &hash[..6]]).done().out, bytes);
}

#[test]
fn every_word_is_in_exactly_one_place() {
    let Some((desk, bytes)) = imported() else { return };
    let source = &desk.run(["sources", "--format", "json"]).json()[0];
    let count = |name: &str| source["words"][name].as_u64().unwrap();
    assert_eq!(count("read"), count("placed") + count("unplaced") + count("structure"));

    let mut kept = BTreeMap::new();
    for found in desk.list("") {
        add(&mut kept, found["text"].as_str().unwrap());
    }
    let submissions = desk.run(["submissions", "--format", "json"]).json();
    let id = submissions[0]["id"].as_str().unwrap();
    let shown = desk.run(["show", id, "--format", "json"]).json();
    for line in shown["structure"].as_array().unwrap() {
        add(&mut kept, line.as_str().unwrap());
    }
    let mut read = BTreeMap::new();
    add(&mut read, std::str::from_utf8(&bytes).unwrap());
    assert_eq!(kept, read);
}

/// Counts the runs of letters and digits.
fn add(words: &mut BTreeMap<String, usize>, text: &str) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
}
