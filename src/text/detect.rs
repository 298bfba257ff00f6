//! The language of an answer, guessed from its letters and short sequences of them.

use whatlang::{Detector, Lang};

/// Shorter texts, in characters that are no white space, tell too little.
const SHORTEST: usize = 20;

/// How much of a long text is looked at, in characters.
const ENOUGH: usize = 2000;

/// The ISO 639-1 code of one of the six UN languages, Portuguese, German or Italian; `None` where the
/// text is short or the guess not reliable.
pub fn detect(text: &str) -> Option<&'static str> {
    let sample: String = text.chars().take(ENOUGH).collect();
    if sample.chars().filter(|c| !c.is_whitespace()).count() < SHORTEST {
        return None;
    }
    let languages = vec![
        Lang::Ara,
        Lang::Cmn,
        Lang::Eng,
        Lang::Fra,
        Lang::Rus,
        Lang::Spa,
        Lang::Por,
        Lang::Deu,
        Lang::Ita,
    ];
    let guess = Detector::with_allowlist(languages).detect(&sample).filter(whatlang::Info::is_reliable)?;
    Some(match guess.lang() {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Deu => "de",
        Lang::Ita => "it",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_six_languages_are_told_apart() {
        for (code, text) in [
            ("en", "The networks that people rely on every day should stay open to everyone."),
            ("fr", "Les réseaux dont les gens dépendent chaque jour doivent rester ouverts à tous."),
            ("es", "Las redes de las que la gente depende cada día deben seguir abiertas para todos."),
            ("ru", "Сети, от которых люди зависят каждый день, должны оставаться открытыми для всех."),
            ("ar", "يجب أن تبقى الشبكات التي يعتمد عليها الناس كل يوم مفتوحة للجميع."),
            ("zh", "人们每天所依赖的网络应当继续向所有人开放，并且保持安全可靠。"),
        ] {
            assert_eq!(detect(text), Some(code), "{text}");
        }
        assert_eq!(detect("IPv6"), None);
        assert_eq!(detect(""), None);
    }
}
