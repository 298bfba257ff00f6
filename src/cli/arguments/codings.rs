//! The arguments of `codings`.

use std::path::PathBuf;

use clap::Args;

use super::Print;
use crate::intake::refi::offsets::Reckoning;

/// `codings`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur codings coded.qdpx --dry-run\n  \
                        rapporteur codings coded.qdpx\n  \
                        rapporteur codings coded.qdpx --offsets utf-16,inclusive")]
pub struct Codings {
    /// A project of REFI-QDA, as MAXQDA, ATLAS.ti, NVivo, QualCoder and others export it.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Say what would be done, show the first passages, and do nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// How positions are counted, where the passages do not tell: code-points, utf-16 or bytes, with commas between them
    /// inclusive, long-line-ends, mark.
    #[arg(long, value_name = "HOW")]
    pub offsets: Option<Reckoning>,
    /// Import the texts that are not here, too.
    #[arg(long)]
    pub with_texts: bool,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}
