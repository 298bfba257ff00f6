//! What the screen of the intake asks of the workspace, and what comes back.

use crate::model::id::RecordId;
use crate::model::incoming::{Incoming, Sheet};
use crate::model::placing::BlockName;
use crate::workspace::{Error, Workspace};

/// One thing to look up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// The files of the last import.
    Files,
    /// A document, block by block.
    Sheet(RecordId),
    /// A block as it stands in the source.
    Original(BlockName),
}

/// Questions of one kind: a newer one makes the waiting one needless.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AskKind {
    /// See [`Ask::Files`].
    Files,
    /// See [`Ask::Sheet`].
    Sheet,
    /// See [`Ask::Original`].
    Original,
}

/// What comes back.
#[derive(Clone, PartialEq, Debug)]
pub enum Told {
    /// To [`Ask::Files`].
    Files(Incoming),
    /// To [`Ask::Sheet`]; `None` when its text does not hold.
    Sheet(Option<Box<Sheet>>),
    /// To [`Ask::Original`]: where it stands, and the lines there.
    Original(String, Vec<String>),
}

impl Ask {
    /// Its kind.
    pub fn kind(&self) -> AskKind {
        match self {
            Self::Files => AskKind::Files,
            Self::Sheet(_) => AskKind::Sheet,
            Self::Original(_) => AskKind::Original,
        }
    }
}

/// Looks up what is asked.
///
/// # Errors
/// When the workspace cannot be read.
pub fn perform(workspace: &Workspace, ask: &Ask) -> Result<Told, Error> {
    Ok(match ask {
        Ask::Files => Told::Files(workspace.incoming()?),
        Ask::Sheet(record) => Told::Sheet(workspace.incoming_sheet(*record)?.map(Box::new)),
        Ask::Original(block) => {
            let (place, lines) = workspace.incoming_original(*block)?;
            Told::Original(place, lines)
        }
    })
}
