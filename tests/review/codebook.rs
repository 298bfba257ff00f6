//! The screen of the codebook: how it looks, and what its keys do.

use std::collections::HashMap;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, proptest};
use proptest::sample::select;
use rapporteur::model::codebook::Codebook;
use rapporteur::model::id::{AnswerNumber, MadeId, NoteId, ThemeId};
use rapporteur::model::span::Span;
use rapporteur::model::theme_use::{Quoted, ThemeCounts, ThemeUse};
use rapporteur::model::view::ShownNote;
use rapporteur::model::work::Stance;
use rapporteur::tui::event::Event;
use rapporteur::tui::screen::codebook::ask::{Ask, Told, Used};
use rapporteur::tui::skin::{SignSet, Skin};

use super::harness::{Answers, Screen};
use super::real::Real;
use super::sample::{Sample, theme};

/// What is told of a codebook whose themes were used the more the longer their names are.
pub(super) fn answer(book: &Codebook, ask: Ask) -> Told {
    let submitters = |id: ThemeId| book.theme(id).map_or(0, |theme| theme.name.len() as u32 * 4);
    match ask {
        Ask::Counts => Told::Counts(ThemeCounts {
            submitters: book
                .themes
                .iter()
                .map(|theme| (theme.id, submitters(theme.id)))
                .collect::<HashMap<_, _>>(),
            tags: 5861,
        }),
        Ask::Use(id) => {
            Told::Use(Some(Box::new(Used { of: used(id, submitters(id)), today: date(2025, 1, 14) })))
        }
    }
}

fn used(theme: ThemeId, submitters: u32) -> ThemeUse {
    let quoted = |number: u32, who: &str, words: &str| Quoted {
        number: AnswerNumber(number),
        span: Some(Span::new(0, words.chars().count() as u32)),
        words: words.to_owned(),
        who: who.to_owned(),
        question: Some("11".into()),
        example: false,
    };
    ThemeUse {
        theme,
        query: "theme:routing".into(),
        answers: 88,
        submitters,
        passages: 1112,
        unplaced: 2,
        own_tags: 112,
        analysts: vec![("alice".into(), 71), ("bo".into(), 29)],
        stances: vec![(Stance::For, 64), (Stance::Against, 3)],
        days: Some((date(2024, 12, 30), date(2025, 1, 14))),
        quotations: vec![
            Quoted {
                example: true,
                ..quoted(
                    10,
                    "Baltic Routing Forum",
                    "Signed origins should be the default in every registry, with help for those who have no staff to keep them.",
                )
            },
            quoted(7, "هيئة تنظيم البنية الرقمية", "نقترح أن يشمل التقرير السنوي مؤشرا لتأمين التوجيه"),
            quoted(4, "东海网络研究所", "路由安全需要每个登记机构的支持。"),
        ],
        notes: vec![ShownNote {
            id: NoteId(MadeId { maker: [3; 16], n: 0 }),
            analyst: "alice".into(),
            text: "Ask the group whether filters of operators belong here.".into(),
            span: None,
            at: "2025-01-12 09:10".into(),
        }],
        edited: Some((date(2025, 1, 12), "bo".into())),
    }
}

/// On the screen of the codebook, at routing security.
fn routing<A: Answers>(width: u16, height: u16, answers: A) -> Screen<A> {
    let mut screen = Screen::new(width, height, answers);
    screen.keys("3 j");
    screen
}

fn cursor_line<A: Answers>(screen: &Screen<A>) -> String {
    screen.text().lines().find(|line| line.starts_with(['▌', '▎'])).unwrap_or_default().to_owned()
}

#[test]
fn the_codebook_at_all_sizes() {
    insta::assert_snapshot!("codebook_120_by_36", routing(120, 36, Sample::new()).picture());
    insta::assert_snapshot!("codebook_80_by_24", routing(80, 24, Sample::new()).picture());
    for (width, height) in [(60, 15), (200, 60)] {
        let screen = routing(width, height, Sample::new());
        insta::assert_snapshot!(format!("codebook_{width}_by_{height}"), screen.text());
    }
    let mut panel = routing(60, 15, Sample::new());
    panel.keys("Tab");
    insta::assert_snapshot!("codebook_panel_60_by_15", panel.text());
}

