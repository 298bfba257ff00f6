//! Words of many scripts: found however they are typed, and marked at the right characters.

use std::path::PathBuf;

use rapporteur::config::surroundings::Surroundings;
use rapporteur::model::id::AnswerNumber;
use rapporteur::model::span::Span;
use rapporteur::model::view::AnswerRow;
use rapporteur::query::filter::Resolved;
use rapporteur::query::{self, Vocabulary};
use rapporteur::text::{self, position};
use rapporteur::workspace::{Access, Workspace};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::desk::{Desk, shared};

/// A workspace, and its names looked up once.
struct Asked {
    workspace: Workspace,
    vocabulary: Vocabulary,
}

/// What a text was found by: in the reader and in the list's excerpt.
#[derive(PartialEq, Debug)]
struct Found {
    reader: Vec<String>,
    excerpt: Vec<String>,
}

impl Asked {
    fn of(desk: &Desk) -> Self {
        let around = Surroundings { state_dir: desk.path("state"), ..Surroundings::default() };
        let workspace = Workspace::open(&desk.path("w.db"), Access::Read, Some("amina"), &around).unwrap();
        let vocabulary = workspace.vocabulary().unwrap();
        Self { workspace, vocabulary }
    }

    fn resolve(&self, query: &str) -> Resolved {
        let tree = query::parse(query).unwrap_or_else(|e| panic!("{query}: {e}"));
        query::resolve(&tree, &self.vocabulary).unwrap_or_else(|e| panic!("{query}: {e}"))
    }

    /// The texts that a query finds, each with what is marked in it.
    fn find(&self, query: &str) -> Vec<(String, Found)> {
        let query = self.resolve(query);
        let page = self.workspace.page(&query, 0, 1_000).unwrap();
        page.rows.iter().map(|row| self.marked(row, &query)).collect()
    }

    /// What is marked in one text; `None` when the query does not find it.
    fn find_in(&self, number: AnswerNumber, query: &str) -> Option<Found> {
        let query = self.resolve(query);
        let rows = self.workspace.rows(&[number], &query).unwrap();
        let (row, is_found) = &rows[0];
        is_found.then(|| self.marked(row, &query).1)
    }

    fn marked(&self, row: &AnswerRow, query: &Resolved) -> (String, Found) {
        let cut = |text: &str, spans: &[Span]| {
            spans.iter().map(|span| position::slice(text, *span).to_owned()).collect()
        };
        let view = self.workspace.answer(row.number, query).unwrap();
        let reader = cut(&view.text, &view.matches);
        (view.text, Found { reader, excerpt: cut(&row.excerpt, &row.found) })
    }
}

/// A text a line, each an answer to the first question.
fn asked(texts: &[&str]) -> Asked {
    let desk = Desk::new();
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["organisation", "q1"]).unwrap();
    for (n, text) in texts.iter().enumerate() {
        table.write_record([&format!("Net {n}"), *text]).unwrap();
    }
    desk.write("form.csv", table.into_inner().unwrap());
    desk.run(["import", "form.csv"]).done();
    Asked::of(&desk)
}

