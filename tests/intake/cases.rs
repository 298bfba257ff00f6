//! How people write answers beside how the form asked for them: several questions under one heading, questions quoted,
//! instructions left in, numbers mixed up, tables, other languages.

use rapporteur::model::call::{Call, Key};
use rapporteur::model::draft::Mark;

use super::{Placed, call_of};
use crate::office::{Docx, heading, p, table};

const ACCESS: &str = "What hinders access to the network in remote regions?";
const ROUTES: &str = "How should announcements of routes be kept safe?";
const TRUST: &str = "Why is the registry trusted by its members?";
const TRENDS: &str = "Which emerging trends should be followed?";

fn call() -> Call {
    call_of(&[ACCESS, ROUTES, TRUST, TRENDS])
}

/// A heading with an answer after it, in Markdown and in DOCX.
fn both(headings: &[(&str, &str)]) -> [Placed; 2] {
    let markdown: String = headings.iter().map(|(head, text)| format!("## {head}\n\n{text}\n\n")).collect();
    let docx = Docx::of(headings.iter().map(|(head, text)| heading(2, head) + &p(text)).collect::<String>());
    [Placed::of(markdown.as_bytes(), &call()), Placed::of(&docx.bytes(), &call())]
}

/// The mark of the one heading that names several questions.
fn merged(placed: &Placed) -> &Mark {
    let mut found = placed.marks[0].iter().filter(|mark| !mark.also.is_empty());
    let mark = found.next().unwrap_or_else(|| panic!("{:?}", placed.marks[0]));
    assert_eq!(found.next(), None);
    mark
}

fn waiting(placed: &Placed) -> Vec<Vec<&str>> {
    let marks = placed.marks[0].iter().filter(|mark| !mark.unsure.is_empty());
    marks.map(|mark| mark.unsure.iter().map(Key::as_str).collect()).collect()
}

#[test]
fn a_heading_of_several_questions_stands_under_the_first_and_says_that_it_answers_the_others() {
    for head in [
        "Questions 2 and 3",
        "Question 2 & 3",
        "Q2 and Q3",
        "Q2/Q3:",
        "Questions 2, 3",
        "Questions 2-3",
        "Questions 2–3",
        "Questions 2 et 3",
        "Questions 2 à 3",
        "Preguntas 2 y 3",
        "Вопросы 2 и 3",
        "الأسئلة ٢ و ٣",
        "السؤالان ٢ و٣",
        "问题2和3",
        "第2题和第3题",
        "Questions 2 and 3: How should announcements of routes be kept safe? Why is the registry trusted by its members?",
        "2-3. How should announcements of routes be kept safe? Why is the registry trusted?",
        "2 & 3) How should announcements of routes be kept safe?",
        "2 and 3. How should announcements of routes be kept safe? Why is the registry trusted by its members?",
    ] {
        for placed in both(&[("Question 1", "Cost."), (head, "Sign them, and ask."), ("Question 4", "Many.")])
        {
            let mark = merged(&placed);
            assert!(mark.reason.ends_with("; answers 3, too"), "{head}: {}", mark.reason);
            assert_eq!(mark.also.iter().map(Key::as_str).collect::<Vec<_>>(), ["q3"], "{head}");
            let answers = placed.answers();
            assert_eq!(answers["q2"], "Sign them, and ask.", "{head}");
            assert_eq!(answers.keys().collect::<Vec<_>>(), ["q1", "q2", "q4"], "{head}");
            assert!(placed.balances() && waiting(&placed).is_empty(), "{head}");
        }
    }
    for placed in both(&[("Questions 1 to 3", "All of it."), ("Question 4", "Many.")]) {
        assert!(merged(&placed).reason.ends_with("; answers 2 and 3, too"));
    }
}

#[test]
fn several_questions_with_other_words_or_out_of_order_wait_with_all_of_them() {
    for (head, candidates) in [
        ("Questions 2 and 3: the weather of our islands and lakes", vec!["q2", "q3"]),
        ("Questions 2 and 3: What hinders access to the network in remote regions?", vec!["q1", "q2", "q3"]),
    ] {
        for placed in both(&[(head, "We have an opinion.")]) {
            assert_eq!(waiting(&placed), std::slice::from_ref(&candidates), "{head}");
            assert!(placed.answers().is_empty(), "{head}");
        }
    }
    for placed in both(&[(&format!("Question 4: {TRENDS}"), "Many."), ("Questions 2 and 3", "Late.")]) {
        assert_eq!(waiting(&placed), [["q2", "q3"]]);
    }
}

