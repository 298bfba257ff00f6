//! Text of strangers, by class, in every field that reaches a screen or standard output: nothing of it acts on the
//! terminal, and nothing hides in it.
//!
//! [`strings`] is the table; whatever reads or shows something new joins with its fields in [`place`]. Positions,
//! quotations and exports keep the text as it was sent; this is about what is shown.

mod commands;
mod delivered;
mod harmless;
mod place;
mod screens;
mod strings;
#[cfg(unix)]
mod terminal;
