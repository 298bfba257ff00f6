//! A review of a hundred answers of the sample: every key is counted, the words of notes aside.
//!
//! What is said of each answer stands in `hundred/truth.toml`, written by reading the texts. The keys are looked up in
//! the keymap, action by action, so the script cannot tell a key that the program does not have.

use rapporteur::action::{ActionId as A, Scope};
use rapporteur::config::settings::KeymapName;
use rapporteur::keymap::Keymap;
use rapporteur::model::codebook::Codebook;
use rapporteur::model::edit::{Edit, ThemeChange};
use rapporteur::model::view::AnswerView;
use rapporteur::model::work::Status;
use rapporteur::tui::event::Event;
use rapporteur::tui::request::{Reply, Request};
use rapporteur::tui::skin::Skin;
use ratatui::style::Color;
use serde::Deserialize;

use super::harness::{Answers as _, Screen, named};
use super::real::Real;

#[derive(Deserialize)]
struct Truth {
    answer: Vec<Said>,
}

/// What is said of one answer.
#[derive(Deserialize)]
struct Said {
    from: String,
    question: String,
    themes: Vec<String>,
    passage: Option<String>,
    note: Option<String>,
}

fn truth() -> Vec<Said> {
    let truth: Truth = toml::from_str(include_str!("hundred/truth.toml")).unwrap();
    assert_eq!(truth.answer.len(), 100);
    assert!(truth.answer.iter().all(|said| (1..=2).contains(&said.themes.len())));
    assert_eq!(truth.answer.iter().filter(|said| said.passage.is_some()).count(), 20);
    assert_eq!(truth.answer.iter().filter(|said| said.note.is_some()).count(), 10);
    truth.answer
}

/// Keys by what they were for.
#[derive(Default, Debug)]
struct Keys {
    filter: usize,
    reading: usize,
    passages: usize,
    tags: usize,
    notes: usize,
    reviewed: usize,
}

impl Keys {
    fn all(&self) -> usize {
        self.filter + self.reading + self.passages + self.tags + self.notes + self.reviewed
    }
}

/// Someone at the keyboard.
struct Hand {
    screen: Screen<Real>,
    keymap: Keymap,
    book: Codebook,
}

/// The columns of the reader at 120 columns.
const READER: std::ops::Range<u16> = 65..119;

impl Hand {
    fn new(keymap: KeymapName, real: Real) -> Self {
        let keymap = Keymap::named(keymap);
        let book = real.workspace.codebook().unwrap();
        let skin = Skin::by_name("dark").unwrap();
        let screen = Screen::with_keymap(120, 36, skin, keymap.clone(), real);
        Self { screen, keymap, book }
    }

    /// Presses the first keys that an action has there; gives how many those are.
    fn does(&mut self, action: A, scope: Scope) -> usize {
        let keys = self.keymap.keys_for(action, scope);
        let keys = keys.first().unwrap_or_else(|| panic!("{action:?} has no key in {scope:?}"));
        keys.split(' ').map(|key| self.presses(key)).sum()
    }

    /// Presses a key.
    fn presses(&mut self, key: &str) -> usize {
        match named(key) {
            Some(key) => self.screen.send(Event::Key(key)),
            None => self.screen.type_text(key),
        }
        1
    }

    fn letter(&self, theme: &str) -> Option<char> {
        self.book.themes.iter().find(|known| known.name == theme).unwrap().letter
    }

    /// What stands in the reader.
    fn page(&self) -> String {
        let buffer = self.screen.buffer();
        let rows = (2..buffer.area.height - 2).flat_map(|y| READER.map(move |x| (x, y)));
        rows.map(|place| buffer[place].symbol().to_owned()).collect()
    }

    /// What is selected, as the colours of the screen show it, without its blanks.
    fn selected(&self) -> String {
        let buffer = self.screen.buffer();
        let rows = (2..buffer.area.height - 2).flat_map(|y| READER.map(move |x| (x, y)));
        let held = rows.filter(|place| buffer[*place].bg == Color::Rgb(0x27, 0x50, 0x7f));
        held.map(|place| buffer[place].symbol().trim().to_owned()).collect()
    }

    /// Pages on until the text is at its end; a key that changed nothing was none that a reader needs.
    fn reads(&mut self) -> usize {
        let mut pages = 0;
        loop {
            let before = self.page();
            self.does(A::PageDown, Scope::Reader);
            if self.page() == before {
                return pages;
            }
            pages += 1;
        }
    }

