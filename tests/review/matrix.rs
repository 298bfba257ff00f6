//! The matrix: how it looks, that it says what the command says, and what its cells open.

use rapporteur::model::edit::{Edit, ThemeChoice};
use rapporteur::model::id::ThemeId;
use rapporteur::model::matrix::{Ask, Count, Dimension, Head, Matrix};
use rapporteur::model::view::AnswerRow;
use rapporteur::model::work::Target;
use rapporteur::tui::screen::matrix::ask as screen;
use rapporteur::tui::skin::{SignSet, Skin};
use rapporteur::workspace::matrix::Slice;

use super::harness::Screen;
use super::submissions::{Real, real_with};
use crate::cli::matrix::FORM;

/// What the sample answers: one row and column more than are in sight, and the answers behind every cell.
pub(super) fn answer(rows: &[AnswerRow], asked: screen::Ask) -> screen::Told {
    let head = |n: usize| Head {
        value: Some(n.to_string()),
        term: n.to_string(),
        label: format!("Value {n}"),
        lead: n.to_string(),
        theme: None,
    };
    let none = Head { value: None, ..head(0) };
    match asked {
        screen::Ask::Counts(query, ask) => {
            let matrix = Matrix {
                rows: (1..30).map(head).chain([none]).collect(),
                columns: (1..12).map(head).collect(),
                cells: (0..30).map(|row| (0..11).map(|column| row * column).collect()).collect(),
                row_totals: (0..30).map(|row| row * 11).collect(),
                column_totals: vec![290; 11],
                total: 1234,
                any_row: vec![250; 11],
                any: 1200,
                left_out: 3,
                mask: None,
                ask,
            };
            let (answers, attributes) = (rows.len(), vec!["Size".to_owned()]);
            screen::Told::Counts(Box::new(screen::Counted {
                query,
                matrix,
                answers,
                submitters: 9,
                attributes,
            }))
        }
        screen::Ask::Slices(query, by) => {
            let slice = |n: usize| Slice { name: format!("Value {n}"), query: format!("{query} {by}:{n}") };
            screen::Told::Slices((1..4).map(slice).collect())
        }
        screen::Ask::Behind(query) => {
            let (rows, answers) = (rows.to_vec(), rows.len());
            screen::Told::Behind(Box::new(screen::Behind { query, rows, answers, submitters: 9 }))
        }
    }
}

/// The theme of this name.
fn theme(workspace: &rapporteur::workspace::Workspace, name: &str) -> ThemeId {
    workspace.codebook().unwrap().themes.iter().find(|theme| theme.name == name).unwrap().id
}

/// A screen on the form, tagged by two themes.
fn open(width: u16, height: u16) -> Screen<Real> {
    let mut screen = real_with(width, height, &[("form.csv", FORM)]);
    let workspace = &mut screen.answers.workspace;
    for (query, name) in [("ipv6", "IPv6"), ("routing OR routes", "Routing security")] {
        let answers = workspace.numbers(&workspace.resolve(query).unwrap()).unwrap();
        let themes = vec![ThemeChoice::Existing(theme(workspace, name))];
        workspace.edit(Edit::Tag { target: Target::Answers(answers.into()), themes, stance: None }).unwrap();
    }
    screen.keys("2");
    screen
}

#[test]
fn the_matrix_at_all_sizes() {
    let mut wide = open(120, 36);
    wide.keys("j Right");
    insta::assert_snapshot!("matrix_120_by_36", wide.picture());
    let mut narrow = open(80, 24);
    narrow.keys("j Right");
    insta::assert_snapshot!("matrix_80_by_24", narrow.picture());
    narrow.keys("o");
    insta::assert_snapshot!("matrix_rows_and_columns_80_by_24", narrow.text());
    for (width, height) in [(58, 16), (40, 10), (200, 60)] {
        insta::assert_snapshot!(format!("matrix_{width}_by_{height}"), open(width, height).text());
    }
}

#[test]
fn without_colours_a_bar_stands_for_the_shade() {
    let mut screen = open(120, 36);
    let text = screen.text();
    assert!(!text.contains('█'), "{text}");
    for (signs, bar) in [(SignSet::Unicode, "██"), (SignSet::Ascii, "==")] {
        let mono = Skin::by_name("mono").unwrap().with_signs(signs);
        screen = Screen::with_skin(120, 36, mono, screen.answers);
        screen.keys("2");
        let text = screen.text();
        let line = text.lines().find(|line| line.contains("i IPv6")).unwrap();
        assert!(line.contains(bar), "{text}");
    }
}

