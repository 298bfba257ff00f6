//! The progress: how it looks, that it says what the command says, and what its numbers open.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use rapporteur::config::surroundings::Surroundings;
use rapporteur::model::edit::Edit;
use rapporteur::model::id::AnswerNumber;
use rapporteur::model::matrix::Head;
use rapporteur::model::progress::{By, Day, Here, Look, Oldest, Pace, Progress, Row, Tally};
use rapporteur::model::work::Status;
use rapporteur::tui::event::Event;
use rapporteur::tui::screen::progress::ask::{Ask, Told};
use rapporteur::tui::skin::{SignSet, Skin};
use rapporteur::workspace::{Access, Workspace};

use super::harness::Screen;
use super::sample::Sample;
use super::submissions::{Real, real_with};
use crate::cli::matrix::FORM;

/// Reviewed, flagged, to do, and what alice, bo and chen have reviewed.
const QUESTIONS: [(&str, [u32; 6]); 11] = [
    ("Achievements in 20 years", [219, 3, 9, 120, 66, 33]),
    ("ITU's contributions", [201, 0, 13, 111, 60, 30]),
    ("Sustaining the model", [187, 9, 30, 103, 56, 28]),
    ("Remaining challenges", [205, 14, 21, 113, 62, 30]),
    ("Digital divides", [166, 5, 62, 91, 50, 25]),
    ("Action Lines and trends", [104, 2, 92, 57, 31, 16]),
    ("Emerging technologies", [117, 11, 101, 64, 35, 18]),
    ("Action Lines and SDGs", [82, 0, 105, 45, 25, 12]),
    ("WSIS Forum and IGF", [90, 6, 122, 50, 27, 13]),
    ("Global Digital Compact", [61, 4, 149, 34, 18, 9]),
    ("Trends beyond 2025", [131, 8, 80, 72, 39, 20]),
];

/// What was reviewed on each of the last days.
const DAYS: [u32; 21] =
    [40, 61, 60, 88, 9, 0, 78, 110, 104, 126, 97, 14, 0, 88, 139, 140, 121, 131, 28, 0, 66];

fn tally(numbers: &[u32], by_analyst: &[u32]) -> Tally {
    Tally {
        reviewed: numbers[0],
        flagged: numbers[1],
        todo: numbers[2],
        words_left: u64::from(numbers[1] + numbers[2]) * 163,
        by_analyst: by_analyst.to_vec(),
    }
}

fn head(name: &str, lead: &str) -> Head {
    let value = Some(name.to_owned());
    Head { value, term: name.to_owned(), label: name.to_owned(), lead: lead.to_owned(), theme: None }
}

fn look(answers: u32, reviewed: u32, number: u32, analyst: &str, since: Date) -> Look {
    let oldest = Oldest {
        number: AnswerNumber(number),
        reference: "WSIS20-017".to_owned(),
        question: "4".to_owned(),
        submitter: Some("Office of Communications Policy".to_owned()),
        analyst: analyst.to_owned(),
        since,
    };
    Look { answers, reviewed, oldest: Some(oldest) }
}

/// What the sample answers: the same numbers whatever is asked.
pub(super) fn answer(ask: Ask) -> Told {
    let sums = |at: usize| QUESTIONS.iter().map(|(_, numbers)| numbers[at]).sum::<u32>();
    let all = [0, 1, 2, 3, 4, 5].map(sums);
    let rows = if ask.by == By::Analyst {
        let names = ["alice", "bo", "chen"].into_iter().enumerate();
        let own = |at: usize| {
            [all[3 + at], 20 * at as u32, all[0] + all[1] + all[2] - all[3 + at] - 20 * at as u32]
        };
        names.map(|(at, name)| Row { head: head(name, ""), tally: tally(&own(at), &[]) }).collect()
    } else {
        let rows = QUESTIONS.iter().enumerate();
        let row = |(at, (name, numbers)): (usize, &(&str, [u32; 6]))| Row {
            head: head(name, &(at + 1).to_string()),
            tally: tally(numbers, &numbers[3..]),
        };
        rows.map(row).collect()
    };
    let first = date(2025, 1, 4);
    let day = |(at, reviewed): (usize, &u32)| Day {
        date: first.checked_add((at as i32).days()).unwrap(),
        reviewed: *reviewed,
    };
    let progress = Progress {
        by: ask.by,
        analysts: ["alice", "bo", "chen"].map(str::to_owned).to_vec(),
        rows,
        all: tally(&all, &all[3..]),
        unplaced: tally(&[12, 0, 31], &[9, 3, 0]),
        pace: Pace { days: DAYS.iter().enumerate().map(day).collect() },
        flagged: look(65, 3, 5, "bo", date(2025, 1, 15)),
        without_theme: look(19, 19, 3, "chen", date(2025, 1, 2)),
        left_out: 7,
    };
    Told { query: ask.query, progress }
}

