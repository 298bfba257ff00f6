//! Real tables, each with at most a mapping file of ten lines: as many submissions and answers as they hold.

use std::path::PathBuf;

use serde_json::Value;

use super::desk::{Desk, shared};

/// A folder of real documents; `None`, and said, where it is absent.
fn corpus(name: &str) -> Option<PathBuf> {
    let folder = shared()?.join("corpus").join(name);
    if !folder.is_dir() {
        eprintln!("skipped: {} is not here", folder.display());
        return None;
    }
    Some(folder)
}

/// A mapping file of these tests, which has ten lines at most.
fn map(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cli/maps").join(name);
    assert!(std::fs::read_to_string(&path).unwrap().lines().count() <= 10, "{name}");
    path.to_string_lossy().into_owned()
}

/// A desk whose call is made from a file.
fn desk(file: &str, mapping: Option<&str>) -> Desk {
    let desk = Desk::bare();
    let with = mapping.map(|m| ["--map", m]).into_iter().flatten();
    desk.run(["init", "w.db", "--call-from", file].into_iter().chain(with)).done();
    desk
}

/// Imports a file; gives its report.
fn import(desk: &Desk, file: &str, mapping: Option<&str>) -> Value {
    let with = mapping.map(|m| ["--map", m]).into_iter().flatten();
    let report = desk.run(["import", file, "--format", "json"].into_iter().chain(with)).json();
    let source = report["sources"][0].clone();
    let words = &source["words"];
    let parts = ["placed", "unplaced", "structure"].map(|part| words[part].as_u64().unwrap());
    assert_eq!(words["read"].as_u64().unwrap(), parts.iter().sum::<u64>(), "{words}");
    source
}

fn counts(source: &Value) -> (&str, u64, u64) {
    let number = |name: &str| source[name].as_u64().unwrap();
    (source["outcome"].as_str().unwrap(), number("submissions"), number("answers"))
}

fn submissions(desk: &Desk, query: &str) -> Vec<Value> {
    desk.run(["submissions", query, "--format", "json"]).json().as_array().unwrap().clone()
}

fn path(folder: &std::path::Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

#[test]
fn any_format_of_one_table_gives_the_same_submissions_and_answers() {
    let Some(folder) = corpus("derived-six-languages") else { return };
    let expected: Value =
        serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap()).unwrap();
    let formats =
        ["all.utf8.csv", "all.utf8bom-semicolon-crlf.csv", "all.utf16le-tab.csv", "all.json", "all.xlsx"];
    for (at, first) in formats.into_iter().enumerate() {
        let desk = desk(&path(&folder, "all.utf8.csv"), None);
        assert_eq!(counts(&import(&desk, &path(&folder, first), None)), ("added", 18, 144), "{first}");
        // Another format on top finds the same submissions.
        let second = formats[(at + 3) % formats.len()];
        assert_eq!(counts(&import(&desk, &path(&folder, second), None)), ("unchanged", 18, 144), "{second}");
        let answers = desk.list("");
        let characters = answers.iter().flat_map(|a| a["text"].as_str().unwrap().chars());
        let characters = characters.filter(|c| !c.is_whitespace()).count();
        assert_eq!((answers.len(), characters), (144, 27_512), "{first}");
        let all = submissions(&desk, "");
        assert_eq!(all.len(), 18);
        for (language, number) in expected["by_language"].as_object().unwrap() {
            let of = all.iter().filter(|s| s["language"] == *language).count();
            assert_eq!(of as u64, number.as_u64().unwrap(), "{first} {language}");
        }
    }
}

#[test]
fn a_table_and_documents_of_the_same_submissions_are_found_to_be_one() {
    let Some(folder) = corpus("derived-six-languages") else { return };
    // In this file the questions are a list beside the answers.
    let call = path(&folder, "all.json");
    for order in [["md", "all.xlsx", "docx"], ["all.json", "docx", "md"]] {
        let desk = desk(&call, None);
        for name in order {
            desk.run(["import", &path(&folder, name)]).done();
            let (all, answers) = (submissions(&desk, ""), desk.list("").into_iter());
            let characters: usize = answers
                .filter(|answer| !answer["question"].is_null())
                .map(|answer| answer["text"].as_str().unwrap().chars().filter(|c| !c.is_whitespace()).count())
                .sum();
            assert_eq!((all.len(), characters), (18, 27_512), "{order:?} {name}");
        }
    }
}

