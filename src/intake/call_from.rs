//! A call made from a table or a document: its questions, with numbers and sections where they stand there.
//!
//! From a table: the columns that a mapping says hold answers, or that are guessed to ([`kinds`]); where there is one
//! row per answer, the questions that its rows name; where the table is a list of questions, its rows. From a document:
//! what ends in a question mark or begins with "Question 3", under the headings above it.

use std::collections::BTreeMap;

use super::headings::{Label, label};
use super::place::Slices;
use super::{columns, kinds, long, names, wording};
use crate::model::call::{Call, Key, Question, Section};
use crate::model::draft::{Body, PartDraft, SourceDraft};
use crate::model::mapping::{Mapping, Use};
use crate::model::span::Form;

/// The most characters of a short name.
const SHORT_NAME: usize = 14;

/// The most characters of a prefix.
const PREFIX: usize = 8;

/// A list of questions has no more rows.
const MOST_QUESTIONS: usize = 400;

/// A paragraph that is longer, in characters, is no question.
const LONGEST: usize = 1200;

/// What a question says at its place: the section above it, and its text with the number.
struct Asked {
    section: Option<String>,
    number: Option<String>,
    wording: String,
}

/// Makes a call from what was read of a file; without questions where none are found. `file` gives title and prefix.
pub fn call(draft: &SourceDraft, mapping: &Mapping, file: &str) -> Call {
    let document = draft.records.iter().find_map(|record| match &record.body {
        Body::Document(parts) => parts.first(),
        Body::Row { .. } => None,
    });
    let (title, asked) = match document {
        Some(body) => of_document(body),
        None => (None, of_table(draft, mapping)),
    };
    let stem =
        std::path::Path::new(file).file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
    let words: Vec<&str> = stem.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let title = title.unwrap_or_else(|| words.join(" "));
    let title = if title.is_empty() { "A consultation".to_owned() } else { title };
    let mut call = Call { title, prefix: prefix(&words), ..Call::default() };
    numbered(&mut call, asked);
    call
}

/// The initials of words and their figures, or one word's first letters.
fn prefix(words: &[&str]) -> String {
    let of_word = |word: &&str| -> String {
        let figures = word.chars().all(char::is_numeric);
        word.chars().take(if figures || words.len() == 1 { PREFIX } else { 1 }).collect()
    };
    let all: String = words.iter().map(of_word).collect::<String>().to_uppercase();
    let prefix: String = all.chars().take(PREFIX).collect();
    if prefix.is_empty() { "CALL".to_owned() } else { prefix }
}

/// Gives questions their numbers, keys and sections: the numbers that stand there, where each has one of its own, else
/// those of their order.
fn numbered(call: &mut Call, mut asked: Vec<Asked>) {
    fill_gaps(&mut asked);
    let mut seen = std::collections::HashSet::new();
    let own = asked.iter().all(|a| a.number.as_ref().is_some_and(|n| seen.insert(n.to_lowercase())));
    for (i, Asked { section, number, wording }) in asked.into_iter().enumerate() {
        let title = section.unwrap_or_else(|| "Questions".to_owned());
        let known = call.sections.iter().find(|s| s.title == title).map(|s| s.key.clone());
        let section = known.unwrap_or_else(|| {
            let number = (call.sections.len() + 1).to_string();
            let key = Key(format!("s{number}"));
            call.sections.push(Section { key: key.clone(), number, title, recognize: Vec::new() });
            key
        });
        let number = number.filter(|_| own).unwrap_or_else(|| (i + 1).to_string());
        let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
        let key = Key(format!("q{}", number.to_lowercase().chars().map(plain).collect::<String>()));
        let short_name = short_name(&wording);
        call.questions.push(Question { key, number, section, wording, short_name, recognize: Vec::new() });
    }
}

/// Numbers a question between 8 and 10 that has no number: it is 9.
fn fill_gaps(asked: &mut [Asked]) {
    let number = |one: &Asked| one.number.as_ref().and_then(|n| n.parse::<u32>().ok());
    for i in 1..asked.len().saturating_sub(1) {
        if let (Some(before), None, Some(after)) =
            (number(&asked[i - 1]), &asked[i].number, number(&asked[i + 1]))
            && after == before + 2
        {
            asked[i].number = Some((before + 1).to_string());
        }
    }
}

