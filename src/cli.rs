//! The command line: every use-case of the workspace as a command for people and scripts.
//!
//! [`parse`] reads the arguments, [`run`] does what they say. Data goes to standard output, messages to
//! standard error; a change is acknowledged by one line after its commit. Nothing here knows the
//! screen: `main` opens it when [`parse`] says so.

pub mod arguments;
mod call;
mod care;
mod change;
mod codings;
mod completions;
mod counts;
mod course;
mod coverage;
mod export;
mod filters;
mod findings;
mod grid;
mod import;
mod init;
mod interrupt;
mod join;
mod keys;
mod leaving;
mod lists;
mod manual;
mod matrix;
mod note;
mod notes;
mod open;
mod output;
mod place;
mod progress;
mod report;
mod settings;
mod shield;
mod shortlist;
mod show;
mod steps;
mod submissions;
mod themes;
mod translate;
mod verify;
mod withhold;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use self::arguments::{Arguments, Command, Common};
use self::open::Door;
use self::output::{Output, Stop};
use crate::config::settings::{KeymapName, Settings, SkinName};
use crate::config::surroundings::Surroundings;
use crate::fault::Fault;
use crate::keymap::Keymap;
use crate::workspace::reading::apart;
use crate::workspace::{Access, Workspace, sample};

/// What the arguments ask for.
#[derive(Debug)]
pub enum Wish {
    /// The review screen.
    Screen(Screen),
    /// A command.
    Command(Box<Command>, Common),
    /// Help, the version, or a mistake in the arguments: all is printed, this is the exit status.
    Told(u8),
    /// To read one file for another process of this program, within these limits; nobody else asks for it.
    Reader(Vec<String>),
}

/// What the review screen is opened with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Screen {
    /// The workspace; it is there.
    pub workspace: PathBuf,
    /// Whether it is the sample, on which nobody's work is at stake.
    pub sample: bool,
    /// For writing or for reading only.
    pub access: Access,
    /// The name that was asked for.
    pub analyst: Option<String>,
    /// The keys in force.
    pub keymap: Keymap,
    /// The settings in force, those of the command line before those of the file.
    pub settings: Settings,
}

/// Reads the arguments, the program's name first.
///
/// # Errors
/// When the screen is asked for on a file that is not there, or the sample cannot be made.
pub fn parse(arguments: impl IntoIterator<Item = OsString>, around: &Surroundings) -> Result<Wish, Fault> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let first = arguments.get(1).and_then(|first| first.to_str()).map(str::to_owned);
    if first.as_deref() == Some(apart::ARGUMENT) {
        let limits = arguments.into_iter().skip(2).map(|limit| limit.to_string_lossy().into_owned());
        return Ok(Wish::Reader(limits.collect()));
    }
    let read = match Arguments::read(shield::put(arguments)) {
        Ok(read) => read,
        Err(error) => {
            let fault = mistyped(&error, first.as_deref());
            return fault.map_or_else(|| Ok(Wish::Told(tell(&error))), Err);
        }
    };
    let look = Look { skin: read.skin, ascii: read.ascii, keymap: read.keymap };
    match (read.command, read.file) {
        (Some(_), None) if look != Look::default() => {
            Err(Fault::mistake("--skin, --ascii and --keymap are for the screen, and a command follows")
                .hint("leave them out (`rapporteur keys --keymap NAME` lists the keys of a keymap)"))
        }
        (Some(_), Some(file)) => {
            Err(Fault::mistake(format!("a command follows the file {}", file.display()))
                .hint(format!("write the command first: `rapporteur COMMAND -w {} …`", file.display())))
        }
        (Some(command), None) => Ok(Wish::Command(Box::new(command), read.common)),
        (None, file) => screen(file, read.common, look, around).map(Wish::Screen),
    }
}

/// A first word that is nearly a command is taken for a file, and what follows it for the mistake.
fn mistyped(error: &clap::Error, first: Option<&str>) -> Option<Fault> {
    use clap::error::ErrorKind as K;
    let first = first.filter(|word| !word.starts_with('-') && !Path::new(word).exists())?;
    let follows = matches!(error.kind(), K::InvalidSubcommand | K::UnknownArgument);
    let command = follows.then(|| open::command_like(first)).flatten().filter(|command| command != first)?;
    let fault = Fault::mistake(format!("there is no command “{first}”"));
    Some(fault.hint(format!("perhaps `{command}`; `rapporteur --help` lists the commands")))
}

/// How the screen is to look and to be used, as far as the arguments say.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Look {
    skin: Option<SkinName>,
    ascii: bool,
    keymap: Option<KeymapName>,
}

/// Prints what clap has to say, cleaned, and gives the exit status.
fn tell(error: &clap::Error) -> u8 {
    let text = error.render().to_string().replace('\0', "");
    let (mut out, mut err) = (std::io::stdout(), std::io::stderr());
    // There is nobody left to tell of a stream that is closed.
    if error.use_stderr() {
        let text = text.strip_prefix("error: ").unwrap_or(&text);
        // Where a command is missing, clap gives its help instead of a message.
        let is_help = error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
        let who = if is_help { "" } else { "rapporteur: " };
        let _ = write!(err, "{who}{}", crate::text::clean::block(text));
        2
    } else {
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        0
    }
}

