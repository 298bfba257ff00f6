//! Labels before a heading's words: "1-", "1.", "Q1:", "Question 1", "Question 7 and 8", in the digits of any script.

/// The words that announce a question's number, lower case.
const LABEL_WORDS: [&str; 22] = [
    "q",
    "question",
    "questions",
    "pregunta",
    "preguntas",
    "вопрос",
    "вопросы",
    "سؤال",
    "السؤال",
    "السؤالان",
    "السؤالين",
    "سؤالان",
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

/// No heading is that of more questions.
const MOST_MERGED: usize = 8;

/// The words and signs that join two numbers of a heading …
const AND: [&str; 17] =
    ["and", "et", "y", "e", "и", "und", "و", "和", "与", "與", "及", "&", "+", ",", "，", "、", "،"];

/// … and those between the first and the last number of several.
const TO: [&str; 15] =
    ["to", "through", "à", "au", "a", "al", "по", "до", "bis", "إلى", "至", "到", "-", "–", "—"];

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
    if explicit {
        cursor.skip_ending();
    }
    let (parted, spaced) = cursor.signs_behind();
    if (!parted && !spaced) || (!explicit && !spaced && cursor.goes_on()) {
        return None;
    }
    cursor.skip(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '：'));
    Some(Label { explicit, parted, numbers, rest: cursor.at })
}

/// Reads a label of several questions at the beginning of a heading: "Questions 3 and 4", "Q3/Q4", "3-5.". Numbers without
/// the word "question" need a sign behind them; a range has all its numbers.
pub(super) fn merged(text: &str) -> Option<Label> {
    let mut cursor = Cursor { text, at: 0 };
    cursor.skip(|c| c.is_whitespace() || matches!(c, '(' | '[' | '_' | '*'));
    let explicit = cursor.label_word();
    let mut numbers = vec![cursor.number()?];
    while numbers.len() < MOST_MERGED {
        let Some((range, number)) = cursor.further_number(explicit) else { break };
        if range {
            numbers.extend(between(numbers.last()?, &number)?);
        }
        numbers.push(number);
    }
    if numbers.len() < 2 || numbers.len() > MOST_MERGED {
        return None;
    }
    cursor.skip_ending();
    let (parted, spaced) = cursor.signs_behind();
    if !(parted || explicit && spaced) || (!explicit && !spaced && cursor.goes_on()) {
        return None;
    }
    cursor.skip(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '：'));
    Some(Label { explicit, parted, numbers, rest: cursor.at })
}

