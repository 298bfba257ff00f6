//! The arguments of `backup`, `restore` and `doctor`.

use std::path::PathBuf;

use clap::Args;

use super::Printing;

/// `backup`
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  rapporteur backup ~/backups/review-friday.db\n  rapporteur backup --list"
)]
pub struct Backup {
    /// The file to write.
    #[arg(value_name = "FILE", required_unless_present = "list")]
    pub file: Option<PathBuf>,
    /// Replace a file that is there.
    #[arg(long)]
    pub force: bool,
    /// List the copies that the program has made by itself, newest first.
    #[arg(long, conflicts_with_all = ["file", "force"])]
    pub list: bool,
    /// How to print the list: table, json, jsonl or csv.
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, value_name = "FORMAT")]
    pub format: Printing,
}

/// `restore`
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  rapporteur restore -w review.db ~/backups/review-friday.db")]
pub struct Restore {
    /// The backup.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// `doctor`
#[derive(Args, Clone, Copy, Debug)]
#[command(after_help = "Examples:\n  rapporteur doctor\n  rapporteur doctor --repair")]
pub struct Doctor {
    /// Make everything that follows from texts and journal anew, after a backup beside the file.
    #[arg(long)]
    pub repair: bool,
    /// How to print: table, json, jsonl or csv.
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, value_name = "FORMAT")]
    pub format: Printing,
}
