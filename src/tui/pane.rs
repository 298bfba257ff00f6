//! The three panes of the review screen, and the query bar above them.

pub mod answers;
pub mod filters;
pub mod foot;
pub mod margin;
pub mod offers;
pub mod query;
pub mod reader;
