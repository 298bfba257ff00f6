//! What the name of a paragraph's style says: office programs name theirs alike, each in its language.

/// The name of a heading's style, without its level, in the languages of the programs that write such files.
const HEADINGS: [&str; 17] = [
    "heading",
    "überschrift",
    "titre",
    "título",
    "titulo",
    "titolo",
    "заголовок",
    "标题",
    "標題",
    "عنوان",
    "rubrik",
    "overskrift",
    "kop",
    "nagłówek",
    "nadpis",
    "見出し",
    "제목",
];

/// The name of the style of a document's title, beside the heading names that stand without a level.
const TITLES: [&str; 3] = ["title", "titel", "название"];

/// The names of quotations.
const QUOTES: [&str; 5] = ["quote", "intense quote", "block text", "quotations", "quotation"];

/// The level of the heading that a style makes by its name, in lower case.
pub(super) fn heading(name: &str) -> Option<u8> {
    let (word, level) = parted(name);
    let is_heading = HEADINGS.contains(&word);
    match level {
        Some(level @ 1..=9) if is_heading => Some(level as u8),
        None if TITLES.contains(&word) || (is_heading && word != "heading") => Some(1),
        None if word == "subtitle" => Some(2),
        _ => None,
    }
}

/// Whether it is that of a table of contents.
pub(super) fn is_contents(name: &str) -> bool {
    let (word, level) = parted(name);
    (word == "toc" && level.is_some()) || name.trim() == "toc heading"
}

/// Whether it is that of a quotation.
pub(super) fn is_quote(name: &str) -> bool {
    QUOTES.contains(&name.trim())
}

fn parted(name: &str) -> (&str, Option<u32>) {
    let name = name.trim();
    match name.char_indices().next_back() {
        Some((at, digit)) if digit.is_ascii_digit() => (name[..at].trim_end(), digit.to_digit(10)),
        _ => (name, None),
    }
}
