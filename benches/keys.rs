//! From a key press to the finished frame, in a pseudo-terminal, with 10,000 submissions.
//!
//! ```text
//! cargo bench --bench keys
//! ```
//!
//! The workspace is made once, in `target/bench`, of what `tools/gen-corpus` of the shared folder writes
//! (`RAPPORTEUR_SHARED`, else `../shared`; without it nothing is measured). Printed are p50 and p99 for keys that
//! need no query, beside the limit of 8 ms. A frame is finished when the terminal is told so (the end of a
//! synchronized update).
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark stops where something fails, and prints what it measured"
)]

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// The program that is measured.
const PROGRAM: &str = env!("CARGO_BIN_EXE_rapporteur");

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

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var_os("RAPPORTEUR_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let generator = shared.join("tools/gen-corpus");
    if !generator.exists() {
        eprintln!("Skipped: there is no {}.", generator.display());
        return;
    }
    let folder = root.join("target/bench");
    std::fs::create_dir_all(&folder).unwrap();
    let workspace = workspace(&folder, &generator);
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

/// The workspace of 10,000 submissions, made when it is not there yet.
fn workspace(folder: &Path, generator: &Path) -> PathBuf {
    let (corpus, workspace) = (folder.join("corpus-10000.csv"), folder.join("keys.db"));
    if workspace.exists() {
        return workspace;
    }
    eprintln!("Making a workspace of 10,000 submissions; this happens once.");
    let made = Command::new(generator).arg("10000").stdout(File::create(&corpus).unwrap()).status().unwrap();
    assert!(made.success(), "the corpus could not be made");
    let begun = folder.join("keys-begun.db");
    let _ = std::fs::remove_file(&begun);
    for arguments in [&["init"][..], &["import", "-w"]] {
        let mut command = program(folder);
        command.arg(arguments[0]).args(&arguments[1..]).arg(&begun);
        if arguments[0] == "import" {
            command.arg(&corpus);
        }
        assert!(command.status().unwrap().success(), "{arguments:?} failed");
    }
    std::fs::rename(&begun, &workspace).unwrap();
    workspace
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    for (name, value) in surroundings(folder) {
        command.env(name, value);
    }
    command
}

fn surroundings(folder: &Path) -> [(&'static str, PathBuf); 3] {
    [
        ("XDG_STATE_HOME", folder.join("state")),
        ("XDG_DATA_HOME", folder.join("data")),
        ("XDG_CONFIG_HOME", folder.join("config")),
    ]
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

    /// Presses a key; gives the time until its frame was finished, and waits until the screen is at rest.
    fn press(&mut self, key: &str) -> Duration {
        let start = Instant::now();
        self.keyboard.write_all(key.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
        let mut drawn = Vec::new();
        loop {
            let (at, bytes) = self.output.recv_timeout(Duration::from_secs(10)).unwrap();
            drawn.extend(bytes);
            if drawn.windows(FRAME.len()).any(|window| window == FRAME) {
                self.settle();
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
