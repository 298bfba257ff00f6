//! Whoever waits for an import: told how far it is, and asked whether to go on.

use std::cell::{Cell, RefCell};

use crate::model::import::Progress;

/// Told how far an import is; stops it by returning false.
pub(in crate::workspace) type Watcher<'a> = &'a mut dyn FnMut(Progress) -> bool;

/// The one who waits, for all that work on the import.
pub(super) struct Watch<'a> {
    watcher: RefCell<Watcher<'a>>,
    now: Cell<Progress>,
    /// The bytes of files that are taken.
    taken: Cell<u64>,
}

impl<'a> Watch<'a> {
    pub(super) fn new(watcher: Watcher<'a>, (files, bytes): (usize, u64), is_trial: bool) -> Self {
        let now = Progress { of_files: files, of_bytes: bytes * 2, is_trial, ..Progress::default() };
        Self { watcher: RefCell::new(watcher), now: Cell::new(now), taken: Cell::new(0) }
    }

    fn tell(&self, change: impl FnOnce(&mut Progress)) -> bool {
        let mut now = self.now.get();
        change(&mut now);
        self.now.set(now);
        (self.watcher.borrow_mut())(now)
    }

    /// So many files are done, and so many bytes were read.
    pub(super) fn read(&self, files: usize, bytes: u64) -> bool {
        self.tell(|now| {
            now.files = files;
            now.bytes = bytes + self.taken.get();
        })
    }

    /// So much more of a file is taken.
    pub(super) fn took(&self, bytes: u64) -> bool {
        self.taken.set(self.taken.get() + bytes);
        self.tell(|now| now.bytes += bytes)
    }

    /// So much of all that was taken is written, from 0 to 1.
    pub(super) fn wrote(&self, part: f32) -> bool {
        self.tell(|now| {
            now.files = now.of_files;
            now.bytes = now.of_bytes;
            now.written = part;
        })
    }
}
