//! A document with pages: whoever looks a quotation up finds the page on which it stands.

use super::desk::Desk;
use crate::pdf::{Pdf, at, lines};

const FIRST: &str = "What were the main achievements in implementing the WSIS process?";

/// A letter whose one answer goes over two pages.
fn desk() -> Desk {
    let first = at(72, 780, "F1 18", "The Ridge Net Contribution")
        + &at(72, 700, "F2 11", FIRST)
        + &lines(72, 670, &["Networks were built in all of the regions of the country."]);
    let second = lines(72, 780, &["Fees fell after that."]);
    let desk = Desk::new();
    desk.write("letter.pdf", Pdf::new().page(&first).page(&second).page("").bytes());
    desk
}

#[test]
fn answers_and_quotations_have_their_own_page() {
    let desk = desk();
    let report = desk.run(["import", "letter.pdf"]).done();
    let said = format!("{}{}", report.text(), report.err);
    assert!(said.contains("blank: page 3 of 3"), "{said}");
    let answer = &desk.list("q:1")[0];
    assert_eq!((&answer["source"]["page"], &answer["source"]["file"]), (&1.into(), &"letter.pdf".into()));
    let text = answer["text"].as_str().unwrap();
    let start = text.chars().count() - "Fees fell after that.".len();
    let passage = format!("{start}..{}", start + 4);
    desk.run(["tag", "q:1", "--add", "IPv6", "--passage", &passage]).done();
    let quoted = desk.run(["export", "theme:ipv6", "-o", "-", "--format", "md"]).done();
    assert!(quoted.text().contains("> Fees") && quoted.text().contains("page 2"), "{}", quoted.text());
    let whole = desk.run(["export", "q:1", "-o", "-", "--format", "md"]).done();
    assert!(whole.text().contains("letter.pdf, page 1"), "{}", whole.text());
}

#[test]
fn a_document_of_pictures_says_what_to_do() {
    let desk = Desk::bare();
    desk.run(["init", "w.db"]).done();
    let noise: Vec<u8> = (0..1600u32).map(|i| (i * 7919 % 251) as u8).collect();
    let picture = "/Subtype /Image /Width 40 /Height 40 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    let pdf = Pdf::new().page("q 595 0 0 842 0 0 cm /X20 Do Q").stream(picture, &noise);
    desk.write("scan.pdf", pdf.bytes());
    let report = desk.run(["import", "scan.pdf"]);
    let said = format!("{}{}", report.text(), report.err);
    assert!(said.contains("scanned: page 1 of 1") && said.contains("OCR"), "{said}");
}
