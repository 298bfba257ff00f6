//! Which question or section of a call a heading's words speak of.
//!
//! A `recognize` entry is a set of words that must all occur; a word that ends in `*` stands for
//! all that begin so, and a run of Han characters must occur as it stands. A question's wording is
//! compared as a set of words, less those that every question has ("how", "the").

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::model::call::Call;

/// A wording is recognized when at least this share of its words occurs.
const RECALL: f64 = 0.6;

/// With the right number before it, this share of a wording or entry is enough.
const SHARE_WITH_NUMBER: f64 = 0.5;

/// Words that say nothing about which question it is.
const COMMON: &str = "the of and to in for a an is are be how can what which do does did your you we our this that these those \
    on by with as has have had at from or it its s if any not le la les l de des du d et en pour que quel quels quelle quelles \
    comment un une est sont au aux dans sur el los las del y para como cual cuales una es son por се и в на для что как какие каковы \
    с по из к от هي ما من في على الى 的 了 和 是 在";

/// Lower case, without accents, points and tatweel; words parted by one blank.
pub(super) fn folded(text: &str) -> String {
    words(text).join(" ")
}

/// Words with which questions begin, beside those that every question has.
const ASKING: &str = "please there any been being describe explain think opinion would should could will indicate specify     whether other";

/// Whether a word says something about which question it is.
pub(super) fn tells(word: &str) -> bool {
    static ALL: LazyLock<HashSet<String>> =
        LazyLock::new(|| words(COMMON).into_iter().chain(words(ASKING)).collect());
    words(word).iter().any(|word| !ALL.contains(word))
}

/// The words of a text, folded for recognition; each Han character is a word, and the Arabic article is cut off.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && *c != 'ـ').flat_map(char::to_lowercase) {
        if is_han(c) {
            finish(&mut word, &mut words);
            words.push(c.to_string());
        } else if c.is_alphanumeric() {
            match c {
                'œ' => word.push_str("oe"),
                'æ' => word.push_str("ae"),
                'ß' => word.push_str("ss"),
                'ى' => word.push('ي'),
                'ة' => word.push('ه'),
                'ё' => word.push('е'),
                _ => word.push(c),
            }
        } else {
            finish(&mut word, &mut words);
        }
    }
    finish(&mut word, &mut words);
    words
}

fn finish(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        let bare = without_article(word).to_owned();
        words.push(bare);
        word.clear();
    }
}

/// Cuts the Arabic article, alone or after a one-letter particle, off a word that is long enough to keep three letters.
fn without_article(word: &str) -> &str {
    let first_is_arabic = word.chars().next().is_some_and(|c| ('\u{0620}'..='\u{064a}').contains(&c));
    if !first_is_arabic {
        return word;
    }
    let cut = ["وال", "بال", "فال", "كال", "ال", "لل"].iter().find_map(|article| word.strip_prefix(article));
    cut.filter(|rest| rest.chars().count() >= 3).unwrap_or(word)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A part of an entry.
#[derive(Debug)]
enum Term {
    Word(String),
    Beginning(String),
    /// Words that follow one another.
    Run(Vec<String>),
}

impl Term {
    /// How many words it is worth.
    fn words(&self) -> usize {
        match self {
            Self::Word(_) | Self::Beginning(_) => 1,
            Self::Run(run) => run.len(),
        }
    }

    fn occurs(&self, heading: &Heading) -> bool {
        match self {
            Self::Word(word) => heading.set.contains(word.as_str()),
            Self::Beginning(begin) => heading.words.iter().any(|w| w.starts_with(begin.as_str())),
            Self::Run(run) => heading.words.windows(run.len()).any(|w| w == run.as_slice()),
        }
    }
}

/// A heading, taken apart once for all questions.
struct Heading<'a> {
    words: &'a [String],
    set: HashSet<&'a str>,
    telling: usize,
}

