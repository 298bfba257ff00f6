//! What the form says to whoever fills it in: "500 character(s) maximum", "[Choose only 1 option]". It is nobody's answer.

/// The longest instruction, in characters.
const LONGEST: usize = 90;

/// Parts of the words for letters, folded.
const LETTERS: [&str; 8] = ["aract", "zeichen", "znak", "tecken", "tegn", "знак", "символ", "حرف"];

/// The beginnings of words for the most that is allowed, folded.
const MOST: [&str; 9] = ["max", "máx", "hochst", "höchst", "limit", "límit", "максим", "не более", "أقصى"];

/// The words with which an instruction in brackets begins, folded, and what it asks for.
const ASKS: [&str; 12] = [
    "choose", "insert", "select", "several", "tick", "if you", "please", "multiple", "only one", "only 1",
    "mark", "check",
];

/// The beginnings of what is counted, and whole words for it, folded.
const OF_WHAT: &str = "charact caract zeichen znak tecken tegn знак символ букв слов حرف حروف أحرف كلم word palabra palavr \
                       wort wört letter lettre choice";
const OF_WHAT_WHOLE: &str = "mot mots letra letras choix parole caratteri";

/// The beginnings of words for the most that is allowed, and whole words for it, folded.
const THE_MOST: &str = "max máx hochst höchst limit límit максим exceed dépass accepted between أقصى أقصي الأقصى يتجاوز تتجاوز يزيد تزيد";
const THE_MOST_WHOLE: &str = "most least up plus más mas более больше";

/// What stands between those, folded.
const BETWEEN: &str = "of to in the a an is are for text texts at no not than will be and or per answer answers response \
                       your please s de la le les du des au aux en à par réponse texte ne pas d un une el los las como por \
                       respuesta texto que und von bis pro не на до и в текст ответ от из من على في لا عن نص إلى حد كحد بحد الحد";

/// Whether a block is an instruction and nothing else.
pub(super) fn is_instruction(text: &str) -> bool {
    if text.len() > LONGEST * 4 || text.chars().count() > LONGEST {
        return false;
    }
    let text = text.trim();
    let bare = text.trim_start_matches('[').trim_end_matches(']').trim();
    let folded = bare.to_lowercase();
    let has = |all: &[&str]| all.iter().any(|begin| folded.contains(begin));
    let limits = folded.contains(|c: char| c.is_numeric()) && has(&LETTERS) && has(&MOST);
    // A few words only: a sentence about the form is an answer.
    let few = folded.split_whitespace().count() <= 9;
    (few && (limits || (in_brackets(text) && asks(bare)))) || is_limit(&folded)
}

/// Whether every word of a line is one with which a limit is said: how many, of what, the most.
fn is_limit(folded: &str) -> bool {
    if folded.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        return is_limit_in_han(folded);
    }
    let (mut number, mut unit, mut most) = (false, false, false);
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let begins = |all: &str| all.split_whitespace().any(|begin| word.starts_with(begin));
        let is_number = word.chars().all(char::is_numeric);
        let is_unit = begins(OF_WHAT) || is_one_of(word, OF_WHAT_WHOLE);
        let is_most = begins(THE_MOST) || is_one_of(word, THE_MOST_WHOLE);
        if !(is_number || is_unit || is_most || is_one_of(word, BETWEEN)) {
            return false;
        }
        number |= is_number;
        unit |= is_unit;
        most |= is_most;
    }
    number && unit && most
}

fn is_one_of(word: &str, all: &str) -> bool {
    all.split_whitespace().any(|one| one == word)
}

/// Chinese has no blanks: what is left beside such words and a number is nothing.
fn is_limit_in_han(folded: &str) -> bool {
    let mut rest = folded.to_owned();
    let mut cut = |all: &[&str]| {
        let before = rest.len();
        for words in all {
            rest = rest.replace(words, "");
        }
        rest.len() < before
    };
    let most = cut(&["不得超过", "不超过", "最多", "至多", "上限", "以内", "以下", "限"]);
    let unit = cut(&["个字符", "字符", "个单词", "单词", "个字", "字数", "字", "词"]);
    cut(&["请", "回答", "文本", "为", "在", "内"]);
    let number = rest.chars().any(char::is_numeric);
    most && unit && number && rest.chars().all(|c| c.is_numeric() || !c.is_alphanumeric())
}

/// Whether brackets are all around a text, or around the end of it that a page's layout tore off.
fn in_brackets(text: &str) -> bool {
    text.ends_with(']') && text.matches(']').count() == 1 && text.find('[').is_none_or(|at| at == 0)
}

fn asks(text: &str) -> bool {
    let folded = text.trim().to_lowercase();
    ASKS.iter().any(|begin| folded.starts_with(begin))
}

/// A heading without the instructions in brackets before and after it.
pub(super) fn without(text: &str) -> &str {
    let mut bare = text.trim();
    if let Some((inside, rest)) = bare.strip_prefix('[').and_then(|t| t.split_once(']'))
        && asks(inside)
    {
        bare = rest.trim_start();
    }
    if let Some((before, inside)) = bare.rsplit_once('[')
        && asks(inside)
        && inside.trim_end().trim_end_matches(']').chars().count() <= LONGEST
        && !before.trim().is_empty()
    {
        bare = before.trim_end();
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_told_from_answers() {
        for text in [
            "500 character(s) maximum",
            "[insert text: 500 characters maximum]",
            "500 caractère(s) maximum",
            "500 aracter(s) maximum",
            "höchstens 500 Zeichen",
            "[Choose only 1 option]",
            "only 1 option]",
            "[several selections possible]",
        ] {
            assert!(is_instruction(text), "{text}");
        }
        for text in [
            "Names have 500 characters at most in our registry, and the maximum should be raised for all scripts.",
            "[1] Choose wisely",
            "Choose the second option",
            "We ask for 500 characters",
            "[no answer]",
        ] {
            assert!(!is_instruction(text), "{text}");
        }
        assert_eq!(without("[If you chose “Yes”] Do you agree? [Choose"), "Do you agree?");
        assert_eq!(without("Which are they? [several selections possible]"), "Which are they?");
        assert_eq!(without("[3] Do you agree [1]?"), "[3] Do you agree [1]?");
    }
}
