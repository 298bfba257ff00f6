//! What somebody types who sees the program for the first time: every message says what, where and what to do.

use super::desk::{Desk, LETTER, Ran};

/// Runs the program with no workspace in the environment.
fn plain(desk: &Desk, arguments: &[&str]) -> Ran {
    let output = desk.command(arguments).env_remove("RAPPORTEUR_WORKSPACE").output().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: output.stdout,
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_file_that_is_missing_a_folder_or_no_workspace_is_told_with_the_way_on() {
    let desk = Desk::bare();
    desk.write("letter.md", LETTER);
    std::fs::create_dir(desk.path("papers")).unwrap();
    plain(&desk, &["review.db"])
        .fails(1, &["there is no workspace review.db", "`rapporteur init review.db`"]);
    plain(&desk, &["papers"])
        .fails(1, &["papers is a folder", "`rapporteur init`", "`rapporteur import -w WORKSPACE papers`"]);
    plain(&desk, &["letter.md"])
        .fails(1, &["letter.md is not a workspace", "`rapporteur import -w WORKSPACE letter.md`"]);
    assert_eq!(desk.names(), ["letter.md", "papers"], "nothing was made");
}

#[test]
fn a_command_without_a_workspace_asks_for_one_and_never_takes_the_sample() {
    let desk = Desk::bare();
    desk.write("letter.md", LETTER);
    for arguments in [&["import", "letter.md"][..], &["list"], &["tag", "q:1", "--add", "IPv6"]] {
        plain(&desk, arguments).fails(2, &["no workspace is named", "-w FILE", "`rapporteur init FILE`"]);
    }
    assert!(!desk.path("home/data/rapporteur/sample.db").exists());
}

#[test]
fn a_workspace_that_the_environment_names_and_is_gone_is_told_with_where_its_name_stands() {
    let desk = Desk::bare();
    for arguments in [&["list"][..], &[]] {
        desk.run(arguments).fails(1, &["there is no workspace w.db", "RAPPORTEUR_WORKSPACE names it"]);
    }
    let named = desk.run(["list", "-w", "other.db"]);
    assert!(!named.err.contains("RAPPORTEUR_WORKSPACE"), "{}", named.err);
}

#[test]
fn a_mistyped_command_is_told_as_one() {
    let desk = Desk::bare();
    desk.write("letter.md", LETTER);
    plain(&desk, &["imprt", "letter.md"]).fails(2, &["there is no command “imprt”", "perhaps `import`"]);
    plain(&desk, &["histroy"])
        .fails(1, &["there is no workspace histroy", "perhaps the command `rapporteur history`"]);
    plain(&desk, &["w.db", "import", "letter.md"])
        .fails(2, &["a command follows the file w.db", "`rapporteur COMMAND -w w.db …`"]);
}

#[cfg(unix)]
#[test]
fn a_workspace_can_be_read_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    desk.run(["tag", "", "--add", "IPv6"]).done();
    for name in desk.names() {
        assert_eq!(desk.path(&name).metadata().unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
}