#[test]
fn bare_numbers_without_the_wording_of_one_of_them_place_nothing() {
    for head in ["2-3.", "2 and 3.", "2 & 3) The weather of our islands", "2-3: not at all"] {
        for placed in both(&[(head, "Text.")]) {
            assert!(placed.answers().is_empty() && waiting(&placed).is_empty(), "{head}");
        }
    }
}

#[test]
fn a_quoted_question_is_its_heading_and_no_part_of_the_answer() {
    let text = format!("> {ACCESS}\n\nCost, above all.\n\n> {ROUTES}\n\nSign them.\n");
    let placed = Placed::of(text.as_bytes(), &call());
    assert_eq!(placed.answers()["q1"], "Cost, above all.");
    assert_eq!(placed.answers()["q2"], "Sign them.");
    let numbered = format!(
        "> **1.** {ACCESS}\n\nCost, above all.\n\n> Question 2: {ROUTES}\n>\n> 500 character(s) maximum\n\nSign them.\n"
    );
    let placed = Placed::of(numbered.as_bytes(), &call());
    assert_eq!(placed.answers()["q1"], "Cost, above all.");
    assert_eq!(placed.answers()["q2"], "Sign them.");
    // What others said is quoted in an answer, and stays there.
    let quoting = format!("## 1. {ACCESS}\n\n> Access is a right, as the members said.\n\nWe agree.\n");
    let placed = Placed::of(quoting.as_bytes(), &call());
    assert!(placed.answers()["q1"].contains("Access is a right"));
    let html = format!(
        "<blockquote><p>{ACCESS}</p></blockquote><p>Cost.</p><blockquote>{ROUTES}</blockquote><p>Sign.</p>"
    );
    let placed = Placed::of(html.as_bytes(), &call());
    assert_eq!((placed.answers()["q1"].as_str(), placed.answers()["q2"].as_str()), ("Cost.", "Sign."));
}

#[test]
fn what_the_form_says_is_no_answer() {
    for line in [
        "500 character(s) maximum",
        "500 characters maximum",
        "Maximum 500 characters",
        "(max. 500 characters)",
        "Text of 1 to 500 characters will be accepted",
        "500 words maximum",
        "Max 300 words",
        "(500 words max.)",
        "500 caractère(s) au maximum",
        "500 caractères maximum",
        "Maximum 500 mots",
        "Máximo 500 caracteres",
        "500 palabras como máximo",
        "Не более 500 символов",
        "Максимум 500 слов",
        "بحد أقصى 500 حرف",
        "500 كلمة كحد أقصى",
        "最多500字",
        "不超过 500 字",
        "（500字以内）",
        "between 1 and 3 choices",
    ] {
        for placed in both(&[(&format!("1. {ACCESS}"), line), ("Question 2", "Sign them.")]) {
            assert_eq!(placed.answers().get("q1"), None, "{line}");
            assert_eq!(placed.answers()["q2"], "Sign them.", "{line}");
            assert!(placed.structure().contains(line) && placed.balances(), "{line}");
        }
    }
    for answer in [
        "500 words",
        "We wrote 500 words at most.",
        "A maximum of two registries",
        "The most is 500",
        "Cut fees by 500 at most",
        "最多的问题是费用。",
    ] {
        for placed in both(&[(&format!("1. {ACCESS}"), answer)]) {
            assert_eq!(placed.answers()["q1"], answer);
        }
    }
}

#[test]
fn an_answer_under_anothers_number_waits_with_both() {
    for placed in
        both(&[(&format!("1. {ACCESS}"), "Cost."), (&format!("Question 3: {ROUTES}"), "Sign them.")])
    {
        assert_eq!(placed.answers().keys().collect::<Vec<_>>(), ["q1"]);
        assert_eq!(waiting(&placed), [["q2", "q3"]]);
    }
}

