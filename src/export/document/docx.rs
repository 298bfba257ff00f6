//! A document for word processors (ECMA-376, WordprocessingML): its text goes through as it comes.
//!
//! The parts that are the same in each document stand beside this file as they are written. Footnotes are a part of
//! their own, behind the text in the archive: they are kept in a temporary file until then. Entries carry a fixed
//! stamp, so that the same blocks give the same bytes.

mod contents;
mod notes;
mod paragraph;
mod table;

use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;

use jiff::civil::Date;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::notes::Notes;
use self::paragraph::{Look, paragraph};
use super::words::{self, escaped_line};
use super::{About, Block, DocumentWriter, Heading, Quotation, Run};
use crate::export::Error;

/// How every part begins.
pub(super) const BEGIN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The name space of text, as the root of a part declares it.
pub(super) const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// The parts that are the same in each document.
const PARTS: [(&str, &str); 6] = [
    ("[Content_Types].xml", include_str!("docx/content_types.xml")),
    ("_rels/.rels", include_str!("docx/package.rels")),
    ("word/_rels/document.xml.rels", include_str!("docx/document.rels")),
    ("word/styles.xml", include_str!("docx/styles.xml")),
    ("word/settings.xml", include_str!("docx/settings.xml")),
    ("word/numbering.xml", include_str!("docx/numbering.xml")),
];

/// A4 upright, margins of 2.5 cm, a footer with page numbers.
const SECTION: &str = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId5\"/>\
     <w:footnotePr><w:numFmt w:val=\"decimal\"/></w:footnotePr>\
     <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
     <w:pgMar w:top=\"1418\" w:right=\"1418\" w:bottom=\"1418\" w:left=\"1418\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/>\
     </w:sectPr>";

/// Writes a document, block by block.
pub(super) struct DocxDocument<'w> {
    /// `None` when it is finished.
    zip: Option<ZipWriter<StreamWriter<Door<'w>>>>,
    shut: Rc<Cell<bool>>,
    notes: Notes,
    /// How many headings there were.
    headings: usize,
    /// What comes next begins on a new page.
    page_break: bool,
    /// What is not yet handed on.
    text: String,
}

impl<'w> DocxDocument<'w> {
    /// Writes the parts that are the same in each document, and begins the text.
    pub(super) fn begin(to: &'w mut dyn Write, about: &About) -> Result<Self, Error> {
        let shut = Rc::new(Cell::new(false));
        let door = Door { to, shut: Rc::clone(&shut) };
        let mut document = Self {
            zip: Some(ZipWriter::new_stream(door)),
            shut,
            notes: Notes::begin()?,
            headings: 0,
            page_break: false,
            text: String::new(),
        };
        for (name, text) in PARTS {
            document.part(name, text)?;
        }
        document.part("word/footer1.xml", &footer(&about.title))?;
        document.part("docProps/core.xml", &core(about))?;
        document.part("docProps/app.xml", &app())?;
        document.open("word/document.xml")?;
        document.text = format!("{BEGIN}<w:document {WORD}><w:body>");
        Ok(document)
    }

    fn open(&mut self, name: &str) -> Result<&mut dyn Write, Error> {
        let stamp = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::DEFAULT)
            .unix_permissions(0o644);
        let zip = self.zip.as_mut().ok_or_else(|| io::Error::other("the document is finished"))?;
        zip.start_file(name, stamp).map_err(io::Error::from)?;
        Ok(zip)
    }

    fn part(&mut self, name: &str, text: &str) -> Result<(), Error> {
        Ok(self.open(name)?.write_all(text.as_bytes())?)
    }

    /// Hands the text on.
    fn flush(&mut self) -> Result<(), Error> {
        if let Some(zip) = &mut self.zip {
            zip.write_all(self.text.as_bytes())?;
        }
        self.text.clear();
        Ok(())
    }

    /// Paragraphs of one style; the first begins a new page where one is due.
    fn paragraphs(&mut self, runs: &[Run], look: Look<'_>) {
        for each in words::paragraphs(runs) {
            let page_break = std::mem::take(&mut self.page_break);
            paragraph(&mut self.text, &each, Look { page_break, ..look }, "");
        }
    }

    fn heading(&mut self, heading: &Heading) {
        self.headings += 1;
        let level = heading.level.clamp(1, 4);
        let look = Look {
            page_break: std::mem::take(&mut self.page_break),
            ..Look::of(HEADINGS[usize::from(level) - 1])
        };
        contents::heading(&mut self.text, &heading.text, self.headings, look);
    }

    fn quotation(&mut self, quoted: &Quotation) -> Result<(), Error> {
        let cited = quoted.citation.is_some();
        let all = words::quoted(&quoted.text);
        let last = all.len() - 1;
        for (at, each) in all.iter().enumerate() {
            let look = Look {
                page_break: std::mem::take(&mut self.page_break),
                language: quoted.language.as_deref(),
                // The citation stands with the end of what it cites.
                keep_next: cited && at == last,
                ..Look::of("Quote")
            };
            paragraph(&mut self.text, each, look, "");
        }
        if cited {
            let reference = self.notes.note(&quoted.citation.place_and_id())?;
            let line = [
                Run::plain("— "),
                Run::strong(words::line(&quoted.citation.who)),
                Run::plain(words::line_after(&quoted.citation.behind_the_name())),
            ];
            for each in words::paragraphs(&line) {
                let look = Look { left_to_right: true, ..Look::of("Attribution") };
                paragraph(&mut self.text, &each, look, &reference);
            }
        }
        for remark in &quoted.remarks {
            self.paragraphs(remark, Look::of("Remark"));
        }
        Ok(())
    }
}

