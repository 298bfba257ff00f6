//! Two shortlists, written out: quotations in five scripts, one shortened, with a heading and comments between.

use jiff::civil::DateTime;
use rapporteur::model::id::{AnswerId, AnswerNumber, ItemId, ListId, MadeId, NoteId, SubmissionId};
use rapporteur::model::note::{NoteEntry, Noted};
use rapporteur::model::span::Span;
use rapporteur::model::submission::{AnswerRecord, Care, Metadata, SourcePlace, TagRecord};
use rapporteur::model::work::{ItemKind, Shortlist, ShortlistItem, Status};
use rapporteur::text::shorten;
use rapporteur::tui::screen::shortlists::listed::Listed;

use super::sample::{TEXT, theme};

const fn list(n: u8) -> ListId {
    ListId(MadeId { maker: [n; 16], n: 0 })
}

/// The item of this number.
pub(super) fn item(n: u32) -> ItemId {
    ItemId(MadeId { maker: [9; 16], n })
}

/// The lists, the current one first.
pub(super) fn lists() -> Vec<Shortlist> {
    vec![
        Shortlist { id: list(1), name: "Chapter 3: Infrastructure".into(), items: 9, finding: None },
        Shortlist { id: list(2), name: "Annex".into(), items: 0, finding: None },
    ]
}

/// Notes of two analysts on everything that a note can be on.
pub(super) fn notes() -> Vec<(NoteEntry, DateTime)> {
    let note = |n: u32, analyst: &str, on: Noted, text: &str| NoteEntry {
        id: NoteId(MadeId { maker: [7; 16], n }),
        analyst: analyst.to_owned(),
        at: "2025-01-14T10:42:00Z".to_owned(),
        text: text.to_owned(),
        on,
        number: matches!(on, Noted::Answer | Noted::Passage).then_some(AnswerNumber(n)),
        answer: None,
        reference: (!matches!(on, Noted::Question | Noted::Theme)).then(|| format!("WSIS20-0{n}7")),
        submitter: (n == 2).then(|| "Savanna Peering Point".to_owned()),
        question: (on != Noted::Theme).then(|| "4".to_owned()),
        theme: (on == Noted::Theme).then(|| "Infrastructure / IPv6".to_owned()),
        quote: (n == 2).then(|| QUOTES[0].5.to_owned()),
    };
    let all = [
        note(1, "alice", Noted::Answer, "Ask for the figures behind this; it would carry the chapter."),
        note(2, "bo", Noted::Passage, "Three clear asks.\nUse the first as the opening of the chapter."),
        note(3, "alice", Noted::Submission, "A second letter came in March; ask which of the two holds."),
        note(4, "alice", Noted::Question, "Much is said here of cost, little of skills."),
        note(5, "bo", Noted::Theme, "Transition only; the shortage has a theme of its own."),
    ];
    all.into_iter()
        .zip(1..)
        .map(|(note, n)| (note, jiff::civil::datetime(2025, 1, 15 - n, 10, 42, 0, 0)))
        .collect()
}

const QUOTES: [(&str, &str, &str, &str, &str, &str); 6] = [
    (
        "Savanna Peering Point",
        "BW",
        "Technical",
        "i",
        "IPv6",
        "every complaint about shared addresses ends at our desk, and none of them is ours to solve",
    ),
    (
        "Agence du numérique rural",
        "SN",
        "Government",
        "i",
        "IPv6",
        "Le passage à IPv6 reste un vœu pieux dans les communes",
    ),
    (
        "Lakeshore Internet Exchange Association",
        "UG",
        "Technical",
        "r",
        "Routing security",
        "fewer than half of the routes carried at our three sites have a valid origin record",
    ),
    (
        "هيئة تنظيم البنية الرقمية",
        "EG",
        "Government",
        "r",
        "Routing security",
        "نقترح أن يشمل التقرير السنوي مؤشرا لتأمين التوجيه",
    ),
    ("东海网络研究所", "SG", "Academia", "i", "IPv6", "我们建议把支持率作为公共采购的硬性条件"),
    (
        "Сибирская точка обмена",
        "RU",
        "Technical",
        "r",
        "Routing security",
        "рост лишь увеличивает число ошибок, которые никто не ищет",
    ),
];

/// What a list holds, less what was taken out.
pub(super) fn listed(of: ListId, removed: &[ItemId]) -> Listed {
    let mut items = Vec::new();
    if of == list(1) {
        items.push(words(100, ItemKind::Heading, "What operators see"));
        items.extend((0..3).map(|n| quotation(n as usize)));
        items.push(words(101, ItemKind::Comment, "Source of the figure? Asked 14 Jan."));
        items.push(words(102, ItemKind::Heading, "Routing security"));
        items.extend((3..6).map(|n| quotation(n as usize)));
        items.retain(|item| !removed.contains(&item.id));
    }
    let at = jiff::civil::datetime(2025, 1, 14, 10, 44, 0, 0);
    let types = ["Academia", "Civil society", "Government", "Technical"].map(str::to_owned).to_vec();
    Listed {
        list: Some(of),
        leaving: std::collections::BTreeMap::new(),
        items: items.into_iter().map(|item| (item, at)).collect(),
        types,
        today: jiff::civil::date(2025, 1, 14),
    }
}

fn words(n: u32, kind: ItemKind, text: &str) -> ShortlistItem {
    ShortlistItem {
        id: item(n),
        kind,
        text: text.into(),
        quote: None,
        cuts: Vec::new(),
        answer: None,
        span: None,
        analyst: "alice".into(),
        at: String::new(),
        number: None,
        citable: None,
    }
}

fn quotation(n: usize) -> ShortlistItem {
    let (name, country, of, _, theme_name, quote) = QUOTES[n];
    let whole = if n == 2 { TEXT } else { quote };
    let start = whole[..whole.find(quote).unwrap()].chars().count() as u32;
    let span = Span::new(start, start + quote.chars().count() as u32);
    let cuts = if n == 0 { vec![Span::new(44, 56)] } else { Vec::new() };
    let tag = TagRecord {
        id: MadeId { maker: [7; 16], n: n as u32 },
        theme: theme_name.into(),
        theme_id: theme(theme_name).0,
        analyst: "bo".into(),
        stance: None,
        start: Some(span.start),
        end: Some(span.end),
        quote: Some(quote.into()),
        at: String::new(),
    };
    let record = AnswerRecord {
        also: Vec::new(),
        id: AnswerId([n as u8 + 1; 16]),
        submission: SubmissionId([n as u8 + 1; 16]),
        reference: format!("WSIS20-{:03}", n + 1),
        question: Some("11".into()),
        section: None,
        heading: None,
        metadata: Metadata {
            submitter: Some(name.into()),
            stakeholder_type: Some(of.into()),
            country: Some(country.into()),
            submitted_on: Some(jiff::civil::date(2025, 1, 14)),
            ..Metadata::default()
        },
        text: whole.into(),
        words: 20,
        status: Status::Todo,
        themes: vec![theme_name.into()],
        tags: vec![tag],
        notes: Vec::new(),
        source: SourcePlace { file: "lakeshore-ix.md".into(), paragraph: Some(2), ..SourcePlace::default() },
        translation: None,
        care: Care::default(),
    };
    ShortlistItem {
        text: shorten::shortened(quote, &cuts),
        quote: (!cuts.is_empty()).then(|| quote.into()),
        cuts,
        answer: Some(record),
        span: Some(span),
        number: Some(AnswerNumber(n as u32 + 1)),
        citable: (n == 3).then(|| "anonymously".into()),
        ..words(n as u32, ItemKind::Quotation, "")
    }
}
