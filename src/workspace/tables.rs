//! Further tables of a query: gathered, with what is said of them, and put in place.

use std::borrow::Cow;
use std::io::Write;

use super::export::{Destination, GoOn};
use super::{Error, Workspace};
use crate::export::tables::by_theme::{self, ByTheme};
use crate::export::tables::{Table, TableWriter, codebook, notes, submissions};
use crate::export::xlsx::about::{self, About, Line};
use crate::export::{self, Format, Shape};
use crate::query::filter::Resolved;

/// What was written of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableReport {
    /// The file; `None` for a stream.
    pub path: Option<std::path::PathBuf>,
    /// How many rows.
    pub rows: usize,
    /// How many texts of withdrawn, replaced and repeated submissions were left out.
    pub left_out: usize,
}

impl Workspace {
    /// Writes a table of what a query finds; `force` replaces a file that is there. The codebook is of no query.
    ///
    /// # Errors
    /// As [`Workspace::export`].
    pub fn export_table(
        &self,
        table: Table,
        (query, query_text): (&Resolved, &str),
        shape: Shape,
        to: Destination<'_>,
        force: bool,
        go_on: GoOn<'_>,
    ) -> Result<TableReport, Error> {
        let mut sheet = Sheet { table, shape, to, force, about: self.about_table(table, query_text)? };
        match table {
            Table::AnswersByTheme => self.answers_by_theme(query, sheet, go_on),
            Table::Submissions => {
                let found = self.leaving_submissions(query)?;
                let coverage = self.coverage(query)?;
                sheet.about.lines.push(Line::number("Submissions", found.len(), ""));
                sheet.about.lines.extend(submissions::lines(&coverage.questions, &coverage.totals));
                let left_out = self.page(query, 0, 0)?.left_out;
                sheet.about.lines.push(about::left_out(left_out));
                let by_id: std::collections::HashMap<_, _> =
                    coverage.submissions.iter().map(|row| (row.id, row)).collect();
                let rows = found.iter().filter_map(|one| Some(submissions::cells(one, by_id.get(&one.id)?)));
                self.write_table(sheet, submissions::columns(&coverage.questions), rows, left_out)
            }
            Table::Notes => {
                let on = (!query_text.trim().is_empty()).then_some(query);
                let found = self.leaving_notes(on)?;
                sheet.about.lines.push(Line::number("Notes", found.len(), ""));
                self.write_table(sheet, notes::columns(), found.iter().map(notes::cells), 0)
            }
            Table::Codebook => {
                let whole = self.leaving_codebook()?;
                let examples = whole.themes.iter().map(|theme| theme.examples.len()).sum();
                sheet.about.lines.push(Line::number("Themes", whole.themes.len(), ""));
                sheet.about.lines.push(Line::number("Quotations", examples, "chosen as examples"));
                let note = "answers: each once, with a tag of the theme or of one under it";
                sheet.about.lines.push(Line::text("Counted", note));
                if sheet.shape.format == Format::Markdown {
                    let write = |out: &mut dyn Write| codebook::markdown(&whole.themes, &sheet.about, out);
                    let path = self.place(sheet.to, force, write)?;
                    return Ok(TableReport { path, rows: whole.themes.len(), left_out: 0 });
                }
                self.write_table(sheet, codebook::columns(), whole.themes.iter().map(codebook::cells), 0)
            }
        }
    }

    fn about_table(&self, table: Table, query_text: &str) -> Result<About, Error> {
        let call = self.call()?;
        let mut lines = vec![Line::text("Call", call.title.clone())];
        if table != Table::Codebook {
            let all = query_text.trim().is_empty();
            lines.push(Line::text("Query", if all { "all" } else { query_text }));
        }
        lines.extend(self.stood().map(|moment| Line::text("As of", moment.to_string())));
        lines.push(Line::day("Written", self.written_on()));
        lines.push(Line::text("Analyst", self.analyst()));
        if table != Table::Codebook {
            let spared = self.spared(&self.resolve(query_text)?)?;
            lines.extend(spared.line().map(|line| Line::text("Names", line)));
        }
        let asked = call.questions.into_iter().map(|question| question.wording);
        Ok(About {
            title: table.title().to_owned(),
            analyst: self.analyst().to_owned(),
            written_on: self.written_on(),
            in_the_calls_words: std::iter::once(call.title).chain(asked).collect(),
            lines,
        })
    }

    /// Answers can be many: they go through one by one.
    fn answers_by_theme(
        &self,
        query: &Resolved,
        mut sheet: Sheet<'_>,
        go_on: GoOn<'_>,
    ) -> Result<TableReport, Error> {
        let by_theme = ByTheme::new(&self.codebook()?);
        let counts = self.page(query, 0, 0)?;
        sheet.about.lines.extend([
            Line::number("Answers", counts.answers, ""),
            Line::number("Unplaced texts", counts.unplaced, "under no question"),
            Line::number("Submitters", counts.submitters, "each once"),
            about::left_out(counts.left_out),
            Line { name: Cow::Borrowed("Cells"), ..Line::text("", by_theme::RULE) },
        ]);
        let mut own = None;
        let Sheet { table, shape, to, force, about } = sheet;
        let fill = |out: &mut dyn Write| {
            let format = (shape.format, shape.byte_order_mark);
            let mut writer = TableWriter::begin(table, format, by_theme.columns(), about, out)?;
            let mut written = Ok(());
            let read = self.leaving_records(query, &mut |record| {
                written =
                    if go_on() { writer.row(&by_theme.cells(&record)) } else { Err(export::Error::Stopped) };
                written.is_ok()
            });
            if let Err(error) = read {
                own = Some(error);
                return Err(export::Error::Stopped);
            }
            written?;
            writer.finish()
        };
        let written = self.place(to, force, fill);
        if let Some(error) = own {
            return Err(error);
        }
        Ok(TableReport { path: written?, rows: counts.answers + counts.unplaced, left_out: counts.left_out })
    }

    fn write_table(
        &self,
        sheet: Sheet<'_>,
        columns: Vec<export::xlsx::Column>,
        rows: impl Iterator<Item = Vec<String>>,
        left_out: usize,
    ) -> Result<TableReport, Error> {
        let Sheet { table, shape, to, force, about } = sheet;
        let mut count = 0;
        let path = self.place(to, force, |out| {
            let format = (shape.format, shape.byte_order_mark);
            let mut writer = TableWriter::begin(table, format, columns, about, out)?;
            for row in rows {
                writer.row(&row)?;
                count += 1;
            }
            writer.finish()
        })?;
        Ok(TableReport { path, rows: count, left_out })
    }
}

/// A table, and where it goes.
struct Sheet<'a> {
    table: Table,
    shape: Shape,
    to: Destination<'a>,
    force: bool,
    about: About,
}
