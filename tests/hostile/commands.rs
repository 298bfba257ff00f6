//! What the commands print.

use super::harmless::{wrong, wrong_json};
use super::place::Place;
use super::strings::{all, classes};

#[track_caller]
pub(super) fn harmless(what: &str, text: &str) {
    assert!(!text.is_empty(), "{what} said nothing");
    if let Some(wrong) = wrong(text) {
        panic!("{what}: {wrong}");
    }
}

#[test]
fn what_strangers_wrote_is_printed_without_its_power() {
    let place = Place::whole();
    let desk = &place.desk;
    let list = desk.run(["shortlist", "--format", "json"]).json()[0]["id"].as_str().unwrap().to_owned();
    let answers = desk.list("has:note");
    let answer = answers[0]["id"].as_str().unwrap();
    let mut translated = desk.list("q:3");
    translated
        .retain(|it| it["translation"]["text"].as_str().is_some_and(|text| text.starts_with("In English")));
    assert!(translated.len() > 500, "{} have what came in a column", translated.len());
    let translated = translated[7]["id"].as_str().unwrap();
    let commands: &[&[&str]] = &[
        &["list", "is:any"],
        &["submissions", "is:any"],
        &["coverage", "is:any"],
        &["matrix", "is:any", "--rows", "theme", "--columns", "language"],
        &["matrix", "is:any", "--rows", "country", "--columns", "status", "--count", "submitters"],
        &["progress", "is:any"],
        &["progress", "--by", "analyst"],
        &["progress", "--by", "type"],
        &["sources"],
        &["history"],
        &["themes"],
        &["themes", "--import", "codebook.csv", "--dry-run"],
        &["shortlist"],
        &["shortlist", &list],
        &["filters"],
        &["show", answer],
        &["show", translated],
        &["show", "H-001"],
        &["show", "H-500"],
        &["import", "form.csv", "papers", "--dry-run"],
        &["import", "people.csv", "--dry-run"],
        &["doctor"],
        &["keys"],
    ];
    for command in commands {
        let ran = desk.run(*command).done();
        harmless(&command.join(" "), &format!("{}{}", ran.text(), ran.err));
        let json = desk.run(command.iter().chain(&["--format", "json"])).done();
        let text = json.text();
        if let Some(wrong) = wrong_json(text) {
            panic!("{command:?} as JSON: {wrong}");
        }
        assert!(serde_json::from_str::<serde_json::Value>(text).is_ok());
        // Counts are written to files, too: with the call's title, the query and the analyst.
        if ["matrix", "progress"].contains(&command[0]) {
            for format in ["markdown", "html", "csv", "json"] {
                let file = desk.run(command.iter().chain(&["-o", "-", "--format", format])).done();
                let wrong = if format == "json" {
                    wrong_json(file.text())
                } else {
                    wrong(&file.text().replace("\r\n", "\n"))
                };
                assert_eq!(wrong, None, "{command:?} as {format}");
            }
        }
    }
    // Nothing of it was lost on the way: what is escaped reads back as it was sent.
    let submitters: Vec<String> = desk
        .run(["submissions", "is:any", "--format", "json"])
        .json()
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|s| Some(s["submitter"].as_str()?.to_owned()))
        .collect();
    let kept = all().iter().filter(|text| submitters.contains(&text.trim().to_owned())).count();
    assert!(kept > 500, "{kept} submitters are as they were sent");
}

#[test]
fn what_is_said_about_hostile_arguments_and_files_is_harmless() {
    let desk = crate::cli::desk::Desk::new();
    desk.write("letter.md", crate::cli::desk::LETTER);
    desk.run(["import", "letter.md"]).done();
    for class in classes() {
        for (i, strings) in class.strings.chunks(16).enumerate() {
            let all: String = strings.concat().chars().take(4000).collect();
            let flat = all.replace(['/', '\\'], " ");
            let option = format!("--{flat}");
            let file = format!("{}.toml", flat.chars().take(50).collect::<String>());
            desk.write("bad.toml", format!("[[question]]\n\"{flat}\" = {all}\n"));
            let commands: [&[&str]; 22] = [
                &["translate", &all, "--text", "x"],
                &["translate", "q:1", "--text", &all, "--language", &flat],
                &["show", &all],
                &["place", &all, "7"],
                &["place", "WSIS20-001", &all],
                &["note", "--theme", &all, "--text", "x"],
                &["list", &format!("nofield:{all}")],
                &["list", &format!("theme:\"{flat}\"")],
                &["list", &option],
                &["tag", "q:1", "--remove", &all],
                &["shortlist", &all],
                &["filters", "--remove", &all],
                &["init", "x.db", "--call", &file],
                &["init", "x.db", "--themes", "bad.toml"],
                &["themes", "--import", "bad.toml"],
                &["themes", "--rename", "IPv6", "--to", &flat],
                &["themes", "--merge", &all, "--into", "IPv6"],
                &["themes", "--letter", "IPv6", "--to", &flat],
                &["-w", &file, "list"],
                &["import", &file],
                &["submissions", "q:1", "--set", &format!("country={flat}")],
                &[&flat],
            ];
            // Three of them for each handful of strings, every one of them in its turn.
            for n in 0..3 {
                let command = commands[(i * 3 + n + class.name.len() * 5) % commands.len()];
                let ran = desk.run(command);
                let said = format!("{}{}", String::from_utf8_lossy(&ran.out), ran.err);
                harmless(&format!("{}: {:?}", class.name, &command[..1]), &said);
                assert!(
                    (0..=2).contains(&ran.status),
                    "{}: {command:?} ended with {}",
                    class.name,
                    ran.status
                );
            }
        }
    }
}

#[test]
fn bytes_that_are_no_text_and_nul_come_to_no_harm() {
    let desk = crate::cli::desk::Desk::new();
    desk.write("raw.csv", b"organisation,country,q1\nEvil \x9b31m Corp,KE,red \x9b2J \x90x\x9c text\n");
    desk.run(["import", "raw.csv"]).done();
    let ran = desk.run(["list"]).done();
    harmless("list", ran.text());
    assert!(ran.text().contains("31m Corp"), "what is no command any more is there: {}", ran.text());
    desk.write("nul.csv", b"organisation,q1\nA\0B,c\n");
    let ran = desk.run(["import", "nul.csv"]);
    harmless("import", &format!("{}{}", ran.text(), ran.err));
    assert!(ran.text().contains("NUL") || ran.err.contains("NUL"), "{}{}", ran.text(), ran.err);
}
