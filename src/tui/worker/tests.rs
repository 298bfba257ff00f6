//! What is stopped, what is done first, and that nothing that is wanted stays away.

use std::sync::mpsc::channel;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::*;
use crate::config::surroundings::Surroundings;
use crate::workspace::{Access, sample};

/// Far longer than anything here takes that is stopped, and far shorter than what is not.
const PATIENCE: Duration = Duration::from_secs(60);

/// The sample review, with its threads.
struct Desk {
    workers: Workers,
    events: UnboundedReceiver<Event>,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let around = Surroundings { state_dir: folder.path().join("state"), ..Surroundings::default() };
        let file = folder.path().join("sample.db");
        sample::make(&file, &around).unwrap();
        let open = move |access| Workspace::open(&file, access, Some("alice"), &around);
        let (reading, writing) = (open(Access::Read).unwrap(), open(Access::Write).unwrap());
        let (sender, events) = unbounded_channel();
        let again: Opener = Box::new(move || open(Access::Read));
        let workers = Workers::start(reading, Some(writing), again, sender).unwrap();
        Self { workers, events, _folder: folder }
    }

    fn ask(&self, ticket: u64, request: Request) {
        self.workers.ask(Ticket(ticket), request);
    }

    /// The next reply, and to what.
    fn reply(&mut self) -> (u64, Reply) {
        let end = std::time::Instant::now() + PATIENCE;
        loop {
            match self.events.try_recv() {
                Ok(Event::Reply(ticket, reply)) => {
                    assert!(!matches!(reply, Reply::Failed(_)), "what is stopped is no failure: {reply:?}");
                    return (ticket.0, reply);
                }
                Ok(_) => {}
                Err(_) => std::thread::yield_now(),
            }
            assert!(std::time::Instant::now() < end, "the reply stays away");
        }
    }
}

/// Minutes of work: nobody waits for its end.
fn endless() -> Request {
    Request::CountEach(vec!["network".to_owned(); 400_000])
}

#[test]
fn a_newer_request_of_the_kind_is_answered_and_the_older_one_never() {
    let mut desk = Desk::new();
    desk.ask(1, endless());
    // It is answered in between, so that the first one was begun.
    desk.ask(2, Request::Known);
    assert_eq!(desk.reply().0, 2);
    desk.ask(3, Request::CountEach(vec![String::new()]));
    let (ticket, reply) = desk.reply();
    assert_eq!(ticket, 3);
    assert!(matches!(reply, Reply::CountEach(counts) if counts[0] > 0));
    desk.ask(4, Request::List(String::new()));
    assert_eq!(desk.reply().0, 4);
}

#[test]
fn the_list_goes_before_what_is_counted_and_that_is_still_counted_after_it() {
    let mut desk = Desk::new();
    desk.ask(1, Request::CountEach(vec!["network".to_owned(); 200]));
    for ticket in 2..6 {
        desk.ask(ticket, Request::List("ipv6".to_owned()));
        assert_eq!(desk.reply().0, ticket);
    }
    let (ticket, reply) = desk.reply();
    assert_eq!(ticket, 1);
    assert!(matches!(reply, Reply::CountEach(counts) if counts.len() == 200));
}

#[test]
fn what_takes_long_keeps_no_list_waiting_and_is_answered_too() {
    let mut desk = Desk::new();
    desk.ask(1, endless());
    desk.ask(2, Request::History { all: true });
    let (ticket, reply) = desk.reply();
    assert_eq!(ticket, 2);
    assert!(matches!(reply, Reply::History(past) if !past.entries.is_empty()));
}

#[test]
fn leaving_waits_for_nothing_that_is_only_read() {
    let desk = Desk::new();
    desk.ask(1, endless());
    let (sender, left) = channel();
    std::thread::spawn(move || {
        drop(desk.workers);
        sender.send(()).unwrap();
    });
    left.recv_timeout(PATIENCE).unwrap();
}
