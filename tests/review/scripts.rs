//! Answers in three scripts: read, selected, tagged and quoted to the exact character.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use rapporteur::model::span::Span;
use rapporteur::tui::event::{Effect, Event};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::harness::Screen;
use super::real::Real;

/// The code points of a text.
fn length(text: &str) -> u32 {
    text.chars().count() as u32
}

/// Where the nth word of a text begins and ends.
fn word(text: &str, nth: usize) -> Span {
    let (byte, word) = text.unicode_word_indices().nth(nth).unwrap();
    let start = length(&text[..byte]);
    Span::new(start, start + length(word))
}

fn cut(text: &str, span: Span) -> String {
    text.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect()
}

fn copied(screen: &Screen<Real>) -> Option<String> {
    screen.effects.iter().rev().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    })
}

/// Opens the first answers in a language that holds two sentences, in the reader; gives its text.
fn reading(language: &str) -> (Screen<Real>, String) {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("/");
    screen.type_text(&format!("lang:{language} no:theme"));
    screen.keys("Enter Enter");
    let number = screen.answers.numbers(&format!("lang:{language} no:theme"))[0];
    let text = screen.answers.view(number).text;
    (screen, text)
}

/// Selects by sentence and word, then tags, quotes and copies: everywhere the very same characters.
fn is_exact(language: &str) {
    let (mut screen, text) = reading(language);
    let number = screen.answers.numbers(&format!("lang:{language} no:theme"))[0];
    let sentence = text.split('\n').next().unwrap().split_sentence_bounds().next().unwrap().trim();
    screen.keys("v y");
    assert_eq!(copied(&screen).as_deref(), Some(sentence), "{language}: the first sentence");
    // One word further, then from the third word on.
    let words = sentence.unicode_words().count();
    screen.keys("w o w w");
    let span = Span::new(word(&text, 2).start, word(&text, words).end);
    screen.keys("y");
    assert_eq!(copied(&screen), Some(cut(&text, span)), "{language}: word by word");
    screen.keys("t");
    screen.type_text("Cables");
    screen.keys("Enter");
    let tags = screen.answers.view(number).tags;
    let tag = tags.iter().find(|tag| tag.analyst == "amina").unwrap();
    assert_eq!((tag.span, tag.quote.clone()), (Some(span), Some(cut(&text, span))), "{language}: the tag");
    // What is pointed at is quoted into the shortlist.
    screen.keys(") +");
    let lists = screen.answers.workspace.shortlists().unwrap();
    let items = lists.iter().flat_map(|list| screen.answers.workspace.shortlist_items(list.id).unwrap());
    assert!(
        items.into_iter().any(|item| item.span == Some(span) && item.text == cut(&text, span)),
        "{language}"
    );
    // v takes the passage itself, which can then be made shorter from its beginning.
    screen.keys("v o w y");
    let shorter = Span::new(word(&text, 3).start, span.end);
    assert_eq!(copied(&screen), Some(cut(&text, shorter)), "{language}: the passage, one word shorter");
}

#[test]
fn arabic_is_quoted_to_the_character() {
    is_exact("ar");
}

#[test]
fn chinese_is_quoted_to_the_character() {
    is_exact("zh");
}

#[test]
fn russian_is_quoted_to_the_character() {
    is_exact("ru");
}

#[test]
fn arabic_is_drawn_as_it_is_read_and_the_mouse_finds_its_words() {
    let (mut screen, text) = reading("ar");
    let first = text.split('\n').next().unwrap();
    let rows: Vec<Vec<String>> = {
        let buffer = screen.buffer();
        let cells = buffer.content().chunks(usize::from(buffer.area.width));
        cells.map(|row| row.iter().map(|cell| cell.symbol().to_owned()).collect()).collect()
    };
    // Read from the right edge on, the cells are the text's words in their order.
    let first_word = first.unicode_words().next().unwrap();
    let read = |row: &Vec<String>| -> String {
        // A sign of two letters is read as it is written.
        let plain = |cell: &String| cell.nfkc().collect::<String>();
        row[66..118].iter().rev().map(plain).collect::<String>().trim().to_owned()
    };
    let line = (4..30).find(|y| read(&rows[*y]).starts_with(first_word)).expect("the first line of the text");
    let start = read(&rows[line]);
    let begins: String = first.chars().take(start.chars().count()).collect();
    let plain = |text: &str| text.chars().filter(|c| ('\u{621}'..='\u{64A}').contains(c)).collect::<String>();
    assert_eq!(plain(&start), plain(&begins));
    // Two clicks on the first letter, which is the one at the right, take the first word.
    let column = (66..118).rev().find(|x| rows[line][*x] != " ").unwrap() as u16;
    for kind in [MouseEventKind::Down(MouseButton::Left), MouseEventKind::Up(MouseButton::Left)].repeat(2) {
        let mouse = MouseEvent { kind, column, row: line as u16, modifiers: KeyModifiers::NONE };
        screen.send(Event::Mouse(mouse));
    }
    screen.keys("y");
    assert_eq!(copied(&screen).as_deref(), Some(first_word));
}

#[test]
fn a_word_written_from_right_to_left_is_marked_in_the_list_and_in_the_reader() {
    for (width, height) in [(120, 36), (80, 24)] {
        let mut screen = Screen::new(width, height, Real::sample());
        screen.keys("/");
        // Without its vowel marks and with another alef, as it is often typed.
        screen.type_text("التوجيه OR امن");
        screen.keys("Enter");
        insta::assert_snapshot!(format!("found_{width}_by_{height}"), screen.picture());
    }
}
