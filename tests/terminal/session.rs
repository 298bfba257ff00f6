//! One run of the program in a pseudo-terminal.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::Pid;

/// How long anything may take before a test gives up; far more than it ever needs.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running program and the screen it draws.
pub(crate) struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    closing: Arc<AtomicBool>,
    screen: vt100::Parser,
    /// Every byte that the program wrote to the terminal.
    pub(crate) raw: Vec<u8>,
}

impl Session {
    /// Starts a program in the folder of a desk, with these arguments and extra variables.
    pub(crate) fn start(
        program: &str,
        home: &Path,
        (columns, rows): (u16, u16),
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.cwd(home);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("HOME", home);
        command.env("XDG_STATE_HOME", home.join("state"));
        command.env("XDG_DATA_HOME", home.join("data"));
        command.env("XDG_CONFIG_HOME", home.join("config"));
        for (name, value) in variables {
            command.env(name, value);
        }
        command.args(arguments);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        let closing = Arc::new(AtomicBool::new(false));
        let closed = Arc::clone(&closing);
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if closed.load(Ordering::SeqCst) || sender.send(buffer[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            master: Some(pair.master),
            keyboard: Some(keyboard),
            output,
            closing,
            screen: vt100::Parser::new(some(rows), some(columns), 0),
            raw: Vec::new(),
        }
    }

    /// Types these bytes.
    pub(crate) fn keys(&mut self, keys: &str) {
        self.try_keys(keys).unwrap();
    }

    /// Types these bytes, where the program may have ended.
    pub(crate) fn try_keys(&mut self, keys: &str) -> std::io::Result<()> {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(keys.as_bytes())?;
        keyboard.flush()
    }

    /// Waits until the screen is as asked; gives its text.
    pub(crate) fn until(&mut self, what: &str, is_so: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let text = self.text();
            if is_so(&text) {
                return text;
            }
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!("{what}: that never came. The screen:\n{text}"),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("{what}: the program ended before that. The screen:\n{text}")
                }
            }
        }
    }

    /// Waits until the screen is as asked, or until the program has ended: then it is false.
    pub(crate) fn reaches(&mut self, what: &str, is_so: impl Fn(&str) -> bool) -> bool {
        let end = Instant::now() + PATIENCE;
        loop {
            if is_so(&self.text()) {
                return true;
            }
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => {
                    panic!("{what}: that never came. The screen:\n{}", self.text())
                }
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    /// Waits until these words are on the screen.
    pub(crate) fn sees(&mut self, words: &str) -> String {
        self.until(words, |text| text.contains(words))
    }

    /// Waits until these words are not on the screen.
    pub(crate) fn misses(&mut self, words: &str) -> String {
        self.until(&format!("no “{words}”"), |text| !text.contains(words))
    }

    /// Takes in whatever comes within a time.
    pub(crate) fn silence(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while let Ok(bytes) = self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
            self.take(&bytes);
        }
    }

    /// The text of the screen.
    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The terminal as the program has set it.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.screen.screen_mut().set_size(some(rows), some(columns));
        self.master.as_ref().unwrap().resize(size(columns, rows)).unwrap();
    }

    /// Sends the program a signal, by its name.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        let sent = Command::new("kill").args(["-s", name, &pid]).status().unwrap();
        assert!(sent.success(), "{name} could not be sent");
    }

    /// The program's process.
    pub(crate) fn process(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().cast_signed()).unwrap()
    }

    /// Takes the terminal away, as closing its window does.
    pub(crate) fn close(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        // The thread that reads holds the terminal too: it lets go at the next thing that is drawn.
        self.resize(79, 24);
        self.keys("\x0c");
        let end = Instant::now() + PATIENCE;
        while self.output.recv_timeout(end.saturating_duration_since(Instant::now())).is_ok() {}
        self.keyboard = None;
        self.master = None;
    }

    /// Waits for the end of the program and takes in all that it wrote.
    pub(crate) fn end(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.output.recv_timeout(Duration::from_millis(10)) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => {
                    if let Some(status) = self.child.try_wait().unwrap() {
                        return status;
                    }
                    std::thread::yield_now();
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            assert!(Instant::now() < end, "the program does not end. The screen:\n{}", self.text());
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.screen.process(bytes);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A test that failed leaves nothing running; one that ended has nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn some(length: u16) -> NonZeroU16 {
    NonZeroU16::new(length).unwrap()
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}
