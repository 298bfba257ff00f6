//! From files to placed answers, as an import sees it.

mod cases;
mod documents;
mod docx;
mod hostile;
mod html;
mod odt;
mod pdf;
mod shapes;
mod sheets;
mod tables;

use std::collections::BTreeMap;
use std::path::PathBuf;

use rapporteur::intake::{self, account, place};
use rapporteur::model::call::{Call, Key, Question, Section};
use rapporteur::model::draft::{Body, Format, Mark, PartDraft, SourceDraft, To};
use rapporteur::model::span::Form;

/// The folder of real documents; `None`, and said, where it is absent.
fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("RAPPORTEUR_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = root.join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not here", path.display());
    None
}

/// A document, read and placed.
struct Placed {
    draft: SourceDraft,
    marks: Vec<Vec<Mark>>,
}

impl Placed {
    fn of(bytes: &[u8], call: &Call) -> Self {
        let draft = intake::read(bytes, "a document").unwrap();
        let marks = place::parts(parts(&draft), call);
        Self { draft, marks }
    }

    fn parts(&self) -> &[PartDraft] {
        parts(&self.draft)
    }

    /// The texts of the stretches that `which` chooses, by the question's key or "".
    fn texts(&self, which: fn(&To) -> Option<&str>) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::<String, String>::new();
        for (part, marks) in self.parts().iter().zip(&self.marks) {
            for (to, _, text) in rapporteur::model::draft::stretches(&part.text, marks) {
                if let Some(key) = to.and_then(which) {
                    texts.entry(key.to_owned()).or_default().push_str(text);
                }
            }
        }
        texts.into_iter().map(|(key, text)| (key, text.trim().to_owned())).collect()
    }

    fn answers(&self) -> BTreeMap<String, String> {
        self.texts(|to| if let To::Question(key) = to { Some(key.as_str()) } else { None })
    }

    fn headings(&self) -> BTreeMap<String, String> {
        self.texts(|to| if let To::QuestionHeading(key) = to { Some(key.as_str()) } else { None })
    }

    fn unplaced(&self) -> String {
        self.texts(|to| (*to == To::Unplaced).then_some("")).remove("").unwrap_or_default()
    }

    fn structure(&self) -> String {
        self.texts(|to| (*to == To::Structure).then_some("")).remove("").unwrap_or_default()
    }

    fn balances(&self) -> bool {
        account::document(self.parts(), &self.marks).balances()
    }
}

fn parts(draft: &SourceDraft) -> &[PartDraft] {
    match &draft.records[0].body {
        Body::Document(parts) => parts,
        Body::Row { .. } => panic!("a document was expected"),
    }
}

/// A call with these questions, all in one section.
fn call_of(questions: &[&str]) -> Call {
    let section = Key("all".to_owned());
    let question = |(i, wording): (usize, &&str)| Question {
        key: Key(format!("q{}", i + 1)),
        number: (i + 1).to_string(),
        section: section.clone(),
        wording: (*wording).to_owned(),
        short_name: format!("Q{}", i + 1),
        recognize: Vec::new(),
    };
    Call {
        title: "A call".to_owned(),
        prefix: "C".to_owned(),
        sections: vec![Section {
            key: section.clone(),
            number: "1".into(),
            title: "All".into(),
            recognize: Vec::new(),
        }],
        questions: questions.iter().enumerate().map(question).collect(),
        ..Call::default()
    }
}

/// The words of a text, folded, each with how often it stands there.
fn multiset(texts: &[&str]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    counts
}

/// The body of a document, block by block: its text, and whether it is a heading and of which level, or a list item.
fn blocks(parts: &[PartDraft]) -> Vec<(String, Option<u8>, bool)> {
    let body = &parts[0];
    let text: Vec<char> = body.text.chars().collect();
    let block = |b: &rapporteur::model::draft::Block| {
        let forms = body.forms.iter().filter(|f| f.span.start == b.span.start);
        let forms: Vec<&Form> = forms.map(|f| &f.form).collect();
        let level = forms.iter().find_map(|f| if let Form::Heading(n) = f { Some(*n) } else { None });
        let is_item = forms.iter().any(|f| matches!(f, Form::ListItem(_)));
        (text[b.span.start as usize..b.span.end as usize].iter().collect(), level.filter(|n| *n > 0), is_item)
    };
    body.blocks.iter().map(block).collect()
}

/// The text of a paragraph, its level where it is a heading, and whether it stands in a list.
type Line = (String, Option<u8>, bool);

/// Checks that the documents of the corpus in six languages give what they give as DOCX when they are written in another
/// format.
fn six_languages(write: fn(&[Line]) -> Vec<u8>, format: Format) {
    let Some(folder) = shared("corpus/derived-six-languages/docx") else { return };
    let (mut answers, mut submissions, mut characters) = (0, 0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let original = intake::read(&bytes, "x").unwrap();
        let lines = parts(&original)[0].text.lines();
        let questions: Vec<&str> = lines
            .filter_map(|line| line.strip_prefix("Question ")?.split_once(": ").map(|(_, words)| words))
            .collect();
        let call = call_of(&questions);
        let placed = Placed::of(&write(&blocks(parts(&original))), &call);
        assert_eq!(placed.draft.format, format);
        // How many blanks stand together is not said by every format.
        let folded = |placed: &Placed| -> Vec<String> {
            placed.answers().values().map(|t| t.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
        };
        assert_eq!(folded(&placed), folded(&Placed::of(&bytes, &call)));
        assert!(placed.balances() && placed.draft.is_sound());
        let texts = placed.answers();
        answers += texts.len();
        characters += texts.values().flat_map(|t| t.chars()).filter(|c| !c.is_whitespace()).count();
        submissions += 1;
    }
    assert_eq!((submissions, answers, characters), (18, 144, 27_512));
}
