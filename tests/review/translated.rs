//! A translation beside the text: shown, written, scrolled with it, copied under its label.

use rapporteur::model::edit::Edit;
use rapporteur::model::id::AnswerNumber;
use rapporteur::model::submission::Translation;
use rapporteur::tui::event::{Effect, Event};

use super::harness::Screen;
use super::real::Real;
use super::sample::Sample;

/// In our own words, what the text of the seventh answer says.
const FRENCH: &str = "Les réseaux dont les gens dépendent chaque jour fonctionnent encore avec des adresses épuisées depuis dix ans. Nous demandons que tout marché public de la région exige un IPv6 qui marche d'ici 2028, et que les progrès soient publiés chaque année par le régulateur, non par les fournisseurs.\n\nLa sécurité du routage mérite la même attention : moins de la moitié des routes de nos trois sites ont une origine valable, et les petits opérateurs disent manquer d'heures, non de volonté.\n\nEnfin, comptez ce qui compte.";

fn french() -> Translation {
    Translation {
        text: FRENCH.to_owned(),
        language: Some("fr".to_owned()),
        origin: None,
        analyst: Some("bo".to_owned()),
        at: Some("2025-01-20T09:30:00Z".to_owned()),
        exact: true,
    }
}

/// The cursor on the seventh answer, which has a translation; the eighth has none.
fn reading(width: u16, height: u16) -> Screen<Sample> {
    let mut sample = Sample::new();
    sample.translations.push((AnswerNumber(7), french()));
    let mut screen = Screen::new(width, height, sample);
    screen.keys("jjjjjj");
    screen
}

fn copied(screen: &Screen<impl super::harness::Answers>) -> String {
    let copied = screen.effects.iter().rev().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    copied.unwrap()
}

#[test]
fn the_translation_stands_beside_the_text_or_below_it() {
    for (name, width, height, keys) in [
        ("below_120_by_36", 120, 36, "e"),
        ("beside_120_by_36", 120, 36, "f e"),
        ("beside_80_by_24", 80, 24, "e"),
        ("below_58_by_16", 58, 16, "e Enter"),
        ("beside_200_by_60", 200, 60, "e"),
    ] {
        let mut screen = reading(width, height);
        screen.keys(keys);
        let picture = if (20..=40).contains(&height) { screen.picture() } else { screen.text() };
        insta::assert_snapshot!(format!("translation_{name}"), picture);
    }
}

#[test]
fn it_stays_from_answer_to_answer_and_says_where_there_is_none() {
    let mut screen = reading(120, 36);
    screen.keys("j e");
    let text = screen.text();
    assert!(text.contains("This text has no translation: E attaches one"), "{text}");
    assert!(text.contains("No translation  E attaches one"), "{text}");
    screen.keys("k");
    assert!(screen.text().contains("Unofficial translation · French · by bo · 2025-"), "{}", screen.text());
    assert!(screen.text().contains("Les réseaux dont"), "{}", screen.text());
    screen.keys("e");
    assert!(!screen.text().contains("Les réseaux dont"), "{}", screen.text());
    assert!(screen.text().contains("translated"), "{}", screen.text());
}

#[test]
fn both_come_to_their_end_together_and_back() {
    for (width, height) in [(120, 24), (80, 24), (58, 16)] {
        let mut screen = reading(width, height);
        screen.keys("e Enter End");
        let text = screen.text();
        assert!(text.contains("count what matters.") && text.contains("ce qui compte."), "{width}: {text}");
        screen.keys("Home");
        let text = screen.text();
        assert!(text.contains("Networks that") && text.contains("Les réseaux"), "{width}: {text}");
        // Page by page nothing of the translation is passed over.
        let mut seen = String::new();
        for _ in 0..20 {
            seen.push_str(&screen.text());
            screen.keys("PgDn");
        }
        for word in ["dépendent", "régulateur", "valable", "compte"] {
            assert!(seen.contains(word), "{width}: no {word}");
        }
    }
}

