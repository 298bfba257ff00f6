//! Finding by name: the jump, saved filters, the palette, the help, the letters; by key, mouse and paste.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use rapporteur::action::ACTIONS;
use rapporteur::model::edit::{Edit, ThemeChoice};
use rapporteur::text::bidi::glyphs;
use rapporteur::tui::event::Event;
use unicode_width::UnicodeWidthStr;

use super::harness::Screen;
use super::sample::{Sample, theme};

fn at(width: u16, height: u16) -> Screen<Sample> {
    Screen::new(width, height, Sample::new())
}

fn screen() -> Screen<Sample> {
    at(120, 36)
}

/// The query bar.
fn query(screen: &Screen<Sample>) -> String {
    screen.text().lines().next().unwrap().to_owned()
}

/// Clicks where a text stands: the highest line that holds it.
fn click(screen: &mut Screen<Sample>, words: &str) {
    let text = screen.text();
    let mut lines = text.lines().enumerate();
    let Some((row, line)) = lines.find(|(_, line)| line.contains(words)) else {
        panic!("{words} is not there:\n{text}");
    };
    let column = line[..line.rfind(words).unwrap()].width() as u16;
    click_at(screen, column, row as u16);
}

fn click_at(screen: &mut Screen<Sample>, column: u16, row: u16) {
    let kind = MouseEventKind::Down(MouseButton::Left);
    screen.send(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
}

#[test]
fn how_they_look() {
    for (name, keys) in
        [("jump", "Ctrl-f rou"), ("saved", "b Down"), ("help_search", "? / mark"), ("letters", "'")]
    {
        for (width, height) in [(120, 36), (80, 24)] {
            let mut screen = at(width, height);
            screen.keys(keys);
            insta::assert_snapshot!(format!("{name}_{width}_by_{height}"), screen.text());
        }
    }
    for (width, height) in [(120, 36), (80, 24)] {
        let mut screen = at(width, height);
        screen.keys("/");
        screen.type_text("q:4 status:todo");
        screen.keys("Enter B Ctrl-u");
        screen.type_text("old THEME");
        insta::assert_snapshot!(format!("save_{width}_by_{height}"), screen.text());
    }
}

#[test]
fn a_jump_shows_the_answers_of_anything_with_a_name_and_h_goes_back() {
    for (typed, expected) in [
        ("baltic", "from:\"Baltic Routing Forum\""),
        ("chall 4", "q:4"),
        ("infra ipv6", "theme:\"Infrastructure / IPv6\""),
        ("trends on", "q:11 routing"),
        ("المرصد", "from:\"المرصد العربي للشبكات\""),
        ("东研", "from:东海网络研究所"),
        ("afrique", "from:\"Rese\u{301}aux d\u{2019}Afrique\""),
    ] {
        let mut screen = screen();
        screen.keys("jj Ctrl-f");
        screen.send(Event::Paste(typed.into()));
        let popup = screen.text();
        // As it is seen: what is written from right to left stands so.
        let expected: String = glyphs(expected).iter().map(|glyph| &*glyph.letters).collect();
        assert!(popup.contains(&expected), "{typed}: what Enter would run is shown\n{popup}");
        screen.keys("Enter");
        assert!(query(&screen).contains(&expected), "{typed}: {}", query(&screen));
        screen.keys("H");
        assert!(query(&screen).contains("12 answers") && screen.text().contains("3/12"), "{}", screen.text());
    }
}

#[test]
fn names_from_outside_neither_break_the_frame_nor_lose_their_marks() {
    for (width, height) in [(120, 36), (80, 24)] {
        let mut screen = at(width, height);
        for typed in ["du sud", "afrique", "المرصد", "东海"] {
            screen.keys("Ctrl-f");
            screen.type_text(typed);
            let text = screen.text();
            assert!(!text.contains(['\u{1b}', '\u{202e}']));
            let edges: Vec<usize> = text
                .lines()
                .filter(|line| line.contains("submitter "))
                .map(|line| line[..line.rfind('│').unwrap()].width())
                .collect();
            assert!(!edges.is_empty() && edges.windows(2).all(|pair| pair[0] == pair[1]), "{typed}\n{text}");
            assert!(typed != "afrique" || text.contains("Rese\u{301}aux"), "{text}");
            screen.keys("Esc");
        }
    }
}

#[test]
fn the_jump_opens_before_the_names_are_read_and_keeps_what_is_typed() {
    let mut screen = screen();
    screen.held = Some(Vec::new());
    screen.keys("Ctrl-f baltic");
    assert!(screen.text().contains("the submitters are being read"));
    screen.release();
    assert!(screen.text().contains("1 of "), "{}", screen.text());
    screen.keys("Enter");
    assert!(query(&screen).contains("Baltic"));
}

#[test]
fn a_saved_filter_runs_and_one_that_has_become_wrong_is_told() {
    let mut screen = screen();
    screen.keys("b");
    screen.type_text("chall");
    assert!(screen.text().contains("3 answers") || screen.text().contains("2 answers"), "{}", screen.text());
    screen.keys("Enter");
    assert!(query(&screen).contains("q:4 status:todo"), "{}", query(&screen));
    screen.keys("H b");
    screen.type_text("old");
    assert!(screen.text().contains("cannot be run"), "{}", screen.text());
    screen.keys("Enter");
    let text = screen.text();
    assert!(text.contains("no theme is called “gone”") && text.contains("Saved filters"), "{text}");
    assert!(query(&screen).contains("12 answers"), "the list stays");
}

#[test]
fn a_filter_is_removed_by_a_key_that_no_field_types_and_u_takes_that_back() {
    let mut screen = screen();
    screen.keys("b Ctrl-k u");
    let removed = Edit::RemoveFilter { name: "Challenges to do".into() };
    assert_eq!(screen.edits, [removed, Edit::Undo(None)]);
    screen.keys("b");
    assert!(!screen.text().contains("Challenges to do") && screen.text().contains("2 of 2 filters"));
}

#[test]
fn saving_proposes_a_name_and_says_what_it_would_replace() {
    let mut screen = screen();
    screen.keys("B");
    assert!(screen.text().contains("There is no query to save"), "{}", screen.text());
    screen.keys("/");
    screen.type_text("ipv6 q:11");
    screen.keys("Enter B");
    assert!(screen.text().contains("ipv6, q 11"), "{}", screen.text());
    screen.keys("Ctrl-u");
    screen.send(Event::Paste("Old\ntheme".into()));
    assert!(screen.text().contains("instead of theme:gone"), "{}", screen.text());
    screen.keys("Enter");
    assert_eq!(screen.edits, [Edit::SaveFilter { name: "Old theme".into(), query: "ipv6 q:11".into() }]);
    screen.keys("b");
    assert!(screen.text().contains("3 of 3 filters") && !screen.text().contains("theme:gone"));
}

#[test]
fn without_a_saved_filter_the_list_says_how_to_make_one() {
    let mut sample = Sample::new();
    sample.filters.clear();
    let mut screen = Screen::new(80, 24, sample);
    screen.keys("b");
    assert!(screen.text().contains("and B saves the"), "{}", screen.text());
    screen.keys("Enter Ctrl-k");
    assert_eq!(screen.edits, []);
}

#[test]
fn a_click_chooses_a_line_a_second_one_does_it_and_one_outside_leaves() {
    for (keys, line, done) in [
        ("b", "Trends on routing", "q:11 routing"),
        ("Ctrl-f", "Inclusion / Financing", "theme:\"Inclusion / Financing\""),
    ] {
        let mut screen = screen();
        screen.keys(keys);
        click(&mut screen, line);
        assert!(query(&screen).contains("12 answers"), "the first click only goes there");
        click(&mut screen, line);
        assert!(query(&screen).contains(done), "{}", screen.text());
    }
    for keys in ["b", "Ctrl-f", "t", "S", ":", "?", "x", "/q:4 Enter B"] {
        let mut screen = screen();
        screen.keys(keys);
        let open = screen.text();
        click_at(&mut screen, 119, 34);
        assert_ne!(screen.text(), open, "{keys}: a click outside leaves");
        screen.keys("G");
        assert!(!screen.text().contains("Esc leave"), "{keys}\n{}", screen.text());
    }
    let mut screen = screen();
    screen.keys(":");
    click(&mut screen, "Untag");
    click(&mut screen, "Untag");
    assert!(screen.text().contains("Untag 1 answer"), "{}", screen.text());
    let mut screen = self::screen();
    screen.keys("x");
    click(&mut screen, "CSV");
    click(&mut screen, "CSV");
    assert!(
        screen.text().contains("answers.csv"),
        "a format is chosen, and no file written: {}",
        screen.text()
    );
}

#[test]
fn the_keys_of_the_letter_box_work_and_so_does_the_mouse() {
    let mut screen = screen();
    let tagged = |screen: &Screen<Sample>, at: usize| match &screen.edits[at] {
        Edit::Tag { themes, .. } => themes.clone(),
        other => panic!("{other:?}"),
    };
    screen.keys("'i j '.");
    assert_eq!(tagged(&screen, 1), [ThemeChoice::Existing(theme("IPv6"))]);
    screen.keys("'");
    assert!(screen.text().contains(". the last ones again   t search all 9 themes"), "{}", screen.text());
    click(&mut screen, "Multistakeholder model");
    assert_eq!(tagged(&screen, 2), [ThemeChoice::Existing(theme("Multistakeholder model"))]);
    screen.keys("'");
    click_at(&mut screen, 5, 3);
    assert!(!screen.text().contains("search all 9 themes"));
    screen.keys("'t");
    assert!(screen.text().contains("Tag 1 answer"), "t opens the picker: {}", screen.text());
    screen.keys("Esc :");
    screen.type_text("quick tag");
    screen.keys("Enter i");
    assert_eq!(tagged(&screen, 3), [ThemeChoice::Existing(theme("IPv6"))], "from the palette too");
}

#[test]
fn every_action_of_a_pane_is_found_in_the_palette_by_its_name() {
    let reach = |action: &rapporteur::action::Action| {
        action.bindings.iter().flat_map(|binding| binding.scopes).any(|scope| !scope.is_of_popup())
    };
    let mut screen = at(120, 36);
    for action in ACTIONS.iter().filter(|action| action.name != "palette") {
        screen.keys(":");
        screen.type_text(&action.name.replace('-', " "));
        let text = screen.text();
        let line =
            |line: &str| ["│  ", "▌ "].iter().any(|sign| line.contains(&format!("{sign}{} ", action.title)));
        let shown = text.lines().any(line);
        assert_eq!(shown, reach(action), "{}\n{text}", action.name);
        screen.keys("Esc");
    }
}

#[test]
fn the_help_is_searched_and_tab_goes_through_the_places() {
    let mut screen = screen();
    screen.keys("? /");
    screen.type_text("submitter");
    let text = screen.text();
    assert!(
        text.contains("1 of ") && text.contains("Jump to anything") && !text.contains("Page down"),
        "{text}"
    );
    screen.keys("Tab");
    assert!(screen.text().contains("Help: filter pane"), "{}", screen.text());
    screen.keys("Esc");
    assert!(screen.text().contains("Include"), "the words are taken back first: {}", screen.text());
    screen.keys("Esc");
    assert!(!screen.text().contains("Help: "));
    // Over a popup the help begins with that popup.
    screen.keys("b F1");
    assert!(
        screen.text().contains("Help: saved filters") && screen.text().contains("Ctrl-k"),
        "{}",
        screen.text()
    );
    screen.keys("Esc Esc");
    assert!(!screen.text().contains("Saved filters"));
}
