//! Markdown as a way to write plain text: what of anybody's words could be markup is escaped.

pub mod escape;
