//! What analysts do, each step in a process of its own: tags, notes, statuses, shortlists, undo and redo.

use super::desk::{Desk, LETTER, Ran};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    desk
}

/// The short id after the last ": " of an acknowledgement.
fn short_id(ran: &Ran) -> String {
    let line = ran.text().trim_end();
    line.rsplit(": ").next().unwrap().to_owned()
}

#[test]
fn a_tag_is_acknowledged_and_taken_back_and_brought_back() {
    let desk = desk();
    let tagged = desk.run(["tag", "q:11", "--add", "ipv6", "--stance", "for"]).done();
    assert!(tagged.text().starts_with("tagged 1 answer, IPv6 · undo: "), "{}", tagged.text());
    assert_eq!(tagged.text().lines().count(), 1);
    let found = desk.list("theme:ipv6 stance:for");
    assert_eq!(found.len(), 1);
    let tag = &found[0]["tags"][0];
    assert_eq!(
        (&tag["analyst"], &tag["stance"], &tag["start"]),
        (&"alice".into(), &"for".into(), &serde_json::Value::Null)
    );

    desk.run(["undo", &short_id(&tagged)]).done();
    assert!(desk.list("theme:ipv6").is_empty());
    desk.run(["redo"]).done();
    assert_eq!(desk.questions("theme:ipv6"), ["11"]);
    let history = desk.run(["history", "--format", "json"]).json();
    let kinds: Vec<&str> = history.as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect();
    assert_eq!(&kinds[..3], ["redo", "undo", "tag.add"]);
    assert_eq!(history[2]["undone"], false);
}

#[test]
fn a_tag_that_is_there_is_no_new_action() {
    let desk = desk();
    desk.run(["tag", "q:11", "--add", "IPv6"]).done();
    let before = desk.run(["history", "--format", "json"]).json();
    let again = desk.run(["tag", "q:11", "--add", "IPv6"]).done();
    assert!(!again.text().contains("undo:"), "{}", again.text());
    assert_eq!(desk.run(["history", "--format", "json"]).json(), before);
}

#[test]
fn an_unknown_theme_is_made_and_said_so_unless_it_must_be_known() {
    let desk = desk();
    desk.run(["tag", "q:1", "--add", "Rooting", "--known"]).fails(2, &["Rooting", "hint:"]);
    desk.run(["tag", "q:1", "--add", "IPv", "--known"]).fails(2, &["IPv6"]);
    let made = desk.run(["tag", "q:1", "--add", "Access / Rooting"]).done();
    assert!(made.err.contains("new theme"), "{}", made.err);
    assert_eq!(desk.questions("theme:rooting"), ["1"]);
    let themes = desk.run(["themes", "--format", "json"]).json();
    let theme = themes.as_array().unwrap().iter().find(|t| t["path"] == "Access / Rooting").unwrap();
    assert_eq!(theme["answers"], 1);
    desk.run(["tag", "q:1", "--remove", "Access / Rooting"]).done();
    assert!(desk.list("theme:rooting").is_empty());
}

#[test]
fn the_status_is_each_analysts_own() {
    let desk = desk();
    desk.run(["status", "q:1,11", "reviewed"]).done();
    desk.run(["status", "q:11", "flagged", "--analyst", "Bob"]).done();
    assert_eq!(desk.questions("status:reviewed"), ["1", "11"]);
    assert_eq!(desk.questions("status:flagged@bob"), ["11"]);
    assert!(desk.list("status:flagged").is_empty());
    // The newest of one's own is taken back, never another's.
    desk.run(["undo"]).done();
    assert!(desk.list("status:reviewed").is_empty());
    assert_eq!(desk.questions("status:flagged@bob"), ["11"]);
}

#[test]
fn notes_are_written_rewritten_and_removed() {
    let desk = desk();
    desk.run(["note", "q:11", "--text", "Ask for figures"]).done();
    desk.run(["note", "q:11", "--passage", "0..7", "--text", "The topic"]).done();
    let notes = desk.list("note:figures")[0]["notes"].clone();
    assert_eq!((notes[0]["text"].as_str(), notes[1]["end"].as_u64()), (Some("Ask for figures"), Some(7)));
    let id = notes[0]["id"].as_str().unwrap();
    desk.run(["note", id, "--text", "Ask for a table"]).done();
    assert!(desk.list("note:figures").is_empty());
    assert_eq!(desk.questions("note:table"), ["11"]);
    desk.run(["note", id, "--remove"]).done();
    assert!(desk.list("note:table").is_empty());
    desk.run(["note", "--theme", "IPv6", "--text", "Transition only"]).done();
    desk.run(["note", "--question", "7", "--text", "Often misread"]).done();
    desk.run(["note", "--question", "12", "--text", "x"]).fails(2, &["12", "hint:"]);
    desk.run(["note", "q:1,11", "--text", "two"]).fails(2, &["finds 2"]);
}

