//! The one folding for the search index, for queries and for names that are compared.
//!
//! Case, accents, marks, width and typographic variants are ignored in every script; what is neither letter nor
//! number separates. The result is tokens joined by one blank, made of letters and numbers only, so that SQLite's
//! `unicode61 remove_diacritics 0` finds the same tokens in it.
//!
//! - Marks are dropped (accents, Arabic vowels, Hebrew points). Not so what is no accent but a letter: the breve
//!   of й, the voicing of kana. Vowel signs of the Indic scripts become the vowel's letter.
//! - أ إ آ ٱ become ا, ى and ئ become ي, ؤ becomes و, ة becomes ه; Persian ی and ک become ي and ك. Digits of all
//!   scripts become 0 to 9. ß is ss, æ is ae, ø is o, ł is l, đ is d, final ς is σ.
//! - Apostrophes and hyphens separate, plain and typographic alike: "don't" is "don t".
//! - Scripts without blanks between words (Han, kana, Thai, Lao, Khmer, Burmese) have one letter a token: a word of
//!   them is searched as a phrase, and is found wherever it stands.

use std::ops::Range;

use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

use super::clean::is_invisible;
use crate::model::span::Span;

/// Folds a text or a name: its tokens, joined by one blank. Folding again changes nothing.
pub fn fold(text: &str) -> String {
    let mut folder = Folder { text: String::with_capacity(text.len()), ..Folder::default() };
    folder.feed_all(text);
    folder.text
}

/// Splits a text into folded tokens.
pub fn tokens(text: &str) -> Vec<String> {
    fold(text).split_ascii_whitespace().map(str::to_owned).collect()
}

/// A folded text that knows where each token stood in the original.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Folded {
    text: String,
    tokens: Vec<(Range<usize>, Span)>,
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        let mut folder = Folder { spans: Some(Vec::new()), ..Folder::default() };
        folder.feed_all(text);
        let spans = folder.spans.unwrap_or_default();
        let mut start = 0;
        let tokens = folder.text.split_ascii_whitespace().map(|token| {
            let range = start..start + token.len();
            start = range.end + 1;
            range
        });
        Self { tokens: tokens.zip(spans).collect(), text: folder.text }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The tokens, each with its place in the original, in code points.
    pub fn tokens(&self) -> impl ExactSizeIterator<Item = (&str, Span)> {
        self.tokens.iter().map(|(range, span)| (&self.text[range.clone()], *span))
    }

    /// The places of stretches of tokens, in order; those that overlap are joined.
    pub fn spans(&self, stretches: impl IntoIterator<Item = Range<usize>>) -> Vec<Span> {
        let place = |tokens: Range<usize>| {
            let (_, first) = self.tokens.get(tokens.start)?;
            let (_, last) = self.tokens.get(tokens.end.checked_sub(1)?)?;
            Some(Span::new(first.start, last.end))
        };
        let mut spans: Vec<Span> = stretches.into_iter().filter_map(place).collect();
        spans.sort_unstable();
        spans.dedup_by(|next, before| {
            let overlaps = before.meets(*next);
            if overlaps {
                before.end = before.end.max(next.end);
            }
            overlaps
        });
        spans
    }

    /// How many tokens begin before a code point of the original.
    pub fn before(&self, place: u32) -> usize {
        self.tokens.partition_point(|(_, span)| span.start < place)
    }

    /// A token, by its number.
    pub fn token(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).map(|(range, _)| &self.text[range.clone()])
    }
}

/// Finds tokens that stand next to each other in this order; with `prefix` the last may go on.
///
/// The spans are places in the original, in order; those that overlap are joined.
pub fn find(folded: &Folded, tokens: &[String], prefix: bool) -> Vec<Span> {
    folded.spans(stretches(folded, tokens, prefix))
}

