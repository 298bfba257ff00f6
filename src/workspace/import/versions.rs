//! Newer versions of documents: which one is one of what, and what of the work on the former stands on it.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Plan, warning};
use crate::model::astray::Astray;
use crate::model::call::Call;
use crate::model::codebook::Codebook;
use crate::model::diagnostic::Diagnostic;
use crate::model::id::RecordId;
use crate::model::import::ImportReport;
use crate::model::plural::counted;
use crate::store::names::Names;
use crate::store::records_known::KnownDocument;
use crate::store::{Conn, astray, records_known};
use crate::text::revision;
use crate::workspace::Error;

/// What a document is beside those that are there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Version {
    /// None of theirs.
    First,
    /// A newer version of this one.
    Newer(RecordId),
    /// An older version of one of them.
    Older,
}

/// A document that replaces its former version, and what stood nowhere before.
pub(super) struct Revised {
    file: String,
    of: RecordId,
    astray: BTreeSet<Astray>,
}

/// Says what a document is: a newer version has the same reference, or the same submitter and a file of the same name
/// with a mark such as "Rev.1". Two documents of one import that share a reference are two, unless their names say more.
pub(super) fn version(
    known: &[KnownDocument],
    file: &str,
    submitter: Option<&str>,
    reference: Option<&str>,
) -> Version {
    let name = revision::named(file);
    let mut found = Version::First;
    for one in known {
        let (a, b) = (submitter, one.submitter.as_deref());
        let strangers = a.zip(b).is_some_and(|(a, b)| a != b);
        let same_reference = reference.is_some() && one.reference.as_deref() == reference;
        if same_reference && !strangers && (!one.is_new || name.revision > 0) {
            return Version::Newer(one.record);
        }
        if a.is_none() || a != b || name.base.is_empty() {
            continue;
        }
        let names =
            one.files.iter().map(|file| revision::named(file)).filter(|other| other.base == name.base);
        match names.map(|other| other.revision).max() {
            Some(newest) if name.revision > newest => return Version::Newer(one.record),
            Some(newest) if name.revision < newest => found = Version::Older,
            _ => {}
        }
    }
    found
}

/// Keeps a document in mind for those that come after it in the same import.
pub(super) fn remember(
    known: &mut Vec<KnownDocument>,
    file: &str,
    root: RecordId,
    submitter: Option<&String>,
    reference: Option<&String>,
) {
    if let Some(one) = known.iter_mut().find(|one| one.record == root) {
        one.files.push(file.to_owned());
        return;
    }
    known.push(KnownDocument {
        record: root,
        submitter: submitter.cloned(),
        reference: reference.cloned(),
        files: vec![file.to_owned()],
        is_new: true,
    });
}

/// Puts each revised version behind the one whose name it has, wherever the alphabet puts it.
pub(super) fn in_order(files: &mut Vec<(String, &Path)>) {
    let stem = |path: &Path| {
        let name = revision::named(&path.to_string_lossy());
        (path.parent().map(Path::to_owned), name.base, name.revision)
    };
    let mut stems: Vec<_> = files.iter().map(|(_, path)| stem(path)).collect();
    let mut at = 0;
    while at < files.len() {
        // The last one that this is a newer version of, if it stands further on; what comes in its place is looked at, too.
        let (folder, base, revision) = &stems[at];
        let is_former = |i: &usize| stems[*i].0 == *folder && stems[*i].1 == *base && stems[*i].2 < *revision;
        // Hardly a file is a newer version: the others are not compared with all that follow.
        let last = if *revision > 0 { (at + 1..files.len()).rev().find(is_former) } else { None };
        match last {
            Some(last) => {
                files[at..=last].rotate_left(1);
                stems[at..=last].rotate_left(1);
            }
            None => at += 1,
        }
    }
}

impl Plan<'_> {
    /// The documents that are there, looked up once.
    pub(super) fn versions(&mut self) -> Result<&mut Vec<KnownDocument>, Error> {
        let known = match self.versions.take() {
            Some(known) => known,
            None => records_known::documents(self.conn)?,
        };
        Ok(self.versions.insert(known))
    }

    /// Notes that a document replaces its former version, and what of the work on that stands nowhere as it is.
    pub(super) fn revise(&mut self, file: &str, of: RecordId) -> Result<(), Error> {
        let (gone, _) = lost(self.conn, &self.call, &self.codebook, of)?;
        let astray = gone.into_iter().collect();
        self.revised.push(Revised { file: file.to_owned(), of, astray });
        Ok(())
    }
}

/// What of the work on a record's submission stands nowhere, and how much stands.
fn lost(
    conn: &Conn,
    call: &Call,
    codebook: &Codebook,
    record: RecordId,
) -> Result<(Vec<Astray>, u32), Error> {
    match records_known::submission(conn, record)? {
        Some(n) => Ok(astray::astray(conn, &Names::new(call, codebook), n)?),
        None => Ok((Vec::new(), 0)),
    }
}

/// Tells in the report what the revised versions leave without a place, once they are in; gives it in words.
pub(super) fn tell(
    conn: &Conn,
    call: &Call,
    codebook: &Codebook,
    revised: &[Revised],
    report: &mut ImportReport,
) -> Result<String, Error> {
    let (mut all, mut standing) = (0, 0);
    for one in revised {
        let (gone, stands) = lost(conn, call, codebook, one.of)?;
        let gone: Vec<Astray> = gone.into_iter().filter(|work| !one.astray.contains(work)).collect();
        standing += stands as usize;
        all += stands as usize + gone.len();
        if let Some(source) = report.sources.iter_mut().find(|source| source.file == one.file) {
            source.problems.extend(gone.iter().map(|work| told(&one.file, work)));
        }
    }
    let works = counted(all, "tag or note").replace("tag or notes", "tags and notes");
    Ok(match all - standing {
        0 if all == 0 => String::new(),
        0 => format!("; what was said of it stands: {works}"),
        gone => format!("; of {works} {standing} stand, {gone} no longer"),
    })
}

fn told(file: &str, work: &Astray) -> Diagnostic {
    let hint = "It is kept: `rapporteur show` lists it, and it stands again when its words do.";
    warning(file, format!("{} has no place any more", work.line()), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revised_version_comes_behind_the_former() {
        let names = ["a/s-Rev.2.md", "a/s-rev1.md", "a/s.md", "b/s-rev1.md", "c.md"];
        let mut files: Vec<(String, &Path)> =
            names.iter().map(|n| ((*n).to_owned(), Path::new(*n))).collect();
        in_order(&mut files);
        let order: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(order, ["a/s.md", "a/s-rev1.md", "a/s-Rev.2.md", "b/s-rev1.md", "c.md"]);
    }
}
