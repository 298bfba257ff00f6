//! Themes by path: those that are there, and those that an operation makes.

mod describing;
mod examples;
mod merging;
mod placing;
mod taking_in;

pub(super) use self::describing::{letter, recolour, rename, short_name, terms, words};
pub(super) use self::examples::{drop, of_file, pick};
pub(super) use self::merging::{merge, retag, retire, split, unretire};
pub(super) use self::placing::move_to;
pub(super) use self::taking_in::{cells, plan, take_in};

use super::change::{Asker, Look, Prepared};
use super::{Error, text};
use crate::model::codebook::{Codebook, PATH_SEPARATOR, Theme};
use crate::model::edit::{ThemeChange, ThemeChoice};
use crate::model::id::{MadeId, ThemeId};
use crate::model::operation::Touched;
use crate::store::payload::{CellWrite, Payload};
use crate::store::{Conn, codebook};

/// The most characters of a short name.
const SHORT: usize = 14;

/// The most characters of a theme's name.
const LONGEST: usize = 200;

/// The name of a theme, for messages; `None` when there is no such theme.
pub(super) fn name(conn: &Conn, id: ThemeId) -> Result<Option<String>, Error> {
    let book = codebook::codebook(conn)?;
    Ok(book.theme(book.shown(id)).map(|theme| theme.name.clone()))
}

/// Adds a theme by its path.
pub(super) fn add(asker: &Asker<'_>, path: &str) -> Result<Look, Error> {
    let mut naming = Naming::new(asker.conn)?;
    let (_, existing, name) = naming.theme(&ThemeChoice::New(path.to_owned()))?;
    if existing.is_some() {
        return Ok(Look::Nothing(format!("the theme {name} is there already")));
    }
    let payload =
        Payload { what: format!("added the theme {name}"), cells: naming.cells, ..Payload::default() };
    Ok(change("theme.add", payload, 1))
}

/// Does what is asked of a theme's fields.
pub(super) fn change_theme(asker: &Asker<'_>, id: ThemeId, asked: &ThemeChange) -> Result<Look, Error> {
    match asked {
        ThemeChange::Rename(name) => rename(asker, id, name),
        ThemeChange::Move { parent, before } => move_to(asker, id, *parent, *before),
        ThemeChange::Describe { definition, use_when, not_when } => {
            words(asker, id, [definition, use_when, not_when])
        }
        ThemeChange::ShortName(name) => short_name(asker, id, name),
        ThemeChange::Recolour(colour) => recolour(asker, id, *colour),
        ThemeChange::Letter(wanted) => letter(asker, id, *wanted),
        ThemeChange::Terms(wanted) => terms(asker, id, wanted),
        ThemeChange::Several(changes) => several(asker, id, changes),
    }
}

/// Does several changes of one theme as one; each is looked at by itself, and what is so already is left out.
fn several(asker: &Asker<'_>, id: ThemeId, changes: &[ThemeChange]) -> Result<Look, Error> {
    let (mut made, mut already) = (Vec::new(), None);
    for asked in changes {
        match change_theme(asker, id, asked)? {
            Look::Change(prepared) => made.push(prepared),
            Look::Nothing(why) => already = already.or(Some(why)),
        }
    }
    if made.len() < 2 {
        let nothing = || already.unwrap_or_else(|| "nothing of the theme is changed".to_owned());
        return Ok(made.pop().map_or_else(|| Look::Nothing(nothing()), Look::Change));
    }
    let name = name(asker.conn, id)?.unwrap_or_default();
    let cells = made.into_iter().flat_map(|prepared| prepared.payload.cells).collect();
    Ok(change(
        "theme.describe",
        Payload { what: format!("edited the theme {name}"), cells, ..Payload::default() },
        1,
    ))
}

/// A change of the codebook: what is counted and shown under themes may be another.
fn change(kind: &'static str, payload: Payload, changed: usize) -> Look {
    let touched = Touched { work: true, codebook: true, ..Touched::default() };
    Look::Change(Box::new(Prepared { kind, payload, undoes: None, changed, touched }))
}

/// The theme of the codebook that an id stands for: that into which it was merged, too.
fn known(book: &Codebook, id: ThemeId) -> Result<&Theme, Error> {
    book.theme(book.shown(id)).ok_or_else(|| super::change::unknown("theme", &id.to_string()))
}

/// Refuses a name that a theme cannot have.
fn check_name(name: &str) -> Result<(), Error> {
    if text::fold(name).is_empty() || name.chars().count() > LONGEST {
        return Err(Error::Invalid(format!(
            "“{name}” is no name for a theme: it needs a letter or digit, and at most {LONGEST} characters"
        )));
    }
    Ok(())
}

/// Refuses a name that a sibling has, and says what can be done. `parent` is the theme above; `without` are themes that
/// do not count.
fn check_unique(
    book: &Codebook,
    theme: &Theme,
    name: &str,
    parent: Option<ThemeId>,
    without: &[ThemeId],
) -> Result<(), Error> {
    let folded = text::fold(name);
    let is_it = |other: &&Theme| {
        other.id != theme.id
            && other.parent == parent
            && !without.contains(&other.id)
            && text::fold(&other.name) == folded
    };
    let Some(other) = book.themes.iter().find(is_it) else { return Ok(()) };
    let (path, other) = (book.path(theme.id), book.path(other.id));
    Err(Error::Unfit {
        what: format!("there is a theme {other} already"),
        hint: format!(
            "choose another name, or merge the two: `rapporteur themes --merge \"{path}\" --into \"{other}\"`"
        ),
    })
}

