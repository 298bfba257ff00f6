//! Languages: ISO 639-1 codes, English names and what their speakers call them.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::fold::fold;

/// The code of a language, from its code in any case ("en", "en-GB", "zh_Hant") or one of its names; `None` for an
/// unknown one.
pub fn code(text: &str) -> Option<&'static str> {
    static BY_NAME: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    let by_name = BY_NAME.get_or_init(|| {
        let names = LANGUAGES.iter().flat_map(|&(code, names)| {
            std::iter::once(code).chain(names.split('|')).map(move |name| (fold(name), code))
        });
        names.collect()
    });
    let folded = fold(text);
    by_name.get(&folded).copied().or_else(|| {
        // A name may have a country behind it: "Portuguese (Brazil)".
        if let Some((name, _)) = text.trim().strip_suffix(')').and_then(|rest| rest.split_once('(')) {
            return by_name.get(&fold(name)).copied();
        }
        // A region or script may follow the code, not a name.
        let (first, _) = text.trim().split_once(['-', '_'])?;
        LANGUAGES.iter().map(|(code, _)| *code).find(|code| code.eq_ignore_ascii_case(first))
    })
}

/// The English name of a language, from its code in any case.
pub fn name(code: &str) -> Option<&'static str> {
    let (_, names) = LANGUAGES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code))?;
    names.split('|').next()
}

/// The English names of all languages.
pub fn names() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().filter_map(|(_, names)| names.split('|').next())
}

/// The code, and the names: the English one first.
const LANGUAGES: [(&str, &str); 77] = [
    ("af", "Afrikaans"),
    ("am", "Amharic|አማርኛ"),
    ("ar", "Arabic|العربية|عربي|عربية"),
    ("az", "Azerbaijani|Azərbaycanca"),
    ("be", "Belarusian|Беларуская"),
    ("bg", "Bulgarian|Български"),
    ("bn", "Bengali|Bangla|বাংলা"),
    ("bs", "Bosnian|Bosanski"),
    ("ca", "Catalan|Català"),
    ("cs", "Czech|Čeština"),
    ("cy", "Welsh|Cymraeg"),
    ("da", "Danish|Dansk"),
    ("de", "German|Deutsch|Allemand"),
    ("el", "Greek|Ελληνικά"),
    ("en", "English|Anglais|Inglés"),
    ("eo", "Esperanto"),
    ("es", "Spanish|Español|Castellano"),
    ("et", "Estonian|Eesti"),
    ("eu", "Basque|Euskara"),
    ("fa", "Persian|Farsi|فارسی"),
    ("fi", "Finnish|Suomi"),
    ("fr", "French|Français"),
    ("ga", "Irish|Gaeilge"),
    ("gu", "Gujarati|ગુજરાતી"),
    ("ha", "Hausa"),
    ("he", "Hebrew|עברית"),
    ("hi", "Hindi|हिन्दी"),
    ("hr", "Croatian|Hrvatski"),
    ("hu", "Hungarian|Magyar"),
    ("hy", "Armenian|Հայերեն"),
    ("id", "Indonesian|Bahasa Indonesia"),
    ("is", "Icelandic|Íslenska"),
    ("it", "Italian|Italiano"),
    ("ja", "Japanese|日本語"),
    ("ka", "Georgian|ქართული"),
    ("kk", "Kazakh|Қазақ тілі"),
    ("km", "Khmer|ខ្មែរ"),
    ("kn", "Kannada|ಕನ್ನಡ"),
    ("ko", "Korean|한국어"),
    ("lo", "Lao|ລາວ"),
    ("lt", "Lithuanian|Lietuvių"),
    ("lv", "Latvian|Latviešu"),
    ("mk", "Macedonian|Македонски"),
    ("ml", "Malayalam|മലയാളം"),
    ("mn", "Mongolian|Монгол"),
    ("mr", "Marathi|मराठी"),
    ("ms", "Malay|Bahasa Melayu"),
    ("my", "Burmese|မြန်မာ"),
    ("ne", "Nepali|नेपाली"),
    ("nl", "Dutch|Nederlands"),
    ("no", "Norwegian|Norsk|Bokmål"),
    ("pa", "Punjabi|ਪੰਜਾਬੀ"),
    ("pl", "Polish|Polski"),
    ("pt", "Portuguese|Português"),
    ("ro", "Romanian|Română"),
    ("ru", "Russian|Русский|русский язык"),
    ("si", "Sinhala|සිංහල"),
    ("sk", "Slovak|Slovenčina"),
    ("sl", "Slovenian|Slovenščina"),
    ("so", "Somali|Soomaali"),
    ("sq", "Albanian|Shqip"),
    ("sr", "Serbian|Српски|Srpski"),
    ("sv", "Swedish|Svenska"),
    ("sw", "Swahili|Kiswahili"),
    ("ta", "Tamil|தமிழ்"),
    ("te", "Telugu|తెలుగు"),
    ("th", "Thai|ไทย"),
    ("tl", "Tagalog|Filipino"),
    ("tr", "Turkish|Türkçe"),
    ("uk", "Ukrainian|Українська"),
    ("ur", "Urdu|اردو"),
    ("uz", "Uzbek|Oʻzbekcha"),
    ("vi", "Vietnamese|Tiếng Việt"),
    ("xh", "Xhosa|isiXhosa"),
    ("yo", "Yoruba|Yorùbá"),
    ("zh", "Chinese|中文|汉语|Mandarin"),
    ("zu", "Zulu|isiZulu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_lead_to_the_code() {
        for (text, expected) in [
            ("EN", "en"),
            ("en-GB", "en"),
            ("zh_Hant", "zh"),
            ("français", "fr"),
            ("Русский", "ru"),
            ("中文", "zh"),
            ("العربية", "ar"),
            ("Castellano", "es"),
        ] {
            assert_eq!(code(text), Some(expected), "{text}");
        }
        assert_eq!(code("Klingon"), None);
        assert_eq!(name("ZH"), Some("Chinese"));
    }

    #[test]
    fn no_name_stands_for_two() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for (code, names) in LANGUAGES {
            for text in std::iter::once(code).chain(names.split('|')) {
                let before = seen.insert(fold(text), code);
                assert!(before.is_none_or(|other| other == code), "{text}: {before:?} and {code}");
            }
        }
    }
}
