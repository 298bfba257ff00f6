//! Documents with all kinds of blocks.

use jiff::civil::date;

use super::*;

pub(super) fn about() -> About {
    About {
        title: "Specimen".to_owned(),
        author: "alice".to_owned(),
        written_on: date(2025, 1, 16),
        language: "en".to_owned(),
    }
}

/// A quotation in each of six languages, a table, a chart, points, remarks.
pub(super) fn blocks() -> Vec<Block> {
    let heads = ["On access", "عن الثقة", "Numbers", "What is asked for"];
    let headings: Vec<Heading> = heads
        .iter()
        .map(|text| Heading { level: if *text == "Numbers" { 2 } else { 1 }, text: (*text).to_owned() })
        .collect();
    let mut all = vec![
        Block::Title("What they say of open networks".to_owned()),
        Block::Subtitle("The review, 16 January 2025: 6 quotations of 6 submitters.".to_owned()),
        Block::Contents { title: "Contents".to_owned(), headings: headings.clone() },
        Block::Heading(headings[0].clone()),
        Block::Paragraph(vec![
            Run::plain("Most ask for "),
            Run::strong("access"),
            Run::plain(", some "),
            Run::emphasis("only"),
            Run::plain(" for trust.\n\nA second paragraph\nof two lines."),
        ]),
    ];
    let said = [
        ("en", "Networks are open when anybody may join them.\n\nThat is all […] we ask for."),
        ("fr", "Les réseaux sont ouverts « quand chacun peut s’y joindre »."),
        ("es", "¿Quién paga? La gente paga, y no solo una vez."),
        ("ru", "Сети открыты, когда к ним может присоединиться каждый."),
        ("zh", "网络开放，意味着“人人都可以加入”。我们希望各国政府在2025年以前改善接入。"),
        ("ar", "الشبكات مفتوحة عندما يستطيع الجميع الانضمام إليها (IPv6) في عام 2025.\n\nNot so in English."),
    ];
    for (n, (language, text)) in said.into_iter().enumerate() {
        if n == 3 {
            all.push(Block::Heading(headings[1].clone()));
        }
        all.push(Block::Quotation(quotation(language, text, n)));
    }
    all.push(Block::PageBreak);
    all.push(Block::Heading(headings[2].clone()));
    all.push(Block::Table(Table {
        caption: "Answers by question".to_owned(),
        heads: ["Question", "Answers", "Share"].map(str::to_owned).to_vec(),
        rows: vec![
            vec![
                Cell::Words("1 What is open, and to whom?".to_owned()),
                Cell::Number(6),
                Cell::Share(2.0 / 3.0),
            ],
            vec![Cell::Words("2 عن الثقة".to_owned()), Cell::Number(3), Cell::Empty],
            vec![Cell::Words("All".to_owned()), Cell::Number(9), Cell::Share(1.0)],
        ],
        totals: true,
        notes: vec!["Each answer once.".to_owned()],
    }));
    all.push(Block::Chart(Chart {
        caption: "Answers by type".to_owned(),
        unit: "answers".to_owned(),
        bars: vec![
            ("Civil society organisations and networks of them, the world over".to_owned(), 12),
            ("Governments".to_owned(), 5),
            ("القطاع الخاص".to_owned(), 1),
            ("Academia".to_owned(), 0),
        ],
    }));
    all.push(Block::Heading(headings[3].clone()));
    all.push(Block::Points(vec![
        vec![Run::strong("More: "), Run::plain("access.")],
        vec![Run::plain("Less.")],
    ]));
    all
}

fn quotation(language: &str, text: &str, n: usize) -> Quotation {
    let place = ["answer to question 11", "16 January 2025", "WSIS20-001", "a_b.md, paragraph 7"];
    Quotation {
        text: text.to_owned(),
        language: Some(language.to_owned()),
        citation: Citation {
            who: if language == "ar" {
                "شبكة المثال".to_owned()
            } else {
                format!("Example Net {n}")
            },
            country: Some("Netherlands".to_owned()),
            stakeholder_type: Some("Civil society".to_owned()),
            place: place.map(str::to_owned).to_vec(),
            id: format!("4f2a91c0{n:02}"),
        },
        remarks: if n == 0 { vec![vec![Run::strong("Themes: "), Run::plain("Access")]] } else { Vec::new() },
    }
}

/// The same words in every place where there are words.
pub(super) fn hostile() -> Vec<Block> {
    let evil = "</w:t></title></style>\"'><script>x()</script><img src=x onerror=y> ]]> &amp; <!-- {{x}} \
                \0\u{1}\u{ffff}\u{202e}\u{fffe} x\ny";
    let words = || evil.to_owned();
    let runs = || vec![Run { text: words(), strong: true, emphasis: true }];
    let heading = || Heading { level: 1, text: words() };
    vec![
        Block::Title(words()),
        Block::Subtitle(words()),
        Block::Contents { title: words(), headings: vec![heading()] },
        Block::Heading(heading()),
        Block::Paragraph(runs()),
        Block::Points(vec![runs()]),
        Block::Quotation(Quotation {
            text: words(),
            language: Some(words()),
            citation: Citation {
                who: words(),
                country: Some(words()),
                stakeholder_type: Some(words()),
                place: vec![words()],
                id: words(),
            },
            remarks: vec![runs()],
        }),
        Block::Table(Table {
            caption: words(),
            heads: vec![words()],
            rows: vec![vec![Cell::Words(words())]],
            totals: false,
            notes: vec![words()],
        }),
        Block::Chart(Chart { caption: words(), unit: words(), bars: vec![(words(), 1)] }),
    ]
}
