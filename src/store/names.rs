//! What the call and the codebook call things, looked up once for a whole reading.

use std::collections::HashMap;

use rusqlite::Connection;

use super::translations::Columns;
use super::{Error, attributes, lists, sources};
use crate::model::call::Call;
use crate::model::codebook::Codebook;
use crate::model::id::ThemeId;
use crate::query::Vocabulary;
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
    themes: HashMap<ThemeId, (usize, String)>,
}

impl<'a> Names<'a> {
    /// Prepares the paths of all themes.
    pub(crate) fn new(call: &'a Call, codebook: &'a Codebook) -> Self {
        let themes = codebook.themes.iter().enumerate();
        let themes = themes.map(|(at, theme)| (theme.id, (at, codebook.path(theme.id)))).collect();
        Self { call, codebook, translations: Columns::default(), themes }
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
pub(crate) fn vocabulary(conn: &Connection, call: Call, codebook: Codebook) -> Result<Vocabulary, Error> {
    let metadata = |column| values(conn, column);
    Ok(Vocabulary {
        call,
        codebook,
        stakeholder_types: metadata("stakeholder_type")?,
        countries: metadata("country")?,
        regions: metadata("region")?,
        languages: languages(conn)?,
        analysts: analysts(conn)?,
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

/// Every language that a submission declares or that was detected in a text of one that declares none.
pub(super) fn languages(conn: &Connection) -> Result<Vec<String>, Error> {
    strings(
        conn,
        "SELECT language FROM submission WHERE visible = 1 AND language IS NOT NULL
         UNION SELECT a.language FROM submission s JOIN answer a ON a.submission = s.n
         WHERE s.language IS NULL AND a.visible = 1 AND a.language IS NOT NULL ORDER BY 1",
    )
}

/// Every analyst, as written.
pub(super) fn analysts(conn: &Connection) -> Result<Vec<String>, Error> {
    strings(conn, "SELECT name FROM analyst ORDER BY folded")
}

/// The row of an analyst, by the folded name; 0 when he has done nothing yet.
pub(crate) fn analyst(conn: &Connection, folded: &str) -> Result<i64, Error> {
    let mut read = conn.prepare_cached("SELECT ifnull(max(n), 0) FROM analyst WHERE folded = ?1")?;
    Ok(read.query_row([folded], |r| r.get(0))?)
}

fn strings(conn: &Connection, sql: &str) -> Result<Vec<String>, Error> {
    let mut read = conn.prepare_cached(sql)?;
    let rows = read.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
