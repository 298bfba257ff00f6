//! Goes through the tree of a page from its beginning to its end; no recursion, so that no nesting can be too deep.

use super::element::Element;
use super::lists::Lists;
use super::tree::{Node, Tree};
use crate::intake::flow::{Flow, Opening};
use crate::intake::leaf::{Kind, Leaf, Look};
use crate::model::span::Form;

/// What was left out.
#[derive(Default)]
pub(super) struct Said {
    pub(super) scripts: usize,
    pub(super) styles: usize,
    pub(super) templates: usize,
    pub(super) comments: usize,
    pub(super) pictures: usize,
    pub(super) frames: usize,
}

/// What is to be done when an element ends.
enum Opened {
    Plain,
    Block,
    /// Paragraphs are of another kind within it than outside.
    Kind(Kind),
    List,
    Item,
    Quote,
    Cited,
    Link,
    Table,
    Row,
    Cell(Lists, Kind),
    /// Its text goes beside.
    Beside,
    About(&'static str),
}

/// An open element, and what holds within it.
struct Open {
    node: usize,
    opened: Opened,
    look: Look,
    is_preformatted: bool,
}

/// The way through a page.
pub(super) struct Walk<'a> {
    pub(super) leaves: Vec<Leaf>,
    pub(super) aside: Vec<String>,
    pub(super) said: Said,
    pub(super) about: Vec<(&'static str, String)>,
    tree: &'a Tree,
    stack: Vec<Open>,
    flows: Vec<Flow>,
    lists: Lists,
    captures: Vec<String>,
    kind: Kind,
    quotes: usize,
    tables: usize,
    line: u32,
    /// Nothing was said since a line ended.
    after_break: bool,
    /// The page says where its own text stands, so that its header and footer are none of it.
    has_main: bool,
}

impl<'a> Walk<'a> {
    /// Goes through the whole page.
    pub(super) fn through(tree: &'a Tree) -> Self {
        let names = tree.0.iter().filter_map(|placed| match &placed.node {
            Node::Element { name, .. } => Some(name.as_str()),
            _ => None,
        });
        let has_main = names.into_iter().any(|name| matches!(name, "main" | "article"));
        let mut walk = Self {
            leaves: Vec::new(),
            aside: Vec::new(),
            said: Said::default(),
            about: Vec::new(),
            tree,
            stack: Vec::new(),
            flows: vec![Flow::default()],
            lists: Lists::default(),
            captures: Vec::new(),
            kind: Kind::Prose,
            quotes: 0,
            tables: 0,
            line: 1,
            after_break: false,
            has_main,
        };
        walk.run();
        while let Some(flow) = walk.flows.pop() {
            walk.leaves.splice(0..0, flow.finish());
        }
        walk
    }

    fn run(&mut self) {
        let mut next = self.tree.0.first().and_then(|document| document.first);
        loop {
            if let Some(at) = next {
                let placed = &self.tree.0[at];
                self.line = placed.line;
                let is_open = self.node(at, &placed.node);
                next = if is_open { placed.first } else { placed.next };
                if is_open && next.is_none() {
                    next = self.close();
                }
                continue;
            }
            if self.stack.is_empty() {
                return;
            }
            next = self.close();
        }
    }

    /// Ends the open element; gives the node after it.
    fn close(&mut self) -> Option<usize> {
        let open = self.stack.pop()?;
        let node = open.node;
        self.end(open.opened);
        self.tree.0[node].next
    }

    /// Takes a node; says whether what is in it is to be gone through.
    fn node(&mut self, at: usize, node: &'a Node) -> bool {
        match node {
            Node::Text(text) => self.text(text),
            Node::Comment => self.said.comments += 1,
            Node::Document => {}
            Node::Element { name, attributes } => {
                let element = Element { name, attributes };
                if !self.counted(&element) {
                    return false;
                }
                let (look, is_preformatted) = self.here();
                let look = Look {
                    strong: element.strong().unwrap_or(look.strong),
                    emphasis: element.emphasis().unwrap_or(look.emphasis),
                };
                let is_preformatted = is_preformatted || element.is_preformatted();
                let opened = self.begin(at, &element);
                self.stack.push(Open { node: at, opened, look, is_preformatted });
                return true;
            }
        }
        false
    }

