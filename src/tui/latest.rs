//! A mailbox between the screen and a thread, in which a newer request replaces the waiting one of its kind.
//!
//! Fast typing therefore queues nothing stale: at most one request of each kind waits. What a thread is busy with is
//! stopped when something newer makes it needless, or when something more urgent comes: that is then done first, and
//! the other one after it. Whether the work goes on is one flag, which changes only under the mailbox's lock: what is
//! meant for an older message never stops a newer one.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How messages stand to each other.
pub trait Message: Clone {
    /// Whether an older message is needless once this one is there.
    fn replaces(&self, older: &Self) -> bool;

    /// The lower, the sooner it is done; what is equal is done in turn.
    fn rank(&self) -> u8;

    /// Whether it can be stopped in the middle, and be done later or never.
    fn is_reading(&self) -> bool;
}

/// What a thread finds in its mailbox.
#[derive(Debug, PartialEq, Eq)]
pub enum Next<T> {
    /// A message; [`Latest::done`] is told when it is done.
    Message(T),
    /// Nothing came within the time.
    Nothing,
    /// The screen is gone.
    Closed,
}

/// The mailbox.
#[derive(Debug)]
pub struct Latest<T> {
    state: Mutex<State<T>>,
    arrived: Condvar,
    stop: Arc<AtomicBool>,
}

#[derive(Debug)]
struct State<T> {
    waiting: VecDeque<T>,
    /// The reading that the thread is busy with, and what becomes of it.
    running: Option<(T, Fate)>,
    closed: bool,
}

/// What becomes of a reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
    /// Its reply is waited for.
    Wanted,
    /// It is done again after something more urgent.
    Later,
    /// Nobody waits for it any longer.
    Needless,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        let state = State { waiting: VecDeque::new(), running: None, closed: false };
        Self { state: Mutex::new(state), arrived: Condvar::new(), stop: Arc::default() }
    }
}

