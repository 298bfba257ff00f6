//! The chapters of submissions, of questions and of what stands in the annexes.

use super::Said;
use super::values::Sender;
use crate::export::document::{Block, Cell, Chart, Run, Table};
use crate::model::report::Part;

/// What came in: numbers, and a chart for each way to look at them.
pub(super) fn submissions(said: Said<'_>, blocks: &mut Vec<Block>) {
    let report = said.report;
    if report.counts.unplaced > 0 {
        blocks.push(said.line("beside"));
    }
    if report.counts.left_out > 0 {
        blocks.push(said.line("left"));
    }
    if !report.query.is_empty() {
        blocks.push(said.line("only"));
    }
    let named =
        |(name, number): &(Option<String>, u32)| (said.or_unknown(name.as_deref()), u64::from(*number));
    let months = report.months.iter().map(|(month, number)| {
        (month.map_or_else(|| said.word("unknown"), |month| said.words.month(month)), u64::from(*number))
    });
    let charts = [
        ("by_type", report.types.iter().map(named).collect::<Vec<_>>()),
        ("by_region", report.regions.iter().map(named).collect()),
        ("by_language", report.languages.iter().map(named).collect()),
        ("by_month", months.collect()),
    ];
    for (caption, bars) in charts {
        if !bars.is_empty() {
            let unit = said.word("unit_submissions");
            blocks.push(Block::Chart(Chart { caption: said.word(caption), unit, bars }));
        }
    }
}

/// How many answers each question has, and what was found in them.
pub(super) fn questions(part: &Part, said: Said<'_>, blocks: &mut Vec<Block>) {
    let questions = &said.report.questions;
    let row = |q: &super::values::QuestionPart| {
        vec![
            Cell::Words(q.number.clone()),
            Cell::Words(q.wording.clone()),
            Cell::Number(q.answers.into()),
            Cell::Number(q.submitters.into()),
        ]
    };
    blocks.push(Block::Table(Table {
        caption: said.word("by_question"),
        heads: ["question", "asked", "answers_head", "submitters_head"].map(|head| said.word(head)).into(),
        rows: questions.iter().map(row).collect(),
        totals: false,
        notes: Vec::new(),
    }));
    blocks.push(Block::Chart(Chart {
        caption: said.word("by_question"),
        unit: said.word("unit_answers"),
        bars: questions
            .iter()
            .map(|q| (format!("{} {}", q.number, q.short_name), u64::from(q.answers)))
            .collect(),
    }));
    for question in questions.iter().filter(|q| q.finding.is_some() || !q.quotations.is_empty()) {
        let values = [("number", question.number.as_str()), ("wording", &question.wording)];
        blocks.push(Block::heading(2, said.words.say("question_of", &values)));
        super::themes::finding(said, question.finding.as_ref(), blocks);
        super::themes::quotations(said, part, &question.quotations, blocks);
    }
}

/// What came after the deadline.
pub(super) fn late(said: Said<'_>, blocks: &mut Vec<Block>) {
    let report = said.report;
    let Some(deadline) = report.deadline else { return blocks.push(said.line("no_deadline")) };
    if report.late.is_empty() {
        return blocks.push(said.line("late_none"));
    }
    let submissions = said.counted("submissions", report.late.len());
    let values = [("submissions", submissions.as_str()), ("deadline", &said.words.day(deadline))];
    let caption = said.words.say("late_head", &values);
    let rows = report.late.iter().map(|sender| named(said, sender)).collect();
    blocks.push(Block::Table(Table {
        caption,
        heads: ["name", "reference", "received"].map(|head| said.word(head)).into(),
        rows,
        totals: false,
        notes: Vec::new(),
    }));
}

/// Who sent text that stands under no question.
pub(super) fn unplaced(said: Said<'_>, blocks: &mut Vec<Block>) {
    let report = said.report;
    if report.unplaced.is_empty() {
        return blocks.push(said.line("all_placed"));
    }
    let row = |(sender, words): &(Sender, u32)| {
        let mut row = named(said, sender);
        row.push(Cell::Number((*words).into()));
        row
    };
    blocks.push(Block::Table(Table {
        caption: said.counted("unplaced", report.counts.unplaced),
        heads: ["name", "reference", "received", "amount"].map(|head| said.word(head)).into(),
        rows: report.unplaced.iter().map(row).collect(),
        totals: false,
        notes: Vec::new(),
    }));
}

fn named(said: Said<'_>, sender: &Sender) -> Vec<Cell> {
    let day = sender.submitted_on.map(|day| Cell::Words(said.words.day(day)));
    vec![Cell::Words(sender.name.clone()), Cell::Words(sender.reference.clone()), day.unwrap_or(Cell::Empty)]
}

/// Who read what, when and how.
pub(super) fn method(said: Said<'_>, blocks: &mut Vec<Block>) {
    let method = &said.report.method;
    let answers = said.counted("answers", said.report.counts.answers);
    let mut points = Vec::new();
    let mut point = |text: String| points.push(vec![Run::plain(text)]);
    let read = [("reviewed", &*method.reviewed.to_string()), ("answers", &answers)];
    point(said.words.say("method_read", &read));
    if !method.analysts.is_empty() {
        let one = |(name, number): &(String, u32)| {
            let answers = said.counted("answers", *number as usize);
            said.words.say("method_analyst", &[("name", name), ("answers", &answers)])
        };
        let all = method.analysts.iter().map(one).collect::<Vec<_>>().join(", ");
        point(said.words.say("method_analysts", &[("analysts", &all)]));
    }
    if let Some((first, last)) = method.days {
        let days = [("first", &*said.words.day(first)), ("last", &said.words.day(last))];
        point(said.words.say("method_days", &days));
    }
    let themes = said.counted("themes", method.themes);
    point(match method.codebook_changed {
        Some(day) => {
            said.words.say("method_codebook", &[("themes", &themes), ("date", &said.words.day(day))])
        }
        None => said.words.say("method_codebook_new", &[("themes", &themes)]),
    });
    point(said.word("method_chosen"));
    point(said.word("method_agreement"));
    if let Some(line) = said.report.spared.line_in(said.words).filter(|_| !said.report.spared.names) {
        point(line);
    }
    if !said.report.query.is_empty() {
        point(said.filled(&said.word("method_query")));
    }
    blocks.push(Block::Points(points));
}
