//! A small workspace for tests, twice: as rows of the tables, and as values to judge the readings by.

use rusqlite::{Connection, params};

use super::filter::Viewer;
use super::index::{Index, Sight};
use super::names::Names;
use super::{statuses, tags};
use crate::model::call::{Call, Key, Question, Section};
use crate::model::codebook::{Codebook, Theme};
use crate::model::id::{AnswerNumber, ListId, MadeId, NoteId, ThemeId};
use crate::model::work::{Stance, Status};
use crate::query::Vocabulary;
use crate::query::filter::Resolved;
use crate::text::{fold, signatories, words};

/// A submission; its row is its place in the list, from 1.
pub(super) struct Sent {
    pub reference: &'static str,
    pub submitter: Option<&'static str>,
    /// Who signed, as written.
    pub signatories: Option<&'static str>,
    pub kind: Option<&'static str>,
    pub country: Option<&'static str>,
    pub region: Option<&'static str>,
    pub language: Option<&'static str>,
    pub day: Option<&'static str>,
}

/// An answer or unplaced text; its number is its place in the list, from 1.
#[derive(Default)]
pub(super) struct Text {
    pub by: usize,
    /// Place of the question in the call.
    pub question: Option<usize>,
    pub says: &'static str,
    pub language: Option<&'static str>,
    /// Theme, analyst, stance: of the tags that hold.
    pub tags: &'static [(usize, usize, Option<Stance>)],
    /// Of the notes that hold.
    pub notes: &'static [&'static str],
    /// Analyst and what he said.
    pub statuses: &'static [(usize, Status)],
}

pub(super) const ANALYSTS: [&str; 3] = ["Alice", "Bob", "Zoé"];
pub(super) const DEADLINE: &str = "2025-01-31";

pub(super) fn sent() -> [Sent; 5] {
    let one = |reference, submitter, kind, country, region, language, day| Sent {
        reference,
        submitter,
        signatories: None,
        kind,
        country,
        region,
        language,
        day,
    };
    let mut all = [
        one(
            "W-010",
            Some("Néo Exchange"),
            Some("business"),
            Some("CH"),
            Some("Europe"),
            Some("en"),
            Some("2025-01-16"),
        ),
        one(
            "W-002",
            Some("Ministry of Links"),
            Some("government"),
            Some("KE"),
            Some("Africa"),
            None,
            Some("2025-02-01"),
        ),
        one("w-003", None, None, None, None, Some("fr"), None),
        one("X-1", Some("néo exchange"), Some("business"), None, Some("Europe"), None, Some("2025-01-31")),
        one("X-2", None, Some("government"), Some("FR"), None, None, None),
    ];
    all[1].signatories = Some("Hill Union; Néo South");
    all
}

pub(super) fn texts() -> [Text; 11] {
    use Stance::{Against, For, Mixed};
    use Status::{Flagged, Reviewed, Todo};
    [
        Text {
            by: 0,
            question: Some(2),
            says: "Routing security matters; IPv6 too.",
            tags: &[(1, 0, Some(For)), (2, 1, None)],
            notes: &["quote this"],
            statuses: &[(0, Reviewed), (1, Flagged)],
            ..Text::default()
        },
        Text {
            by: 0,
            question: Some(0),
            says: "Security of routing.",
            tags: &[(0, 0, Some(Against))],
            statuses: &[(0, Flagged)],
            language: Some("en"),
            ..Text::default()
        },
        Text {
            by: 0,
            question: None,
            says: "Dear colleagues, IPv6 was routed.",
            tags: &[(1, 1, Some(Against))],
            ..Text::default()
        },
        Text {
            by: 1,
            question: Some(0),
            says: "Sécurité du routage: IPv6.",
            language: Some("fr"),
            statuses: &[(1, Reviewed), (0, Todo)],
            notes: &["Ask Bob", "quoted in the report"],
            ..Text::default()
        },
        Text {
            by: 1,
            question: Some(1),
            says: "Routes.",
            tags: &[(1, 0, Some(Mixed)), (1, 1, Some(Mixed)), (0, 1, None)],
            ..Text::default()
        },
        Text {
            by: 2,
            question: Some(1),
            says: "互联网治理 and routing security",
            tags: &[(2, 2, Some(For))],
            statuses: &[(0, Reviewed)],
            ..Text::default()
        },
        Text {
            by: 2,
            question: None,
            says: "Annex",
            statuses: &[(2, Reviewed)],
            notes: &["annex"],
            ..Text::default()
        },
        Text {
            by: 3,
            question: Some(0),
            says: "Security. Routing security of IPv6 routes in all of the routed world.",
            language: Some("en"),
            ..Text::default()
        },
        // Emptied: never listed.
        Text { by: 3, question: Some(1), says: "", tags: &[(0, 0, None)], ..Text::default() },
        Text { by: 4, question: Some(2), says: "No comment", ..Text::default() },
        Text {
            by: 4,
            question: None,
            says: "no",
            tags: &[(2, 1, Some(Against))],
            statuses: &[(0, Flagged)],
            ..Text::default()
        },
    ]
}

