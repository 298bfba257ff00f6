//! The matrix: what is counted by two dimensions at once.

use std::fmt;
use std::str::FromStr;

use super::id::ThemeId;
use super::mask::Mask;

/// What stands at the rows or the columns.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Dimension {
    /// Themes, each alone, without those under it.
    Theme,
    /// Questions of the call.
    Question,
    /// Sections of the call.
    Section,
    /// Stakeholder types.
    StakeholderType,
    /// Regions.
    Region,
    /// Countries.
    Country,
    /// Languages.
    Language,
    /// The present analyst's review state.
    Status,
    /// Analysts who tagged.
    Analyst,
    /// Months of submission.
    Month,
    /// The values of a table's column that is an attribute.
    Attribute(String),
}

impl Dimension {
    /// All but the attributes, which differ from workspace to workspace.
    pub const FIXED: [Self; 10] = [
        Self::Theme,
        Self::Question,
        Self::Section,
        Self::StakeholderType,
        Self::Region,
        Self::Country,
        Self::Language,
        Self::Status,
        Self::Analyst,
        Self::Month,
    ];

    /// Its word on the command line, without an attribute's head.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Question => "question",
            Self::Section => "section",
            Self::StakeholderType => "type",
            Self::Region => "region",
            Self::Country => "country",
            Self::Language => "language",
            Self::Status => "status",
            Self::Analyst => "analyst",
            Self::Month => "month",
            Self::Attribute(_) => "attr",
        }
    }

    /// One of its values, for people: "stakeholder type".
    pub fn singular(&self) -> &str {
        match self {
            Self::StakeholderType => "stakeholder type",
            Self::Attribute(head) => head,
            other => other.name(),
        }
    }

    /// Its values, for people: "stakeholder types".
    pub fn plural(&self) -> &str {
        match self {
            Self::Theme => "themes",
            Self::Question => "questions",
            Self::Section => "sections",
            Self::StakeholderType => "stakeholder types",
            Self::Region => "regions",
            Self::Country => "countries",
            Self::Language => "languages",
            Self::Status => "review states",
            Self::Analyst => "analysts",
            Self::Month => "months",
            Self::Attribute(head) => head,
        }
    }

    /// Whether its values are a list of the workspace's own, shown whole; others are shown as far as something has them.
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Theme | Self::Question | Self::Section | Self::Status)
    }

    /// Whether its values are those of tags, of which an answer may have several.
    pub fn is_of_tags(&self) -> bool {
        matches!(self, Self::Theme | Self::Analyst)
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attribute(head) => write!(f, "attr:\"{head}\""),
            other => f.write_str(other.name()),
        }
    }
}

/// A word that names no dimension.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("“{0}” cannot be counted by: take {names}", names = names())]
pub struct UnknownDimension(String);

fn names() -> String {
    let names: Vec<&str> = Dimension::FIXED.iter().map(Dimension::name).collect();
    format!("{} or attr:\"header\"", names.join(", "))
}

impl FromStr for Dimension {
    type Err = UnknownDimension;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownDimension(text.to_owned());
        if let Some((field, head)) = text.split_once(':') {
            let quoted = |mark| head.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
            let head = quoted('"').unwrap_or(head).trim();
            let is_field = ["attr", "attribute"].iter().any(|name| field.eq_ignore_ascii_case(name));
            return if is_field && !head.is_empty() {
                Ok(Self::Attribute(head.to_owned()))
            } else {
                Err(unknown())
            };
        }
        // The words of the query language are understood, too.
        let word = match text.to_ascii_lowercase().as_str() {
            "q" => "question".to_owned(),
            "lang" => "language".to_owned(),
            "stakeholder" => "type".to_owned(),
            other => other.to_owned(),
        };
        Self::FIXED.into_iter().find(|dimension| dimension.name() == word).ok_or_else(unknown)
    }
}

/// What is counted, each once.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Count {
    /// Answers; texts under no question are not among them.
    #[default]
    Answers,
    /// Those who sent the answers; one without a name is counted once for each submission.
    Submitters,
    /// Tagged stretches of the answers.
    Passages,
}

