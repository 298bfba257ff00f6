//! Proofs of the journal (JOURNAL.md, "What the tests must say"; DATA.md, "Cases that stay as tests"): random
//! work of several analysts on several devices, taken back, brought back, replayed in other orders and merged,
//! judged by the digest of the state.
//!
//! `PROPTEST_CASES` sets how many random runs each proof makes; without it there are few, so that it stays quick.

mod as_it_stood;
mod bench;
mod clocks;
mod consent;
mod copies;
mod corrections;
mod counted;
mod followed;
mod found;
mod kept;
mod lists;
mod merge;
mod orders;
mod paned;
mod placed;
mod progressed;
mod rotation;
mod steps;
mod texts;
mod themed;
mod translated;
