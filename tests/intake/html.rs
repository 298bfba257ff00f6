//! Web pages: what a browser shows is what is read, and nothing of it is lost.

use proptest::prelude::*;
use rapporteur::config::call_file;
use rapporteur::intake::{self, about};
use rapporteur::model::draft::{Field, Format, SourceDraft};
use rapporteur::model::span::Form;

use super::{Placed, call_of, parts};

const ACCESS: &str = "How can access be made affordable for everyone?";
const SKILLS: &str = "Which skills do people need most in the coming years?";

fn read(body: &str) -> SourceDraft {
    intake::read(format!("<!DOCTYPE html>{body}").as_bytes(), "page").unwrap()
}

fn body(page: &str) -> String {
    parts(&read(page))[0].text.clone()
}

fn placed(body: &str) -> Placed {
    let placed = Placed::of(format!("<html>{body}").as_bytes(), &call_of(&[ACCESS, SKILLS]));
    assert!(placed.balances());
    placed
}

#[test]
fn a_page_is_known_by_what_is_in_it_and_text_with_tags_stays_text() {
    let page = b"<!DOCTYPE html><title>A</title><p>Hello.";
    for name in ["a.html", "a.md", "a.csv", "a"] {
        let draft = intake::read(page, name).unwrap();
        assert_eq!((draft.format, draft.reader.as_str()), (Format::Html, "html/1"), "{name}");
        assert!(intake::is_risky(page) && draft.is_sound());
    }
    let text = b"# Letter\n\n<p>With <b>tags</b>.</p>";
    assert_eq!(intake::read(text, "a.html").unwrap().format, Format::Markdown);
    assert_eq!(intake::read(b"<p>One.</p>", "a.md").unwrap().format, Format::Markdown);
    assert_eq!(intake::read(b"<p>One.</p>", "a.html").unwrap().format, Format::Html);
}

#[test]
fn answers_stand_under_headings_by_element_number_or_bold() {
    let answers = |page: &str| placed(page).answers().into_values().collect::<Vec<_>>();
    let two = ["Lower the fees.", "Teach routing."];
    assert_eq!(answers(&format!("<h2>{ACCESS}</h2><p>{}<h2>2. {SKILLS}</h2>{}", two[0], two[1])), two);
    let bold = format!(
        "<div><strong>{ACCESS}</strong></div><div>{}</div><p style='font-weight: bold'>{SKILLS}</p>{}",
        two[0], two[1]
    );
    assert_eq!(answers(&bold), two);
    let numbered = format!(
        "<ol><li><p><b>Access</b></p></ol><p>{}</p><ol start=2><li><p><b>Skills</b></ol>{}",
        two[0], two[1]
    );
    assert_eq!(
        placed(&numbered).parts()[0].text,
        "1. Access\n\nLower the fees.\n\n2. Skills\n\nTeach routing."
    );
    let table =
        format!("<table><tr><th>1<th>{ACCESS}<td>{}<tr><th>2<th>{SKILLS}<td>{}</table>", two[0], two[1]);
    assert_eq!(answers(&table), two);
    let quoted = placed(&format!("<h2>{ACCESS}</h2><blockquote>{ACCESS}</blockquote><p>Lower the fees."));
    assert!(quoted.parts()[0].forms.iter().any(|f| f.form == Form::Quote));
}

#[test]
fn a_broken_page_gives_what_a_browser_shows() {
    assert_eq!(
        body("<p>One<p>Two<b>bold<i>both</b>slant</i></div><li>three<li>four"),
        "One\n\nTwoboldbothslant\n\nthree\n\nfour"
    );
    assert_eq!(body("<table><p>Before</p><tr><td>a<td>b</table>After"), "Before\n\na | b\n\nAfter");
    assert_eq!(
        body("<p>a &lt b &eacute;&#x4e2d;&unknown; &amp;copy; <a href='x"),
        "a < b é中&unknown; &copy;"
    );
    assert_eq!(body("<p title='never closed>a"), "");
}

