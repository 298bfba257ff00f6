//! The review screen: keys in, pictures out.

pub mod harness;
mod pictures;
mod sample;
mod sent;
mod steps;
mod submissions;
