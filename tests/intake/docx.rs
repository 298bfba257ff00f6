//! Word documents: what a submitter sees on the page is what is read, and nothing of it is lost.

use proptest::prelude::*;
use rapporteur::config::call_file;
use rapporteur::intake::{self, about, account, place};
use rapporteur::model::draft::{Field, Format, PartDraft, SourceDraft};
use rapporteur::model::span::Form;

use super::{Placed, call_of, multiset, parts, shared};
use crate::office::{Docx, heading, p, paragraph, run, table};

const ACCESS: &str = "How can access be made affordable for everyone?";
const SKILLS: &str = "Which skills do people need most in the coming years?";

fn read(docx: &Docx) -> SourceDraft {
    intake::read(&docx.bytes(), "letter.docx").unwrap()
}

fn body(docx: &Docx) -> String {
    parts(&read(docx))[0].text.clone()
}

fn placed(docx: &Docx) -> Placed {
    let placed = Placed::of(&docx.bytes(), &call_of(&[ACCESS, SKILLS]));
    assert!(placed.balances());
    placed
}

fn answers(docx: &Docx) -> Vec<String> {
    placed(docx).answers().into_values().collect()
}

#[test]
fn a_document_is_known_by_what_is_in_it() {
    let bytes = Docx::of(p("Hello.")).bytes();
    for name in ["letter.docx", "letter.md", "form.csv", "letter"] {
        let draft = intake::read(&bytes, name).unwrap();
        assert_eq!((draft.format, draft.reader.as_str()), (Format::Docx, "docx/1"), "{name}");
        assert!(intake::is_risky(&bytes) && draft.is_sound());
    }
}

#[test]
fn answers_stand_under_headings_by_style_number_or_bold() {
    let answer = ["Lower the fees.", "Teach routing."];
    let styled = [heading(2, ACCESS), p(answer[0]), heading(2, &format!("2. {SKILLS}")), p(answer[1])];
    assert_eq!(answers(&Docx::of(styled.concat())), answer);

    let bold = |text: &str| paragraph("", &[run("<w:b/>", &text[..9]), run("<w:b/>", &text[9..])].concat());
    let lines = [bold(ACCESS), p(answer[0]), bold(SKILLS), p(answer[1])];
    assert_eq!(answers(&Docx::of(lines.concat())), answer);
    let broken = "<w:p><w:r><w:t>1. How can access be made affordable for everyone?</w:t><w:br/><w:t>Lower the fees.</w:t></w:r></w:p>";
    assert_eq!(answers(&Docx::of(broken)), ["Lower the fees."]);
}

#[test]
fn automatic_numbers_are_read_as_if_they_were_typed() {
    let lists = "<w:abstractNum w:abstractNumId='3'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>\
                 <w:lvlText w:val='Question %1:'/></w:lvl></w:abstractNum>\
                 <w:num w:numId='8'><w:abstractNumId w:val='3'/></w:num>";
    let numbered =
        |text: &str| paragraph("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='8'/></w:numPr>", &run("", text));
    // Only the number says which question it is: the words are the submitter's.
    let docx = Docx::of(
        [numbered("Access"), p("Lower the fees."), numbered("Skills"), p("Teach routing.")].concat(),
    );
    let docx = docx.with("numbering", lists);
    assert_eq!(body(&docx), "Question 1: Access\n\nLower the fees.\n\nQuestion 2: Skills\n\nTeach routing.");
    assert_eq!(answers(&docx), ["Lower the fees.", "Teach routing."]);

    let styles = "<w:style w:styleId='Q'><w:name w:val='Our question'/><w:basedOn w:val='H'/><w:pPr><w:numPr>\
                  <w:numId w:val='8'/></w:numPr></w:pPr></w:style>\
                  <w:style w:styleId='H'><w:name w:val='Überschrift 3'/></w:style>";
    let styled = |text: &str| paragraph("<w:pStyle w:val='Q'/>", &run("", text));
    let docx = Docx::of([styled("Access"), p("Lower the fees."), styled("Skills"), p("Teach.")].concat());
    let draft = read(&docx.with("numbering", lists).with("styles", styles));
    let body = &parts(&draft)[0];
    assert!(body.text.starts_with("Question 1: Access\n\nLower"), "{}", body.text);
    assert_eq!(body.forms[0].form, Form::Heading(3));
}

