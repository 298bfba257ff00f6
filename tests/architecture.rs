//! The rules of the house, read off the source: floors, single doors, and what must not be there.
//!
//! What stands under `#[cfg(test)]` may look anywhere; only the forbidden words hold there too.
//! Floors go strictly down, so a cycle between top modules cannot pass. Every rule is also shown a small
//! bad example, so that a rule that has stopped looking is noticed.

mod doors;
mod floors;
mod lexer;
mod paths;
mod source;
mod tidy;

use source::Source;

/// Fails with every breach on a line of its own.
fn none(rule: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{rule}:\n  {}\n", breaches.join("\n  "));
}

/// Collects what `rule` finds in each file.
fn each(files: &[Source], rule: impl Fn(&Source) -> Vec<String>) -> Vec<String> {
    files.iter().flat_map(rule).collect()
}

#[test]
fn modules_use_lower_floors_only() {
    let files = source::read("src");
    let table = floors::table(&source::text("src/lib.rs"));
    none("every module has a floor in the table of src/lib.rs", &floors::missing(&table, &files));
    none("a module uses lower floors only", &each(&files, |file| floors::breaches(&table, file)));
}

#[test]
fn each_outside_thing_has_one_door() {
    none("one door to each outside thing", &each(&source::read("src"), doors::breaches));
}

#[test]
fn files_are_tidy() {
    let files = source::read("src");
    none("no mod.rs: foo.rs stands beside foo/", &each(&files, tidy::mod_rs));
    none("a file begins with its `//!` documentation", &each(&files, tidy::undocumented));
    none("names are imported one by one", &each(&files, tidy::globs));
    none("a file over 500 lines says why: `// size: …` at its top", &each(&files, tidy::too_long));
}

#[test]
fn nothing_is_left_unfinished() {
    let mut files = source::read("src");
    files.extend(source::read("tests"));
    none("no placeholder in code", &each(&files, tidy::placeholders));
    files.extend(["README.md", "data", "keymaps"].into_iter().flat_map(source::read));
    none("nothing is announced that is not there", &each(&files, tidy::announcements));
}
