//! Who sent it: signatories of joint submissions, leave to cite, and tables of submitters.

use serde_json::{Value, json};

use super::desk::{Desk, LETTER};

fn submissions(desk: &Desk, query: &str) -> Vec<Value> {
    desk.run(["submissions", query, "--format", "json"]).json().as_array().unwrap().clone()
}

/// One field of all submissions, in their order.
fn all(desk: &Desk, field: &str) -> Vec<Value> {
    submissions(desk, "").iter().map(|s| s[field].clone()).collect()
}

fn with(desk: &Desk, file: &str, text: &str) -> String {
    desk.write(file, text);
    desk.run(["import", file]).done().err
}

#[test]
fn a_joint_submission_keeps_its_signatories_and_counts_once() {
    let desk = Desk::new();
    with(
        &desk,
        "form.csv",
        "reference,organisation,Co-signatories,q1\n\
         F-1,Example Net,\"Hill Net; Dale Net, Inc.\",We agree.\nF-2,Lake Union,,So do we.\n\
         F-3,,\"Fjord Net, Réseau A, and Hill Net\",We too.\n",
    );
    let expected = json!([["Hill Net", "Dale Net, Inc."], [], ["Fjord Net", "Réseau A", "Hill Net"]]);
    assert_eq!(Value::Array(all(&desk, "signatories")), expected);
    assert_eq!(all(&desk, "submitter")[2], "Fjord Net; Réseau A; Hill Net", "nobody else is named");
    let found = |query: &str| submissions(&desk, query).len();
    assert_eq!((found("from:\"hill net\""), found("from:reseau"), found("from:\"net dale\"")), (2, 1, 0));
    assert_eq!(
        (found("is:anonymous"), desk.list("from:dale").len(), submissions(&desk, "").len()),
        (0, 1, 3)
    );
    let shown = desk.run(["show", "F-1"]).done();
    assert!(shown.text().contains("signatories:    Hill Net; Dale Net, Inc.\n"), "{}", shown.text());
    let table = desk.run(["submissions"]).done();
    assert!(table.text().contains("Example Net") && table.text().contains("Hill Net; Dale Net, Inc."));
    let csv = desk.run(["submissions", "--format", "csv"]).done();
    assert!(csv.text().lines().next().unwrap().ends_with(",signatories"), "{}", csv.text());
    assert!(
        csv.text().contains("\"Hill Net; Dale Net, Inc.\"") || csv.text().contains(",Hill Net; Dale Net")
    );

    let said = desk.run(["submissions", "F-2", "--set", "signatories=Lake Union; Hill Net, North"]).done();
    let expected = "corrected the signatories of F-2: none → Lake Union; Hill Net, North · undo: ";
    assert!(said.text().starts_with(expected), "{}", said.text());
    assert_eq!(all(&desk, "signatories")[1], json!(["Lake Union", "Hill Net, North"]));
    desk.run(["submissions", "F-2", "--set", "signatories=Hill Net, North;"]).done();
    assert_eq!(all(&desk, "signatories")[1], json!(["Hill Net, North"]));
    let again = desk.run(["submissions", "F-2", "--set", "signatories=Hill Net, North;"]).done();
    assert!(again.text().contains("so already"), "{}", again.text());
    desk.run(["undo"]).done();
    desk.run(["undo"]).done();
    assert_eq!((all(&desk, "signatories")[1].clone(), found("from:hill")), (json!([]), 2));
    desk.run(["doctor"]).done();
}

