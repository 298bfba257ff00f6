//! Checks of the skins: contrast, difference without colour, names, the veil.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

use super::{Colours, Sign, SignSet, Skin, THEME_COLOURS, Tone};
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
        for tone in [Tone::Select, Tone::Match] {
            let style = skin(name).style(tone);
            let ratio = contrast(style.fg.unwrap(), style.bg.unwrap());
            assert!(ratio >= 4.5, "{name}: {tone:?} has {ratio:.2}");
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
