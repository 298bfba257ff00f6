//! The colours of the skins that paint their own ground.

#![expect(clippy::unreadable_literal, reason = "colours are written as everywhere: 0xRRGGBB")]

use ratatui::style::Color;

use super::THEME_COLOURS;

/// A colour in sRGB.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Rgb(pub(super) u8, pub(super) u8, pub(super) u8);

impl Rgb {
    /// The colour that lies this share, in per cent, on the way to another.
    pub(super) fn towards(self, other: Self, share: u16) -> Self {
        let mix = |a: u8, b: u8| ((u16::from(a) * (100 - share) + u16::from(b) * share + 50) / 100) as u8;
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }
}

impl From<Rgb> for Color {
    fn from(Rgb(r, g, b): Rgb) -> Self {
        Color::Rgb(r, g, b)
    }
}

/// A colour as it is written in hexadecimal: `0xRRGGBB`.
const fn hex(colour: u32) -> Rgb {
    Rgb((colour >> 16) as u8, (colour >> 8) as u8, colour as u8)
}

const fn hexes(colours: [u32; THEME_COLOURS as usize]) -> [Rgb; THEME_COLOURS as usize] {
    let mut all = [Rgb(0, 0, 0); THEME_COLOURS as usize];
    let mut n = 0;
    while n < all.len() {
        all[n] = hex(colours[n]);
        n += 1;
    }
    all
}

/// The colours of one skin. Every letter colour keeps a contrast of 4.5 on every ground (WCAG 2.2, 1.4.3).
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Palette {
    pub(super) text: Rgb,
    pub(super) strong: Rgb,
    pub(super) dim: Rgb,
    pub(super) accent: Rgb,
    pub(super) good: Rgb,
    pub(super) warning: Rgb,
    pub(super) error: Rgb,
    pub(super) theme: [Rgb; THEME_COLOURS as usize],
    pub(super) ground: Rgb,
    pub(super) bar: Rgb,
    pub(super) popup: Rgb,
    pub(super) cursor: Rgb,
    pub(super) cursor_off: Rgb,
    pub(super) field: Rgb,
    /// Letters and their ground.
    pub(super) select: (Rgb, Rgb),
    /// Letters and their ground.
    pub(super) matched: (Rgb, Rgb),
    /// Rules and frames, never text.
    pub(super) border: Rgb,
}

/// For dark rooms, and what a truecolor terminal gets unasked.
pub(super) static DARK: Palette = Palette {
    text: hex(0xced3db),
    strong: hex(0xf3f5f8),
    dim: hex(0x8f98a7),
    accent: hex(0x5fb3f5),
    good: hex(0x73c991),
    warning: hex(0xe8b45c),
    error: hex(0xff8080),
    theme: hexes([
        0x7aa2f7, 0x73c991, 0xe0af68, 0xf7869b, 0xbb9af7, 0x4fc1c9, 0xff9e64, 0xa9c261, 0xe58fd6, 0x93b8d8,
        0xd3a98c, 0x8fd6c2,
    ]),
    ground: hex(0x15181e),
    bar: hex(0x1c2027),
    popup: hex(0x1c212a),
    cursor: hex(0x232c3a),
    cursor_off: hex(0x1d222a),
    field: hex(0x272e3a),
    select: (hex(0xf3f5f8), hex(0x27507f)),
    matched: (hex(0xffe3a3), hex(0x4d3d12)),
    border: hex(0x343b46),
};

/// For bright rooms.
pub(super) static LIGHT: Palette = Palette {
    text: hex(0x2b2f36),
    strong: hex(0x0b0d10),
    dim: hex(0x626a75),
    accent: hex(0x0b62b0),
    good: hex(0x1c7040),
    warning: hex(0x8a5a00),
    error: hex(0xb3261e),
    theme: hexes([
        0x2457c5, 0x1c7040, 0x8a5a00, 0xb8284c, 0x7138b8, 0x00697a, 0xae430f, 0x52690a, 0xa0208c, 0x3f6284,
        0x7d5033, 0x0f6e5c,
    ]),
    ground: hex(0xfbfaf7),
    bar: hex(0xf0efeb),
    popup: hex(0xffffff),
    cursor: hex(0xe3ecf6),
    cursor_off: hex(0xefefec),
    field: hex(0xeef1f5),
    select: (hex(0x0b0d10), hex(0xbcd8f5)),
    matched: (hex(0x3d2c00), hex(0xffe08a)),
    border: hex(0xd2d2cf),
};

/// For weak eyes and weak projectors.
pub(super) static HIGH_CONTRAST: Palette = Palette {
    text: hex(0xffffff),
    strong: hex(0xffffff),
    dim: hex(0xc8c8c8),
    accent: hex(0xffd700),
    good: hex(0x6dff9c),
    warning: hex(0xffb84d),
    error: hex(0xff8f8f),
    theme: hexes([
        0x7db7ff, 0x6dff9c, 0xffd166, 0xff8fa3, 0xd0a8ff, 0x5fe9f2, 0xffab73, 0xcbe86b, 0xff9df0, 0xb8d8f5,
        0xebc4a8, 0xa0f0dc,
    ]),
    ground: hex(0x000000),
    bar: hex(0x000000),
    popup: hex(0x000000),
    cursor: hex(0x1f2f5f),
    cursor_off: hex(0x262626),
    field: hex(0x262626),
    select: (hex(0xffffff), hex(0x0050b8)),
    matched: (hex(0x000000), hex(0xffd700)),
    border: hex(0x8a8a8a),
};

/// For colour vision deficiencies: the twelve stay apart for protan, deutan and tritan eyes.
pub(super) static CVD: Palette = Palette {
    text: hex(0xd4d8df),
    strong: hex(0xf5f6f8),
    dim: hex(0x9099a8),
    accent: hex(0x56b4e9),
    good: hex(0x56b4e9),
    warning: hex(0xe69f00),
    error: hex(0xf0803c),
    theme: hexes([
        0x6abdec, 0xdf853d, 0x99d8c7, 0xe9ab1f, 0xfbf7ca, 0xeebf99, 0xf0e442, 0xd289b2, 0x7ab6d7, 0x5cc1a5,
        0x5ca5ce, 0x1faa84,
    ]),
    matched: (hex(0x15181e), hex(0xf0e442)),
    ..DARK
};
