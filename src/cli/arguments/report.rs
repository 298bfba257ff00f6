//! The arguments of documents that are made out of a whole workspace.

use std::path::PathBuf;

use clap::Args;

use super::When;
use crate::export::document::Kind;
use crate::model::report::Language;

/// What every such document takes.
#[derive(Args, Debug)]
pub struct Paper {
    /// Which answers; all of them without it.
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// The file: .docx, .html or .md; - is standard output.
    #[arg(short, long, value_name = "FILE", required_unless_present_any = ["print_template", "dry_run"])]
    pub output: Option<PathBuf>,
    /// docx, html or markdown; without it by the ending of the file.
    #[arg(long, value_name = "FORMAT", value_parser = document_format)]
    pub format: Option<Kind>,
    /// Give names whatever was said of citing, for a file that stays within; without it who may be cited anonymously is
    /// under a pseudonym, and who may not be cited is only counted. What is withheld stays so.
    #[arg(long)]
    pub names: bool,
    /// List who would leave how, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Replace a file that is there.
    #[arg(long)]
    pub force: bool,
    /// As of when, and of which day.
    #[command(flatten)]
    pub when: When,
    /// The language of the words around what is quoted: en, fr or es.
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub words: Option<Language>,
    /// A file that says order, headings and words; without it the bundled one.
    #[arg(long, value_name = "TOML")]
    pub template: Option<PathBuf>,
    /// Print the bundled template, to be changed.
    #[arg(long)]
    pub print_template: bool,
}

/// `report`
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  rapporteur report -o report.docx\n  rapporteur report type:government -o government.html\n  \
                        rapporteur report --dry-run\n  rapporteur report --words fr -o rapport.docx\n  \
                        rapporteur report --print-template > mine.toml\n  rapporteur report --template mine.toml -o report.docx"
)]
pub struct Report {
    /// Of what, into what.
    #[command(flatten)]
    pub paper: Paper,
}

/// `compilation`
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  rapporteur compilation -o compilation.docx\n  rapporteur compilation q:7..9 -o part.html"
)]
pub struct Compilation {
    /// Of what, into what.
    #[command(flatten)]
    pub paper: Paper,
}

fn language(code: &str) -> Result<Language, String> {
    Language::of_code(code).ok_or_else(|| "the words are there in en, fr and es".to_owned())
}

fn document_format(name: &str) -> Result<Kind, String> {
    Kind::named(name).ok_or_else(|| {
        let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        format!("the formats of documents are {}", names.join(", "))
    })
}