/// The first telling words that fit.
fn short_name(wording: &str) -> String {
    let mut short = String::new();
    let telling = wording.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut words: Vec<&str> = telling.filter(|w| !w.is_empty() && wording::tells(w)).collect();
    if words.is_empty() {
        words = wording.split_whitespace().collect();
    }
    for word in words {
        let long = short.chars().count() + usize::from(!short.is_empty()) + word.chars().count();
        if long > SHORT_NAME {
            break;
        }
        short.push_str(if short.is_empty() { "" } else { " " });
        short.push_str(word);
    }
    if short.is_empty() {
        short = wording.chars().take(SHORT_NAME - 1).chain(['…']).collect();
    }
    let mut letters = short.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).take(SHORT_NAME).collect())
}

/// A question's text taken apart into number and wording.
fn asked(text: &str, section: Option<String>) -> Asked {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let own = label(&text).filter(is_number);
    let number = own.as_ref().and_then(|l| l.numbers.first().cloned());
    let words = own.as_ref().and_then(|l| text.get(l.rest..)).map(str::trim).filter(|w| !w.is_empty());
    let wording = words.unwrap_or(&text).to_owned();
    Asked { section, number, wording }
}

/// Whether a label is a question's number, and not a figure with which a sentence begins.
fn is_number(label: &Label) -> bool {
    (label.explicit || label.parted) && label.numbers.len() == 1
}

fn of_table(draft: &SourceDraft, mapping: &Mapping) -> Vec<Asked> {
    if let Some(asked) = list_of_questions(draft) {
        return asked;
    }
    let rows = mapping.rows.clone().or_else(|| long::guess(draft));
    if let Some(rows) = rows {
        return long::questions(draft, &rows).iter().map(|text| asked(text, None)).collect();
    }
    open_columns(draft, mapping).into_iter().map(|base| asked(base, None)).collect()
}

/// The names of the columns that hold answers, without the language behind them.
fn open_columns<'d>(draft: &'d SourceDraft, mapping: &Mapping) -> Vec<&'d str> {
    let kinds = kinds::of(draft);
    let places = crate::text::places::of_columns(&draft.header);
    let versions = columns::Versions::of(&draft.header);
    let is_open = |i: &usize| {
        let name = &draft.header[*i];
        let version = &versions.columns[*i];
        match mapping.of(name, &places[*i]) {
            Some(to) => matches!(to, Use::Open | Use::Question(_)),
            None if names::field(name).is_some()
                || names::asks_to_cite(name)
                || version.translates.is_some() =>
            {
                false
            }
            None => {
                kinds[*i] == kinds::Kind::Open
                    || (kinds[*i] != kinds::Kind::Empty && label(version.base).is_some_and(|l| l.explicit))
            }
        }
    };
    (0..draft.header.len()).filter(is_open).map(|i| versions.columns[i].base).collect()
}

/// The rows of a table whose columns are a number and a wording, a section where there is one.
fn list_of_questions(draft: &SourceDraft) -> Option<Vec<Asked>> {
    let find =
        |known: &[&str]| draft.header.iter().position(|h| known.contains(&wording::folded(h).as_str()));
    let number = find(&["number", "no", "nr", "num", "question number", "question no"])?;
    let text = find(&["wording", "question", "question text", "question wording", "text"])?;
    let section = find(&["section", "section title", "part", "chapter"]);
    if draft.records.len() > MOST_QUESTIONS {
        return None;
    }
    let mut asked = Vec::new();
    for record in &draft.records {
        let Body::Row { cells, .. } = &record.body else { continue };
        let cell = |i: usize| cells.get(i).map(|c| c.trim()).filter(|c| !c.is_empty());
        let Some(wording) = cell(text) else { continue };
        let number = cell(number).filter(|n| n.chars().count() <= PREFIX)?;
        asked.push(Asked {
            section: section.and_then(cell).map(str::to_owned),
            number: Some(number.to_owned()),
            wording: wording.split_whitespace().collect::<Vec<_>>().join(" "),
        });
    }
    (!asked.is_empty()).then_some(asked)
}

/// What ends a question.
const MARKS: [char; 3] = ['?', '？', '؟'];

/// The level of headings at which most questions are asked: what has a number there is a question, too, though it says
/// "please explain".
fn asking_level(body: &PartDraft) -> Option<u8> {
    let (mut slices, mut asking) = (Slices::new(&body.text), BTreeMap::<u8, usize>::new());
    for block in &body.blocks {
        let text = slices.take(block.span).trim();
        let mut here = body.forms.iter().filter(|f| f.span.start == block.span.start);
        let level = here.find_map(|f| if let Form::Heading(level) = f.form { Some(level) } else { None });
        if let Some(level) =
            level.filter(|_| text.ends_with(MARKS) && label(text).is_some_and(|l| is_number(&l)))
        {
            *asking.entry(level).or_default() += 1;
        }
    }
    asking.into_iter().filter(|(_, often)| *often > 1).max_by_key(|(_, often)| *often).map(|(level, _)| level)
}

