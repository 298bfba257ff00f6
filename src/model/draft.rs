//! What a reader makes of a file, before it is in a workspace. All of it can be serialized, so that a reader may run in another process.

use serde::{Deserialize, Serialize};

use super::call::Key;
use super::diagnostic::Diagnostic;
use super::span::{Formed, Span};

/// What kind of file a source is, found by its content.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A document in Markdown or plain text.
    Markdown,
    /// A table with separated values.
    Csv,
    /// A document in Office Open XML.
    Docx,
    /// A web page.
    Html,
    /// A document in OpenDocument.
    Odt,
    /// A document in the Portable Document Format.
    Pdf,
    /// A spreadsheet in Office Open XML.
    Xlsx,
    /// A spreadsheet in OpenDocument.
    Ods,
    /// A spreadsheet of Excel before 2007.
    Xls,
    /// Objects in JSON, one a submission.
    Json,
    /// The same, one a line.
    Jsonl,
}

impl Format {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Odt => "odt",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Xls => "xls",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
        }
    }

    /// What [`Block::line`] counts.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Markdown | Self::Csv | Self::Jsonl | Self::Html => "line",
            Self::Xlsx | Self::Ods | Self::Xls | Self::Json => "row",
            Self::Docx | Self::Odt | Self::Pdf => "paragraph",
        }
    }
}

/// All that a reader made of one file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SourceDraft {
    /// The kind of file.
    pub format: Format,
    /// The reader's name and version, kept with what it made: "markdown/1".
    pub reader: String,
    /// The number of the row in which a table's header stands; 0 for a document.
    pub header_row: u32,
    /// The header of a table, in the file's order; empty for a document.
    pub header: Vec<String>,
    /// One for a document, one a row for a table.
    pub records: Vec<RecordDraft>,
    /// What was noticed.
    pub diagnostics: Vec<Diagnostic>,
}

impl SourceDraft {
    /// Whether it holds together: rows as long as the header, blocks and forms in order and within their texts. What
    /// another process answers is trusted no further than this.
    pub fn is_sound(&self) -> bool {
        let documents = self.records.iter().filter(|r| matches!(r.body, Body::Document(_))).count();
        (documents == 0 || self.records.len() == 1)
            && self.records.iter().all(|record| match &record.body {
                Body::Document(parts) => {
                    parts.first().is_some_and(|p| p.place == "body") && parts.iter().all(PartDraft::is_sound)
                }
                Body::Row { cells, .. } => cells.len() == self.header.len(),
            })
    }
}

/// What a source says of one submission.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RecordDraft {
    /// Nothing for a document, `byte:N` for a row that starts there, `sheet:S!row:N` for a row of a spreadsheet,
    /// a JSON pointer for an object.
    pub locator: String,
    /// The text itself.
    pub body: Body,
}

/// The two shapes of a record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// A document: one or more texts, the first is `body`.
    Document(Vec<PartDraft>),
    /// A row: one cell a column of the header, and the row's number as people count (the header is 1).
    Row {
        /// As it stands in a spreadsheet's margin.
        number: u32,
        /// As long as the header.
        cells: Vec<String>,
    },
}

/// One plain text of a document with its forms beside it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PartDraft {
    /// `body`, `footnote:3`.
    pub place: String,
    /// Without marks of the source format; paragraphs are parted by one blank line, list items by a line end.
    pub text: String,
    /// Emphasis, headings, lists, links, in order of their start.
    pub forms: Vec<Formed>,
    /// Paragraphs and list items, in order, as far as they make up the text.
    pub blocks: Vec<Block>,
    /// What of the source is not in the text but was read: targets of links. Counted as structure.
    pub aside: Vec<String>,
}

impl PartDraft {
    fn is_sound(&self) -> bool {
        let length = self.text.chars().count() as u32;
        let within = |span: Span| span.start < span.end && span.end <= length;
        self.forms.iter().all(|f| within(f.span))
            && self.forms.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start)
            && self.blocks.iter().all(|b| within(b.span))
            && self.blocks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start)
    }
}

/// A paragraph, heading or list item, and where it stands in the source.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Block {
    /// Where in the plain text.
    pub span: Span,
    /// The line of the source on which it begins; in a format without lines the paragraph. From 1.
    pub line: u32,
    /// The page, where the format has pages.
    pub page: Option<u32>,
}

/// What begins at an offset of a part and holds to the next mark.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mark {
    /// In code points of the part.
    pub offset: u32,
    /// What begins.
    pub to: To,
    /// Why, in words, for the analyst: "wording of question 7; no number".
    pub reason: String,
    /// Questions that were thought of where the reader is unsure; empty when sure.
    pub unsure: Vec<Key>,
    /// Other questions that are answered here, too: those that the same heading names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Key>,
}

