//! `verify`: whether the quotations of a delivered file still stand in the workspace as it says.

use super::arguments::Printing;
use super::arguments::verify::Verify;
use super::course::Course;
use super::interrupt::Interrupt;
use super::open::Door;
use super::output::{Output, Stop};
use crate::model::plural::counted;
use crate::model::quoted::{Verdict, Verified};
use crate::text::clean;
use crate::text::words::excerpt;

/// The columns of CSV, in order; growing at the end only.
const COLUMNS: [&str; 12] = [
    "file",
    "place",
    "verdict",
    "quotation",
    "cited",
    "id",
    "reference",
    "question",
    "submitter",
    "file_says",
    "workspace_says",
    "remark",
];

/// So much of a quotation is shown to know it by, in characters.
const SHOWN: usize = 96;

/// `verify`; the status is 1 when a quotation is altered, misattributed or gone.
pub(super) fn run(ask: &Verify, door: &Door<'_>, out: &mut Output<'_>) -> Result<u8, Stop> {
    let workspace = door.read()?;
    let interrupt = Interrupt::listen();
    let (mut found, mut done) = (Vec::new(), 0);
    for path in &ask.files {
        let mut course = Course::begin(out.watched);
        let verified = workspace.verify(path, &mut || {
            course.tell(out.err, |_| format!("looking for quotation {done}"));
            done += 1;
            interrupt.may_go_on()
        });
        course.end(out.err);
        let verified = verified?;
        if verified.is_empty() {
            out.remark(&format!(
                "{} has no quotation: they are known by their style, by a > before their lines, or by the columns of an \
                 export",
                path.display()
            ));
        }
        found.extend(verified);
    }
    match ask.print.format {
        Printing::Table => table(&found, ask, out)?,
        Printing::Csv => out.rows(&COLUMNS, found.iter().map(cells))?,
        other => out.objects(other, &found)?,
    }
    Ok(u8::from(found.iter().any(|one| !one.verdict.is_well())))
}

/// What is not right, each with both wordings, and how many there are of each kind.
fn table(found: &[Verified], ask: &Verify, out: &mut Output<'_>) -> Result<(), Stop> {
    for one in found.iter().filter(|one| ask.all || one.verdict != Verdict::Right) {
        let words: Vec<&str> = one.quotation.split_whitespace().collect();
        let quotation = excerpt(&words.join(" "), SHOWN);
        let mut lines =
            vec![format!("{}: {}, {}", one.verdict.name(), one.file, one.place), format!("  “{quotation}”")];
        let more = [
            ("cited as", one.cited.as_ref()),
            ("file", one.file_says.as_ref()),
            ("workspace", one.workspace_says.as_ref()),
        ];
        lines.extend(more.into_iter().filter_map(|(name, text)| Some(format!("  {name:<10} {}", text?))));
        if !one.remark.is_empty() {
            lines.push(format!("  {}", one.remark));
        }
        for line in lines {
            writeln!(out.out, "{}", clean::line(&line))?;
        }
        writeln!(out.out)?;
    }
    let counts = Verdict::ALL.into_iter().filter_map(|verdict| {
        let number = found.iter().filter(|one| one.verdict == verdict).count();
        (number > 0).then(|| format!("{number} {}", verdict.name()))
    });
    let counts: Vec<String> = counts.collect();
    let colon = if counts.is_empty() { "" } else { ": " };
    let (all, files) = (counted(found.len(), "quotation"), counted(ask.files.len(), "file"));
    writeln!(out.out, "{all} in {files}{colon}{}", counts.join(", "))?;
    Ok(())
}

fn cells(one: &Verified) -> Vec<String> {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        one.file.clone(),
        one.place.clone(),
        one.verdict.name().to_owned(),
        one.quotation.clone(),
        some(&one.cited),
        some(&one.id),
        some(&one.reference),
        some(&one.question),
        some(&one.submitter),
        some(&one.file_says),
        some(&one.workspace_says),
        one.remark.clone(),
    ]
}