fn sample(width: u16, height: u16, keys: &str) -> Screen<Sample> {
    let mut screen = Screen::new(width, height, Sample::new());
    screen.keys("9");
    screen.keys(keys);
    screen
}

#[test]
fn the_progress_at_all_sizes() {
    insta::assert_snapshot!("progress_120_by_36", sample(120, 36, "jjjjjjjjj").picture());
    insta::assert_snapshot!("progress_80_by_24", sample(80, 24, "jjj Right Right").picture());
    insta::assert_snapshot!("progress_by_analyst_80_by_24", sample(80, 24, "o Tab").picture());
    for (width, height) in [(58, 16), (40, 10), (200, 60)] {
        let screen = sample(width, height, "");
        insta::assert_snapshot!(format!("progress_{width}_by_{height}"), screen.text());
    }
}

#[test]
fn nothing_is_told_by_colour_alone() {
    let mono = Skin::by_name("mono").unwrap().with_signs(SignSet::Ascii);
    let mut screen = Screen::with_skin(80, 24, mono, Sample::new());
    screen.keys("9 jj");
    insta::assert_snapshot!("progress_without_colours_80_by_24", screen.picture());
}

/// A screen of amina's on the form.
fn open(width: u16, height: u16) -> Screen<Real> {
    let mut screen = real_with(width, height, &[("form.csv", FORM)]);
    screen.keys("9");
    screen
}

/// Says of the answers of a query what they are, as somebody.
fn say(screen: &mut Screen<Real>, who: &str, query: &str, status: Status) {
    let folder = screen.answers.folder.path();
    let around = Surroundings { state_dir: folder.join("state-2"), ..Surroundings::default() };
    let mut desk = Workspace::open(&folder.join("w.db"), Access::Write, Some(who), &around).unwrap();
    let answers = desk.numbers(&desk.resolve(query).unwrap()).unwrap();
    assert!(!answers.is_empty(), "{query}");
    desk.edit(Edit::SetStatus { answers: answers.into(), status }).unwrap();
    screen.send(Event::Changed);
}

/// The line that begins with a name.
fn line(screen: &Screen<Real>, name: &str) -> String {
    let text = screen.text();
    let found = text.lines().find(|line| line.trim_start_matches(['▌', '▎', ' ']).starts_with(name));
    found.unwrap_or_else(|| panic!("no {name}:\n{text}")).to_owned()
}

fn numbers(screen: &Screen<Real>, name: &str) -> Vec<String> {
    let line = line(screen, name);
    let after = line.split_once(name).unwrap().1.to_owned();
    let words = after.split_whitespace().filter(|word| *word == "–" || word.parse::<u32>().is_ok());
    words.map(str::to_owned).collect()
}

#[test]
fn a_workspace_in_which_nobody_has_worked_says_so() {
    let mut screen = open(120, 36);
    let text = screen.text();
    assert!(
        text.starts_with(" 9 Progress  / all answers") && text.contains("0 of 6 answers reviewed"),
        "{text}"
    );
    assert!(text.contains("Nothing was reviewed in these 21 days."), "{text}");
    assert!(text.contains("6 left to read, 22 words"), "{text}");
    assert!(!text.contains("working day"), "{text}");
    assert!(line(&screen, "–  flagged").ends_with("flagged"), "{text}");
    screen.keys("o");
    let text = screen.text();
    assert!(text.contains("Nobody has reviewed or flagged an answer yet"), "{text}");
    screen.keys("Enter");
    assert!(screen.text().starts_with(" 1 Review  / status:reviewed@none"), "{}", screen.text());
    let mut empty = real_with(80, 24, &[]);
    empty.keys("9");
    assert!(empty.text().contains("Nothing to count yet."), "{}", empty.text());
}

