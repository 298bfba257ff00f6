//! The arguments of `verify`.

use std::path::PathBuf;

use clap::Args;

use super::Print;

/// `verify`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur verify report.docx\n  \
                        rapporteur verify chapter-3.md annex.csv --format json\n\n\
                        The status is 0 when the words of each quotation stand where the file says, and 1 when one is \
                        altered, misattributed or gone.\n\
                        A quotation to which the file gives no reference is looked for everywhere and told; it changes the \
                        status only when its words are altered or gone.\n\
                        Blanks, line ends, kinds of quotation marks and dashes make no difference; \"[…]\" and \"...\" stand \
                        for words that are left out.")]
pub struct Verify {
    /// Markdown, DOCX, HTML, CSV, XLSX, JSON or JSON Lines, as the program wrote it or edited since.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// List those that are right, too; data (json, jsonl, csv) always has all.
    #[arg(long)]
    pub all: bool,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}
