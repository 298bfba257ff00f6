//! Every shape in which people write headings, and what is none.

use rapporteur::config::call_file;
use rapporteur::model::draft::{Mark, To};

use super::Placed;

fn placed(text: &str) -> Placed {
    let placed = Placed::of(text.as_bytes(), &call_file::bundled().unwrap());
    assert!(placed.balances(), "{text}");
    placed
}

/// The answers as "q1: text" lines.
fn answers(text: &str) -> Vec<String> {
    placed(text).answers().into_iter().map(|(key, text)| format!("{key}: {text}")).collect()
}

fn unsure(text: &str) -> Vec<Mark> {
    placed(text).marks.remove(0).into_iter().filter(|m| !m.unsure.is_empty()).collect()
}

const FOUR: &str = "What are the challenges that remain in the implementation of the WSIS process?";

#[test]
fn headings_of_every_shape_are_recognized() {
    for heading in [
        format!("# {FOUR}"),
        format!("###### 4. {FOUR}"),
        format!("**{FOUR}**"),
        format!("**4- {FOUR}**"),
        format!("### **4- {FOUR}**"),
        format!("4- {FOUR}"),
        format!("4. {FOUR}"),
        format!("4) {FOUR}"),
        format!("Q4: {FOUR}"),
        format!("Q4. {FOUR}"),
        format!("Question 4: {FOUR}"),
        format!("Question 4 – {FOUR}"),
        format!("Question 4\n{FOUR}"),
        format!("- 4. {FOUR}"),
        format!("{FOUR}\n---"),
        FOUR.to_owned(),
        "## Question 4".to_owned(),
        "Question 4".to_owned(),
        "Q4:".to_owned(),
        "**Q4**".to_owned(),
        "## 4. Challenges".to_owned(),
        format!("<h2>4. {FOUR}</h2>"),
        format!("**4.** {FOUR}"),
        "**4. Challenges that remain in the implementation of the WSIS process.**".to_owned(),
        "## 4. Quels défis subsistent pour le SMSI ?".to_owned(),
        "## السؤال ٤: ما هي التحديات المتبقية في تنفيذ القمة؟".to_owned(),
        "4. What are the challenges that remain in the\nimplementation of the WSIS process?".to_owned(),
    ] {
        let text = format!("Dear chair,\n\n{heading}\n\nOur answer stands here.\n");
        assert_eq!(answers(&text), ["q4: Our answer stands here."], "{heading}");
        assert_eq!(placed(&text).unplaced(), "Dear chair,", "{heading}");
    }
}

#[test]
fn an_answer_may_begin_on_the_next_line_or_in_the_same() {
    for text in [
        format!("**4- {FOUR}**\nOur answer."),
        format!("**4- {FOUR}** Our answer."),
        format!("Q4: {FOUR}\nOur answer."),
        format!("{FOUR}\nOur answer."),
    ] {
        assert_eq!(answers(&text), ["q4: Our answer."], "{text}");
    }
}

