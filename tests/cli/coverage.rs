//! Coverage: which submission says something under which question, and what stands under none.

use serde_json::{Value, json};

use super::desk::Desk;

/// Two rows of a form, and a document: answered, referring, blank, missing, unsure.
pub(crate) const FORM: &str = "Reference,Organisation,q1,q4,q8\n\
                               F-1,Lake IX,Power is dear.,See answer 1,\n\
                               F-2,Hill Net,Cost is high.,同上,Masts fall.\n";
/// Its number 7 stands over the wording of question 4.
pub(crate) const PAPER: &str = "\
# The Example Net Contribution to the WSIS+20 Review

Dear colleagues, thank you for asking.

## 1- What are the main achievements of the implementation of the WSIS process in the past 20 years?

More people than ever are online.

## 11- What are the key emerging digital trends and topics to be considered by ITU in the WSIS+20 review and future vision beyond 2025?
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("form.csv", FORM);
    desk.write("paper.md", PAPER);
    desk.run(["import", "form.csv", "paper.md"]).done();
    desk
}

/// The states of a row, by their first letters.
fn states(row: &Value) -> String {
    let cells = row["cells"].as_array().unwrap();
    cells.iter().map(|cell| cell["state"].as_str().unwrap().chars().next().unwrap()).collect()
}

#[test]
fn each_cell_says_what_is_there() {
    let found = desk().run(["coverage", "--format", "json"]).json();
    assert_eq!(found["questions"], json!(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]));
    let rows: Vec<String> = found["submissions"].as_array().unwrap().iter().map(states).collect();
    assert_eq!(rows, ["ammrmmmbmmm", "ammrmmmammm", "ammmmmmmmmb"]);
    let first = &found["submissions"][0];
    assert_eq!((&first["reference"], &first["submitter"]), (&json!("F-1"), &json!("Lake IX")));
    assert_eq!(first["cells"][0], json!({"state": "answered", "words": 3}));
    assert_eq!(first["cells"][3], json!({"state": "refers", "words": 3}));
    assert_eq!(first["cells"][7], json!({"state": "blank", "words": 0}));
    assert_eq!(first["id"].as_str().unwrap().len(), 32);
    let total = |i: usize| &found["totals"][i];
    assert_eq!(
        (&total(0)["answered"], &total(3)["refers"], &total(3)["missing"]),
        (&json!(3), &json!(2), &json!(1))
    );
    let paper = &found["sources"][1];
    assert_eq!(paper["file"], "paper.md");
    let share = paper["unplaced_share"].as_f64().unwrap();
    let words = |of: &str| paper["words"][of].as_f64().unwrap();
    assert!((share - words("unplaced") / words("read")).abs() < 1e-9 && share > 0.0, "{paper}");
}

#[test]
fn a_query_narrows_it_and_every_format_says_the_same() {
    let desk = desk();
    let lines = desk.run(["coverage", "--format", "jsonl"]).done();
    assert_eq!(lines.text().lines().count(), 3);
    let one = desk.run(["coverage", "from:\"Hill Net\"", "--format", "json"]).json();
    assert_eq!(one["submissions"].as_array().unwrap().len(), 1);
    assert_eq!(one["sources"].as_array().unwrap().len(), 1, "only the form");
    let csv = desk.run(["coverage", "--format", "csv"]).done();
    let (head, first) = csv.text().split_once("\r\n").or_else(|| csv.text().split_once('\n')).unwrap();
    assert!(head.starts_with("id,reference,submitter,1,1 words,2,"), "{head}");
    assert!(first.contains(",F-1,Lake IX,answered,3,missing,0,missing,0,refers,3,"), "{first}");
    let table = desk.run(["coverage"]).done();
    for line in ["F-1", "refers", "answered     3  0", "paper.md"] {
        assert!(table.text().contains(line), "no {line:?}:\n{}", table.text());
    }
    desk.run(["coverage", "teem:x"]).fails(2, &["theme"]);
}

