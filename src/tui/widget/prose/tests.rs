//! Layout and drawing of texts, from plain English to what attackers send.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use proptest::strategy::Strategy;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use unicode_normalization::UnicodeNormalization;

use super::{GUTTER, Passage, Prose, ProseMarks};
use crate::model::span::{Form, Formed, Span};
use crate::text::bidi::Writing;
use crate::tui::skin::{Sign, Skin, Tone};

fn shown(prose: &Prose) -> Vec<String> {
    drawn(prose, &ProseMarks::default())
        .into_iter()
        .map(|row| row[GUTTER as usize..].trim_end().to_owned())
        .collect()
}

/// The rows as drawn, one character a cell (wide letters are followed by the cell that they cover).
fn drawn(prose: &Prose, marks: &ProseMarks<'_>) -> Vec<String> {
    let buffer = painted(prose, marks);
    let rows = buffer.content().chunks(usize::from(buffer.area.width));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned())
        .map(|row| format!("{row:4}"))
        .collect()
}

fn painted(prose: &Prose, marks: &ProseMarks<'_>) -> Buffer {
    let area = Rect::new(0, 0, prose.width() + GUTTER, prose.height() as u16);
    let mut buffer = Buffer::empty(area);
    prose.draw(&mut buffer, area, 0, marks, &Skin::by_name("mono").unwrap());
    buffer
}

fn formed(start: u32, end: u32, form: Form) -> Formed {
    Formed { span: Span::new(start, end), form }
}

fn passage(start: u32, end: u32, chip: &str) -> Passage {
    Passage { span: Span::new(start, end), colour: 1, line: Sign::Line, chip: chip.to_owned() }
}

#[test]
fn words_wrap_and_paragraphs_keep_one_blank_line() {
    let prose = Prose::new("Networks still run\n\n\n\non addresses.", &[], 10, Writing::Visual);
    assert_eq!(shown(&prose), ["Networks", "still run", "", "on", "addresses."]);
}

#[test]
fn hyphens_and_chinese_break_and_long_words_are_cut() {
    assert_eq!(shown(&Prose::new("capacity-building", &[], 12, Writing::Visual)), ["capacity-", "building"]);
    assert_eq!(shown(&Prose::new("abcdefghij", &[], 4, Writing::Visual)), ["abcd", "efgh", "ij"]);
    // Wide letters are never split; a full stop never begins a line.
    let chinese = Prose::new("地址资源。", &[], 7, Writing::Visual);
    assert_eq!(chinese.lines.iter().map(|line| line.width).collect::<Vec<_>>(), [6, 4]);
}

#[test]
fn thai_wraps_within_its_long_words() {
    let prose = Prose::new("ความปลอดภัยของ IPv6", &[], 8, Writing::Visual);
    assert!(prose.height() > 1);
    assert!(shown(&prose).concat().ends_with("IPv6"));
}

#[test]
fn list_items_hang_and_numbers_need_no_bullet() {
    let text = "One item that wraps on\nInner\n1. Numbered";
    let forms = [
        formed(0, 22, Form::ListItem(1)),
        formed(23, 28, Form::ListItem(2)),
        formed(29, 40, Form::ListItem(1)),
    ];
    let prose = Prose::new(text, &forms, 24, Writing::Visual);
    assert_eq!(shown(&prose), ["• One item that wraps on", "  – Inner", "  1. Numbered"]);
    let longer = Prose::new(
        "One item that wraps onto lines",
        &[formed(0, 30, Form::ListItem(1))],
        24,
        Writing::Visual,
    );
    assert_eq!(shown(&longer), ["• One item that wraps", "  onto lines"]);
}

#[test]
fn quotations_have_a_line_on_every_line() {
    let prose =
        Prose::new("Said by somebody else entirely.", &[formed(0, 31, Form::Quote)], 24, Writing::Visual);
    assert_eq!(shown(&prose), ["│ Said by somebody else", "│ entirely."]);
}

#[test]
fn arabic_is_set_at_the_right() {
    let prose = Prose::new("ما زال IPv6", &[], 20, Writing::Visual);
    assert!(prose.lines[0].right);
    assert_eq!(prose.shown_at(0), (0, 19), "the first letter is the last column");
    assert_eq!(prose.place_at(0, 19), Some(0));
    assert_eq!(prose.place_at(0, 9), Some(7), "IPv6 is read from left to right");
    assert_eq!(prose.place_at(0, 0), Some(7), "beyond the end of a line is what is seen there last");
    let logical = Prose::new("ما زال IPv6", &[], 20, Writing::Logical);
    assert_eq!(logical.shown_at(0), (0, 9));
    assert_eq!(logical.place_at(0, 0), Some(0));
}

