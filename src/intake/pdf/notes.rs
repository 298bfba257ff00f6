//! Footnotes: small lines at the foot of a column that begin with a number.

use super::lines::Line;

/// A note is set in letters smaller than this part of the text's.
const SMALLER: f64 = 0.93;

/// More notes than this are left in the text.
const MOST_NOTES: usize = 4_000;

/// A note, and where it stands.
#[derive(Debug)]
pub(super) struct Note {
    /// Its number as printed.
    pub(super) number: String,
    pub(super) page: u32,
    /// "footnote:3"; "footnote:7.3" for the one on page 7 where another has the same number.
    pub(super) place: String,
    pub(super) lines: Vec<Line>,
}

/// The number that begins a note: raised, or with a blank behind it.
fn number(line: &Line) -> Option<String> {
    let (first, look) = line.runs.first()?;
    let digits: String = first.trim_start().chars().take_while(char::is_ascii_digit).collect();
    let after = first.trim_start()[digits.len()..].chars().next();
    let parted = look.raised || after.is_some_and(char::is_whitespace);
    // A larger number that stands on the line itself is a quantity.
    let most = if look.raised { 3 } else { 2 };
    (parted && (1..=most).contains(&digits.len()) && line.text().trim().len() > digits.len())
        .then_some(digits)
}

/// Takes the notes off the foot of a page's regions.
pub(super) fn take(regions: &mut [Vec<Line>], text_size: f64, notes: &mut Vec<Note>) {
    for region in regions {
        let small = region.iter().rev().take_while(|l| l.size < SMALLER * text_size).count();
        let from = region.len() - small;
        if notes.len() > MOST_NOTES {
            return;
        }
        let Some(begin) = (from..region.len()).find(|i| number(&region[*i]).is_some()) else { continue };
        // Small print that is not preceded by text of the usual size is a text of its own.
        if begin == 0 && regions_text_is_small(region, text_size) {
            continue;
        }
        for line in region.split_off(begin) {
            match number(&line) {
                Some(number) if follows(notes, &number, line.page) => {
                    let taken = notes.iter().any(|n| n.number == number);
                    let place = if taken {
                        format!("footnote:{}.{number}", line.page)
                    } else {
                        format!("footnote:{number}")
                    };
                    notes.push(Note { number, page: line.page, place, lines: vec![line] });
                }
                _ => match notes.last_mut().filter(|n| n.page == line.page) {
                    Some(note) => note.lines.push(line),
                    None => region.push(line),
                },
            }
        }
    }
}

fn regions_text_is_small(region: &[Line], text_size: f64) -> bool {
    region.iter().all(|l| l.size < SMALLER * text_size) && region.len() > 12
}

/// Whether a number may be that of the next note: notes count up, or begin anew with a page.
fn follows(notes: &[Note], number: &str, page: u32) -> bool {
    let value: u32 = number.parse().unwrap_or(0);
    match notes.last() {
        Some(last) if last.page == page => last.number.parse::<u32>().is_ok_and(|n| value == n + 1),
        _ => !notes.iter().any(|n| n.page == page && n.number == number),
    }
}
