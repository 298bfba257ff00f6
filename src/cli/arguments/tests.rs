//! What the command line understands, and what it refuses.

use super::*;
use crate::cli::shield;

fn read(line: &[&str]) -> Result<Arguments, clap::Error> {
    let arguments = std::iter::once("rapporteur").chain(line.iter().copied()).map(Into::into);
    Arguments::read(shield::put(arguments))
}

fn list(line: &[&str]) -> (String, List) {
    let arguments = read(line).unwrap();
    let Some(Command::List(list)) = arguments.command else { panic!("not list: {line:?}") };
    (shield::query(&list.query), list)
}

#[test]
fn the_definition_is_sound() {
    Arguments::command().debug_assert();
}

#[test]
fn a_query_may_begin_with_a_dash_and_have_many_words() {
    assert_eq!(list(&["list", "-q:1..9"]).0, "-q:1..9");
    let (query, ask) = list(&["list", "IPv6", "-q:7", "--format", "json", "--limit", "3"]);
    assert_eq!((query.as_str(), ask.print.format, ask.limit), ("IPv6 -q:7", Printing::Json, Some(3)));
    let (query, ask) = list(&["-w", "w.db", "list", "--format", "csv", "-theme:x OR -(a b)"]);
    assert_eq!((query.as_str(), ask.print.format), ("-theme:x OR -(a b)", Printing::Csv));
    assert_eq!(list(&["list"]).0, "");
}

#[test]
fn a_file_is_told_from_a_command() {
    assert_eq!(read(&["w.db"]).unwrap().file, Some(PathBuf::from("w.db")));
    let common = read(&["history", "-w", "w.db", "--analyst", "bob", "--read-only"]).unwrap().common;
    assert_eq!((common.workspace, common.analyst.as_deref()), (Some(PathBuf::from("w.db")), Some("bob")));
    assert!(common.read_only);
}

#[test]
fn the_last_word_of_status_is_the_status() {
    let arguments = read(&["status", "q:11", "-theme:x", "reviewed", "--format", "json"]).unwrap();
    let Some(Command::Status(ask)) = arguments.command else { panic!("not status") };
    assert_eq!((shield::query(&ask.query).as_str(), ask.status), ("q:11 -theme:x", Status::Reviewed));
    assert!(read(&["status", "q:11", "done"]).is_err());
}

#[test]
fn what_contradicts_itself_is_refused() {
    assert!(read(&["tag", "q:1"]).is_err());
    assert!(read(&["tag", "q:1", "--add", "A", "--remove", "B"]).is_err());
    assert!(read(&["note", "q:1"]).is_err());
    assert!(read(&["note", "q:1", "--theme", "A", "--text", "x"]).is_err());
    assert!(read(&["note", "--text", "x"]).is_err());
    assert!(read(&["note", "q:1", "--text", "x", "--passage", "9..3"]).is_err());
    assert!(read(&["submissions", "x", "--set", "colour=red"]).is_err());
    assert!(read(&["note", "--question", "7", "--text", "-x"]).is_ok());
    assert!(read(&["shortlist", "--add", "-q:7"]).is_ok());
}

/// Splits a line as a shell does, as far as documentation needs it.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.split(" > ").next().unwrap_or(line).chars() {
        match (c, quote) {
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (' ', None) => words.push(String::new()),
            (c, _) => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_command_of_the_readme_and_of_the_help_is_understood() {
    let readme = include_str!("../../../README.md");
    let mut help = String::from(EXAMPLES);
    for command in Arguments::command().get_subcommands() {
        help.extend(command.get_after_help().map(ToString::to_string));
        help.push('\n');
    }
    let lines = readme.lines().filter_map(|l| l.strip_prefix("    rapporteur"));
    let all: Vec<&str> = lines.chain(help.lines().filter_map(|l| l.strip_prefix("  rapporteur"))).collect();
    assert!(all.len() > 20, "{all:?}");
    for line in all {
        // Two blanks part a command from what is said about it.
        let words = words(line.split("  ").next().unwrap());
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert!(read(&words).is_ok(), "{line}: {}", read(&words).unwrap_err());
    }
}

#[test]
fn an_empty_correction_brings_the_source_back() {
    assert_eq!(correction("country=NL"), Ok((Field::Country, Some("NL".to_owned()))));
    assert_eq!(correction("country="), Ok((Field::Country, None)));
}
