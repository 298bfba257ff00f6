//! The readings: what screens and commands ask without changing anything. Each sees one state of the file.

use roaring::RoaringBitmap;

use super::{Error, Found, Workspace, panes, theming};
use crate::model::call::Key;
use crate::model::codebook::{Example, Incoming, TakenIn};
use crate::model::coverage::{self, Coverage};
use crate::model::id::{AnswerNumber, ListId, SubmissionNumber, TagId, ThemeId};
use crate::model::sent::{SubmissionList, SubmissionRow, SubmissionView};
use crate::model::submission::{AnswerRecord, SubmissionRecord};
use crate::model::version::Version;
use crate::model::view::{AnswerRow, AnswerView, Facet, Page, Submitter};
use crate::model::work::{Shortlist, ShortlistItem};
use crate::query::complete::{self, Completion};
use crate::query::field::Field;
use crate::query::filter::Resolved;
use crate::query::{self, Vocabulary};
use crate::store::find::{Lookup, Target};
use crate::store::index::{Shared, Sight};
use crate::store::names::Names;
use crate::store::snapshot::{data_version, snapshot};
use crate::store::{
    self, astray, codebook, derive, directory, examples, facets, find, forms, page, records, sent,
    shortlists, submissions, tags, view,
};
use crate::text::fold::fold;

/// So many names of submitters are offered at once.
const NAMES: u32 = 50;

/// What is looked for by an id.
const ANY_ID: &str = "answer or submission";

/// Submitters by name, and how many answers each question has.
type Directory = (Vec<Submitter>, Vec<(Key, u32)>);

/// What is held in memory of every text of a workspace, shared by the connections to it.
#[derive(Clone, Debug)]
pub struct Held(Shared);

impl Workspace {
    /// Every name that a query can speak of: for looking queries up and for completing them.
    pub fn vocabulary(&self) -> Result<Vocabulary, Error> {
        self.store.sight(&fold(&self.analyst), |_, vocabulary| Ok(vocabulary.clone()))
    }

    /// Ways to go on at a byte of a query.
    pub fn completions(&self, query: &str, cursor: usize) -> Result<Vec<Completion>, Error> {
        let submitters = match complete::field_at(query, cursor) {
            Some((Field::From, begun)) => directory::beginning(&self.store.conn, &fold(begun), NAMES)?,
            _ => Vec::new(),
        };
        self.store.sight("", |_, vocabulary| Ok(query::complete(query, cursor, vocabulary, &submitters)))
    }

    /// Parses a query and looks its names up.
    ///
    /// # Errors
    /// A mistake, with its place and the nearest right word.
    pub fn resolve(&self, query: &str) -> Result<Resolved, Error> {
        self.store.sight("", |sight, vocabulary| resolved(sight.conn, query, vocabulary))
    }

    /// A stretch of the answers list.
    pub fn page(&self, query: &Resolved, offset: usize, limit: usize) -> Result<Page, Error> {
        self.sight(|sight, names| page::page(sight, names, query, offset, limit))
    }

    /// The rows of these answers, in this order, each with whether the query still finds it: what a list that
    /// keeps its cursor shows after a change. Unknown numbers are left out.
    pub fn rows(&self, numbers: &[AnswerNumber], query: &Resolved) -> Result<Vec<(AnswerRow, bool)>, Error> {
        self.sight(|sight, names| page::rows(sight, names, numbers, query))
    }

    /// The local numbers of all that match, in the list's order: for marks over everything shown, exports, bulk commands.
    pub fn numbers(&self, query: &Resolved) -> Result<Vec<AnswerNumber>, Error> {
        self.sight(|sight, _| page::numbers(sight, query))
    }

    /// The local numbers of all that match, in no order.
    pub fn found(&self, query: &Resolved) -> Result<RoaringBitmap, Error> {
        self.sight(|sight, _| page::found(sight, query))
    }

    /// The counts of the filter panes under a query; each pane's own terms are set aside for its values.
    ///
    /// # Errors
    /// A mistake in the query.
    pub fn facets(&self, query: &str) -> Result<Vec<Facet>, Error> {
        self.store.sight(&fold(&self.analyst), |sight, vocabulary| panes::all(sight, vocabulary, query))
    }

