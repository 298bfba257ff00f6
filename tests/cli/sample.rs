//! The bundled sample: every submission lands as it was meant.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::desk::Desk;

/// A workspace with the sample's submissions and no work, and the report of the import.
fn sample() -> (Desk, Value) {
    let desk = Desk::new();
    let mut files: Vec<_> = std::fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e != "toml"));
    let mut arguments = vec![std::ffi::OsString::from("import"), "--format".into(), "json".into()];
    arguments.extend(files.into_iter().map(Into::into));
    let report = desk.run(arguments).json();
    (desk, report)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample")
}

fn several_of<'a>(records: &'a [Value], field: &str) -> BTreeSet<&'a str> {
    records.iter().filter_map(|record| record[field].as_str()).collect()
}

#[test]
fn the_samples_submissions_place_as_they_were_meant() {
    let (desk, report) = sample();
    // Nothing needs a decision but the letter, which has no headings.
    for source in report["sources"].as_array().unwrap() {
        let is_letter = source["file"].as_str().is_some_and(|file| file.ends_with("parliamentary-circle.md"));
        let told = source["problems"].as_array().unwrap();
        assert_eq!(told.iter().any(|p| p["severity"] != "remark"), is_letter, "{source}");
    }
    let submissions = desk.run(["submissions", "--format", "json"]).json();
    let submissions = submissions.as_array().unwrap();
    assert!((34..=38).contains(&submissions.len()), "{}", submissions.len());
    for it in submissions {
        assert!(!it["submitted_on"].is_null() && !it["stakeholder_type"].is_null(), "{it}");
    }
    assert_eq!(submissions.iter().filter(|s| s["submitter"].is_null()).count(), 1);
    assert!(submissions.iter().filter(|s| s["late"] == true).count() >= 2);
    for language in ["ar", "en", "es", "fr", "ru", "zh"] {
        let those = submissions.iter().filter(|s| s["language"] == language);
        assert!(those.count() >= 2, "{language}");
    }
    let regions = ["Africa", "Americas", "Arab States", "Asia-Pacific", "CIS", "Europe"];
    assert!(several_of(submissions, "region").into_iter().eq(regions));
    assert!(several_of(submissions, "stakeholder_type").len() >= 6);

    let found = desk.list("");
    let (unplaced, answers): (Vec<Value>, Vec<Value>) =
        found.into_iter().partition(|a| a["question"].is_null());
    for a in answers.iter().chain(&unplaced) {
        assert!(a["words"].as_u64().unwrap() > 10, "{a}");
    }
    // Every question is answered by someone, and headings without a number are known by their wording.
    for number in 1..=11 {
        assert!(desk.list(&format!("q:{number}")).len() >= 6, "question {number}");
    }
    let unnumbered = |a: &&Value| {
        let heading = a["heading"].as_str().unwrap_or("1");
        !heading.contains(|c: char| c.is_ascii_digit())
    };
    assert!(answers.iter().any(|a| unnumbered(&a)));
    for (who, answered) in
        [("\"Laurel Bay Institute for Network Policy\"", 5), ("\"Open Paths Coalition\"", 5)]
    {
        assert_eq!(desk.list(&format!("from:{who} -is:unplaced")).len(), answered, "{who}");
    }
    // No heading was swallowed by the answer before it.
    for a in &answers {
        let file = a["source"]["file"].as_str().unwrap();
        let source = std::fs::read_to_string(folder().join(file)).unwrap();
        let headings = source.lines().filter_map(|line| line.strip_prefix('#'));
        for heading in headings.map(|line| line.trim_start_matches('#').trim()) {
            assert!(!a["text"].as_str().unwrap().lines().any(|line| line == heading), "{file}: {heading}");
        }
    }
    // The cover letter of a document stands before its title.
    let letter = desk.list("from:Kyoga is:unplaced").remove(0);
    assert!(letter["text"].as_str().unwrap().starts_with("Dear members of the secretariat,"), "{letter}");
    // A letter without headings is unplaced as a whole; a campaign is five submissions, a revision two.
    assert!(desk.list("from:\"Parliamentary Circle\" -is:unplaced").is_empty());
    let letters = desk.list("q:4 \"It asks that small networks be counted\"");
    assert_eq!(several_of(&letters, "submitter").len(), 5);
    assert_eq!(several_of(&desk.list("from:\"Halden Cloud\" q:3"), "submission").len(), 2);
}

#[test]
fn routing_security_is_spoken_of_in_every_language_of_the_sample() {
    let (desk, _) = sample();
    let found = desk.list(
        "\"routing security\" OR \"sécurité du routage\" OR \"seguridad del enrutamiento\" OR \
         \"безопасность маршрутизации\" OR \"أمن التوجيه\" OR \"路由安全\"",
    );
    assert!(several_of(&found, "submitter").len() >= 12, "{}", found.len());
    assert_eq!(several_of(&found, "language").len(), 6);
}