#[test]
fn a_table_of_questions_and_answers_is_placed_and_one_of_data_stays_a_table() {
    let form = table(&[
        &[p("No."), p("Question"), p("Answer")],
        &[p("1"), p(ACCESS), [p("Lower the fees."), p("Share the ducts.")].concat()],
        &[p("2"), p(SKILLS), p("Teach routing.")],
    ]);
    let found = answers(&Docx::of(form + &p("")));
    assert_eq!(found, ["Lower the fees.\n\nShare the ducts.", "Teach routing."]);

    let data = table(&[&[p("Year"), p("Users")], &[p("2003"), p("12 %")], &[p("2023"), p("67 %")]]);
    let docx = Docx::of([p("See:"), data, p("So it grew.")].concat());
    assert_eq!(body(&docx), "See:\n\nYear | Users\n2003 | 12 %\n2023 | 67 %\n\nSo it grew.");
    let nested = table(&[&[[p("Outer"), table(&[&[p("a"), p("b")]]), p("")].concat()]]);
    assert_eq!(body(&Docx::of(nested)), "Outer\n\na | b");
}

#[test]
fn insertions_are_kept_deletions_are_not_and_both_are_said() {
    let changed = "<w:p><w:r><w:t xml:space='preserve'>We ask </w:t></w:r><w:ins w:id='1'><w:r><w:t>firmly</w:t></w:r></w:ins>\
                   <w:del w:id='2'><w:r><w:delText>kindly</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>\
                   <w:r><w:t>.</w:t></w:r></w:p>\
                   <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>One </w:t></w:r></w:p>\
                   <w:p><w:r><w:t>paragraph.</w:t></w:r></w:p>\
                   <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>lost row</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let docx =
        Docx::of(changed).with("comments", "<w:comment><w:p><w:r><w:t>Sure?</w:t></w:r></w:p></w:comment>");
    let draft = read(&docx);
    assert_eq!(parts(&draft)[0].text, "We ask firmly.\n\nOne paragraph.");
    let said: Vec<&str> = draft.diagnostics.iter().map(|d| d.what.as_str()).collect();
    assert_eq!(
        said,
        ["1 comment of reviewers left out", "3 deletions left out: tracked changes count as accepted"]
    );
}

#[test]
fn notes_are_parts_of_their_own_and_stand_with_the_text_that_refers_to_them() {
    let note = |kind: &str, id: u8, text: &str| {
        format!("<w:{kind} w:id='{id}'><w:p><w:r><w:{kind}Ref/></w:r>{}</w:p></w:{kind}>", run("", text))
    };
    let refer = |kind: &str, id: u8| format!("<w:r><w:{kind}Reference w:id='{id}'/></w:r>");
    let answer =
        [run("", "Lower the fees"), refer("footnote", 7), run("", "."), refer("endnote", 2)].concat();
    let docx = Docx::of([heading(1, ACCESS), paragraph("", &answer)].concat())
        .with(
            "footnotes",
            &[
                "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>",
                &note("footnote", 7, "By half."),
            ]
            .concat(),
        )
        .with("endnotes", &note("endnote", 2, "A study says so."));
    let placed = placed(&docx);
    let places: Vec<(&str, &str)> =
        placed.parts().iter().skip(1).map(|p| (p.place.as_str(), p.text.as_str())).collect();
    assert_eq!(places, [("footnote:1", "By half."), ("endnote:1", "A study says so.")]);
    assert!(placed.parts()[0].text.ends_with("Lower the fees[1].[e1]"));
    assert_eq!(placed.answers()["q1"], "Lower the fees[1].[e1]By half.A study says so.");
}

#[test]
fn links_fields_boxes_signs_and_text_boxes_are_read() {
    let docx = Docx::of(
        "<w:p><w:hyperlink r:id='a'><w:r><w:t>our study</w:t></w:r></w:hyperlink><w:r><w:t xml:space='preserve"
            .to_owned()
            + "'> and </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"https://b.example\" </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>theirs</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>\
             <w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>\
             <w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t xml:space='preserve'> yes </w:t></w:r>\
             <w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r><w:r><w:t xml:space='preserve'> no</w:t></w:r></w:p>\
             <w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t><w:br/><w:t>e &amp; &#x444;</w:t></w:r></w:p>\
             <w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr descr='A chart of prices'/><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>\
             <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Anchor.</w:t></w:r></w:p>",
    )
    .link("a", "https://a.example/study");
    let draft = read(&docx);
    let body = &parts(&draft)[0];
    assert_eq!(
        body.text,
        "our study and theirs\n\n[x] yes ☐ no\n\na\tb\u{2011}cd\ne & ф\n\nAnchor.\n\nIn a box."
    );
    assert_eq!(body.aside, ["https://a.example/study", "https://b.example", "A chart of prices"]);
    let links: Vec<&Form> = body.forms.iter().map(|f| &f.form).collect();
    assert_eq!(
        links[..2],
        [&Form::Link("https://a.example/study".into()), &Form::Link("https://b.example".into())]
    );
}

