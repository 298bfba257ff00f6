//! The bundled sample: a small invented consultation, and the first work of two analysts on it.
//!
//! [`FILES`] are imported as if a person had done it; [`Work`] is then done through the same use-cases
//! as everything else. Nobody and nothing in the sample exists.

use serde::Deserialize;

use crate::model::work::{Stance, Status};

/// The submissions: name and bytes of each file, in the order in which they are imported.
pub const FILES: &[(&str, &[u8])] = &[
    ("kyoga-lakes.md", include_bytes!("../../data/sample/kyoga-lakes.md")),
    ("delta-operators.md", include_bytes!("../../data/sample/delta-operators.md")),
    ("nordvik-exchange.md", include_bytes!("../../data/sample/nordvik-exchange.md")),
    ("river-basin-data.md", include_bytes!("../../data/sample/river-basin-data.md")),
    ("stepnoy-institut.md", include_bytes!("../../data/sample/stepnoy-institut.md")),
    ("lanqiao.md", include_bytes!("../../data/sample/lanqiao.md")),
    ("fibra-del-sur.md", include_bytes!("../../data/sample/fibra-del-sur.md")),
    ("voix-des-villages.md", include_bytes!("../../data/sample/voix-des-villages.md")),
    ("wahat-almarifa.md", include_bytes!("../../data/sample/wahat-almarifa.md")),
    ("laurel-bay.md", include_bytes!("../../data/sample/laurel-bay.md")),
    ("open-paths-and-youth-net.md", include_bytes!("../../data/sample/open-paths-and-youth-net.md")),
    ("halden-cloud.md", include_bytes!("../../data/sample/halden-cloud.md")),
    ("atoll-link.md", include_bytes!("../../data/sample/atoll-link.md")),
    ("pampa-tech-women.md", include_bytes!("../../data/sample/pampa-tech-women.md")),
    ("ikamva-valley.md", include_bytes!("../../data/sample/ikamva-valley.md")),
    ("himal-mesh.md", include_bytes!("../../data/sample/himal-mesh.md")),
    ("sierra-clara.md", include_bytes!("../../data/sample/sierra-clara.md")),
    ("carpathian-village-net.md", include_bytes!("../../data/sample/carpathian-village-net.md")),
    ("oued-clair.md", include_bytes!("../../data/sample/oued-clair.md")),
    ("halden-cloud-february.md", include_bytes!("../../data/sample/halden-cloud-february.md")),
    ("parliamentary-circle.md", include_bytes!("../../data/sample/parliamentary-circle.md")),
    ("meridian-standards.md", include_bytes!("../../data/sample/meridian-standards.md")),
    ("wadi-nakhil.md", include_bytes!("../../data/sample/wadi-nakhil.md")),
    ("nanyang-mesh.md", include_bytes!("../../data/sample/nanyang-mesh.md")),
    ("gornye-seti.md", include_bytes!("../../data/sample/gornye-seti.md")),
    ("form.csv", include_bytes!("../../data/sample/form.csv")),
];

/// The work on the sample, as TOML.
pub const WORK: &str = include_str!("../../data/sample-work.toml");

/// Tags, notes, statuses and shortlists, each in the order in which they are made.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Themes on answers and passages.
    #[serde(default, rename = "tag")]
    pub tags: Vec<Tag>,
    /// What the analysts wrote.
    #[serde(default, rename = "note")]
    pub notes: Vec<Note>,
    /// What they have reviewed or flagged.
    #[serde(default, rename = "status")]
    pub statuses: Vec<Mark>,
    /// Lists of quotations.
    #[serde(default, rename = "shortlist")]
    pub shortlists: Vec<Shortlist>,
}

/// Which answer or unplaced text of the sample is meant.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// A name of [`FILES`].
    pub file: String,
    /// The row's reference in a form export; `None` for a document, which is one submission.
    pub reference: Option<String>,
    /// The question's number; `None` for the document's unplaced text.
    pub question: Option<String>,
}

/// A theme on an answer or on a passage of it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    /// Who tags.
    pub analyst: String,
    /// The name of a starter theme.
    pub theme: String,
    /// For, against or mixed, if said.
    pub stance: Option<Stance>,
    /// The answer.
    pub at: Place,
    /// The passage's words, which occur once in the answer's text; `None` for the whole answer.
    pub quote: Option<String>,
}

/// A note on an answer or on a passage of it; or, with one of the three others, on what that names.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Who writes.
    pub analyst: String,
    /// The answer.
    pub at: Option<Place>,
    /// The passage's words, as with a tag.
    pub quote: Option<String>,
    /// The name of a starter theme.
    pub theme: Option<String>,
    /// The number of a question of the call.
    pub question: Option<String>,
    /// A document of [`FILES`].
    pub submission: Option<String>,
    /// What the note says.
    pub text: String,
}

/// An analyst's review state of some answers.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Whose state it is.
    pub analyst: String,
    /// Reviewed or flagged.
    pub status: Status,
    /// The answers.
    pub at: Vec<Place>,
}

/// A list of quotations.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shortlist {
    /// Its name.
    pub name: String,
    /// In order.
    #[serde(default, rename = "item")]
    pub items: Vec<Item>,
}

/// One item of a shortlist, and who puts it there.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Item {
    /// An answer or a passage of one.
    Quotation {
        /// Who adds it.
        analyst: String,
        /// The answer.
        at: Place,
        /// The passage's words, as with a tag.
        quote: Option<String>,
    },
    /// A heading between quotations.
    Heading {
        /// Who writes it.
        analyst: String,
        /// What it says.
        text: String,
    },
    /// The analyst's words between quotations.
    Comment {
        /// Who writes it.
        analyst: String,
        /// What it says.
        text: String,
    },
}

