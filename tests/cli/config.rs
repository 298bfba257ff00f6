//! Settings, completions and the manual: what the program says of itself.

use super::desk::{Desk, LETTER};

const SETTINGS: &str = "home/config/rapporteur/config.toml";
const KEYMAP: &str = "home/config/rapporteur/keymap.toml";

fn with(file: &str, text: &str) -> Desk {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("home/config/rapporteur")).unwrap();
    desk.write(file, text);
    desk
}

/// The commands that help names.
fn commands(desk: &Desk) -> Vec<String> {
    let help = desk.run(["--help"]).done();
    let listed = help.text().split("Commands:\n").nth(1).unwrap().lines();
    let named = listed.take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
    named.map(str::to_owned).collect()
}

#[test]
fn init_writes_a_file_of_defaults_for_its_owner_and_never_over_another() {
    let desk = Desk::new();
    let ran = desk.run(["config", "init"]).done();
    assert!(ran.text().contains("config.toml"), "{}", ran.text());
    let written = std::fs::read_to_string(desk.path(SETTINGS)).unwrap();
    assert!(written.contains("# skin = "), "{written}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(desk.path(SETTINGS)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    desk.write(SETTINGS, "analyst = \"Ana\"\n");
    desk.run(["config", "init"]).fails(1, &["is there already", "--force"]);
    assert_eq!(std::fs::read_to_string(desk.path(SETTINGS)).unwrap(), "analyst = \"Ana\"\n");
    desk.run(["config", "init", "--force"]).done();
    assert_eq!(std::fs::read_to_string(desk.path(SETTINGS)).unwrap(), written);
    assert!(desk.run(["config", "check"]).done().text().contains("config.toml: ok"));
}

#[test]
fn check_says_ok_or_every_mistake() {
    let desk = Desk::new();
    let ran = desk.run(["config", "check"]).done();
    assert_eq!(ran.text().matches("not there").count(), 2, "{}", ran.text());
    let desk = with(SETTINGS, "skin = \"light\"\nascii = true\n");
    desk.write(KEYMAP, "[global]\n\"Q\" = \"quit\"\n");
    assert_eq!(desk.run(["config", "check"]).done().text().matches(": ok\n").count(), 2);
    desk.write(SETTINGS, "skin = \"lihgt\"\n");
    let ran = desk.run(["config", "check"]);
    assert_eq!((ran.status, ran.text().matches(": ok\n").count()), (2, 1));
    desk.write(KEYMAP, "[global]\n\"Q\" = \"qiut\"\n");
    let ran = desk.run(["config", "check"]);
    assert_eq!(ran.status, 2);
    for words in ["line 1", "“lihgt”", "Did you mean “light”?", "\"qiut\"", "did you mean \"quit\"?", "^^^^"]
    {
        assert!(ran.err.contains(words), "no {words} in {}", ran.err);
    }
}

#[test]
fn path_names_every_file() {
    let desk = with(SETTINGS, "");
    let rows = desk.run(["config", "path", "--format", "json"]).json();
    let rows = rows.as_array().unwrap();
    let row = |file: &str| rows.iter().find(|row| row["file"] == file).unwrap();
    assert_eq!(row("settings")["path"], desk.path(SETTINGS).to_str().unwrap());
    assert_eq!((&row("settings")["there"], &row("keymap")["there"]), (&true.into(), &false.into()));
    let table = desk.run(["config", "path"]).done();
    assert!(table.text().contains(desk.path(KEYMAP).to_str().unwrap()), "{}", table.text());
    assert!(table.text().contains("remembered.json") && table.text().contains("sample.db"));
}

#[test]
fn a_mistake_in_the_settings_stops_what_they_matter_for() {
    let desk = with(SETTINGS, "# mine\nanalist = \"Ana\"\n");
    let said = ["config.toml, line 2", "unknown key “analist”", "analyst", "^^^^^^^"];
    desk.run(["list"]).fails(2, &said);
    desk.run(["w.db"]).fails(2, &said);
    // Which keymap is in force is a setting.
    desk.run(["keys"]).fails(2, &said);
    for about_the_program in
        [&["keys", "--keymap", "vim"][..], &["config", "path"], &["completions", "bash"], &["man"]]
    {
        desk.run(about_the_program).done();
    }
}

