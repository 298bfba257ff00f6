//! What has to come later in a file: kept in a file without a name until then.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};

use super::xml::Xml;

/// A part of a project that grows while the submissions go by.
pub(super) struct Spool {
    file: BufWriter<File>,
    /// Whether nothing was written yet.
    pub(super) is_empty: bool,
    /// How many characters had no form in XML.
    pub(super) lost: usize,
}

impl Spool {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(tempfile::tempfile()?), is_empty: true, lost: 0 })
    }

    /// Writes more of it.
    pub(super) fn write(&mut self, fill: impl FnOnce(&mut Xml<'_>) -> io::Result<()>) -> io::Result<()> {
        let mut xml = Xml::new(&mut self.file);
        fill(&mut xml)?;
        self.lost += xml.lost;
        self.is_empty = false;
        Ok(())
    }

    /// Copies it into a container of this name; an empty one is left out.
    pub(super) fn pour(self, name: &str, to: &mut dyn Write) -> io::Result<()> {
        if self.is_empty {
            return Ok(());
        }
        writeln!(to, "<{name}>")?;
        let mut file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        io::copy(&mut file, to)?;
        writeln!(to, "</{name}>")
    }
}
