//! A workspace with texts that positions go wrong on, and people who worked in it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::PathBuf;

use rapporteur::config::surroundings::Surroundings;
use rapporteur::export::refi::Choices;
use rapporteur::model::call::{Call, Key, Question, Section};
use rapporteur::model::codebook::{Codebook, Theme};
use rapporteur::model::edit::{Edit, ThemeChoice};
use rapporteur::model::id::{AnswerNumber, ThemeId};
use rapporteur::model::span::Span;
use rapporteur::model::submission::AnswerRecord;
use rapporteur::model::work::{NoteTarget, Stance, Status, Target};
use rapporteur::workspace::export::Destination;
use rapporteur::workspace::{Access, ImportRequest, Workspace};
use tempfile::TempDir;

/// The questions of the call.
pub(crate) const QUESTIONS: [&str; 2] =
    ["What hinders access to the network?", "How should routes be kept safe?"];

/// Answers, two of each submission: emoji, line ends of Windows, a byte order mark, Arabic, Chinese, markup, a form feed.
pub(crate) const ANSWERS: [[&str; 2]; 3] = [
    [
        "Prices 🦀🦀 are high.\r\nRoads & <cables> are \"few\".\r\n\r\nNobody 🌍 pays for them.",
        "\u{feff}Sign the routes.\u{c}Filter what is not signed.",
    ],
    ["يجب أن تكون الشبكة مفتوحة للجميع.", "路由安全很重要。🛡️ 请签名。"],
    ["The same words. The same words.", "One line\ranother line"],
];

/// A folder with a workspace in it.
pub(crate) struct Bench {
    pub(crate) folder: TempDir,
}

impl Bench {
    /// With these themes.
    pub(crate) fn with(themes: &Codebook) -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap() };
        Workspace::init(&bench.path("w.db"), &call(), themes, &bench.around()).unwrap();
        bench
    }

    /// With the answers and all that people say of them.
    pub(crate) fn worked() -> Self {
        let bench = Self::with(&codebook());
        bench.import(&mut bench.open("Alice"));
        bench.work();
        bench
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn around(&self) -> Surroundings {
        Surroundings {
            state_dir: self.path("state"),
            program: Some(PathBuf::from(env!("CARGO_BIN_EXE_rapporteur"))),
            ..Surroundings::default()
        }
    }

    /// The workspace, as somebody.
    pub(crate) fn open(&self, analyst: &str) -> Workspace {
        Workspace::open(&self.path("w.db"), Access::Write, Some(analyst), &self.around()).unwrap()
    }

    /// Takes the answers in.
    pub(crate) fn import(&self, desk: &mut Workspace) {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(["Reference", "Organisation", "Type", "Sector <x>", QUESTIONS[0], QUESTIONS[1]])
            .unwrap();
        for (i, [first, second]) in ANSWERS.iter().enumerate() {
            let reference = format!("R-{}", i + 1);
            let kind = ["Government", "Civil society", "Government"][i];
            csv.write_record([&reference, "Org & <Co>", kind, "a\"b", first, second]).unwrap();
        }
        let path = self.path("form.csv");
        std::fs::write(&path, csv.into_inner().unwrap()).unwrap();
        let request = ImportRequest { paths: vec![path], ..ImportRequest::default() };
        desk.import(&request, &mut |_| true).unwrap();
    }

    /// Tags, notes, a status: by two people, on answers and passages.
    fn work(&self) {
        let mut alice = self.open("Alice");
        let all = numbers(&alice);
        let tag = |who: &mut Workspace, answer: usize, span: Option<(u32, u32)>, path: &str| {
            let target = match span {
                Some((start, end)) => Target::Passage(all[answer], Span::new(start, end)),
                None => Target::Answers(vec![all[answer]].into()),
            };
            let themes = vec![ThemeChoice::Existing(theme(who, path))];
            who.edit(Edit::Tag { target, themes, stance: Some(Stance::For) }).unwrap();
        };
        tag(&mut alice, 0, Some((7, 9)), "Security / Other");
        tag(&mut alice, 0, Some((10, 18)), "Access / Other");
        tag(&mut alice, 0, Some((21, 37)), "Access / Other");
        tag(&mut alice, 0, None, "Access");
        tag(&mut alice, 2, Some((4, 12)), "Access");
        tag(&mut alice, 3, Some((8, 14)), "Security");
        let mut bob = self.open("Bob");
        tag(&mut bob, 0, None, "Access");
        tag(&mut bob, 4, Some((16, 31)), "Access / Other");
        tag(&mut bob, 5, Some((0, 16)), "Security / Other");
        tag(&mut bob, 1, Some((0, 5)), "Security");
        let note = |who: &mut Workspace, on: NoteTarget, text: &str| {
            who.edit(Edit::AddNote { on, text: text.to_owned() }).unwrap();
        };
        note(&mut alice, NoteTarget::Answer(all[0]), "Whole & <all> 🦀\r\nof it");
        note(&mut alice, NoteTarget::Passage(all[0], Span::new(7, 9)), "Crabs");
        note(&mut bob, NoteTarget::Submission("R-2".to_owned()), "Call them");
        note(&mut bob, NoteTarget::Question(Key("access".to_owned())), "Too wide a question");
        let access = theme(&bob, "Access");
        note(&mut bob, NoteTarget::Theme(access), "Split it?");
        alice.edit(Edit::SetStatus { answers: vec![all[0]].into(), status: Status::Reviewed }).unwrap();
    }

    /// What a query finds, as a project.
    pub(crate) fn export(&self, query: &str, choices: Choices) -> Archive {
        let desk = self.open("Alice");
        let mut bytes = Vec::new();
        let found = desk.resolve(query).unwrap();
        let to = Destination::Stream(&mut bytes);
        desk.export_project(&found, query, choices, to, false, &mut || true).unwrap();
        Archive::of(bytes)
    }
}

