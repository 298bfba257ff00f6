//! A small review, written out: twelve answers, six themes, one text with passages.

use std::sync::Arc;

use rapporteur::model::call::{Call, Key, Question, Section};
use rapporteur::model::codebook::{Codebook, Theme};
use rapporteur::model::edit::Edit;
use rapporteur::model::id::{
    AnswerId, AnswerNumber, FilterId, ItemId, MadeId, NoteId, OperationId, TagId, ThemeId,
};
use rapporteur::model::incoming::Incoming;
use rapporteur::model::operation::{Carried, HistoryEntry, Outcome, Spoken, Touched};
use rapporteur::model::span::Span;
use rapporteur::model::submission::{Metadata, SourcePlace, Translation};
use rapporteur::model::view::{
    AnswerRow, AnswerView, Facet, FacetKind, FacetValue, Leaves, Page, ShownNote, ShownTag, Submitter,
};
use rapporteur::model::work::{SavedFilter, Stance, Status};
use rapporteur::query;
use rapporteur::query::edit::pane;
use rapporteur::text;
use rapporteur::tui::directory::Directory;
use rapporteur::tui::listing::Listing;
use rapporteur::tui::request::{Known, Mistake, Past, Reply, Request};
use rapporteur::tui::screen::intake::ask::Told;
use rapporteur::tui::seek::{Seek, Sought};

use super::harness::Answers;

/// The text that the reader shows.
pub(super) const TEXT: &str = "Networks that people rely on every day still run on addresses that ran out a decade ago. We ask that every public tender in the region require working IPv6 by 2028, and that progress be published each year by the regulator, not by the vendors.\n\nRouting security deserves the same attention: fewer than half of the routes carried at our three sites have a valid origin record, and small operators tell us that they lack the hours, not the will.\n\nLast, count what matters.";

const NAMES: [(&str, &str, &str, &str); 12] = [
    ("Agence du numérique rural", "SN", "4", "Le passage à IPv6 reste un vœu pieux"),
    ("Общество открытых сетей", "KZ", "4", "Переход на IPv6 идёт неравномерно"),
    ("Office of Communications Policy", "FJ", "4", "Small islands pay three times as much"),
    ("东海网络研究所", "SG", "4", "地址资源短缺的问题并未消失，而且"),
    ("Harbour & Vale Datacentres", "NL", "4", "Our customers ask for IPv6 last of all"),
    ("Ministry of Digital Transition", "PT", "11", "Resilience begins with inventories"),
    (
        "Lakeshore Internet Exchange Association",
        "UG",
        "11",
        "Networks that people rely on every day still run",
    ),
    ("Cooperativa Andina de Telecentros", "PE", "11", "Las tendencias que importan en el campo"),
    ("Federated Carriers Group", "ZA", "11", "IPv6-only mobile cores are now cheaper"),
    ("Baltic Routing Forum", "EE", "11", "Signed origins for IPv6 prefixes"),
    ("Комитет по связи и данным", "KG", "11", "Национальные требования не должны"),
    ("Northlight Satellite", "SE", "11", "Direct-to-handset links will matter"),
];

/// Tags that overlap the first passage of the text, of three analysts.
pub(super) const CROWD: [(&str, &str, &str); 8] = [
    ("Financing", "every public tender in the region require working IPv6 by 2028", "bo"),
    ("Capacity building", "ran out a decade ago. We ask that every public tender", "carol"),
    (
        "Digital divide",
        "public tender in the region require working IPv6 by 2028, and that progress",
        "carol",
    ),
    ("Multistakeholder model", "be published each year by the regulator", "bo"),
    ("Routing security", "We ask that every public tender in the region", "carol"),
    ("Financing", "tender in the region", "alice"),
    ("Digital divide", "the region require", "bo"),
    ("IPv6", "region require working", "carol"),
];

