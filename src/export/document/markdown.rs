//! A document as Markdown: fit to paste, with tables as GitHub and most others write them.

use std::io::Write;

use super::{Block, Chart, Citation, DocumentWriter, Heading, Quotation, Run, Table};
use crate::export::Error;
use crate::export::markdown::escape::{inline, quotation, within};

/// The most signs of a bar.
const LONGEST_BAR: u64 = 24;

/// Writes block after block, an empty line between them.
pub(super) struct MarkdownDocument<'w> {
    to: &'w mut dyn Write,
    begun: bool,
}

impl<'w> MarkdownDocument<'w> {
    pub(super) fn begin(to: &'w mut dyn Write) -> Self {
        Self { to, begun: false }
    }

    /// One part, an empty line before it.
    fn part(&mut self, text: &str) -> Result<(), Error> {
        if std::mem::replace(&mut self.begun, true) {
            writeln!(self.to)?;
        }
        Ok(writeln!(self.to, "{text}")?)
    }

    fn paragraph(&mut self, runs: &[Run]) -> Result<(), Error> {
        paragraphs(runs).iter().try_for_each(|words| self.part(words))
    }

    fn quotation(&mut self, quoted: &Quotation) -> Result<(), Error> {
        self.part(quotation(&quoted.text).trim_end_matches('\n'))?;
        if quoted.citation.is_some() {
            self.part(&cited(&quoted.citation))?;
        }
        quoted.remarks.iter().try_for_each(|remark| self.paragraph(remark))
    }

    fn table(&mut self, table: &Table) -> Result<(), Error> {
        self.caption(&table.caption)?;
        let mut text = row(table.heads.iter().map(|head| inline(head)));
        text.push('|');
        for column in 0..table.heads.len() {
            text.push_str(if table.is_of_numbers(column) { "--:|" } else { ":--|" });
        }
        for (at, cells) in table.rows.iter().enumerate() {
            let is_total = table.totals && at + 1 == table.rows.len();
            let strong =
                |cell: String| if is_total && !cell.is_empty() { format!("**{cell}**") } else { cell };
            text.push('\n');
            text.push_str(row(cells.iter().map(|cell| strong(inline(&cell.shown())))).trim_end());
        }
        self.part(&text)?;
        table.notes.iter().try_for_each(|note| self.part(&inline(note)))
    }

    /// A table of names, numbers and bars.
    fn chart(&mut self, chart: &Chart) -> Result<(), Error> {
        self.caption(&chart.caption)?;
        let mut text = format!("|  | {} |  |\n|:--|--:|:--|", inline(&chart.unit));
        for (name, number) in &chart.bars {
            let signs = (number * LONGEST_BAR).div_ceil(chart.longest()) as usize;
            let bar = "█".repeat(signs);
            text = format!("{text}\n| {} | {number} | {bar} |", inline(name));
        }
        self.part(&text)
    }

    fn caption(&mut self, caption: &str) -> Result<(), Error> {
        if caption.is_empty() { Ok(()) } else { self.part(&format!("**{}**", inline(caption))) }
    }

    fn contents(&mut self, title: &str, headings: &[Heading]) -> Result<(), Error> {
        self.part(&format!("**{}**", inline(title)))?;
        let line = |heading: &Heading| {
            format!(
                "{}- {}",
                "  ".repeat(usize::from(heading.level.saturating_sub(1))),
                inline(&heading.text)
            )
        };
        let lines: Vec<String> = headings.iter().map(line).collect();
        self.part(&lines.join("\n"))
    }
}

impl DocumentWriter for MarkdownDocument<'_> {
    fn block(&mut self, block: &Block) -> Result<(), Error> {
        match block {
            Block::Title(text) => self.part(&format!("# {}", inline(text))),
            Block::Subtitle(text) => self.part(&inline(text)),
            Block::Contents { title, headings } => self.contents(title, headings),
            Block::Heading(heading) => {
                let signs = "#".repeat(usize::from(heading.level.clamp(1, 4)) + 1);
                self.part(&format!("{signs} {}", inline(&heading.text)))
            }
            Block::Paragraph(runs) => self.paragraph(runs),
            Block::Points(points) => {
                let lines: Vec<String> =
                    points.iter().map(|runs| format!("- {}", paragraphs(runs).join(" "))).collect();
                self.part(&lines.join("\n"))
            }
            Block::Quotation(quoted) => self.quotation(quoted),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            // Markdown has no pages.
            Block::PageBreak => Ok(()),
        }
    }

    fn finish(&mut self) -> Result<(), Error> {
        Ok(self.to.flush()?)
    }
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

/// Each paragraph on a line of its own.
fn paragraphs(runs: &[Run]) -> Vec<String> {
    let all = super::words::paragraphs(runs);
    let words = |paragraph: &super::words::Paragraph| {
        let lines = paragraph.iter().map(|line| line.iter().map(marked).collect::<String>());
        lines.map(|line| line.trim().to_owned()).collect::<Vec<_>>().join(" ")
    };
    all.iter().map(words).collect()
}

/// The words with their marks, which do not count where a blank follows them.
fn marked(run: &Run) -> String {
    let words = run.text.trim();
    let mark = match (run.strong, run.emphasis) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    if words.is_empty() || mark.is_empty() {
        return within(&run.text);
    }
    let before = &run.text[..run.text.len() - run.text.trim_start().len()];
    let after = &run.text[run.text.trim_end().len()..];
    format!("{before}{mark}{}{mark}{after}", within(words))
}

fn cited(citation: &Citation) -> String {
    let place = citation.place_and_id();
    let comma = if place.is_empty() { "" } else { ", " };
    // A blank that the name or the country begins or ends with would take the marks their meaning.
    let behind = inline(&citation.behind_the_name());
    let blank = if behind.is_empty() || behind.starts_with(',') { "" } else { " " };
    format!("— **{}**{blank}{behind}{comma}{}", inline(&citation.who), inline(&place))
}
