//! A report's template described in TOML, the bundled one among them.

use super::toml_file::{Error, Forms, Source, Table};
use crate::model::report::{Part, PartKind, Template, Words};

/// The bundled template.
pub const BUNDLED: &str = include_str!("../../data/report.toml");

/// The most quotations, names and answers that a part may ask for.
const MOST: i64 = 10_000;

/// Parses the bundled template.
pub fn bundled() -> Result<Template, Error> {
    read(BUNDLED, "report.toml", None)
}

/// Parses a template; `name` stands in messages. Words that it leaves out are those of the bundled one.
///
/// # Errors
/// The first mistake, with its line: syntax, a key or word that is unknown, a part without a kind or heading.
pub fn parse(toml: &str, name: &str) -> Result<Template, Error> {
    read(toml, name, Some(&bundled()?.words))
}

fn read(toml: &str, name: &str, usual: Option<&Words>) -> Result<Template, Error> {
    let source = Source { name, text: toml };
    let root = source.parse()?;
    let top = Table::top(source, &root);
    top.known(&["language", "title", "subtitle", "part", "words"])?;
    let parts = top.tables("part")?.iter().map(|table| part(source, table)).collect::<Result<_, _>>()?;
    let optional = |key: &str| Ok(top.optional_text(key)?.map(|text| text.value));
    Ok(Template {
        language: optional("language")?.unwrap_or_else(|| "en".to_owned()),
        title: top.text("title")?.value,
        subtitle: optional("subtitle")?.unwrap_or_default(),
        parts,
        words: words(source, &top, usual)?,
    })
}

fn part(source: Source<'_>, table: &Table<'_, '_>) -> Result<Part, Error> {
    table.known(&["of", "heading", "text", "quotations", "names", "at_least"])?;
    let of = table.text("of")?;
    let Some(kind) = PartKind::named(&of.value) else {
        let names = PartKind::ALL.map(|(_, name)| name);
        let hint = match super::toml_file::nearest(&of.value, &names) {
            Some(name) => format!("Did you mean “{name}”?"),
            None => format!("Known here: {}.", names.join(", ")),
        };
        return Err(source.error(&of.at, format!("a report has no part “{}”", of.value), hint));
    };
    let number = |key: &str, usual: i64| table.number_or(key, usual, 0, MOST);
    Ok(Part {
        of: kind,
        heading: table.text("heading")?.value,
        text: table.optional_text("text")?.map(|text| text.value).unwrap_or_default(),
        quotations: number("quotations", 3)? as usize,
        names: number("names", 30)? as usize,
        at_least: number("at_least", 1)? as u32,
    })
}

fn words(source: Source<'_>, top: &Table<'_, '_>, usual: Option<&Words>) -> Result<Words, Error> {
    let mut words = usual.cloned().unwrap_or_default();
    let Some(table) = top.optional_table("words")? else { return Ok(words) };
    if let Some(usual) = usual {
        table.known(&usual.0.keys().map(String::as_str).collect::<Vec<_>>())?;
    }
    for Forms { key, forms, at } in table.all_forms()? {
        if forms.is_empty() || (key == "months" && forms.len() != 12) {
            let what = format!("“{key}” needs {}", if key == "months" { "twelve words" } else { "a word" });
            return Err(source.error(&at, what, "Write them as the bundled template does."));
        }
        words.0.insert(key, forms);
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_template_keeps_the_words_that_it_leaves_out() {
        let toml = "title = \"Rapport\"\n[[part]]\nof = \"late\"\nheading = \"Retard\"\n[words]\ntotal = \"En tout\"\n";
        let template = parse(toml, "t.toml").unwrap();
        assert_eq!(template.words.say("total", &[]), "En tout");
        assert_eq!(template.words.counted("answers", 2), "2 answers");
        assert_eq!(template.parts[0].of, PartKind::Late);
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_the_nearest_word() {
        let error = |toml: &str| parse(toml, "t.toml").unwrap_err().to_string();
        let part = error("title = \"T\"\n[[part]]\nof = \"theme\"\nheading = \"H\"\n");
        assert!(part.contains("line 3") && part.contains("“themes”"), "{part}");
        let word = error("title = \"T\"\n[[part]]\nof = \"late\"\nheading = \"H\"\n[words]\ntotl = \"T\"\n");
        assert!(word.contains("line 6") && word.contains("“total”"), "{word}");
    }
}
