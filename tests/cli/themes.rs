//! The codebook from the command line: what changes it, what follows, and the way back.

use serde_json::Value;

use super::desk::{Desk, Ran};

/// Four answers, with tags of two analysts: Alice's on RPKI and IPv6, Bob's on Routing security.
fn desk() -> Desk {
    let desk = Desk::new();
    let head = "reference,organisation,q1,q8";
    let rows = [
        "A,Lake IX,Sign the routes with RPKI and stop every leak,IPv6 is late in our valley",
        "B,Hill Net,Filters against the leak of routes,Address plans for IPv6",
    ];
    desk.write("form.csv", format!("{head}\n{}\n", rows.join("\n")));
    desk.run(["import", "form.csv"]).done();
    desk.run(["tag", "q:1 from:lake", "--add", "Infrastructure / RPKI"]).done();
    desk.run(["tag", "q:8", "--add", "IPv6"]).done();
    desk.run(["tag", "q:1", "--add", "Routing security", "--stance", "for", "--analyst", "Bob"]).done();
    desk
}

fn theme(desk: &Desk, path: &str) -> Value {
    let all = desk.run(["themes", "--format", "json"]).json();
    all.as_array().unwrap().iter().find(|theme| theme["path"] == path).cloned().unwrap_or(Value::Null)
}

fn answers(desk: &Desk, path: &str) -> Value {
    theme(desk, path)["answers"].clone()
}

const RPKI: &str = "Infrastructure / RPKI";
const ROUTING: &str = "Infrastructure / Routing security";
const IPV6: &str = "Infrastructure / IPv6";

fn merge(desk: &Desk) -> Ran {
    desk.run(["themes", "--merge", "RPKI", "--into", "Routing security"]).done()
}

#[test]
fn a_merged_theme_is_shown_filtered_counted_and_exported_under_the_other_and_undo_is_exact() {
    let desk = desk();
    desk.run(["filters", "--save", "Routes", "theme:rpki"]).done();
    let before = (desk.list(""), desk.run(["themes", "--format", "json"]).json());
    let matrix = ["matrix", "--rows", "theme", "--columns", "analyst", "--format", "csv"];
    let merged = merge(&desk);
    assert!(
        merged.text().starts_with("merged RPKI into Routing security: 1 tag · undo: "),
        "{}",
        merged.text()
    );
    assert_eq!((theme(&desk, RPKI), answers(&desk, ROUTING)), (Value::Null, 2.into()), "each answer once");
    assert_eq!(theme(&desk, ROUTING)["merged"], serde_json::json!([RPKI]));
    let lake = desk.list("q:1 from:lake").remove(0);
    assert_eq!(lake["themes"], serde_json::json!([ROUTING]));
    assert_eq!(lake["tags"].as_array().unwrap().len(), 2, "one of Alice, one of Bob");
    assert_eq!(desk.list("theme:routing analyst:alice").len(), 1);
    assert_eq!(desk.list("theme:rpki").len(), 2, "who asks by the old name means the new one");
    let counted = desk.run(matrix).done();
    assert!(counted.text().contains(&format!("{ROUTING},1,2")), "{}", counted.text());
    assert!(!counted.text().contains("RPKI"), "{}", counted.text());
    for format in ["markdown", "csv", "json"] {
        let exported = desk.run(["export", "theme:routing", "-o", "-", "--format", format]).done();
        assert!(!exported.text().contains(RPKI), "{format}");
    }
    desk.run(["undo"]).done();
    assert_eq!((desk.list(""), desk.run(["themes", "--format", "json"]).json()), before);
}

#[test]
fn a_tag_by_the_name_of_a_merged_theme_goes_to_the_other_and_says_so() {
    let desk = desk();
    merge(&desk);
    for name in ["rpki", "Infrastructure/RPKI"] {
        let tagged = desk.run(["tag", "q:8 from:hill", "--add", name]).done();
        assert!(
            tagged.err.contains("Infrastructure / RPKI was merged into Infrastructure / Routing security"),
            "{}",
            tagged.err
        );
        assert!(!tagged.err.contains("new theme"), "{}", tagged.err);
    }
    assert_eq!(answers(&desk, ROUTING), 3);
    let taken = desk.run(["tag", "q:8 from:hill", "--remove", "rpki"]).done();
    assert!(taken.text().contains("untagged 1 answer, Routing security"), "{}", taken.text());
}

#[test]
fn a_parent_is_merged_into_its_own_child_which_takes_its_place() {
    let desk = desk();
    desk.run(["themes", "--merge", "Infrastructure", "--into", "Routing security"]).done();
    assert_eq!(answers(&desk, "Routing security / IPv6"), 2);
    assert_eq!(answers(&desk, "Routing security"), 4);
    desk.run(["doctor"]).done();
    desk.run(["undo"]).done();
    assert_eq!(answers(&desk, ROUTING), 2);
}

