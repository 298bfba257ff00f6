//! What a person says of the columns of a table, where that cannot be guessed.

use super::call::Key;
use super::draft::Field;

/// What the columns of tables are for, and how their rows are to be read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mapping {
    /// One row per answer; `None` for one row per submission, unless the table says otherwise itself.
    pub rows: Option<Rows>,
    /// What columns are for, by their heads, in the order of the file; the first that fits holds.
    pub columns: Vec<(Head, Use)>,
}

/// A table with one row per answer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rows {
    /// The columns that are equal in all rows of one submission.
    pub submission: Vec<String>,
    /// The column that names the question.
    pub question: String,
    /// The column that holds the answer.
    pub answer: String,
}

/// Which columns are meant: the head of one, or of all that begin or end so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head(pub String);

impl Head {
    /// Whether it means the column of this head, or of this head and its occurrence ("Other (2)"). White space at the
    /// ends, and line breaks within, do not count.
    pub fn means(&self, head: &str) -> bool {
        let (wanted, head) = (plain(&self.0), plain(head));
        match (wanted.strip_prefix('*'), wanted.strip_suffix('*')) {
            _ if wanted == "*" => true,
            (Some(end), _) => head.ends_with(end),
            (None, Some(beginning)) => head.starts_with(beginning),
            (None, None) => head == wanted,
        }
    }

    /// Whether it means as many columns as there are.
    pub fn is_pattern(&self) -> bool {
        self.0.trim().starts_with('*') || self.0.trim().ends_with('*')
    }
}

fn plain(head: &str) -> String {
    head.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a column is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Use {
    /// Holds answers, to the question that its head names.
    Open,
    /// Holds answers to this question.
    Question(Key),
    /// Holds this metadatum.
    Metadata(Field),
    /// Kept as an attribute of the submission: shown, filtered.
    Attribute,
    /// Translates the answers of the column of this head; without one, of the column that its own head tells.
    Translation(Option<Head>),
    /// Kept and not shown.
    Ignored,
}

impl Mapping {
    /// What the column of this head and place is said to be for.
    pub fn of(&self, head: &str, place: &str) -> Option<&Use> {
        self.columns.iter().find(|(wanted, _)| wanted.means(place) || wanted.means(head)).map(|(_, to)| to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_means_what_begins_or_ends_so() {
        let means = |wanted: &str, head: &str| Head(wanted.to_owned()).means(head);
        assert!(means("Any other?", "  Any\nother? ") && !means("Any", "Any other?"));
        assert!(means("* (Original)", "Why? (Original)") && !means("* (Original)", "Why? (English)"));
        assert!(means("Label*", "Label: parking") && means("*", "anything"));
    }
}
