//! Headings that can be gone to, and the list of them: a field that is filled already and that can be made anew.

use super::paragraph::{Look, begin, paragraph};
use crate::export::document::words::{escaped_line, line};
use crate::export::document::{Heading, Run};
use crate::text::is_rtl;

/// The name of the mark at the `n`th heading, as word processors name them.
fn mark(n: usize) -> String {
    format!("_Toc{n:09}")
}

/// Writes the `n`th heading.
pub(super) fn heading(to: &mut String, text: &str, n: usize, look: Look<'_>) {
    let (begin, end) = (
        format!("<w:bookmarkStart w:id=\"{n}\" w:name=\"{}\"/>", mark(n)),
        format!("<w:bookmarkEnd w:id=\"{n}\"/>"),
    );
    paragraph(to, &vec![vec![Run::plain(line(text))]], Look { before: &begin, ..look }, &end);
}

const SEPARATE: &str = "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
const END: &str = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

fn field(instruction: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\">{instruction} </w:instrText></w:r>{SEPARATE}"
    )
}

/// Writes the list of headings with the numbers of their pages.
///
/// Which page a heading is on only the program that lays the pages out can tell: each number is a field without a
/// result. LibreOffice fills such fields by itself, but for those in a field that it knows as a table of contents: there
/// it keeps what it finds. It knows that one by the first letters of its instruction, before which a tab stands; the
/// standard allows any blank there. Word fills them when the field is updated (F9).
pub(super) fn contents(to: &mut String, title: &str, headings: &[Heading], page_break: bool) {
    to.push_str(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/>\
         </w:docPartObj></w:sdtPr><w:sdtContent>",
    );
    let title = vec![vec![Run::plain(line(title))]];
    paragraph(to, &title, Look { page_break, ..Look::of("TOCHeading") }, "");
    let last = headings.len().saturating_sub(1);
    let deepest = headings.iter().map(|heading| heading.level.clamp(1, 4)).max().unwrap_or(1);
    for (at, heading) in headings.iter().enumerate() {
        let style = format!("TOC{}", heading.level.clamp(1, 4));
        begin(to, Look::of(&style), is_rtl(&heading.text));
        if at == 0 {
            to.push_str(&field(&format!("\tTOC \\o &quot;1-{deepest}&quot; \\h \\z \\u")));
        }
        let mark = mark(at + 1);
        to.extend([format!(
            "<w:hyperlink w:anchor=\"{mark}\" w:history=\"1\"><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:tab/></w:r>\
             {}{END}</w:hyperlink>",
            escaped_line(&heading.text),
            field(&format!(" PAGEREF {mark} \\h"))
        )]);
        if at == last {
            to.push_str(END);
        }
        to.push_str("</w:p>");
    }
    to.push_str("</w:sdtContent></w:sdt>");
}
