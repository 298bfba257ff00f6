//! Errors of the workspace as the screen tells them.

use super::request::{Mistake, Reply, Trouble};
use crate::fault::Fault;
use crate::{query, text, workspace};

/// The reply that stands for an error.
pub fn reply(error: workspace::Error) -> Reply {
    if let workspace::Error::Query(wrong, text) = &error {
        return Reply::Mistake(mistake(text, wrong));
    }
    let fault = Fault::from(error);
    let mut more: Vec<String> = fault.message.lines().skip(1).map(str::to_owned).collect();
    more.extend(fault.hints.iter().cloned());
    Reply::Failed(Trouble { line: fault.line(), more })
}

/// A mistake in a query, its place in code points.
fn mistake(asked: &str, error: &query::Error) -> Mistake {
    let point = |byte: usize| text::position::offset_of(asked, byte) as usize;
    Mistake {
        start: point(error.span.start),
        end: point(error.span.end),
        message: error.mistake.to_string(),
        offer: error.suggestion.clone(),
    }
}
