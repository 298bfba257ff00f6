//! `codings`: tags and notes of another program, onto the texts that are here.

use serde::Serialize;

use super::arguments::Printing;
use super::arguments::codings::Codings;
use super::change::SHORT_ID;
use super::course::Course;
use super::interrupt::Interrupt;
use super::open::Door;
use super::output::{Output, Stop};
use crate::model::coded::CodingReport;
use crate::workspace::coding::Asked;

/// What was done, as JSON.
#[derive(Serialize)]
struct Done<'a> {
    summary: &'a str,
    operation: Option<String>,
    #[serde(flatten)]
    report: &'a CodingReport,
}

/// `codings`
pub(super) fn run(ask: &Codings, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let mut workspace = if ask.dry_run { door.read()? } else { door.write()? };
    let interrupt = Interrupt::listen();
    let mut course = Course::begin(out.watched);
    let mut go_on = |what: &str, done: usize, all: usize| {
        course.tell(out.err, |_| format!("{what}, {done} of {all}"));
        interrupt.may_go_on()
    };
    let asked = Asked { offsets: ask.offsets, with_texts: ask.with_texts, dry_run: ask.dry_run };
    let taken = workspace.take_in_codings(&ask.file, asked, &mut go_on);
    course.end(out.err);
    let (report, outcome) = taken?;
    let operation = outcome.as_ref().and_then(|outcome| outcome.operation).map(|id| id.to_string());
    let summary = match &outcome {
        Some(outcome) => outcome.summary.clone(),
        None if ask.dry_run => "a dry run: nothing was written".to_owned(),
        None => "nothing was taken in; the workspace is as it was".to_owned(),
    };
    if matches!(ask.print.format, Printing::Json | Printing::Jsonl) {
        return out.object(&Done { summary: &summary, operation, report: &report });
    }
    for line in report.lines(ask.dry_run) {
        out.say(Printing::Table, &line)?;
    }
    let back = operation.map_or_else(String::new, |id| format!(" · undo: {}", &id[..SHORT_ID]));
    out.say(Printing::Table, &format!("{summary}{back}"))
}
