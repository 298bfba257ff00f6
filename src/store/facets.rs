//! The filter panes: each value with the number of answers that choosing it would give.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use rusqlite::types::{FromSql, Value};
use rusqlite::{Connection, params_from_iter};

use super::filter::{Condition, FROM, Viewer, metadata_column, tag_condition};
use super::names::{self, Names};
use super::selection::Selection;
use super::{Error, marks, statuses};
use crate::model::id::ThemeId;
use crate::model::view::{Facet, FacetKind, FacetValue};
use crate::model::work::Status;
use crate::query::filter::{Filter, MetadataField, Resolved, TagMatch};
use crate::text::fold::fold;
use crate::text::{language, stakeholder};

/// One pane. `query` is the query without the pane's own terms. Answers are counted; unplaced text is not.
pub(crate) fn facet(
    conn: &Connection,
    viewer: &Viewer,
    names: &Names<'_>,
    kind: FacetKind,
    query: &Resolved,
) -> Result<Facet, Error> {
    // A pane says of what one could draw, and choosing draws anew: so a sample is set aside.
    let whole = Resolved { filter: query.filter.whole().clone(), sort: Vec::new() };
    let counting = Counting { conn, viewer, selection: Selection::new(conn, viewer, &whole)?, query: &whole };
    let values = match kind {
        FacetKind::Status => counting.statuses()?,
        FacetKind::Question => counting.questions(names)?,
        FacetKind::Theme => counting.themes(names)?,
        FacetKind::StakeholderType => {
            counting.metadata(MetadataField::StakeholderType, names::values(conn, "stakeholder_type")?)?
        }
        FacetKind::Region => counting.metadata(MetadataField::Region, names::values(conn, "region")?)?,
        FacetKind::Language => counting.metadata(MetadataField::Language, names::languages(conn)?)?,
        FacetKind::Analyst => counting.analysts()?,
    };
    Ok(Facet { kind, values })
}

/// How many answers and unplaced texts carry a live tag of each theme or of one under it, in the tree's order.
pub(crate) fn theme_counts(conn: &Connection, names: &Names<'_>) -> Result<Vec<(ThemeId, usize)>, Error> {
    let sql = format!(
        "SELECT t.answer, th.id FROM {FROM} JOIN tag t ON t.answer = a.n JOIN theme th ON th.n = t.theme
         WHERE a.visible = 1 AND t.live = 1 AND {}",
        super::filter::counts()
    );
    let mut counts = by_theme(conn, names, &sql, Vec::new())?;
    let themes = names.codebook.themes.iter();
    Ok(themes.map(|theme| (theme.id, counts.remove(&theme.id).unwrap_or_default())).collect())
}

struct Counting<'a> {
    conn: &'a Connection,
    viewer: &'a Viewer,
    selection: Selection,
    query: &'a Resolved,
}

