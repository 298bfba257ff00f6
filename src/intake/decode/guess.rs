//! Which encoding the bytes of a text are in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH};

use super::{FEW, ONE_WRONG_IN, UTF8_MARK, Written};

/// How much of a file is looked at for all but wrong bytes.
const WINDOW: usize = 1 << 20;

/// What bytes are.
pub(super) enum Guess {
    /// UTF-8, but for a few wrong bytes.
    Utf8,
    /// So it says itself, in a mark of so many bytes.
    Marked(Written, usize),
    /// By what stands in it.
    Likely(Written),
    /// No text: a NUL stands here.
    Nul(usize),
    /// UTF-8 in most places, but not in too many others.
    Mixed { wrong: usize, line: usize },
}

pub(super) fn of(bytes: &[u8]) -> Guess {
    if bytes.starts_with(UTF8_MARK) {
        return Guess::Marked(Written::Utf8, UTF8_MARK.len());
    }
    for (mark, big) in [(b"\xFF\xFE", false), (b"\xFE\xFF", true)] {
        if bytes.starts_with(mark) {
            return Guess::Marked(Written::Utf16 { big }, mark.len());
        }
    }
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        // A few NULs in what is UTF-8 else: a file that is damaged, or no text.
        let nuls = bytes.split(|b| *b == 0).count() - 1;
        if nuls * 8 < bytes.len() && std::str::from_utf8(bytes).is_ok() {
            return Guess::Nul(at);
        }
        let wide = [false, true].into_iter().find(|big| is_utf16(&bytes[..bytes.len().min(WINDOW)], *big));
        return wide.map_or(Guess::Nul(at), |big| Guess::Likely(Written::Utf16 { big }));
    }
    let seen = Seen::of(bytes);
    if seen.wrong == 0 {
        return Guess::Utf8;
    }
    if seen.right >= seen.wrong {
        let too_many = seen.wrong > FEW && seen.wrong > bytes.len() / ONE_WRONG_IN;
        return if too_many {
            Guess::Mixed { wrong: seen.wrong, line: seen.first_line }
        } else {
            Guess::Utf8
        };
    }
    Guess::Likely(Written::Other(of_one_byte(&bytes[..bytes.len().min(WINDOW)])))
}

/// How much of some bytes is UTF-8.
struct Seen {
    /// Characters beyond ASCII.
    right: usize,
    /// Stretches that are not.
    wrong: usize,
    first_line: usize,
}

impl Seen {
    fn of(bytes: &[u8]) -> Self {
        let (mut seen, mut line) = (Self { right: 0, wrong: 0, first_line: 0 }, 1);
        for chunk in bytes.utf8_chunks() {
            seen.right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            line += chunk.valid().matches('\n').count();
            if !chunk.invalid().is_empty() {
                if seen.wrong == 0 {
                    seen.first_line = line;
                }
                seen.wrong += 1;
            }
        }
        seen
    }
}

/// Whether bytes read as UTF-16 make a text: no half characters, no controls, and blanks or line ends that the other
/// order of bytes would not have.
fn is_utf16(bytes: &[u8], big: bool) -> bool {
    if !bytes.len().is_multiple_of(2) {
        return false;
    }
    let (mut common, mut swapped) = (0_usize, 0_usize);
    let units = bytes.chunks_exact(2).map(|pair| {
        let unit = [pair[0], pair[1]];
        if big { u16::from_be_bytes(unit) } else { u16::from_le_bytes(unit) }
    });
    for unit in units.clone() {
        match unit {
            0x09 | 0x0A | 0x0D | 0x20..=0x7E => common += 1,
            0..=0x1F | 0xFFFE | 0xFFFF => return false,
            _ if matches!(unit.swap_bytes(), 0x09 | 0x0A | 0x0D | 0x20..=0x7E) => swapped += 1,
            _ => {}
        }
    }
    // The window may end within a pair.
    let halves = char::decode_utf16(units).filter(Result::is_err).count();
    halves <= 1 && common > swapped
}

/// The encoding of a text that is in none of the kinds of Unicode.
fn of_one_byte(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let likely = detector.guess(None, Utf8Detection::Deny);
    let (mac, other) = (western(bytes, MACINTOSH), western(bytes, encoding_rs::WINDOWS_1252));
    let foreign = bytes.iter().filter(|b| !b.is_ascii()).count();
    // The detector does not know Mac Roman, whose letters stand where Windows has signs and capitals.
    if mac * 10 >= foreign * 8 && mac > other * 2 {
        return MACINTOSH;
    }
    // Letters of another script do not stand alone between Latin ones.
    let latin = ["windows-1250", "windows-1252", "windows-1254", "windows-1257", "windows-1258"];
    let latin = latin.contains(&likely.name()) || likely.name().starts_with("ISO-8859-");
    if !latin && other * 10 >= foreign * 8 { encoding_rs::WINDOWS_1252 } else { likely }
}

/// How many bytes beyond ASCII are, read so, what texts in western Europe are full of: small letters within words, and
/// marks of punctuation.
fn western(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let text = encoding.decode_without_bom_handling(bytes).0;
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    let mut count = 0;
    while let Some(c) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        let beside = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
        count += usize::from(match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'æ' | 'ç' | 'è' | 'é' | 'ê' | 'ë' | 'ì' | 'í' | 'î' | 'ï'
            | 'ñ' | 'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ù' | 'ú' | 'û' | 'ü' | 'œ' | 'ß' | '’' => {
                beside
            }
            'À' | 'É' | 'È' | 'Ä' | 'Ö' | 'Ü' | 'Î' | 'Ç' | 'Å' | 'Ø' => {
                after.is_ascii_lowercase() && !before.is_alphabetic()
            }
            '“' | '”' | '„' | '–' | '—' | '«' | '»' | '…' | '\u{a0}' | '‘' | '•' | '€' | '°' => {
                !(before.is_alphabetic() && after.is_alphabetic())
            }
            _ => false,
        });
        before = c;
    }
    count
}