#[cfg(unix)]
#[test]
fn a_note_can_be_written_in_the_editor() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = desk();
    desk.write("editor", "#!/bin/sh\necho 'From the editor' > \"$1\"\n");
    std::fs::set_permissions(desk.path("editor"), std::fs::Permissions::from_mode(0o755)).unwrap();
    desk.command(["note", "q:1", "--edit"]).env("EDITOR", desk.path("editor")).assert().success();
    assert_eq!(desk.list("note:editor")[0]["notes"][0]["text"], "From the editor");
}

#[test]
fn a_shortlist_keeps_what_was_added_in_order() {
    let desk = desk();
    desk.run(["shortlist", "Chair", "--new"]).done();
    desk.run(["shortlist", "chair", "--add", "q:11"]).done();
    desk.run(["shortlist", "--add", "-q:11 -is:unplaced"]).done();
    let items = desk.run(["shortlist", "Chair", "--format", "json"]).json();
    let numbers: Vec<&str> =
        items.as_array().unwrap().iter().map(|i| i["answer"]["question"].as_str().unwrap()).collect();
    assert_eq!(numbers, ["11", "1"]);
    desk.run(["shortlist", "Chair", "--remove", "q:11"]).done();
    let lists = desk.run(["shortlist", "--format", "json"]).json();
    assert_eq!((&lists[0]["name"], &lists[0]["items"]), (&"Chair".into(), &1.into()));
    desk.run(["shortlist", "Nobody"]).fails(2, &["Nobody", "Chair"]);
}

