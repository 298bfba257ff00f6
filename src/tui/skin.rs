//! How the screen looks: named tones to styles, in six skins, and the signs in two sets.
//!
//! "Theme" is a word of the domain, so the look is a *skin*. Panes name a [`Tone`], never a colour: that is
//! what keeps every skin readable. Nothing is told by colour alone; in the skin `mono` every difference is
//! bold, dim, underline, reverse or a sign. A tone of a text sets no ground and a tone of a ground sets no
//! letter colour but its own default, so the two can be laid over each other.

mod palette;
mod sign;

use std::borrow::Cow;

use palette::{Palette, Rgb};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
pub use sign::{Sign, SignSet};

use crate::config::settings::{SkinName, UnknownSkin};
use crate::text::bidi::Writing;

/// How many colours there are for themes; a codebook numbers them from 1.
pub const THEME_COLOURS: u8 = 12;

/// How many grounds shade the cells of the matrix.
pub const SHADES: u8 = 5;

/// What a part of the screen means, which decides how it looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// What is read.
    Text,
    /// What is read first.
    Strong,
    /// What accompanies.
    Dim,
    /// A row that no longer matches.
    Stale,
    /// The title of a pane without the focus.
    Title,
    /// The title of the pane with the focus.
    TitleFocus,
    /// Where the hand is.
    Accent,
    /// A key that can be pressed.
    Key,
    /// The sign of a marked row.
    Mark,
    /// Letters that a fuzzy search hit.
    Fuzzy,
    /// Done, in order.
    Good,
    /// Worth a look.
    Warning,
    /// Gone wrong.
    Error,
    /// A theme's letter, in the theme's colour (from 1; others wrap around).
    Theme(u8),
    /// A passage tagged with a theme of this colour.
    Passage(u8),
    /// Words that the query matched.
    Match,
    /// The match that the hand went to last.
    MatchFocus,
    /// What is selected.
    Select,
    /// The ground of the screen.
    Ground,
    /// The ground of the bars above and below.
    Bar,
    /// The ground of popups.
    Popup,
    /// The ground of the row under the cursor.
    Cursor,
    /// The same in a pane without the focus.
    CursorOff,
    /// The ground of a text field.
    Field,
    /// Rules and frames; never text.
    Border,
    /// Rules of the pane with the focus, frames of popups.
    BorderFocus,
    /// The thumb of a scroll bar.
    Thumb,
    /// The ground of a number by its share, from 0.
    Shade(u8),
    /// The cell under the cursor, letters and ground.
    CellCursor,
}

/// How many colours a terminal shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Colours {
    /// None: the user set NO_COLOR, or it is no colour terminal.
    None,
    /// The 16 of the user's scheme.
    Sixteen,
    /// Any (COLORTERM says so).
    All,
}

