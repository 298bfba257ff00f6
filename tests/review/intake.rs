//! The screen of the intake: what waits is decided in a few keys, and every decision comes back by one.

use std::fs;

use rapporteur::config::surroundings::Surroundings;
use rapporteur::config::{call_file, theme_file};
use rapporteur::model::edit::Edit;
use rapporteur::model::placing::{Moved, Placing};
use rapporteur::model::work::{NoteTarget, Target};
use rapporteur::tui::event::Event;
use rapporteur::tui::request::{Reply, Request};
use rapporteur::tui::screen::intake::ask::{Ask, Told};
use rapporteur::tui::worker::perform;
use rapporteur::workspace::{Access, ImportRequest, Workspace};
use tempfile::TempDir;

use super::harness::{Answers, Screen};
use super::sample::Sample;

/// A workspace of its own, answered by what answers the real screen; the time of its import stands still.
struct Real {
    workspace: Workspace,
    _folder: TempDir,
}

impl Answers for Real {
    fn answer(&mut self, request: Request) -> Reply {
        match perform(&mut self.workspace, request) {
            Reply::Intake(Told::Files(mut incoming)) => {
                incoming.last = incoming.last.map(|(by, _)| (by, "2025-01-14 09:12".to_owned()));
                Reply::Intake(Told::Files(incoming))
            }
            other => other,
        }
    }
}

/// The wording of the first question, under another's number.
const DOUBTFUL: &str =
    "5. What are the main achievements of the implementation of the WSIS process in the past 20 years?";

fn ministry() -> String {
    format!(
        "# Views of the Ministry of Posts\n\nSubmitted on 20 January 2025\n\nMadam Chair, the ministry sends you its views.\n\n\
         ## {DOUBTFUL}\n\nSince 2005 our country has joined its prefectures by fibre.\n\nThe schools came after them.\n\n\
         ## 4. What are the challenges that remain in the implementation of the WSIS process?\n\n\
         Seven villages of ten have no access point within five kilometres.\n\n\
         ## Questions 7 and 8: the weather of our islands and lakes\n\nGrids come first.\n\nWater comes second.\n\n\
         ## 9. How can the work of the WSIS Forum and the IGF be strengthened?\n\nWe ask for a standing secretariat.\n"
    )
}

fn files() -> Vec<(&'static str, String)> {
    vec![
        ("ministry.md", ministry()),
        ("islands.md", format!("# Islands Forum\n\n## {DOUBTFUL}\n\nThe cable came ashore.\n")),
        ("lakeshore.md", format!("# Lakeshore IX\n\n## {}\n\nPeers met.\n", &DOUBTFUL[3..])),
        ("broken.docx", "PK\u{3}\u{4} and nothing that follows".to_owned()),
        ("form.csv", "Reference,Organisation,q1\nR-1,Hill Net,Cost is high.\n".to_owned()),
    ]
}

fn real(width: u16, height: u16) -> Screen<Real> {
    let folder = tempfile::tempdir().unwrap();
    let around = Surroundings { state_dir: folder.path().join("state"), ..Surroundings::default() };
    let (file, papers) = (folder.path().join("w.db"), folder.path().join("papers"));
    fs::create_dir(&papers).unwrap();
    for (name, text) in files() {
        fs::write(papers.join(name), text).unwrap();
    }
    Workspace::init(&file, &call_file::bundled().unwrap(), &theme_file::bundled().unwrap(), &around).unwrap();
    let mut workspace = Workspace::open(&file, Access::Write, Some("amina"), &around).unwrap();
    let request = ImportRequest { paths: vec![papers], ..ImportRequest::default() };
    workspace.import(&request, &mut |_| true).unwrap();
    Screen::new(width, height, Real { workspace, _folder: folder })
}

#[track_caller]
fn shows(screen: &Screen<Real>, words: &str) {
    assert!(screen.text().contains(words), "no {words}:\n{}", screen.text());
}

/// How many texts wait, as the bar above says.
fn waits(screen: &Screen<Real>) -> usize {
    let text = screen.text();
    let bar = text.lines().next().unwrap();
    if bar.ends_with("nothing to decide") {
        return 0;
    }
    let before = bar.split(" to decide").next().unwrap();
    before.rsplit(' ').next().unwrap().parse().unwrap_or_else(|_| panic!("{bar}"))
}

#[test]
fn the_intake_at_all_sizes() {
    let screen = |width, height, keys: &str| {
        let mut screen = real(width, height);
        screen.keys("5 j");
        screen.keys(keys);
        screen
    };
    insta::assert_snapshot!("intake_120_by_36", screen(120, 36, "Enter").picture());
    insta::assert_snapshot!("intake_80_by_24", screen(80, 24, "Enter Right").picture());
    insta::assert_snapshot!("intake_split_80_by_24", screen(80, 24, "Enter s").text());
    for (width, height) in [(58, 16), (200, 60)] {
        insta::assert_snapshot!(format!("intake_{width}_by_{height}"), screen(width, height, "").text());
    }
}

