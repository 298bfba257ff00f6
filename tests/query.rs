//! The query language as its users meet it: names looked up, mistakes pointed at, text in many scripts.

mod any_input;
mod completion;
mod names;
mod tags;
mod unicode61;
mod wrong;

use rapporteur::model::call::{Call, Key, Question, Section};
use rapporteur::model::codebook::{Codebook, Theme};
use rapporteur::model::id::{ListId, MadeId, SourceHash, ThemeId};
use rapporteur::query::filter::Filter;
use rapporteur::query::vocabulary::{Comparison, Vocabulary};
use rapporteur::query::{self, Error};
use rapporteur::text;

/// A call of eleven questions in two sections, six themes, and some names.
pub(crate) fn vocabulary() -> Vocabulary {
    let comparison = Comparison {
        fold: text::fold,
        country: text::country::code,
        country_name: text::country::name,
        language: text::language::code,
        language_name: text::language::name,
    };
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
    Vocabulary {
        call: call(),
        codebook: codebook(),
        stakeholder_types: words(&["Government", "Civil society", "Private sector", "Technical community"]),
        countries: words(&["CH", "NL", "Ruritania"]),
        regions: words(&["Europe", "Eastern Europe", "Africa"]),
        languages: words(&["en", "fr", "ar"]),
        analysts: words(&["Alice", "Bob", "Bobby Tables"]),
        shortlists: [("Chapter 3: Infrastructure", 1), ("Chapter 4", 2), ("Annex", 3)]
            .map(|(name, n)| (name.to_owned(), ListId(MadeId { maker: [n; 16], n: 0 })))
            .to_vec(),
        sources: [
            ("form/answers.csv", 0xab),
            ("answers-late.csv", 0xcd),
            ("letter.docx", 0xef),
            ("letter.docx", 0x12),
        ]
        .map(|(name, byte)| (name.to_owned(), SourceHash::from_bytes(&[byte; 32]).unwrap()))
        .to_vec(),
        ..Vocabulary::empty(comparison)
    }
}

fn call() -> Call {
    let section = |number: &str, title: &str| Section {
        key: Key(format!("s{number}")),
        number: number.to_owned(),
        title: title.to_owned(),
        recognize: Vec::new(),
    };
    let question = |number: u32| Question {
        key: Key(format!("question-{number}")),
        number: number.to_string(),
        section: Key(if number < 6 { "s1" } else { "s2" }.to_owned()),
        wording: String::new(),
        short_name: String::new(),
        recognize: Vec::new(),
    };
    Call {
        sections: vec![section("1", "Looking back"), section("2", "Looking ahead")],
        questions: (1..=11).map(question).collect(),
        ..Call::default()
    }
}

fn codebook() -> Codebook {
    let theme = |name: &str, parent: Option<&str>| Theme {
        id: ThemeId::starter(name),
        parent: parent.map(ThemeId::starter),
        name: name.to_owned(),
        definition: String::new(),
        use_when: String::new(),
        not_when: String::new(),
        short_name: String::new(),
        letter: None,
        code: String::new(),
        colour: 1,
        terms: Vec::new(),
        ..Theme::default()
    };
    let themes = vec![
        theme("Infrastructure", None),
        theme("IPv6", Some("Infrastructure")),
        theme("Routing security", Some("Infrastructure")),
        theme("Routing policy", Some("Infrastructure")),
        theme("Égalité", None),
        theme("TCP/IP", None),
    ];
    Codebook { themes, ..Codebook::default() }
}

/// Parses and looks up.
pub(crate) fn filter(text: &str) -> Result<Filter, Error> {
    query::resolve(&query::parse(text)?, &vocabulary()).map(|resolved| resolved.filter)
}

pub(crate) fn themes(names: &[&str]) -> Vec<ThemeId> {
    names.iter().map(|name| ThemeId::starter(name)).collect()
}