#[test]
fn what_is_no_text_of_the_submitters_stands_beside_it() {
    let control = |properties: &str, text: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", p(text))
    };
    let docx = Docx::of(
        [
            control(
                "<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>",
                "Access .... 1",
            ),
            heading(1, ACCESS),
            control("<w:showingPlcHdr/>", "Click here to enter text."),
            control("<w:alias w:val='x'/>", "Lower the fees."),
            paragraph("<w:pStyle w:val='TOC1'/>", &run("", "Skills .... 2")),
            paragraph("", &[run("<w:vanish/>", "Internal: "), run("", "Shown.")].concat()),
        ]
        .concat(),
    )
    .with("header1", &p("Confidential draft"))
    .with("header2", &p("Confidential draft"))
    .with("footer1", &p("Page 1"));
    let placed = placed(&docx);
    assert_eq!(placed.answers()["q1"], "Lower the fees.\n\nShown.");
    let aside: Vec<&str> = placed.parts()[0].aside.iter().map(String::as_str).collect();
    assert_eq!(
        aside,
        [
            "Access .... 1",
            "Click here to enter text.",
            "Skills .... 2",
            "Internal:",
            "Confidential draft",
            "Page 1"
        ]
    );
    assert_eq!(account::document(placed.parts(), &placed.marks).structure, 22);
}

#[test]
fn properties_say_who_only_where_the_text_does_not_and_never_when() {
    let said = |docx: Docx| {
        let bytes = docx.properties("Letter", "Lake Union", "2025-02-03T09:00:00Z").bytes();
        let placed = Placed::of(&bytes, &call_file::bundled().unwrap());
        about::document(&placed.parts()[0], &placed.marks[0])
    };
    // The day on which a file, or the template of it, was made is not that on which it was sent.
    assert_eq!(said(Docx::of(p("We write."))), [(Field::Submitter, "Lake Union".to_owned())]);
    let text = [p("Organisation: Harbour Net"), p("Submitted on 20 January 2025")].concat();
    let both = [(Field::Submitter, "Harbour Net".into()), (Field::SubmittedOn, "2025-01-20".into())];
    assert_eq!(said(Docx::of(text)), both);
}

#[test]
fn a_table_of_metadata_and_the_name_of_a_program_say_no_more_than_they_know() {
    let who = table(&[&[p("Organisation"), p("Harbour Net")], &[p("Country"), p("Kenya")]]);
    let docx = Docx::of(who + &p("We write.")).properties("", "python-docx", "2013-12-23T23:15:00Z");
    let placed = Placed::of(&docx.bytes(), &call_file::bundled().unwrap());
    let body = &placed.parts()[0];
    assert_eq!(body.text, "Organisation: Harbour Net\nCountry: Kenya\n\nWe write.");
    let said = about::document(body, &placed.marks[0]);
    assert_eq!(said, [(Field::Submitter, "Harbour Net".into()), (Field::Country, "KE".into())]);
}

#[test]
fn text_from_right_to_left_stays_in_the_order_in_which_it_is_said() {
    let rtl =
        paragraph("<w:bidi/>", &[run("<w:rtl/><w:bCs/>", "سؤال"), run("<w:rtl/>", " وجواب 12")].concat());
    let draft = read(&Docx::of(rtl));
    assert_eq!(parts(&draft)[0].text, "سؤال وجواب 12");
    assert_eq!(parts(&draft)[0].forms[0].form, Form::Strong);
}