#[test]
fn what_waits_is_placed_one_after_the_other_and_each_is_taken_back_alone() {
    let mut screen = real(120, 36);
    screen.keys("5");
    let all = waits(&screen);
    shows(&screen, "islands.md");
    screen.keys("Enter Enter");
    shows(&screen, "question 1. u takes it back");
    assert_eq!(waits(&screen), all - 1);
    // The next that waits is in the next file.
    shows(&screen, "━ ministry.md ");
    screen.keys("Right Enter");
    shows(&screen, "from unplaced to question 5");
    assert_eq!(waits(&screen), all - 2);
    screen.keys("u u");
    assert_eq!(waits(&screen), all);
}

#[test]
fn the_same_heading_in_other_documents_is_decided_at_once() {
    let mut screen = real(120, 36);
    screen.keys("5");
    let all = waits(&screen);
    screen.keys("Enter .");
    shows(&screen, "2 texts of 2 submissions");
    assert_eq!(waits(&screen), all - 2);
    screen.keys("u");
    assert_eq!(waits(&screen), all);
}

#[test]
fn a_text_under_two_questions_is_split_and_each_half_placed() {
    let mut screen = real(120, 36);
    screen.keys("5 j Enter j j");
    shows(&screen, "one heading, several questions");
    screen.keys("s Down Enter");
    shows(&screen, "Split a text of WSIS20-");
    screen.keys("Enter");
    shows(&screen, "question 7. u takes it back");
    // The hand went on to what waits above; the second half stands behind the first.
    screen.keys("j j j Right");
    shows(&screen, "Water comes second.");
    screen.keys("Left Left Left Left Enter");
    let placed = |screen: &Screen<Real>, number: &str| {
        let text = screen.text();
        let line = text.lines().find(|line| line.contains("placed by amina") && line.contains(number));
        line.map(str::to_owned)
    };
    assert!(placed(&screen, " 7  Questions 7 and 8").is_some(), "{}", screen.text());
    assert!(placed(&screen, "  Water comes second.").is_some(), "{}", screen.text());
}

#[test]
fn a_block_is_joined_left_unplaced_read_in_its_file_and_in_the_review_screen() {
    let mut screen = real(120, 36);
    screen.keys("5 j Enter j");
    shows(&screen, "ministry.md");
    screen.keys("o");
    shows(&screen, "ministry.md, line");
    shows(&screen, "## 4. What are the challenges");
    screen.keys("Esc m");
    shows(&screen, "Joined a text of WSIS20-");
    screen.keys("u End");
    screen.keys("Enter");
    assert!(screen.text().starts_with(" 1 Review  / ref:WSIS20-"), "{}", screen.text());
    screen.keys("H");
    assert!(screen.text().starts_with(" 5 Intake"), "{}", screen.text());
    screen.keys("-");
    shows(&screen, "to unplaced. u takes it back");
    screen.keys("e");
    assert!(screen.text().starts_with(" 4 Submissions"), "{}", screen.text());
    shows(&screen, "Ministry");
}

#[test]
fn what_could_not_be_read_says_why_also_after_a_restart() {
    let mut screen = real(120, 36);
    screen.keys("5 j j");
    shows(&screen, "× broken.docx");
    shows(&screen, "mend it and import it again");
}

#[test]
fn decided_and_empty_the_screen_says_so() {
    let mut screen = Screen::new(80, 24, Sample::new());
    screen.keys("5");
    assert!(screen.text().contains("Nothing to decide."), "{}", screen.text());
    let mut screen = real(80, 24);
    screen.keys("5 Enter");
    for _ in 0..8 {
        screen.keys("-");
    }
    assert_eq!(waits(&screen), 0, "{}", screen.text());
    shows(&screen, "nothing to decide");
}

#[test]
fn the_original_is_asked_for_once_however_long_it_takes_to_come() {
    let mut screen = real(120, 36);
    screen.keys("5 Enter");
    screen.held = Some(Vec::new());
    screen.keys("o");
    screen.send(Event::Tick);
    screen.send(Event::Tick);
    assert!(screen.app.moves(), "the bar says that something is waited for");
    let asked = screen.held.iter().flatten();
    let asked = asked.filter(|(_, request)| matches!(request, Request::Intake(Ask::Original(_))));
    assert_eq!(asked.count(), 1, "what is asked for again would drop what comes");
    screen.release();
    shows(&screen, "The text as it stands in its file");
}

#[test]
fn what_was_said_of_an_answer_that_is_empty_now_is_listed_below_its_document() {
    let mut screen = real(120, 36);
    let desk = &mut screen.answers.workspace;
    let answers = desk.numbers(&desk.resolve("q:1 peers").unwrap()).unwrap();
    let on = NoteTarget::Answer(answers[0]);
    desk.edit(Edit::AddNote { on, text: "Ask them".to_owned() }).unwrap();
    let text = Moved::Target(Target::Answers(answers.into()));
    desk.edit(Edit::Place { text, to: Placing::Unplaced }).unwrap();
    screen.keys("5 End");
    shows(&screen, "─ lakeshore.md ");
    shows(&screen, "No place any more, and kept:");
    shows(&screen, "the note “Ask them” of amina on the whole of question 1");
}
