//! Pages of lines to the leaves of a document, as the other readers make them.

use std::collections::HashMap;

use super::furniture::{self, Page};
use super::lines::{CELL_END, Line, Look};
use super::notes::{self, Note};
use super::paragraphs::{self, Kind, Paragraph, bullet};
use crate::intake::compose;
use crate::intake::leaf::{self, Compounds, Inline, Item, Leaf};
use crate::model::draft::PartDraft;
use crate::model::span::Form;

/// A paragraph in letters larger than the text's by this is a heading.
const LARGER: f64 = 1.12;

/// The longest heading in large letters, in characters.
const LONGEST_HEADING: usize = 400;

/// Between the cells of a row.
const CELL: &str = " | ";

/// What the pages say: the body and its notes, and what stands beside the text.
pub(super) fn parts(mut pages: Vec<Page>) -> Vec<PartDraft> {
    let mut aside = furniture::take(&mut pages);
    let text_size = text_size(pages.iter().flat_map(|p| p.regions.iter().flatten()));
    let usual = paragraphs::Distances::of(pages.iter().flat_map(|p| p.regions.iter().map(Vec::as_slice)));
    let mut all_notes = Vec::new();
    for page in &mut pages {
        notes::take(&mut page.regions, text_size, &mut all_notes);
    }
    let regions = pages.into_iter().flat_map(|p| p.regions).filter(|r| !r.is_empty());
    let found = regions.enumerate().flat_map(|(i, lines)| paragraphs::of_region(lines, i, &usual)).collect();
    let (contents, found): (Vec<_>, Vec<_>) =
        paragraphs::continued(found).into_iter().partition(|p| p.kind == Kind::Contents);
    aside.extend(contents.iter().flat_map(|p| p.lines.iter().map(Line::text)));
    let all_lines = found.iter().flat_map(|p| &p.lines).chain(all_notes.iter().flat_map(|n| &n.lines));
    let document: Vec<String> = all_lines.map(|l| l.text().trim().to_owned()).collect();
    let compounds = Compounds::of(&document.join("\n"));
    let mut setter = Setter::new(&found, &all_notes, text_size, compounds);
    let mut body = setter.part("body", &found);
    body.aside = aside;
    let mut parts = vec![body];
    for note in &all_notes {
        let mut lines = note.lines.clone();
        without_number(&mut lines, &note.number);
        let paragraph = Paragraph { lines, kind: Kind::Prose, region: 0 };
        let part = setter.part(&note.place, &[paragraph]);
        if part.text.is_empty() {
            // A number alone: it is read all the same.
            parts[0].aside.push(note.number.clone());
        } else {
            parts.push(part);
        }
    }
    parts
}

/// Takes a note's number off its first line: the place of its part says it.
fn without_number(lines: &mut [Line], number: &str) {
    if let Some((text, _)) = lines.first_mut().and_then(|l| l.runs.first_mut())
        && let Some(rest) = text.trim_start().strip_prefix(number)
    {
        *text = rest.trim_start().to_owned();
    }
}

/// The size in which most letters are set.
fn text_size<'l>(lines: impl Iterator<Item = &'l Line>) -> f64 {
    let mut sizes: HashMap<i64, usize> = HashMap::new();
    for line in lines {
        *sizes.entry((line.size * 4.0).round() as i64).or_default() += line.text().len();
    }
    let most = sizes.into_iter().max_by_key(|(size, letters)| (*letters, *size));
    most.map_or(10.0, |(size, _)| size as f64 / 4.0)
}

struct Setter<'a> {
    notes: HashMap<(u32, &'a str), &'a str>,
    compounds: Compounds,
    text_size: f64,
    /// Sizes of headings, the largest first.
    sizes: Vec<i64>,
    /// Most letters are bold: then bold says nothing.
    all_bold: bool,
    /// The page of each line, by the number under which it was set.
    pages: Vec<u32>,
    lists: usize,
    items: usize,
}

impl<'a> Setter<'a> {
    fn new(found: &[Paragraph], notes: &'a [Note], text_size: f64, compounds: Compounds) -> Self {
        let notes = notes.iter().map(|n| ((n.page, n.number.as_str()), n.place.as_str())).collect();
        let (mut bold, mut all) = (0, 0);
        for (text, look) in found.iter().flat_map(|p| &p.lines).flat_map(|l| &l.runs) {
            all += text.len();
            bold += if look.bold { text.len() } else { 0 };
        }
        let mut setter = Self {
            notes,
            compounds,
            text_size,
            sizes: Vec::new(),
            all_bold: bold * 5 > all * 3,
            pages: Vec::new(),
            lists: 0,
            items: 0,
        };
        setter.sizes = found.iter().filter(|p| setter.is_large(p)).map(|p| rounded(p.size())).collect();
        setter.sizes.sort_by_key(|s| std::cmp::Reverse(*s));
        setter.sizes.dedup();
        setter
    }

