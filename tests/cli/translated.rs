//! Translations: out of columns of tables, attached by hand, given out with their label, and never taken for answers.

use serde_json::Value;

use super::desk::{Desk, LETTER};
use crate::office::{Docx, p};

const ACHIEVED: &str =
    "What are the main achievements of the implementation of the WSIS process in the past 20 years?";
const SAID: &str = "Las redes comunitarias llegaron a los pueblos.\n\nFalta energía.";
const TRANSLATED: &str = "Community networks reached the villages.\n\nPower is lacking.";

/// A form with an answer in two columns, and one that needs no translation.
fn form() -> Desk {
    let desk = Desk::new();
    let mut table = csv::Writer::from_writer(Vec::new());
    let columns = [&format!("{ACHIEVED} (Original)"), &format!("{ACHIEVED} (English)"), "q11"];
    table
        .write_record(["reference", "organisation"].into_iter().chain(columns.map(|c| -> &str { c })))
        .unwrap();
    table.write_record(["A", "Red Sur", SAID, TRANSLATED, "Confianza"]).unwrap();
    table
        .write_record(["B", "Example Net", "More people are online.", "More  people are online.", ""])
        .unwrap();
    table.write_record(["C", "Réseau Nord", "Plus d'écoles en ligne.", " ", "Trust"]).unwrap();
    desk.write("form.csv", table.into_inner().unwrap());
    desk.run(["import", "form.csv"]).done();
    desk
}

fn translation(desk: &Desk, query: &str) -> Value {
    let found = desk.list(query);
    assert_eq!(found.len(), 1, "{query}");
    found[0]["translation"].clone()
}

#[test]
fn a_column_of_translations_is_read_beside_the_answers_and_counted_nowhere() {
    let desk = form();
    let found = desk.list("ref:A q:1").remove(0);
    assert_eq!((found["text"].as_str(), found["words"].as_u64()), (Some(SAID), Some(9)));
    let expected = serde_json::json!({
        "text": TRANSLATED,
        "language": "en",
        "origin": format!("{ACHIEVED} (English)"),
        "analyst": null,
        "at": null,
        "exact": true,
    });
    assert_eq!(found["translation"], expected);
    // What only repeats the answer, or is empty, translates nothing.
    assert_eq!(translation(&desk, "ref:B q:1"), Value::Null);
    assert_eq!(translation(&desk, "ref:C q:1"), Value::Null);
    assert_eq!(translation(&desk, "ref:A q:11"), Value::Null);
    let submission = desk.run(["submissions", "ref:A", "--format", "json"]).json()[0].clone();
    assert_eq!((submission["answers"].as_u64(), submission["words"].as_u64()), (Some(2), Some(10)));
    assert_eq!(submission["attributes"][format!("{ACHIEVED} (English)")], TRANSLATED);
    // Words are looked for in what was said, not in what somebody made of it.
    assert!(desk.list("villages").is_empty() && desk.list("pueblos").len() == 1);
    let shown = desk.run(["show", found["id"].as_str().unwrap()]).done();
    assert!(shown.text().contains("Unofficial translation (English, column “What"), "{}", shown.text());
    // Taken back with its import, and back again.
    desk.run(["undo"]).done();
    desk.run(["redo"]).done();
    assert_eq!(translation(&desk, "ref:A q:1")["text"], TRANSLATED);
    desk.run(["doctor"]).done();
}

#[test]
fn a_mapping_says_which_column_translates_which() {
    let desk = Desk::new();
    desk.write("form.csv", "organisation,q1,in English,q11\nRed Sur,Hola a todos,Hello to all,x\n");
    desk.write("map.toml", "[columns]\n\"in English\" = \"translation of q1\"\n");
    desk.run(["import", "form.csv", "--map", "map.toml"]).done();
    assert_eq!(translation(&desk, "q:1")["text"], "Hello to all");
    desk.run(["undo"]).done();
    desk.write("map.toml", "[columns]\n\"in English\" = \"translation of q2\"\n");
    let ran = desk.run(["import", "form.csv", "--map", "map.toml", "--format", "json"]);
    assert!(ran.text().contains("said to translate “q2”, which is no other column here"), "{}", ran.text());
    assert_eq!(translation(&desk, "q:1"), Value::Null);
    // In a table with one row an answer it stands beside the answer of its row.
    let rows = "who,asked,said,said in English\nA,1,Hola,Hello\nA,11,Adiós,Goodbye\nB,1,Buenas,Good day\n";
    desk.write("rows.csv", rows);
    let map = "[rows]\nsubmission = [\"who\"]\nquestion = \"asked\"\nanswer = \"said\"\n\
               [columns]\n\"who\" = \"reference\"\n\"* · said in English\" = \"translation\"\n";
    desk.write("rows.toml", map);
    desk.run(["import", "rows.csv", "--map", "rows.toml"]).done();
    assert_eq!(translation(&desk, "ref:A q:11")["text"], "Goodbye");
    assert_eq!(translation(&desk, "ref:B q:1")["text"], "Good day");
    // What is guessed for correction says it too.
    let other = form();
    other.run(["import", "form.csv", "--dry-run", "--write-map", "guess.toml"]).done();
    let guess = std::fs::read_to_string(other.path("guess.toml")).unwrap();
    assert!(guess.contains(&format!("= \"translation of {ACHIEVED} (Original)\"")), "{guess}");
}

