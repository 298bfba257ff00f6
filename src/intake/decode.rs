//! Bytes to text: what is no text at all, byte order marks, and the odd byte that is not UTF-8.

use std::borrow::Cow;

use super::ReadError;
use crate::model::diagnostic::{Diagnostic, Severity};

/// The mark that some programs write before UTF-8.
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A file is binary when more than one byte in this many is not UTF-8 …
const ONE_WRONG_IN: usize = 200;

/// … and more than so many are wrong: a few wrong bytes in a short text are a slip.
const FEW: usize = 8;

/// What to do with a file that is no text.
const READABLE: &str =
    "Markdown, plain text, CSV, DOCX, PDF and XLSX can be read; save or export it as one of them.";

/// How many lines a warning names.
const LINES_NAMED: usize = 5;

/// The bytes after a byte order mark.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes)
}

/// Fails when the bytes are empty or no text: a NUL, or not UTF-8 beyond a few bytes. Control
/// characters alone do not make a file binary.
pub(super) fn refuse_binary(bytes: &[u8], name: &str) -> Result<(), ReadError> {
    let binary =
        |why: String, hint: &'static str| ReadError::Binary { file: name.to_owned(), why, hint: hint.into() };
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(binary("it is in UTF-16".into(), "Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)."));
    }
    let text = without_mark(bytes);
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty { file: name.to_owned() });
    }
    if let Some(at) = text.iter().position(|b| *b == 0) {
        return Err(binary(format!("a NUL stands at byte {at}"), READABLE));
    }
    let (wrong, first) = wrong_bytes(text);
    if wrong > FEW && wrong > text.len() / ONE_WRONG_IN {
        let line = text[..first].split(|b| *b == b'\n').count();
        let why = format!("{wrong} places are not UTF-8, the first on line {line}");
        return Err(binary(why, "If it is text in another encoding, save it as UTF-8."));
    }
    Ok(())
}

/// How many stretches are not UTF-8, and where the first begins.
fn wrong_bytes(bytes: &[u8]) -> (usize, usize) {
    let (mut wrong, mut first, mut at) = (0, 0, 0);
    for chunk in bytes.utf8_chunks() {
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            if wrong == 0 {
                first = at;
            }
            wrong += 1;
            at += chunk.invalid().len();
        }
    }
    (wrong, first)
}

/// The text, wrong bytes as U+FFFD, and a warning that names the lines where they stand.
pub(super) fn text(bytes: &[u8]) -> (Cow<'_, str>, Option<Diagnostic>) {
    let text = String::from_utf8_lossy(bytes);
    if matches!(text, Cow::Borrowed(_)) {
        return (text, None);
    }
    let (mut line, mut lines) = (1, Vec::new());
    for chunk in bytes.utf8_chunks() {
        line += chunk.valid().matches('\n').count();
        if !chunk.invalid().is_empty() && lines.last() != Some(&line) {
            lines.push(line);
        }
    }
    let named: Vec<String> = lines.iter().take(LINES_NAMED).map(ToString::to_string).collect();
    let more = if lines.len() > LINES_NAMED { " and others" } else { "" };
    let plural = if lines.len() == 1 { "line" } else { "lines" };
    let warning = Diagnostic {
        severity: Severity::Warning,
        place: format!("{plural} {}{more}", named.join(", ")),
        what: "bytes that are not UTF-8 are shown as U+FFFD (�)".to_owned(),
        hint: "Save the file as UTF-8 and import it again.".to_owned(),
    };
    (text, Some(warning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_no_text_is_refused() {
        assert!(refuse_binary(b"\x1b[31m\x07\x08 hello", "a").is_ok());
        assert!(refuse_binary(b"caf\xe9 and more", "a").is_ok());
        assert!(matches!(refuse_binary(b"a\0b", "a"), Err(ReadError::Binary { .. })));
        assert!(matches!(refuse_binary(&[0xE9, b' '].repeat(40), "a"), Err(ReadError::Binary { .. })));
        assert!(
            refuse_binary(&"h\0i\0".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), "a")
                .is_err()
        );
        assert_eq!(refuse_binary(b"\xEF\xBB\xBF \n", "a"), Err(ReadError::Empty { file: "a".into() }));
        assert!(refuse_binary(b"\xFF\xFEh\0", "a").unwrap_err().to_string().contains("UTF-16"));
    }

    #[test]
    fn wrong_bytes_are_replaced_and_their_lines_named() {
        let (text, warning) = text(b"one\ncaf\xe9\nthree \xff\xff\n");
        assert_eq!(text, "one\ncaf\u{fffd}\nthree \u{fffd}\u{fffd}\n");
        assert_eq!(warning.unwrap().place, "lines 2, 3");
    }
}
