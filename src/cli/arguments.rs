//! The command line as clap reads it: commands, options, help.

pub mod care;
pub mod codings;
pub mod export;
pub mod intake;
pub mod lists;
pub mod matrix;
pub mod place;
pub mod program;
pub mod project;
pub mod report;
pub mod themes;
pub mod translate;
pub mod verify;
pub mod withhold;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use self::care::{Backup, Doctor, Restore};
use self::codings::Codings;
use self::export::Export;
use self::intake::{CallOf, Coverage, Import, Join, Show};
use self::lists::{Findings, Shortlist};
use self::matrix::{Matrix, Progress};
use self::place::Place;
use self::program::{Completions, Config, Keys, Man, keymap};
use self::report::{Compilation, Report};
use self::themes::Themes;
use self::translate::Translate;
use self::verify::Verify;
use self::withhold::Withhold;
use crate::config::settings::{KeymapName, SkinName};
use crate::model::as_of::AsOf;
use crate::model::draft::Field;
use crate::model::work::{Stance, Status};

const EXAMPLES: &str = "\
Examples:
  rapporteur                                  open the review screen on a sample
  rapporteur init review.db                   make a workspace
  rapporteur import -w review.db papers/      take in a folder of documents
  rapporteur list -w review.db 'IPv6 -q:7'    what is said about IPv6, but not under question 7
  rapporteur review.db                        review it on the screen";

/// Review the submissions to a public consultation at the keyboard, offline, in one file.
#[derive(Parser, Debug)]
#[command(name = "rapporteur", version, about, long_about = None, after_help = EXAMPLES)]
#[command(disable_help_subcommand = true)]
pub struct Arguments {
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
    /// The workspace to open on the screen; without it RAPPORTEUR_WORKSPACE, else a sample.
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// How the screen looks: default, dark, light, high-contrast, cvd or mono.
    #[arg(long, value_name = "NAME", value_parser = skin(), hide_possible_values = true)]
    pub skin: Option<SkinName>,
    /// Draw the screen's signs and rules in ASCII.
    #[arg(long)]
    pub ascii: bool,
    /// The keys: default, vim or emacs.
    #[arg(long, value_name = "NAME", value_parser = keymap(), hide_possible_values = true)]
    pub keymap: Option<KeymapName>,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Help: the purpose, how to call it, examples, then everything that can be said.
const HELP: &str = "{about-with-newline}\n{usage-heading} {usage}{after-help}\n\n{all-args}\n";

impl Arguments {
    /// Reads the arguments, the program's name first.
    ///
    /// # Errors
    /// A mistake, or a wish for help or the version: clap has the text.
    pub fn read(arguments: Vec<std::ffi::OsString>) -> Result<Self, clap::Error> {
        Self::from_arg_matches(&Self::definition().try_get_matches_from(arguments)?)
    }

    /// The definition that parser, help, completions and manual pages are made from.
    pub fn definition() -> clap::Command {
        Self::command().help_template(HELP).mut_subcommands(|c| c.help_template(HELP))
    }
}

fn skin() -> impl TypedValueParser<Value = SkinName> {
    PossibleValuesParser::new(SkinName::NAMES).try_map(|name| name.parse::<SkinName>())
}

/// What every command takes.
#[derive(Args, Clone, Debug, Default)]
pub struct Common {
    /// The workspace; without it RAPPORTEUR_WORKSPACE.
    #[arg(short, long, global = true, value_name = "FILE")]
    pub workspace: Option<PathBuf>,
    /// Whose tags, notes and statuses these are; without it the login.
    #[arg(long, global = true, value_name = "NAME")]
    pub analyst: Option<String>,
    /// Open the workspace for reading only.
    #[arg(long, global = true)]
    pub read_only: bool,
}

/// How data is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum Printing {
    /// For people.
    #[default]
    Table,
    /// One JSON array or object.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values, formula-safe.
    Csv,
}