const THEMES: [(&str, char, u8, &str); 6] = [
    ("IPv6", 'i', 2, "Infrastructure"),
    ("Routing security", 'r', 7, "Infrastructure"),
    ("Capacity building", 'k', 5, "Inclusion"),
    ("Digital divide", 'd', 8, "Inclusion"),
    ("Financing", 'n', 3, "Inclusion"),
    ("Multistakeholder model", 'm', 6, "Governance"),
];

/// Everything that the screen may ask for.
pub(super) struct Sample {
    pub(super) rows: Vec<AnswerRow>,
    pub(super) codebook: Codebook,
    pub(super) filters: Vec<SavedFilter>,
    /// Items that were taken out of the shortlist.
    pub(super) removed: Vec<ItemId>,
    pub(super) translations: Vec<(AnswerNumber, Translation)>,
    /// How many of [`CROWD`] are tags of the text with passages.
    crowd: usize,
    /// Whether the filter panes have sections, regions and what was late, too.
    wide: bool,
    undo: u32,
}

pub(super) fn theme(name: &str) -> ThemeId {
    ThemeId::starter(name)
}

fn codebook() -> Codebook {
    let mut themes = Vec::new();
    for parent in ["Infrastructure", "Inclusion", "Governance"] {
        themes.push(one_theme(parent, None, None, 10));
        for (name, letter, colour, _) in THEMES.iter().filter(|t| t.3 == parent) {
            themes.push(one_theme(name, Some(theme(parent)), Some(*letter), *colour));
        }
    }
    Codebook { themes, ..Codebook::default() }
}

fn one_theme(name: &str, parent: Option<ThemeId>, letter: Option<char>, colour: u8) -> Theme {
    Theme {
        id: theme(name),
        parent,
        name: name.to_owned(),
        definition: format!("What is said about {name}, in favour or against."),
        use_when: "operators, registries or regulators acting on it.".into(),
        not_when: "security of users' devices.".into(),
        short_name: name.split(' ').next().unwrap().to_owned(),
        letter,
        code: name[..2].to_uppercase(),
        colour,
        terms: Vec::new(),
        ..Theme::default()
    }
}

impl Sample {
    pub(super) fn new() -> Self {
        let rows = NAMES.iter().enumerate().map(|(i, (name, country, question, excerpt))| AnswerRow {
            number: AnswerNumber(i as u32 + 1),
            status: [Status::Reviewed, Status::Todo, Status::Flagged, Status::Todo][i % 4],
            question: Some((*question).to_owned()),
            reference: format!("WSIS20-{:03}", i + 1),
            submitter: Some((*name).to_owned()),
            country: Some((*country).to_owned()),
            themes: THEMES.iter().take([2, 1, 5, 0][i % 4]).map(|t| theme(t.0)).collect(),
            noted: i % 3 == 2,
            shortlisted: i % 5 == 4,
            excerpt: (*excerpt).to_owned(),
            found: Vec::new(),
        });
        Self {
            rows: rows.collect(),
            codebook: codebook(),
            filters: filters(),
            removed: Vec::new(),
            translations: Vec::new(),
            crowd: 0,
            wide: false,
            undo: 0,
        }
    }

    /// The same, with so many more tags over the first passage of the text.
    pub(super) fn crowded(crowd: usize) -> Self {
        Self { crowd, ..Self::new() }
    }

    /// The same, with all filter panes.
    pub(super) fn wide() -> Self {
        Self { wide: true, ..Self::new() }
    }

    fn matching(&self, text: &str) -> Vec<&AnswerRow> {
        // What the wide panes choose is not looked for.
        if self.wide {
            return self.rows.iter().collect();
        }
        let words: Vec<String> = text.split(' ').filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
        let holds = |row: &&AnswerRow| {
            words.iter().all(|word| match word.strip_prefix("q:") {
                Some(question) => row.question.as_deref() == Some(question),
                None if word == "status:todo" => row.status == Status::Todo,
                None => row.excerpt.to_lowercase().contains(word.as_str()),
            })
        };
        self.rows.iter().filter(holds).collect()
    }

