//! The threads behind the screen: one that reads the workspace, one that reads what takes long, one that writes it.
//!
//! [`perform`] is a plain function, so that tests call it and `update` in turn on one thread.

use std::cell::RefCell;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use tokio::sync::mpsc::UnboundedSender;

use super::directory::Directory;
use super::event::Event;
use super::import::{self, Course};
use super::latest::{Latest, Next};
use super::listing::Listing;
use super::pane::offers::{Offer, Offering, Typed};
use super::request::{Known, Past, Reply, Request, Ticket, Trouble};
use super::screen::{codebook, intake, matrix, progress, shortlists, submissions};
use super::{paths, resume, seek, trouble};
use crate::model::edit::Edit;
use crate::model::note::NoteEntry;
use crate::model::operation::HistoryEntry;
use crate::model::work::Status;
use crate::query::complete::Completion;
use crate::query::filter::{Filter, Resolved, Whose};
use crate::text::position;
use crate::workspace::{self, Workspace};

/// How often the reading thread looks whether another program wrote.
const POLL: Duration = Duration::from_secs(1);

type Mailbox = Arc<Latest<(Ticket, Request)>>;

/// Opens the workspace once more, for reading.
pub type Opener = Box<dyn Fn() -> Result<Workspace, workspace::Error> + Send>;

/// The running threads; dropping it lets them finish what must be done.
#[derive(Debug)]
pub struct Workers {
    reader: Mailbox,
    /// For what takes long, so that the list never waits for it.
    long: Mailbox,
    /// Absent when the workspace is open for reading only.
    writer: Option<Mailbox>,
    events: UnboundedSender<Event>,
    /// The last import and the last export, which leaving stops: nobody has seen them done.
    import: RefCell<Option<Course>>,
    export: RefCell<Option<Course>>,
    threads: Vec<JoinHandle<()>>,
}

impl Workers {
    /// Starts the threads; their replies go to `events`. Without `writing` every change is refused. `again` opens the
    /// workspace when something that takes long is first asked for.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        reading: Workspace,
        writing: Option<Workspace>,
        again: Opener,
        events: UnboundedSender<Event>,
    ) -> std::io::Result<Self> {
        let (reader, long) = (Mailbox::default(), Mailbox::default());
        let mut workers = Self {
            reader: Arc::clone(&reader),
            long: Arc::clone(&long),
            writer: None,
            events,
            import: RefCell::default(),
            export: RefCell::default(),
            threads: Vec::new(),
        };
        let thread = |name: &str| std::thread::Builder::new().name(name.into());
        let sender = workers.events.clone();
        workers.threads.push(thread("reader").spawn(move || read(reading, &reader, sender))?);
        let sender = workers.events.clone();
        workers.threads.push(thread("long reader").spawn(move || read_long(&again, &long, sender))?);
        if let Some(writing) = writing {
            let writer = Mailbox::default();
            workers.writer = Some(Arc::clone(&writer));
            let sender = workers.events.clone();
            workers.threads.push(thread("writer").spawn(move || write(writing, &writer, sender))?);
        }
        Ok(workers)
    }

    /// Hands a request to the thread that it belongs to.
    pub fn ask(&self, ticket: Ticket, request: Request) {
        if let Request::Import(order) = &request {
            self.import.replace(Some(order.course.clone()));
        }
        if let Request::Export(order) = &request {
            self.export.replace(Some(order.course.clone()));
        }
        let (mailbox, other) = match (&request, &self.writer) {
            (
                Request::Edit(_)
                | Request::ChooseList(_)
                | Request::OpenFinding(_)
                | Request::TakeIn { trial: false, .. }
                | Request::Import(_),
                None,
            ) => {
                let line = "The workspace is open for reading only: nothing was changed.".to_owned();
                let more = match request {
                    Request::Import(_) => {
                        vec!["Leave, and open it without --read-only to bring in files.".to_owned()]
                    }
                    _ => Vec::new(),
                };
                let reply = Reply::Failed(Trouble { line, more });
                // The loop that holds the other end is the one that asks.
                let _ = self.events.send(Event::Reply(ticket, reply));
                return;
            }
            (
                Request::Edit(_)
                | Request::ChooseList(_)
                | Request::OpenFinding(_)
                | Request::TakeIn { trial: false, .. },
                Some(writer),
            ) => (writer, None),
            // What would come in is found out on a copy in memory: nobody else is kept from writing.
            (Request::Import(order), Some(writer)) if !order.trial => (writer, None),
            (request, _) if request.is_long() => (&self.long, Some(&self.reader)),
            _ => (&self.reader, Some(&self.long)),
        };
        let message = (ticket, request);
        // The same kind may be long or not: the older one is needless wherever it is.
        if let Some(other) = other {
            other.give_way(&message);
        }
        mailbox.put(message);
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        [self.import.take(), self.export.take()].iter().flatten().for_each(Course::stop);
        // All are told before one is waited for.
        self.reader.close();
        self.long.close();
        // The writing connection goes last: it folds the write-ahead log into the one file.
        let mailboxes = [&self.reader, &self.long].into_iter().chain(&self.writer);
        for (mailbox, thread) in mailboxes.zip(self.threads.drain(..)) {
            mailbox.close();
            // A panic of the thread has been told by `Alarm`.
            let _ = thread.join();
        }
    }
}