#[test]
fn its_numbers_are_those_of_the_command() {
    let screen = open(200, 60);
    let text = screen.text();
    let ask = Ask { rows: Dimension::Theme, columns: Dimension::StakeholderType, count: Count::Submitters };
    let all = screen.answers.workspace.matrix("", &ask).unwrap();
    for (i, head) in all.rows.iter().enumerate().filter(|(_, head)| head.value.is_some()) {
        let wanted = format!(" {} {}", head.lead, head.label);
        let line =
            text.lines().find(|line| line.contains(&wanted)).unwrap_or_else(|| panic!("{wanted}\n{text}"));
        let numbers = all.cells[i].iter().chain([&all.row_totals[i]]).map(u32::to_string);
        let told: Vec<&str> = line.split_whitespace().filter(|word| word.parse::<u32>().is_ok()).collect();
        assert_eq!(told, numbers.collect::<Vec<_>>(), "{line}");
    }
}

#[test]
fn a_cell_opens_its_answers_and_h_comes_back_to_it() {
    let mut screen = open(120, 36);
    screen.keys("j Right");
    let text = screen.text();
    assert!(text.contains("1 of 1 submitter of Technical: 100 %. IPv6 × Technical."), "{text}");
    assert!(text.contains("IPv6 is late here.") && text.contains("1 submitter · 2 answers"), "{text}");
    assert!(!text.contains("Sign the routes"), "{text}");
    screen.keys("Enter");
    let text = screen.text();
    assert!(
        text.starts_with(" 1 Review  / theme:=infrastructure/ipv6 type:\"Technical community\""),
        "{text}"
    );
    assert!(text.contains("2 answers · 1 submitter"), "{text}");
    screen.keys("H");
    assert!(screen.text().contains("IPv6 × Technical."), "the same cell: {}", screen.text());
    // By the key of the screen it is as it was, too.
    screen.keys("Enter 2");
    assert!(screen.text().starts_with(" 2 Matrix  / all answers"), "{}", screen.text());
    // The totals open as well: any theme of all types, and none.
    screen.keys("End Right Right Right Enter");
    assert!(screen.text().starts_with(" 1 Review  / has:theme"), "{}", screen.text());
    screen.keys("H Up Enter");
    assert!(screen.text().starts_with(" 1 Review  / no:theme"), "{}", screen.text());
}

#[test]
fn the_query_narrows_what_is_counted_and_a_mistake_leaves_it() {
    let mut screen = open(120, 36);
    screen.keys("/");
    screen.type_text("region:africa");
    screen.keys("Enter");
    assert!(screen.text().contains("3 answers · 1 submitter"), "{}", screen.text());
    screen.keys("/ Ctrl-u");
    screen.type_text("reigon:africa");
    let text = screen.text();
    assert!(text.contains("did you mean region") && text.contains("last good: 6 answers"), "{text}");
    screen.keys("Esc");
    assert!(screen.text().starts_with(" 2 Matrix  / region:africa"), "{}", screen.text());
    // A query of the review screen comes along.
    screen.keys("1 /");
    screen.type_text("q:4");
    screen.keys("Enter 2");
    assert!(screen.text().starts_with(" 2 Matrix  / q:4"), "{}", screen.text());
    assert!(screen.text().contains("2 answers · 2 submitters"), "{}", screen.text());
}

#[test]
fn what_is_counted_how_it_is_shown_and_in_which_order_is_said() {
    let mut screen = open(120, 36);
    assert!(screen.text().contains("submitters, each once"), "{}", screen.text());
    screen.keys("c c");
    assert!(screen.text().contains("answers, each once"), "{}", screen.text());
    screen.keys("%");
    assert!(
        screen.text().contains("share of the column") && screen.text().contains("67 %"),
        "{}",
        screen.text()
    );
    screen.keys("% % s");
    let text = screen.text();
    let line = |word: &str| text.lines().position(|line| line.contains(word)).unwrap();
    assert!(line("IPv6") < line("in Infrastructure") && text.contains("by Government"), "{text}");
    // Other rows and columns; a cell without a month has no list, and says so.
    screen.keys("o Down Down Down Right End Enter");
    let text = screen.text();
    assert!(text.contains("Stakeholder types × Size of the network"), "{text}");
    screen.keys("o o PgDn Up Enter");
    screen.keys("Home Enter");
    let text = screen.text();
    assert!(text.starts_with(" 1 Review  / ") || text.contains("without a date"), "{text}");
}

