//! Hostile files and the reader as it is: each is one message, and the good files among them are taken.

use zip::CompressionMethod;

use super::{Desk, message, short};
use crate::office::{Docx, Sheet, archive, book, letter, p};
use crate::pdf::{self, Pdf};
use rapporteur::config::call_file;
use rapporteur::model::import::FileOutcome;
use rapporteur::workspace::reading::apart::Limits;

fn letter_of(i: u32) -> char {
    char::from(b'A' + (i % 26) as u8)
}

/// Names and bytes, and what is said of them.
fn files() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let good = letter("Lake Union").bytes();
    let mut encrypted = good.clone();
    // The first bit of the flags, in every local and central header.
    for (magic, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let starts: Vec<usize> =
            (0..encrypted.len() - 4).filter(|i| encrypted[*i..].starts_with(magic)).collect();
        for at in starts {
            encrypted[at + flags] |= 1;
        }
    }
    let compound = |stream: &str| {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".repeat(64);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let pdf_letter = Pdf::new().page(&pdf::lines(72, 700, &["Fees are too high."])).bytes();
    let standard = format!("<< /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >>", "07".repeat(32));
    let locked = Pdf::new().page("").object(standard).trailer("/Encrypt 20 0 R /ID [<00> <00>]").bytes();
    // A table of places that names itself as the one before it, and pages that are their own children.
    let endless = pdf::file(
        &[(1, b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()), (2, b"<< /Kids [2 0 R 2 0 R] >>".to_vec())],
        "/Prev 0",
    );
    let bomb = Docx::of(p(&"a".repeat(70 << 20))).bytes();
    let well_packed = Docx::of(p(&"a".repeat(5 << 20))).bytes();
    // One cell a row, each in another column: a table of 25 million cells.
    let name = |i: u32| format!("{}{}{}", letter_of(i / 676), letter_of(i / 26 % 26), letter_of(i % 26));
    let header = |n: u32| -> Vec<String> { (676..676 + n).map(name).collect() };
    let sheet = |columns: &[String], rows: u32| {
        let first: Vec<(&str, &str)> = columns.iter().map(|c| (c.as_str(), "q")).collect();
        let mut sheet = Sheet::new("S").row(1, &first);
        for i in 0..rows {
            sheet = sheet.row(i + 2, &[(columns[0].as_str(), "x")]);
        }
        book(&[sheet])
    };
    let (spread, wide) = (sheet(&header(4000), 8_400), sheet(&header(5000), 1));
    let half = wide[..wide.len() / 2].to_vec();
    let many: Vec<(String, Vec<u8>)> = (0..10_001).map(|i| (format!("{i}"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    vec![
        ("truncated.docx", good[..good.len() / 2].to_vec(), "is damaged"),
        ("no-directory.docx", good[..30].to_vec(), "is damaged"),
        ("encrypted.docx", encrypted, "is protected by a password"),
        ("password.docx", compound("EncryptedPackage"), "is protected by a password"),
        ("old.doc", compound("WordDocument"), "before 2007"),
        ("bomb.docx", bomb, "unpacks to more than 64 MiB"),
        ("well-packed.docx", well_packed, "unpacks to more than 200 times its size"),
        ("many.docx", archive(&many, CompressionMethod::Stored), "10001 entries, over the limit of 10000"),
        ("not-xml.docx", Docx::of("<w:p><w:r></w:p>").bytes(), "is damaged: word/document.xml"),
        ("unclosed.docx", Docx::of("<w:p><!--").bytes(), "is damaged: word/document.xml"),
        ("bomb.xlsx", spread, "more than 33554432 cells"),
        ("wide.xlsx", wide, "5000 columns, over the limit of 4096"),
        ("half.xlsx", half, "is damaged"),
        ("empty.zip", archive(&[], CompressionMethod::Stored), "without files, which is not read"),
        (
            "cut.odt",
            {
                let odt = crate::office::Odt::of("<text:p>a</text:p>").bytes();
                odt[..odt.len() / 2].to_vec()
            },
            "is damaged",
        ),
        ("bomb.odt", crate::office::Odt::of("a".repeat(70 << 20)).bytes(), "unpacks to more than 64 MiB"),
        (
            "large.html",
            [b"<html>".to_vec(), vec![b'x'; 17 << 20]].concat(),
            "17 MiB, over the limit of 16 MiB",
        ),
        ("truncated.pdf", pdf_letter[..pdf_letter.len() / 2].to_vec(), "its end is missing"),
        ("no-pages.pdf", Pdf::new().bytes(), "has no pages"),
        ("broken.pdf", b"%PDF-1.4\n1 0 obj\n<< >>\nstartxref\n99999\n%%EOF".to_vec(), "is damaged"),
        ("locked.pdf", locked, "is protected by a password"),
        ("endless.pdf", endless, "is damaged"),
    ]
}

/// A letter that answers two questions of the call.
fn good_pdf() -> Vec<u8> {
    let call = call_file::bundled().unwrap();
    let page = pdf::at(72, 760, "F1 18", "The Ridge Net Contribution")
        + &pdf::at(72, 700, "F2 11", &call.questions[0].wording)
        + &pdf::lines(72, 670, &["Networks were built."])
        + &pdf::at(72, 600, "F2 11", &call.questions[3].wording)
        + &pdf::lines(72, 570, &["Fees are too high."]);
    Pdf::new().page(&page).bytes()
}

#[test]
fn each_hostile_file_is_one_message_and_the_good_ones_are_taken() {
    let desk = Desk::new();
    let files = files();
    for (name, bytes, _) in &files {
        desk.write(name, bytes);
    }
    desk.write("good.docx", letter("Lake Union").bytes());
    desk.write("good.pdf", good_pdf());
    let report = desk.import();
    for (name, _, what) in files {
        let told = message(report.iter().find(|s| s.file == name).unwrap());
        assert!(told.starts_with(name) && told.contains(what), "{told}");
        assert!(told.ends_with('.') && told.len() < 400, "{told}");
    }
    for name in ["good.docx", "good.pdf"] {
        let good = report.iter().find(|s| s.file == name).unwrap();
        assert_eq!((good.outcome, good.answers), (FileOutcome::Added, 2), "{name}: {good:?}");
        assert!(good.words.balances());
    }
    assert_eq!(desk.submissions(), 2);
}

#[test]
fn entities_deep_nesting_and_odd_names_do_no_harm() {
    let entities = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY e SYSTEM 'file:///etc/passwd'>]>";
    let document = format!(
        "{entities}<w:document><w:body><w:p><w:r><w:t>&b;&e;</w:t></w:r></w:p></w:body></w:document>"
    );
    let desk = Desk::new();
    let odd: [(&str, &[u8]); 3] =
        [("../../../escaped.txt", b"out"), ("/absolute", b"out"), ("word/document.xml", document.as_bytes())];
    desk.write("entities.docx", archive(&odd, CompressionMethod::Deflated));
    let deep = |open: &str, close: &str, n: usize| {
        Docx::of(open.repeat(n) + &p(&format!("Deep{n}.")) + &close.repeat(n))
    };
    desk.write("deep.docx", deep("<w:sdt>", "</w:sdt>", 50_000).bytes());
    desk.write("deep-boxes.docx", deep("<w:txbxContent>", "</w:txbxContent>", 20_000).bytes());
    desk.write("deep-tables.docx", deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 3_000).bytes());
    let report = desk.import();
    let of = |name: &str| report.iter().find(|s| s.file == name).unwrap();
    for (name, words) in
        [("entities.docx", 2), ("deep.docx", 1), ("deep-boxes.docx", 1), ("deep-tables.docx", 1)]
    {
        assert_eq!((of(name).outcome, of(name).words.read), (FileOutcome::Added, words), "{name}");
    }
    assert!(!desk.path("escaped.txt").exists() && !desk.path("in/escaped.txt").exists());
}

#[test]
fn the_limits_of_memory_time_and_answer_hold_for_the_reader_as_it_is() {
    let long = Docx::of(p(&"many words, each of them short ".repeat(1 << 20)));
    let busy =
        Docx::of("<w:p><w:r><w:t>a b</w:t></w:r></w:p>".repeat(1 << 20)).packed(CompressionMethod::Stored);
    let memory = Limits { memory: 96 << 20, ..Limits::default() };
    let time = Limits { seconds: 1, ..Limits::default() };
    for (bytes, limits, what) in [
        (long.packed(CompressionMethod::Stored), memory, "more than 96 MiB of memory"),
        (busy, time, "more than 1 s of processor time"),
        (Docx::of(p(&"word ".repeat(20_000))).bytes(), short(), "takes more than 0 MiB"),
    ] {
        let desk = Desk::new().within(limits);
        desk.write("a.docx", bytes);
        desk.write("b.md", "# The Harbour Net Contribution\n\nWe write.\n");
        let report = desk.import();
        let told = message(&report[0]);
        // A reader that is refused memory for one part says so itself; else the program that it is a part of does.
        let refused = what.contains("of memory") && told.contains("more memory than its reader may use");
        assert!(told.starts_with("a.docx") && (told.contains(what) || refused), "{told}");
        assert_eq!(report[1].outcome, FileOutcome::Added);
    }
}
