//! Reads all facts from the tables, once through.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::facts::{Analyst, Facts, NONE, Question, Sent, Set, Tagged, Texts, digits, place};
use super::{closed, files};
use crate::model::call::Key;
use crate::query::filter::MetadataField;
use crate::store::filter::REPLACED;
use crate::store::{Error, marks};

/// The fields that a submission has one value of.
pub(super) const FIELDS: [MetadataField; 4] =
    [MetadataField::StakeholderType, MetadataField::Country, MetadataField::Region, MetadataField::Language];

/// Where a submission's own value of a field stands.
pub(super) fn column(field: MetadataField) -> &'static str {
    match field {
        MetadataField::StakeholderType => "stakeholder_type",
        MetadataField::Country => "country",
        MetadataField::Region => "region",
        MetadataField::Language => "language",
    }
}

/// Reads the whole.
pub(super) fn facts(conn: &Connection) -> Result<Facts, Error> {
    let deadline = deadline(conn)?;
    let mut facts = Facts { questions: questions(conn)?, deadline, ..Facts::default() };
    let said = submissions(conn, &mut facts)?;
    texts(conn, &mut facts, &said)?;
    files::add_several(conn, &mut facts, &said.file)?;
    facts.closed = closed::columns(conn)?;
    aside(conn, &mut facts)?;
    names(conn, &mut facts)?;
    all_work(conn, &mut facts)?;
    Ok(facts)
}

