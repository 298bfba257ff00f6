//! The query language: text → tree with spans → names looked up → [`filter::Filter`].
//!
//! [`parse`] knows the grammar and [`field::FIELDS`], [`resolve`] the names of one workspace ([`Vocabulary`]).
//! Printing a tree and parsing it again gives the same tree. Nothing here knows the store, and nothing here knows
//! how words are folded: the vocabulary brings that along. No input may panic or take more than linear time.

pub mod complete;
pub mod edit;
pub mod error;
pub mod field;
pub mod filter;
pub mod narrow;
pub mod tree;
pub mod vocabulary;

mod binding;
mod cursor;
mod lookup;
mod parse;
mod print;
mod resolve;
mod terms;

pub use complete::complete;
pub use error::Error;
pub use lookup::{WELL_KNOWN_REGIONS, WELL_KNOWN_TYPES};
pub use parse::parse;
pub use resolve::resolve;
pub use terms::words as words_of_terms;
pub use tree::Query;
pub use vocabulary::Vocabulary;