#[test]
fn blocks_lists_line_ends_and_blanks_stand_as_they_are_shown() {
    assert_eq!(
        body("<p>  One \n two&nbsp; three<br>\n four<br><br>five</p>six"),
        "One two\u{a0} three\nfour\n\nfive\n\nsix"
    );
    assert_eq!(
        body(
            "<ol type=a start=3><li>c<ul><li>x<li>y</ul><li value=7>g<p>more</p></ol><ol reversed start=2><li>z<li>w</ol>"
        ),
        "c. c\nx\ny\ng. g\n\nmore\n\n2. z\n1. w"
    );
    assert_eq!(body("<ul style='list-style: none'><li><ul><li>deep</ul></ul>"), "deep");
    assert_eq!(body("<pre>Dear all,\nwe write:\n\n  it is so.</pre>"), "Dear all,\nwe write:\n\nit is so.");
    assert_eq!(body("<pre><code>a\n\n  b</code></pre>"), "a\n\n  b");
    let table = "<table><caption>Users</caption><tr><th>Year<th>Users<tbody><tr><td>2003<td>12 %</table>";
    assert_eq!(body(table), "Users\n\nYear | Users\n2003 | 12 %");
    let who = "<table><tr><td>Organisation<td>Harbour Net<tr><td>Country<td>Kenya</table>";
    assert_eq!(body(who), "Organisation: Harbour Net\nCountry: Kenya");
}

#[test]
fn links_forms_and_what_is_beside_the_text_are_kept_apart() {
    let page = "<html><head><title>A  form</title><meta name=author content='Lake Union'><style>p{}</style><script>x()</script>\
                <body><nav><a href='/home'>Home</a></nav><header>Ministry</header><main><!-- note --><p hidden>Secret</p>\
                <p style='display: none !important'>Unseen</p><p><a href='https://a.example/s'>our study</a> and <a href='#x'>this</a>\
                <img src=a.png alt='A chart'></p><label><input type=checkbox checked>yes</label> <input type=radio>no\
                <input value='Typed'><select><option>Kenya<option selected>Peru</select><textarea>Line one\nLine two</textarea>\
                <button>Send</button><template><p>none</p></template><noscript>Turn it on</noscript></main><footer>Imprint</footer>";
    let draft = read(page);
    let body = &parts(&draft)[0];
    assert_eq!(
        body.text,
        "our study and this\n\n[x] yes [ ] noTyped Peru\n\nLine one\nLine two"
            .replace("Typed Peru", "TypedPeru")
    );
    assert_eq!(
        body.aside,
        [
            "properties:\ntitle: A form\nauthor: Lake Union\n",
            "/home",
            "Home",
            "Ministry",
            "Secret",
            "Unseen",
            "https://a.example/s",
            "A chart",
            "Kenya",
            "Send",
            "Turn it on",
            "Imprint"
        ]
    );
    let said: Vec<&str> = draft.diagnostics.iter().map(|d| d.what.as_str()).collect();
    assert_eq!(
        said,
        [
            "1 script left out",
            "1 style sheet left out",
            "1 template left out",
            "1 comment in the page left out",
            "1 picture not read"
        ]
    );
    assert_eq!(body.forms[0].form, Form::Link("https://a.example/s".into()));
    // Without a part that is plainly the page's own text, its header may be that of the letter.
    assert_eq!(self::body("<header>Ministry</header><p>We write."), "Ministry\n\nWe write.");
}

#[test]
fn title_and_author_say_who_where_the_text_does_not() {
    let said = |page: &str| {
        let placed = Placed::of(page.as_bytes(), &call_file::bundled().unwrap());
        about::document(&placed.parts()[0], &placed.marks[0])
    };
    assert_eq!(
        said("<html><meta name=author content='Lake Union'><p>We write."),
        [(Field::Submitter, "Lake Union".into())]
    );
    assert_eq!(
        said("<html><meta name=author content='Lake Union'><p>Organisation: Harbour Net"),
        [(Field::Submitter, "Harbour Net".into())]
    );
}

