//! Submissions for their screen: the list, its rows, and one in full with its document in order.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::codebook::SHOWN;
use super::entry::{METADATA, metadata};
use super::filter::{Condition, REPLACED, Viewer, list};
use super::index::Sight;
use super::names::Names;
use super::stretch::{AnswerText, Stretch};
use super::submissions::{account, matching, order, submission};
use super::{Error, astray, derive, from_json, marks, offers, short, statuses, targets, to_json, view};
use crate::model::call::Key;
use crate::model::draft::Field;
use crate::model::id::{AnswerNumber, RecordId, SubmissionNumber};
use crate::model::sent::{Block, CameIn, Fact, Origin, SubmissionList, SubmissionRow, SubmissionView};
use crate::model::submission::{Correction, SubmissionRecord, UNSURE};
use crate::model::view::ShownNote;
use crate::query::filter::Resolved;
use crate::text::{detect, words};

/// The submissions with a matching text, in order; all of them when the query asks for nothing.
pub(crate) fn submissions(sight: &Sight<'_>, query: &Resolved) -> Result<SubmissionList, Error> {
    let Condition { sql, values } = matching(sight, query)?;
    let sql = format!(
        "SELECT s.n, s.submitter_folded, s.submitted_on FROM submission s WHERE {sql} ORDER BY {}",
        order(query)
    );
    let deadline = sight.viewer.deadline.map(|day| day.to_string());
    let mut read = sight.conn.prepare_cached(&sql)?;
    let mut rows = read.query(params_from_iter(values))?;
    let (mut found, mut named) = (SubmissionList::default(), HashSet::new());
    while let Some(row) = rows.next()? {
        found.numbers.push(SubmissionNumber(row.get(0)?));
        let submitter: String = row.get(1)?;
        found.submitters += usize::from(submitter.is_empty() || named.insert(submitter));
        let day: Option<String> = row.get(2)?;
        // ISO dates sort as text.
        found.late += usize::from(day.zip(deadline.as_ref()).is_some_and(|(day, last)| day > *last));
    }
    Ok(found)
}

/// The rows of these submissions, in this order, each with whether the query still finds it. Those that are hidden or
/// unknown are left out.
pub(crate) fn rows(
    sight: &Sight<'_>,
    numbers: &[SubmissionNumber],
    query: &Resolved,
) -> Result<Vec<(SubmissionRow, bool)>, Error> {
    let wanted = Condition::new(
        "s.n IN (SELECT value FROM json_each(?))",
        [list(numbers.iter().map(|number| number.0))],
    );
    let Condition { sql, values } = Condition::all(vec![wanted, matching(sight, query)?]);
    let mut read = sight.conn.prepare_cached(&format!("SELECT s.n FROM submission s WHERE {sql}"))?;
    let matches: HashSet<i64> =
        read.query_map(params_from_iter(values), |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut rows = Vec::with_capacity(numbers.len());
    for number in numbers {
        let row = row(sight.conn, &sight.viewer, *number)?;
        rows.extend(row.map(|row| (row, matches.contains(&number.0))));
    }
    Ok(rows)
}

fn row(conn: &Connection, viewer: &Viewer, number: SubmissionNumber) -> Result<Option<SubmissionRow>, Error> {
    let mut read = conn.prepare_cached(&format!(
        "SELECT {METADATA}, s.reference, s.withdrawn, {REPLACED},
                (SELECT count(DISTINCT record.source) FROM submission_record sr JOIN record ON record.n = sr.record
                 WHERE sr.submission = s.n), s.id
         FROM submission s WHERE s.n = ?1 AND s.visible = 1"
    ))?;
    let mut found = read.query([number.0])?;
    let Some(row) = found.next()? else { return Ok(None) };
    let about = metadata(row, viewer)?;
    let (answers, words, unplaced_words) = account(conn, number.0)?;
    let (texts, reviewed) = progress(conn, viewer, number)?;
    Ok(Some(SubmissionRow {
        number,
        id: short::submission_id(marks::blob(row, 10)?)?,
        reference: row.get(6)?,
        submitter: about.submitter,
        stakeholder_type: about.stakeholder_type,
        country: about.country,
        submitted_on: about.submitted_on,
        late: about.late,
        withdrawn: row.get(7)?,
        replaced: row.get(8)?,
        answers,
        words,
        unplaced_words,
        texts,
        reviewed,
        files: row.get(9)?,
    }))
}

/// How many texts a submission has, and how many of them the viewer has reviewed.
fn progress(conn: &Connection, viewer: &Viewer, number: SubmissionNumber) -> Result<(u32, u32), Error> {
    let mut read = conn.prepare_cached(
        "SELECT count(*), count(*) FILTER (WHERE EXISTS (SELECT 1 FROM status st
             WHERE st.answer = a.n AND st.analyst = ?2 AND st.head = 1 AND st.value = 1))
         FROM answer a WHERE a.submission = ?1 AND a.visible = 1",
    )?;
    Ok(read.query_row((number.0, viewer.analyst), |r| Ok((r.get(0)?, r.get(1)?)))?)
}

