//! Joining submissions into one: the same submitter by form and by document. Nothing is joined by itself.

use super::change::{Asker, Look, Prepared, unknown};
use super::{Error, Workspace};
use crate::model::id::RecordId;
use crate::model::joining::Offer;
use crate::model::operation::Touched;
use crate::store::payload::{CellWrite, Kind, Payload, field};
use crate::store::snapshot::snapshot;
use crate::store::{answers, joins, offers, targets};

/// Joins submissions: the first of them and each other one stand together from now on.
pub(super) fn join(asker: &Asker<'_>, submissions: &[String]) -> Result<Look, Error> {
    let mut found: Vec<(Option<i64>, RecordId, String)> = Vec::new();
    for name in submissions {
        let (record, reference) =
            answers::submission(asker.conn, name)?.ok_or_else(|| unknown("submission", name))?;
        let number = targets::submission_of(asker.conn, record)?;
        if !found.iter().any(|(other, ..)| *other == number) {
            found.push((number, record, reference));
        }
    }
    let [(_, first, to), others @ ..] = &found[..] else {
        return Err(Error::Invalid("there is nothing to join".to_owned()));
    };
    if others.is_empty() {
        return match submissions.len() {
            0 | 1 => Err(Error::Unfit {
                what: format!("{to} alone cannot be joined"),
                hint: "name two submissions or more".to_owned(),
            }),
            _ => Ok(Look::Nothing(format!("these are one submission already, {to}"))),
        };
    }
    let cells = others
        .iter()
        .map(|(_, record, _)| CellWrite::new(Kind::Join, joins::entity(*first, *record), field::LIFE, 1))
        .collect();
    let names: Vec<&str> = others.iter().map(|(.., reference)| reference.as_str()).collect();
    let what = format!("joined {} to {to}", names.join(", "));
    let touched = Touched { corpus: true, answers: true, ..Touched::default() };
    let payload = Payload { what, cells, ..Payload::default() };
    let changed = found.len();
    Ok(Look::Change(Box::new(Prepared { kind: "join", payload, undoes: None, changed, touched })))
}

impl Workspace {
    /// The submissions that are offered for joining, by submitter.
    pub fn offers(&self) -> Result<Vec<Offer>, Error> {
        Ok(snapshot(&self.store.conn, |conn| offers::offers(conn, None))?)
    }
}
