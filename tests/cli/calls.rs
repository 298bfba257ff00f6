//! A call that changes after submissions came.

use serde_json::Value;

use super::desk::Desk;

/// The call of the workspace as a file, changed.
fn changed(desk: &Desk, change: impl Fn(String) -> String) {
    let toml = desk.run(["call", "--toml"]).done().text().to_owned();
    desk.write("call.toml", change(toml));
}

fn late(desk: &Desk) -> usize {
    desk.list("is:late").len()
}

#[test]
fn a_call_that_changes_says_what_changed_and_comes_back() {
    let desk = Desk::worked();
    desk.write(
        "form.csv",
        "Reference,Organisation,Submitted on,q1,q4\nR-1,Hill Net,2025-02-10,Much.,\nR-2,Dale Net,2025-03-01,,Roads.\n",
    );
    desk.run(["import", "form.csv"]).done();
    assert_eq!(late(&desk), 2);
    let before = desk.list("");
    changed(&desk, |toml| {
        let toml = toml.replace("deadline = 2025-01-31", "deadline = 2025-02-14");
        let toml = toml.replace("number = \"4\"\nsection", "number = \"4a\"\nsection");
        toml + "\n[[question]]\nkey = \"q4b\"\nnumber = \"4b\"\nsection = \"implementation\"\n\
                wording = \"What else?\"\nshort_name = \"Else\"\nrecognize = []\n"
    });
    let dry = desk.run(["call", "--set", "call.toml", "--dry-run"]).done();
    let lines: Vec<&str> = dry.text().lines().collect();
    assert_eq!(
        lines,
        [
            "the deadline is 2025-02-14, not 2025-01-31: 1 submission is late, 2 before",
            "question 4 is now 4a",
            "question 4b added",
            "a dry run: nothing was written"
        ]
    );
    assert_eq!(late(&desk), 2);
    let ran = desk.run(["call", "--set", "call.toml"]).done();
    assert!(ran.text().contains("question 4 is now 4a; question 4b added · undo: "), "{}", ran.text());
    assert_eq!((late(&desk), desk.questions("q:4a")), (1, vec!["4a".to_owned()]));
    assert!(desk.run(["call"]).done().text().contains("What else?"));
    // Ids of answers do not hang on numbers.
    let ids = |found: &[Value]| found.iter().map(|a| a["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&desk.list("")), ids(&before));
    assert!(desk.run(["call", "--set", "call.toml"]).done().text().contains("that already"));
    desk.run(["doctor"]).done();
    desk.run(["undo"]).done();
    assert_eq!(desk.list(""), before);
    assert!(!desk.run(["call"]).done().text().contains("What else?"));
    desk.run(["doctor"]).done();
}

#[test]
fn a_question_under_which_something_stands_cannot_go_and_an_empty_one_can() {
    let desk = Desk::worked();
    let without = |toml: String, number: &str| {
        let tables: Vec<&str> = toml.split("\n[[question]]").collect();
        let kept =
            tables.into_iter().filter(|table| !table.contains(&format!("number = \"{number}\"\nsection")));
        kept.collect::<Vec<_>>().join("\n[[question]]")
    };
    changed(&desk, |toml| without(toml, "11"));
    desk.run(["call", "--set", "call.toml"]).fails(2, &["question 11", "1 answer stands under it", "place"]);
    changed(&desk, |toml| without(toml, "7"));
    desk.run(["call", "--set", "call.toml"]).done();
    desk.run(["list", "q:7"]).fails(2, &["7"]);
    assert_eq!(desk.questions(""), ["1", "11", "-"]);
    desk.run(["undo"]).done();
    desk.run(["list", "q:7"]).done();
    desk.write("call.toml", "title = 7");
    desk.run(["call", "--set", "call.toml"]).fails(2, &["call.toml"]);
}
