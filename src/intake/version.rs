//! Which of two readers of one kind of file is the newer one. A reader's name carries its version: "docx/2".

/// The readers of documents.
const DOCUMENTS: [&str; 5] =
    [super::docx::NAME, super::html::NAME, super::markdown::NAME, super::odt::NAME, super::pdf::NAME];

/// Whether a reader is a later version of another one. Readers of different kinds are not compared.
pub fn is_newer(reader: &str, than: &str) -> bool {
    match (parted(reader), parted(than)) {
        (Some((kind, version)), Some((of, former))) => kind == of && version > former,
        _ => false,
    }
}

/// Whether this program has a newer reader of documents than this one.
pub fn is_behind(reader: &str) -> bool {
    DOCUMENTS.iter().any(|now| is_newer(now, reader))
}

/// The kind and the version; `None` for what is no name of a reader.
fn parted(reader: &str) -> Option<(&str, u32)> {
    let (kind, version) = reader.split_once('/')?;
    let is_kind = !kind.is_empty() && kind.chars().all(|c| c.is_ascii_lowercase());
    Some((kind, version.parse().ok()?)).filter(|_| is_kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_one_kind_are_compared_as_numbers() {
        assert!(is_newer("docx/2", "docx/1") && is_newer("docx/10", "docx/9"));
        for (reader, than) in [
            ("docx/1", "docx/1"),
            ("docx/1", "docx/2"),
            ("pdf/2", "docx/1"),
            ("docx", "docx/1"),
            ("docx/2 as:x", "docx/1"),
            ("/2", "/1"),
        ] {
            assert!(!is_newer(reader, than), "{reader} {than}");
        }
        assert!(is_behind("docx/0") && !is_behind("docx/999") && !is_behind("csv/0"));
    }
}
