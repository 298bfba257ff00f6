//! Reads one block after the other: is it the heading of a question, of a section, or text?

use std::collections::{HashMap, HashSet};

use super::{covers, instruction};
use crate::intake::headings::{Label, label, merged};
use crate::intake::wording::{Match, Wordings, folded};
use crate::model::call::Call;
use crate::model::draft::PartDraft;
use crate::model::span::{Form, Span};
use crate::text::words;

/// The longest heading, in characters; a longer block is text, whatever it mentions.
const LONGEST_HEADING: usize = 1200;

/// The longest heading that is marked by nothing but its words.
const LONGEST_PLAIN: usize = 500;

/// So many words may follow a question's mark in its heading.
const MOST_WORDS_AFTER: usize = 4;

/// A question that stands alone has so many words.
const WORDS_OF_A_QUESTION: usize = 5;

/// A label with more telling words than this that are no question's wording is doubted.
const FEW_WORDS: usize = 2;

/// The words with which what follows the last answer begins, folded.
const CLOSINGS: [&str; 26] = [
    "annex",
    "annexes",
    "appendix",
    "appendices",
    "attachment",
    "attachments",
    "about us",
    "contact",
    "contacts",
    "contact us",
    "references",
    "bibliography",
    "acknowledgements",
    "kind regards",
    "best regards",
    "with best regards",
    "yours sincerely",
    "yours faithfully",
    "respectfully",
    "annexe",
    "bibliographie",
    "cordialement",
    "anexo",
    "atentamente",
    "приложение",
    "附件",
];

/// Stands in the reason where wording and number disagree.
pub(super) const BUT_NUMBER: &str = ", but number ";

/// What a block was read as.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Reading {
    /// The heading of a question, by its index, and of others that it names, too; `heading_end` where the answer begins in
    /// the same block.
    Question { index: usize, also: Vec<usize>, reason: String, heading_end: Option<u32> },
    /// Might head one of these.
    Unsure { candidates: Vec<usize>, reason: String },
    /// The heading of a section, by its index.
    Section { index: usize, reason: String },
    /// The title of a question whose wording follows.
    Title { reason: String },
    /// What the form says to whoever fills it in.
    Instruction,
    /// Begins what follows the last answer, if it stands there.
    Closing,
    /// Anything else.
    Text,
}

/// How a block stands out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    /// A heading by its mark-up.
    Heading,
    /// A line that is bold as a whole.
    Bold,
    /// A bold beginning, up to this offset.
    BoldBeginning(u32),
    /// A list item.
    Item,
    /// A paragraph like any other.
    Plain,
    /// Preformatted, or a row of a table.
    Fixed,
}

/// Reads all blocks of a part, each by itself but for bare labels, whose order is minded in [`super::order`].
pub(super) fn readings(part: &PartDraft, call: &Call, wordings: &Wordings) -> Vec<Reading> {
    let looks = looks(part);
    let reader = Reader { call, wordings };
    let mut slices = Slices::new(&part.text);
    let mut readings = Vec::with_capacity(part.blocks.len());
    for (block, look) in part.blocks.iter().zip(looks) {
        readings.push(reader.read(slices.take(block.span), look, block.span));
    }
    readings
}

/// How each block of a part stands out.
pub(super) fn looks(part: &PartDraft) -> Vec<Look> {
    let (mut headings, mut strong) = (HashMap::new(), HashMap::new());
    for formed in &part.forms {
        match formed.form {
            Form::Heading(level) => drop(headings.insert(formed.span.start, level)),
            Form::Strong => drop(strong.insert(formed.span.start, formed.span)),
            _ => {}
        }
    }
    let mut enclosing = part
        .forms
        .iter()
        .filter(|f| matches!(f.form, Form::ListItem(_) | Form::Code | Form::Table))
        .peekable();
    let mut open: Vec<(Span, Look)> = Vec::new();
    let look = |span: Span| {
        while let Some(form) = enclosing.next_if(|f| f.span.start <= span.start) {
            let look = if matches!(form.form, Form::ListItem(_)) { Look::Item } else { Look::Fixed };
            open.push((form.span, look));
        }
        while open.last().is_some_and(|(o, _)| !covers(*o, span)) {
            open.pop();
        }
        match (headings.get(&span.start), open.last(), strong.get(&span.start)) {
            (Some(0), _, _) => Look::Bold,
            (Some(_), _, _) => Look::Heading,
            (None, Some((_, look)), _) => *look,
            (None, None, Some(bold)) if bold.end < span.end => Look::BoldBeginning(bold.end),
            _ => Look::Plain,
        }
    };
    part.blocks.iter().map(|b| b.span).map(look).collect()
}