#[test]
fn a_shortlist_takes_headings_and_comments_another_name_and_its_end() {
    let desk = desk();
    desk.run(["shortlist", "Chair", "--new"]).done();
    desk.run(["shortlist", "Chair", "--heading", "What was said"]).done();
    desk.run(["shortlist", "Chair", "--add", "q:11"]).done();
    desk.run(["shortlist", "Chair", "--comment", "- by one"]).done();
    desk.run(["shortlist", "Chair", "--rename", "Board"]).done();
    let items = desk.run(["shortlist", "board", "--format", "json"]).json();
    let kinds: Vec<&str> = items.as_array().unwrap().iter().map(|i| i["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["heading", "quotation", "comment"]);
    assert_eq!((&items[1]["cuts"], &items[1]["analyst"]), (&serde_json::json!([]), &"alice".into()));
    assert_eq!(desk.list("shortlist:board").len(), 1);
    desk.run(["shortlist", "Board", "--delete"]).done();
    desk.run(["shortlist", "Board"]).fails(2, &["Board"]);
    desk.run(["undo"]).done();
    assert_eq!(desk.run(["shortlist", "Board", "--format", "json"]).json().as_array().unwrap().len(), 3);
    desk.run(["shortlist", "--delete"]).fails(2, &["NAME"]);
}

#[test]
fn metadata_is_corrected_and_brought_back_without_a_new_id() {
    let desk = desk();
    let before = desk.list("q:1")[0].clone();
    desk.run(["submissions", "q:1", "--set", "country=NL"]).done();
    let after = desk.list("q:1")[0].clone();
    assert_eq!((&after["country"], &after["id"]), (&"NL".into(), &before["id"]));
    desk.run(["undo"]).done();
    assert_eq!(desk.list("q:1")[0]["country"], before["country"]);
    desk.run(["submissions", "--set", "country=NL"]).fails(2, &["query"]);
}

#[test]
fn answers_and_submissions_are_found_by_the_beginning_of_their_id() {
    let desk = desk();
    let answer = desk.list("q:11").remove(0);
    let id = answer["id"].as_str().unwrap();
    assert_eq!(desk.run(["show", &id[..10], "--format", "json"]).json(), answer);
    let reference = answer["reference"].as_str().unwrap();
    let submission = desk.run(["show", reference, "--format", "json"]).json();
    assert_eq!(submission["id"], answer["submission"]);
    desk.run(["show", "ffffffffffffffffffff"]).fails(2, &["ffffffffffffffffffff"]);
}

#[test]
fn nothing_that_matches_is_no_failure() {
    let desk = desk();
    let none = desk.run(["tag", "zebra", "--add", "IPv6"]).done();
    assert!(none.text().contains("nothing"), "{}", none.text());
    assert!(desk.list("zebra").is_empty());
}

#[test]
fn an_undo_says_what_others_have_built_on() {
    let desk = desk();
    let made = desk.run(["tag", "q:11", "--add", "Sand and stone"]).done();
    desk.run(["--analyst", "bo", "tag", "q:1", "--add", "Sand and stone"]).done();
    let undone = desk.run(["undo", &short_id(&made)]).done();
    assert!(undone.text().contains("the theme Sand and stone is kept, bo uses it"), "{}", undone.text());
    assert_eq!(desk.questions("theme:sand"), ["1"]);

    desk.run(["note", "q:11", "--text", "first"]).done();
    let note = desk.list("has:note")[0]["notes"][0]["id"].as_str().unwrap().to_owned();
    desk.run(["--analyst", "bo", "note", &note, "--text", "second"]).done();
    let undone = desk.run(["undo"]).done();
    assert!(undone.text().contains("1 of 2 stay, bo changed them since"), "{}", undone.text());
    assert_eq!(desk.list("has:note")[0]["notes"][0]["text"], "second");
}

#[test]
fn a_reference_names_one_submission() {
    let desk = desk();
    desk.write("other.md", LETTER.replace("Example Net", "Other Org"));
    desk.run(["import", "other.md"]).done();
    let taken = ["submissions", "from:Other", "--set", "reference=wsis20-001"];
    desk.run(taken).fails(2, &["Example Net", "hint:"]);
    desk.run(["submissions", "q:1", "--set", "reference=X-1"]).fails(2, &["these are 2"]);
    desk.run(["submissions", "from:Other", "--set", "reference=X-1"]).done();
    assert_eq!(desk.list("ref:X-1").len(), 3);
    desk.run(["submissions", "from:Other", "--set", "reference=X-1", "--set", "country=NL"]).done();
}

#[test]
fn a_submission_is_corrected_by_its_reference_and_shows_what_it_was() {
    let desk = desk();
    let set = |values: &[&str]| {
        let values = values.iter().flat_map(|value| ["--set", value]);
        let words: Vec<&str> = ["submissions", "wsis20-001"].into_iter().chain(values).collect();
        desk.run(words)
    };
    let done = set(&["country=Kenya", "type=academia"]).done();
    let lines: Vec<&str> = done.text().lines().collect();
    assert!(lines[0].starts_with("corrected the country of WSIS20-001: none → Kenya · undo: "), "{lines:?}");
    assert!(lines[1].starts_with("corrected the type of WSIS20-001: ") && lines.len() == 2, "{lines:?}");
    let before = desk.run(["history", "--format", "json"]).json();
    set(&["region=Africa", "country=Keniya"]).fails(2, &["did you mean Kenya?", "=Keniya takes it"]);
    assert_eq!(desk.run(["history", "--format", "json"]).json(), before, "all or nothing");
    set(&["kuntry=NL"]).fails(2, &["stakeholder_type"]);
    let shown = desk.run(["show", "WSIS20-001"]).done();
    assert!(shown.text().contains("country corrected by "), "{}", shown.text());
    let shown = desk.run(["show", "WSIS20-001", "--format", "json"]).json();
    assert_eq!(
        (&shown["corrections"][1]["field"], &shown["corrections"][1]["before"]),
        (&"country".into(), &serde_json::Value::Null)
    );
    set(&["from=-"]).done();
    assert_eq!(desk.list("is:anonymous").len(), 3);
    set(&["from=", "country="]).done();
    assert_eq!(desk.list("from:Example").len(), 3);
}

#[test]
fn the_one_file_is_the_whole_after_every_command() {
    let desk = desk();
    for command in
        [&["list"][..], &["tag", "q:1", "--add", "IPv6"], &["--read-only", "history"], &["submissions"]]
    {
        desk.run(command).done();
        assert_eq!(desk.names(), ["letter.md", "w.db"], "after {command:?}");
    }
    // Reading changes nothing.
    let before = std::fs::read(desk.path("w.db")).unwrap();
    desk.run(["list", "IPv6"]).done();
    assert_eq!(std::fs::read(desk.path("w.db")).unwrap(), before);
}
