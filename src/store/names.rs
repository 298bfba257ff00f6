//! What the call and the codebook call things, looked up once for a whole reading.

use std::collections::HashMap;

use rusqlite::Connection;

use super::index::Sight;
use super::place::Sources;
use super::translations::Columns;
use super::withheld::AnyHeld;
use super::{Error, attributes, codebook, lists, questions, sources};
use crate::model::call::Call;
use crate::model::codebook::Codebook;
use crate::model::id::ThemeId;
use crate::query::Vocabulary;
use crate::query::filter::MetadataField;
use crate::query::vocabulary::Comparison;
use crate::text::{country, fold, language};

/// Names of questions and themes.
pub(crate) struct Names<'a> {
    /// Questions and sections.
    pub call: &'a Call,
    /// Themes.
    pub codebook: &'a Codebook,
    /// Which columns of tables translate others.
    pub(super) translations: Columns,
    /// What files are called.
    pub(super) sources: Sources,
    /// Whether anything is not to leave.
    pub(super) withheld: AnyHeld,
    themes: HashMap<ThemeId, (usize, String)>,
}

impl<'a> Names<'a> {
    /// Prepares the paths of all themes.
    pub(crate) fn new(call: &'a Call, codebook: &'a Codebook) -> Self {
        let themes = codebook.themes.iter().enumerate();
        let themes = themes.map(|(at, theme)| (theme.id, (at, codebook.path(theme.id)))).collect();
        Self {
            call,
            codebook,
            translations: Columns::default(),
            sources: Sources::default(),
            withheld: AnyHeld::default(),
            themes,
        }
    }

    /// Where a theme stands in the tree; one that the codebook no longer has comes last.
    pub(super) fn order(&self, theme: ThemeId) -> (usize, ThemeId) {
        (self.themes.get(&theme).map_or(usize::MAX, |(at, _)| *at), theme)
    }

    /// The path of a theme; its id where the codebook no longer has it.
    pub(super) fn path(&self, theme: ThemeId) -> String {
        self.themes.get(&theme).map_or_else(|| theme.to_string(), |(_, path)| path.clone())
    }
}

/// Every name that a query can speak of.
pub(super) fn vocabulary(sight: &Sight<'_>) -> Result<Vocabulary, Error> {
    let metadata = |field| sight.values(field).into_iter().map(|(value, _)| value.to_owned()).collect();
    let conn = sight.conn;
    Ok(Vocabulary {
        call: questions::call(conn)?,
        codebook: codebook::codebook(conn)?,
        stakeholder_types: metadata(MetadataField::StakeholderType),
        countries: metadata(MetadataField::Country),
        regions: metadata(MetadataField::Region),
        languages: metadata(MetadataField::Language),
        analysts: sight.analysts().map(|(name, _)| name.to_owned()).collect(),
        shortlists: lists::lists(conn)?.into_iter().map(|(_, id, name)| (name, id)).collect(),
        sources: sources::all_names(conn)?,
        attributes: attributes::names(conn)?,
        forms: HashMap::new(),
        comparison: Comparison {
            fold: fold::fold,
            country: country::code,
            country_name: country::name,
            language: language::code,
            language_name: language::name,
        },
    })
}

/// Every stored value of a column of the submissions, each once, in order.
pub(crate) fn values(conn: &Connection, column: &'static str) -> Result<Vec<String>, Error> {
    strings(
        conn,
        &format!(
            "SELECT DISTINCT {column} FROM submission
             WHERE visible = 1 AND {column} IS NOT NULL ORDER BY {column} COLLATE NOCASE"
        ),
    )
}

fn strings(conn: &Connection, sql: &str) -> Result<Vec<String>, Error> {
    let mut read = conn.prepare_cached(sql)?;
    let rows = read.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