    fn is_large(&self, paragraph: &Paragraph) -> bool {
        paragraph.kind == Kind::Prose
            && paragraph.size() > LARGER * self.text_size
            && paragraph.letters() <= LONGEST_HEADING
    }

    fn part(&mut self, place: &str, paragraphs: &[Paragraph]) -> PartDraft {
        let mut leaves = Vec::with_capacity(paragraphs.len());
        let mut before = None;
        let mut tables = 0;
        for paragraph in paragraphs {
            self.lists += usize::from(paragraph.kind == Kind::Item && before != Some(Kind::Item));
            tables += usize::from(paragraph.kind == Kind::Row && before != Some(Kind::Row));
            before = Some(paragraph.kind);
            leaves.extend(self.leaf(paragraph, tables));
        }
        let mut part = compose::part(place.to_owned(), leaves);
        for (i, block) in part.blocks.iter_mut().enumerate() {
            block.page = self.pages.get(block.line as usize).copied();
            block.line = i as u32 + 1;
        }
        part
    }

    fn leaf(&mut self, paragraph: &Paragraph, table: usize) -> Option<Leaf> {
        let kind = match paragraph.kind {
            Kind::Row => leaf::Kind::Row(table),
            _ if self.is_large(paragraph) => {
                let rank = self.sizes.iter().position(|s| *s == rounded(paragraph.size())).unwrap_or(5);
                leaf::Kind::Heading(rank.min(5) as u8 + 1)
            }
            _ => leaf::Kind::Prose,
        };
        let item = (paragraph.kind == Kind::Item).then(|| {
            self.items += 1;
            Item { id: self.items, list: self.lists, depth: 1, first: true }
        });
        let mut inline = Inline::new(kind, self.pages.len() as u32, item, false);
        // Emphasis goes on over the ends of lines.
        let mut look = Look::default();
        for (i, line) in paragraph.lines.iter().enumerate() {
            if i > 0 {
                inline.line_end(false, self.pages.len() as u32);
            }
            self.pages.push(line.page);
            let skip = if i == 0 && item.is_some() { bullet(&line.cells_text()).unwrap_or(0) } else { 0 };
            let between = if paragraph.kind == Kind::Row { CELL } else { " " };
            look = self.line(&mut inline, line, look, (skip, between));
        }
        inline.turn(forms(look), leaf::Look::default());
        inline.finish(&self.compounds)
    }

    /// Sets a line, less so many bytes at its beginning; says which look it ends in.
    fn line(&self, inline: &mut Inline, line: &Line, mut open: Look, how: (usize, &str)) -> Look {
        let last = line.runs.len().saturating_sub(1);
        let (mut skip, between) = how;
        for (i, (text, look)) in line.runs.iter().enumerate() {
            let cut = skip.min(text.len());
            skip -= cut;
            let text = text.get(cut..).unwrap_or(text);
            let look = Look { bold: look.bold && !self.all_bold, ..*look };
            inline.turn(forms(open), forms(look));
            open = look;
            let number = text.trim();
            if let Some(place) = self.notes.get(&(line.page, number)).filter(|_| look.raised) {
                inline.open(Form::Link((*place).to_owned()));
                inline.push(&format!("[{number}]"));
                inline.close(|f| matches!(f, Form::Link(_)));
                if text.ends_with([' ', '\t']) {
                    inline.push(" ");
                }
                continue;
            }
            let text = text.replace(CELL_END, between);
            // A soft hyphen at the end of a line says that a word goes on; elsewhere it says nothing.
            let ends = i == last && text.ends_with('\u{ad}');
            inline.push(&text.replace('\u{ad}', ""));
            if ends {
                inline.push("\u{ad}");
            }
        }
        open
    }
}

/// What of a look makes forms.
fn forms(look: Look) -> leaf::Look {
    leaf::Look { strong: look.bold, emphasis: look.italic }
}

fn rounded(size: f64) -> i64 {
    (size * 2.0).round() as i64
}
