//! Goes through the parser's events and gathers leaves; no recursion, so that no nesting can be too deep.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::html::{self, Token};
use crate::intake::cells::{Row, Table};
use crate::intake::leaf::{Compounds, Inline, Item, Kind, Leaf};
use crate::model::span::Form;

/// A part's place and its leaves.
type Part = (String, Vec<Leaf>);

/// An open list item.
#[derive(Clone, Copy)]
struct OpenItem {
    id: usize,
    /// Whether a leaf of it was begun.
    begun: bool,
}

/// What is open, and what was gathered.
pub(super) struct Walk<'a> {
    source: &'a str,
    /// The byte at which each line begins.
    line_starts: Vec<usize>,
    first_line: u32,
    compounds: Compounds,
    inline: Option<Inline>,
    /// The body, then footnotes.
    parts: Vec<Part>,
    /// Which part is being filled.
    target: usize,
    aside: Vec<String>,
    lists: usize,
    list_id: usize,
    items: Vec<OpenItem>,
    item_id: usize,
    /// The number of an ordered item, to stand before its text.
    marker: String,
    quotes: usize,
    tables: usize,
    /// The table that is open, with its rows so far.
    table: Option<Table>,
    /// In an indented block: its text is prose.
    indented: bool,
    /// The HTML block that is open: the byte at which it begins, and its text.
    html: Option<(usize, String)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(source: &'a str, first_line: u32) -> Self {
        let line_starts = std::iter::once(0).chain(source.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Self {
            source,
            line_starts,
            first_line,
            compounds: Compounds::of(source),
            inline: None,
            parts: vec![("body".to_owned(), Vec::new())],
            target: 0,
            aside: Vec::new(),
            lists: 0,
            list_id: 0,
            items: Vec::new(),
            item_id: 0,
            marker: String::new(),
            quotes: 0,
            tables: 0,
            table: None,
            indented: false,
            html: None,
        }
    }

    /// Reads the whole document.
    pub(super) fn run(&mut self) {
        let mut parser = Parser::new_ext(self.source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES)
            .into_offset_iter();
        for (event, range) in parser.by_ref() {
            self.event(event, range);
        }
        self.flush();
        let mut definitions: Vec<_> = parser
            .reference_definitions()
            .iter()
            .map(|(label, d)| (d.span.start, [label, &d.dest, d.title.as_deref().unwrap_or("")].join(" ")))
            .collect();
        definitions.sort();
        self.aside.extend(definitions.into_iter().map(|(_, text)| text.trim().to_owned()));
    }

    /// What was gathered: parts, what stands beside the text, and the compounds for joining.
    pub(super) fn into_leaves(self) -> (Vec<Part>, Vec<String>, Compounds) {
        (self.parts, self.aside, self.compounds)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.indented => self.indented_text(&text, range.start),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, range.start);
            }
            Event::Html(text) => match &mut self.html {
                Some((_, html)) => html.push_str(&text),
                None => self.inline_html(&text, range.start),
            },
            Event::InlineHtml(tag) => self.inline_html(&tag, range.start),
            Event::FootnoteReference(label) => {
                self.leaf(range.start).open(Form::Link(format!("footnote:{label}")));
                self.text(&format!("[{label}]"), range.start);
                self.leaf(range.start).close(|f| matches!(f, Form::Link(_)));
            }
            Event::SoftBreak => self.line_end(false, range.end),
            Event::HardBreak => self.line_end(true, range.end),
            Event::Rule => self.flush(),
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }, range.start),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        let at = range.start;
        match tag {
            Tag::Paragraph => self.begin(Kind::Prose, at),
            Tag::Heading { level, .. } => self.begin(Kind::Heading(depth_of(level)), at),
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.flush();
                self.indented = true;
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                self.set_aside(&info);
                self.begin(Kind::Code, at);
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some((at, String::new()));
            }
            Tag::List(_) => {
                self.flush();
                self.list_id += usize::from(self.lists == 0);
                self.lists += 1;
            }
            Tag::Item => {
                self.begin_item();
                self.marker = ordered_marker(&self.source[at..]);
            }
            Tag::FootnoteDefinition(label) => self.begin_footnote(&label),
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table::default());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Row::default());
                }
            }
            Tag::TableCell => {
                let line = self.line(at);
                self.inline = Some(Inline::new(Kind::Prose, line, None, self.quotes > 0));
            }
            Tag::Emphasis => self.leaf(at).open(Form::Emphasis),
            Tag::Strong => self.leaf(at).open(Form::Strong),
            Tag::Link { link_type, dest_url, title, .. } => {
                if link_type == LinkType::Inline {
                    self.set_aside(&dest_url);
                    self.set_aside(&title);
                }
                self.leaf(at).open(Form::Link(dest_url.into_string()));
            }
            Tag::Image { link_type: LinkType::Inline, dest_url, title, .. } => {
                self.set_aside(&dest_url);
                self.set_aside(&title);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.indented = false;
            }
            TagEnd::HtmlBlock => {
                if let Some((at, html)) = self.html.take() {
                    self.html_block(&html, at);
                }
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Item => self.end_item(),
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.target = 0;
            }
            TagEnd::Paragraph | TagEnd::Heading(_) => self.flush(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Table => {
                self.tables += 1;
                let leaves = self.table.take().map_or_else(Vec::new, |table| table.lay(self.tables));
                if let Some((_, part)) = self.parts.get_mut(self.target) {
                    part.extend(leaves);
                }
            }
            TagEnd::Emphasis => self.close(|f| *f == Form::Emphasis),
            TagEnd::Strong => self.close(|f| *f == Form::Strong),
            TagEnd::Link => self.close(|f| matches!(f, Form::Link(_))),
            _ => {}
        }
    }

    fn begin(&mut self, kind: Kind, at: usize) {
        self.flush();
        let depth = self.items.len().min(255) as u8;
        let list = self.list_id;
        let item = self.items.last_mut().map(|open| {
            let first = !open.begun;
            open.begun = true;
            Item { id: open.id, list, depth, first }
        });
        let mut inline = Inline::new(kind, self.line(at), item, self.quotes > 0);
        inline.push(&std::mem::take(&mut self.marker));
        self.inline = Some(inline);
    }

    /// The open leaf; a paragraph is begun when there is none.
    fn leaf(&mut self, at: usize) -> &mut Inline {
        if self.inline.is_none() {
            self.begin(Kind::Prose, at);
        }
        let line = self.line(at);
        self.inline.get_or_insert_with(|| Inline::new(Kind::Prose, line, None, false))
    }

    fn flush(&mut self) {
        if let Some(leaf) = self.inline.take().and_then(|inline| inline.finish(&self.compounds))
            && let Some((_, leaves)) = self.parts.get_mut(self.target)
        {
            leaves.push(leaf);
        }
    }

    /// Puts what was gathered into a cell of the row that is open.
    fn end_cell(&mut self) {
        let leaf = self.inline.take().and_then(|inline| inline.finish(&self.compounds));
        if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
            row.cells.push(leaf.into_iter().collect());
        }
    }

    fn text(&mut self, text: &str, at: usize) {
        self.leaf(at).push(text);
    }

    fn close(&mut self, like: fn(&Form) -> bool) {
        if let Some(inline) = &mut self.inline {
            inline.close(like);
        }
    }

    fn line_end(&mut self, hard: bool, next: usize) {
        let line = self.line(next);
        if let Some(inline) = &mut self.inline {
            inline.line_end(hard, line);
        }
    }

    fn indented_text(&mut self, text: &str, at: usize) {
        let mut start = at;
        for line in text.split_inclusive('\n') {
            let trimmed = line.trim();
            if trimmed.is_empty() {
                self.flush();
            } else {
                self.text(trimmed, start);
            }
            start += line.len();
            if line.ends_with('\n') {
                self.line_end(false, start);
            }
        }
    }

    fn begin_item(&mut self) {
        self.flush();
        self.item_id += 1;
        self.items.push(OpenItem { id: self.item_id, begun: false });
    }

    fn end_item(&mut self) {
        if !self.marker.is_empty() {
            self.begin(Kind::Prose, 0);
        }
        self.flush();
        self.items.pop();
    }

    fn begin_footnote(&mut self, label: &str) {
        self.flush();
        let mut place = format!("footnote:{label}");
        // The parser takes one definition a label; this keeps places apart whatever it does.
        if self.parts.last().is_some_and(|(last, _)| *last == place) {
            place.push('\'');
        }
        self.target = self.parts.len();
        self.parts.push((place, Vec::new()));
    }

    /// Keeps what holds a letter or digit.
    fn set_aside(&mut self, text: &str) {
        if text.contains(char::is_alphanumeric) {
            self.aside.push(text.trim().to_owned());
        }
    }

    fn inline_html(&mut self, html: &str, at: usize) {
        for token in html::tokens(html) {
            match token {
                Token::Text(text) => self.html_text(text, at),
                other => self.html_token(&other, at),
            }
        }
    }

    fn html_block(&mut self, html: &str, at: usize) {
        let items = self.items.len();
        let mut offset = at;
        self.list_id += usize::from(self.lists == 0);
        let begin = html.as_ptr() as usize;
        for token in html::tokens(html) {
            match &token {
                Token::Text(text) => {
                    offset = at + (text.as_ptr() as usize - begin);
                    self.html_text(text, offset);
                }
                Token::Open(name, _) if name == "li" => {
                    self.close_html_item(items);
                    self.begin_item();
                }
                Token::Close(name) if matches!(name.as_str(), "li" | "ul" | "ol") => {
                    self.close_html_item(items);
                }
                Token::Open(name, _) if heading_level(name).is_some() => {
                    self.begin(Kind::Heading(heading_level(name).unwrap_or(1)), offset);
                }
                Token::Open(name, _)
                    if matches!(name.as_str(), "td" | "th")
                        && self.inline.as_ref().is_some_and(|inline| !inline.is_blank()) =>
                {
                    self.text(" | ", offset);
                }
                Token::Open(name, _) | Token::Close(name) if html::is_block(name) => self.flush(),
                _ => {}
            }
            self.html_token(&token, offset);
        }
        self.close_html_item(items);
        self.flush();
    }

    /// One list level is enough for HTML; what was open around the block stays open.
    fn close_html_item(&mut self, outside: usize) {
        self.flush();
        self.items.truncate(outside);
    }

    fn html_text(&mut self, text: &str, at: usize) {
        let resolved = html::entities(text);
        for (i, line) in resolved.split('\n').enumerate() {
            if i > 0 {
                self.line_end(false, at);
            }
            if self.inline.is_some() || !line.trim().is_empty() {
                self.text(line, at);
            }
        }
    }

    /// What inline and block HTML have in common: line breaks, emphasis, what is hidden, addresses.
    fn html_token(&mut self, token: &Token<'_>, at: usize) {
        match token {
            Token::Open(name, attributes) => {
                match name.as_str() {
                    "br" => self.line_end(true, at),
                    "strong" | "b" => self.leaf(at).open(Form::Strong),
                    "em" | "i" => self.leaf(at).open(Form::Emphasis),
                    _ => {}
                }
                for said in html::said_by_attributes(attributes) {
                    self.set_aside(&said);
                }
            }
            Token::Close(name) => match name.as_str() {
                "strong" | "b" => self.close(|f| *f == Form::Strong),
                "em" | "i" => self.close(|f| *f == Form::Emphasis),
                _ => {}
            },
            Token::Hidden(text) => self.set_aside(text),
            Token::Text(_) => {}
        }
    }

    fn line(&self, at: usize) -> u32 {
        self.first_line + self.line_starts.partition_point(|start| *start <= at).saturating_sub(1) as u32
    }
}

fn depth_of(level: HeadingLevel) -> u8 {
    level as u8
}

fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// "1. " or "1) " where an ordered item begins so.
fn ordered_marker(item: &str) -> String {
    let digits = item.bytes().take_while(u8::is_ascii_digit).take(10).count();
    match item.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => format!("{} ", &item[..=digits]),
        _ => String::new(),
    }
}
