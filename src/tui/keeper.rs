//! The thread that writes down what the screen remembers, so that the screen never waits for a disk.
//!
//! What cannot be written is forgotten: nothing of it is the analyst's work.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use super::latest::{Latest, Message, Next};
use crate::config::remembered::{self, Memory};

/// The running thread; dropping it lets it write what waits.
#[derive(Debug)]
pub struct Keeper {
    mailbox: Arc<Latest<Memory>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Starts the thread, which writes into the file of this folder.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(folder: PathBuf) -> std::io::Result<Self> {
        let mailbox = Arc::<Latest<Memory>>::default();
        let inbox = Arc::clone(&mailbox);
        let thread = std::thread::Builder::new().name("keeper".into()).spawn(move || {
            loop {
                match inbox.next(Duration::from_secs(3600)) {
                    Next::Message(memory) => {
                        drop(remembered::keep(&folder, memory));
                        inbox.done();
                    }
                    Next::Nothing => {}
                    Next::Closed => return,
                }
            }
        })?;
        Ok(Self { mailbox, thread: Some(thread) })
    }

    /// Remembers a value; a newer one of the same thing takes the place of one that waits.
    pub fn keep(&self, memory: Memory) {
        self.mailbox.put(memory);
    }
}

impl Message for Memory {
    fn replaces(&self, older: &Self) -> bool {
        older.is_same_thing(self)
    }

    fn rank(&self) -> u8 {
        0
    }

    fn is_reading(&self) -> bool {
        false
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.mailbox.close();
        if let Some(thread) = self.thread.take() {
            // It has nothing to tell.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::remembered::{Remembered, Section};

    #[test]
    fn what_was_asked_for_last_is_on_the_disk_at_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = Keeper::start(folder.path().to_owned()).unwrap();
        for width in 0..50 {
            keeper.keep(Memory { section: Section::Everywhere, name: "width", value: width.into() });
            keeper.keep(Memory { section: Section::Everywhere, name: "height", value: 7.into() });
        }
        drop(keeper);
        let read = Remembered::read(folder.path());
        assert_eq!(read.get(&Section::Everywhere, "width"), Some(49));
        assert_eq!(read.get(&Section::Everywhere, "height"), Some(7));
    }
}
