//! Labels before a heading's words: "1-", "1.", "Q1:", "Question 1", "Question 7 and 8", in the digits of any script.

/// The words that announce a question's number, lower case.
const LABEL_WORDS: [&str; 19] = [
    "q",
    "question",
    "questions",
    "pregunta",
    "preguntas",
    "вопрос",
    "вопросы",
    "سؤال",
    "السؤال",
    "الأسئلة",
    "问题",
    "問題",
    "第",
    "frage",
    "fragen",
    "pergunta",
    "perguntas",
    "questão",
    "domanda",
];

/// What may stand between the word and the number.
const NUMBER_SIGNS: [&str; 6] = ["no.", "nº", "n°", "№", "#", "no"];

/// The words that join two numbers.
const JOINERS: [&str; 12] = ["and", "et", "y", "e", "и", "und", "و", "和", "&", ",", "–", "/"];

/// A label and where the words after it begin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Label {
    /// The word "question" or "Q" stands in it; else it is a bare number.
    pub(super) explicit: bool,
    /// A full stop, bracket, dash or colon parts the number from the words.
    pub(super) parted: bool,
    /// One number, more for "Questions 7 and 8"; ASCII digits, letters in lower case.
    pub(super) numbers: Vec<String>,
    /// The byte at which the words begin.
    pub(super) rest: usize,
}

/// Reads the label at the beginning of a heading.
pub(super) fn label(text: &str) -> Option<Label> {
    let mut cursor = Cursor { text, at: 0 };
    cursor.skip(|c| c.is_whitespace() || matches!(c, '(' | '[' | '_' | '*'));
    let explicit = cursor.label_word();
    let mut numbers = vec![cursor.number()?];
    if explicit {
        while numbers.len() < 8 {
            let Some(number) = cursor.next_number() else { break };
            numbers.push(number);
        }
    }
    for ending in ["个问题", "個問題", "题", "題", "问"] {
        if explicit && cursor.left().starts_with(ending) {
            cursor.at += ending.len();
        }
    }
    let before = cursor.at;
    cursor.skip(|c| {
        matches!(c, '.' | ')' | ']' | '-' | '–' | '—' | ':' | '：' | '、' | '．' | '。' | '）' | '_' | '*')
    });
    let parted = cursor.at > before;
    let spaced = cursor.left().chars().next().is_none_or(char::is_whitespace);
    if (!parted && !spaced) || (!explicit && !spaced && cursor.goes_on()) {
        return None;
    }
    cursor.skip(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '：'));
    Some(Label { explicit, parted, numbers, rest: cursor.at })
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn left(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self, what: impl Fn(char) -> bool) {
        self.at = self.text.len() - self.left().trim_start_matches(what).len();
    }

    /// Whether what was taken for a number and what follows are one: "1-5: not at all", "4.C and 4.E".
    fn goes_on(&self) -> bool {
        let mut next = self.left().chars();
        let first = next.next();
        let ends = !next.next().is_some_and(char::is_alphanumeric);
        first.is_some_and(|c| digit(c).is_some() || (c.is_alphabetic() && ends))
    }

    /// Steps over a label word that a number follows.
    fn label_word(&mut self) -> bool {
        let start = self.at;
        // "第" is followed by the number without a blank and is alphabetic itself, as Han digits are.
        let length = match self.left().strip_prefix('第') {
            Some(_) => '第'.len_utf8(),
            None => self.left().find(|c: char| !c.is_alphabetic()).unwrap_or(self.left().len()),
        };
        let word = self.left().get(..length).unwrap_or_default();
        if word.len() > 40 || !LABEL_WORDS.contains(&word.to_lowercase().as_str()) {
            return false;
        }
        self.at += length;
        self.skip(|c| c.is_whitespace() || matches!(c, '_' | '.' | ':' | '-'));
        let left: String = self.left().chars().take(3).flat_map(char::to_lowercase).collect();
        if let Some(sign) = NUMBER_SIGNS.iter().find(|sign| left.starts_with(**sign)) {
            self.at += sign.len();
            self.skip(char::is_whitespace);
        }
        let number_follows = self.left().chars().next().is_some_and(|c| digit(c).is_some());
        if !number_follows {
            self.at = start;
        }
        number_follows
    }

    /// Takes "7", "1a" or "5.1".
    fn number(&mut self) -> Option<String> {
        let mut number = self.digits()?;
        while self.left().starts_with('.') {
            let mark = self.at;
            self.at += 1;
            let Some(digits) = self.digits() else {
                self.at = mark;
                break;
            };
            number.push('.');
            number.push_str(&digits);
        }
        let mut next = self.left().chars();
        if let Some(letter) = next.next().filter(char::is_ascii_alphabetic)
            && !next.next().is_some_and(char::is_alphanumeric)
        {
            number.push(letter.to_ascii_lowercase());
            self.at += 1;
        }
        Some(number)
    }

    fn digits(&mut self) -> Option<String> {
        let digits: String = self.left().chars().map_while(digit).take(5).collect();
        if digits.is_empty() || digits.len() > 4 {
            return None;
        }
        self.at += self.left().chars().take(digits.len()).map(char::len_utf8).sum::<usize>();
        let short = digits.trim_start_matches('0');
        Some(if short.is_empty() { "0".to_owned() } else { short.to_owned() })
    }

    /// Takes another number after "and", a comma or the like.
    fn next_number(&mut self) -> Option<String> {
        let start = self.at;
        self.skip(char::is_whitespace);
        let left = self.left();
        let joined = JOINERS.iter().find(|j| left.starts_with(**j)).is_some_and(|joiner| {
            self.at += joiner.len();
            self.skip(char::is_whitespace);
            self.label_word();
            true
        });
        let number = if joined { self.number() } else { None };
        if number.is_none() {
            self.at = start;
        }
        number
    }
}

