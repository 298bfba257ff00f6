//! Keymap files: TOML tables named after scopes, each line a key and an action.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::chord::{self, Chord};
use super::error::{Error, Mistake};
use super::{Bound, Contents};
use crate::action::{self, ACTIONS, Action, ActionId, Scope};
use crate::model::nearest::nearest;

/// What a line gives when it takes a key away.
const NONE: &str = "none";

/// The table that says how scopes are called on the screen while they have the keys.
const MODES: &str = "modes";

/// No more characters of a mode's word are shown.
const MOST_OF_A_WORD: usize = 12;

/// One line of a keymap file.
struct Entry {
    scope: Scope,
    chords: Vec<Chord>,
    /// Nothing when the key is taken away.
    action: Option<ActionId>,
    /// Where the key stands, in bytes.
    at: Range<usize>,
}

/// Reads a keymap file over another, key by key.
pub(super) fn read(base: Contents, text: &str, file: &str) -> Result<Contents, Error> {
    let Contents { bounds, mut modes } = base;
    let told = |(at, mistake)| Error::at(text, file, at, mistake);
    let table = DeTable::parse(text)
        .map_err(|error| (error.span().unwrap_or(0..0), Mistake::Toml(first_line(error.message()))))
        .map_err(told)?;
    let entries = entries(table.get_ref()).map_err(told)?;
    no_key_twice(text, &entries).map_err(told)?;
    let bounds = overlay(bounds, &entries);
    no_prefix(&bounds, &entries).map_err(told)?;
    name_modes(table.get_ref(), &mut modes).map_err(told)?;
    Ok(Contents { bounds, modes })
}

type Wrong = (Range<usize>, Mistake);

fn scope_named(name: &Spanned<DeString<'_>>) -> Result<Scope, Wrong> {
    Scope::by_name(name.get_ref()).ok_or_else(|| {
        let nearest = nearest(name.get_ref(), Scope::ALL.iter().map(|scope| scope.name()));
        (name.span(), Mistake::UnknownScope { name: name.get_ref().to_string(), nearest })
    })
}

/// Puts the words of a file's modes over others; an empty one takes a word away.
fn name_modes(table: &DeTable<'_>, modes: &mut BTreeMap<Scope, String>) -> Result<(), Wrong> {
    let Some((_, value)) = table.iter().find(|(name, _)| *name.get_ref() == MODES) else { return Ok(()) };
    let DeValue::Table(words) = value.get_ref() else {
        return Err((value.span(), Mistake::NoTable));
    };
    for (name, value) in words {
        let scope = scope_named(name)?;
        let DeValue::String(word) = value.get_ref() else {
            return Err((value.span(), Mistake::NoWord));
        };
        let word: String = word.chars().filter(|c| !c.is_control()).take(MOST_OF_A_WORD).collect();
        if word.is_empty() || word == NONE {
            modes.remove(&scope);
        } else {
            modes.insert(scope, word);
        }
    }
    Ok(())
}

fn entries(table: &DeTable<'_>) -> Result<Vec<Entry>, Wrong> {
    let mut entries = Vec::new();
    for (name, value) in table.iter().filter(|(name, _)| *name.get_ref() != MODES) {
        let DeValue::Table(keys) = value.get_ref() else {
            return Err((name.span(), Mistake::OutsideTables));
        };
        let scope = scope_named(name)?;
        for (key, value) in keys {
            let chords = sequence(key.get_ref()).map_err(|mistake| (key.span(), mistake))?;
            let action = named(scope, value).map_err(|mistake| (value.span(), mistake))?;
            entries.push(Entry { scope, chords, action, at: key.span() });
        }
    }
    // The parser's tables are sorted by name; messages and references follow the file.
    entries.sort_by_key(|entry| entry.at.start);
    Ok(entries)
}

/// The keys of a sequence, which blanks divide.
fn sequence(written: &str) -> Result<Vec<Chord>, Mistake> {
    let chords: Vec<Chord> = written
        .split_whitespace()
        .map(|name| Chord::parse(name).ok_or_else(|| unknown_key(name)))
        .collect::<Result<_, _>>()?;
    if chords.is_empty() {
        return Err(Mistake::UnknownKey { name: written.to_owned(), nearest: Some("Space") });
    }
    Ok(chords)
}

