//! The one test binary: a module for each thing that a person does or that the house promises.

#![allow(
    unreachable_pub,
    clippy::format_collect,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking and says on standard error what it skipped, helpers of tests too; \
              they are all one program, whose helpers nobody else reaches"
)]

mod any_file;
mod architecture;
mod cli;
mod crash;
mod delivered;
mod docs;
mod faults;
mod hostile;
mod intake;
mod keymap;
mod office;
mod pdf;
mod picture;
mod protections;
mod query;
#[cfg(target_os = "linux")]
mod reading;
mod refi;
mod review;
mod terminal;
mod together;