#[test]
fn a_translation_is_attached_changed_taken_back_and_taken_off() {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    let id = desk.list("q:11")[0]["id"].as_str().unwrap().to_owned();
    let done =
        desk.run(["translate", &id[..8], "--text", "La confiance doit grandir.", "--language", "French"]);
    assert!(
        done.text().starts_with("attached a translation to 1 answer · undo: "),
        "{}{}",
        done.text(),
        done.err
    );
    let it = translation(&desk, "q:11");
    assert_eq!(
        (it["text"].as_str(), it["language"].as_str(), it["analyst"].as_str(), it["origin"].as_str()),
        (Some("La confiance doit grandir."), Some("fr"), Some("alice"), None)
    );
    assert!(it["at"].as_str().unwrap().ends_with('Z') && it["exact"] == true, "{it}");
    let again = ["translate", &id, "--text", "La confiance doit grandir.", "--language", "fr"];
    assert!(desk.run(again).done().text().contains("says so already"));
    // A document of a colleague, in his format; a text to the letter; standard input.
    desk.write("reply.docx", Docx::of(p("La confiance") + &p("doit grandir.")).bytes());
    desk.run(["translate", "q:11", "--file", "reply.docx", "--analyst", "bob"]).done();
    let it = translation(&desk, "q:11");
    assert_eq!(
        (it["text"].as_str(), it["analyst"].as_str(), it["origin"].as_str()),
        (Some("La confiance\n\ndoit grandir."), Some("bob"), Some("reply.docx"))
    );
    desk.write("reply.txt", "1. Trust,\r\n   *more* of it.\r\n");
    desk.run(["translate", "q:11", "--file", "reply.txt"]).done();
    assert_eq!(translation(&desk, "q:11")["text"], "1. Trust,\n   *more* of it.");
    let mut piped = desk.command(["translate", "q:11", "--file", "-"]);
    crate::cli::desk::Ran::of(piped.write_stdin("Par ici.")).done();
    assert_eq!(translation(&desk, "q:11")["text"], "Par ici.");
    desk.run(["undo"]).done();
    assert_eq!(translation(&desk, "q:11")["origin"], "reply.txt");
    let off = desk.run(["translate", "q:11", "--remove"]).done();
    assert!(off.text().starts_with("removed the translation of 1 answer · undo: "), "{}", off.text());
    assert_eq!(translation(&desk, "q:11"), Value::Null);
    assert!(
        desk.run(["translate", "q:11", "--remove"]).done().text().contains("no translation was attached")
    );
    desk.run(["undo"]).done();
    assert_eq!(translation(&desk, "q:11")["origin"], "reply.txt");
    // Unplaced text has translations as answers have.
    let unplaced = desk.list("is:unplaced")[0]["id"].as_str().unwrap().to_owned();
    desk.run(["translate", &unplaced, "--text", "Chers collègues"]).done();
    assert_eq!(translation(&desk, "is:unplaced")["text"], "Chers collègues");
    let history = desk.run(["history", "--format", "json"]).json();
    assert_eq!((&history[0]["kind"], &history[0]["analyst"]), (&"translate".into(), &"alice".into()));
    desk.run(["doctor"]).done();
}

