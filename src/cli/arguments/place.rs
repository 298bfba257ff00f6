//! The arguments of `place`.

use clap::Args;

use super::{Print, passage};

/// `place`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur place 4f2a91 5\n  rapporteur place 4f2a91 unplaced\n  \
                        rapporteur place 4f2a91 7 --passage 120..480")]
pub struct Place {
    /// The id of an answer or unplaced text, or an unambiguous beginning.
    #[arg(value_name = "ID")]
    pub id: String,
    /// The number of the question under which it goes, or `unplaced`.
    #[arg(value_name = "QUESTION|unplaced")]
    pub question: String,
    /// Only this passage of it, in characters from 0, the end not included.
    #[arg(long, value_name = "START..END", value_parser = passage)]
    pub passage: Option<(u32, u32)>,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}
