//! In which file each text came.
//!
//! Nearly every submission came in one file, and so did all its texts. Of one that came in several, a text is in those whose
//! record has a part of it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Connection;

use super::Sight;
use super::facts::{Facts, NONE, Set};
use crate::model::id::SourceHash;
use crate::store::stretch::Stretch;
use crate::store::{Error, sources};
use crate::text::fold::fold;
use crate::text::order;

/// Stands for "several files" in the column of [`of_submissions`].
const SEVERAL: u32 = NONE - 1;

/// The file of each submission, by its number.
pub(super) fn of_submissions(conn: &Connection, submissions: usize) -> Result<Vec<u32>, Error> {
    let mut of = vec![NONE; submissions];
    let mut read = conn.prepare_cached(
        "SELECT sr.submission, r.source FROM record r CROSS JOIN submission_record sr ON sr.record = r.n",
    )?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let (submission, source): (u32, u32) = (row.get(0)?, row.get(1)?);
        if let Some(file) = of.get_mut(submission as usize) {
            *file = if *file == NONE || *file == source { source } else { SEVERAL };
        }
    }
    Ok(of)
}

/// Takes a text of a submission of which the file is known.
pub(super) fn add(facts: &mut Facts, text: u32, file: u32) {
    if file < SEVERAL {
        facts.files.entry(file.into()).or_default().insert(text);
    }
}

/// Takes the texts of all submissions that came in several files.
pub(super) fn add_several(conn: &Connection, facts: &mut Facts, files: &[u32]) -> Result<(), Error> {
    for (submission, _) in files.iter().enumerate().filter(|(_, file)| **file == SEVERAL) {
        for (file, texts) in of_texts(conn, submission as i64)? {
            *facts.files.entry(file).or_default() |= texts;
        }
    }
    Ok(())
}

/// Takes the texts of one submission anew.
pub(super) fn read_submission(conn: &Connection, facts: &mut Facts, submission: i64) -> Result<(), Error> {
    for (file, texts) in of_texts(conn, submission)? {
        *facts.files.entry(file).or_default() |= texts;
    }
    facts.files.retain(|_, texts| !texts.is_empty());
    Ok(())
}

/// The texts of a submission that are shown, by file.
fn of_texts(conn: &Connection, submission: i64) -> Result<BTreeMap<i64, Set>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT r.source, e.part FROM submission_record sr JOIN record r ON r.n = sr.record
         LEFT JOIN extract e ON e.record = r.n WHERE sr.submission = ?1",
    )?;
    let mut files: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    let mut rows = read.query([submission])?;
    while let Some(row) = rows.next()? {
        files.entry(row.get(0)?).or_default().extend(row.get::<_, Option<i64>>(1)?);
    }
    let mut read =
        conn.prepare_cached("SELECT n, stretches FROM answer WHERE submission = ?1 AND visible = 1")?;
    let mut rows = read.query([submission])?;
    let mut of: BTreeMap<i64, Set> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let json = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        // What is damaged is told where it is shown.
        let stretches: Vec<Stretch> = serde_json::from_str(json).unwrap_or_default();
        for (file, parts) in &files {
            if files.len() == 1 || stretches.iter().any(|stretch| parts.contains(&stretch.0)) {
                of.entry(*file).or_default().insert(row.get(0)?);
            }
        }
    }
    Ok(of)
}

/// So many files stand in a filter pane; others are asked for by name.
const OFFERED: usize = 300;

/// What came under one name.
#[derive(Debug)]
pub(crate) struct NamedFile {
    pub name: String,
    pub texts: Set,
    /// Whether it is one of those with the most texts.
    pub offered: bool,
}

impl Sight<'_> {
    /// The files by name, where there are several: names that a query takes for one are one.
    pub(in crate::store) fn named_files(
        &self,
        sources: &[(String, SourceHash)],
    ) -> Result<&[NamedFile], Error> {
        if let Some(known) = self.index.named.get() {
            return Ok(known);
        }
        let read = self.read_named(sources)?;
        Ok(self.index.named.get_or_init(|| read))
    }

    fn read_named(&self, sources: &[(String, SourceHash)]) -> Result<Vec<NamedFile>, Error> {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut files: Vec<NamedFile> = Vec::new();
        for (name, hash) in sources {
            let at = *places.entry(fold(name)).or_insert(files.len());
            if at == files.len() {
                files.push(NamedFile { name: name.clone(), texts: Set::new(), offered: false });
            }
            let row = sources::number(self.conn, *hash)?;
            if let (Some(file), Some(texts)) =
                (files.get_mut(at), row.and_then(|n| self.facts().files.get(&n)))
            {
                file.texts |= texts;
            }
        }
        if files.len() < 2 {
            return Ok(Vec::new());
        }
        files.sort_by_key(|file| Reverse(file.texts.len()));
        files.iter_mut().take(OFFERED).for_each(|file| file.offered = true);
        files.sort_by_cached_key(|file| order::by_number(&file.name));
        Ok(files)
    }
}
