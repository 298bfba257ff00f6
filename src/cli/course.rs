//! How far long work is, on standard error where somebody watches it.

use std::io::Write;
use std::time::{Duration, Instant};

/// Work that is done sooner shows no progress, …
const QUIET: Duration = Duration::from_millis(300);

/// … and what is shown changes so often.
const SHOWN_EVERY: Duration = Duration::from_millis(200);

/// One line that is written over.
pub(super) struct Course {
    watched: bool,
    begun: Instant,
    shown: Option<Instant>,
}

impl Course {
    /// Begins now; nothing is shown when nobody watches.
    pub(super) fn begin(watched: bool) -> Self {
        Self { watched, begun: Instant::now(), shown: None }
    }

    /// Shows these words, which may say how long it took, if it is time to.
    pub(super) fn tell(&mut self, to: &mut dyn Write, words: impl FnOnce(Duration) -> String) {
        let is_due = self.shown.is_none_or(|last| last.elapsed() >= SHOWN_EVERY);
        if self.watched && is_due && self.begun.elapsed() >= QUIET {
            self.shown = Some(Instant::now());
            // Progress is a courtesy; whoever closed standard error does without.
            let _ = write!(to, "\r{}\x1b[K", words(self.begun.elapsed()));
        }
    }

    /// Takes the line away.
    pub(super) fn end(self, to: &mut dyn Write) {
        if self.shown.is_some() {
            let _ = write!(to, "\r\x1b[K");
        }
    }
}
