//! A starter codebook described in TOML, the bundled one among them.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::call_file::short_name;
use super::toml_file::{Error, Source, Table, Text, nearest, quoted};
use crate::model::codebook::{Codebook, Incoming, Quoting, Theme};
use crate::model::id::ThemeId;

/// The bundled starter codebook.
pub const STARTER: &str = include_str!("../../data/themes.toml");

/// A theme's colour is one of the skin's, from 1 to this.
const COLOURS: i64 = 12;

/// Parses the bundled starter codebook.
pub fn bundled() -> Result<Codebook, Error> {
    parse(STARTER, "themes.toml")
}

/// Parses a codebook; `name` stands in messages. A theme's id is made from the file's `id`, so it is
/// the same on every computer, whatever its name becomes; an id that a workspace wrote stays what it is.
///
/// # Errors
/// The first mistake, with its line: syntax, a key that is unknown or missing, an id, letter or
/// sibling's name given twice, a parent that does not stand before, a long short name, a colour outside of 1 to 12.
/// Without a colour a theme has the next one in turn.
pub fn parse(toml: &str, name: &str) -> Result<Codebook, Error> {
    Ok(read(toml, name)?.0)
}

/// Parses a codebook to be taken into another: with the example quotations, which a new workspace has no texts for, and
/// with the colours that it gives.
///
/// # Errors
/// As [`parse`].
pub fn incoming(toml: &str, name: &str) -> Result<Vec<Incoming>, Error> {
    let (codebook, more) = read(toml, name)?;
    let with = |(theme, More { examples, has_colour }): (Incoming, More)| Incoming {
        examples,
        colour: theme.colour.filter(|_| has_colour),
        ..theme
    };
    Ok(codebook.as_incoming().into_iter().zip(more).map(with).collect())
}

/// What a file says of a theme beside what a theme holds.
struct More {
    examples: Vec<Quoting>,
    has_colour: bool,
}

fn read(toml: &str, name: &str) -> Result<(Codebook, Vec<More>), Error> {
    let source = Source { name, text: toml };
    let root = source.parse()?;
    let top = Table::top(source, &root);
    top.known(&["theme"])?;
    let mut seen = Seen::default();
    let (mut codebook, mut more) = (Codebook::default(), Vec::new());
    for table in top.tables("theme")? {
        let theme = theme(source, &table, &mut seen)?;
        codebook.themes.push(theme);
        more.push(More { examples: examples(&table)?, has_colour: table.has("colour") });
    }
    Ok((codebook, more))
}

fn examples(table: &Table<'_, '_>) -> Result<Vec<Quoting>, Error> {
    if !table.has("example") {
        return Ok(Vec::new());
    }
    let one = |table: &Table<'_, '_>| {
        table.known(&["submission", "quote"])?;
        Ok(Quoting { submission: table.text("submission")?.value, quote: table.text("quote")?.value })
    };
    table.tables("example")?.iter().map(one).collect()
}

/// Writes a codebook as [`parse`] reads it; `examples` gives those of a theme.
pub fn write(book: &Codebook, examples: impl Fn(ThemeId) -> Vec<Quoting>) -> String {
    let mut text = String::from(
        "# The codebook. A theme is known by its id, whatever its name becomes; parent is the id of the theme above, which\n\
         # stands before those under it; letter tags in one key; colour is 1 to 12; terms are words that suggest it; an\n\
         # example quotes a submission.\n",
    );
    for theme in &book.themes {
        let _ = write!(text, "\n[[theme]]\nid = {}\n", quoted(&theme.id.to_string()));
        let mut line = |name: &str, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                let _ = writeln!(text, "{name} = {}", quoted(&value));
            }
        };
        line("parent", theme.parent.map(|parent| parent.to_string()));
        line("name", Some(theme.name.clone()));
        line("definition", Some(theme.definition.clone()));
        line("use_when", Some(theme.use_when.clone()));
        line("not_when", Some(theme.not_when.clone()));
        line("short_name", Some(theme.short_name.clone()));
        line("letter", theme.letter.map(String::from));
        let _ = writeln!(text, "colour = {}", theme.colour);
        if !theme.terms.is_empty() {
            let terms: Vec<String> = theme.terms.iter().map(|term| quoted(term)).collect();
            let _ = writeln!(text, "terms = [{}]", terms.join(", "));
        }
        if theme.retired {
            text.push_str("retired = true\n");
        }
        for Quoting { submission, quote } in examples(theme.id) {
            let _ = writeln!(
                text,
                "[[theme.example]]\nsubmission = {}\nquote = {}",
                quoted(&submission),
                quoted(&quote)
            );
        }
    }
    text
}

