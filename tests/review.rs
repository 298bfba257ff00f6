//! The review screen: keys in, pictures out.

mod harness;
mod pictures;
mod sample;
mod steps;
