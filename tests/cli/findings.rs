//! `findings`: written, agreed, given quotations, exported.

use super::desk::Desk;

#[test]
fn a_finding_is_written_agreed_and_exported_with_its_quotations() {
    let desk = Desk::worked();
    let ipv6 = ["findings", "--theme", "ipv6"];
    desk.run(ipv6).fails(2, &["no finding on ipv6 yet", "--edit"]);
    desk.run([&ipv6[..], &["--add", "theme:ipv6"]].concat()).done();
    desk.run([&ipv6[..], &["--state", "agreed"]].concat()).fails(2, &["says nothing yet"]);
    desk.run([&ipv6[..], &["--text", "Most ask for *support*."]].concat()).done();
    desk.run([&ipv6[..], &["--state", "agreed"]].concat()).done();
    desk.run(["findings", "--question", "11", "--text", "=Late"]).done();
    let all = desk.run(["findings", "--format", "json"]).json();
    assert_eq!(all[0]["about"], serde_json::json!({"question": "q11"}));
    assert_eq!((&all[0]["name"], &all[0]["state"]), (&"Question 11".into(), &"draft".into()));
    assert_eq!((&all[1]["name"], &all[1]["state"]), (&"Infrastructure / IPv6".into(), &"agreed".into()));
    assert_eq!(all[1]["items"].as_array().unwrap().len(), 1);
    assert!(desk.run(["findings", "--format", "csv"]).done().text().contains("'=Late"));
    let one = desk.run(ipv6).done();
    assert!(
        one.text().contains("Infrastructure / IPv6 · agreed\n\nMost ask for *support*."),
        "{}",
        one.text()
    );
    let name = "finding: infrastructure / ipv6";
    let written = desk.run(["export", "--shortlist", name, "-o", "-", "--format", "md"]).done();
    let text = written.text();
    assert!(text.contains("# Finding: Infrastructure / IPv6\n"), "{text}");
    assert!(text.contains("\nState: agreed.\n\nMost ask for \\*support\\*.\n\n> "), "{text}");
    assert_eq!(desk.questions("shortlist:\"Finding: Infrastructure / IPv6\"").len(), 1);
    desk.run([&ipv6[..], &["--delete"]].concat()).done();
    desk.run(["undo"]).done();
    assert_eq!(desk.run(["findings", "--format", "json"]).json()[1]["state"], "agreed");
    desk.run(["findings", "--text", "x"]).fails(2, &["--theme"]);
}
