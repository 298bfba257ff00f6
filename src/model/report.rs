//! What decides the order, the headings and the words of a report.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// What decides the order, the headings and the words of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    /// The language that the words are in: ISO 639-1.
    pub language: String,
    /// The document's title.
    pub title: String,
    /// The line below it.
    pub subtitle: String,
    /// In order.
    pub parts: Vec<Part>,
    /// What is said around the numbers.
    pub words: Words,
}

/// One chapter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// What it holds.
    pub of: PartKind,
    /// Its heading.
    pub heading: String,
    /// What is said below the heading, before what the part holds; may be empty.
    pub text: String,
    /// At most so many quotations for each theme or question.
    pub quotations: usize,
    /// At most so many names of submitters for each type.
    pub names: usize,
    /// Themes with fewer answers are left out.
    pub at_least: u32,
}

/// What a chapter holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PartKind {
    /// Its own text alone.
    Text,
    /// How many submissions, by type, region and language, and when they came.
    Submissions,
    /// How many answers each question has, and what was found.
    Questions,
    /// Themes by question.
    ThemesByQuestion,
    /// Themes by stakeholder type.
    ThemesByType,
    /// Each theme: what it means, how many, who, what was found, in whose words.
    Themes,
    /// The submissions that came after the deadline.
    Late,
    /// The texts that stand under no question.
    Unplaced,
    /// Who read what, when and how.
    Method,
}

impl PartKind {
    /// All, with their words in a template.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Text, "text"),
        (Self::Submissions, "submissions"),
        (Self::Questions, "questions"),
        (Self::ThemesByQuestion, "themes-by-question"),
        (Self::ThemesByType, "themes-by-type"),
        (Self::Themes, "themes"),
        (Self::Late, "late"),
        (Self::Unplaced, "unplaced"),
        (Self::Method, "method"),
    ];

    /// The kind of this word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, name)| *name == word).map(|(kind, _)| kind)
    }
}

/// What is said around the numbers, by name. A word with a number in it has two forms: for one, and for any other.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Words(pub BTreeMap<String, Vec<String>>);

impl Words {
    /// The words of this name, each `{name}` in them filled in; the name itself where the template lacks them.
    pub fn say(&self, name: &str, values: &[(&str, &str)]) -> String {
        filled(self.forms(name).first().map_or(name, String::as_str), values)
    }

    /// A number with its noun: "1 answer", "12 answers".
    pub fn counted(&self, noun: &str, number: usize) -> String {
        let forms = self.forms(noun);
        let form = if number == 1 { forms.first() } else { forms.last() };
        filled(form.map_or("{n}", String::as_str), &[("n", &number.to_string())])
    }

    /// A day in words.
    pub fn day(&self, date: Date) -> String {
        let month = self.forms("months").get(usize::try_from(date.month() - 1).unwrap_or(0));
        let month = month.map_or_else(|| date.month().to_string(), Clone::clone);
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.say("day", &[("day", &day), ("month", &month), ("year", &year)])
    }

    /// A month in words.
    pub fn month(&self, date: Date) -> String {
        let month = self.forms("months").get(usize::try_from(date.month() - 1).unwrap_or(0));
        format!("{} {}", month.map_or("", String::as_str), date.year())
    }

    fn forms(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

/// A text with each `{name}` replaced by its value; unknown names stay as they are, and values are not looked into.
pub fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        out.push_str(before);
        let named = from.find('}').and_then(|close| {
            let (_, value) = values.iter().find(|(name, _)| *name == &from[1..close])?;
            Some((close, *value))
        });
        if let Some((close, value)) = named {
            out.push_str(value);
            rest = &from[close + 1..];
        } else {
            out.push('{');
            rest = &from[1..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_names_are_filled_in_and_values_are_not_looked_into() {
        let values = [("a", "{b}"), ("b", "x")];
        assert_eq!(filled("{a} {b} {c} {", &values), "{b} x {c} {");
    }

    #[test]
    fn numbers_agree_with_their_nouns() {
        let forms = vec!["{n} answer".to_owned(), "{n} answers".to_owned()];
        let words = Words(BTreeMap::from([("answers".to_owned(), forms)]));
        assert_eq!(words.counted("answers", 1), "1 answer");
        assert_eq!(words.counted("answers", 0), "0 answers");
    }
}