/// Tells the screen when its thread ends by a panic.
struct Alarm(UnboundedSender<Event>);

impl Drop for Alarm {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.0.send(Event::Broken);
        }
    }
}

/// Sends a reply that somebody waits for; false when nobody is there any longer.
fn tell(alarm: &Alarm, mailbox: &Mailbox, ticket: Ticket, reply: Reply) -> bool {
    !mailbox.done() || alarm.0.send(Event::Reply(ticket, reply)).is_ok()
}

fn read(mut workspace: Workspace, mailbox: &Mailbox, events: UnboundedSender<Event>) {
    let alarm = Alarm(events);
    // What could not be stopped would only be waited for.
    let _ = workspace.heed(Arc::clone(mailbox.stop()));
    let mut version = workspace.data_version().ok();
    loop {
        match mailbox.next(POLL) {
            Next::Closed => return,
            Next::Message((ticket, request)) => {
                let reply = perform(&mut workspace, request);
                if !tell(&alarm, mailbox, ticket, reply) {
                    return;
                }
            }
            Next::Nothing => {
                // What cannot be looked at now is looked at again.
                let looked = workspace.look_again().unwrap_or(false);
                let now = workspace.data_version().ok();
                if looked || now != version {
                    version = now;
                    let _ = alarm.0.send(Event::Changed);
                }
            }
        }
    }
}

/// Opens the workspace when the first thing is asked for: most people never ask.
fn read_long(again: &Opener, mailbox: &Mailbox, events: UnboundedSender<Event>) {
    let alarm = Alarm(events);
    let mut opened = None;
    loop {
        match mailbox.next(Duration::from_secs(3600)) {
            Next::Closed => return,
            Next::Nothing => {}
            Next::Message((ticket, request)) => {
                let reply = match open_sparingly(again, &mut opened, mailbox) {
                    Ok(workspace) => perform(workspace, request),
                    Err(error) => trouble::reply(error),
                };
                if !tell(&alarm, mailbox, ticket, reply) {
                    return;
                }
            }
        }
    }
}

/// Kilobytes of the file that are kept in memory for long readings, which read on and seldom come back.
const LONG_PAGES: i32 = 2_000;

/// The same for changes: what is written at once is seldom read again, and the screen's readers have their own.
const WRITTEN_PAGES: i32 = 5_000;

fn open_sparingly<'a>(
    again: &Opener,
    opened: &'a mut Option<Workspace>,
    mailbox: &Mailbox,
) -> Result<&'a mut Workspace, workspace::Error> {
    let workspace = if let Some(mut workspace) = opened.take() {
        workspace.look_again()?;
        workspace
    } else {
        let mut workspace = again()?;
        workspace.keep_pages(LONG_PAGES)?;
        workspace.heed(Arc::clone(mailbox.stop()))?;
        workspace
    };
    Ok(opened.insert(workspace))
}

