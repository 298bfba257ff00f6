//! What decides the order, the headings and the words of a report.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::as_of::AsOf;

/// A language that the program has words of documents in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// French.
    French,
    /// Spanish.
    Spanish,
}

impl Language {
    /// All, in the order of help and menus.
    pub const ALL: [Self; 3] = [Self::English, Self::French, Self::Spanish];

    /// The code: ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::Spanish => "es",
        }
    }

    /// The name, in English.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "French",
            Self::Spanish => "Spanish",
        }
    }

    /// The language of this code, case ignored.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code))
    }
}

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

/// What is said around the numbers, by name. A word with a number in it has two forms: for one, and for any other; or three:
/// for none, for one, and for any other.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Words {
    /// The words, by their names.
    pub said: BTreeMap<String, Vec<String>>,
    /// What countries, languages, regions and types are called, by their English names in small letters; empty in English.
    pub names: BTreeMap<String, String>,
}

impl Words {
    /// What a country, a language, a region or a type is called; what has no other name keeps its own.
    pub fn name<'a>(&'a self, name: &'a str) -> &'a str {
        if self.names.is_empty() {
            return name;
        }
        self.names.get(&name.trim().to_lowercase()).map_or(name, String::as_str)
    }

    /// The words of this name, each `{name}` in them filled in; the name itself where the template lacks them.
    pub fn say(&self, name: &str, values: &[(&str, &str)]) -> String {
        filled(self.forms(name).first().map_or(name, String::as_str), values)
    }

    /// A number with its noun: "1 answer", "12 answers".
    pub fn counted(&self, noun: &str, number: usize) -> String {
        let forms = self.forms(noun);
        let form = match (forms.len(), number) {
            (3.., 1) => forms.get(1),
            (3.., 0) | (_, 1) => forms.first(),
            _ => forms.last(),
        };
        filled(form.map_or("{n}", String::as_str), &[("n", &number.to_string())])
    }

    /// A day in words.
    pub fn day(&self, date: Date) -> String {
        let (day, year) = (date.day().to_string(), date.year().to_string());
        let form = if date.day() == 1 { "day_first" } else { "day" };
        self.say(form, &[("day", &day), ("month", &self.name_of_month(date)), ("year", &year)])
    }

    /// A month in words.
    pub fn month(&self, date: Date) -> String {
        self.say("month_of", &[("month", &self.name_of_month(date)), ("year", &date.year().to_string())])
    }

    fn name_of_month(&self, date: Date) -> String {
        let month = self.forms("months").get(usize::try_from(date.month() - 1).unwrap_or(0));
        month.map_or_else(|| date.month().to_string(), Clone::clone)
    }

    /// A moment in words.
    pub fn moment(&self, as_of: AsOf) -> String {
        let (day, time) = match as_of {
            AsOf::Day(day) => return self.day(day),
            AsOf::Clock(clock) => (clock.date(), clock.strftime("%H:%M:%S").to_string()),
            AsOf::Moment(moment) => {
                let clock = TimeZone::UTC.to_datetime(moment);
                (clock.date(), clock.strftime("%H:%M:%S UTC").to_string())
            }
        };
        self.say("moment", &[("day", &self.day(day)), ("time", &time)])
    }

    fn forms(&self, name: &str) -> &[String] {
        self.said.get(name).map_or(&[], Vec::as_slice)
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
        let french = ["{n} réponse", "{n} réponse", "{n} réponses"].map(str::to_owned).to_vec();
        let said = BTreeMap::from([("answers".to_owned(), forms), ("réponses".to_owned(), french)]);
        let words = Words { said, ..Words::default() };
        assert_eq!([0, 1, 2].map(|n| words.counted("answers", n)), ["0 answers", "1 answer", "2 answers"]);
        let french = [0, 1, 2].map(|n| words.counted("réponses", n));
        assert_eq!(french, ["0 réponse", "1 réponse", "2 réponses"]);
    }
}
