//! The arguments of `themes`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Printing, passage};

/// How the codebook is printed or written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Form {
    /// For people.
    Table,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values, formula-safe.
    Csv,
    /// As `init --themes` reads it.
    Toml,
    /// For other programs of qualitative analysis: REFI-QDA.
    Qdc,
}

impl Form {
    /// How every command prints; `None` for what only a codebook is written as.
    pub fn printing(self) -> Option<Printing> {
        Some(match self {
            Self::Table => Printing::Table,
            Self::Json => Printing::Json,
            Self::Jsonl => Printing::Jsonl,
            Self::Csv => Printing::Csv,
            Self::Toml | Self::Qdc => return None,
        })
    }
}

/// `themes`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur themes --add 'Infrastructure / Power supply'\n  \
                        rapporteur themes --rename IPv6 --to 'IPv6 transition'\n  \
                        rapporteur themes --merge RPKI --into 'Routing security'\n  \
                        rapporteur themes --split 'Routing security' --into 'Infrastructure / Route leaks' leak\n  \
                        rapporteur themes --describe IPv6 --not-when 'security of the home network'\n  \
                        rapporteur themes -o codebook.toml\n  \
                        rapporteur themes --import codebook.csv --dry-run")]
#[command(group = clap::ArgGroup::new("do").multiple(false).args([
    "add", "rename", "move", "merge", "split", "describe", "short_name", "letter", "colour", "terms", "retire",
    "unretire", "pick", "drop", "import",
]))]
#[command(group = clap::ArgGroup::new("value").multiple(false).args([
    "rename", "move", "short_name", "letter", "colour", "terms",
]))]
#[command(group = clap::ArgGroup::new("found").multiple(false).args(["split", "pick"]))]
#[command(group = clap::ArgGroup::new("goes").multiple(false).args(["merge", "split"]))]
pub struct Themes {
    /// Add a theme: "Infrastructure / Submarine cables".
    #[arg(long, value_name = "PATH")]
    pub add: Option<String>,
    /// Give a theme another name.
    #[arg(long, value_name = "THEME", requires = "to")]
    pub rename: Option<String>,
    /// Put a theme under another; --to "" puts it at the top.
    #[arg(id = "move", long = "move", value_name = "THEME", requires = "to")]
    pub moved: Option<String>,
    /// With --move: the sibling that follows it; without it the theme comes last.
    #[arg(long, value_name = "THEME", requires = "move")]
    pub before: Option<String>,
    /// Merge a theme into another: its tags, later ones too, are shown and counted there.
    #[arg(long, value_name = "THEME", requires = "into")]
    pub merge: Vec<String>,
    /// Give a theme's tags, on what the query finds, to another theme, whoever made them.
    #[arg(long, value_name = "THEME", requires = "into", requires = "query")]
    pub split: Option<String>,
    /// With --merge and --split: the theme that the tags go to; --split may name a new one.
    #[arg(long, value_name = "THEME", requires = "goes")]
    pub into: Option<String>,
    /// Say what a theme means.
    #[arg(long, value_name = "THEME")]
    pub describe: Option<String>,
    /// With --describe: what it means.
    #[arg(long, value_name = "TEXT", requires = "describe", allow_hyphen_values = true)]
    pub definition: Option<String>,
    /// With --describe: when to use it.
    #[arg(long, value_name = "TEXT", requires = "describe", allow_hyphen_values = true)]
    pub use_when: Option<String>,
    /// With --describe: when not to use it.
    #[arg(long, value_name = "TEXT", requires = "describe", allow_hyphen_values = true)]
    pub not_when: Option<String>,
    /// Give a theme its name for table heads, of at most 14 characters.
    #[arg(long, value_name = "THEME", requires = "to")]
    pub short_name: Option<String>,
    /// Give a theme the letter that tags with it; --to "" takes it off.
    #[arg(long, value_name = "THEME", requires = "to")]
    pub letter: Option<String>,
    /// Give a theme another colour, 1 to 12.
    #[arg(long, value_name = "THEME", requires = "to")]
    pub colour: Option<String>,
    /// Say which words suggest a theme, with commas between them.
    #[arg(long, value_name = "THEME", requires = "to")]
    pub terms: Option<String>,
    /// What it is from now on: a name, a place, a letter, a colour, words.
    #[arg(long, value_name = "VALUE", requires = "value", allow_hyphen_values = true)]
    pub to: Option<String>,
    /// Offer a theme no more for tagging; its tags stay.
    #[arg(long, value_name = "THEME")]
    pub retire: Option<String>,
    /// Offer a theme again.
    #[arg(long, value_name = "THEME")]
    pub unretire: Option<String>,
    /// Pick a passage of the one answer that the query finds as an example of a theme.
    #[arg(long, value_name = "THEME", requires = "passage", requires = "query")]
    pub pick: Option<String>,
    /// With --pick: the passage, in characters from 0, the end not included.
    #[arg(long, value_name = "START..END", requires = "pick", value_parser = passage)]
    pub passage: Option<(u32, u32)>,
    /// Take an example off its theme, by its id; --format json gives the ids.
    #[arg(long, value_name = "ID")]
    pub drop: Option<String>,
    /// Take themes in from a TOML, CSV, .qdc or .qdpx file: it adds and changes, and never removes.
    #[arg(long, value_name = "FILE")]
    pub import: Option<PathBuf>,
    /// With --import: say what would be done and do nothing.
    #[arg(long, requires = "import")]
    pub dry_run: bool,
    /// With --split and --pick: which answers.
    #[arg(value_name = "QUERY", requires = "found")]
    pub query: Vec<String>,
    /// How to print: table, json, jsonl, csv, toml or qdc (REFI-QDA).
    #[arg(long, value_enum, hide_possible_values = true, value_name = "FORMAT")]
    pub format: Option<Form>,
    /// Write the codebook to a file: .toml, .csv, .json or .qdc; - is standard output.
    #[arg(short, long, value_name = "FILE", conflicts_with = "do")]
    pub output: Option<PathBuf>,
    /// Replace a file that is there.
    #[arg(long, requires = "output")]
    pub force: bool,
}
