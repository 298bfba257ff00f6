//! The README, docs/keys.md and the guide: their tables of keys and of the query language are written by the program
//! itself or compared with it, and their commands do what they say.
//!
//! `UPDATE_DOCS=1 cargo test docs` writes them anew.

use std::fmt::Write as _;
use std::path::Path;

use rapporteur::action::{ACTIONS, Action, Binding, Number, Scope};
use rapporteur::config::settings::KeymapName;
use rapporteur::keymap::Keymap;
use rapporteur::query::field::{FIELDS, TEXT};

/// Compares what stands between two markers of a file with `table`, or writes it there.
#[track_caller]
fn check(file: &str, name: &str, table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let readme = std::fs::read_to_string(&path).unwrap();
    let (begin, end) = (format!("<!-- {name}:begin -->\n"), format!("<!-- {name}:end -->"));
    let start = readme.find(&begin).expect("the file has the marker") + begin.len();
    let length = readme[start..].find(&end).expect("the file has the end marker");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let written = format!("{}{table}{}", &readme[..start], &readme[start + length..]);
        // In one step: the other test reads it meanwhile.
        let beside = path.with_extension("md.new");
        std::fs::write(&beside, written).unwrap();
        std::fs::rename(&beside, &path).unwrap();
        return;
    }
    assert_eq!(&readme[start..start + length], table, "UPDATE_DOCS=1 cargo test docs writes it anew");
}

/// Code in a cell of a table.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// The bindings of an action that say something new: those of lists and fields often repeat the global keys.
fn telling(action: &Action) -> impl Iterator<Item = &Binding> {
    let global = action.bindings.iter().find(|b| b.scopes.contains(&Scope::Global));
    action.bindings.iter().filter(move |binding| {
        global.is_none_or(|g| std::ptr::eq(*binding, g) || !binding.keys.iter().all(|k| g.keys.contains(k)))
    })
}

#[test]
fn the_tables_of_the_readme_are_current() {
    // One test, for both write the same file.
    check("README.md", "keys", &keys());
    check("README.md", "query", &query());
}

#[test]
fn the_table_of_all_keymaps_is_current() {
    check("docs/keys.md", "keymaps", &keymaps());
}

/// Every action with its keys in every keymap; where places have the same keys they share a row.
fn keymaps() -> String {
    let maps = KeymapName::ALL.map(|name| Keymap::named(name).table());
    let mut table = String::from("| do | where | default | vim | emacs |\n|---|---|---|---|---|\n");
    for action in ACTIONS {
        let mut rows: Vec<([String; 3], Vec<&str>)> = Vec::new();
        for scope in Scope::ALL {
            let keys = maps.each_ref().map(|rows| {
                let row = rows.iter().find(|row| row.action == action.name && row.scope == scope.name());
                let keys = row.map(|row| row.keys.iter().map(|key| code(key)).collect::<Vec<_>>());
                keys.unwrap_or_default().join(" ")
            });
            if keys.iter().all(String::is_empty) {
                continue;
            }
            match rows.iter_mut().find(|(known, _)| *known == keys) {
                Some((_, scopes)) => scopes.push(scope.title()),
                None => rows.push((keys, vec![scope.title()])),
            }
        }
        let what = action.description.replace('|', "\\|");
        let number = match action.number {
            Number::None => "",
            Number::Times => " (ⁿ)",
            Number::Place => " (ⁿ line)",
        };
        for (keys, scopes) in rows {
            writeln!(table, "| {what}{number} | {} | {} |", scopes.join(", "), keys.join(" | ")).unwrap();
        }
    }
    table
}

fn keys() -> String {
    let mut table = String::from("| do | keys | where |\n|---|---|---|\n");
    for action in ACTIONS {
        // The same keys in several bindings differ only in their hints: one row.
        let mut rows: Vec<(&[&str], Vec<&str>)> = Vec::new();
        for binding in telling(action) {
            let scopes = binding.scopes.iter().map(|scope| scope.title());
            match rows.iter_mut().find(|(keys, _)| *keys == binding.keys) {
                Some((_, all)) => all.extend(scopes),
                None => rows.push((binding.keys, scopes.collect())),
            }
        }
        let what = action.description.replace('|', "\\|");
        for (keys, scopes) in rows {
            let keys: Vec<String> = keys.iter().map(|key| code(key)).collect();
            writeln!(table, "| {what} | {} | {} |", keys.join(" "), scopes.join(", ")).unwrap();
        }
    }
    table
}