#[test]
fn a_document_names_its_signatories_in_any_of_the_six_languages() {
    let desk = Desk::new();
    for (i, (lines, names)) in [
        ("Signatories: Hill Net; Dale Net", json!(["Hill Net", "Dale Net"])),
        ("Signataires : Réseau A ; Réseau B", json!(["Réseau A", "Réseau B"])),
        ("Firmantes: Red A; Red B", json!(["Red A", "Red B"])),
        ("Подписавшие: Сеть А; Сеть Б", json!(["Сеть А", "Сеть Б"])),
        ("الجهات الموقعة: شبكة ألف؛ شبكة باء", json!(["شبكة ألف", "شبكة باء"])),
        ("联署机构：甲网络；乙网络", json!(["甲网络", "乙网络"])),
        (
            "Signatories:\n\n- Hill Net, North\n- Dale Net\n\nDear all.",
            json!(["Hill Net, North", "Dale Net"]),
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let file = format!("letter-{i}.md");
        let submitter = format!("Example Net {i}");
        let text = format!("# Our views\n\n{lines}\n\n{}", LETTER.replace("Example Net", &submitter));
        with(&desk, &file, &text);
        let found = submissions(&desk, &format!("from:\"{submitter}\""));
        assert_eq!(found[0]["signatories"], names, "{lines}");
    }
}

#[test]
fn the_forms_consent_question_says_how_it_may_be_cited() {
    let desk = Desk::new();
    let told = with(
        &desk,
        "form.csv",
        "reference,May we publish your contribution?,q1\n\
         F-1,\"Yes, with my name\",a\nF-2,\"I agree, anonymously\",b\nF-3,\"No, do not publish\",c\n\
         F-4,Perhaps later,d\nF-5,,e\nF-6,Oui sans mon nom,f\nF-7,Нет,g\nF-8,同意,h\nF-9,نعم,i\nF-10,Sí,j\n",
    );
    let expected = json!([
        "by name",
        "anonymously",
        "not at all",
        null,
        null,
        "anonymously",
        "not at all",
        "by name",
        "by name",
        "by name"
    ]);
    assert_eq!(Value::Array(all(&desk, "citable")), expected);
    assert_eq!(told.matches("left unknown").count(), 1, "{told}");
    assert!(told.contains("1 row does not say for sure how it may be cited (“Perhaps later”)"), "{told}");
    let shown = desk.run(["show", "F-1", "--format", "json"]).json();
    assert_eq!(shown["written"]["citable"], "Yes, with my name", "the words are kept");
    let shown = desk.run(["show", "F-4"]).done();
    assert!(shown.text().contains("unsure: the source says “Perhaps later”"), "{}", shown.text());
    desk.run(["submissions", "F-4", "--set", "citable=no"]).done();
    assert_eq!(all(&desk, "citable")[3], "not at all");
    desk.run(["undo"]).done();
    assert_eq!(all(&desk, "citable")[3], Value::Null);
    desk.run(["doctor"]).done();
}

#[test]
fn what_a_consent_column_does_not_say_is_not_guessed() {
    let desk = Desk::new();
    let told = with(
        &desk,
        "form.csv",
        "reference,May we publish your name?,Publication consent,q1\nF-1,no,see below,a\nF-2,yes,ask me,b\n",
    );
    assert!(told.contains("kept as an attribute"), "{told}");
    let found = submissions(&desk, "");
    assert_eq!(found[0]["citable"], Value::Null);
    assert_eq!(found[0]["attributes"]["May we publish your name?"], "no");
    assert_eq!(found[0]["attributes"]["Publication consent"], "see below");
    let letter = |line: &str| format!("# Views\n\n{line}\n\n{LETTER}");
    let told = with(&desk, "one.md", &letter("May we publish your contribution? Yes, but not my name"));
    assert!(!told.contains("left unknown"), "{told}");
    let told = with(&desk, "two.md", &letter("May be cited: it depends").replace("Example Net", "Two"));
    assert!(told.contains("“it depends” does not say for sure"), "{told}");
    let cited: Vec<Value> = all(&desk, "citable").into_iter().skip(2).collect();
    assert_eq!(cited, [json!("anonymously"), Value::Null]);
}

const FORM: &str = "\
reference,organisation,country,q1,q2
F-1,Example Net,NL,We use IPv6.,Nothing more
F-2,Hill Net,,Cost is high.,
F-3,Hill Net,,Power too.,
F-4,Réseau A,FR,Skills.,
F-5,,,Anonymous words.,
";

const PEOPLE: &str = "\
reference,organisation,country,stakeholder type,Size
F-1,Example Net,DE,Government,12
,reseau a,,Academia,7
,Hill Net,KE,,3
F-5,Fjord Net,NO,,9
,Exmaple Net,,,1
";

#[test]
fn a_table_of_submitters_fills_in_what_submissions_do_not_say() {
    let desk = Desk::new();
    with(&desk, "form.csv", FORM);
    desk.run(["tag", "q:1", "--add", "IPv6"]).done();
    let before = (submissions(&desk, ""), desk.list(""));
    desk.write("people.csv", PEOPLE);
    let dry = desk.run(["import", "people.csv", "--dry-run"]).done();
    for told in [
        "country of F-1 stays Netherlands; the table says Germany",
        "rapporteur submissions F-1 --set country=DE",
        "2 submissions are from “Hill Net”: F-2, F-3",
        "“Exmaple Net” is no submitter here; “Example Net” is near",
    ] {
        assert!(dry.err.contains(told), "no {told} in {}", dry.err);
    }
    assert_eq!((submissions(&desk, ""), desk.list("")), before, "a dry run changes nothing");
    let ran = desk.run(["import", "people.csv"]).done();
    assert!(ran.text().contains("0 submissions, 0 answers; metadata for 3 submissions"), "{}", ran.text());
    assert_eq!(all(&desk, "country"), ["NL".into(), Value::Null, Value::Null, "FR".into(), "NO".into()]);
    let types = ["Government".into(), Value::Null, Value::Null, "Academia".into(), Value::Null];
    assert_eq!(all(&desk, "stakeholder_type"), types);
    assert_eq!(all(&desk, "submitter")[4], "Fjord Net");
    assert_eq!(all(&desk, "reference"), ["F-1", "F-2", "F-3", "F-4", "F-5"]);
    assert_eq!(submissions(&desk, "ref:F-1")[0]["attributes"]["Size"], "12");
    assert_eq!(submissions(&desk, "ref:F-4")[0]["sources"], json!(["form.csv", "people.csv"]));
    assert_eq!(desk.list("attr:\"Size\"=12").len(), 2);
    assert_eq!((desk.list("").len(), desk.list("theme:ipv6").len()), (before.1.len(), 5));
    desk.run(["doctor"]).done();

    let again = desk.run(["import", "people.csv", "--format", "json"]).json();
    assert_eq!(again["sources"][0]["outcome"], "unchanged");
    // What somebody corrected holds, and comes off again.
    desk.run(["submissions", "F-4", "--set", "stakeholder_type=government"]).done();
    assert_eq!(all(&desk, "stakeholder_type")[3], "Government");
    desk.run(["undo"]).done();
    desk.run(["undo"]).done();
    assert_eq!((submissions(&desk, ""), desk.list("")), before, "one import, one undo");
    desk.run(["redo"]).done();
    assert_eq!(all(&desk, "stakeholder_type"), types);
    desk.run(["doctor"]).done();
}

#[test]
fn documents_and_their_table_come_in_one_import_and_a_second_table_changes_nothing_that_stands() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("in")).unwrap();
    desk.write("in/letter.md", LETTER);
    desk.write(
        "in/a-people.csv",
        "organisation,region,stakeholder type\nEXAMPLE NET,Africa,Academia\nNobody,Europe,x\n",
    );
    let ran = desk.run(["import", "in"]).done();
    assert!(ran.text().contains("1 submission, "), "{}", ran.text());
    assert!(ran.text().contains("metadata for 1 submission"), "{}", ran.text());
    assert!(ran.err.contains("“Nobody” is no submitter here"), "{}", ran.err);
    assert_eq!(
        (all(&desk, "region"), all(&desk, "submitter")),
        (vec!["Africa".into()], vec!["Example Net".into()])
    );
    let told = with(&desk, "more.csv", "organisation,region,channel\nExample Net,Europe,post\n");
    assert!(told.contains("region of WSIS20-001 stays Africa; the table says Europe"), "{told}");
    assert!(told.contains("--set region==Europe"), "{told}");
    assert_eq!((all(&desk, "region"), all(&desk, "channel")), (vec!["Africa".into()], vec!["post".into()]));
    // Of the tables that are on the earliest holds.
    let history = desk.run(["history", "--format", "json"]).json();
    let first = history.as_array().unwrap().iter().rfind(|h| h["kind"] == "import").unwrap()["id"].clone();
    desk.run(["undo", &first.as_str().unwrap()[..10]]).done();
    assert!(submissions(&desk, "").is_empty(), "a table alone is no submission");
    desk.run(["redo"]).done();
    assert_eq!(all(&desk, "region"), ["Africa"]);
    desk.run(["doctor"]).done();
}

