//! A report's template described in TOML, the bundled ones among them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::toml_file::{Error, Forms, Source, Table};
use crate::model::report::{Language, Part, PartKind, Template, Words};

/// What countries, languages, regions and types are called.
const NAMES: &str = include_str!("../../data/names.toml");

/// The most quotations, names and answers that a part may ask for.
const MOST: i64 = 10_000;

/// The bundled template of a language, as it is printed.
pub fn text(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../data/report.toml"),
        Language::French => include_str!("../../data/report.fr.toml"),
        Language::Spanish => include_str!("../../data/report.es.toml"),
    }
}

/// Parses the bundled template of a language.
pub fn bundled(language: Language) -> Result<Template, Error> {
    let mut template = read(text(language), "the bundled template", &|_| Ok(None))?;
    template.words.names = names(language)?;
    Ok(template)
}

/// The English words, which stand in what no template has a say in.
pub fn english() -> &'static Words {
    static ENGLISH: OnceLock<Words> = OnceLock::new();
    ENGLISH.get_or_init(|| bundled(Language::English).map(|template| template.words).unwrap_or_default())
}

/// Parses a template; `name` stands in messages. Words that it leaves out are those of the language that is given, else of
/// its own, else English.
///
/// # Errors
/// The first mistake, with its line: syntax, a key or word that is unknown, a part without a kind or heading.
pub fn parse(toml: &str, name: &str, language: Option<Language>) -> Result<Template, Error> {
    read(toml, name, &|own| {
        let language = language.or_else(|| Language::of_code(own)).unwrap_or_default();
        Ok(Some(bundled(language)?.words))
    })
}

/// Gives the words of a language that stand where a file has none.
type Usual<'a> = &'a dyn Fn(&str) -> Result<Option<Words>, Error>;

fn read(toml: &str, name: &str, usual: Usual<'_>) -> Result<Template, Error> {
    let source = Source { name, text: toml };
    let root = source.parse()?;
    let top = Table::top(source, &root);
    top.known(&["language", "title", "subtitle", "part", "words"])?;
    let parts = top.tables("part")?.iter().map(|table| part(source, table)).collect::<Result<_, _>>()?;
    let optional = |key: &str| Ok(top.optional_text(key)?.map(|text| text.value));
    let language = optional("language")?.unwrap_or_else(|| Language::default().code().to_owned());
    Ok(Template {
        title: top.text("title")?.value,
        subtitle: optional("subtitle")?.unwrap_or_default(),
        parts,
        words: words(source, &top, usual(&language)?.as_ref())?,
        language,
    })
}

/// What countries and the like are called in a language.
fn names(language: Language) -> Result<BTreeMap<String, String>, Error> {
    let Some(column) = [Language::French, Language::Spanish].iter().position(|known| *known == language)
    else {
        return Ok(BTreeMap::new());
    };
    let source = Source { name: "names.toml", text: NAMES };
    let root = source.parse()?;
    let all = Table::top(source, &root).all_forms()?.into_iter();
    Ok(all.filter_map(|it| Some((it.key.to_lowercase(), it.forms.into_iter().nth(column)?))).collect())
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
        table.known(&usual.said.keys().map(String::as_str).collect::<Vec<_>>())?;
    }
    for Forms { key, forms, at } in table.all_forms()? {
        if forms.is_empty() || (key == "months" && forms.len() != 12) {
            let what = format!("“{key}” needs {}", if key == "months" { "twelve words" } else { "a word" });
            return Err(source.error(&at, what, "Write them as the bundled template does."));
        }
        words.said.insert(key, forms);
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn another_template_keeps_the_words_that_it_leaves_out() {
        let toml = "title = \"Rapport\"\n[[part]]\nof = \"late\"\nheading = \"Retard\"\n[words]\ntotal = \"En tout\"\n";
        let template = parse(toml, "t.toml", None).unwrap();
        assert_eq!(template.words.say("total", &[]), "En tout");
        assert_eq!(template.words.counted("answers", 2), "2 answers");
        assert_eq!(template.parts[0].of, PartKind::Late);
    }

    #[test]
    fn the_words_that_are_left_out_are_those_of_the_language_that_is_given_or_of_its_own() {
        let own = "language = \"fr\"\ntitle = \"R\"\n[[part]]\nof = \"late\"\nheading = \"H\"\n";
        let said = |language| parse(own, "t.toml", language).unwrap().words.counted("answers", 0);
        assert_eq!(said(None), "0 réponse");
        assert_eq!(said(Some(Language::Spanish)), "0 respuestas");
    }

    #[test]
    fn all_languages_have_the_same_words_with_the_same_values_in_them() {
        let values = |forms: &[String]| -> BTreeSet<String> {
            let parts = forms.iter().flat_map(|form| form.split('{').skip(1));
            parts.filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect()
        };
        let english = bundled(Language::English).unwrap();
        let in_place = |template: &Template| -> Vec<_> {
            template.parts.iter().map(|p| (p.of, p.quotations, p.names, p.at_least)).collect()
        };
        for language in Language::ALL {
            let other = bundled(language).unwrap();
            assert_eq!(other.language, language.code());
            assert_eq!(in_place(&other), in_place(&english), "{language:?}");
            let keys = |words: &Words| words.said.keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(&other.words), keys(&english.words), "{language:?}");
            for (key, forms) in &english.words.said {
                assert_eq!(values(forms), values(&other.words.said[key]), "{language:?}: {key}");
            }
        }
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_the_nearest_word() {
        let error = |toml: &str| parse(toml, "t.toml", None).unwrap_err().to_string();
        let part = error("title = \"T\"\n[[part]]\nof = \"theme\"\nheading = \"H\"\n");
        assert!(part.contains("line 3") && part.contains("“themes”"), "{part}");
        let word = error("title = \"T\"\n[[part]]\nof = \"late\"\nheading = \"H\"\n[words]\ntotl = \"T\"\n");
        assert!(word.contains("line 6") && word.contains("“total”"), "{word}");
    }
}