#[test]
fn two_of_one_name_under_one_theme_are_refused_with_what_can_be_done() {
    let desk = desk();
    desk.run(["themes", "--add", "Trust / ipv6"]).done();
    let offer = "--merge \"Infrastructure / IPv6\" --into \"Infrastructure / Routing security\"";
    desk.run(["themes", "--rename", IPV6, "--to", "ROUTING  security"]).fails(2, &[ROUTING, offer]);
    desk.run(["themes", "--move", "Trust / ipv6", "--to", "Infrastructure"]).fails(2, &[IPV6, "--merge"]);
    desk.run(["themes", "--merge", "Trust", "--into", "Infrastructure"])
        .fails(2, &["two of one name", "Trust / ipv6"]);
    assert_eq!(answers(&desk, IPV6), 2);
}

#[test]
fn a_theme_is_renamed_moved_and_set_among_its_siblings() {
    let desk = desk();
    let paths = || -> Vec<String> {
        let all = desk.run(["themes", "--format", "json"]).json();
        all.as_array().unwrap().iter().map(|theme| theme["path"].as_str().unwrap().to_owned()).collect()
    };
    desk.run(["themes", "--rename", "RPKI", "--to", "Origin validation"]).done();
    let renamed = theme(&desk, "Infrastructure / Origin validation");
    assert_eq!((&renamed["answers"], &renamed["short_name"]), (&1.into(), &"Origin validat".into()));
    desk.run(["themes", "--move", "Origin validation", "--to", ROUTING]).done();
    assert_eq!(answers(&desk, ROUTING), 2, "a theme counts what stands under it");
    desk.run(["themes", "--move", "IPv6", "--to", "", "--before", "Governance"]).done();
    let at = paths().iter().position(|path| path == "IPv6").unwrap();
    assert_eq!(paths()[at + 1], "Governance");
    desk.run(["themes", "--move", "Infrastructure", "--to", "Origin validation"])
        .fails(2, &["cannot stand under"]);
    desk.run(["themes", "--move", "IPv6", "--to", "Nowhere"]).fails(2, &["Nowhere"]);
    for former in ["theme:rpki", "theme:infrastructure/rpki", "theme:\"infrastructure/origin validation\""] {
        assert_eq!(desk.list(former).len(), 1, "a saved filter still asks for {former}");
    }
    assert_eq!(desk.list("theme:=infrastructure/ipv6").len(), 2);
    for _ in 0..3 {
        desk.run(["undo"]).done();
    }
    desk.run(["list", "theme:\"origin validation\""]).fails(2, &["origin validation"]);
    assert_eq!((answers(&desk, RPKI), answers(&desk, IPV6)), (1.into(), 2.into()));
}

#[test]
fn a_split_takes_the_tags_of_all_on_what_the_query_finds() {
    let desk = desk();
    merge(&desk);
    let split = ["themes", "--split", "Routing security", "--into", "Infrastructure / Leaks", "from:lake"];
    let ran = desk.run(split).done();
    assert!(ran.text().starts_with("split 2 tags from Routing security to Leaks"), "{}", ran.text());
    assert_eq!((answers(&desk, ROUTING), answers(&desk, "Infrastructure / Leaks")), (1.into(), 1.into()));
    assert_eq!(desk.list("theme:leaks stance:for analyst:bob").len(), 1, "a stance goes along");
    desk.run(split).done();
    assert_eq!(answers(&desk, ROUTING), 1, "nothing is left to go");
    desk.run(["undo"]).done();
    assert_eq!((answers(&desk, ROUTING), theme(&desk, "Infrastructure / Leaks")), (2.into(), Value::Null));
    desk.run(["themes", "--split", "Routing security", "--into", "routing security", "q:1"])
        .fails(2, &["itself"]);
    desk.run(["doctor"]).done();
}

#[test]
fn a_retired_theme_is_found_and_counted_and_not_tagged_with() {
    let desk = desk();
    let retired = desk.run(["themes", "--retire", "IPv6"]).done();
    assert!(retired.text().contains("retired the theme IPv6: its 2 tags stay"), "{}", retired.text());
    let it = theme(&desk, IPV6);
    assert_eq!((&it["answers"], &it["letter"], &it["retired"]), (&2.into(), &Value::Null, &true.into()));
    assert_eq!(desk.list("theme:ipv6").len(), 2);
    let refused = desk.run(["tag", "q:1", "--add", "ipv6"]);
    refused.fails(2, &["Infrastructure / IPv6 is retired", "themes --unretire \"Infrastructure / IPv6\""]);
    // Its letter is free meanwhile; who takes it keeps it.
    desk.run(["themes", "--letter", "RPKI", "--to", "i"]).done();
    desk.run(["themes", "--unretire", "IPv6"]).done();
    assert_eq!((&theme(&desk, IPV6)["letter"], &theme(&desk, RPKI)["letter"]), (&Value::Null, &"i".into()));
    desk.run(["tag", "q:1", "--add", "ipv6"]).done();
}