/// The same, as numbers of tokens; these may overlap. Takes linear time (Knuth, Morris and Pratt 1977).
pub fn stretches(folded: &Folded, tokens: &[String], prefix: bool) -> Vec<Range<usize>> {
    let Some((last, whole)) = tokens.split_last() else { return Vec::new() };
    let exact = if prefix { whole } else { tokens };
    let steps = fallbacks(exact);
    let mut found = Vec::new();
    let mut matched = 0;
    for at in 0..folded.tokens.len() {
        let Some(token) = folded.token(at) else { break };
        // `matched` whole tokens end just before this one.
        let ends_here =
            if prefix { matched == exact.len() && token.starts_with(last.as_str()) } else { false };
        while matched > 0 && (matched == exact.len() || exact[matched] != token) {
            matched = steps[matched - 1];
        }
        if exact.get(matched).is_some_and(|wanted| wanted == token) {
            matched += 1;
        }
        if ends_here || (!prefix && matched == exact.len()) {
            found.push(at + 1 - tokens.len()..at + 1);
        }
    }
    found
}

/// For each beginning of the tokens, the length of its longest proper beginning that is also its end.
fn fallbacks(tokens: &[String]) -> Vec<usize> {
    let mut steps = vec![0; tokens.len()];
    let mut length = 0;
    for at in 1..tokens.len() {
        while length > 0 && tokens[at] != tokens[length] {
            length = steps[length - 1];
        }
        length += usize::from(tokens[at] == tokens[length]);
        steps[at] = length;
    }
    steps
}

/// Where the token that is being written stands.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Token {
    /// None is open; the next letter begins one.
    #[default]
    None,
    /// It goes on with the next letter.
    Open,
    /// It is one letter and whole, but a mark may still change that letter.
    Whole,
}

#[derive(Default)]
struct Folder {
    text: String,
    /// One for each token, if wanted.
    spans: Option<Vec<Span>>,
    token: Token,
}

impl Folder {
    fn feed_all(&mut self, text: &str) {
        for (c, at) in text.chars().zip(0..) {
            if c.is_ascii() {
                if c.is_ascii_alphanumeric() {
                    self.letter(c.to_ascii_lowercase(), at);
                } else {
                    self.token = Token::None;
                }
            } else if ('\u{AC00}'..='\u{D7A3}').contains(&c) {
                // A Korean syllable is a letter; taken apart it would fill three.
                self.letter(c, at);
            } else {
                decompose_compatible(c, |part| self.feed(part, at));
            }
        }
    }

    /// Takes one decomposed code point of the original's code point `at`.
    fn feed(&mut self, c: char, at: u32) {
        if self.recompose(c, at) {
            return;
        }
        if let Some(vowel) = indic_vowel(c) {
            self.letter(vowel, at);
        } else if is_combining_mark(c) || is_invisible(c) || is_tatweel_or_prime(c) {
            self.stretch(at, false);
        } else {
            for lower in c.to_lowercase() {
                match variant(lower) {
                    Variant::Itself if is_letter(lower) => self.letter(lower, at),
                    // Lower-casing İ leaves a mark behind.
                    Variant::Itself if is_combining_mark(lower) => {}
                    Variant::Itself | Variant::Separator => self.token = Token::None,
                    Variant::Letter(plain) => self.letter(plain, at),
                    Variant::Two(first, second) => {
                        self.letter(first, at);
                        self.letter(second, at);
                    }
                }
            }
        }
    }

    /// Puts back together what is one letter to its readers: й, voiced kana, Korean syllables.
    fn recompose(&mut self, c: char, at: u32) -> bool {
        if self.token == Token::None {
            return false;
        }
        let Some(before) = self.text.chars().next_back() else { return false };
        let wanted = match c {
            '\u{306}' => before == 'и',
            '\u{3099}' | '\u{309A}' | '\u{1161}'..='\u{1175}' | '\u{11A8}'..='\u{11C2}' => true,
            _ => false,
        };
        let Some(whole) = wanted.then(|| compose(before, c)).flatten() else { return false };
        self.text.pop();
        self.text.push(whole);
        self.stretch(at, true);
        true
    }

