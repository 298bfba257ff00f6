//! Work whose place is gone: what was said of words that a newer version of a text does not have.

use serde::Serialize;

/// What kind of work.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A theme.
    Tag,
    /// A note.
    Note,
    /// An item of a shortlist.
    Quotation,
    /// A translation that was attached.
    Translation,
}

impl Kind {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Note => "note",
            Self::Quotation => "quotation",
            Self::Translation => "translation",
        }
    }
}

/// A tag, note, quotation or translation that no longer stands anywhere. It is kept, and stands again when its words do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Astray {
    /// What it is.
    pub kind: Kind,
    /// Its id; of a translation that of the answer.
    pub id: String,
    /// Whose it is.
    pub analyst: String,
    /// The theme's path, the note's or translation's text, or the shortlist's name.
    pub what: String,
    /// The number of the question under which it stood; `None` for unplaced text.
    pub question: Option<String>,
    /// The words on which it was; `None` for a whole answer, which is empty now.
    pub quote: Option<String>,
}

impl Astray {
    /// What it is and where it stood, on one line.
    pub fn line(&self) -> String {
        let place = match &self.question {
            Some(number) => format!("question {number}"),
            None => "the unplaced text".to_owned(),
        };
        let on = match &self.quote {
            Some(quote) => format!("“{quote}” ({place})"),
            None => format!("the whole of {place}, which is empty now"),
        };
        match self.kind {
            Kind::Tag => format!("the tag {} of {} on {on}", self.what, self.analyst),
            Kind::Note => format!("the note “{}” of {} on {on}", self.what, self.analyst),
            Kind::Quotation => format!("the quotation on the shortlist {}: {on}", self.what),
            Kind::Translation => format!("the translation “{}” by {} of {on}", self.what, self.analyst),
        }
    }
}
