//! The screen: one of the two faces of the program.
//!
//! [`run::review`] holds the terminal and the loop; [`app`] the state and how events change it; [`draw`] draws it. The screens beside the review screen
//! (submissions, shortlists, history) hold and draw themselves in [`screen`].
//! `update` and `draw` do no input or output: what is needed from the workspace is asked for by
//! [`request`]s, which threads answer ([`worker`]). What an action does is in [`act`].
//! Start reading at [`app::App::update`].

pub mod app;
pub mod event;
pub mod layout;
pub mod request;
pub mod run;
pub mod skin;
pub mod worker;

pub mod act;
pub mod desk;
pub mod directory;
pub mod draw;
pub mod export;
pub mod fuzzy;
#[cfg(unix)]
pub mod hangup;
pub mod import;
pub mod keeper;
pub mod keys;
pub mod latest;
pub mod letters;
pub mod list;
pub mod listing;
pub mod nothing;
pub mod pane;
pub mod paths;
pub mod popup;
#[cfg(test)]
mod random_keys;
pub mod reply;
pub mod resume;
pub mod rotating;
pub mod screen;
pub mod seek;
pub mod select;
pub mod settle;
pub mod status;
pub mod terminal;
pub mod tour;
pub mod trouble;
pub mod wanted;
pub mod widget;
