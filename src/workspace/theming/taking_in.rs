//! Themes from a file: found again by their ids, else by their paths; added and changed, never removed.

use std::collections::{BTreeSet, HashMap};

use super::examples::of_file;
use super::{SHORT, change, check_name, check_unique, describing, entity_of, shortened};
use crate::model::codebook::{Codebook, Incoming, Merged, PATH_SEPARATOR, TakenIn, Theme};
use crate::model::id::{MadeId, ThemeId};
use crate::model::plural::counted;
use crate::store::codebook;
use crate::store::payload::{CellWrite, Kind, Payload, field};
use crate::text::fold;
use crate::workspace::Error;
use crate::workspace::change::{Asker, Look};

/// Takes themes in.
pub(in crate::workspace) fn take_in(asker: &Asker<'_>, themes: &[Incoming]) -> Result<Look, Error> {
    let before = codebook::codebook(asker.conn)?;
    let (after, report) = plan(&before, themes)?;
    let mut cells = cells(asker, &before, &after)?;
    let picked = of_file(asker.conn, &after, themes)?;
    cells.extend(picked.cells);
    if cells.is_empty() {
        return Ok(Look::Nothing("the codebook is as the file has it".to_owned()));
    }
    let (added, changed) = (report.added.len(), report.changed.len());
    let examples: usize = picked.of.iter().map(|(_, count)| count).sum();
    let what = match (added, changed) {
        (0, 0) => format!("picked {} from a file", counted(examples, "example")),
        (added, 0) => format!("added {} from a file", counted(added, "theme")),
        (0, changed) => format!("changed {} after a file", counted(changed, "theme")),
        _ => format!("took in a codebook: added {}, changed {changed}", counted(added, "theme")),
    };
    Ok(change("theme.import", Payload { what, cells, ..Payload::default() }, added + changed + examples))
}

/// What the codebook would be, and what is done to it for that.
pub(in crate::workspace) fn plan(
    before: &Codebook,
    themes: &[Incoming],
) -> Result<(Codebook, TakenIn), Error> {
    let mut taking = Taking {
        book: before.clone(),
        made: 0,
        by_path: HashMap::new(),
        as_they_are: BTreeSet::new(),
        report: TakenIn::default(),
    };
    for incoming in themes {
        taking.take(incoming)?;
    }
    let Taking { book, mut report, mut as_they_are, .. } = taking;
    for theme in &book.themes {
        match before.theme(theme.id) {
            None => {
                as_they_are.remove(&theme.id);
                report.added.push(book.path(theme.id));
            }
            Some(was) => {
                let fields: Vec<&'static str> =
                    fields(was, theme).into_iter().map(|(name, ..)| name).collect();
                if !fields.is_empty() {
                    as_they_are.remove(&theme.id);
                    report.changed.push((book.path(theme.id), fields));
                }
            }
        }
    }
    report.same = as_they_are.len();
    Ok((book, report))
}

/// A codebook as it becomes.
struct Taking {
    book: Codebook,
    made: u32,
    /// The themes of the file, by their folded paths there: what stands under one goes with it.
    by_path: HashMap<Vec<String>, ThemeId>,
    /// The themes of which nothing in the file was left.
    as_they_are: BTreeSet<ThemeId>,
    report: TakenIn,
}

impl Taking {
    fn take(&mut self, incoming: &Incoming) -> Result<(), Error> {
        let path = incoming.path.join(PATH_SEPARATOR);
        for name in &incoming.path {
            check_name(name)?;
        }
        let Some((name, above)) = incoming.path.split_last() else { return Ok(()) };
        let known = incoming.id.filter(|id| self.book.theme(*id).is_some());
        if let Some(merged) = self.merged(incoming) {
            let (into, shown) = (merged.into, self.book.path(merged.into));
            self.by_path.insert(folded(&incoming.path), into);
            self.report.left.push((path, format!("it was merged into {shown}")));
            return Ok(());
        }
        let parent = self.parent(above)?;
        let id = match known.or_else(|| self.find(name, parent)) {
            Some(id) => id,
            None => self.make(incoming.id, name, parent),
        };
        self.by_path.insert(folded(&incoming.path), id);
        let left = self.report.left.len();
        self.stand(id, name, parent, &path);
        self.say(id, incoming, &path)?;
        if self.report.left.len() == left {
            self.as_they_are.insert(id);
        }
        Ok(())
    }

