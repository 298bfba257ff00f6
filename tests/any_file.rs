//! Whatever stands in a file of settings, keys, themes, the call or what is remembered: it is read or refused with its
//! place, and nothing panics.

use proptest::collection::vec;
use proptest::prelude::*;
use rapporteur::config::remembered::{Remembered, Section};
use rapporteur::config::settings::Settings;
use rapporteur::config::{call_file, map_file, theme_file};
use rapporteur::intake::codebook_from;
use rapporteur::keymap::Keymap;
use rapporteur::model::codebook::{Codebook, Theme};
use rapporteur::model::id::ThemeId;
use rapporteur::model::mapping::Rows;
use rapporteur::text::clean;

/// Pieces of the languages of all these files, put together at random.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        prop::sample::select(vec![
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            "=",
            "\"",
            "'",
            "\"\"\"",
            "\n",
            ".",
            ",",
            "#",
            "\\",
            "\\u0000",
            "\\UFFFFFFFF",
            "answers",
            "global",
            "reader",
            "q",
            "Ctrl-",
            "Alt-x",
            "Space g",
            "tag",
            "none",
            "quick-tag",
            "title",
            "prefix",
            "deadline",
            "section",
            "question",
            "key",
            "number",
            "wording",
            "short_name",
            "recognize",
            "theme",
            "id",
            "parent",
            "name",
            "letter",
            "colour",
            "terms",
            "skin",
            "rows",
            "columns",
            "submission",
            "answer",
            "ignored",
            "* (Original)",
            "ascii",
            "mouse",
            "analyst",
            "editor",
            "true",
            "2025-01-31",
            "1e400",
            "-9223372036854775808",
            "everywhere",
            "workspaces",
            ":",
            "null",
            "\u{feff}",
            "\r",
            "\u{202e}",
            "互",
            "e\u{301}",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    vec(scrap, 0..60).prop_map(|scraps| scraps.concat())
}

/// Lines of the right shape with the wrong things in them.
fn lines() -> impl Strategy<Value = String> {
    let line = (scraps(), scraps()).prop_map(|(key, value)| {
        let bare: String = key.chars().filter(char::is_ascii_lowercase).collect();
        format!("{bare} = {:?}\n", value.chars().take(20).collect::<String>())
    });
    let table = prop::sample::select(vec![
        "[answers]\n",
        "[global]\n",
        "[[theme]]\n",
        "[[question]]\n",
        "[[section]]\n",
        "[rows]\n",
        "[columns]\n",
        "",
    ]);
    vec((table, line), 0..12)
        .prop_map(|all| all.into_iter().map(|(table, line)| format!("{table}{line}")).collect())
}

/// Reads a text as each kind of file; a message names the file.
fn read(text: &str) {
    if let Ok(table) = rapporteur::intake::read(text.as_bytes(), "f.csv")
        && let Err(error) = codebook_from::themes(&table, "f.csv")
    {
        assert!(error.starts_with("f.csv"), "{error}");
    }
    if let Err(error) = Keymap::load(text, "keys.toml") {
        assert!(error.to_string().contains("keys.toml"));
    }
    for error in [
        call_file::parse(text, "f.toml").err(),
        theme_file::parse(text, "f.toml").err(),
        Settings::parse(text, "f.toml").err(),
        map_file::parse(text, "f.toml", None).err(),
        map_file::parse(text, "f.toml", Some(&call_file::bundled().unwrap())).err(),
    ]
    .into_iter()
    .flatten()
    {
        assert!(error.to_string().contains("f.toml") && error.line >= 1, "{error}");
    }
}

proptest! {
    #[test]
    fn any_guess_that_is_written_reads_as_it_was(
        columns in vec((any::<String>(), prop::sample::select(vec!["open", "attribute", "ignored", "country", "4"]), any::<String>()), 0..8),
        rows in prop::option::of((vec("\\PC{1,9}", 1..3), "a\\PC{0,9}", "b\\PC{0,9}")),
    ) {
        let columns: Vec<_> = columns.into_iter().filter(|(head, _, _)| !head.trim().is_empty()).collect();
        let rows = rows.map(|(submission, question, answer)| Rows { submission, question, answer });
        let guesses: Vec<_> = columns.iter().map(|(place, word, reason)| map_file::Guess { place, word, reason }).collect();
        let written = map_file::write("form.csv", rows.as_ref(), &guesses);
        let call = call_file::bundled().unwrap();
        let read = map_file::parse(&written, "f.toml", Some(&call)).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(&read.rows, &rows);
        let heads: std::collections::BTreeSet<&str> = columns.iter().map(|(head, _, _)| head.as_str()).collect();
        prop_assert_eq!(read.columns.len(), heads.len());
        for (head, _) in &read.columns {
            prop_assert!(heads.contains(head.0.as_str()));
        }
    }

    #[test]
    fn any_codebook_that_is_written_reads_as_it_was(
        themes in vec((any::<String>(), any::<String>(), prop::option::of("[\\p{L}]"), 1..13_u8, vec(any::<String>(), 0..3), any::<bool>()), 1..8),
    ) {
        let mut book = Codebook::default();
        for (i, (name, words, letter, colour, terms, retired)) in themes.into_iter().enumerate() {
            let id = ThemeId::starter(&i.to_string());
            let letter = letter.and_then(|letter| letter.chars().next());
            let letter = letter.filter(|letter| book.themes.iter().all(|other| other.letter != Some(*letter)));
            let parent = if colour > 6 { book.themes.last().map(|above| above.id) } else { None };
            let short_name = words.chars().take(14).collect();
            let theme = Theme {
                id, parent, name: format!("{i} {name}"), use_when: words.clone(), definition: words, short_name, letter, colour, terms,
                retired, ..Theme::default()
            };
            book.themes.push(theme);
        }
        let read = theme_file::parse(&theme_file::write(&book, |_| Vec::new()), "f.toml").map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(read.as_incoming(), book.as_incoming());
    }

    #[test]
    fn any_text_is_read_or_refused(text in prop_oneof![any::<String>(), scraps(), lines()]) {
        read(&text);
    }

    #[test]
    fn any_bytes_can_be_remembered(bytes in prop_oneof![vec(any::<u8>(), 0..200), scraps().prop_map(String::into_bytes)]) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("remembered.json"), bytes).unwrap();
        let remembered = Remembered::read(folder.path());
        let _: Option<String> = remembered.get(&Section::Everywhere, "any");
        remembered.write(folder.path()).unwrap();
        prop_assert_eq!(Remembered::read(folder.path()), remembered);
    }
}

#[test]
fn long_and_deep_files_are_read_or_refused() {
    for piece in
        ["[", "{", "a.", "a={", "[[theme]]\n", "\"", "=", "\\", "[answers]\n", "\u{301}", "a=[[", "# x\n"]
    {
        read(&piece.repeat(30_000));
        read(&format!("title = {}", piece.repeat(30_000)));
        assert!(!clean::block(&piece.repeat(30_000)).contains('\u{1b}'));
    }
}
