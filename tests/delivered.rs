//! The report and the compilation of the sample, as they stand in docs/: made here, compared to the byte, and written
//! anew by `UPDATE_DOCS=1 cargo test delivered`.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::{Date, date};
use rapporteur::config::report_file;
use rapporteur::config::surroundings::Surroundings;
use rapporteur::export::document::Kind;
use rapporteur::model::report::{Language, Template};
use rapporteur::workspace::export::Destination;
use rapporteur::workspace::{Access, Workspace, sample};

/// Where they stand.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sample");

/// The sample, and the day that stands in what is made of it.
fn opened(folder: &Path) -> Workspace {
    let around = Surroundings { state_dir: folder.join("state"), ..Surroundings::default() };
    let path = folder.join("sample.db");
    sample::make(&path, &around).unwrap();
    let workspace = Workspace::open(&path, Access::Read, Some("amina"), &around).unwrap();
    workspace.dated(Some(date(2025, 2, 14)))
}

/// The sample's work is of the day on which the sample is made.
const DAYS: Option<(Date, Date)> = Some((date(2025, 1, 20), date(2025, 2, 12)));

#[test]
fn the_report_and_the_compilation_of_the_sample_are_those_in_the_documents() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = opened(folder.path());
    let template = report_file::bundled(Language::English).unwrap();
    let mut report = workspace.report("", &template, &mut || true).unwrap();
    report.method.days = DAYS;
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

#[test]
fn in_another_language_no_english_word_of_the_program_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = opened(folder.path());
    let english = report_file::bundled(Language::English).unwrap();
    let data = in_the_submitters_words(&workspace);
    for language in [Language::French, Language::Spanish] {
        let template = report_file::bundled(language).unwrap();
        workspace = workspace.in_words(&template.words);
        let mut report = workspace.report("", &template, &mut || true).unwrap();
        report.method.days = DAYS;
        if language == Language::French {
            let (mut bytes, kind) = (Vec::new(), Kind::Docx);
            workspace.write_report(&template, &report, kind, Destination::Stream(&mut bytes), false).unwrap();
            let differ = differs("report.fr.docx", &bytes);
            assert_eq!(differ, None, "UPDATE_DOCS=1 cargo test delivered writes it anew");
        }
        let (mut written, kind) = (Vec::new(), Kind::Markdown);
        workspace.write_report(&template, &report, kind, Destination::Stream(&mut written), false).unwrap();
        let to = Destination::Stream(&mut written);
        workspace.write_compilation("", &template, kind, to, false, &mut || true).unwrap();
        let text = without(&String::from_utf8(written).unwrap().replace('\\', ""), &data);
        let own = own_words(&template);
        for word in own_words(&english).difference(&own) {
            let stands = text.lines().find(|line| words_of(line).any(|it| it == *word));
            assert_eq!(stands, None, "{language:?}: “{word}” is English");
        }
        for (name, other) in &template.words.names {
            let stands = |line: &&str| line.to_lowercase().contains(&format!("({name})"));
            assert!(
                name == &other.to_lowercase() || !text.lines().any(|l| stands(&l)),
                "{language:?}: {name}"
            );
        }
    }
}

/// What stands in the documents and is nobody's to translate: themes, questions, findings, who and where.
fn in_the_submitters_words(workspace: &Workspace) -> Vec<String> {
    let (book, call) = (workspace.codebook().unwrap(), workspace.call().unwrap());
    let mut data = vec![call.title.clone()];
    data.extend(book.themes.iter().flat_map(|theme| [theme.name.clone(), theme.definition.clone()]));
    data.extend(call.questions.iter().flat_map(|q| [q.wording.clone(), q.short_name.clone()]));
    data.extend(workspace.findings().unwrap().into_iter().map(|finding| finding.text));
    for one in workspace.submissions(&workspace.resolve("is:any").unwrap()).unwrap() {
        data.extend(one.metadata.submitter);
        data.extend(one.sources);
        data.push(one.reference);
    }
    data.retain(|words| !words.trim().is_empty());
    // What holds another one goes first.
    data.sort_by_key(|words| std::cmp::Reverse(words.len()));
    data
}

/// The text without quotations, queries and data.
fn without(text: &str, data: &[String]) -> String {
    let quoted = |line: &&str| !line.starts_with('>') || line.contains("id:");
    let lines = text.lines().filter(quoted).map(|line| line.split("theme:").next().unwrap_or(line));
    let text = lines.collect::<Vec<_>>().join("\n");
    data.iter().fold(text, |text, words| text.replace(words.trim(), " "))
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 2);
    words.map(str::to_lowercase)
}

/// Every word of a template.
fn own_words(template: &Template) -> BTreeSet<String> {
    let parts = template.parts.iter().flat_map(|part| [&part.heading, &part.text]);
    let said = template.words.said.values().flatten();
    let all = parts.chain(said).chain([&template.title, &template.subtitle]);
    // A name in braces stands for a value.
    let plain = |text: &String| {
        let parts = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
        parts.collect::<Vec<_>>().join(" ")
    };
    all.flat_map(|text| words_of(&plain(text)).collect::<Vec<_>>()).collect()
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
