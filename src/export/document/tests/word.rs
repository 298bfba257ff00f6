//! What of a DOCX can be told without a word processor: the order that the schema asks for, and that our own reader
//! reads it back.

use std::io::{Cursor, Read as _};

use quick_xml::events::Event;

use super::*;
use crate::intake;
use crate::model::draft::{Body, PartDraft};

/// The order of the children of these elements (ECMA-376, part 1), those that are written.
const ORDER: [(&str, &str); 12] = [
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs \
         suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd \
         snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment \
         textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    ),
    (
        "w:rPr",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish \
         webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang \
         eastAsianLayout specVanish oMath",
    ),
    (
        "w:tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd \
         tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    ),
    (
        "w:tcPr",
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    ),
    ("w:tcBorders", "top start left bottom end right insideH insideV tl2br tr2bl"),
    ("w:tblBorders", "top start left bottom end right insideH insideV"),
    ("w:tblCellMar", "top start left bottom end right"),
    (
        "w:sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols \
         formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    ),
    (
        "w:style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal \
         rsid pPr rPr tblPr trPr tcPr tblStylePr",
    ),
    ("w:lvl", "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"),
    (
        "w:settings",
        "zoom defaultTabStop characterSpacingControl footnotePr endnotePr compat themeFontLang decimalSymbol listSeparator",
    ),
    ("w:tbl", "tblPr tblGrid tr"),
];

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    names
        .into_iter()
        .map(|name| {
            let mut text = String::new();
            archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
            (name, text)
        })
        .collect()
}

/// Reads a part through: it is well-formed, its children are in order, its characters are those of XML.
fn check(name: &str, text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open: Vec<(String, usize)> = Vec::new();
    loop {
        let (tag, empty) = match reader.read_event().unwrap() {
            Event::Start(tag) => (tag, false),
            Event::Empty(tag) => (tag, true),
            Event::End(_) => {
                open.pop();
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        let own = tag.name().into_inner().to_owned();
        if let Some((parent, last)) = open.last_mut()
            && let Some((_, order)) = ORDER.iter().find(|(known, _)| known == parent)
        {
            let local = own.split_once(':').unwrap().1;
            let at = order.split_whitespace().position(|known| known == local);
            let at = at.unwrap_or_else(|| panic!("{own} in {parent} of {name}"));
            assert!(at >= *last, "{own} comes late in {parent} of {name}");
            *last = at;
        }
        if !empty {
            open.push((own, 0));
        }
    }
    assert!(open.is_empty(), "{name}: {open:?}");
    let allowed =
        |c: char| c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}') || matches!(c, '\n' | '\r' | '\t');
    assert!(text.chars().all(allowed), "{name}");
}

#[test]
fn every_part_is_in_the_order_of_the_schema() {
    for blocks in [blocks(), hostile()] {
        let all = parts(&written(Kind::Docx, &blocks));
        assert_eq!(all.len(), 11);
        let types = all.iter().find(|(name, _)| name == "[Content_Types].xml").unwrap().1.clone();
        for (name, text) in &all {
            check(name, text);
            let is_named = types.contains(&format!("/{name}\""));
            assert!(is_named || name.starts_with('[') || name.contains("_rels/"), "{name}");
        }
    }
}

#[test]
fn what_is_gone_to_is_there() {
    let all = parts(&written(Kind::Docx, &blocks()));
    let of = |wanted: &str| &all.iter().find(|(name, _)| name == wanted).unwrap().1;
    let (text, styles, notes) = (of("word/document.xml"), of("word/styles.xml"), of("word/footnotes.xml"));
    let values = |text: &str, begin: &str| -> Vec<String> {
        text.split(begin).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let marks = values(text, "w:name=\"");
    assert!(!marks.is_empty());
    assert_eq!(values(text, "w:anchor=\""), marks);
    for style in
        ["w:pStyle", "w:rStyle", "w:tblStyle"].map(|kind| values(text, &format!("{kind} w:val=\""))).concat()
    {
        assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
    }
    let cited = values(text, "w:footnoteReference w:id=\"");
    assert_eq!(cited, ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(values(notes, "w:footnote w:id=\""), cited);
    let begun = text.matches("w:fldCharType=\"begin\"").count();
    assert_eq!(begun, marks.len() + 1);
    assert_eq!(text.matches("w:fldCharType=\"end\"").count(), begun);
}

fn read_back(blocks: &[Block]) -> Vec<PartDraft> {
    let read = intake::read(&written(Kind::Docx, blocks), "a.docx").unwrap();
    match read.records.into_iter().next().unwrap().body {
        Body::Document(parts) => parts,
        row @ Body::Row { .. } => panic!("{row:?}"),
    }
}

#[test]
fn our_own_reader_reads_it_back() {
    let parts = read_back(&blocks());
    let body = &parts[0].text;
    for block in blocks() {
        match block {
            Block::Heading(heading) => assert!(body.contains(&heading.text), "{}", heading.text),
            Block::Quotation(quoted) => {
                assert!(body.contains(&quoted.text), "{:?} in\n{body}", quoted.text);
                assert!(body.contains(&quoted.citation.who));
                let place = crate::export::document::words::capital(&quoted.citation.place_and_id());
                assert!(parts.iter().any(|p| p.place.starts_with("footnote:") && p.text == place), "{place}");
            }
            _ => {}
        }
    }
    let evil = read_back(&hostile());
    assert!(evil[0].text.contains("<script>x()</script>"), "{}", evil[0].text);
}

#[test]
fn a_document_that_is_left_in_the_middle_is_no_document() {
    let mut bytes = Vec::new();
    let mut out = writer(Kind::Docx, &mut bytes, &about()).unwrap();
    out.block(&blocks()[0]).unwrap();
    drop(out);
    assert!(zip::ZipArchive::new(Cursor::new(bytes)).is_err());
}
