//! Finding by file, by translation, and by lot.

use serde_json::Value;

use super::desk::{Desk, LETTER};

const FORM: &str = "Reference,Organisation,q1,in English,q4,q11\n\
                    F-1,Red Sur,Hola a todos,Hello to all,Faltan torres.,Confianza\n\
                    F-2,Hill Net,Masts fall.,Masts fall.,,Cost is high.\n\
                    F-3,Lake Net,Boats help.,,,Trust\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("form.csv", FORM);
    desk.write("letter.md", LETTER);
    desk.write("map.toml", "[columns]\n\"in English\" = \"translation of q1\"\n");
    desk.run(["import", "form.csv", "--map", "map.toml"]).done();
    desk.run(["import", "letter.md"]).done();
    desk
}

/// What a query finds, by id, sorted.
fn ids(desk: &Desk, query: &str) -> Vec<String> {
    let mut ids: Vec<String> =
        desk.list(query).iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

/// The ids of all texts of which this holds, sorted.
fn ids_where(desk: &Desk, holds: impl Fn(&Value) -> bool) -> Vec<String> {
    let all = desk.list("");
    let mut ids: Vec<String> =
        all.iter().filter(|one| holds(one)).map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

#[test]
fn a_file_goes_by_its_name_by_a_part_of_it_and_by_its_hash() {
    let desk = desk();
    let of_form = ids_where(&desk, |one| one["source"]["file"] == "form.csv");
    assert_eq!(of_form.len(), 7);
    let sha = desk.list("source:form")[0]["source"]["sha256"].as_str().unwrap().to_owned();
    for query in
        ["source:form.csv", "source:FORM", &format!("source:{}", &sha[..6]), &format!("source:{sha}")]
    {
        assert_eq!(ids(&desk, query), of_form, "{query}");
    }
    assert_eq!(ids(&desk, "-source:form"), ids(&desk, "source:letter"));
    assert_eq!(ids(&desk, "source:form,letter"), ids(&desk, ""));
    desk.run(["list", &format!("source:{}", &sha[..5])]).fails(2, &["nothing here is called", "^^^^^"]);
    // A file whose import was taken back is none.
    desk.run(["undo"]).done();
    desk.run(["list", "source:letter"]).fails(2, &["source: nothing here is called “letter”"]);
}

#[test]
fn of_joined_submissions_each_text_is_of_its_own_file() {
    let desk = desk();
    let letter = desk.list("source:letter")[0]["reference"].as_str().unwrap().to_owned();
    desk.run(["join", "F-1", &letter]).done();
    for file in ["form.csv", "letter.md"] {
        let whole = ids_where(&desk, |one| one["source"]["file"] == file);
        let found = ids(&desk, &format!("source:{file}"));
        assert!(whole.iter().all(|one| found.contains(one)), "{file}");
    }
    // The answers to question 1 came in both files and are one.
    let first = ids(&desk, "ref:F-1 q:1");
    assert_eq!(first.len(), 1);
    assert!(ids(&desk, "source:form").contains(&first[0]) && ids(&desk, "source:letter").contains(&first[0]));
    let both = ids(&desk, "ref:F-1");
    let (form, letter) = (ids(&desk, "ref:F-1 source:form"), ids(&desk, "ref:F-1 source:letter"));
    assert!(form.len() < both.len() && letter.len() < both.len());
}

#[test]
fn what_is_translated_is_found_whether_it_came_so_or_was_attached() {
    let desk = desk();
    let translated = || ids_where(&desk, |one| !one["translation"].is_null());
    assert_eq!(translated().len(), 1, "what repeats the answer translates nothing");
    assert_eq!(ids(&desk, "has:translation"), translated());
    desk.run(["translate", "ref:F-3 q:11", "--text", "La confianza.", "--language", "es"]).done();
    assert_eq!(translated().len(), 2);
    assert_eq!(ids(&desk, "has:translation"), translated());
    assert_eq!(ids(&desk, "no:translation").len(), desk.list("").len() - 2);
    assert_eq!(ids(&desk, "-has:translation"), ids(&desk, "no:translation"));
    desk.run(["undo"]).done();
    assert_eq!(ids(&desk, "has:translation").len(), 1);
}

#[test]
fn what_fits_the_words_best_comes_first_and_ties_keep_the_usual_order() {
    let desk = Desk::new();
    let rows = [
        "Many words and then, in passing, cables, among much else that fills the page.",
        "Cables, cables, cables.",
        "Masts.",
        "Cables and masts.",
        "Cables and masts.",
    ];
    let rows = rows.iter().enumerate().map(|(n, text)| format!("R-{n},\"{text}\"\n"));
    desk.write("form.csv", format!("Reference,q1\n{}", rows.collect::<String>()));
    desk.run(["import", "form.csv"]).done();
    let order = |query: &str| {
        let found = desk.list(query);
        found.iter().map(|one| one["reference"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(order("cables sort:relevance"), ["R-1", "R-3", "R-4", "R-0"]);
    assert_eq!(order("cables sort:-relevance"), ["R-0", "R-3", "R-4", "R-1"]);
    assert_eq!(order("cables OR masts sort:relevance").len(), 5);
    assert_eq!(order("(cab* OR q:1) sort:relevance").last().unwrap(), "R-2", "without the word: last");
    assert_eq!(order("q:1 sort:relevance"), order("q:1"), "without words the usual order");
    assert_eq!(order("cables sample:2 sort:relevance").len(), 2);
}

#[test]
fn a_sample_is_the_same_whatever_came_first_and_the_seed_decides() {
    let desk = desk();
    let other = Desk::new();
    other.write("form.csv", FORM);
    other.write("letter.md", LETTER);
    other.write("map.toml", "[columns]\n\"in English\" = \"translation of q1\"\n");
    other.run(["import", "letter.md"]).done();
    other.run(["import", "form.csv", "--map", "map.toml"]).done();
    for query in ["sample:3", "sample:3@2", "sample:3@3", "source:form sample:2@4", "-q:1 sample:2"] {
        assert_eq!(ids(&desk, query), ids(&other, query), "{query}");
    }
    assert_eq!(ids(&desk, "sample:3"), ids(&desk, "sample:3@1"), "the seed is 1 where none is said");
    let drawn: std::collections::BTreeSet<_> =
        (1..=8).map(|seed| ids(&desk, &format!("sample:3@{seed}"))).collect();
    assert!(drawn.len() > 1);
    assert!(drawn.iter().all(|one| one.len() == 3));
    // It is one of what the rest finds, in the order that is asked for.
    let of_form = ids(&desk, "source:form");
    assert!(ids(&desk, "source:form sample:4").iter().all(|one| of_form.contains(one)));
    assert_eq!(ids(&desk, "q:1 OR q:11 sample:99"), ids(&desk, "q:1,11"));
    let sorted = desk.list("sample:5 sort:words");
    assert!(sorted.is_sorted_by_key(|one| one["words"].as_u64()), "{sorted:?}");
    assert!(desk.run(["submissions", "sample:1", "--format", "json"]).json().as_array().unwrap().len() == 1);
}
