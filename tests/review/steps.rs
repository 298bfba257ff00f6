//! What keys do: the cursor stays, late replies are dropped, commands act on what is in the hand.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rapporteur::model::edit::{Edit, ThemeChoice};
use rapporteur::model::id::AnswerNumber;
use rapporteur::model::work::{NoteTarget, Stance, Status, Target};
use rapporteur::tui::event::{Effect, Event};

use super::harness::Screen;
use super::sample::{Sample, theme};

fn screen() -> Screen<Sample> {
    Screen::new(120, 36, Sample::new())
}

/// The row of the answers list of a 120-column screen that holds a name.
fn row_of(text: &str, name: &str) -> String {
    let rows = text.lines().map(|line| line.chars().skip(25).take(38).collect::<String>());
    rows.into_iter().find(|row| row.contains(name)).unwrap_or_else(|| panic!("{name} is not listed:\n{text}"))
}

#[test]
fn esc_and_a_key_typed_at_once_do_both() {
    let mut screen = screen();
    screen.keys("t");
    // That is how a terminal sends them: as the key with Alt.
    let alt = KeyEvent::new(KeyCode::Char('j'), KeyModifiers::ALT);
    screen.send(Event::Key(alt));
    let text = screen.text();
    assert!(text.contains("2/12") && !text.contains("Tag "), "{text}");
}

#[test]
fn reviewed_goes_on_to_the_next_todo_and_the_row_stays_dimmed() {
    let mut screen = screen();
    screen.keys("/");
    screen.type_text("status:todo");
    screen.keys("Enter r");
    let answers = vec![AnswerNumber(2)];
    assert_eq!(screen.edits, [Edit::SetStatus { answers: answers.into(), status: Status::Reviewed }]);
    let text = screen.text();
    let row = row_of(&text, "Общество");
    assert!(row.starts_with(" ~ ✓"), "the row stays where it is and says that it no longer matches: {row}");
    assert!(text.contains("Set 1 answers to reviewed. u takes it back"));
    assert!(row_of(&text, "东海").starts_with('▌'), "the cursor went on to the next todo");
    screen.keys("/ Enter");
    assert!(!screen.text().contains("Общество"), "running the filter again takes it away");
}

#[test]
fn typing_is_live_and_esc_restores_query_and_cursor() {
    let mut screen = screen();
    screen.keys("jjj /");
    screen.type_text("mobile");
    let text = screen.text();
    assert!(text.contains("1 of 12"), "{text}");
    screen.keys("Esc");
    let text = screen.text();
    assert!(text.contains("4/12") && text.contains("12 answers · 12 submitters"), "{text}");
}

#[test]
fn a_half_typed_query_keeps_the_list_and_tab_takes_the_right_word() {
    let mut screen = screen();
    screen.keys("/");
    screen.type_text("teem:ipv6");
    let text = screen.text();
    assert!(text.contains("last good: ") && text.contains("Tab takes it"), "{text}");
    screen.keys("Tab");
    assert!(!screen.text().contains("Tab takes it"));
    assert!(screen.text().contains("theme"));
}

#[test]
fn a_word_that_is_half_typed_does_not_empty_the_list() {
    let mut screen = screen();
    screen.keys("/");
    screen.type_text("zebra");
    let text = screen.text();
    assert!(text.contains("0 of 12") && text.contains("1/12"), "the list stays while one types: {text}");
    screen.keys("Enter");
    assert!(screen.text().contains("Nothing matches this term"), "Enter means it: {}", screen.text());
}

#[test]
fn a_late_reply_is_dropped() {
    let mut screen = screen();
    screen.held = Some(Vec::new());
    screen.keys("/");
    screen.type_text("m");
    let first = screen.held.take().unwrap();
    screen.type_text("obile");
    assert!(screen.text().contains("1 of 12"));
    screen.held = Some(first);
    screen.release();
    assert!(screen.text().contains("1 of 12"), "the reply for “m” came too late to be shown");
}

#[test]
fn a_late_mistake_of_a_half_typed_query_is_not_told() {
    for place in ["", "4"] {
        let mut screen = screen();
        screen.keys(place);
        screen.held = Some(Vec::new());
        screen.keys("/");
        screen.type_text("\"mobile cores");
        let half_typed = screen.held.replace(Vec::new());
        screen.type_text("\"");
        screen.keys("Enter");
        // The replies come in turn, and those to the half-typed query come after the other has been asked for.
        let finished = std::mem::replace(&mut screen.held, half_typed);
        screen.release();
        screen.held = finished;
        screen.release();
        let text = screen.text();
        assert!(!text.contains("not closed"), "{text}");
        assert!(text.contains("/ \"mobile cores\""), "{text}");
    }
}

#[test]
fn tags_go_to_the_marks_if_there_are_any() {
    let mut screen = screen();
    screen.keys("Space Space t routing Enter");
    let target = Target::Answers(vec![AnswerNumber(1), AnswerNumber(2)].into());
    let themes = vec![ThemeChoice::Existing(theme("Routing security"))];
    assert_eq!(screen.edits, [Edit::Tag { target, themes: themes.clone(), stance: None }]);
    screen.keys("Esc j .");
    let target = Target::Answers(vec![AnswerNumber(4)].into());
    assert_eq!(screen.edits[1], Edit::Tag { target, themes, stance: None });
}