#[test]
fn arabic_is_drawn_as_it_is_seen_with_its_letters_joined() {
    let text = "نقترح (أن) تنشر IPv6 السلام.";
    let rows = shown(&Prose::new(text, &[], 28, Writing::Visual));
    let plain: Vec<String> = rows.iter().map(|row| row.trim().nfkc().collect()).collect();
    // Each word backwards, words from the right; the ligature of lam and alef is decomposed as it is read.
    assert_eq!(plain, [".ملاسلا IPv6 رشنت (نأ) حرتقن"]);
    assert!(rows[0].contains('\u{FEFC}'), "lam-alef is one sign");
    assert!(!rows[0].contains(['\u{202A}', '\u{2067}', '\u{200F}']));
}

#[test]
fn what_lies_over_arabic_lies_on_its_letters_wherever_they_are_seen() {
    let text = "قل IPv6 الآن ثم اسكت";
    let prose = Prose::new(text, &[], 12, Writing::Visual);
    let place = |word: &str| {
        let byte = text.find(word).unwrap();
        let start = text[..byte].chars().count() as u32;
        Span::new(start, start + word.chars().count() as u32)
    };
    let passages = [passage(place("الآن").start, place("ثم").end, "m")];
    let matches = [place("IPv6")];
    let marks = ProseMarks { passages: &passages, matches: &matches, ..ProseMarks::default() };
    let buffer = painted(&prose, &marks);
    let area = buffer.area;
    for (x, y) in area.positions().map(|at| (at.x, at.y)).filter(|(x, _)| *x >= GUTTER) {
        let Some(at) = prose.place_at(usize::from(y), x - GUTTER) else { continue };
        let (line, column) = prose.shown_at(at);
        if (line, column) != (usize::from(y), x - GUTTER) {
            continue; // a blank beside the text
        }
        let modifier = buffer[(x, y)].modifier;
        assert_eq!(
            modifier.contains(Modifier::UNDERLINED),
            passages[0].span.meets(Span::new(at, at + 1)),
            "{at}"
        );
        assert_eq!(modifier.contains(Modifier::REVERSED), matches[0].meets(Span::new(at, at + 1)), "{at}");
    }
}

#[test]
fn places_are_those_of_the_stored_text() {
    // A byte order mark, a zero-width space, a decomposed letter and a tab lie between.
    let prose = Prose::new("\u{FEFF}a\u{200B}be\u{301} \tend here", &[], 10, Writing::Visual);
    assert_eq!(shown(&prose), ["abe\u{301}", "end here"]);
    assert_eq!(prose.start_of(0), 1);
    assert_eq!(prose.start_of(1), 8);
    assert_eq!(prose.line_of(0), 0);
    assert_eq!(prose.place_at(0, 2), Some(4));
    assert_eq!(prose.place_at(0, 9), Some(4), "beyond the end of a line is its last letter");
    assert_eq!(prose.shown_at(9), (1, 1));
    assert_eq!(prose.shown_at(999), (1, 8));
    assert_eq!(prose.place_at(7, 0), None);
    assert_eq!(prose.start_of(7), 16);
}

#[test]
fn an_empty_text_has_no_lines() {
    let prose = Prose::new("", &[], 10, Writing::Visual);
    assert_eq!((prose.height(), prose.line_of(3), prose.start_of(0), prose.place_at(0, 0)), (0, 0, 0, None));
    assert_eq!(prose.shown_at(0), (0, 0));
}

#[test]
fn passages_have_lanes_letters_and_lines() {
    let text = "We would be careful. The forum works: give it a budget, leave it.";
    let prose = Prose::new(text, &[], 20, Writing::Visual);
    let passages = [passage(21, 65, "m"), passage(38, 54, "nn"), passage(40, 42, "x")];
    let marks =
        ProseMarks { passages: &passages, selection: Some(Span::new(56, 61)), ..ProseMarks::default() };
    assert_eq!(
        drawn(&prose, &marks),
        ["    We would be careful.", " m  The forum works:", " │n give it a budget,", " │ ┃leave it."]
    );
    let buffer = painted(&prose, &marks);
    let modifier = |x: u16, y: u16| buffer[(x + GUTTER, y)].modifier;
    assert_eq!(modifier(0, 0), Modifier::empty());
    assert_eq!(modifier(0, 1), Modifier::UNDERLINED);
    assert_eq!(modifier(0, 3), Modifier::REVERSED);
}

#[test]
fn a_selection_goes_on_beside_a_blank_line() {
    let prose = Prose::new("One.\n\nTwo.", &[], 9, Writing::Visual);
    let marks = ProseMarks { selection: Some(Span::new(0, 8)), ..ProseMarks::default() };
    assert_eq!(drawn(&prose, &marks), ["   ┃One.", "   ┃", "   ┃Two."]);
}