#[test]
fn where_more_questions_stand_than_are_recognized_the_recognized_ones_wait() {
    let others = [
        "Vi sono altri settori da considerare?",
        "Ha altro da aggiungere sulla domanda precedente?",
        "Quali sono le altre preoccupazioni da considerare?",
    ];
    let paper = |others: &[&str]| {
        let others: String = others.iter().map(|other| format!("**{other}**\n\nSì.\n\n")).collect();
        Placed::of(format!("{ACCESS}\n\nI costi.\n\n{others}{ROUTES}\n\nFirmare.\n").as_bytes(), &call())
    };
    let doubtful = paper(&others);
    assert!(doubtful.answers().is_empty() && doubtful.balances());
    assert_eq!(waiting(&doubtful), [["q1"], ["q2"]]);
    assert!(
        doubtful.marks[0]
            .iter()
            .any(|mark| mark.reason.ends_with("more questions stand here than were recognized"))
    );
    assert_eq!(paper(&others[..2]).answers().len(), 2);
    // A number before the wording says more than that.
    let numbered = format!("1. {ACCESS}\n\nI costi.\n\n{}\n\nSì.\n", others.join("\n\nSì.\n\n"));
    assert_eq!(Placed::of(numbered.as_bytes(), &call()).answers().len(), 1);
}

#[test]
fn a_question_that_was_skipped_is_blank_or_missing_and_the_next_ones_are_in_place() {
    for placed in both(&[(&format!("1. {ACCESS}"), "Cost."), (&format!("4. {TRENDS}"), "Many.")]) {
        assert_eq!(placed.answers().keys().collect::<Vec<_>>(), ["q1", "q4"]);
    }
    for placed in both(&[(&format!("1. {ACCESS}"), ""), (&format!("2. {ROUTES}"), "Sign them.")]) {
        assert_eq!(placed.answers().keys().collect::<Vec<_>>(), ["q2"]);
        assert!(placed.headings().contains_key("q1"));
    }
}

#[test]
fn questions_and_answers_in_a_table_are_told_apart() {
    let row = |head: &str, text: &str| vec![p(head), p(text)];
    let rows = [
        row("Question", "Your answer"),
        row(&format!("1. {ACCESS}"), "Cost."),
        row(&format!("2. {ROUTES}"), "Sign them."),
    ];
    let rows: Vec<&[String]> = rows.iter().map(Vec::as_slice).collect();
    let placed = Placed::of(&Docx::of(table(&rows)).bytes(), &call());
    assert_eq!((placed.answers()["q1"].as_str(), placed.answers()["q2"].as_str()), ("Cost.", "Sign them."));
    let markdown =
        format!("| Question | Answer |\n|---|---|\n| 1. {ACCESS} | Cost. |\n| 2. {ROUTES} | Sign them. |\n");
    let placed = Placed::of(markdown.as_bytes(), &call());
    assert_eq!((placed.answers()["q1"].as_str(), placed.answers()["q2"].as_str()), ("Cost.", "Sign them."));
    let stacked: Vec<Vec<String>> =
        [format!("1. {ACCESS}"), "Cost.".into(), format!("2. {ROUTES}"), "Sign them.".into()]
            .map(|cell| vec![p(&cell)])
            .to_vec();
    let stacked: Vec<&[String]> = stacked.iter().map(Vec::as_slice).collect();
    let placed = Placed::of(&Docx::of(table(&stacked)).bytes(), &call());
    assert_eq!((placed.answers()["q1"].as_str(), placed.answers()["q2"].as_str()), ("Cost.", "Sign them."));
}

#[test]
fn headings_in_another_language_are_recognized_by_number_and_words_of_the_call() {
    let call = rapporteur::config::call_file::bundled().unwrap();
    for (text, answer) in [
        (
            "## 1. Quelles sont les principales réalisations de la mise en œuvre du SMSI ?\n\nBeaucoup.\n",
            "Beaucoup.",
        ),
        ("## Pregunta 1. ¿Cuáles son los principales logros de la CMSI?\n\nMucho.\n", "Mucho."),
        ("## Вопрос 1. Каковы основные достижения процесса ВВУИО?\n\nМногое.\n", "Многое."),
        ("## السؤال ١: ما هي أهم إنجازات تنفيذ القمة العالمية؟\n\nالكثير.\n", "الكثير."),
        ("## 第1题：信息社会世界峰会进程的主要成就是什么？\n\n很多。\n", "很多。"),
        ("## Questions 1 et 2\n\nBeaucoup.\n", "Beaucoup."),
    ] {
        let placed = Placed::of(text.as_bytes(), &call);
        assert_eq!(
            placed.answers().get("q1").map(String::as_str),
            Some(answer),
            "{text}: {:?}",
            placed.marks
        );
    }
}
