//! What the screen of shortlists is told of one list.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::model::id::ListId;
use crate::model::work::ShortlistItem;
use crate::workspace::{Error, Workspace};

/// The items of a list, and whose voices there could be.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Listed {
    /// Which list.
    pub list: Option<ListId>,
    /// Its items in order, each with when it was added where the screen stands.
    pub items: Vec<(ShortlistItem, DateTime)>,
    /// Every stakeholder type of the workspace.
    pub types: Vec<String>,
    /// Today, where the screen stands.
    pub today: Date,
}

/// Reads a list.
///
/// # Errors
/// When there is no such list, or it cannot be read.
pub fn read(workspace: &Workspace, list: ListId) -> Result<Listed, Error> {
    let zone = TimeZone::system();
    let here = |item: ShortlistItem| {
        let at = zone.to_datetime(item.at.parse::<Timestamp>().unwrap_or_default());
        (item, at)
    };
    Ok(Listed {
        list: Some(list),
        items: workspace.shortlist_items(list)?.into_iter().map(here).collect(),
        types: workspace.vocabulary()?.stakeholder_types,
        today: zone.to_datetime(Timestamp::now()).date(),
    })
}
