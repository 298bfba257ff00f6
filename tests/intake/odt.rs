//! Texts in OpenDocument: what a submitter sees on the page is what is read, and nothing of it is lost.

use proptest::prelude::*;
use rapporteur::config::call_file;
use rapporteur::intake::{self, ReadError, about, account};
use rapporteur::model::draft::{Field, Format, SourceDraft};
use rapporteur::model::span::Form;

use super::{Placed, call_of, parts};
use crate::office::Odt;

const ACCESS: &str = "How can access be made affordable for everyone?";
const SKILLS: &str = "Which skills do people need most in the coming years?";

fn p(text: &str) -> String {
    format!("<text:p>{text}</text:p>")
}

fn heading(level: u8, text: &str) -> String {
    format!("<text:h text:outline-level='{level}'>{text}</text:h>")
}

fn read(odt: &Odt) -> SourceDraft {
    intake::read(&odt.bytes(), "letter.odt").unwrap()
}

fn body(odt: &Odt) -> String {
    parts(&read(odt))[0].text.clone()
}

fn placed(odt: &Odt) -> Placed {
    let placed = Placed::of(&odt.bytes(), &call_of(&[ACCESS, SKILLS]));
    assert!(placed.balances());
    placed
}

fn answers(odt: &Odt) -> Vec<String> {
    placed(odt).answers().into_values().collect()
}

#[test]
fn a_document_is_known_by_what_is_in_it() {
    let bytes = Odt::of(p("Hello.")).bytes();
    for name in ["letter.odt", "letter.docx", "form.csv", "letter"] {
        let draft = intake::read(&bytes, name).unwrap();
        assert_eq!((draft.format, draft.reader.as_str()), (Format::Odt, "odt/1"), "{name}");
        assert!(intake::is_risky(&bytes) && draft.is_sound());
    }
}

#[test]
fn answers_stand_under_headings_by_level_by_style_and_by_bold() {
    let answer = ["Lower the fees.", "Teach routing."];
    let plain = [heading(2, ACCESS), p(answer[0]), heading(2, &format!("2. {SKILLS}")), p(answer[1])];
    assert_eq!(answers(&Odt::of(plain.concat())), answer);

    let styles = "<style:style style:name='H' style:display-name='Heading 2' style:family='paragraph'/>\
                  <style:style style:name='P1' style:family='paragraph' style:parent-style-name='H'/>\
                  <style:style style:name='T1' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>";
    let styled = format!(
        "<text:p text:style-name='P1'>{ACCESS}</text:p>{}<text:p><text:span text:style-name='T1'>{SKILLS}</text:span></text:p>{}",
        p(answer[0]),
        p(answer[1])
    );
    let odt = Odt::of(styled).styled(styles);
    assert_eq!(answers(&odt), answer);
    let forms: Vec<Form> = parts(&read(&odt))[0].forms.iter().map(|f| f.form.clone()).collect();
    assert!(forms.contains(&Form::Heading(2)) && forms.contains(&Form::Strong), "{forms:?}");
}