#[test]
fn the_analyst_is_the_one_asked_for_then_that_of_the_settings_then_the_login() {
    let desk = with("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    let tagged_by = |theme: &str| {
        let answer = desk.list(&format!("q:11 theme:{theme}")).remove(0);
        let tags = answer["tags"].as_array().unwrap().clone();
        tags.into_iter().find(|tag| tag["theme"].as_str().unwrap().ends_with(theme)).unwrap()["analyst"]
            .clone()
    };
    desk.run(["tag", "q:11", "--add", "One"]).done();
    desk.write(SETTINGS, "analyst = \"Ana Ruiz\"\n");
    desk.run(["tag", "q:11", "--add", "Two"]).done();
    desk.run(["tag", "q:11", "--add", "Three", "--analyst", "Bo"]).done();
    assert_eq!([tagged_by("One"), tagged_by("Two"), tagged_by("Three")], ["alice", "Ana Ruiz", "Bo"]);
}

#[cfg(unix)]
#[test]
fn the_editor_of_the_settings_goes_before_that_of_the_environment() {
    let desk = with("letter.md", LETTER);
    desk.run(["import", "letter.md"]).done();
    desk.write("write.sh", "echo 'from the editor' > \"$1\"\n");
    desk.write(SETTINGS, "editor = \"sh write.sh\"\n");
    let status = desk.command(["note", "q:11", "--edit"]).env("EDITOR", "false").ok().unwrap().status;
    assert!(status.success());
    assert_eq!(desk.list("q:11")[0]["notes"][0]["text"], "from the editor");
}

#[test]
fn the_look_is_for_the_screen_and_names_are_offered() {
    let desk = Desk::new();
    desk.run(["--skin", "drak", "w.db"]).fails(2, &["drak", "dark", "high-contrast"]);
    desk.run(["--skin", "dark", "list"]).fails(2, &["--skin", "screen"]);
    desk.run(["--ascii", "list"]).fails(2, &["--ascii"]);
}

#[test]
fn config_alone_shows_what_it_can_do() {
    let ran = Desk::bare().run(["config"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.starts_with("Make, check or find"), "{}", ran.err);
}

#[test]
fn completions_know_every_command_in_every_shell() {
    let desk = Desk::bare();
    let commands = commands(&desk);
    assert!(commands.len() >= 20, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.run(["completions", shell]).done();
        for command in &commands {
            assert!(script.text().contains(command.as_str()), "{shell}: no {command}");
        }
        assert!(script.text().contains("high-contrast"), "{shell}: no skins");
        assert!(!script.text().contains('\0'));
    }
    desk.run(["completions", "csh"]).fails(2, &["csh", "bash"]);
}

#[test]
fn the_manual_describes_every_command_and_what_holds_for_all() {
    let desk = Desk::bare();
    let page = desk.run(["man"]).done();
    let text = page.text();
    assert!(text.contains(".TH rapporteur 1"));
    for command in commands(&desk) {
        let named = format!("RAPPORTEUR {}", command.to_uppercase());
        assert!(text.contains(&named), "no section {named}");
    }
    for section in ["EXIT STATUS", "ENVIRONMENT", "FILES"] {
        assert!(text.lines().any(|line| line.starts_with(".SH") && line.contains(section)), "no {section}");
    }
    for name in ["RAPPORTEUR_WORKSPACE", "NO_COLOR", "config.toml", "130"] {
        assert!(text.contains(name), "no {name}");
    }
}

#[test]
fn a_page_is_written_for_each_command() {
    let desk = Desk::bare();
    let ran = desk.run(["man", "--dir", "man/man1"]).done();
    let mut expected: Vec<String> = commands(&desk).iter().map(|c| format!("rapporteur-{c}.1")).collect();
    expected.extend(["init", "check", "path"].map(|step| format!("rapporteur-config-{step}.1")));
    expected.push("rapporteur.1".to_owned());
    expected.sort();
    let written = std::fs::read_dir(desk.path("man/man1")).unwrap();
    let mut written: Vec<String> = written.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    written.sort();
    assert_eq!(written, expected);
    assert!(ran.text().contains(&format!("{} pages", expected.len())), "{}", ran.text());
    let page = std::fs::read_to_string(desk.path("man/man1/rapporteur-list.1")).unwrap();
    assert!(page.contains(".TH rapporteur-list 1") && page.contains("\\-\\-limit"), "{page}");
    // Writing again replaces the pages; a folder that cannot be made is told.
    desk.run(["man", "--dir", "man/man1"]).done();
    desk.write("plain", "");
    desk.run(["man", "--dir", "plain/man1"]).fails(1, &["plain"]);
}
