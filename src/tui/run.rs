//! The loop: waits for the terminal, the threads of the workspace, signals and time; updates; draws.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crossterm::event::{Event as TerminalEvent, EventStream};
use futures_util::StreamExt;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::app::App;
use super::event::{Effect, Event};
use super::export::subject::Choices;
use super::keeper::Keeper;
use super::layout::Sizes;
use super::pane::filters::Folds;
use super::resume::{Draft, Left, Stop};
use super::rotating::Rotating;
use super::skin::{Colours, SignSet, Skin};
use super::terminal::{self, Guard};
use super::tour;
use super::worker::{Opener, Workers};
use crate::config::remembered::{Remembered, Section};
use crate::config::settings::{Bidi, Settings};
use crate::config::surroundings::Surroundings;
use crate::fault::{Fault, crash};
use crate::keymap::Keymap;
use crate::text::bidi::Writing;
use crate::workspace::{self, Access, Held, Workspace, footing};

/// What the screen is opened with.
#[derive(Debug)]
pub struct Start {
    /// The workspace's file; it is there.
    pub workspace: PathBuf,
    /// Whether it is the sample, on which nobody's work is at stake.
    pub sample: bool,
    /// For writing or for reading only.
    pub access: Access,
    /// The analyst's name, if one was asked for.
    pub analyst: Option<String>,
    /// Which keys do what.
    pub keymap: Keymap,
    /// How the screen looks, and who works with what.
    pub settings: Settings,
}

/// What ends the screen before its time.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] io::Error),
    #[error("a thread of the workspace is gone")]
    Broken,
}

/// How often the spinner turns while something is waited for.
const TICK: Duration = Duration::from_millis(150);

/// How long nothing has to happen before what is to be remembered is written down.
const REST: Duration = Duration::from_secs(1);

/// Shows the review screen until the analyst leaves.
///
/// # Errors
/// When there is no terminal, the workspace cannot be opened, or a thread met a fault of the program.
pub fn review(start: Start, around: &Surroundings) -> Result<(), Fault> {
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() || around.dumb_terminal {
        return Err(Fault::mistake("the review screen needs a terminal that can place the cursor")
            .hint("`rapporteur --help` names the commands that work without one"));
    }
    let mut around = around.clone().under(&start.settings);
    if start.sample {
        around.backups = None;
    }
    let around = &around;
    let Opened { reading, writing, told, access } = opened(&start, around)?;
    let again = again(&start, access, around, reading.held());
    let skin = skin(&start.settings, around);
    let greeting = told.or_else(|| greeting(&start, around).map(str::to_owned));
    let mut app = App::new(0, 0, skin, start.keymap);
    let remembered = Remembered::read(&around.state_dir);
    app.set_sizes(remembered.get(&Section::Everywhere, Sizes::MEMORY).unwrap_or_default());
    app.set_folds(remembered.get(&Section::Everywhere, Folds::MEMORY).unwrap_or_default());
    app.set_exports(remembered.get(&Section::Everywhere, Choices::MEMORY).unwrap_or_default());
    app.go_on_from(left(&remembered, &reading));
    app.set_home(around.home.clone());
    if let Some(line) = greeting {
        app.greet(&line);
    }
    if start.sample && !remembered.get(&Section::Everywhere, tour::MEMORY).unwrap_or(false) {
        app.show_tour();
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let shown = runtime
        .map_err(Error::from)
        .and_then(|runtime| runtime.block_on(show((reading, writing, again), app, &start.settings, around)));
    shown.map_err(|error| match error {
        Error::Broken => crash::fault(),
        Error::Terminal(_) => Fault::bad_file(error.to_string()),
    })
}

/// The workspace, opened.
struct Opened {
    /// The connection that reads.
    reading: Workspace,
    /// The one that writes, where something may be written.
    writing: Option<Workspace>,
    /// What is to be told of it.
    told: Option<String>,
    /// How it is opened to be read.
    access: Access,
}

fn opened(start: &Start, around: &Surroundings) -> Result<Opened, workspace::Error> {
    let open = |access| Workspace::open(&start.workspace, access, start.analyst.as_deref(), around);
    let only_read = |access, told| Ok(Opened { reading: open(access)?, writing: None, told, access });
    if start.access != Access::Write {
        return only_read(start.access, None);
    }
    // Two connections would not get in at the same time there.
    if let Some(why) = footing::only_read_on_screen(&start.workspace) {
        return only_read(Access::Look, Some(why));
    }
    let writing = match open(Access::Write) {
        // What cannot be written can be read all the same.
        Err(workspace::Error::ReadOnly { .. }) => None,
        writing => Some(writing?),
    };
    let access = Access::Read;
    let reading = open(access)?;
    let writing = writing.map(|writing| writing.holding(reading.held()));
    let lines = writing.as_ref().unwrap_or(&reading).told();
    let told: Vec<String> = lines.iter().map(|line| format!("{line}.")).collect();
    let told = (!told.is_empty()).then(|| told.join(" "));
    Ok(Opened { reading, writing, told, access })
}

/// Opens the workspace once more, as it was opened to be read.
fn again(start: &Start, access: Access, around: &Surroundings, held: Held) -> Opener {
    let (path, analyst, around) = (start.workspace.clone(), start.analyst.clone(), around.clone());
    Box::new(move || Ok(Workspace::open(&path, access, analyst.as_deref(), &around)?.holding(held.clone())))
}

/// The look of the screen, as the settings ask for it and the terminal can show it.
fn skin(settings: &Settings, around: &Surroundings) -> Skin {
    let colours = match (around.no_color, around.truecolor) {
        (true, _) => Colours::None,
        (false, true) => Colours::All,
        (false, false) => Colours::Sixteen,
    };
    let signs = if settings.ascii { SignSet::Ascii } else { SignSet::Unicode };
    let writing = match settings.bidi {
        Bidi::Auto if !around.terminal_reorders => Writing::Visual,
        Bidi::App => Writing::Visual,
        Bidi::Auto | Bidi::Terminal => Writing::Logical,
    };
    Skin::choose(colours, settings.skin).with_signs(signs).with_writing(writing)
}

/// What is remembered of this workspace.
fn left(remembered: &Remembered, workspace: &Workspace) -> Left {
    let path = workspace.path();
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let section = Section::Workspace(path.display().to_string());
    let stop = remembered.get(&section, Stop::MEMORY).unwrap_or_default();
    let draft = remembered.get(&section, Draft::MEMORY);
    Left { section, stop, draft }
}

/// What the status line says first of all, if there is something to say.
fn greeting(start: &Start, around: &Surroundings) -> Option<&'static str> {
    if start.access != Access::Write {
        Some("Opened for reading only: nothing can be changed.")
    } else if start.sample {
        Some("The sample review: nothing that you do here touches files of your own.")
    } else if start.analyst.is_none() && around.login.is_none() {
        Some("You work as “analyst”; --analyst NAME changes that.")
    } else {
        None
    }
}