struct Reader<'a> {
    call: &'a Call,
    wordings: &'a Wordings,
}

impl Reader<'_> {
    fn read(&self, text: &str, look: Look, span: Span) -> Reading {
        if instruction::is_instruction(text) {
            return Reading::Instruction;
        }
        let bare = instruction::without(text);
        let (text, look) = match look {
            Look::BoldBeginning(_) if bare.len() < text.trim().len() => (bare, Look::Plain),
            Look::BoldBeginning(_) => (text, look),
            _ => (bare, look),
        };
        match look {
            Look::Fixed => Reading::Text,
            Look::BoldBeginning(end) => self.bold_beginning(text, span, end),
            Look::Heading | Look::Bold => self.heading(text),
            Look::Item | Look::Plain => self.plain(text, look),
        }
    }

    fn heading(&self, text: &str) -> Reading {
        if text.len() > LONGEST_HEADING * 4 || text.chars().count() > LONGEST_HEADING {
            return Reading::Text;
        }
        let label = merged(text).or_else(|| label(text));
        let words = label.as_ref().map_or(text, |l| &text[l.rest..]);
        match self.labelled(label.as_ref(), words, true) {
            Reading::Text => self.section(text, words),
            reading => reading,
        }
    }

    /// A paragraph is a heading when a label or a question mark makes it one, and it is one question, not prose.
    fn plain(&self, text: &str, look: Look) -> Reading {
        if text.len() > LONGEST_PLAIN * 4 || text.chars().count() > LONGEST_PLAIN {
            return Reading::Text;
        }
        let label = merged(text).or_else(|| label(text)).filter(|l| l.explicit || l.parted);
        let words = label.as_ref().map_or(text, |l| &text[l.rest..]);
        let asks = asks(words);
        let sentences = sentences(words);
        let one_question = sentences <= 1 || (asks && sentences <= 3);
        match label {
            Some(label) if one_question => self.labelled(Some(&label), words, false),
            // A label, and the answer at once.
            Some(label) if label.explicit => self.labelled(Some(&label), words, false),
            Some(_) => Reading::Text,
            None if look == Look::Item => Reading::Text,
            None if asks && one_question => self.labelled(None, words, false),
            None => self.nothing_but_words(words),
        }
    }

    /// A line that says a question's wording and nothing else.
    fn nothing_but_words(&self, words: &str) -> Reading {
        match self.wordings.question(words) {
            Match::One(index) if self.wordings.is_wording(words, index) => {
                self.question(index, "wording", "; no number")
            }
            _ if is_closing(words) => Reading::Closing,
            _ => Reading::Text,
        }
    }

    fn bold_beginning(&self, text: &str, span: Span, end: u32) -> Reading {
        let chars = end.saturating_sub(span.start) as usize;
        let byte = text.char_indices().nth(chars).map_or(text.len(), |(i, _)| i);
        let (bold, rest) = text.split_at(byte);
        if !words::is_boundary(text, byte) {
            return self.plain(text, Look::Plain);
        }
        let label = merged(bold).or_else(|| label(bold));
        let words = label.as_ref().map_or(bold, |l| &bold[l.rest..]);
        let asks = words.trim_end().ends_with(['?', '？', '؟']);
        // "**1.** What are …?" carries its words behind the bold number.
        if words.trim().is_empty() {
            return self.plain(text, Look::Plain);
        }
        // Without a question mark a label and a known wording are needed: bold words also begin plain paragraphs.
        let known = label.is_some() && matches!(self.wordings.question(words), Match::One(_));
        if !(asks || known) || bold.chars().count() > LONGEST_HEADING {
            return self.plain(text, Look::Plain);
        }
        match self.labelled(label.as_ref(), words, true) {
            Reading::Question { index, also, reason, .. } => {
                let blanks = rest.chars().take_while(|c| c.is_whitespace()).count() as u32;
                let answer = end + blanks;
                let heading_end = Some(answer).filter(|a| *a < span.end);
                Reading::Question { index, also, reason, heading_end }
            }
            other => other,
        }
    }

    fn question(&self, index: usize, by: &str, more: &str) -> Reading {
        let number = self.call.questions.get(index).map_or("?", |q| q.number.as_str());
        let reason = format!("{by} of question {number}{more}");
        Reading::Question { index, also: Vec::new(), reason, heading_end: None }
    }

    /// Weighs wording against the number before it.
    fn labelled(&self, label: Option<&Label>, words: &str, stands_out: bool) -> Reading {
        let mut numbers: Vec<usize> = label.map_or(Vec::new(), |l| {
            l.numbers
                .iter()
                .filter_map(|n| self.call.questions.iter().position(|q| q.number.eq_ignore_ascii_case(n)))
                .collect()
        });
        let mut seen = HashSet::new();
        numbers.retain(|n| seen.insert(*n));
        let found = self.wordings.question(words);
        if let [_, _, ..] = numbers.as_slice() {
            let explicit = label.is_some_and(|l| l.explicit);
            return self.of_several(&numbers, explicit, &found, words);
        }
        match (found, numbers.first()) {
            (Match::One(index), Some(&n)) if n == index => self.question(index, "number and wording", ""),
            (Match::One(index), Some(&n)) => {
                let of = |i: usize| self.call.questions.get(i).map_or("?", |q| q.number.as_str());
                let reason = format!("wording of question {}{BUT_NUMBER}{}", of(index), of(n));
                Reading::Unsure { candidates: vec![index, n], reason }
            }
            (Match::One(index), None) if label.is_none() && !self.wordings.is_mostly(words, index) => {
                let number = self.call.questions.get(index).map_or("?", |q| q.number.as_str());
                let reason = format!("some of the wording of question {number}, among other words");
                Reading::Unsure { candidates: vec![index], reason }
            }
            (Match::One(index), None) => {
                let more = label.map_or("; no number".to_owned(), |l| {
                    format!("; {} is no number of the call", l.numbers.join(", "))
                });
                self.question(index, "wording", &more)
            }
            (Match::Several(those), Some(&n)) if those.contains(&n) => {
                self.question(n, "number and wording", " and of others")
            }
            (Match::Several(candidates), _) => {
                Reading::Unsure { candidates, reason: "wording of several questions".to_owned() }
            }
            (Match::Nothing, Some(&n)) => self.number_only(label, n, words, stands_out),
            (Match::Nothing, None) if is_closing(words) => Reading::Closing,
            (Match::Nothing, None) => Reading::Text,
        }
    }

    /// A heading that names several questions stands for the first of them, if its words are those of one of them or say
    /// nothing.
    fn of_several(&self, numbers: &[usize], explicit: bool, found: &Match, words: &str) -> Reading {
        let named = |those: &[usize]| those.iter().any(|those| numbers.contains(those));
        let by = match found {
            Match::One(index) if named(&[*index]) => Some("number and wording"),
            Match::Several(those) if named(those) => Some("number and wording"),
            Match::One(index) => {
                let asked = |i: &usize| self.call.questions.get(*i).map_or("?", |q| q.number.as_str());
                let others: Vec<&str> = numbers.iter().map(asked).collect();
                let reason =
                    format!("wording of question {}, but numbers {}", asked(index), others.join(" and "));
                let candidates = [index].into_iter().chain(numbers).copied().collect();
                return Reading::Unsure { candidates, reason };
            }
            _ if explicit && numbers.iter().any(|n| self.wordings.with_number(words, *n)) => {
                Some("number and some of the wording")
            }
            _ if explicit && self.wordings.telling(words) <= FEW_WORDS => Some(super::order::LABEL),
            _ => None,
        };
        match (by, numbers) {
            (Some(by), [first, others @ ..]) => match self.question(*first, by, "") {
                Reading::Question { index, reason, heading_end, .. } => {
                    Reading::Question { index, also: others.to_vec(), reason, heading_end }
                }
                other => other,
            },
            _ if explicit => Reading::Unsure {
                candidates: numbers.to_vec(),
                reason: "one heading, several questions, other words".to_owned(),
            },
            _ => Reading::Text,
        }
    }

    /// A number of the call before words that are no question's.
    fn number_only(&self, label: Option<&Label>, n: usize, words: &str, stands_out: bool) -> Reading {
        let explicit = label.is_some_and(|l| l.explicit);
        let number = self.call.questions.get(n).map_or("?", |q| q.number.as_str());
        if (stands_out || explicit) && self.wordings.with_number(words, n) {
            return self.question(n, "number and some of the wording", "");
        }
        match (explicit, self.wordings.telling(words)) {
            (false, _) => Reading::Text,
            (true, 0..=FEW_WORDS) => self.question(n, super::order::LABEL, ""),
            (true, _) => Reading::Unsure {
                candidates: vec![n],
                reason: format!("label of question {number}, but not its wording"),
            },
        }
    }

    fn section(&self, text: &str, words: &str) -> Reading {
        let index = self.wordings.section(text).or_else(|| self.wordings.section(words));
        let Some(index) = index else { return Reading::Text };
        let number = self.call.sections.get(index).map_or("?", |s| s.number.as_str());
        Reading::Section { index, reason: format!("heading of section {number}") }
    }
}

