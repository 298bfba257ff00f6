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
