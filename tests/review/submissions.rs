//! The screen of submissions: how it looks, and what its keys do in a workspace of its own.

use std::fs;

use rapporteur::config::surroundings::Surroundings;
use rapporteur::config::{call_file, theme_file};
use rapporteur::model::edit::{Edit, ThemeChoice};
use rapporteur::model::span::Span;
use rapporteur::model::work::Target;
use rapporteur::tui::request::{Reply, Request};
use rapporteur::tui::worker::perform;
use rapporteur::workspace::{Access, ImportRequest, Workspace};
use tempfile::TempDir;

use super::harness::{Answers, Screen};
use super::sample::Sample;

/// The cursor on the written-out submission.
fn sent(width: u16, height: u16, keys: &str) -> Screen<Sample> {
    let mut screen = Screen::new(width, height, Sample::new());
    screen.keys("jjjjjj 4");
    screen.keys(keys);
    screen
}

#[test]
fn submissions_at_all_sizes() {
    insta::assert_snapshot!("submissions_120_by_36", sent(120, 36, "").picture());
    insta::assert_snapshot!("submissions_80_by_24", sent(80, 24, "Enter").picture());
    for (width, height) in [(58, 16), (200, 60)] {
        insta::assert_snapshot!(format!("submissions_{width}_by_{height}"), sent(width, height, "").text());
    }
    insta::assert_snapshot!("submission_58_by_16", sent(58, 16, "Enter").text());
}

#[test]
fn a_metadatum_while_it_is_corrected() {
    let mut screen = sent(120, 36, "Enter jjj e Ctrl-u");
    screen.type_text("ken");
    insta::assert_snapshot!("correcting_120_by_36", screen.picture());
}

#[test]
fn a_mistake_in_the_query_of_submissions() {
    let mut screen = sent(80, 24, "/");
    screen.type_text("teem:ipv6");
    insta::assert_snapshot!(screen.text());
    screen.keys("Tab");
    assert!(screen.text().contains("/ theme:ipv6"), "{}", screen.text());
}

/// A workspace of its own, answered by what answers the real screen.
pub(super) struct Real {
    pub(super) workspace: Workspace,
    pub(super) folder: TempDir,
}

impl Answers for Real {
    fn answer(&mut self, request: Request) -> Reply {
        perform(&mut self.workspace, request)
    }
}

const FORM: &str = "Reference,Organisation,Country,q1,q4\n\
                    R-1,Lake IX,Kenia,Power is dear.,Masts fall.\n\
                    R-2,Hill Net,Netherlands,Cost is high.,\n\
                    R-3,Zoo Net,Peru,,Nothing is left.\n";

/// A screen on a workspace with a small form.
pub(super) fn real(width: u16, height: u16) -> Screen<Real> {
    real_with(width, height, &[("form.csv", FORM)])
}

/// A screen on a workspace into which these files were brought.
pub(super) fn real_with(width: u16, height: u16, files: &[(&str, &str)]) -> Screen<Real> {
    let folder = tempfile::tempdir().unwrap();
    let around = Surroundings { state_dir: folder.path().join("state"), ..Surroundings::default() };
    let file = folder.path().join("w.db");
    let paths = files.iter().map(|(name, text)| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    });
    let paths = paths.collect();
    Workspace::init(&file, &call_file::bundled().unwrap(), &theme_file::bundled().unwrap(), &around).unwrap();
    let mut workspace = Workspace::open(&file, Access::Write, Some("amina"), &around).unwrap();
    let request = ImportRequest { paths, ..ImportRequest::default() };
    workspace.import(&request, &mut |_| true).unwrap();
    Screen::new(width, height, Real { workspace, folder })
}

/// The line of the text that holds a word.
fn line(screen: &Screen<Real>, word: &str) -> String {
    let text = screen.text();
    text.lines().find(|line| line.contains(word)).unwrap_or_else(|| panic!("no {word}:\n{text}")).to_owned()
}

#[test]
fn a_correction_is_made_in_place_shown_with_what_it_was_and_taken_back() {
    let mut screen = real(120, 36);
    screen.keys("4 Enter jjjj Enter Ctrl-u");
    screen.type_text("Keniya");
    screen.keys("Enter");
    assert!(
        screen.text().contains("did you mean Ken"),
        "what is wrong stands at the field: {}",
        screen.text()
    );
    screen.keys("Tab Enter");
    assert!(line(&screen, "▌   country").contains("Kenya"), "{}", screen.text());
    screen.keys("e Ctrl-u");
    screen.type_text("Switz");
    screen.keys("Tab Enter");
    let text = screen.text();
    assert!(line(&screen, "▌   country").contains("Switzerland"), "{text}");
    assert!(text.contains("corrected by amina on ") && text.contains("the source says Kenia"), "{text}");
    assert!(text.contains("Corrected the country of R-1: Kenya → Switzerland. u takes it back"), "{text}");
    screen.keys("uu");
    assert!(line(&screen, "▌   country").contains("Kenia"), "{}", screen.text());
    screen.keys("U");
    assert!(line(&screen, "▌   country").contains("Kenya"), "{}", screen.text());
}