#[test]
fn a_table_whose_rows_came_too_early_finds_the_others_when_it_comes_again() {
    let desk = Desk::new();
    with(&desk, "letter.md", LETTER);
    let people = "organisation,region\nExample Net,Africa\nDale Net,Europe\n";
    with(&desk, "people.csv", people);
    with(&desk, "other.md", &LETTER.replace("Example Net", "Dale Net"));
    assert_eq!(all(&desk, "region"), [json!("Africa"), Value::Null]);
    let ran = desk.run(["import", "people.csv"]).done();
    assert!(ran.text().contains("metadata for 2 submissions"), "{}", ran.text());
    assert_eq!(all(&desk, "region"), ["Africa", "Europe"]);
    desk.run(["undo"]).done();
    assert_eq!(all(&desk, "region"), [json!("Africa"), Value::Null]);
    desk.run(["doctor"]).done();
}

#[test]
fn a_form_without_open_questions_is_a_form() {
    let desk = Desk::new();
    let form = "reference,organisation,Do you agree\nF-1,Example Net,yes\nF-2,Hill Net,no\n";
    with(&desk, "form.csv", form);
    assert_eq!(all(&desk, "submitter"), ["Example Net", "Hill Net"]);
    with(&desk, "again.csv", &form.replace("Hill Net,no", "Hill Net,yes\nF-3,Dale Net,no"));
    assert_eq!(all(&desk, "reference"), ["F-1", "F-2", "F-3"]);
    assert_eq!(all(&desk, "attributes")[1]["Do you agree"], "yes");
}

#[test]
fn the_language_of_each_text_is_told_where_it_is_another_or_unsure() {
    let desk = Desk::new();
    with(
        &desk,
        "form.csv",
        "reference,language,q1,q2,q3\n\
         F-1,en,The networks that people rely on every day should stay open to everyone.,\
         Les réseaux dont les gens dépendent chaque jour doivent rester ouverts à tous.,IPv6\n",
    );
    let shown = desk.run(["show", "F-1", "--format", "json"]).json();
    assert_eq!(
        (&shown["language"], &shown["languages"]),
        (&json!("en"), &json!({"en": 1, "fr": 1, "unsure": 1}))
    );
    let shown = desk.run(["show", "F-1"]).done();
    assert!(shown.text().contains("en; fr in 1 text, unsure in 1 text"), "{}", shown.text());
}
