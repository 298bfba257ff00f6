//! One way of writing metadata, whichever source it comes from.

use super::{citable, country, dates, language};
use crate::model::draft::Field;

/// Writes a value in one way: countries as ISO 3166 with two letters, languages as ISO 639-1, dates as
/// ISO 8601, leave to cite in the words that are stored. What is not known stays as it was written, less the blanks around it.
pub fn normalize(field: Field, value: &str) -> String {
    let value = value.trim();
    match field {
        Field::Country => country::code(value).unwrap_or(value).to_owned(),
        Field::Language => language::code(value).unwrap_or(value).to_owned(),
        Field::SubmittedOn | Field::ReceivedOn => {
            dates::whole(value).map_or_else(|| value.to_owned(), |date| date.to_string())
        }
        Field::Citable => citable::way(value).unwrap_or(value).to_owned(),
        _ => value.to_owned(),
    }
}
