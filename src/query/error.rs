//! Mistakes in a query, each with its place and, where there is one, the right word.

use std::fmt;
use std::ops::Range;

/// The most candidates that are named.
const NAMED: usize = 6;

/// The most code points of what was written that a message repeats.
const REPEATED: usize = 60;

/// A mistake in a query.
///
/// Its `Display` says what is wrong and what may be meant; `text::caret::under` adds the query with a caret.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub struct Error {
    /// The bytes of the query that are wrong; within the text, at the bounds of letters.
    pub span: Range<usize>,
    /// What is wrong.
    pub mistake: Mistake,
    /// What is right instead of the bytes of `span`, if one thing is likely.
    pub suggestion: Option<String>,
    /// What could be meant, if several things could.
    pub candidates: Vec<String>,
}

/// What can be wrong with a query.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Mistake {
    /// A quotation mark without its fellow.
    #[error("this quotation mark is not closed")]
    UnclosedQuote,
    /// A parenthesis without its fellow.
    #[error("this ( is not closed")]
    UnclosedGroup,
    /// A closing parenthesis without its fellow.
    #[error("this ) closes nothing")]
    StrayClose,
    /// Parentheses and minus signs within each other.
    #[error("more than {0} parentheses or minus signs within each other")]
    TooDeep(usize),
    /// A text too long to be read.
    #[error("more than {0} bytes; make the query shorter")]
    TooLong(usize),
    /// A query too long to be meant.
    #[error("more than {0} terms; make the query shorter")]
    TooMany(usize),
    /// A list too long to be meant.
    #[error("more than {0} values; make the query shorter")]
    TooManyValues(usize),
    /// `""`
    #[error("there is nothing between the quotation marks")]
    EmptyPhrase,
    /// `()`
    #[error("there is nothing between ( and )")]
    EmptyGroup,
    /// A minus sign with nothing to leave out.
    #[error(
        "a term must follow - directly; to search for a dash, put it between quotation marks with its words"
    )]
    NothingAfterMinus,
    /// `OR` at an end.
    #[error("OR needs a term on both sides; to search for the word, write \"OR\"")]
    NothingBesideOr,
    /// A star that does not end a word.
    #[error("* stands only at the end of a word, for words that begin so")]
    Star,
    /// `word~5`
    #[error(
        "~ with a number stands after two words or more between quotation marks, such as \"routing security\"~5; ~ alone finds a word in its other forms"
    )]
    NearAlone,
    /// `"two words"~5000`
    #[error("~ takes a number of words from 0 to {0}")]
    TooFar(u32),
    /// More words in one term than are looked for.
    #[error("more than {0} words in one term; fewer of them find the place, too")]
    TooManyWords(usize),
    /// A word with more forms than are looked for.
    #[error("more than {most} other forms of “{words}” are here; write fewer words, or the beginning of one with *", words = short(words))]
    TooManyForms {
        /// So many are looked for.
        most: usize,
        /// What was written.
        words: String,
    },
    /// A field that there is not.
    #[error("there is no field “{name}”; to search for these characters, put them between quotation marks", name = short(.0))]
    UnknownField(String),
    /// A field without a value.
    #[error("{field}: needs a value directly after it, such as {example}")]
    MissingValue {
        /// The field's name.
        field: &'static str,
        /// A whole example.
        example: &'static str,
    },
    /// A tag's parentheses hold something else.
    #[error("between the parentheses of tag: stand theme:, stance: and analyst: only, without -, OR and ( )")]
    NotOfATag,
    /// An order or a sample where none can be.
    #[error("{0}: stands outside parentheses, without - and beside a term when there is OR")]
    OutsideOnly(&'static str),
    /// A second sample.
    #[error("a query takes one sample: only")]
    SecondSample,
    /// A value that the field cannot take.
    #[error("{field}: takes {takes}, not “{value}”", value = short(value))]
    WrongForm {
        /// The field's name.
        field: &'static str,
        /// What it takes.
        takes: Box<str>,
        /// What was written.
        value: Box<str>,
    },
    /// A name that nothing has.
    #[error("{field}: nothing here is called “{value}”", value = short(value))]
    UnknownValue {
        /// The field's name.
        field: &'static str,
        /// What was written.
        value: String,
    },
    /// A part of several names.
    #[error("{field}: “{value}” could be several", value = short(value))]
    Ambiguous {
        /// The field's name.
        field: &'static str,
        /// What was written.
        value: String,
    },
    /// A range whose end comes first.
    #[error("{field}: the range “{value}” ends before it begins", value = short(value))]
    Backwards {
        /// The field's name.
        field: &'static str,
        /// What was written.
        value: String,
    },
    /// Words without a letter or digit.
    #[error("“{words}” has no letter or digit to search for", words = short(.0))]
    NoLetters(String),
    /// A stance or analyst beside several themes.
    #[error("{field}: beside several themes does not say which of them it speaks of")]
    WhichTheme {
        /// `stance` or `analyst`.
        field: &'static str,
    },
}

impl Error {
    pub(super) fn new(span: Range<usize>, mistake: Mistake) -> Self {
        Self { span, mistake, suggestion: None, candidates: Vec::new() }
    }

    pub(super) fn suggest(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion;
        self
    }

    pub(super) fn among(mut self, candidates: Vec<String>) -> Self {
        self.candidates = candidates;
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.mistake)?;
        if let Some(suggestion) = &self.suggestion {
            return write!(f, "; did you mean “{suggestion}”?");
        }
        for (at, candidate) in self.candidates.iter().take(NAMED).enumerate() {
            write!(f, "{} {candidate}", if at == 0 { ":" } else { "," })?;
        }
        if self.candidates.len() > NAMED {
            write!(f, " and {} more", self.candidates.len() - NAMED)
        } else {
            Ok(())
        }
    }
}

fn short(written: &str) -> String {
    match written.char_indices().nth(REPEATED) {
        Some((end, _)) => format!("{}…", &written[..end]),
        None => written.to_owned(),
    }
}
