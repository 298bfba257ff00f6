//! Pure functions on what was counted and tagged: nothing here reads a workspace.

pub mod typical;
