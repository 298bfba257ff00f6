//! Queries that begin with a dash (`list -q:1..9`), told from options before clap sees them.
//!
//! Clap can take values with a dash, but then takes every later option for one too. So an argument
//! that is no option of ours gets a NUL before it, which no argument can hold, and loses it again
//! when it is read as a query.

use std::ffi::OsString;

/// Commands whose arguments are queries.
const WITH_QUERY: [&str; 10] =
    ["list", "submissions", "coverage", "matrix", "progress", "tag", "note", "status", "export", "themes"];

/// Options with one dash, and those of them that a value follows.
const SHORT: [&str; 4] = ["-w", "-o", "-h", "-V"];
/// Options that take the next argument as their value, whatever it begins with.
const WITH_VALUE: [&str; 42] = [
    "-w",
    "-o",
    "--workspace",
    "--analyst",
    "--skin",
    "--keymap",
    "--format",
    "--limit",
    "--set",
    "--add",
    "--remove",
    "--stance",
    "--theme",
    "--question",
    "--submission",
    "--text",
    "--passage",
    "--output",
    "--rows",
    "--columns",
    "--count",
    "--by",
    "--rename",
    "--move",
    "--before",
    "--merge",
    "--split",
    "--into",
    "--describe",
    "--definition",
    "--use-when",
    "--not-when",
    "--short-name",
    "--letter",
    "--colour",
    "--terms",
    "--to",
    "--retire",
    "--unretire",
    "--pick",
    "--drop",
    "--import",
];

const MARK: char = '\0';

/// Marks the parts of queries that begin with a dash.
pub(super) fn put(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut all: Vec<OsString> = arguments.into_iter().collect();
    let mut command: Option<usize> = None;
    let mut is_value = false;
    for i in 1..all.len() {
        let Some(text) = all[i].to_str() else {
            is_value = false;
            continue;
        };
        if std::mem::take(&mut is_value) {
            continue;
        }
        if text == "--" {
            break;
        }
        let removes_a_note = text == "--remove" && command.is_some_and(|c| all[c] == "note");
        is_value = WITH_VALUE.contains(&text) && !removes_a_note;
        if command.is_none() && !text.starts_with('-') {
            if !WITH_QUERY.contains(&text) {
                break;
            }
            command = Some(i);
        } else if command.is_some() && is_query_part(text) {
            all[i] = format!("{MARK}{text}").into();
        }
    }
    all
}

fn is_query_part(text: &str) -> bool {
    text.len() > 1 && text.starts_with('-') && !text.starts_with("--") && !SHORT.contains(&text)
}

/// The words of a query, without marks, joined by blanks.
pub(super) fn query(words: &[String]) -> String {
    let bare: Vec<&str> = words.iter().map(|w| w.strip_prefix(MARK).unwrap_or(w)).collect();
    bare.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put_text(line: &str) -> String {
        let all = put(line.split(' ').map(OsString::from));
        let texts: Vec<String> =
            all.into_iter().map(|a| a.into_string().unwrap().replace(MARK, "0")).collect();
        texts.join(" ")
    }

    #[test]
    fn only_parts_of_queries_are_marked() {
        assert_eq!(put_text("r list -q:1..9 --format json"), "r list 0-q:1..9 --format json");
        assert_eq!(put_text("r -w w.db list IPv6 -q:7 -w x.db"), "r -w w.db list IPv6 0-q:7 -w x.db");
        assert_eq!(put_text("r note x --text -no"), "r note x --text -no");
        assert_eq!(put_text("r note -x --remove -y"), "r note 0-x --remove 0-y");
        assert_eq!(put_text("r import -x"), "r import -x");
        assert_eq!(put_text("r export -x -o -"), "r export 0-x -o -");
        assert_eq!(put_text("r list -- -x"), "r list -- -x");
    }

    #[test]
    fn words_are_joined_without_their_marks() {
        assert_eq!(query(&["IPv6".to_owned(), "\0-q:7".to_owned()]), "IPv6 -q:7");
    }
}
