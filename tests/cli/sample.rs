//! The bundled sample: every submission lands as it was meant.

use std::path::Path;

use serde_json::Value;

use super::desk::Desk;

#[test]
fn the_samples_submissions_place_as_they_were_meant() {
    let desk = Desk::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e != "toml"));
    let mut arguments = vec![std::ffi::OsString::from("import"), "--format".into(), "json".into()];
    arguments.extend(files.into_iter().map(Into::into));
    let report = desk.run(arguments).json();
    for source in report["sources"].as_array().unwrap() {
        let told = source["problems"].as_array().unwrap();
        assert!(told.iter().all(|p| p["severity"] == "remark"), "{source}");
    }
    let submissions = desk.run(["submissions", "--format", "json"]).json();
    let submissions = submissions.as_array().unwrap();
    assert_eq!(submissions.len(), 23);
    for it in submissions {
        assert!(!it["submitted_on"].is_null() && !it["stakeholder_type"].is_null(), "{it}");
    }
    let nameless = submissions.iter().filter(|s| s["submitter"].is_null()).count();
    let late = submissions.iter().filter(|s| s["late"] == true).count();
    assert_eq!((nameless, late), (1, 2));

    let found = desk.list("");
    let (unplaced, answers): (Vec<Value>, Vec<Value>) =
        found.into_iter().partition(|a| a["question"].is_null());
    assert_eq!((answers.len(), unplaced.len()), (88, 14));
    assert!(answers.iter().all(|a| a["words"].as_u64().unwrap() > 10));
    // Every question is answered by someone, and headings without a number are known by their wording.
    for number in 1..=11 {
        assert!(!desk.list(&format!("q:{number}")).is_empty(), "question {number}");
    }
    let unnumbered = |a: &&Value| {
        let heading = a["heading"].as_str().unwrap_or("1");
        !heading.contains(|c: char| c.is_ascii_digit())
    };
    assert!(answers.iter().any(|a| unnumbered(&a)));
    assert_eq!(desk.list("from:\"Laurel Bay Institute for Network Policy\" -is:unplaced").len(), 5);
    // The cover letter of a document stands before its title.
    let letter = desk.list("from:Kyoga is:unplaced").remove(0);
    assert!(letter["text"].as_str().unwrap().starts_with("Dear members of the secretariat,"), "{letter}");
}
