//! Which kind of office file it is, by what is in it.

use super::package::{Package, is_archive};
use super::{ReadError, docx, refi};
use crate::model::draft::Format;

/// A compound file begins so: Word and Excel before 2007, and any office file with a password ([MS-CFB], 2.2).
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Whether the bytes begin as a compound file does.
pub(super) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(COMPOUND)
}

/// The kind of an archive or a compound file.
///
/// # Errors
/// When it is of a kind that is not read, protected or damaged.
pub(super) fn format(bytes: &[u8], name: &str) -> Result<Format, ReadError> {
    let other = |what: &'static str, hint: &'static str| {
        Err(ReadError::Kind { file: name.to_owned(), what: what.into(), hint: hint.into() })
    };
    if !is_archive(bytes) {
        return if names_stream(bytes, "EncryptedPackage") {
            Err(ReadError::Protected { file: name.to_owned() })
        } else if names_stream(bytes, "WordDocument") {
            other("a Word document of the kind before 2007", "Save it as DOCX, and import that.")
        } else if names_stream(bytes, "Workbook") || names_stream(bytes, "Book") {
            Ok(Format::Xls)
        } else {
            other("an office file of an old kind", "Save it as DOCX or XLSX, and import that.")
        };
    }
    let mut package = Package::open(bytes, name)?;
    if docx::main_part(&mut package)?.is_some() {
        return Ok(Format::Docx);
    }
    if package.has("xl/workbook.xml") {
        return Ok(Format::Xlsx);
    }
    if package.has("xl/workbook.bin") {
        return other("a binary spreadsheet (XLSB)", "Save it as XLSX, and import that.");
    }
    if package.has("ppt/presentation.xml") {
        return other("a presentation", "Save its text as a document, and import that.");
    }
    let kind = if package.has("content.xml") { package.part("mimetype")? } else { None };
    match kind.as_deref().map(str::trim) {
        Some("application/vnd.oasis.opendocument.spreadsheet") => return Ok(Format::Ods),
        Some(
            "application/vnd.oasis.opendocument.text" | "application/vnd.oasis.opendocument.text-template",
        ) => {
            return Ok(Format::Odt);
        }
        Some(_) => {
            return other(
                "an OpenDocument file that is neither text nor a spreadsheet",
                "Save it as ODT, and import that.",
            );
        }
        None => {}
    }
    if package.has("encrypted-package") {
        return Err(ReadError::Protected { file: name.to_owned() });
    }
    if refi::is_project(&package) {
        return other(
            "a coded project (REFI-QDA)",
            "Take its tags and notes in with `rapporteur codings FILE`; that can bring its texts in, too.",
        );
    }
    // An archive of files is taken apart before this.
    other("an archive within an archive, or one without files", "Unpack it, and import what is in it.")
}

/// Whether a compound file has a stream of this name: its directory holds names in UTF-16.
fn names_stream(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}
