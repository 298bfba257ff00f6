//! Saved filters from the command line.

use super::desk::{Desk, LETTER};

#[test]
fn a_filter_is_saved_listed_replaced_removed_and_each_is_undone() {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    let listed = || desk.run(["filters", "--format", "json"]).json();
    assert_eq!(listed(), serde_json::json!([]));
    assert!(desk.run(["filters"]).done().err.contains("--save NAME QUERY"));
    let said = desk.run(["filters", "--save", "Routing", "-q:1 routing"]).done();
    assert!(said.text().starts_with("saved filter Routing: -q:1 routing · undo: "), "{}", said.text());
    assert_eq!(listed()[0]["name"], "Routing");
    assert_eq!(listed()[0]["query"], "-q:1 routing");
    let id = listed()[0]["id"].clone();
    desk.run(["filters", "--save", "ROUTING", "routing"]).done();
    assert_eq!(
        (&listed()[0]["query"], &listed()[0]["id"]),
        (&"routing".into(), &id),
        "same name, same filter"
    );
    desk.run(["filters", "--remove", "routing"]).done();
    assert_eq!(listed(), serde_json::json!([]));
    desk.run(["undo"]).done();
    desk.run(["undo"]).done();
    assert_eq!(listed()[0]["query"], "-q:1 routing");
    let history = desk.run(["history", "--format", "csv"]).done();
    assert!(history.text().contains("removed filter ROUTING: routing"), "{}", history.text());
    let table = desk.run(["filters", "--format", "csv"]).done();
    assert!(table.text().starts_with("name,query,id"), "{}", table.text());
}

#[test]
fn a_filter_with_a_mistake_or_an_unknown_name_is_refused() {
    let desk = Desk::new();
    desk.run(["filters", "--save", "Wrong", "tehme:ipv6"]).fails(2, &["tehme", "^"]);
    desk.run(["filters", "--save", "All", ""]).fails(2, &["nothing to save"]);
    desk.run(["filters", "--save", "…", "ipv6"]).fails(2, &["letter or digit"]);
    desk.run(["filters", "--save", "Routing", "routing"]).done();
    desk.run(["filters", "--remove", "Rooting"]).fails(2, &["Rooting", "hint: ", "Routing"]);
    desk.run(["filters", "--save", "One"]).fails(2, &[]);
}