#[test]
fn what_cannot_be_attached_is_said() {
    let desk = form();
    desk.run(["translate", "q:1", "--text", "x"]).fails(2, &["a translation is of one answer", "finds 3"]);
    desk.run(["translate", "nothing here", "--text", "x"]).fails(2, &["finds 0"]);
    desk.run(["translate", "ref:A q:1", "--text", " "]).fails(2, &["needs a text", "--remove"]);
    desk.run(["translate", "ref:A q:1", "--text", "x", "--language", "Klingon"])
        .fails(2, &["Klingon", "en, fr"]);
    desk.run(["translate", "ref:A q:1", "--file", "none.txt"]).fails(1, &["none.txt"]);
    desk.run(["translate", "ref:A q:1", "--file", "form.csv"]).fails(2, &["form.csv is a table"]);
    desk.write("blank.txt", "\n\n");
    desk.run(["translate", "ref:A q:1", "--file", "blank.txt"]).fails(2, &["blank.txt holds no text"]);
    desk.run(["translate", "ref:A q:1"]).fails(2, &["--text"]);
    desk.run(["--read-only", "translate", "ref:A q:1", "--text", "x"]).fails(2, &["--read-only"]);
    // What came in a column stays; what is attached stands before it.
    let none = desk.run(["translate", "ref:A q:1", "--remove"]).done();
    assert!(none.text().contains("by hand"), "{}", none.text());
    desk.run(["translate", "ref:A q:1", "--text", "A better one."]).done();
    assert_eq!(translation(&desk, "ref:A q:1")["text"], "A better one.");
    desk.run(["translate", "ref:A q:1", "--remove"]).done();
    assert_eq!(translation(&desk, "ref:A q:1")["text"], TRANSLATED);
}

#[test]
fn exports_carry_translations_under_their_label() {
    let desk = form();
    desk.run(["shortlist", "Chair", "--new"]).done();
    desk.run(["shortlist", "Chair", "--add", "ref:A q:1"]).done();
    let told = "Unofficial translation (English, column “What are the main achievements…years? (English)”):";
    let quoted = format!("\n{told}\n\n> Community networks reached the villages.\n>\n> Power is lacking.\n");
    for from in [["export", "q:1", "-o", "-"], ["export", "--shortlist=Chair", "-o", "-"]] {
        let ran = desk.run(from.into_iter().chain(["--format", "markdown"])).done();
        assert!(ran.text().contains(&quoted), "{}", ran.text());
        assert_eq!(ran.text().matches("Unofficial translation").count(), 1, "{}", ran.text());
        let table = desk.run(from.into_iter().chain(["--format", "csv"])).done();
        let mut table = csv::Reader::from_reader(table.text().as_bytes());
        let at = |name: &str, head: &csv::StringRecord| head.iter().position(|h| h == name).unwrap();
        let head = table.headers().unwrap().clone();
        let row = table.records().next().unwrap().unwrap();
        assert_eq!(&row[at("unofficial_translation", &head)], TRANSLATED);
        assert!(row[at("translation_from", &head)].starts_with("English, column “What"));
        assert_eq!(&row[at("text", &head)], SAID);
    }
    let json = desk.run(["export", "--shortlist", "Chair", "-o", "-", "--format", "json"]).json();
    assert_eq!(json[0]["answer"]["translation"]["text"], TRANSLATED);
    // Of a passage it is said that more is translated than is quoted.
    desk.run(["note", "ref:A q:1", "--passage", "0..9", "--text", "x"]).done();
    desk.run(["tag", "ref:A q:1", "--add", "IPv6"]).done();
    let whole = desk.run(["export", "theme:ipv6", "-o", "-", "--format", "markdown"]).done();
    assert!(whole.text().contains(told), "{}", whole.text());
}

#[test]
fn a_translation_of_a_former_version_says_so_and_one_without_a_text_is_listed() {
    let desk = Desk::new();
    let paper = |words: &str| format!("# The Example Net Contribution\n\n## 1- {ACHIEVED}\n\n{words}\n");
    desk.write("S-17.md", paper("Plus de gens sont en ligne."));
    desk.run(["import", "S-17.md"]).done();
    desk.run(["translate", "q:1", "--text", "More people are online.", "--language", "en"]).done();
    desk.write("S-17-rev1.md", paper("Plus de gens sont en ligne, et mieux."));
    desk.run(["import", "S-17-rev1.md"]).done();
    let it = translation(&desk, "q:1");
    assert_eq!((it["text"].as_str(), &it["exact"]), (Some("More people are online."), &false.into()));
    let told = desk.run(["export", "q:1", "-o", "-", "--format", "markdown"]).done();
    assert!(told.text().contains("not of exactly this text"), "{}", told.text());
    // Moved away, the words leave the answer empty: what was attached to it is told, not dropped.
    let reference = desk.list("q:1")[0]["reference"].as_str().unwrap().to_owned();
    let id = desk.list("q:1")[0]["id"].as_str().unwrap().to_owned();
    let moved = desk.run(["place", &id, "11"]).done();
    assert!(moved.text().contains("on it stay: a translation"), "{}", moved.text());
    let astray = desk.run(["show", &reference, "--format", "json"]).json()["astray"].clone();
    assert_eq!(
        (&astray[0]["kind"], &astray[0]["id"]),
        (&"translation".into(), &id.clone().into()),
        "{astray}"
    );
    let shown = desk.run(["show", &reference]).done();
    assert!(
        shown.text().contains("no place any more: the translation “More people are online.”"),
        "{}",
        shown.text()
    );
}