#[test]
fn the_codebook_in_ascii_and_without_colour() {
    let skin = Skin::by_name("mono").unwrap().with_signs(SignSet::Ascii);
    let mut screen = Screen::with_skin(100, 30, skin, Sample::new());
    screen.keys("3 j Left");
    insta::assert_snapshot!("codebook_in_ascii_100_by_30", screen.text());
}

#[test]
fn groups_are_shut_and_opened_and_the_cursor_stays_in_the_tree() {
    let mut screen = routing(120, 36, Sample::new());
    screen.keys("Left");
    assert!(cursor_line(&screen).contains("Infrastructure"), "{}", screen.text());
    screen.keys("Left");
    let text = screen.text();
    assert!(text.contains("▸ Infrastructure") && !text.contains("Routing security  "), "{text}");
    screen.keys("Down");
    assert!(cursor_line(&screen).contains("Inclusion"), "what is hidden is stepped over: {}", screen.text());
    screen.keys("Up Right Right");
    assert!(cursor_line(&screen).contains("IPv6"), "{}", screen.text());
}

#[test]
fn a_theme_is_found_by_parts_of_its_name() {
    let mut screen = routing(120, 36, Sample::new());
    screen.keys("/");
    screen.type_text("capb");
    let text = screen.text();
    assert!(cursor_line(&screen).contains("Capacity building"), "{text}");
    assert!(
        text.contains("Inclusion") && !text.contains("Governance"),
        "what stands above a hit is shown: {text}"
    );
    screen.type_text("zzz");
    assert!(screen.text().contains("No theme has such a name."), "{}", screen.text());
    screen.keys("Esc");
    let text = screen.text();
    assert!(cursor_line(&screen).contains("Capacity building") && text.contains("Governance"), "{text}");
    screen.keys("/");
    screen.type_text("ipv");
    screen.keys("Enter Down");
    assert!(cursor_line(&screen).contains("IPv6"), "keys act on the tree again: {}", screen.text());
}

#[test]
fn enter_opens_the_answers_that_are_counted_and_the_way_back_leads_here() {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("3 /");
    screen.type_text("routing");
    screen.keys("Enter Esc");
    let used = screen.answers.used("Routing security");
    assert!(used.answers > 3 && used.submitters > 3, "{used:?}");
    let text = screen.text();
    let says = |number: u32, unit: &str| text.lines().any(|line| line.contains(&format!(" {number} {unit}")));
    assert!(says(used.submitters, "submitters") && says(used.answers, "answers"), "{text}");
    screen.keys("Enter");
    let text = screen.text();
    let counted = format!("{} answers · {} submitters", used.answers, used.submitters);
    assert!(text.starts_with(" 1 Review") && text.contains(&counted), "{counted}: {text}");
    screen.keys("H");
    assert!(screen.text().starts_with(" 3 Codebook"), "{}", screen.text());
    assert!(cursor_line(&screen).contains("Routing security"), "{}", screen.text());
    screen.keys("2 3");
    assert!(cursor_line(&screen).contains("Routing security"), "{}", screen.text());
}

#[test]
fn the_counts_of_the_tree_are_those_of_the_lists_that_they_open() {
    let real = Real::sample();
    let workspace = &real.workspace;
    let counts = workspace.submitters_by_theme().unwrap();
    let zone = jiff::tz::TimeZone::UTC;
    let mut used = 0;
    for shown in &workspace.codebook().unwrap().themes {
        let of = workspace.theme_use(shown.id, &zone).unwrap();
        let page = workspace.page(&workspace.resolve(&of.query).unwrap(), 0, 0).unwrap();
        let listed = (page.answers, page.submitters, page.unplaced);
        assert_eq!(
            (of.answers as usize, of.submitters as usize, of.unplaced as usize),
            listed,
            "{}",
            shown.name
        );
        assert_eq!(counts.submitters[&shown.id], of.submitters, "{}", shown.name);
        let most = of.analysts.iter().map(|(_, answers)| *answers).max().unwrap_or(0);
        assert!(most <= of.answers && (of.answers == 0) == of.analysts.is_empty(), "{of:?}");
        used += of.own_tags;
    }
    assert_eq!(used, counts.tags, "every tag is of one theme");
}

