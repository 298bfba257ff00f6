//! What would come in, in lines: what needs a look first, each problem with its place and what to do.

use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::import::{FileOutcome, ImportReport, SourceReport, WordAccount};
use crate::tui::widget::wrapped::wrapped;

/// Columns before the words of a problem.
pub const INDENT: u16 = 12;

/// A line of what was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Row {
    /// A file, by its place in the report.
    File(usize),
    /// A line of a problem, and how much it matters if it is the first.
    Problem(String, Option<Severity>),
    /// A line of what to do about it.
    Hint(String),
}

/// What the files come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sums {
    /// Files that bring something.
    pub files: usize,
    /// Files that are here already.
    pub unchanged: usize,
    /// Files that are here already, and read differently now.
    pub differs: usize,
    /// Files that wait for a decision.
    pub asked: usize,
    /// Files that could not be read.
    pub failed: usize,
    /// Submissions that come in.
    pub submissions: usize,
    /// Answers that come in.
    pub answers: usize,
    /// Words of what comes in.
    pub words: WordAccount,
}

impl Sums {
    /// Adds the files up.
    pub fn of(report: &ImportReport) -> Self {
        report.sources.iter().fold(Self::default(), |mut sums, source| {
            match source.outcome {
                FileOutcome::Added | FileOutcome::Revised => sums.take(source),
                FileOutcome::Unchanged => sums.unchanged += 1,
                FileOutcome::Differs => sums.differs += 1,
                FileOutcome::Asked => sums.asked += 1,
                FileOutcome::Failed => sums.failed += 1,
            }
            sums
        })
    }

    fn take(&mut self, source: &SourceReport) {
        self.files += 1;
        self.submissions += source.submissions as usize;
        self.answers += source.answers as usize;
        self.words.read += source.words.read;
        self.words.placed += source.words.placed;
        self.words.unplaced += source.words.unplaced;
        self.words.structure += source.words.structure;
    }

    /// Whether anything comes in.
    pub fn brings(&self) -> bool {
        self.files > 0
    }
}

/// A report with its lines for the width of the screen.
#[derive(Clone, Debug)]
pub struct Found {
    /// What became of each file.
    pub report: ImportReport,
    /// The lines.
    pub rows: Vec<Row>,
    /// The first line in sight.
    pub top: usize,
    sums: Sums,
    width: u16,
}

impl Found {
    /// Takes a report; it has its lines once it is [settled](Self::settle).
    pub fn new(report: ImportReport) -> Self {
        let sums = Sums::of(&report);
        Self { report, rows: Vec::new(), top: 0, sums, width: 0 }
    }

    /// What the files come to.
    pub fn sums(&self) -> Sums {
        self.sums
    }

    /// Scrolls.
    pub fn scroll(&mut self, lines: isize) {
        self.top = self.top.saturating_add_signed(lines);
    }

    /// Breaks the lines for this width, and keeps what is in sight within them.
    pub fn settle(&mut self, width: u16, height: u16) {
        if self.width != width {
            self.width = width;
            self.rows = rows(&self.report, width);
        }
        self.top = self.top.min(self.rows.len().saturating_sub(usize::from(height)));
    }
}

fn rows(report: &ImportReport, width: u16) -> Vec<Row> {
    let mut files: Vec<usize> = (0..report.sources.len()).collect();
    files.sort_by_key(|file| report.sources.get(*file).map(urgency));
    let mut rows = Vec::new();
    for file in files {
        rows.push(Row::File(file));
        let Some(source) = report.sources.get(file) else { continue };
        for problem in &source.problems {
            let room = width.saturating_sub(INDENT + 2);
            let lines = wrapped(&told(source, problem), room).into_iter().enumerate();
            rows.extend(lines.map(|(i, line)| Row::Problem(line, (i == 0).then_some(problem.severity))));
            rows.extend(wrapped(&problem.hint, room).into_iter().map(Row::Hint));
        }
    }
    rows
}

/// What needs a look comes first.
fn urgency(source: &SourceReport) -> u8 {
    let warns = source.problems.iter().any(|p| p.severity >= Severity::Warning);
    match source.outcome {
        FileOutcome::Failed => 0,
        FileOutcome::Asked | FileOutcome::Differs => 1,
        _ if warns => 2,
        FileOutcome::Added | FileOutcome::Revised => 3,
        FileOutcome::Unchanged => 4,
    }
}

/// Where and what; the file's own name stands above.
fn told(source: &SourceReport, problem: &Diagnostic) -> String {
    let what = problem.what.as_str();
    let what =
        what.strip_prefix(source.file.as_str()).map_or(what, |rest| rest.trim_start_matches([':', ' ']));
    if problem.place.is_empty() || problem.place.ends_with(&source.file) {
        return what.to_owned();
    }
    format!("{}: {what}", problem.place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(file: &str, outcome: FileOutcome, problems: Vec<Diagnostic>) -> SourceReport {
        SourceReport {
            file: file.into(),
            sha256: String::new(),
            format: "csv".into(),
            outcome,
            submissions: 2,
            answers: 5,
            words: WordAccount { read: 10, placed: 7, unplaced: 2, structure: 1 },
            problems,
        }
    }

    fn problem(severity: Severity, place: &str, what: &str) -> Diagnostic {
        Diagnostic { severity, place: place.into(), what: what.into(), hint: "Mend it.".into() }
    }

    #[test]
    fn what_needs_a_look_comes_first_and_only_what_comes_in_is_summed() {
        let warning = problem(Severity::Warning, "row 2", "it has too many cells");
        let sources = vec![
            source("same.md", FileOutcome::Unchanged, Vec::new()),
            source("good.md", FileOutcome::Added, Vec::new()),
            source("odd.csv", FileOutcome::Added, vec![warning]),
            source(
                "bad.md",
                FileOutcome::Failed,
                vec![problem(Severity::Error, "in/bad.md", "bad.md is empty.")],
            ),
        ];
        let mut found = Found::new(ImportReport { sources });
        let sums = found.sums();
        assert_eq!((sums.files, sums.unchanged, sums.failed), (2, 1, 1));
        assert_eq!((sums.submissions, sums.answers, sums.words.read), (4, 10, 20));
        found.settle(40, 3);
        let expected = [
            Row::File(3),
            Row::Problem("is empty.".into(), Some(Severity::Error)),
            Row::Hint("Mend it.".into()),
            Row::File(2),
            Row::Problem("row 2: it has too many".into(), Some(Severity::Warning)),
            Row::Problem("cells".into(), None),
            Row::Hint("Mend it.".into()),
            Row::File(1),
            Row::File(0),
        ];
        assert_eq!(found.rows, expected);
        found.scroll(100);
        found.settle(40, 3);
        assert_eq!(found.top, 6, "it does not scroll beyond its end");
    }
}
