//! **rapporteur** reviews the submissions to a public consultation: a terminal program on one SQLite file.
//!
//! # Floors
//! A module uses modules on lower floors only; neighbours on a floor never see each other
//! (`tests/architecture` checks it).
//!
//! | floor | modules | what lives there |
//! |---|---|---|
//! | 0 | [`model`] [`aside`] | plain values: ids, the call, submissions, answers, themes, edits, views; files that are written aside |
//! | 1 | [`text`] [`query`] [`config`] [`action`] | pure string work; the query language; settings and TOML files; the table of actions |
//! | 2 | [`store`] [`intake`] [`analysis`] [`keymap`] | SQLite; bytes to drafts; pure functions on what was counted; keys to actions |
//! | 3 | [`export`] | values to `io::Write` |
//! | 4 | [`workspace`] | the use-cases, where store, intake and export meet |
//! | 5 | [`fault`] | what went wrong, for people |
//! | 6 | [`cli`] [`tui`] | the two faces |
//! | 7 | `main` | parse, run, print the fault, exit code |

pub mod action;
pub mod analysis;
pub mod aside;
pub mod cli;
pub mod config;
pub mod export;
pub mod fault;
pub mod intake;
pub mod keymap;
pub mod model;
pub mod query;
pub mod store;
pub mod text;
pub mod tui;
pub mod workspace;
