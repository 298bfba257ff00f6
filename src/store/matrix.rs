//! The matrix: the answers of a query, counted by two dimensions at once.
//!
//! Three steps, each of which can be done another way: which values stand at a side ([`heads`]), what each answer or
//! passage has of them (here, by plain SQL), and the counting ([`counting`]), which knows nothing of either.

mod counting;
mod heads;

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use self::counting::Carriers;
use self::heads::Heads;
use super::filter::{FROM, Viewer, metadata_column, tag_condition};
use super::names::Names;
use super::selection::{self, Selection};
use super::{Error, marks};
use crate::model::id::ThemeId;
use crate::model::matrix::{Ask, Count, Dimension, Matrix};
use crate::query::filter::{MetadataField, Resolved, TagMatch};

/// So many rows or columns are counted; more are the words of a free text, not its values.
pub(crate) const MOST: usize = 2_000;

/// What came of the counting.
pub(crate) enum Counted {
    /// The counts.
    Matrix(Box<Matrix>),
    /// This dimension has so many values.
    TooMany(Dimension, usize),
}

/// Counts the answers of a query. `tag` is the tag whose theme or analyst is counted.
pub(crate) fn matrix(
    conn: &Connection,
    viewer: &Viewer,
    names: &Names<'_>,
    query: &Resolved,
    ask: &Ask,
    tag: &TagMatch,
) -> Result<Counted, Error> {
    let selection = Selection::new(conn, viewer, query)?;
    let mut rows = Heads::new(conn, &ask.rows, names)?;
    let mut columns = Heads::new(conn, &ask.columns, names)?;
    let texts = texts(conn, viewer, &selection, [&mut rows, &mut columns])?;
    let tagged = ask.rows.is_of_tags() || ask.columns.is_of_tags() || ask.count == Count::Passages;
    let tags = if tagged { tags(conn, &selection, tag)? } else { Vec::new() };
    let mut carriers =
        Carriers::new(ask.rows.is_of_tags() && ask.columns.is_of_tags() && ask.rows != ask.columns);
    let mut rest = tags.as_slice();
    for text in &texts {
        let own = rest.iter().take_while(|tag| tag.answer == text.answer).count();
        let (own, after) = rest.split_at(own);
        rest = after;
        // What is counted may be fewer things, but what the answers have stands there.
        rows.see(text.sides[0], text.submission, own);
        columns.see(text.sides[1], text.submission, own);
        let mut carry = |entity: u32, tags: &[Tag]| {
            let ids = |heads: &mut Heads<'_>, side: usize| heads.of(text.sides[side], text.submission, tags);
            let (row, column) = (ids(&mut rows, 0), ids(&mut columns, 1));
            let pair = |tag: &Tag| Some((rows.of_tag(tag)?, columns.of_tag(tag)?));
            carriers.add(entity, &row, &column, tags.iter().filter_map(pair));
        };
        match ask.count {
            Count::Answers => carry(text.answer, own),
            Count::Submitters => carry(text.who, own),
            Count::Passages => passages(own, &mut carry),
        }
    }
    for heads in [&rows, &columns] {
        if heads.len() > MOST {
            return Ok(Counted::TooMany(heads.dimension().clone(), heads.len()));
        }
    }
    let (rows, columns) = (rows.finish(), columns.finish());
    let mut matrix = carriers.count(&rows.places, &columns.places).into_matrix(ask.clone(), &rows, &columns);
    matrix.left_out = selection::left_out(conn, viewer, query)?;
    Ok(Counted::Matrix(Box::new(matrix)))
}

/// An answer of the query.
struct Text {
    answer: u32,
    submission: i64,
    /// Whose it is, numbered as they come.
    who: u32,
    /// Its value at each side, where an answer has one at most.
    sides: [Option<u32>; 2],
}

/// A tag of an answer of the query.
struct Tag {
    answer: u32,
    theme: ThemeId,
    analyst: i64,
    /// Part, start and end of a passage.
    span: Option<(i64, u32, u32)>,
}

