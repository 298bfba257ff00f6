//! The lines of a document: a blank one, the heading, the beginning of the text, and under what waits its candidates.

use super::Intake;
use crate::model::incoming::{IncomingFile, Laying, Sheet};

/// What one line shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Row {
    /// Nothing.
    Blank,
    /// The first line of a block, by its place.
    Head(usize),
    /// The beginning of its text, under its heading.
    Text(usize),
    /// A candidate of a block.
    Candidate(usize, usize),
    /// A paragraph of the block that is being split.
    Paragraph(usize, usize),
    /// Words about the document: what was noticed, what stays without a text.
    Said(String),
}

/// The lines of a document.
pub(super) fn of_sheet(intake: &Intake, sheet: &Sheet) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, block) in sheet.blocks.iter().enumerate() {
        rows.push(Row::Blank);
        rows.push(Row::Head(at));
        if block.heading.is_some() && !block.beginning.is_empty() {
            rows.push(Row::Text(at));
        }
        let here = intake.is_at(block);
        if let (true, Some(_)) = (here, intake.splitting) {
            rows.extend((0..block.paragraphs.len()).map(|i| Row::Paragraph(at, i)));
        } else {
            rows.extend(candidates(intake, block, here).into_iter().map(|i| Row::Candidate(at, i)));
        }
    }
    if !sheet.astray.is_empty() {
        rows.push(Row::Blank);
        rows.push(Row::Said("No place any more, and kept:".to_owned()));
    }
    rows.extend(sheet.astray.iter().map(|work| Row::Said(work.line())));
    rows
}

/// The candidates that are shown: those on offer while it waits, and the one that is chosen.
fn candidates(intake: &Intake, block: &Laying, here: bool) -> Vec<usize> {
    let chosen = intake.chosen(block).filter(|_| here);
    let offered = if block.waits { block.offered } else { 0 };
    (0..block.candidates.len()).filter(|i| *i < offered || Some(*i) == chosen).collect()
}

/// The lines of a file that has no blocks to show.
pub(super) fn of_file(file: &IncomingFile) -> Vec<Row> {
    let mut rows = Vec::new();
    for problem in &file.problems {
        rows.push(Row::Blank);
        rows.push(Row::Said(format!("{}: {}", problem.place, problem.what)));
        if !problem.hint.is_empty() {
            rows.push(Row::Said(format!("  {}", problem.hint)));
        }
    }
    if rows.is_empty() {
        rows.push(Row::Blank);
        let said = "A table: each row is a submission, its columns are placed as a whole.";
        rows.push(Row::Said(said.to_owned()));
    }
    rows
}
