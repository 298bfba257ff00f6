//! Real documents.

use rapporteur::config::call_file;
use rapporteur::intake::{self, about, account, columns};
use rapporteur::model::draft::{Column, Field};
use rapporteur::model::span::Form;

use super::{Placed, call_of, multiset, shared};

const RIPE: &str = "corpus/wsis20-ripe-ncc/000_bf478b80816c9227.txt";

fn ripe() -> Option<(Vec<u8>, Placed)> {
    let bytes = std::fs::read(shared(RIPE)?).unwrap();
    let placed = Placed::of(&bytes, &call_file::bundled().unwrap());
    Some((bytes, placed))
}

#[test]
fn every_answer_of_a_real_submission_lands_under_its_question() {
    let Some((_, placed)) = ripe() else { return };
    let answers = placed.answers();
    let mut keys: Vec<usize> = answers.keys().map(|k| k[1..].parse().unwrap()).collect();
    keys.sort_unstable();
    assert_eq!(keys, (1..=11).collect::<Vec<_>>());
    assert!(answers.values().all(|text| text.split_whitespace().count() > 50));

    assert!(placed.headings()["q7"].starts_with("Have you any"));
    let mut lines = answers["q7"].lines().filter(|l| !l.is_empty());
    assert!(lines.next().unwrap().starts_with("https://"));
    assert!(lines.next().unwrap().starts_with("The WSIS+20 Review represents"));
    assert!(answers["q4"].contains("infrastructure and capacity-building programs"));
    assert!(answers["q9"].contains("Respect and Recognise the Unique Role of Internet Bodies"));
    assert!(answers["q1"].starts_with("Main Achievements"));

    let unplaced = placed.unplaced();
    assert!(
        unplaced.starts_with("Call for Inputs") && unplaced.ends_with("Submitted on 16 January 2025"),
        "{unplaced}"
    );
    assert_eq!(placed.structure().split("\n\n").count(), 4);
}

#[test]
fn the_heading_inside_an_answer_is_kept_as_a_heading() {
    let Some((_, placed)) = ripe() else { return };
    let body = &placed.parts()[0];
    let text: Vec<char> = body.text.chars().collect();
    let of = |f: &rapporteur::model::span::Formed| {
        text[f.span.start as usize..f.span.end as usize].iter().collect::<String>()
    };
    let inside = body.forms.iter().find(|f| of(f).starts_with("Respect and Recognise")).unwrap();
    assert_eq!(inside.form, Form::Heading(4));
}

#[test]
fn no_word_of_a_real_submission_is_lost_or_made_up() {
    let Some((bytes, placed)) = ripe() else { return };
    let source = String::from_utf8(bytes).unwrap();
    let mut texts: Vec<String> = Vec::new();
    texts.extend(placed.answers().into_values());
    texts.extend(placed.headings().into_values());
    texts.extend([placed.unplaced(), placed.structure()]);
    texts.extend(placed.parts()[0].aside.clone());
    assert_eq!(multiset(&texts.iter().map(String::as_str).collect::<Vec<_>>()), multiset(&[&source]));
    assert!(placed.balances());
}

#[test]
fn a_real_submission_says_who_sent_it_and_when() {
    let Some((_, placed)) = ripe() else { return };
    let about = about::document(&placed.parts()[0], &placed.marks[0]);
    let expected = [(Field::Submitter, "RIPE NCC"), (Field::SubmittedOn, "2025-01-16")];
    assert_eq!(about, expected.map(|(field, value)| (field, value.to_owned())));
}

/// The questions of the derived submissions, from their headings.
fn derived_questions(file: &str) -> Vec<String> {
    let wording = |line: &str| {
        line.strip_prefix("## Question ").and_then(|l| l.split_once(": ")).map(|(_, w)| w.to_owned())
    };
    file.lines().filter_map(wording).collect()
}

#[test]
fn submissions_in_six_languages_give_every_answer() {
    let Some(folder) = shared("corpus/derived-six-languages/md") else { return };
    let (mut answers, mut submissions, mut characters) = (0, 0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = std::fs::read_to_string(&path).unwrap();
        let questions = derived_questions(&file);
        let call = call_of(&questions.iter().map(String::as_str).collect::<Vec<_>>());
        let placed = Placed::of(file.as_bytes(), &call);
        let texts = placed.answers();
        assert_eq!(texts.len(), 8, "{}", path.display());
        answers += texts.len();
        characters += texts.values().flat_map(|t| t.chars()).filter(|c| !c.is_whitespace()).count();
        submissions += 1;
        assert!(placed.balances());
        let about = about::document(&placed.parts()[0], &placed.marks[0]);
        let language = about.iter().find(|(field, _)| *field == Field::Language).map(|(_, v)| v.as_str());
        assert_eq!(language, path.file_stem().unwrap().to_str().unwrap().get(..2), "{}", path.display());
    }
    assert_eq!((submissions, answers, characters), (18, 144, 27_512));
}

#[test]
fn the_same_answers_come_from_a_table_with_semicolons_and_a_mark() {
    let Some(path) = shared("corpus/derived-six-languages/all.utf8bom-semicolon-crlf.csv") else { return };
    let draft = intake::read(&std::fs::read(path).unwrap(), "all.csv").unwrap();
    let wordings: Vec<&str> =
        draft.header.iter().filter_map(|h| h.split_once(": ")).map(|(_, w)| w).collect();
    let found = columns::recognize(&draft.header, &call_of(&wordings), "all.csv").unwrap();
    assert_eq!(found.columns.iter().filter(|c| matches!(c, Column::Open(_))).count(), 8);
    assert_eq!(draft.records.len(), 18);
    assert!(account::table(&draft, &found.columns).balances());
}

#[test]
fn other_consultations_are_read_without_loss() {
    let Some(folder) = shared("corpus/markdown-submissions") else { return };
    let call = call_file::bundled().unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let placed = Placed::of(&bytes, &call);
        let read: Vec<&str> = placed
            .parts()
            .iter()
            .flat_map(|p| p.aside.iter().map(String::as_str).chain([p.text.as_str()]))
            .collect();
        let source = without_tags(&String::from_utf8(bytes).unwrap());
        let (read, source) = (multiset(&read), multiset(&[&source]));
        let lost: Vec<_> = source.iter().filter(|(w, n)| read.get(*w).copied().unwrap_or(0) < **n).collect();
        assert!(lost.is_empty(), "{}: {lost:?}", path.display());
        assert!(
            placed.balances() && placed.answers().is_empty(),
            "{}: {:?}",
            path.display(),
            placed.headings()
        );
    }
}

/// A file without its HTML tags; addresses in angle brackets and comments stay.
fn without_tags(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        let keeps = tag.starts_with("<!") || tag.contains("://") && !tag.contains('=');
        out.push_str(&rest[..start]);
        out.push_str(if keeps { tag } else { " " });
        rest = &rest[end..];
    }
    (out + rest).replace("&amp;", "&")
}
