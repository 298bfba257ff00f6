//! HTML inside of Markdown, taken apart into text, tags and comments; nothing is ever rendered or run.

/// A piece of HTML.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token<'a> {
    /// Text between tags, entities not yet resolved.
    Text(&'a str),
    /// A start tag: name in lower case, and what stands behind the name.
    Open(String, &'a str),
    /// An end tag.
    Close(String),
    /// A comment, declaration, style or script, without its brackets.
    Hidden(&'a str),
}

/// Takes HTML apart in linear time. What is no tag is text; after a tag that never ends all is text.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut at, mut text_from) = (0, 0);
    let mut open_ended = false;
    while let Some(found) = html[at..].find('<').filter(|_| !open_ended) {
        let start = at + found;
        let Some((token, end)) = markup(&html[start..]) else {
            // A letter or exclamation mark after "<" would have begun a tag: then it never ends.
            open_ended = html[start + 1..]
                .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
            at = start + 1;
            continue;
        };
        if text_from < start {
            tokens.push(Token::Text(&html[text_from..start]));
        }
        at = start + end;
        if let Token::Open(name, _) = &token
            && matches!(name.as_str(), "style" | "script")
        {
            let hidden = hidden_until(&html[at..], name);
            tokens.push(Token::Hidden(hidden));
            at += hidden.len();
        }
        tokens.push(token);
        text_from = at;
    }
    if text_from < html.len() {
        tokens.push(Token::Text(&html[text_from..]));
    }
    tokens
}

/// Reads one tag or comment at the beginning, and how many bytes it takes.
fn markup(html: &str) -> Option<(Token<'_>, usize)> {
    if let Some(rest) = html.strip_prefix("<!--") {
        let end = rest.find("-->");
        let inside = &rest[..end.unwrap_or(rest.len())];
        return Some((Token::Hidden(inside), 4 + inside.len() + end.map_or(0, |_| 3)));
    }
    if html.starts_with("<!") || html.starts_with("<?") {
        let end = html.find('>')?;
        return Some((Token::Hidden(&html[2..end]), end + 1));
    }
    let closing = html.starts_with("</");
    let name_from = if closing { 2 } else { 1 };
    let rest = &html[name_from..];
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let attributes = &rest[length..];
    let end = tag_end(attributes)?;
    let name = rest[..length].to_ascii_lowercase();
    let token = if closing { Token::Close(name) } else { Token::Open(name, &attributes[..end]) };
    Some((token, name_from + length + end + 1))
}

fn tag_end(attributes: &str) -> Option<usize> {
    let mut quote = None;
    for (i, byte) in attributes.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(i),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn hidden_until<'a>(html: &'a str, name: &str) -> &'a str {
    let end = html
        .match_indices("</")
        .find(|(i, _)| html[i + 2..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)));
    &html[..end.map_or(html.len(), |(i, _)| i)]
}

/// The addresses and titles in a tag's attributes.
pub(super) fn said_by_attributes(attributes: &str) -> Vec<String> {
    let mut said = Vec::new();
    let mut rest = attributes;
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim().rsplit(char::is_whitespace).next().unwrap_or_default().to_ascii_lowercase();
        let after = after.trim_start();
        let value = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split(quote).next().unwrap_or_default(),
            _ => after.split(char::is_whitespace).next().unwrap_or_default(),
        };
        if matches!(name.as_str(), "href" | "src" | "alt" | "title" | "cite") && !value.is_empty() {
            said.push(entities(value));
        }
        let quotes = usize::from(after.starts_with(['"', '\'']));
        rest = after.get((value.len() + 2 * quotes).min(after.len())..).unwrap_or_default();
    }
    said
}

/// Whether a tag begins or ends a block of text.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 29] = [
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "pre",
        "hr",
        "form",
        "details",
        "summary",
        "figure",
    ];
    BLOCKS.contains(&name)
}

/// Resolves numeric entities and the named ones that texts use; others stay as they are.
pub(super) fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        let resolved = end.and_then(|end| Some((entity(&rest[1..end])?, end)));
        let (c, end) = resolved.unwrap_or(('&', 0));
        out.push(c);
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|c| *c != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "copy" => '©',
        "bull" => '•',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_taken_apart() {
        let open = |name: &str, rest| Token::Open(name.to_owned(), rest);
        assert_eq!(
            tokens("a <b class='x>y'>c</b> < d<!-- e --><style>f { }</style>"),
            [
                Token::Text("a "),
                open("b", " class='x>y'"),
                Token::Text("c"),
                Token::Close("b".into()),
                Token::Text(" < d"),
                Token::Hidden(" e "),
                Token::Hidden("f { }"),
                open("style", ""),
                Token::Close("style".into()),
            ]
        );
        assert_eq!(tokens("x <a href=\"never ends"), [Token::Text("x <a href=\"never ends")]);
    }

    #[test]
    fn addresses_are_found_and_entities_resolved() {
        assert_eq!(said_by_attributes(" class=a href=\"x?a&amp;b\" title='T u' disabled"), ["x?a&b", "T u"]);
        assert_eq!(entities("R&amp;D &#233;&#x4e2d; &unknown; & x"), "R&D é中 &unknown; & x");
    }
}