#[test]
fn a_page_in_another_encoding_and_one_that_a_script_writes_are_told() {
    let draft = intake::read(b"<html><meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2", "a").unwrap();
    assert_eq!(parts(&draft)[0].text, "Привет");
    let wide: Vec<u8> = "\u{feff}<html><p>Привет".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(parts(&intake::read(&wide, "a").unwrap())[0].text, "Привет");
    let empty = read("<div id=root></div><script>go()</script>");
    assert!(empty.diagnostics[0].what.contains("a script writes"));
}

#[test]
fn deep_wide_and_endless_pages_are_read_or_refused() {
    let deep = |tag: &str| format!("<html>{}deep", tag.repeat(20_000));
    for tag in [
        "<div>",
        "<b>",
        "<table><tr><td>",
        "<ul><li>",
        "<blockquote>",
        "<svg>",
        "<a href=x>",
        "</p>",
        "<!--",
        "<p>x<br>",
    ] {
        let draft = intake::read(deep(tag).as_bytes(), "a.html");
        if let Ok(draft) = draft {
            assert!(draft.is_sound(), "{tag}");
            assert!(["<!--", "<svg>"].contains(&tag) || parts(&draft)[0].text.ends_with("deep"), "{tag}");
        }
    }
    let many: String = (0..600).map(|i| format!("<b a{i}>")).collect();
    let refused =
        intake::read(format!("<html><p>{many}</p>{}", "<p>x</p>".repeat(2_000)).as_bytes(), "a.html");
    assert!(refused.unwrap_err().to_string().contains("elements"));
    let large = intake::read(&[b"<html>".as_slice(), &vec![b'x'; 17 << 20]].concat(), "a.html");
    assert!(large.unwrap_err().to_string().contains("16 MiB"));
}

#[test]
fn submissions_in_six_languages_say_in_html_what_they_say_in_docx() {
    let write = |blocks: &[(String, Option<u8>, bool)]| {
        let block = |(text, level, is_item): &(String, Option<u8>, bool)| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>");
            match level {
                Some(level) => format!("<h{level}>{text}</h{level}>\n"),
                None if *is_item => format!("<ul><li>{text}</ul>\n"),
                None => format!("<p>{text}\n"),
            }
        };
        format!("<!doctype html>\n<meta charset=utf-8>{}", blocks.iter().map(block).collect::<String>())
            .into_bytes()
    };
    super::six_languages(write, Format::Html);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_tags_is_read_whole(pieces in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href='https://a.b'>", "</a>", "<table>", "</table>", "<tr>", "<td>",
        "</td>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<h2>", "</h2>", "<br>", "<pre>", "</pre>", "<blockquote>",
        "</blockquote>", "<select><option>", "</select>", "<textarea>", "</textarea>", "<template>", "</template>", "<svg>",
        "</svg>", "<math>", "<form>", "</form>", "<nav>", "</nav>", "<header>", "<main>", "</main>", "<p hidden>", "<!--",
        "-->", "<script>", "</script>", "word", "Question 1", " ", "\n", "\u{ad}", "&amp;", "&#0;", "1.", "<q>", "</q>",
        "<frameset>", "<body>", "</body>", "<html>", "<caption>", "<input value=x>", "<ruby>a<rt>", "\0", "<pre><code>",
    ]), 0..60)) {
        let page = format!("<html>{}", pieces.concat());
        let draft = intake::read(page.as_bytes(), "a.html").unwrap();
        prop_assert!(draft.is_sound(), "{:?}", draft);
        let placed = Placed { marks: rapporteur::intake::place::parts(parts(&draft), &call_of(&[ACCESS])), draft };
        prop_assert!(placed.balances());
    }
}