impl Counting<'_> {
    fn statuses(&self) -> Result<Vec<FacetValue>, Error> {
        let counts: HashMap<i64, usize> = self.grouped(
            "coalesce(st.value, 0)",
            "LEFT JOIN status st ON st.answer = a.n AND st.analyst = ? AND st.head = 1",
            [Value::Integer(self.viewer.analyst)],
        )?;
        let value =
            |status: Status| value(status.name(), status.name(), counted(&counts, &statuses::number(status)));
        Ok(Status::ALL.map(value).into())
    }

    fn questions(&self, names: &Names<'_>) -> Result<Vec<FacetValue>, Error> {
        let counts: HashMap<String, usize> = self.grouped("q.key", "", [])?;
        let questions = names.call.questions.iter();
        Ok(questions
            .map(|q| FacetValue {
                lead: q.number.clone(),
                ..value(&q.number, &q.short_name, counted(&counts, q.key.as_str()))
            })
            .collect())
    }

    fn metadata(&self, field: MetadataField, stored: Vec<String>) -> Result<Vec<FacetValue>, Error> {
        let counts: HashMap<Option<String>, usize> = self.grouped(metadata_column(field), "", [])?;
        let label = |known: &String| match field {
            MetadataField::Language => language::name(known).map_or_else(|| known.clone(), str::to_owned),
            MetadataField::StakeholderType => stakeholder::short_type(known).to_owned(),
            _ => known.clone(),
        };
        let value = |known: String| value(&known, &label(&known), counted(&counts, &Some(known.clone())));
        Ok(stored.into_iter().map(value).collect())
    }

    fn analysts(&self) -> Result<Vec<FacetValue>, Error> {
        let tag = tag_condition(&self.tag_beside_analyst());
        let sql = format!(
            "SELECT an.folded, count(DISTINCT a.n) FROM {FROM} JOIN tag t ON t.answer = a.n
             JOIN analyst an ON an.n = t.analyst
             WHERE a.question IS NOT NULL AND {} AND {} GROUP BY an.n",
            tag.sql,
            self.selection.sql()
        );
        let counts: HashMap<String, usize> = counts(self.conn, &sql, self.selection.values(tag.values, []))?;
        let analysts = names::analysts(self.conn)?.into_iter();
        Ok(analysts.map(|name| value(&name, &name, counted(&counts, fold(&name).as_str()))).collect())
    }

    fn themes(&self, names: &Names<'_>) -> Result<Vec<FacetValue>, Error> {
        let Condition { sql: tag, values } = tag_condition(&self.tag_beside_theme());
        let sql = format!(
            "SELECT t.answer, th.id FROM {FROM} JOIN tag t ON t.answer = a.n JOIN theme th ON th.n = t.theme
             WHERE a.question IS NOT NULL AND {tag} AND {}",
            self.selection.sql()
        );
        let counts = by_theme(self.conn, names, &sql, self.selection.values(values, []))?;
        let codebook = names.codebook;
        let value = |theme: &crate::model::codebook::Theme| FacetValue {
            // With its path, which is never another's.
            term: term(names, theme.id),
            label: if theme.short_name.is_empty() { theme.name.clone() } else { theme.short_name.clone() },
            lead: theme.chip(),
            theme: Some(theme.id),
            depth: u8::try_from(codebook.depth(theme.id)).unwrap_or(u8::MAX),
            count: counted(&counts, &theme.id),
        };
        Ok(codebook.themes.iter().map(value).collect())
    }

    /// The tag that a theme would be chosen for: a stance and an analyst beside it speak of that tag.
    fn tag_beside_theme(&self) -> TagMatch {
        let mut tag = TagMatch::default();
        for other in self.tag_terms().filter(|tag| tag.themes.is_none()) {
            narrow(&mut tag.stances, other.stances.as_ref());
            narrow(&mut tag.analysts, other.analysts.as_ref());
        }
        tag
    }

    /// The tag that an analyst would be chosen for: that of the theme beside it, where there is one.
    fn tag_beside_analyst(&self) -> TagMatch {
        let mut themes = self.tag_terms().filter(|tag| tag.themes.is_some());
        match (themes.next(), themes.next()) {
            (Some(only), None) => TagMatch { analysts: None, ..only.clone() },
            _ => TagMatch::default(),
        }
    }

    /// The terms about tags in the outermost and-group.
    fn tag_terms(&self) -> impl Iterator<Item = &TagMatch> {
        let terms = match &self.query.filter {
            Filter::All(terms) => terms.as_slice(),
            one => std::slice::from_ref(one),
        };
        terms.iter().filter_map(|term| match term {
            Filter::Tagged(tag) => Some(tag),
            _ => None,
        })
    }

    /// Answers by what `key` is of them.
    fn grouped<K: Eq + Hash + FromSql>(
        &self,
        key: &str,
        join: &str,
        join_values: impl IntoIterator<Item = Value>,
    ) -> Result<HashMap<K, usize>, Error> {
        let sql = format!(
            "SELECT {key}, count(*) FROM {FROM} {join} WHERE a.question IS NOT NULL AND {} GROUP BY 1",
            self.selection.sql()
        );
        counts(self.conn, &sql, self.selection.values(join_values, []))
    }
}

fn narrow<T: Clone + PartialEq>(before: &mut Option<Vec<T>>, now: Option<&Vec<T>>) {
    match (before.as_mut(), now) {
        (Some(before), Some(now)) => before.retain(|one| now.contains(one)),
        (None, Some(now)) => *before = Some(now.clone()),
        (_, None) => {}
    }
}

fn value(term: &str, label: &str, count: usize) -> FacetValue {
    FacetValue {
        term: term.to_owned(),
        label: label.to_owned(),
        lead: String::new(),
        theme: None,
        depth: 0,
        count,
    }
}

/// A theme as a query has it: "infrastructure/ipv6".
pub(super) fn term(names: &Names<'_>, theme: ThemeId) -> String {
    names.path(theme).replace(crate::model::codebook::PATH_SEPARATOR, "/").to_lowercase()
}

fn counted<K, Q>(counts: &HashMap<K, usize>, key: &Q) -> usize
where
    K: Eq + Hash + std::borrow::Borrow<Q>,
    Q: Eq + Hash + ?Sized,
{
    counts.get(key).copied().unwrap_or_default()
}

