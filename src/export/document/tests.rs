//! The same blocks in each format: reproducible, sound, and nothing of anybody's words is markup.

mod specimen;
mod word;

use super::*;
use specimen::{about, blocks, hostile};

pub(super) fn written(kind: Kind, blocks: &[Block]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut out = writer(kind, &mut bytes, &about()).unwrap();
    for block in blocks {
        out.block(block).unwrap();
    }
    out.finish().unwrap();
    drop(out);
    bytes
}

fn text(kind: Kind, blocks: &[Block]) -> String {
    String::from_utf8(written(kind, blocks)).unwrap()
}

#[test]
fn the_same_blocks_are_the_same_bytes() {
    for kind in [Kind::Markdown, Kind::Html, Kind::Docx] {
        assert_eq!(written(kind, &blocks()), written(kind, &blocks()), "{kind:?}");
        // For whoever wants to look at them: a folder's name.
        if let Ok(folder) = std::env::var("RAPPORTEUR_SPECIMEN") {
            let name = format!("specimen.{}", format!("{kind:?}").to_lowercase());
            std::fs::write(std::path::Path::new(&folder).join(name), written(kind, &blocks())).unwrap();
        }
    }
}

#[test]
fn markdown_has_tables_lists_and_quotations() {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let text = text(Kind::Markdown, &blocks());
    let mut seen = [0; 4];
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => seen[0] += 1,
            Event::Start(Tag::BlockQuote(_)) => seen[1] += 1,
            Event::Start(Tag::Heading { .. }) => seen[2] += 1,
            Event::Start(Tag::List(_)) => seen[3] += 1,
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Link { .. } | Tag::CodeBlock(_)) => {
                panic!("{event:?} in\n{text}")
            }
            _ => {}
        }
    }
    let quotations = blocks().iter().filter(|b| matches!(b, Block::Quotation(_))).count();
    let headings = blocks().iter().filter(|b| matches!(b, Block::Heading(_) | Block::Title(_))).count();
    assert_eq!((seen[0], seen[1], seen[2]), (2, quotations, headings), "{text}");
    assert!(text.contains("\n| **All** | **9** | **100 %** |\n"), "{text}");
}

#[test]
fn a_page_asks_for_nothing_and_runs_nothing_whatever_is_in_it() {
    let text = text(Kind::Html, &hostile());
    let names = elements(&text);
    let allowed = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "nav",
        "p",
        "ol",
        "li",
        "a",
        "ul",
        "figure",
        "blockquote",
        "figcaption",
        "cite",
        "strong",
        "em",
        "bdi",
        "span",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "svg",
        "desc",
        "rect",
        "text",
        "line",
        "br",
    ];
    for (name, attributes) in &names {
        assert!(allowed.contains(&name.as_str()), "<{name}>");
        for (attribute, value) in attributes {
            assert!(
                !attribute.starts_with("on") && attribute != "style" && attribute != "src",
                "{attribute}"
            );
            assert!(attribute != "href" || value.starts_with("#h"), "{value}");
        }
    }
    assert!(!text.to_lowercase().contains("<script") && !text.contains("url("));
    let policy =
        names.iter().flat_map(|(_, all)| all).find(|(_, value)| value.contains("default-src")).unwrap();
    assert!(policy.1.starts_with("default-src 'none'; style-src 'sha256-"), "{policy:?}");
}

/// The name of a start tag, and the names and values of its attributes.
type Element = (String, Vec<(String, String)>);

/// Every start tag with its attributes, as a browser's parser sees it.
fn elements(page: &str) -> Vec<Element> {
    use html5ever::tendril::StrTendril;
    use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

    #[derive(Default)]
    struct Sink(std::cell::RefCell<Vec<Element>>);
    impl TokenSink for Sink {
        type Handle = ();
        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            if let Token::TagToken(tag) = token
                && tag.kind == html5ever::tokenizer::TagKind::StartTag
            {
                let all = tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string()));
                self.0.borrow_mut().push((tag.name.to_string(), all.collect()));
                if &*tag.name == "style" {
                    return TokenSinkResult::RawData(html5ever::tokenizer::states::RawKind::Rawtext);
                }
            }
            TokenSinkResult::Continue
        }
    }
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(page));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.take()
}