#[test]
fn signatories_are_corrected_in_place_and_found() {
    let mut screen = real(120, 36);
    screen.keys("4 Enter jj Enter");
    screen.type_text("Hill Union;  Dale Net, Inc. ;");
    screen.keys("Enter");
    assert!(line(&screen, "▌   signatories").contains("Hill Union; Dale Net, Inc."), "{}", screen.text());
    screen.keys("Esc /");
    screen.type_text("from:\"dale net\"");
    screen.keys("Enter");
    let text = screen.text();
    assert!(text.contains("1 submission · 1 submitter") && text.contains("Lake IX"), "{text}");
    screen.keys("u");
    assert!(screen.text().contains("Took back: corrected the signatories of R-1"), "{}", screen.text());
}

#[test]
fn what_no_longer_matches_stays_under_the_cursor_until_the_query_runs_again() {
    let mut screen = real(120, 36);
    screen.keys("4 /");
    screen.type_text("country:Netherlands");
    screen.keys("Enter");
    assert!(screen.text().contains("1 submission · 1 submitter"), "{}", screen.text());
    screen.keys("Enter jjjj e Ctrl-u");
    screen.type_text("Peru");
    screen.keys("Enter");
    assert!(line(&screen, "Hill Net").contains('~'), "{}", screen.text());
    screen.keys("/ Enter");
    assert!(screen.text().contains("No submission holds a text that matches"), "{}", screen.text());
    screen.keys("u");
    assert!(screen.text().contains("Hill Net"), "an empty list fills by itself: {}", screen.text());
}

#[test]
fn a_text_opens_in_the_review_screen_and_h_comes_back_to_it() {
    let mut screen = real(120, 36);
    screen.keys("j 4");
    assert!(
        screen.text().contains("━ Submissions ") && screen.text().contains("─ R-1 ─"),
        "{}",
        screen.text()
    );
    screen.keys("Enter End Enter");
    let text = screen.text();
    assert!(text.starts_with(" 1 Review  / ref:R-1"), "{text}");
    assert!(text.contains("4 Challenges ─") || text.contains("4 Challenges ━"), "{text}");
    screen.keys("H");
    assert!(screen.text().starts_with(" 4 Submissions"), "{}", screen.text());
    screen.keys("Esc Esc");
    assert!(screen.text().starts_with(" 1 Review"), "{}", screen.text());
}

#[test]
fn a_note_on_the_submission_is_written_and_changed() {
    let mut screen = real(120, 36);
    screen.keys("4 a");
    screen.type_text("Ask them.");
    screen.keys("Ctrl-s");
    assert!(screen.text().contains("Ask them."), "{}", screen.text());
    screen.keys("Tab");
    for _ in 0..13 {
        screen.keys("j");
    }
    screen.keys("Enter");
    screen.type_text(" Soon.");
    screen.keys("Esc");
    assert!(screen.text().contains("Ask them. Soon."), "{}", screen.text());
}

#[test]
fn the_palette_offers_what_can_be_done_here_first() {
    let mut screen = real(120, 36);
    screen.keys("4 :");
    let text = screen.text();
    let place = |title: &str| text.find(title).unwrap_or_else(|| panic!("no {title}:\n{text}"));
    assert!(place("Correct the metadata ") < place("Query "), "{text}");
    screen.type_text("quick tag");
    screen.keys("Enter");
    assert!(screen.text().contains("Not now: it is for the review screen."), "{}", screen.text());
}

#[test]
fn a_click_chooses_and_a_second_one_opens() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    use rapporteur::tui::event::Event;
    let mut screen = real(120, 36);
    screen.keys("4");
    let at = |screen: &mut Screen<Real>, kind, column, row| {
        screen.send(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    };
    let down = MouseEventKind::Down(MouseButton::Left);
    at(&mut screen, down, 20, 4);
    assert!(screen.text().contains("─ R-2 ─"), "{}", screen.text());
    at(&mut screen, down, 70, 10);
    assert!(line(&screen, "▌   country").contains("Netherlands"), "{}", screen.text());
    at(&mut screen, down, 70, 10);
    assert!(screen.text().contains("Enter correct it"), "a second click corrects: {}", screen.text());
    at(&mut screen, MouseEventKind::ScrollDown, 20, 4);
    screen.keys("Esc");
    assert!(screen.text().contains("─ R-3 ") || screen.text().contains("━ R-3 "), "{}", screen.text());
}

#[test]
fn what_is_shown_is_exported_by_its_query_and_esc_leaves_a_field_as_it_was() {
    let mut screen = real(120, 36);
    screen.keys("4 /");
    screen.type_text("country:Peru");
    screen.keys("Enter x");
    assert!(screen.text().contains("the matching texts of 1 submission"), "{}", screen.text());
    screen.keys("Esc Enter jjjj e Ctrl-u Esc");
    assert!(line(&screen, "▌   country").contains("Peru"), "{}", screen.text());
    screen.keys("/");
    screen.type_text(" zebra");
    assert!(screen.text().contains("0 match") && screen.text().contains("Zoo Net"), "{}", screen.text());
    screen.keys("Esc");
    assert!(screen.text().contains("/ country:Peru"), "{}", screen.text());
}

