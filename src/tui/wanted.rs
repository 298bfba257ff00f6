//! What a pane wants to show, and whether it has been asked for.
//!
//! A pane says again and again what it wants, by a key that holds everything the answer depends on.
//! Only a key that differs from the last one leads to a request, and only the reply to the last
//! request is taken: whatever comes late is dropped.

use super::request::Ticket;

/// The last thing asked for, and under which ticket.
#[derive(Debug, Clone)]
pub struct Wanted<K> {
    asked: Option<(K, Ticket)>,
    waiting: bool,
    /// Requests whose replies were still waited for when a newer one was made.
    overtaken: Vec<Ticket>,
}

/// So many overtaken requests are known: more never wait, since a newer one takes the place of one that waits.
const MOST: usize = 64;

impl<K> Default for Wanted<K> {
    fn default() -> Self {
        Self { asked: None, waiting: false, overtaken: Vec::new() }
    }
}

impl<K: PartialEq> Wanted<K> {
    /// Says that this is wanted now; true when it has to be asked for under `ticket`.
    pub fn want(&mut self, key: K, ticket: Ticket) -> bool {
        if self.asked.as_ref().is_some_and(|(asked, _)| *asked == key) {
            return false;
        }
        let before = self.asked.replace((key, ticket));
        self.overtaken.extend(before.filter(|_| self.waiting).map(|(_, ticket)| ticket));
        if self.overtaken.len() > MOST {
            self.overtaken.remove(0);
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

    /// Whether something newer has been asked for since: what is said of `ticket` interests nobody any longer.
    pub fn is_overtaken(&self, ticket: Ticket) -> bool {
        self.overtaken.contains(&ticket)
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
        assert!(wanted.is_overtaken(Ticket(1)) && !wanted.is_overtaken(Ticket(3)));
        assert!(!wanted.take(Ticket(1)), "the reply to an older request is late");
        assert!(wanted.is_waiting());
        assert!(wanted.take(Ticket(3)));
        assert!(!wanted.is_waiting());
    }
}
