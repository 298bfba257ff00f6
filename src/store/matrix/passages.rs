//! Passages, each counted once with all that it is tagged with.

use std::collections::HashMap;

use super::counting::{Carriers, Counts};
use super::is_joint;
use super::side::{Side, Value};
use crate::model::id::ThemeId;
use crate::query::filter::TagMatch;
use crate::store::codebook::SHOWN;
use crate::store::index::{Set, Sight};
use crate::store::{Error, marks};
use crate::text::fold::fold;

/// A tag on a passage of an answer of the query.
struct Tag {
    answer: u32,
    theme: ThemeId,
    analyst: String,
    /// Part, start and end.
    span: (i64, u32, u32),
}

/// Counts the passages of these answers.
pub(super) fn count(
    sight: &Sight<'_>,
    tag: &TagMatch,
    found: &Set,
    rows: &Side<'_>,
    columns: &Side<'_>,
) -> Result<Counts, Error> {
    let tags = tags(sight, tag, found)?;
    let answers: Set = tags.iter().map(|tag| tag.answer).collect();
    let (row_values, column_values) = (of_answers(rows, &answers), of_answers(columns, &answers));
    let mut carriers = Carriers::new(is_joint(rows, columns));
    for passage in tags.chunk_by(|one, next| (one.answer, one.span) == (next.answer, next.span)) {
        let of = |side: &Side<'_>, values: &HashMap<u32, Vec<u32>>| -> Vec<u32> {
            if side.dimension.is_of_tags() {
                passage.iter().filter_map(|tag| place(side, tag)).collect()
            } else {
                passage.first().and_then(|tag| values.get(&tag.answer).cloned()).unwrap_or_default()
            }
        };
        let pair = |tag: &Tag| Some((place(rows, tag)?, place(columns, tag)?));
        carriers.add(&of(rows, &row_values), &of(columns, &column_values), passage.iter().filter_map(pair));
    }
    Ok(carriers.count(rows.heads.len(), columns.heads.len()))
}

/// Where the value of a tag stands.
fn place(side: &Side<'_>, tag: &Tag) -> Option<u32> {
    let is_it = |value: &Value| match value {
        Value::Theme(theme) => *theme == tag.theme,
        Value::Analyst(folded) => *folded == tag.analyst,
        Value::Other => false,
    };
    side.values.iter().position(is_it).map(|place| place as u32)
}

/// The values of these answers, by their places.
fn of_answers(side: &Side<'_>, answers: &Set) -> HashMap<u32, Vec<u32>> {
    let mut values: HashMap<u32, Vec<u32>> = HashMap::new();
    if side.dimension.is_of_tags() {
        return values;
    }
    for (set, place) in side.sets.iter().zip(0..) {
        for answer in set & answers {
            values.entry(answer).or_default().push(place);
        }
    }
    values
}

/// The tags on passages of these answers, those of one passage side by side.
fn tags(sight: &Sight<'_>, tag: &TagMatch, found: &Set) -> Result<Vec<Tag>, Error> {
    let is_one = sight.tag_test(tag);
    let mut read = sight.conn.prepare_cached(&format!(
        "SELECT t.answer, th.n, t.analyst, ifnull(t.stance, 0), th.id, an.name, t.part, t.start, t.\"end\"
         FROM tag t {SHOWN} JOIN analyst an ON an.n = t.analyst
         WHERE t.live = 1 AND t.start IS NOT NULL AND t.part IS NOT NULL AND t.\"end\" IS NOT NULL"
    ))?;
    let mut rows = read.query([])?;
    let mut tags = Vec::new();
    while let Some(row) = rows.next()? {
        let answer = row.get(0)?;
        if !found.contains(answer) || !is_one(row.get(1)?, row.get(2)?, row.get(3)?) {
            continue;
        }
        tags.push(Tag {
            answer,
            theme: marks::theme_id(row, 4)?,
            analyst: fold(row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)?),
            span: (row.get(6)?, row.get(7)?, row.get(8)?),
        });
    }
    tags.sort_unstable_by_key(|tag| (tag.answer, tag.span));
    Ok(tags)
}
