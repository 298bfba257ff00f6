//! A project for colleagues who use another program.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur::export::codebook::Format;
use rapporteur::export::refi::text::Plain;
use rapporteur::export::refi::{Choices, Profile};
use rapporteur::model::codebook::Codebook;
use rapporteur::workspace::export::Destination;

use super::bench::{ANSWERS, Bench, QUESTIONS, records};
use super::oracle::Known;
use super::schema::assert_valid;
use super::tree::Element;

/// What everybody tagged, as another program should have it: source, code, coder and words.
fn expected(bench: &Bench, keep: bool) -> BTreeSet<(String, String, String, String)> {
    let plain = |text: &str| Plain::of(text, keep).text;
    let mut all = BTreeSet::new();
    for record in records(&bench.open("Alice")) {
        let number = record.question.clone().unwrap();
        let question = format!("Q{number}. {}", ["Access", "Routes"][number.parse::<usize>().unwrap() - 1]);
        all.insert((record.reference.clone(), question, String::new(), plain(&record.text)));
        for tag in &record.tags {
            // A name that two themes have is written with those above it.
            let code = tag.theme.clone();
            let words = tag.quote.as_deref().filter(|_| tag.start.is_some()).unwrap_or(&record.text);
            all.insert((record.reference.clone(), code, tag.analyst.clone(), plain(words)));
        }
    }
    all
}

#[test]
fn another_program_finds_every_code_and_every_passage_where_it_is_here() {
    let bench = Bench::worked();
    for keep_characters in [false, true] {
        let archive = bench.export("", Choices { keep_characters, ..Choices::default() });
        assert_valid(archive.project().as_bytes(), "Project.xsd", bench.folder.path());
        let known = Known::of(&archive);
        let names = [
            "Questions",
            "Q1. Access",
            "Q2. Routes",
            "Access",
            "Access / Other",
            "Security",
            "Security / Other",
        ];
        assert_eq!(known.codes, names);
        assert_eq!(known.codings.len(), 16, "6 answers and 10 tags");
        let found: BTreeSet<_> = known
            .codings
            .iter()
            .map(|(source, code, by, _, _, words)| (source.clone(), code.clone(), by.clone(), words.clone()))
            .collect();
        assert_eq!(found, expected(&bench, keep_characters));
        // The same passage, not only the same words: the second of two.
        let second =
            known.codings.iter().find(|c| c.2 == "Bob" && c.0 == "R-3" && c.5 == "The same words.").unwrap();
        let text = &known.texts["R-3"];
        assert_eq!(text[..second.3].matches("The same words.").count(), 1, "{text}");
        // Whoever counts UTF-16 units comes to the same, unless the characters were to be kept.
        let units = |text: &String| text.encode_utf16().count();
        let same = known.texts.values().all(|text| text.chars().count() == units(text));
        assert_eq!(same, !keep_characters);
    }
}

#[test]
fn every_profile_is_valid_and_says_in_its_own_way_who_sent_it() {
    let bench = Bench::worked();
    for profile in Profile::ALL {
        let archive = bench.export("", Choices { profile, ..Choices::default() });
        assert_valid(archive.project().as_bytes(), "Project.xsd", bench.folder.path());
        let root = Element::root(archive.project());
        let known = Known::of(&archive);
        assert_eq!(known.codings.len(), 16, "{profile:?}");
        let values_on = |name: &str| {
            root.walk()
                .iter()
                .filter(|e| e.name == name)
                .filter(|e| e.child("VariableValue").is_some())
                .count()
        };
        let (on_sources, on_cases) = (values_on("TextSource"), values_on("Case"));
        let has = |name: &str| root.child(name).is_some();
        let is = (on_sources > 0, on_cases > 0, has("Cases"), has("Sets"), has("Links"));
        let wanted = match profile {
            Profile::All => (true, false, true, true, true),
            Profile::Maxqda => (true, false, false, false, false),
            Profile::Atlas => (false, false, false, true, true),
            Profile::Nvivo => (false, true, true, false, true),
            Profile::Qualcoder => (true, false, true, false, false),
        };
        assert_eq!(is, wanted, "{profile:?}");
        assert_eq!(root.child("Notes").unwrap().children.len(), 5);
        let refs = root.walk().iter().filter(|e| e.name == "NoteRef").count();
        assert_eq!(refs, 5, "each note is somewhere");
    }
}