async fn show(
    (reading, writing, again): (Workspace, Option<Workspace>, Opener),
    mut app: App,
    settings: &Settings,
    around: &Surroundings,
) -> Result<(), Error> {
    let (sender, mut replies) = unbounded_channel();
    // Who may only read changes no file anywhere.
    let path = writing.as_ref().map(|workspace| workspace.path().to_owned());
    let mut backup = Rotating::new(path, around, &sender);
    let workers = Workers::start(reading, writing, again, sender)?;
    let keeper = Keeper::start(around.state_dir.clone())?;
    let ended = live(&mut app, &workers, &keeper, &mut backup, &mut replies, settings, around).await;
    // It goes before the writing connection, which folds the write-ahead log into the one file as the last.
    drop(backup);
    // However it ended: where one was is gone back to, and a note that is half written is not lost.
    app.leave().into_iter().for_each(|memory| keeper.keep(memory));
    ended
}

/// Takes events until the analyst leaves.
async fn live(
    app: &mut App,
    workers: &Workers,
    keeper: &Keeper,
    backup: &mut Rotating,
    replies: &mut UnboundedReceiver<Event>,
    settings: &Settings,
    around: &Surroundings,
) -> Result<(), Error> {
    let mut signals = Signals::new()?;
    let mut guard = Guard::take(settings.mouse)?;
    let (width, height) = guard.size()?;
    let mut terminal = Some(EventStream::new());
    let mut next = Some(Event::Resize(width, height));
    loop {
        if let Some(event) = next.take() {
            let broken = matches!(event, Event::Broken);
            let mut effects = app.update(event);
            // What is there already is taken in before drawing: pasted keys and fast typing draw once.
            while let Ok(event) = replies.try_recv() {
                effects.extend(app.update(event));
            }
            if broken {
                return Err(Error::Broken);
            }
            for effect in effects {
                match effect {
                    Effect::Ask(ticket, request) => workers.ask(ticket, request),
                    Effect::Copy(text) => guard.copy(&text)?,
                    Effect::Remember(memory) => keeper.keep(memory),
                    Effect::Redraw => guard.clear()?,
                    Effect::Quit => return Ok(()),
                    Effect::Suspend => {
                        // The reader of the keyboard sleeps along: a new one would miss the first key.
                        sleep(&mut guard)?;
                        next = Some(woken(&guard)?);
                    }
                    Effect::RunEditor(text) => {
                        // Two readers of the keyboard would fight.
                        terminal = None;
                        terminal::give_back();
                        let edited = edit(&text, around.editor.as_deref());
                        guard.take_again()?;
                        next = Some(Event::Edited(edited));
                    }
                    // The rest is within the screen; `update` has seen to it.
                    _ => {}
                }
            }
            if next.is_some() {
                continue;
            }
            guard.draw(app)?;
            backup.begin();
        }
        let stream = terminal.get_or_insert_with(EventStream::new);
        match wait(stream, replies, &mut signals, (app.moves(), app.is_unkept())).await? {
            Some(event) => next = Some(event),
            None => return Ok(()),
        }
    }
}

