//! REFI-QDA: projects and codebooks to other programs and from them, read by rules of others and not by our own.

pub(crate) mod bench;
mod export;
pub(crate) mod foreign;
mod import;
pub(crate) mod oracle;
mod schema;
pub(crate) mod tree;
