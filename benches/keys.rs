//! From a key press to the finished frame, in a pseudo-terminal, with 10,000 submissions.
//!
//! ```text
//! cargo bench --bench keys
//! RAPPORTEUR_WORKSPACE_TO_MEASURE=large.db cargo bench --bench keys
//! ```
//!
//! With a workspace of one's own (a copy: nothing is written into it, but SQLite keeps files beside it) the same is
//! measured there.
//!
//! Printed are p50 and p99 for keys that need no query, beside the limit of 8 ms. A frame is finished when the terminal
//! is told so (the end of a synchronized update).
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark stops where something fails, and prints what it measured"
)]

mod corpus;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use corpus::{PROGRAM, surroundings};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// What ends a frame.
const FRAME: &[u8] = b"\x1b[?2026l";

/// The limit for p99.
const LIMIT: Duration = Duration::from_millis(8);

/// How often each key is pressed.
const PRESSES: usize = 200;

/// Without output for so long, the screen is taken to be at rest.
const QUIET: Duration = Duration::from_millis(30);

/// Keys that need no query: what they are called, and what is typed; then what takes it back.
const KEYS: [(&str, &str, &str); 8] = [
    ("scroll the reader", "J", "K"),
    ("next and previous pane", "\t", "\x1b[Z"),
    ("mark, and all marks off", " ", "\x1b"),
    ("open and leave the theme picker", "t", "\x1b"),
    ("type into a note", "x", "\x7f"),
    ("open and leave the palette", ":", "\x1b"),
    ("select a passage", "v", "\x1b"),
    ("zoom", "z", "z"),
];

/// What the list does while it is gone through: the keys before, and those after which nothing is waited for.
const BUSY: [(&str, &[&str], &str); 3] = [
    ("while everything is marked", &["\x01"], ""),
    ("while a query runs", &["\x1b", "/"], "network* OR internet*\r"),
    ("while all is listed again", &["/"], "\x15\r"),
];

fn main() {
    let Some(folder) = corpus::folder() else { return };
    let given = std::env::var_os("RAPPORTEUR_WORKSPACE_TO_MEASURE").map(PathBuf::from);
    let workspace = given.unwrap_or_else(|| corpus::workspace(&folder, "keys.db", |_| ()));
    let mut session = Session::start(&folder, &workspace);
    println!("{:32} {:>9} {:>9}", format!("{} times each", PRESSES * 2), "p50", "p99");
    let mut all = Vec::new();
    for (name, key, back) in KEYS {
        let in_note = name == "type into a note";
        if in_note {
            session.press("a");
        }
        let mut times = Vec::new();
        for _ in 0..PRESSES {
            times.push(session.press(key));
            times.push(session.press(back));
        }
        if in_note {
            session.press("\x1b");
        }
        print(name, &mut times);
        all.extend(times);
    }
    print_memory(&session, "at rest");
    for (name, begin, end) in BUSY {
        for key in begin {
            session.press(key);
        }
        session.begin(end);
        let mut times = Vec::new();
        for _ in 0..PRESSES {
            times.push(session.press_on("j"));
            times.push(session.press_on("k"));
        }
        session.settle();
        print(name, &mut times);
        print_memory(&session, name);
        all.extend(times);
    }
    let worst = print("all", &mut all);
    let said = if worst <= LIMIT { "within" } else { "beyond" };
    println!("p99 is {said} the limit of {} ms", LIMIT.as_millis());
}

fn print(name: &str, times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    let shown = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1000.0);
    println!("{name:32} {:>9} {:>9}", shown(at(50)), shown(at(99)));
    at(99)
}

/// Prints the memory that the program has taken, where the system tells it.
fn print_memory(session: &Session, when: &str) {
    let status = session.child.process_id().map(|id| format!("/proc/{id}/status"));
    let Some(status) = status.and_then(|path| std::fs::read_to_string(path).ok()) else { return };
    for (name, what) in [("VmHWM:", "at most"), ("RssAnon:", "of its own")] {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        println!("{:32} {:>6} MB {what}", format!("memory, {when}"), kilobytes.unwrap_or_default() / 1024);
    }
}

/// The program in a pseudo-terminal.
struct Session {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
}

impl Session {
    fn start(folder: &Path, workspace: &Path) -> Self {
        let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(PROGRAM);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        for (name, value) in surroundings(folder) {
            command.env(name, value);
        }
        command.args([workspace.as_os_str(), "--analyst".as_ref(), "bench".as_ref()]);
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if sender.send((Instant::now(), buffer[..read].to_vec())).is_err() {
                    return;
                }
            }
        });
        let mut session = Self { child, keyboard, output };
        // The first frames come with the answers of the workspace.
        std::thread::sleep(Duration::from_secs(3));
        session.settle();
        session.press("\x1b");
        session
    }

    /// Waits until nothing more is drawn.
    fn settle(&mut self) {
        while self.output.recv_timeout(QUIET).is_ok() {}
    }

    /// Types keys and waits for nothing.
    fn begin(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Presses a key; gives the time until its frame was finished, and waits until the screen is at rest.
    fn press(&mut self, key: &str) -> Duration {
        let time = self.press_on(key);
        self.settle();
        time
    }

    /// Presses a key; gives the time until the next frame was finished.
    fn press_on(&mut self, key: &str) -> Duration {
        let start = Instant::now();
        self.keyboard.write_all(key.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
        let mut drawn = Vec::new();
        loop {
            let (at, bytes) = self.output.recv_timeout(Duration::from_secs(10)).unwrap();
            drawn.extend(bytes);
            if drawn.windows(FRAME.len()).any(|window| window == FRAME) {
                return at - start;
            }
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
