//! The arguments of `export`.

use std::path::PathBuf;

use clap::Args;

use super::When;
use super::project::ForProject;
use crate::export::grouping::Grouping;
use crate::export::tables::Table;
use crate::export::{self, Format};

/// `export`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur export 'theme:\"routing security\"' -o routing.md\n  \
                        rapporteur export 'theme:\"routing security\"' -o routing.xlsx\n  \
                        rapporteur export -o - --format jsonl\n  \
                        rapporteur export --shortlist Chair -o chair.docx --group theme\n  \
                        rapporteur export --table answers-by-theme type:government -o themes.xlsx\n  \
                        rapporteur export 'q:7' --dry-run\n  \
                        rapporteur export -o project.qdpx --profile nvivo\n  \
                        rapporteur export -o january.csv --as-of 2025-01-31")]
pub struct Export {
    /// Which answers; all of them without it.
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// The file; - is standard output.
    #[arg(
        short,
        long,
        value_name = "FILE",
        required = false,
        required_unless_present = "dry_run",
        default_value_if("dry_run", "true", "-")
    )]
    pub output: PathBuf,
    /// markdown, docx, html, csv, xlsx, json, jsonl or qdpx (REFI-QDA); without it by the ending of the file.
    #[arg(long, value_name = "FORMAT", value_parser = export_format)]
    pub format: Option<export::Format>,
    /// Export a shortlist, in its order.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["query", "table"])]
    pub shortlist: Option<String>,
    /// Export a table instead: answers-by-theme (1 where an answer has a theme), submissions (with what each says under
    /// which question), notes, or codebook (themes with counts and example quotations).
    #[arg(long, value_name = "TABLE", value_parser = table)]
    pub table: Option<Table>,
    /// Give names whatever was said of citing, for a file that stays within; without it who may be cited anonymously is
    /// under a pseudonym, and who may not be cited is only counted. What is withheld stays so.
    #[arg(long)]
    pub names: bool,
    /// List who would leave how, and write nothing.
    #[arg(long, conflicts_with = "table")]
    pub dry_run: bool,
    /// Replace a file that is there.
    #[arg(long)]
    pub force: bool,
    /// Begin a CSV with a byte order mark, for spreadsheet programs.
    #[arg(long)]
    pub bom: bool,
    /// Name the themes under each quotation (Markdown, DOCX, HTML).
    #[arg(long)]
    pub themes: bool,
    /// Give the notes under each quotation (Markdown, DOCX, HTML).
    #[arg(long)]
    pub notes: bool,
    /// What the quotations of a shortlist stand under: theme, question, type (of who said it), or hand, as the list has
    /// them (Markdown, DOCX, HTML).
    #[arg(long, value_name = "BY", value_parser = grouping)]
    pub group: Option<Grouping>,
    /// As of when, and of which day.
    #[command(flatten)]
    pub when: When,
    /// The choices of a .qdpx.
    #[command(flatten)]
    pub project: ForProject,
}

fn export_format(name: &str) -> Result<Format, String> {
    Format::named(name).ok_or_else(|| {
        let names: Vec<&str> = Format::ALL.iter().map(|f| f.name()).collect();
        format!("the formats are {}", names.join(", "))
    })
}

fn grouping(name: &str) -> Result<Grouping, String> {
    Grouping::named(name).ok_or_else(|| {
        let names: Vec<&str> = Grouping::ALL.iter().map(|by| by.name()).collect();
        format!("quotations are grouped by {}", names.join(", "))
    })
}

fn table(name: &str) -> Result<Table, String> {
    Table::named(name).ok_or_else(|| {
        let names: Vec<&str> = Table::ALL.iter().map(|table| table.name()).collect();
        format!("the tables are {}", names.join(", "))
    })
}
