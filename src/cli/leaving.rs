//! The look before something is handed on: who would leave how.

use super::grid::{Column, Grid};
use super::output::{Output, Stop};
use crate::export::consent::{Named, Way};

/// Lists every name that would leave, under which, and who is only counted.
pub(super) fn told(named: &[Named], out: &mut Output<'_>) -> Result<(), Stop> {
    let columns = [
        Column::Text("leaves"),
        Column::Cut("submitter", 36),
        Column::Cut("as", 48),
        Column::Number("texts"),
        Column::Number("[…]"),
        Column::Text("citing"),
    ];
    let mut grid = Grid::new(&columns, out.width);
    for one in named {
        grid.row([
            match one.way {
                Way::ByName => "by name",
                Way::Anonymously => "anonymously",
                Way::NotAtAll => "only counted",
            }
            .to_owned(),
            one.submitter.clone(),
            one.cited.clone().unwrap_or_default(),
            one.texts.to_string(),
            one.withheld.to_string(),
            one.citable.clone().unwrap_or_else(|| "the source does not say".to_owned()),
        ]);
    }
    grid.print(out.out)?;
    out.out.flush()?;
    let of = |way| named.iter().filter(|one| one.way == way).count();
    out.remark(&format!(
        "{} by name, {} under a pseudonym, {} only counted; nothing was written",
        of(Way::ByName),
        of(Way::Anonymously),
        of(Way::NotAtAll)
    ));
    Ok(())
}
