//! `place`: text goes under another question, or under none.

use super::arguments::place::Place;
use super::change::make;
use super::open::{Door, question, within};
use super::output::{Output, Stop};
use crate::fault::Fault;
use crate::model::edit::Edit;
use crate::model::placing::{Moved, Placing};
use crate::model::work::Target;
use crate::workspace::{Found, Workspace};

/// The word for text under no question.
const UNPLACED: &str = "unplaced";

/// `place`
pub(super) fn run(ask: &Place, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let mut workspace = door.write()?;
    let to = match ask.question.trim() {
        word if word.eq_ignore_ascii_case(UNPLACED) => Placing::Unplaced,
        number => Placing::Under(question(&workspace.call()?, number, "; `unplaced` is under none")?),
    };
    let target = target(&ask.id, ask.passage, &workspace)?;
    make(&mut workspace, Edit::Place { text: Moved::Target(target), to }, ask.print.format, out)
}

/// The answer of an id, or the passage of it.
///
/// # Errors
/// When there is none, it is a submission, or the passage is outside its text.
pub(super) fn target(id: &str, passage: Option<(u32, u32)>, workspace: &Workspace) -> Result<Target, Stop> {
    let answer = match workspace.find(id)? {
        Found::Answer(answer) => answer,
        Found::Submission(it) => {
            return Err(Fault::mistake(format!("{} is a submission; name one of its texts", it.reference))
                .hint(format!("`rapporteur list id:{}` shows its answers and unplaced texts", it.id))
                .into());
        }
    };
    let found = workspace.resolve(&format!("id:{} is:any", answer.id))?;
    let numbers = workspace.numbers(&found)?;
    Ok(match (passage, numbers.first()) {
        (Some((start, end)), Some(number)) => Target::Passage(*number, within(start, end, &answer.text)?),
        _ => Target::Answers(numbers.into()),
    })
}
