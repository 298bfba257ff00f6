//! The facts, kept in the file, so that a large workspace opens at once. They are a cache beside the caches: with them stands
//! the state of the file that they are of, and who opens it brings them up to date, or reads the tables.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::facts::{Closed, Facts, NONE, Sent, Set, Tagged, Texts};
use super::follow::Mark;
use super::{Shared, build};
use crate::store::transact::End;
use crate::store::{Error, Store};

/// Changes whenever the form of what is kept does.
const FORM: u32 = 2;

/// Smaller workspaces are read anew in no time.
const SMALLEST: usize = 50_000;

/// They are kept anew when this many operations came since.
const BEHIND: i64 = 50;

/// They stand in rows of this many bytes.
const PIECE: usize = 1 << 20;

/// So many numbers of a column are read at once.
const BUFFERED: usize = 1 << 14;

/// For so many there is room before it is known that they are there.
const MOST_AT_ONCE: usize = 1 << 22;

/// What is kept in front of columns and sets: how many there are of each, and of what they are.
#[derive(Serialize, Deserialize)]
struct Head {
    form: u32,
    mark: Mark,
    questions: Vec<i64>,
    people: u32,
    texts: usize,
    submissions: usize,
    ranked: bool,
    metadata: [Vec<String>; 4],
    statuses: Vec<(i64, u8)>,
    tags: Vec<(i64, i64, u8)>,
    deadline: u32,
    files: Vec<i64>,
    closed: Vec<Closed>,
}

impl Store {
    /// Keeps the facts of a large workspace in the file, when those that are kept are no longer near to it.
    pub(crate) fn keep_index(&mut self) -> Result<(), Error> {
        self.keep_index_of(SMALLEST)
    }

    /// The same, of a workspace with at least so many texts.
    pub(crate) fn keep_index_of(&mut self, smallest: usize) -> Result<(), Error> {
        let shared: Shared = self.index.clone();
        self.transact(|tx| {
            let index = shared.current(tx)?;
            let enough = index.facts.texts.len() < smallest
                || head(tx).is_some_and(|(head, _)| head.mark.is_near(index.mark, BEHIND));
            if enough {
                return Ok(End::Rollback(()));
            }
            tx.execute("DELETE FROM meta WHERE key LIKE 'index/%'", [])?;
            let mut pieces = Pieces { conn: tx, next: 0, piece: Vec::with_capacity(PIECE), taken: 0 };
            write(&index.facts, index.mark, &mut pieces).map_err(|e| unwritten(&e))?;
            pieces.put().map_err(|e| unwritten(&e))?;
            Ok::<_, Error>(End::Commit(()))
        })
    }
}

fn unwritten(error: &io::Error) -> Error {
    Error::Damaged(format!("what every text has could not be kept: {error}"))
}

/// The facts that are kept, and the state of the file that they are of; `None` when there are none that can be read.
pub(super) fn kept(conn: &Connection) -> Result<Option<(Facts, Mark)>, Error> {
    let Some((head, mut pieces)) = head(conn) else { return Ok(None) };
    let questions = build::questions(conn)?;
    if head.questions != questions.iter().map(|one| one.n).collect::<Vec<_>>() {
        return Ok(None);
    }
    // What cannot be made sense of is read from the tables.
    let Ok(mut facts) = read(&head, &mut pieces) else { return Ok(None) };
    facts.questions = questions;
    build::names(conn, &mut facts)?;
    Ok(is_sound(&facts).then_some((facts, head.mark)))
}

/// Whether every number has its place: the file may be somebody else's.
fn is_sound(facts: &Facts) -> bool {
    let texts = facts.texts.len() as u64;
    let within = |set: &Set, length: u64| set.max().is_none_or(|most| u64::from(most) < length);
    let submissions = facts.sent.who.len() as u64;
    sets(facts).all(|set| within(set, texts))
        && said(facts).all(|set| within(set, submissions))
        && facts.texts.question.iter().all(|question| usize::from(*question) <= facts.questions.len())
        && facts.sent.who.iter().all(|who| *who == NONE || *who < facts.sent.people)
}

fn write(facts: &Facts, mark: Mark, to: &mut impl Write) -> io::Result<()> {
    let head = Head {
        form: FORM,
        mark,
        questions: facts.questions.iter().map(|one| one.n).collect(),
        people: facts.sent.people,
        texts: facts.texts.len(),
        submissions: facts.sent.who.len(),
        ranked: !facts.texts.rank.is_empty(),
        metadata: facts.metadata.each_ref().map(|values| values.keys().cloned().collect()),
        statuses: facts.statuses.keys().copied().collect(),
        tags: facts.tags.keys().map(|tag| (tag.theme, tag.analyst, tag.stance)).collect(),
        deadline: facts.deadline,
        files: facts.files.keys().copied().collect(),
        closed: facts.closed.clone(),
    };
    let head = serde_json::to_vec(&head)?;
    to.write_all(&(head.len() as u32).to_le_bytes())?;
    to.write_all(&head)?;
    let texts = &facts.texts;
    for column in [&texts.submission, &texts.words, &texts.rank, &facts.sent.who, &facts.sent.day] {
        for number in column {
            to.write_all(&number.to_le_bytes())?;
        }
    }
    for number in &texts.question {
        to.write_all(&number.to_le_bytes())?;
    }
    sets(facts).chain(said(facts)).try_for_each(|set| set.serialize_into(&mut *to))
}

