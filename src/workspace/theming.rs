//! Themes by path: those that are there, and those that an operation makes.

use super::change::{Asker, Look, Prepared};
use super::{Error, text};
use crate::model::codebook::{Codebook, PATH_SEPARATOR, Theme};
use crate::model::edit::ThemeChoice;
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
    Ok(codebook::codebook(conn)?.theme(id).map(|t| t.name.clone()))
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
    Ok(Look::Change(Box::new(Prepared {
        kind: "theme.add",
        payload,
        undoes: None,
        changed: 1,
        touched: Touched { codebook: true, ..Touched::default() },
    })))
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
                let theme =
                    self.book.theme(*id).ok_or_else(|| super::change::unknown("theme", &id.to_string()))?;
                Ok((id.to_string(), Some(*id), theme.name.clone()))
            }
            ThemeChoice::New(path) => self.by_path(path),
        }
    }

    fn by_path(&mut self, path: &str) -> Result<(String, Option<ThemeId>, String), Error> {
        let names: Vec<&str> = path.split(PATH_SEPARATOR.trim()).map(str::trim).collect();
        let mut parent: Option<Theme> = None;
        let mut entity = String::new();
        for (i, name) in names.iter().enumerate() {
            if text::fold(name).is_empty() || name.chars().count() > LONGEST {
                return Err(Error::Invalid(format!(
                    "“{name}” is no name for a theme: it needs a letter or digit, and at most {LONGEST} characters"
                )));
            }
            let found = self.find(name, parent.as_ref().map(|p| p.id), i == 0 && names.len() == 1);
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

    /// Until the operation has an id, a theme that it makes goes by an id that no operation has.
    fn make(&mut self, name: &str, parent: Option<&Theme>) -> Result<Theme, Error> {
        let theme = Theme {
            id: ThemeId(MadeId { maker: [0; 16], n: self.made }),
            parent: parent.map(|p| p.id),
            name: name.to_owned(),
            definition: String::new(),
            use_when: String::new(),
            not_when: String::new(),
            short_name: name.chars().take(SHORT).collect::<String>().trim_end().to_owned(),
            letter: None,
            code: String::new(),
            colour: (self.book.themes.len() % 12) as u8 + 1,
            terms: Vec::new(),
        };
        self.made += 1;
        let entity = entity_of(theme.id);
        let above = parent.map(|p| entity_of(p.id));
        self.cells.extend(codebook::writes(&entity, &theme, above.as_deref(), self.book.themes.len())?);
        self.book.themes.push(theme.clone());
        Ok(theme)
    }
}

/// How a payload names a theme: those that the operation makes have no id yet.
fn entity_of(id: ThemeId) -> String {
    if id.0.maker == [0; 16] { format!("@{}", id.0.n) } else { id.to_string() }
}
