//! What a pane wants to show, and whether it has been asked for.
//!
//! A pane says again and again what it wants, by a key that holds everything the answer depends on.
//! Only a key that differs from the last one leads to a request, and only the reply to the last
//! request is taken: whatever comes late is dropped.

use std::collections::VecDeque;

use super::request::Ticket;

/// So many tickets are remembered: more than anybody types before a reply comes.
const REMEMBERED: usize = 256;

/// The last thing asked for, and under which ticket.
#[derive(Debug, Clone)]
pub struct Wanted<K> {
    asked: Option<(K, Ticket)>,
    waiting: bool,
    /// Tickets under which something else was asked for before, oldest first.
    earlier: VecDeque<Ticket>,
}

impl<K> Default for Wanted<K> {
    fn default() -> Self {
        Self { asked: None, waiting: false, earlier: VecDeque::new() }
    }
}

impl<K: PartialEq> Wanted<K> {
    /// Says that this is wanted now; true when it has to be asked for under `ticket`.
    pub fn want(&mut self, key: K, ticket: Ticket) -> bool {
        if self.asked.as_ref().is_some_and(|(asked, _)| *asked == key) {
            return false;
        }
        if let Some((_, before)) = self.asked.replace((key, ticket)) {
            if self.earlier.len() == REMEMBERED {
                self.earlier.pop_front();
            }
            self.earlier.push_back(before);
        }
        self.waiting = true;
        true
    }

    /// Takes the reply to `ticket`; false when something newer was asked for since.
    pub fn take(&mut self, ticket: Ticket) -> bool {
        let newest = self.asked.as_ref().is_some_and(|(_, asked)| *asked == ticket);
        if newest {
            self.waiting = false;
        }
        newest
    }

    /// Whether this is a ticket of something that is not wanted any longer: its reply means nothing now.
    pub fn is_late(&self, ticket: Ticket) -> bool {
        self.earlier.contains(&ticket)
    }

    /// Whether nothing was ever asked for.
    pub fn is_new(&self) -> bool {
        self.asked.is_none()
    }

    /// Whether the reply to the last request has not come yet.
    pub fn is_waiting(&self) -> bool {
        self.waiting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_once_for_a_key_and_drops_late_replies() {
        let mut wanted = Wanted::default();
        assert!(wanted.want("a", Ticket(1)));
        assert!(!wanted.want("a", Ticket(2)));
        assert!(wanted.want("b", Ticket(3)));
        assert!(!wanted.take(Ticket(1)), "the reply to an older request is late");
        assert!(wanted.is_late(Ticket(1)) && !wanted.is_late(Ticket(3)) && !wanted.is_late(Ticket(9)));
        assert!(wanted.is_waiting());
        assert!(wanted.take(Ticket(3)));
        assert!(!wanted.is_waiting());
    }
}
