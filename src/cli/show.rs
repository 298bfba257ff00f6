//! `show` and `source`: one thing in full, and the file it came in.

use std::io::Write;

use super::arguments::intake::Show;
use super::arguments::{Printing, Source};
use super::open::Door;
use super::output::{Output, Stop};
use crate::export::citation::place;
use crate::export::csv::{COLUMNS, answer_cells};
use crate::export::tables::submissions;
use crate::fault::Fault;
use crate::model::draft::Field;
use crate::model::submission::{AnswerRecord, Correction, SubmissionRecord, UNSURE};
use crate::model::version::{Version, beside};
use crate::text::changes::{Line, changes};
use crate::text::{clean, unofficial};
use crate::workspace::Found;

/// `show`
pub(super) fn run(ask: &Show, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let workspace = door.read()?;
    if ask.versions {
        return versions(&workspace.versions(&ask.id)?, ask.print.format, out);
    }
    match (workspace.find(&ask.id)?, ask.print.format) {
        (Found::Answer(answer), Printing::Table) => Ok(show_answer(&answer, out.out)?),
        (Found::Answer(answer), Printing::Csv) => out.rows(&COLUMNS, [answer_cells(&answer).to_vec()]),
        (Found::Answer(answer), _) => out.object(&answer),
        (Found::Submission(it), Printing::Table) => Ok(show_submission(&it, out.out)?),
        (Found::Submission(it), Printing::Csv) => {
            out.rows(&submissions::COLUMNS, [submissions::own_cells(&it)])
        }
        (Found::Submission(it), _) => out.object(&it),
    }
}

/// What changed from each version to the next; as data, every version in full.
fn versions(all: &[Version], printing: Printing, out: &mut Output<'_>) -> Result<(), Stop> {
    match printing {
        Printing::Json | Printing::Jsonl => return out.objects(printing, all),
        Printing::Csv => {
            let rows = all.iter().flat_map(|version| {
                version.texts.iter().map(|text| {
                    let question = text.question.clone().or(text.place.clone()).unwrap_or_default();
                    vec![version.file.clone(), version.sha256.clone(), question, text.text.clone()]
                })
            });
            return out.rows(&["file", "sha256", "question", "text"], rows);
        }
        Printing::Table => {}
    }
    if let [only] = all {
        out.remark(&format!("there is one version, {}", only.file));
    }
    for pair in all.windows(2) {
        let (older, newer) = (pair[0].name_beside(&pair[1]), pair[1].name_beside(&pair[0]));
        writeln!(out.out, "{}", clean::line(&format!("{older} → {newer}")))?;
        for (place, older, newer) in beside(&pair[0], &pair[1]) {
            if older == newer {
                continue;
            }
            match &place.question {
                Some(number) => writeln!(out.out, "\nquestion {}", clean::line(number))?,
                None => writeln!(out.out, "\nunplaced text")?,
            }
            for line in changes(older, newer) {
                let (sign, line) = match line {
                    Line::Same(line) => (' ', line),
                    Line::Gone(line) => ('-', line),
                    Line::New(line) => ('+', line),
                };
                writeln!(out.out, "{sign} {}", clean::line(line))?;
            }
        }
        writeln!(out.out)?;
    }
    Ok(())
}

/// Prints `name: value` lines, cleaned; what is unknown is left out.
fn facts(to: &mut dyn Write, facts: &[(&str, Option<String>)]) -> std::io::Result<()> {
    let widest = facts.iter().map(|(name, _)| name.len()).max().unwrap_or(0) + 1;
    for (name, value) in facts {
        if let Some(value) = value.as_ref().filter(|v| !v.is_empty()) {
            writeln!(to, "{:widest$} {}", format!("{name}:"), clean::line(value))?;
        }
    }
    Ok(())
}

fn show_answer(answer: &AnswerRecord, to: &mut dyn Write) -> std::io::Result<()> {
    let who = &answer.metadata;
    facts(
        to,
        &[
            ("id", Some(answer.id.to_string())),
            ("reference", Some(answer.reference.clone())),
            ("question", Some(answer.question.clone().unwrap_or_else(|| "none (unplaced text)".to_owned()))),
            ("answers too", Some(answer.also.join(", "))),
            ("section", answer.section.clone()),
            ("heading", answer.heading.clone()),
            ("submitter", Some(who.submitter.clone().unwrap_or_else(|| "(anonymous)".to_owned()))),
            ("type", who.stakeholder_type.clone()),
            ("country", who.country.clone()),
            ("region", who.region.clone()),
            ("language", who.language.clone()),
            ("submitted", who.submitted_on.map(|d| d.to_string())),
            ("status", Some(answer.status.name().to_owned())),
            ("words", Some(answer.words.to_string())),
            ("source", Some(place(&answer.source))),
            ("sha256", Some(answer.source.sha256.clone())),
        ],
    )?;
    writeln!(to, "\n{}", clean::block(&answer.text))?;
    if let Some(it) = &answer.translation {
        writeln!(to, "\n{}\n", clean::line(&unofficial::heading(it, false)))?;
        writeln!(to, "{}", clean::block(&it.text))?;
    }
    if !answer.tags.is_empty() {
        writeln!(to, "\nTags")?;
    }
    for tag in &answer.tags {
        let stance = tag.stance.map(|s| format!(" ({s})")).unwrap_or_default();
        let quote = tag.quote.as_ref().map(|q| format!(": “{q}”")).unwrap_or_default();
        writeln!(to, "  {}", clean::line(&format!("{}{stance}, {}{quote}", tag.theme, tag.analyst)))?;
    }
    if !answer.notes.is_empty() {
        writeln!(to, "\nNotes")?;
    }
    for note in &answer.notes {
        let id = note.id.to_string();
        writeln!(to, "  {}", clean::line(&format!("{id} {}: {}", note.analyst, note.text)))?;
    }
    Ok(())
}