impl<T> Latest<T> {
    /// Set while the thread is to leave what it is busy with.
    pub fn stop(&self) -> &Arc<AtomicBool> {
        &self.stop
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Message> Latest<T> {
    /// Puts a message in.
    pub fn put(&self, message: T) {
        let mut state = self.lock();
        self.outdate(&mut state, &message);
        match state.waiting.iter_mut().find(|waiting| message.replaces(waiting)) {
            Some(waiting) => *waiting = message,
            None => state.waiting.push_back(message),
        }
        drop(state);
        self.arrived.notify_one();
    }

    /// Takes out what a message makes needless that is put into another mailbox.
    pub fn give_way(&self, message: &T) {
        let mut state = self.lock();
        if state.running.as_ref().is_some_and(|(running, _)| message.replaces(running)) {
            self.outdate(&mut state, message);
        }
        state.waiting.retain(|waiting| !message.replaces(waiting));
    }

    /// Stops what is running where a message makes it needless or is more urgent.
    fn outdate(&self, state: &mut State<T>, message: &T) {
        let Some((running, fate)) = &mut state.running else { return };
        if message.replaces(running) {
            *fate = Fate::Needless;
        } else if message.rank() < running.rank() && *fate == Fate::Wanted {
            *fate = Fate::Later;
        }
        self.stop.store(*fate != Fate::Wanted, Ordering::Relaxed);
    }

    /// Waits for the next message, at most `patience`.
    pub fn next(&self, patience: Duration) -> Next<T> {
        let state = self.lock();
        let (mut state, _) = self
            .arrived
            .wait_timeout_while(state, patience, |s| s.waiting.is_empty() && !s.closed)
            .unwrap_or_else(PoisonError::into_inner);
        let first = state.waiting.iter().enumerate().min_by_key(|(at, message)| (message.rank(), *at));
        let first = first.map(|(at, _)| at);
        match first.and_then(|at| state.waiting.remove(at)) {
            Some(message) => {
                state.running = message.is_reading().then(|| (message.clone(), Fate::Wanted));
                self.stop.store(false, Ordering::Relaxed);
                Next::Message(message)
            }
            None if state.closed => Next::Closed,
            None => Next::Nothing,
        }
    }

    /// Says that the last message is done or was stopped; true when its reply is wanted. What was only to make room is
    /// done again.
    pub fn done(&self) -> bool {
        let mut state = self.lock();
        self.stop.store(false, Ordering::Relaxed);
        let Some((message, fate)) = state.running.take() else { return true };
        let replaced = || state.waiting.iter().any(|waiting| waiting.replaces(&message));
        if fate == Fate::Later && !state.closed && !replaced() {
            state.waiting.push_front(message);
        }
        fate == Fate::Wanted
    }

    /// Says that nothing more will come. Readings are left; what must be done is still handed out.
    pub fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.waiting.retain(|message| !message.is_reading());
        if let Some((_, fate)) = &mut state.running {
            *fate = Fate::Needless;
            self.stop.store(true, Ordering::Relaxed);
        }
        drop(state);
        self.arrived.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// A kind, how urgent that is, and which message of all it is; the last kind must be done.
    #[derive(Clone, PartialEq, Eq, Debug)]
    struct Note(u8, usize);

    const MUST: u8 = 5;

    impl Message for Note {
        fn replaces(&self, older: &Self) -> bool {
            self.0 == older.0 && self.is_reading()
        }

        fn rank(&self) -> u8 {
            self.0 / 2
        }

        fn is_reading(&self) -> bool {
            self.0 != MUST
        }
    }

    fn taken(mailbox: &Latest<Note>) -> Option<Note> {
        match mailbox.next(Duration::ZERO) {
            Next::Message(note) => Some(note),
            Next::Nothing | Next::Closed => None,
        }
    }

    fn is_stopped(mailbox: &Latest<Note>) -> bool {
        mailbox.stop().load(Ordering::Relaxed)
    }

    #[test]
    fn a_newer_message_of_a_kind_takes_the_place_of_the_waiting_one() {
        let mailbox = Latest::default();
        for note in [Note(0, 1), Note(1, 2), Note(0, 3)] {
            mailbox.put(note);
        }
        assert_eq!(taken(&mailbox), Some(Note(0, 3)));
        assert!(mailbox.done());
        assert_eq!(taken(&mailbox), Some(Note(1, 2)));
    }

    #[test]
    fn what_is_urgent_is_done_first_and_the_other_after_it() {
        let mailbox = Latest::default();
        mailbox.put(Note(4, 1));
        assert_eq!(taken(&mailbox), Some(Note(4, 1)));
        mailbox.put(Note(0, 2));
        assert!(is_stopped(&mailbox) && !mailbox.done());
        assert_eq!(taken(&mailbox), Some(Note(0, 2)));
        assert!(!is_stopped(&mailbox) && mailbox.done());
        assert_eq!(taken(&mailbox), Some(Note(4, 1)));
        assert!(mailbox.done());
    }

    #[test]
    fn what_must_be_done_is_done_after_the_screen_is_gone_and_nothing_else() {
        let mailbox = Latest::default();
        mailbox.put(Note(0, 1));
        taken(&mailbox);
        mailbox.put(Note(1, 2));
        mailbox.put(Note(MUST, 3));
        mailbox.close();
        assert!(is_stopped(&mailbox) && !mailbox.done());
        assert_eq!(mailbox.next(Duration::ZERO), Next::Message(Note(MUST, 3)));
        assert!(mailbox.done());
        assert_eq!(mailbox.next(Duration::ZERO), Next::Closed);
    }

    proptest! {
        /// Steps: put a note of a kind, go on with the work, or end it.
        #[test]
        fn no_message_is_lost_and_no_newer_one_is_stopped(steps in proptest::collection::vec(0..9_u8, 0..80)) {
            let mailbox = Latest::default();
            let mut newest: BTreeMap<u8, usize> = BTreeMap::new();
            let (mut must, mut replied) = (Vec::new(), Vec::new());
            let mut running: Option<(Note, bool)> = None;
            let ends = std::iter::repeat_n(8, 400);
            for (n, step) in steps.iter().copied().chain(ends).enumerate() {
                match (step, running.take()) {
                    (kind @ 0..=MUST, held) => {
                        let note = Note(kind, n);
                        if note.is_reading() { newest.insert(kind, n); } else { must.push(n); }
                        running = held.map(|(held, stopped)| {
                            let stops = held.is_reading()
                                && (note.replaces(&held) || note.rank() < held.rank());
                            (held, stopped || stops)
                        });
                        mailbox.put(note);
                    }
                    (_, None) => {
                        running = taken(&mailbox).map(|note| (note, false));
                        prop_assert!(!is_stopped(&mailbox), "a message begins without being stopped");
                    }
                    (_, Some((note, stopped))) => {
                        // It is stopped by a newer one or a more urgent one, and by nothing else.
                        prop_assert_eq!(is_stopped(&mailbox), stopped);
                        if mailbox.done() {
                            replied.push(note);
                        }
                    }
                }
            }
            for (kind, n) in newest {
                prop_assert!(replied.contains(&Note(kind, n)), "the newest of its kind is answered");
            }
            let musts: Vec<usize> = replied.iter().filter(|note| note.0 == MUST).map(|note| note.1).collect();
            prop_assert_eq!(musts, must, "what must be done is done once, in turn");
            let mut once = replied.clone();
            once.sort_by_key(|note| note.1);
            once.dedup();
            prop_assert_eq!(once.len(), replied.len(), "nothing is answered twice");
        }
    }

    #[test]
    fn between_threads_each_newest_message_is_answered_and_none_is_stopped_for_good() {
        let mailbox = Arc::new(Latest::default());
        let (sender, replies) = std::sync::mpsc::channel();
        let worker = Arc::clone(&mailbox);
        let thread = std::thread::spawn(move || {
            loop {
                match worker.next(Duration::from_secs(3600)) {
                    Next::Closed => return,
                    Next::Nothing => {}
                    Next::Message(note) => {
                        // Work that only stopping ends early.
                        for _ in 0..200 {
                            if is_stopped(&worker) {
                                break;
                            }
                            std::thread::yield_now();
                        }
                        if worker.done() {
                            sender.send(note).unwrap();
                        }
                    }
                }
            }
        });
        let last = 3_000;
        for n in 0..=last {
            mailbox.put(Note((n % 4) as u8, n));
        }
        let mut awaited: Vec<usize> = (last - 3..=last).collect();
        while !awaited.is_empty() {
            let note = replies.recv_timeout(Duration::from_secs(60)).unwrap();
            awaited.retain(|n| *n != note.1);
        }
        mailbox.close();
        thread.join().unwrap();
    }
}