    /// All that the reader shows of one answer.
    ///
    /// # Errors
    /// When there is no such answer.
    pub fn answer(&self, number: AnswerNumber, query: &Resolved) -> Result<AnswerView, Error> {
        let found = self.sight(|sight, names| view::view(sight.conn, &sight.viewer, names, number, query))?;
        let mut found = found.ok_or_else(|| unknown("answer", &number.0.to_string()))?;
        self.cite(&mut found)?;
        Ok(found)
    }

    /// Gives the matching answers and unplaced texts in full, one after the other, until `each` says stop by returning false.
    pub fn records(&self, query: &Resolved, each: &mut dyn FnMut(AnswerRecord) -> bool) -> Result<(), Error> {
        self.sight(|sight, names| {
            for number in page::numbers(sight, query)? {
                let record = records::record(sight.conn, &sight.viewer, names, number)?;
                if record.is_some_and(|record| !each(record)) {
                    break;
                }
            }
            Ok(())
        })
    }

    /// The numbers of the questions under which a query finds something, in the order of a list by question; last is none,
    /// for unplaced text.
    pub fn questions_found(&self, query: &Resolved) -> Result<Vec<Option<String>>, Error> {
        self.sight(|sight, names| page::questions(sight, names, query))
    }

    /// The submissions with a matching text; all of them, those without text too, when the query is empty.
    pub fn submissions(&self, query: &Resolved) -> Result<Vec<SubmissionRecord>, Error> {
        self.sight(|sight, _| submissions::submissions(sight, query))
    }

    /// Which submissions have a matching text, in order; all of them when the query asks for nothing.
    pub fn submission_list(&self, query: &Resolved) -> Result<SubmissionList, Error> {
        self.sight(|sight, _| sent::submissions(sight, query))
    }

    /// The rows of these submissions, in this order, each with whether the query still finds it. Hidden and unknown ones
    /// are left out.
    pub fn submission_rows(
        &self,
        numbers: &[SubmissionNumber],
        query: &Resolved,
    ) -> Result<Vec<(SubmissionRow, bool)>, Error> {
        self.sight(|sight, _| sent::rows(sight, numbers, query))
    }

    /// What each submission of a query has under each question, and the words of their files.
    pub fn coverage(&self, query: &Resolved) -> Result<Coverage, Error> {
        self.sight(|sight, names| {
            let (conn, call) = (sight.conn, names.call);
            let numbers = sent::submissions(sight, query)?.numbers;
            let mut whole = Coverage {
                questions: call.questions.iter().map(|q| q.number.clone()).collect(),
                submissions: Vec::with_capacity(numbers.len()),
                totals: vec![coverage::Total::default(); call.questions.len()],
                sources: store::coverage::sources(conn, &numbers)?,
            };
            store::coverage::rows(conn, call, &numbers, &mut |row| {
                add(&mut whole.totals, &row);
                whole.submissions.push(row);
            })?;
            Ok(whole)
        })
    }

    /// How many submissions of a query are in which state under each question: the last row of the grid, without its
    /// rows. The words under questions and under none stand beside it.
    pub fn coverage_totals(&self, query: &Resolved) -> Result<(Vec<coverage::Total>, (u32, u32)), Error> {
        self.sight(|sight, names| {
            let (conn, call) = (sight.conn, names.call);
            let numbers = sent::submissions(sight, query)?.numbers;
            let mut totals = vec![coverage::Total::default(); call.questions.len()];
            let mut words = (0, 0);
            store::coverage::rows(conn, call, &numbers, &mut |row| {
                add(&mut totals, &row);
                words = (words.0 + row.words, words.1 + row.unplaced_words);
            })?;
            Ok((totals, words))
        })
    }

    /// The rows of the grid of these submissions; hidden and unknown ones are left out.
    pub fn coverage_rows(&self, numbers: &[SubmissionNumber]) -> Result<Vec<coverage::Row>, Error> {
        let call = self.call()?;
        Ok(snapshot(&self.store.conn, |conn| {
            let mut rows = Vec::with_capacity(numbers.len());
            store::coverage::rows(conn, &call, numbers, &mut |row| rows.push(row))?;
            Ok(rows)
        })?)
    }

