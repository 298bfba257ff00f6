//! Submissions that are offered for joining: of one submitter or of one reference, by form and by document.

use rusqlite::Connection;

use super::filter::counts;
use super::marks::blob;
use super::{Error, corpus, short};
use crate::model::id::SubmissionNumber;
use crate::model::joining::{Offer, Offered};

/// Submissions that share a submitter or a reference, by it; with what their files are called.
type Group = (String, Vec<(Offered, i64)>);

/// The offers, by submitter, then by reference; those of one submission only where one is named.
pub(crate) fn offers(conn: &Connection, of: Option<SubmissionNumber>) -> Result<Vec<Offer>, Error> {
    let mut offers = sharing(conn, "s.submitter_folded", of)?;
    // One reference of two submitters is chance: two lists may both be numbered from 1.
    let by_reference = sharing(conn, "lower(s.reference)", of)?;
    let is_told = |offer: &Offer| offers.iter().any(|told| told.submissions == offer.submissions);
    let more: Vec<Offer> =
        by_reference.into_iter().filter(|offer| offer.is_of_one() && !is_told(offer)).collect();
    offers.extend(more);
    Ok(offers)
}

/// Those that have the same value, and are both by form and by document.
fn sharing(conn: &Connection, value: &str, of: Option<SubmissionNumber>) -> Result<Vec<Offer>, Error> {
    let sql = format!(
        "SELECT {value}, s.submitter, s.id, s.reference, r.source, r.row
         FROM submission s JOIN record r ON r.n = s.record
         WHERE s.visible = 1 AND {value} <> '' AND {}
           AND (?1 IS NULL OR {value} = (SELECT {value} FROM submission s WHERE n = ?1))
         ORDER BY {value}, s.founded, s.position, s.n",
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
            submitter: row.get(1)?,
            reference: row.get(3)?,
            file: String::new(),
            row: row.get(5)?,
        };
        let source: i64 = row.get(4)?;
        match groups.last_mut() {
            Some((known, group)) if *known == folded => group.push((one, source)),
            _ => {
                if groups.last().is_some_and(|(_, group)| !is_both(group)) {
                    groups.pop();
                }
                groups.push((folded, vec![(one, source)]));
            }
        }
    }
    let mut offers = Vec::new();
    for (_, group) in groups.into_iter().filter(|(_, group)| is_both(group)) {
        let mut submissions = Vec::with_capacity(group.len());
        for (one, source) in group {
            submissions.push(Offered { file: corpus::source_name(conn, source)?, ..one });
        }
        let submitter = submissions.iter().find_map(|one| one.submitter.clone());
        offers.push(Offer { submitter, submissions });
    }
    Ok(offers)
}

/// Whether there is one by form and one by document.
fn is_both(group: &[(Offered, i64)]) -> bool {
    group.iter().any(|(one, _)| one.row.is_some()) && group.iter().any(|(one, _)| one.row.is_none())
}
