//! A block in its source: the lines of the file around it, or, where a file has no lines that people can read, its text.

use super::super::Error;
use crate::model::placing::BlockName;
use crate::store::derive::{self, Known};
use crate::store::{Conn, corpus, incoming, originals, targets};

/// So many lines before a block are shown.
const BEFORE: usize = 3;
/// So many lines from it on.
const LINES: usize = 200;

/// Where a block stands, and what stands there.
pub(super) fn original(conn: &Conn, block: BlockName) -> Result<(String, Vec<String>), Error> {
    let gone = || Error::Invalid("that text is not there any more".to_owned());
    let (source, hash, format) = incoming::source(conn, block.record)?.ok_or_else(gone)?;
    let submission = targets::submission_of(conn, block.record)?.ok_or_else(gone)?;
    let parts = derive::layout(conn, submission, &mut Known::default())?.ok_or_else(gone)?;
    let part = parts.iter().find(|part| part.id == block.part).ok_or_else(gone)?;
    let structure = derive::beside(conn, part.n)?;
    let name = corpus::source_name(conn, source)?;
    let begins = structure.blocks.iter().position(|b| b.span.end > block.span.start);
    if format == "markdown"
        && let Some(line) = begins.map(|at| structure.blocks[at].line as usize)
    {
        let bytes = originals::original(conn, source)?;
        let text = String::from_utf8_lossy(&bytes);
        let from = line.saturating_sub(BEFORE + 1);
        let lines = text.lines().enumerate().skip(from).take(LINES);
        let lines = lines.map(|(at, line)| format!("{:>4}  {line}", at + 1)).collect();
        return Ok((format!("{name}, line {line}"), lines));
    }
    let at = match begins.map(|at| (at, structure.blocks[at].page)) {
        Some((_, Some(page))) => format!("page {page}"),
        Some((at, None)) => format!("paragraph {}", at + 1),
        None => part.place.replace(':', " "),
    };
    let text: String =
        part.text.chars().skip(block.span.start as usize).take(block.span.len() as usize).collect();
    let mut lines: Vec<String> = text.trim().lines().take(LINES).map(str::to_owned).collect();
    let short = &hash.to_string()[..8];
    lines.extend([String::new(), format!("The file itself: rapporteur source {short} > FILE")]);
    Ok((format!("{name}, {at}"), lines))
}