/// All sets of texts, in the order in which they are kept.
fn sets(facts: &Facts) -> impl Iterator<Item = &Set> {
    let own = [
        &facts.visible,
        &facts.unplaced,
        &facts.withdrawn,
        &facts.replaced,
        &facts.anonymous,
        &facts.dated,
        &facts.late,
    ];
    let of_texts = facts.by_question.iter().chain(facts.metadata.iter().flat_map(BTreeMap::values));
    let work = facts.statuses.values().chain(facts.tags.values());
    own.into_iter().chain(of_texts).chain(work).chain(facts.files.values())
}

/// All sets of submissions, which come last.
fn said(facts: &Facts) -> impl Iterator<Item = &Set> {
    facts.closed.iter().flat_map(|column| &column.said)
}

/// Reads what [`write`] wrote behind the head.
fn read(head: &Head, from: &mut impl Read) -> io::Result<Facts> {
    let texts = Texts {
        submission: column(from, head.texts)?,
        words: column(from, head.texts)?,
        rank: column(from, if head.ranked { head.texts } else { 0 })?,
        question: Vec::new(),
    };
    let (who, day) = (column(from, head.submissions)?, column(from, head.submissions)?);
    let question = bytes(from, head.texts.saturating_mul(2))?;
    let (question, _) = question.as_chunks::<2>();
    let question = question.iter().map(|two| u16::from_le_bytes(*two)).collect();
    let mut set = || Set::deserialize_from(&mut *from);
    let (visible, unplaced, withdrawn, replaced) = (set()?, set()?, set()?, set()?);
    let (anonymous, dated, late) = (set()?, set()?, set()?);
    let by_question = head.questions.iter().map(|_| set()).collect::<io::Result<_>>()?;
    let mut metadata: [BTreeMap<String, Set>; 4] = Default::default();
    for (values, names) in metadata.iter_mut().zip(&head.metadata) {
        for name in names {
            values.insert(name.clone(), set()?);
        }
    }
    let statuses = head.statuses.iter().map(|key| Ok((*key, set()?))).collect::<io::Result<_>>()?;
    let tag = |(theme, analyst, stance)| Tagged { theme, analyst, stance };
    let tags = head.tags.iter().map(|key| Ok((tag(*key), set()?))).collect::<io::Result<_>>()?;
    let files = head.files.iter().map(|file| Ok((*file, set()?))).collect::<io::Result<_>>()?;
    let mut closed = head.closed.clone();
    for column in &mut closed {
        column.said = column.values.iter().map(|_| set()).collect::<io::Result<_>>()?;
    }
    Ok(Facts {
        texts: Texts { question, ..texts },
        sent: Sent { who, people: head.people, day },
        visible,
        unplaced,
        withdrawn,
        replaced,
        anonymous,
        dated,
        late,
        deadline: head.deadline,
        files,
        closed,
        by_question,
        metadata,
        statuses,
        tags,
        ..Facts::default()
    })
}

fn column(from: &mut impl Read, length: usize) -> io::Result<Vec<u32>> {
    let mut numbers = Vec::with_capacity(length.min(MOST_AT_ONCE));
    let mut buffer = vec![0; 4 * BUFFERED];
    while numbers.len() < length {
        let bytes = buffer.get_mut(..4 * BUFFERED.min(length - numbers.len())).unwrap_or_default();
        from.read_exact(bytes)?;
        let (fours, _) = bytes.as_chunks::<4>();
        numbers.extend(fours.iter().map(|four| u32::from_le_bytes(*four)));
    }
    Ok(numbers)
}

/// So many bytes; never more room is taken than there are.
fn bytes(from: &mut impl Read, length: usize) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    from.take(length as u64).read_to_end(&mut all)?;
    if all.len() == length { Ok(all) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// The head of what is kept, and what follows it; `None` where nothing is kept that can be read, or in another form.
fn head(conn: &Connection) -> Option<(Head, Pieces<'_>)> {
    let mut pieces = Pieces { conn, next: 0, piece: Vec::new(), taken: 0 };
    let mut length = [0; 4];
    pieces.read_exact(&mut length).ok()?;
    let head = bytes(&mut pieces, u32::from_le_bytes(length) as usize).ok()?;
    let head: Head = serde_json::from_slice(&head).ok()?;
    (head.form == FORM).then_some((head, pieces))
}

/// Bytes in rows of the file.
struct Pieces<'c> {
    conn: &'c Connection,
    next: u32,
    /// What is not written yet, or what was read last.
    piece: Vec<u8>,
    /// So many bytes of it were taken.
    taken: usize,
}