    /// One submission in full: metadata and where they are from, the document in order, the files that it came in.
    ///
    /// # Errors
    /// When there is no such submission.
    pub fn submission(&self, number: SubmissionNumber) -> Result<SubmissionView, Error> {
        let found =
            self.sight(|sight, names| sent::submission_view(sight.conn, &sight.viewer, names, number))?;
        found.ok_or_else(|| unknown("submission", &number.0.to_string()))
    }

    /// One answer or submission by id, reference, or an unambiguous beginning.
    ///
    /// # Errors
    /// When nothing or more than one thing is called so.
    pub fn find(&self, id: &str) -> Result<Found, Error> {
        match snapshot(&self.store.conn, |conn| find::find(conn, id))? {
            Lookup::One(Target::Answer(number)) => {
                let found = self.sight(|sight, names| {
                    let mut found = records::record(sight.conn, &sight.viewer, names, number)?;
                    if let Some(record) = &mut found {
                        let also = derive::answered_with(sight.conn, number)?.into_iter();
                        let number_of =
                            |key: Key| names.call.question(&key).map(|question| question.number.clone());
                        record.also = also.filter_map(number_of).collect();
                    }
                    Ok(found)
                })?;
                found.map(|record| Found::Answer(Box::new(record))).ok_or_else(|| unknown(ANY_ID, id))
            }
            Lookup::One(Target::Submission(n)) => {
                let found = self.sight(|sight, names| {
                    let conn = sight.conn;
                    let Some(mut record) = submissions::submission(conn, &sight.viewer, n)? else {
                        return Ok(None);
                    };
                    record.structure = Some(derive::structure(conn, n)?);
                    let (corrections, written) = sent::corrections(conn, n, &record)?;
                    (record.corrections, record.written) = (Some(corrections), Some(written));
                    record.languages = Some(sent::languages(conn, n)?);
                    record.astray = Some(astray::astray(conn, names, n)?.0);
                    Ok(Some(record))
                })?;
                found.map(|record| Found::Submission(Box::new(record))).ok_or_else(|| unknown(ANY_ID, id))
            }
            Lookup::Unknown(candidates) => {
                Err(Error::Unknown { what: ANY_ID, id: id.to_owned(), candidates })
            }
            Lookup::Ambiguous(candidates) => {
                Err(Error::Ambiguous { what: ANY_ID, id: id.to_owned(), candidates })
            }
        }
    }

    /// The versions of a submission's text, the oldest first.
    ///
    /// # Errors
    /// When nothing or more than one thing is called so, or it is an answer.
    pub fn versions(&self, id: &str) -> Result<Vec<Version>, Error> {
        let call = self.call()?;
        match snapshot(&self.store.conn, |conn| find::find(conn, id))? {
            Lookup::One(Target::Submission(n)) => {
                Ok(snapshot(&self.store.conn, |conn| derive::versions(conn, &call, n))?)
            }
            Lookup::One(Target::Answer(_)) => Err(Error::Unfit {
                what: format!("“{id}” is an answer, and versions are a submission's"),
                hint: "name the submission by its reference or id".to_owned(),
            }),
            Lookup::Unknown(candidates) => {
                Err(Error::Unknown { what: "submission", id: id.to_owned(), candidates })
            }
            Lookup::Ambiguous(candidates) => {
                Err(Error::Ambiguous { what: "submission", id: id.to_owned(), candidates })
            }
        }
    }

    /// The shortlists, the current one first.
    pub fn shortlists(&self) -> Result<Vec<Shortlist>, Error> {
        Ok(snapshot(&self.store.conn, shortlists::shortlists)?)
    }

    /// The items of a shortlist, in order.
    ///
    /// # Errors
    /// When there is no such list.
    pub fn shortlist_items(&self, list: ListId) -> Result<Vec<ShortlistItem>, Error> {
        let found = self.sight(|sight, names| shortlists::items(sight.conn, &sight.viewer, names, list))?;
        found.ok_or_else(|| unknown("shortlist", &list.to_string()))
    }