    fn letter(&mut self, c: char, at: u32) {
        let alone = stands_alone(c);
        if alone || self.token != Token::Open {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            if let Some(spans) = &mut self.spans {
                spans.push(Span::new(at, at + 1));
            }
        }
        self.text.push(c);
        self.token = if alone { Token::Whole } else { Token::Open };
        self.stretch(at, true);
    }

    /// Makes the present token's place reach the code point `at`: for what belongs to it, or only when it follows
    /// directly, as a mark does.
    fn stretch(&mut self, at: u32, belongs: bool) {
        if self.token == Token::None {
            return;
        }
        let last = self.spans.as_mut().and_then(|spans| spans.last_mut());
        if let Some(last) = last.filter(|last| belongs || last.end == at) {
            last.end = last.end.max(at + 1);
        }
    }
}

/// Letters and numbers as `unicode61` has them: categories L and N.
fn is_letter(c: char) -> bool {
    let differs = matches!(c,
        // Signs that are alphabetic to Unicode and yet symbols.
        '\u{24B6}'..='\u{24E9}' | '\u{1F100}'..='\u{1F1FF}'
        // Vowels of New Tai Lue and Vedic signs, which were marks in the Unicode of SQLite's tables.
        | '\u{19B0}'..='\u{19C0}' | '\u{19C8}' | '\u{19C9}' | '\u{1CF2}' | '\u{1CF3}');
    c.is_alphanumeric() && !is_combining_mark(c) && !differs
}

/// Letters of scripts that write no blanks between words.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{0E01}'..='\u{0EDF}'        // Thai, Lao
        | '\u{1000}'..='\u{109F}'      // Burmese
        | '\u{1780}'..='\u{17DC}'      // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3041}'..='\u{30FF}'      // Hiragana, Katakana
        | '\u{3105}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' // Bopomofo
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' // Han
        | '\u{F900}'..='\u{FAFF}'
        | '\u{1B000}'..='\u{1B16F}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// The letter of a vowel that an Indic script writes as a sign: in the blocks that follow ISCII (Devanagari to
/// Malayalam) the sign stands 0x38 after the letter.
fn indic_vowel(c: char) -> Option<char> {
    let code = c as u32;
    if !(0x900..0xD80).contains(&code) || !(0x3E..=0x4C).contains(&(code & 0x7F)) || !is_combining_mark(c) {
        return None;
    }
    char::from_u32(code - 0x38).filter(|&vowel| is_letter(vowel))
}

/// The Arabic tatweel, which only fills a line, and the signs of transliteration (ʹ ʺ ʾ ʿ).
fn is_tatweel_or_prime(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{2B9}' | '\u{2BA}' | '\u{2BE}' | '\u{2BF}')
}

/// What a lower-case letter is taken for.
enum Variant {
    Itself,
    Separator,
    Letter(char),
    Two(char, char),
}

fn variant(c: char) -> Variant {
    let plain = match c {
        'ß' => return Variant::Two('s', 's'),
        'æ' => return Variant::Two('a', 'e'),
        'œ' => return Variant::Two('o', 'e'),
        // Apostrophes that Unicode counts among the letters separate like the others.
        '\u{2BB}' | '\u{2BC}' | '\u{2BD}' | '\u{2C8}' | '\u{2EE}' => return Variant::Separator,
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ħ' => 'h',
        'ı' => 'i',
        'ς' => 'σ',
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        _ => return digit(c).map_or(Variant::Itself, Variant::Letter),
    };
    Variant::Letter(plain)
}

