//! The whole program in a real terminal, seen through a terminal emulator: what a person at the keyboard meets.
//!
//! Nothing here sleeps for a fixed time, but where nothing is to happen in it: every step waits until the screen shows what it should, and says
//! what it showed instead when that never comes.
#![cfg(unix)]

pub(crate) mod desk;
mod drafts;
mod first;
mod importing;
mod input;
mod journey;
mod keymaps;
mod leaving;
mod moved;
mod one_file;
mod rotating;
pub(crate) mod session;
mod sizes;
mod text;
mod windows;