#[test]
fn automatic_numbers_are_read_as_if_they_were_typed() {
    let lists = "<text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-format='1' \
                 style:num-prefix='Question ' style:num-suffix=':'/><text:list-level-style-number text:level='2' \
                 style:num-format='a' style:num-suffix=')' text:display-levels='2'/></text:list-style>\
                 <text:list-style style:name='L2'><text:list-level-style-bullet text:level='1'/></text:list-style>";
    let item = |text: &str| format!("<text:list-item>{}</text:list-item>", p(text));
    let list = |more: &str, items: &str| format!("<text:list text:style-name='L1'{more}>{items}</text:list>");
    // Only the number says which question it is: the words are the submitter's.
    let letter = [
        list(" xml:id='a'", &item("Access")),
        p("Lower the fees."),
        list(" text:continue-list='a'", &item("Skills")),
        p("Teach routing."),
    ];
    let odt = Odt::of(letter.concat()).styled(lists);
    assert_eq!(body(&odt), "Question 1: Access\n\nLower the fees.\n\nQuestion 2: Skills\n\nTeach routing.");
    assert_eq!(answers(&odt), ["Lower the fees.", "Teach routing."]);

    let inner = format!("<text:list>{}{}</text:list>", item("b"), item("c"));
    let nested = format!("<text:list-item>{}{inner}</text:list-item>", p("a") + &p("more"));
    let header = format!("<text:list-header>{}</text:list-header>", p("First"));
    let late = format!("<text:list-item text:start-value='7'>{}</text:list-item>", p("d"));
    let bullets = format!("<text:list text:style-name='L2'>{}</text:list>", item("e"));
    let odt = Odt::of(list("", &(header + &nested + &late)) + &bullets).styled(lists);
    assert_eq!(body(&odt), "First\nQuestion 1: a\n\nmore\n1.a) b\n1.b) c\nQuestion 7: d\n\ne");

    let outline = "<office:styles><text:outline-style><text:outline-level-style text:level='1' style:num-format='I' \
                   style:num-suffix='.'/></text:outline-style></office:styles>";
    let unnumbered = "<text:h text:outline-level='1' text:is-list-header='true'>Preface</text:h>";
    let odt = Odt::of([unnumbered, &heading(1, "One"), &heading(2, "Two"), &heading(1, "Three")].concat());
    assert_eq!(body(&odt.pages(outline)), "Preface\n\nI. One\n\nTwo\n\nII. Three");
}

#[test]
fn a_table_of_questions_and_answers_is_placed_and_one_of_data_stays_a_table() {
    let table = |rows: &[&[&str]]| {
        let cell = |c: &&str| format!("<table:table-cell>{}</table:table-cell>", p(c));
        let row = |r: &&[&str]| {
            format!("<table:table-row>{}</table:table-row>", r.iter().map(cell).collect::<String>())
        };
        format!(
            "<table:table><table:table-column/>{}</table:table>",
            rows.iter().map(row).collect::<String>()
        )
    };
    let form = table(&[&["1", ACCESS, "Lower the fees."], &["2", SKILLS, "Teach routing."]]);
    assert_eq!(answers(&Odt::of(form)), ["Lower the fees.", "Teach routing."]);
    let data = table(&[&["Year", "Users"], &["2003", "12 %"]]);
    assert_eq!(body(&Odt::of(p("See:") + &data + &p("So."))), "See:\n\nYear | Users\n2003 | 12 %\n\nSo.");
    let who = table(&[&["Organisation", "Harbour Net"], &["Country", "Kenya"]]);
    assert_eq!(body(&Odt::of(who)), "Organisation: Harbour Net\nCountry: Kenya");
}

#[test]
fn insertions_are_kept_deletions_and_comments_are_not_and_both_are_said() {
    let changed = "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Ann</dc:creator>\
                   </office:change-info><text:p>kindly</text:p></text:deletion></text:changed-region>\
                   <text:changed-region><text:insertion><office:change-info/></text:insertion></text:changed-region></text:tracked-changes>\
                   <text:p>We ask <text:change-start/>firmly<text:change-end/><text:change/><office:annotation><dc:creator>Ann</dc:creator>\
                   <text:p>Sure?</text:p></office:annotation>.</text:p>";
    let draft = read(&Odt::of(changed));
    assert_eq!(parts(&draft)[0].text, "We ask firmly.");
    let said: Vec<&str> = draft.diagnostics.iter().map(|d| d.what.as_str()).collect();
    assert_eq!(
        said,
        ["1 comment of reviewers left out", "1 deletion left out: tracked changes count as accepted"]
    );
}

#[test]
fn notes_are_parts_of_their_own_and_stand_with_the_text_that_refers_to_them() {
    let note = |class: &str, text: &str| {
        format!(
            "<text:note text:note-class='{class}'><text:note-citation>9</text:note-citation>\
             <text:note-body>{}</text:note-body></text:note>",
            p(text)
        )
    };
    let answer =
        format!("Lower the fees{}.{}", note("footnote", "By half."), note("endnote", "A study says so."));
    let placed = placed(&Odt::of(heading(1, ACCESS) + &p(&answer)));
    let places: Vec<(&str, &str)> =
        placed.parts().iter().skip(1).map(|p| (p.place.as_str(), p.text.as_str())).collect();
    assert_eq!(places, [("footnote:1", "By half."), ("endnote:1", "A study says so.")]);
    assert_eq!(placed.answers()["q1"], "Lower the fees[1].[e1]By half.A study says so.");
}

