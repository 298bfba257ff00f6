//! Just enough of Rust's lexer: code without comments and texts, without what is compiled for tests only, and words with their lines.

/// A word, a `::`, or one other sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token<'a> {
    /// As it stands.
    pub(super) text: &'a str,
    /// From 1.
    pub(super) line: usize,
}

/// Blanks comments and the insides of texts and characters; line ends stay, so that lines keep their numbers.
pub(super) fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut previous = ' ';
    while let Some(c) = rest.chars().next() {
        let in_word = previous.is_alphanumeric() || previous == '_';
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = (!in_word).then(|| raw_text(rest)).flatten() {
            length
        } else if c == '"' {
            quoted(rest, '"')
        } else if let Some(length) = (c == '\'').then(|| character(rest)).flatten() {
            length
        } else {
            out.push(c);
            previous = c;
            rest = &rest[c.len_utf8()..];
            continue;
        };
        out.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        previous = ' ';
        rest = &rest[length..];
    }
    out
}

/// The length of a block comment, which may hold others.
fn block_comment(text: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    while at < text.len() {
        if text[at..].starts_with("/*") {
            (at, depth) = (at + 2, depth + 1);
        } else if text[at..].starts_with("*/") {
            (at, depth) = (at + 2, depth - 1);
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of `r"…"`, `r#"…"#`, `br"…"` or `cr"…"`, if one stands here.
fn raw_text(text: &str) -> Option<usize> {
    let marked =
        text.strip_prefix('b').or_else(|| text.strip_prefix('c')).unwrap_or(text).strip_prefix('r')?;
    let inside = marked.trim_start_matches('#');
    let hashes = marked.len() - inside.len();
    let body = inside.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let opening = text.len() - body.len();
    Some(body.find(&end).map_or(text.len(), |at| opening + at + end.len()))
}

/// The length of a text up to its closing mark, backslashes minded.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == mark {
            return at + c.len_utf8();
        }
    }
    text.len()
}

/// The length of a character; `None` for a lifetime.
fn character(text: &str) -> Option<usize> {
    let mut chars = text.chars().skip(1);
    let first = chars.next()?;
    (first == '\\' || chars.next() == Some('\'')).then(|| quoted(text, '\''))
}

/// Words and signs of [`code`].
pub(super) fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(c) = rest.chars().next() {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let length = if is_word(c) {
                rest.find(|c| !is_word(c)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                c.len_utf8()
            };
            tokens.push(Token { text: &rest[..length], line: number + 1 });
            rest = rest[length..].trim_start();
        }
    }
    tokens
}

/// Blanks every item that stands under `#[cfg(test)]` in [`code`].
pub(super) fn without_tests(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, item)) = next_test(rest) {
        out.push_str(before);
        out.extend(item.chars().filter(|c| *c == '\n'));
        rest = &rest[before.len() + item.len()..];
    }
    out.push_str(rest);
    out
}

/// The names of modules that have a file of their own and are compiled for tests only.
pub(super) fn test_modules(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = code;
    while let Some((before, item)) = next_test(rest) {
        if let [.., module, name, end] = tokens(item).as_slice()
            && module.text == "mod"
            && end.text == ";"
        {
            names.push(name.text.to_owned());
        }
        rest = &rest[before.len() + item.len()..];
    }
    names
}

/// What stands before the next `#[cfg(test)]`, and that attribute with its item.
fn next_test(code: &str) -> Option<(&str, &str)> {
    const MARK: &str = "#[cfg(test)]";
    let start = code.find(MARK)?;
    let (before, from) = code.split_at(start);
    let end = MARK.len() + item_end(&from[MARK.len()..]);
    Some((before, &from[..end]))
}

/// Where the item ends: after its `;`, or after the `}` that closes its first brace.
fn item_end(code: &str) -> usize {
    let (mut braces, mut others) = (0_usize, 0_usize);
    for (at, c) in code.char_indices() {
        match c {
            '{' => braces += 1,
            '(' | '[' => others += 1,
            ')' | ']' => others = others.saturating_sub(1),
            '}' => {
                braces = braces.saturating_sub(1);
                if braces == 0 && others == 0 {
                    // `use a::{b, c};` and `const A: B = B { .. };` go on to their semicolon.
                    let after = code[at + 1..].trim_start();
                    return if after.starts_with(';') { code.len() - after.len() + 1 } else { at + 1 };
                }
            }
            ';' if braces == 0 && others == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        tokens(&code(text)).iter().map(|t| t.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_and_texts_are_no_code() {
        assert_eq!(words("a // b\nc /* d /* e */ f */ g"), "a c g");
        assert_eq!(words(r#"a("b \" // c", 'd', '"', '\'', b"e") f"#), "a ( , , , , b ) f");
        assert_eq!(words("a(r#\"b \" c\"#, br\"d\\\", r\"\") e"), "a ( , , ) e");
        assert_eq!(words("fn a<'b>(c: &'b str) -> &'static str { d }").matches("str").count(), 2);
        assert_eq!(words("let r = for_each\"x\";"), "let r = for_each ;");
    }

    #[test]
    fn lines_keep_their_numbers() {
        let text = "/* a\nb */\n\"c\nd\" e";
        assert_eq!(tokens(&code(text)), [Token { text: "e", line: 4 }]);
        let kept = without_tests("a\n#[cfg(test)]\nmod t {\n  {b}\n}\nc");
        assert_eq!(tokens(&kept), [Token { text: "a", line: 1 }, Token { text: "c", line: 6 }]);
    }

    #[test]
    fn test_items_are_left_out_whole() {
        let kept =
            |text: &str| tokens(&without_tests(&code(text))).iter().map(|t| t.text).collect::<String>();
        assert_eq!(
            kept("#[cfg(test)] use a::{b, c}; d"),
            "d",
            "the braces of an import end with its semicolon"
        );
        assert_eq!(kept("#[cfg(test)] #[expect(x, reason = \"y\")] fn a(b: [u8; 2]) { c } d"), "d");
        assert_eq!(kept("#[cfg(not(test))] fn a() {}"), "#[cfg(not(test))]fna(){}");
        assert_eq!(test_modules("#[cfg(test)]\npub(crate) mod laws;\n#[cfg(test)] mod t { }"), ["laws"]);
    }
}
