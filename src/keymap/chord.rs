//! One key with Ctrl or Shift, in the one form that terminals, files and people share.
//!
//! Terminals report the same key in several ways: a capital letter with Shift or without, Tab as Ctrl-i,
//! Enter as Ctrl-m or Ctrl-j, Escape as Ctrl-[, Backspace as Ctrl-h. A [`Chord`] is always the plainest of them.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key of the keyboard, or the character that it gives.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Key {
    /// A character, with Shift already in it.
    Char(char),
    /// A function key, from 1.
    F(u8),
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PgUp,
    /// Page down.
    PgDn,
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
}

/// The names of keys that are no characters, the one that is shown first.
const NAMES: [(Key, &[&str]); 15] = [
    (Key::Up, &["Up"]),
    (Key::Down, &["Down"]),
    (Key::Left, &["Left"]),
    (Key::Right, &["Right"]),
    (Key::Home, &["Home"]),
    (Key::End, &["End"]),
    (Key::PgUp, &["PgUp", "PageUp"]),
    (Key::PgDn, &["PgDn", "PageDown"]),
    (Key::Enter, &["Enter", "Return"]),
    (Key::Esc, &["Esc", "Escape"]),
    (Key::Tab, &["Tab"]),
    (Key::Backspace, &["Backspace"]),
    (Key::Delete, &["Delete", "Del"]),
    (Key::Insert, &["Insert", "Ins"]),
    (Key::Char(' '), &["Space"]),
];

/// The highest function key that terminals report.
const LAST_F: u8 = 24;

/// A key with its modifiers; Shift only where it is not part of the character, Alt never ([`split_alt`]).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Chord {
    key: Key,
    ctrl: bool,
    shift: bool,
}

impl Chord {
    /// The chord of a press or a repeat; nothing for a release and for keys that no keymap can name.
    ///
    /// Alt is taken no notice of: what it means was settled by [`split_alt`].
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        let strange = KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
        if event.kind == KeyEventKind::Release || event.modifiers.intersects(strange) {
            return None;
        }
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        let (key, shift) = match event.code {
            KeyCode::Char(c) if !c.is_control() => (Key::Char(c), shift),
            KeyCode::F(n @ 1..=LAST_F) => (Key::F(n), shift),
            KeyCode::BackTab => (Key::Tab, true),
            KeyCode::Up => (Key::Up, shift),
            KeyCode::Down => (Key::Down, shift),
            KeyCode::Left => (Key::Left, shift),
            KeyCode::Right => (Key::Right, shift),
            KeyCode::Home => (Key::Home, shift),
            KeyCode::End => (Key::End, shift),
            KeyCode::PageUp => (Key::PgUp, shift),
            KeyCode::PageDown => (Key::PgDn, shift),
            KeyCode::Enter => (Key::Enter, shift),
            KeyCode::Esc => (Key::Esc, shift),
            KeyCode::Tab => (Key::Tab, shift),
            KeyCode::Backspace => (Key::Backspace, shift),
            KeyCode::Delete => (Key::Delete, shift),
            KeyCode::Insert => (Key::Insert, shift),
            _ => return None,
        };
        Some(Self::new(key, event.modifiers.contains(KeyModifiers::CONTROL), shift))
    }

    /// Reads a chord as people write it: "Ctrl-r", "PgDn", "Shift-Tab", "?", "-". Case matters only for a
    /// single letter without Ctrl.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let (mut rest, mut ctrl, mut shift) = (written, false, false);
        loop {
            if let Some(after) = strip(rest, "ctrl-") {
                (rest, ctrl) = (after, true);
            } else if let Some(after) = strip(rest, "shift-") {
                (rest, shift) = (after, true);
            } else {
                break;
            }
        }
        parse_key(rest).map(|key| Self::new(key, ctrl, shift))
    }

    /// The character this chord types, if it types one.
    pub fn plain_char(self) -> Option<char> {
        match self.key {
            Key::Char(c) if !self.ctrl => Some(c),
            _ => None,
        }
    }

    /// The plainest form of what a terminal or a person said.
    fn new(key: Key, ctrl: bool, shift: bool) -> Self {
        let Key::Char(c) = key else {
            return Self { key, ctrl, shift };
        };
        if !ctrl {
            let key = Key::Char(if shift { single(c.to_uppercase(), c) } else { c });
            return Self { key, ctrl: false, shift: false };
        }
        // With Ctrl most terminals send a control character, which has no case.
        let c = match single(c.to_lowercase(), c) {
            // One control character stands for all three, another for these two.
            '/' | '7' => '_',
            '@' => ' ',
            c => c,
        };
        let twin = match c {
            'i' => Key::Tab,
            'm' | 'j' => Key::Enter,
            '[' => Key::Esc,
            'h' => Key::Backspace,
            _ => return Self { key: Key::Char(c), ctrl: true, shift: false },
        };
        Self { key: twin, ctrl: false, shift: false }
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        match (NAMES.iter().find(|(key, _)| *key == self.key), self.key) {
            (Some((_, names)), _) => f.write_str(names[0]),
            (None, Key::F(n)) => write!(f, "F{n}"),
            (None, Key::Char(c)) => write!(f, "{c}"),
            (None, other) => write!(f, "{other:?}"),
        }
    }
}

/// Writes a sequence of keys, divided by blanks.
pub(super) fn write(chords: &[Chord]) -> String {
    chords.iter().map(Chord::to_string).collect::<Vec<_>>().join(" ")
}

