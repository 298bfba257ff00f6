//! The submissions by themselves.
