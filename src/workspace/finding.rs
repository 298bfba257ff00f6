//! Findings: made, written, agreed. Their quotations are the items of a list, and come and go as those of any.

use super::change::{Asker, Look, unknown};
use super::{Error, Workspace};
use crate::model::codebook::Codebook;
use crate::model::edit::Edit;
use crate::model::finding::{About, Finding, Said, State};
use crate::model::id::ListId;
use crate::model::operation::Outcome;
use crate::store::notes::On;
use crate::store::payload::{CellWrite, Kind, Payload, field};
use crate::store::{self, Conn, codebook, findings, lists, questions};

impl Workspace {
    /// The findings with their quotations: those of questions in the call's order, then those of themes as the tree has
    /// them.
    pub fn findings(&self) -> Result<Vec<Finding>, Error> {
        self.sight(|sight, names| findings::all(sight.conn, &sight.viewer, names))
    }

    /// Makes the finding of a theme or question the current list, where there is none yet by a change.
    ///
    /// # Errors
    /// When there is no such theme or question, or it cannot be written.
    pub fn open_finding(&mut self, about: &About) -> Result<(ListId, Outcome), Error> {
        let outcome = self.edit(Edit::MakeFinding { about: about.clone() })?;
        let standing = store::snapshot::snapshot(&self.store.conn, |conn| standing(conn, about))?;
        let list = standing.map_or(about.list(), |(list, _)| list);
        self.choose_shortlist(list)?;
        Ok((list, outcome))
    }
}

/// What is asked about: what it is, as the workspace has it, and what it is called.
fn known(conn: &Conn, about: &About) -> Result<String, Error> {
    let (call, book) = (questions::call(conn)?, codebook::codebook(conn)?);
    match about {
        About::Question(key) if call.question(key).is_none() => {
            return Err(unknown("question", key.as_str()));
        }
        About::Theme(id) if book.theme(book.shown(*id)).is_none() => {
            return Err(unknown("theme", &id.to_string()));
        }
        _ => {}
    }
    Ok(findings::name(conn, about, &call, &book)?)
}

/// The finding of a theme or question: its own, else the one of a theme that was merged into it.
fn standing(conn: &Conn, about: &About) -> Result<Option<(ListId, Said)>, store::Error> {
    let own = about.list();
    let all = lists::lists(conn)?;
    if let Some((n, id, _)) = all.iter().find(|(_, id, _)| *id == own) {
        return Ok(findings::said(conn, *n)?.map(|said| (*id, said)));
    }
    let About::Theme(theme) = about else { return Ok(None) };
    let book: Codebook = codebook::codebook(conn)?;
    for (n, id, _) in all {
        let Some(said) = findings::said(conn, n)? else { continue };
        if matches!(said.about, About::Theme(other) if book.shown(other) == book.shown(*theme)) {
            return Ok(Some((id, said)));
        }
    }
    Ok(None)
}

/// What a list's name is within a sentence: "finding: IPv6".
pub(super) fn within(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn cell(list: ListId, field: i64, value: impl Into<serde_json::Value>) -> CellWrite {
    CellWrite::new(Kind::List, list.to_string(), field, value)
}

fn making(about: &About) -> Result<Vec<CellWrite>, Error> {
    let on = match about {
        About::Theme(id) => On::Theme(*id),
        About::Question(key) => On::Question(key.as_str().to_owned()),
    };
    let list = about.list();
    Ok(vec![cell(list, field::LIFE, 1), cell(list, field::LIST_ABOUT, store::to_json(&on)?)])
}

/// Makes a finding without a text.
pub(super) fn make(asker: &Asker<'_>, about: &About) -> Result<Look, Error> {
    let name = known(asker.conn, about)?;
    if standing(asker.conn, about)?.is_some() {
        return Ok(Look::Nothing(format!("the finding on {name} is there already")));
    }
    let what = format!("made the finding on {name}");
    Ok(Look::work("finding.add", Payload { what, cells: making(about)?, ..Payload::default() }, 1))
}

/// Says what is found.
pub(super) fn write(asker: &Asker<'_>, about: &About, text: &str) -> Result<Look, Error> {
    let name = known(asker.conn, about)?;
    let (text, standing) = (text.trim(), standing(asker.conn, about)?);
    let before = standing.as_ref().map_or("", |(_, said)| said.text.as_str());
    if before == text {
        let nothing = if text.is_empty() { "there is no text yet" } else { "the finding says so already" };
        return Ok(Look::Nothing(nothing.to_owned()));
    }
    let (list, mut cells) = match &standing {
        Some((list, _)) => (*list, Vec::new()),
        None => (about.list(), making(about)?),
    };
    let agreed = standing.as_ref().is_some_and(|(_, said)| said.state == State::Agreed);
    let mut what = match (before.is_empty(), text.is_empty()) {
        (true, _) => format!("wrote the finding on {name}"),
        (false, false) => format!("changed the finding on {name}"),
        (false, true) => format!("took the text off the finding on {name}"),
    };
    cells.push(cell(list, field::LIST_TEXT, (!text.is_empty()).then_some(text)));
    // What was agreed is not what stands there now; nor is it where that was written apart from the agreement.
    if findings::says_agreed(asker.conn, list)? {
        cells.push(cell(list, field::LIST_AGREED, 0));
    }
    if agreed {
        what.push_str("; a draft again");
    }
    Ok(Look::work("finding.write", Payload { what, cells, ..Payload::default() }, 1))
}

/// Says that a finding is agreed, or a draft again.
pub(super) fn settle(asker: &Asker<'_>, about: &About, state: State) -> Result<Look, Error> {
    let name = known(asker.conn, about)?;
    let Some((list, said)) = standing(asker.conn, about)? else {
        return Err(Error::Invalid(format!("there is no finding on {name} yet")));
    };
    if said.state == state {
        return Ok(Look::Nothing(format!("the finding on {name} is {} already", state.name())));
    }
    if said.text.is_empty() {
        return Err(Error::Invalid(format!("the finding on {name} says nothing yet that could be agreed")));
    }
    let mut cells = vec![cell(list, field::LIST_AGREED, i64::from(state == State::Agreed))];
    if state == State::Agreed {
        // It is this text that is agreed: one that was written meanwhile stands beside it, and then nothing is agreed.
        cells.push(cell(list, field::LIST_TEXT, said.text));
    }
    let what = format!("marked the finding on {name} {}", state.name());
    Ok(Look::work("finding.settle", Payload { what, cells, ..Payload::default() }, 1))
}