/// Finds themes by name, and collects the cell writes of those that have to be made.
pub(super) struct Naming {
    book: Codebook,
    made: u32,
    pub cells: Vec<CellWrite>,
}

impl Naming {
    pub(super) fn new(conn: &Conn) -> Result<Self, Error> {
        Ok(Self { book: codebook::codebook(conn)?, made: 0, cells: Vec::new() })
    }

    /// How a payload names the theme, its id if it is there, and its name for messages.
    pub(super) fn theme(&mut self, choice: &ThemeChoice) -> Result<(String, Option<ThemeId>, String), Error> {
        match choice {
            ThemeChoice::Existing(id) => {
                let theme = known(&self.book, *id)?;
                Ok((theme.id.to_string(), Some(theme.id), theme.name.clone()))
            }
            ThemeChoice::New(path) => self.by_path(path),
        }
    }

    fn by_path(&mut self, path: &str) -> Result<(String, Option<ThemeId>, String), Error> {
        let names: Vec<&str> = path.split(PATH_SEPARATOR.trim()).map(str::trim).collect();
        let mut parent: Option<Theme> = None;
        let mut entity = String::new();
        for (i, name) in names.iter().enumerate() {
            check_name(name)?;
            let found = self.find(name, parent.as_ref().map(|p| p.id), i == 0 && names.len() == 1);
            let found = found.or_else(|| self.merged(&names[..=i], names.len() == 1));
            let theme = match found {
                Some(theme) => theme,
                None => self.make(name, parent.as_ref())?,
            };
            entity = entity_of(theme.id);
            parent = Some(theme);
        }
        let theme = parent.ok_or_else(|| Error::Invalid("a theme needs a name".to_owned()))?;
        let existing = (!entity.starts_with('@')).then_some(theme.id);
        Ok((entity, existing, theme.name))
    }

    /// A theme of this name under this parent; a bare name also finds the only theme of that name.
    fn find(&self, name: &str, parent: Option<ThemeId>, bare: bool) -> Option<Theme> {
        let folded = text::fold(name);
        let mut named = self.book.themes.iter().filter(|t| text::fold(&t.name) == folded);
        let here = named.clone().find(|t| t.parent == parent);
        let only = if bare { named.next().filter(|_| named.next().is_none()) } else { None };
        here.or(only).cloned()
    }

    /// The theme into which the one of this path was merged; a bare name also finds the only one of that name.
    fn merged(&self, path: &[&str], bare: bool) -> Option<Theme> {
        let folded: Vec<String> = path.iter().map(|name| text::fold(name)).collect();
        let parts = |path: &str| path.split(PATH_SEPARATOR).map(text::fold).collect::<Vec<_>>();
        let here = self.book.merged.iter().find(|merged| parts(&merged.path) == folded);
        let mut named = self.book.merged.iter().filter(|merged| parts(&merged.path).last() == folded.last());
        let only = if bare { named.next().filter(|_| named.next().is_none()) } else { None };
        self.book.theme(here.or(only)?.into).cloned()
    }

    /// Refuses a theme that is not offered for tagging any more.
    pub(super) fn is_offered(&self, id: ThemeId) -> Result<(), Error> {
        match self.book.theme(id).filter(|theme| theme.retired) {
            None => Ok(()),
            Some(theme) => {
                let path = self.book.path(theme.id);
                Err(Error::Unfit {
                    what: format!("the theme {path} is retired"),
                    hint: format!("bring it back: `rapporteur themes --unretire \"{path}\"`"),
                })
            }
        }
    }

    /// Until the operation has an id, a theme that it makes goes by an id that no operation has.
    fn make(&mut self, name: &str, parent: Option<&Theme>) -> Result<Theme, Error> {
        let theme = Theme {
            id: ThemeId(MadeId { maker: [0; 16], n: self.made }),
            parent: parent.map(|p| p.id),
            name: name.to_owned(),
            short_name: shortened(name),
            colour: (self.book.themes.len() % 12) as u8 + 1,
            ..Theme::default()
        };
        self.made += 1;
        let entity = entity_of(theme.id);
        let above = parent.map(|p| entity_of(p.id));
        self.cells.extend(codebook::writes(&entity, &theme, above.as_deref(), self.book.themes.len())?);
        self.book.themes.push(theme.clone());
        Ok(theme)
    }
}

/// The beginning of a name, for table heads.
fn shortened(name: &str) -> String {
    name.chars().take(SHORT).collect::<String>().trim_end().to_owned()
}

/// How a payload names a theme: those that the operation makes have no id yet.
pub(super) fn entity_of(id: ThemeId) -> String {
    if id.0.maker == [0; 16] { format!("@{}", id.0.n) } else { id.to_string() }
}