#[test]
fn of_two_passages_the_inner_one_has_the_colour() {
    let prose = Prose::new("outer inner outer", &[], 20, Writing::Visual);
    let mut passages = [passage(0, 17, "o"), passage(6, 11, "i")];
    passages[1].colour = 2;
    let marks = ProseMarks { passages: &passages, ..ProseMarks::default() };
    let skin = Skin::by_name("dark").unwrap();
    let area = Rect::new(0, 0, 24, 1);
    let mut buffer = Buffer::empty(area);
    prose.draw(&mut buffer, area, 0, &marks, &skin);
    assert_eq!(Some(buffer[(GUTTER, 0)].fg), skin.style(Tone::Passage(1)).fg);
    assert_eq!(Some(buffer[(GUTTER + 6, 0)].fg), skin.style(Tone::Passage(2)).fg);
}

#[test]
fn drawing_stays_in_its_area() {
    let prose = Prose::new(&"wide 互联网 text ".repeat(9), &[], 12, Writing::Visual);
    for (width, height) in [(0, 0), (1, 1), (3, 2), (5, 9), (9, 3)] {
        let mut buffer = Buffer::filled(Rect::new(0, 0, 20, 20), ratatui::buffer::Cell::new("#"));
        let area = Rect::new(2, 2, width, height);
        prose.draw(&mut buffer, area, 1, &ProseMarks::default(), &Skin::by_name("dark").unwrap());
        for place in buffer.area.positions().filter(|place| !area.contains(*place)) {
            assert_eq!(buffer[place].symbol(), "#");
        }
    }
}

#[test]
fn a_long_line_of_anything_is_laid_out_in_linear_time() {
    for piece in ["word ", "x", " ", "互", "e\u{301}", "\n", "-", "a\u{A0} »"] {
        let prose = Prose::new(&piece.repeat(200_000), &[], 72, Writing::Visual);
        assert!(prose.lines.iter().all(|line| line.width <= 72), "{piece:?}");
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "word",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        "-",
        "互联",
        "。",
        "مرحبا",
        "لا إله",
        "(שלום)",
        "١٢٫٥",
        "e\u{301}",
        "\u{1160}",
        "\u{1100}",
        "\u{202E}",
        "\u{200D}",
        "👩\u{200D}👧",
        "\u{1b}[2J",
        "a\u{A0}",
        "«",
        "»",
        "\r\n",
        "क्षि",
        "🇫🇷",
        "long-hyphened-word",
    ]);
    let known = proptest::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat());
    proptest::prop_oneof![known, any::<String>()]
}

fn any_forms() -> impl Strategy<Value = Vec<Formed>> {
    let forms = proptest::sample::select(vec![
        Form::ListItem(1),
        Form::ListItem(9),
        Form::Quote,
        Form::Heading(2),
        Form::Emphasis,
    ]);
    let one = (0..80_u32, 0..80_u32, forms).prop_map(|(start, end, form)| formed(start, end, form));
    proptest::collection::vec(one, 0..6)
}

proptest! {
    #[test]
    fn lines_cover_the_text_once_in_order_and_within_the_width(
        text in hostile(), forms in any_forms(), width in 1..40_u16
    ) {
        let prose = Prose::new(&text, &forms, width, Writing::Visual);
        let mut next = 0;
        for line in &prose.lines {
            prop_assert_eq!(line.first, next, "no cluster is left out or shown twice");
            prop_assert!(line.first <= line.shown && line.shown <= line.end && line.first < line.end);
            prop_assert!(line.width + line.indent <= width);
            next = line.end;
        }
        prop_assert_eq!(next, prose.clusters.len());
        prop_assert!(prose.lines.is_sorted_by_key(|line| line.start));
    }

    #[test]
    fn places_and_columns_agree(text in hostile(), forms in any_forms(), width in 2..40_u16, place in 0..200_u32) {
        let prose = Prose::new(&text, &forms, width, Writing::Visual);
        let (line, column) = prose.shown_at(place);
        prop_assert!(column <= width);
        if let Some(found) = prose.place_at(line, column) {
            prop_assert!(prose.start_of(line) <= found);
            prop_assert_eq!(prose.shown_at(found).0, line);
            prop_assert_eq!(prose.place_at(line, prose.shown_at(found).1), Some(found));
        }
    }

    #[test]
    fn nothing_drawn_is_a_control_and_nothing_panics(
        text in hostile(), width in 1..30_u16, spans in proptest::collection::vec((0..90_u32, 0..90_u32), 0..8)
    ) {
        let prose = Prose::new(&text, &[], width, Writing::Visual);
        let spans: Vec<Span> = spans.into_iter().map(|(start, end)| Span::new(start, end)).collect();
        let passages: Vec<Passage> =
            spans.iter().map(|span| passage(span.start, span.end, "\u{1b}x")).collect();
        let selection = spans.first().copied();
        let marks = ProseMarks { passages: &passages, matches: &spans, current: selection, selection, ..ProseMarks::default() };
        let buffer = painted(&prose, &marks);
        prop_assert!(buffer.content().iter().all(|cell| !cell.symbol().chars().any(char::is_control)));
    }
}