    fn here(&self) -> (Look, bool) {
        self.stack.last().map_or_else(Default::default, |open| (open.look, open.is_preformatted))
    }

    /// Counts what is left out; says whether the element is read.
    fn counted(&mut self, element: &Element<'_>) -> bool {
        let count = match element.name {
            "script" => &mut self.said.scripts,
            "style" => &mut self.said.styles,
            "template" => &mut self.said.templates,
            "iframe" | "frame" | "embed" => &mut self.said.frames,
            _ => return true,
        };
        *count += 1;
        false
    }

    fn begin(&mut self, at: usize, element: &Element<'a>) -> Opened {
        for said in element.said() {
            self.set_aside(said);
        }
        if element.is_beside() || self.is_furniture(at, element) {
            self.captures.push(String::new());
            return Opened::Beside;
        }
        if let Some(level) = element.heading() {
            let former = std::mem::replace(&mut self.kind, Kind::Heading(level));
            self.block();
            return Opened::Kind(former);
        }
        match element.name {
            "title" => {
                self.captures.push(String::new());
                Opened::About("title")
            }
            "meta" => {
                let is_author =
                    element.attribute("name").is_some_and(|name| name.eq_ignore_ascii_case("author"));
                let author = element.attribute("content").filter(|_| is_author);
                let author = author.map(|said| said.split_whitespace().collect::<Vec<_>>().join(" "));
                self.about.extend(author.filter(|said| !said.is_empty()).map(|said| ("author", said)));
                Opened::Plain
            }
            "ul" | "ol" | "menu" | "dir" => {
                self.block();
                self.lists.begin(element);
                Opened::List
            }
            "li" => {
                self.block();
                self.lists.begin_item(element);
                self.block();
                Opened::Item
            }
            "blockquote" => {
                self.quotes += 1;
                self.block();
                Opened::Quote
            }
            "pre" | "textarea" | "listing" | "xmp" | "plaintext" => {
                let is_code = matches!(self.first_element(at), Some("code" | "samp"));
                let former = self.kind;
                if is_code {
                    self.kind = Kind::Code;
                }
                self.block();
                Opened::Kind(former)
            }
            "table" => {
                self.block();
                self.flow().begin_table();
                Opened::Table
            }
            "tr" => {
                self.flow().begin_row();
                Opened::Row
            }
            "td" | "th" => {
                let lists = std::mem::take(&mut self.lists);
                let kind = std::mem::replace(&mut self.kind, Kind::Prose);
                self.flows.push(Flow::default());
                self.block();
                Opened::Cell(lists, kind)
            }
            _ if element.is_block() => {
                self.block();
                Opened::Block
            }
            _ => self.begin_inline(element),
        }
    }

    fn begin_inline(&mut self, element: &Element<'a>) -> Opened {
        match element.name {
            "br" => self.line_end(),
            "a" => {
                let address = element.attribute("href").map(str::trim).unwrap_or_default();
                let is_script = address.get(..11).is_some_and(|a| a.eq_ignore_ascii_case("javascript:"));
                if !address.is_empty() && !address.starts_with('#') && !is_script {
                    self.set_aside(address);
                    if self.captures.is_empty() {
                        self.flow().open(Form::Link(address.to_owned()));
                        return Opened::Link;
                    }
                }
            }
            "img" => self.said.pictures += 1,
            "q" => {
                self.text("“");
                return Opened::Cited;
            }
            "input" => {
                if let Some(shown) = element.shown() {
                    self.text(&shown);
                }
            }
            _ => {}
        }
        Opened::Plain
    }

    fn end(&mut self, opened: Opened) {
        match opened {
            Opened::Plain | Opened::Row => {}
            Opened::Block => self.block(),
            Opened::Kind(former) => {
                self.kind = former;
                self.block();
            }
            Opened::List => {
                self.lists.end();
                self.block();
            }
            Opened::Item => {
                self.mark_item();
                self.flow().end();
                self.lists.end_item();
                self.block();
            }
            Opened::Quote => {
                self.quotes = self.quotes.saturating_sub(1);
                self.block();
            }
            Opened::Cited => self.text("”"),
            Opened::Link => self.flow().close_link(),
            Opened::Cell(lists, kind) => {
                let leaves = self.flows.pop().map_or_else(Vec::new, Flow::finish);
                (self.lists, self.kind) = (lists, kind);
                self.flow().take_cell(leaves);
            }
            Opened::Table => {
                self.tables += 1;
                let number = self.tables;
                let flow = self.flow();
                flow.end();
                flow.end_table(number);
                self.block();
            }
            Opened::Beside => {
                if let Some(text) = self.captures.pop() {
                    self.set_aside(&text);
                }
            }
            Opened::About(name) => {
                let text = self.captures.pop().unwrap_or_default();
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                self.about.extend((!text.is_empty()).then_some((name, text)));
            }
        }
    }