    /// The answers of each theme, in the tree's order: how many texts carry a live tag of it or of one under it.
    pub fn theme_counts(&self) -> Result<Vec<(ThemeId, usize)>, Error> {
        self.sight(facets::theme_counts)
    }

    /// What taking these themes in would do.
    pub fn codebook_changes(&self, themes: &[Incoming]) -> Result<TakenIn, Error> {
        let (after, mut report) = theming::plan(&self.codebook()?, themes)?;
        let picked = theming::of_file(&self.store.conn, &after, themes)?;
        report.examples = picked.of;
        report.left.extend(picked.left);
        Ok(report)
    }

    /// The tags of a theme, whoever made them, on what a query finds.
    pub fn tags_of(&self, theme: ThemeId, found: &Resolved) -> Result<Vec<TagId>, Error> {
        self.sight(|sight, names| {
            let n = codebook::number(sight.conn, names.codebook.shown(theme))?;
            let mut tags = Vec::new();
            for answer in page::numbers(sight, found)? {
                tags.extend(tags::of_theme(sight.conn, answer.0, n)?);
            }
            Ok(tags)
        })
    }

    /// The example quotations of the codebook, each under the theme where it is shown.
    pub fn examples(&self) -> Result<Vec<Example>, Error> {
        self.sight(|sight, names| examples::examples(sight.conn, &sight.viewer, names.call, names.codebook))
    }

    /// Every name that somebody sent something under, with how many answers; and how many answers each question has.
    pub fn directory(&self) -> Result<Directory, Error> {
        Ok(snapshot(&self.store.conn, |conn| {
            Ok((directory::submitters(conn)?, directory::questions(conn)?))
        })?)
    }

    /// Changes whenever another connection wrote (SQLite's `data_version`).
    pub fn data_version(&self) -> Result<i64, Error> {
        Ok(data_version(&self.store.conn)?)
    }

    /// What is held in memory of every text, for other connections to the same file.
    pub fn held(&self) -> Held {
        Held(self.store.index.clone())
    }

    /// The same workspace with what another connection to the file holds: it is read once for both.
    #[must_use]
    pub fn holding(mut self, held: Held) -> Self {
        self.store.index = held.0;
        self
    }

    /// Keeps in the file what every text has, so that a large workspace opens at once. Nothing depends on it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_index(&mut self) -> Result<(), Error> {
        Ok(self.store.keep_index()?)
    }

    /// Reads one state of the file, as the present analyst.
    pub(super) fn sight<T>(
        &self,
        read: impl FnOnce(&Sight<'_>, &Names<'_>) -> Result<T, store::Error>,
    ) -> Result<T, Error> {
        self.store.sight(&fold(&self.analyst), |sight, vocabulary| {
            Ok(read(sight, &Names::new(&vocabulary.call, &vocabulary.codebook))?)
        })
    }
}

/// Parses a query and looks its names up, and the forms of the words that are looked for in all of them.
pub(super) fn resolved(conn: &store::Conn, query: &str, vocabulary: &Vocabulary) -> Result<Resolved, Error> {
    let wrong = |mistake| Error::Query(Box::new(mistake), query.to_owned());
    let tree = query::parse(query).map_err(wrong)?;
    let terms = query::words_of_terms(&tree, vocabulary);
    let mut words = tree.words_in_forms();
    words.extend(terms.iter().map(String::as_str));
    if words.is_empty() {
        return query::resolve(&tree, vocabulary).map_err(wrong);
    }
    let forms = forms::forms(conn, &vocabulary.languages, &words)?;
    query::resolve(&tree, &Vocabulary { forms, ..vocabulary.clone() }).map_err(wrong)
}

fn add(totals: &mut [coverage::Total], row: &coverage::Row) {
    totals.iter_mut().zip(&row.cells).for_each(|(total, cell)| total.add(cell));
}

fn unknown(what: &'static str, id: &str) -> Error {
    Error::Unknown { what, id: id.to_owned(), candidates: Vec::new() }
}