#[test]
fn what_is_shown_is_exported_in_its_order_with_its_shares() {
    for (width, height) in [(120, 36), (80, 24)] {
        let mut screen = open(width, height);
        screen.keys("s % x");
        insta::assert_snapshot!(format!("matrix_export_{width}_by_{height}"), screen.picture());
        screen.keys("Esc");
        assert!(screen.text().starts_with(" 2 Matrix"), "{}", screen.text());
    }
    let mut screen = open(120, 36);
    let path = screen.answers.folder.path().join("counts.md");
    screen.keys("Right s % x Ctrl-u");
    screen.type_text(&path.display().to_string());
    screen.keys("Enter");
    assert!(
        screen.text().to_lowercase().contains("wrote themes × stakeholder types to "),
        "{}",
        screen.text()
    );
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("\n- Counted: submitters, each once;") && text.contains("\n- Analyst: amina\n"),
        "{text}"
    );
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).collect();
    assert!(rows[1].starts_with("| Infrastructure / IPv6 | 1 (100 %) | 1 (100 %) |"), "sorted: {text}");
    assert!(
        rows[rows.len() - 2].starts_with("| (none) |") && rows[rows.len() - 1].starts_with("| total |"),
        "{text}"
    );
    // Never over a file without a yes.
    std::fs::write(&path, "mine").unwrap();
    screen.keys("x Ctrl-u");
    screen.type_text(&path.display().to_string());
    screen.keys("Enter");
    assert!(screen.text().contains("is there already"), "{}", screen.text());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    screen.keys("Enter");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    // Nothing counted, nothing to write.
    screen.keys("/");
    screen.type_text("zebra");
    screen.keys("Enter x");
    assert!(screen.text().contains("There is nothing counted that could be exported."), "{}", screen.text());
}

#[test]
fn a_third_dimension_is_gone_through_value_by_value() {
    let choose = "o Right Right Down Down Down Down Down Enter";
    for (width, height) in [(120, 36), (80, 24)] {
        let mut screen = open(width, height);
        screen.keys("o Right Right Down Down Down Down Down");
        insta::assert_snapshot!(format!("matrix_choosing_a_third_{width}_by_{height}"), screen.text());
        screen.keys("Enter ]");
        insta::assert_snapshot!(format!("matrix_of_a_third_{width}_by_{height}"), screen.picture());
    }
    let mut screen = open(120, 36);
    screen.keys("]");
    assert!(screen.text().contains("No third dimension is chosen"), "{}", screen.text());
    screen.keys(choose);
    assert!(screen.text().contains("Themes × stakeholder types, each region (3)"), "{}", screen.text());
    screen.keys("]");
    let text = screen.text();
    assert!(text.starts_with(" 2 Matrix  / region:Africa "), "{text}");
    assert!(text.contains(", region Africa (1 of 3)") && text.contains("3 answers · 1 submitter"), "{text}");
    screen.keys("]");
    assert!(screen.text().starts_with(" 2 Matrix  / region:Europe "), "{}", screen.text());
    screen.keys("]");
    let text = screen.text();
    assert!(text.starts_with(" 2 Matrix  / -region:Africa,Europe ") && text.contains("(3 of 3)"), "{text}");
    // All of them stand between the last and the first.
    screen.keys("]");
    assert!(screen.text().starts_with(" 2 Matrix  / all answers"), "{}", screen.text());
    screen.keys("[ [");
    assert!(screen.text().starts_with(" 2 Matrix  / region:Europe "), "{}", screen.text());
    // Enter takes it along, and H comes back to it.
    screen.keys("Home j Enter");
    assert!(screen.text().starts_with(" 1 Review  / region:Europe theme:"), "{}", screen.text());
    screen.keys("H");
    assert!(screen.text().contains(", region Europe (2 of 3)"), "{}", screen.text());
    // A query that is typed is gone through from its start.
    screen.keys("/ Ctrl-u");
    screen.type_text("q:4");
    screen.keys("Enter ]");
    assert!(screen.text().starts_with(" 2 Matrix  / q:4 region:Africa "), "{}", screen.text());
    assert!(screen.text().contains("(1 of 2)"), "{}", screen.text());
    // A mistake in it is told once, and what was chosen stays.
    screen.keys("/");
    screen.type_text(" reigon:x");
    screen.keys("Enter");
    assert!(screen.text().contains("last good: 1 answer"), "{}", screen.text());
    screen.keys("/ Ctrl-u");
    screen.type_text("q:4 region:Africa");
    // Without a third the query is what it was.
    screen.keys("Enter o Left Home Enter");
    let text = screen.text();
    assert!(
        text.contains("━ Themes × stakeholder types ━")
            && text.starts_with(" 2 Matrix  / q:4 region:Africa "),
        "{text}"
    );
}

#[test]
fn taking_the_third_dimension_off_takes_its_term_off() {
    let mut screen = open(120, 36);
    screen.keys("o Left Down Enter ]");
    let text = screen.text();
    assert!(
        text.starts_with(" 2 Matrix  / theme:=infrastructure/ipv6 ") && text.contains("(1 of 3)"),
        "{text}"
    );
    screen.keys("o Left Home Enter");
    assert!(screen.text().starts_with(" 2 Matrix  / all answers"), "{}", screen.text());
}
