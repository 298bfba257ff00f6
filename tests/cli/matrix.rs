//! The matrix on the command line: promised shapes, distinct totals, the rule that is always said.

use serde_json::{Value, json};

use super::desk::Desk;

/// Two submitters of two types; the one wrote twice; a date and a closed answer where there is one.
pub(crate) const FORM: &str = "Reference,Organisation,Stakeholder type,Country,Region,Submitted on,Size of the network,q1,q4\n\
     F-1,Lake IX,Technical community,KE,Africa,2025-01-10,10-49,IPv6 is late here.,Routing security is weak.\n\
     F-2,Lake IX,Technical community,KE,Africa,2025-02-01,\"1,000\",IPv6 again.,\n\
     F-3,Ministry of Links,Government,CH,Europe,,10-49,Cost is high.,Sign the routes and use IPv6.\n\
     F-4,,,,,,,Nobody asked us.,\n";

/// A workspace with the form, tagged by two themes.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("form.csv", FORM);
    desk.run(["import", "form.csv"]).done();
    desk.run(["tag", "ipv6", "--add", "IPv6"]).done();
    desk.run(["tag", "routing OR routes", "--add", "Routing security"]).done();
    desk
}

fn at(found: &Value, row: &str, column: Option<&str>) -> u64 {
    let place = |side: &str, value: Value| found[side].as_array().unwrap().iter().position(|v| *v == value);
    let row = place("rows", json!(row)).unwrap_or_else(|| panic!("{row}: {found}"));
    let column = place("columns", json!(column)).unwrap_or_else(|| panic!("{column:?}: {found}"));
    found["cells"][row][column].as_u64().unwrap()
}

#[test]
fn the_promised_shape_counts_distinct_things() {
    let desk = desk();
    let found = desk.run(["matrix", "--rows", "theme", "--columns", "type", "--format", "json"]).json();
    let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
    let mut promised = ["count", "rows", "columns", "cells", "row_totals", "column_totals", "total"];
    promised.sort_unstable();
    assert_eq!(keys, promised);
    assert_eq!((&found["count"], &found["total"]), (&json!("answers"), &json!(6)));
    assert_eq!(found["columns"], json!(["Government", "Technical community", null]));
    let (ipv6, routing) = ("Infrastructure / IPv6", "Infrastructure / Routing security");
    let technical = Some("Technical community");
    assert_eq!((at(&found, ipv6, technical), at(&found, routing, technical)), (2, 1));
    assert_eq!((at(&found, ipv6, Some("Government")), at(&found, routing, Some("Government"))), (1, 1));
    assert_eq!(found["column_totals"], json!([2, 3, 1]), "the answer with two themes once");
    assert_eq!(found["rows"].as_array().unwrap().last().unwrap(), &Value::Null);
    let who = ["matrix", "--rows", "theme", "--columns", "type", "--count", "submitters", "--format", "json"];
    let found = desk.run(who).json();
    assert_eq!((at(&found, ipv6, technical), &found["total"]), (1, &json!(3)), "Lake IX once");
}

#[test]
fn every_format_says_the_same_and_people_are_told_the_rule() {
    let desk = desk();
    let asked =
        ["matrix", "--rows", "attr:\"Size of the network\"", "--columns", "month", "--count", "submitters"];
    let table = desk.run(asked).done();
    assert!(table.err.contains("submitters, each once; totals are of distinct submitters"), "{}", table.err);
    let rows: Vec<Vec<&str>> = table.text().lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0][rows[0].len() - 4..], ["2025-01", "2025-02", "(none)", "total"]);
    assert_eq!(rows[1], ["10-49", "1", "0", "1", "2"]);
    assert_eq!(rows[2], ["1,000", "0", "1", "0", "1"]);
    assert_eq!(rows[4], ["total", "1", "1", "2", "3"]);
    let csv = desk.run(asked.iter().chain(&["--format", "csv"])).done();
    assert!(
        csv.text().contains("\n\"1,000\",0,1,0,1\r\n") || csv.text().contains("\n\"1,000\",0,1,0,1\n"),
        "{}",
        csv.text()
    );
    let lines = desk.run(asked.iter().chain(&["--format", "jsonl"])).done();
    let lines: Vec<Value> = lines.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 9);
    assert_eq!(lines[4], json!({"row": "1,000", "column": "2025-02", "count": "submitters", "number": 1}));
}

