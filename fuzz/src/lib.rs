//! What each target does with the bytes that it is given: read them, and say nothing but by a panic.

mod asked;

use std::io::Write as _;

use rapporteur::config::remembered::Remembered;
use rapporteur::config::settings::Settings;
use rapporteur::config::{call_file, map_file, theme_file};
use rapporteur::keymap::Keymap;
use rapporteur::text;
use rapporteur::{intake, query};

#[cfg(feature = "libfuzzer")]
pub use libfuzzer_sys;

/// Makes the entry of a target: libFuzzer's, or a program that reads the files it is given.
#[macro_export]
macro_rules! target {
    ($read:path) => {
        #[cfg(feature = "libfuzzer")]
        $crate::libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $read(bytes));

        #[cfg(not(feature = "libfuzzer"))]
        fn main() -> std::io::Result<()> {
            for path in std::env::args_os().skip(1) {
                $read(&std::fs::read(path)?);
            }
            Ok(())
        }
    };
}

fn as_text(bytes: &[u8], read: impl FnOnce(&str)) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        read(text);
    }
}

/// A query.
pub fn query(bytes: &[u8]) {
    as_text(bytes, asked::check);
}

/// A query of pieces of the language: what bytes alone would take long to come upon.
pub fn query_pieces(bytes: &[u8]) {
    asked::check(&asked::pieces(bytes));
}

/// A keymap file.
pub fn keymap(bytes: &[u8]) {
    as_text(bytes, |text| drop(Keymap::load(text, "keys.toml").map_err(|error| error.to_string())));
}

/// A call.
pub fn call(bytes: &[u8]) {
    as_text(bytes, |text| drop(call_file::parse(text, "call.toml").map_err(|error| error.to_string())));
}

/// A codebook.
pub fn themes(bytes: &[u8]) {
    as_text(bytes, |text| drop(theme_file::parse(text, "themes.toml").map_err(|error| error.to_string())));
}

/// A mapping of a table's columns.
pub fn map(bytes: &[u8]) {
    as_text(bytes, |text| {
        drop(map_file::parse(text, "map.toml", None).map_err(|error| error.to_string()));
        drop(call_file::bundled().map(|call| map_file::parse(text, "map.toml", Some(&call))));
    });
}

/// A settings file.
pub fn config(bytes: &[u8]) {
    as_text(bytes, |text| drop(Settings::parse(text, "config.toml").map_err(|error| error.to_string())));
}

/// A table.
pub fn csv(bytes: &[u8]) {
    if let Ok(table) = intake::read(bytes, "form.csv") {
        drop(intake::codebook_from::themes(&table, "form.csv"));
    }
}

/// A table of objects, as a whole and one a line.
pub fn json(bytes: &[u8]) {
    drop(intake::read(bytes, "form.json"));
    drop(intake::read(bytes, "form.jsonl"));
}

/// A document.
pub fn markdown(bytes: &[u8]) {
    drop(intake::read(bytes, "letter.md"));
}

/// A Word document: the bytes are its text, so that what is tried is the reader and not the archive.
pub fn docx(bytes: &[u8]) {
    let part = |name| archive(&[(name, bytes)]);
    drop(intake::read(&part("word/document.xml"), "letter.docx"));
    let names = ["word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels", "word/footnotes.xml"];
    let mut parts = vec![("word/document.xml", &b"<w:document><w:p><w:r><w:t>x</w:t></w:r></w:p></w:document>"[..])];
    parts.extend(names.map(|name| (name, bytes)));
    drop(intake::read(&archive(&parts), "letter.docx"));
}

/// A text in OpenDocument: the bytes are its content, or its styles.
pub fn odt(bytes: &[u8]) {
    let kind = ("mimetype", &b"application/vnd.oasis.opendocument.text"[..]);
    let plain = &b"<office:x><office:body><text:p text:style-name='P1'>x</text:p></office:body></office:x>"[..];
    drop(intake::read(&archive(&[kind, ("content.xml", bytes)]), "letter.odt"));
    drop(intake::read(&archive(&[kind, ("content.xml", plain), ("styles.xml", bytes)]), "letter.odt"));
}

