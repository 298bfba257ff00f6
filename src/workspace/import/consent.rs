//! What a form or a document says of how it may be cited: what is not understood stays unknown, and is told once.

use std::collections::BTreeSet;

use super::warning;
use crate::intake::columns::{Columns, MAPPED};
use crate::model::diagnostic::Diagnostic;
use crate::model::draft::{Column, Field, SourceDraft};
use crate::text::citable;

/// So many different values are shown.
const SHOWN: usize = 3;

const HINT: &str =
    "Say it by `rapporteur submissions QUERY --set citable=…`: by name, anonymously or not at all.";

/// What a table's consent column says, all rows together.
#[derive(Default)]
pub(super) struct Seen {
    known: usize,
    unsure: usize,
    said: BTreeSet<String>,
}

impl Seen {
    /// Takes what one row says.
    pub(super) fn take(&mut self, value: &str) {
        if citable::way(value).is_some() {
            self.known += 1;
            return;
        }
        self.unsure += 1;
        if self.said.len() <= SHOWN {
            self.said.insert(shortened(value));
        }
    }
}

/// Tells of values of a table's consent column that say nothing for sure. A column in which nothing is understood is an
/// attribute, unless somebody says otherwise.
pub(super) fn settle(draft: &SourceDraft, seen: &Seen, found: &mut Columns) {
    let Some(at) = found.columns.iter().position(|c| *c == Column::Metadata(Field::Citable)) else { return };
    let Seen { known, unsure, said } = seen;
    if *unsure == 0 {
        return;
    }
    let values: Vec<String> = said.iter().take(SHOWN).map(|value| format!("“{value}”")).collect();
    let more = if said.len() > SHOWN { " …" } else { "" };
    let values = format!("{}{more}", values.join(", "));
    let head = shortened(draft.header.get(at).map_or("", |head| head.trim()));
    let rows = if *unsure == 1 { "1 row does".to_owned() } else { format!("{unsure} rows do") };
    let what = if *known == 0 && found.reasons.get(at).is_none_or(|reason| reason != MAPPED) {
        found.columns[at] = Column::Attribute;
        format!("“{head}” does not say how contributions may be cited ({values}): it is kept as an attribute")
    } else {
        format!("“{head}”: {rows} not say for sure how it may be cited ({values}): left unknown")
    };
    found.diagnostics.push(warning("row 1", what, HINT));
}

/// Tells when a document's line does not say for sure how it may be cited.
pub(super) fn of_document(file: &str, said: &[(Field, String)]) -> Option<Diagnostic> {
    let (_, value) = said.iter().find(|(field, _)| *field == Field::Citable)?;
    if citable::way(value).is_some() {
        return None;
    }
    let what = format!("“{}” does not say for sure how it may be cited: left unknown", shortened(value));
    Some(warning(file, what, HINT))
}

fn shortened(text: &str) -> String {
    crate::text::truncate(text, 60)
}
