//! Writing a file of what is shown.

use super::request::{ExportOrder, Reply};
use super::widget::paint::count;
use crate::export::{Format, Shape};
use crate::workspace::export::Destination;
use crate::workspace::{self, Workspace};

/// Writes the file; one that is there already is asked about first.
pub fn write(workspace: &Workspace, order: ExportOrder) -> Result<Reply, workspace::Error> {
    let query = workspace.resolve(&order.query)?;
    let Some(format) = Format::of_path(&order.path) else {
        return Err(workspace::Error::Invalid(format!(
            "{} has no ending that says a format",
            order.path.display()
        )));
    };
    // What is exported from the screen is read by people: themes and notes go along.
    let shape = Shape { themes: true, notes: true, ..Shape::from(format) };
    let to = Destination::File(&order.path);
    match workspace.export(&query, &order.query, shape, to, order.replace, &mut || true) {
        Err(workspace::Error::Exists { .. }) => Ok(Reply::FileExists(order)),
        Err(error) => Err(error),
        Ok(report) => {
            let mut what = count(report.answers, "answer");
            if report.unplaced > 0 {
                what = format!("{what} and {}", count(report.unplaced, "unplaced text"));
            }
            if report.left_out > 0 {
                what = format!("{what} ({} left out)", report.left_out);
            }
            Ok(Reply::Exported(format!("wrote {what} to {}", order.path.display())))
        }
    }
}