    /// The merged theme that this one is, by its id, else by its path.
    fn merged(&self, incoming: &Incoming) -> Option<&Merged> {
        let by_id = incoming.id.and_then(|id| self.book.merged.iter().find(|merged| merged.id == id));
        let wanted = folded(&incoming.path);
        let parts = |path: &str| path.split(PATH_SEPARATOR).map(fold::fold).collect::<Vec<_>>();
        let is_known = incoming.id.is_some_and(|id| self.book.theme(id).is_some());
        let is_there = is_known || self.at(&incoming.path).is_some();
        by_id.or_else(|| {
            let same = self.book.merged.iter().find(|merged| parts(&merged.path) == wanted);
            same.filter(|_| !is_there)
        })
    }

    /// The theme of a path: that of the file, else that of the codebook.
    fn at(&self, path: &[String]) -> Option<ThemeId> {
        if let Some(id) = self.by_path.get(&folded(path)) {
            return Some(*id);
        }
        let (name, above) = path.split_last()?;
        let parent = if above.is_empty() { None } else { Some(self.at(above)?) };
        self.find(name, parent)
    }

    fn find(&self, name: &str, parent: Option<ThemeId>) -> Option<ThemeId> {
        let wanted = fold::fold(name);
        let is_it = |theme: &&Theme| theme.parent == parent && fold::fold(&theme.name) == wanted;
        self.book.themes.iter().find(is_it).map(|theme| theme.id)
    }

    /// The theme above, made where it is missing.
    fn parent(&mut self, above: &[String]) -> Result<Option<ThemeId>, Error> {
        let Some((name, further)) = above.split_last() else { return Ok(None) };
        if let Some(id) = self.at(above) {
            return Ok(Some(id));
        }
        let parent = self.parent(further)?;
        Ok(Some(self.make(None, name, parent)))
    }

    /// Until the operation has an id, a theme that it makes goes by an id that no operation has.
    fn make(&mut self, id: Option<ThemeId>, name: &str, parent: Option<ThemeId>) -> ThemeId {
        let id = id.unwrap_or_else(|| {
            self.made += 1;
            ThemeId(MadeId { maker: [0; 16], n: self.made - 1 })
        });
        let colour = (self.book.themes.len() % 12) as u8 + 1;
        let short_name = shortened(name);
        self.book.themes.push(Theme {
            id,
            parent,
            name: name.to_owned(),
            short_name,
            colour,
            ..Theme::default()
        });
        id
    }

    /// Gives a theme the name and the place that the file says, where nothing is in the way.
    fn stand(&mut self, id: ThemeId, name: &str, parent: Option<ThemeId>, path: &str) {
        let Some(theme) = self.book.theme(id).cloned() else { return };
        if theme.name == name && theme.parent == parent {
            return;
        }
        let under_itself =
            parent.is_some_and(|up| up == id || self.book.ancestors(up).any(|above| above.id == id));
        let why = if under_itself {
            Some("it would stand under itself: its place stays".to_owned())
        } else {
            check_unique(&self.book, &theme, name, parent, &[]).err().map(|error| error.to_string())
        };
        match why {
            Some(why) => self.report.left.push((path.to_owned(), why)),
            None => {
                if let Some(theme) = self.book.themes.iter_mut().find(|theme| theme.id == id) {
                    if theme.short_name == shortened(&theme.name) {
                        theme.short_name = shortened(name);
                    }
                    name.clone_into(&mut theme.name);
                    theme.parent = parent;
                }
            }
        }
    }

    /// Gives a theme what the file says of it; what is empty there says nothing.
    fn say(&mut self, id: ThemeId, incoming: &Incoming, path: &str) -> Result<(), Error> {
        let terms = describing::distinct(&incoming.terms)?;
        let short_name = incoming.short_name.trim();
        if short_name.chars().count() > SHORT {
            let what =
                format!("{path}: “{short_name}” is too long for a short name: at most {SHORT} characters");
            return Err(Error::Invalid(what));
        }
        let retired = incoming.retired;
        let letter = self.letter(id, incoming.letter.filter(|_| !retired), path);
        let Some(theme) = self.book.themes.iter_mut().find(|theme| theme.id == id) else { return Ok(()) };
        let texts = [
            (&mut theme.definition, incoming.definition.trim()),
            (&mut theme.use_when, incoming.use_when.trim()),
            (&mut theme.not_when, incoming.not_when.trim()),
            (&mut theme.short_name, short_name),
        ];
        for (text, said) in texts.into_iter().filter(|(_, said)| !said.is_empty()) {
            said.clone_into(text);
        }
        theme.colour = incoming.colour.unwrap_or(theme.colour);
        theme.retired |= retired;
        theme.letter = letter.or(theme.letter).filter(|_| !theme.retired);
        if !terms.is_empty() {
            theme.terms = terms;
        }
        Ok(())
    }

