//! A workspace that holds the hostile strings in every field there is.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use rapporteur::config::surroundings::Surroundings;
use rapporteur::model::draft::Field;
use rapporteur::model::edit::{Edit, ThemeChange, ThemeChoice};
use rapporteur::model::span::Span;
use rapporteur::model::work::{ItemKind, NoteTarget, Target};
use rapporteur::workspace::{Access, Workspace};

use super::strings::all;
use crate::cli::desk::Desk;
use crate::office::{Docx, Odt, archive, heading, p, table};

/// So many strings share a field that costs an action each.
const TOGETHER: usize = 20;

/// Every so many rows of the form answer each question; the others only one, which says as much.
const WHOLE_ROW: usize = 6;

/// The workspace of all strings, while a test uses it: it takes seconds to make.
static WHOLE: Mutex<Weak<Place>> = Mutex::new(Weak::new());

/// A desk with the workspace.
pub(super) struct Place {
    pub(super) desk: Desk,
    /// The analyst whose name holds hostile strings.
    pub(super) analyst: String,
}

impl Place {
    /// That of all strings, for tests that do not change it.
    pub(super) fn whole() -> Arc<Self> {
        let mut whole = WHOLE.lock().unwrap_or_else(PoisonError::into_inner);
        whole.upgrade().unwrap_or_else(|| {
            let made = Arc::new(Self::of(&all()));
            *whole = Arc::downgrade(&made);
            made
        })
    }

    /// Makes all of it: a call, a codebook, a table and documents of the strings, and work of the same kind on them.
    pub(super) fn of(strings: &[String]) -> Self {
        let desk = Desk::bare();
        desk.write("call.toml", call(strings));
        desk.write("themes.toml", themes(strings));
        desk.run(["init", "w.db", "--call", "call.toml", "--themes", "themes.toml"]).done();
        desk.write("form.csv", form(strings));
        desk.write("people.csv", people(strings));
        desk.write("codebook.csv", codebook(strings));
        std::fs::create_dir(desk.path("papers")).unwrap();
        for (i, strings) in strings.chunks(TOGETHER * 2).enumerate() {
            let name = file_name(i, &strings[0]);
            std::fs::write(desk.path("papers").join(name), document(strings)).unwrap();
        }
        std::fs::write(desk.path("papers/letter.docx"), letter(strings)).unwrap();
        std::fs::write(desk.path("papers/all.zip"), packed(strings)).unwrap();
        desk.run(["import", "form.csv", "papers"]).done();
        let analyst = format!("Eve {}", strings.iter().step_by(97).map(String::as_str).collect::<String>());
        work(&desk, &analyst, strings);
        Self { desk, analyst }
    }

    /// Opens the workspace as this process' own.
    pub(super) fn open(&self) -> Workspace {
        open(&self.desk, &self.analyst)
    }
}

fn open(desk: &Desk, analyst: &str) -> Workspace {
    let around = Surroundings { state_dir: desk.path("home/state/rapporteur"), ..Surroundings::default() };
    Workspace::open(&desk.path("w.db"), Access::Write, Some(analyst), &around).unwrap()
}

/// A string as TOML writes it, everything but plain letters escaped.
fn toml(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == ' ' {
            quoted.push(c);
        } else {
            let _ = write!(quoted, "\\U{:08X}", c as u32);
        }
    }
    quoted + "\""
}

fn short(text: &str) -> String {
    toml(&text.chars().take(14).collect::<String>())
}

/// A file's name; the system takes no slash and no more than 255 bytes.
fn file_name(i: usize, text: &str) -> String {
    let mut name = format!("{i} ");
    for c in text.chars().filter(|c| *c != '/') {
        if name.len() + c.len_utf8() > 240 {
            break;
        }
        name.push(c);
    }
    name + ".md"
}

fn call(strings: &[String]) -> String {
    let mut call = format!(
        "title = {}\nprefix = \"H\"\n[[section]]\nkey = \"s1\"\nnumber = \"I\"\ntitle = {}\n",
        toml(&strings[0]),
        toml(&strings[1])
    );
    for (i, text) in strings.iter().step_by(61).enumerate() {
        let (n, wording) = (i + 1, toml(&format!("Question {i} {text}")));
        let _ = write!(
            call,
            "[[question]]\nkey = \"q{n}\"\nnumber = \"{n}\"\nsection = \"s1\"\nwording = {wording}\nshort_name = {}\n",
            short(text)
        );
    }
    call
}

