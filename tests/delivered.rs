//! The report and the compilation of the sample, as they stand in docs/: made here, compared to the byte, and written
//! anew by `UPDATE_DOCS=1 cargo test delivered`.

use std::path::Path;

use jiff::civil::date;
use rapporteur::config::report_file;
use rapporteur::config::surroundings::Surroundings;
use rapporteur::export::document::Kind;
use rapporteur::workspace::export::Destination;
use rapporteur::workspace::{Access, Workspace, sample};

/// Where they stand.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sample");

#[test]
fn the_report_and_the_compilation_of_the_sample_are_those_in_the_documents() {
    let folder = tempfile::tempdir().unwrap();
    let around = Surroundings { state_dir: folder.path().join("state"), ..Surroundings::default() };
    let path = folder.path().join("sample.db");
    sample::make(&path, &around).unwrap();
    let written_on = Some(date(2025, 2, 14));
    let workspace = Workspace::open(&path, Access::Read, Some("amina"), &around).unwrap().dated(written_on);
    let template = report_file::bundled().unwrap();
    let mut report = workspace.report("", &template, &mut || true).unwrap();
    // The sample's work is of the day on which the sample is made.
    report.method.days = Some((date(2025, 1, 20), date(2025, 2, 12)));
    let mut differ = Vec::new();
    for kind in [Kind::Docx, Kind::Html] {
        let mut bytes = Vec::new();
        workspace.write_report(&template, &report, kind, Destination::Stream(&mut bytes), false).unwrap();
        differ.extend(differs(&format!("report.{}", kind.ending()), &bytes));
        let mut bytes = Vec::new();
        let to = Destination::Stream(&mut bytes);
        workspace.write_compilation("", &template, kind, to, false, &mut || true).unwrap();
        differ.extend(differs(&format!("compilation.{}", kind.ending()), &bytes));
    }
    for name in ["report.docx", "compilation.docx"] {
        crate::office::conforms(&Path::new(SAMPLE).join(name));
    }
    assert!(differ.is_empty(), "UPDATE_DOCS=1 cargo test delivered writes anew {differ:?}");
}

/// The name of a document that is not as it was; written anew where that is wished.
fn differs(name: &str, bytes: &[u8]) -> Option<String> {
    let path = Path::new(SAMPLE).join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
    }
    (std::fs::read(&path).ok().as_deref() != Some(bytes)).then(|| name.to_owned())
}