impl Item {
    /// Who adds it.
    pub fn analyst(&self) -> &str {
        match self {
            Self::Quotation { analyst, .. }
            | Self::Heading { analyst, .. }
            | Self::Comment { analyst, .. } => analyst,
        }
    }
}

/// The work on the sample does not read.
#[derive(Debug, thiserror::Error)]
#[error("the work on the sample cannot be read: {0}")]
pub struct Error(#[from] toml::de::Error);

/// Reads work on the sample from TOML; [`WORK`] is what the program brings.
///
/// # Errors
/// With the line and the reason, when the syntax, a key, a status, a stance or a kind of item is wrong.
pub fn work(toml: &str) -> Result<Work, Error> {
    Ok(toml::from_str(toml)?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::config::theme_file::STARTER;

    fn text_of(file: &str) -> &'static str {
        let (_, bytes) = FILES.iter().find(|(name, _)| *name == file).expect(file);
        std::str::from_utf8(bytes).expect(file)
    }

    /// The lines of an answer. The sample's documents keep each paragraph on one line, so a quotation stands in one.
    fn answer(place: &Place) -> Vec<String> {
        let text = text_of(&place.file);
        let Some(reference) = &place.reference else {
            let mut current = String::new();
            let mut lines = Vec::new();
            for line in text.lines() {
                if line.starts_with('#') || line.starts_with("**") {
                    let digits = line.chars().skip_while(|c| !c.is_ascii_digit());
                    current = digits.take_while(char::is_ascii_digit).collect();
                } else if place.question.as_ref().is_none_or(|question| current == *question) {
                    lines.push(line.to_owned());
                }
            }
            return lines;
        };
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let column = format!("q{}", place.question.as_deref().expect("a form has no unplaced text"));
        let column = rows.headers().unwrap().iter().position(|h| h == column).expect(&column);
        let row = rows.records().map(Result::unwrap).find(|row| &row[0] == reference).expect(reference);
        row[column].lines().map(str::to_owned).collect()
    }

    fn places(work: &Work) -> Vec<(&Place, Option<&str>)> {
        let items = work.shortlists.iter().flat_map(|list| &list.items);
        let quotations = items.filter_map(|item| match item {
            Item::Quotation { at, quote, .. } => Some((at, quote.as_deref())),
            Item::Heading { .. } | Item::Comment { .. } => None,
        });
        let tags = work.tags.iter().map(|tag| (&tag.at, tag.quote.as_deref()));
        let notes = work.notes.iter().filter_map(|note| Some((note.at.as_ref()?, note.quote.as_deref())));
        let marks = work.statuses.iter().flat_map(|mark| &mark.at).map(|at| (at, None));
        tags.chain(notes).chain(marks).chain(quotations).collect()
    }

    #[test]
    fn every_quotation_stands_once_in_its_answer() {
        let work = work(WORK).unwrap();
        for (place, quote) in places(&work) {
            let lines = answer(place);
            assert!(lines.iter().any(|line| !line.trim().is_empty()), "no such answer: {place:?}");
            if let Some(quote) = quote {
                let hits: usize = lines.iter().map(|line| line.matches(quote).count()).sum();
                assert_eq!(hits, 1, "“{quote}” in {place:?}");
                assert!(!quote.contains(['*', '_', '[', '`']), "Markdown in “{quote}”");
            }
        }
    }

    #[test]
    fn every_theme_is_one_of_the_starter_codebook() {
        let codebook: toml::Table = STARTER.parse().unwrap();
        let names: BTreeSet<&str> = codebook["theme"]
            .as_array()
            .unwrap()
            .iter()
            .map(|theme| theme["name"].as_str().unwrap())
            .collect();
        for tag in work(WORK).unwrap().tags {
            assert!(names.contains(tag.theme.as_str()), "{}", tag.theme);
        }
    }

    #[test]
    fn the_sample_shows_something_of_everything() {
        let work = work(WORK).unwrap();
        let analysts: BTreeSet<&str> = work.tags.iter().map(|tag| tag.analyst.as_str()).collect();
        assert_eq!(analysts.len(), 2);
        assert!(work.tags.len() >= 45 && work.notes.len() >= 6 && work.shortlists.len() == 2);
        for stance in [Stance::For, Stance::Against, Stance::Mixed] {
            assert!(work.tags.iter().any(|tag| tag.stance == Some(stance)), "{stance}");
        }
        for status in [Status::Reviewed, Status::Flagged] {
            assert!(work.statuses.iter().any(|mark| mark.status == status), "{status}");
        }
        // Each note stands on one thing.
        for note in &work.notes {
            let on =
                [note.at.is_some(), note.theme.is_some(), note.question.is_some(), note.submission.is_some()];
            assert_eq!(on.iter().filter(|is| **is).count(), 1, "{note:?}");
        }
        let languages: BTreeSet<&str> = FILES
            .iter()
            .flat_map(|(name, _)| text_of(name).lines())
            .filter_map(|line| line.strip_prefix("- Language: "))
            .collect();
        assert_eq!(languages, BTreeSet::from(["ar", "en", "es", "fr", "ru", "zh"]));
    }

    #[test]
    fn every_file_of_the_folder_is_bundled() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample");
        let there: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(there, FILES.iter().map(|(name, _)| (*name).to_owned()).collect());
    }

    #[test]
    fn a_mistake_in_the_work_is_told_with_its_line() {
        let mistaken = "[[tag]]\nanalyst = \"amina\"\ntheme = \"IPv6\"\nstance = \"contra\"\n";
        let message = work(mistaken).unwrap_err().to_string();
        assert!(message.contains("line 4") && message.contains("contra"), "{message}");
        assert!(work("[[tagg]]\n").is_err());
    }
}