fn themes(strings: &[String]) -> String {
    let mut themes = String::new();
    let mut letters: Vec<char> =
        strings.iter().filter_map(|s| s.chars().find(|c| !c.is_ascii_alphanumeric())).collect();
    letters.sort_unstable();
    letters.dedup();
    for (i, strings) in strings.chunks(TOGETHER).enumerate() {
        let all = toml(&strings.concat());
        let _ = write!(
            themes,
            "[[theme]]\nid = \"t{i}\"\nname = {}\ndefinition = {all}\nuse_when = {all}\nnot_when = {all}\nshort_name = {}\n\
             letter = {}\ncolour = 1\nterms = [{}]\n",
            toml(&format!("{}{i}", strings[0])),
            short(&strings[strings.len() - 1]),
            toml(&letters[i % letters.len()].to_string()),
            toml(&strings[0]),
        );
    }
    themes
}

/// A row for each string, the string in every column; some headers are hostile too.
fn form(strings: &[String]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let strange: Vec<String> = strings.iter().step_by(290).map(|s| format!("Column {s}")).collect();
    let named = [
        "organisation",
        "country",
        "type",
        "region",
        "language",
        "channel",
        "signatories",
        "q1",
        "q2",
        "q3 (Original)",
    ];
    let heads = named.iter().copied().chain(["q3 (English)"]).chain(strange.iter().map(String::as_str));
    writer.write_record(heads).unwrap();
    for (i, text) in strings.iter().enumerate() {
        let is_whole = i % WHOLE_ROW == 0;
        let cell = |name: &&str| if is_whole || !["q1", "q2"].contains(name) { text.as_str() } else { "" };
        let cells = named.iter().map(cell);
        // A translation that says what the original says would be none.
        let translated = format!("In English {text}");
        let more =
            std::iter::once(translated.as_str()).chain(std::iter::repeat_n(text.as_str(), strange.len()));
        writer.write_record(cells.chain(more)).unwrap();
    }
    writer.into_inner().unwrap()
}

/// A table that tells of the submitters of some rows what they do not say, and of others something else.
fn people(strings: &[String]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(["reference", "organisation", "country", "type", "signatories", "publish", "Size"])
        .unwrap();
    for (i, text) in strings.iter().enumerate().step_by(7) {
        let reference = if i.is_multiple_of(2) { format!("H-{:03}", i + 1) } else { String::new() };
        let other = strings[strings.len() - 1 - i].as_str();
        writer.write_record([reference.as_str(), text, other, other, other, other, text]).unwrap();
    }
    writer.into_inner().unwrap()
}

/// A document whose title, headings and paragraphs are the strings.
fn document(strings: &[String]) -> String {
    let mut text = format!(
        "# {}\n\nSubmitted by {}\n\nSignatories: {}; {}\n\nMay be cited: {}\n\n",
        strings[0],
        strings[1],
        strings[2 % strings.len()],
        strings[3 % strings.len()],
        strings[strings.len() - 1]
    );
    for (i, few) in strings.chunks(3).enumerate() {
        let string = few.concat();
        let _ = write!(
            text,
            "## {}. Question {i} {string}\n\nWords {string} of {string}\n\n### {string}\n\n",
            i + 1
        );
    }
    text
}

/// A Word document of some of the strings, in every place that holds text.
fn letter(strings: &[String]) -> Vec<u8> {
    let escaped = |text: &String| text.replace('&', "&amp;").replace('<', "&lt;");
    let some: Vec<String> = strings.iter().step_by(97).map(escaped).collect();
    let body: String = some.iter().map(|text| heading(2, text) + &p(text)).collect();
    let note = |text: &String| format!("<w:footnote w:id='1'>{}</w:footnote>", p(text));
    Docx::of(body + &table(&[&[p(&some[0]), p(&some[1])]]))
        .with("header1", &p(&some[1]))
        .with("footnotes", &note(&some[0]))
        .properties(&some[0], &some[1], "2025-01-31")
        .bytes()
}

/// A codebook as a table: each string a name and a definition.
fn codebook(strings: &[String]) -> Vec<u8> {
    let mut rows = csv::Writer::from_writer(Vec::new());
    rows.write_record(["path", "definition", "terms", "letter", "retired"]).unwrap();
    for (i, text) in strings.iter().enumerate().step_by(7) {
        let name: String = text.chars().take(60).collect();
        let path = format!("Table {} / Theme {i} {name}", i % 3);
        rows.write_record([&path, text, &format!("term {i}"), "", "no"]).unwrap();
    }
    rows.into_inner().unwrap()
}

