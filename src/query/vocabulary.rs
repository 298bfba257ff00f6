//! The names that one workspace knows.

use std::collections::HashMap;

use crate::model::call::Call;
use crate::model::codebook::Codebook;
use crate::model::id::{ListId, SourceHash};

/// What the names of a query are looked up in; values are as stored.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Questions and sections.
    pub call: Call,
    /// Themes.
    pub codebook: Codebook,
    /// Every stored stakeholder type, each once.
    pub stakeholder_types: Vec<String>,
    /// Every stored country, each once.
    pub countries: Vec<String>,
    /// Every stored region, each once.
    pub regions: Vec<String>,
    /// Every stored language, each once.
    pub languages: Vec<String>,
    /// Every analyst's name, as written.
    pub analysts: Vec<String>,
    /// The shortlists, by name.
    pub shortlists: Vec<(String, ListId)>,
    /// The names under which files came, each with what its bytes hash to.
    pub sources: Vec<(String, SourceHash)>,
    /// The names of table columns that are attributes, each once.
    pub attributes: Vec<String>,
    /// The other forms, here, of the words that are looked for in their forms.
    pub forms: HashMap<String, WordForms>,
    /// How words are compared.
    pub comparison: Comparison,
}

/// The forms of words in which the texts of a workspace have them; the words as they are written are not among them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WordForms {
    /// Folded phrases, each with the languages of the answers in which it is the same words in another form.
    pub in_texts: Vec<(Vec<String>, Vec<Vec<String>>)>,
    /// The same in notes, whose language nobody says.
    pub in_notes: Vec<Vec<String>>,
    /// Whether there are more than this many, of which none is then here.
    pub too_many: Option<usize>,
}

/// How words are compared: functions of `text`, which the query language, its neighbour, does not see.
#[derive(Clone, Copy, Debug)]
pub struct Comparison {
    /// Folds a text to tokens joined by one blank (`text::fold`).
    pub fold: fn(&str) -> String,
    /// The ISO code of a country's name or code (`text::country::code`).
    pub country: fn(&str) -> Option<&'static str>,
    /// The English name of a country's code (`text::country::name`).
    pub country_name: fn(&str) -> Option<&'static str>,
    /// The ISO code of a language's name or code (`text::language::code`).
    pub language: fn(&str) -> Option<&'static str>,
    /// The English name of a language's code (`text::language::name`).
    pub language_name: fn(&str) -> Option<&'static str>,
}

impl Vocabulary {
    /// A vocabulary without any names.
    pub fn empty(comparison: Comparison) -> Self {
        Self {
            call: Call::default(),
            codebook: Codebook::default(),
            stakeholder_types: Vec::new(),
            countries: Vec::new(),
            regions: Vec::new(),
            languages: Vec::new(),
            analysts: Vec::new(),
            shortlists: Vec::new(),
            sources: Vec::new(),
            attributes: Vec::new(),
            forms: HashMap::new(),
            comparison,
        }
    }

    pub(super) fn fold(&self, text: &str) -> String {
        (self.comparison.fold)(text)
    }
}