#[test]
fn a_new_name_makes_a_theme_and_a_letter_tags_at_once() {
    let mut screen = screen();
    screen.keys("t");
    screen.type_text("Submarine cables");
    screen.keys("Enter 'i");
    let target = Target::Answers(vec![AnswerNumber(1)].into());
    let new = vec![ThemeChoice::New("Submarine cables".into())];
    let old = vec![ThemeChoice::Existing(theme("IPv6"))];
    let tag = |themes| Edit::Tag { target: target.clone(), themes, stance: None };
    assert_eq!(screen.edits, [tag(new), tag(old)]);
}

#[test]
fn a_selected_sentence_is_tagged_noted_and_copied() {
    let mut screen = screen();
    screen.keys("jjjjjj v y");
    let copied = screen.effects.iter().find_map(|e| match e {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    let sentence = "Networks that people rely on every day still run on addresses that ran out a decade ago.";
    assert_eq!(copied.as_deref(), Some(sentence));
    screen.keys("a");
    screen.type_text("Check");
    screen.keys("Ctrl-s");
    let Edit::AddNote { on: NoteTarget::Passage(number, span), text } = &screen.edits[0] else {
        panic!("{:?}", screen.edits)
    };
    assert_eq!((*number, span.start, text.as_str()), (AnswerNumber(7), 0, "Check"));
    assert_eq!(span.end as usize, sentence.chars().count());
}

#[test]
fn a_note_opens_before_the_text_is_there_and_takes_the_next_keys() {
    let mut screen = screen();
    screen.held = Some(Vec::new());
    screen.keys("j a");
    screen.type_text("rest");
    screen.release();
    screen.keys("Ctrl-s");
    let on = NoteTarget::Answer(AnswerNumber(2));
    assert_eq!(screen.edits, [Edit::AddNote { on, text: "rest".into() }], "no r, e, s or t was a command");
}

#[test]
fn turning_the_stance_turns_the_tag_pointed_at_and_never_tags_again() {
    let mut screen = screen();
    screen.keys("s");
    assert_eq!(screen.edits, []);
    assert!(screen.text().contains("Tag something first"));
    screen.keys("jjjjjj Enter ) s s");
    let [Edit::SetStance { tags, stance }, Edit::SetStance { tags: again, stance: next }] = &screen.edits[..]
    else {
        panic!("{:?}", screen.edits)
    };
    assert_eq!(tags, again);
    assert_eq!(Stance::next(*stance), *next, "the second press goes on from the first");
}

#[test]
fn an_empty_note_makes_none() {
    let mut screen = screen();
    screen.keys("a Esc");
    assert_eq!(screen.edits, []);
}

#[test]
fn choosing_in_the_filter_pane_edits_the_query() {
    let mut screen = screen();
    screen.keys("Tab Tab jjjj Space");
    assert!(screen.text().lines().next().unwrap().contains("q:4"), "{}", screen.text());
    screen.keys("Space");
    assert!(!screen.text().lines().next().unwrap().contains("q:4"));
    screen.keys("H");
    assert!(screen.text().lines().next().unwrap().contains("q:4"), "back to where one was");
}

#[test]
fn the_cursor_is_in_sight_after_any_resize() {
    let mut screen = screen();
    screen.keys("jjjjjjjjj");
    for (width, height) in [(80, 24), (60, 15), (45, 10), (200, 60), (100, 30)] {
        screen.resize(width, height);
        assert!(screen.text().contains("Baltic"), "{width}x{height}\n{}", screen.text());
    }
}

#[test]
fn no_key_sequence_breaks_the_screen_at_any_size() {
    for (width, height) in
        [(0, 0), (1, 1), (10, 3), (40, 10), (59, 12), (61, 15), (80, 24), (100, 12), (140, 40)]
    {
        let mut screen = Screen::new(width, height, Sample::new());
        for keys in [
            "jjGk",
            "Enter v s o w P t x Esc",
            "z Tab f j Space c",
            "? PgDn Esc",
            ": tag Esc",
            "' q",
            "x Esc 0 Esc",
            "/",
        ] {
            screen.keys(keys);
            screen.text();
        }
    }
}

#[test]
fn keys_that_come_before_the_text_wait_for_it() {
    let mut screen = screen();
    screen.held = Some(Vec::new());
    screen.keys("j v y");
    assert!(!screen.text().contains("Selected"), "the text is not there yet");
    screen.release();
    let copied: Vec<&str> = screen
        .effects
        .iter()
        .filter_map(|effect| if let Effect::Copy(text) = effect { Some(text.as_str()) } else { None })
        .collect();
    assert_eq!(copied, ["Переход на IPv6 идёт неравномерно"]);
    screen.held = Some(Vec::new());
    screen.keys("j v Esc");
    screen.release();
    assert!(!screen.text().contains("Selected"), "Esc lets them go");
}
