//! The first lines of what an export would write, for the dialog.

use std::io::{self, Write};

use super::manner::Manner;
use super::subject::{Subject, With};
use crate::export::document::Kind;
use crate::export::{Format, Shape};
use crate::model::report::{Part, Template};
use crate::workspace::export::Destination;
use crate::workspace::{self, Workspace};

/// So many bytes are looked at.
const ENOUGH: usize = 6 << 10;

/// Of what the first lines are wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sample {
    /// The query.
    pub query: String,
    /// What is written.
    pub subject: Subject,
    /// What goes along.
    pub with: With,
    /// In which manner it leaves.
    pub manner: Manner,
    /// The ending of the format.
    pub ending: &'static str,
}

/// What is written so far; writing ends where it is full.
#[derive(Default)]
struct Beginning(Vec<u8>);

impl Write for Beginning {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(ENOUGH - self.0.len());
        if taken == 0 && !bytes.is_empty() {
            return Err(io::ErrorKind::WriteZero.into());
        }
        self.0.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What stands in a report, which takes too long to be made for a glance.
fn chapters(template: &Template) -> Vec<String> {
    let chapter = |(at, part): (usize, &Part)| format!("{}. {}", at + 1, part.heading);
    let chapters = template.parts.iter().enumerate().map(chapter);
    [format!("# {}", template.title), String::new()].into_iter().chain(chapters).collect()
}

/// The lines; none where a file of the format cannot be told by its beginning.
///
/// # Errors
/// A mistake in the query, or when the workspace cannot be read.
pub fn lines(workspace: &mut Workspace, sample: &Sample) -> Result<Vec<String>, workspace::Error> {
    if sample.manner.as_of.is_some() {
        // For that the whole file would be copied and folded anew at each key.
        return Ok(vec!["As of then: it is worked out when the file is written.".to_owned()]);
    }
    super::leaving(workspace, sample.manner, &mut |_| true, |workspace, template| {
        beginning(workspace, template, sample)
    })
}

fn beginning(
    workspace: &Workspace,
    template: &Template,
    sample: &Sample,
) -> Result<Vec<String>, workspace::Error> {
    // Documents read as their Markdown does, and a spreadsheet has the columns of the CSV.
    let format = match sample.ending {
        "md" | "docx" | "html" => Format::Markdown,
        "csv" | "xlsx" => Format::Csv,
        "json" => Format::Json,
        "jsonl" => Format::JsonLines,
        _ => return Ok(Vec::new()),
    };
    let shape = Shape { themes: sample.with.themes, notes: sample.with.notes, ..Shape::from(format) };
    let mut beginning = Beginning::default();
    let to = Destination::Stream(&mut beginning);
    let query = workspace.resolve(&sample.query)?;
    let written = match &sample.subject {
        Subject::Answers => workspace.export(&query, &sample.query, shape, to, false, &mut || true).map(drop),
        Subject::List(list, by) => {
            workspace.export_shortlist(list.id, Shape { group: *by, ..shape }, to, false).map(drop)
        }
        Subject::Table(table) => {
            let of = (&query, sample.query.as_str());
            workspace.export_table(*table, of, shape, to, false, &mut || true).map(drop)
        }
        Subject::Counts(counts) => {
            let counts = super::counted(workspace, counts, &sample.query, sample.manner)?;
            workspace.export_counts(&counts, &sample.query, format, to, false).map(drop)
        }
        Subject::Compilation => {
            let kind = Kind::Markdown;
            workspace.write_compilation(&sample.query, template, kind, to, false, &mut || true).map(drop)
        }
        Subject::Report => return Ok(chapters(template)),
        Subject::Codebook => return Ok(Vec::new()),
    };
    match written {
        // It is full.
        Ok(()) | Err(workspace::Error::Io { .. }) => {}
        Err(error) => return Err(error),
    }
    Ok(String::from_utf8_lossy(&beginning.0).lines().map(str::to_owned).collect())
}
