//! The arguments of `translate`.

use std::path::PathBuf;

use clap::Args;

use super::Print;

/// `translate`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur translate 4f2a91 --file reply-en.docx --language en\n  \
                        rapporteur translate WSIS20-017 q:11 --text 'Open to all.'\n  \
                        rapporteur translate 4f2a91 --remove")]
#[command(group = clap::ArgGroup::new("say").required(true).multiple(false).args(["text", "file", "remove"]))]
pub struct Translate {
    /// Which answer or unplaced text: its id, an unambiguous beginning, or a query that finds one.
    #[arg(required = true, value_name = "ID|QUERY")]
    pub query: Vec<String>,
    /// What the translation says.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Read it from a text or a document of any format that is imported; - is standard input.
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The language into which it is translated: en, French …
    #[arg(long, value_name = "LANGUAGE", conflicts_with = "remove")]
    pub language: Option<String>,
    /// Take off the translation that was attached; one that came in a column stays.
    #[arg(long)]
    pub remove: bool,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}
