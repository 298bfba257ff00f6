//! Whose words a quotation is, and where they are found again.

use super::document::Citation;
use super::markdown;
use crate::model::submission::AnswerRecord;

/// So many digits of an id are found again among millions.
const DIGITS: usize = 12;

/// The citation of a passage that begins so far into an answer.
pub fn of(record: &AnswerRecord, start: u32) -> Citation {
    let (who, country) = markdown::who(record);
    Citation {
        who: who.to_owned(),
        country: country.map(str::to_owned),
        stakeholder_type: record.metadata.stakeholder_type.clone(),
        place: markdown::of_what(record, start),
        id: record.id.to_string().chars().take(DIGITS).collect(),
    }
}
