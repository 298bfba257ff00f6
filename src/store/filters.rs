//! Saved filters, read from their cells: they are few, so no table holds them again.

use rusqlite::Connection;

use super::payload::{CellWrite, Kind, field};
use super::{Error, cells};
use crate::model::id::FilterId;
use crate::model::work::SavedFilter;

/// The saved filters, by name.
pub(crate) fn filters(conn: &Connection) -> Result<Vec<SavedFilter>, Error> {
    let mut known = conn.prepare_cached("SELECT DISTINCT entity FROM cell WHERE kind = ?1")?;
    let entities: Vec<Vec<u8>> =
        known.query_map([Kind::Filter as i64], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut filters = Vec::new();
    for entity in entities {
        let id = FilterId::from_bytes(&entity)
            .ok_or_else(|| Error::Damaged("the id of a saved filter".to_owned()))?;
        filters.extend(filter(conn, id)?);
    }
    filters.sort_by_cached_key(|f| (f.name.to_lowercase(), f.name.clone()));
    Ok(filters)
}

/// The saved filter of this id; `None` when it was never saved, removed, or its saving taken back.
pub(crate) fn filter(conn: &Connection, id: FilterId) -> Result<Option<SavedFilter>, Error> {
    let text = |field| Ok::<_, Error>(cells::text(cells::last(conn, Kind::Filter, id.as_bytes(), field)?));
    let (name, query) = (text(field::FILTER_NAME)?, text(field::FILTER_QUERY)?);
    Ok(name.zip(query).map(|(name, query)| SavedFilter { id, name, query }))
}

/// The cell writes that save a query under a name.
pub(crate) fn saved(id: FilterId, name: &str, query: &str) -> Vec<CellWrite> {
    vec![
        CellWrite::new(Kind::Filter, id.to_string(), field::FILTER_NAME, name),
        CellWrite::new(Kind::Filter, id.to_string(), field::FILTER_QUERY, query),
    ]
}

/// The cell write that removes a filter: its query is nothing from then on.
pub(crate) fn removed(id: FilterId) -> Vec<CellWrite> {
    vec![CellWrite::new(Kind::Filter, id.to_string(), field::FILTER_QUERY, serde_json::Value::Null)]
}