/// The names that keys may have, for the nearest right one.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().flat_map(|(_, names)| names.iter().copied())
}

/// Divides a key that came with Alt into Esc and the key: many terminals send the one for the other.
///
/// AltGr, which some terminals report as Ctrl and Alt with the sign that it gives, is no Alt: the sign stays.
pub fn split_alt(event: KeyEvent) -> (Option<KeyEvent>, KeyEvent) {
    if !event.modifiers.contains(KeyModifiers::ALT) {
        return (None, event);
    }
    let sign = matches!(event.code, KeyCode::Char(c) if !c.is_ascii_alphanumeric());
    let bare = KeyEvent { modifiers: event.modifiers - KeyModifiers::ALT, ..event };
    if sign && event.modifiers.contains(KeyModifiers::CONTROL) {
        return (None, KeyEvent { modifiers: bare.modifiers - KeyModifiers::CONTROL, ..bare });
    }
    let esc = KeyEvent { code: KeyCode::Esc, modifiers: KeyModifiers::NONE, ..event };
    (Some(esc), bare)
}

fn parse_key(written: &str) -> Option<Key> {
    let mut chars = written.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control() && !c.is_whitespace()).then_some(Key::Char(c));
    }
    if let Some(n) = strip(written, "f").and_then(|digits| digits.parse::<u8>().ok()) {
        return (1..=LAST_F).contains(&n).then_some(Key::F(n));
    }
    let named = |names: &&[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(written));
    NAMES.iter().find(|(_, names)| named(names)).map(|(key, _)| *key)
}

/// What follows a prefix, whatever its case.
fn strip<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..]).filter(|rest| !rest.is_empty())
}

/// The only character of a case mapping; a mapping to several leaves the character alone.
fn single(mut mapped: impl Iterator<Item = char>, otherwise: char) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(c), None) => c,
        _ => otherwise,
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

    use super::{Chord, split_alt};

    fn shown(code: KeyCode, modifiers: KeyModifiers) -> Option<String> {
        Chord::from_event(KeyEvent::new(code, modifiers)).map(|chord| chord.to_string())
    }

    #[test]
    fn written_keys_come_back_as_people_write_them() {
        for (written, shown) in [
            ("Ctrl-r", "Ctrl-r"),
            ("ctrl-R", "Ctrl-r"),
            ("pagedown", "PgDn"),
            ("space", "Space"),
            ("f12", "F12"),
            ("?", "?"),
            ("-", "-"),
            ("Ctrl--", "Ctrl--"),
            ("shift-tab", "Shift-Tab"),
            ("Shift-a", "A"),
            ("Ctrl-m", "Enter"),
            ("Ctrl-[", "Esc"),
            ("é", "é"),
        ] {
            assert_eq!(
                Chord::parse(written).map(|chord| chord.to_string()).as_deref(),
                Some(shown),
                "{written}"
            );
        }
        for wrong in ["", "Ctrl-", "Alt-x", "F0", "F99", "PgDwn", "gg", "\u{1b}", " "] {
            assert_eq!(Chord::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn terminals_that_say_it_differently_mean_the_same() {
        let (none, shift, ctrl) = (KeyModifiers::NONE, KeyModifiers::SHIFT, KeyModifiers::CONTROL);
        assert_eq!(shown(KeyCode::Char('G'), none), shown(KeyCode::Char('G'), shift));
        assert_eq!(shown(KeyCode::Char('g'), shift).as_deref(), Some("G"));
        assert_eq!(shown(KeyCode::Char('?'), shift).as_deref(), Some("?"));
        assert_eq!(shown(KeyCode::BackTab, shift), shown(KeyCode::Tab, shift));
        assert_eq!(shown(KeyCode::Char('m'), ctrl).as_deref(), Some("Enter"));
        assert_eq!(shown(KeyCode::Char('R'), ctrl | shift).as_deref(), Some("Ctrl-r"));
        assert_eq!(shown(KeyCode::Char('7'), ctrl), shown(KeyCode::Char('/'), ctrl));
        assert_eq!(shown(KeyCode::Char(' '), ctrl).as_deref(), Some("Ctrl-Space"));
        assert_eq!(shown(KeyCode::CapsLock, none), None);
        assert_eq!(shown(KeyCode::Char('q'), KeyModifiers::SUPER), None);
    }

    #[test]
    fn a_release_is_no_key() {
        let press = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::NONE);
        assert_eq!(Chord::from_event(KeyEvent { kind: KeyEventKind::Release, ..press }), None);
        assert_eq!(
            Chord::from_event(KeyEvent { kind: KeyEventKind::Repeat, ..press }),
            Chord::from_event(press)
        );
    }

    #[test]
    fn alt_is_escape_first_and_altgr_is_not() {
        let (esc, key) = split_alt(KeyEvent::new(KeyCode::Char('x'), KeyModifiers::ALT));
        assert_eq!(esc.map(|event| event.code), Some(KeyCode::Esc));
        assert_eq!((key.code, key.modifiers), (KeyCode::Char('x'), KeyModifiers::NONE));

        let altgr = KeyModifiers::ALT | KeyModifiers::CONTROL;
        let (esc, key) = split_alt(KeyEvent::new(KeyCode::Char('['), altgr));
        assert_eq!((esc, key.modifiers), (None, KeyModifiers::NONE));
    }
}
