//! A workspace after a kill: it opens, it is in order, the journal gives its state, and nothing is half there.

use rusqlite::Connection;
use serde_json::Value;

use crate::cli::desk::Desk;

/// Looks at the workspace as the program does and as SQLite does; gives its history, newest first.
pub(crate) fn check(desk: &Desk, rows_of_imports: &str) -> Vec<Value> {
    state(desk, "w.db");
    let conn = Connection::open(desk.path("w.db")).unwrap();
    let number = |sql: &str| conn.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
    let sound: String = conn.query_row("PRAGMA integrity_check", [], |r| r.get(0)).unwrap();
    assert_eq!(sound, "ok");
    assert_eq!(number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    // What an operation says it wrote is there: a tag for each answer, all of an import's rows, or nothing.
    let half = "SELECT count(*) FROM (SELECT device, max(seq) - count(*) AS gap FROM operation GROUP BY device, branch)
                WHERE gap <> 0";
    assert_eq!(number(half), 0, "a number is missing");
    let untagged = "SELECT count(*) FROM operation WHERE kind = 'tag.add' AND NOT EXISTS (SELECT 1 FROM tag WHERE op = n)";
    assert_eq!(number(untagged), 0, "an operation without its tags");
    let orphans =
        "SELECT count(*) FROM (SELECT op FROM tag UNION SELECT op FROM status UNION SELECT op FROM cell)
                   WHERE op NOT IN (SELECT n FROM operation)";
    assert_eq!(number(orphans), 0, "a write without its operation");
    let imported = "SELECT count(*) FROM source WHERE NOT EXISTS
                    (SELECT 1 FROM cell WHERE cell.kind = 5 AND cell.entity = source.sha256)";
    assert_eq!(number(imported), 0, "a source without its import");
    let rows = format!(
        "SELECT count(*) FROM (SELECT source, count(*) AS rows FROM record GROUP BY source) WHERE rows NOT IN ({rows_of_imports})"
    );
    assert_eq!(number(&rows), 0, "an import without some of its rows");
    assert_eq!(number("SELECT count(*) FROM answer WHERE visible = 1 AND stretches = '[]'"), 0);
    drop(conn);
    let Value::Array(history) = desk.run(["history", "--format", "json"]).json() else { panic!("no array") };
    history
}

/// Runs `doctor`, which has to find nothing; gives what it says of the state.
pub(crate) fn state(desk: &Desk, file: &str) -> String {
    let ran = desk.run(["doctor", "-w", file, "--format", "json"]);
    assert_eq!(ran.status, 0, "{file}: {}{}", ran.text(), ran.err);
    let checks = ran.json();
    let replay = checks.as_array().unwrap().iter().find(|check| check["name"] == "replay").unwrap();
    replay["detail"].as_str().unwrap().to_owned()
}
