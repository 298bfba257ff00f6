//! One door to each outside thing: which modules may name which crates, macros and functions.

use super::lexer::{Token, tokens};
use super::paths::paths;
use super::source::Source;

/// What is behind a door.
enum Thing {
    /// A crate, by its name in code.
    Crate(&'static str),
    /// A macro, without its `!`.
    Macro(&'static str),
    /// Neighbouring names of a path: `process::exit`.
    Path(&'static [&'static str]),
}

/// Each thing and the modules that may name it.
const DOORS: &[(Thing, &[&str])] = &[
    (Thing::Crate("rusqlite"), &["store"]),
    (Thing::Crate("ratatui"), &["tui"]),
    (Thing::Crate("ratatui_textarea"), &["tui"]),
    (Thing::Crate("tui_input"), &["tui"]),
    (Thing::Crate("crossterm"), &["tui", "keymap"]),
    (Thing::Crate("clap"), &["cli", "main"]),
    (Thing::Crate("clap_complete"), &["cli"]),
    (Thing::Crate("clap_mangen"), &["cli"]),
    (Thing::Crate("etcetera"), &["main"]),
    (Thing::Path(&["std", "env"]), &["main"]),
    (Thing::Path(&["process", "exit"]), &["cli", "main"]),
    (Thing::Macro("println"), &["cli", "main"]),
    (Thing::Macro("print"), &["cli", "main"]),
    (Thing::Macro("eprintln"), &["cli", "main"]),
    (Thing::Macro("eprint"), &["cli", "main"]),
];

/// Where a file names what it has no door to.
pub(super) fn breaches(file: &Source) -> Vec<String> {
    let own = file.top().unwrap_or("lib");
    let shipped = file.shipped();
    let tokens = tokens(&shipped);
    let paths = paths(&tokens, &file.modules());
    let mut breaches = Vec::new();
    for (thing, modules) in DOORS.iter().filter(|(_, modules)| !modules.contains(&own)) {
        let (name, mut lines) = match thing {
            Thing::Crate(name) => {
                let whole = tokens.windows(2).filter(|pair| is_use(pair[0]) && pair[1].text == *name);
                let within = paths.iter().filter(|path| path.names.first() == Some(name));
                let lines = whole.map(|pair| pair[1].line).chain(within.map(|path| path.line)).collect();
                ((*name).to_owned(), lines)
            }
            Thing::Macro(name) => {
                let calls = tokens.windows(2).filter(|pair| pair[0].text == *name && pair[1].text == "!");
                (format!("{name}!"), calls.map(|pair| pair[0].line).collect::<Vec<_>>())
            }
            Thing::Path(names) => {
                let within = paths.iter().filter(|path| {
                    // `std::env::consts` is about the program, not about where it runs.
                    let own = path.names.contains(&"consts");
                    !own && path.names.windows(names.len()).any(|w| w == *names)
                });
                (names.join("::"), within.map(|path| path.line).collect())
            }
        };
        lines.dedup();
        let what = format!("{name} is named only in {}", modules.join(" and "));
        breaches.extend(lines.into_iter().map(|line| file.at(line, &what)));
    }
    breaches
}

fn is_use(token: Token<'_>) -> bool {
    matches!(token.text, "use" | "crate")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str) -> usize {
        breaches(&Source::example(path, text)).len()
    }

    #[test]
    fn a_second_door_is_noticed() {
        assert_eq!(
            breaches(&Source::example("src/workspace/edit.rs", "\nuse rusqlite::Connection;")),
            ["src/workspace/edit.rs:2: rusqlite is named only in store"]
        );
        assert_eq!(check("src/cli/list.rs", "use ratatui::style::Style;"), 1);
        assert_eq!(check("src/action.rs", "fn f(key: crossterm::event::KeyEvent) {}"), 1);
        assert_eq!(check("src/store.rs", "fn f() { println!(\"x\") }"), 1);
        assert_eq!(check("src/tui/run.rs", "fn f() { std::process::exit(1) }"), 1);
        assert_eq!(
            check(
                "src/tui/run.rs",
                "use std::{env, process};\nfn f() { process::exit(env::args().count()) }"
            ),
            2
        );
        assert_eq!(check("src/export.rs", "use crossterm;"), 1);
        assert_eq!(check("src/lib.rs", "pub use rusqlite::Error;"), 1);
    }

    #[test]
    fn the_right_doors_tests_and_texts_are_free() {
        assert_eq!(check("src/store/open.rs", "use rusqlite::Connection;"), 0);
        assert_eq!(check("src/keymap.rs", "use crossterm::event::KeyCode;"), 0);
        assert_eq!(
            check("src/main.rs", "fn main() { std::env::args(); eprintln!(); std::process::exit(1) }"),
            0
        );
        assert_eq!(
            check("src/fault.rs", "/// Unlike rusqlite::Error.\nconst X: &str = \"std::env println!\";"),
            0
        );
        assert_eq!(
            check(
                "src/text.rs",
                "#[cfg(test)]\nmod tests { fn f() { println!(\"{:?}\", std::env::args()) } }"
            ),
            0
        );
    }
}
