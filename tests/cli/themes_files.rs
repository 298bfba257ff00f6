//! The codebook to files and back.

use serde_json::Value;

use super::desk::Desk;

fn themes(desk: &Desk) -> Value {
    desk.run(["themes", "--format", "json"]).json()
}

/// The themes of a codebook without what is counted and made from it.
fn told(desk: &Desk) -> Vec<Value> {
    let all = themes(desk);
    let kept = [
        "id",
        "path",
        "letter",
        "short_name",
        "definition",
        "use_when",
        "not_when",
        "colour",
        "terms",
        "retired",
    ];
    let one = |theme: &Value| kept.iter().map(|name| theme[name].clone()).collect();
    all.as_array().unwrap().iter().map(one).collect()
}

#[test]
fn what_is_written_begins_another_workspace_with_the_same_themes() {
    let desk = Desk::worked();
    desk.run(["themes", "--add", "Infrastructure / Power \"grid\" \\ \u{202e}x"]).done();
    desk.run(["themes", "--retire", "AI governance"]).done();
    let wrote = desk.run(["themes", "-o", "codebook.toml"]).done();
    assert!(wrote.text().contains("codebook.toml"), "{}", wrote.text());
    desk.run(["themes", "-o", "codebook.toml"]).fails(1, &["--force"]);
    desk.run(["themes", "-o", "codebook.toml", "--force"]).done();
    let text = std::fs::read_to_string(desk.path("codebook.toml")).unwrap();
    assert!(text.contains("\\U0000202E") && !text.contains('\u{202e}'), "{text}");
    desk.run(["init", "other.db", "--themes", "codebook.toml"]).done();
    let other = desk.run(["themes", "-w", "other.db", "--format", "json"]).json();
    let ids = |all: &Value| -> Vec<Value> {
        all.as_array().unwrap().iter().map(|theme| theme["id"].clone()).collect()
    };
    assert_eq!(ids(&other), ids(&themes(&desk)));
    for format in ["toml", "csv", "json", "jsonl", "qdc"] {
        let name = format!("book.{format}");
        desk.run(["themes", "-o", &name]).done();
        let printed = desk.run(["themes", "--format", format]).done();
        assert_eq!(std::fs::read(desk.path(&name)).unwrap(), printed.out, "{format}");
    }
    desk.run(["themes", "-o", "book.txt"]).fails(2, &[".toml, .csv, .json and .qdc"]);
    desk.run(["themes", "-o", "w.db", "--format", "csv", "--force"]).fails(2, &["workspace itself"]);
}

#[test]
fn what_was_written_changes_nothing_when_it_is_taken_in_again() {
    let desk = Desk::worked();
    desk.run([
        "themes",
        "--describe",
        "IPv6",
        "--definition",
        "=SUM(A1) is no formula, it is; a \"definition\"",
    ])
    .done();
    desk.run(["themes", "--retire", "AI governance"]).done();
    let before = told(&desk);
    for name in ["book.toml", "book.csv"] {
        desk.run(["themes", "-o", name]).done();
        let taken = desk.run(["themes", "--import", name]).done();
        assert!(taken.text().ends_with("the codebook is as the file has it\n"), "{name}: {}", taken.text());
        assert_eq!(told(&desk), before, "{name}");
    }
    let csv = std::fs::read_to_string(desk.path("book.csv")).unwrap();
    assert!(csv.contains("\"'=SUM(A1)"), "{csv}");
}

#[test]
fn a_table_adds_and_changes_in_one_action_and_never_removes() {
    let desk = Desk::worked();
    let before = told(&desk);
    let rows = "Theme;Description;Letter;Colour;Terms;Retired\n\
                Infrastructure / IPv6;Addresses;;9;IPv6 | dual stack;\n\
                Infrastructure / Power / Grid;What feeds the network;q;;power; yes\n\
                Trust;;i;;;\n";
    desk.write("book.csv", rows.replace(" | ", ","));
    let dry = desk.run(["themes", "--import", "book.csv", "--dry-run"]).done();
    let lines: Vec<&str> = dry.text().lines().collect();
    assert_eq!(
        lines,
        [
            "adds Infrastructure / Power",
            "adds Infrastructure / Power / Grid",
            "changes Infrastructure / IPv6: definition, colour, terms",
            "leaves Trust: the letter i stays with Infrastructure / IPv6",
            "a dry run: nothing was written"
        ]
    );
    assert_eq!(told(&desk), before);
    let json = desk.run(["themes", "--import", "book.csv", "--format", "json"]).json();
    assert_eq!(json["added"].as_array().unwrap().len(), 2);
    assert_eq!(json["changes"][0]["fields"], serde_json::json!(["definition", "colour", "terms"]));
    assert_eq!((&json["unchanged"], json["left"][0]["path"].as_str()), (&0.into(), Some("Trust")));
    assert_eq!(told(&desk).len(), before.len() + 2, "nothing is removed");
    let again = desk.run(["themes", "--import", "book.csv"]).done();
    assert!(again.text().contains("the codebook is as the file has it"), "{}", again.text());
    desk.run(["undo"]).done();
    assert_eq!(told(&desk), before, "one action, one undo");
}

