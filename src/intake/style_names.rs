//! What styles say in every format: by themselves, by those that they are based on, and by their names. Office programs
//! name theirs alike, each in its language.

use std::collections::HashMap;

/// So many styles are followed from one to the next; more is a circle.
const DEEPEST: usize = 24;

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

/// What a style says in every format: how words look, and what its name says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Says {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// The level of a heading, by the name.
    pub(super) heading: Option<u8>,
    /// An entry of a table of contents.
    pub(super) contents: bool,
    /// A quotation.
    pub(super) quote: bool,
}

impl Says {
    /// What a name in lower case says.
    pub(super) fn of(name: &str) -> Self {
        let mut says = Self::default();
        says.take_name(name);
        says
    }

    /// Takes what the name says; how words look stays as it was told.
    pub(super) fn take_name(&mut self, name: &str) {
        self.heading = heading(name);
        self.contents = is_contents(name);
        self.quote = is_quote(name);
    }

    /// What this one does not say is as in the other.
    pub(super) fn over(&mut self, base: &Self) {
        self.bold = self.bold.or(base.bold);
        self.italic = self.italic.or(base.italic);
        self.hidden = self.hidden.or(base.hidden);
        self.heading = self.heading.or(base.heading);
        self.contents |= base.contents;
        self.quote |= base.quote;
    }
}

/// A style that may be based on another one.
pub(super) trait Based: Clone {
    /// The name of the style that it is based on.
    fn base(&self) -> Option<&str>;

    /// What this one does not say is as in the other.
    fn over(&mut self, base: &Self);
}

/// The style of this name with all that it is based on.
pub(super) fn resolved<S: Based>(all: &HashMap<String, S>, name: &str) -> Option<S> {
    let first = all.get(name)?;
    let (mut style, mut next) = (first.clone(), first.base());
    for _ in 0..DEEPEST {
        let Some(base) = next.and_then(|name| all.get(name)) else { break };
        style.over(base);
        next = base.base();
    }
    Some(style)
}

/// The level of the heading that a style makes by its name, in lower case.
fn heading(name: &str) -> Option<u8> {
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
fn is_contents(name: &str) -> bool {
    let (word, level) = parted(name);
    (word == "toc" && level.is_some()) || name.trim() == "toc heading"
}

/// Whether it is that of a quotation.
fn is_quote(name: &str) -> bool {
    QUOTES.contains(&name.trim())
}

fn parted(name: &str) -> (&str, Option<u32>) {
    let name = name.trim();
    match name.char_indices().next_back() {
        Some((at, digit)) if digit.is_ascii_digit() => (name[..at].trim_end(), digit.to_digit(10)),
        _ => (name, None),
    }
}
