//! Bytes to text: which encoding it is, by its content; what is no text at all; and the odd byte that is wrong.
//!
//! UTF-8 is left as it stands, wrong bytes and all, so that positions in it are those of the file. Anything else is
//! written anew in UTF-8, and [`Text::size`] says how many bytes of the file a stretch of it takes.

mod guess;

use std::borrow::Cow;

use encoding_rs::Encoding;

use self::guess::Guess;
use super::ReadError;
use crate::model::diagnostic::{Diagnostic, Severity};

/// The mark that some programs write before UTF-8.
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A file is binary when more than one byte in this many is wrong …
const ONE_WRONG_IN: usize = 200;

/// … and more than so many are: a few wrong bytes in a short text are a slip.
const FEW: usize = 8;

/// With fewer characters beyond ASCII than this an encoding is not told for sure.
const SURE: usize = 24;

/// … nor with fewer different ones.
const DIFFERENT: usize = 4;

/// So many characters beyond ASCII are looked at for that.
const LOOKED_THROUGH: usize = 10_000;

/// What to do with a file that is no text.
const READABLE: &str = "Markdown, plain text, HTML, CSV, JSON, DOCX, ODT, PDF and XLSX can be read; save or export it as one of them.";

/// How many lines a warning names.
const LINES_NAMED: usize = 5;

/// How many words stand in a message as samples of what was read.
const SAMPLES: usize = 3;

/// In what a file is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Written {
    Utf8,
    Utf16 { big: bool },
    Other(&'static Encoding),
}

impl Written {
    fn name(self) -> Cow<'static, str> {
        match self {
            Self::Utf8 => "UTF-8".into(),
            Self::Utf16 { big: false } => "UTF-16 (little endian)".into(),
            Self::Utf16 { big: true } => "UTF-16 (big endian)".into(),
            Self::Other(e) if e == encoding_rs::MACINTOSH => "Mac Roman".into(),
            Self::Other(e) => e.name().replace("windows", "Windows").into(),
        }
    }
}

/// A file as text.
#[derive(Debug)]
pub(super) struct Text<'b> {
    /// UTF-8, but for wrong bytes where the file itself is in UTF-8.
    pub(super) bytes: Cow<'b, [u8]>,
    /// How many bytes the mark before it takes.
    pub(super) mark: usize,
    written: Written,
    /// What is told of the encoding.
    remark: Option<Diagnostic>,
}