/// Every command.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make a workspace with a call and starter themes.
    Init(Init),
    /// Print the call, or make it another one: reworded, more questions, another deadline.
    Call(CallOf),
    /// Take in documents and form exports.
    Import(Import),
    /// List answers and unplaced text.
    List(List),
    /// List submissions, those without text too; correct their metadata.
    Submissions(Submissions),
    /// Join submissions that are one, or list those that may be.
    Join(Join),
    /// Show which submission says something under which question, and what stands under none.
    Coverage(Coverage),
    /// Count answers, submitters or passages by two things at once.
    Matrix(Matrix),
    /// Tell how far the reading is, by whom, and when it will be done.
    Progress(Progress),
    /// List the imported files, what became of them and their words.
    Sources(Print),
    /// Show one answer or submission in full.
    Show(Show),
    /// Give back an imported file, byte for byte.
    Source(Source),
    /// Tag answers with a theme, or take tags off.
    Tag(Tag),
    /// Write a note, rewrite one, or remove it.
    Note(Note),
    /// Attach an unofficial translation to an answer, or take it off.
    Translate(Translate),
    /// Set the review status of answers.
    Status(SetStatus),
    /// Put text under another question, or under none.
    Place(Place),
    /// Mark a passage as not to leave: it reads “[…]” in every export.
    Withhold(Withhold),
    /// List the themes; add, change, merge and split them; to and from files.
    Themes(Box<Themes>),
    /// Take in tags and notes of another program, from a project of REFI-QDA.
    Codings(Codings),
    /// List shortlists or the items of one; add to it, take from it.
    Shortlist(Shortlist),
    /// List what is found on themes and questions; write it, agree it, give it quotations.
    Findings(Findings),
    /// List every note with what it is on, the newest first.
    Notes(Notes),
    /// List the saved filters; save a query under a name, remove one.
    Filters(Filters),
    /// Write answers, a shortlist or a table to a file, in any of eight formats.
    Export(Export),
    /// Write the report as a document: counts, charts, themes with quotations, annexes.
    Report(Report),
    /// Write the compilation as a document: every answer in full, question by question.
    Compilation(Compilation),
    /// Find the quotations of a delivered file again: right, altered, misattributed or gone.
    Verify(Verify),
    /// Take back an action: the newest of one's own, or the one named.
    Undo(Step),
    /// Bring back an action that was taken back.
    Redo(Step),
    /// List every action, newest first.
    History(History),
    /// Write a copy of the whole workspace into one file; list copies.
    Backup(Backup),
    /// Put a backup in the workspace's place; what stood there is kept beside it.
    Restore(Restore),
    /// Check that all is well: pages, references, journal, search index, originals.
    Doctor(Doctor),
    /// List the actions of the screen and their keys.
    Keys(Keys),
    /// Make, check or find the settings file.
    #[command(subcommand)]
    Config(Config),
    /// Print what completes commands and options in a shell.
    Completions(Completions),
    /// Print the manual page, or write one for each command.
    Man(Man),
}

/// A command that only prints.
#[derive(Args, Clone, Copy, Debug)]
pub struct Print {
    /// How to print: table, json, jsonl or csv.
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, value_name = "FORMAT")]
    pub format: Printing,
}

/// As of when a workspace is read, and of which day what is written is.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct When {
    /// The workspace as it stood then: at the end of a day, 2025-01-12, or at a moment, 2025-01-12T14:30.
    #[arg(long, value_name = "WHEN", value_parser = as_of)]
    pub as_of: Option<AsOf>,
    /// The day that is written in the file, as 2025-01-12; without it today. The same day gives the same bytes.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub date: Option<Date>,
}

fn as_of(text: &str) -> Result<AsOf, String> {
    text.parse()
}

fn day(text: &str) -> Result<Date, String> {
    text.trim().parse().map_err(|_| "write the day as 2025-01-12".to_owned())
}