#[test]
fn a_letter_that_is_taken_is_refused_with_its_holder_and_what_is_free() {
    let desk = desk();
    desk.run(["themes", "--letter", "RPKI", "--to", "i"]).fails(2, &[IPV6, "free: ", " z"]);
    desk.run(["themes", "--letter", "RPKI", "--to", "1"]).fails(2, &["last five themes"]);
    desk.run(["themes", "--letter", "RPKI", "--to", "ab"]).fails(2, &["not one letter"]);
    desk.run(["themes", "--letter", "IPv6", "--to", ""]).done();
    desk.run(["themes", "--letter", "RPKI", "--to", "i"]).done();
    assert_eq!(theme(&desk, RPKI)["letter"], "i");
}

#[test]
fn a_theme_is_described_field_by_field() {
    let desk = desk();
    let before = theme(&desk, IPV6);
    desk.run(["themes", "--describe", "IPv6", "--not-when", "- a home network"]).done();
    desk.run(["themes", "--colour", "IPv6", "--to", "7"]).done();
    desk.run(["themes", "--short-name", "IPv6", "--to", "v6"]).done();
    desk.run(["themes", "--terms", "IPv6", "--to", "IPv6, dual stack, ipv6,"]).done();
    let now = theme(&desk, IPV6);
    assert_eq!((&now["definition"], &now["not_when"]), (&before["definition"], &"- a home network".into()));
    assert_eq!((&now["colour"], &now["short_name"]), (&7.into(), &"v6".into()));
    assert_eq!(now["terms"], serde_json::json!(["IPv6", "dual stack"]));
    desk.run(["themes", "--colour", "IPv6", "--to", "13"]).fails(2, &["1 to 12"]);
    desk.run(["themes", "--short-name", "IPv6", "--to", "fifteen letters"]).fails(2, &["14"]);
    desk.run(["themes", "--rename", "IPv6"]).fails(2, &["--to"]);
    desk.run(["themes", "--to", "x"]).fails(2, &[]);
    let history = desk.run(["history"]).done();
    for summary in [
        "described the theme IPv6",
        "gave IPv6 the colour 7",
        "set the search terms of IPv6: IPv6, dual stack",
    ] {
        assert!(history.text().contains(summary), "{summary}: {}", history.text());
    }
}

#[test]
fn an_example_is_picked_found_again_and_listed_when_its_words_are_gone() {
    let desk = desk();
    let pick = ["themes", "--pick", "IPv6", "--passage", "0..12", "q:8 from:lake"];
    desk.run(pick).done();
    assert!(desk.run(pick).done().text().contains("example of IPv6 already"));
    let example = |desk: &Desk| theme(desk, IPV6)["examples"][0].clone();
    let it = example(&desk);
    assert_eq!((&it["quote"], &it["submitter"]), (&"IPv6 is late".into(), &"Lake IX".into()));
    assert_eq!((&it["reference"], &it["question"], &it["lost"]), (&"A".into(), &"8".into(), &false.into()));
    desk.run(["themes", "--merge", "IPv6", "--into", "RPKI"]).done();
    assert_eq!(theme(&desk, RPKI)["examples"][0]["id"], it["id"], "it is shown where the tags are");
    desk.run(["undo"]).done();
    let imported = desk.run(["history", "--format", "json"]).json();
    let imported = imported.as_array().unwrap().iter().find(|one| one["kind"] == "import").unwrap();
    desk.run(["undo", imported["id"].as_str().unwrap()]).done();
    let gone = example(&desk);
    assert_eq!((&gone["quote"], &gone["lost"]), (&"IPv6 is late".into(), &true.into()));
    desk.run(["redo"]).done();
    assert_eq!(example(&desk), it);
    let id = it["id"].as_str().unwrap();
    desk.run(["themes", "--drop", &id[..8]]).done();
    assert_eq!(example(&desk), Value::Null);
    desk.run(["undo"]).done();
    assert_eq!(example(&desk), it);
    desk.run(["themes", "--pick", "IPv6", "--passage", "0..4", "q:8"]).fails(2, &["one answer"]);
    desk.run(["themes", "--pick", "IPv6", "--passage", "0..4000", "q:8 from:lake"]).fails(2, &["4000"]);
    desk.run(["doctor"]).done();
}