#[test]
fn no_keys_at_any_size_upset_the_screen() {
    const KEYS: [&str; 26] = [
        "j", "k", "Enter", "Enter", "Tab", "e", "/", "x", "a", "Esc", "Esc", "z", "PgDn", "Home", "End", "J",
        "K", "u", "Ctrl-u", "Ctrl-d", "ken", "q:11", "4", "4", "H", "?",
    ];
    for seed in 1..5_u64 {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut next = move |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % n
        };
        let mut screen = sent(120, 36, "");
        for step in 0..600 {
            if step % 40 == 39 {
                screen.resize(1 + next(130) as u16, 1 + next(40) as u16);
            }
            screen.keys(KEYS[next(KEYS.len())]);
            drop(screen.buffer());
        }
    }
}

/// A paper of the net of this name.
fn paper(text: &str) -> String {
    format!(
        "# The Example Net Contribution to the WSIS+20 Review\n\n## 1- What are the main achievements of the \
         implementation of the WSIS process in the past 20 years?\n\n{text}\n"
    )
}

/// The first version with a tagged passage that the second has no more.
fn revised(width: u16, height: u16) -> Screen<Real> {
    let mut screen =
        real_with(width, height, &[("net.md", &paper("More people are online.\n\nPower is dear."))]);
    let workspace = &mut screen.answers.workspace;
    let number = workspace.numbers(&workspace.resolve("q:1").unwrap()).unwrap()[0];
    let target = Target::Passage(number, Span::new(25, 39));
    let themes = vec![ThemeChoice::New("IPv6".to_owned())];
    workspace.edit(Edit::Tag { target, themes, stance: None }).unwrap();
    let file = screen.answers.folder.path().join("net-Rev.1.md");
    fs::write(&file, paper("More people are online.\n\nMasts fall.")).unwrap();
    let request = ImportRequest { paths: vec![file], ..ImportRequest::default() };
    screen.answers.workspace.import(&request, &mut |_| true).unwrap();
    screen.send(rapporteur::tui::event::Event::Changed);
    screen
}

#[test]
fn what_a_newer_version_has_no_place_for_is_listed_and_the_changes_are_read() {
    let mut screen = revised(120, 36);
    screen.keys("4");
    let text = screen.text();
    assert!(text.contains("No place any more ─") && text.contains("on “Power is"), "{text}");
    screen.keys("v");
    let text = screen.text();
    for said in [
        "Changes ─",
        "version 2 of 2, net-Rev.1.md",
        "- Power is dear.",
        "+ Masts fall.",
        "  More people are",
    ] {
        assert!(text.contains(said), "no {said}:\n{text}");
    }
    screen.keys("v");
    assert!(
        !screen.text().contains("Changes ─") && screen.text().contains("Masts fall."),
        "{}",
        screen.text()
    );
    let mut one = real(80, 24);
    one.keys("4v");
    assert!(one.text().contains("There is one version of it"), "{}", one.text());
}

#[test]
fn marked_ones_or_those_of_one_submitter_are_joined_and_parted_by_undo() {
    let letter = paper("Power is dear.").replace("Example Net", "Lake IX");
    let mut screen = real_with(120, 36, &[("form.csv", FORM), ("lake.md", &letter)]);
    screen.keys("4");
    let text = screen.text();
    assert!(text.contains("also here as WSIS20-004;") && text.contains("m makes them one."), "{text}");
    screen.keys("m");
    let text = screen.text();
    assert!(
        text.contains("3 submissions") && text.contains("Joined WSIS20-004 to R-1. u takes it back"),
        "{text}"
    );
    assert!(!text.contains("also here as"), "{text}");
    screen.keys("u");
    assert!(screen.text().contains("4 submissions"), "{}", screen.text());
    screen.keys("Home Space m");
    assert!(screen.text().contains("Mark two submissions or more"), "{}", screen.text());
    screen.keys("Space m");
    assert!(screen.text().contains("3 submissions"), "{}", screen.text());
}

#[test]
fn a_join_of_another_day_is_parted_in_the_list_too() {
    let letter = paper("Power is dear.").replace("Example Net", "Lake IX");
    let mut screen = real_with(120, 36, &[("form.csv", FORM), ("lake.md", &letter)]);
    let submissions = ["WSIS20-004", "R-1"].map(str::to_owned).to_vec();
    screen.answers.workspace.edit(Edit::Join { submissions }).unwrap();
    screen.keys("4");
    assert!(screen.text().contains("3 submissions"), "{}", screen.text());
    screen.keys("u");
    assert!(screen.text().contains("4 submissions"), "{}", screen.text());
}