#[test]
fn a_word_is_found_and_marked_however_it_is_typed() {
    let texts = [
        "我们认为互联网治理需要更多参与，互联网属于大家。",
        "نحتاج إلى حَوْكَمَةِ الإِنْتَرْنِت في المنطقة.",
        "Ещё один вопрос: путь ещё долгий.",
        "L’été dernier, l'accès s’est élargi; peut-être.",
        "La gestión de los números en España.",
        "The ＩＰｖ６ addresses, and well-known ports; don’t wait.",
    ];
    let asked = asked(&texts);
    for (at, query, marked) in [
        (0, "互联网", &["互联网", "互联网"][..]),
        (0, "联网治理", &["联网治理"]),
        (1, "حوكمة", &["حَوْكَمَةِ"]),
        (1, "حَوكَمةُ", &["حَوْكَمَةِ"]),
        (1, "الانترنت", &["الإِنْتَرْنِت"]),
        (1, "\"حوكمة الإنترنت\"", &["حَوْكَمَةِ الإِنْتَرْنِت"]),
        (1, "الى", &["إلى"]),
        (2, "еще", &["Ещё", "ещё"]),
        (2, "ЕЩЁ", &["Ещё", "ещё"]),
        (2, "долг*", &["долгий"]),
        (3, "l'ete", &["L’été"]),
        (3, "\"l’accès s'est\"", &["l'accès s’est"]),
        (3, "été", &["été"]),
        (3, "peut‑être", &["peut-être"]),
        (3, "\"peut etre\"", &["peut-être"]),
        (4, "numeros", &["números"]),
        (4, "ESPAN\u{303}A", &["España"]),
        (5, "ipv6", &["ＩＰｖ６"]),
        (5, "ＷＥＬＬ－ＫＮＯＷＮ", &["well-known"]),
        (5, "don't", &["don’t"]),
        (5, "\"known ports\"", &["known ports"]),
    ] {
        let found = asked.find(query);
        let [(text, found)] = &found[..] else { panic!("{query}: {found:?}") };
        assert_eq!(text, texts[at], "{query}");
        assert_eq!(found.reader, marked, "{query}");
        assert_eq!(found.excerpt, marked, "{query}");
    }
    for query in ["网互", "\"الانترنت حوكمة\"", "долг", "known-well", "ports2"] {
        assert_eq!(asked.find(query), [], "{query}");
    }
}

/// What is left of a word without case, marks and forms, told by Unicode's own rules.
fn plain(word: &str) -> String {
    let letters = word.nfkd().filter(|c| !is_combining_mark(*c) && *c != '\u{640}');
    letters.flat_map(char::to_lowercase).collect()
}

/// The same word as others type it: without marks, in capitals, decomposed, full-width.
fn typed(word: &str) -> Vec<String> {
    let bare: String = word.nfd().filter(|c| !is_combining_mark(*c)).nfc().collect();
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap(),
        c => c,
    };
    // A vowel after each Arabic letter.
    let vowels = |c: char| if ('ء'..='ي').contains(&c) { vec![c, '\u{64E}'] } else { vec![c] };
    let mut all = vec![word.to_owned(), word.to_uppercase(), word.nfd().collect()];
    // й without its breve is another letter.
    if !word.to_lowercase().contains('й') {
        all.push(bare);
    }
    all.push(word.chars().map(wide).collect());
    all.push(word.chars().flat_map(vowels).collect());
    all
}

#[test]
fn words_of_real_answers_in_six_languages_are_found_and_marked() {
    let Some(folder) = shared().map(|shared| shared.join("corpus/derived-six-languages")) else { return };
    if !folder.is_dir() {
        eprintln!("skipped: {} is not here", folder.display());
        return;
    }
    let file: PathBuf = folder.join("all.xlsx");
    let file = file.to_str().unwrap();
    let desk = Desk::bare();
    desk.run(["init", "w.db", "--call-from", file]).done();
    desk.run(["import", file]).done();
    let asked = Asked::of(&desk);
    let everything = asked.resolve("");
    let all = asked.workspace.numbers(&everything).unwrap();
    assert_eq!(all.len(), 144);
    let mut tried = 0;
    for (n, number) in all.into_iter().enumerate().filter(|(n, _)| n % 2 == 0) {
        let text = asked.workspace.answer(number, &everything).unwrap().text;
        let words: Vec<&str> = text.unicode_words().filter(|word| !text::tokens(word).is_empty()).collect();
        let Some(word) = words.get(n % words.len().max(1)) else { continue };
        for written in typed(word) {
            let found = asked.find_in(number, &format!("\"{written}\""));
            let found = found.unwrap_or_else(|| panic!("“{written}” does not find “{word}” in {text}"));
            assert!(!found.reader.is_empty() && !found.excerpt.is_empty(), "“{written}” in {text}");
            for marked in found.reader.iter().chain(&found.excerpt) {
                assert_eq!(plain(marked), plain(word), "“{written}” in {text}");
            }
            tried += 1;
        }
    }
    assert!(tried > 300, "{tried}");
}
