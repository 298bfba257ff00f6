//! What a reader in a process of its own may use. Each limit is named in the message when it is reached.

use std::time::Duration;

/// The signal that ends a process which used up its processor time.
#[cfg(unix)]
pub(super) const OUT_OF_TIME: i32 = rustix::process::Signal::XCPU.as_raw();
#[cfg(not(unix))]
pub(super) const OUT_OF_TIME: i32 = 0;

/// The limits of one reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Address space in bytes.
    pub memory: u64,
    /// Processor time in seconds.
    pub seconds: u64,
    /// Time by the clock, which also runs while nothing is done.
    pub wall: Duration,
    /// The longest answer in bytes.
    pub answer: u64,
    /// The largest file in bytes.
    pub file: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 1 << 30,
            seconds: 10,
            wall: Duration::from_secs(60),
            answer: 64 << 20,
            file: 256 << 20,
        }
    }
}

impl Limits {
    /// Those that the process sets itself or minds, as arguments.
    pub(super) fn arguments(&self) -> [String; 3] {
        [self.memory.to_string(), self.seconds.to_string(), self.answer.to_string()]
    }

    pub(super) fn from_arguments(arguments: &[String]) -> Option<Self> {
        let [memory, seconds, answer] = arguments else { return None };
        let (memory, seconds) = (memory.parse().ok()?, seconds.parse().ok()?);
        Some(Self { memory, seconds, answer: answer.parse().ok()?, ..Self::default() })
    }

    /// Sets them for this process, for good.
    #[cfg(unix)]
    pub(super) fn set(&self) -> std::io::Result<()> {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let both = |n: u64| Rlimit { current: Some(n), maximum: Some(n) };
        // The signal at the first says what happened; at the second there is no more arguing.
        let time = Rlimit { current: Some(self.seconds), maximum: Some(self.seconds + 1) };
        let all = [
            (Resource::As, both(self.memory)),
            (Resource::Cpu, time),
            // It writes no file, and leaves no image of its memory behind, in which the text would stand.
            (Resource::Fsize, both(0)),
            (Resource::Core, both(0)),
        ];
        for (resource, limit) in all {
            let set = setrlimit(resource, limit);
            // Not every system knows a limit of address space.
            if cfg!(target_os = "linux") {
                set?;
            }
        }
        Ok(())
    }

    /// Nothing is limited here but the time by the clock and the answer.
    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, reason = "where limits are set it can fail")]
    pub(super) fn set(&self) -> std::io::Result<()> {
        Ok(())
    }
}
