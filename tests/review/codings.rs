//! Codings of another program from the screen: what is shown first, what is taken in, and what takes it back.

use std::fs;

use rapporteur::export::codebook::Format;
use rapporteur::export::refi::Choices;
use rapporteur::model::codebook::Codebook;
use rapporteur::tui::request::{Reply, Request};
use rapporteur::tui::worker::perform;
use rapporteur::workspace::Workspace;
use rapporteur::workspace::coding::Asked;
use rapporteur::workspace::export::Destination;

use super::harness::{Answers, Screen};
use crate::refi::bench::Bench;
use crate::refi::foreign::{Counting, Project};

struct Real(Workspace);

impl Answers for Real {
    fn answer(&mut self, request: Request) -> Reply {
        perform(&mut self.0, request)
    }
}

/// A screen on the texts alone, with a project of two analysts and their codebook beside them.
fn screen(width: u16, height: u16) -> (Bench, Screen<Real>) {
    let (from, bench) = (Bench::worked(), Bench::with(&Codebook::default()));
    bench.import(&mut bench.open("Carol"));
    fs::write(bench.path("coded.qdpx"), from.export("", Choices::default()).bytes).unwrap();
    let codebook = bench.path("themes.qdc");
    from.open("Alice").export_codebook(Format::Qdc, Destination::File(&codebook), false).unwrap();
    let mut screen = Screen::new(width, height, Real(bench.open("Carol")));
    screen.app.set_home(Some(bench.folder.path().to_owned()));
    (bench, screen)
}

#[test]
fn a_project_is_shown_as_the_command_shows_it_taken_in_and_taken_back() {
    for (width, height) in [(120, 36), (80, 24)] {
        let (bench, mut screen) = screen(width, height);
        screen.keys("g c ~/coded.qdpx Enter");
        insta::assert_snapshot!(format!("codings_{width}_by_{height}"), screen.picture());
        screen.keys("PgDn PgDn PgDn PgDn");
        if height == 24 {
            insta::assert_snapshot!("codings_end_80_by_24", screen.text());
        }
        let dry = Asked { dry_run: true, ..Asked::default() };
        let mut carol = bench.open("Carol");
        let (report, _) = carol.take_in_codings(&bench.path("coded.qdpx"), dry, &mut |_, _, _| true).unwrap();
        let said: String = screen.text().split_whitespace().collect();
        let last = report.lines(true).pop().unwrap();
        let last: String = last.split_whitespace().take(6).collect();
        assert!(said.contains(&last), "no {last} in {}", screen.text());
        assert!(carol.notes(None).unwrap().is_empty(), "nothing was written yet");
        screen.keys("Enter");
        let text = screen.text();
        assert!(text.contains("Took in 10 tags, 5 notes") && text.contains("u takes it back"), "{text}");
        assert!(!text.contains("Take in codings"), "{text}");
        assert_eq!(bench.open("Carol").notes(None).unwrap().len(), 5);
        screen.keys("u");
        assert!(bench.open("Carol").notes(None).unwrap().is_empty());
        assert!(bench.open("Carol").codebook().unwrap().themes.is_empty(), "one undo takes all of it back");
    }
}

#[test]
fn a_codebook_is_taken_in_from_the_import_dialog_too_and_esc_leaves_it() {
    let (bench, mut screen) = screen(80, 24);
    screen.keys("I ~/themes.qdc Enter");
    let text = screen.text();
    assert!(text.contains("adds the theme Access") && text.contains("Enter take it in"), "{text}");
    screen.keys("Esc");
    assert!(bench.open("Carol").codebook().unwrap().themes.is_empty());
    screen.keys("5 c ~/themes.qdc Enter Enter");
    assert!(screen.text().contains("Took in 4 themes"), "{}", screen.text());
    screen.keys("g c ~/themes.qdc Enter");
    let text = screen.text();
    assert!(text.contains("4 themes there already") && text.contains("Nothing would be taken in."), "{text}");
}

#[test]
fn what_is_in_doubt_is_taken_in_only_as_somebody_says_that_it_is_counted() {
    let (bench, mut screen) = screen(120, 36);
    let way = Counting { origin: "?", ..Counting::PLAIN };
    fs::write(bench.path("odd.qdpx"), Project::new(way, false).bytes()).unwrap();
    screen.keys("g c ~/odd.qdpx Enter");
    let text = screen.text();
    assert!(text.contains("In doubt: ") && !text.contains("Enter take it in"), "{text}");
    screen.keys("Enter");
    assert!(screen.text().contains("Not taken: "), "{}", screen.text());
    screen.keys("Ctrl-o");
    let text = screen.text();
    assert!(text.contains("Counted in code-points, as was said.") && text.contains("take it in"), "{text}");
}

#[test]
fn a_file_that_is_none_is_told_in_the_dialog_and_the_first_esc_stops_the_reading() {
    let (bench, mut screen) = screen(80, 24);
    fs::write(bench.path("no.qdpx"), "no project").unwrap();
    screen.keys("g c ~/no.qdpx Enter");
    let text = screen.text();
    assert!(text.contains("Take in codings") && text.contains("Name a project (.qdpx)"), "{text}");
    screen.held = Some(Vec::new());
    screen.keys("Ctrl-u ~/coded.qdpx Enter Esc");
    assert!(screen.text().contains("Stopping …"), "{}", screen.text());
    screen.release();
    assert!(screen.text().contains("Stopped: nothing was brought in."), "{}", screen.text());
}
