//! What is told of a document beside its text.

use lopdf::{Dictionary, Object, decode_text_string};

use super::file::File;
use crate::intake::properties::PROPERTIES;
use crate::model::diagnostic::{Diagnostic, Severity};

/// What was noticed, by the numbers of pages.
pub(super) struct Noticed {
    pages: usize,
    pub(super) scanned: Vec<u32>,
    pub(super) blank: Vec<u32>,
    pub(super) cut: Vec<u32>,
    pub(super) unknown: Vec<u32>,
    pub(super) unknown_letters: usize,
    too_many: Option<usize>,
}

impl Noticed {
    pub(super) fn new(pages: usize) -> Self {
        let (scanned, blank, cut, unknown) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { pages, scanned, blank, cut, unknown, unknown_letters: 0, too_many: None }
    }

    pub(super) fn too_many(&mut self, limit: usize) {
        self.too_many = Some(limit);
    }

    pub(super) fn diagnostics(self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        let mut tell = |severity, numbers: &[u32], what: &dyn Fn(&str) -> String, hint: &str| {
            if !numbers.is_empty() {
                let place = pages(numbers);
                all.push(Diagnostic { severity, what: what(&place), place, hint: hint.to_owned() });
            }
        };
        let of = self.pages;
        tell(
            Severity::Warning,
            &self.scanned,
            &|p| format!("scanned: {p} of {of}; a picture of text, which is not read"),
            "Have its letters recognized (OCR), or ask for the text, and import that.",
        );
        tell(Severity::Remark, &self.blank, &|p| format!("blank: {p} of {of}"), "");
        let letters = self.unknown_letters;
        tell(
            Severity::Warning,
            &self.unknown,
            &|_| {
                format!(
                    "the file does not say which letters {letters} signs are; they are shown as U+FFFD (�)"
                )
            },
            "Compare with the page, or save the document in another format and import that.",
        );
        tell(
            Severity::Warning,
            &self.cut,
            &|p| format!("{p}: more is drawn than is read of one page; the rest was left out"),
            "Save the document in another format, and import that.",
        );
        if let Some(limit) = self.too_many {
            all.push(Diagnostic {
                severity: Severity::Warning,
                place: "the document".to_owned(),
                what: format!("it has more than {limit} pages; those after were not read"),
                hint: "Split it, and import the pieces.".to_owned(),
            });
        }
        all
    }
}

/// "page 3", "pages 3-5, 8".
fn pages(numbers: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => ranges.push((*number, *number)),
        }
    }
    let range = |(first, last): &(u32, u32)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    let named: Vec<String> = ranges.iter().map(range).collect();
    format!("{} {}", if numbers.len() == 1 { "page" } else { "pages" }, named.join(", "))
}

/// What the library says of a file that it cannot open, in plain words.
pub(super) fn plainly(error: &lopdf::Error, bytes: &[u8]) -> String {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    if tail.windows(5).any(|w| w == b"%%EOF") {
        format!("its parts cannot be found ({error})")
    } else {
        "its end is missing: it was not fully copied, or not fully written".to_owned()
    }
}

/// The addresses of a page's links.
pub(super) fn addresses(file: &File, page: &Dictionary) -> Vec<String> {
    let links = file.array(page, "Annots").iter().filter_map(|a| file.resolve(a)?.as_dict().ok());
    let addresses = links.filter_map(|link| {
        let address = file.get(file.dict(link, "A")?, "URI")?.as_str().ok()?;
        Some(String::from_utf8_lossy(address).trim().to_owned())
    });
    addresses.filter(|a| a.contains(char::is_alphanumeric)).collect()
}

/// The document's properties as the reader of DOCX gives them.
pub(super) fn properties(file: &File) -> Option<String> {
    let Ok(Object::Dictionary(info)) = file
        .document
        .trailer
        .get(b"Info")
        .and_then(|info| file.resolve(info).ok_or(lopdf::Error::PageNumberNotFound(0)))
    else {
        return None;
    };
    let value = |key: &str| {
        let text = decode_text_string(file.get(info, key)?).ok()?;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        text.contains(char::is_alphanumeric).then_some(text)
    };
    let said = [("title", value("Title")), ("author", value("Author"))];
    let lines: String =
        said.into_iter().filter_map(|(name, value)| Some([name, ": ", &value?, "\n"].concat())).collect();
    (!lines.is_empty()).then(|| format!("{PROPERTIES}{lines}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_named_in_ranges() {
        assert_eq!(pages(&[3]), "page 3");
        assert_eq!(pages(&[1, 2, 3, 7]), "pages 1-3, 7");
    }
}