/// The answers in the order of their numbers.
fn texts(
    conn: &Connection,
    viewer: &Viewer,
    selection: &Selection,
    sides: [&mut Heads<'_>; 2],
) -> Result<Vec<Text>, Error> {
    let values: Vec<&str> = sides.iter().map(|side| value_of(side.dimension())).collect();
    // A submission without a name is somebody of its own; no folded name begins with a blank.
    let sql = format!(
        "SELECT a.n, s.n, CASE s.submitter_folded WHEN '' THEN ' ' || s.n ELSE s.submitter_folded END, {}, {}
         FROM {FROM} LEFT JOIN status st ON st.answer = a.n AND st.analyst = ? AND st.head = 1
         WHERE a.question IS NOT NULL AND {} ORDER BY a.n",
        values[0],
        values[1],
        selection.sql()
    );
    let mut read = conn.prepare_cached(&sql)?;
    let mut rows = read.query(params_from_iter(selection.values([Value::Integer(viewer.analyst)], [])))?;
    let (mut texts, mut people): (Vec<Text>, HashMap<String, u32>) = (Vec::new(), HashMap::new());
    let [first, second] = sides;
    while let Some(row) = rows.next()? {
        let next = people.len() as u32;
        let who = *people.entry(row.get(2)?).or_insert(next);
        let side = |heads: &mut Heads<'_>, value: Option<String>| value.map(|value| heads.id(&value));
        let sides = [side(first, row.get(3)?), side(second, row.get(4)?)];
        texts.push(Text { answer: row.get(0)?, submission: row.get(1)?, who, sides });
    }
    Ok(texts)
}

/// What an answer has at a side, where it has one value at most.
fn value_of(dimension: &Dimension) -> &'static str {
    match dimension {
        Dimension::Question => "q.key",
        Dimension::Section => "q.section",
        Dimension::StakeholderType => metadata_column(MetadataField::StakeholderType),
        Dimension::Region => metadata_column(MetadataField::Region),
        Dimension::Country => metadata_column(MetadataField::Country),
        Dimension::Language => metadata_column(MetadataField::Language),
        Dimension::Status => "CAST(ifnull(st.value, 0) AS TEXT)",
        Dimension::Month => "substr(s.submitted_on, 1, 7)",
        Dimension::Theme | Dimension::Analyst | Dimension::Attribute(_) => "NULL",
    }
}

/// The tags of the answers, in the order of their numbers.
fn tags(conn: &Connection, selection: &Selection, tag: &TagMatch) -> Result<Vec<Tag>, Error> {
    let tag = tag_condition(tag);
    let sql = format!(
        "SELECT a.n, th.id, t.analyst, t.part, t.start, t.\"end\"
         FROM {FROM} JOIN tag t ON t.answer = a.n JOIN theme th ON th.n = t.theme
         WHERE a.question IS NOT NULL AND {} AND {} ORDER BY a.n, t.part, t.start, t.\"end\"",
        tag.sql,
        selection.sql()
    );
    let mut read = conn.prepare_cached(&sql)?;
    let mut rows = read.query(params_from_iter(selection.values(tag.values, [])))?;
    let mut tags = Vec::new();
    while let Some(row) = rows.next()? {
        let (part, start, end) = (row.get::<_, Option<i64>>(3)?, row.get(4)?, row.get(5)?);
        tags.push(Tag {
            answer: row.get(0)?,
            theme: marks::theme_id(row, 1)?,
            analyst: row.get(2)?,
            span: part.zip(start).zip(end).map(|((part, start), end)| (part, start, end)),
        });
    }
    Ok(tags)
}

/// Gives the passages among an answer's tags, each once with all that it is tagged with.
fn passages(tags: &[Tag], carry: &mut impl FnMut(u32, &[Tag])) {
    for passage in tags.chunk_by(|one, next| one.span == next.span) {
        if passage.first().is_some_and(|tag| tag.span.is_some()) {
            carry(counting::ITSELF, passage);
        }
    }
}
