//! A page's bytes to text: a byte order mark says which encoding it is in, or the page itself; else UTF-8, and where it
//! is none Windows-1252, as in browsers.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::model::diagnostic::{Diagnostic, Severity};

/// So far into a page it may say its encoding, in bytes.
const DECLARED_WITHIN: usize = 4 << 10;

/// The text, and a warning where bytes are wrong in its encoding.
pub(super) fn decoded(bytes: &[u8]) -> (String, Option<Diagnostic>) {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (of(bytes), 0));
    let (text, has_errors) = encoding.decode_without_bom_handling(&bytes[mark..]);
    let warning = has_errors.then(|| Diagnostic {
        severity: Severity::Warning,
        place: "the page".to_owned(),
        what: format!("bytes that are not {} are shown as U+FFFD (�)", encoding.name()),
        hint: "Save the page again in a browser and import that.".to_owned(),
    });
    (text.into_owned(), warning)
}

fn of(bytes: &[u8]) -> &'static Encoding {
    match declared(&bytes[..bytes.len().min(DECLARED_WITHIN)]) {
        // Whoever could read this as ASCII reads no UTF-16.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        Some(encoding) => encoding,
        None if is_utf8(bytes) => UTF_8,
        None => WINDOWS_1252,
    }
}

/// Whether it is UTF-8, but for a character that is cut off at the end.
fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or_else(|e| e.error_len().is_none(), |_| true)
}

/// The encoding that the page names: `<meta charset=…>`, `charset=` in a `content`, `encoding=` in an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let named = |tag: &str, name: &str| {
        head.match_indices(tag).find_map(|(at, _)| {
            let inside = head[at..].split('>').next().unwrap_or_default();
            let value = inside.split_once(name)?.1.trim_start().strip_prefix('=')?;
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            let end = value.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '?'));
            Encoding::for_label(&value.as_bytes()[..end.unwrap_or(value.len())])
        })
    };
    named("<meta", "charset").or_else(|| named("<?xml", "encoding"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_that_which_the_page_names_or_what_its_bytes_are() {
        let read = |bytes: &[u8]| decoded(bytes).0;
        assert_eq!(read("<p>é中".as_bytes()), "<p>é中");
        assert_eq!(read(b"<p>caf\xe9 \x93x\x94"), "<p>café “x”");
        assert!(read(b"<meta charset=koi8-r><p>\xc4\xc1").ends_with("да"));
        assert!(
            read(b"<meta http-equiv=content-type content='text/html; charset=gbk'>\xd6\xd0").ends_with('中')
        );
        assert!(read(b"<?xml version='1.0' encoding='windows-1256'?>\xc7").ends_with('ا'));
        assert!(read("<meta charset='utf-16'>é".as_bytes()).ends_with('é'));
        let (text, warning) = decoded(b"<meta charset=utf-8>caf\xe9");
        assert!(text.ends_with("caf\u{fffd}") && warning.unwrap().what.contains("UTF-8"));
    }
}