/// A look for the whole screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skin {
    paint: Paint,
    signs: SignSet,
    writing: Writing,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Paint {
    /// Colours of our own, ground included.
    Rgb(&'static Palette),
    /// The 16 colours of the user's scheme.
    Ansi,
    /// Bold, dim, underline and reverse.
    Mono,
}

impl Skin {
    /// The skin of this name, with the full set of signs.
    pub fn new(name: SkinName) -> Self {
        let paint = match name {
            SkinName::Default => Paint::Ansi,
            SkinName::Dark => Paint::Rgb(&palette::DARK),
            SkinName::Light => Paint::Rgb(&palette::LIGHT),
            SkinName::HighContrast => Paint::Rgb(&palette::HIGH_CONTRAST),
            SkinName::Cvd => Paint::Rgb(&palette::CVD),
            SkinName::Mono => Paint::Mono,
        };
        Self { paint, signs: SignSet::Unicode, writing: Writing::default() }
    }

    /// The skin that is called so.
    ///
    /// # Errors
    /// When none is.
    pub fn by_name(name: &str) -> Result<Self, UnknownSkin> {
        name.parse().map(Self::new)
    }

    /// The skin for a terminal: the one asked for as far as its colours go, else `dark` where all colours are
    /// shown (it paints its own ground, so it is right on a light terminal too), else `default`.
    pub fn choose(colours: Colours, asked: Option<SkinName>) -> Self {
        let wanted = Self::new(asked.unwrap_or(SkinName::Dark));
        let paint = match (colours, wanted.paint) {
            (Colours::None, _) => Paint::Mono,
            (Colours::Sixteen, Paint::Rgb(_)) => Paint::Ansi,
            (_, paint) => paint,
        };
        Self { paint, ..wanted }
    }

    /// The same skin with another set of signs.
    #[must_use]
    pub fn with_signs(self, signs: SignSet) -> Self {
        Self { signs, ..self }
    }

    /// The same skin with another one who puts lines in visual order.
    #[must_use]
    pub fn with_writing(self, writing: Writing) -> Self {
        Self { writing, ..self }
    }

    /// Who puts lines in visual order.
    pub fn writing(&self) -> Writing {
        self.writing
    }

    /// A sign, one column wide.
    pub fn sign(&self, sign: Sign) -> &'static str {
        sign.written(self.signs)
    }

    /// Words of bars, lists and popups as the signs allow: with ASCII signs, quotation marks, dashes, dots and the
    /// like are their plain forms, column for column; letters stay as they are.
    pub fn words<'w>(&self, words: &'w str) -> Cow<'w, str> {
        match self.signs {
            SignSet::Unicode => Cow::Borrowed(words),
            SignSet::Ascii => sign::plain(words),
        }
    }

    /// Letters of an answer's text as the signs allow: with ASCII signs only what stands for characters that no
    /// terminal is sent changes.
    pub fn letters<'w>(&self, letters: &'w str) -> Cow<'w, str> {
        match self.signs {
            SignSet::Unicode => Cow::Borrowed(letters),
            SignSet::Ascii => sign::plain_stand_ins(letters),
        }
    }

    /// Whether the grounds are this program's own colours; where they are not, a bar stands for a shade.
    pub fn is_painted(&self) -> bool {
        matches!(self.paint, Paint::Rgb(_))
    }

    /// A bar of a share in so many columns.
    pub fn bar(&self, part: u32, whole: u32, columns: u16) -> String {
        sign::bar(self.signs, part, whole, columns)
    }

    /// So many eighths of a character's place, from below.
    pub fn column(&self, eighths: u8) -> &'static str {
        sign::column(self.signs, eighths)
    }

    /// The sign that says that something is waited for, after so many turns; it is one column wide.
    pub fn spinner(&self, turns: usize) -> &'static str {
        let frames = sign::SPINNER[usize::from(self.signs == SignSet::Ascii)];
        frames[turns % frames.len()]
    }

    /// The style of a tone.
    pub fn style(&self, tone: Tone) -> Style {
        match self.paint {
            Paint::Rgb(palette) => rgb(palette, tone),
            Paint::Ansi => ansi(tone),
            Paint::Mono => mono(tone),
        }
    }

    /// Veils what a popup covers: colours half-way to the ground, or dim where colours are not ours.
    pub fn veil(&self, buffer: &mut Buffer, area: Rect) {
        for place in area.intersection(*buffer.area()).positions() {
            let Some(cell) = buffer.cell_mut(place) else { continue };
            match self.paint {
                Paint::Rgb(palette) => {
                    cell.fg = veiled(cell.fg, palette.text, palette.ground);
                    cell.bg = veiled(cell.bg, palette.ground, palette.ground);
                }
                Paint::Ansi | Paint::Mono => {
                    cell.modifier.remove(Modifier::BOLD);
                    cell.modifier.insert(Modifier::DIM);
                }
            }
        }
    }
}

/// A colour half-way to the ground.
fn veiled(colour: Color, otherwise: Rgb, ground: Rgb) -> Color {
    let from = match colour {
        Color::Rgb(r, g, b) => Rgb(r, g, b),
        _ => otherwise,
    };
    from.towards(ground, 50).into()
}

/// How far on the way to the ground of what is selected each shade lies, in per cent.
const SHARES: [u16; SHADES as usize] = [18, 38, 58, 78, 100];

