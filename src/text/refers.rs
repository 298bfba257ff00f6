//! Texts that only point to another answer: "See answer 3", "voir ci-dessus", "同上".
//!
//! A short text of which every word is one that such pointing is made of, in one of the six languages: a word that
//! sends the reader on, and where to. One word more, and the text says something of its own.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::{fold, tokens};

/// No pointing is longer, in tokens.
const LONGEST: usize = 24;

/// The words of one language: those that send on, those that say where to, and what stands between them.
struct Words {
    sends: HashSet<String>,
    places: HashSet<String>,
    between: HashSet<String>,
}

/// Of each language: what sends on, where to, and what stands between.
const LANGUAGES: [[&str; 3]; 6] = [
    [
        "see refer referring referred same as cf ibid idem ditto covered answered addressed mentioned stated discussed \
         described explained noted given provided set",
        "above below previous preceding earlier former foregoing answer answers response responses reply replies \
         question questions comment comments q",
        "please kindly the our my we us to of in on under at and or also already is are has been have for number no \
         numbers nr out this that with it",
    ],
    [
        "voir voyez cf referer reporter renvoyons renvoie renvoyer comme même idem ibid identique mentionné indiqué \
         exposé répondu donnée",
        "dessus dessous supra infra haut bas réponse réponses question questions précédente précédentes précédent \
         précédemment q",
        "prière veuillez se vous nous on de la le les l d à au aux du des notre nos ma mes et ou en dans sous n no \
         numéro ci plus que pour déjà est a été point",
    ],
    [
        "ver véase véanse vea veáse remitirse remitimos remite remítase referirse consultar consulte igual mismo misma \
         ídem idem ibid cf como mencionado indicado señalado expuesto respondido respondida",
        "arriba abajo supra infra respuesta respuestas pregunta preguntas anterior anteriores precedente precedentes \
         anteriormente",
        "por favor se nos a la las el los de del al nuestra nuestras mi mis y o en lo que n no núm número más ya ha sido \
         dada está",
    ],
    [
        "см смотри смотрите смотреть аналогично идентично обратитесь указано сказано отмечено изложено дан то",
        "выше ниже ответ ответа ответу ответе ответы ответах вопрос вопроса вопросу вопросе вопросы вопросам вопросах \
         предыдущий предыдущего предыдущему предыдущем предыдущие пункт пункта пункте",
        "пожалуйста как же что и или в на к с по под наш наши нашего нашему нашем уже был было номер № самое",
    ],
    [
        "انظر انظروا راجع راجعوا الرجوع الاطلاع كما نفس مثل ذكر ورد المذكور",
        "أعلاه أدناه الإجابة إجابة إجابتنا إجابتي الجواب جوابنا الرد ردنا السؤال سؤال الأسئلة السابق السابقة",
        "يرجى الرجاء رجاء على إلى في عن من و أو رقم هو هي تم هذا هذه لنا",
    ],
    [
        "见 参 同 如",
        "上 下 前 题 问 答 复 案 回",
        "请 阅 考 看 详 文 面 第 的 对 我 们 方 和 与 及 所 述 示 于 在 项 条 之 样 中",
    ],
];

/// Words that both send on and say where to.
const ALONE: [&str; 4] = ["ibid", "ibidem", "idem", "ditto"];

static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let set = |words: &str| words.split_ascii_whitespace().map(fold).filter(|w| !w.is_empty()).collect();
    LANGUAGES
        .iter()
        .map(|[sends, places, between]| Words {
            sends: set(sends),
            places: set(places),
            between: set(between),
        })
        .collect()
});

/// Whether a text only points to another answer.
pub fn refers(text: &str) -> bool {
    // What is longer by far need not be looked at.
    if text.len() > LONGEST * 64 {
        return false;
    }
    let tokens = tokens(text);
    if tokens.is_empty() || tokens.len() > LONGEST {
        return false;
    }
    if let [one] = tokens.as_slice() {
        return ALONE.contains(&one.as_str());
    }
    WORDS.iter().any(|words| {
        let (mut sends, mut places) = (false, false);
        for token in &tokens {
            let place = words.places.contains(token) || is_number(token);
            let send = words.sends.contains(token);
            if !place && !send && !words.between.contains(token) {
                return false;
            }
            places |= place;
            sends |= send;
        }
        sends && places
    })
}

/// "3", "12a", "q3".
fn is_number(token: &str) -> bool {
    let rest = token.strip_prefix('q').unwrap_or(token);
    rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().count() <= 3
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::refers;

    #[test]
    fn what_only_points_elsewhere_is_known_in_six_languages() {
        for text in [
            "See answer 3",
            "see above.",
            "Please refer to our response to question 5.",
            "Same as Q2",
            "As stated above",
            "cf. 1a",
            "Ditto",
            "Already answered in questions 3 and 4.",
            "Voir réponse 3",
            "Voir ci-dessus.",
            "Veuillez vous reporter à la réponse à la question n° 4",
            "cf. question 7",
            "Véase la respuesta a la pregunta 3.",
            "Ver arriba",
            "Igual que la anterior",
            "См. ответ на вопрос 3",
            "см. выше",
            "То же, что и в вопросе 2.",
            "انظر الإجابة 3",
            "انظر أعلاه",
            "يرجى الرجوع إلى إجابتنا على السؤال ٣",
            "见问题3的回答",
            "同上。",
            "请参见上文第3题的答复",
        ] {
            assert!(refers(text), "{text}");
        }
    }

    #[test]
    fn what_says_something_of_its_own_is_an_answer() {
        for text in [
            "",
            "3",
            "Yes",
            "No",
            "See above; in addition, cables matter.",
            "We refer to the Tunis Agenda.",
            "The answer is competition.",
            "As above so below, but power is dear",
            "Voir la loi de 2016",
            "Ver la ley",
            "то",
            "问题很多",
            "同意",
            "الإجابة",
            "Above all, trust.",
        ] {
            assert!(!refers(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_looked_at(text in ".{0,200}") {
            refers(&text);
        }
    }
}