/// What was asked, ready to be compared.
#[derive(Debug)]
struct Asked {
    entries: Vec<Vec<Term>>,
    wording: HashSet<String>,
    short_name: String,
}

impl Asked {
    fn new(wording: &str, short_name: &str, recognize: &[String], common: &HashSet<String>) -> Self {
        let telling = words(wording).into_iter().filter(|w| !common.contains(w)).collect();
        let entries = recognize.iter().map(|entry| terms(entry)).filter(|terms| !terms.is_empty()).collect();
        Self { entries, wording: telling, short_name: folded(short_name) }
    }

    /// How many words speak for it; 0 when it is not recognized.
    fn score(&self, heading: &Heading) -> usize {
        let whole = |entry: &&Vec<Term>| entry.iter().all(|term| term.occurs(heading));
        let entry =
            self.entries.iter().filter(whole).map(|e| e.iter().map(Term::words).sum()).max().unwrap_or(0);
        let common = self.in_wording(heading);
        let enough = common > 0 && common as f64 >= RECALL * self.wording.len() as f64;
        entry.max(if enough { common } else { 0 })
    }

    fn in_wording(&self, heading: &Heading) -> usize {
        self.wording.iter().filter(|w| heading.set.contains(w.as_str())).count()
    }

    /// The greatest share of an entry, or of the wording, that occurs.
    fn share(&self, heading: &Heading) -> f64 {
        let of = |hits: usize, all: usize| hits as f64 / all.max(1) as f64;
        let entry = |e: &Vec<Term>| of(e.iter().filter(|t| t.occurs(heading)).count(), e.len());
        self.entries.iter().map(entry).fold(of(self.in_wording(heading), self.wording.len()), f64::max)
    }
}

fn terms(entry: &str) -> Vec<Term> {
    let term = |token: &str| {
        let mut run = words(token);
        match (run.len(), token.ends_with('*')) {
            (0, _) => None,
            (1, true) => run.pop().map(Term::Beginning),
            (1, false) => run.pop().map(Term::Word),
            _ => Some(Term::Run(run)),
        }
    };
    entry.split_whitespace().filter_map(term).collect()
}

/// The call's questions and sections, ready to be compared with headings.
#[derive(Debug)]
pub(super) struct Wordings {
    common: HashSet<String>,
    questions: Vec<Asked>,
    sections: Vec<Asked>,
}

/// What a heading's words say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Match {
    /// One question, by its index in the call.
    One(usize),
    /// Several equally well.
    Several(Vec<usize>),
    /// None.
    Nothing,
}

impl Wordings {
    /// Prepares a call.
    pub(super) fn of(call: &Call) -> Self {
        let common = words(COMMON).into_iter().collect();
        let questions = call
            .questions
            .iter()
            .map(|q| Asked::new(&q.wording, &q.short_name, &q.recognize, &common))
            .collect();
        let sections =
            call.sections.iter().map(|s| Asked::new(&s.title, "", &s.recognize, &common)).collect();
        Self { common, questions, sections }
    }