/// A web page.
pub fn html(bytes: &[u8]) {
    drop(intake::read(&[b"<!DOCTYPE html>", bytes].concat(), "page.html"));
}

/// An archive of files.
pub fn archive_of_files(bytes: &[u8]) {
    let Some(mut archive) = intake::archive::Archive::open(std::io::Cursor::new(bytes)) else { return };
    for place in 0..archive.names().count() {
        drop(archive.file(place, "a file"));
    }
}

/// A spreadsheet: the bytes are its first sheet.
pub fn xlsx(bytes: &[u8]) {
    let root = b"<Relationships><Relationship Id='a' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>";
    let book = b"<workbook xmlns:r='r'><sheets><sheet name='S' sheetId='1' r:id='a'/></sheets></workbook>";
    let list = b"<Relationships><Relationship Id='a' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>";
    let parts = [
        ("_rels/.rels", &root[..]),
        ("xl/workbook.xml", &book[..]),
        ("xl/_rels/workbook.xml.rels", &list[..]),
        ("xl/worksheets/sheet1.xml", bytes),
    ];
    drop(intake::read(&archive(&parts), "form.xlsx"));
}

/// A coded project: the bytes are what it says of a text that stands beside it, or the whole file.
pub fn refi(bytes: &[u8]) {
    let parts = [("project.qde", bytes), ("sources/a.txt", &"One \u{1f980}\r\ntwo".as_bytes())];
    for file in [archive(&parts).as_slice(), bytes] {
        if let Ok(coded) = intake::refi::read(file, "coded.qdpx") {
            drop(intake::refi::offsets::found(&coded));
        }
    }
}

/// Any archive or compound file.
pub fn office(bytes: &[u8]) {
    if intake::is_risky(bytes) {
        drop(intake::read(bytes, "letter.docx"));
    }
}

/// A PDF file: the bytes are all of it but its first mark, so that what is tried is read as one.
pub fn pdf(bytes: &[u8]) {
    drop(intake::read(&[b"%PDF-1.7\n", bytes].concat(), "letter.pdf"));
}

/// A page of a PDF: the bytes are what it draws.
pub fn pdf_page(bytes: &[u8]) {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>".to_vec(),
        format!("<< /Type /Page /Contents 4 0 R /Resources << /Font << /F1 {font} >> /XObject << /X 4 0 R >> >> >>").into_bytes(),
        [format!("<< /Length {} >>\nstream\n", bytes.len()).as_bytes(), bytes, b"\nendstream"].concat(),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = "xref\n0 5\n0000000000 65535 f \n".to_owned();
    for (object, n) in objects.iter().zip(1..) {
        table += &format!("{:010} 00000 n \n", file.len());
        file.extend([format!("{n} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let start = file.len();
    file.extend(format!("{table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    drop(intake::read(&file, "letter.pdf"));
}

/// A zip archive of these entries, not packed.
fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in entries {
        if zip.start_file(*name, options).and_then(|()| Ok(zip.write_all(bytes)?)).is_err() {
            return Vec::new();
        }
    }
    zip.finish().map(std::io::Cursor::into_inner).unwrap_or_default()
}

/// Cleaning for display: what comes out is left as it is by a second time.
pub fn clean(bytes: &[u8]) {
    as_text(bytes, |text| {
        let once = text::clean::block(text).into_owned();
        assert_eq!(text::clean::block(&once), once);
    });
}

/// What is remembered from one start to the next.
pub fn remembered(bytes: &[u8]) {
    let Ok(folder) = tempfile::tempdir() else { return };
    if std::fs::write(folder.path().join("remembered.json"), bytes).is_ok() {
        drop(Remembered::read(folder.path()));
    }
}