fn write(mut workspace: Workspace, mailbox: &Mailbox, events: UnboundedSender<Event>) {
    // With more of them it would work as well.
    let _ = workspace.keep_pages(WRITTEN_PAGES);
    let alarm = Alarm(events);
    loop {
        match mailbox.next(Duration::from_secs(3600)) {
            Next::Closed => {
                // A cache: whoever opens the workspace next does without it if need be.
                let _ = workspace.keep_index();
                return;
            }
            Next::Nothing => {}
            Next::Message((ticket, request)) => {
                // The change is made even when the screen is already gone: it was asked for.
                let reply = perform(&mut workspace, request);
                tell(&alarm, mailbox, ticket, reply);
            }
        }
    }
}

/// Does what is asked and gives the reply.
pub fn perform(workspace: &mut Workspace, request: Request) -> Reply {
    attempt(workspace, request).unwrap_or_else(trouble::reply)
}

fn attempt(workspace: &mut Workspace, request: Request) -> Result<Reply, workspace::Error> {
    Ok(match request {
        Request::Known => Reply::Known(Box::new(known(workspace)?)),
        Request::Resume(left) => Reply::Resumed(Box::new(resume::perform(workspace, *left))),
        Request::List(text) => {
            let numbers = workspace.numbers(&workspace.resolve(&text)?)?;
            Reply::List(text, Arc::new(Listing::new(numbers)))
        }
        Request::Counts(text) => Reply::Counts(workspace.page(&workspace.resolve(&text)?, 0, 0)?),
        Request::Rows(text, numbers) => Reply::Rows(workspace.rows(&numbers, &workspace.resolve(&text)?)?),
        Request::Facets(text) => Reply::Facets(workspace.facets(&text)?),
        Request::Answer(text, number) => {
            Reply::Answer(Box::new(workspace.answer(number, &workspace.resolve(&text)?)?))
        }
        Request::Todo(text) => {
            let query = narrowed(workspace, &text, Filter::Status(vec![Status::Todo], Whose::Mine))?;
            Reply::Todo(workspace.found(&query)?)
        }
        Request::Same(text, question, listing, on) => {
            let key =
                question.and_then(|n| workspace.call().ok()?.question_by_number(&n).map(|q| q.key.clone()));
            let filter = key.map_or(Filter::Unplaced, |key| Filter::Question(vec![key]));
            let query = narrowed(workspace, &text, filter)?;
            let places = listing.places(&workspace.numbers(&query)?);
            Reply::Same(listing, places, on)
        }
        Request::ChooseList(list) => {
            workspace.choose_shortlist(list)?;
            Reply::Done
        }
        Request::OpenFinding(about) => {
            let (list, outcome) = workspace.open_finding(&about)?;
            Reply::Opened(list, outcome)
        }
        Request::CountEach(queries) => Reply::CountEach(
            queries
                .iter()
                .map(|text| {
                    workspace.goes_on()?;
                    Ok(workspace.numbers(&workspace.resolve(text)?)?.len())
                })
                .collect::<Result<_, workspace::Error>>()?,
        ),
        Request::Seek(ask) => Reply::Sought(seek::perform(workspace, *ask)?),
        Request::ThemeCounts => Reply::ThemeCounts(workspace.theme_counts()?.into_iter().collect()),
        Request::CountSaved(queries) => Reply::CountSaved(count_saved(workspace, &queries)?),
        Request::Directory => {
            let (submitters, questions) = workspace.directory()?;
            Reply::Directory(Arc::new(Directory::new(submitters, questions)))
        }
        Request::History { all } => Reply::History(past(workspace, all)?),
        Request::Carried(operation) => Reply::Carried(Box::new(workspace.carried(operation)?)),
        Request::Notes => Reply::Notes(notes(workspace)?),
        Request::Items(list) => Reply::Items(Box::new(shortlists::listed::read(workspace, list)?)),
        Request::Matrix(ask) => Reply::Matrix(matrix::ask::perform(workspace, ask)?),
        Request::Codebook(ask) => Reply::Codebook(codebook::ask::perform(workspace, ask)?),
        Request::Progress(ask) => Reply::Progress(Box::new(progress::ask::perform(workspace, ask)?)),
        Request::Submissions(ask) => Reply::Submissions(submissions::ask::perform(workspace, ask)?),
        Request::Intake(ask) => Reply::Intake(intake::ask::perform(workspace, &ask)?),
        Request::Edit(edit) => Reply::Edited(workspace.edit(edit)?),
        Request::TakeIn { path, trial: true } => {
            let themes = workspace.themes_of_file(&path)?;
            Reply::WouldTakeIn(Box::new(workspace.codebook_changes(&themes)?))
        }
        Request::TakeIn { path, trial: false } => {
            let themes = workspace.themes_of_file(&path)?;
            Reply::Edited(workspace.edit(Edit::TakeInThemes { themes })?)
        }
        Request::Offers(typed) => {
            let offers = offers(workspace, &typed)?;
            Reply::Offers(typed, offers)
        }
        Request::Paths(begun) => {
            let names = paths::names(&begun);
            Reply::Paths(begun, names)
        }
        Request::Preview(sample) => {
            let lines = super::export::preview::lines(workspace, &sample)?;
            Reply::Preview(sample, lines)
        }
        Request::Import(order) => import::perform(workspace, order),
        Request::Export(order) => super::export::write(workspace, order)?,
    })
}