#[test]
fn each_cell_is_as_long_as_the_list_with_its_filters() {
    let desk = desk();
    let found = desk
        .run(["matrix", "is:any", "--rows", "question", "--columns", "country", "--format", "json"])
        .json();
    for (row, numbers) in found["rows"].as_array().unwrap().iter().zip(found["cells"].as_array().unwrap()) {
        for (column, number) in found["columns"].as_array().unwrap().iter().zip(numbers.as_array().unwrap()) {
            let Some(country) = column.as_str() else { continue };
            let list = desk.list(&format!("q:{} country:{country}", row.as_str().unwrap()));
            assert_eq!(number.as_u64().unwrap(), list.len() as u64, "{row} {country}");
        }
    }
}

#[test]
fn what_is_left_out_is_said_and_counted_when_asked_for() {
    let desk = desk();
    desk.run(["submissions", "F-1", "--set", "withdrawn=yes"]).done();
    let told = desk.run(["matrix", "--rows", "theme", "--columns", "region"]).done();
    assert!(told.err.contains("2 texts left out (withdrawn, replaced or the same again)"), "{}", told.err);
    let total = |query: &str| {
        let asked = ["matrix", query, "--rows", "status", "--columns", "region", "--format", "json"];
        desk.run(asked).json()["total"].as_u64().unwrap()
    };
    assert_eq!((total("-q:9"), total("is:any")), (4, 6));
}

#[test]
fn wrong_words_are_told_with_the_right_ones() {
    let desk = desk();
    desk.run(["matrix", "--rows", "colour", "--columns", "type"])
        .fails(2, &["“colour”", "theme, question, section"]);
    desk.run(["matrix", "--rows", "theme", "--columns", "attr:Size of the netwrok"])
        .fails(2, &["no table's column is “Size of the netwrok”", "Size of the network"]);
    desk.run(["matrix", "--rows", "theme", "--columns", "type", "--count", "words"])
        .fails(2, &["answers, submitters or passages"]);
    desk.run(["matrix", "tehme:x", "--rows", "theme", "--columns", "type"]).fails(2, &["tehme"]);
}

/// The text of a file.
fn file(desk: &Desk, name: &str) -> String {
    std::fs::read_to_string(desk.path(name)).unwrap()
}

#[test]
fn a_file_says_what_was_counted_of_what_by_whom_and_when() {
    let desk = desk();
    desk.run(["submissions", "F-1", "--set", "withdrawn=yes"]).done();
    let asked = ["matrix", "-q:9", "--rows", "question", "--columns", "type", "--count", "submitters", "-o"];
    let said = desk.run(asked.iter().chain(&["counts.md"])).done();
    assert!(said.text().contains("wrote Questions × stakeholder types, to counts.md"), "{}", said.text());
    let text = file(&desk, "counts.md");
    for words in [
        "# Questions × stakeholder types\n\n| question | Government | Technical community | (none) | total |\n|:--|--:|--:|--:|--:|\n",
        "\n| total | 1 | 1 | 1 | 3 |\n\n- Call: ",
        "\n- Query: \\-q:9\n- Counted: submitters, each once; totals are of distinct submitters\n",
        "\n- Left out: 2 texts (withdrawn, replaced or the same again)\n- Written: ",
        "\n- Analyst: ",
    ] {
        assert!(text.contains(words), "no {words:?} in\n{text}");
    }
    let question = text.lines().find(|line| line.starts_with("| 4 ")).unwrap();
    assert!(
        question.ends_with("| 1 | 0 | 0 | 1 |") && question.len() > 30,
        "its number and name: {question}"
    );
    desk.run(asked.iter().chain(&["counts.csv"])).done();
    let csv = file(&desk, "counts.csv");
    assert!(csv.starts_with("question,Government,Technical community,(none),total\r\n"), "{csv}");
    assert!(csv.contains("\r\n4,1,0,0,1\r\n") && csv.contains("\r\ntotal,1,1,1,3\r\n,,,,\r\nCall,"), "{csv}");
    assert!(csv.contains("\r\nQuery,'-q:9\r\n"), "no formula: {csv}");
    desk.run(asked.iter().chain(&["counts.json"])).done();
    let json: Value = serde_json::from_str(&file(&desk, "counts.json")).unwrap();
    let bare = ["matrix", "-q:9", "--rows", "question", "--columns", "type", "--count", "submitters"];
    let mut printed = desk.run(bare.iter().chain(&["--format", "json"])).json();
    assert_eq!(json["about"]["query"], json!("-q:9"));
    assert_eq!(json["about"]["left_out"], json!(2));
    printed["about"] = json["about"].clone();
    assert_eq!(json, printed, "the shape that is printed, and what it is about");
}

