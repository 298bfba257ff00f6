//! Findings on the screen: how one looks, and a finding from the codebook and from the reading to an agreed text.

use rapporteur::model::finding::{About, Said, State};
use rapporteur::model::work::{ItemKind, Shortlist};
use rapporteur::tui::event::{Effect, Event};
use rapporteur::tui::request::{Reply, Request};

use super::harness::{Answers, Screen};
use super::listed::{listed, lists};
use super::real::Real;
use super::sample::{Sample, theme};

/// The sample with a finding on IPv6, whose quotations are those of the first list.
struct Found(Sample);

impl Answers for Found {
    fn answer(&mut self, request: Request) -> Reply {
        let about = About::Theme(theme("IPv6"));
        let list = about.list();
        match request {
            Request::Items(of) if of == list => {
                let mut found = listed(lists()[0].id, &[]);
                found.list = Some(list);
                found.items.retain(|(item, _)| item.kind == ItemKind::Quotation);
                Reply::Items(Box::new(found))
            }
            Request::Known => {
                let Reply::Known(mut known) = self.0.answer(Request::Known) else { panic!("not known") };
                let text = "Operators and governments alike ask for support in the transition. They differ on who pays: \
                            the former see it as a task of procurement, the latter as one of the regions.";
                let said = Said {
                    about,
                    text: text.into(),
                    state: State::Draft,
                    analyst: "bo".into(),
                    at: String::new(),
                };
                let name = "Finding: Infrastructure / IPv6".into();
                known.shortlists.insert(0, Shortlist { id: list, name, items: 6, finding: Some(said) });
                Reply::Known(known)
            }
            other => self.0.answer(other),
        }
    }
}

#[test]
fn a_finding_reads_as_a_paragraph_with_its_quotations() {
    let mut screen = Screen::new(120, 36, Found(Sample::new()));
    screen.keys("6 jj");
    insta::assert_snapshot!("finding_120_by_36", screen.picture());
    screen.keys("w");
    insta::assert_snapshot!("finding_written_120_by_36", screen.text());
    screen.keys("Esc S");
    insta::assert_snapshot!("finding_among_the_lists_80_by_24", {
        screen.resize(80, 24);
        screen.text()
    });
    screen.keys("Esc Tab");
    insta::assert_snapshot!("finding_80_by_24", screen.picture());
}

fn found(screen: &Screen<Real>) -> Vec<(String, String, State, usize)> {
    let all = screen.answers.workspace.findings().unwrap();
    all.into_iter().map(|one| (one.name, one.text, one.state, one.items.len())).collect()
}

#[test]
fn one_key_in_the_codebook_makes_the_finding_of_the_theme_and_its_text_is_agreed() {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("3");
    let before = found(&screen).len();
    screen.keys("F w");
    screen.type_text("Most ask for it.");
    screen.keys("Ctrl-s s");
    let all = found(&screen);
    let (name, text, state, _) = all.last().unwrap();
    assert_eq!((text.as_str(), *state), ("Most ask for it.", State::Agreed));
    assert_eq!(all.len(), before + 1);
    assert!(screen.text().contains(&format!("Finding: {name}")), "{}", screen.text());
    // Another text is a draft again, and u takes back one thing after the other.
    screen.keys("w");
    screen.type_text(" Not all.");
    screen.keys("Ctrl-s");
    assert_eq!(found(&screen).last().unwrap().2, State::Draft);
    screen.keys("u u u");
    assert_eq!(found(&screen).last().unwrap().1, "");
    // In an editor.
    screen.keys("A");
    assert!(screen.effects.iter().any(|effect| matches!(effect, Effect::RunEditor(text) if text.is_empty())));
    screen.send(Event::Edited(Ok("From the editor.\n".into())));
    assert_eq!(found(&screen).last().unwrap().1, "From the editor.");
    screen.keys("u u");
    assert_eq!(found(&screen).len(), before, "the first thing done was to make it");
}

#[test]
fn while_reading_the_finding_of_the_question_takes_what_is_added_and_opens_at_the_second_press() {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.type_text("/q:4");
    screen.keys("Enter F + j +");
    let all = found(&screen);
    assert_eq!((all[0].0.as_str(), all[0].3), ("Question 4", 2), "{all:?}");
    assert!(!screen.text().contains("As it will read"), "one reads on");
    screen.keys("F");
    assert!(screen.text().contains("As it will read") && screen.text().contains("Finding: Question 4"));
    // A shortlist is no finding.
    screen.keys("[ w");
    assert!(screen.text().contains("F on a theme"), "{}", screen.text());
}

#[test]
fn what_is_selected_is_withheld_is_seen_so_and_is_copied_without() {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.type_text("/q:1 lang:en");
    screen.keys("Enter Enter v W");
    let number = screen.answers.numbers("q:1 lang:en")[0];
    let held = screen.answers.view(number).withheld;
    assert_eq!(held.len(), 1, "{held:?}");
    insta::assert_snapshot!("withheld_120_by_36", screen.picture());
    screen.keys("y");
    let copied = |screen: &Screen<Real>| {
        let last = screen.effects.iter().rev().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.clone()),
            _ => None,
        });
        last.unwrap()
    };
    assert!(copied(&screen).starts_with("[…]"), "{}", copied(&screen));
    screen.keys("v W");
    assert!(screen.answers.view(number).withheld.is_empty(), "again: it leaves");
    screen.keys("u");
    assert_eq!(screen.answers.view(number).withheld, held);
}

#[test]
fn among_the_filters_a_finding_is_made_of_the_theme_or_the_question_under_the_cursor() {
    let mut screen = Screen::new(120, 36, Real::sample());
    let before = found(&screen).len();
    let go_to = |screen: &mut Screen<Real>, line: &str| {
        screen.keys("g g");
        let is_there =
            |screen: &Screen<Real>| screen.text().lines().any(|l| l.starts_with('▌') && l.contains(line));
        (0..60)
            .find(|_| {
                is_there(screen) || {
                    screen.keys("j");
                    false
                }
            })
            .unwrap_or_else(|| panic!("{}", screen.text()));
    };
    screen.keys("Shift-Tab");
    for (line, name) in [("4 Challenges", "Question 4"), ("Routing sec.", "Routing security")] {
        go_to(&mut screen, line);
        screen.keys("F");
        assert!(found(&screen).iter().any(|one| one.0.contains(name)), "{line}: {:?}", found(&screen));
    }
    assert_eq!(found(&screen).len(), before + 2);
    go_to(&mut screen, "todo");
    screen.keys("F");
    assert!(screen.text().contains("go to one of those first"), "{}", screen.text());
    assert_eq!(found(&screen).len(), before + 2);
}
