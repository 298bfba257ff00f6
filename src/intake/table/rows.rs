//! The rows of a table, read from a stream: no more of the text is held than the row that is being read.

use std::cell::RefCell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::intake::sniff::Dialect;

/// A row that is longer, in bytes, is none: a quotation mark was opened and never closed.
const LONGEST: usize = 64 << 20;

/// So much that is no longer wanted is held, so that it is not given up at every row.
const SPARE: usize = 256 << 10;

/// One row as it was read.
pub(super) struct Row {
    /// The byte of the text at which it starts.
    pub(super) at: usize,
    /// The byte of the file at which it starts.
    pub(super) start: usize,
    /// As in a spreadsheet's margin: the header is 1, empty lines count.
    pub(super) number: u32,
    pub(super) cells: Vec<String>,
}

/// What is known of the text that was read: the bytes from some place on, and what went wrong.
#[derive(Default)]
struct Window {
    /// The byte of the text at which these begin.
    from: usize,
    bytes: Vec<u8>,
    failed: Option<io::Error>,
}

impl Window {
    fn slice(&self, from: usize, to: usize) -> &[u8] {
        let (from, to) = (from.saturating_sub(self.from), to.saturating_sub(self.from).min(self.bytes.len()));
        self.bytes.get(from..to).unwrap_or_default()
    }

    fn rest(&self, from: usize) -> &[u8] {
        self.bytes.get(from.saturating_sub(self.from)..).unwrap_or_default()
    }

    /// Gives up what stands before a place, now or later.
    fn forget(&mut self, before: usize) {
        let spare = before.saturating_sub(self.from);
        if spare > SPARE {
            self.bytes.drain(..spare.min(self.bytes.len()));
            self.from = before;
        }
    }
}

/// Reads on, and lets the window have what was read.
struct Tee<R> {
    source: R,
    window: Rc<RefCell<Window>>,
}

impl<R: Read> Read for Tee<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut window = self.window.borrow_mut();
        if window.bytes.len() > LONGEST + SPARE {
            let what = format!("a row is longer than {} MiB", LONGEST >> 20);
            window.failed = Some(io::Error::new(io::ErrorKind::FileTooLarge, what));
        }
        if window.failed.is_some() {
            return Ok(0);
        }
        match self.source.read(into) {
            Ok(n) => {
                window.bytes.extend_from_slice(into.get(..n).unwrap_or_default());
                Ok(n)
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => Err(e),
            Err(e) => {
                window.failed = Some(e);
                Ok(0)
            }
        }
    }
}

/// The rows of a table; what cannot be read ends them, and [`Rows::failed`] says why.
pub(super) struct Rows<'s, R> {
    reader: csv::Reader<Tee<R>>,
    window: Rc<RefCell<Window>>,
    record: csv::ByteRecord,
    /// So many bytes of the text come before those that are read.
    skipped: usize,
    /// A place in the text, and the byte of the file where that is.
    known: (usize, usize),
    /// How many bytes of the file a stretch of the text takes.
    size: &'s dyn Fn(&[u8]) -> usize,
    number: u32,
}

impl<'s, R: Read> Rows<'s, R> {
    /// `text` gives the text from its beginning; before it stands a mark of so many bytes.
    pub(super) fn new(
        mut text: R,
        dialect: Dialect,
        mark: usize,
        size: &'s dyn Fn(&[u8]) -> usize,
    ) -> io::Result<Self> {
        let skipped = dialect.declared;
        let mut declared = vec![0; skipped];
        text.read_exact(&mut declared)?;
        let known = (skipped, mark + size(&declared));
        // The end of the line before a row is looked at, too.
        let from = skipped - usize::from(skipped > 0);
        let bytes = declared.split_off(from);
        let window = Rc::new(RefCell::new(Window { from, bytes, failed: None }));
        let reader = dialect.reader(Tee { source: text, window: Rc::clone(&window) });
        let number = u32::from(skipped > 0);
        Ok(Self { reader, window, record: csv::ByteRecord::new(), skipped, known, size, number })
    }

    /// Why the rows ended before the end, if they did.
    pub(super) fn failed(&self) -> Option<io::Error> {
        self.window.borrow_mut().failed.take()
    }

    /// How many times a byte stands in the text from a place in or after the last row on.
    pub(super) fn count_from(&self, at: usize, byte: u8) -> usize {
        self.window.borrow().rest(at).iter().filter(|b| **b == byte).count()
    }

    /// The byte of the file at which this byte of the text stands; they are asked for in order.
    fn in_file(&mut self, at: usize) -> usize {
        let (text, file) = self.known;
        self.known = (at, file + (self.size)(self.window.borrow().slice(text, at)));
        self.known.1
    }

    /// Steps over the line ends before a row: the rest of the last row's own, then one a blank row.
    fn step_over_blank(&mut self, from: usize) -> usize {
        let window = self.window.borrow();
        let own = from > 0 && window.slice(from - 1, from) == b"\r" && window.slice(from, from + 1) == b"\n";
        let mut at = from + usize::from(own);
        while let [b'\r' | b'\n'] = window.slice(at, at + 1) {
            at += if window.slice(at, at + 2) == b"\r\n" { 2 } else { 1 };
            self.number = self.number.saturating_add(1);
        }
        at
    }
}

impl<R: Read> Iterator for Rows<'_, R> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if !self.reader.read_byte_record(&mut self.record).unwrap_or(false) {
            return None;
        }
        if self.window.borrow().failed.is_some() {
            return None;
        }
        let from = self.record.position().map_or(0, |p| p.byte() as usize) + self.skipped;
        let at = self.step_over_blank(from);
        let start = self.in_file(at);
        self.window.borrow_mut().forget(at.saturating_sub(1));
        self.number = self.number.saturating_add(1);
        let cells = self.record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        Some(Row { at, start, number: self.number, cells })
    }
}
