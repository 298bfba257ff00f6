//! `codings`: tags and notes of another program, onto the texts that are here.

use serde::Serialize;

use super::arguments::Printing;
use super::arguments::codings::Codings;
use super::change::SHORT_ID;
use super::lists::counted;
use super::open::Door;
use super::output::{Output, Stop};
use crate::model::coded::{CodingReport, TextReport};
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
    let asked = Asked { offsets: ask.offsets, with_texts: ask.with_texts, dry_run: ask.dry_run };
    let (report, outcome) = workspace.take_in_codings(&ask.file, asked)?;
    let operation = outcome.as_ref().and_then(|outcome| outcome.operation).map(|id| id.to_string());
    let summary = match &outcome {
        Some(outcome) => outcome.summary.clone(),
        None if ask.dry_run => "a dry run: nothing was written".to_owned(),
        None => "nothing was taken in; the workspace is as it was".to_owned(),
    };
    if matches!(ask.print.format, Printing::Json | Printing::Jsonl) {
        return out.object(&Done { summary: &summary, operation, report: &report });
    }
    for line in lines(&report, ask.dry_run) {
        out.say(Printing::Table, &line)?;
    }
    let back = operation.map_or_else(String::new, |id| format!(" · undo: {}", &id[..SHORT_ID]));
    out.say(Printing::Table, &format!("{summary}{back}"))
}

fn lines(report: &CodingReport, samples: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for text in &report.texts {
        lines.push(of_text(text));
        if samples {
            let shown = text.samples.iter().map(|(name, words)| {
                if name.is_empty() {
                    format!("  “{words}”")
                } else {
                    format!("  “{words}”, there “{name}”")
                }
            });
            lines.extend(shown);
        }
    }
    lines.extend(report.themes.iter().map(|path| format!("adds the theme {path}")));
    let there = |n: usize| if n > 0 { format!(" ({n} there already)") } else { String::new() };
    let (tags, notes) = (counted(report.tags, "tag"), counted(report.notes, "note"));
    let of = if report.analysts.is_empty() {
        String::new()
    } else {
        format!(", of {}", report.analysts.join(", "))
    };
    lines.push(format!("{tags}{} and {notes}{}{of}", there(report.tags_there), there(report.notes_there)));
    if !report.left.is_empty() {
        let left: Vec<String> = report.left.iter().map(|(n, what)| format!("{n} {what}")).collect();
        lines.push(format!("not taken: {}", left.join("; ")));
    }
    lines
}

fn of_text(text: &TextReport) -> String {
    let here = text.submission.as_deref().unwrap_or("not here");
    let mut line = format!("{}: {here}, {}", text.name, counted(text.passages, "passage"));
    if text.passages > 0 {
        line = format!("{line}, counted in {}", text.counted);
        if text.named > 0 {
            line = format!("{line}; {} of {} names agree", text.agree, text.named);
        }
    }
    line
}