#[test]
fn the_work_of_two_analysts_is_told_together_and_apart() {
    let mut screen = open(120, 36);
    say(&mut screen, "amina", "q:1 country:KE", Status::Reviewed);
    say(&mut screen, "bo", "q:1 country:CH", Status::Reviewed);
    say(&mut screen, "bo", "q:4", Status::Flagged);
    say(&mut screen, "amina", "q:4 country:CH", Status::Reviewed);
    assert!(screen.text().contains("4 of 6 answers reviewed"), "{}", screen.text());
    let first = numbers(&screen, "1 Achievements");
    assert_eq!(first, ["3", "–", "1", "2", "1", "3"], "{}", screen.text());
    let fourth = numbers(&screen, "4 Challenges");
    assert_eq!(fourth, ["1", "1", "–", "1", "–", "4"], "{}", screen.text());
    assert_eq!(numbers(&screen, "All questions")[..5], ["4", "1", "1", "3", "1"]);
    let flagged = line(&screen, "2  flagged");
    assert!(flagged.contains("1 also reviewed; oldest today, Q4 "), "{flagged}");
    assert!(
        line(&screen, "4  reviewed without any theme").contains("oldest from amina, "),
        "{}",
        screen.text()
    );
    assert!(screen.text().contains("4.0 a day, working days 4.0"), "{}", screen.text());
    // One key tells the same by other things.
    screen.keys("o");
    assert_eq!(numbers(&screen, "amina"), ["3", "–", "3", "10"], "{}", screen.text());
    assert_eq!(numbers(&screen, "bo"), ["1", "2", "3", "19"], "{}", screen.text());
    screen.keys("o");
    assert_eq!(numbers(&screen, "Technical")[..3], ["2", "1", "–"], "{}", screen.text());
    assert_eq!(numbers(&screen, "No stakeholder type")[..3], ["–", "–", "1"]);
    for by in ["language", "region", "section", "question"] {
        screen.keys("o");
        assert!(screen.text().contains(&format!("By {by}")), "{by}: {}", screen.text());
        assert_eq!(numbers(&screen, "All ")[..3], ["4", "1", "1"], "{}", screen.text());
    }
}

#[test]
fn its_numbers_are_those_of_the_workspace() {
    let mut screen = open(200, 60);
    say(&mut screen, "amina", "region:africa", Status::Reviewed);
    say(&mut screen, "bo", "q:4", Status::Flagged);
    let here = Here { today: date(2025, 1, 1), zone: jiff::tz::TimeZone::UTC };
    let found = screen.answers.workspace.progress("", By::Question, &here).unwrap();
    for row in &found.rows {
        let name = format!("{} {}", row.head.lead, row.head.label);
        let tally = &row.tally;
        let mut wanted = vec![tally.reviewed, tally.flagged, tally.todo];
        wanted.extend(&tally.by_analyst);
        wanted.push(tally.words_left as u32);
        let wanted: Vec<String> =
            wanted.iter().map(|n| if *n == 0 { "–".to_owned() } else { n.to_string() }).collect();
        assert_eq!(numbers(&screen, &name), wanted, "{name}");
    }
}

#[test]
fn a_number_opens_its_answers_and_h_comes_back_to_it() {
    let mut screen = open(120, 36);
    say(&mut screen, "bo", "q:1 country:CH", Status::Reviewed);
    screen.keys("jjj");
    assert!(screen.text().contains("4 Challenges: 2 to do, 0 flagged, 0 reviewed;"), "{}", screen.text());
    screen.keys("Enter");
    let text = screen.text();
    assert!(text.starts_with(" 1 Review  / q:4 status:reviewed@none status:flagged@none"), "{text}");
    assert!(text.contains("2 answers · 2 submitters"), "{text}");
    screen.keys("H");
    assert!(screen.text().contains("4 Challenges: 2 to do"), "the same row: {}", screen.text());
    // By the key of the screen it is as it was, too, and Esc goes to the review screen.
    screen.keys("Enter 9");
    assert!(screen.text().starts_with(" 9 Progress  / all answers"), "{}", screen.text());
    // Bo's column, and all of it.
    screen.keys("Home Right Enter");
    assert!(screen.text().starts_with(" 1 Review  / q:1 status:reviewed@bo"), "{}", screen.text());
    screen.keys("H End Left Left Left Enter");
    assert!(screen.text().starts_with(" 1 Review  / status:reviewed@any"), "{}", screen.text());
    screen.keys("H Esc");
    assert!(screen.text().starts_with(" 1 Review"), "{}", screen.text());
}

