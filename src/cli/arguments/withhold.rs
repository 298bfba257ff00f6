//! The arguments of `withhold`.

use clap::Args;

use super::{Print, passage};

/// `withhold`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur withhold 4f2a91 --passage 120..143\n  \
                        rapporteur withhold 4f2a91 --passage 120..143 --lift")]
pub struct Withhold {
    /// The id of an answer or unplaced text, or an unambiguous beginning.
    #[arg(value_name = "ID")]
    pub id: String,
    /// The passage, in characters from 0, the end not included.
    #[arg(long, value_name = "START..END", value_parser = passage, required = true)]
    pub passage: Option<(u32, u32)>,
    /// Let what is withheld there leave again.
    #[arg(long)]
    pub lift: bool,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}
