//! One file for each mistake, with the message it must give beside it.

use std::fs;
use std::path::Path;

use proptest::prelude::{any, proptest};
use rapporteur::keymap::Keymap;

#[test]
fn every_bad_keymap_is_refused_with_its_message() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/keymap/bad");
    let mut tried = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let message = Keymap::load(&text, "keys.toml").unwrap_err().to_string();
        let expected = fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
        assert_eq!(message, expected.trim_end_matches('\n'), "{}", path.display());
        tried += 1;
    }
    assert!(tried >= 13, "only {tried} files");
}

proptest! {
    #[test]
    fn no_text_makes_the_loader_panic(text in any::<String>()) {
        let _ = Keymap::load(&text, "keys.toml").map_err(|error| error.to_string());
    }

    #[test]
    fn no_keymap_like_text_makes_the_loader_panic(
        lines in proptest::collection::vec("\\[?[a-z\"=. -]{0,12}\\]?|\"[^\"]{0,6}\" = \"[a-z-]{0,10}\"", 0..12)
    ) {
        let _ = Keymap::load(&lines.join("\n"), "keys.toml").map_err(|error| error.to_string());
    }
}