impl<'b> Text<'b> {
    /// Finds out what a file is written in.
    ///
    /// # Errors
    /// When the bytes are empty or no text: a NUL, or too much that is wrong in any encoding. Control characters
    /// alone do not make a file binary.
    pub(super) fn of(bytes: &'b [u8], name: &str) -> Result<Self, ReadError> {
        let binary = |why: String, hint: &'static str| ReadError::Binary {
            file: name.to_owned(),
            why,
            hint: hint.into(),
        };
        if bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes).iter().all(u8::is_ascii_whitespace) {
            return Err(ReadError::Empty { file: name.to_owned() });
        }
        let text = match guess::of(bytes) {
            Guess::Utf8 => Self { bytes: bytes.into(), mark: 0, written: Written::Utf8, remark: None },
            Guess::Marked(Written::Utf8, mark) => {
                Self { bytes: bytes[mark..].into(), mark, written: Written::Utf8, remark: None }
            }
            Guess::Marked(written, mark) => Self::rewritten(&bytes[mark..], mark, written, true),
            Guess::Likely(written) => Self::rewritten(bytes, 0, written, false),
            Guess::Nul(at) => return Err(binary(format!("a NUL stands at byte {at}"), READABLE)),
            Guess::Mixed { wrong, line } => {
                let why = format!("{wrong} places are not UTF-8, the first on line {line}");
                return Err(binary(why, "If it is text in another encoding, save it as UTF-8."));
            }
        };
        if let Some(at) = text.bytes.iter().position(|b| *b == 0) {
            return Err(binary(format!("a NUL stands at byte {at}"), READABLE));
        }
        if text.bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(ReadError::Empty { file: name.to_owned() });
        }
        let odd = text.odd();
        if odd > FEW && odd > bytes.len() / ONE_WRONG_IN {
            let why = format!("read as {}, {odd} places are no characters", text.written.name());
            return Err(binary(why, "If it is text, save it as UTF-8."));
        }
        Ok(text)
    }

    fn rewritten(bytes: &[u8], mark: usize, written: Written, marked: bool) -> Self {
        let encoding = match written {
            Written::Utf8 => encoding_rs::UTF_8,
            Written::Utf16 { big: false } => encoding_rs::UTF_16LE,
            Written::Utf16 { big: true } => encoding_rs::UTF_16BE,
            Written::Other(encoding) => encoding,
        };
        let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
        let remark = Some(remark(&text, written, marked));
        Self { bytes: text.into_bytes().into(), mark, written, remark }
    }

    /// How many places of a text that was written anew are no characters that a text has.
    fn odd(&self) -> usize {
        if self.written == Written::Utf8 {
            return 0;
        }
        let odd = |c: &char| matches!(c, '\u{fffd}' | '\u{80}'..='\u{9f}' | '\0'..='\x08' | '\x0e'..='\x1a');
        self.shown().chars().filter(odd).count()
    }

    /// The text, wrong bytes as U+FFFD.
    pub(super) fn shown(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// How many bytes of the file a stretch of [`Self::bytes`] takes.
    pub(super) fn size(&self, stretch: &[u8]) -> usize {
        let text = || String::from_utf8_lossy(stretch);
        match self.written {
            Written::Utf8 => stretch.len(),
            Written::Utf16 { .. } => text().encode_utf16().count() * 2,
            Written::Other(encoding) if encoding.is_single_byte() => text().chars().count(),
            Written::Other(encoding) => encoding.encode(&text()).0.len(),
        }
    }

    /// What it is written in, where that is not UTF-8, and a warning that names the lines where wrong bytes stand.
    pub(super) fn told(&self) -> Vec<Diagnostic> {
        self.remark.clone().into_iter().chain(self.slips()).collect()
    }

    fn slips(&self) -> Option<Diagnostic> {
        let (mut line, mut lines) = (1, Vec::new());
        for chunk in self.bytes.utf8_chunks() {
            line += chunk.valid().matches('\n').count();
            if !chunk.invalid().is_empty() && lines.last() != Some(&line) {
                lines.push(line);
            }
        }
        let named: Vec<String> = lines.iter().take(LINES_NAMED).map(ToString::to_string).collect();
        let more = if lines.len() > LINES_NAMED { " and others" } else { "" };
        let plural = if lines.len() == 1 { "line" } else { "lines" };
        (!lines.is_empty()).then(|| Diagnostic {
            severity: Severity::Warning,
            place: format!("{plural} {}{more}", named.join(", ")),
            what: "bytes that are not UTF-8 are shown as U+FFFD (�)".to_owned(),
            hint: "Save the file as UTF-8 and import it again.".to_owned(),
        })
    }
}