/// The styles of headings, by level.
const HEADINGS: [&str; 4] = ["Heading1", "Heading2", "Heading3", "Heading4"];

impl DocumentWriter for DocxDocument<'_> {
    fn block(&mut self, block: &Block) -> Result<(), Error> {
        match block {
            Block::Title(text) => self.paragraphs(&[Run::plain(words::line(text))], Look::of("Title")),
            Block::Subtitle(text) => self.paragraphs(&[Run::plain(text.as_str())], Look::of("Subtitle")),
            Block::Contents { title, headings } => {
                let page_break = std::mem::take(&mut self.page_break);
                contents::contents(&mut self.text, title, headings, page_break);
            }
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(runs) => self.paragraphs(runs, Look::of("")),
            Block::Points(points) => {
                for point in points {
                    self.paragraphs(point, Look::of("ListBullet"));
                }
            }
            Block::Quotation(quoted) => self.quotation(quoted)?,
            Block::Table(table) => {
                let page_break = std::mem::take(&mut self.page_break);
                table::table(&mut self.text, table, page_break);
            }
            Block::Chart(chart) => {
                let page_break = std::mem::take(&mut self.page_break);
                table::chart(&mut self.text, chart, page_break);
            }
            Block::PageBreak => self.page_break = true,
        }
        self.flush()
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.text.push_str(SECTION);
        self.text.push_str("</w:body></w:document>");
        self.flush()?;
        let mut spool = self.notes.end()?;
        let to = self.open("word/footnotes.xml")?;
        io::copy(&mut spool, to)?;
        let zip = self.zip.take().ok_or_else(|| io::Error::other("the document is finished"))?;
        let mut door = zip.finish().map_err(io::Error::from)?.into_inner();
        Ok(door.flush()?)
    }
}

impl Drop for DocxDocument<'_> {
    /// An archive that is not finished stays so: the library would write its end.
    fn drop(&mut self) {
        self.shut.set(true);
    }
}

/// The way out, until it is shut.
struct Door<'w> {
    to: &'w mut dyn Write,
    shut: Rc<Cell<bool>>,
}

impl Write for Door<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.shut.get() { Ok(bytes.len()) } else { self.to.write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.shut.get() { Ok(()) } else { self.to.flush() }
    }
}

/// The title and the number of the page.
fn footer(title: &str) -> String {
    let mut text = format!("{BEGIN}<w:ftr {WORD}>");
    let field = |name: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {name} </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let page = format!(
        "<w:r><w:tab/></w:r>{}<w:r><w:t xml:space=\"preserve\"> / </w:t></w:r>{}",
        field("PAGE"),
        field("NUMPAGES")
    );
    let title = crate::text::words::excerpt(&words::line(title), 90);
    let line = vec![vec![Run::plain(title)]];
    paragraph(&mut text, &line, Look { left_to_right: true, ..Look::of("Footer") }, &page);
    text.push_str("</w:ftr>");
    text
}

fn core(about: &About) -> String {
    let day = |date: Date| format!("{date}T00:00:00Z");
    let (title, author) = (escaped_line(&about.title), escaped_line(&about.author));
    let (language, day) = (escaped_line(&about.language), day(about.written_on));
    format!(
        "{BEGIN}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>\
         <cp:lastModifiedBy>{author}</cp:lastModifiedBy>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:modified><dc:language>{language}</dc:language>\
         </cp:coreProperties>"
    )
}

fn app() -> String {
    format!(
        "{BEGIN}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>rapporteur</Application></Properties>"
    )
}