pub(super) fn call() -> Call {
    let section = |key: &str, number: &str| Section {
        key: Key(key.to_owned()),
        number: number.to_owned(),
        title: format!("Section {number}"),
        recognize: Vec::new(),
    };
    let question = |key: &str, number: &str, section: &str| Question {
        key: Key(key.to_owned()),
        number: number.to_owned(),
        section: Key(section.to_owned()),
        wording: format!("What of {key}?"),
        short_name: key.to_owned(),
        recognize: Vec::new(),
    };
    Call {
        title: "A call".to_owned(),
        prefix: "W".to_owned(),
        deadline: DEADLINE.parse().ok(),
        sections: vec![section("one", "1"), section("two", "2")],
        questions: vec![
            question("access", "1", "one"),
            question("routes", "2", "one"),
            question("trust", "3", "two"),
        ],
    }
}

pub(super) fn theme(at: usize) -> ThemeId {
    ThemeId::starter(["infrastructure", "ipv6", "trust"][at])
}

/// Infrastructure, IPv6 under it, and Trust.
pub(super) fn codebook() -> Codebook {
    let one = |at: usize, name: &str, parent| Theme {
        id: theme(at),
        parent,
        name: name.to_owned(),
        definition: String::new(),
        use_when: String::new(),
        not_when: String::new(),
        short_name: name.to_owned(),
        letter: None,
        code: name[..2].to_owned(),
        colour: 1,
        terms: Vec::new(),
        ..Theme::default()
    };
    Codebook {
        themes: vec![one(0, "Infrastructure", None), one(1, "IPv6", Some(theme(0))), one(2, "Trust", None)],
        ..Codebook::default()
    }
}

/// Alice looks.
pub(super) fn viewer() -> Viewer {
    Viewer { analyst: 1, deadline: DEADLINE.parse().ok() }
}

