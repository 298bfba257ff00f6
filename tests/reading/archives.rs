//! Archives of documents and tables: what comes of one is what comes of the folder that was packed.

use std::path::PathBuf;

use zip::CompressionMethod;

use super::{Desk, message};
use crate::office::{Docx, Odt, archive, letter, p};
use rapporteur::model::import::{FileOutcome, SourceReport};

/// Files of several formats, in folders, in the order in which a folder is walked.
fn mixed() -> Vec<(&'static str, Vec<u8>)> {
    let table =
        "organisation,country,q1\nHarbour Net,Kenya,Lower the fees.\n\"Sand, Ltd\",Peru,Share ducts.\n";
    let page = "<!DOCTYPE html><h1>The Hill School Contribution to the WSIS+20 Review</h1><p>Teach routing.";
    let text = "<text:h text:outline-level='1'>The Lake Choir Contribution to the WSIS+20 Review</text:h><text:p>Sing.</text:p>";
    vec![
        ("letters/africa/union.docx", letter("Lake Union").bytes()),
        ("letters/choir.odt", Odt::of(text).bytes()),
        ("letters/notes.md", b"# The Dune Fund Contribution\n\nWe write.\n".to_vec()),
        ("page.html", page.into()),
        ("table.csv", table.into()),
    ]
}

fn packed(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let entries: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (*n, b.as_slice())).collect();
    archive(&entries, CompressionMethod::Deflated)
}

#[test]
fn an_archive_gives_what_the_folder_gives() {
    let (folder, zip) = (Desk::new(), Desk::new());
    for (name, bytes) in mixed() {
        let path: PathBuf = folder.path("in").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let mut files = mixed();
    files.reverse();
    files.push(("letters/.hidden.md", b"Not this.".to_vec()));
    zip.write("all.zip", packed(&files));
    let (from_folder, from_zip) = (folder.import(), zip.import());
    let names: Vec<&str> = from_zip.iter().map(|s| s.file.as_str()).collect();
    assert_eq!(names, mixed().iter().map(|(name, _)| format!("all.zip/{name}")).collect::<Vec<_>>());
    let plain = |report: Vec<SourceReport>| -> Vec<_> {
        report
            .into_iter()
            .map(|s| (s.sha256, s.format, s.outcome, s.submissions, s.answers, s.words))
            .collect()
    };
    let (from_folder, from_zip) = (plain(from_folder), plain(from_zip));
    assert_eq!(from_folder, from_zip);
    assert!(from_zip.iter().all(|s| s.2 == FileOutcome::Added && s.5.balances()), "{from_zip:?}");
    assert_eq!((folder.submissions(), zip.submissions()), (6, 6));
    // The same files by the other way are there already.
    for (name, bytes) in mixed() {
        zip.write(name.rsplit('/').next().unwrap(), bytes);
    }
    let again = zip.import();
    assert!(again.iter().all(|s| s.outcome == FileOutcome::Unchanged), "{again:?}");
    assert_eq!(zip.submissions(), 6);
}

#[test]
fn a_hostile_archive_is_told_file_by_file_and_the_good_ones_are_taken() {
    let good = letter("Lake Union").bytes();
    let inner = archive(&[("a.md", b"Within.")], CompressionMethod::Stored);
    let zeros = vec![b'a'; 5 << 20];
    let entries: Vec<(&str, &[u8])> = vec![
        ("../../up.docx", &good),
        ("/etc/absolute.md", b"# The Dune Fund Contribution\n\nWe write.\n"),
        ("bomb.txt", &zeros),
        ("broken.docx", &good[..good.len() / 2]),
        ("inner.zip", &inner),
        ("old.txt", b"a\0b"),
    ];
    let mut bytes = archive(&entries, CompressionMethod::Deflated);
    // One more file, of which the bytes were changed on their way.
    let torn = Docx::of(p("Torn.")).packed(CompressionMethod::Stored);
    let marked =
        archive(&[("torn.md", b"# The Torn Contribution\n\nWe write.\n")], CompressionMethod::Stored);
    let at = marked.windows(4).position(|w| w == b"Torn").unwrap();
    let mut other = marked.clone();
    other[at] = b'X';
    let desk = Desk::new();
    desk.write("all.zip", &bytes);
    desk.write("other.zip", other);
    desk.write("torn.docx", torn);
    bytes.truncate(bytes.len() - 30);
    desk.write("cut.zip", bytes);
    let report = desk.import();
    let of =
        |name: &str| report.iter().find(|s| s.file == name).unwrap_or_else(|| panic!("{name}: {report:?}"));
    assert_eq!(of("all.zip/../../up.docx").outcome, FileOutcome::Added);
    assert_eq!(of("all.zip//etc/absolute.md").outcome, FileOutcome::Added);
    for (name, what) in [
        ("all.zip/bomb.txt", "unpacks to more than 200 times its size"),
        ("all.zip/broken.docx", "is damaged"),
        ("all.zip/inner.zip", "an archive within an archive"),
        ("all.zip/old.txt", "is not text"),
        ("other.zip/torn.md", "is damaged"),
        ("cut.zip", "is damaged"),
    ] {
        let told = message(of(name));
        assert!(told.contains(what) && told.contains(name.rsplit('/').next().unwrap()), "{told}");
    }
    assert!(!desk.path("up.docx").exists() && !desk.folder.path().parent().unwrap().join("up.docx").exists());
}