#[test]
fn a_quotation_in_the_panel_is_read_in_its_place() {
    let mut screen = routing(120, 36, Sample::new());
    screen.keys("Tab j j Enter");
    let text = screen.text();
    // The text of the answer that is quoted second.
    assert!(text.starts_with(" 1 Review") && text.contains("/ theme:routing"), "{text}");
    screen.keys("H");
    assert!(screen.text().starts_with(" 3 Codebook"), "{}", screen.text());
}

#[test]
fn the_mouse_chooses_folds_opens_and_scrolls() {
    let mouse =
        |kind, column, row| Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE });
    let down = MouseEventKind::Down(MouseButton::Left);
    let mut screen = routing(120, 36, Sample::new());
    screen.send(mouse(down, 10, 4));
    assert!(cursor_line(&screen).contains("IPv6"), "{}", screen.text());
    screen.send(mouse(MouseEventKind::ScrollDown, 10, 4));
    assert!(cursor_line(&screen).contains("Capacity building"), "{}", screen.text());
    screen.send(mouse(down, 2, 3));
    assert!(screen.text().contains("▸ Infrastructure"), "{}", screen.text());
    screen.send(mouse(down, 2, 3));
    assert!(screen.text().contains("▾ Infrastructure"), "{}", screen.text());
    screen.send(mouse(down, 10, 4));
    screen.send(mouse(down, 10, 4));
    assert!(screen.text().starts_with(" 1 Review"), "{}", screen.text());
}

#[test]
fn the_panel_scrolls_alone_and_can_have_the_screen() {
    let mut screen = routing(80, 24, Sample::new());
    screen.keys("Tab z");
    let text = screen.text();
    assert!(text.contains("Use when") && text.contains("In their words"), "{text}");
    screen.keys("End");
    assert!(screen.text().contains("Ask the group whether"), "{}", screen.text());
    screen.keys("Esc Esc");
    assert!(cursor_line(&screen).contains("Routing security"), "{}", screen.text());
}

#[test]
fn an_empty_codebook_says_how_to_begin() {
    let mut sample = Sample::new();
    sample.codebook.themes.clear();
    let mut screen = Screen::new(80, 24, sample);
    screen.keys("3");
    let text = screen.text();
    assert!(text.contains("There is no theme yet.") && text.contains("n makes one"), "{text}");
}

#[test]
fn the_palette_and_the_help_know_the_screen() {
    let mut screen = routing(120, 36, Sample::new());
    screen.keys("1 :");
    screen.type_text("codebook");
    screen.keys("Enter");
    assert!(screen.text().starts_with(" 3 Codebook"), "{}", screen.text());
    screen.keys("?");
    assert!(screen.text().contains("You are in the codebook"), "{}", screen.text());
    assert_eq!(screen.answers.codebook.path(theme("IPv6")), "Infrastructure / IPv6");
}

/// What is pressed at random.
const KEYS: [&str; 34] = [
    "j", "k", "PgDn", "PgUp", "End", "Home", "Tab", "Enter", "Esc", "<", ">", "-", "+", "n", "a", "e", "c",
    "m", "s", "d", "K", "J", "'", "x", "z", "Left", "Right", "/", "i", "o", "3", "H", "Ctrl-s", "Space",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn no_keys_at_any_size_draw_outside_the_screen(
        size in (1..130_u16, 1..44_u16),
        keys in vec(select(&KEYS[..]), 1..40),
        other in (1..130_u16, 1..44_u16),
    ) {
        let mut screen = Screen::new(size.0, size.1, Sample::new());
        screen.keys("3");
        for (i, key) in keys.iter().enumerate() {
            screen.keys(key);
            if i == keys.len() / 2 {
                screen.resize(other.0, other.1);
            }
            screen.text();
        }
    }
}