/// What must not be given twice, and the path from the top to the theme read last.
#[derive(Default)]
struct Seen {
    ids: HashMap<String, ThemeId>,
    names: HashSet<(Option<ThemeId>, String)>,
    letters: HashSet<char>,
    codes: HashSet<String>,
    open: Vec<ThemeId>,
}

fn theme(source: Source<'_>, table: &Table<'_, '_>, seen: &mut Seen) -> Result<Theme, Error> {
    table.known(&[
        "id",
        "parent",
        "name",
        "definition",
        "use_when",
        "not_when",
        "short_name",
        "letter",
        "colour",
        "terms",
        "retired",
        "example",
    ])?;
    let in_turn = seen.ids.len() as i64 % COLOURS + 1;
    let file_id = table.text("id")?;
    let parent = table.optional_text("parent")?.map(|text| parent(source, &text, seen)).transpose()?;
    if parent.is_none() {
        seen.open.clear();
    }
    let id = file_id.value.parse().unwrap_or_else(|_| ThemeId::starter(&file_id.value));
    if seen.ids.insert(file_id.value.clone(), id).is_some() {
        return Err(twice(source, &file_id, "id"));
    }
    seen.open.push(id);
    let name = table.text("name")?;
    if !seen.names.insert((parent, name.value.to_lowercase())) {
        return Err(twice(source, &name, "name"));
    }
    Ok(Theme {
        id,
        parent,
        code: code(&name.value, &mut seen.codes),
        definition: optional(table, "definition")?,
        use_when: optional(table, "use_when")?,
        not_when: optional(table, "not_when")?,
        short_name: match table.optional_text("short_name")? {
            Some(text) => short_name(source, text)?,
            None => String::new(),
        },
        letter: table.optional_text("letter")?.map(|text| letter(source, &text, seen)).transpose()?,
        colour: u8::try_from(table.number_or("colour", in_turn, 1, COLOURS)?).unwrap_or(1),
        terms: table.texts("terms")?,
        name: name.value,
        retired: table.optional_flag("retired")?.unwrap_or(false),
        twin: false,
    })
}

fn optional(table: &Table<'_, '_>, key: &str) -> Result<String, Error> {
    Ok(table.optional_text(key)?.map(|text| text.value).unwrap_or_default())
}

/// Finds the parent among those still open above this place, so that the file stands in tree order.
fn parent(source: Source<'_>, text: &Text, seen: &mut Seen) -> Result<ThemeId, Error> {
    let Some(&id) = seen.ids.get(&text.value) else {
        let names: Vec<&str> = seen.ids.keys().map(String::as_str).collect();
        let hint = match nearest(&text.value, &names) {
            Some(name) => format!("Did you mean “{name}”?"),
            None => "A parent stands in the file before the themes under it.".to_owned(),
        };
        return Err(source.error(&text.at, format!("no theme “{}” stands above this one", text.value), hint));
    };
    let Some(depth) = seen.open.iter().position(|open| *open == id) else {
        let what = format!("this theme stands apart from its parent “{}”", text.value);
        return Err(source.error(&text.at, what, "Move it up, below its parent or its siblings."));
    };
    seen.open.truncate(depth + 1);
    Ok(id)
}

fn letter(source: Source<'_>, text: &Text, seen: &mut Seen) -> Result<char, Error> {
    let mut letters = text.value.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return Err(source.error(
            &text.at,
            format!("“{}” is not one letter", text.value),
            "Give one letter, or none.",
        ));
    };
    if letter.is_ascii_digit() {
        let what = format!("“{letter}” is no letter");
        return Err(source.error(
            &text.at,
            what,
            "Digits tag with the last five themes; give a letter, or none.",
        ));
    }
    if seen.letters.insert(letter) { Ok(letter) } else { Err(twice(source, text, "letter")) }
}

