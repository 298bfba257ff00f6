//! What a line says of where a quotation is from.

use crate::model::quoted::Cited;

/// The fewest digits by which an id is known as one.
const FEWEST: usize = 6;
/// The most that an id has.
const MOST: usize = 32;

const ASKED: &str = "answer to question ";
const UNASKED: &str = "under no question";
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
    let (who, question, after) = match small[..end].rfind(ASKED) {
        Some(at) => {
            let after = &bare[at + ASKED.len()..end];
            let (number, after) = after.split_once(',').unwrap_or((after, ""));
            (&bare[..at], Some(number.trim().to_owned()), after)
        }
        None => match small[..end].rfind(UNASKED) {
            Some(at) => (&bare[..at], Some(Cited::NO_QUESTION.to_owned()), &bare[at + UNASKED.len()..end]),
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
    let words: Vec<&str> = first.split_whitespace().collect();
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let is_day = matches!(words.as_slice(), [day, month, year]
        if is_number(day) && day.len() <= 2 && month.chars().all(char::is_alphabetic) && is_number(year) && year.len() == 4);
    if is_day { rest } else { after }
}