fn unknown_key(name: &str) -> Mistake {
    let starts_with_alt = name.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("alt-"));
    if starts_with_alt {
        return Mistake::Alt(name.to_owned());
    }
    Mistake::UnknownKey { name: name.to_owned(), nearest: nearest(name, chord::names()) }
}

/// The action a line names, nothing for "none".
fn named(scope: Scope, value: &Spanned<DeValue<'_>>) -> Result<Option<ActionId>, Mistake> {
    let DeValue::String(name) = value.get_ref() else {
        return Err(Mistake::NoName);
    };
    if name.is_empty() || name == NONE {
        return Ok(None);
    }
    let action = action::by_name(name).ok_or_else(|| Mistake::UnknownAction {
        name: name.to_string(),
        nearest: nearest(name, ACTIONS.iter().map(|action| action.name)),
    })?;
    if !action.works_in(scope) {
        return Err(Mistake::WrongScope {
            action: action.name,
            scope: scope.name(),
            allowed: scopes_of(action),
        });
    }
    Ok(Some(action.id))
}

fn scopes_of(action: &Action) -> String {
    let scopes = action.bindings.iter().flat_map(|binding| binding.scopes);
    scopes.map(|scope| format!("[{}]", scope.name())).collect::<Vec<_>>().join(", ")
}

/// Two names of one key in one table are a mistake: TOML itself sees only equal names.
fn no_key_twice(text: &str, entries: &[Entry]) -> Result<(), Wrong> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|a, b| (a.scope, &a.chords, a.at.start).cmp(&(b.scope, &b.chords, b.at.start)));
    let twice =
        sorted.windows(2).find(|pair| (pair[0].scope, &pair[0].chords) == (pair[1].scope, &pair[1].chords));
    twice.map_or(Ok(()), |pair| {
        let line = text.get(..pair[0].at.start).unwrap_or_default().matches('\n').count() + 1;
        Err((pair[1].at.clone(), Mistake::Twice { keys: chord::write(&pair[1].chords), line }))
    })
}

/// Puts the lines of a file over other bindings; a key keeps its place when its action changes.
fn overlay(mut bounds: Vec<Bound>, entries: &[Entry]) -> Vec<Bound> {
    for entry in entries {
        let place =
            bounds.iter().position(|bound| bound.scope == entry.scope && bound.chords == entry.chords);
        match (place, entry.action) {
            (Some(place), Some(action)) => bounds[place].action = action,
            (Some(place), None) => {
                bounds.remove(place);
            }
            (None, Some(action)) => {
                bounds.push(Bound { scope: entry.scope, chords: entry.chords.clone(), action });
            }
            (None, None) => {}
        }
    }
    bounds
}

/// No sequence may begin another of its scope. A sequence sorts directly before those it begins.
fn no_prefix(bounds: &[Bound], entries: &[Entry]) -> Result<(), Wrong> {
    let mut sorted: Vec<&Bound> = bounds.iter().collect();
    sorted.sort_by(|a, b| (a.scope, &a.chords).cmp(&(b.scope, &b.chords)));
    let clash = sorted
        .windows(2)
        .find(|pair| pair[0].scope == pair[1].scope && pair[1].chords.starts_with(&pair[0].chords));
    let Some(&[short, long]) = clash else {
        return Ok(());
    };
    let entry_of = |bound: &Bound| {
        entries.iter().find(|entry| entry.scope == bound.scope && entry.chords == bound.chords)
    };
    // The later line of the file is at fault; what the file overrides was right before it came.
    let at = [short, long].map(|bound| entry_of(bound).map(|entry| entry.at.clone()));
    let start = |at: &Option<Range<usize>>| at.as_ref().map(|at| at.start);
    let short_at_fault = start(&at[0]) > start(&at[1]);
    let [short_at, long_at] = at;
    let (place, other) = if short_at_fault { (short_at, long) } else { (long_at, short) };
    Err((
        place.unwrap_or(0..0),
        Mistake::Prefix {
            short: chord::write(&short.chords),
            long: chord::write(&long.chords),
            action: long.action.row().name,
            other: chord::write(&other.chords),
        },
    ))
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}