/// The numbers between two; `None` where there is no range of them.
fn between(first: &str, last: &str) -> Option<Vec<String>> {
    let (first, last): (usize, usize) = (first.parse().ok()?, last.parse().ok()?);
    let is_range = first < last && last - first < MOST_MERGED;
    is_range.then(|| (first + 1..last).map(|n| n.to_string()).collect())
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

    /// Steps over the signs behind a number; whether there are any, and whether a blank or nothing follows.
    fn signs_behind(&mut self) -> (bool, bool) {
        let before = self.at;
        self.skip(|c| {
            matches!(
                c,
                '.' | ')' | ']' | '-' | '–' | '—' | ':' | '：' | '、' | '．' | '。' | '）' | '_' | '*'
            )
        });
        (self.at > before, self.left().chars().next().is_none_or(char::is_whitespace))
    }

    /// Steps over what stands behind a number in Chinese.
    fn skip_ending(&mut self) {
        for ending in ["个问题", "個問題", "题", "題", "问"] {
            if self.left().starts_with(ending) {
                self.at += ending.len();
            }
        }
    }

    /// Takes another number of a heading that has several, and whether it is the last of a range.
    fn further_number(&mut self, explicit: bool) -> Option<(bool, String)> {
        let start = self.at;
        let found = self.joiner(explicit).and_then(|range| {
            self.skip(char::is_whitespace);
            self.label_word();
            Some((range, self.number()?))
        });
        if found.is_none() {
            self.at = start;
        }
        found
    }

    /// Steps over what joins two numbers: "and", a comma, a dash; says whether it is that of a range.
    fn joiner(&mut self, explicit: bool) -> Option<bool> {
        self.skip_ending();
        let before = self.at;
        self.skip(char::is_whitespace);
        let blank = self.at > before;
        let left = self.left();
        let letters = left.find(|c: char| !c.is_alphabetic()).unwrap_or(left.len());
        if letters == 0 {
            let sign = left.chars().next()?;
            let is = |all: &[&str]| all.iter().any(|joiner| joiner.chars().eq([sign]));
            let range = is(&TO);
            // With blanks around it a dash parts the number from the words.
            if !(is(&AND) || sign == '/' || (range && !blank)) {
                return None;
            }
            self.at += sign.len_utf8();
            let ends = self.left().chars().next().is_some_and(char::is_whitespace);
            if range && ends {
                return None;
            }
            // "3, 4, and 5"
            let comma = self.at;
            self.skip(char::is_whitespace);
            if self.joining_word() != Some(false) {
                self.at = comma;
            }
            return Some(range);
        }
        let is_near = left.chars().next().is_some_and(|c| c > '\u{0600}');
        if !blank && !is_near {
            return None;
        }
        self.joining_word().filter(|range| explicit || !range || is_near)
    }

    /// Steps over a word that joins two numbers.
    fn joining_word(&mut self) -> Option<bool> {
        let left = self.left();
        let letters = left.find(|c: char| !c.is_alphabetic()).unwrap_or(left.len());
        let word = left[..letters].to_lowercase();
        let of = |all: &[&str]| all.iter().any(|joiner| *joiner == word);
        if letters > 0 && (of(&AND) || of(&TO)) {
            self.at += letters;
            return Some(of(&TO));
        }
        // In Arabic and Chinese the word stands right before the next one.
        let first = left.chars().next()?;
        let near = |all: &[&str]| first > '\u{0600}' && all.iter().any(|joiner| joiner.chars().eq([first]));
        (near(&AND) || near(&TO)).then(|| {
            self.at += first.len_utf8();
            near(&TO)
        })
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
    fn a_heading_may_name_several_questions() {
        let read = |text: &'static str| merged(text).map(|l| (l.numbers.join(" "), &text[l.rest..]));
        for (text, numbers, rest) in [
            ("Questions 3 and 4", "3 4", ""),
            ("Question 3 & 4: What", "3 4", "What"),
            ("Q3 and Q4", "3 4", ""),
            ("Q3/Q4", "3 4", ""),
            ("Question 3 and question 4", "3 4", ""),
            ("Questions 3, 4, and 5 – What", "3 4 5", "What"),
            ("Questions 3-5", "3 4 5", ""),
            ("Questions 3 to 5: What", "3 4 5", "What"),
            ("Questions 3 et 4", "3 4", ""),
            ("Questions 3 à 5", "3 4 5", ""),
            ("Preguntas 3 y 4", "3 4", ""),
            ("Preguntas 3 a 4", "3 4", ""),
            ("Вопросы 3 и 4. Какие", "3 4", "Какие"),
            ("السؤالان ٣ و٤", "3 4", ""),
            ("الأسئلة ٣ و ٤: ما", "3 4", "ما"),
            ("السؤال ٣ والسؤال ٤", "3 4", ""),
            ("问题3和4", "3 4", ""),
            ("第3题和第4题：主要", "3 4", "主要"),
            ("问题 3、4", "3 4", ""),
            ("3-4. What", "3 4", "What"),
            ("3 and 4. What", "3 4", "What"),
            ("3 & 4) What", "3 4", "What"),
            ("Question 3 - 5 years ago", "", ""),
            ("3 - 5 years ago", "", ""),
            ("3 and 4 of the paper", "", ""),
            ("Question 3", "", ""),
            ("Question 3, we think", "", ""),
            ("Questions 1 to 99", "", ""),
            ("Questions 5-3", "", ""),
        ] {
            let expected = (!numbers.is_empty()).then(|| (numbers.to_owned(), rest));
            assert_eq!(read(text), expected, "{text}");
        }
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