#[test]
fn what_is_selected_found_and_copied_is_the_text() {
    let mut screen = reading(120, 36);
    screen.keys("e Enter /");
    screen.type_text("chaque");
    screen.keys("Enter");
    assert!(screen.text().contains("The answer does not hold that."), "{}", screen.text());
    screen.keys("Esc Esc y");
    assert_eq!(copied(&screen), super::sample::TEXT);
    screen.keys("Y");
    let cited = copied(&screen);
    let (original, unofficial) = cited.split_at(cited.find("\n\nUnofficial").unwrap());
    assert!(original.starts_with("“Networks") && original.contains("— Lakeshore"), "{cited}");
    assert_eq!(unofficial, format!("\n\nUnofficial translation (French, by bo, 2025-01-20):\n“{FRENCH}”"));
    screen.keys("Enter v Y");
    assert!(
        copied(&screen).contains("Unofficial translation of the whole answer (French"),
        "{}",
        copied(&screen)
    );
    screen.keys("Esc e Y");
    assert!(!copied(&screen).contains("Unofficial"), "{}", copied(&screen));
}

#[test]
fn one_is_written_pasted_changed_and_taken_off() {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("/");
    screen.type_text("lang:ar");
    screen.keys("Enter E");
    let number = screen.answers.numbers("lang:ar")[0];
    let original = screen.answers.view(number);
    screen.send(Event::Paste("Community networks are good.\r\n\r\nThey need spectrum".to_owned()));
    screen.type_text(" & time.");
    screen.keys("Ctrl-s");
    let it = screen.answers.view(number).translation.unwrap();
    assert_eq!(it.text, "Community networks are good.\n\nThey need spectrum & time.");
    assert_eq!((it.analyst.as_deref(), it.exact), (Some("amina"), true));
    assert_eq!(screen.answers.view(number).text, original.text);
    assert!(screen.text().contains("Unofficial translation"), "it is shown at once: {}", screen.text());
    assert!(screen.text().contains("They need spectrum & time."), "{}", screen.text());
    screen.keys("E");
    screen.type_text(" Now.");
    screen.keys("Ctrl-s");
    assert!(screen.answers.view(number).translation.unwrap().text.ends_with("time. Now."));
    screen.keys("u");
    assert!(screen.answers.view(number).translation.unwrap().text.ends_with("time."));
    // Opened and left as it was, it is the same as before.
    let edits = screen.edits.len();
    screen.keys("E Ctrl-s");
    assert_eq!(screen.edits.len(), edits);
    let empty = Edit::Translate { answer: number, text: String::new(), language: None, file: None };
    screen.answers.workspace.edit(empty).unwrap();
    assert_eq!(screen.answers.view(number).translation, None);
}

/// The cells of a row, as they stand.
fn row(screen: &Screen<Real>, words: &str) -> String {
    screen.text().lines().find(|line| line.contains(words)).unwrap_or_default().to_owned()
}

#[test]
fn a_text_from_the_right_has_a_translation_from_the_left() {
    let mut screen = Screen::new(80, 24, Real::sample());
    screen.keys("/");
    screen.type_text("lang:ar");
    screen.keys("Enter");
    let number = screen.answers.numbers("lang:ar")[0];
    let text = "Networks for all.".to_owned();
    let edit = Edit::Translate { answer: number, text, language: Some("en".into()), file: None };
    screen.answers.workspace.edit(edit).unwrap();
    screen.send(Event::Changed);
    screen.keys("e");
    let line = row(&screen, "Networks for all.");
    let cells: Vec<char> = line.chars().collect();
    let at =
        line.chars().collect::<String>().find("Networks for all.").map(|byte| line[..byte].chars().count());
    // The left half is right to left up to its edge, the right half begins where its label does.
    let label = row(&screen, "Unofficial translation");
    let label = label.find("Unofficial").map(|byte| label[..byte].chars().count());
    assert_eq!(at, label, "{}", screen.text());
    assert!(cells[..38].iter().any(|c| rapporteur::text::is_right_to_left(*c)), "{line}");
    assert!(rapporteur::text::is_right_to_left(cells[38]) || cells[38] == ' ', "{line}");
    assert!(cells[43..].iter().all(|c| !rapporteur::text::is_right_to_left(*c)), "{line}");
}
