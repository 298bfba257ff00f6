//! A placement in words, for the status line and the history.

use super::{Error, number};
use crate::model::call::{Call, Key};
use crate::model::draft::To;
use crate::model::placing::Placing;
use crate::model::plural::counted;
use crate::store::Conn;
use crate::store::remaining::{self, Remaining};

/// What was moved, as far as it is told.
#[derive(Default)]
pub(super) struct Telling {
    /// The references of the submissions, each once.
    references: Vec<String>,
    /// Where the texts stood, each place once.
    from: Vec<To>,
    texts: usize,
}

impl Telling {
    pub(super) fn moved(&mut self, conn: &Conn, submission: i64, from: Option<To>) -> Result<(), Error> {
        let reference = remaining::reference(conn, submission)?;
        if !self.references.contains(&reference) {
            self.references.push(reference);
        }
        if let Some(from) = from.map(|from| super::marks::of_text(&from))
            && !self.from.contains(&from)
        {
            self.from.push(from);
        }
        self.texts += 1;
        Ok(())
    }
}

/// "question 5", "no question".
fn stood(call: &Call, to: &To) -> String {
    match to {
        To::Question(key) | To::QuestionHeading(key) => format!("question {}", number(call, key)),
        To::Unplaced => "unplaced".to_owned(),
        To::Structure => "structure".to_owned(),
    }
}

/// What was done.
pub(super) fn what(telling: &Telling, call: &Call, to: &Placing, emptied: &[(Key, String)]) -> String {
    let whose = match telling.references.as_slice() {
        [one] => one.clone(),
        many => counted(many.len(), "submission"),
    };
    let texts = match telling.texts {
        1 => format!("a text of {whose}"),
        n => format!("{n} texts of {whose}"),
    };
    let goes = |to: String| match telling.from.as_slice() {
        [from] if stood(call, from) != to => format!("moved {texts} from {} to {to}", stood(call, from)),
        _ => format!("placed {texts}: {to}"),
    };
    let mut what = match to {
        Placing::Under(key) => goes(format!("question {}", number(call, key))),
        Placing::Unplaced => match telling.from.as_slice() {
            [To::Unplaced] => format!("left {texts} unplaced"),
            _ => goes("unplaced".to_owned()),
        },
        Placing::Joined => format!("joined {texts} to what stands before"),
        Placing::SplitAt(_) => format!("split {texts}"),
    };
    for (key, stays) in emptied {
        what = format!("{what}; question {} is empty now, on it stay: {stays}", number(call, key));
    }
    what
}

/// Why there is nothing to do.
pub(super) fn nothing(call: &Call, to: &Placing) -> String {
    match to {
        Placing::Under(key) => format!("it stands under question {} already", number(call, key)),
        Placing::Unplaced => "it is unplaced already".to_owned(),
        Placing::Joined | Placing::SplitAt(_) => "it is so already".to_owned(),
    }
}

/// What stays on a question of a submission when no text is left there; `None` when nothing does.
pub(super) fn stays(conn: &Conn, submission: i64, key: &Key) -> Result<Option<String>, Error> {
    let Remaining { themes: mut names, notes, translation } = remaining::on_question(conn, submission, key)?;
    names.extend(notes.then(|| "a note".to_owned()));
    names.extend(translation.then(|| "a translation".to_owned()));
    Ok((!names.is_empty()).then(|| names.join(", ")))
}
