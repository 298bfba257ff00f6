//! What a theme says of itself: its name, its words, its colour, its letter.

use super::{SHORT, change, check_name, check_unique, known, shortened};
use crate::model::codebook::{Codebook, Theme};
use crate::model::id::ThemeId;
use crate::store::codebook;
use crate::store::payload::{CellWrite, Kind, Payload, field};
use crate::text;
use crate::workspace::Error;
use crate::workspace::change::{Asker, Look};

/// The colours of the skins.
const COLOURS: u8 = 12;

/// The most characters of a search term.
const LONGEST_TERM: usize = 100;

/// A change of cells of one theme.
fn cells(kind: &'static str, theme: &Theme, what: String, writes: Vec<(i64, serde_json::Value)>) -> Look {
    let id = theme.id.to_string();
    let write = |(field, value)| CellWrite::new(Kind::Theme, id.clone(), field, value);
    let cells = writes.into_iter().map(write).collect();
    change(kind, Payload { what, cells, ..Payload::default() }, 1)
}

/// Gives a theme another name; a short name that was made from the old one follows.
pub(in crate::workspace) fn rename(asker: &Asker<'_>, id: ThemeId, name: &str) -> Result<Look, Error> {
    let book = codebook::codebook(asker.conn)?;
    let theme = known(&book, id)?;
    let name = name.trim();
    check_name(name)?;
    if name.contains('/') {
        return Err(Error::Unfit {
            what: format!("“{name}” is no name for a theme: a slash joins the names of a path"),
            hint: "to put the theme under another, move it".to_owned(),
        });
    }
    if name == theme.name {
        return Ok(Look::Nothing(format!("the theme is called {name} already")));
    }
    check_unique(&book, theme, name, theme.parent, &[])?;
    let mut writes = vec![(field::THEME_NAME, name.into())];
    if theme.short_name == shortened(&theme.name) {
        writes.push((field::THEME_SHORT_NAME, shortened(name).into()));
    }
    Ok(cells("theme.rename", theme, format!("renamed the theme {} to {name}", theme.name), writes))
}

/// Says what a theme means, when to use it and when not.
pub(in crate::workspace) fn words(asker: &Asker<'_>, id: ThemeId, said: [&str; 3]) -> Result<Look, Error> {
    let book = codebook::codebook(asker.conn)?;
    let theme = known(&book, id)?;
    let fields = [
        (field::THEME_DEFINITION, &theme.definition),
        (field::THEME_USE_WHEN, &theme.use_when),
        (field::THEME_NOT_WHEN, &theme.not_when),
    ];
    let pairs = fields.into_iter().zip(said.map(str::trim));
    let changed = pairs.filter(|((_, before), said)| before.as_str() != *said);
    let writes: Vec<_> = changed.map(|((field, _), said)| (field, said.into())).collect();
    if writes.is_empty() {
        return Ok(Look::Nothing(format!("the theme {} says so already", theme.name)));
    }
    Ok(cells("theme.describe", theme, format!("described the theme {}", theme.name), writes))
}

/// Gives a theme its name for table heads.
pub(in crate::workspace) fn short_name(asker: &Asker<'_>, id: ThemeId, name: &str) -> Result<Look, Error> {
    let book = codebook::codebook(asker.conn)?;
    let theme = known(&book, id)?;
    let name = name.trim();
    if name.chars().count() > SHORT {
        return Err(Error::Invalid(format!(
            "“{name}” is too long for a short name: at most {SHORT} characters"
        )));
    }
    if name == theme.short_name {
        return Ok(Look::Nothing(format!("the short name of {} is so already", theme.name)));
    }
    let what = match name {
        "" => format!("took the short name off {}", theme.name),
        name => format!("gave {} the short name {name}", theme.name),
    };
    Ok(cells("theme.describe", theme, what, vec![(field::THEME_SHORT_NAME, name.into())]))
}

/// Gives a theme another colour.
pub(in crate::workspace) fn recolour(asker: &Asker<'_>, id: ThemeId, colour: u8) -> Result<Look, Error> {
    let book = codebook::codebook(asker.conn)?;
    let theme = known(&book, id)?;
    if !(1..=COLOURS).contains(&colour) {
        return Err(Error::Invalid(format!("{colour} is no colour: they go from 1 to {COLOURS}")));
    }
    if colour == theme.colour {
        return Ok(Look::Nothing(format!("{} has that colour already", theme.name)));
    }
    let what = format!("gave {} the colour {colour}", theme.name);
    Ok(cells("theme.recolour", theme, what, vec![(field::THEME_COLOUR, colour.into())]))
}

