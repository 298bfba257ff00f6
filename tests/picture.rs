//! The pictures of the README and of the guide are real screens on the sample: drawn here, compared, and written
//! anew by `UPDATE_DOCS=1 cargo test picture`.

use std::fmt::Write as _;
use std::path::Path;

use rapporteur::config::surroundings::Surroundings;
use rapporteur::config::{call_file, theme_file};
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

/// A picture of the documents: its file, its size, and the keys that lead to it.
struct Picture {
    file: &'static str,
    size: (u16, u16),
    /// In a workspace where nothing has come in yet, not in the sample.
    is_new: bool,
    /// What is typed, piece by piece.
    typed: &'static [Typed],
}

/// Something that is typed.
enum Typed {
    /// Keys, by their names where they have one.
    Keys(&'static str),
    /// A text, letter by letter.
    Text(&'static str),
    /// A key, again and again until a line of the screen holds all of these.
    Until(&'static str, &'static [&'static str]),
}

use Typed::{Keys, Text, Until};

const PICTURES: [Picture; 12] = [
    Picture {
        file: "docs/review.svg",
        size: (120, 36),
        is_new: false,
        typed: &[
            Keys("/"),
            Text("from:nordvik OR from:kyoga OR theme:\"Routing security\""),
            Keys("Enter"),
            Until("j", &["4 Challenges ──", "107 words"]),
        ],
    },
    Picture {
        file: "docs/guide/import.svg",
        size: (100, 30),
        is_new: true,
        typed: &[Keys("I"), Text("data/sample"), Keys("Enter")],
    },
    Picture {
        file: "docs/guide/filters.svg",
        size: (100, 30),
        is_new: false,
        typed: &[
            Keys("/"),
            Text("routing security"),
            Keys("Enter Shift-Tab"),
            Until("j", &["▌", "4 Challenges"]),
            Keys("Space"),
        ],
    },
    Picture {
        file: "docs/guide/picker.svg",
        size: (100, 30),
        is_new: false,
        typed: &[Keys("/"), Text("routing security status:todo"), Keys("Enter t"), Text("rou")],
    },
    Picture {
        file: "docs/guide/passage.svg",
        size: (100, 30),
        is_new: false,
        typed: &[Keys("/"), Text("routing security status:todo"), Keys("Enter Enter v v \"")],
    },
    Picture {
        file: "docs/guide/codebook.svg",
        size: (100, 30),
        is_new: false,
        typed: &[Keys("3"), Until("j", &["▌", "IPv6"])],
    },
    Picture {
        file: "docs/guide/deciding.svg",
        size: (100, 30),
        is_new: false,
        typed: &[Keys("3"), Until("j", &["▌", "IPv6"]), Keys("w")],
    },
    Picture {
        file: "docs/guide/matrix.svg",
        size: (100, 30),
        is_new: false,
        typed: &[Keys("2"), Until("j", &["▌", "Routing sec."])],
    },
    Picture {
        file: "docs/guide/shortlist.svg",
        // Narrower than where the time at which an item was added stands beside it.
        size: (96, 30),
        is_new: false,
        typed: &[Keys("6"), Until("j", &["▌", "2  r Gulf Peering"])],
    },
    Picture {
        file: "docs/beside/review.svg",
        size: (80, 24),
        is_new: false,
        typed: &[Keys("/"), Text("ipv6"), Keys("Enter"), Until("j", &["4 Challenges ──", "107 words"])],
    },
    Picture {
        file: "docs/beside/picker.svg",
        size: (120, 36),
        is_new: false,
        typed: &[
            Keys("/"),
            Text("ipv6"),
            Keys("Enter"),
            Until("j", &["4 Challenges ──", "107 words"]),
            Keys("t"),
        ],
    },
    Picture { file: "docs/beside/help.svg", size: (80, 24), is_new: false, typed: &[Keys("Enter ?")] },
];

#[test]
fn the_pictures_of_the_documents_are_current() {
    let is_writing = std::env::var_os("UPDATE_DOCS").is_some();
    let folder = tempfile::tempdir().unwrap();
    let around = Surroundings { state_dir: folder.path().join("state"), ..Surroundings::default() };
    let [of_sample, new] = ["sample.db", "new.db"].map(|name| folder.path().join(name));
    sample::make(&of_sample, &around).unwrap();
    let (call, themes) = (call_file::bundled().unwrap(), theme_file::bundled().unwrap());
    Workspace::init(&new, &call, &themes, &around).unwrap();
    let mut old = Vec::new();
    for (i, picture) in PICTURES.iter().enumerate() {
        let own = folder.path().join(format!("{i}.db"));
        std::fs::copy(if picture.is_new { &new } else { &of_sample }, &own).unwrap();
        let screen = drawn(picture, Workspace::open(&own, Access::Write, Some("amina"), &around).unwrap());
        let svg = svg(&screen.buffer());
        assert!(svg.len() < 60_000, "{} has {} bytes", picture.file, svg.len());
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(picture.file);
        if is_writing {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, &svg).unwrap();
        }
        if std::fs::read_to_string(&file).unwrap_or_default() != svg {
            old.push(format!("{}:\n{}", picture.file, screen.text()));
        }
    }
    assert!(
        old.is_empty(),
        "UPDATE_DOCS=1 cargo test picture writes anew what is not the screen as it is:\n{}",
        old.join("\n")
    );
}

/// The screen of a picture, in a workspace of its own.
fn drawn(picture: &Picture, workspace: Workspace) -> Screen<Real> {
    let mut screen = Screen::new(picture.size.0, picture.size.1, Real(workspace));
    for typed in picture.typed {
        match typed {
            Keys(keys) => screen.keys(keys),
            Text(text) => screen.type_text(text),
            Until(key, wanted) => go(&mut screen, key, wanted),
        }
    }
    screen
}

/// Presses a key until a line of the screen holds all that is wanted.
fn go(screen: &mut Screen<Real>, key: &str, wanted: &[&str]) {
    for _ in 0..100 {
        if screen.text().lines().any(|line| wanted.iter().all(|part| line.contains(part))) {
            return;
        }
        screen.keys(key);
    }
    panic!("{key} does not lead to {wanted:?}:\n{}", screen.text());
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