/// The words of all text elements of a document, those of deletions left out.
fn words_of(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut said = String::new();
    for name in ["word/document.xml", "word/footnotes.xml"] {
        let Ok(entry) = zip.by_name(name) else { continue };
        let xml = std::io::read_to_string(entry).unwrap();
        for paragraph in xml.split("</w:p>") {
            for text in paragraph.split("<w:t").skip(1).filter(|t| t.starts_with([' ', '>'])) {
                let text = text.split_once('>').unwrap().1;
                said.push_str(text.split_once("</w:t>").map_or("", |(text, _)| text));
            }
            said.push('\n');
        }
    }
    said.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn real_documents_in_six_languages_give_every_answer_and_lose_no_word() {
    let Some(folder) = shared("corpus/derived-six-languages/docx") else { return };
    let (mut answers, mut submissions, mut characters) = (0, 0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let draft = intake::read(&bytes, "x").unwrap();
        let questions: Vec<&str> = parts(&draft)[0]
            .text
            .lines()
            .filter_map(|line| line.strip_prefix("Question ")?.split_once(": ").map(|(_, words)| words))
            .collect();
        let placed = Placed::of(&bytes, &call_of(&questions));
        let texts = placed.answers();
        assert_eq!(texts.len(), 8, "{}", path.display());
        answers += texts.len();
        characters += texts.values().flat_map(|t| t.chars()).filter(|c| !c.is_whitespace()).count();
        submissions += 1;
        assert!(placed.balances());
        let read: Vec<&str> = placed.parts().iter().map(|p| p.text.as_str()).collect();
        let (read, source) = (multiset(&read), multiset(&[&words_of(&bytes)]));
        let lost: Vec<_> = source.iter().filter(|(w, n)| read.get(*w).copied().unwrap_or(0) < **n).collect();
        assert!(lost.is_empty(), "{}: {lost:?}", path.display());
    }
    assert_eq!((submissions, answers, characters), (18, 144, 27_512));
}

/// Pieces of documents, well and badly nested.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<w:p>",
        "</w:p>",
        "<w:p/>",
        "<w:r>",
        "</w:r>",
        "<w:t>word</w:t>",
        "<w:t>Question 1</w:t>",
        "<w:t> </w:t>",
        "<w:t>1.</w:t>",
        "<w:rPr><w:b/></w:rPr>",
        "<w:rPr><w:vanish/></w:rPr>",
        "<w:pPr><w:pStyle w:val='Heading1'/></w:pPr>",
        "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>",
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:trPr><w:del/></w:trPr>",
        "<w:txbxContent>",
        "</w:txbxContent>",
        "<w:br/>",
        "<w:tab/>",
        "<w:del>",
        "</w:del>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>",
        "</w:sdtContent></w:sdt>",
        "<w:fldChar w:fldCharType='begin'/>",
        "<w:fldChar w:fldCharType='separate'/>",
        "<w:fldChar w:fldCharType='end'/>",
        "<w:instrText>HYPERLINK \"x\"</w:instrText>",
        "<w:hyperlink r:id='a'>",
        "</w:hyperlink>",
        "<w:footnoteReference w:id='1'/>",
        "<w:footnote w:id='1'>",
        "</w:footnote>",
        "<mc:AlternateContent>",
        "<mc:Choice>",
        "</mc:Choice>",
        "</mc:AlternateContent>",
        "&x;",
        "&#0;",
        "текст",
        "<m:t>x</m:t>",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Closes what is open and drops what closes nothing, so that more than a beginning is read.
fn balanced(xml: &str) -> String {
    let (mut out, mut open) = (String::new(), Vec::new());
    for piece in xml.split_inclusive('>') {
        let (text, tag) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        out.push_str(text);
        if let Some(name) = tag.strip_prefix("</") {
            let Some(at) = open.iter().rposition(|o: &String| *o == name[..name.len() - 1]) else { continue };
            for name in open.drain(at..).rev() {
                out.extend([format!("</{name}>")]);
            }
        } else {
            out.push_str(tag);
            if !tag.is_empty() && !tag.ends_with("/>") {
                open.push(tag[1..tag.len() - 1].split(' ').next().unwrap_or_default().to_owned());
            }
        }
    }
    out.extend(open.iter().rev().map(|name| format!("</{name}>")));
    out
}

fn check(parts: &[PartDraft]) {
    let marks = place::parts(parts, &call_file::bundled().unwrap());
    assert!(account::document(parts, &marks).balances());
    about::document(&parts[0], &marks[0]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_elements_holds_together(xml in pieces(), notes in pieces()) {
        let docx = Docx::of(balanced(&xml)).link("a", "https://a.example").with("footnotes", &balanced(&notes));
        let draft = intake::read(&docx.bytes(), "x").unwrap();
        prop_assert!(draft.is_sound(), "{draft:?}");
        check(parts(&draft));
    }

    #[test]
    fn broken_documents_are_read_or_refused(xml in pieces(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        if let Ok(draft) = intake::read(&Docx::of(&xml).bytes(), "x") {
            check(parts(&draft));
        }
        let mut bytes = Docx::of(balanced(&xml)).bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        drop(intake::read(&bytes, "x"));
        drop(intake::read(&bytes[..at], "x"));
    }
}