/// Whether a text ends in a question, or in one that a few words follow which ask for more: "… Please specify:".
fn asks(text: &str) -> bool {
    const MARKS: [char; 3] = ['?', '？', '؟'];
    let text = text.trim_end();
    text.ends_with(MARKS)
        || text.rsplit_once(MARKS).is_some_and(|(_, more)| {
            more.ends_with([':', '：']) && more.split_whitespace().count() <= MOST_WORDS_AFTER
        })
}

/// Whether a block is one question and nothing else.
pub(super) fn asks_alone(text: &str) -> bool {
    text.len() <= LONGEST_PLAIN * 4
        && asks(text)
        && sentences(text) == 1
        && crate::intake::wording::words(text).len() >= WORDS_OF_A_QUESTION
}

/// How many sentences a text has, roughly: ends of sentences that a blank and more text follow, and one.
fn sentences(text: &str) -> usize {
    let ends = text.char_indices().filter(|(i, c)| match c {
        '.' | '!' | '?' | '؟' => text[i + c.len_utf8()..].starts_with(char::is_whitespace),
        '。' | '！' | '？' => !text[i + c.len_utf8()..].is_empty(),
        _ => false,
    });
    ends.count() + 1
}

fn is_closing(text: &str) -> bool {
    if text.chars().count() > 80 {
        return false;
    }
    let folded = folded(text);
    CLOSINGS.iter().any(|closing| {
        folded.strip_prefix(closing).is_some_and(|rest| {
            rest.is_empty()
                || (closing.len() <= 10 && rest.split_whitespace().count() <= 1 && rest.starts_with(' '))
        })
    }) || (folded.starts_with("about the ") && folded.split(' ').count() <= 6)
}

/// Gives stretches of a text in order, walking over it once.
pub(in crate::intake) struct Slices<'a> {
    text: &'a str,
    byte: usize,
    chars: u32,
}

impl<'a> Slices<'a> {
    pub(in crate::intake) fn new(text: &'a str) -> Self {
        Self { text, byte: 0, chars: 0 }
    }

    /// The text of a span that begins no earlier than the last one ended.
    pub(in crate::intake) fn take(&mut self, span: Span) -> &'a str {
        let start = self.forward(span.start);
        let end = self.forward(span.end);
        &self.text[start..end]
    }

    fn forward(&mut self, to: u32) -> usize {
        let left = &self.text[self.byte..];
        let step = to.saturating_sub(self.chars) as usize;
        self.byte += left.char_indices().nth(step).map_or(left.len(), |(i, _)| i);
        self.chars = self.chars.max(to);
        self.byte
    }
}
