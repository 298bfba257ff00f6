//! Words in their other forms: routing, routes and routed are one word's, by the rules of its language.
//!
//! All words here are folded tokens. The rules are those of Snowball, but for Arabic: there Snowball gives "الشبكات" and
//! "شبكات" different stems, and the light stemming of Larkey, Ballesteros and Connell ("Light Stemming for Arabic
//! Information Retrieval", 2007) does not. Folding took the accents from words whose endings are told by them; those
//! endings get theirs back before the rules see them. Languages whose forms are told by accents within their words, as
//! in Hungarian and Turkish, have no rules here: their words are themselves only, as those of Chinese are.

use snowball_stemmers_rs::{Algorithm, Stemmer};

use super::language;

/// The fewest letters of a word that has other forms.
const SHORTEST: usize = 3;

/// The most letters of a word that is looked at.
const LONGEST: usize = 60;

/// The rules of a language.
pub struct Rules {
    script: Script,
    stemmer: Option<Stemmer>,
    /// Folded endings, each with what the rules are given in its place.
    endings: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
}

/// A word whose other forms are looked for.
pub struct Wanted<'a> {
    rules: &'a Rules,
    word: &'a str,
    stem: String,
}

impl Rules {
    /// The rules of a language, by its code or name.
    pub fn of(language: &str) -> Option<Self> {
        let (script, algorithm, endings): (_, _, &[_]) = match language::code(language)? {
            "ar" => return Some(Self { script: Script::Arabic, stemmer: None, endings: &[] }),
            "da" => (Script::Latin, Algorithm::Danish, &[]),
            "de" => (Script::Latin, Algorithm::German, &[]),
            "el" => (Script::Greek, Algorithm::Greek, &[]),
            "en" => (Script::Latin, Algorithm::English, &[]),
            "es" => (Script::Latin, Algorithm::Spanish, SPANISH),
            "fi" => (Script::Latin, Algorithm::Finnish, &[]),
            "fr" => (Script::Latin, Algorithm::French, FRENCH),
            "it" => (Script::Latin, Algorithm::Italian, ITALIAN),
            // The other rules for Dutch take beginnings off, too.
            "nl" => (Script::Latin, Algorithm::DutchPorter, &[]),
            "no" => (Script::Latin, Algorithm::Norwegian, &[]),
            "pt" => (Script::Latin, Algorithm::Portuguese, PORTUGUESE),
            "ru" => (Script::Cyrillic, Algorithm::Russian, &[]),
            "sv" => (Script::Latin, Algorithm::Swedish, &[]),
            _ => return None,
        };
        Some(Self { script, stemmer: Some(Stemmer::create(algorithm)), endings })
    }

    /// A word of the language whose forms are looked for; `None` where it has none.
    pub fn wanted<'a>(&'a self, word: &'a str) -> Option<Wanted<'a>> {
        self.is_of_script(word).then(|| Wanted { rules: self, word, stem: self.stem(word) })
    }

    fn is_of_script(&self, word: &str) -> bool {
        let script = |c: char| match c {
            'a'..='z' | '\u{DF}'..='\u{24F}' => Some(Script::Latin),
            'α'..='ω' => Some(Script::Greek),
            'а'..='џ' => Some(Script::Cyrillic),
            'ء'..='ي' => Some(Script::Arabic),
            _ => None,
        };
        let length = word.chars().take(LONGEST + 1).count();
        (SHORTEST..=LONGEST).contains(&length) && word.chars().all(|c| script(c) == Some(self.script))
    }

    fn stem(&self, word: &str) -> String {
        let Some(stemmer) = &self.stemmer else { return without_ending(without_article(word)).to_owned() };
        let ending =
            self.endings.iter().find_map(|(folded, written)| Some((word.strip_suffix(folded)?, written)));
        match ending {
            Some((rest, written)) => stemmer.stem(&format!("{rest}{written}")).into_owned(),
            None => stemmer.stem(word).into_owned(),
        }
    }
}

impl Wanted<'_> {
    /// How its forms may begin.
    pub fn beginnings(&self) -> Vec<String> {
        let kept = shared(self.word, &self.stem);
        if self.rules.script == Script::Arabic {
            let first: String = self.stem.chars().take(2).collect();
            return [""]
                .iter()
                .chain(&ARTICLES)
                .chain(&["و"])
                .map(|before| format!("{before}{first}"))
                .collect();
        }
        // The last letter that a stem keeps may be another in another form: policy, policies; hope, hoping.
        let sure = if kept > SHORTEST { kept - 1 } else { kept };
        if sure < 2 { Vec::new() } else { vec![self.word.chars().take(sure).collect()] }
    }

    /// Whether a word is another form of it.
    ///
    /// At least half of their letters must be the same from the beginning: by the rules alone, the German "Sicherheit"
    /// (safety) is a form of "sich" (itself).
    pub fn is_form(&self, word: &str) -> bool {
        if word == self.word || !self.rules.is_of_script(word) {
            return false;
        }
        if self.rules.script == Script::Arabic {
            let bare = word.strip_prefix('و').filter(|rest| rest.chars().count() >= SHORTEST);
            return std::iter::once(word).chain(bare).any(|word| self.rules.stem(word) == self.stem);
        }
        let longer = self.word.chars().count().max(word.chars().count());
        2 * shared(self.word, word) >= longer && self.rules.stem(word) == self.stem
    }
}

/// How many letters are the same from the beginning.
fn shared(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
}

