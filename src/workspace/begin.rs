//! What a new workspace begins with: the call and the starter themes, as operations of a device whose id is
//! the hash of their content, so that equal starts share them.

use super::{Error, Workspace};
use crate::model::call::Call;
use crate::model::codebook::Codebook;
use crate::model::id::digest16;
use crate::store::journal::{self, Author, Moment};
use crate::store::payload::{CellWrite, Payload};
use crate::store::transact::End;
use crate::store::{apply, codebook, questions};

/// Who made the starter content.
const STARTER: &str = "rapporteur";

/// No clock: the starter content precedes everything and is not in the history.
const START: Moment = Moment { hlc: Some(1), at: 0 };

impl Workspace {
    pub(super) fn begin(&mut self, call: &Call, themes: &Codebook) -> Result<(), Error> {
        let call = questions::writes(call)?;
        let themes = theme_writes(themes)?;
        let content = serde_json::to_vec(&(&call, &themes)).map_err(|e| Error::Invalid(e.to_string()))?;
        let hash = digest16("start/1", &[&content]);
        let mut device = [0; 8];
        device.copy_from_slice(&hash[..8]);
        self.store.transact(|tx| {
            let author = Author {
                device: i64::from_be_bytes(device),
                analyst: journal::analyst(tx, STARTER, STARTER)?,
                folded: STARTER.to_owned(),
            };
            for (kind, what, cells) in
                [("call.set", "the call", call), ("theme.add", "the starter themes", themes)]
            {
                if cells.is_empty() {
                    continue;
                }
                let payload = Payload { what: what.to_owned(), cells, ..Payload::default() };
                let op = journal::append(tx, &author, kind, &payload, None, START)?;
                apply::apply(tx, &op)?;
            }
            Ok(End::Commit(()))
        })
    }
}

fn theme_writes(themes: &Codebook) -> Result<Vec<CellWrite>, Error> {
    let mut writes = Vec::new();
    for (i, theme) in themes.themes.iter().enumerate() {
        let parent = theme.parent.map(|p| p.to_string());
        writes.extend(codebook::writes(&theme.id.to_string(), theme, parent.as_deref(), i)?);
    }
    Ok(writes)
}