/// Ways to go on with what is typed, but for what stands there already.
fn offers(workspace: &Workspace, (text, caret): &Typed) -> Result<Vec<Offering>, workspace::Error> {
    let length = |end: usize| position::offset_of(text, end) as usize;
    let found = workspace.completions(text, position::byte_at(text, *caret as u32))?;
    let new = found.into_iter().filter(|one| !text[one.replace.clone()].eq_ignore_ascii_case(&one.text));
    let offer = |one: Completion| {
        let replace = length(one.replace.start)..length(one.replace.end);
        (Offer { replace, text: one.text, meaning: one.meaning, count: None }, one.value)
    };
    Ok(new.map(offer).collect())
}

/// A query with one more condition.
fn narrowed(workspace: &Workspace, text: &str, filter: Filter) -> Result<Resolved, workspace::Error> {
    let query = workspace.resolve(text)?;
    Ok(Resolved { filter: Filter::All(vec![query.filter, filter]), sort: query.sort })
}

/// How many answers each query has; one that has become wrong says why and stops no other.
fn count_saved(
    workspace: &Workspace,
    queries: &[String],
) -> Result<Vec<Result<usize, String>>, workspace::Error> {
    let count = |text: &String| match workspace.goes_on().and_then(|()| workspace.resolve(text)) {
        Ok(query) => Ok(Ok(workspace.numbers(&query)?.len())),
        Err(workspace::Error::Query(wrong, _)) => Ok(Err(wrong.mistake.to_string())),
        Err(error) => Err(error),
    };
    queries.iter().map(count).collect()
}

/// So many of the newest actions are read at once; the others when they are looked for.
const NEWEST: usize = 500;

fn past(workspace: &Workspace, all: bool) -> Result<Past, workspace::Error> {
    let entries = workspace.history((!all).then_some(NEWEST))?;
    let total = if all || entries.len() < NEWEST { entries.len() } else { workspace.history_length()? };
    let zone = TimeZone::system();
    let here = |entry: HistoryEntry| {
        let at = entry.at.parse::<Timestamp>().unwrap_or_default();
        let at = zone.to_datetime(at);
        (entry, at)
    };
    let today = zone.to_datetime(Timestamp::now()).date();
    Ok(Past { entries: entries.into_iter().map(here).collect(), total, today })
}

/// All notes, each with its time where the screen stands.
fn notes(workspace: &Workspace) -> Result<Vec<(NoteEntry, DateTime)>, workspace::Error> {
    let zone = TimeZone::system();
    let here = |note: NoteEntry| {
        let at = zone.to_datetime(note.at.parse::<Timestamp>().unwrap_or_default());
        (note, at)
    };
    Ok(workspace.notes(None)?.into_iter().map(here).collect())
}

fn known(workspace: &Workspace) -> Result<Known, workspace::Error> {
    Ok(Known {
        codebook: workspace.codebook()?,
        call: workspace.call()?,
        shortlists: workspace.shortlists()?,
        filters: workspace.filters()?,
        analyst: workspace.analyst().to_owned(),
    })
}

#[cfg(test)]
mod tests;