/// The plain form of a decimal digit of the Arabic and Indic scripts, Thai, Lao, Tibetan, Burmese and Khmer.
fn digit(c: char) -> Option<char> {
    let code = c as u32;
    let zero = match code {
        0x660..=0x669 => 0x660,
        0x6F0..=0x6F9 => 0x6F0,
        0x900..=0xD7F if (0x66..=0x6F).contains(&(code & 0x7F)) => (code & !0x7F) + 0x66,
        0xE50..=0xE59 => 0xE50,
        0xED0..=0xED9 => 0xED0,
        0xF20..=0xF29 => 0xF20,
        0x1040..=0x1049 => 0x1040,
        0x17E0..=0x17E9 => 0x17E0,
        _ => return None,
    };
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found<'a>(text: &'a str, query: &str, prefix: bool) -> Vec<&'a str> {
        find(&Folded::new(text), &tokens(query), prefix)
            .into_iter()
            .map(|span| crate::text::position::slice(text, span))
            .collect()
    }

    #[test]
    fn six_languages_fold_as_their_readers_expect() {
        assert_eq!(fold("Routing-Security, l’été; don't!"), "routing security l ete don t");
        assert_eq!(fold("GESTIÓN de Números"), "gestion de numeros");
        assert_eq!(fold("Ещё один ЙОД, йод и и\u{306}од"), "еще один йод йод и йод");
        assert_eq!(fold("أَمْنُ الإنترنت، مسـؤولية إلى المدرسة ٢٠٢٥"), "امن الانترنت مسووليه الي المدرسه 2025");
        assert_eq!(fold("互联网IPv6治理。"), "互 联 网 ipv6 治 理");
        assert_eq!(fold("ＩＰｖ６　Ａ－Ｂ"), "ipv6 a b");
    }

    #[test]
    fn other_scripts_keep_their_letters() {
        assert_eq!(fold("がく カ゛ﾊﾟ"), "が く カ パ");
        assert_eq!(fold("한국 \u{1112}\u{1161}\u{11AB}국"), "한국 한국");
        assert_ne!(fold("दिन"), fold("दान"));
        assert_eq!(fold("Straße ŒUVRE Łódź İstanbul ΛΌΓΟΣ"), "strasse oeuvre lodz istanbul λογοσ");
        assert_eq!(fold("co\u{ad}operation zero\u{200b}width"), "cooperation zerowidth");
    }

    #[test]
    fn matches_have_their_place_in_the_original() {
        assert_eq!(
            found("The Routing  SECURITY of routing", "routing security", false),
            ["Routing  SECURITY"]
        );
        assert_eq!(found("我们的互联网治理", "互联网", false), ["互联网"]);
        assert_eq!(
            found("Ещё e\u{301}te\u{301} E\u{301}TE\u{301}", "été", false),
            ["e\u{301}te\u{301}", "E\u{301}TE\u{301}"]
        );
        assert_eq!(found("وَالإِنْتَرْنِت آمن", "الانترنت", false), [""; 0]);
        assert_eq!(found("الإِنْتَرْنِت آمن", "الانترنت", false), ["الإِنْتَرْنِت"]);
        assert_eq!(found("fragmented, fragmentation", "fragm", true), ["fragmented", "fragmentation"]);
        assert_eq!(found("a a b a a c", "a a c", false), ["a a c"]);
        assert_eq!(found("a a a", "a a", true), ["a a a"]);
        assert_eq!(found("anything", "", true), [""; 0]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert!(once.split(' ').all(|t| once.is_empty() || (!t.is_empty() && t.chars().all(is_letter))), "{}", once);
            let folded = Folded::new(&text);
            prop_assert_eq!(folded.text(), once.as_str());
            prop_assert_eq!(folded.tokens().len(), tokens(&text).len());
        }

        #[test]
        fn found_places_hold_what_was_wanted(text in "[aáb .]{0,30}", query in "[ab ]{1,6}", prefix in any::<bool>()) {
            let wanted = tokens(&query);
            let spans = find(&Folded::new(&text), &wanted, prefix);
            prop_assert!(spans.is_sorted());
            for span in &spans {
                prop_assert!(span.end as usize <= text.chars().count());
                let held = fold(crate::text::position::slice(&text, *span));
                prop_assert!(held.contains(&wanted.join(" ")));
            }
            let all = format!(" {} ", fold(&text));
            let there = if prefix { all.contains(&format!(" {}", wanted.join(" "))) } else { all.contains(&format!(" {} ", wanted.join(" "))) };
            prop_assert_eq!(!spans.is_empty(), there && !wanted.is_empty());
        }
    }
}
