//! Where quotations may be from: answers by the beginnings of their ids, by references, by their words.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;

use super::index::Sight;
use super::{Error, short};
use crate::model::id::AnswerNumber;
use crate::query::filter::{Filter, TextMatch};
use crate::text::fold::fold;

/// So many stretches of a quotation are looked for, each of so many words.
const STRETCHES: usize = 12;
const WORDS: usize = 3;

/// So many texts at most are compared with a quotation that may be from anywhere.
const MOST: usize = 64;

/// All visible answers and unplaced texts by what files call them.
pub(crate) struct Places {
    /// Ids in order, each with its answer.
    ids: Vec<(String, u32)>,
    /// Folded references, each with the answers of its submission.
    references: HashMap<String, Vec<u32>>,
    /// Folded names of submitters.
    submitters: HashSet<String>,
    /// The submissions, by id, that are not to be cited by name, as far as they say so.
    citable: HashMap<String, String>,
}

impl Places {
    pub(crate) fn of(conn: &Connection) -> Result<Self, Error> {
        let mut read = conn.prepare_cached(
            "SELECT a.n, s.id, q.key, a.place, s.reference, s.submitter_folded, s.citable
             FROM submission s JOIN answer a ON a.submission = s.n
             LEFT JOIN question q ON q.n = a.question WHERE a.visible = 1 ORDER BY s.n, a.n",
        )?;
        let mut rows = read.query([])?;
        let mut all = Self {
            ids: Vec::new(),
            references: HashMap::new(),
            submitters: HashSet::new(),
            citable: HashMap::new(),
        };
        while let Some(row) = rows.next()? {
            let submission = short::submission_id(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
            let (key, place): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
            let number: u32 = row.get(0)?;
            all.ids
                .push((short::answer_id(submission, key.as_deref(), place.as_deref()).to_string(), number));
            all.references.entry(fold(&row.get::<_, String>(4)?)).or_default().push(number);
            all.submitters.insert(row.get(5)?);
            if let Some(way) = row.get::<_, Option<String>>(6)? {
                all.citable.insert(submission.to_string(), way);
            }
        }
        all.ids.sort_unstable();
        all.submitters.remove("");
        Ok(all)
    }

    /// The answers whose ids begin so; none for no beginning.
    pub(crate) fn with_id(&self, beginning: &str) -> Vec<AnswerNumber> {
        if beginning.is_empty() {
            return Vec::new();
        }
        let first = self.ids.partition_point(|(id, _)| id.as_str() < beginning);
        let fitting = self.ids[first..].iter().take_while(|(id, _)| id.starts_with(beginning));
        fitting.map(|(_, number)| AnswerNumber(*number)).collect()
    }

    /// The answers of the submission of this reference.
    pub(crate) fn with_reference(&self, reference: &str) -> Vec<AnswerNumber> {
        let found = self.references.get(&fold(reference));
        found.into_iter().flatten().map(|number| AnswerNumber(*number)).collect()
    }

    /// Whether somebody sent something under this folded name.
    pub(crate) fn is_submitter(&self, folded: &str) -> bool {
        self.submitters.contains(folded)
    }

    /// How a submission may be cited, as far as it is known.
    pub(crate) fn citable(&self, submission: &str) -> Option<&str> {
        self.citable.get(submission).map(String::as_str)
    }
}

/// The texts in which stretches of these words stand, those with the most first.
pub(crate) fn holding(sight: &Sight<'_>, tokens: &[String]) -> Result<Vec<AnswerNumber>, Error> {
    let windows = tokens.len().saturating_sub(WORDS - 1).max(1);
    let step = windows.div_ceil(STRETCHES).max(1);
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for at in (0..windows).step_by(step) {
        let stretch = tokens[at..tokens.len().min(at + WORDS)].to_vec();
        if stretch.is_empty() {
            continue;
        }
        let filter = Filter::Text(TextMatch::Phrase { tokens: stretch, prefix: false });
        for number in &sight.found(&filter)? {
            *counts.entry(number).or_default() += 1;
        }
    }
    let mut all: Vec<(u32, u32)> = counts.into_iter().collect();
    all.sort_by_key(|(number, count)| (std::cmp::Reverse(*count), *number));
    all.truncate(MOST);
    Ok(all.into_iter().map(|(number, _)| AnswerNumber(number)).collect())
}