fn rgb(palette: &Palette, tone: Tone) -> Style {
    let letters = |colour: Rgb| Style::new().fg(colour.into());
    let ground = |colour: Rgb| Style::new().bg(colour.into());
    let pair = |(letter, under): (Rgb, Rgb)| Style::new().fg(letter.into()).bg(under.into());
    match tone {
        Tone::Text => letters(palette.text),
        Tone::Strong => letters(palette.strong).bold(),
        Tone::Dim | Tone::Stale | Tone::Title => letters(palette.dim),
        // Long lines of it stand beside every list: the eye is to find the text.
        Tone::Thumb => letters(palette.dim.towards(palette.border, 50)),
        Tone::TitleFocus | Tone::BorderFocus | Tone::Mark => letters(palette.accent).bold(),
        Tone::Accent | Tone::Key => letters(palette.accent),
        Tone::Fuzzy => letters(palette.accent).bold().underlined(),
        Tone::Good => letters(palette.good),
        Tone::Warning => letters(palette.warning),
        Tone::Error => letters(palette.error).bold(),
        Tone::Theme(colour) => letters(palette.theme[nth(colour)]),
        Tone::Passage(colour) => letters(palette.theme[nth(colour)].towards(palette.text, 30)).underlined(),
        Tone::Match => pair(palette.matched).bold(),
        Tone::MatchFocus => pair(palette.matched).bold().reversed(),
        Tone::Select => pair(palette.select),
        Tone::Ground => ground(palette.ground).fg(palette.text.into()),
        Tone::Bar => ground(palette.bar),
        Tone::Popup => ground(palette.popup),
        Tone::Cursor => ground(palette.cursor),
        Tone::CursorOff => ground(palette.cursor_off),
        Tone::Field => ground(palette.field),
        Tone::Shade(nth) => {
            ground(palette.ground.towards(palette.select.1, SHARES[usize::from(nth.min(SHADES - 1))]))
        }
        Tone::CellCursor => pair((palette.ground, palette.accent)).bold(),
        Tone::Border => letters(palette.border),
    }
}

/// The colours of themes among the 16, the most different first.
const ANSI_THEMES: [Color; THEME_COLOURS as usize] = [
    Color::Blue,
    Color::Green,
    Color::Yellow,
    Color::Red,
    Color::Magenta,
    Color::Cyan,
    Color::LightRed,
    Color::LightGreen,
    Color::LightMagenta,
    Color::LightBlue,
    Color::LightYellow,
    Color::LightCyan,
];

fn ansi(tone: Tone) -> Style {
    let plain = Style::new();
    match tone {
        Tone::Text
        | Tone::Ground
        | Tone::Bar
        | Tone::Popup
        | Tone::Cursor
        | Tone::CursorOff
        | Tone::Shade(_) => plain,
        Tone::CellCursor => plain.bold().reversed(),
        Tone::Strong => plain.bold(),
        Tone::Dim | Tone::Stale | Tone::Title | Tone::Thumb => plain.dim(),
        Tone::TitleFocus | Tone::BorderFocus | Tone::Mark => plain.cyan().bold(),
        Tone::Accent | Tone::Key => plain.cyan(),
        Tone::Fuzzy => plain.cyan().bold().underlined(),
        Tone::Good => plain.green(),
        Tone::Warning => plain.yellow(),
        Tone::Error => plain.red().bold(),
        Tone::Theme(colour) => plain.fg(ANSI_THEMES[nth(colour)]),
        Tone::Passage(colour) => plain.fg(ANSI_THEMES[nth(colour)]).underlined(),
        Tone::Match => plain.black().on_yellow().bold(),
        Tone::MatchFocus => plain.black().on_yellow().bold().reversed(),
        Tone::Select => plain.reversed(),
        Tone::Field => plain.underlined(),
        Tone::Border => plain.dark_gray(),
    }
}

fn mono(tone: Tone) -> Style {
    let plain = Style::new();
    match tone {
        Tone::Text
        | Tone::Good
        | Tone::Ground
        | Tone::Bar
        | Tone::Popup
        | Tone::Cursor
        | Tone::CursorOff
        | Tone::Shade(_) => plain,
        Tone::Strong
        | Tone::TitleFocus
        | Tone::BorderFocus
        | Tone::Accent
        | Tone::Key
        | Tone::Mark
        | Tone::Theme(_)
        | Tone::Warning => plain.bold(),
        Tone::Dim | Tone::Stale | Tone::Title | Tone::Thumb | Tone::Border => plain.dim(),
        Tone::Fuzzy | Tone::Error => plain.bold().underlined(),
        Tone::Passage(_) | Tone::Field => plain.underlined(),
        Tone::Match | Tone::CellCursor => plain.bold().reversed(),
        Tone::MatchFocus => plain.bold().reversed().underlined(),
        Tone::Select => plain.reversed(),
    }
}

/// The place of a theme colour in its list.
fn nth(colour: u8) -> usize {
    usize::from(colour.saturating_sub(1) % THEME_COLOURS)
}

#[cfg(test)]
mod tests;
