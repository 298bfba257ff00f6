//! What happens to the screen, and what it wants done: two closed enums.

use std::path::PathBuf;

use crossterm::event::{KeyEvent, MouseEvent};

use super::import::ImportOrder;
use super::popup::Popup;
use super::request::{ExportOrder, Reply, Request, Ticket, Trouble};
use super::screen::Screen;
use crate::action::ActionId;
use crate::config::remembered::Memory;
use crate::model::edit::Edit;
use crate::model::finding::About;
use crate::model::id::{AnswerNumber, ThemeId};
use crate::model::work::Shortlist;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key went down.
    Key(KeyEvent),
    /// The mouse moved, clicked or scrolled.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(u16, u16),
    /// A request was answered.
    Reply(Ticket, Reply),
    /// Another window or program wrote into the workspace.
    Changed,
    /// The rotating backup could not be made.
    Unkept(Trouble),
    /// Time passed while something moves.
    Tick,
    /// Nothing happened for a second, and something is to be remembered.
    Rest,
    /// The editor was closed: the text as it is now, or why there is none.
    Edited(Result<String, String>),
    /// A thread of the workspace ended before its time.
    Broken,
}

/// Something to be done: within the screen (the first group), which `update` sees to, or outside it.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Open a popup.
    Open(Popup),
    /// Close the popup that has the keys.
    Close,
    /// Put a line on the status line.
    Say(String),
    /// Make a change.
    Edit(Edit),
    /// Bring in files, or say what would come in.
    Import(ImportOrder),
    /// Open the dialog that takes in a codebook.
    ImportThemes,
    /// Take themes in from the file of this path, or say what that would do.
    TakeIn {
        /// The file.
        path: PathBuf,
        /// Whether it is only to be told.
        trial: bool,
    },
    /// Write a file.
    Export(ExportOrder),
    /// Make this the shortlist that `+` adds to.
    ChooseList(Shortlist),
    /// Make the finding of a theme or question the current list, and show it if that is wanted.
    OpenFinding {
        /// What it is about.
        about: About,
        /// Whether its screen is gone to.
        show: bool,
    },
    /// Do what an action does, as if its key had been pressed.
    Act(ActionId),
    /// Put the cursor on a place of the answers list, from 0.
    GoTo(usize),
    /// Put the list that is shown in an order, as the value of `sort:`; empty is the usual one.
    Sort(&'static str),
    /// Go to a screen.
    Show(Screen),
    /// Shows where the terms of a theme stand without its tag, to be decided on one by one.
    Decide(ThemeId),
    /// Run a query in the review screen, with the cursor on an answer if one is named.
    Read {
        /// The query.
        query: String,
        /// The answer.
        number: Option<AnswerNumber>,
    },

    /// Ask the workspace.
    Ask(Ticket, Request),
    /// Put a text on the clipboard.
    Copy(String),
    /// Remember a value for the next start.
    Remember(Memory),
    /// Let the analyst edit a text in an editor.
    RunEditor(String),
    /// Stop the program until the shell brings it back.
    Suspend,
    /// Draw the whole screen again.
    Redraw,
    /// Leave.
    Quit,
}