/// The title of a document, and its questions.
fn of_document(body: &PartDraft) -> (Option<String>, Vec<Asked>) {
    let mut slices = Slices::new(&body.text);
    let (mut title, mut section, mut found) = (None, None, Vec::new());
    let asking = asking_level(body);
    for block in &body.blocks {
        let text = slices.take(block.span).trim();
        if text.is_empty() || text.chars().count() > LONGEST {
            continue;
        }
        let forms = || body.forms.iter().filter(|f| f.span.meets(block.span)).map(|f| &f.form);
        let heading = forms().any(|form| matches!(form, Form::Heading(_)));
        let among_asking = forms().any(|form| matches!(form, Form::Heading(level) if Some(*level) == asking));
        let item = forms().any(|form| matches!(form, Form::ListItem(_)));
        let own = label(text);
        let asks = text.ends_with(MARKS);
        let named = own.as_ref().is_some_and(|l| l.explicit && !text[l.rest..].trim().is_empty());
        let is_number = own.as_ref().is_some_and(is_number);
        let is_one = among_asking && (is_number || text.contains(MARKS));
        if named || is_one || (asks && (heading || item || is_number)) {
            found.push(asked(text, section.clone()));
        } else if heading && title.is_none() && found.is_empty() {
            title = Some(text.to_owned());
        } else if heading {
            section = Some(text.to_owned());
        }
    }
    (title, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str, name: &str) -> Call {
        call(&super::super::read(text.as_bytes(), name).unwrap(), &Mapping::default(), name)
    }

    fn questions(call: &Call) -> Vec<(&str, &str, &str)> {
        call.questions.iter().map(|q| (q.number.as_str(), q.section.as_str(), q.wording.as_str())).collect()
    }

    #[test]
    fn a_list_of_questions_is_a_call() {
        let call = made(
            "number,wording,section\n1,What is missing?,Access\n1a,Why?,Access\n2,Who pays?,Money\n",
            "my-call.csv",
        );
        assert_eq!(
            questions(&call),
            [("1", "s1", "What is missing?"), ("1a", "s1", "Why?"), ("2", "s2", "Who pays?")]
        );
        assert_eq!((call.title.as_str(), call.prefix.as_str()), ("my call", "MC"));
        assert_eq!(call.sections[1].title, "Money");
        let keys: Vec<&str> = call.questions.iter().map(|q| q.key.as_str()).collect();
        assert_eq!(keys, ["q1", "q1a", "q2"]);
    }

    #[test]
    fn columns_of_answers_are_questions() {
        let long =
            "The connection in the villages is slow, and schools have none at all, as we have said before.";
        let table = format!(
            "Country,Any other needs?,Rating,Q7: Anything else?\nKE,\"{long}\",5,No\nTG,It is too expensive here,5,\n"
        );
        let call = made(&table, "form.csv");
        assert_eq!(questions(&call), [("1", "s1", "Any other needs?"), ("2", "s1", "Anything else?")]);
        assert_eq!((call.prefix.as_str(), call.questions[0].short_name.as_str()), ("FORM", "Needs"));
    }

    #[test]
    fn headings_of_a_document_are_questions_in_their_sections() {
        let text = "# Call for inputs\n\nPlease answer by May. Who may answer?\n\n## Access\n\n### 1. What is missing?\n\n\
            ### 2. Who lacks it?\n\n## Money\n\n3. Who pays?\n\nQuestion 4: Say what else matters.\n";
        let call = made(text, "call.md");
        assert_eq!(call.title, "Call for inputs");
        assert_eq!(
            questions(&call),
            [
                ("1", "s1", "What is missing?"),
                ("2", "s1", "Who lacks it?"),
                ("3", "s2", "Who pays?"),
                ("4", "s2", "Say what else matters.")
            ]
        );
        assert_eq!(made("# A letter\n\nNothing is asked here.\n", "x.md").questions, []);
        let text = "# Our reply\n\n### 8. What is missing?\n\nRoads.\n\n### Which of these? (Choose one)\n\nThis.\n\n\
            ### 10. Please explain your choice\n\nIt is near.\n\n### 11. Who pays?\n\n### Annex\n";
        let of = made(text, "reply.md");
        let numbers: Vec<&str> = of.questions.iter().map(|q| q.number.as_str()).collect();
        assert_eq!(numbers, ["8", "9", "10", "11"]);
    }
}
