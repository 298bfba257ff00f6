//! The arguments of what counts.

use std::path::PathBuf;

use clap::{Args, ValueEnum as _};

use super::{Printing, When};
use crate::model::matrix::{Count, Dimension, Shares};
use crate::model::progress::By;

/// How counts are printed, or written to a file.
#[derive(Args, Debug)]
pub struct Sheet {
    /// How to print: table, json, jsonl, csv, markdown, docx, html or xlsx.
    #[arg(long, value_name = "FORMAT", value_parser = form)]
    pub format: Option<Form>,
    /// Write a file that also says what was counted, of what, by whom and when: .md, .docx, .html, .csv, .xlsx or .json; - is
    /// standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace a file that is there.
    #[arg(long, requires = "output")]
    pub force: bool,
    /// As of when, and of which day.
    #[command(flatten)]
    pub when: When,
}

impl Sheet {
    /// Whether what was counted, by whom and when is to stand with the numbers.
    pub fn is_whole(&self) -> bool {
        self.output.is_some()
            || matches!(self.format, Some(Form::Markdown | Form::Docx | Form::Html | Form::Xlsx))
    }

    /// How the numbers alone are printed.
    pub fn printing(&self) -> Printing {
        match self.format {
            Some(Form::Print(printing)) => printing,
            Some(Form::Markdown | Form::Docx | Form::Html | Form::Xlsx) | None => Printing::default(),
        }
    }
}

/// What numbers are printed or written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// As every command prints.
    Print(Printing),
    /// A table for a report.
    Markdown,
    /// A spreadsheet.
    Xlsx,
    /// A document for word processors.
    Docx,
    /// A page for a browser.
    Html,
}

fn form(name: &str) -> Result<Form, String> {
    if ["markdown", "md"].iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return Ok(Form::Markdown);
    }
    for (known, form) in [("xlsx", Form::Xlsx), ("docx", Form::Docx), ("html", Form::Html)] {
        if name.eq_ignore_ascii_case(known) {
            return Ok(form);
        }
    }
    let printing = Printing::from_str(name, true);
    printing
        .map(Form::Print)
        .map_err(|_| "the formats are table, json, jsonl, csv, markdown, docx, html and xlsx".to_owned())
}

/// `matrix`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur matrix --rows theme --columns type --count submitters\n  \
                        rapporteur matrix --rows region --columns 'attr:\"Organisation size\"' 'IPv6' --format csv\n  \
                        rapporteur matrix --rows theme --columns region type:government --shares column -o government.md")]
pub struct Matrix {
    /// What stands at the rows: theme, question, section, type, region, country, language, status, analyst, month or
    /// attr:"header".
    #[arg(long, value_name = "F")]
    pub rows: Dimension,
    /// What stands at the columns: the same words.
    #[arg(long, value_name = "F")]
    pub columns: Dimension,
    /// Which answers; all of them without it. A third dimension is a term of it, such as type:government.
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// What is counted, each once: answers, submitters or passages.
    #[arg(long, value_name = "WHAT", default_value = "answers", hide_default_value = true)]
    pub count: Count,
    /// The shares beside the numbers, in per cent: of the row or of the column.
    #[arg(long, value_name = "OF")]
    pub shares: Option<Shares>,
    /// Mask numbers under 3, and those from which they would follow.
    #[arg(long)]
    pub mask: bool,
    /// How to print or write.
    #[command(flatten)]
    pub sheet: Sheet,
}

/// `progress`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur progress\n  rapporteur progress q:8..11 --by analyst\n  \
                        rapporteur progress type:government --format csv\n  rapporteur progress -o progress.md")]
pub struct Progress {
    /// Which answers; all of them without it.
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// What stands at the rows: question, section, analyst, type, language or region.
    #[arg(long, value_name = "F", default_value = "question", hide_default_value = true)]
    pub by: By,
    /// How to print or write.
    #[command(flatten)]
    pub sheet: Sheet,
}