/// Waits for the next thing that happens; `None` when the program is to end.
async fn wait(
    terminal: &mut EventStream,
    replies: &mut UnboundedReceiver<Event>,
    signals: &mut Signals,
    (moves, unkept): (bool, bool),
) -> Result<Option<Event>, Error> {
    loop {
        tokio::select! {
            event = terminal.next() => match event {
                None => return Ok(None),
                Some(Err(error)) => return Err(error.into()),
                Some(Ok(event)) => if let Some(event) = translate(event) { return Ok(Some(event)) },
            },
            reply = replies.recv() => return Ok(Some(reply.unwrap_or(Event::Broken))),
            () = signals.end() => return Ok(None),
            () = tokio::time::sleep(TICK), if moves => return Ok(Some(Event::Tick)),
            () = tokio::time::sleep(REST), if unkept => return Ok(Some(Event::Rest)),
        }
    }
}

fn translate(event: TerminalEvent) -> Option<Event> {
    match event {
        TerminalEvent::Key(key) => Some(Event::Key(key)),
        TerminalEvent::Mouse(mouse) => Some(Event::Mouse(mouse)),
        TerminalEvent::Paste(text) => Some(Event::Paste(text)),
        TerminalEvent::Resize(width, height) => Some(Event::Resize(width, height)),
        // Another window may have been at work meanwhile.
        TerminalEvent::FocusGained => Some(Event::Changed),
        TerminalEvent::FocusLost => None,
    }
}

fn woken(guard: &Guard) -> io::Result<Event> {
    let (width, height) = guard.size()?;
    Ok(Event::Resize(width, height))
}

/// Gives the terminal back and sleeps until the shell brings the program back.
#[cfg(unix)]
fn sleep(guard: &mut Guard) -> io::Result<()> {
    terminal::give_back();
    rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::TSTP)?;
    guard.take_again()
}

#[cfg(not(unix))]
fn sleep(_guard: &mut Guard) -> io::Result<()> {
    Ok(())
}

/// Lets the analyst edit a text in an editor, in a file that is gone afterwards.
fn edit(text: &str, editor: Option<&str>) -> Result<String, String> {
    let editor = editor.unwrap_or("vi");
    let failed = |why: &dyn std::fmt::Display| format!("The editor “{editor}” did not work: {why}");
    let file = tempfile::Builder::new().prefix("note-").suffix(".md").tempfile().map_err(|e| failed(&e))?;
    std::fs::write(file.path(), text).map_err(|e| failed(&e))?;
    // The setting may hold arguments: "code --wait".
    let mut words = editor.split_whitespace();
    let program = words.next().ok_or_else(|| failed(&"its name is empty"))?;
    let status = Command::new(program).args(words).arg(file.path()).status().map_err(|e| failed(&e))?;
    if !status.success() {
        return Err(failed(&status));
    }
    read(file.path()).map_err(|e| failed(&e))
}

fn read(path: &Path) -> io::Result<String> {
    Ok(std::fs::read_to_string(path)?.trim_end().to_owned())
}

/// The signals that end the program, and the end of its terminal.
#[cfg(unix)]
struct Signals {
    gone: std::sync::Arc<tokio::sync::Notify>,
    terminate: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            gone: super::hangup::watch()?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn end(&mut self) {
        tokio::select! {
            () = self.gone.notified() => {}
            _ = self.terminate.recv() => {}
            _ = self.hang_up.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn end(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
