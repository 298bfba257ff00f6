//! The screen of the codebook: how it looks, and what its keys do.

use std::collections::HashMap;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, proptest};
use proptest::sample::select;
use rapporteur::model::codebook::Codebook;
use rapporteur::model::edit::{Edit, ThemeChange};
use rapporteur::model::id::{AnswerNumber, ExampleId, MadeId, NoteId, TagId, ThemeId};
use rapporteur::model::span::Span;
use rapporteur::model::theme_use::{Quoted, ThemeCounts, ThemeTag, ThemeUse};
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
        Ask::Tags(id) => Told::Tags(id, tags()),
        Ask::Use(id) => {
            Told::Use(Some(Box::new(Used { of: used(id, submitters(id)), today: date(2025, 1, 14) })))
        }
    }
}

fn tag(n: u32) -> TagId {
    TagId(MadeId { maker: [5; 16], n })
}

fn tags() -> Vec<ThemeTag> {
    let one = |n: u32, who: &str, words: Option<&str>, analyst: &str| ThemeTag {
        id: tag(n),
        words: words.map(str::to_owned),
        who: who.to_owned(),
        question: Some("11".into()),
        analyst: analyst.to_owned(),
        stance: (n == 0).then_some(Stance::For),
    };
    vec![
        one(
            0,
            "Baltic Routing Forum",
            Some("Signed origins should be the default in every registry"),
            "alice",
        ),
        one(1, "هيئة تنظيم البنية الرقمية", Some("نقترح أن يشمل التقرير السنوي مؤشرا لتأمين التوجيه"), "bo"),
        one(2, "Federated Carriers Group", None, "bo"),
    ]
}

