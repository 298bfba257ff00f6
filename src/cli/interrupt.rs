//! Ctrl-C during long work: the first asks it to stop before it writes, the second ends the program.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The exit status of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// Listens for Ctrl-C from now on.
#[derive(Clone, Debug, Default)]
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Starts listening; without a thread or a runtime to spare, Ctrl-C ends the program as ever.
    pub(super) fn listen() -> Self {
        let interrupt = Self::default();
        let asked = interrupt.clone();
        // The thread lives as long as the program; nothing waits for it.
        let _ = std::thread::Builder::new().name("interrupt".into()).spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(asked.hear());
            }
        });
        interrupt
    }

    async fn hear(&self) {
        while tokio::signal::ctrl_c().await.is_ok() {
            if self.0.swap(true, Ordering::Relaxed) {
                // Nothing is half done: an import is one transaction, an export a file aside.
                std::process::exit(INTERRUPTED);
            }
        }
    }

    /// Whether the work may go on.
    pub(super) fn may_go_on(&self) -> bool {
        !self.0.load(Ordering::Relaxed)
    }
}