    /// Selects the sentence that begins so, from the end of the page that is nearer to it.
    fn selects(&mut self, begins: &str) -> usize {
        let wanted: String = begins.split_whitespace().collect();
        let from_above = self.walks_to(&wanted, A::Select, A::SelectSentenceAfter);
        let top = self.page();
        self.does(A::SelectLeave, Scope::Selecting);
        let from_below = self.walks_to(&wanted, A::SelectLast, A::SelectSentenceBefore);
        assert_eq!(self.page(), top, "both ways lead to the same selection");
        from_above.min(from_below)
    }

    fn walks_to(&mut self, wanted: &str, begin: A, on: A) -> usize {
        let mut keys = self.does(begin, Scope::Reader);
        let mut last = String::new();
        while !self.selected().starts_with(wanted) {
            assert!(self.selected() != last, "{wanted} cannot be selected:\n{}", self.screen.text());
            last = self.selected();
            keys += self.does(on, Scope::Selecting);
        }
        keys
    }

    /// Finds a theme without a letter by the beginning of its name, as far as it has to be typed.
    fn picks(&mut self, theme: &str, scope: Scope) -> usize {
        let mut keys = self.does(A::Tag, scope);
        let is_found = |text: &str| text.lines().any(|line| line.contains('▌') && line.contains(theme));
        for letter in theme.to_lowercase().chars() {
            if is_found(&self.screen.text()) {
                break;
            }
            self.screen.type_text(&letter.to_string());
            keys += 1;
        }
        assert!(is_found(&self.screen.text()), "{theme}:\n{}", self.screen.text());
        keys + self.does(A::Accept, Scope::Picker)
    }

    /// Does with one answer what is said of it.
    fn reviews(&mut self, said: &Said, keys: &mut Keys) {
        keys.reading += self.reads();
        if let Some(note) = &said.note {
            keys.notes += self.does(A::Note, Scope::Reader);
            self.screen.type_text(note);
            keys.notes += self.does(A::KeepNote, Scope::NoteEditor);
        }
        let (lettered, unlettered): (Vec<&String>, Vec<&String>) =
            said.themes.iter().partition(|theme| self.letter(theme).is_some());
        let mut scope = Scope::Reader;
        let mut held = false;
        for theme in unlettered {
            held = self.hold(said, held, keys);
            scope = if said.passage.is_some() { Scope::Selecting } else { Scope::Reader };
            keys.tags += self.picks(theme, scope);
            held &= said.passage.is_none();
        }
        let letters: Vec<char> = lettered.iter().filter_map(|theme| self.letter(theme)).collect();
        let Some((last, before)) = letters.split_last() else {
            keys.reviewed += self.does(A::Reviewed, Scope::Reader);
            return;
        };
        self.hold(said, held, keys);
        keys.tags += self.does(A::TagReviewed, scope);
        for letter in before {
            keys.tags += self.presses(&letter.to_uppercase().to_string());
        }
        keys.tags += self.presses(&last.to_string());
    }

    /// Selects the passage that is said of, unless it is in hand.
    fn hold(&mut self, said: &Said, held: bool, keys: &mut Keys) -> bool {
        if let (Some(passage), false) = (&said.passage, held) {
            keys.passages += self.selects(passage);
        }
        true
    }
}

/// Narrows the list to the answers and goes into the first of them.
fn filter(hand: &mut Hand) -> usize {
    let mut keys = hand.does(A::Query, Scope::Answers);
    keys += "q:1..11".chars().map(|c| hand.presses(&c.to_string())).sum::<usize>();
    keys += hand.does(A::Accept, Scope::QueryBar);
    keys + hand.does(A::Open, Scope::Answers)
}

/// Reviews the hundred; gives the keys, by what they were for.
fn review(hand: &mut Hand) -> Keys {
    let mut keys = Keys { filter: filter(hand), ..Keys::default() };
    for (place, said) in truth().iter().enumerate() {
        let text = hand.screen.text();
        let at = format!(" {}/134 ", place + 1);
        assert!(text.contains(&at), "{}: not at{at}\n{text}", said.from);
        hand.reviews(said, &mut keys);
    }
    keys
}