fn twice(source: Source<'_>, text: &Text, what: &str) -> Error {
    source.error(
        &text.at,
        format!("the {what} “{}” is given twice", text.value),
        format!("Every {what} must be its own."),
    )
}

/// Two letters made from a name, three where two are taken: initials first, then the first word's letters.
fn code(name: &str, taken: &mut HashSet<String>) -> String {
    let lower = name.to_lowercase();
    let words: Vec<Vec<char>> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().collect())
        .collect();
    let initials: String = words.iter().filter_map(|word| word.first()).collect();
    let letters: Vec<char> = words.concat();
    let first = letters.first().copied().unwrap_or('x');
    let prefix = |text: &str, n: usize| text.chars().take(n).collect::<String>();
    let own = [
        prefix(&initials, 2),
        letters.iter().take(2).collect(),
        prefix(&initials, 3),
        letters.iter().take(3).collect(),
    ];
    let rest =
        letters.iter().skip(1).flat_map(|a| letters.iter().skip(2).map(move |b| format!("{first}{a}{b}")));
    let last = ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{first}{a}{b}")));
    let free = own.into_iter().chain(rest).chain(last).find(|c| c.chars().count() >= 2 && !taken.contains(c));
    let code = free.unwrap_or_else(|| format!("{first}{}", taken.len()));
    taken.insert(code.clone());
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[[theme]]\nid = \"a\"\nname = \"Access\"\nshort_name = \"Access\"\nletter = \"a\"\ncolour = 1\n\
        [[theme]]\nid = \"b\"\nparent = \"a\"\nname = \"Price of it\"\nshort_name = \"Price\"\ncolour = 12\nterms = [\"cost\"]\n\
        [[theme]]\nid = \"c\"\nname = \"Accord\"\nshort_name = \"Accord\"\nletter = \"c\"\ncolour = 2\n";

    fn mistake(from: &str, to: &str) -> Error {
        parse(&GOOD.replacen(from, to, 1), "my.toml").unwrap_err()
    }

    #[test]
    fn the_bundled_codebook_parses() {
        // Another file holds its content; whatever stands there must be right.
        if !STARTER.trim().is_empty() {
            assert!(!bundled().unwrap().themes.is_empty());
        }
    }

    #[test]
    fn codes_are_short_and_their_own() {
        let codes: Vec<String> = parse(GOOD, "my.toml").unwrap().themes.into_iter().map(|t| t.code).collect();
        assert_eq!(codes, ["ac", "po", "acc"]);
        let mut taken = HashSet::new();
        let many: HashSet<String> = (0..50).map(|_| code("Énergie", &mut taken)).collect();
        assert_eq!(many.len(), 50);
        assert!(many.iter().all(|c| (2..=3).contains(&c.chars().count())), "{many:?}");
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        assert_eq!(mistake("letter = \"c\"", "letter = \"a\"").what, "the letter “a” is given twice");
        assert_eq!(mistake("letter = \"c\"", "letter = \"cc\"").what, "“cc” is not one letter");
        assert_eq!(mistake("parent = \"a\"", "parent = \"z\"").line, 9);
        assert_eq!(mistake("colour = 12", "colour = 13").what, "“colour” must be from 1 to 12");
        assert!(mistake("terms", "term").hint.contains("“terms”"));
        let apart = format!(
            "{GOOD}[[theme]]\nid = \"d\"\nparent = \"a\"\nname = \"D\"\nshort_name = \"D\"\ncolour = 3\n"
        );
        assert!(parse(&apart, "my.toml").unwrap_err().what.contains("stands apart"));
    }

    #[test]
    fn a_theme_without_a_colour_has_the_next_in_turn_and_takes_none_along() {
        let some = GOOD.replace("colour = 12\n", "");
        assert_eq!(
            parse(&some, "t.toml").unwrap().themes.iter().map(|it| it.colour).collect::<Vec<_>>(),
            [1, 2, 2]
        );
        let colours: Vec<_> = incoming(&some, "t.toml").unwrap().iter().map(|it| it.colour).collect();
        assert_eq!(colours, [Some(1), None, Some(2)]);
    }
}
