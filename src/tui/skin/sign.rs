//! The signs of the screen, all one column wide, in two sets.

use std::borrow::Cow;

/// A sign with a meaning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sign {
    /// The row under the cursor.
    Cursor,
    /// The same in a pane without the focus.
    CursorOff,
    /// Marked, chosen.
    Mark,
    /// Left out by a filter.
    LeftOut,
    /// No longer matches.
    NoMatch,
    /// Nothing was said of it yet.
    Todo,
    /// Reviewed.
    Reviewed,
    /// Flagged.
    Flagged,
    /// Has a note.
    Note,
    /// On the current shortlist.
    Shortlisted,
    /// Cannot be read.
    Unreadable,
    /// The same again.
    Same,
    /// A group that is open.
    Open,
    /// A group that is shut.
    Shut,
    /// Something was cut here.
    Ellipsis,
    /// The done part of a bar.
    BarDone,
    /// The rest of a bar.
    BarRest,
    /// A horizontal rule.
    Rule,
    /// A horizontal rule of the pane with the focus.
    HeavyRule,
    /// A vertical line.
    Line,
    /// The line beside what only others tagged.
    OthersLine,
    /// The same, of a third analyst.
    ThirdLine,
    /// The thumb on a vertical line, or the line beside a selection.
    ThumbLine,
    /// Where a vertical line hangs from a rule.
    Tee,
    /// A corner.
    TopLeft,
    /// A corner.
    TopRight,
    /// A corner.
    BottomLeft,
    /// A corner.
    BottomRight,
    /// Before an item of a list.
    Bullet,
    /// Before an item of a list within a list.
    InnerBullet,
}

/// The turns of the sign that says that something is waited for, in both sets.
pub(super) const SPINNER: [[&str; 6]; 2] = [["⠋", "⠙", "⠸", "⠴", "⠦", "⠇"], ["|", "/", "-", "\\", "-", "/"]];

/// Parts of a column from the left, eighth by eighth.
const EIGHTHS: [&str; 8] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];

/// A bar of a share, as long as the columns are wide when it is the whole.
pub(super) fn bar(set: SignSet, part: u32, whole: u32, columns: u16) -> String {
    let eighths = u64::from(columns) * 8 * u64::from(part);
    let eighths = eighths.checked_div(u64::from(whole)).unwrap_or(0).min(u64::from(columns) * 8) as usize;
    match set {
        // What is rounded down to nothing is not nothing.
        SignSet::Ascii => "=".repeat((eighths / 8).max(usize::from(part > 0 && columns > 0))),
        SignSet::Unicode => {
            let eighths = eighths.max(usize::from(part > 0 && columns > 0));
            let rest = (eighths % 8).checked_sub(1).and_then(|rest| EIGHTHS.get(rest));
            EIGHTHS[7].repeat(eighths / 8) + rest.copied().unwrap_or_default()
        }
    }
}

/// Parts of a column from below, eighth by eighth.
const HEIGHTS: [[&str; 8]; 2] =
    [["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], [".", ".", ".", ":", ":", ":", "#", "#"]];

/// So many eighths of a character's place, from below.
pub(super) fn column(set: SignSet, eighths: u8) -> &'static str {
    let heights = HEIGHTS[usize::from(set == SignSet::Ascii)];
    usize::from(eighths).checked_sub(1).and_then(|at| heights.get(at)).copied().unwrap_or(" ")
}

/// Text with the typographic characters of the program's own words in their ASCII forms, of the same width.
///
/// Such characters are drawn two columns wide by terminals that draw ambiguous ones so, whoever wrote them.
pub(super) fn plain(words: &str) -> Cow<'_, str> {
    if words.is_ascii() {
        return Cow::Borrowed(words);
    }
    let plain = |c| match c {
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        '–' | '—' => '-',
        '…' => '~',
        '·' => '.',
        '•' => '*',
        '×' => 'x',
        // The blank between thousands.
        '\u{202f}' => ' ',
        other => stand_in(other),
    };
    Cow::Owned(words.chars().map(plain).collect())
}

/// The same for what stands where a text has characters that no terminal is sent; all else stays as it is.
pub(super) fn plain_stand_ins(letters: &str) -> Cow<'_, str> {
    if letters.is_ascii() {
        return Cow::Borrowed(letters);
    }
    Cow::Owned(letters.chars().map(stand_in).collect())
}

fn stand_in(c: char) -> char {
    match c {
        '\u{2400}'..='\u{2426}' | '\u{fffd}' => '?',
        '◌' => 'o',
        other => other,
    }
}

/// Which characters signs are made of.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum SignSet {
    /// Lines, ticks and dots.
    #[default]
    Unicode,
    /// Only ASCII, for terminals that draw ambiguous characters wide.
    Ascii,
}

impl Sign {
    /// All signs, for tests and references.
    pub const ALL: [Self; 30] = [
        Self::Cursor,
        Self::CursorOff,
        Self::Mark,
        Self::LeftOut,
        Self::NoMatch,
        Self::Todo,
        Self::Reviewed,
        Self::Flagged,
        Self::Note,
        Self::Shortlisted,
        Self::Unreadable,
        Self::Same,
        Self::Open,
        Self::Shut,
        Self::Ellipsis,
        Self::BarDone,
        Self::BarRest,
        Self::Rule,
        Self::HeavyRule,
        Self::Line,
        Self::OthersLine,
        Self::ThirdLine,
        Self::ThumbLine,
        Self::Tee,
        Self::TopLeft,
        Self::TopRight,
        Self::BottomLeft,
        Self::BottomRight,
        Self::Bullet,
        Self::InnerBullet,
    ];

    /// The sign as it is written in a set.
    pub fn written(self, set: SignSet) -> &'static str {
        let (unicode, ascii) = match self {
            Self::Cursor => ("▌", ">"),
            Self::CursorOff => ("▎", ":"),
            Self::Mark => ("●", "*"),
            Self::LeftOut => ("-", "-"),
            Self::NoMatch => ("~", "~"),
            Self::Todo => ("·", "."),
            Self::Reviewed => ("✓", "v"),
            Self::Flagged => ("!", "!"),
            Self::Note => ("¶", "#"),
            Self::Shortlisted => ("+", "+"),
            Self::Unreadable => ("×", "x"),
            Self::Same => ("=", "="),
            Self::Open => ("▾", "v"),
            Self::Shut => ("▸", ">"),
            Self::Ellipsis => ("…", "~"),
            Self::BarDone | Self::HeavyRule => ("━", "="),
            Self::BarRest => ("╌", "-"),
            Self::Rule => ("─", "-"),
            Self::Line => ("│", "|"),
            Self::OthersLine => ("┊", ":"),
            Self::ThirdLine => ("╎", ";"),
            Self::ThumbLine => ("┃", "|"),
            Self::Tee => ("┬", "+"),
            Self::TopLeft => ("╭", "+"),
            Self::TopRight => ("╮", "+"),
            Self::BottomLeft => ("╰", "+"),
            Self::BottomRight => ("╯", "+"),
            Self::Bullet => ("•", "*"),
            Self::InnerBullet => ("–", "-"),
        };
        match set {
            SignSet::Unicode => unicode,
            SignSet::Ascii => ascii,
        }
    }
}
