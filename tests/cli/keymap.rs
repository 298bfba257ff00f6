//! A keymap file where people keep it, and what the program says to it.

use super::desk::Desk;

#[test]
fn a_keymap_file_holds_key_by_key_and_a_mistake_in_it_stops_the_start() {
    let desk = Desk::new();
    let folder = desk.path("home/config/rapporteur");
    std::fs::create_dir_all(&folder).unwrap();
    let keymap = |text: &str| std::fs::write(folder.join("keymap.toml"), text).unwrap();
    keymap("[answers]\n\"Ctrl-t\" = \"tag\"\n\"T\" = \"none\"\n");
    let rows = desk.run(["keys", "--format", "json"]).json();
    let keys = |action: &str| {
        let row = |r: &&serde_json::Value| r["action"] == action && r["scope"] == "answers";
        rows.as_array().unwrap().iter().find(row).map(|r| r["keys"].clone())
    };
    assert_eq!(keys("tag"), Some(serde_json::json!(["t", "Ctrl-t"])), "the other keys stay");
    assert_eq!(keys("untag"), None);
    keymap("[answers]\n\"t\" = \"tag\"\n\"T\" = \"untga\"\n");
    for start in [&["w.db"][..], &["keys"]] {
        let ran = desk
            .run(start)
            .fails(2, &["keymap.toml:3:", "\"T\" = \"untga\"", "^", "did you mean \"untag\"?"]);
        let lines: Vec<&str> = ran.err.lines().collect();
        let (shown, carets) = (lines[1].find("\"untga\""), lines[2].find('^'));
        assert_eq!(shown, carets, "{}", ran.err);
    }
}

#[test]
fn a_keymap_is_chosen_by_the_settings_or_by_name_and_ones_own_keys_go_over_it() {
    let desk = Desk::new();
    let folder = desk.path("home/config/rapporteur");
    std::fs::create_dir_all(&folder).unwrap();
    let keys = |arguments: &[&str], action: &str| {
        let rows = desk.run([&["keys", "--format", "json"], arguments].concat()).json();
        let row = |r: &&serde_json::Value| r["action"] == action && r["scope"] == "global";
        rows.as_array().unwrap().iter().find(row).map(|r| r["keys"].clone())
    };
    assert_eq!(keys(&[], "history"), Some(serde_json::json!(["0"])));
    assert_eq!(keys(&["--keymap", "vim"], "history"), Some(serde_json::json!(["g 0"])));
    std::fs::write(folder.join("config.toml"), "keymap = \"emacs\"\n").unwrap();
    assert_eq!(keys(&[], "quit"), Some(serde_json::json!(["q", "Ctrl-x Ctrl-c"])));
    std::fs::write(folder.join("keymap.toml"), "[global]\n\"Ctrl-x\" = \"quit\"\n").unwrap();
    let said = ["keymap.toml:2:", "\"Ctrl-x\" is also the beginning of \"Ctrl-x"];
    desk.run(["keys"]).fails(2, &said);
    desk.run(["config", "check"]).fails(2, &said);
    desk.run(["keys", "--keymap", "default"]).done();
    desk.run(["keys", "--keymap", "vi"]).fails(2, &["vi", "vim"]);
    desk.run(["--keymap", "vim", "list"]).fails(2, &["--keymap", "keys --keymap NAME"]);
}
