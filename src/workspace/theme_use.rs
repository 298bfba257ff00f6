//! How themes are used, for the screen of the codebook.

use jiff::tz::TimeZone;

use super::{Error, Workspace};
use crate::model::id::ThemeId;
use crate::model::theme_use::{ThemeCounts, ThemeTag, ThemeUse};
use crate::store::theme_use;

impl Workspace {
    /// How many submitters stand behind each theme, and how many tags there are.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn submitters_by_theme(&self) -> Result<ThemeCounts, Error> {
        self.sight(theme_use::counts)
    }

    /// How a theme is used; its days are those of a time zone.
    ///
    /// # Errors
    /// When there is no such theme, or the workspace cannot be read.
    pub fn theme_use(&self, theme: ThemeId, zone: &TimeZone) -> Result<ThemeUse, Error> {
        let found = self.sight(|sight, names| match names.codebook.theme(theme) {
            Some(_) => theme_use::theme_use(sight, names, theme, zone).map(Some),
            None => Ok(None),
        })?;
        found.ok_or_else(|| super::change::unknown("theme", &theme.to_string()))
    }

    /// The first tags of a theme alone, whoever made them, in the order of the texts.
    ///
    /// # Errors
    /// When the workspace cannot be read.
    pub fn theme_tags(&self, theme: ThemeId, most: u32) -> Result<Vec<ThemeTag>, Error> {
        self.sight(|sight, names| theme_use::tags_of(sight, names, theme, most))
    }
}
