//! Saved filters: queries with names.

use super::change::{Asker, Look};
use super::{Error, Workspace, query, text};
use crate::model::id::FilterId;
use crate::model::nearest::nearest;
use crate::model::work::SavedFilter;
use crate::store::filters;
use crate::store::payload::Payload;
use crate::store::snapshot::snapshot;

/// The most characters of a filter's name.
const LONGEST: usize = 80;

impl Workspace {
    /// The saved filters, by name.
    ///
    /// A query that was good when it was saved may have become wrong since, as when its theme is gone: whoever
    /// runs it tells.
    pub fn filters(&self) -> Result<Vec<SavedFilter>, Error> {
        Ok(snapshot(&self.store.conn, filters::filters)?)
    }
}

pub(super) fn save(asker: &Asker<'_>, name: &str, asked: &str) -> Result<Look, Error> {
    let name = plain(name)?;
    let asked = asked.trim();
    if asked.is_empty() {
        return Err(Error::Invalid("an empty query shows everything: there is nothing to save".to_owned()));
    }
    check(asker, asked)?;
    let id = FilterId::of(&text::fold(&name));
    let before = filters::filter(asker.conn, id)?;
    if before.as_ref().is_some_and(|b| b.query == asked && b.name == name) {
        return Ok(Look::Nothing(format!("the filter {name} says so already")));
    }
    let instead = before.filter(|b| b.query != asked).map(|b| format!(" instead of {}", b.query));
    let what = format!("saved filter {name}: {asked}{}", instead.unwrap_or_default());
    let payload = Payload { what, cells: filters::saved(id, &name, asked), ..Payload::default() };
    Ok(Look::work("filter.save", payload, 1))
}

pub(super) fn remove(asker: &Asker<'_>, name: &str) -> Result<Look, Error> {
    let id = FilterId::of(&text::fold(name));
    let Some(before) = filters::filter(asker.conn, id)? else {
        let all = filters::filters(asker.conn)?;
        let near = nearest(name, all.iter().map(|f| f.name.as_str()));
        let candidates =
            near.map_or_else(|| all.iter().map(|f| f.name.clone()).collect(), |n| vec![n.into()]);
        return Err(Error::Unknown { what: "saved filter", id: name.to_owned(), candidates });
    };
    let what = format!("removed filter {}: {}", before.name, before.query);
    let payload = Payload { what, cells: filters::removed(id), ..Payload::default() };
    Ok(Look::work("filter.save", payload, 1))
}

/// A name on one line, with a letter or digit in it.
fn plain(name: &str) -> Result<String, Error> {
    let plain = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if text::fold(&plain).is_empty() || plain.chars().count() > LONGEST {
        return Err(Error::Invalid(format!(
            "“{plain}” is no name for a filter: it needs a letter or digit, and at most {LONGEST} characters"
        )));
    }
    Ok(plain)
}

/// Refuses a query with a mistake.
fn check(asker: &Asker<'_>, asked: &str) -> Result<(), Error> {
    let resolved = asker.index.with_vocabulary(asker.conn, |vocabulary| {
        query::parse(asked).and_then(|tree| query::resolve(&tree, vocabulary))
    })?;
    resolved.map(drop).map_err(|mistake| Error::Query(Box::new(mistake), asked.to_owned()))
}