pub(super) fn questions(conn: &Connection) -> Result<Vec<Question>, Error> {
    let mut read = conn.prepare_cached("SELECT n, key, section, position FROM question ORDER BY n")?;
    let rows = read.query_map([], |r| {
        let key = |column| r.get(column).map(Key);
        Ok(Question { n: r.get(0)?, key: key(1)?, section: key(2)?, position: r.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The call's last day, as the number that its digits are; 0 for none.
pub(super) fn deadline(conn: &Connection) -> Result<u32, Error> {
    Ok(crate::store::questions::call(conn)?.deadline.map_or(0, digits))
}

/// Themes and analysts: few, so they are read anew whenever something was done.
pub(super) fn names(conn: &Connection, facts: &mut Facts) -> Result<(), Error> {
    facts.themes.clear();
    facts.shown.clear();
    let mut read = conn.prepare_cached("SELECT n, id, shown FROM theme")?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        facts.themes.insert(marks::theme_id(row, 1)?, row.get(0)?);
        if let Some(shown) = row.get(2)? {
            facts.shown.insert(row.get(0)?, shown);
        }
    }
    let mut read = conn.prepare_cached("SELECT n, name, folded FROM analyst ORDER BY folded")?;
    let rows = read.query_map([], |r| Ok(Analyst { n: r.get(0)?, name: r.get(1)?, folded: r.get(2)? }))?;
    facts.analysts = rows.collect::<Result<_, _>>()?;
    Ok(())
}

/// The values of submissions: each as a number in a list, so that a text finds its own quickly.
struct Said {
    /// By the submission's number, of each field.
    of: [Vec<u32>; 4],
    values: [Values; 4],
    /// Whether it names nobody.
    unnamed: Vec<bool>,
    /// The file that all of it came in ([`files`]).
    file: Vec<u32>,
    /// The place of a submission in the usual order.
    rank: Vec<u32>,
}

/// Words that are numbered as they come.
#[derive(Default)]
struct Values {
    numbers: HashMap<String, u32>,
    texts: Vec<Set>,
    /// The one that came last: the next is mostly the same.
    last: Option<(String, u32)>,
}

impl Values {
    fn number(&mut self, value: ValueRef<'_>) -> Result<u32, Error> {
        let ValueRef::Text(bytes) = value else { return Ok(NONE) };
        let word =
            std::str::from_utf8(bytes).map_err(|e| Error::Damaged(format!("a value is no text: {e}")))?;
        if let Some((_, number)) = self.last.as_ref().filter(|(last, _)| last == word) {
            return Ok(*number);
        }
        let next = self.texts.len() as u32;
        let number = *self.numbers.entry(word.to_owned()).or_insert(next);
        if number == next {
            self.texts.push(Set::new());
        }
        self.last = Some((word.to_owned(), number));
        Ok(number)
    }

    fn finish(mut self) -> BTreeMap<String, Set> {
        let take = |(word, number): (String, u32)| (word, std::mem::take(&mut self.texts[number as usize]));
        self.numbers.into_iter().map(take).collect()
    }
}

fn submissions(conn: &Connection, facts: &mut Facts) -> Result<Said, Error> {
    let mut said = Said {
        of: Default::default(),
        values: Default::default(),
        unnamed: Vec::new(),
        file: Vec::new(),
        rank: Vec::new(),
    };
    let mut sent = Sent::default();
    let mut people: HashMap<String, u32> = HashMap::new();
    let mut read = conn.prepare_cached(
        "SELECT n, visible, submitter_folded, submitted_on, stakeholder_type, country, region, language,
                submitter IS NULL FROM submission ORDER BY n",
    )?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let (at, shown) = (row.get::<_, u32>(0)? as usize, row.get(1)?);
        sent.who.resize(at + 1, NONE);
        sent.day.resize(at + 1, 0);
        said.of.iter_mut().for_each(|column| column.resize(at + 1, NONE));
        said.unnamed.resize(at + 1, false);
        said.unnamed[at] = row.get(8)?;
        let folded = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
        let next = sent.people;
        let who = if folded.is_empty() { next } else { *people.entry(folded.to_owned()).or_insert(next) };
        sent.people += u32::from(who == next);
        sent.who[at] = who;
        sent.day[at] = day(row, 3)?;
        for (field, column) in FIELDS.iter().zip(4..) {
            // What only a hidden submission says is no value of the workspace.
            let value = if shown { row.get_ref(column)? } else { ValueRef::Null };
            said.of[place(*field)][at] = said.values[place(*field)].number(value)?;
        }
    }
    let mut read = conn.prepare_cached("SELECT n FROM submission ORDER BY founded, position, n")?;
    said.rank.resize(sent.who.len(), NONE);
    for (rank, n) in read.query_map([], |r| r.get::<_, u32>(0))?.enumerate() {
        said.rank[n? as usize] = rank as u32;
    }
    said.file = files::of_submissions(conn, sent.who.len())?;
    facts.sent = sent;
    Ok(said)
}

/// A day as the number that its digits are; 0 for none.
pub(super) fn day(row: &Row<'_>, column: usize) -> Result<u32, Error> {
    let written = row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from)?;
    let digits = written.unwrap_or_default().bytes().filter(u8::is_ascii_digit);
    Ok(digits.fold(0, |number: u32, digit| number.saturating_mul(10).saturating_add(u32::from(digit - b'0'))))
}

fn texts(conn: &Connection, facts: &mut Facts, said: &Said) -> Result<(), Error> {
    let mut values: [Vec<Set>; 4] = std::array::from_fn(|at| vec![Set::new(); said.values[at].texts.len()]);
    let language = place(MetadataField::Language);
    let mut languages = Values::default();
    languages.numbers.clone_from(&said.values[language].numbers);
    languages.texts = std::mem::take(&mut values[language]);
    facts.by_question = vec![Set::new(); facts.questions.len()];
    let mut by_row: Vec<u16> = Vec::new();
    for (question, number) in facts.questions.iter().zip(1..) {
        by_row.resize(by_row.len().max(question.n as usize + 1), 0);
        by_row[question.n as usize] = number;
    }
    let mut texts = Texts::default();
    let mut standing = Standing::new(&facts.questions);
    let mut read = conn.prepare_cached(
        "SELECT n, submission, question, visible, words, language, iif(question IS NULL, place, NULL)
         FROM answer ORDER BY n",
    )?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        let n: u32 = row.get(0)?;
        let (at, submission) = (n as usize, row.get::<_, u32>(1)?);
        if at > texts.len() {
            texts.submission.resize(at, NONE);
            texts.words.resize(at, 0);
            texts.question.resize(at, 0);
        }
        let question = row.get::<_, Option<u32>>(2)?.unwrap_or_default();
        let question = by_row.get(question as usize).copied().unwrap_or_default();
        texts.submission.push(submission);
        texts.words.push(row.get(4)?);
        texts.question.push(question);
        let from = said.rank.get(submission as usize).copied().unwrap_or(NONE);
        standing.add(n, from, question, row.get(6)?);
        if !row.get::<_, bool>(3)? {
            continue;
        }
        facts.visible.insert(n);
        match usize::from(question).checked_sub(1) {
            Some(question) => facts.by_question[question].insert(n),
            None => facts.unplaced.insert(n),
        };
        let unnamed = said.unnamed.get(submission as usize).copied().unwrap_or_default();
        facts.show_sent(n, facts.sent.day(submission), unnamed);
        files::add(facts, n, said.file.get(submission as usize).copied().unwrap_or(NONE));
        for field in FIELDS {
            let field = place(field);
            let value = said.of[field].get(submission as usize).copied().unwrap_or(NONE);
            if field == language {
                let value = if value == NONE { languages.number(row.get_ref(5)?)? } else { value };
                if let Some(set) = languages.texts.get_mut(value as usize) {
                    set.insert(n);
                }
            } else if let Some(set) = values[field].get_mut(value as usize) {
                set.insert(n);
            }
        }
    }
    texts.rank = standing.ranks();
    facts.texts = texts;
    for (at, sets) in values.into_iter().enumerate().filter(|(at, _)| *at != language) {
        let numbers = said.values[at].numbers.clone();
        facts.metadata[at] = Values { numbers, texts: sets, last: None }.finish();
    }
    facts.metadata[language] = languages.finish();
    Ok(())
}

/// Where texts stand in the usual order: by their submission's place, that of the question, unplaced text last.
struct Standing {
    /// The place of each question among them, by its number from 1; that of unplaced text at 0.
    of_question: Vec<u64>,
    /// By the number of the text.
    keys: Vec<u64>,
    /// Of unplaced texts: which of them comes first.
    places: HashMap<u32, String>,
}

impl Standing {
    fn new(questions: &[Question]) -> Self {
        let mut order: Vec<usize> = (0..questions.len()).collect();
        order.sort_by_key(|at| questions[*at].position);
        let mut of_question = vec![u64::from(u16::MAX); questions.len() + 1];
        for (place, at) in order.into_iter().enumerate() {
            of_question[at + 1] = place as u64;
        }
        Self { of_question, keys: Vec::new(), places: HashMap::new() }
    }

    fn add(&mut self, n: u32, submission: u32, question: u16, place: Option<String>) {
        self.keys.resize(n as usize, u64::MAX);
        let question = self.of_question.get(usize::from(question)).copied().unwrap_or_default();
        self.keys.push(u64::from(submission) << 16 | question);
        if let Some(place) = place {
            self.places.insert(n, place);
        }
    }

    /// The place of every text; empty where the numbers stand in order.
    fn ranks(self) -> Vec<u32> {
        let place = |n: &u32| self.places.get(n).map(String::as_str).unwrap_or_default();
        let mut order: Vec<u32> = (0..self.keys.len() as u32).collect();
        // They come nearly in order, and what is equal stays in that of the numbers.
        order.sort_by(|one, other| {
            let keys = self.keys[*one as usize].cmp(&self.keys[*other as usize]);
            keys.then_with(|| place(one).cmp(place(other)))
        });
        if order.is_sorted() {
            return Vec::new();
        }
        let mut ranks = vec![0; order.len()];
        for (rank, n) in order.into_iter().enumerate() {
            ranks[n as usize] = rank as u32;
        }
        ranks
    }
}

/// The texts of submissions that do not count.
pub(super) fn aside(conn: &Connection, facts: &mut Facts) -> Result<(), Error> {
    let sql = format!(
        "SELECT s.n, s.withdrawn, {REPLACED} FROM submission s WHERE s.withdrawn = 1 OR s.replaced_by IS NOT NULL"
    );
    let mut read = conn.prepare_cached(&sql)?;
    let rows: Vec<(u32, bool, bool)> =
        read.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<Result<_, _>>()?;
    let those = |is_one: fn(&(u32, bool, bool)) -> bool| -> Set {
        rows.iter().filter(|row| is_one(row)).map(|row| row.0).collect()
    };
    let (withdrawn, replaced) = (those(|row| row.1), those(|row| row.2));
    // Mostly there are none.
    let texts = |of: &Set| if of.is_empty() { Set::new() } else { facts.texts_of(|n| of.contains(n)) };
    (facts.withdrawn, facts.replaced) = (texts(&withdrawn), texts(&replaced));
    Ok(())
}

/// All tags and review states.
fn all_work(conn: &Connection, facts: &mut Facts) -> Result<(), Error> {
    facts.tags.clear();
    facts.statuses.clear();
    let mut read =
        conn.prepare_cached("SELECT answer, theme, analyst, ifnull(stance, 0) FROM tag WHERE live = 1")?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        add_tag(facts, row)?;
    }
    let mut read =
        conn.prepare_cached("SELECT answer, analyst, value FROM status WHERE head = 1 AND value IN (1, 2)")?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        add_status(facts, row)?;
    }
    Ok(())
}

