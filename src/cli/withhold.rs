//! `withhold`: passages that are not to leave the workspace.

use super::arguments::withhold::Withhold;
use super::change::make;
use super::open::Door;
use super::output::{Output, Stop};
use super::place;
use crate::fault::Fault;
use crate::model::edit::Edit;
use crate::model::work::Target;

/// `withhold`
pub(super) fn run(ask: &Withhold, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let mut workspace = door.write()?;
    let edit = match place::target(&ask.id, ask.passage, &workspace)? {
        Target::Passage(answer, span) if ask.lift => Edit::LiftWithheld { answer, span },
        Target::Passage(answer, span) => Edit::Withhold { answer, span },
        Target::Answers(_) => return Err(Fault::mistake("a passage of an answer is withheld").into()),
    };
    make(&mut workspace, edit, ask.print.format, out)
}
