//! A call that changes after submissions came: reworded, renumbered, split, its deadline moved. One action, which says
//! what changed. What was placed stays where it is; a question under which something stands cannot go.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::change::{Asker, Look, Prepared};
use super::{Error, Workspace};
use crate::model::call::{Call, Key};
use crate::model::operation::Touched;
use crate::model::plural::counted;
use crate::store::payload::{CellWrite, Payload};
use crate::store::{Conn, questions};

/// Makes the call another one.
pub(super) fn set(asker: &Asker<'_>, new: &Call) -> Result<Look, Error> {
    let old = questions::call(asker.conn)?;
    let changes = changes(asker.conn, &old, new)?;
    let cells = writes(&old, new)?;
    if cells.is_empty() {
        return Ok(Look::Nothing("the call is that already".to_owned()));
    }
    let what = if changes.is_empty() { "how headings are recognized".to_owned() } else { changes.join("; ") };
    let payload = Payload { what: format!("changed the call: {what}"), cells, ..Payload::default() };
    let touched = Touched { corpus: true, answers: true, ..Touched::default() };
    let changed = changes.len().max(1);
    Ok(Look::Change(Box::new(Prepared { kind: "call.set", payload, undoes: None, changed, touched })))
}

impl Workspace {
    /// What would change if this were the call, a line each.
    ///
    /// # Errors
    /// When a question would go under which something stands.
    pub fn call_changes(&self, new: &Call) -> Result<Vec<String>, Error> {
        changes(&self.store.conn, &self.call()?, new)
    }
}

/// The cells that differ; those of what goes are emptied.
fn writes(old: &Call, new: &Call) -> Result<Vec<CellWrite>, Error> {
    let name = |write: &CellWrite| (write.kind, write.entity.clone(), write.field);
    let mut before: BTreeMap<_, _> =
        questions::writes(old)?.into_iter().map(|write| (name(&write), write)).collect();
    let mut writes = questions::writes(new)?;
    writes.retain(|write| before.remove(&name(write)).is_none_or(|was| was.value != write.value));
    let gone = before.into_values().map(|was| CellWrite { value: serde_json::Value::Null, ..was });
    writes.extend(gone);
    Ok(writes)
}

fn changes(conn: &Conn, old: &Call, new: &Call) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    if old.title != new.title {
        lines.push(format!("its title is “{}”", new.title));
    }
    if old.prefix != new.prefix {
        lines.push(format!("references that are given begin with “{}”", new.prefix));
    }
    if old.deadline != new.deadline {
        lines.push(deadline(conn, old.deadline, new.deadline)?);
    }
    for section in &new.sections {
        match old.sections.iter().find(|was| was.key == section.key) {
            None => lines.push(format!("section {} added", section.number)),
            Some(was) if was.title != section.title || was.number != section.number => {
                lines.push(format!("section {} is {}: {}", was.number, section.number, section.title));
            }
            Some(_) => {}
        }
    }
    let gone = old.sections.iter().filter(|was| new.sections.iter().all(|section| section.key != was.key));
    lines.extend(gone.map(|was| format!("section {} taken out", was.number)));
    for question in &new.questions {
        let number = &question.number;
        let Some(was) = old.questions.iter().find(|was| was.key == question.key) else {
            lines.push(format!("question {number} added"));
            continue;
        };
        if was.number != *number {
            lines.push(format!("question {} is now {number}", was.number));
        }
        if was.wording != question.wording {
            lines.push(format!("question {number} reworded"));
        }
        if was.section != question.section {
            let title = new.sections.iter().find(|s| s.key == question.section).map_or("", |s| &s.number);
            lines.push(format!("question {number} stands in section {title}"));
        }
        if was.short_name != question.short_name {
            lines.push(format!("question {number} is “{}” for short", question.short_name));
        }
    }
    for was in &old.questions {
        if new.questions.iter().any(|question| question.key == was.key) {
            continue;
        }
        let standing = questions::standing(conn, &was.key)?;
        if standing > 0 {
            return Err(Error::Unfit {
                what: format!(
                    "question {} (key “{}”) cannot go: {} under it",
                    was.number,
                    was.key.as_str(),
                    if standing == 1 {
                        "1 answer stands".to_owned()
                    } else {
                        format!("{standing} answers stand")
                    }
                ),
                hint: "keep its key in the file, or put the answers elsewhere first by `rapporteur place`"
                    .to_owned(),
            });
        }
        lines.push(format!("question {} taken out", was.number));
    }
    let order = |call: &Call, other: &Call| -> Vec<Key> {
        let both = |key: &Key| other.questions.iter().any(|question| question.key == *key);
        call.questions.iter().map(|question| question.key.clone()).filter(both).collect()
    };
    if order(old, new) != order(new, old) {
        lines.push("the questions stand in another order".to_owned());
    }
    Ok(lines)
}

/// "the deadline is 2025-02-14, not 2025-01-31: 3 submissions are late, 5 were".
fn deadline(conn: &Conn, old: Option<Date>, new: Option<Date>) -> Result<String, Error> {
    let said = |day: Option<Date>| day.map_or_else(|| "open".to_owned(), |day| day.to_string());
    let late = |day: Option<Date>| day.map_or(Ok(0), |day| questions::late(conn, day));
    let (now, before) = (late(new)?, late(old)?);
    let is = if now == 1 { "is" } else { "are" };
    Ok(format!(
        "the deadline is {}, not {}: {} {is} late, {before} before",
        said(new),
        said(old),
        counted(now, "submission")
    ))
}
