//! `join`: submissions that are one, and those that may be.

use super::arguments::Printing;
use super::arguments::intake::Join;
use super::change::make;
use super::grid::{Column, Grid};
use super::open::Door;
use super::output::{Output, Stop};
use crate::model::edit::Edit;
use crate::model::joining::{Offer, Offered};

/// `join`
pub(super) fn run(ask: &Join, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    if ask.submissions.is_empty() {
        return offers(&door.read()?.offers()?, ask.print.format, out);
    }
    let mut workspace = door.write()?;
    make(&mut workspace, Edit::Join { submissions: ask.submissions.clone() }, ask.print.format, out)
}

fn offers(found: &[Offer], printing: Printing, out: &mut Output<'_>) -> Result<(), Stop> {
    match printing {
        Printing::Json | Printing::Jsonl => return out.objects(printing, found),
        Printing::Csv => {
            let rows = found.iter().flat_map(|offer| {
                offer.submissions.iter().map(|one| {
                    vec![
                        offer.submitter.clone().unwrap_or_default(),
                        one.id.to_string(),
                        one.reference.clone(),
                        place(one),
                    ]
                })
            });
            return out.rows(&["submitter", "id", "reference", "file"], rows);
        }
        Printing::Table => {}
    }
    let columns = [Column::Cut("submitter", 40), Column::Text("reference"), Column::Text("file")];
    let mut grid = Grid::new(&columns, out.width);
    for offer in found {
        for (i, one) in offer.submissions.iter().enumerate() {
            let who = if i == 0 { offer.shared().to_owned() } else { String::new() };
            grid.row([who, one.reference.clone(), place(one)]);
        }
    }
    grid.print(out.out)?;
    out.out.flush()?;
    match found.first() {
        Some(first) => {
            out.remark(&format!(
                "`rapporteur join {}` makes them one; `undo` parts them",
                first.references()
            ));
        }
        None => out.remark("no submitter and no reference is here both by form and by document"),
    }
    Ok(())
}

fn place(one: &Offered) -> String {
    one.row.map_or_else(|| one.file.clone(), |row| format!("{}, row {row}", one.file))
}