#[test]
fn links_blanks_boxes_and_text_boxes_are_read() {
    let odt = Odt::of(
        "<office:forms><form:form><form:checkbox form:id='c1' form:label='yes' form:current-state='checked'/>\
         <form:textarea form:id='c2' form:current-value='Typed here.'/></form:form></office:forms>\
         <text:p>  <text:a xlink:href='https://a.example/study'>our   study</text:a>\n and\u{a0}theirs<text:s text:c='2'/>|<text:tab/>b\
         <text:line-break/>e &amp; &#x444;</text:p>\
         <text:p><draw:control draw:control='c1'/> <draw:control draw:control='c2'/></text:p>\
         <text:p><draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box><svg:desc>A chart of prices</svg:desc></draw:frame>\
         <draw:custom-shape><text:p>In a shape.</text:p></draw:custom-shape>\
         <draw:frame><draw:image xlink:href='a.png'/></draw:frame>Anchor.</text:p>\
         <text:p>Go <text:a xlink:href='#there'>there</text:a>.</text:p>",
    );
    let draft = read(&odt);
    let body = &parts(&draft)[0];
    assert_eq!(
        body.text,
        "our study and\u{a0}theirs  |\tb\ne & ф\n\n[x] yes Typed here.\n\nAnchor.\n\nIn a box.\n\nIn a shape.\n\nGo there."
    );
    assert_eq!(body.aside, ["https://a.example/study", "A chart of prices"]);
    assert_eq!(body.forms[0].form, Form::Link("https://a.example/study".into()));
    assert_eq!(draft.diagnostics[0].what, "1 picture not read");
}

#[test]
fn what_is_no_text_of_the_submitters_stands_beside_it() {
    let styles = "<style:style style:name='T1' style:family='text'><style:text-properties text:display='none'/></style:style>";
    let pages = "<office:master-styles><style:master-page><style:header><text:p>Confidential draft</text:p></style:header>\
                 <style:header-first><text:p>Confidential draft</text:p></style:header-first>\
                 <style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>\
                 <style:footer-left style:display='false'><text:p>Unused</text:p></style:footer-left></style:master-page></office:master-styles>";
    let odt = Odt::of(
        [
            "<text:table-of-content><text:table-of-content-source><text:index-title-template>Contents</text:index-title-template>\
             </text:table-of-content-source><text:index-body><text:p>Access .... 1</text:p></text:index-body></text:table-of-content>",
            &heading(1, ACCESS),
            "<text:p><text:placeholder>Click here.</text:placeholder>Lower the fees.</text:p>",
            "<text:section text:display='none'><text:p>Not for you.</text:p></text:section>",
            "<text:p><text:span text:style-name='T1'>Internal: </text:span>Shown.</text:p>",
        ]
        .concat(),
    )
    .styled(styles)
    .pages(pages);
    let placed = placed(&odt);
    assert_eq!(placed.answers()["q1"], "Lower the fees.\n\nShown.");
    let aside: Vec<&str> = placed.parts()[0].aside.iter().map(String::as_str).collect();
    assert_eq!(
        aside,
        ["Access .... 1", "Click here.", "Not for you.", "Internal:", "Confidential draft", "Page 1"]
    );
    assert_eq!(account::document(placed.parts(), &placed.marks).unplaced, 0);
}

#[test]
fn properties_say_who_only_where_the_text_does_not_and_never_when() {
    let meta = "<office:document-meta><office:meta><meta:initial-creator>Lake Union</meta:initial-creator>\
                <dc:creator>A typist</dc:creator><dc:date>2025-02-03T09:00:00</dc:date></office:meta></office:document-meta>";
    let said = |text: String| {
        let placed =
            Placed::of(&Odt::of(text).with("meta.xml", meta).bytes(), &call_file::bundled().unwrap());
        about::document(&placed.parts()[0], &placed.marks[0])
    };
    assert_eq!(said(p("We write.")), [(Field::Submitter, "Lake Union".to_owned())]);
    assert_eq!(said(p("Organisation: Harbour Net")), [(Field::Submitter, "Harbour Net".to_owned())]);
}

