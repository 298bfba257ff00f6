//! Checks of the skins: contrast, difference without colour, names, the veil.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

use super::{Colours, SHADES, Sign, SignSet, Skin, THEME_COLOURS, Tone};
use crate::config::settings::SkinName;

const PAINTED: [&str; 4] = ["dark", "light", "high-contrast", "cvd"];

fn skin(name: &str) -> Skin {
    Skin::by_name(name).unwrap()
}

/// Relative luminance (WCAG 2.2).
fn luminance(colour: Color) -> f64 {
    let Color::Rgb(r, g, b) = colour else { unreachable!("{colour:?} is not painted") };
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// Contrast ratio (WCAG 2.2).
fn contrast(letters: Color, ground: Color) -> f64 {
    let (a, b) = (luminance(letters), luminance(ground));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn text_tones() -> Vec<Tone> {
    let plain = [
        Tone::Text,
        Tone::Strong,
        Tone::Dim,
        Tone::Stale,
        Tone::Title,
        Tone::TitleFocus,
        Tone::Accent,
        Tone::Key,
        Tone::Mark,
        Tone::Fuzzy,
        Tone::Good,
        Tone::Warning,
        Tone::Error,
    ];
    let themes = (1..=THEME_COLOURS).flat_map(|n| [Tone::Theme(n), Tone::Passage(n)]);
    plain.into_iter().chain(themes).collect()
}

/// Whether a tone colours letters that stand on the ground of something else. Without a wildcard, so that a new
/// tone cannot be left out of the checks.
fn is_text(tone: Tone) -> bool {
    match tone {
        Tone::Text
        | Tone::Strong
        | Tone::Dim
        | Tone::Stale
        | Tone::Title
        | Tone::TitleFocus
        | Tone::Accent
        | Tone::Key
        | Tone::Mark
        | Tone::Fuzzy
        | Tone::Good
        | Tone::Warning
        | Tone::Error
        | Tone::Theme(_)
        | Tone::Passage(_) => true,
        // Letters with a ground of their own, grounds, and rules that are never text.
        Tone::Match
        | Tone::MatchFocus
        | Tone::Select
        | Tone::Ground
        | Tone::Bar
        | Tone::Popup
        | Tone::Cursor
        | Tone::CursorOff
        | Tone::Field
        | Tone::Border
        | Tone::BorderFocus
        | Tone::Thumb
        | Tone::Shade(_)
        | Tone::CellCursor => false,
    }
}

#[test]
fn every_text_is_readable_on_every_ground() {
    let grounds = [Tone::Ground, Tone::Bar, Tone::Popup, Tone::Cursor, Tone::CursorOff, Tone::Field];
    for name in PAINTED {
        for ground in grounds {
            let under = skin(name).style(ground).bg.unwrap();
            for tone in text_tones() {
                let ratio = contrast(skin(name).style(tone).fg.unwrap(), under);
                assert!(ratio >= 4.5, "{name}: {tone:?} on {ground:?} has {ratio:.2}");
            }
        }
        for shade in 0..SHADES {
            let under = skin(name).style(Tone::Shade(shade)).bg.unwrap();
            // The darker ones carry strong letters.
            let tone = if shade + 2 >= SHADES { Tone::Strong } else { Tone::Text };
            let ratio = contrast(skin(name).style(tone).fg.unwrap(), under);
            assert!(ratio >= 4.5, "{name}: {tone:?} on shade {shade} has {ratio:.2}");
        }
        let style = skin(name).style(Tone::CellCursor);
        let ratio = contrast(style.fg.unwrap(), style.bg.unwrap());
        assert!(ratio >= 4.5, "{name}: the cell under the cursor has {ratio:.2}");
        // `MatchFocus` is `Match` with the two exchanged.
        for tone in [Tone::Select, Tone::Match, Tone::MatchFocus] {
            let style = skin(name).style(tone);
            let ratio = contrast(style.fg.unwrap(), style.bg.unwrap());
            assert!(ratio >= 4.5, "{name}: {tone:?} has {ratio:.2}");
        }
    }
}

#[test]
fn every_tone_of_letters_is_checked() {
    let tones = text_tones();
    assert!(tones.iter().all(|tone| is_text(*tone)));
    let kinds = |of: &[Tone]| {
        let kinds: std::collections::HashSet<_> = of.iter().map(std::mem::discriminant).collect();
        kinds.len()
    };
    assert_eq!(kinds(&tones), 15, "as many as `is_text` names");
}

/// How people see a colour who lack one kind of cones: Machado, Oliveira and Fernandes 2009, severity 1, on
/// linear sRGB.
fn seen(colour: Color, matrix: [[f64; 3]; 3]) -> [f64; 3] {
    let Color::Rgb(r, g, b) = colour else { unreachable!("{colour:?} is not painted") };
    let linear = [r, g, b].map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    matrix.map(|row| (row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]).clamp(0.0, 1.0))
}

/// CIE L*a*b* under D65 of linear sRGB.
fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
    let root = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
    let y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    let z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The distance of two colours (CIE 1976).
fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protan",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deutan",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritan",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

#[test]
fn the_theme_colours_of_cvd_stay_apart_for_all_eyes() {
    let themes: Vec<Color> =
        (1..=THEME_COLOURS).map(|n| skin("cvd").style(Tone::Theme(n)).fg.unwrap()).collect();
    for (eyes, matrix) in EYES {
        let seen: Vec<[f64; 3]> = themes.iter().map(|colour| lab(seen(*colour, matrix))).collect();
        for a in 0..seen.len() {
            for b in 0..a {
                let apart = distance(seen[a], seen[b]);
                let least = if a < 6 { 16.0 } else { 8.0 };
                // The design gives whole numbers.
                assert!(
                    apart.round() >= least,
                    "{eyes}: themes {} and {} are {apart:.1} apart",
                    b + 1,
                    a + 1
                );
            }
        }
    }
}

#[test]
fn theme_colours_differ_and_wrap_around() {
    for name in PAINTED.into_iter().chain(["default"]) {
        let styles: Vec<Style> = (1..=THEME_COLOURS).map(|n| skin(name).style(Tone::Theme(n))).collect();
        for (n, style) in styles.iter().enumerate() {
            assert!(!styles[..n].contains(style), "{name}: colour {} twice", n + 1);
        }
        assert_eq!(skin(name).style(Tone::Theme(13)), styles[0]);
        assert_eq!(skin(name).style(Tone::Theme(0)), styles[0]);
    }
}

#[test]
fn without_colour_what_stands_side_by_side_still_differs() {
    let mono = skin("mono");
    let places: [&[Tone]; 5] = [
        // The reader.
        &[Tone::Text, Tone::Strong, Tone::Dim, Tone::Passage(1), Tone::Match, Tone::MatchFocus, Tone::Select],
        // The list; the cursor and the mark are signs.
        &[Tone::Text, Tone::Strong, Tone::Stale],
        // The picker.
        &[Tone::Text, Tone::Fuzzy, Tone::Dim, Tone::Field],
        // Titles and hints.
        &[Tone::Title, Tone::TitleFocus],
        // Messages.
        &[Tone::Good, Tone::Warning, Tone::Error],
    ];
    for tones in places {
        let styles: Vec<Style> = tones.iter().map(|tone| mono.style(*tone)).collect();
        for (n, style) in styles.iter().enumerate() {
            assert!((style.fg, style.bg) == (None, None), "{:?} has a colour", tones[n]);
            assert!(!styles[..n].contains(style), "{:?} looks like another", tones[n]);
        }
    }
}

#[test]
fn the_terminal_and_the_user_choose_the_skin() {
    let choose = Skin::choose;
    assert_eq!(choose(Colours::All, None), skin("dark"));
    assert_eq!(choose(Colours::Sixteen, None), skin("default"));
    assert_eq!(choose(Colours::All, Some(SkinName::Light)), skin("light"));
    assert_eq!(choose(Colours::All, Some(SkinName::Default)), skin("default"));
    assert_eq!(choose(Colours::Sixteen, Some(SkinName::Light)), skin("default"));
    assert_eq!(choose(Colours::None, Some(SkinName::Light)), skin("mono"));
    let error = Skin::by_name("drak").unwrap_err().to_string();
    assert!(error.ends_with("did you mean \"dark\"?"), "{error}");
}

#[test]
fn signs_are_one_column_wide() {
    for sign in Sign::ALL {
        assert_eq!(sign.written(SignSet::Unicode).width(), 1, "{sign:?}");
        let ascii = skin("mono").with_signs(SignSet::Ascii).sign(sign);
        assert!(ascii.is_ascii() && ascii.len() == 1, "{sign:?}");
    }
}

#[test]
fn words_in_ascii_keep_their_width() {
    let ascii = skin("mono").with_signs(SignSet::Ascii);
    let words = "“a” ‘b’ 7\u{202f}214 · – — …";
    assert_eq!(ascii.words(words), "\"a\" 'b' 7 214 . - - ~");
    assert_eq!(ascii.words(words).width(), words.width());
    assert_eq!(skin("mono").words(words), words);
    assert_eq!(ascii.letters("“x” \u{2400}…"), "“x” ?…", "what was written stays");
    for turn in 0..6 {
        assert!(ascii.spinner(turn).is_ascii());
        assert_eq!((ascii.spinner(turn).width(), skin("mono").spinner(turn).width()), (1, 1));
    }
}

#[test]
fn a_veil_goes_half_way_to_the_ground_and_stays_in_its_area() {
    let area = Rect::new(0, 0, 2, 1);
    let mut buffer = Buffer::with_lines(["ab"]);
    let dark = skin("dark");
    buffer.set_style(area, Style::new().fg(Color::Rgb(255, 255, 255)).bg(Color::Rgb(0x15, 0x18, 0x1e)));
    dark.veil(&mut buffer, Rect::new(0, 0, 1, 9));
    assert_eq!(buffer[(0, 0)].fg, Color::Rgb(138, 140, 143));
    assert_eq!(buffer[(0, 0)].bg, Color::Rgb(0x15, 0x18, 0x1e));
    assert_eq!(buffer[(1, 0)].fg, Color::Rgb(255, 255, 255));

    skin("mono").veil(&mut buffer, area);
    assert!(buffer[(1, 0)].modifier.contains(Modifier::DIM));
}
