//! Corrections of metadata: what they take, what follows from them, and where everything is from.

use super::bench::{Bench, done, nothing};
use crate::model::draft::Field;
use crate::model::edit::Edit;
use crate::model::id::SubmissionNumber;
use crate::model::sent::{Origin, SubmissionView};
use crate::workspace::{Error, Workspace};

const LETTER: &str = "# A letter\n\nDear all.\n\n## What hinders access to the network?\n\nCost, above all.\n\n\
                      ## How should routes be kept safe?\n\nSign them.\n\n## Annex\n\nTables.\n";

fn bench() -> (Bench, Workspace) {
    let bench = Bench::new();
    let mut desk = bench.desk("Amina");
    let form = "Reference,Organisation,Country,Submitted on,Size,q1\n\
                R-1,Lake IX,Kenia,2025-01-03,12,Power.\nR-2,Hill Net,NL,,3,Cost.\n";
    bench.take(&mut desk, "form.csv", form.as_bytes(), None).unwrap();
    bench.take(&mut desk, "letter.md", LETTER.as_bytes(), Some("Néo Net")).unwrap();
    (bench, desk)
}

fn set(reference: &str, field: Field, value: Option<&str>) -> Edit {
    Edit::SetMetadata { submissions: vec![reference.to_owned()], field, value: value.map(str::to_owned) }
}

fn numbers(desk: &Workspace, query: &str) -> Vec<SubmissionNumber> {
    desk.submission_list(&desk.resolve(query).unwrap()).unwrap().numbers
}

fn view(desk: &Workspace, query: &str) -> SubmissionView {
    desk.submission(numbers(desk, query)[0]).unwrap()
}

fn fact(desk: &Workspace, query: &str, field: Field) -> (Option<String>, Origin) {
    let fact = view(desk, query).facts.into_iter().find(|f| f.field == field).unwrap();
    (fact.value, fact.origin)
}

fn mistake(desk: &mut Workspace, edit: Edit) -> String {
    match desk.edit(edit).unwrap_err() {
        Error::Invalid(why) => why,
        Error::Unfit { what, hint } => format!("{what}: {hint}"),
        other => panic!("{other}"),
    }
}

#[test]
fn a_correction_is_one_operation_in_words_and_comes_off_exactly() {
    let (_bench, mut desk) = bench();
    let before = fact(&desk, "ref:R-1", Field::Country);
    let column = Origin::Column { file: "form.csv".to_owned(), header: "Country".to_owned() };
    assert_eq!(before, (Some("Kenia".to_owned()), column));
    done(&mut desk, set("R-1", Field::Country, Some("kenya")));
    let newest = desk.history(Some(1)).unwrap().remove(0);
    assert_eq!(newest.summary, "corrected the country of R-1: Kenia → Kenya");
    let (value, origin) = fact(&desk, "ref:R-1", Field::Country);
    let Origin::Corrected { by, before: said, .. } = origin else { panic!("{origin:?}") };
    assert_eq!((value.as_deref(), by.as_str(), said.as_deref()), (Some("KE"), "Amina", Some("Kenia")));
    assert_eq!(numbers(&desk, "country:Kenya").len(), 1);
    nothing(&mut desk, set("R-1", Field::Country, Some("KE")));
    done(&mut desk, Edit::Undo(None));
    assert_eq!(fact(&desk, "ref:R-1", Field::Country), before);
    done(&mut desk, Edit::Redo(None));
    assert_eq!(fact(&desk, "ref:R-1", Field::Country).0.as_deref(), Some("KE"));
    done(&mut desk, set("R-1", Field::Country, None));
    assert_eq!(fact(&desk, "ref:R-1", Field::Country), before);
}

#[test]
fn that_nothing_is_known_can_be_said_and_is_not_what_the_source_says() {
    let (_bench, mut desk) = bench();
    done(&mut desk, set("R-1", Field::Submitter, Some("")));
    assert_eq!(fact(&desk, "ref:R-1", Field::Submitter).0, None);
    assert_eq!(numbers(&desk, "is:anonymous").len(), 1);
    assert_eq!(desk.history(Some(1)).unwrap()[0].summary, "corrected the submitter of R-1: Lake IX → none");
    nothing(&mut desk, set("R-1", Field::Submitter, Some(" ")));
    nothing(&mut desk, set("R-2", Field::Region, Some("")));
    assert!(mistake(&mut desk, set("R-1", Field::Reference, Some(""))).contains("without a reference"));
}

#[test]
fn a_value_has_to_be_known_or_be_insisted_on() {
    let (_bench, mut desk) = bench();
    let why = mistake(&mut desk, set("R-2", Field::Country, Some("Keniya")));
    assert!(why.contains("did you mean Ken") && why.contains("=Keniya takes it"), "{why}");
    done(&mut desk, set("R-2", Field::Country, Some("=Ruritania")));
    done(&mut desk, set("R-1", Field::Country, Some("ruritania")));
    assert_eq!(fact(&desk, "ref:R-1", Field::Country).0.as_deref(), Some("Ruritania"));
    let why = mistake(&mut desk, set("R-1", Field::StakeholderType, Some("goverment")));
    assert!(why.contains("government"), "{why}");
    assert!(mistake(&mut desk, set("R-1", Field::SubmittedOn, Some("spring"))).contains("2025-01-16"));
    assert!(mistake(&mut desk, set("R-1", Field::Citable, Some("perhaps"))).contains("anonymously"));
    done(&mut desk, set("R-1", Field::Citable, Some("Anonymous")));
    assert_eq!(fact(&desk, "ref:R-1", Field::Citable).0.as_deref(), Some("anonymously"));
    done(&mut desk, set("R-1", Field::Language, Some("French")));
    assert_eq!(numbers(&desk, "lang:fr").len(), 1);
}

