//! Nothing that a file holds may stop the reader, lose words or put marks in disorder.

use proptest::prelude::*;
use rapporteur::config::call_file;
use rapporteur::intake::{self, about, account, columns, place};
use rapporteur::model::draft::{Body, Format};

/// Reads whatever it is and checks what must always hold.
fn check(bytes: &[u8], name: &str) {
    let Ok(draft) = intake::read(bytes, name) else { return };
    let call = call_file::bundled().unwrap();
    if matches!(draft.format, Format::Csv | Format::Json | Format::Jsonl) {
        if let Ok(found) = columns::recognize(&draft.header, &call, name) {
            assert_eq!(found.columns.len(), draft.header.len());
            assert!(account::table(&draft, &found.columns).balances());
        }
        for record in &draft.records {
            let Body::Row { cells, .. } = &record.body else { panic!("a row was expected") };
            assert_eq!(cells.len(), draft.header.len());
        }
        return;
    }
    let Body::Document(parts) = &draft.records[0].body else { panic!("a document was expected") };
    let marks = place::parts(parts, &call);
    for (part, marks) in parts.iter().zip(&marks) {
        let length = part.text.chars().count() as u32;
        assert!(marks.windows(2).all(|pair| pair[0].offset < pair[1].offset), "{marks:?}");
        assert!(marks.iter().all(|m| m.offset < length), "{marks:?} of {length}");
        assert_eq!(!marks.is_empty(), length > 0);
        assert!(
            part.forms.iter().all(|f| f.span.start < f.span.end && f.span.end <= length),
            "{:?}",
            part.forms
        );
        assert!(
            part.blocks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start),
            "{:?}",
            part.blocks
        );
        assert!(part.blocks.iter().all(|b| !b.span.is_empty() && b.span.end <= length), "{:?}", part.blocks);
    }
    assert!(account::document(parts, &marks).balances());
    if let (Some(part), Some(marks)) = (parts.first(), marks.first()) {
        about::document(part, marks);
    }
}

#[test]
fn deep_long_and_broken_files_are_read() {
    let samples = [
        "> ".repeat(20_000) + "deep",
        (0..400).map(|i| format!("{}- item\n", "  ".repeat(i))).collect(),
        "x".repeat(1 << 20),
        "word ".repeat(200_000),
        "**".repeat(50_000),
        "[".repeat(50_000),
        "<a \"".repeat(20_000),
        "<div>\n<a href='".to_owned() + &"<b ".repeat(20_000),
        "<!--".repeat(20_000),
        "<script>".repeat(5_000),
        "<style>x</".repeat(5_000),
        "&#0;&#x110000;&amp".repeat(1_000),
        "# ".to_owned() + &"heading ".repeat(50_000),
        "1. item\n".repeat(20_000),
        "# Q1:\n".repeat(5_000),
        "**Question 4**\n".repeat(5_000),
        "a-\nb".repeat(20_000),
        "a\n\nb\n\n".repeat(20_000),
        "| a ".repeat(5_000) + "\n" + &"|-".repeat(5_000) + "\n",
        (0..5_000).map(|i| format!("[^{i}]: note\n\ntext[^{i}]\n\n")).collect(),
        "---\n".repeat(5_000),
        "\u{202e}\u{200b}\u{feff}\u{1b}[31m".repeat(1_000),
        "e\u{301}".repeat(10_000),
    ];
    for sample in samples {
        check(sample.as_bytes(), "x.md");
    }
}

#[test]
fn hostile_tables_are_read_or_refused() {
    let samples = [
        "organisation,q1\n".to_owned() + &"\"never closed,".repeat(10_000),
        "organisation,q1\n".to_owned() + &"a,".repeat(100_000),
        "organisation,q1\n".to_owned() + &"a\n".repeat(20_000),
        ",".repeat(100_000) + "\n" + &"a\n".repeat(1_000),
        "organisation;q1\r\r\r\n\"a\"\"\";b\r".to_owned(),
        "organisation\tq1\n=1+1\t@x\n".to_owned(),
        "\n\n\norganisation,q1\n\n\n".to_owned(),
        "sep=;\n".to_owned(),
        "sep=;\norganisation;q1\n'a;b';'c\n".to_owned(),
        "organisation,q1\n".to_owned() + &"\"\\\"\",".repeat(10_000),
        "\u{fffd}|organisation|q1\n'".repeat(2_000),
    ];
    for sample in samples {
        check(sample.as_bytes(), "x.csv");
    }
}

#[test]
fn hostile_json_is_read_or_refused() {
    let samples = [
        "[".repeat(200_000),
        "{\"a\":".repeat(200_000),
        format!("[{}]", "{\"a\":[".repeat(60) + &"]}".repeat(60)),
        format!("[{}{{}}]", "{\"q1\":\"x\",\"q1\":\"y\"},".repeat(5_000)),
        (0..6_000).map(|i| format!("{{\"column {i}\":\"x\"}}\n")).collect(),
        "{\"a\":1}\n".repeat(20) + &"}{\n".repeat(20_000),
        "{\"q1\":1e999}".to_owned(),
        "{\"q1\":\"\\ud800\"}".to_owned(),
        "[{},[],null,7,\"x\"]".to_owned(),
        "{\"\":{\"\":[{\"\":\"\"}]}}".to_owned(),
        "\u{feff}[{\"q1\":\"x\"}]".to_owned(),
    ];
    for sample in samples {
        check(sample.as_bytes(), "x.json");
        check(sample.as_bytes(), "x.jsonl");
    }
}

/// Pieces that make trouble next to one another.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\n\n",
        "# ",
        "## 4. ",
        "**",
        "*",
        "_",
        "- ",
        "1. ",
        "> ",
        "    ",
        "Q4:",
        "Question 7",
        "word",
        "Word.",
        "и",
        "中文",
        "é",
        "-\n",
        "  \n",
        "<b>",
        "</b>",
        "<br>",
        "<li>",
        "<!--",
        "-->",
        "<h2>",
        "[a](b)",
        "[^1]",
        "[^1]: ",
        "| a | b |\n|-|-|\n",
        "```\n",
        "\t",
        ",",
        ";",
        "\"",
        "\r",
        "organisation,q1\n",
        "{\"q1\":",
        "[{",
        "}",
        "]",
        "What challenges remain in the implementation of WSIS?",
        "WSIS Action Lines",
        "Annex",
        "\u{200b}",
        "\u{ad}\n",
        "Submitted on 16 January 2025",
        "---\na: b\n---\n",
        "&amp;",
        "\\",
        "https://a.b/c",
        "Country: x\n",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

#[test]
fn bold_that_held_only_a_hyphen_at_a_page_break_is_none() {
    check("Question 7<b>\u{ad}\n\nword".as_bytes(), "x.md");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes, "x");
        check(&bytes, "x.csv");
    }

    #[test]
    fn any_mixture_of_markup_holds_together(text in pieces()) {
        check(text.as_bytes(), "x.md");
        check(text.as_bytes(), "x.csv");
    }
}
