//! Plain text as Markdown that reads as just that text: no markup, HTML, link or heading comes of it.
//!
//! Punctuation is escaped where CommonMark 0.31 (section 2.4: any ASCII punctuation may be) or a
//! usual extension could see something in it. Control and invisible characters are made visible
//! first, as on a terminal.

use crate::text::clean;
use crate::text::shorten::LEFT_OUT;

/// Text for within a line: headings, citations, list items.
pub fn inline(text: &str) -> String {
    let line = clean::line(text);
    let mut escaped = String::with_capacity(line.len() + 8);
    push_line(&mut escaped, line.trim());
    escaped
}

/// Text for within a line of several runs: blanks at its ends stay.
pub fn within(text: &str) -> String {
    let line = clean::line(text);
    let mut escaped = String::with_capacity(line.len() + 8);
    push_line(&mut escaped, &line);
    escaped
}

/// Text as a block quotation: paragraphs stay paragraphs, line ends stay line ends.
pub fn quotation(text: &str) -> String {
    let clean = clean::block(text);
    let lines: Vec<&str> = clean.lines().map(str::trim).collect();
    let mut quotation = String::with_capacity(clean.len() + clean.len() / 16);
    let mut open = false;
    for (i, line) in lines.iter().enumerate() {
        if line.is_empty() {
            if open && lines[i..].iter().any(|l| !l.is_empty()) {
                quotation.push_str(">\n");
            }
            open = false;
            continue;
        }
        quotation.push_str("> ");
        push_line(&mut quotation, line);
        if lines.get(i + 1).is_some_and(|next| !next.is_empty()) {
            // A hard line break; blanks at the end of a line would do too, but editors remove them.
            quotation.push('\\');
        }
        quotation.push('\n');
        open = true;
    }
    if quotation.is_empty() {
        quotation.push_str(">\n");
    }
    plain_marks(&quotation)
}

/// Writes the sign of words that were left out without its escapes, where nothing can come of it: no address
/// or definition follows.
fn plain_marks(text: &str) -> String {
    const ESCAPED: &str = "\\[…\\]";
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(ESCAPED) {
        let after = &rest[at + ESCAPED.len()..];
        plain.push_str(&rest[..at]);
        plain.push_str(if after.starts_with(['(', ':', '\\']) { ESCAPED } else { LEFT_OUT });
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// Escapes one line that begins a block or goes on in one.
fn push_line(to: &mut String, line: &str) {
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number_ends = (numbered.len() < line.len()).then(|| line.len() - numbered.len());
    for (at, c) in line.char_indices() {
        let rest = &line[at..];
        let escape = match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' | '^' => true,
            '#' | '+' | '-' | '=' => at == 0 || rest.trim_start_matches(c).is_empty(),
            ':' => at == 0 || rest.starts_with("://") || line[..at].ends_with("mailto"),
            '.' | ')' if number_ends == Some(at) => true,
            '.' => at >= 3 && line.as_bytes()[at - 3..at].eq_ignore_ascii_case(b"www"),
            _ => false,
        };
        if escape {
            to.push('\\');
        }
        to.push(c);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;

    /// The text of a document, blocks parted by a blank line, hard breaks as line ends; and what else is in it.
    fn read(markdown: &str) -> (String, Vec<String>) {
        let mut text = String::new();
        let mut strange = Vec::new();
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::HardBreak => text.push('\n'),
                Event::Start(Tag::Paragraph) if !text.is_empty() => text.push_str("\n\n"),
                Event::Start(Tag::Paragraph | Tag::BlockQuote(None)) | Event::End(_) => {}
                other => strange.push(format!("{other:?}")),
            }
        }
        (text, strange)
    }

    /// What can be hoped for: blanks at the ends of lines and the number of blank lines do not count.
    fn plain(text: &str) -> String {
        let clean = clean::block(text);
        let mut out: Vec<&str> = Vec::new();
        for line in clean.lines().map(str::trim) {
            if !(line.is_empty() && out.last().is_none_or(|l| l.is_empty())) {
                out.push(line);
            }
        }
        while out.last().is_some_and(|l| l.is_empty()) {
            out.pop();
        }
        out.join("\n")
    }

    fn hostile() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            "[ -~\n]{0,6}",
            any::<char>().prop_map(String::from),
            proptest::sample::select(vec![
                "# ",
                "> ",
                "- ",
                "1. ",
                "12) ",
                "<script>",
                "](http://x.y)",
                "[x]: http://x.y",
                "&amp;",
                "```\n",
                "~~~\n",
                "    ",
                "\n---\n",
                "\n===\n",
                "\n\n",
                "| a |\n|---|\n",
                "<http://x.y>",
                "[^1]: ",
                "<!--",
                "$x$",
                ": ",
                "\t",
                "*a*",
                "__b__",
                "\\",
                "www.x.org",
                "- [ ] ",
                "[[w]]",
                "+++\n",
                "[!NOTE]",
                "||s||",
                "\r",
            ])
            .prop_map(String::from),
        ];
        proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
    }

    #[test]
    fn a_quotation_keeps_paragraphs_and_lines() {
        assert_eq!(quotation("One.\nTwo.\n\n\nThree."), "> One.\\\n> Two.\n>\n> Three.\n");
        assert_eq!(quotation("2. <b>#1</b>"), "> 2\\. \\<b\\>#1\\</b\\>\n");
        assert_eq!(
            inline("see https://example.org, www.example.org"),
            "see https\\://example.org, www\\.example.org"
        );
    }

    proptest! {
        #[test]
        fn hostile_text_stays_text(text in hostile()) {
            let (back, strange) = read(&quotation(&text));
            prop_assert_eq!(back, plain(&text), "{}", quotation(&text));
            prop_assert!(strange.is_empty(), "{:?} from {:?}", strange, quotation(&text));
        }

        #[test]
        fn a_heading_stays_one_heading(text in hostile()) {
            let line = inline(&text);
            prop_assert!(!line.contains('\n'));
            let document = format!("## {line}\n");
            let headings = Parser::new_ext(&document, Options::all())
                .filter(|e| matches!(e, Event::Start(tag) if !matches!(tag, Tag::Heading { .. })))
                .count();
            prop_assert_eq!(headings, 0, "{}", document);
        }
    }
}
