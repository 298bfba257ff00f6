//! The review screen: keys in, pictures out.

mod ascii;
mod finding;
pub mod harness;
mod importing;
mod listed;
mod panes;
mod pictures;
mod sample;
mod sent;
mod shortlists;
mod steps;
mod submissions;
mod tour;
