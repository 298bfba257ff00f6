//! Notices that the terminal is gone, also where no signal says so.
//!
//! The reader of the keyboard spins on a terminal that was closed and never returns, so a thread of its own waits
//! for nothing but that.

use std::io;
use std::sync::Arc;

use rustix::event::{PollFd, PollFlags, poll};
use tokio::sync::Notify;

/// Starts to watch standard input; what is given is notified once when the terminal goes.
///
/// # Errors
/// When the system gives no thread.
pub fn watch() -> io::Result<Arc<Notify>> {
    let gone = Arc::new(Notify::new());
    let told = Arc::clone(&gone);
    std::thread::Builder::new().name("hang-up".into()).spawn(move || {
        if waits_for_the_end() {
            told.notify_one();
        }
    })?;
    Ok(gone)
}

/// Waits until the terminal is gone; false where that cannot be watched.
fn waits_for_the_end() -> bool {
    let input = io::stdin();
    loop {
        // Asked for nothing, it tells only of the end.
        let mut watched = [PollFd::new(&input, PollFlags::empty())];
        match poll(&mut watched, None) {
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
            Ok(_) => return watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR),
        }
    }
}