#[test]
fn a_click_goes_to_a_number_and_another_opens_it() {
    let mut screen = open(120, 36);
    say(&mut screen, "bo", "q:4", Status::Flagged);
    let click = |screen: &mut Screen<Real>, name: &str, word: &str| {
        let text = screen.text();
        let (row, line) = text.lines().enumerate().find(|(_, line)| line.contains(name)).unwrap();
        let head = text.lines().find(|line| line.contains(word)).unwrap();
        let before = head.split(word).next().unwrap().chars().count() + word.chars().count() - 1;
        let column = if name == word { line.chars().position(char::is_alphabetic).unwrap() } else { before };
        screen.send(Event::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: column as u16,
            row: row as u16,
            modifiers: KeyModifiers::NONE,
        }));
    };
    click(&mut screen, "4 Challenges", "flagged");
    assert!(screen.text().contains("4 Challenges: 0 to do, 2 flagged"), "{}", screen.text());
    click(&mut screen, "4 Challenges", "flagged");
    let text = screen.text();
    assert!(text.starts_with(" 1 Review  / q:4 status:flagged@any status:reviewed@none"), "{text}");
    screen.keys("H");
    let second = "reviewed without any theme";
    click(&mut screen, second, second);
    click(&mut screen, second, second);
    assert!(screen.text().starts_with(" 1 Review  / status:reviewed@any no:theme"), "{}", screen.text());
    screen.keys("H");
    screen.send(Event::Mouse(MouseEvent {
        kind: MouseEventKind::ScrollDown,
        column: 5,
        row: 6,
        modifiers: KeyModifiers::NONE,
    }));
    assert!(screen.text().contains("7 Milestones: "), "{}", screen.text());
}

#[test]
fn what_needs_a_second_look_opens_at_the_oldest() {
    let mut screen = open(120, 36);
    say(&mut screen, "bo", "ref:F-3", Status::Flagged);
    say(&mut screen, "bo", "ref:F-1", Status::Flagged);
    screen.keys("Tab");
    assert!(
        screen.text().contains("4 answers that somebody has flagged. Enter shows them"),
        "{}",
        screen.text()
    );
    screen.keys("Enter");
    let text = screen.text();
    assert!(text.starts_with(" 1 Review  / status:flagged@any") && text.contains("3/4"), "{text}");
    screen.keys("H j Enter");
    assert!(screen.text().starts_with(" 1 Review  / status:reviewed@any no:theme"), "{}", screen.text());
}

#[test]
fn the_query_narrows_what_is_counted_and_a_late_reply_is_dropped() {
    let mut screen = open(120, 36);
    screen.keys("/");
    screen.type_text("region:africa");
    screen.keys("Enter");
    assert!(screen.text().contains("0 of 3 answers reviewed"), "{}", screen.text());
    screen.keys("/ Ctrl-u");
    screen.type_text("reigon:africa");
    let text = screen.text();
    assert!(text.contains("did you mean region") && text.contains("last good: 6 answers"), "{text}");
    screen.keys("Tab Enter");
    assert!(screen.text().starts_with(" 9 Progress  / region:africa"), "{}", screen.text());
    screen.keys("/ Ctrl-u");
    screen.type_text("zzz");
    assert!(screen.text().contains("0 match") && screen.text().contains("as they were"), "{}", screen.text());
    screen.keys("Enter");
    assert!(screen.text().contains("No answer matches the query."), "{}", screen.text());
    // A query of the review screen comes along.
    screen.keys("1 /");
    screen.type_text("q:4");
    screen.keys("Enter 9");
    assert!(screen.text().contains("0 of 2 answers reviewed"), "{}", screen.text());
    screen.held = Some(Vec::new());
    screen.keys("o");
    let late = screen.held.take();
    screen.keys("o");
    assert!(screen.text().contains("By stakeholder type"), "{}", screen.text());
    screen.held = late;
    screen.release();
    assert!(
        screen.text().contains("By stakeholder type"),
        "what was asked before comes late: {}",
        screen.text()
    );
}
