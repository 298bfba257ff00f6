//! Words of many scripts: found however they are typed, and marked at the right characters.

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
        if query.contains('~') {
            // The forms of words are looked up for each query.
            return self.workspace.resolve(query).unwrap_or_else(|e| panic!("{query}: {e}"));
        }
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
    asked_in(&texts.iter().map(|text| ("", *text)).collect::<Vec<_>>())
}

/// The same, each with the language that its submission declares.
fn asked_in(texts: &[(&str, &str)]) -> Asked {
    let desk = Desk::new();
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["organisation", "language", "q1"]).unwrap();
    for (n, (language, text)) in texts.iter().enumerate() {
        table.write_record([&format!("Net {n}"), *language, *text]).unwrap();
    }
    desk.write("form.csv", table.into_inner().unwrap());
    desk.run(["import", "form.csv"]).done();
    Asked::of(&desk)
}

/// What a query finds: the text by its number, and what is marked in it, in the reader and in the list.
type Case = (usize, &'static str, &'static [&'static str]);

/// Each query finds one text of these, and marks these characters of it; the others find none.
fn check(texts: &[&str], found: &[Case], not_found: &[&str]) {
    let asked = asked(texts);
    for (at, query, marked) in found {
        let found = asked.find(query);
        let [(text, found)] = &found[..] else { panic!("{query}: {found:?}") };
        assert_eq!(text, texts[*at], "{query}");
        assert_eq!(found.reader, *marked, "{query}");
        assert_eq!(found.excerpt, *marked, "{query}");
    }
    for query in not_found {
        assert_eq!(asked.find(query), [], "{query}");
    }
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
    check(
        &texts,
        &[
            (0, "互联网", &["互联网", "互联网"]),
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
        ],
        &["网互", "\"الانترنت حوكمة\"", "долг", "known-well", "ports2"],
    );
}

#[test]
fn letters_of_many_scripts_are_found_in_all_their_forms() {
    let texts = [
        "Ihre Straße und die Maßnahmen.",
        "İstanbul'da ışık yandı.",
        "The oﬃcial ﬁle, vol. Ⅳ, of Encyclopædia.",
        "Øystein, Łódź und Đorđe im Œuvre.",
        "ΣΟΦΟΣ λόγος, Ἀθῆναι.",
        "インターネットの安全ガイド、ﾈｯﾄﾜｰｸ。",
        "한국인터넷진흥원은 안전을 강조한다.",
        "เราต้องการอินเทอร์เน็ตที่ปลอดภัย",
        "کتابخانهٔ ملی و شبکه‌های ایران",
        "المسـؤولية على الموقع رقم ٢٠٢٥ آلان أسئلة",
        "इंटरनेट सुरक्षा २०२४ में",
        "Всё ёмко; йод и Иван.",
        "a multistakeholder model",
        "the multi-stakeholder process",
        "l’Internet d'aujourd’hui",
        "ꜰree 𝐛𝐨𝐥𝐝 text and x² values",
        "e\u{301}te\u{301} co\u{ad}ope\u{200b}ration",
    ];
    check(
        &texts,
        &[
            (0, "strasse", &["Straße"]),
            (0, "STRASSE", &["Straße"]),
            (0, "massnahmen", &["Maßnahmen"]),
            (1, "istanbul", &["İstanbul"]),
            (1, "ISTANBUL'DA", &["İstanbul'da"]),
            (1, "ISIK", &["ışık"]),
            (1, "yandi", &["yandı"]),
            (2, "official", &["oﬃcial"]),
            (2, "file", &["ﬁle"]),
            (2, "fi*", &["ﬁle"]),
            (2, "iv", &["Ⅳ"]),
            (2, "encyclopaedia", &["Encyclopædia"]),
            (3, "oystein", &["Øystein"]),
            (3, "lodz", &["Łódź"]),
            (3, "dorde", &["Đorđe"]),
            (3, "oeuvre", &["Œuvre"]),
            (4, "σοφος", &["ΣΟΦΟΣ"]),
            (4, "ΛΟΓΟΣ", &["λόγος"]),
            (4, "αθηναι", &["Ἀθῆναι"]),
            (5, "ガイド", &["ガイド"]),
            (5, "ネットワーク", &["ﾈｯﾄﾜｰｸ"]),
            (5, "ﾈｯﾄの安全", &["ネットの安全"]),
            (6, "한국인터넷진흥원은", &["한국인터넷진흥원은"]),
            (6, "한국*", &["한국인터넷진흥원은"]),
            (6, "\u{110b}\u{1161}\u{11ab}\u{110c}\u{1165}\u{11ab}\u{110b}\u{1173}\u{11af}", &["안전을"]),
            (7, "ปลอดภัย", &["ปลอดภัย"]),
            (7, "อินเทอร์เน็ต", &["อินเทอร์เน็ต"]),
            (8, "كتابخانه", &["کتابخانهٔ"]),
            (8, "ملي", &["ملی"]),
            (8, "شبكه‌های", &["شبکه‌های"]),
            (9, "المسؤولية", &["المسـؤولية"]),
            (9, "المسووليه", &["المسـؤولية"]),
            (9, "علي", &["على"]),
            (9, "2025", &["٢٠٢٥"]),
            (9, "الان", &["آلان"]),
            (9, "اسيله", &["أسئلة"]),
            (10, "सुरक्षा", &["सुरक्षा"]),
            (10, "इंटरनेट", &["इंटरनेट"]),
            (10, "2024", &["२०२४"]),
            (11, "все", &["Всё"]),
            (11, "ЕМКО", &["ёмко"]),
            (11, "и\u{306}од", &["йод"]),
            (12, "multistakeholder", &["multistakeholder"]),
            (13, "multi-stakeholder", &["multi-stakeholder"]),
            (13, "\"multi stakeholder\"", &["multi-stakeholder"]),
            (14, "internet", &["Internet"]),
            (14, "L'INTERNET", &["l’Internet"]),
            (14, "\"d’aujourd hui\"", &["d'aujourd’hui"]),
            (15, "bold", &["𝐛𝐨𝐥𝐝"]),
            (15, "x2", &["x²"]),
            (16, "été", &["e\u{301}te\u{301}"]),
            (16, "cooperation", &["co\u{ad}ope\u{200b}ration"]),
        ],
        &["иод", "multistake", "2026", "stakeholder-multi", "ガス"],
    );
}

#[test]
fn words_near_each_other_are_found_and_marked() {
    let texts = [
        "Security of networks begins with their routing, and with trust in routing tables.",
        "Routing is one thing; quite another, on a page far from it, is security of all.",
        "互联网的安全与治理，需要多方参与。",
        "أمن الشبكات يبدأ بتوجيه آمن للحركة.",
    ];
    check(
        &texts,
        &[
            (0, "\"routing security\"~5", &["Security", "routing"]),
            (0, "\"tables security routing\"~20", &["Security", "routing", "routing", "tables"]),
            (0, "\"with routing trust\"~2", &["routing", "with", "trust", "routing"]),
            (1, "\"security thing\"~9", &["thing", "security"]),
            (1, "\"routing page\"~7", &["Routing", "page"]),
            (2, "\"治理 互联网\"~4", &["互联网", "治理"]),
            (3, "\"بتوجيه أمن\"~2", &["أمن", "بتوجيه", "آمن"]),
        ],
        &["\"routing security\"~4", "\"routing page\"~6", "\"治理 互联网\"~3", "\"routing missing\"~100"],
    );
    // The list shows the first of them, though the others stand behind its end.
    let long = format!("Begin here. {} The end.", "And so on. ".repeat(40));
    let asked = asked(&[&long]);
    let [(_, found)] = &asked.find("\"end begin\"~500")[..] else { panic!() };
    assert_eq!(
        (&found.reader[..], &found.excerpt[..]),
        (&["Begin".to_owned(), "end".to_owned()][..], &["Begin".to_owned()][..])
    );
}

#[test]
fn words_are_found_in_their_other_forms_by_the_language_of_the_answer() {
    let texts = [
        ("en", "Routed packets take routes; routing differs from a router."),
        ("fr", "La sécurité, nos sécurités; la route est routée et sûre."),
        ("es", "Las redes y la red; información, informaciones, gestión."),
        ("ru", "О безопасности сетей: безопасность сети, безопасностью."),
        ("ar", "الشبكات وأمن شبكةٍ واحدة، والشبكة لنا"),
        ("zh", "路由安全 routing"),
        ("", "routes"),
    ];
    let asked = asked_in(&texts);
    for (query, marked) in [
        ("routing~", &[(0, &["Routed", "routes", "routing"][..]), (5, &["routing"])][..]),
        ("ROUTES~", &[(0, &["Routed", "routes", "routing"]), (1, &["route", "routée"]), (6, &["routes"])]),
        // Of one language is not of another.
        ("route~", &[(0, &["Routed", "routes", "routing"]), (1, &["route", "routée"])]),
        ("securites~", &[(1, &["sécurité", "sécurités"])]),
        ("\"sécurité sure\"~", &[]),
        ("\"nos sécurité\"~", &[(1, &["nos sécurités"])]),
        ("red~", &[(2, &["redes", "red"])]),
        ("informacion~", &[(2, &["información", "informaciones"])]),
        ("gestiones~", &[(2, &["gestión"])]),
        ("безопасность~", &[(3, &["безопасности", "безопасность", "безопасностью"])]),
        ("сеть~", &[(3, &["сетей", "сети"])]),
        ("شبكة~", &[(4, &["الشبكات", "شبكةٍ", "والشبكة"])]),
        ("الشبكات~", &[(4, &["الشبكات", "شبكةٍ", "والشبكة"])]),
        ("路由~", &[(5, &["路由"])]),
        ("routing~ -routed~", &[(5, &["routing"])]),
        ("-routing~ rout*", &[(1, &["route", "routée"]), (6, &["routes"])]),
        ("routing~ lang:en sort:relevance", &[(0, &["Routed", "routes", "routing"])]),
    ] {
        let found = asked.find(query);
        let wanted = |(at, words): &(usize, &[&str])| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            (texts[*at].1.to_owned(), Found { reader: words.clone(), excerpt: words })
        };
        assert_eq!(found, marked.iter().map(wanted).collect::<Vec<_>>(), "{query}");
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

/// A file of the shared documents; none where they are not here.
fn corpus(path: &str) -> Option<String> {
    let file = shared()?.join("corpus").join(path);
    if !file.is_file() {
        eprintln!("skipped: {} is not here", file.display());
        return None;
    }
    file.to_str().map(str::to_owned)
}

fn six_languages() -> Option<Asked> {
    let file = corpus("derived-six-languages/all.xlsx")?;
    let desk = Desk::bare();
    desk.run(["init", "w.db", "--call-from", &file]).done();
    desk.run(["import", &file]).done();
    Some(Asked::of(&desk))
}

/// The answers in these languages, a few of each.
fn dialogues(languages: &[&str]) -> Option<Asked> {
    let file = corpus("global-dialogues-multilingual/GD4_participants.csv")?;
    let map = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/maps/global-dialogues.toml");
    let desk = Desk::bare();
    let mut table = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_path(file).unwrap();
    let mut some = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let mut taken = vec![0; languages.len()];
    for (n, row) in table.records().map(Result::unwrap).enumerate() {
        let of = languages.iter().position(|language| row.get(4) == Some(language));
        if n < 2 || of.is_some_and(|of| taken[of] < 8) {
            some.write_record(&row).unwrap();
        }
        if let Some(of) = of {
            taken[of] += 1;
        }
    }
    desk.write("some.csv", some.into_inner().unwrap());
    desk.run(["init", "w.db", "--call-from", "some.csv", "--map", map]).done();
    desk.run(["import", "some.csv", "--map", map]).done();
    Some(Asked::of(&desk))
}

/// Looks for words of an answer, about so many of them, and finds each there, marked where it stands.
fn every_word_is_found(asked: &Asked, number: AnswerNumber, so_many: usize) -> usize {
    let text = asked.workspace.answer(number, &asked.resolve("")).unwrap().text;
    let mut tokens = text::tokens(&text);
    tokens.sort_unstable();
    tokens.dedup();
    let step = tokens.len() / so_many + 1;
    for token in tokens.iter().step_by(step) {
        let found = asked.find_in(number, &format!("\"{token}\""));
        let found = found.unwrap_or_else(|| panic!("“{token}” is not found in {text}"));
        assert!(!found.reader.is_empty() && !found.excerpt.is_empty(), "“{token}” in {text}");
        for marked in found.reader.iter().chain(&found.excerpt) {
            assert_eq!(text::fold(marked), *token, "“{token}” in {text}");
        }
        let all = text::tokens(&text).iter().filter(|one| *one == token).count();
        assert_eq!(found.reader.len(), all, "“{token}” in {text}");
    }
    tokens.len().div_ceil(step)
}

#[test]
fn every_token_of_real_answers_is_found_where_it_stands() {
    if let Some(asked) = six_languages() {
        let all = asked.workspace.numbers(&asked.resolve("")).unwrap();
        let tried: usize = all.iter().step_by(5).map(|number| every_word_is_found(&asked, *number, 12)).sum();
        assert!(tried > 200, "{tried}");
    }
    let languages = ["Chinese (China)", "Arabic", "Russian", "French", "Spanish"];
    if let Some(asked) = dialogues(&languages) {
        for language in languages {
            let language = language.split(' ').next().unwrap();
            let all = asked.workspace.numbers(&asked.resolve(&format!("lang:{language}"))).unwrap();
            let some = all.iter().step_by(all.len() / 24 + 1);
            let tried: usize = some.map(|number| every_word_is_found(&asked, *number, 8)).sum();
            assert!(tried > 30, "{language}: {tried}");
        }
    }
}

#[test]
fn words_of_real_answers_in_six_languages_are_found_and_marked() {
    let Some(asked) = six_languages() else { return };
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
