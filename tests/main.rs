//! The one test binary: a module for each thing that a person does or that the house promises.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking and says on standard error what it skipped, helpers of tests too"
)]

mod architecture;
mod cli;
mod crash;
mod docs;
mod intake;
mod keymap;
mod picture;
mod query;
mod review;
