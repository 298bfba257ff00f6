//! A fault of the program itself: a report is written that holds nothing of anybody's text, and people are told
//! where it is and that their work is safe.
//!
//! What a panic says may quote the text that it stumbled over, so only messages that are fixed words, or words
//! around numbers, go into the report. Nothing is printed here: whoever holds the terminal gives it back first.

use std::backtrace::Backtrace;
use std::env::consts::{ARCH, OS};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use jiff::ZonedDateTime;

use super::{Fault, Kind};

/// How many reports are kept; the oldest go.
const KEPT: usize = 10;

/// Beginnings of messages that hold numbers and no text.
const NUMBERS_ONLY: [&str; 6] = [
    "index out of bounds: the len is ",
    "range start index ",
    "range end index ",
    "slice index starts at ",
    "mid > len",
    "copy_from_slice: source slice length",
];

/// Where the report of the first panic stands, or why there is none.
type Report = Result<PathBuf, String>;

static FIRST: Mutex<Option<Report>> = Mutex::new(None);

/// Runs the program; a panic, of whichever thread, ends as a fault that names its report in `folder`.
///
/// # Errors
/// Those of the program, or the fault that tells of the panic.
pub fn contained<T>(folder: PathBuf, program: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    panic::set_hook(Box::new(move |info| note(info, &folder)));
    let ended = panic::catch_unwind(AssertUnwindSafe(program));
    ended.unwrap_or_else(|_| Err(fault()))
}

/// What to tell people after a panic: that their work is safe, and where the report is.
pub fn fault() -> Fault {
    let fault = Fault::new(Kind::Bug, "the program met a fault of its own and had to stop")
        .hint("everything that was shown as done is in the workspace; open it again and go on");
    let first = FIRST.lock().ok().and_then(|first| first.clone());
    match first {
        Some(Ok(path)) => fault
            .hint(format!(
                "a report is in {}; it holds nothing of the submissions or your notes",
                path.display()
            ))
            .hint("please send it to the maintainers, with what you were doing"),
        Some(Err(why)) => fault.hint(format!("no report could be written: {why}")),
        None => fault,
    }
}

/// Writes a report of the first panic; those that follow from it tell nothing more.
fn note(info: &PanicHookInfo<'_>, folder: &Path) {
    let Ok(mut first) = FIRST.lock() else { return };
    if first.is_none() {
        *first = Some(write(&report(info), folder).map_err(|error| error.to_string()));
    }
}

fn report(info: &PanicHookInfo<'_>) -> String {
    let thread = std::thread::current();
    let mut text = format!(
        "rapporteur {} met a fault of its own.\nNothing of the submissions, notes or names is in this report.\n\n",
        env!("CARGO_PKG_VERSION")
    );
    let place = info.location().map_or_else(|| "unknown".to_owned(), ToString::to_string);
    let payload = info.payload();
    let message = payload.downcast_ref::<&str>().copied();
    let message = message.or_else(|| payload.downcast_ref::<String>().and_then(|said| harmless(said)));
    let lines = [
        ("when", ZonedDateTime::now().strftime("%F %T %:z").to_string()),
        ("system", format!("{OS} {ARCH}")),
        ("thread", thread.name().unwrap_or("without a name").to_owned()),
        ("place", place),
        ("message", message.unwrap_or("left out: it may quote text").to_owned()),
    ];
    for (name, value) in lines {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{name:<8} {value}");
    }
    let _ = write!(text, "\n{}", Backtrace::force_capture());
    text
}

/// A message that was put together while running, where it is known to hold numbers only.
fn harmless(said: &str) -> Option<&str> {
    NUMBERS_ONLY.iter().any(|beginning| said.starts_with(beginning)).then_some(said)
}

/// Writes a report that only its owner can read, and takes the oldest away.
fn write(text: &str, folder: &Path) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let path = folder.join(format!(
        "{BEFORE}{}-{}{AFTER}",
        ZonedDateTime::now().strftime("%Y%m%d-%H%M%S"),
        std::process::id()
    ));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&path)?.write_all(text.as_bytes())?;
    let names = fs::read_dir(folder)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut reports: Vec<String> =
        names.filter(|name| name.starts_with(BEFORE) && name.ends_with(AFTER)).collect();
    reports.sort_unstable();
    for old in reports.iter().rev().skip(KEPT) {
        fs::remove_file(folder.join(old))?;
    }
    Ok(path)
}

/// What the name of a report begins and ends with; the time stands between.
const BEFORE: &str = "report-";
const AFTER: &str = ".txt";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_may_quote_text_is_left_out() {
        assert_eq!(harmless("index out of bounds: the len is 3 but the index is 5").map(str::len), Some(52));
        assert!(harmless("byte index 2 is not a char boundary; it is inside 'é' of `secret`").is_none());
        assert!(harmless("called `Result::unwrap()` on an `Err` value: \"secret\"").is_none());
    }

    #[test]
    fn the_oldest_reports_go() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..KEPT + 3 {
            fs::write(folder.path().join(format!("report-2000010{n}-000000-1.txt")), "old").unwrap();
        }
        fs::write(folder.path().join("remembered.toml"), "mine").unwrap();
        let path = write("new", folder.path()).unwrap();
        assert_eq!(fs::read_to_string(path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), KEPT + 1);
        assert!(folder.path().join("remembered.toml").exists());
    }
}