    fn page(&self, text: &str) -> Page {
        let rows = self.matching(text);
        Page {
            answers: rows.len(),
            submitters: rows.len(),
            reviewed: rows.iter().filter(|r| r.status == Status::Reviewed).count(),
            ..Page::default()
        }
    }

    fn facets(&self, text: &str) -> Vec<Facet> {
        let value = |field: &'static str, term: &str, label: &str, lead: &str| FacetValue {
            field,
            term: term.to_owned(),
            also: Vec::new(),
            label: label.to_owned(),
            lead: lead.to_owned(),
            theme: None,
            depth: 0,
            count: 0,
        };
        let status = Status::ALL.map(|s| FacetValue {
            count: self.rows.iter().filter(|r| r.status == s).count(),
            ..value("status", s.name(), s.name(), "")
        });
        let question =
            [("4", "Challenges"), ("7", "Technologies"), ("11", "Trends")].map(|(n, name)| FacetValue {
                count: self.rows.iter().filter(|r| r.question.as_deref() == Some(n)).count(),
                ..value("q", n, name, n)
            });
        let themes = self.codebook.themes.iter().filter(|t| t.letter.is_some()).map(|t| FacetValue {
            theme: Some(t.id),
            count: self.rows.iter().filter(|r| r.themes.contains(&t.id)).count(),
            ..value("theme", &t.name.to_lowercase(), &t.short_name, &t.chip())
        });
        let _ = text;
        let (mut question, mut theme) = (question.to_vec(), themes.collect::<Vec<_>>());
        let mut others = Vec::new();
        if self.wide {
            for value in &mut question {
                value.depth = 1;
            }
            question.insert(2, FacetValue { count: 7, ..value("section", "2", "What comes next", "2") });
            question.insert(0, FacetValue { count: 5, ..value("section", "1", "Where we stand", "1") });
            theme.insert(0, FacetValue { count: 3, ..value("no", "theme", "no theme yet", "") });
            let country = |code: &str, name: &str, depth, count| FacetValue {
                depth,
                count,
                ..value("country", code, name, "")
            };
            let region = |name: &str, count| FacetValue { count, ..value("region", name, name, "") };
            let places = vec![
                region("Africa", 3),
                country("SN", "Senegal", 1, 1),
                country("ZA", "South Africa", 1, 1),
                country("UG", "Uganda", 1, 1),
                region("Antarctica", 0),
                region("Latin America and the Caribbean", 1),
                country("PE", "Peru", 1, 1),
                country("SE", "Sweden", 0, 1),
            ];
            let submitted = [("late", 2), ("withdrawn", 1), ("unplaced", 0)]
                .map(|(term, count)| FacetValue { count, ..value("is", term, term, "") });
            let files = [("letters/answers from the coast.md", 2), ("form.csv", 10)].map(|(name, count)| {
                let label = name.rsplit('/').next().unwrap();
                FacetValue { count, ..value("source", name, label, "") }
            });
            let size = "Organisation size, by people employed";
            let sizes =
                [("1-9", 0), ("10-49", 4), ("1,000 and more, or a group of such", 2)].map(|(said, count)| {
                    FacetValue { count, ..value("attr", &pane::said_in(size, said), said, "") }
                });
            others = vec![
                Facet::new(FacetKind::Region, places),
                Facet::new(FacetKind::Submitted, submitted.to_vec()),
                Facet::new(FacetKind::Source, files.to_vec()),
                Facet::new(FacetKind::Column(size.to_owned()), sizes.to_vec()),
            ];
        }
        let mut facets = vec![
            Facet::new(FacetKind::Status, status.to_vec()),
            Facet::new(FacetKind::Question, question),
            Facet::new(FacetKind::Theme, theme),
        ];
        facets.append(&mut others);
        facets
    }

    fn view(&self, number: AnswerNumber) -> AnswerView {
        let row = self.rows.iter().find(|r| r.number == number).unwrap();
        let full = number == AnswerNumber(7);
        let tag = |n: u32, name: &str, words: &str, stance, analyst: &str| {
            let start = TEXT[..TEXT.find(words).unwrap()].chars().count() as u32;
            ShownTag {
                id: TagId(MadeId { maker: [1; 16], n }),
                theme: theme(name),
                analyst: analyst.into(),
                stance,
                span: Some(Span::new(start, start + words.chars().count() as u32)),
                quote: Some(words.to_owned()),
            }
        };
        let ask = "We ask that every public tender in the region require working IPv6 by 2028";
        AnswerView {
            number,
            id: AnswerId([number.0 as u8; 16]),
            reference: row.reference.clone(),
            question: row.question.clone().map(|number| (number, "Trends".into())),
            heading: None,
            metadata: Metadata {
                submitter: row.submitter.clone(),
                stakeholder_type: Some("Technical".into()),
                country: row.country.clone(),
                language: Some("en".into()),
                submitted_on: Some(jiff::civil::date(2025, 1, 14)),
                ..Metadata::default()
            },
            text: if full { TEXT.to_owned() } else { row.excerpt.clone() },
            forms: Vec::new(),
            words: 81,
            withheld: Vec::new(),
            leaves: Leaves::default(),
            status: row.status,
            tags: if full {
                let crowd = CROWD.iter().take(self.crowd).zip(2..);
                [
                    tag(0, "IPv6", ask, Some(Stance::For), "alice"),
                    tag(1, "Routing security", "Routing security deserves the same attention", None, "bo"),
                ]
                .into_iter()
                .chain(crowd.map(|((name, words, analyst), n)| tag(n, name, words, None, analyst)))
                .collect()
            } else {
                Vec::new()
            },
            notes: if full {
                vec![ShownNote {
                    id: NoteId(MadeId { maker: [2; 16], n: 0 }),
                    analyst: "alice".into(),
                    text: "Strong figure, no source. Ask the secretariat whether it may be quoted.".into(),
                    span: None,
                    at: "2025-01-14 10:42".into(),
                }]
            } else {
                Vec::new()
            },
            matches: Vec::new(),
            source: SourcePlace::default(),
            shortlisted: row.shortlisted,
            translation: self.translations.iter().find(|(of, _)| *of == number).map(|(_, it)| it.clone()),
        }
    }

    fn carried(&self, id: OperationId) -> Carried {
        let row = &self.rows[6];
        let spoken = Spoken {
            number: row.number,
            id: AnswerId([7; 16]),
            reference: row.reference.clone(),
            submitter: row.submitter.clone(),
            question: row.question.clone(),
            quote: Some("Routing security deserves the same attention".into()),
        };
        Carried { id: Some(id), texts: Vec::new(), on: vec![spoken], count: 1 }
    }

    fn edit(&mut self, edit: &Edit) -> Outcome {
        let mut summary = "did it".to_owned();
        match edit {
            Edit::SetStatus { answers, status } => {
                for row in self.rows.iter_mut().filter(|r| answers.contains(r.number)) {
                    row.status = *status;
                }
                summary = format!("set {} answers to {status}", answers.len());
            }
            Edit::Tag { themes, .. } => summary = format!("tagged 1 answer, {} themes", themes.len()),
            Edit::TakeOut { items } => self.removed.extend(items),
            Edit::SaveFilter { name, query } => {
                let id = FilterId::of(&text::fold(name));
                self.filters.retain(|f| f.id != id);
                self.filters.push(SavedFilter { id, name: name.clone(), query: query.clone() });
                summary = format!("saved filter {name}: {query}");
            }
            Edit::RemoveFilter { name } => {
                self.filters.retain(|f| f.name != *name);
                summary = format!("removed filter {name}");
            }
            _ => {}
        }
        self.undo += 1;
        let operation = Some(OperationId([self.undo as u8; 16]));
        let touched = Touched { work: true, ..Touched::default() };
        Outcome { summary, changed: 1, operation, touched }
    }
}