/// One submission in full; `None` when it is hidden or there is none.
pub(crate) fn submission_view(
    conn: &Connection,
    viewer: &Viewer,
    names: &Names<'_>,
    number: SubmissionNumber,
) -> Result<Option<SubmissionView>, Error> {
    let Some(record) = submission(conn, viewer, number.0)? else { return Ok(None) };
    let (facts, files) = derive::provenance(conn, number.0, &record)?;
    let shares_reference = conn
        .prepare_cached(
            "SELECT count(*) > 1 FROM submission WHERE visible = 1 AND reference = ?1 COLLATE NOCASE",
        )?
        .query_row([&record.reference], |r| r.get(0))?;
    let is_newer = |file: &&CameIn| !file.same_again;
    let versions = match files.iter().filter(is_newer).count() {
        0 | 1 => Vec::new(),
        _ => derive::versions(conn, names.call, number.0)?,
    };
    Ok(Some(SubmissionView {
        number,
        astray: astray::astray(conn, names, number.0)?.0,
        versions,
        offers: offers::offers(conn, Some(number))?.pop().map(|offer| offer.submissions).unwrap_or_default(),
        facts,
        blocks: blocks(conn, viewer, names, number)?,
        progress: progress(conn, viewer, number)?,
        notes: notes(conn, number)?,
        files,
        shares_reference,
        record,
    }))
}

/// The metadata of a submission that somebody corrected, and the words of the sources where they are others.
pub(crate) fn corrections(
    conn: &Connection,
    n: i64,
    record: &SubmissionRecord,
) -> Result<(Vec<Correction>, BTreeMap<Field, String>), Error> {
    let (facts, _) = derive::provenance(conn, n, record)?;
    let written =
        facts.iter().filter_map(|fact| Some((fact.field, fact.written.clone()?))).collect::<BTreeMap<_, _>>();
    let corrected = facts.into_iter().filter_map(|fact| match fact.origin {
        Origin::Corrected { by, on, before } => {
            Some(Correction { field: fact.field, before, analyst: by, on })
        }
        _ => None,
    });
    Ok((corrected.collect(), written))
}

/// How many texts of a submission are in which language, by what their letters tell; of some they tell too little.
pub(crate) fn languages(conn: &Connection, n: i64) -> Result<BTreeMap<String, u32>, Error> {
    let mut read =
        conn.prepare_cached("SELECT stretches FROM answer WHERE submission = ?1 AND visible = 1")?;
    let all: Vec<String> = read.query_map([n], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut languages = BTreeMap::new();
    for stretches in all {
        let text = AnswerText::load(conn, &stretches)?.text;
        let language = detect::detect(&text).unwrap_or(UNSURE);
        *languages.entry(language.to_owned()).or_default() += 1;
    }
    Ok(languages)
}

/// What is read once of an answer, however many blocks it has.
struct Owner {
    question: Option<(String, String)>,
    heading: Option<String>,
    block: (crate::model::work::Status, u32, u32),
}

/// The stretches of all texts of a submission in the order of the document; neighbours of one text are one block.
fn blocks(
    conn: &Connection,
    viewer: &Viewer,
    names: &Names<'_>,
    number: SubmissionNumber,
) -> Result<Vec<Block>, Error> {
    let (owners, placed) = texts(conn, viewer, names, number)?;
    let mut begun = HashSet::new();
    let mut blocks = Vec::new();
    for run in placed.chunk_by(|one, next| one.0 == next.0) {
        let answer = run[0].0;
        let Some(owner) = owners.get(&answer) else { continue };
        let stretches: Vec<Stretch> = run.iter().map(|(_, stretch)| *stretch).collect();
        let text = AnswerText::load(conn, &to_json(&stretches)?)?;
        let goes_on = !begun.insert(answer);
        let (status, tags, notes) = owner.block;
        blocks.push(Block {
            answer,
            question: owner.question.clone(),
            heading: owner.heading.clone().filter(|_| !goes_on),
            goes_on,
            words: words::count(&text.text),
            language: detect::detect(&text.text),
            text: text.text,
            forms: text.forms,
            status,
            tags,
            notes,
        });
    }
    Ok(blocks)
}

type Placed = Vec<(AnswerNumber, Stretch)>;

/// The texts of a submission, and all their stretches in the order of the document.
fn texts(
    conn: &Connection,
    viewer: &Viewer,
    names: &Names<'_>,
    number: SubmissionNumber,
) -> Result<(HashMap<AnswerNumber, Owner>, Placed), Error> {
    // A text that several records share stands where the one has it that says most.
    let order: BTreeMap<i64, (i64, i64)> = conn
        .prepare_cached(
            "SELECT extract.part, sr.record, extract.i FROM submission s
             JOIN submission_record sr ON sr.submission = s.n JOIN extract ON extract.record = sr.record
             WHERE s.n = ?1 ORDER BY sr.record = s.record, sr.record, extract.i",
        )?
        .query_map([number.0], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?))))?
        .collect::<Result<_, _>>()?;
    let mut read = conn.prepare_cached(&format!(
        "SELECT a.n, q.key, a.heading, a.stretches,
                (SELECT count(DISTINCT th.n) FROM tag t {SHOWN} WHERE t.answer = a.n AND t.live = 1),
                (SELECT count(*) FROM note nt WHERE nt.answer = a.n AND nt.live = 1 AND nt.target IN (0, 1))
         FROM answer a LEFT JOIN question q ON q.n = a.question WHERE a.submission = ?1 AND a.visible = 1"
    ))?;
    let mut rows = read.query([number.0])?;
    let (mut owners, mut placed) = (HashMap::new(), Placed::new());
    while let Some(row) = rows.next()? {
        let answer = AnswerNumber(row.get(0)?);
        let key: Option<String> = row.get(1)?;
        let question = key.and_then(|key| names.call.question(&Key(key)));
        let stretches: Vec<Stretch> = from_json(&row.get::<_, String>(3)?, "the stretches of an answer")?;
        placed.extend(stretches.into_iter().map(|stretch| (answer, stretch)));
        let status = statuses::of(conn, answer.0, viewer.analyst)?;
        let owner = Owner {
            question: question.map(|q| (q.number.clone(), q.short_name.clone())),
            heading: row.get(2)?,
            block: (status, row.get(4)?, row.get(5)?),
        };
        owners.insert(answer, owner);
    }
    placed.sort_by_key(|(answer, Stretch(part, start, _))| {
        (order.get(part).copied().unwrap_or((i64::MAX, 0)), *part, *start, *answer)
    });
    Ok((owners, placed))
}