/// Gives a theme a letter that no other has, or takes its letter off.
pub(in crate::workspace) fn letter(
    asker: &Asker<'_>,
    id: ThemeId,
    letter: Option<char>,
) -> Result<Look, Error> {
    let book = codebook::codebook(asker.conn)?;
    let theme = known(&book, id)?;
    let Some(letter) = letter else {
        if theme.letter.is_none() {
            return Ok(Look::Nothing(format!("{} has no letter", theme.name)));
        }
        let what = format!("took the letter off {}", theme.name);
        return Ok(cells("theme.letter", theme, what, vec![(field::THEME_LETTER, serde_json::Value::Null)]));
    };
    check_letter(&book, theme, letter)?;
    if theme.letter == Some(letter) {
        return Ok(Look::Nothing(format!("{} has the letter {letter} already", theme.name)));
    }
    let write = |theme: ThemeId, value: serde_json::Value| {
        CellWrite::new(Kind::Theme, theme.to_string(), field::THEME_LETTER, value)
    };
    let mut cells = vec![write(theme.id, letter.to_string().into())];
    // One that is retired or merged would have it back when it is offered again, and be the elder.
    for other in codebook::holding(asker.conn, letter)? {
        if other != theme.id {
            cells.push(write(other, serde_json::Value::Null));
        }
    }
    let what = format!("gave {} the letter {letter}", theme.name);
    Ok(change("theme.letter", Payload { what, cells, ..Payload::default() }, 1))
}

fn check_letter(book: &Codebook, theme: &Theme, letter: char) -> Result<(), Error> {
    if theme.retired {
        return Err(Error::Unfit {
            what: format!("{} is retired: no letter tags with it", theme.name),
            hint: "bring it back first".to_owned(),
        });
    }
    // Digits tag with the last five themes, and signs are keys of their own.
    if !letter.is_alphabetic() {
        return Err(Error::Invalid(format!("“{letter}” is no letter: digits tag with the last five themes")));
    }
    let holds = |other: &&Theme| other.letter == Some(letter) && other.id != theme.id;
    let Some(holder) = book.themes.iter().find(holds) else { return Ok(()) };
    let is_free = |letter: &char| book.themes.iter().all(|other| other.letter != Some(*letter));
    let free: Vec<String> = ('a'..='z').filter(is_free).map(String::from).collect();
    Err(Error::Unfit {
        what: format!("the letter {letter} is taken: it tags with {}", book.path(holder.id)),
        hint: if free.is_empty() {
            "take it off there first; capital letters are letters of their own".to_owned()
        } else {
            format!("take it off there first, or choose one that is free: {}", free.join(" "))
        },
    })
}

/// Says which words suggest a theme.
pub(in crate::workspace) fn terms(asker: &Asker<'_>, id: ThemeId, wanted: &[String]) -> Result<Look, Error> {
    let book = codebook::codebook(asker.conn)?;
    let theme = known(&book, id)?;
    let terms = distinct(wanted)?;
    if terms == theme.terms {
        return Ok(Look::Nothing(format!("{} has these search terms already", theme.name)));
    }
    let what = match terms.as_slice() {
        [] => format!("took all search terms off {}", theme.name),
        terms => format!("set the search terms of {}: {}", theme.name, terms.join(", ")),
    };
    let json = crate::store::to_json(&terms)?;
    Ok(cells("theme.describe", theme, what, vec![(field::THEME_TERMS, json.into())]))
}

/// Terms without white space around them, each once, whatever the case of its letters.
pub(super) fn distinct(wanted: &[String]) -> Result<Vec<String>, Error> {
    let mut known = std::collections::HashSet::new();
    let mut terms: Vec<String> = Vec::new();
    for term in wanted.iter().map(|term| term.trim()).filter(|term| !term.is_empty()) {
        if text::fold(term).is_empty() || term.chars().count() > LONGEST_TERM {
            return Err(Error::Invalid(format!(
                "“{term}” cannot be looked for: a search term needs a letter or digit, and has at most \
                 {LONGEST_TERM} characters"
            )));
        }
        if known.insert(term.to_lowercase()) {
            terms.push(term.to_owned());
        }
    }
    Ok(terms)
}
