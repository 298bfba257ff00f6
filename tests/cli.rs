//! The command line from outside: the real program, its files, its streams and its exit status.

mod again;
#[cfg(unix)]
mod anew;
mod aside;
mod bad_input;
mod calls;
mod care;
mod config;
mod corpora;
pub(crate) mod coverage;
pub(crate) mod desk;
mod document;
mod export;
mod filters;
mod finding;
mod foreign;
mod joined;
mod keymap;
mod locked;
mod mapping;
pub(crate) mod matrix;
mod moved;
mod newcomer;
mod output;
mod pages;
mod people;
mod placed;
mod places;
mod promises;
mod read_only;
mod revised;
mod sample;
mod scripts;
mod stored;
mod table;
mod translated;
mod work;