#[test]
fn a_bare_number_never_places() {
    for text in [
        "## 4. Our history\n\nText.",
        "4.\n\nText.",
        "**4**\n\nText.",
        "4. The ministry was founded.\n5. It grew.\n6. It is large.\n7. It will stay.",
        "## 7\n\nText.",
        "1. Introduction\n2. Background\n3. Method",
        "[^4]: A footnote of some length.\n\nText[^4].",
    ] {
        assert_eq!(answers(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn wording_and_number_that_disagree_are_unsure() {
    let marks = unsure(&format!("## 7. {FOUR}\n\nText."));
    assert_eq!(marks.len(), 1);
    assert_eq!(marks[0].to, To::Unplaced);
    assert_eq!(
        marks[0].unsure.iter().map(rapporteur::model::call::Key::as_str).collect::<Vec<_>>(),
        ["q4", "q7"]
    );
    assert_eq!(marks[0].reason, "wording of question 4, but number 7");
    assert_eq!(
        unsure("## Questions 7 and 8: where the penguins of our region live\n\nText.")[0].unsure.len(),
        2
    );
    assert_eq!(
        unsure("## Question 7: Where do the penguins of our region live today?\n\nText.")[0].unsure.len(),
        1
    );
}

#[test]
fn labels_count_only_in_order() {
    assert_eq!(answers("Q1:\n\nOne.\n\nQ2:\n\nTwo."), ["q1: One.", "q2: Two."]);
    let marks = unsure("Q5:\n\nFive.\n\nQ2:\n\nTwo.");
    assert!(!marks.is_empty() && marks.iter().all(|m| m.reason.ends_with("out of order")), "{marks:?}");
}

#[test]
fn what_merely_mentions_a_question_stays_in_its_answer() {
    let long = format!("We were asked: {FOUR} {}", "And we have much to say about it. ".repeat(30));
    for inside in [
        "Main achievements of the WSIS process in the past 20 years:",
        "The challenges that remain in the implementation of WSIS are many.",
        long.as_str(),
        "- The challenges that remain in the implementation of the WSIS process?",
        "## Respect for everyone",
        "## Coordination of WSIS Action Lines among the many agencies that work on them",
    ] {
        let text = format!(
            "## 9- How can we strengthen multistakeholder platforms such as the Forum and IGF?\n\nFirst.\n\n{inside}\n\nLast."
        );
        let found = answers(&text);
        assert_eq!(found.len(), 1, "{inside}");
        assert!(found[0].starts_with("q9: First.") && found[0].ends_with("Last."), "{inside}: {found:?}");
    }
}

#[test]
fn sections_are_structure_and_what_follows_them_is_unplaced() {
    let text = format!(
        "## WSIS Action Lines\n\nA word before.\n\n## 5- Which specific Action Lines had the most significant impact?\n\nFive.\n\n## WSIS Action Lines\n\nSix.\n\n## 4- {FOUR}\n\nFour."
    );
    let placed = placed(&text);
    assert_eq!(placed.structure(), "WSIS Action Lines");
    assert_eq!(placed.unplaced(), "A word before.");
    assert!(placed.answers()["q5"].ends_with("Six."));
}

#[test]
fn a_table_of_contents_is_no_heading() {
    let five = "Which specific Action Lines have had the most significant impact, and why?";
    let eleven = "What are the key emerging digital trends and topics for ITU?";
    let list = format!("1. {FOUR}\n2. x\n\nQ4: {FOUR}\n\nQ5: {five}\n\nQ11: {eleven}\n\n");
    let text = format!("{list}## 4. {FOUR}\n\nFour.\n\n## 5. {five}\n\nFive.\n\n## 11. {eleven}\n\nEleven.");
    assert_eq!(answers(&text), ["q11: Eleven.", "q4: Four.", "q5: Five."]);
}

#[test]
fn two_headings_of_one_question_give_one_answer() {
    let text = format!(
        "## 4. {FOUR}\n\nOne.\n\n## 5. Which specific Action Lines had the most significant impact?\n\nFive.\n\n## 4. {FOUR}\n\nTwo."
    );
    assert_eq!(answers(&text)[0], "q4: One.\n\nTwo.");
}

#[test]
fn what_follows_the_last_answer_is_unplaced() {
    let text = format!("## 4. {FOUR}\n\nFour.\n\nKind regards,\n\nA. Person");
    assert_eq!(placed(&text).unplaced(), "Kind regards,\n\nA. Person");
    let text = format!("## 4. {FOUR}\n\nFour.\n\n## Annex 1\n\nTables.");
    assert_eq!(placed(&text).unplaced(), "Annex 1\n\nTables.");
}

#[test]
fn footnotes_stand_with_the_text_that_refers_to_them() {
    let text = format!("Before.\n\n## 4. {FOUR}\n\nFour[^a].\n\n[^a]: Noted here.\n");
    let placed = placed(&text);
    assert_eq!(placed.parts()[1].place, "footnote:a");
    assert_eq!(placed.answers()["q4"], "Four[a].Noted here.");
}

/// The text of the body.
fn text(source: &str) -> String {
    placed(source).parts()[0].text.clone()
}

#[test]
fn markdown_becomes_plain_text() {
    assert_eq!(text("*a* **b** `c` [d](http://e) <http://f> &amp; \\*"), "a b c d http://f & *");
    assert_eq!(text("a  \nb\nc"), "a\nb c");
    assert_eq!(text("- a\n- b\n  - c\n\n  D.\n\nE."), "a\nb\nc\n\nD.\n\nE.");
    assert_eq!(text("3. a\n4. b"), "3. a\n4. b");
    assert_eq!(text("| a | b |\n|---|---|\n| c | d |"), "a | b\nc | d");
    assert_eq!(text("> a\n> b\n\nc"), "a b\n\nc");
    assert_eq!(text("```\na\n\n  b\n```"), "a\n\n  b");
    assert_eq!(text("    Indented words,\n    two lines."), "Indented words, two lines.");
    assert_eq!(text("<p>a <b>b</b><br>c</p>\n<ul><li>d<li>e</ul>"), "a b\nc\n\nd\ne");
    assert_eq!(text("---\ntitle: x\n---\nBody"), "Body");
    assert_eq!(text("A.\r\n\r\nB\rc"), "A.\n\nB c");
    assert_eq!(text("第一行\n第二行"), "第一行第二行");
}

#[test]
fn torn_paragraphs_and_words_are_mended() {
    assert_eq!(text("The infra-\nstructure."), "The infrastructure.");
    assert_eq!(
        text("The capacity-\nbuilding and capacity-building."),
        "The capacity-building and capacity-building."
    );
    assert_eq!(text("The non-\nprofit."), "The non-profit.");
    assert_eq!(text("The torn\n\nparagraph, and\n\nanother."), "The torn paragraph, and another.");
    assert_eq!(text("The infra-\n\nstructure."), "The infrastructure.");
    assert_eq!(text("- an item and\n\ncapacity for it.\n\n- next"), "an item and capacity for it.\n\nnext");
    assert_eq!(text("It is whole.\n\nthen on"), "It is whole.\n\nthen on");
    assert_eq!(text("We ask for\n\n- one\n- two"), "We ask for\n\none\ntwo");
    assert_eq!(text("## A heading\n\nlower case"), "A heading\n\nlower case");
}

#[test]
fn lines_of_metadata_stay_apart() {
    assert_eq!(
        text("Organisation: Lake IX\nCountry: Sweden\nDate: 2025-01-03"),
        "Organisation: Lake IX\nCountry: Sweden\nDate: 2025-01-03"
    );
}

#[test]
fn an_answer_may_follow_bold_words_in_their_own_paragraph() {
    for heading in
        [format!("**4. {FOUR}**"), "**4. Challenges that remain in the implementation of WSIS.**".to_owned()]
    {
        let text = format!("{heading} Our answer stands here.\n");
        assert_eq!(answers(&text), ["q4: Our answer stands here."], "{heading}");
    }
    assert!(answers("**Challenges that remain in the implementation of WSIS** are many.\n").is_empty());
}

#[test]
fn bold_letters_that_end_within_a_word_begin_no_answer() {
    let text = format!("**4. {}**es, we are asked.\n", FOUR.trim_end_matches('?'));
    assert!(placed(&text).parts()[0].text.contains("processes"));
}