impl Answers for Sample {
    fn answer(&mut self, request: Request) -> Reply {
        if let Some(Err(error)) = request.query().map(query::parse) {
            return Reply::Mistake(Mistake {
                start: error.span.start,
                end: error.span.end,
                message: error.mistake.to_string(),
                offer: error.suggestion,
            });
        }
        let numbers = |rows: Vec<&AnswerRow>| rows.iter().map(|r| r.number).collect::<Vec<_>>();
        match request {
            Request::Known => Reply::Known(Box::new(Known {
                codebook: self.codebook.clone(),
                call: call(),
                shortlists: super::listed::lists(),
                filters: self.filters.clone(),
                analyst: "alice".into(),
            })),
            Request::List(text) => {
                let found = numbers(self.matching(&text));
                Reply::List(text, Arc::new(Listing::new(found)))
            }
            Request::Counts(text) => Reply::Counts(self.page(&text)),
            Request::Rows(text, wanted) => {
                let matching = numbers(self.matching(&text));
                let rows = self.rows.iter().filter(|r| wanted.contains(&r.number));
                Reply::Rows(rows.map(|r| (r.clone(), matching.contains(&r.number))).collect())
            }
            Request::Facets(text) => Reply::Facets(self.facets(&text)),
            Request::Answer(_, number) => Reply::Answer(Box::new(self.view(number))),
            Request::Seek(seek) => {
                let Seek { find, listing, from, on, .. } = *seek;
                // Every answer has the same text, and no query is marked in it.
                let holds = find.is_some_and(|find| text::fold(TEXT).contains(&text::fold(&find)));
                let place = if on { from + 1 } else { from.wrapping_sub(1) };
                let place = Some(place).filter(|place| holds && *place < listing.numbers().len());
                Reply::Sought(Sought { listing, place, on })
            }
            Request::ThemeCounts => {
                Reply::ThemeCounts(self.codebook.themes.iter().map(|t| (t.id, 12)).collect())
            }
            Request::Todo(text) => {
                let todo = self.matching(&text).into_iter().filter(|r| r.status == Status::Todo);
                Reply::Todo(todo.map(|r| r.number.0).collect())
            }
            Request::Same(text, question, listing, on) => {
                let same = self.matching(&text).into_iter().filter(|r| r.question == question).collect();
                let places = listing.places(&numbers(same));
                Reply::Same(listing, places, on)
            }
            Request::CountSaved(queries) => Reply::CountSaved(
                queries
                    .iter()
                    .map(|text| match text.strip_prefix("theme:") {
                        Some(gone) => Err(format!("no theme is called “{gone}”")),
                        None => Ok(self.matching(text).len()),
                    })
                    .collect(),
            ),
            Request::Directory => Reply::Directory(Arc::new(Directory::new(
                submitters(),
                vec![(Key("q4".into()), 5), (Key("q11".into()), 7)],
            ))),
            Request::CountEach(queries) => {
                Reply::CountEach(queries.iter().map(|text| self.matching(text).len()).collect())
            }
            Request::History { .. } => Reply::History(past()),
            Request::Carried(id) => Reply::Carried(Box::new(self.carried(id))),
            Request::Items(list) => Reply::Items(Box::new(super::listed::listed(list, &self.removed))),
            Request::Submissions(ask) => {
                let found = numbers(self.matching(ask.query().unwrap_or_default()));
                Reply::Submissions(super::sent::answer(&self.rows, &found, ask))
            }
            Request::Codebook(ask) => Reply::Codebook(super::codebook::answer(&self.codebook, ask)),
            Request::Progress(ask) => Reply::Progress(Box::new(super::progress::answer(ask))),
            Request::Matrix(ask) => Reply::Matrix(super::matrix::answer(&self.rows, ask)),
            Request::Intake(_) => Reply::Intake(Told::Files(Incoming::default())),
            Request::Edit(edit) => Reply::Edited(self.edit(&edit)),
            Request::Offers(typed) => Reply::Offers(typed, Vec::new()),
            Request::Paths(begun) => super::importing::names(begun),
            Request::Import(order) => super::importing::would(&order),
            Request::Preview(sample) => {
                Reply::Preview(sample, vec!["> Routing security is everybody’s work.".into()])
            }
            Request::Export(order) => Reply::FileExists(Box::new(order)),
            Request::Notes => Reply::Notes(super::listed::notes()),
            Request::OpenFinding(about) => {
                let summary = "made the finding".to_owned();
                let (operation, touched) = (None, Touched::default());
                Reply::Opened(about.list(), Outcome { summary, changed: 0, operation, touched })
            }
            Request::ChooseList(_) | Request::TakeIn { .. } | Request::Resume(_) => Reply::Done,
        }
    }
}