/// Names for readings; the values live as long as the test.
pub(super) fn with_names<T>(read: impl FnOnce(&Names<'_>) -> T) -> T {
    let (call, codebook) = (call(), codebook());
    read(&Names::new(&call, &codebook))
}

/// What a reading of the tables sees, and names for it.
pub(super) fn with_sight<T>(read: impl FnOnce(&Sight<'_>, &Names<'_>) -> T) -> T {
    let conn = database();
    let index = Index::new(&conn).unwrap();
    with_names(|names| read(&Sight { conn: &conn, index: &index, viewer: viewer() }, names))
}

/// Names for looking queries up.
pub(super) fn vocabulary() -> Vocabulary {
    let known = with_sight(|sight, _| super::names::vocabulary(sight)).unwrap();
    Vocabulary { call: call(), codebook: codebook(), ..known }
}

/// What a query finds in tables that a test has changed, in order.
pub(super) fn listed(conn: &Connection, query: &Resolved) -> Vec<u32> {
    let index = Index::new(conn).unwrap();
    let sight = Sight { conn, index: &index, viewer: viewer() };
    sight.listed(query).unwrap().into_iter().map(|number| number.0).collect()
}

/// The list that was used last; it holds the whole first answer, a heading, and a passage of the eighth.
pub(super) fn list() -> ListId {
    ListId(MadeId { maker: [9; 16], n: 0 })
}

/// The same, in tables.
pub(super) fn database() -> Connection {
    let mut conn = Connection::open_in_memory().unwrap();
    super::migrate::up(&mut conn).unwrap();
    conn.execute("INSERT INTO source VALUES(1, ?1, 'markdown', 'markdown/1', 1, '[]')", [[7_u8; 32]])
        .unwrap();
    for (name, n) in ANALYSTS.iter().zip(1_i64..) {
        conn.execute("INSERT INTO analyst VALUES(?1, ?2, ?3)", (n, name, fold(name))).unwrap();
    }
    let call = call();
    for (question, n) in call.questions.iter().zip(1_i64..) {
        conn.execute(
            "INSERT INTO question VALUES(?1, ?2, ?3, ?4, ?1)",
            (n, question.key.as_str(), &question.number, question.section.as_str()),
        )
        .unwrap();
    }
    for (theme, n) in codebook().themes.iter().zip(1_i64..) {
        conn.execute("INSERT INTO theme(n, id, live) VALUES(?1, ?2, 1)", (n, theme.id.0.to_bytes())).unwrap();
    }
    for (sent, n) in sent().iter().zip(1_i64..) {
        add_submission(&conn, sent, n);
    }
    for (text, n) in texts().iter().zip(1_i64..) {
        add_text(&conn, text, n);
    }
    add_shortlists(&conn);
    conn
}

fn add_submission(conn: &Connection, sent: &Sent, n: i64) {
    let id = submission_bytes(n);
    conn.execute(
        "INSERT INTO record(n, id, source, locator, cells, extract) VALUES(?1, ?2, 1, '', '{}', ?2)",
        (n, id),
    )
    .unwrap();
    conn.execute("INSERT INTO submission_record(record, submission) VALUES(?1, ?1)", [n]).unwrap();
    // The second import came first in time: the order is by its clock.
    let founded = if n > 3 { 1 } else { 2 };
    conn.execute(
        "INSERT INTO submission(n, home, id, founded, position, visible, record, reference, submitter,
            submitter_folded, stakeholder_type, country, region, language, submitted_on,
            signatories, signatories_folded)
         VALUES(?1, ?1, ?2, ?3, ?1, 1, ?1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            n,
            id,
            founded,
            sent.reference,
            sent.submitter,
            sent.submitter.map(fold).unwrap_or_default(),
            sent.kind,
            sent.country,
            sent.region,
            sent.language,
            sent.day,
            sent.signatories,
            sent.signatories.map(signatories::folded).unwrap_or_default()
        ],
    )
    .unwrap();
}

pub(super) fn submission_bytes(n: i64) -> [u8; 16] {
    [0xA0 + u8::try_from(n).unwrap(); 16]
}

fn add_text(conn: &Connection, text: &Text, n: i64) {
    let length = text.says.chars().count();
    let stretches = if length == 0 { "[]".to_owned() } else { format!("[[{n},0,{length}]]") };
    conn.execute(
        "INSERT INTO part VALUES(?1, ?2, 'body', ?3, '{\"forms\":[],\"blocks\":[],\"aside\":[]}')",
        (n, n.to_be_bytes(), text.says),
    )
    .unwrap();
    conn.execute(
        "INSERT INTO answer VALUES(?1, ?2, ?3, ?4, ?5, ?6, NULL, ?7, ?8)",
        params![
            n,
            row(text.by),
            text.question.map(row),
            text.question.is_none().then_some("body"),
            length > 0,
            stretches,
            words::count(text.says),
            text.language
        ],
    )
    .unwrap();
    conn.execute("INSERT INTO answer_text(rowid, text) VALUES(?1, ?2)", (n, fold(text.says))).unwrap();
    for (theme, analyst, stance) in text.tags {
        add_tag(conn, n, *theme, *analyst, *stance, true);
    }
    // What was taken back is nowhere to be seen.
    add_tag(conn, n, 2, 0, Some(Stance::Mixed), false);
    for (note, at) in text.notes.iter().zip(0..) {
        add_note(conn, n, note, at);
    }
    for (analyst, status) in text.statuses {
        for (op, value, head) in [(1, 2, 0), (2, statuses::number(*status), 1)] {
            conn.execute(
                "INSERT INTO status VALUES(?1, ?2, ?3, ?4, ?5)",
                (n, row(*analyst), op, value, head),
            )
            .unwrap();
        }
    }
}

