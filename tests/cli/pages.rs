//! A document with pages: whoever looks a quotation up finds the page on which it stands.

use super::desk::Desk;
use crate::pdf::{Pdf, at, lines};

const FIRST: &str = "What were the main achievements in implementing the WSIS process?";
const FOURTH: &str = "Which challenges remain in the implementation of WSIS?";

/// A letter with an answer on each of two pages, and a page with nothing on it.
fn desk() -> Desk {
    let first = at(72, 780, "F1 18", "The Ridge Net Contribution")
        + &at(72, 700, "F2 11", FIRST)
        + &lines(72, 670, &["Networks were built in all of the regions of the country."]);
    let second = at(72, 780, "F2 11", FOURTH) + &lines(72, 750, &["Fees are too high."]);
    let desk = Desk::new();
    desk.write("letter.pdf", Pdf::new().page(&first).page(&second).page("").bytes());
    desk
}

#[test]
fn answers_have_the_page_on_which_they_stand() {
    let desk = desk();
    let report = desk.run(["import", "letter.pdf"]).done();
    let said = format!("{}{}", report.text(), report.err);
    assert!(said.contains("blank: page 3 of 3"), "{said}");
    let page = |query: &str| desk.list(query)[0]["source"]["page"].clone();
    assert_eq!((page("q:1"), page("q:4")), (1.into(), 2.into()));
    for (query, cited) in [("q:1", "letter.pdf, page 1"), ("q:4", "letter.pdf, page 2")] {
        let quoted = desk.run(["export", query, "-o", "-", "--format", "md"]).done();
        assert!(quoted.text().contains(cited), "{}", quoted.text());
    }
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