/// Says what a file was read as; how sure that is, with words by which a person sees whether it is right.
fn remark(text: &str, written: Written, marked: bool) -> Diagnostic {
    let foreign = text.chars().filter(|c| !c.is_ascii()).take(LOOKED_THROUGH);
    let different: std::collections::BTreeSet<char> = foreign.clone().collect();
    let tells = foreign.count() >= SURE && different.len() >= DIFFERENT;
    let sure = marked || matches!(written, Written::Utf16 { .. }) || tells;
    let named = written.name();
    if sure {
        return Diagnostic {
            severity: Severity::Remark,
            place: "the file".to_owned(),
            what: format!("read as {named}"),
            hint: String::new(),
        };
    }
    let mut words: Vec<&str> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_ascii()) {
        if words.len() < SAMPLES && !words.contains(&word) {
            words.push(word);
        }
    }
    let seen: Vec<String> =
        words.iter().map(|word| format!("“{}”", word.chars().take(40).collect::<String>())).collect();
    let look = if seen.is_empty() {
        "Compare it with the original".to_owned()
    } else {
        format!("Look at {}", seen.join(", "))
    };
    Diagnostic {
        severity: Severity::Warning,
        place: "the file".to_owned(),
        what: format!("read as {named}, which is unsure: few of its characters tell"),
        hint: format!("{look}; if that is wrong, save the file as UTF-8 and import that."),
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{
        GB18030, KOI8_R, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
        WINDOWS_1256,
    };

    use super::*;

    fn shown(bytes: &[u8]) -> String {
        Text::of(bytes, "a").unwrap().shown().into_owned()
    }

    const FRENCH: &str = "Région,Réponse\nÎle-de-France,« L’accès à l’Internet reste très inégal — dès l’école, où les élèves \
                          reçoivent peu d’aide ; ça n’a pas changé. »\n";

    #[test]
    fn what_a_text_is_written_in_is_found_by_its_content() {
        let texts = [
            (WINDOWS_1252, FRENCH),
            (MACINTOSH, FRENCH),
            (
                MACINTOSH,
                "Größe,Antwort\rKöln,Die Maßnahmen für Schüler müssen überall verfügbar sein: „schön“ genügt nicht.\r",
            ),
            (
                WINDOWS_1252,
                "Größe,Antwort\nKöln,Die Maßnahmen für Schüler müssen überall verfügbar sein: „schön“ genügt nicht.\n",
            ),
            (
                WINDOWS_1250,
                "Země,Odpověď\nČesko,Přístup k internetu je pro všechny žáky důležitý, ale školy nemají dostatek peněz.\n",
            ),
            (
                WINDOWS_1251,
                "Страна,Ответ\nРоссия,Доступ к Интернету важен для всех, но в сёлах связь работает плохо.\n",
            ),
            (
                KOI8_R,
                "Страна,Ответ\nРоссия,Доступ к Интернету важен для всех, но в сёлах связь работает плохо.\n",
            ),
            (
                WINDOWS_1253,
                "Χώρα,Απάντηση\nΕλλάδα,Η πρόσβαση στο διαδίκτυο είναι σημαντική για όλους τους πολίτες.\n",
            ),
            (
                WINDOWS_1254,
                "Ülke,Yanıt\nTürkiye,İnternete erişim bütün öğrenciler için önemlidir, ancak kırsalda bağlantı yavaştır; çocuklar için güçlü ağ gerekir.\n",
            ),
            (
                WINDOWS_1256,
                "البلد,الجواب\nالجزائر,الوصول إلى الإنترنت مهم للجميع ولكن الاتصال ضعيف في القرى.\n",
            ),
            (GB18030, "国家,答复\n中国,互联网接入对所有人都很重要，但农村地区的连接速度仍然很慢。\n"),
        ];
        for (encoding, text) in texts {
            let bytes = encoding.encode(text).0;
            let read = Text::of(&bytes, "a").unwrap();
            assert_eq!(read.shown(), text, "{}", encoding.name());
            assert_eq!(read.size(text.as_bytes()), bytes.len(), "{}", encoding.name());
            assert_eq!(read.told().len(), 1, "{}", encoding.name());
        }
    }

    #[test]
    fn utf_16_is_known_with_a_mark_and_without() {
        for text in [FRENCH, "国家\t答复\r\n中国\t互联网接入对所有人都很重要\r\n", "id\tq1\n1\tyes 😀\n"]
        {
            for (big, marked) in [(false, false), (false, true), (true, false), (true, true)] {
                let units = marked.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
                let bytes: Vec<u8> =
                    units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect();
                let read = Text::of(&bytes, "a").unwrap();
                assert_eq!(read.shown(), text);
                assert_eq!(read.size(text.as_bytes()) + read.mark, bytes.len());
                assert!(read.told()[0].what.contains(if big { "big" } else { "little" }));
            }
        }
    }

    #[test]
    fn what_is_unsure_is_said_with_words_to_look_at() {
        let told = Text::of(b"caf\xe9 and more", "a").unwrap().told();
        assert!(told[0].what.contains("unsure") && told[0].hint.contains("“café”"), "{told:?}");
        assert_eq!(Text::of("café".as_bytes(), "a").unwrap().told(), []);
    }

    #[test]
    fn only_what_is_no_text_is_refused() {
        assert!(Text::of(b"\x1b[31m\x07\x08 hello", "a").is_ok());
        let binary = |bytes: &[u8]| matches!(Text::of(bytes, "a"), Err(ReadError::Binary { .. }));
        assert!(binary(b"a\0b") && binary(b"\x7fELF\x02\x01\x01\0\0\0\0\0"));
        assert!(binary(&"h\0i\0".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()));
        let noise: Vec<u8> = (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 1).collect();
        assert!(binary(&noise), "{:?}", shown(&noise));
        let empty = |bytes: &[u8]| Text::of(bytes, "a").err() == Some(ReadError::Empty { file: "a".into() });
        assert!(empty(b"\xEF\xBB\xBF \n") && empty(b"\xFF\xFE\n\0") && empty(b""));
    }

    #[test]
    fn wrong_bytes_in_utf_8_are_replaced_and_their_lines_named() {
        let bytes = ["één\ncaf".as_bytes(), b"\xe9\nthree \xff\n"].concat();
        let read = Text::of(&bytes, "a").unwrap();
        assert_eq!(read.shown(), "één\ncaf\u{fffd}\nthree \u{fffd}\n");
        assert_eq!(read.told()[0].place, "lines 2, 3");
        assert_eq!(read.bytes, bytes, "positions are those of the file");
    }
}