impl Pieces<'_> {
    fn key(&self) -> String {
        format!("index/{:05}", self.next)
    }

    fn put(&mut self) -> io::Result<()> {
        self.conn
            .prepare_cached("INSERT INTO meta(key, value) VALUES(?1, ?2)")
            .and_then(|mut put| put.execute((self.key(), &self.piece)))
            .map_err(io::Error::other)?;
        self.next += 1;
        self.piece.clear();
        Ok(())
    }
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.piece.len() >= PIECE {
            self.put()?;
        }
        let taken = bytes.len().min(PIECE - self.piece.len());
        self.piece.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.piece.len() {
            let next: Option<Vec<u8>> = self
                .conn
                .prepare_cached("SELECT value FROM meta WHERE key = ?1")
                .and_then(|mut read| read.query_row([self.key()], |r| r.get(0)).optional())
                .map_err(io::Error::other)?;
            (self.piece, self.taken) = (next.unwrap_or_default(), 0);
            self.next += 1;
        }
        let taken = (&self.piece[self.taken..]).read(to)?;
        self.taken += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::index::{Index, Sight};
    use crate::store::world;

    /// The tables of the world, with its facts kept in them.
    fn keeping() -> Connection {
        let conn = world::database();
        let index = Index::new(&conn).unwrap();
        let mut pieces = Pieces { conn: &conn, next: 0, piece: Vec::new(), taken: 0 };
        write(&index.facts, index.mark, &mut pieces).unwrap();
        pieces.put().unwrap();
        conn
    }

    /// What the texts have, as a filter pane tells it.
    fn told(conn: &Connection, facts: Facts, mark: Mark) -> String {
        let index = Index::of(mark, facts);
        let sight = Sight { conn, index: &index, viewer: world::viewer() };
        let all = crate::query::filter::Filter::All(Vec::new());
        let query = crate::query::filter::Resolved { filter: all, sort: Vec::new() };
        let page = world::with_names(|names| crate::store::page::page(&sight, names, &query, 0, 99)).unwrap();
        let kinds = crate::store::facets::kinds(&sight);
        let counting = crate::store::facets::Counting::new(&sight, &query).unwrap();
        let panes: Vec<_> = kinds
            .iter()
            .map(|kind| world::with_names(|names| counting.values(names, &[], kind, &[]).unwrap()))
            .collect();
        format!("{page:?} {panes:?}")
    }

    #[test]
    fn what_was_kept_is_what_is_read() {
        let conn = keeping();
        let (facts, mark) = kept(&conn).unwrap().unwrap();
        let index = Index::new(&conn).unwrap();
        assert_eq!(mark, index.mark);
        assert_eq!(told(&conn, facts, mark), told(&conn, index.facts, index.mark));
    }

    #[test]
    fn what_an_earlier_program_kept_is_kept_anew() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(&folder.path().join("w.db")).unwrap();
        store.keep_index_of(0).unwrap();
        assert!(kept(&store.conn).unwrap().is_some());
        let mut piece: Vec<u8> = store
            .conn
            .query_row("SELECT value FROM meta WHERE key = 'index/00000'", [], |r| r.get(0))
            .unwrap();
        let form = b"{\"form\":";
        let at = piece.windows(form.len()).position(|bytes| bytes == form).unwrap() + form.len();
        piece[at] = b'0';
        store.conn.execute("UPDATE meta SET value = ?1 WHERE key = 'index/00000'", [piece]).unwrap();
        assert!(kept(&store.conn).unwrap().is_none());
        store.keep_index_of(0).unwrap();
        assert!(kept(&store.conn).unwrap().is_some());
    }

    #[test]
    fn nothing_is_kept_in_a_new_file() {
        assert!(kept(&world::database()).unwrap().is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn whatever_stands_there_does_no_harm(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
            let conn = keeping();
            let mut piece: Vec<u8> =
                conn.query_row("SELECT value FROM meta WHERE key = 'index/00000'", [], |r| r.get(0)).unwrap();
            let at = at.index(piece.len());
            piece[at] = byte;
            if cut {
                piece.truncate(at);
            }
            conn.execute("UPDATE meta SET value = ?1 WHERE key = 'index/00000'", [piece]).unwrap();
            if let Some((facts, mark)) = kept(&conn).unwrap() {
                told(&conn, facts, mark);
            }
        }
    }
}
