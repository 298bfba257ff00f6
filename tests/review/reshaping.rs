//! Tagged passages made longer and shorter under the hand, and whose they are.

use rapporteur::model::edit::Edit;
use rapporteur::model::id::AnswerNumber;
use rapporteur::model::span::Span;

use super::harness::Screen;
use super::real::Real;

/// The first answer of the sample, with a passage that Amina tagged for and noted.
fn tagged() -> (Screen<Real>, AnswerNumber, Span) {
    let mut screen = Screen::new(120, 36, Real::sample());
    let number = screen.answers.numbers("")[0];
    screen.keys("Enter v t");
    screen.type_text("multilingualism");
    screen.keys("Ctrl-s Enter ) a");
    screen.type_text("Ask for the figures.");
    screen.keys("Ctrl-s");
    let view = screen.answers.view(number);
    let span = view.tags.iter().find_map(|tag| tag.span).unwrap();
    assert_eq!(view.notes[0].span, Some(span));
    (screen, number, span)
}

#[test]
fn a_passage_is_made_longer_with_its_tag_stance_and_note_and_comes_back() {
    let (mut screen, number, span) = tagged();
    screen.keys(") v w w Enter");
    let view = screen.answers.view(number);
    let tag = view.tags.iter().find(|tag| tag.span.is_some()).unwrap();
    let now = tag.span.unwrap();
    assert!(now.start == span.start && now.end > span.end, "{span:?} {now:?}");
    assert!(tag.stance.is_some());
    assert_eq!(view.notes[0].span, Some(now));
    assert!(screen.text().contains("Made a passage longer, 1 tag and 1 note"), "{}", screen.text());
    // It is still pointed at: the next one begins from what it is now.
    screen.keys("v b b b Enter");
    let shorter = screen.answers.view(number).tags.iter().find_map(|tag| tag.span).unwrap();
    assert!(shorter.end < now.end, "{shorter:?}");
    screen.keys("u u");
    let view = screen.answers.view(number);
    assert_eq!(view.tags.iter().find_map(|tag| tag.span), Some(span));
    assert_eq!(view.notes[0].span, Some(span));
}

#[test]
fn what_is_no_passage_or_anothers_stays_as_it_is() {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("Enter v Enter");
    assert!(screen.text().contains("Go to a tagged passage with )"), "{}", screen.text());
    let (mut screen, number, span) = tagged();
    let edit = Edit::Reshape { answer: number, from: Span::new(span.start, span.end - 1), to: span };
    let outcome = screen.answers.workspace.edit(edit).unwrap();
    assert_eq!((outcome.changed, outcome.summary.as_str()), (0, "nothing on this passage is yours"));
    screen.keys("Esc");
}

#[test]
fn what_only_others_tagged_has_a_line_of_its_own() {
    let mut screen = Screen::new(120, 36, Real::sample());
    let is_anothers = |screen: &Screen<Real>, number: AnswerNumber| {
        let tags = screen.answers.view(number).tags;
        tags.iter().any(|tag| tag.span.is_some_and(|span| span.len() > 80) && tag.analyst != "amina")
    };
    let numbers = screen.answers.numbers("");
    let at = numbers.iter().position(|number| is_anothers(&screen, *number)).unwrap();
    screen.keys(&"j".repeat(at));
    // The same stretch and a sentence more, by Amina.
    screen.keys("Enter ) v s t");
    screen.type_text("multilingualism");
    screen.keys("Enter");
    insta::assert_snapshot!("two_analysts_120_by_36", screen.picture());
}

#[test]
fn a_tag_is_put_on_another_theme_with_its_passage_and_stance() {
    let (mut screen, number, span) = tagged();
    screen.keys(") Ctrl-t");
    assert!(screen.text().contains("Instead of Multilingualism"), "{}", screen.text());
    screen.type_text("financing");
    screen.keys("Enter");
    assert!(screen.text().contains("Retagged Financing instead of Multilingualism"), "{}", screen.text());
    let book = screen.answers.workspace.codebook().unwrap();
    let of = |screen: &Screen<Real>| {
        let tags = screen.answers.view(number).tags;
        let tag = tags.into_iter().find(|tag| tag.span == Some(span)).unwrap();
        (book.theme(tag.theme).unwrap().name.clone(), tag.stance.is_some(), tag.analyst)
    };
    assert_eq!(of(&screen), ("Financing".to_owned(), true, "amina".to_owned()));
    screen.keys("u");
    assert_eq!(of(&screen).0, "Multilingualism");
}

#[test]
fn without_a_tag_of_ones_own_nothing_is_put_on_another_theme() {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("Ctrl-t");
    assert!(screen.edits.is_empty() && screen.text().contains("no tag of yours"), "{}", screen.text());
}

#[test]
fn a_letter_that_ends_the_reading_is_one_change_and_one_undo() {
    let mut screen = Screen::new(120, 36, Real::sample());
    let number = screen.answers.numbers("")[0];
    let of = |screen: &Screen<Real>| {
        let mine = screen.answers.view(number).tags.iter().filter(|tag| tag.analyst == "amina").count();
        (mine, screen.answers.numbers("status:reviewed").contains(&number))
    };
    let before = of(&screen);
    screen.keys("\" n");
    assert_eq!(of(&screen), (before.0 + 1, true));
    assert_eq!(screen.edits.len(), 1);
    assert!(
        screen.text().contains("Tagged 1 answer, Financing; reviewed. u takes it back"),
        "{}",
        screen.text()
    );
    screen.keys("u");
    assert_eq!(of(&screen), before);
    // What is tagged so already is only marked.
    screen.keys("g g ' n \" n");
    assert_eq!(of(&screen), (before.0 + 1, true));
    screen.keys("u");
    assert_eq!(of(&screen), (before.0 + 1, before.1));
}

#[test]
fn three_letters_of_a_theme_do_not_touch_its_name() {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("Enter t");
    screen.type_text("Nets for women");
    screen.keys("Enter");
    let text = screen.text();
    let foot = text.lines().find(|line| line.contains("Nets for women") && line.contains("amina"));
    assert!(foot.is_some_and(|line| line.contains("nfw Nets for women")), "{text}");
}
