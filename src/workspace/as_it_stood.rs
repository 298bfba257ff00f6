//! A workspace as it stood at a moment that has gone by, and the day that is written in exports.

use std::fs::File;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tempfile::TempDir;

use super::{Error, Workspace};
use crate::model::as_of::AsOf;
use crate::store::past;

/// A moment, and the copy that is read instead of the workspace.
#[derive(Debug)]
pub(super) struct AsItStood {
    as_of: AsOf,
    /// Gone with it.
    _folder: TempDir,
}

impl Workspace {
    /// The same as it stood then, for reading: a copy in a temporary place, without what was done later. `go_on` is told
    /// how many per cent are done, and says whether to go on.
    ///
    /// # Errors
    /// When nothing had been done by then, when there is no room for the copy, and [`Error::Stopped`].
    pub fn as_of(&self, as_of: AsOf, go_on: &mut dyn FnMut(usize) -> bool) -> Result<Self, Error> {
        let zone = TimeZone::system();
        let after = as_of.after(&zone).map_err(|e| Error::Invalid(format!("{as_of} is no day: {e}")))?;
        let first = past::beginning(&self.store.conn)?;
        if first.is_none_or(|first| first >= after) {
            return Err(Error::Unfit {
                what: format!("nothing was done in the workspace until {as_of}"),
                hint: first.map_or_else(
                    || "nothing was done in it at all".to_owned(),
                    |first| format!("the first thing was done on {}", day_of(first, &zone)),
                ),
            });
        }
        let folder = tempfile::tempdir()
            .map_err(|source| Error::Io { path: std::path::PathBuf::from("a temporary folder"), source })?;
        let path = folder.path().join("as-it-stood.db");
        File::create_new(&path).map_err(|source| Error::Io { path: path.clone(), source })?;
        let mut goes_on = |percent| self.goes_on().is_ok() && go_on(percent);
        let store = self.store.as_of(after, &path, &mut goes_on)?.ok_or(Error::Stopped)?;
        Ok(Self {
            store,
            analyst: self.analyst.clone(),
            device: self.device.beside(),
            state_dir: self.state_dir.clone(),
            backups: self.backups.clone(),
            apart: self.apart.clone(),
            past: Some(AsItStood { as_of, _folder: folder }),
            dated: self.dated,
            names: self.names,
            words: self.words.clone(),
        })
    }

    /// The same, with this day written in exports.
    #[must_use]
    pub fn dated(self, day: Option<Date>) -> Self {
        Self { dated: day, ..self }
    }

    /// The moment as of which it is read, where it is not as it stands now.
    pub fn stood(&self) -> Option<AsOf> {
        self.past.as_ref().map(|past| past.as_of)
    }

    /// The day that is written in exports.
    pub(super) fn written_on(&self) -> Date {
        self.dated.unwrap_or_else(|| jiff::ZonedDateTime::now().date())
    }
}

fn day_of(milliseconds: i64, zone: &TimeZone) -> String {
    Timestamp::from_millisecond(milliseconds)
        .map_or_else(|_| String::new(), |t| AsOf::Day(zone.to_datetime(t).date()).to_string())
}
