//! What stands for a theme where there is room for two or three letters: its letter, else a code made from its name.

use std::collections::HashSet;

use super::written::Clock;
use crate::model::codebook::Codebook;
use crate::model::id::ThemeId;

/// Gives every theme its code, and takes a letter off where another theme has had it for longer. `since` says when a
/// theme got its letter.
pub(super) fn give(book: &mut Codebook, since: impl Fn(ThemeId) -> Option<Clock>) {
    let mut order: Vec<usize> = (0..book.themes.len()).collect();
    order.sort_by_key(|at| (since(book.themes[*at].id), *at));
    let mut letters = HashSet::new();
    for at in order {
        let theme = &mut book.themes[at];
        theme.letter = theme.letter.filter(|letter| !theme.retired && letters.insert(*letter));
    }
    let mut codes = HashSet::new();
    for theme in &mut book.themes {
        theme.code = code(&theme.name, &codes);
        codes.insert(theme.code.clone());
    }
}

/// The initials, else the beginning, else the first letter with a number.
fn code(name: &str, taken: &HashSet<String>) -> String {
    let letters: Vec<char> = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let initials: String = name
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|w| w.chars().next())
        .flat_map(char::to_lowercase)
        .take(3)
        .collect();
    let first = letters.first().copied().unwrap_or('t');
    let free = |code: &String| code.chars().count() >= 2 && !taken.contains(code);
    let beginnings = (2..=3).map(|n| letters.iter().take(n).collect::<String>());
    let pairs = letters.iter().skip(1).map(|&second| format!("{first}{second}"));
    let numbers = (1..).map(|n| format!("{first}{n}"));
    std::iter::once(initials).chain(beginnings).chain(pairs).chain(numbers).find(free).unwrap_or_default()
}
