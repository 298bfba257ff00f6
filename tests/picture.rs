//! The README's picture is the real screen on the sample: drawn here, compared, and written anew by
//! `UPDATE_DOCS=1 cargo test picture`.

use std::fmt::Write as _;
use std::path::Path;

use rapporteur::config::surroundings::Surroundings;
use rapporteur::tui::request::{Reply, Request};
use rapporteur::tui::worker;
use rapporteur::workspace::{Access, Workspace, sample};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use crate::review::harness::{Answers, Screen};

/// A cell's size in the picture.
const CELL: (usize, usize) = (9, 19);

/// A screen on a real workspace, everything on this thread.
struct Real(Workspace);

impl Answers for Real {
    fn answer(&mut self, request: Request) -> Reply {
        worker::perform(&mut self.0, request)
    }
}

#[test]
fn the_picture_of_the_readme_is_current() {
    let folder = tempfile::tempdir().unwrap();
    let around = Surroundings { state_dir: folder.path().join("state"), ..Surroundings::default() };
    let path = folder.path().join("sample.db");
    sample::make(&path, &around).unwrap();
    let workspace = Workspace::open(&path, Access::Write, Some("amina"), &around).unwrap();
    let mut screen = Screen::new(120, 36, Real(workspace));
    screen.keys("/");
    screen.type_text("from:nordvik OR from:kyoga OR theme:\"Routing security\"");
    screen.keys("Enter");
    for _ in 0..12 {
        if screen.text().contains("4 Challenges ──")
            && screen.text().contains("Nordvik Exchange Association\n")
        {
            break;
        }
        screen.keys("j");
    }
    let picture = svg(&screen.buffer());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/review.svg");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &picture).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == picture,
        "docs/review.svg is not the screen as it is: UPDATE_DOCS=1 cargo test picture writes it anew"
    );
}

/// Draws a screen as SVG: a rectangle for each run of one ground, a text for each run of one style.
fn svg(buffer: &Buffer) -> String {
    let (width, height) = (buffer.area.width, buffer.area.height);
    let (w, h) = (usize::from(width) * CELL.0, usize::from(height) * CELL.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"15\">\n<rect width=\"{w}\" height=\"{h}\" fill=\"#15181e\"/>\n"
    );
    for y in 0..height {
        let mut x = 0;
        while x < width {
            let (text, columns) = run(buffer, x, y);
            draw(&mut svg, &buffer[(x, y)], (x, y), &text, columns);
            x += columns;
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// The cells from here on that look the same: their text and how many columns they take.
fn run(buffer: &Buffer, x: u16, y: u16) -> (String, u16) {
    let look = |cell: &Cell| (cell.fg, cell.bg, cell.modifier);
    let first = look(&buffer[(x, y)]);
    let (mut text, mut columns) = (String::new(), 0);
    while x + columns < buffer.area.width && look(&buffer[(x + columns, y)]) == first {
        let symbol = buffer[(x + columns, y)].symbol();
        text.push_str(symbol);
        columns += (symbol.width() as u16).max(1);
    }
    (text, columns.min(buffer.area.width - x))
}

fn draw(svg: &mut String, cell: &Cell, (x, y): (u16, u16), text: &str, columns: u16) {
    let (left, top) = (usize::from(x) * CELL.0, usize::from(y) * CELL.1);
    let wide = usize::from(columns) * CELL.0;
    if let Some(ground) = colour(cell.bg).filter(|c| c != "#15181e") {
        let _ = writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{}\" fill=\"{ground}\"/>",
            CELL.1
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    if cell.modifier.contains(Modifier::BOLD) {
        style.push_str(" font-weight=\"bold\"");
    }
    if cell.modifier.contains(Modifier::UNDERLINED) {
        style.push_str(" text-decoration=\"underline\"");
    }
    let ink = colour(cell.fg).unwrap_or_else(|| "#ced3db".to_owned());
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        svg,
        "<text x=\"{left}\" y=\"{}\" textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"{ink}\"{style}>{escaped}</text>",
        top + 14
    );
}

fn colour(colour: Color) -> Option<String> {
    match colour {
        Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        _ => None,
    }
}
