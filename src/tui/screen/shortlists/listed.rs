//! What the screen of shortlists is told of one list.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::model::id::{ItemId, ListId};
use crate::model::work::ShortlistItem;
use crate::workspace::{Error, Workspace};

/// The items of a list, and whose voices there could be.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Listed {
    /// Which list.
    pub list: Option<ListId>,
    /// Its items in order, each with when it was added where the screen stands.
    pub items: Vec<(ShortlistItem, DateTime)>,
    /// What of them leaves in an export otherwise than it stands here: as it leaves, or nothing.
    pub leaving: BTreeMap<ItemId, Option<ShortlistItem>>,
    /// Every stakeholder type of the workspace.
    pub types: Vec<String>,
    /// Today, where the screen stands.
    pub today: Date,
}

impl Listed {
    /// An item as it leaves in an export; `None` for a quotation of who may not be cited.
    pub fn leaving(&self, at: usize) -> Option<&ShortlistItem> {
        let (item, _) = self.items.get(at)?;
        self.leaving.get(&item.id).map_or(Some(item), Option::as_ref)
    }
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
    let (items, guard) = (workspace.shortlist_items(list)?, workspace.guard()?);
    let as_it_leaves = items.iter().map(|item| (item, guard.item(item.clone())));
    let otherwise = as_it_leaves.filter(|(item, out)| out.as_ref() != Some(*item));
    let leaving = otherwise.map(|(item, out)| (item.id, out)).collect();
    Ok(Listed {
        list: Some(list),
        leaving,
        items: items.into_iter().map(here).collect(),
        types: workspace.vocabulary()?.stakeholder_types,
        today: zone.to_datetime(Timestamp::now()).date(),
    })
}
