//! Pure work on strings: cleaning for display, folding for search, words, positions.
//!
//! [`fold`] is the one folding for the search index, for queries and for names that are compared.
//! [`clean`] is the one place where text from outside is made safe to show. Nothing here stores, draws or
//! reads anything, and nothing knows of questions, themes or queries.

pub mod bidi;
pub mod caret;
pub mod changes;
pub mod citable;
pub mod clean;
pub mod country;
pub mod dates;
pub mod detect;
pub mod fold;
pub mod language;
pub mod leaving;
pub mod metadata;
pub mod near;
pub mod order;
pub mod places;
pub mod position;
pub mod refers;
pub mod revision;
pub mod shorten;
pub mod signatories;
pub mod stakeholder;
pub mod stem;
pub mod unofficial;
pub mod verbatim;
pub mod width;
pub mod words;

mod direction;

use crate::model::span::Span;

pub use crate::model::nearest::nearest;
pub use clean::{block, escape_json, line};
pub use direction::{is_right_to_left, is_rtl};
pub use fold::{fold, tokens};
pub use width::{truncate, width};

/// Finds in a text what somebody is typing: its words next to each other, the last one perhaps unfinished.
pub fn find(text: &str, typed: &str) -> Vec<Span> {
    fold::find(&fold::Folded::new(text), &tokens(typed), !typed.ends_with(char::is_whitespace))
}