/// `init`
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  rapporteur init review.db")]
pub struct Init {
    /// The file to make; nothing may be there.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The call, its questions and how they are recognized; without it the WSIS+20 review.
    #[arg(long, value_name = "TOML")]
    pub call: Option<PathBuf>,
    /// Make the call from a table's header or list of questions, or from a document's headings, and print it.
    #[arg(long, value_name = "FILE", conflicts_with = "call")]
    pub call_from: Option<PathBuf>,
    /// With --call-from: which columns of the table are "open", in a mapping file (TOML).
    #[arg(long, value_name = "FILE", requires = "call_from")]
    pub map: Option<PathBuf>,
    /// The themes to begin with; without it the starter codebook.
    #[arg(long, value_name = "TOML")]
    pub themes: Option<PathBuf>,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

/// `list`
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  rapporteur list '\"routing security\" q:11'\n  rapporteur list '-q:1..9' --format json"
)]
pub struct List {
    /// Which answers; all of them without it.
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Print no more than this many.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// The workspace as it stood then: at the end of a day, 2025-01-12, or at a moment, 2025-01-12T14:30.
    #[arg(long, value_name = "WHEN", value_parser = as_of)]
    pub as_of: Option<AsOf>,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

/// `submissions`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur submissions type:government\n  \
                        rapporteur submissions WSIS20-017 --set country=Kenya --set type=government")]
pub struct Submissions {
    /// Those with a matching text; all of them without it.
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Correct a field of all that match, or of the one with this reference or id. An empty value brings back what the
    /// source says, `-` says that nothing is known, and `=` before a value takes one that is not known elsewhere.
    #[arg(long, value_name = "FIELD=VALUE", value_parser = correction)]
    pub set: Vec<(Field, Option<String>)>,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

fn correction(text: &str) -> Result<(Field, Option<String>), String> {
    let (name, value) = text.split_once('=').ok_or("write it as FIELD=VALUE")?;
    let field = Field::by_name(name).ok_or_else(|| {
        let names: Vec<&str> = Field::ALL.iter().map(|f| f.name()).collect();
        format!("the fields are {}", names.join(", "))
    })?;
    let value = match value.trim() {
        "" => None,
        "-" => Some(String::new()),
        value => Some(value.to_owned()),
    };
    Ok((field, value))
}

/// `source`
#[derive(Args, Debug)]
pub struct Source {
    /// The file's SHA-256, or an unambiguous beginning of 6 or more digits.
    #[arg(value_name = "ID")]
    pub id: String,
}

/// `tag`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur tag IPv6 q:8 --add IPv6\n  \
                        rapporteur tag id:4f2a91 --add 'Routing security' --stance for\n  \
                        rapporteur tag terms:ipv6 words:<5 --decline IPv6")]
#[command(group = clap::ArgGroup::new("do").required(true).multiple(false).args(["add", "remove", "decline"]))]
pub struct Tag {
    /// Which answers.
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// A theme's name or path; anything else makes a new theme.
    #[arg(long, value_name = "THEME")]
    pub add: Vec<String>,
    /// The theme to take off.
    #[arg(long, value_name = "THEME")]
    pub remove: Vec<String>,
    /// The theme that is not in them, though its search terms may be: `terms:X -theme:X -declined:X` asks no more.
    #[arg(long, value_name = "THEME")]
    pub decline: Option<String>,
    /// For, against or mixed.
    #[arg(long, value_name = "STANCE", conflicts_with_all = ["remove", "decline"])]
    pub stance: Option<Stance>,
    /// Make no new theme.
    #[arg(long)]
    pub known: bool,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

/// `note`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur note WSIS20-017 q:11 --text 'Ask for the figures'\n  \
                        rapporteur note --theme IPv6 --text 'Transition only'\n  \
                        rapporteur note 4f2a91 --remove")]
#[command(group = clap::ArgGroup::new("on").multiple(false).args(["theme", "question", "submission"]))]
#[command(group = clap::ArgGroup::new("say").required(true).multiple(false).args(["text", "edit", "remove"]))]
pub struct Note {
    /// Which answers, or the id of a note.
    #[arg(value_name = "QUERY|ID", conflicts_with = "on", required_unless_present = "on")]
    pub query: Vec<String>,
    /// A note on a theme.
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,
    /// A note on a question.
    #[arg(long, value_name = "NUMBER")]
    pub question: Option<String>,
    /// A note on a submission.
    #[arg(long, value_name = "REF")]
    pub submission: Option<String>,
    /// What it says.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Write it in VISUAL or EDITOR.
    #[arg(long)]
    pub edit: bool,
    /// Remove the note.
    #[arg(long, conflicts_with = "on")]
    pub remove: bool,
    /// On a passage of the one answer that matches, in characters from 0, the end not included.
    #[arg(long, value_name = "START..END", conflicts_with = "on", value_parser = passage)]
    pub passage: Option<(u32, u32)>,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

fn passage(text: &str) -> Result<(u32, u32), String> {
    let read = || {
        let (start, end) = text.split_once("..")?;
        Some((start.trim().parse().ok()?, end.trim().parse().ok()?))
    };
    match read() {
        Some((start, end)) if start < end => Ok((start, end)),
        _ => Err("write it as START..END, for example 120..180".to_owned()),
    }
}

/// `status`
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  rapporteur status q:11 from:\"Example Net\" reviewed")]
pub struct SetStatus {
    /// Which answers.
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// todo, reviewed or flagged.
    #[arg(required = true, value_name = "STATUS")]
    pub status: Status,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

/// `notes`
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  rapporteur notes\n  rapporteur notes theme:ipv6 'note:figure*' --format csv"
)]
pub struct Notes {
    /// Only notes on these answers and on passages of them.
    pub query: Vec<String>,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

/// `filters`
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  rapporteur filters --save 'Late governments' 'type:government is:late'\n  \
                        rapporteur filters --remove 'Late governments'"
)]
#[command(group = clap::ArgGroup::new("do").multiple(false).args(["save", "remove"]))]
pub struct Filters {
    /// Save a query under a name; a name that is there stands for the new query.
    #[arg(long, num_args = 2, value_names = ["NAME", "QUERY"], allow_hyphen_values = true)]
    pub save: Option<Vec<String>>,
    /// Remove the saved filter of this name.
    #[arg(long, value_name = "NAME")]
    pub remove: Option<String>,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

/// `undo`, `redo`
#[derive(Args, Debug)]
pub struct Step {
    /// The action, as `history` names it; without it the newest.
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

/// `history`
#[derive(Args, Debug)]
pub struct History {
    /// Print no more than this many.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

#[cfg(test)]
mod tests;
