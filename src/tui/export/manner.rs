//! In which manner something leaves: with every name or as was agreed, masked, in which words, as of when.

use super::subject::{Named, Subject};
use crate::export::counts::Counts;
use crate::export::{Format, codebook};
use crate::model::as_of::AsOf;
use crate::model::report::Language;

/// The manner in which something leaves, where it is not the usual one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Manner {
    /// Whether names are given whatever was agreed on citing.
    pub names: bool,
    /// Whether small numbers are masked.
    pub mask: bool,
    /// The language of the words around what is quoted.
    pub words: Language,
    /// As of when, where it is not as of now.
    pub as_of: Option<AsOf>,
}

impl Subject {
    /// Whether somebody is named in it, so that it can be said how; the codebook names those whose words are examples, as a
    /// table.
    pub fn has_names(&self, format: Named) -> bool {
        match self {
            Self::Answers | Self::Compilation | Self::Report | Self::Table(_) | Self::List(..) => true,
            Self::Codebook => is_a_table(format),
            Self::Counts(_) => false,
        }
    }

    /// Whether small numbers in it can be masked.
    pub fn has_mask(&self) -> bool {
        matches!(self, Self::Counts(counts) if matches!(**counts, Counts::Matrix(..)))
    }

    /// Whether its words are there in several languages.
    pub fn has_words(&self) -> bool {
        matches!(self, Self::Compilation | Self::Report)
    }

    /// Whether it can be of a moment that has gone by: the codebook in formats of its own is that of now.
    pub fn has_moment(&self, format: Named) -> bool {
        !matches!(self, Self::Codebook) || is_a_table(format)
    }
}

/// Whether a codebook is written as a table among others in this format.
fn is_a_table((_, _, ending): Named) -> bool {
    let path = std::path::PathBuf::from(format!("codebook.{ending}"));
    codebook::Format::of_path(&path).is_none() && Format::of_path(&path).is_some()
}
