//! What an import did or would do: the shape of `import --format json`.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::diagnostic::Diagnostic;

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileOutcome {
    /// Its submissions are new.
    Added,
    /// All of it was there.
    Unchanged,
    /// It brought changes to submissions that were there.
    Revised,
    /// It waits for a decision; nothing of it was taken.
    Asked,
    /// It could not be read; nothing of it was taken.
    Failed,
}

/// Words of a source: read = placed + unplaced + structure.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct WordAccount {
    /// All words.
    pub read: u32,
    /// Under questions.
    pub placed: u32,
    /// Under no question.
    pub unplaced: u32,
    /// Headings of the call, metadata, attributes, targets of links.
    pub structure: u32,
}

impl WordAccount {
    /// Whether every word is in exactly one place.
    pub fn balances(&self) -> bool {
        self.read == self.placed + self.unplaced + self.structure
    }
}

/// One file of an import: an element of `sources --format json`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SourceReport {
    /// Its name, as given.
    pub file: String,
    /// Its SHA-256, in hexadecimal digits; empty where it could not be read.
    pub sha256: String,
    /// "markdown", "csv"; empty where it was not recognized.
    pub format: String,
    /// What became of it.
    pub outcome: FileOutcome,
    /// How many submissions it holds.
    pub submissions: u32,
    /// How many answers it holds, empty ones not counted.
    pub answers: u32,
    /// Its words.
    pub words: WordAccount,
    /// What was noticed.
    pub problems: Vec<Diagnostic>,
}

/// How far an import is.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Progress {
    /// How many files are taken.
    pub files: usize,
    /// How many files there are; 0 while they are still being looked for.
    pub of_files: usize,
    /// The bytes that were read, and those of what is taken: each file counts twice.
    pub bytes: u64,
    /// Twice the size of all files.
    pub of_bytes: u64,
    /// How much of what was taken is written, from 0 to 1.
    pub written: f32,
    /// Whether nothing will be written: it is a dry run.
    pub is_trial: bool,
}

impl Progress {
    /// The part of the work that is writing: folding and indexing take longer than reading.
    const WRITING: f64 = 0.6;

    /// From 0 to 1.
    pub fn part(&self) -> f64 {
        let read = if self.of_bytes == 0 { 0.0 } else { self.bytes as f64 / self.of_bytes as f64 };
        if self.is_trial {
            return read.min(1.0);
        }
        read.min(1.0) * (1.0 - Self::WRITING) + f64::from(self.written).min(1.0) * Self::WRITING
    }

    /// "reading 12 of 540 files · 37 % · 4.1 MB/s · about 20 s left", after so much time.
    pub fn words(&self, took: Duration) -> String {
        let what = match (self.written > 0.0, self.of_files) {
            (true, _) => "writing".to_owned(),
            (false, 0 | 1) => "reading".to_owned(),
            (false, all) => format!("reading {} of {all} files", (self.files + 1).min(all)),
        };
        let (part, seconds) = (self.part(), took.as_secs_f64());
        let mut words = format!("{what} · {:.0} %", part * 100.0);
        // Before, it is a guess that jumps.
        if seconds >= 1.5 && part > 0.02 {
            let rate = self.of_bytes as f64 / 2.0 * part / seconds / 1e6;
            words.push_str(&format!(" · {rate:.1} MB/s · {}", rest(seconds * (1.0 - part) / part)));
        }
        words
    }
}

/// "about 20 s left", "about 3 min left".
fn rest(seconds: f64) -> String {
    match seconds {
        s if s < 5.0 => "a few seconds left".to_owned(),
        s if s < 90.0 => format!("about {:.0} s left", (s / 5.0).ceil() * 5.0),
        s => format!("about {:.0} min left", (s / 60.0).ceil()),
    }
}

/// A whole import.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ImportReport {
    /// One for each file, in the order given.
    pub sources: Vec<SourceReport>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_says_what_how_much_how_fast_and_how_long() {
        let mut progress = Progress {
            files: 11,
            of_files: 540,
            bytes: 500_000,
            of_bytes: 10_000_000,
            ..Progress::default()
        };
        assert_eq!(progress.words(Duration::from_millis(300)), "reading 12 of 540 files · 2 %");
        progress.bytes = 5_000_000;
        assert_eq!(
            progress.words(Duration::from_secs(10)),
            "reading 12 of 540 files · 20 % · 0.1 MB/s · about 40 s left"
        );
        let progress =
            Progress { files: 1, of_files: 1, bytes: 9, of_bytes: 9, written: 0.5, is_trial: false };
        assert_eq!(progress.words(Duration::from_secs(690)), "writing · 70 % · 0.0 MB/s · about 5 min left");
        assert_eq!(Progress::default().words(Duration::ZERO), "reading · 0 %");
    }
}