#[test]
fn a_form_of_the_european_commission_is_read_without_a_mapping() {
    let Some(folder) = corpus("eu-ai-white-paper") else { return };
    let table = path(&folder, "Public_consultation_2020.csv");
    let desk = desk(&table, None);
    let source = import(&desk, &table, None);
    assert_eq!(counts(&source), ("added", 1_216, 6_691));
    let all = submissions(&desk, "");
    let with_text = all.iter().filter(|s| s["answers"].as_u64().unwrap() > 0).count();
    assert_eq!((all.len(), with_text), (1_216, 903));
    let questions: std::collections::BTreeSet<String> = desk.questions("").into_iter().collect();
    assert_eq!(questions.len(), 18);
    let cited = |way: &str| all.iter().filter(|s| s["citable"] == way).count();
    assert_eq!((cited("by name"), cited("anonymously")), (756, 460), "of its publication privacy settings");
    // Closed answers are attributes.
    let micro = all.iter().filter(|s| s["attributes"]["Organisation size"] == "Micro (< 10 employees)");
    let (micro, answers) = micro.fold((0, 0), |(n, a), s| (n + 1, a + s["answers"].as_u64().unwrap()));
    let found = desk.list("attr:\"Organisation size\"=\"Micro (< 10 employees)\"");
    assert!(micro > 50, "{micro}");
    assert_eq!(found.len() as u64, answers);
}

#[test]
fn columns_in_two_languages_are_answers_and_translations() {
    let Some(folder) = corpus("global-dialogues-multilingual") else { return };
    let (table, mapping) = (path(&folder, "GD4_participants.csv"), map("global-dialogues.toml"));
    let desk = desk(&table, Some(&mapping));
    assert_eq!(counts(&import(&desk, &table, Some(&mapping))), ("added", 600, 9_600));
    let all = submissions(&desk, "");
    let of = |language: &str| all.iter().filter(|s| s["language"] == language).count();
    assert_eq!(
        [of("en"), of("es"), of("pt"), of("zh"), of("ru"), of("ar"), of("fr"), of("hi")],
        [442, 56, 30, 25, 18, 12, 12, 5]
    );
    let translated = all[0]["attributes"].as_object().unwrap();
    assert_eq!(translated.keys().filter(|name| name.contains("(English)")).count(), 16);
    // Each answer in another language has its own column's translation beside it, and none in English has one.
    let answers = desk.list("-lang:en");
    assert_eq!(answers.len(), 16 * (600 - 442));
    let by_reference = |s: &Value| (s["reference"].as_str().unwrap().to_owned(), s["attributes"].clone());
    let attributes: std::collections::HashMap<String, Value> = all.iter().map(by_reference).collect();
    let mut translations = 0;
    for answer in &answers {
        let it = &answer["translation"];
        if it.is_null() {
            continue;
        }
        let column = answer["source"]["column"].as_str().unwrap().replace("(Original)", "(English)");
        let attributes = &attributes[answer["reference"].as_str().unwrap()];
        // Of questions that are asked twice the second has its own column.
        let head = it["origin"].as_str().unwrap();
        assert!(head == column || head.starts_with(&format!("{column} (")), "{head}");
        assert_eq!((&it["text"], &it["language"]), (&attributes[head], &"en".into()));
        assert!(it["exact"] == true && it["analyst"].is_null() && it["at"].is_null(), "{it}");
        translations += 1;
    }
    assert_eq!(translations, 1_313);
    assert!(desk.list("lang:en q:5").iter().all(|answer| answer["translation"].is_null()));
}

