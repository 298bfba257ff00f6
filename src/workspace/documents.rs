//! Documents put in place: what fills one may read the workspace while it is written.

use std::io::Write;
use std::path::PathBuf;

use super::export::{Destination, from_export};
use super::{Error, Workspace};
use crate::export;
use crate::export::document::{self, About, Block, DocumentWriter, Kind};

/// A document that is being filled.
pub(super) struct Filling<'w>(&'w mut dyn DocumentWriter);

impl Filling<'_> {
    /// Writes one block.
    pub(super) fn block(&mut self, block: &Block) -> Result<(), Error> {
        self.0.block(block).map_err(|e| from_export(e, None))
    }
}

impl Workspace {
    /// Lets `fill` fill a document and puts it in place; gives the file that it is.
    pub(super) fn document(
        &self,
        (kind, title, language): (Kind, &str, &str),
        to: Destination<'_>,
        force: bool,
        fill: &mut dyn FnMut(&mut Filling<'_>) -> Result<(), Error>,
    ) -> Result<Option<PathBuf>, Error> {
        let about = About {
            title: title.to_owned(),
            author: self.analyst().to_owned(),
            written_on: self.written_on(),
            language: language.to_owned(),
        };
        // The workspace's own mistakes pass through the export's door in this box.
        let mut own = None;
        let written = self.place(to, force, |out: &mut dyn Write| {
            let mut writer = document::writer(kind, out, &about)?;
            fill(&mut Filling(writer.as_mut())).map_err(|e| {
                own = Some(e);
                export::Error::Stopped
            })?;
            writer.finish()
        });
        own.map_or(written, Err)
    }
}
