//! The tree that a page's tags make, as a browser makes it: what is broken is mended in the same way.
//!
//! Nodes stand in one list and name one another by their places in it. How deep they nest and how many there are is
//! limited while the tags are read, so that no page takes more than its size allows.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TokenizerResult, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, ExpandedName, QualName};

/// Elements nest so deep, as in browsers; what is deeper stands beside what it would stand in.
const DEEPEST: usize = 512;

/// A page may have so many nodes …
pub(super) const MOST_NODES: usize = 500_000;

/// … and so many tags and stretches of text.
const MOST_TOKENS: usize = 2_000_000;

/// Elements that hold nothing.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements whose content is no markup.
const RAW: [&str; 9] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"];

/// What a node is.
#[derive(Debug)]
pub(super) enum Node {
    Document,
    Element { name: String, attributes: Vec<(String, String)> },
    Text(String),
    Comment,
}

/// A node and where it stands.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) node: Node,
    pub(super) line: u32,
    pub(super) parent: Option<usize>,
    pub(super) first: Option<usize>,
    pub(super) next: Option<usize>,
    last: Option<usize>,
    before: Option<usize>,
    depth: usize,
}

/// All nodes; the first is the document.
#[derive(Debug)]
pub(super) struct Tree(pub(super) Vec<Placed>);

impl Tree {
    fn add(&mut self, node: Node, line: u32) -> usize {
        let (parent, first, next, last, before) = (None, None, None, None, None);
        self.0.push(Placed { node, line, parent, first, next, last, before, depth: 0 });
        self.0.len() - 1
    }

    fn remove(&mut self, at: usize) {
        let Placed { parent, next, before, .. } = self.0[at];
        match (before, parent) {
            (Some(before), _) => self.0[before].next = next,
            (None, Some(parent)) => self.0[parent].first = next,
            (None, None) => {}
        }
        match (next, parent) {
            (Some(next), _) => self.0[next].before = before,
            (None, Some(parent)) => self.0[parent].last = before,
            (None, None) => {}
        }
        let placed = &mut self.0[at];
        (placed.parent, placed.next, placed.before) = (None, None, None);
    }

    /// Puts a node into another, before this child or at the end.
    fn put(&mut self, at: usize, parent: usize, next: Option<usize>) {
        self.remove(at);
        let before = next.map_or(self.0[parent].last, |next| self.0[next].before);
        match before {
            Some(before) => self.0[before].next = Some(at),
            None => self.0[parent].first = Some(at),
        }
        match next {
            Some(next) => self.0[next].before = Some(at),
            None => self.0[parent].last = Some(at),
        }
        let depth = self.0[parent].depth + 1;
        let placed = &mut self.0[at];
        (placed.parent, placed.next, placed.before, placed.depth) = (Some(parent), next, before, depth);
    }

    /// Puts text there, joined to a text that stands before it.
    fn put_text(&mut self, text: &str, parent: usize, next: Option<usize>, line: u32) {
        let before = next.map_or(self.0[parent].last, |next| self.0[next].before);
        if let Some(Node::Text(former)) = before.map(|before| &mut self.0[before].node) {
            former.push_str(text);
            return;
        }
        let at = self.add(Node::Text(text.to_owned()), line);
        self.put(at, parent, next);
    }
}

/// A node as the parser knows it.
#[derive(Clone)]
pub(super) struct Handle {
    at: usize,
    name: Rc<QualName>,
}

/// What the parser builds.
struct Builder {
    tree: RefCell<Tree>,
    nameless: Rc<QualName>,
    line: Cell<u32>,
    /// How deep the parser stands, as far as it is known.
    depth: Cell<usize>,
}

impl Builder {
    fn new() -> Self {
        let mut tree = Tree(Vec::new());
        tree.add(Node::Document, 1);
        let nameless = QualName::new(None, "".into(), "".into());
        Self {
            tree: RefCell::new(tree),
            nameless: Rc::new(nameless),
            line: Cell::new(1),
            depth: Cell::new(0),
        }
    }

    fn nameless(&self, at: usize) -> Handle {
        Handle { at, name: Rc::clone(&self.nameless) }
    }

    fn insert(&self, parent: usize, next: Option<usize>, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        let depth = tree.0[parent].depth;
        match child {
            NodeOrText::AppendNode(node) => {
                tree.put(node.at, parent, next);
                let holds = !VOID.contains(&&*node.name.local);
                self.depth.set(depth + usize::from(holds));
            }
            NodeOrText::AppendText(text) => {
                tree.put_text(&text, parent, next, self.line.get());
                self.depth.set(depth);
            }
        }
    }
}

impl TreeSink for Builder {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.nameless(0)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let all = attributes.into_iter().map(|a| (a.name.local.to_string(), a.value.to_string()));
        let node = Node::Element { name: name.local.to_string(), attributes: all.collect() };
        let at = self.tree.borrow_mut().add(node, self.line.get());
        Handle { at, name: Rc::new(name) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        let at = self.tree.borrow_mut().add(Node::Comment, self.line.get());
        self.nameless(at)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.create_comment(StrTendril::new())
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.at, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, other: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.tree.borrow().0[element.at].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(other, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.at == y.at
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let parent = self.tree.borrow().0[sibling.at].parent;
        if let Some(parent) = parent {
            self.insert(parent, Some(sibling.at), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, more: Vec<Attribute>) {
        if let Node::Element { attributes, .. } = &mut self.tree.borrow_mut().0[target.at].node {
            for attribute in more {
                if !attributes.iter().any(|(name, _)| *name == *attribute.name.local) {
                    attributes.push((attribute.name.local.to_string(), attribute.value.to_string()));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().remove(target.at);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.0[node.at].first {
            tree.put(child, parent.at, None);
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(line as u32);
    }
}

/// Hands tokens on to the parser while the page is within its limits.
struct Within {
    builder: TreeBuilder<Handle, Builder>,
    tokens: Cell<usize>,
    is_over: Cell<bool>,
}

impl TokenSink for Within {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let depth = &self.builder.sink.depth;
        self.tokens.set(self.tokens.get() + 1);
        let nodes = self.builder.sink.tree.borrow().0.len();
        self.is_over.set(self.is_over.get() || self.tokens.get() > MOST_TOKENS || nodes > MOST_NODES);
        let is_end = matches!(token, Token::EOFToken);
        if self.is_over.get() && !is_end {
            return TokenSinkResult::Continue;
        }
        if let Token::TagToken(Tag { kind, name, .. }) = &token {
            let name: &str = name;
            match kind {
                TagKind::StartTag if depth.get() < DEEPEST || VOID.contains(&name) || RAW.contains(&name) => {
                }
                TagKind::StartTag => return TokenSinkResult::Continue,
                TagKind::EndTag => depth.set(depth.get().saturating_sub(1)),
            }
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The tree of a page; `None` when it has more nodes or tags than are read.
pub(super) fn of(page: &str) -> Option<Tree> {
    let builder = TreeBuilder::new(Builder::new(), TreeBuilderOpts::default());
    let within = Within { builder, tokens: Cell::new(0), is_over: Cell::new(false) };
    let tokenizer = Tokenizer::new(within, TokenizerOpts::default());
    let waiting = BufferQueue::default();
    waiting.push_back(StrTendril::from_slice(page));
    // Whatever the page asks for (a script to be run, another encoding), it is read on.
    while !matches!(tokenizer.feed(&waiting), TokenizerResult::Done) {}
    tokenizer.end();
    let within = tokenizer.sink;
    if within.is_over.get() {
        return None;
    }
    Some(within.builder.sink.finish())
}