/// Tags, notes, shortlists, filters, corrections and a name for all of it.
fn work(desk: &Desk, analyst: &str, strings: &[String]) {
    let mut workspace = open(desk, analyst);
    let everything = workspace.resolve("").unwrap();
    let answers = workspace.numbers(&everything).unwrap();
    let theme = workspace.codebook().unwrap().themes[0].id;
    let mut edit = |edit: Edit| workspace.edit(edit).unwrap();
    for (i, strings) in strings.chunks(TOGETHER).enumerate() {
        let (all, answer) = (strings.concat(), answers[i]);
        // Names are short.
        let name: String = strings[i % strings.len()].chars().take(60).collect();
        edit(Edit::Translate { answer, text: all.clone(), language: None, file: Some(strings[0].clone()) });
        edit(Edit::AddNote { on: NoteTarget::Answer(answer), text: all });
        edit(Edit::AddList { name: format!("List {i} {name}") });
        edit(Edit::AddItems { list: None, target: Target::Answers(vec![answer].into()) });
        // Quotation marks and backslashes would end the query's own.
        let query = format!("from:\"x {}\"", strings[0].replace(['"', '\\', '“', '”'], " "));
        edit(Edit::SaveFilter { name: format!("Filter {i} {name}"), query });
    }
    let new = ThemeChoice::New(format!("New {}", strings[5].replace('/', " ")));
    edit(Edit::Tag {
        target: Target::Answers(answers[..40].to_vec().into()),
        themes: vec![ThemeChoice::Existing(theme), new],
        stance: None,
    });
    let target = Target::Passage(answers[2], Span::new(0, 4));
    edit(Edit::Tag { target, themes: vec![ThemeChoice::Existing(theme)], stance: None });
    edit(Edit::AddTheme { path: strings[7].replace('/', " ") });
    codebook_work(&mut workspace, strings, answers[2]);
    let list = workspace.shortlists().unwrap()[0].id;
    let mut edit = |edit: Edit| workspace.edit(edit).unwrap();
    for (kind, text) in [(ItemKind::Heading, &strings[9]), (ItemKind::Comment, &strings[200])] {
        edit(Edit::AddText { list, kind, text: text.clone(), before: None });
    }
    for field in [Field::Submitter, Field::Country, Field::Signatories] {
        let value = Some(format!("={}", strings[3]));
        edit(Edit::SetMetadata { submissions: vec!["H-001".to_owned()], field, value });
    }
}

/// Themes that are merged, retired, renamed and shown by an example.
fn codebook_work(workspace: &mut Workspace, strings: &[String], answer: rapporteur::model::id::AnswerNumber) {
    let themes: Vec<_> = workspace.codebook().unwrap().themes.iter().map(|theme| theme.id).collect();
    let name: String = strings[11].chars().filter(|c| *c != '/').take(60).collect();
    for edit in [
        Edit::MergeThemes { themes: vec![themes[1]], into: themes[2] },
        Edit::RetireTheme { theme: themes[3] },
        Edit::ChangeTheme { theme: themes[4], change: ThemeChange::Rename(format!("Renamed {name}")) },
        Edit::PickExample { theme: themes[2], answer, span: Span::new(0, 9) },
    ] {
        workspace.edit(edit).unwrap();
    }
}

/// An archive of a page and a text of some of the strings, under names of the same kind.
fn packed(strings: &[String]) -> Vec<u8> {
    let escaped = |text: &String| text.replace('&', "&amp;").replace('<', "&lt;");
    let some: Vec<String> = strings.iter().skip(5).step_by(97).map(escaped).collect();
    let page: String = some.iter().map(|text| format!("<h2>{text}</h2><p title='{text}'>{text}")).collect();
    let page = format!("<!DOCTYPE html><meta charset=utf-8><title>{}</title>{page}", some[0]);
    let text: String =
        some.iter().map(|t| format!("<text:h>{t}</text:h><text:p>Words {t}</text:p>")).collect();
    let text = Odt::of(text).bytes();
    let name = |i: usize, end: &str| format!("{}/{}.{end}", strings[i], strings[i + 1]);
    let (first, second) = (name(0, "html"), name(2, "odt"));
    let entries: [(&str, &[u8]); 2] = [(&first, page.as_bytes()), (&second, &text)];
    archive(&entries, zip::CompressionMethod::Stored)
}