#[test]
fn what_is_withdrawn_is_left_out_and_said() {
    let desk = desk();
    desk.run(["submissions", "F-1", "--set", "withdrawn=yes"]).done();
    let ran = desk.run(["coverage"]).done();
    assert!(!ran.text().contains("F-1") && ran.err.contains("2 texts left out"), "{}{}", ran.text(), ran.err);
    assert!(desk.run(["coverage", "is:any"]).done().text().contains("F-1"));
}

#[test]
fn a_block_of_which_it_is_not_sure_is_told_as_such() {
    let desk = Desk::new();
    // The number of one question, the wording of another.
    desk.write(
        "paper.md",
        "# The Example Net Contribution to the WSIS+20 Review\n\n## 11- What are the main achievements of the \
         implementation of the WSIS process in the past 20 years?\n\nMore are online.\n",
    );
    desk.run(["import", "paper.md"]).done();
    let found = desk.run(["coverage", "--format", "json"]).json();
    let states = states(&found["submissions"][0]);
    let problems = desk.run(["sources", "--format", "json"]).json()[0]["problems"].to_string();
    // Wording decides: where it is sure of it, it is an answer.
    assert_eq!(states.contains('u'), problems.contains("unsure"), "{states} {problems}");
}

#[test]
fn a_heading_of_two_questions_answers_both_and_opens_the_one_text() {
    let desk = Desk::new();
    desk.write(
        "lake.md",
        "# Lake IX\n\n## Question 1\n\nMany.\n\n## Questions 3 and 4\n\nRights and routes.\n\n## Question 5\n\nSee answer 3.\n",
    );
    desk.run(["import", "lake.md", "--as", "Lake IX"]).done();
    let grid = desk.run(["coverage", "--format", "json"]).json();
    let states = |grid: &Value| -> Vec<String> {
        let cells = grid["submissions"][0]["cells"].as_array().unwrap();
        cells[..5].iter().map(|cell| cell["state"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(states(&grid), ["answered", "missing", "answered", "refers", "refers"]);
    let fourth = &grid["submissions"][0]["cells"][3];
    assert_eq!((&fourth["under"], &fourth["words"]), (&"3".into(), &0.into()), "its words are counted once");
    let id = desk.list("q:3")[0]["id"].as_str().unwrap().to_owned();
    let shown = desk.run(["show", &id]).done();
    assert!(shown.text().contains("answers too: 4\n"), "{}", shown.text());
    assert_eq!(desk.run(["show", &id, "--format", "json"]).json()["also"], serde_json::json!(["4"]));

    // Once its second half has a place of its own, nothing refers any more.
    let text = desk.list("q:3")[0]["text"].as_str().unwrap().to_owned();
    let start = text.find("routes").unwrap();
    let place = format!("{start}..{}", text.len());
    desk.run(["place", &id, "4", "--passage", &place]).done();
    let split = desk.run(["coverage", "--format", "json"]).json();
    assert_eq!(states(&split), ["answered", "missing", "answered", "answered", "refers"]);
    assert!(!desk.run(["show", &id]).done().text().contains("answers too"));
    desk.run(["undo"]).done();
    assert_eq!(desk.run(["coverage", "--format", "json"]).json(), grid);
}

#[test]
fn what_was_decided_is_no_longer_unsure_of_any_question_that_was_thought_of() {
    let desk = Desk::new();
    desk.write(
        "lake.md",
        "# Lake IX\n\n## Questions 3 and 4: the weather of our islands and lakes\n\nIt rains.\n",
    );
    desk.run(["import", "lake.md", "--as", "Lake IX"]).done();
    let state = |question: usize| {
        let grid = desk.run(["coverage", "--format", "json"]).json();
        grid["submissions"][0]["cells"][question - 1]["state"].as_str().unwrap().to_owned()
    };
    assert_eq!((state(3), state(4)), ("unsure".to_owned(), "unsure".to_owned()));
    let id = desk.list("is:unplaced")[0]["id"].as_str().unwrap().to_owned();
    desk.run(["place", &id, "4"]).done();
    assert_eq!((state(3), state(4)), ("missing".to_owned(), "answered".to_owned()));
}
