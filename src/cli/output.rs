//! Where the command line writes: data to standard output, what is said about it to standard error.
//!
//! A reader that has gone away (a closed pipe) ends the program quietly and well.

use std::io::{self, IsTerminal as _, Write};

use serde::Serialize;

use super::arguments::Printing;
use crate::export::csv::Rows;
use crate::export::json::{self, JsonWriter};
use crate::fault::Fault;
use crate::text::clean;
use crate::workspace;

/// Why a command ends before its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// Something went wrong.
    Fault(Fault),
    /// Nobody reads any more.
    PipeClosed,
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<workspace::Error> for Stop {
    fn from(error: workspace::Error) -> Self {
        match &error {
            workspace::Error::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe => {
                Self::PipeClosed
            }
            _ => Self::Fault(error.into()),
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::PipeClosed,
            _ => Self::Fault(
                Fault::bad_file(format!("standard output could not be written: {error}"))
                    .hint("check the disk or the device that it goes to; what is there is not the whole")
                    .because(error),
            ),
        }
    }
}

/// The two streams, and what is known of the terminal.
pub(super) struct Output<'a> {
    /// Standard output.
    pub(super) out: &'a mut dyn Write,
    /// Standard error.
    pub(super) err: &'a mut dyn Write,
    /// The columns of the terminal that standard output is; `None` for a file or pipe.
    pub(super) width: Option<usize>,
    /// Whether somebody watches standard error: progress is shown.
    pub(super) watched: bool,
}

impl Output<'_> {
    /// Runs `work` on the real streams.
    pub(super) fn with_standard<T>(work: impl FnOnce(&mut Output<'_>) -> Result<T, Stop>) -> Result<T, Stop> {
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let width = stdout
            .is_terminal()
            .then(|| terminal_size::terminal_size().map_or(80, |(w, _)| usize::from(w.0)));
        let watched = stderr.is_terminal();
        let mut out = io::BufWriter::with_capacity(1 << 16, stdout.lock());
        let value = work(&mut Output { out: &mut out, err: &mut stderr.lock(), width, watched })?;
        out.flush()?;
        Ok(value)
    }

    /// Whether standard output is a terminal.
    pub(super) fn is_terminal(&self) -> bool {
        self.width.is_some()
    }

    /// Prints one line about what was done: beside data to standard error, else to standard output.
    pub(super) fn say(&mut self, printing: Printing, line: &str) -> Result<(), Stop> {
        let line = clean::line(line);
        match printing {
            Printing::Table => writeln!(self.out, "{line}")?,
            // Whether anybody hears of it changes nothing of what was done.
            _ => drop(writeln!(self.err, "{line}")),
        }
        Ok(self.out.flush()?)
    }

    /// Tells something that is not data on standard error.
    pub(super) fn remark(&mut self, line: &str) {
        // Nothing can be done for who closed standard error.
        let _ = writeln!(self.err, "{}", clean::line(line));
    }

    /// Prints one value as JSON on a line.
    pub(super) fn object(&mut self, value: &impl Serialize) -> Result<(), Stop> {
        json::to_writer(self.out, value)?;
        Ok(writeln!(self.out)?)
    }

    /// Prints many values as an array or as lines.
    pub(super) fn objects<T: Serialize>(&mut self, printing: Printing, values: &[T]) -> Result<(), Stop> {
        let mut writer = match printing {
            Printing::Jsonl => JsonWriter::lines(self.out),
            _ => JsonWriter::array(self.out),
        };
        for value in values {
            writer.value(value)?;
        }
        Ok(writer.close()?)
    }

    /// Prints a CSV table.
    pub(super) fn rows(
        &mut self,
        header: &[&str],
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Result<(), Stop> {
        let mut writer = Rows::new(self.out);
        writer.row(header)?;
        for row in rows {
            writer.row(row)?;
        }
        Ok(writer.flush()?)
    }
}
