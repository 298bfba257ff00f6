//! What is a quotation, and what is said of where it is from.

use super::*;
use crate::model::quoted::Translates;

fn quoted(markdown: &str) -> Vec<Quoted> {
    of(&super::super::read(markdown.as_bytes(), "a.md").unwrap())
}

#[test]
fn a_quotation_has_the_citation_that_follows_it() {
    let found = quoted(
        "> One.\n>\n> Two\\\n> lines.\n\n— **A, B & Co** (Kenya), Government, answer to question 3, 2 May 2025, W-1, a.md, id:0A1B2C3D4E5F\n\n\
         Unofficial translation (English):\n\n> Uno.\n\n> Three.\n\n— Anonymous, under no question, W-2, a.md, id:111111111111\n\nA remark.\n\n> Four.\n",
    );
    let words: Vec<String> = found.iter().map(|it| it.paragraphs.join("|")).collect();
    assert_eq!(words, ["One.|Two\nlines.", "Uno.|Three.", "Four."]);
    let cited = found[0].cited.as_ref().unwrap();
    assert_eq!((cited.who.as_str(), cited.id.as_str()), ("A, B & Co (Kenya), Government", "0a1b2c3d4e5f"));
    assert_eq!((cited.question.as_deref(), cited.rest.as_str()), (Some("3"), "W-1, a.md"));
    assert_eq!((found[0].place.as_str(), found[1].translation), ("line 1", Translates::Before));
    assert_eq!(found[1].cited.as_ref().unwrap().question.as_deref(), Some("none"));
    assert_eq!(found[2].cited, None);
}

#[test]
fn words_between_marks_are_quotations_where_a_reference_stands() {
    let found = quoted(
        "They say “nothing for us without us.” (W-1, id:0a1b2c3d4e5f), and “so”.\n\n\
         Who “says that without a reference” quotes nothing.\n\n\
         It is «une longue citation d’ailleurs»[^1].\n\n[^1]: Answer to question 4, W-2, id:111111111111\n",
    );
    let words: Vec<&str> = found.iter().map(|it| it.paragraphs[0].as_str()).collect();
    assert_eq!(words, ["nothing for us without us", "une longue citation d’ailleurs"]);
    assert_eq!(found[0].cited.as_ref().unwrap().id, "0a1b2c3d4e5f");
    assert_eq!(found[1].cited.as_ref().unwrap().question.as_deref(), Some("4"));
}

#[test]
fn a_file_of_marks_only_is_read_in_time() {
    let many = 200_000;
    let text = format!("> x\n\n— {} id:0a1b2c\n\n{} id:0a1b2c\n", "id:".repeat(many), "«“„".repeat(many));
    assert_eq!(quoted(&text).len(), 1);
    assert!(of_json(b"[{\"id\":1},{}]", "a.json").unwrap().unwrap().is_empty());
    assert!(of_json("[".repeat(100_000).as_bytes(), "a.json").unwrap().is_err());
    assert!(of_json(b"[x]: y", "a.md").is_none());
}