    /// Begins a paragraph of what stands here.
    fn block(&mut self) {
        if let Some(capture) = self.captures.last_mut() {
            capture.push('\n');
            return;
        }
        self.mark_item();
        let (item, marker) = self.lists.here();
        let opening = Opening { kind: self.kind, line: self.line, item, quoted: self.quotes > 0, marker };
        self.flow().begin(opening);
        self.after_break = false;
    }

    fn mark_item(&mut self) {
        if self.flow().has_words() {
            self.lists.begun();
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(capture) = self.captures.last_mut() {
            capture.push_str(text);
            return;
        }
        let (look, is_preformatted) = self.here();
        if self.kind == Kind::Code {
            self.flow().say(text, look);
        } else if is_preformatted {
            self.lines(text, look);
        } else {
            self.after_break &= text.trim_matches([' ', '\t', '\n', '\r']).is_empty();
            self.flow().say_folded(text, look);
        }
    }

    /// Text whose line ends are shown: an empty line parts paragraphs.
    fn lines(&mut self, text: &str, look: Look) {
        let first = self.line;
        for (i, line) in text.split('\n').enumerate() {
            self.line = first + i as u32;
            if i > 0 {
                self.line_end();
            }
            let line = line.trim_end_matches('\r');
            if !line.trim().is_empty() {
                self.after_break = false;
                self.flow().say(line, look);
            }
        }
    }

    /// Ends a line; where it holds nothing, the paragraph.
    fn line_end(&mut self) {
        if let Some(capture) = self.captures.last_mut() {
            capture.push('\n');
        } else if self.kind == Kind::Code {
            self.flow().say("\n", Look::default());
        } else if self.after_break {
            self.block();
            self.after_break = true;
        } else {
            let line = self.line + 1;
            self.flow().line_end(line);
            self.after_break = true;
        }
    }

    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    /// The name of the first element in this one, where nothing stands before it.
    fn first_element(&self, at: usize) -> Option<&'a str> {
        let mut next = self.tree.0[at].first;
        while let Some(at) = next {
            match &self.tree.0[at].node {
                Node::Element { name, .. } => return Some(name),
                Node::Text(text) if text.trim().is_empty() => next = self.tree.0[at].next,
                _ => return None,
            }
        }
        None
    }

    /// Whether it is the header or the footer of the page itself: the page says where its text stands, this is outside
    /// of it, and no first heading is in it.
    fn is_furniture(&self, at: usize, element: &Element<'_>) -> bool {
        let is_one = matches!(element.name, "header" | "footer")
            || matches!(element.attribute("role"), Some("banner" | "contentinfo"));
        if !is_one || !self.has_main {
            return false;
        }
        let within = |name: &str| matches!(name, "main" | "article" | "section" | "blockquote" | "td");
        let mut outer = self.tree.0[at].parent;
        while let Some(at) = outer {
            if matches!(&self.tree.0[at].node, Node::Element { name, .. } if within(name)) {
                return false;
            }
            outer = self.tree.0[at].parent;
        }
        !self.holds(at, |name| matches!(name, "h1" | "main" | "article"))
    }

    /// Whether an element of such a name is in this one.
    fn holds(&self, top: usize, is_such: impl Fn(&str) -> bool) -> bool {
        let mut waiting: Vec<usize> = self.tree.0[top].first.into_iter().collect();
        while let Some(at) = waiting.pop() {
            if matches!(&self.tree.0[at].node, Node::Element { name, .. } if is_such(name)) {
                return true;
            }
            waiting.extend(self.tree.0[at].next);
            waiting.extend(self.tree.0[at].first);
        }
        false
    }

    /// Keeps what holds a letter or digit.
    fn set_aside(&mut self, text: &str) {
        if text.contains(char::is_alphanumeric) {
            let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
            let kept: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
            self.aside.push(kept.join("\n"));
        }
    }
}