/// The digit in ASCII: Western, Arabic-Indic, Persian and full-width ones.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        _ => return None,
    };
    char::from_digit(c as u32 - zero as u32, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(bool, Vec<String>, &str)> {
        label(text).map(|l| (l.explicit, l.numbers, &text[l.rest..]))
    }

    #[expect(clippy::unnecessary_wraps, reason = "it is compared with what was read")]
    fn one(explicit: bool, number: &str, rest: &'static str) -> Option<(bool, Vec<String>, &'static str)> {
        Some((explicit, vec![number.to_owned()], rest))
    }

    #[test]
    fn labels_of_every_shape_are_read() {
        assert_eq!(read("1- What"), one(false, "1", "What"));
        assert_eq!(read("1. What"), one(false, "1", "What"));
        assert_eq!(read("1) What"), one(false, "1", "What"));
        assert_eq!(read("(1) What"), one(false, "1", "What"));
        assert_eq!(read("10 – What"), one(false, "10", "What"));
        assert_eq!(read("Q1: What"), one(true, "1", "What"));
        assert_eq!(read("q1"), one(true, "1", ""));
        assert_eq!(read("Q1. What"), one(true, "1", "What"));
        assert_eq!(read("Question 1"), one(true, "1", ""));
        assert_eq!(read("QUESTION No. 12 — What"), one(true, "12", "What"));
        assert_eq!(read("question_3"), one(true, "3", ""));
        assert_eq!(read("5.1 What"), one(false, "5.1", "What"));
        assert_eq!(read("1a. What"), one(false, "1a", "What"));
        assert_eq!(read("السؤال ٧: ما"), one(true, "7", "ما"));
        assert_eq!(read("第7题：主要"), one(true, "7", "主要"));
        assert_eq!(read("问题 7：主要"), one(true, "7", "主要"));
        assert_eq!(read("Вопрос № 4. Какие"), one(true, "4", "Какие"));
        assert_eq!(read("Questions 7 and 8"), Some((true, vec!["7".into(), "8".into()], "")));
        assert_eq!(read("Question 7 et 8 : x"), Some((true, vec!["7".into(), "8".into()], "x")));
    }

    #[test]
    fn what_is_no_label_is_not_taken_for_one() {
        for text in [
            "What",
            "",
            "Questionnaire 1",
            "Q",
            "Question",
            "3rd time",
            "12345 people",
            "Quality 1",
            "1st",
            "(1-5: 1 is not important)",
            "4.C and 4.E of the paper",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(!label("20 years of WSIS").unwrap().parted);
    }
}
