//! The review screen: keys in, pictures out.

mod finding;
pub mod harness;
mod pictures;
mod sample;
mod steps;
