//! What a line says of where a quotation is from.

use std::sync::OnceLock;

use crate::config::report_file;
use crate::model::quoted::Cited;
use crate::model::report::{Language, Words};

/// The fewest digits by which an id is known as one.
const FEWEST: usize = 6;
/// The most that an id has.
const MOST: usize = 32;

/// How a citation says under which question an answer stands, and that a text stands under none: in each language that the
/// program writes documents in.
fn phrases() -> &'static (Vec<String>, Vec<String>) {
    static PHRASES: OnceLock<(Vec<String>, Vec<String>)> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let all: Vec<Words> =
            Language::ALL.iter().filter_map(|it| Some(report_file::bundled(*it).ok()?.words)).collect();
        let asked = all.iter().map(|words| words.say("cited_question", &[("number", "")]));
        let unasked = all.iter().map(|words| words.say("cited_unplaced", &[]));
        (
            asked.map(|it| it.to_ascii_lowercase()).collect(),
            unasked.map(|it| it.to_ascii_lowercase()).collect(),
        )
    })
}

/// Where the last of some phrases stands in small letters: from where to where.
fn last(small: &str, phrases: &[String]) -> Option<(usize, usize)> {
    phrases
        .iter()
        .filter_map(|phrase| Some((small.rfind(phrase.as_str())?, phrase.len())))
        .max()
        .map(|(at, n)| (at, at + n))
}

const ID: &str = "id:";

/// What stands before a name.
const DASHES: [char; 4] = ['—', '–', '―', '-'];

/// Reads a citation, on however many lines it stands.
pub(super) fn read(text: &str) -> Cited {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    let bare = line.trim_start_matches(DASHES).trim_start();
    // Letters of other lengths in the other case would shift the places.
    let small = bare.to_ascii_lowercase();
    let id = id(&small).map(|(at, id)| (at, id.to_owned()));
    let end = id.as_ref().map_or(bare.len(), |(at, _)| *at);
    let (asked, unasked) = phrases();
    let (who, question, after) = match last(&small[..end], asked) {
        Some((at, behind)) => {
            let after = &bare[behind..end];
            let (number, after) = after.split_once(',').unwrap_or((after, ""));
            (&bare[..at], Some(number.trim().to_owned()), after)
        }
        None => match last(&small[..end], unasked) {
            Some((at, behind)) => (&bare[..at], Some(Cited::NO_QUESTION.to_owned()), &bare[behind..end]),
            None => (&bare[..end], None, ""),
        },
    };
    let trimmed = |text: &str| text.trim_matches(|c: char| c.is_whitespace() || c == ',').to_owned();
    Cited {
        who: trimmed(who),
        rest: trimmed(behind_the_day(after)),
        question,
        id: id.map(|(_, id)| id).unwrap_or_default(),
        line: line.clone(),
    }
}

/// Whether a line begins with a dash, as citations do.
pub(super) fn is_dashed(line: &str) -> bool {
    line.trim_start().starts_with(&DASHES[..3]) || line.trim_start().starts_with("--")
}

/// Whether an id stands in a line.
pub(super) fn has_id(line: &str) -> bool {
    id(&line.to_ascii_lowercase()).is_some()
}

/// Where the last id of a line begins.
pub(super) fn place_of_id(line: &str) -> Option<usize> {
    id(&line.to_ascii_lowercase()).map(|(at, _)| at)
}

/// The last id in a line of small letters, and where it begins.
fn id(line: &str) -> Option<(usize, &str)> {
    let mut end = line.len();
    while let Some(at) = line[..end].rfind(ID) {
        let after = line[at + ID.len()..].trim_start();
        let digits = after.bytes().take_while(u8::is_ascii_hexdigit).count();
        let apart = !line[..at].ends_with(char::is_alphanumeric);
        if apart && (FEWEST..=MOST).contains(&digits) {
            return Some((at, &after[..digits]));
        }
        end = at;
    }
    None
}

/// What follows a day, where there is one: ", 16 January 2025, WSIS20-004, …".
fn behind_the_day(after: &str) -> &str {
    let after = after.trim_start_matches([',', ' ']);
    let (first, rest) = after.split_once(',').unwrap_or((after, ""));
    // "1er février 2025", "16 de enero de 2025".
    let words: Vec<&str> = first.split_whitespace().filter(|word| *word != "de").collect();
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let is_day = matches!(words.as_slice(), [day, month, year]
        if is_number(day.trim_end_matches("er")) && day.len() <= 3 && month.chars().all(char::is_alphabetic) && is_number(year) && year.len() == 4);
    if is_day { rest } else { after }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_read_in_every_language_that_they_are_written_in() {
        for (line, question) in [
            ("— Hill Net (Oman), answer to question 4, 16 January 2025, H-1, f.csv, id:0a1b2c3d", "4"),
            ("— Hill Net (Oman), réponse à la question 4, 1er février 2025, H-1, f.csv, id:0a1b2c3d", "4"),
            (
                "— Hill Net (Omán), respuesta a la pregunta 4, 16 de enero de 2025, H-1, f.csv, id:0a1b2c3d",
                "4",
            ),
            ("— Hill Net, hors question, 16 mai 2025, H-1, f.csv, id:0a1b2c3d", Cited::NO_QUESTION),
        ] {
            let cited = read(line);
            assert_eq!(cited.question.as_deref(), Some(question), "{line}");
            assert_eq!((cited.rest.as_str(), cited.id.as_str()), ("H-1, f.csv", "0a1b2c3d"), "{line}");
            assert!(cited.who.starts_with("Hill Net"), "{line}");
        }
    }
}