fn used(theme: ThemeId, submitters: u32) -> ThemeUse {
    let quoted = |number: u32, who: &str, words: &str| Quoted {
        number: Some(AnswerNumber(number)),
        span: Some(Span::new(0, words.chars().count() as u32)),
        words: words.to_owned(),
        who: who.to_owned(),
        question: Some("11".into()),
        example: None,
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
                example: Some(ExampleId(MadeId { maker: [4; 16], n: 0 })),
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

#[test]
fn the_popups_of_a_theme() {
    for (name, keys) in [
        ("form", "e"),
        ("colour", "c"),
        ("merge", "m dig"),
        ("split", "s Origins Enter Space"),
        ("letter", "'"),
    ] {
        for (width, height) in [(120, 36), (80, 24)] {
            let mut screen = routing(width, height, Sample::new());
            screen.keys(keys);
            insta::assert_snapshot!(format!("theme_{name}_{width}_by_{height}"), screen.picture());
        }
    }
}

#[test]
fn the_form_makes_one_change_of_what_was_changed() {
    let mut screen = routing(120, 36, Sample::new());
    let id = theme("Routing security");
    screen.keys("e Enter");
    assert_eq!(screen.edits, [], "nothing was changed");
    screen.keys("e Tab Tab");
    screen.type_text(" Or both.");
    screen.keys("Ctrl-s");
    let described = |definition: &str| ThemeChange::Describe {
        definition: definition.into(),
        use_when: "operators, registries or regulators acting on it.".into(),
        not_when: "security of users' devices.".into(),
    };
    let change = described("What is said about Routing security, in favour or against. Or both.");
    assert_eq!(screen.edits.pop(), Some(Edit::ChangeTheme { theme: id, change }));
    screen.keys("e");
    screen.type_text(" and trust");
    screen.keys("Shift-Tab");
    screen.type_text("RPKI, 路由安全、BGP, ");
    screen.keys("Enter");
    let terms = ["RPKI", "路由安全", "BGP"].map(str::to_owned).to_vec();
    let changes = vec![ThemeChange::Rename("Routing security and trust".into()), ThemeChange::Terms(terms)];
    let change = ThemeChange::Several(changes);
    assert_eq!(screen.edits.pop(), Some(Edit::ChangeTheme { theme: id, change }));
}

#[test]
fn the_form_says_what_is_wrong_and_loses_nothing_that_is_typed() {
    let mut screen = routing(120, 36, Sample::new());
    screen.keys("e Ctrl-u");
    screen.keys("Backspace ".repeat(30).trim_end());
    screen.type_text("ipv6");
    screen.keys("Enter");
    assert!(screen.text().contains("There is a theme ipv6 beside it already."), "{}", screen.text());
    screen.type_text(" routes");
    screen.keys("Tab");
    screen.type_text(" of the whole world");
    screen.keys("Enter");
    assert!(screen.text().contains("at most 14 fit table heads"), "{}", screen.text());
    screen.keys("Esc");
    assert!(screen.text().contains("Esc again leaves the theme as it was"), "{}", screen.text());
    screen.keys("Esc");
    assert_eq!(screen.edits, []);
    assert!(screen.text().contains("Routing security"), "{}", screen.text());
}

#[test]
fn colours_letters_and_places_are_changed_by_a_key() {
    let mut screen = routing(120, 36, Sample::new());
    let id = theme("Routing security");
    let change = |change| Edit::ChangeTheme { theme: id, change };
    screen.keys("c Down Enter");
    assert_eq!(screen.edits.pop(), Some(change(ThemeChange::Recolour(8))));
    screen.keys("' z");
    assert_eq!(screen.edits.pop(), Some(change(ThemeChange::Letter(Some('z')))));
    screen.keys("' r");
    assert_eq!(screen.edits.pop(), Some(change(ThemeChange::Letter(None))), "its own letter takes it off");
    screen.keys("' i");
    assert_eq!(screen.edits, [], "it is taken");
    assert!(screen.text().contains("i is the letter of IPv6. Free: a b c"), "{}", screen.text());
    screen.keys("' 3");
    assert!(screen.edits.is_empty() && screen.text().contains("“3” is no letter"), "{}", screen.text());
    screen.keys(":");
    screen.type_text("its letter");
    screen.keys("Enter q");
    assert_eq!(screen.edits.pop(), Some(change(ThemeChange::Letter(Some('q')))));
    let at = |parent: Option<&str>, before: Option<&str>| {
        change(ThemeChange::Move { parent: parent.map(theme), before: before.map(theme) })
    };
    // Before anything comes back each key finds it where the one before has put it.
    screen.held = Some(Vec::new());
    screen.keys("K < > J");
    let wanted = [
        at(Some("Infrastructure"), Some("IPv6")),
        at(None, Some("Inclusion")),
        at(Some("Infrastructure"), None),
    ];
    assert_eq!(screen.edits, wanted);
    let text = screen.text();
    assert!(
        text.contains("It is the last one here already") && cursor_line(&screen).contains("Routing"),
        "{text}"
    );
}

#[test]
fn some_tags_are_chosen_and_split_off() {
    let mut screen = routing(120, 36, Sample::new());
    screen.keys("s");
    screen.type_text("Origins");
    screen.keys("Enter Enter");
    assert!(screen.text().contains("Choose the tags that go there first"), "{}", screen.text());
    screen.keys("Down Tab Space Enter");
    let into = rapporteur::model::edit::ThemeChoice::New("Infrastructure / Origins".into());
    let id = theme("Routing security");
    assert_eq!(
        screen.edits.pop(),
        Some(Edit::SplitTheme { theme: id, into: into.clone(), tags: vec![tag(1), tag(2)] })
    );
    screen.keys("s");
    screen.type_text("Origins");
    screen.keys("Enter Ctrl-a Enter");
    assert_eq!(
        screen.edits.pop(),
        Some(Edit::SplitTheme { theme: id, into, tags: vec![tag(0), tag(1), tag(2)] })
    );
}

#[test]
fn examples_are_picked_and_dropped_and_notes_written() {
    let mut screen = routing(120, 36, Sample::new());
    let id = theme("Routing security");
    screen.keys("Tab j -");
    let example = ExampleId(MadeId { maker: [4; 16], n: 0 });
    assert_eq!(screen.edits.pop(), Some(Edit::DropExample { example }));
    screen.keys("j +");
    let edit = screen.edits.pop();
    assert!(
        matches!(edit, Some(Edit::PickExample { theme, answer: AnswerNumber(7), .. }) if theme == id),
        "{edit:?}"
    );
    screen.keys("a");
    screen.type_text("Ask again.");
    screen.keys("Ctrl-s End Enter");
    screen.type_text(" Soon.");
    screen.keys("Esc");
    let on = rapporteur::model::work::NoteTarget::Theme(id);
    let note = NoteId(MadeId { maker: [3; 16], n: 0 });
    let text = "Ask the group whether filters of operators belong here. Soon.".into();
    assert_eq!(
        screen.edits,
        [Edit::AddNote { on, text: "Ask again.".into() }, Edit::EditNote { note, text }]
    );
}

/// The number of submitters beside a theme in the tree.
fn beside(screen: &Screen<Real>, name: &str) -> Option<u32> {
    let text = screen.text();
    let line = text.lines().find(|line| line.chars().take(50).collect::<String>().contains(name))?;
    let tree: String = line.chars().take(54).collect();
    tree.split_whitespace().last()?.parse().ok()
}

#[test]
fn a_story_of_merging_and_taking_back() {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("3 j");
    let (ipv6, routing) = (screen.answers.used("IPv6"), screen.answers.used("Routing security"));
    assert_eq!(
        (beside(&screen, "IPv6"), beside(&screen, "Routing")),
        (Some(ipv6.submitters), Some(routing.submitters))
    );
    screen.keys("k");
    assert!(cursor_line(&screen).contains("IPv6"), "{}", screen.text());
    screen.keys("m");
    screen.type_text("routing sec");
    let text = screen.text();
    assert!(text.contains(&format!("merge: {} tags go there", ipv6.own_tags)), "{text}");
    screen.keys("Enter");
    let text = screen.text();
    assert!(text.contains(&format!("Merged IPv6 into Routing security: {} tags", ipv6.own_tags)), "{text}");
    assert!(cursor_line(&screen).contains("Routing security"), "the cursor goes along: {text}");
    assert_eq!(beside(&screen, "IPv6"), None);
    let merged = screen.answers.used("Routing security");
    assert_eq!(merged.own_tags, ipv6.own_tags + routing.own_tags, "no tag is lost");
    assert_eq!(beside(&screen, "Routing"), Some(merged.submitters));
    assert!(text.contains("Merged in"), "{text}");
    screen.keys("u");
    assert_eq!(
        (beside(&screen, "IPv6"), beside(&screen, "Routing")),
        (Some(ipv6.submitters), Some(routing.submitters))
    );
    assert_eq!(screen.answers.used("Routing security").quotations, routing.quotations);
}

#[test]
fn a_story_of_splitting_and_retiring() {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("3 j s");
    let routing = screen.answers.used("Routing security");
    screen.type_text("Route leaks");
    screen.keys("Enter Space Space Enter");
    assert!(screen.text().contains("Split 2 tags from Routing security to Route leaks"), "{}", screen.text());
    let (rest, leaks) = (screen.answers.used("Routing security"), screen.answers.used("Route leaks"));
    assert_eq!((rest.own_tags + 2, leaks.own_tags), (routing.own_tags, 2));
    assert_eq!(beside(&screen, "Route leaks"), Some(leaks.submitters));
    screen.keys("d");
    let text = screen.text();
    assert!(text.contains("Retired the theme Routing security: its") && text.contains("retired"), "{text}");
    assert_eq!(beside(&screen, "Routing security"), Some(rest.submitters), "its tags stay and are counted");
    screen.keys("1 t");
    screen.type_text("routing security");
    assert!(!screen.text().contains("r Routing security"), "it is not offered: {}", screen.text());
    screen.keys("Esc 3 d u u");
    assert_eq!(screen.answers.used("Routing security").own_tags, rest.own_tags);
    screen.keys("u");
    let codebook = screen.answers.workspace.codebook().unwrap();
    assert!(codebook.themes.iter().all(|theme| theme.name != "Route leaks" && !theme.retired));
    assert_eq!(screen.answers.used("Routing security").own_tags, routing.own_tags);
}

#[test]
fn a_story_of_a_new_theme_its_words_and_an_example() {
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("3 n");
    screen.type_text("Exchange points");
    screen.keys("Enter");
    let text = screen.text();
    assert!(cursor_line(&screen).contains("Exchange points"), "the cursor is on it: {text}");
    assert!(text.contains("Infrastructure / Exchange points") && text.contains("Added the theme"), "{text}");
    screen.keys("e Tab Tab");
    screen.type_text("Where networks meet.");
    screen.keys("Tab Tab Tab");
    screen.type_text("IXP, peering");
    screen.keys("Enter");
    let text = screen.text();
    assert!(
        text.contains("Edited the theme Exchange points") && text.contains("Where networks meet."),
        "{text}"
    );
    assert!(text.contains("IXP, peering") && text.contains("edited today by amina"), "{text}");
    screen.keys("u");
    assert!(
        !screen.text().contains("Where networks meet."),
        "one key takes all of it back: {}",
        screen.text()
    );
    // An example from the reader: the passage pointed at has one theme.
    screen.keys("3 Home j /");
    screen.type_text("routing");
    screen.keys("Enter Enter");
    screen.keys("Enter ) X");
    let text = screen.text();
    assert!(text.contains("Picked an example of Routing security"), "{text}");
    screen.keys("3");
    let text = screen.text();
    assert!(text.contains("Examples ─"), "{text}");
    assert_eq!(
        screen.answers.used("Routing security").quotations.iter().filter(|q| q.example.is_some()).count(),
        1
    );
    screen.keys("Tab j -");
    assert!(!screen.text().contains("Examples ─"), "{}", screen.text());
}

#[test]
fn the_codebook_goes_to_a_file_and_comes_back_from_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut screen = Screen::new(120, 36, Real::sample());
    screen.keys("3 j x");
    assert!(screen.text().contains("Export the codebook"), "{}", screen.text());
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    for name in ["book.toml", "book.csv"] {
        screen.keys("Ctrl-u");
        screen.type_text(&path(name));
        screen.keys("Enter");
        assert!(screen.text().contains("Wrote the codebook to"), "{}", screen.text());
        screen.keys("x");
    }
    screen.keys("Esc");
    let toml = std::fs::read_to_string(path("book.toml")).unwrap();
    let changed =
        toml.replacen("Keeping traffic on its right path", "Keeping all traffic on its right path", 1);
    std::fs::write(path("book.toml"), changed).unwrap();
    for (name, said) in [
        ("book.csv", "is as the file has it"),
        ("book.toml", "changes Infrastructure / Routing security: definition"),
        ("none.toml", "there is no file"),
    ] {
        screen.keys("i");
        screen.type_text(&path(name));
        screen.keys("Enter");
        let text = screen.text();
        assert!(text.to_lowercase().contains(&said.to_lowercase()), "{name}: {text}");
        assert!(!text.contains("Keeping all traffic"), "nothing is changed unseen: {text}");
        screen.keys("Esc");
    }
    screen.keys("i");
    // As much as is typed of the name is completed.
    screen.type_text(&path("book.t"));
    screen.keys("Tab Enter Enter");
    assert!(screen.text().contains("Keeping all traffic"), "{}", screen.text());
    screen.keys("u");
    assert!(!screen.text().contains("Keeping all traffic"), "{}", screen.text());
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
