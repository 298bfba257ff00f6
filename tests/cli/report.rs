//! The report and the compilation: what stands in them, and that their figures are the screen's.

use super::desk::{Desk, LETTER};

/// A second letter, late and from elsewhere.
const LATE: &str = "# Comments\n\nName: Second Org\nCountry: Kenya\nStakeholder type: Government\nDate: 2 February 2025\n\n\
                    ## 11. Trends\n\nRouting security is for governments, too: we need it in every tender.\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("letter.md", LETTER);
    desk.write("late.md", LATE);
    desk.run(["import", "letter.md", "late.md"]).done();
    desk.run(["tag", "q:11", "--add", "Routing security"]).done();
    desk
}

#[test]
fn the_report_counts_what_the_list_shows_and_quotes_what_was_tagged() {
    let desk = desk();
    desk.run(["findings", "--theme", "routing security", "--text", "Two ask for <it>."]).done();
    let said = desk.run(["report", "-o", "r.md", "--date", "2025-02-14"]).done();
    assert!(
        said.text().starts_with("wrote a report of 2 submissions, 3 answers and 2 themes"),
        "{}",
        said.text()
    );
    let text = std::fs::read_to_string(desk.path("r.md")).unwrap();
    for words in [
        "Report of 14 February 2025",
        "This report rests on 2 submissions with 3 answers, from 2 submitters.",
        "**2 answers of 2 submitters.** *Query: theme:\"infrastructure/routing security\"*",
        "- **Government (1):** Second Org",
        "Two ask for \\<it\\>. *(draft)*",
        "> Routing security is for governments, too: we need it in every tender.",
        "**1 submission came after 31 January 2025.**",
        "| Second Org |",
    ] {
        assert!(text.contains(words), "no {words:?} in\n{text}");
    }
    // The query that the report gives finds as many.
    assert_eq!(desk.list("theme:\"infrastructure/routing security\"").len(), 2);
    let of_one = desk.run(["report", "type:government", "-o", "-", "--format", "markdown"]).done();
    assert!(of_one.text().contains("Only what this query finds: type:government"), "{}", of_one.text());
    assert!(!of_one.text().contains("Example Net"), "{}", of_one.text());
}

#[test]
fn the_compilation_has_every_answer_in_full_and_is_the_same_each_time() {
    let desk = desk();
    let ask = ["compilation", "-o", "-", "--format", "html", "--date", "2025-02-14"];
    let first = desk.run(ask).done();
    assert!(first.err.contains("compiled 3 answers and 2 unplaced texts of 2 submitters"), "{}", first.err);
    for answer in desk.list("") {
        let words: Vec<&str> = answer["text"].as_str().unwrap().split_whitespace().collect();
        let text = first.text().replace("<br>", " ").replace("</p>", " ").replace("<p>", " ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let last = words[words.len().saturating_sub(3)..].join(" ");
        assert!(text.contains(&last), "no {last:?} in\n{text}");
    }
    assert!(first.text().contains("Question 11: "), "{}", first.text());
    assert_eq!(desk.run(ask).done().out, first.out);
}

#[test]
fn a_template_says_order_and_words_and_a_file_is_not_replaced_unasked() {
    let desk = desk();
    let bundled = desk.run(["report", "--print-template"]).done();
    desk.write(
        "mine.toml",
        bundled.text().replace("Theme by theme", "Chaque thème").replace("\"Contents\"", "\"Table\""),
    );
    desk.run(["report", "--template", "mine.toml", "-o", "r.md"]).done();
    let text = std::fs::read_to_string(desk.path("r.md")).unwrap();
    assert!(text.contains("## Chaque thème") && text.contains("**Table**"), "{text}");
    desk.run(["report", "-o", "r.md"]).fails(1, &["r.md is there already", "--force"]);
    desk.write("bad.toml", "title = \"T\"\n[[part]]\nof = \"theme\"\nheading = \"H\"\n");
    desk.run(["report", "--template", "bad.toml", "-o", "x.md"]).fails(2, &["bad.toml", "line 3", "themes"]);
    desk.run(["report", "-o", "x.csv"]).fails(2, &["docx, html or markdown"]);
}

#[test]
fn the_words_are_there_in_other_languages_and_a_delivered_report_is_verified_in_each() {
    let desk = desk();
    for (language, says) in [
        (
            "fr",
            [
                "réponse à la question 11, 2 février 2025",
                "**Gouvernement (1)",
                "Reçu après le 31 janvier 2025",
            ],
        ),
        (
            "es",
            [
                "respuesta a la pregunta 11, 2 de febrero de 2025",
                "**Gobierno (1)",
                "Recibido después del 31 de enero",
            ],
        ),
    ] {
        let file = format!("{language}.md");
        desk.run(["report", "--words", language, "-o", &file, "--date", "2025-02-14"]).done();
        let text = std::fs::read_to_string(desk.path(&file)).unwrap();
        for words in says {
            assert!(text.contains(words), "no {words:?} in\n{text}");
        }
        let verified = desk.run(["verify", &file, "--format", "json"]).done();
        let all: Vec<serde_json::Value> = serde_json::from_slice(&verified.out).unwrap();
        assert!(!all.is_empty() && all.iter().all(|one| one["verdict"] == "right"), "{}", verified.text());
    }
    let printed = desk.run(["report", "--print-template", "--words", "fr"]).done();
    assert!(printed.text().contains("language = \"fr\""), "{}", printed.text());
    desk.run(["report", "--words", "de", "-o", "de.md"]).fails(2, &["en, fr and es"]);
}
