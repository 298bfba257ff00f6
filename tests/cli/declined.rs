//! Where the search terms of a theme stand without its tag, and the "no" that is kept.

use super::desk::{Desk, Ran};

const TABLE: &str = "name,Question 11: trends\n\
                     Hill Net,We hijack no routes; hijacking must end.\n\
                     Dale Net,RPKI for everybody.\n\
                     Vale Net,Only schools and roads.\n\
                     Réseau des îles,La sécurité du routage avant tout.\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("answers.csv", TABLE);
    desk.run(["import", "answers.csv"]).done();
    desk
}

fn senders(desk: &Desk, query: &str) -> Vec<String> {
    let found = desk.list(query);
    found.iter().map(|answer| answer["submitter"].as_str().unwrap().to_owned()).collect()
}

/// What is left to be decided on.
const LEFT: &str = "terms:routing -theme:routing -declined:routing";

#[test]
fn the_terms_of_a_theme_find_where_it_is_not_tagged_yet() {
    let desk = desk();
    assert_eq!(senders(&desk, "terms:routing"), ["Hill Net", "Dale Net", "Réseau des îles"]);
    // A theme has the terms of those under it, unless it alone is meant.
    assert_eq!(senders(&desk, "terms:infrastructure").len(), 3);
    assert_eq!(senders(&desk, "terms:=infrastructure").len(), 0);
    assert_eq!(senders(&desk, "-terms:routing"), ["Vale Net"]);
    desk.run(["tag", "RPKI", "--add", "routing security"]).done();
    assert_eq!(senders(&desk, LEFT), ["Hill Net", "Réseau des îles"]);
}

#[test]
fn a_no_is_kept_for_each_analyst_and_taken_back() {
    let desk = desk();
    let no = desk.run(["tag", "from:hill", "--decline", "routing security"]).done();
    assert!(no.text().starts_with("declined Routing security for 1 answer · undo: "), "{}", no.text());
    assert_eq!(senders(&desk, LEFT), ["Dale Net", "Réseau des îles"]);
    assert_eq!(senders(&desk, "declined:routing"), ["Hill Net"]);
    assert_eq!(senders(&desk, "declined:infrastructure"), ["Hill Net"]);
    assert!(senders(&desk, "declined:=infrastructure").is_empty());
    let again = desk.run(["tag", "from:hill", "--decline", "routing security"]).done();
    assert!(again.text().contains("before") && !again.text().contains("undo:"), "{}", again.text());
    // Another reads with eyes of his own.
    let bob = ["list", LEFT, "--analyst", "bob", "--format", "json"];
    assert_eq!(desk.run(bob).json().as_array().unwrap().len(), 3);
    let history = desk.run(["history", "--format", "json"]).json();
    assert_eq!(history[0]["kind"], "theme.decline");
    desk.run(["undo"]).done();
    assert_eq!(senders(&desk, LEFT).len(), 3);
    desk.run(["redo"]).done();
    assert_eq!(senders(&desk, LEFT).len(), 2);
}

#[test]
fn only_a_theme_that_is_there_can_be_declined() {
    let desk = desk();
    let ran: Ran = desk.run(["tag", "from:hill", "--decline", "routng"]);
    ran.fails(2, &["routng", "hint:"]);
    desk.run(["tag", "from:hill", "--decline", "IPv6", "--add", "IPv6"]).fails(2, &["--decline"]);
}