    /// The letter, unless another theme has it.
    fn letter(&mut self, id: ThemeId, letter: Option<char>, path: &str) -> Option<char> {
        let letter = letter?;
        let holds = |theme: &&Theme| theme.id != id && theme.letter == Some(letter);
        let why = match self.book.themes.iter().find(holds) {
            Some(holder) => format!("the letter {letter} stays with {}", self.book.path(holder.id)),
            None if letter.is_alphabetic() => return Some(letter),
            None => format!("“{letter}” is no letter: digits tag with the last five themes"),
        };
        self.report.left.push((path.to_owned(), why));
        None
    }
}

fn folded(path: &[String]) -> Vec<String> {
    path.iter().map(|name| fold::fold(name)).collect()
}

/// A field of a theme: what it is called, its number, and what is written there.
type Field = (&'static str, i64, serde_json::Value);

/// The fields in which two states of a theme differ. Its place is among them by name only.
fn fields(before: &Theme, after: &Theme) -> Vec<Field> {
    let mut all: Vec<Field> = Vec::new();
    let texts = [
        ("name", field::THEME_NAME, &before.name, &after.name),
        ("definition", field::THEME_DEFINITION, &before.definition, &after.definition),
        ("use when", field::THEME_USE_WHEN, &before.use_when, &after.use_when),
        ("not when", field::THEME_NOT_WHEN, &before.not_when, &after.not_when),
        ("short name", field::THEME_SHORT_NAME, &before.short_name, &after.short_name),
    ];
    for (name, number, _, value) in texts.into_iter().filter(|(.., before, after)| before != after) {
        all.push((name, number, value.clone().into()));
    }
    // A theme that is retired keeps its letter for when it comes back.
    if before.letter != after.letter && !after.retired {
        all.push(("letter", field::THEME_LETTER, after.letter.map(String::from).into()));
    }
    if before.colour != after.colour {
        all.push(("colour", field::THEME_COLOUR, after.colour.into()));
    }
    if before.terms != after.terms {
        // A list of texts is always JSON.
        let json = serde_json::to_string(&after.terms).unwrap_or_default();
        all.push(("terms", field::THEME_TERMS, json.into()));
    }
    if before.retired != after.retired {
        all.push(("retired", field::THEME_RETIRED, i64::from(after.retired).into()));
    }
    if before.parent != after.parent {
        all.push(("place", field::THEME_PARENT, after.parent.map(entity_of).into()));
    }
    all
}

/// The cell writes that make one codebook the other.
pub(in crate::workspace) fn cells(
    asker: &Asker<'_>,
    before: &Codebook,
    after: &Codebook,
) -> Result<Vec<CellWrite>, Error> {
    let known = codebook::positions(asker.conn)?;
    let places = known.values().copied().filter(|place| *place < i64::MAX);
    let mut next = places.max().unwrap_or(-1) + 1;
    let mut cells = Vec::new();
    for theme in &after.themes {
        let entity = entity_of(theme.id);
        let cell =
            |field, value: serde_json::Value| CellWrite::new(Kind::Theme, entity.clone(), field, value);
        let mut moved = false;
        match before.theme(theme.id) {
            None => {
                let above = theme.parent.map(entity_of);
                cells.extend(codebook::writes(&entity, theme, above.as_deref(), next as usize)?);
                if theme.retired {
                    cells.push(cell(field::THEME_RETIRED, 1.into()));
                }
                next += 1;
            }
            Some(was) => {
                for (_, number, value) in fields(was, theme) {
                    moved |= number == field::THEME_PARENT;
                    cells.push(cell(number, value));
                }
            }
        }
        if moved {
            cells.push(cell(field::THEME_POSITION, next.into()));
            next += 1;
        }
        let had = before.theme(theme.id).and_then(|was| was.letter);
        if let Some(letter) = theme.letter.filter(|letter| had != Some(*letter)) {
            // As where a letter is given: one that is not offered gives it up.
            let others =
                codebook::holding(asker.conn, letter)?.into_iter().filter(|other| *other != theme.id);
            let shown = |other: &ThemeId| before.theme(*other).is_some_and(|was| was.letter == Some(letter));
            for other in others.filter(|other| !shown(other)) {
                let none = serde_json::Value::Null;
                cells.push(CellWrite::new(Kind::Theme, other.to_string(), field::THEME_LETTER, none));
            }
        }
    }
    Ok(cells)
}
