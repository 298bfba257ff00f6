//! Small things that panes and popups are drawn with.

pub mod field;
pub mod paint;
pub mod prose;
pub mod wrapped;