#[test]
fn names_are_short_and_clean_and_texts_are_lf_without_a_mark() {
    let bench = Bench::worked();
    let archive = bench.export("", Choices::default());
    let root = Element::root(archive.project());
    for selection in root.walk().iter().filter(|e| e.name == "PlainTextSelection") {
        let name = selection.at("name");
        assert!(name.chars().count() <= 100 && !name.chars().any(char::is_control), "{name:?}");
    }
    assert!(!archive.files["project.qde"].starts_with(b"\xEF\xBB\xBF"));
    for (name, bytes) in &archive.files {
        assert!(
            !bytes.starts_with(b"\xEF\xBB\xBF") && (name == "project.qde" || !bytes.contains(&b'\r')),
            "{name}"
        );
        let is_text = name.strip_prefix("sources/").and_then(|name| name.strip_suffix(".txt")).is_some();
        assert!(name == "project.qde" || is_text, "{name}");
    }
    let project = archive.project();
    assert!(
        !project.contains("=\"\"") && !project.contains("PlainTextContent") && !project.contains("richText")
    );
    let said = root.child("Description").unwrap().text.clone();
    for lost in ["1 status", "10 stances", "4 characters beyond U+FFFF"] {
        assert!(said.contains(lost), "no {lost:?} in {said}");
    }
}

#[test]
fn the_same_workspace_is_the_same_bytes_and_a_query_is_what_it_finds() {
    let bench = Bench::worked();
    assert_eq!(bench.export("", Choices::default()).bytes, bench.export("", Choices::default()).bytes);
    let known = Known::of(&bench.export("theme:\"security / other\" q:2", Choices::default()));
    assert_eq!((known.texts.len(), known.codings.len()), (1, 2));
    let text = &known.texts["R-3"];
    assert!(text.starts_with(&format!("Q2. {}\n", QUESTIONS[1])) && !text.contains(ANSWERS[2][0]), "{text}");
}

#[test]
fn a_workspace_without_themes_or_work_is_valid_too() {
    let bench = Bench::with(&Codebook::default());
    let nothing = bench.export("", Choices::default());
    assert_valid(nothing.project().as_bytes(), "Project.xsd", bench.folder.path());
    bench.import(&mut bench.open("Alice"));
    let archive = bench.export("", Choices::default());
    assert_valid(archive.project().as_bytes(), "Project.xsd", bench.folder.path());
    let root = Element::root(archive.project());
    assert!(root.child("Users").is_none() && root.child("Notes").is_none() && root.child("Links").is_none());
    assert_eq!(Known::of(&archive).codings.len(), 6);
    let path = bench.path("empty.qdc");
    let desk = bench.open("Alice");
    assert!(desk.export_codebook(Format::Qdc, Destination::File(&path), false).is_err());
}

#[test]
fn a_codebook_has_every_theme_once_with_what_it_means() {
    let bench = Bench::worked();
    let mut bytes = Vec::new();
    bench.open("Alice").export_codebook(Format::Qdc, Destination::Stream(&mut bytes), false).unwrap();
    assert_valid(&bytes, "Codebook.xsd", bench.folder.path());
    let root = Element::root(std::str::from_utf8(&bytes).unwrap());
    let codes: BTreeMap<String, String> = root
        .walk()
        .iter()
        .filter(|e| e.name == "Code")
        .map(|code| (code.at("name").to_owned(), code.child("Description").unwrap().text.clone()))
        .collect();
    assert_eq!(
        codes.keys().collect::<Vec<_>>(),
        ["Access", "Access / Other", "Security", "Security / Other"]
    );
    assert_eq!(codes["Access"], "What Access & <co> is\n\nUse when: it says \"so\"");
}
