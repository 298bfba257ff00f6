//! Footnotes, kept aside until the text is through.

use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};

use super::paragraph::{Look, paragraph};
use super::{BEGIN, WORD};
use crate::export::Error;
use crate::export::document::Run;
use crate::export::document::words;

/// The lines between text and footnotes, which the settings name.
const SEPARATORS: &str = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" \
     w:lineRule=\"auto\"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>\
     <w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" \
     w:lineRule=\"auto\"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>";

/// The footnotes so far, in a file that has no name and is gone with this.
pub(super) struct Notes {
    spool: BufWriter<File>,
    count: usize,
}

impl Notes {
    pub(super) fn begin() -> Result<Self, Error> {
        let mut spool = BufWriter::new(tempfile::tempfile()?);
        write!(spool, "{BEGIN}<w:footnotes {WORD}>{SEPARATORS}")?;
        Ok(Self { spool, count: 0 })
    }

    /// Takes a note and gives the run that refers to it; nothing for a note without words.
    pub(super) fn note(&mut self, text: &str) -> Result<String, Error> {
        let text = words::capital(&words::line(text));
        if text.is_empty() {
            return Ok(String::new());
        }
        self.count += 1;
        let mut note = format!("<w:footnote w:id=\"{}\">", self.count);
        let line = vec![vec![Run::plain(format!(" {text}"))]];
        let number = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>";
        paragraph(
            &mut note,
            &line,
            Look { before: number, left_to_right: true, ..Look::of("FootnoteText") },
            "",
        );
        note.push_str("</w:footnote>");
        self.spool.write_all(note.as_bytes())?;
        Ok(format!(
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{}\"/></w:r>",
            self.count
        ))
    }

    /// The whole part, from its beginning.
    pub(super) fn end(&mut self) -> Result<File, Error> {
        self.spool.write_all(b"</w:footnotes>")?;
        self.spool.flush()?;
        let mut file = self.spool.get_ref().try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}