/// Where a stretch of imported text belongs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum To {
    /// The answer to a question.
    Question(Key),
    /// Under no question.
    Unplaced,
    /// The heading of a question.
    QuestionHeading(Key),
    /// The heading of a section, a running head, a page number.
    Structure,
}

/// What a column of a table is for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Holds answers to this question.
    Open(Key),
    /// Holds this metadatum.
    Metadata(Field),
    /// Kept as an attribute under its header.
    Attribute,
    /// Translates the answers of another column; kept as an attribute too.
    Translation {
        /// The column of the original.
        of: usize,
        /// ISO 639-1, where its head says it.
        language: Option<String>,
    },
    /// Kept, and not shown.
    Ignored,
}

impl Column {
    /// Whether its cells are attributes of their submissions.
    pub fn is_attribute(&self) -> bool {
        matches!(self, Self::Attribute | Self::Translation { .. })
    }
}

/// The metadata of a submission, by field.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Short, unique, cited by reports.
    Reference,
    /// The organization or person.
    Submitter,
    /// Government, civil society …
    StakeholderType,
    /// ISO 3166 with two letters where known.
    Country,
    /// A region of the world.
    Region,
    /// ISO 639-1.
    Language,
    /// The day on which it was submitted.
    SubmittedOn,
    /// The day on which it came in.
    ReceivedOn,
    /// By which way it came.
    Channel,
    /// Whether it may be cited: by name, anonymously, not at all.
    Citable,
    /// Whether its submitter took it back: "yes" or nothing.
    Withdrawn,
    /// The submission that holds instead of it, by the id of one of its records.
    ReplacedBy,
    /// Who signed a joint submission: names as one text, as they were written.
    Signatories,
}

impl Field {
    /// All fields. Where one stands is the number of its cells in the journal: it grows at the end only.
    pub const ALL: [Field; 13] = [
        Self::Reference,
        Self::Submitter,
        Self::StakeholderType,
        Self::Country,
        Self::Region,
        Self::Language,
        Self::SubmittedOn,
        Self::ReceivedOn,
        Self::Channel,
        Self::Citable,
        Self::Withdrawn,
        Self::ReplacedBy,
        Self::Signatories,
    ];

    /// All fields, in the order of forms.
    pub const IN_ORDER: [Field; 13] = [
        Self::Reference,
        Self::Submitter,
        Self::Signatories,
        Self::StakeholderType,
        Self::Country,
        Self::Region,
        Self::Language,
        Self::SubmittedOn,
        Self::ReceivedOn,
        Self::Channel,
        Self::Citable,
        Self::Withdrawn,
        Self::ReplacedBy,
    ];

    /// The name in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Submitter => "submitter",
            Self::StakeholderType => "stakeholder_type",
            Self::Country => "country",
            Self::Region => "region",
            Self::Language => "language",
            Self::SubmittedOn => "submitted_on",
            Self::ReceivedOn => "received_on",
            Self::Channel => "channel",
            Self::Citable => "citable",
            Self::Withdrawn => "withdrawn",
            Self::ReplacedBy => "replaced_by",
            Self::Signatories => "signatories",
        }
    }

    /// The field of a name, or of the word that the query language has for it.
    pub fn by_name(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        Some(match name.as_str() {
            "ref" => Self::Reference,
            "from" => Self::Submitter,
            "type" => Self::StakeholderType,
            "lang" => Self::Language,
            "date" => Self::SubmittedOn,
            _ => return Self::ALL.into_iter().find(|field| field.name() == name),
        })
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::StakeholderType => "type",
            Self::SubmittedOn => "submitted on",
            Self::ReceivedOn => "received on",
            Self::Citable => "may be cited",
            Self::ReplacedBy => "replaced by",
            _ => self.name(),
        }
    }
}

/// The stretches between marks, with the position of each; what stands before the first mark is under none.
pub fn stretches<'a>(text: &'a str, marks: &'a [Mark]) -> Vec<(Option<&'a To>, u32, &'a str)> {
    let mut found = Vec::with_capacity(marks.len() + 1);
    let (mut rest, mut at, mut to) = (text, 0, None);
    for mark in marks {
        let chars = mark.offset.saturating_sub(at) as usize;
        let byte = rest.char_indices().nth(chars).map_or(rest.len(), |(i, _)| i);
        let (stretch, after) = rest.split_at(byte);
        if !stretch.is_empty() {
            found.push((to, at, stretch));
        }
        (rest, at, to) = (after, mark.offset, Some(&mark.to));
    }
    if !rest.is_empty() {
        found.push((to, at, rest));
    }
    found
}