fn counts<K: Eq + Hash + FromSql>(
    conn: &Connection,
    sql: &str,
    values: Vec<Value>,
) -> Result<HashMap<K, usize>, Error> {
    let mut read = conn.prepare_cached(sql)?;
    let rows = read.query_map(params_from_iter(values), |r| Ok((r.get(0)?, r.get::<_, u32>(1)? as usize)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Counts the answers of rows (answer, theme) under each theme and those above it, each once.
fn by_theme(
    conn: &Connection,
    names: &Names<'_>,
    sql: &str,
    values: Vec<Value>,
) -> Result<HashMap<ThemeId, usize>, Error> {
    let mut answers: HashMap<ThemeId, HashSet<u32>> = HashMap::new();
    let mut read = conn.prepare_cached(sql)?;
    let mut rows = read.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        answers.entry(marks::theme_id(row, 1)?).or_default().insert(row.get(0)?);
    }
    let mut under: HashMap<ThemeId, HashSet<u32>> = HashMap::new();
    for (theme, tagged) in answers {
        for above in names.codebook.ancestors(theme).map(|above| above.id).chain([theme]) {
            under.entry(above).or_default().extend(&tagged);
        }
    }
    Ok(under.into_iter().map(|(theme, answers)| (theme, answers.len())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{self, edit};
    use crate::store::world;

    /// A query's texts, answers only.
    fn answers(conn: &Connection, text: &str) -> usize {
        let query = resolved(conn, text);
        let page =
            world::with_names(|names| super::super::page::page(conn, &world::viewer(), names, &query, 0, 0));
        page.unwrap().answers
    }

    fn resolved(conn: &Connection, text: &str) -> Resolved {
        let vocabulary = names::vocabulary(conn, world::call(), world::codebook()).unwrap();
        query::resolve(&query::parse(text).unwrap(), &vocabulary).unwrap()
    }

    fn pane(conn: &Connection, kind: FacetKind, text: &str) -> Vec<FacetValue> {
        let others = resolved(conn, &edit::without_field(text, kind.field()));
        world::with_names(|names| facet(conn, &world::viewer(), names, kind, &others)).unwrap().values
    }

    #[test]
    fn a_count_is_what_choosing_the_value_gives() {
        let conn = world::database();
        for text in [
            "",
            "routing",
            "q:1..2 status:todo",
            "theme:ipv6",
            "stance:against",
            "theme:infrastructure stance:mixed analyst:bob",
            "analyst:alice -q:3",
            "type:government OR lang:en",
            "-theme:trust region:europe",
            "has:theme",
        ] {
            for kind in FacetKind::ALL {
                let others = edit::without_field(text, kind.field());
                for value in pane(&conn, kind, text) {
                    let chosen = edit::include(&others, kind.field(), &value.term);
                    assert_eq!(value.count, answers(&conn, &chosen), "{kind:?} {} of {text}", value.term);
                }
            }
        }
    }

    #[test]
    fn values_keep_their_order_and_their_place_without_answers() {
        let conn = world::database();
        let shown = |kind| {
            let values = pane(&conn, kind, "q:2");
            values.into_iter().map(|v| (v.lead, v.label, v.term, v.count)).collect::<Vec<_>>()
        };
        let row = |lead: &str, label: &str, term: &str, count| {
            (lead.to_owned(), label.to_owned(), term.to_owned(), count)
        };
        assert_eq!(
            shown(FacetKind::Question),
            [row("1", "access", "1", 3), row("2", "routes", "2", 2), row("3", "trust", "3", 2)]
        );
        assert_eq!(
            shown(FacetKind::Theme),
            [
                row("In", "Infrastructure", "infrastructure", 1),
                row("IP", "IPv6", "infrastructure/ipv6", 1),
                row("Tr", "Trust", "trust", 1)
            ]
        );
        assert_eq!(shown(FacetKind::Language), [row("", "English", "en", 0), row("", "French", "fr", 1)]);
        assert_eq!(
            shown(FacetKind::Status),
            [
                row("", "todo", "todo", 1),
                row("", "reviewed", "reviewed", 1),
                row("", "flagged", "flagged", 0)
            ]
        );
    }

    #[test]
    fn themes_count_every_text_once_with_those_under_them() {
        let conn = world::database();
        let counts = world::with_names(|names| theme_counts(&conn, names)).unwrap();
        assert_eq!(counts, [(world::theme(0), 4), (world::theme(1), 3), (world::theme(2), 3)]);
    }
}
