//! The thread that makes the rotating backup, with a reading connection of its own: the screen waits neither for its
//! beginning nor for its end.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use tokio::sync::mpsc::UnboundedSender;

use super::event::Event;
use super::request::Trouble;
use crate::config::surroundings::Surroundings;
use crate::fault::Fault;
use crate::workspace::{Access, Error, Workspace};

/// The thread, before it runs and while it does; dropping it stops the copying.
#[derive(Debug)]
pub struct Rotating {
    order: Option<Order>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread is given.
#[derive(Debug)]
struct Order {
    path: PathBuf,
    around: Surroundings,
    events: UnboundedSender<Event>,
}

impl Rotating {
    /// Makes ready for the backup of a workspace; what does not work is told to `events`. No backup is made of
    /// a workspace that is `None`.
    pub fn new(path: Option<PathBuf>, around: &Surroundings, events: &UnboundedSender<Event>) -> Self {
        let order = path.map(|path| Order { path, around: around.clone(), events: events.clone() });
        Self { order, stop: Arc::default(), thread: None }
    }

    /// Starts the thread, the first time that this is called.
    pub fn begin(&mut self) {
        let Some(Order { path, around, events }) = self.order.take() else { return };
        let (asked, teller) = (Arc::clone(&self.stop), events.clone());
        let thread = std::thread::Builder::new().name("backup".into()).spawn(move || {
            let made = Workspace::open(&path, Access::Read, None, &around)
                .and_then(|workspace| workspace.rotate(&mut |_, _| !asked.load(Ordering::Relaxed)));
            match made {
                Ok(_) | Err(Error::Stopped) => {}
                // Who is gone needs no telling.
                Err(error) => drop(events.send(Event::Unkept(told(&error.into())))),
            }
        });
        match thread {
            Ok(thread) => self.thread = Some(thread),
            // Without a backup the work goes on all the same.
            Err(error) => {
                let fault = Fault::bad_file(format!("the system gives no thread: {error}"));
                drop(teller.send(Event::Unkept(told(&fault))));
            }
        }
    }
}

impl Drop for Rotating {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A backup that broke is one that was not made.
            let _ = thread.join();
        }
    }
}

/// What the status line says: the work itself is not concerned.
fn told(fault: &Fault) -> Trouble {
    let more = ["The workspace itself is in order, and work goes on.".to_owned()];
    let more = more.into_iter().chain(fault.hints.iter().cloned());
    Trouble { line: format!("No backup was made: {}", fault.line()), more: more.collect() }
}
