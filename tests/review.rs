//! The review screen: keys in, pictures out.

mod ascii;
pub mod harness;
mod panes;
mod pictures;
mod sample;
mod sent;
mod steps;
mod submissions;
mod tour;