/// What the workspace then holds is what was said, to the sentence.
fn check(hand: &Hand) {
    let real = &hand.screen.answers;
    let numbers = real.numbers("q:1..11");
    for (said, number) in truth().iter().zip(numbers) {
        let view: AnswerView = real.view(number);
        let name = view.metadata.submitter.clone().unwrap_or_default();
        let question = view.question.as_ref().map(|(number, _)| number.as_str());
        assert_eq!((name.as_str(), question), (said.from.as_str(), Some(said.question.as_str())));
        assert_eq!(view.status, Status::Reviewed, "{name} {question:?}");
        let mine: Vec<_> = view.tags.iter().filter(|tag| tag.analyst == "noor").collect();
        let mut themes: Vec<&str> =
            mine.iter().map(|tag| hand.book.theme(tag.theme).unwrap().name.as_str()).collect();
        let mut wanted: Vec<&str> = said.themes.iter().map(String::as_str).collect();
        themes.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(themes, wanted, "{name} {question:?}");
        for tag in mine {
            let quote = tag.quote.as_deref();
            let begins = said.passage.as_deref();
            assert_eq!(quote.is_some(), begins.is_some(), "{name} {question:?}");
            assert!(quote.unwrap_or("").starts_with(begins.unwrap_or("")), "{name} {question:?}: {quote:?}");
        }
        let notes = view.notes.iter().filter(|note| note.analyst == "noor").map(|note| note.text.as_str());
        assert_eq!(notes.collect::<Vec<_>>(), said.note.as_deref().into_iter().collect::<Vec<_>>());
    }
}

/// The sample once every theme has a letter.
fn with_letters() -> Real {
    let mut real = Real::sample_of("noor");
    let book = real.workspace.codebook().unwrap();
    let taken: Vec<char> = book.themes.iter().filter_map(|theme| theme.letter).collect();
    let mut free = ('a'..='z').filter(|letter| !taken.contains(letter));
    // Those that are tagged with come first: there are more themes than letters.
    let truth = truth();
    let used = |name: &str| truth.iter().any(|said| said.themes.iter().any(|theme| theme == name));
    let without = book.themes.iter().filter(|theme| theme.letter.is_none() && used(&theme.name));
    for theme in without {
        let change = ThemeChange::Letter(Some(free.next().unwrap()));
        let edit = Edit::ChangeTheme { theme: theme.id, change };
        let reply = real.answer(Request::Edit(edit));
        assert!(matches!(reply, Reply::Edited(_)), "{reply:?}");
    }
    real
}

/// The keymaps that are counted: the default one; with RAPPORTEUR_HUNDRED set the others, too.
fn counted() -> Vec<KeymapName> {
    let all = std::env::var_os("RAPPORTEUR_HUNDRED").is_some();
    let others = [KeymapName::Vim, KeymapName::Emacs].into_iter().filter(|_| all);
    std::iter::once(KeymapName::Default).chain(others).collect()
}

/// Reviews the hundred in each keymap, with at most so many keys.
#[expect(clippy::print_stdout, reason = "docs/speed.md has these figures")]
fn takes_at_most(most: usize, real: fn() -> Real) {
    for name in counted() {
        let mut hand = Hand::new(name, real());
        let keys = review(&mut hand);
        check(&hand);
        println!("{name:?}: {} keys, {keys:?}", keys.all());
        assert!(keys.all() <= most, "{name:?}: {} keys: {keys:?}", keys.all());
    }
}

#[test]
fn a_hundred_answers_take_five_keys_each_with_the_fresh_sample() {
    takes_at_most(500, || Real::sample_of("noor"));
}

#[test]
fn a_hundred_answers_take_three_and_a_half_keys_each_once_every_theme_has_a_letter() {
    takes_at_most(350, with_letters);
}

#[test]
fn the_screens_of_the_review() {
    let mut hand = Hand::new(KeymapName::Default, Real::sample_of("noor"));
    filter(&mut hand);
    let said = &truth()[0];
    hand.selects(said.passage.as_deref().unwrap());
    insta::assert_snapshot!("a_sentence_in_hand", hand.screen.picture());
    hand.does(A::TagReviewed, Scope::Selecting);
    hand.presses("V");
    insta::assert_snapshot!("one_more_letter", hand.screen.picture());
    hand.presses("d");
    insta::assert_snapshot!("tagged_reviewed_and_on", hand.screen.picture());
}