#[test]
fn what_cannot_be_read_is_told() {
    let locked = Odt::of(p("x")).with("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>");
    assert!(matches!(intake::read(&locked.bytes(), "a.odt"), Err(ReadError::Protected { .. })));
    let cut = Odt::of("<text:p>never closed");
    assert!(
        intake::read(&cut.bytes(), "a.odt")
            .unwrap_err()
            .to_string()
            .contains("a.odt is damaged: content.xml")
    );
    let odd = Odt::of(p("Read all the same.")).pages("<style:style");
    let draft = read(&odd);
    assert_eq!(parts(&draft)[0].text, "Read all the same.");
    assert!(draft.diagnostics[0].what.contains("styles") || draft.diagnostics[0].place.contains("styles"));
}

/// Pieces of documents, well and badly nested.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<text:p>",
        "</text:p>",
        "<text:p/>",
        "<text:h text:outline-level='2'>",
        "</text:h>",
        "word",
        "Question 1",
        " ",
        "1.",
        "<text:span text:style-name='T'>",
        "</text:span>",
        "<text:list text:style-name='L'>",
        "</text:list>",
        "<text:list-item>",
        "</text:list-item>",
        "<text:list-header/>",
        "<table:table>",
        "</table:table>",
        "<table:table-row>",
        "</table:table-row>",
        "<table:table-cell>",
        "</table:table-cell>",
        "<text:note>",
        "</text:note>",
        "<text:note-body>",
        "</text:note-body>",
        "<draw:text-box>",
        "</draw:text-box>",
        "<draw:frame>",
        "</draw:frame>",
        "<svg:desc>",
        "</svg:desc>",
        "<text:s text:c='99999999999'/>",
        "<text:tab/>",
        "<text:line-break/>",
        "<text:a xlink:href='https://a.b'>",
        "</text:a>",
        "<text:tracked-changes>",
        "</text:tracked-changes>",
        "<text:section text:display='none'>",
        "</text:section>",
        "<text:placeholder>",
        "</text:placeholder>",
        "&amp;",
        "\u{ad}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Closes what a mixture left open and drops what closes nothing, so that it is read to its end.
fn balanced(mixture: &str) -> String {
    let (mut open, mut out) = (Vec::new(), String::new());
    let mut rest = mixture;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        let name = tag.trim_matches(['<', '>', '/']).split(' ').next().unwrap_or_default().to_owned();
        if tag.ends_with("/>") {
            out.push_str(tag);
        } else if !tag.starts_with("</") {
            out.push_str(tag);
            open.push(name);
        } else if open.last() == Some(&name) {
            out.push_str(tag);
            open.pop();
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out.extend(open.iter().rev().map(|name| format!("</{name}>")));
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_elements_is_read_whole_or_refused(mixture in pieces()) {
        for text in [mixture.clone(), balanced(&mixture)] {
            let Ok(draft) = intake::read(&Odt::of(text).bytes(), "a.odt") else { continue };
            prop_assert!(draft.is_sound(), "{:?}", draft);
            let placed = Placed { marks: rapporteur::intake::place::parts(parts(&draft), &call_of(&[ACCESS])), draft };
            prop_assert!(placed.balances());
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('\n', "<text:line-break/>")
        .replace("  ", " <text:s/>")
}

#[test]
fn submissions_in_six_languages_say_in_odt_what_they_say_in_docx() {
    let write = |blocks: &[(String, Option<u8>, bool)]| {
        let block = |(text, level, is_item): &(String, Option<u8>, bool)| match level {
            Some(level) => heading(*level, &escaped(text)),
            None if *is_item => {
                format!("<text:list><text:list-item>{}</text:list-item></text:list>", p(&escaped(text)))
            }
            None => p(&escaped(text)),
        };
        Odt::of(blocks.iter().map(block).collect::<String>()).bytes()
    };
    super::six_languages(write, Format::Odt);
}
