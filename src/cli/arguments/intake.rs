//! The arguments of what brings submissions in and shows what came of them.

use std::path::PathBuf;

use clap::Args;

use super::Print;

/// `import`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur import -w review.db papers/ form.csv --dry-run\n  \
                        rapporteur import -w review.db letter.docx --as 'Example Net'\n  \
                        rapporteur import -w review.db S-17-final.docx --revises WSIS20-017\n  \
                        rapporteur import -w review.db --anew --dry-run\n  \
                        rapporteur import -w review.db form.csv --dry-run --write-map form.toml\n  \
                        rapporteur import -w review.db form.csv --map form.toml")]
pub struct Import {
    /// Files, folders and zip archives: Markdown, plain text, DOCX, ODT, PDF, HTML, CSV and TSV, JSON, JSONL, XLSX, ODS, XLS. The kind of a file, its
    /// encoding, what parts and quotes its cells and where its header stands are found by what is in it.
    #[arg(required_unless_present = "anew", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Say what would be done and do nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// What the columns of a table are for, where that cannot be guessed: a mapping file (TOML).
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Write what is guessed of a table's columns into a mapping file, for correction; only with --dry-run.
    #[arg(long, value_name = "FILE", requires = "dry_run")]
    pub write_map: Option<PathBuf>,
    /// Who sent the documents that name nobody, or somebody else.
    #[arg(long = "as", value_name = "SUBMITTER")]
    pub submitter: Option<String>,
    /// The submission of which the document is a newer version: what was said of words that still stand stays on them.
    #[arg(long, value_name = "REF")]
    pub revises: Option<String>,
    /// Take what a newer version of this program reads differently in documents that are here; without PATH in all of
    /// them, from the originals that are kept. Work on words that still stand stays on them.
    #[arg(long, conflicts_with_all = ["revises", "map", "write_map", "join"])]
    pub anew: bool,
    /// A table with the columns `file` and `reference`: each document is joined to the submission with that reference.
    #[arg(long, value_name = "TABLE")]
    pub join: Option<PathBuf>,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

/// `call`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur call\n  rapporteur call --toml > call.toml\n  \
                        rapporteur call --set call.toml --dry-run\n  rapporteur call --set call.toml")]
pub struct CallOf {
    /// Make the call what this file says: reworded, renumbered or new questions, another deadline. A question is known by its key.
    #[arg(long, value_name = "FILE")]
    pub set: Option<PathBuf>,
    /// Say what would change and do nothing.
    #[arg(long, requires = "set")]
    pub dry_run: bool,
    /// Print the call as a file that can be corrected and set.
    #[arg(long, conflicts_with = "set")]
    pub toml: bool,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

/// `coverage`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur coverage type:government\n  \
                        rapporteur coverage --format csv > coverage.csv")]
pub struct Coverage {
    /// The submissions with a matching text; all of them without it.
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

/// `show`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur show WSIS20-017\n  rapporteur show WSIS20-017 --versions")]
pub struct Show {
    /// An id, a reference, or an unambiguous beginning.
    #[arg(value_name = "ID")]
    pub id: String,
    /// What changed from one version of the submission to the next.
    #[arg(long)]
    pub versions: bool,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

/// `join`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur join\n  rapporteur join WSIS20-003 R-17")]
pub struct Join {
    /// References or ids of two submissions or more; without them those that may be one are listed.
    #[arg(value_name = "REF")]
    pub submissions: Vec<String>,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}