const FRENCH: &[(&str, &str)] = &[
    ("ites", "ités"),
    ("ite", "ité"),
    ("ees", "ées"),
    ("ee", "ée"),
    ("erent", "èrent"),
    ("ieres", "ières"),
    ("iere", "ière"),
];

const SPANISH: &[(&str, &str)] = &[("ion", "ión")];

const PORTUGUESE: &[(&str, &str)] = &[
    ("coes", "ção"),
    ("cao", "ção"),
    ("soes", "são"),
    ("sao", "são"),
    ("encia", "ência"),
    ("encias", "ências"),
];

const ITALIAN: &[(&str, &str)] = &[("ita", "ità")];

/// The Arabic article, alone and after "and", "with", "like", "so" and "for".
const ARTICLES: [&str; 6] = ["ال", "وال", "بال", "كال", "فال", "لل"];

/// Endings of Arabic words, folded, in the order in which they are taken off.
const ENDINGS: [&str; 8] = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"];

fn without_article(word: &str) -> &str {
    let bare = ARTICLES.iter().find_map(|article| word.strip_prefix(article));
    bare.filter(|rest| rest.chars().count() >= 2).unwrap_or(word)
}

fn without_ending(word: &str) -> &str {
    ENDINGS.iter().fold(word, |word, ending| {
        word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 2).unwrap_or(word)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::fold;

    /// Whether a word is found by another, as it is looked for: within what begins so.
    fn finds(language: &str, word: &str, other: &str) -> bool {
        let (word, other) = (fold(word), fold(other));
        let rules = Rules::of(language).unwrap();
        let Some(wanted) = rules.wanted(&word) else { return false };
        wanted.beginnings().iter().any(|start| other.starts_with(start.as_str())) && wanted.is_form(&other)
    }

    #[test]
    fn forms_of_a_word_are_found_by_each_other() {
        let mut missed = Vec::new();
        for (language, words) in [
            ("en", "route routes routed routing"),
            ("en", "policy policies"),
            ("en", "hope hoping hoped"),
            ("fr", "sécurité sécurités"),
            ("fr", "réseau réseaux"),
            ("fr", "international internationale internationales"),
            ("fr", "utilisée utilisées utiliser utilise utilisé"),
            ("es", "red redes"),
            ("es", "información informaciones"),
            ("es", "gestión gestiones"),
            ("es", "político políticas"),
            ("ru", "безопасность безопасности безопасностью"),
            ("ru", "сеть сети сетей сетями"),
            ("ru", "счёт счета счётом"),
            ("ar", "شبكة الشبكة شبكات الشبكات والشبكات بالشبكة للشبكات"),
            ("ar", "سياسة السياسات السياسية"),
            ("ar", "الإنترنت إنترنت للإنترنت"),
            ("ar", "وزارة الوزارة وزارات"),
            ("de", "Netz Netze Netzen"),
            ("de", "Land Länder Ländern"),
            ("de", "Straße Straßen"),
            ("pt", "informação informações"),
            ("pt", "decisão decisões"),
            ("it", "rete reti"),
            ("it", "università"),
            ("nl", "netwerk netwerken"),
            ("sv", "säkerhet säkerheten"),
            ("da", "sikkerhed sikkerheden"),
            ("no", "nettverk nettverket"),
            ("fi", "verkko verkon verkot verkossa"),
            ("el", "δίκτυο δίκτυα δικτύων"),
        ] {
            for one in words.split(' ') {
                for other in words.split(' ').filter(|other| fold(other) != fold(one)) {
                    if !finds(language, one, other) {
                        missed.push(format!("{language}: {one} {other}"));
                    }
                }
            }
        }
        assert!(missed.is_empty(), "{missed:#?}");
        // A word that is typed with "and" before it may as well begin so.
        assert!(finds("ar", "شبكة", "وشبكات") && finds("ar", "وزارة", "الوزارات"));
    }

    #[test]
    fn other_words_are_not_forms() {
        for (language, one, other) in [
            ("en", "route", "router"),
            ("en", "universe", "university"),
            ("de", "Sicherheit", "sich"),
            ("de", "sich", "Sicherheit"),
            ("en", "ipv6", "ipv4"),
            ("en", "it", "its"),
            ("fr", "сеть", "сети"),
            ("ar", "شبكة", "شباب"),
        ] {
            assert!(!finds(language, one, other), "{language}: {one} {other}");
        }
        assert!(Rules::of("zh").is_none() && Rules::of("x").is_none());
        assert!(Rules::of("French").is_some());
    }

    proptest! {
        #[test]
        fn any_word_has_a_stem(word in "[a-zàâçéèêëîïôûùüÿñæœßøåäö]{1,40}|[а-яё]{1,40}|[ء-ي]{1,30}|[α-ωά-ώ]{1,30}|\\PC{1,20}", other in "\\PC{1,20}") {
            for language in ["ar", "da", "de", "el", "en", "es", "fi", "fr", "it", "nl", "no", "pt", "ru", "sv"] {
                let rules = Rules::of(language).unwrap();
                for word in crate::text::tokens(&word) {
                    let Some(wanted) = rules.wanted(&word) else { continue };
                    let beginnings = wanted.beginnings();
                    prop_assert!(beginnings.iter().all(|start| start.chars().count() >= 2));
                    prop_assert!(!wanted.is_form(&word));
                    for other in crate::text::tokens(&other) {
                        wanted.is_form(&other);
                    }
                }
            }
        }
    }
}