fn past() -> Past {
    let action = |n: u8, analyst: &str, kind: &str, summary: &str, day: i8, hour: i8| {
        let entry = HistoryEntry {
            id: OperationId([n; 16]),
            at: String::new(),
            device: "00ff00ff00ff00ff".into(),
            analyst: analyst.into(),
            kind: kind.into(),
            summary: summary.into(),
            undoes: None,
            undone: n == 3,
        };
        (entry, jiff::civil::datetime(2025, 1, day, hour, 10 + n as i8, 0, 0))
    };
    let entries = vec![
        action(4, "alice", "tag.add", "tagged 1 answer, Routing security", 14, 10),
        action(3, "alice", "status.set", "set 2 answers to reviewed", 14, 9),
        action(2, "bo", "note.add", "wrote a note on a passage", 13, 17),
        action(1, "bo", "import", "imported 12 submissions from submissions-jan/", 3, 9),
    ];
    Past { total: entries.len(), entries, today: jiff::civil::date(2025, 1, 14) }
}

fn filters() -> Vec<SavedFilter> {
    let filter = |name: &str, query: &str| SavedFilter {
        id: FilterId::of(&text::fold(name)),
        name: name.into(),
        query: query.into(),
    };
    vec![
        filter("Challenges to do", "q:4 status:todo"),
        filter("Old theme", "theme:gone"),
        filter("Trends on routing", "q:11 routing"),
    ]
}

/// The submitters, and names that are read from the right, wide, or hold what would move the cursor.
fn submitters() -> Vec<Submitter> {
    let more =
        ["المرصد العربي للشبكات", "R\u{e9}seau\u{1b}[2J \u{202e}du Sud", "Rese\u{301}aux d\u{2019}Afrique"];
    let names = NAMES.iter().map(|name| name.0).chain(more);
    let mut all: Vec<Submitter> =
        names.map(|name| Submitter { name: name.to_owned(), folded: text::fold(name), answers: 1 }).collect();
    all.sort_by(|a, b| a.folded.cmp(&b.folded));
    all
}

fn call() -> Call {
    let section = Key("s1".into());
    let question = |number: &str, name: &str| Question {
        key: Key(format!("q{number}")),
        number: number.into(),
        section: section.clone(),
        wording: format!("{name}?"),
        short_name: name.into(),
        recognize: Vec::new(),
    };
    Call {
        title: "A review".into(),
        prefix: "WSIS20".into(),
        deadline: None,
        sections: vec![Section {
            key: section.clone(),
            number: "1".into(),
            title: "All".into(),
            recognize: Vec::new(),
        }],
        questions: vec![question("4", "Challenges"), question("7", "Technologies"), question("11", "Trends")],
    }
}
