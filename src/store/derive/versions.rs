//! The versions of a submission's text: what each of its records says, placed as its import placed it.

use rusqlite::Connection;

use super::facts::Known;
use super::{holders, members, texts};
use crate::model::call::Call;
use crate::model::version::{Version, VersionText};
use crate::store::{Error, corpus, questions, readings};

/// The versions of a submission's text, the oldest first; a record that says the same again is none.
pub(crate) fn versions(conn: &Connection, call: &Call, submission: i64) -> Result<Vec<Version>, Error> {
    let mut known = Known::default();
    let members = members(conn, submission, &mut known)?;
    let holding: Vec<i64> = holders(&members).iter().map(|m| m.record).collect();
    let versions_of = |root: i64| {
        let of_root = move |m: &&super::Member| m.root == root;
        members.iter().filter(of_root).filter(|m| !m.same || holding.contains(&m.record))
    };
    // Of joined ones that of which there are most.
    let roots = holders(&members).into_iter().map(|m| m.root);
    let Some(root) = roots.rev().max_by_key(|root| versions_of(*root).count()) else {
        return Ok(Vec::new());
    };
    let mut versions = Vec::new();
    for member in versions_of(root) {
        let mut placed = texts::texts(conn, submission, member, known.facts(conn, member.source)?)?;
        let mut of_version = Vec::with_capacity(placed.len());
        for question in &call.questions {
            let number = questions::number(conn, question.key.as_str())?;
            if let Some(text) = placed.remove(&(Some(number), None)) {
                let question = Some(question.number.clone());
                of_version.push(VersionText { question, place: None, text: text.whole() });
            }
        }
        // What stands under no question of the call comes last.
        for ((_, place), text) in placed {
            of_version.push(VersionText { question: None, place, text: text.whole() });
        }
        of_version.retain(|text| !text.text.is_empty());
        versions.push(Version {
            file: corpus::source_name(conn, member.source)?,
            sha256: corpus::source_hash(conn, member.source)?.to_string(),
            reader: readings::reader(conn, member.record)?,
            holds: holding.contains(&member.record),
            texts: of_version,
        });
    }
    Ok(versions)
}