    fn heading<'a>(&self, words: &'a [String]) -> Heading<'a> {
        let set: HashSet<&str> = words.iter().map(String::as_str).collect();
        let telling = set.iter().filter(|w| !self.common.contains(**w)).count();
        Heading { words, set, telling }
    }

    /// How many words of a text tell anything.
    pub(super) fn telling(&self, text: &str) -> usize {
        self.heading(&words(text)).telling
    }

    /// The question whose wording a text carries.
    pub(super) fn question(&self, text: &str) -> Match {
        let words = words(text);
        let heading = self.heading(&words);
        let scores: Vec<usize> = self.questions.iter().map(|q| q.score(&heading)).collect();
        let best = scores.iter().copied().max().unwrap_or(0);
        // One word alone is a wording only where the heading hardly says more.
        if best == 0 || (best == 1 && heading.telling > 2) {
            return Match::Nothing;
        }
        let mut those: Vec<usize> = (0..scores.len()).filter(|i| scores[*i] == best).collect();
        match those.len() {
            1 => those.pop().map_or(Match::Nothing, Match::One),
            _ => Match::Several(those),
        }
    }

    /// Whether a text says hardly more and hardly less than the question's own wording.
    pub(super) fn is_wording(&self, text: &str, question: usize) -> bool {
        let words = words(text);
        let heading = self.heading(&words);
        self.questions.get(question).is_some_and(|q| {
            let common = q.in_wording(&heading);
            common >= 2 && common * 5 >= q.wording.len() * 4 && common * 5 >= heading.telling * 4
        })
    }

    /// Whether a text says little else than the question's own wording, or all that one of its entries asks for.
    pub(super) fn is_mostly(&self, text: &str, question: usize) -> bool {
        let words = words(text);
        let heading = self.heading(&words);
        self.questions.get(question).is_some_and(|q| {
            q.entries.iter().any(|entry| entry.iter().all(|term| term.occurs(&heading)))
                || q.in_wording(&heading) * 2 >= heading.telling
        })
    }

    /// Whether a text has enough of the question's words, or is its short name, given that its number stands before it.
    pub(super) fn with_number(&self, text: &str, question: usize) -> bool {
        let words = words(text);
        let heading = self.heading(&words);
        self.questions.get(question).is_some_and(|q| {
            (!words.is_empty() && words.join(" ") == q.short_name) || q.share(&heading) >= SHARE_WITH_NUMBER
        })
    }

    /// The section whose title a text is: it says all that an entry says, and hardly more.
    pub(super) fn section(&self, text: &str) -> Option<usize> {
        let words = words(text);
        let heading = self.heading(&words);
        let scored = self.sections.iter().enumerate().map(|(i, s)| (s.score(&heading), i));
        let (best, index) = scored.max_by_key(|(score, i)| (*score, std::cmp::Reverse(*i)))?;
        (best >= 2 && heading.telling <= best + 2).then_some(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_for_recognition() {
        assert_eq!(words("L’Œuvre, déjà-vu!"), ["l", "oeuvre", "deja", "vu"]);
        assert_eq!(words("والإنجازات الرئيسية"), ["انجازات", "رييسيه"]);
        assert_eq!(words("主要成就 IPv6"), ["主", "要", "成", "就", "ipv6"]);
    }

    #[test]
    fn the_bundled_call_tells_its_questions_apart_in_six_languages() {
        let call = crate::config::call_file::bundled().unwrap();
        let wordings = Wordings::of(&call);
        for (heading, number) in [
            ("What were the main achievements in implementing the WSIS process?", "1"),
            ("ITU's contributions towards implementing WSIS", "2"),
            ("Which challenges remain in the implementation of WSIS?", "4"),
            ("Quelles sont les principales réalisations du SMSI ?", "1"),
            ("¿Cuáles son los desafíos que persisten en la CMSI?", "4"),
            ("Каковы основные достижения процесса ВВУИО?", "1"),
            ("ما هي أهم إنجازات تنفيذ القمة العالمية؟", "1"),
            ("信息社会世界峰会进程的主要成就是什么？", "1"),
            ("《未来契约》及其《全球数字契约》如何协调？", "10"),
        ] {
            let found = wordings.question(heading);
            let Match::One(index) = found else { panic!("{heading}: {found:?}") };
            assert_eq!(call.questions[index].number, number, "{heading}");
        }
        assert_eq!(wordings.question("The RIPE NCC contribution to the review"), Match::Nothing);
        assert_eq!(wordings.section("WSIS Action Lines"), Some(1));
        assert_eq!(wordings.section("WSIS Action Line for advancing the SDGs"), Some(2));
        assert_eq!(
            wordings.section("Coordination of the many WSIS Action Lines in our region and beyond"),
            None
        );
    }
}