fn screen(file: Option<PathBuf>, common: Common, look: Look, around: &Surroundings) -> Result<Screen, Fault> {
    let settings = settings::in_force(around)?;
    let settings = Settings {
        skin: look.skin.or(settings.skin),
        ascii: look.ascii || settings.ascii,
        keymap: look.keymap.unwrap_or(settings.keymap),
        ..settings
    };
    let keymap = keys::in_force(settings.keymap, around)?;
    let named = open::Named::find(file.or(common.workspace), around);
    let sample = named.is_none();
    let workspace = match named {
        Some(named) => {
            named.check_there()?;
            let path = named.path;
            // A file that is no workspace is said to be none, on a terminal and without one.
            let access = if common.read_only { Access::Look } else { Access::Read };
            Workspace::open(&path, access, None, around)?;
            path
        }
        None => sample::ensure(around)?,
    };
    let access = if common.read_only { Access::Look } else { Access::Write };
    Ok(Screen { workspace, sample, access, analyst: common.analyst, keymap, settings })
}

/// Does what a command says; gives the exit status.
///
/// # Errors
/// What went wrong; what was done before stays done and was said.
pub fn run(command: Command, common: Common, around: &Surroundings) -> Result<u8, Fault> {
    // What is about the program itself works with a settings file that holds a mistake.
    let around = match command {
        Command::Config(_) | Command::Completions(_) | Command::Man(_) | Command::Keys(_) => around.clone(),
        _ => around.clone().under(&settings::in_force(around)?),
    };
    let door = Door::new(common, &around);
    let done = Output::with_standard(|out| {
        let done = dispatch(command, &door, out);
        door.told().iter().for_each(|line| out.remark(line));
        done
    });
    match done {
        Ok(status) => Ok(status),
        Err(Stop::PipeClosed) => Ok(0),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

fn dispatch(command: Command, door: &Door<'_>, out: &mut Output<'_>) -> Result<u8, Stop> {
    match command {
        Command::Init(ask) => init::run(&ask, door, out)?,
        Command::Import(ask) => return import::run(ask, door, out),
        Command::List(ask) => lists::answers(&ask, door, out)?,
        Command::Join(ask) => join::run(&ask, door, out)?,
        Command::Call(ask) => call::run(&ask, door, out)?,
        Command::Coverage(ask) => coverage::run(&ask, door, out)?,
        Command::Matrix(wish) => matrix::run(&wish, door, out)?,
        Command::Progress(wish) => progress::run(&wish, door, out)?,
        Command::Submissions(ask) => submissions::run(&ask, door, out)?,
        Command::Sources(print) => import::sources(print.format, door, out)?,
        Command::Show(ask) => show::run(&ask, door, out)?,
        Command::Source(ask) => show::source(&ask, door, out)?,
        Command::Tag(ask) => change::tag(&ask, door, out)?,
        Command::Note(ask) => note::run(&ask, door, out)?,
        Command::Translate(ask) => translate::run(&ask, door, out)?,
        Command::Status(ask) => change::status(&ask, door, out)?,
        Command::Place(ask) => place::run(&ask, door, out)?,
        Command::Withhold(ask) => withhold::run(&ask, door, out)?,
        Command::Themes(ask) => themes::run(&ask, door, out)?,
        Command::Codings(ask) => codings::run(&ask, door, out)?,
        Command::Shortlist(ask) => shortlist::run(&ask, door, out)?,
        Command::Findings(ask) => findings::run(&ask, door, out)?,
        Command::Notes(ask) => notes::run(&ask, door, out)?,
        Command::Filters(ask) => filters::run(&ask, door, out)?,
        Command::Report(ask) => report::report(&ask.paper, door, out)?,
        Command::Compilation(ask) => report::compilation(&ask.paper, door, out)?,
        Command::Export(ask) => export::run(&ask, door, out)?,
        Command::Verify(ask) => return verify::run(&ask, door, out),
        Command::Backup(ask) => care::backup(&ask, door, out)?,
        Command::Restore(ask) => care::restore(&ask, door, out)?,
        Command::Doctor(ask) => return care::doctor(ask, door, out),
        Command::Undo(ask) => steps::undo(&ask, door, out)?,
        Command::Redo(ask) => steps::redo(&ask, door, out)?,
        Command::History(ask) => steps::history(&ask, door, out)?,
        Command::Keys(ask) => keys::run(ask, door.around, out)?,
        Command::Config(ask) => settings::run(ask, door.around, out)?,
        Command::Completions(ask) => completions::run(ask, out)?,
        Command::Man(ask) => manual::run(&ask, out)?,
    }
    Ok(0)
}

/// Reads the file that comes on standard input and answers on standard output; gives the exit status.
pub fn serve_reader(limits: &[String]) -> u8 {
    // It may write no files, so a panic leaves no report: who asked tells of it.
    std::panic::set_hook(Box::new(|_| ()));
    let done = apart::serve(limits, std::io::stdin().lock(), std::io::stdout().lock());
    // Who asked hears of it by the status.
    u8::from(done.is_err())
}

/// Says on standard error what went wrong, and gives the exit status.
pub fn report(fault: &Fault) -> u8 {
    // Who closed standard error has the exit status.
    let _ = writeln!(std::io::stderr(), "{fault}");
    fault.exit_status()
}
