//! SQLite's tokenizer finds the folded tokens, no more and no fewer.

use rapporteur::text;
use rusqlite::Connection;

/// The tokens that `unicode61 remove_diacritics 0` finds in a text.
fn found(index: &Connection, folded: &str) -> Vec<String> {
    index.execute("DELETE FROM words", []).unwrap();
    index.execute("INSERT INTO words (text) VALUES (?1)", [folded]).unwrap();
    let mut rows = index.prepare_cached("SELECT term FROM terms ORDER BY offset").unwrap();
    rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn the_index_has_the_tokens_of_the_fold() {
    let index = Connection::open_in_memory().unwrap();
    index
        .execute_batch(
            "CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'unicode61 remove_diacritics 0');
             CREATE VIRTUAL TABLE terms USING fts5vocab (words, instance);",
        )
        .unwrap();
    for sample in [
        "Don't stop, l’été à Zürich: ½ of 10⁶ ﬁles, Straße №5",
        "Ещё один ЙОД і ўсё",
        "أَمْنُ الإنترنت، مسـؤولية إلى المدرسة ٢٠٢٥ ﷺ",
        "互联网IPv6治理 がくせい カ゛ 한국어 ไทย ខ្មែរ",
        "हिन्दी বাংলা தமிழ் ગુજરાતી ಕನ್ನಡ മലയാളം తెలుగు ਪੰਜਾਬੀ සිංහල አማርኛ",
        "שָׁלוֹם ΛΌΓΟΣ Հայերեն ქართული ⓐ 🅰 𝐀𝒷 Ⅷ ㎏ ǅ",
    ] {
        assert_eq!(found(&index, &text::fold(sample)), text::tokens(sample), "{sample}");
    }
    // Every letter of the first planes, each between others.
    let differs = |from: u32, to: u32| {
        let sample: String = (from..to).filter_map(char::from_u32).flat_map(|c| ['x', c, 'x', ' ']).collect();
        let tokens = text::tokens(&sample);
        found(&index, &tokens.join(" ")) != tokens
    };
    let blocks = (0x80..0x30000).step_by(256).filter(|&block| differs(block, block + 256));
    let letters: Vec<u32> =
        blocks.flat_map(|block| (block..block + 256).filter(|&c| differs(c, c + 1))).collect();
    assert!(letters.is_empty(), "{letters:x?}");
}
