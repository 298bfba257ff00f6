//! Consent on the command line: a look before an export, names for internal use, and passages that stay behind.

use super::desk::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write(
        "form.csv",
        "reference,organisation,type,may we publish,q1\nA-1,Lakes Union,Civil society,anonymously,Masts.\n\
         A-2,Hill Net,Civil society,yes,\"Ask Ann Lee, please.\"\nA-3,Links,Government,no,None.\n",
    );
    desk.run(["import", "form.csv"]).done();
    desk
}

#[test]
fn a_dry_run_lists_who_would_leave_how_and_writes_nothing() {
    let desk = desk();
    let before = desk.names();
    let ran = desk.run(["export", "--dry-run"]).done();
    let text = ran.text();
    for line in ["by name", "Hill Net", "anonymously", "(P-", "only counted", "Links"] {
        assert!(text.contains(line), "no {line} in {text}");
    }
    assert!(
        ran.err.contains("1 by name, 1 under a pseudonym, 1 only counted; nothing was written"),
        "{}",
        ran.err
    );
    assert_eq!(desk.names(), before);
    let csv = desk.run(["export", "-o", "-", "--format", "csv"]).done();
    assert!(!csv.text().contains("Lakes") && !csv.text().contains("Links"), "{}", csv.text());
    assert!(csv.err.contains("Counted and not quoted: 1 text of 1 submitter"), "{}", csv.err);
    let named = desk.run(["export", "-o", "-", "--format", "csv", "--names"]).done();
    assert!(named.text().contains("Lakes Union") && named.text().contains("None."), "{}", named.text());
    desk.run(["export"]).fails(2, &["--output"]);
}

#[test]
fn a_withheld_passage_stays_behind_until_it_is_let_go() {
    let desk = desk();
    let id = desk.list("ref:A-2")[0]["id"].as_str().unwrap().to_owned();
    let said = desk.run(["withhold", &id, "--passage", "4..11"]).done();
    assert!(said.text().contains("it reads “[…]” in every export"), "{}", said.text());
    let out = || desk.run(["export", "-o", "-", "--format", "md"]).done().text().to_owned();
    assert!(out().contains("Ask ") && out().contains("please.") && !out().contains("Ann Lee"), "{}", out());
    desk.run(["withhold", &id, "--passage", "4..900"]).fails(2, &["characters"]);
    desk.run(["withhold", &id]).fails(2, &["--passage"]);
    desk.run(["withhold", &id, "--passage", "5..6", "--lift"]).done();
    assert!(out().contains("Ann Lee"));
    desk.run(["undo"]).done();
    assert!(!out().contains("Ann Lee"));
}

#[test]
fn a_report_and_a_compilation_are_looked_at_and_give_names_where_they_stay_within() {
    let desk = desk();
    let before = desk.names();
    for command in ["report", "compilation"] {
        let ran = desk.run([command, "--dry-run"]).done();
        for line in ["Hill Net", "(P-", "only counted"] {
            assert!(ran.text().contains(line), "{command}: no {line} in {}", ran.text());
        }
        let counts = "1 by name, 1 under a pseudonym, 1 only counted; nothing was written";
        assert!(ran.err.contains(counts), "{command}: {}", ran.err);
        let named = desk.run([command, "--names", "--dry-run"]).done();
        assert!(named.err.contains("3 by name, 0 under a pseudonym"), "{command}: {}", named.err);
        let out = desk.run([command, "-o", "-", "--format", "md", "--date", "2025-02-14"]).done();
        assert!(out.text().contains("Under a pseudonym: 1 submitter."), "{command}: {}", out.text());
        assert!(!out.text().contains("Lakes Union"), "{command}: {}", out.text());
        let out = desk.run([command, "-o", "-", "--format", "md", "--names"]).done();
        assert!(out.text().contains("For internal use: names are given"), "{command}: {}", out.text());
    }
    let compiled = desk.run(["compilation", "--names", "-o", "-", "--format", "md"]).done();
    assert!(compiled.text().contains("Lakes Union") && compiled.text().contains("Links"));
    assert_eq!(desk.names(), before);
}
