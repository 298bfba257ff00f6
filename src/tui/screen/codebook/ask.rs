//! What the screen asks of the workspace, and what comes back.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::id::ThemeId;
use crate::model::theme_use::{ThemeCounts, ThemeTag, ThemeUse};
use crate::workspace::{Error, Workspace};

/// One thing to look up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ask {
    /// The counts beside the tree.
    Counts,
    /// How one theme is used.
    Use(ThemeId),
    /// The tags of a theme that is split.
    Tags(ThemeId),
}

/// Questions of one kind: a newer one makes the waiting one needless.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AskKind {
    /// See [`Ask::Counts`].
    Counts,
    /// See [`Ask::Use`].
    Use,
    /// See [`Ask::Tags`].
    Tags,
}

/// How a theme is used, and which day it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Used {
    /// How it is used.
    pub of: ThemeUse,
    /// Today, where the screen stands.
    pub today: Date,
}

/// What comes back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// To [`Ask::Counts`].
    Counts(ThemeCounts),
    /// To [`Ask::Use`]; `None` when the theme is gone.
    Use(Option<Box<Used>>),
    /// To [`Ask::Tags`].
    Tags(ThemeId, Vec<ThemeTag>),
}

impl Ask {
    /// Its kind.
    pub fn kind(self) -> AskKind {
        match self {
            Self::Counts => AskKind::Counts,
            Self::Use(_) => AskKind::Use,
            Self::Tags(_) => AskKind::Tags,
        }
    }
}

/// So many tags are listed at most: nobody chooses among more.
const TAGS: u32 = 20_000;

/// Looks up what is asked.
///
/// # Errors
/// When the workspace cannot be read.
pub fn perform(workspace: &Workspace, ask: Ask) -> Result<Told, Error> {
    let zone = TimeZone::system();
    Ok(match ask {
        Ask::Counts => Told::Counts(workspace.submitters_by_theme()?),
        Ask::Tags(theme) => Told::Tags(theme, workspace.theme_tags(theme, TAGS)?),
        Ask::Use(theme) => match workspace.theme_use(theme, &zone) {
            Ok(of) => {
                let today = zone.to_datetime(Timestamp::now()).date();
                Told::Use(Some(Box::new(Used { of, today })))
            }
            // Merged or taken back a moment ago.
            Err(Error::Unknown { .. }) => Told::Use(None),
            Err(error) => return Err(error),
        },
    })
}