/// An archive and its files.
pub(crate) struct Archive {
    pub(crate) bytes: Vec<u8>,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Archive {
    pub(crate) fn of(bytes: Vec<u8>) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let mut files = BTreeMap::new();
        for i in 0..zip.len() {
            let mut entry = zip.by_index(i).unwrap();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            files.insert(entry.name().unwrap().into_owned(), content);
        }
        drop(zip);
        Self { bytes, files }
    }

    /// `project.qde`.
    pub(crate) fn project(&self) -> &str {
        std::str::from_utf8(&self.files["project.qde"]).unwrap()
    }
}

/// The answers, in the order of lists.
pub(crate) fn numbers(desk: &Workspace) -> Vec<AnswerNumber> {
    desk.numbers(&desk.resolve("").unwrap()).unwrap()
}

/// The answers in full.
pub(crate) fn records(desk: &Workspace) -> Vec<AnswerRecord> {
    let mut records = Vec::new();
    desk.records(&desk.resolve("").unwrap(), &mut |record| {
        records.push(record);
        true
    })
    .unwrap();
    records
}

/// The theme of this path.
pub(crate) fn theme(desk: &Workspace, path: &str) -> ThemeId {
    let book = desk.codebook().unwrap();
    book.themes.iter().find(|theme| book.path(theme.id) == path).unwrap().id
}

fn call() -> Call {
    let question = |key: &str, number: &str, wording: &str, short: &str| Question {
        key: Key(key.to_owned()),
        number: number.to_owned(),
        section: Key("s".to_owned()),
        wording: wording.to_owned(),
        short_name: short.to_owned(),
        recognize: vec![wording.to_owned()],
    };
    Call {
        title: "Net & <roads>".to_owned(),
        prefix: "R".to_owned(),
        sections: vec![Section {
            key: Key("s".to_owned()),
            number: "1".to_owned(),
            title: "All & \"more\"".to_owned(),
            recognize: Vec::new(),
        }],
        questions: vec![
            question("access", "1", QUESTIONS[0], "Access"),
            question("routes", "2", QUESTIONS[1], "Routes"),
        ],
        ..Call::default()
    }
}

/// Two themes, each with another of the same name under it.
pub(crate) fn codebook() -> Codebook {
    let theme = |name: &str, id: &str, parent: Option<&str>| Theme {
        id: ThemeId::starter(id),
        parent: parent.map(ThemeId::starter),
        name: name.to_owned(),
        definition: format!("What {name} & <co> is"),
        use_when: "it says \"so\"".to_owned(),
        short_name: name.to_owned(),
        colour: 3,
        ..Theme::default()
    };
    let themes = vec![
        theme("Access", "a", None),
        theme("Other", "ao", Some("a")),
        theme("Security", "s", None),
        theme("Other", "so", Some("s")),
    ];
    Codebook { themes, ..Codebook::default() }
}