fn query() -> String {
    let mut table = String::from("| term | matches |\n|---|---|\n");
    for (term, matches) in TEXT {
        writeln!(table, "| {} | {matches} |", code(term)).unwrap();
    }
    for field in &FIELDS {
        let also: Vec<String> = field.aliases.iter().map(|name| code(&format!("{name}:"))).collect();
        let also = if also.is_empty() { String::new() } else { format!(" (also {})", also.join(", ")) };
        writeln!(table, "| {} | {}{also} |", code(field.example), field.matches.replace('|', "\\|")).unwrap();
    }
    table.push_str("| `-term`, `a OR b`, `( )` | not, or, grouping |\n");
    table
}

/// A folder with the files of the sample, under the names that the README and the guide give them.
#[cfg(unix)]
fn desk() -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    let at = |name: &str| desk.path().join(name);
    std::fs::create_dir(at("submissions")).unwrap();
    for (name, bytes) in rapporteur::config::sample::FILES {
        let to = if *name == "form.csv" { at("form-export.csv") } else { at("submissions").join(name) };
        std::fs::write(to, bytes).unwrap();
    }
    desk
}

/// Runs the commands of a document as written, one after the other, in a folder; gives how many there were.
#[cfg(unix)]
fn run_as_written(file: &str, folder: &Path) -> usize {
    let program = Path::new(env!("CARGO_BIN_EXE_rapporteur")).parent().unwrap();
    let path = std::env::join_paths([program, Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    // The screen is not for here.
    let commands = text.lines().filter_map(|line| line.strip_prefix("    ")).filter(|line| {
        line.starts_with("rapporteur ")
            && *line != "rapporteur review.db"
            && !line.starts_with("rapporteur -")
    });
    let mut run = 0;
    for command in commands {
        let done = std::process::Command::new("/bin/sh")
            .args(["-c", command])
            .current_dir(folder)
            .env_clear()
            .env("PATH", &path)
            .env("HOME", folder)
            .env("USER", "alice")
            .env("RAPPORTEUR_WORKSPACE", "review.db")
            .output()
            .unwrap();
        let said =
            String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success() && !said.contains("nothing matches"), "{command}\n{said}");
        run += 1;
    }
    run
}

#[cfg(unix)]
#[test]
fn the_commands_of_the_readme_work_as_written() {
    let desk = desk();
    let at = |name: &str| desk.path().join(name);
    std::fs::write(at("submitters.csv"), "submitter,size\nGulf Peering Society,small\n").unwrap();
    let run = run_as_written("README.md", desk.path());
    assert!(run > 20, "only {run} commands were found");
    assert_eq!(std::fs::read(at("original.md")).unwrap(), rapporteur::config::sample::FILES[0].1);
    let routing = std::fs::read_to_string(at("routing.md")).unwrap();
    assert!(routing.contains("## Question 4: ") && routing.contains("(Norway)"), "{routing}");
}

#[cfg(unix)]
#[test]
fn the_commands_of_the_guide_work_as_written() {
    let desk = desk();
    let run = run_as_written("docs/guide.md", desk.path());
    assert!(run > 15, "only {run} commands were found");
    let chapter = std::fs::read_to_string(desk.path().join("chapter-3.md")).unwrap();
    assert!(chapter.contains("## What operators ask for") && chapter.contains("(Bangladesh)"), "{chapter}");
}

/// The first cells of the guide's tables of keys hold keys only, and those of the default keymap.
#[test]
fn the_keys_of_the_guide_are_those_of_the_default_keymap() {
    let rows = Keymap::named(KeymapName::Default).table();
    let known: Vec<&String> = rows.iter().flat_map(|row| &row.keys).collect();
    let guide = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide.md")).unwrap();
    let mut told = 0;
    let mut in_keys = false;
    for line in guide.lines() {
        in_keys = line.starts_with("| key |") || in_keys && line.starts_with('|');
        let cell = line.trim_start_matches("| ").split(" | ").next().unwrap_or_default();
        for key in cell.split('`').skip(1).step_by(2).filter(|_| in_keys) {
            assert!(known.iter().any(|known| *known == key), "`{key}` is no key: {line}");
            told += 1;
        }
    }
    assert!(told > 60, "only {told} keys were found");
}

#[test]
fn the_pictures_of_the_guide_are_there() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let guide = std::fs::read_to_string(docs.join("guide.md")).unwrap();
    let mut shown: Vec<&str> = guide
        .lines()
        .filter_map(|line| line.strip_prefix("![")?.split_once("](guide/")?.1.strip_suffix(')'))
        .collect();
    let files = std::fs::read_dir(docs.join("guide")).unwrap();
    let mut files: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    shown.sort_unstable();
    files.sort_unstable();
    assert_eq!(shown, files, "each picture is shown once");
}