#[test]
fn a_survey_is_the_same_as_text_and_as_a_spreadsheet() {
    let Some(folder) = corpus("stacks-survey") else { return };
    let (csv, xlsx) = ("results-anonymized-randomized.csv", "results-anonymized-randomized.xlsx");
    let mapping = map("stacks.toml");
    let desk = desk(&path(&folder, csv), Some(&mapping));
    let source = import(&desk, &path(&folder, csv), Some(&mapping));
    assert_eq!(counts(&source).1, 69);
    for number in 1..=12 {
        let answers = desk.list(&format!("q:{number}")).len();
        assert!((40..=58).contains(&answers), "question {number}: {answers}");
    }
    assert_eq!(desk.list("").len() as u64, counts(&source).2);
    let again = import(&desk, &path(&folder, xlsx), Some(&mapping));
    assert_eq!(counts(&again), ("unchanged", 69, counts(&source).2));
    assert_eq!(submissions(&desk, "").len(), 69);
}

#[test]
fn one_row_per_answer_is_joined_without_a_mapping() {
    let Some(folder) = corpus("nhs-patient-experience") else { return };
    let table = path(&folder, "v6framework_230831.csv");
    let desk = desk(&table, None);
    let source = import(&desk, &table, None);
    // Of 7,908 comments 508 are empty.
    assert_eq!(counts(&source), ("added", 4_466, 7_400));
    assert!(
        source["problems"][0]["what"].as_str().unwrap().contains("7908 rows are 4466 submissions"),
        "{source}"
    );
}

#[test]
fn a_consultation_in_several_tables_is_one() {
    let Some(folder) = corpus("themefinder-synthetic") else { return };
    let desk = Desk::bare();
    let question = |n: u32| {
        let name = format!("gambling_XS/inputs/question_part_{n}/question.json");
        std::fs::read_to_string(folder.join(name)).unwrap().replace('\n', " ")
    };
    desk.write("questions.jsonl", format!("{}\n{}\n", question(1), question(2)));
    desk.run(["init", "w.db", "--call-from", "questions.jsonl"]).done();
    let inputs = folder.join("gambling_XS/inputs");
    for (file, mapping) in [
        ("question_part_1/responses.jsonl", "gambling-1.toml"),
        ("question_part_2/responses.jsonl", "gambling-2.toml"),
        ("respondents.jsonl", "gambling-about.toml"),
    ] {
        assert_eq!(counts(&import(&desk, &path(&inputs, file), Some(&map(mapping)))).1, 100, "{file}");
    }
    assert_eq!(
        (submissions(&desk, "").len(), desk.list("q:1").len(), desk.list("q:2").len()),
        (100, 100, 100)
    );
    let scots = desk.list("attr:\"Do you live in:\"=Scotland");
    assert!(!scots.is_empty() && scots.len() < 100, "{}", scots.len());
    desk.run(["doctor"]).done();
    // Taken back, the last table takes nothing of the others with it.
    desk.run(["undo"]).done();
    desk.run(["undo"]).done();
    assert_eq!((desk.list("q:1").len(), desk.list("q:2").len()), (100, 0));

    let table = path(&folder, "setup_consultation/responses_lgr_format.csv");
    let mapping = map("proposals.toml");
    let other = self::desk(&table, Some(&mapping));
    assert_eq!(counts(&import(&other, &table, Some(&mapping))), ("added", 5, 10));
}

#[test]
fn a_submission_whose_numbers_begin_at_8_makes_its_call_and_is_answered_to_the_last_question() {
    let Some(folder) = corpus("markdown-submissions") else { return };
    let desk = desk(&path(&folder, "2026-05-30-un-global-dialogue-ai-consultation.md"), None);
    desk.run(["import", &path(&folder, "")]).done();
    let numbers: Vec<String> = (8..=18).map(|n| n.to_string()).collect();
    assert_eq!(
        desk.questions("is:unplaced OR q:8..18").iter().filter(|q| *q != "-").collect::<Vec<_>>(),
        numbers.iter().collect::<Vec<_>>()
    );
    let nobody = |name: &str| name.starts_with("We ") || name.contains("real") || name.contains("Brief");
    assert!(submissions(&desk, "").iter().all(|s| !s["submitter"].as_str().is_some_and(nobody)));
}
