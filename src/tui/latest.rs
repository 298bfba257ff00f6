//! A mailbox between the screen and a thread, in which a newer request replaces the waiting one of its kind.
//!
//! Fast typing therefore queues nothing stale: at most one request of each kind waits.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// What a thread finds in its mailbox.
#[derive(Debug, PartialEq, Eq)]
pub enum Next<T> {
    /// A message.
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
}

#[derive(Debug)]
struct State<T> {
    waiting: VecDeque<T>,
    closed: bool,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        let state = State { waiting: VecDeque::new(), closed: false };
        Self { state: Mutex::new(state), arrived: Condvar::new() }
    }
}

impl<T> Latest<T> {
    /// Puts a message in; `replaces` says which waiting message it makes needless.
    pub fn put(&self, message: T, replaces: impl Fn(&T) -> bool) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.waiting.iter_mut().find(|waiting| replaces(waiting)) {
            Some(waiting) => *waiting = message,
            None => state.waiting.push_back(message),
        }
        drop(state);
        self.arrived.notify_one();
    }

    /// Waits for the next message, at most `patience`.
    pub fn next(&self, patience: Duration) -> Next<T> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut state, _) = self
            .arrived
            .wait_timeout_while(state, patience, |s| s.waiting.is_empty() && !s.closed)
            .unwrap_or_else(PoisonError::into_inner);
        match state.waiting.pop_front() {
            Some(message) => Next::Message(message),
            None if state.closed => Next::Closed,
            None => Next::Nothing,
        }
    }

    /// Says that nothing more will come; what waits is still handed out.
    pub fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.arrived.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_message_of_a_kind_takes_the_place_of_the_waiting_one() {
        let box_ = Latest::default();
        for message in [("list", 1), ("rows", 2), ("list", 3)] {
            box_.put(message, |waiting: &(&str, i32)| waiting.0 == message.0);
        }
        box_.close();
        assert_eq!(box_.next(Duration::ZERO), Next::Message(("list", 3)));
        assert_eq!(box_.next(Duration::ZERO), Next::Message(("rows", 2)));
        assert_eq!(box_.next(Duration::ZERO), Next::Closed);
    }
}