fn show_submission(it: &SubmissionRecord, to: &mut dyn Write) -> std::io::Result<()> {
    let who = &it.metadata;
    facts(
        to,
        &[
            ("id", Some(it.id.to_string())),
            ("reference", Some(it.reference.clone())),
            ("submitter", Some(who.submitter.clone().unwrap_or_else(|| "(anonymous)".to_owned()))),
            ("signatories", Some(it.signatories.join("; "))),
            ("type", who.stakeholder_type.clone()),
            ("country", who.country.clone()),
            ("region", who.region.clone()),
            ("language", language(it)),
            ("submitted", who.submitted_on.map(|d| d.to_string())),
            ("late", who.late.map(|late| if late { "yes" } else { "no" }.to_owned())),
            ("received", it.received_on.map(|d| d.to_string())),
            ("channel", it.channel.clone()),
            ("citable", citable(it)),
            ("withdrawn", it.withdrawn.then(|| "yes".to_owned())),
            ("replaced by", it.replaced_by.clone()),
            ("answers", Some(it.answers.to_string())),
            ("words", Some(it.words.to_string())),
            ("unplaced words", Some(it.unplaced_words.to_string())),
            ("sources", Some(it.sources.join("; "))),
        ],
    )?;
    for Correction { field, before, analyst, on } in it.corrections.iter().flatten() {
        let before = before.as_deref().map_or_else(|| "says none".to_owned(), |b| format!("says {b}"));
        let line = format!("{} corrected by {analyst} on {on}; the source {before}", field.label());
        writeln!(to, "  {}", clean::line(&line))?;
    }
    for work in it.astray.iter().flatten() {
        writeln!(to, "  {}", clean::line(&format!("no place any more: {}", work.line())))?;
    }
    for (header, value) in &it.attributes {
        writeln!(to, "  {}", clean::line(&format!("{header}: {value}")))?;
    }
    for heading in it.structure.iter().flatten() {
        writeln!(to, "  § {}", clean::line(heading))?;
    }
    Ok(())
}

/// How a submission may be cited, with the words in which it says so.
fn citable(it: &SubmissionRecord) -> Option<String> {
    let written = it.written.as_ref().and_then(|written| written.get(&Field::Citable));
    match (&it.citable, written) {
        (Some(way), Some(written)) => Some(format!("{way} (“{written}”)")),
        (None, Some(written)) => Some(format!("unsure: the source says “{written}”")),
        (way, None) => way.clone(),
    }
}

/// The language of a submission, and of its texts where they are in others or tell too little.
fn language(it: &SubmissionRecord) -> Option<String> {
    let declared = it.metadata.language.as_deref();
    let texts = it.languages.iter().flatten();
    let others: Vec<String> = texts
        .filter(|(code, _)| Some(code.as_str()) != declared)
        .map(|(code, count)| format!("{code} in {count} {}", if *count == 1 { "text" } else { "texts" }))
        .collect();
    let only_unsure = it.languages.iter().flatten().all(|(code, _)| code == UNSURE);
    match (declared, others.is_empty()) {
        (None, false) if only_unsure => Some(UNSURE.to_owned()),
        (declared, true) => declared.map(str::to_owned),
        (declared, false) => Some(format!("{}; {}", declared.unwrap_or("not said"), others.join(", "))),
    }
}

/// `source`
pub(super) fn source(ask: &Source, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let workspace = door.read()?;
    let (hash, name, bytes) = workspace.source(&ask.id)?;
    if out.is_terminal() && is_binary(&bytes) {
        return Err(Fault::mistake(format!("{name} is not plain text, and standard output is a terminal"))
            .hint(format!("send it to a file: rapporteur source {} > FILE", &hash.to_string()[..8]))
            .into());
    }
    Ok(out.out.write_all(&bytes)?)
}

/// Whether the bytes could do more to a terminal than show text.
fn is_binary(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .map_or(true, |text| text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_with_commands_for_the_terminal_counts_as_binary() {
        assert!(!is_binary("plain\r\n\ttext, 治理".as_bytes()));
        assert!(is_binary(b"\x1b[2J"));
        assert!(is_binary(b"\xff\xfe"));
        assert!(is_binary(b"a\0"));
    }
}
