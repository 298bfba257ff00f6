//! Answers in rows, themes in columns: 1 where an answer carries a tag of the theme, else 0.

use std::collections::HashMap;

use crate::export::xlsx::{Column, Kind};
use crate::model::codebook::Codebook;
use crate::model::id::MadeId;
use crate::model::submission::AnswerRecord;

/// The rule, as a reader needs it.
pub const RULE: &str = "1 where the answer carries a tag of the theme itself, whoever tagged; themes under it have \
                        columns of their own";

/// The themes and where their columns are.
pub struct ByTheme {
    columns: Vec<Column>,
    at: HashMap<MadeId, usize>,
}

/// What is said of the answer before its themes.
const ANSWER: [(&str, Kind); 4] =
    [("id", Kind::Short), ("reference", Kind::Short), ("question", Kind::Short), ("submitter", Kind::Name)];

impl ByTheme {
    /// A column for each theme of a codebook, in its order.
    pub fn new(book: &Codebook) -> Self {
        let mut columns: Vec<Column> = ANSWER.map(|(name, kind)| Column::new(name, kind)).to_vec();
        let mut at = HashMap::new();
        for (theme, place) in book.themes.iter().zip(0..) {
            let path = book.path(theme.id);
            // Two columns of one name are one to many programs.
            let name = if theme.twin { format!("{path} ({})", theme.id) } else { path };
            columns.push(Column::new(name, Kind::Mark));
            at.insert(theme.id.0, place);
        }
        Self { columns, at }
    }

    /// The columns.
    pub fn columns(&self) -> Vec<Column> {
        self.columns.clone()
    }

    /// The row of an answer.
    pub fn cells(&self, record: &AnswerRecord) -> Vec<String> {
        let mut cells = vec![
            record.id.to_string(),
            record.reference.clone(),
            record.question.clone().unwrap_or_default(),
            record.metadata.submitter.clone().unwrap_or_default(),
        ];
        let mut has = vec![false; self.at.len()];
        for tag in &record.tags {
            if let Some(place) = self.at.get(&tag.theme_id).and_then(|at| has.get_mut(*at)) {
                *place = true;
            }
        }
        cells.extend(has.iter().map(|has| u8::from(*has).to_string()));
        cells
    }
}
