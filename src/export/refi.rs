//! REFI-QDA, the exchange format of programs for qualitative analysis: a coded project (`.qdpx`) and a codebook (`.qdc`).
//!
//! A project is an archive: one text file for each submission, and `project.qde`, which says what stands in them. The
//! standard leaves much open, and programs read it differently; what is written here is what all of them take, as
//! far as is known, and a [`Profile`] is for where they differ:
//!
//! - positions are code points, half-open; texts are UTF-8 with line feeds and no byte order mark; a character beyond
//!   U+FFFF is one stand-in, so that counts of UTF-16 units come to the same;
//! - names of codes and sources are unique in the whole project; everything has a date; empty containers are left out;
//! - what a thing is called there (its GUID) is made from its id here: the same workspace gives the same bytes.
//!
//! What cannot be carried is counted ([`Loss`]) and said, in the project too.

pub mod codebook;
pub mod codes;
pub mod guid;
pub mod loss;
pub mod project;
mod qde;
mod spool;
pub mod text;
mod who;
mod xml;

pub use loss::Loss;
pub use project::ProjectWriter;

use super::Header;
use crate::model::call::Section;
use crate::model::codebook::Codebook;
use crate::model::note::NoteEntry;
use crate::model::submission::{AnswerRecord, SubmissionRecord};

/// The namespace of a project.
pub const PROJECT: &str = "urn:QDA-XML:project:1.0";

/// The namespace of a codebook.
pub const CODEBOOK: &str = "urn:QDA-XML:codebook:1.0";

/// Who wrote a file.
const ORIGIN: &str = concat!("rapporteur ", env!("CARGO_PKG_VERSION"));

/// The colours of themes, 1 to 12, as they are on white paper.
pub const COLOURS: [u32; 12] = [
    0x24_57_c5, 0x1c_70_40, 0x8a_5a_00, 0xb8_28_4c, 0x71_38_b8, 0x00_69_7a, 0xae_43_0f, 0x52_69_0a,
    0xa0_20_8c, 0x3f_62_84, 0x7d_50_33, 0x0f_6e_5c,
];

/// Which program a project is for, where they differ.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Profile {
    /// Variables, cases and sets: whatever a program looks at, it finds.
    #[default]
    All,
    /// MAXQDA: variables of documents; notes as comments of passages, too; names of codes of 63 characters.
    Maxqda,
    /// ATLAS.ti: no variables, but document groups; notes with links.
    Atlas,
    /// NVivo: cases with values; notes with links.
    Nvivo,
    /// QualCoder: variables and cases; notes as comments of passages, too; themes without a tag of their own are folders.
    Qualcoder,
}

impl Profile {
    /// All, in the order of help.
    pub const ALL: [Self; 5] = [Self::All, Self::Maxqda, Self::Atlas, Self::Nvivo, Self::Qualcoder];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Maxqda => "maxqda",
            Self::Atlas => "atlas",
            Self::Nvivo => "nvivo",
            Self::Qualcoder => "qualcoder",
        }
    }

    /// The profile of this name, case ignored.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name().eq_ignore_ascii_case(name))
    }

    /// Whether sources have values of variables.
    fn values_on_sources(self) -> bool {
        matches!(self, Self::All | Self::Maxqda | Self::Qualcoder)
    }

    /// Whether submissions are cases, too.
    fn cases(self) -> bool {
        matches!(self, Self::All | Self::Nvivo | Self::Qualcoder)
    }

    /// Whether sources and codes are in sets.
    fn sets(self) -> bool {
        matches!(self, Self::All | Self::Atlas)
    }

    /// Whether notes are linked to what they are on.
    fn links(self) -> bool {
        matches!(self, Self::All | Self::Atlas | Self::Nvivo)
    }

    /// Whether notes are comments of their passages, too.
    fn comments(self) -> bool {
        matches!(self, Self::Maxqda | Self::Qualcoder)
    }

    /// How long a code's name may be.
    fn longest_name(self) -> usize {
        if self == Self::Maxqda { 63 } else { usize::MAX }
    }
}

/// What is chosen for a project.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Choices {
    /// For which program.
    pub profile: Profile,
    /// Keeps characters beyond U+FFFF as they are; programs that count UTF-16 units then place what follows them wrongly.
    pub keep_characters: bool,
}

/// What is said of a project as a whole.
#[derive(Clone, PartialEq, Debug)]
pub struct Project {
    /// The call, what was asked for, and when.
    pub header: Header,
    /// The sections of the call.
    pub sections: Vec<Section>,
    /// The themes.
    pub book: Codebook,
    /// The notes on questions and themes.
    pub notes: Vec<NoteEntry>,
    /// What was chosen.
    pub choices: Choices,
}

/// A submission with what is written of it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sent<'a> {
    /// Who, when, where.
    pub record: &'a SubmissionRecord,
    /// Its answers and unplaced texts, in order.
    pub answers: &'a [AnswerRecord],
    /// The notes on the submission as a whole.
    pub notes: &'a [NoteEntry],
}