#[test]
fn a_reference_names_one_submission() {
    let (_bench, mut desk) = bench();
    let why = mistake(&mut desk, set("R-2", Field::Reference, Some("r-1")));
    assert!(why.contains("reference of Lake IX"), "{why}");
    let both = Edit::SetMetadata {
        submissions: vec!["R-1".to_owned(), "R-2".to_owned()],
        field: Field::Reference,
        value: Some("R-9".to_owned()),
    };
    assert!(mistake(&mut desk, both).contains("these are 2"));
    done(&mut desk, set("R-2", Field::Reference, Some("R-9")));
    assert_eq!(view(&desk, "ref:R-9").record.metadata.submitter.as_deref(), Some("Hill Net"));
    assert!(!view(&desk, "ref:R-9").shares_reference);
}

#[test]
fn several_are_corrected_at_once_and_the_late_follow_the_date() {
    let (_bench, mut desk) = bench();
    let deadline = desk.call().unwrap().deadline.unwrap();
    let late = deadline.tomorrow().unwrap().to_string();
    assert_eq!(desk.submission_list(&desk.resolve("").unwrap()).unwrap().late, 0);
    let both = Edit::SetMetadata {
        submissions: vec!["R-1".to_owned(), "R-2".to_owned()],
        field: Field::SubmittedOn,
        value: Some(late.clone()),
    };
    done(&mut desk, both);
    let said = desk.history(Some(1)).unwrap().remove(0).summary;
    assert_eq!(said, format!("corrected the submitted on of 2 submissions to {late}"));
    assert_eq!(desk.submission_list(&desk.resolve("").unwrap()).unwrap().late, 2);
    let late = numbers(&desk, "is:late");
    let rows = desk.submission_rows(&late, &desk.resolve("is:late").unwrap()).unwrap();
    assert!(rows.iter().all(|(row, matches)| row.late == Some(true) && *matches) && rows.len() == 2);
}

#[test]
fn a_document_is_shown_in_its_order_with_what_stands_under_no_question() {
    let (_bench, desk) = bench();
    let letter = view(&desk, "from:Néo");
    let seen: Vec<_> = letter
        .blocks
        .iter()
        .map(|block| (block.question.as_ref().map(|(number, _)| number.as_str()), block.goes_on))
        .collect();
    assert_eq!(seen, [(None, false), (Some("1"), false), (Some("2"), false), (None, true)]);
    assert!(letter.blocks[0].text.contains("Dear all.") && letter.blocks[3].text.contains("Tables."));
    assert_eq!(letter.blocks[1].heading.as_deref(), Some("What hinders access to the network?"));
    let words: u32 = letter.blocks.iter().map(|block| block.words).sum();
    assert_eq!(words, letter.record.words + letter.record.unplaced_words);
    let [file] = letter.files.as_slice() else { panic!("{:?}", letter.files) };
    assert_eq!((file.file.as_str(), file.by.as_str(), file.row), ("letter.md", "Amina", None));
    assert!(file.holds && !file.same_again && file.words.unwrap().balances());
    let row = view(&desk, "ref:R-2");
    assert_eq!((row.files[0].row, row.record.attributes["Size"].as_str()), (Some(3), "3"));
}

#[test]
fn a_row_that_no_longer_matches_is_still_known() {
    let (_bench, mut desk) = bench();
    let query = desk.resolve("country:NL").unwrap();
    let found = desk.submission_list(&query).unwrap().numbers;
    done(&mut desk, set("R-2", Field::Country, Some("Kenya")));
    let rows = desk.submission_rows(&found, &query).unwrap();
    assert_eq!(
        rows.iter().map(|(row, matches)| (row.country.as_deref(), *matches)).collect::<Vec<_>>(),
        [(Some("KE"), false)]
    );
}

#[test]
fn a_revised_row_says_which_file_holds() {
    let (bench, mut desk) = bench();
    let again = "Reference,Organisation,Country,Submitted on,Size,q1\n\
                 R-1,Lake IX,Kenya,2025-01-03,12,\"Power, above all.\"\nR-2,Hill Net,NL,,3,Cost.\n";
    bench.take(&mut desk, "form-2.csv", again.as_bytes(), None).unwrap();
    let revised = view(&desk, "ref:R-1");
    let holds: Vec<_> = revised.files.iter().map(|file| (file.file.as_str(), file.holds)).collect();
    assert_eq!(holds, [("form.csv", false), ("form-2.csv", true)]);
    assert_eq!(revised.blocks[0].text, "Power, above all.");
    let column = Origin::Column { file: "form-2.csv".to_owned(), header: "Country".to_owned() };
    assert_eq!(fact(&desk, "ref:R-1", Field::Country), (Some("KE".to_owned()), column));
    // A correction stands whatever comes in later.
    done(&mut desk, set("R-2", Field::Submitter, Some("Hills")));
    let rows = desk.submission_rows(&numbers(&desk, ""), &desk.resolve("").unwrap()).unwrap();
    assert_eq!(rows[1].0.submitter.as_deref(), Some("Hills"));
    assert_eq!((rows[0].0.files, rows[2].0.files), (2, 1));
}
