//! The review screen: keys in, pictures out.

mod ascii;
mod completing;
mod coverage;
mod filters;
mod finding;
mod going;
pub mod harness;
mod hundred;
mod importing;
mod intake;
mod listed;
mod matrix;
mod numbers;
mod panes;
mod passages;
mod pictures;
mod progress;
mod real;
mod sample;
mod scripts;
mod sent;
mod shortlists;
mod steps;
mod submissions;
mod tour;
mod translated;
