//! Tables that a person describes: mapping files, calls made from files, attributes that are asked for.

use super::desk::Desk;

const FORM: &str = "\
id,Organisation size,Branch,Anything to add on access?,Rating
A1,large,\"energy; water\",We use IPv6.,5 - very good
A2,not large,water,Old text here,5 - very good
A3,small,,,4 - good
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("form.csv", FORM);
    desk
}

#[test]
fn a_mapping_says_what_cannot_be_guessed() {
    let desk = desk();
    desk.write(
        "map.toml",
        "[columns]\n\"Anything to add*\" = \"4\"\nBranch = \"stakeholder_type\"\nRating = \"ignored\"\n",
    );
    desk.run(["import", "form.csv", "--map", "map.toml"]).done();
    assert_eq!(desk.questions(""), ["4", "4"]);
    let submissions = desk.run(["submissions", "--format", "json"]).json();
    assert_eq!(submissions[1]["stakeholder_type"], "water");
    assert_eq!(submissions[0]["attributes"], serde_json::json!({"Organisation size": "large"}));
}

#[test]
fn the_guess_is_written_for_correction_and_reads_as_it_stands() {
    let desk = desk();
    let told = desk.run(["import", "form.csv", "--dry-run", "--write-map", "map.toml"]).done();
    assert!(told.err.contains("wrote map.toml"), "{}", told.err);
    let map = std::fs::read_to_string(desk.path("map.toml")).unwrap();
    assert!(map.contains("\"id\" = \"reference\" # named reference\n"), "{map}");
    assert!(map.contains("\"Rating\" = \"attribute\" # one of several values, or short\n"), "{map}");
    desk.run(["import", "form.csv", "--dry-run", "--write-map", "map.toml"]).fails(1, &["map.toml"]);
    desk.run(["import", "form.csv", "--write-map", "other.toml"]).fails(2, &["--dry-run"]);
    std::fs::write(
        desk.path("map.toml"),
        map.replace(
            "\"Anything to add on access?\" = \"attribute\"",
            "\"Anything to add on access?\" = \"7\"",
        ),
    )
    .unwrap();
    desk.run(["import", "form.csv", "--map", "map.toml"]).done();
    assert_eq!(desk.questions(""), ["7", "7"]);
}

#[test]
fn a_mistake_in_a_mapping_is_told_with_its_line_and_nothing_is_imported() {
    let desk = desk();
    desk.write("map.toml", "[columns]\nBranch = \"type\"\n\"id\" = \"referense\"\n");
    desk.run(["import", "form.csv", "--map", "map.toml"])
        .fails(2, &["map.toml, line 3", "Did you mean “reference”?"]);
    desk.run(["import", "form.csv", "--map", "none.toml"]).fails(1, &["none.toml", "--write-map"]);
    desk.write("far.toml", "[columns]\nBranh = \"attribute\"\n");
    let told = desk.run(["import", "form.csv", "--map", "far.toml"]).done();
    assert!(told.err.contains("“Branh”") && told.err.contains("Is “Branch” meant?"), "{}", told.err);
    assert_eq!(desk.run(["submissions", "--format", "json"]).json().as_array().unwrap().len(), 3);
}

#[test]
fn attributes_are_asked_for_by_the_head_of_their_column() {
    let desk = desk();
    desk.run(["import", "form.csv"]).done();
    desk.write("map.toml", "[columns]\n\"Anything to add*\" = \"4\"\n");
    desk.run(["undo"]).done();
    desk.run(["import", "form.csv", "--map", "map.toml"]).done();
    let found = |query: &str| {
        let found = desk.run(["submissions", query, "--format", "json"]).json();
        found
            .as_array()
            .unwrap()
            .iter()
            .map(|s| s["reference"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    // The whole value before words of it; the name of the column may be a part.
    assert_eq!(found("attr:\"Organisation size\"=large"), ["A1"]);
    assert_eq!(found("attr:size=\"not large\""), ["A2"]);
    assert_eq!(found("attr:Rating=good"), ["A1", "A2"]);
    assert_eq!(found("attr:Rating=5*"), ["A1", "A2"]);
    assert_eq!(found("attr:Branch=energy,nothing"), ["A1"]);
    assert_eq!(found("-attr:Branch=energy"), ["A2"]);
    assert_eq!(found("attr:Branch=water,energy"), ["A1", "A2"]);
    // Taken in as an answer, then as an attribute: it is there either way.
    desk.run(["undo"]).done();
    desk.run(["doctor"]).done();
    desk.run(["import", "form.csv"]).done();
    let first = &desk.run(["submissions", "--format", "json"]).json()[0];
    assert_eq!(first["attributes"]["Anything to add on access?"], "We use IPv6.");
    desk.run(["doctor"]).done();
    desk.run(["list", "attr:Branh=water"])
        .fails(2, &["nothing here is called “Branh”", "“\"Branch\"=water”"]);
    desk.run(["list", "attr:Branch"]).fails(2, &["attr:"]);
}

#[test]
fn rows_that_are_one_answer_each_are_joined_by_their_key() {
    let desk = Desk::new();
    desk.write(
        "long.csv",
        "Respondent,Country,Asked,Said,Mood\nR1,NL,Q1,First answer,good\nR2,FR,Q1,Second answer,\nR1,NL,Q2,Third answer,bad\n",
    );
    desk.write("map.toml", "[rows]\nsubmission = [\"Respondent\"]\nquestion = \"Asked\"\nanswer = \"Said\"\n[columns]\nRespondent = \"reference\"\n");
    let told = desk.run(["import", "long.csv", "--map", "map.toml"]).done();
    assert!(told.err.contains("3 rows are 2 submissions by “Respondent”"), "{}", told.err);
    assert_eq!(desk.questions(""), ["1", "2", "1"]);
    let submissions = desk.run(["submissions", "--format", "json"]).json();
    assert_eq!((&submissions[0]["reference"], &submissions[0]["country"]), (&"R1".into(), &"NL".into()));
    assert_eq!(submissions[0]["attributes"], serde_json::json!({"Q1 · Mood": "good", "Q2 · Mood": "bad"}));
    desk.write("bad.toml", "[rows]\nsubmission = [\"Respondent\"]\nquestion = \"Askd\"\nanswer = \"Said\"\n");
    let failed = desk.run(["import", "long.csv", "--map", "bad.toml", "--format", "json"]);
    assert_eq!(failed.status, 1);
    assert!(failed.text().contains("“Askd”") && failed.text().contains("“Asked”"), "{}", failed.text());
}

#[test]
fn a_call_is_made_from_a_document_or_a_table_and_printed() {
    let desk = Desk::bare();
    desk.write("call.md", "# Call for inputs\n\n## Access\n\n1. What is missing?\n2. Who pays?\n\n## Trust\n\n### Question 3: Say what else matters.\n");
    let made = desk.run(["init", "w.db", "--call-from", "call.md"]).done();
    assert!(made.text().contains("3 questions") && made.text().contains("Who pays?"), "{}", made.text());
    desk.write("answers.csv", "id,What is missing?,Say what else matters.\nA,Cables,Patience\n");
    desk.run(["import", "answers.csv"]).done();
    assert_eq!(desk.questions(""), ["1", "3"]);
    assert_eq!(desk.list("section:Trust").len(), 1);
    desk.write("letter.md", "# A letter\n\nNothing is asked.\n");
    desk.run(["init", "x.db", "--call-from", "letter.md"])
        .fails(2, &["no question was found in letter.md", "--map"]);
    desk.run(["init", "x.db", "--call-from", "absent.csv"]).fails(1, &["absent.csv"]);
    assert!(!desk.path("x.db").exists());
}