impl Count {
    /// All.
    pub const ALL: [Self; 3] = [Self::Answers, Self::Submitters, Self::Passages];

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Submitters => "submitters",
            Self::Passages => "passages",
        }
    }

    /// One of it.
    pub fn singular(self) -> &'static str {
        self.name().trim_end_matches('s')
    }

    /// The rule by which it is counted: always said beside the numbers.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Answers => "answers, each once",
            Self::Submitters => "submitters, each once",
            Self::Passages => "tagged passages, each once",
        }
    }

    /// What is counted after this.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Answers => Self::Submitters,
            Self::Submitters => Self::Passages,
            Self::Passages => Self::Answers,
        }
    }
}

impl FromStr for Count {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = Self::ALL.into_iter().find(|count| count.name() == text.to_ascii_lowercase());
        named.ok_or_else(|| format!("“{text}” is not counted: take answers, submitters or passages"))
    }
}

/// Of what a number is a share.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Shares {
    /// Of its row's total.
    Row,
    /// Of its column's total.
    Column,
}

impl Shares {
    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Column => "column",
        }
    }
}

impl FromStr for Shares {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = [Self::Row, Self::Column].into_iter().find(|one| one.name() == text.to_ascii_lowercase());
        named.ok_or_else(|| format!("shares are of the row or of the column, not of “{text}”"))
    }
}

/// What is asked of the matrix.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Ask {
    /// What stands at the rows.
    pub rows: Dimension,
    /// What stands at the columns.
    pub columns: Dimension,
    /// What is counted.
    pub count: Count,
}

impl Ask {
    /// "Themes × stakeholder types"
    pub fn title(&self) -> String {
        let rows = self.rows.plural();
        let mut letters = rows.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        format!("{first}{} × {}", letters.as_str(), self.columns.plural())
    }
}

/// A row's or column's head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The value as `list` prints it; `None` is the head of what has none.
    pub value: Option<String>,
    /// The word that stands for it in a query.
    pub term: String,
    /// What is shown, at most 14 columns where the data can help it.
    pub label: String,
    /// The number of a question or the chip of a theme, shown before the label.
    pub lead: String,
    /// The theme, for its colour.
    pub theme: Option<ThemeId>,
}

/// The counts. Totals are of distinct things: an answer with two themes is one in the total.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matrix {
    /// What was asked.
    pub ask: Ask,
    /// The rows' heads, in their own order, what has none last.
    pub rows: Vec<Head>,
    /// The columns' heads.
    pub columns: Vec<Head>,
    /// A list of numbers for each row.
    pub cells: Vec<Vec<u32>>,
    /// For each row.
    pub row_totals: Vec<u32>,
    /// For each column.
    pub column_totals: Vec<u32>,
    /// Of all.
    pub total: u32,
    /// For each column those that have a value at the rows.
    pub any_row: Vec<u32>,
    /// All that have a value at the rows.
    pub any: u32,
    /// How many texts were left out: withdrawn, replaced, same again.
    pub left_out: usize,
    /// Which numbers are not told; `None` tells all of them.
    pub mask: Option<Mask>,
}

impl Matrix {
    /// The same with the rows in the order of others, what is not among them last.
    #[must_use]
    pub fn in_order_of(self, others: &[Head]) -> Self {
        let place =
            |row: &Head| others.iter().position(|other| other.value == row.value).unwrap_or(others.len());
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|at| place(&self.rows[*at]));
        Self {
            rows: order.iter().map(|at| self.rows[*at].clone()).collect(),
            cells: order.iter().map(|at| self.cells[*at].clone()).collect(),
            row_totals: order.iter().map(|at| self.row_totals[*at]).collect(),
            ..self
        }
    }

    /// The same with small numbers masked.
    #[must_use]
    pub fn masked(self) -> Self {
        Self { mask: Some(Mask::of(&self)), ..self }
    }

    /// Whether a number is masked, by row and column; the last of each are the totals.
    pub fn hides(&self, row: usize, column: usize) -> bool {
        self.mask.as_ref().is_some_and(|mask| mask.hides(row, column))
    }
}
