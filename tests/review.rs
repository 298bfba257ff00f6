//! The review screen: keys in, pictures out.

mod ascii;
mod completing;
mod coverage;
mod deciding;
mod filters;
mod finding;
mod going;
pub mod harness;
mod importing;
mod intake;
mod listed;
mod matrix;
mod notes;
mod panes;
mod passages;
mod pictures;
mod progress;
mod real;
mod reshaping;
mod sample;
mod scripts;
mod sent;
mod shortlists;
mod steps;
mod submissions;
mod tour;
mod translated;
