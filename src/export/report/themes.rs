//! The chapters of themes: by question, by type, and each for itself.

use super::Said;
use super::values::{FindingPart, OfType, ThemePart};
use crate::export::document::{Block, Cell, Quotation, Run, Table};
use crate::model::codebook::PATH_SEPARATOR;
use crate::model::matrix::{Head, Matrix};
use crate::model::report::Part;

/// The deepest heading of a theme.
const DEEPEST: u8 = 4;

/// Themes at the rows, questions at the columns.
pub(super) fn by_question(said: Said<'_>) -> Block {
    table(said, &said.report.by_question, ("themes_by_question", "counted_answers"))
}

/// Themes at the rows, stakeholder types at the columns.
pub(super) fn by_type(said: Said<'_>) -> Block {
    table(said, &said.report.by_type, ("themes_by_type", "counted_submitters"))
}

/// A matrix without the rows and columns in which nothing is.
fn table(said: Said<'_>, found: &Matrix, (caption, rule): (&str, &str)) -> Block {
    let columns: Vec<usize> = (0..found.columns.len()).filter(|at| found.column_totals[*at] > 0).collect();
    let names: Vec<&str> = found.rows.iter().filter_map(own_name).collect();
    let named = |head: &Head| {
        let name = own_name(head).filter(|name| names.iter().filter(|other| *other == name).count() == 1);
        name.or(head.value.as_deref()).map_or_else(|| said.word("unknown"), str::to_owned)
    };
    // Few columns are wide enough for more than a short name.
    let short = |head: &Head| match &head.value {
        Some(value) if head.label.is_empty() || !head.lead.is_empty() => said.words.name(value).to_owned(),
        Some(_) => said.words.name(&head.label).to_owned(),
        None => said.word("unknown"),
    };
    let heads = columns.iter().map(|at| short(&found.columns[*at]));
    let heads = std::iter::once(said.word("theme")).chain(heads).chain([said.word("total")]).collect();
    let cells = |numbers: &[u32], total: u32| {
        let number = |n: u32| if n == 0 { Cell::Empty } else { Cell::Number(n.into()) };
        columns.iter().map(|at| number(numbers[*at])).chain([Cell::Number(total.into())]).collect::<Vec<_>>()
    };
    let mut rows = Vec::new();
    for (at, head) in found.rows.iter().enumerate() {
        if found.row_totals[at] > 0 && head.value.is_some() {
            let mut row = vec![Cell::Words(named(head))];
            row.extend(cells(&found.cells[at], found.row_totals[at]));
            rows.push(row);
        }
    }
    let mut totals = vec![Cell::Words(said.word("total"))];
    // What has no theme is no row: the totals are of what has one.
    totals.extend(cells(&found.any_row, found.any));
    rows.push(totals);
    Block::Table(Table {
        caption: said.word(caption),
        heads,
        rows,
        totals: true,
        notes: vec![said.word(rule)],
    })
}

/// A theme's name without those above it.
fn own_name(head: &Head) -> Option<&str> {
    head.value.as_deref().map(|path| path.rsplit(PATH_SEPARATOR).next().unwrap_or(path))
}

/// Each theme: what it means, how many, who, what was found, in whose words.
pub(super) fn each(part: &Part, said: Said<'_>, blocks: &mut Vec<Block>) {
    let in_use: Vec<&ThemePart> = said
        .report
        .themes
        .iter()
        .filter(|theme| theme.answers + theme.unplaced >= part.at_least as usize)
        .collect();
    if in_use.is_empty() {
        return blocks.push(said.line("none"));
    }
    for theme in in_use {
        let level = u8::try_from(theme.depth + 2).unwrap_or(DEEPEST).min(DEEPEST);
        blocks.push(Block::heading(level, theme.name.clone()));
        if !theme.definition.trim().is_empty() {
            blocks.push(Block::Paragraph(vec![Run::emphasis(theme.definition.clone())]));
        }
        let (answers, submitters) =
            (said.counted("answers", theme.answers), said.counted("submitters", theme.submitters));
        let unplaced = said.counted("unplaced", theme.unplaced);
        let name = if theme.unplaced > 0 { "theme_counts_beside" } else { "theme_counts" };
        let values =
            [("answers", answers.as_str()), ("submitters", submitters.as_str()), ("unplaced", &unplaced)];
        let query = said.words.say("query", &[("query", &theme.query)]);
        let counts = said.words.say(name, &values);
        blocks.push(Block::Paragraph(vec![Run::strong(counts), Run::plain(" "), Run::emphasis(query)]));
        who(part, said, theme, blocks);
        finding(said, theme.finding.as_ref(), blocks);
        quotations(said, part, &theme.quotations, blocks);
    }
}

fn who(part: &Part, said: Said<'_>, theme: &ThemePart, blocks: &mut Vec<Block>) {
    if part.names == 0 || theme.who.is_empty() {
        return;
    }
    blocks.push(Block::Paragraph(vec![Run::strong(said.word("who"))]));
    let point = |OfType { stakeholder_type, names }: &OfType| {
        let kind = said.or_unknown(stakeholder_type.as_deref());
        let head = said.words.say("who_of", &[("type", &kind), ("n", &names.len().to_string())]);
        let mut text = names.iter().take(part.names).cloned().collect::<Vec<_>>().join(", ");
        if names.len() > part.names {
            let more = said.words.say("more", &[("n", &(names.len() - part.names).to_string())]);
            text = format!("{text} {more}");
        }
        vec![Run::strong(head), Run::plain(text)]
    };
    blocks.push(Block::Points(theme.who.iter().map(point).collect()));
}

/// What the analysts found, and whether they agreed on it.
pub(super) fn finding(said: Said<'_>, finding: Option<&FindingPart>, blocks: &mut Vec<Block>) {
    let Some(finding) = finding else { return };
    blocks.push(Block::Paragraph(vec![Run::strong(said.word("found"))]));
    let mut runs = vec![Run::plain(finding.text.clone())];
    if !finding.agreed {
        runs.extend([Run::plain(" "), Run::emphasis(said.word("draft"))]);
    }
    blocks.push(Block::Paragraph(runs));
}

/// In whose words.
pub(super) fn quotations(said: Said<'_>, part: &Part, quotations: &[Quotation], blocks: &mut Vec<Block>) {
    if quotations.is_empty() || part.quotations == 0 {
        return;
    }
    blocks.push(Block::Paragraph(vec![Run::strong(said.word("in_their_words"))]));
    blocks.extend(quotations.iter().take(part.quotations).cloned().map(Block::Quotation));
}