#[test]
fn shares_stand_beside_the_numbers() {
    let desk = desk();
    let asked = ["matrix", "--rows", "region", "--columns", "type", "--shares", "column"];
    let table = desk.run(asked).done();
    assert!(table.text().contains("3 (100 %)") && table.text().contains("3 (50 %)"), "{}", table.text());
    let csv = desk.run(asked.iter().chain(&["--format", "csv"])).done();
    let heads = csv.text().lines().next().unwrap().trim_end();
    assert!(heads.starts_with("region,Government,\"Government, % of the column\","), "{heads}");
    assert!(csv.text().contains("Africa,0,0.0,3,100.0,0,0.0,3,50.0"), "{}", csv.text());
    let of_row = ["matrix", "--rows", "region", "--columns", "type", "--shares", "row"];
    let markdown = desk.run(of_row.iter().chain(&["--format", "markdown"])).done();
    assert!(
        markdown.text().contains("\n| total | 2 (33 %) | 3 (50 %) | 1 (17 %) | 6 (100 %) |\n"),
        "{}",
        markdown.text()
    );
    assert!(markdown.text().contains("- Shares: in per cent of the row’s total"), "{}", markdown.text());
    let json = desk.run(of_row.iter().chain(&["--format", "json"])).json();
    assert_eq!(json["shares"]["of"], json!("row"));
    assert_eq!(json["shares"]["column_totals"], json!([33.3, 50.0, 16.7]));
    assert_eq!(json["shares"]["row_totals"], json!([100.0, 100.0, 100.0]));
    desk.run(["matrix", "--rows", "region", "--columns", "type", "--shares", "half"])
        .fails(2, &["row", "column", "half"]);
}

#[test]
fn a_file_is_replaced_only_when_asked_for_and_its_ending_says_the_format() {
    let desk = desk();
    let asked = ["matrix", "--rows", "theme", "--columns", "type", "-o"];
    desk.write("counts.md", "mine");
    desk.run(asked.iter().chain(&["counts.md"])).fails(1, &["counts.md", "--force"]);
    assert_eq!(file(&desk, "counts.md"), "mine");
    desk.run(asked.iter().chain(&["counts.md", "--force"])).done();
    assert!(file(&desk, "counts.md").starts_with("# Themes × stakeholder types\n"));
    desk.run(asked.iter().chain(&["counts.odt"]))
        .fails(2, &["counts.odt", ".docx, .html, .csv, .xlsx and .json"]);
    desk.run(asked.iter().chain(&["counts.jsonl"]))
        .fails(2, &["counts.jsonl", "markdown, docx, html, csv, xlsx or json"]);
    desk.run(asked.iter().chain(&["-"])).fails(2, &["standard output"]);
    let stream = desk.run(asked.iter().chain(&["-", "--format", "csv"])).done();
    assert!(stream.text().contains("Counted,\"answers, each once;"), "{}", stream.text());
    desk.run(asked.iter().chain(&["w.db", "--format", "csv", "--force"])).fails(2, &["workspace itself"]);
    assert!(
        !desk.names().iter().any(|name| name.ends_with("xlsx") || name.ends_with("jsonl")),
        "{:?}",
        desk.names()
    );
}

#[test]
fn names_do_nothing_in_the_file() {
    let desk = Desk::new();
    let form = "reference,organisation,stakeholder type,region,q1\n\
                A,One,\"=HYPERLINK(\"\"x\"\")\",a | b,text\nB,Two,@SUM(1),<b>x</b> [y](z),text\nC,Three,+1,\"-2, \"\"3\"\"\",text\n";
    desk.write("form.csv", form);
    desk.run(["import", "form.csv"]).done();
    let asked = ["matrix", "--rows", "type", "--columns", "region", "is:any", "-o"];
    desk.run(asked.iter().chain(&["counts.csv"])).done();
    let csv = file(&desk, "counts.csv");
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(csv.as_bytes());
    let cells: Vec<String> =
        reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{cells:?}");
    for name in ["'=HYPERLINK(\"x\")", "'@SUM(1)", "'+1", "'-2, \"3\"", "a | b"] {
        assert!(cells.iter().any(|cell| cell == name), "{name} in {cells:?}");
    }
    desk.run(asked.iter().chain(&["counts.md"])).done();
    let markdown = file(&desk, "counts.md");
    assert!(markdown.contains("a \\| b") && markdown.contains("\\<b\\>x\\</b\\> \\[y\\](z)"), "{markdown}");
    let options = pulldown_cmark::Options::ENABLE_TABLES;
    let events: Vec<String> =
        pulldown_cmark::Parser::new_ext(&markdown, options).map(|event| format!("{event:?}")).collect();
    let cells = events.iter().filter(|event| event.starts_with("Start(TableCell")).count();
    assert_eq!(cells, 5 * 5, "{events:?}");
    assert!(!events.iter().any(|event| event.contains("Html") || event.contains("Link")), "{events:?}");
}