/// All tags of these themes, and all review states of these analysts.
pub(super) fn work_of(
    conn: &Connection,
    facts: &mut Facts,
    themes: &BTreeSet<i64>,
    analysts: &BTreeSet<i64>,
) -> Result<(), Error> {
    facts.tags.retain(|tag, _| !themes.contains(&tag.theme));
    facts.statuses.retain(|(analyst, _), _| !analysts.contains(analyst));
    let mut read = conn.prepare_cached(
        "SELECT answer, theme, analyst, ifnull(stance, 0) FROM tag WHERE theme = ?1 AND live = 1",
    )?;
    for theme in themes {
        let mut rows = read.query([theme])?;
        while let Some(row) = rows.next()? {
            add_tag(facts, row)?;
        }
    }
    let mut read = conn.prepare_cached(
        "SELECT answer, analyst, value FROM status WHERE analyst = ?1 AND head = 1 AND value IN (1, 2)",
    )?;
    for analyst in analysts {
        let mut rows = read.query([analyst])?;
        while let Some(row) = rows.next()? {
            add_status(facts, row)?;
        }
    }
    Ok(())
}

/// Takes a row of answer, theme, analyst and stance.
pub(super) fn add_tag(facts: &mut Facts, row: &Row<'_>) -> Result<(), Error> {
    let tag = Tagged { theme: row.get(1)?, analyst: row.get(2)?, stance: row.get(3)? };
    facts.tags.entry(tag).or_default().insert(row.get(0)?);
    Ok(())
}

/// Takes a row of answer, analyst and state.
pub(super) fn add_status(facts: &mut Facts, row: &Row<'_>) -> Result<(), Error> {
    facts.statuses.entry((row.get(1)?, row.get(2)?)).or_default().insert(row.get(0)?);
    Ok(())
}