#[test]
fn a_theme_of_a_file_is_found_by_its_id_whatever_it_is_called_by_now() {
    let desk = Desk::worked();
    desk.run(["themes", "-o", "old.toml"]).done();
    desk.run(["themes", "--rename", "IPv6", "--to", "Addresses"]).done();
    desk.run(["themes", "--merge", "Routing security", "--into", "Cables and resilience"]).done();
    let taken = desk.run(["themes", "--import", "old.toml"]).done();
    assert!(taken.text().contains("changes Infrastructure / IPv6: name, short name"), "{}", taken.text());
    assert!(
        taken.text().contains("leaves Infrastructure / Routing security: it was merged into"),
        "{}",
        taken.text()
    );
    assert_eq!(desk.questions("theme:ipv6"), ["11"]);
}

#[test]
fn a_file_that_is_no_codebook_is_refused_with_its_place() {
    let desk = Desk::worked();
    let before = themes(&desk);
    desk.write("bad.toml", "[[theme]]\nid = \"a\"\nname = \"A\"\nletter = \"7\"\ncolour = 1\n");
    desk.run(["themes", "--import", "bad.toml"]).fails(2, &["bad.toml, line 4", "“7” is no letter"]);
    for (rows, words) in [
        ("name,colour\nA,13\n", "row 2: “13” is no colour"),
        ("path,letter\nA,xy\n", "row 2: “xy” is not one letter"),
        ("path,id\nA,zz\n", "row 2: “zz” is no id"),
        ("definition,colour\nA,1\n", "does not say what its themes are called"),
        ("path,retired\nA,perhaps\n", "neither yes nor no"),
    ] {
        desk.write("bad.csv", rows);
        desk.run(["themes", "--import", "bad.csv"]).fails(2, &[words]);
    }
    desk.run(["themes", "--import", "nowhere.csv"]).fails(1, &["nowhere.csv"]);
    desk.run(["themes", "--import", "nowhere.toml"]).fails(1, &["nowhere.toml"]);
    desk.run(["themes", "--import", "bad.csv", "--format", "toml"]).fails(2, &["not told as toml"]);
    assert_eq!(themes(&desk), before);
}

#[test]
fn examples_go_with_the_codebook_and_are_found_again_in_the_submissions() {
    let desk = Desk::new();
    desk.write(
        "form.csv",
        "reference,organisation,q8\nA-1,Lake IX,\"Here: IPv6 is “late” in our \\ valley\"\n",
    );
    desk.run(["import", "form.csv"]).done();
    desk.run(["themes", "--pick", "IPv6", "--passage", "6..35", "q:8"]).done();
    let examples = || -> Vec<Value> {
        let all = themes(&desk);
        let ipv6 = all.as_array().unwrap().iter().find(|theme| theme["name"] == "IPv6").unwrap();
        ipv6["examples"].as_array().unwrap().iter().map(|one| one["quote"].clone()).collect()
    };
    let picked = examples();
    assert_eq!(picked.len(), 1);
    desk.run(["themes", "-o", "book.toml"]).done();
    let book = std::fs::read_to_string(desk.path("book.toml")).unwrap();
    assert!(book.contains("[[theme.example]]\nsubmission = \"A-1\""), "{book}");
    let again = desk.run(["themes", "--import", "book.toml"]).done();
    assert!(again.text().contains("the codebook is as the file has it"), "{}", again.text());
    desk.run(["undo"]).done();
    let other = "[[theme.example]]\nsubmission = \"A-1\"\nquote = \"Nobody wrote this.\"\n[[theme.example]]";
    desk.write("book.toml", book.replacen("[[theme.example]]", other, 1));
    let dry = desk.run(["themes", "--import", "book.toml", "--dry-run"]).done();
    assert!(dry.text().contains("picks an example of Infrastructure / IPv6\n"), "{}", dry.text());
    assert!(dry.text().contains("its example “Nobody wrote this.” is not found in A-1"), "{}", dry.text());
    assert_eq!(examples().len(), 0);
    desk.run(["themes", "--import", "book.toml"]).done();
    assert_eq!(examples(), picked);
    desk.run(["undo"]).done();
    assert_eq!(examples().len(), 0, "one action, one undo");
    desk.run(["init", "new.db", "--themes", "book.toml"]).done();
}
