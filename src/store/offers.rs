//! Submissions that are offered for joining: of one submitter, by form and by document.

use rusqlite::Connection;

use super::filter::counts;
use super::marks::blob;
use super::{Error, corpus, short};
use crate::model::id::SubmissionNumber;
use crate::model::joining::{Offer, Offered};

/// Submissions of one submitter, by its folded name; with what their files are called.
type Group = (String, Vec<(Offered, i64)>, String);

/// The offers, by submitter; those of one submission's submitter only where one is named.
pub(crate) fn offers(conn: &Connection, of: Option<SubmissionNumber>) -> Result<Vec<Offer>, Error> {
    let sql = format!(
        "SELECT s.submitter_folded, s.submitter, s.id, s.reference, r.source, r.row
         FROM submission s JOIN record r ON r.n = s.record
         WHERE s.visible = 1 AND s.submitter_folded <> '' AND {}
           AND (?1 IS NULL OR s.submitter_folded = (SELECT submitter_folded FROM submission WHERE n = ?1))
         ORDER BY s.submitter_folded, s.founded, s.position, s.n",
        counts()
    );
    let mut read = conn.prepare_cached(&sql)?;
    let mut rows = read.query([of.map(|number| number.0)])?;
    // A national consultation names most submitters once: only groups are kept.
    let mut groups: Vec<Group> = Vec::new();
    while let Some(row) = rows.next()? {
        let folded: String = row.get(0)?;
        let one = Offered {
            id: short::submission_id(blob(row, 2)?)?,
            reference: row.get(3)?,
            file: String::new(),
            row: row.get(5)?,
        };
        let source: i64 = row.get(4)?;
        match groups.last_mut() {
            Some((known, group, _)) if *known == folded => group.push((one, source)),
            _ => {
                if groups.last().is_some_and(|(_, group, _)| !is_both(group)) {
                    groups.pop();
                }
                groups.push((folded, vec![(one, source)], row.get(1)?));
            }
        }
    }
    let mut offers = Vec::new();
    for (_, group, submitter) in groups.into_iter().filter(|(_, group, _)| is_both(group)) {
        let mut submissions = Vec::with_capacity(group.len());
        for (one, source) in group {
            submissions.push(Offered { file: corpus::source_name(conn, source)?, ..one });
        }
        offers.push(Offer { submitter, submissions });
    }
    Ok(offers)
}

/// Whether there is one by form and one by document.
fn is_both(group: &[(Offered, i64)]) -> bool {
    group.iter().any(|(one, _)| one.row.is_some()) && group.iter().any(|(one, _)| one.row.is_none())
}