/// The notes on a submission as a whole, in order of making.
fn notes(conn: &Connection, number: SubmissionNumber) -> Result<Vec<ShownNote>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT nt.id, an.name, nt.text, nt.at FROM note nt JOIN analyst an ON an.n = nt.analyst
         WHERE nt.submission = ?1 AND nt.live = 1 AND nt.target = 2 ORDER BY nt.at, nt.id",
    )?;
    view::notes(read.query([number.0])?)
}

/// The submission that an answer or unplaced text belongs to.
pub(crate) fn submission_of(
    conn: &Connection,
    answer: AnswerNumber,
) -> Result<Option<SubmissionNumber>, Error> {
    Ok(conn
        .prepare_cached(
            "SELECT s.n FROM answer a JOIN submission s ON s.n = a.submission WHERE a.n = ?1 AND s.visible = 1",
        )?
        .query_row([answer.0], |r| r.get(0))
        .optional()?
        .map(SubmissionNumber))
}

/// One metadatum of a submission, by its founding record.
pub(crate) fn fact(
    conn: &Connection,
    record: &RecordId,
    field: Field,
    known: &mut derive::Known,
) -> Result<Fact, Error> {
    let (number, reference, submitter): (i64, String, Option<String>) = conn
        .prepare_cached("SELECT n, reference, submitter FROM submission WHERE id = ?1")?
        .query_row([record.as_bytes()], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let fact = derive::fact(conn, number, field, known)?;
    // The reference that was given at intake is in the row, and the submitter that its signatories are.
    let made = match field {
        Field::Reference => Some(reference),
        Field::Submitter => submitter,
        _ => None,
    };
    let value = fact.value.or(made);
    Ok(Fact { value, ..fact })
}

/// Who else has a reference, case ignored: the submitter of another visible submission, in words.
pub(crate) fn referred(conn: &Connection, reference: &str, but: &RecordId) -> Result<Option<String>, Error> {
    Ok(conn
        .prepare_cached(
            "SELECT ifnull(submitter, 'an anonymous submitter') FROM submission
             WHERE visible = 1 AND reference = ?1 COLLATE NOCASE AND id <> ?2
             ORDER BY founded, position LIMIT 1",
        )?
        .query_row((reference, but.as_bytes()), |r| r.get(0))
        .optional()?)
}

/// Whether a submission, by the id of one of its records, is that of another record, or is replaced by it, at once or
/// by way of others.
pub(crate) fn leads_to(conn: &Connection, holder: &str, record: RecordId) -> Result<bool, Error> {
    let Ok(holder) = holder.parse::<RecordId>() else { return Ok(false) };
    let wanted = targets::submission_of(conn, record)?;
    let mut seen = HashSet::new();
    let mut at = targets::submission_of(conn, holder)?;
    while let Some(submission) = at.filter(|n| seen.insert(*n)) {
        if Some(submission) == wanted {
            return Ok(true);
        }
        let next: Option<[u8; 16]> = conn
            .prepare_cached("SELECT replaced_by FROM submission WHERE n = ?1")?
            .query_row([submission], |r| r.get(0))?;
        at = next.map(|id| targets::submission_of(conn, RecordId(id))).transpose()?.flatten();
    }
    Ok(false)
}