/// Rows are numbered from 1, lists from 0.
fn row(place: usize) -> i64 {
    i64::try_from(place).unwrap() + 1
}

fn operation(conn: &Connection) -> i64 {
    let n: i64 = conn.query_row("SELECT ifnull(max(n), 0) + 1 FROM operation", [], |r| r.get(0)).unwrap();
    conn.execute(
        "INSERT INTO operation(n, id, device, seq, hlc, at, analyst, kind, payload)
         VALUES(?1, ?2, 1, ?1, ?1, ?1 * 1000, 1, 'tag.add', x'')",
        (n, u128::try_from(n).unwrap().to_be_bytes()),
    )
    .unwrap();
    n
}

fn add_tag(conn: &Connection, answer: i64, theme: usize, analyst: usize, stance: Option<Stance>, live: bool) {
    conn.execute(
        "INSERT INTO tag(op, i, answer, theme, analyst, said, stance, live) VALUES(?1, 0, ?2, ?3, ?4, ?5, ?5, ?6)",
        (operation(conn), answer, row(theme), row(analyst), stance.map(tags::number), live),
    )
    .unwrap();
}

/// A tag of Bob's on a passage.
pub(super) fn add_passage(
    conn: &Connection,
    answer: AnswerNumber,
    theme: usize,
    (start, end): (u32, u32),
    quote: &str,
) {
    conn.execute(
        "INSERT INTO tag(op, i, answer, theme, analyst, part, start, \"end\", quote, live)
         VALUES(?1, 3, ?2, ?3, 2, ?2, ?4, ?5, ?6, 1)",
        (operation(conn), answer.0, row(theme), start, end, quote),
    )
    .unwrap();
}

fn add_note(conn: &Connection, answer: i64, text: &str, at: i64) {
    let id = NoteId(MadeId { maker: [u8::try_from(answer).unwrap(); 16], n: u32::try_from(at).unwrap() });
    conn.execute(
        "INSERT INTO note(id, live, analyst, at, target, answer, text) VALUES(?1, 1, 1, ?2, 0, ?3, ?4)",
        (id.0.to_bytes(), at, answer, text),
    )
    .unwrap();
    conn.execute("INSERT INTO note_text(rowid, text) VALUES(?1, ?2)", (conn.last_insert_rowid(), fold(text)))
        .unwrap();
}

fn add_shortlists(conn: &Connection) {
    let other = ListId(MadeId { maker: [8; 16], n: 0 });
    for (n, id, name, used) in [(1, list(), "Report", 9), (2, other, "Slides", 5)] {
        conn.execute(
            "INSERT INTO shortlist(n, id, name, live, used) VALUES(?1, ?2, ?3, 1, ?4)",
            (n, id.0.to_bytes(), name, used),
        )
        .unwrap();
    }
    let mut item = conn
        .prepare(
            "INSERT INTO item(id, list, key, kind, live, analyst, answer, part, start, \"end\", quote, text)
             VALUES(?1, ?2, ?3, ?4, ?5, 1, ?6, ?7, ?8, ?9, ?10, ?11)",
        )
        .unwrap();
    let id = |n: u32| MadeId { maker: [6; 16], n }.to_bytes();
    let no = None::<i64>;
    let none = None::<&str>;
    item.execute(params![id(0), 1, "b", 0, 1, 1, no, no, no, none, none]).unwrap();
    item.execute(params![id(1), 1, "a", 1, 1, no, no, no, no, none, "Security"]).unwrap();
    item.execute(params![id(2), 1, "c", 0, 1, 8, 8, 10, 26, "Routing security", none]).unwrap();
    item.execute(params![id(3), 1, "d", 0, 0, 2, no, no, no, none, none]).unwrap();
    item.execute(params![id(4), 2, "a", 0, 1, 4, no, no, no, none, none]).unwrap();
}
