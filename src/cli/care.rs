//! `backup`, `restore` and `doctor`: a copy that can be trusted, the way back from one, whether all is well.

use serde::Serialize;

use super::arguments::Printing;
use super::arguments::care::{Backup, Doctor, Restore};
use super::grid::{Column, Grid};
use super::interrupt::Interrupt;
use super::open::{Door, check_there};
use super::output::{Output, Stop};
use crate::fault::Fault;
use crate::model::checkup::Check;
use crate::workspace::{care, rotation};

/// `backup`
pub(super) fn backup(ask: &Backup, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let Some(file) = &ask.file else { return kept(ask.format, door, out) };
    let workspace = door.read()?;
    let interrupt = Interrupt::listen();
    let watched = out.watched;
    let mut shown = false;
    let done = workspace.backup(file, ask.force, &mut |done, all| {
        if watched && all > 10_000 {
            shown = true;
            // Progress is a courtesy; whoever closed standard error does without.
            let _ = write!(out.err, "\rcopying {} %", done * 100 / all);
        }
        interrupt.may_go_on()
    });
    if shown {
        let _ = write!(out.err, "\r\x1b[K");
    }
    done.map_err(|e| match e {
        crate::workspace::Error::Exists { .. } => {
            Stop::Fault(Fault::from(e).hint("--force replaces the file"))
        }
        other => other.into(),
    })?;
    let line = format!("backed up {} to {}", workspace.path().display(), file.display());
    out.say(ask.format, &line)
}

/// A copy that the program made by itself.
#[derive(Serialize)]
struct Copy {
    /// When, in ISO 8601.
    at: String,
    bytes: u64,
    file: String,
}

/// `backup --list`: also when the workspace itself cannot be opened any more.
fn kept(printing: Printing, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let path = door.path()?;
    let copies = rotation::kept(&path, door.around).into_iter().map(|copy| Copy {
        at: copy.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        bytes: copy.bytes,
        file: copy.path.to_string_lossy().into_owned(),
    });
    let copies: Vec<Copy> = copies.collect();
    let cells = |copy: &Copy| [copy.at.clone(), copy.bytes.to_string(), copy.file.clone()];
    match printing {
        Printing::Table if copies.is_empty() => {
            let why = match &door.around.backups {
                None => "the settings ask for none",
                Some(_) => "the screen makes one when it is opened after a change",
            };
            out.remark(&format!("no backups of {} yet: {why}", path.display()));
            Ok(())
        }
        Printing::Table => {
            let columns = [Column::Text("made"), Column::Number("bytes"), Column::Text("file")];
            let mut grid = Grid::new(&columns, out.width);
            for copy in &copies {
                grid.row(cells(copy));
            }
            grid.print(out.out)?;
            Ok(())
        }
        Printing::Csv => out.rows(&["at", "bytes", "file"], copies.iter().map(|copy| cells(copy).to_vec())),
        other => out.objects(other, &copies),
    }
}

/// `restore`
pub(super) fn restore(ask: &Restore, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    if !ask.file.exists() {
        let fault = Fault::bad_file(format!("there is no backup {}", ask.file.display()));
        return Err(fault.hint("name a file that `rapporteur backup FILE` has written").into());
    }
    check_there(&ask.file)?;
    let to = door.for_writing()?;
    let former = care::restore(&ask.file, &to, door.around)?;
    let kept = former.map(|path| format!("; what stood there is kept as {}", path.display()));
    let line = format!("restored {} from {}{}", to.display(), ask.file.display(), kept.unwrap_or_default());
    out.say(Printing::Table, &line)
}

/// `doctor`; the status is 1 when something is not well.
pub(super) fn doctor(ask: Doctor, door: &Door<'_>, out: &mut Output<'_>) -> Result<u8, Stop> {
    if ask.repair {
        let kept = door.write()?.repair()?;
        out.say(ask.format, &format!("made anew from texts and journal; as it was: {}", kept.display()))?;
    }
    let workspace = door.read()?;
    let interrupt = Interrupt::listen();
    let watched = out.watched;
    let found = workspace.checkup(&mut |name, percent| {
        if watched {
            let share = if percent > 0 { format!(" {percent} %") } else { String::new() };
            let _ = write!(out.err, "\r\x1b[Kchecking: {name}{share}");
        }
        interrupt.may_go_on()
    });
    if watched {
        let _ = write!(out.err, "\r\x1b[K");
    }
    let checks = found?;
    print(&checks, ask.format, out)?;
    let well = checks.iter().all(|check| check.ok);
    if !well && !ask.repair {
        out.remark(
            "`rapporteur backup FILE` keeps what is there; `rapporteur doctor --repair` makes the tables anew",
        );
    }
    Ok(u8::from(!well))
}

fn print(checks: &[Check], printing: Printing, out: &mut Output<'_>) -> Result<(), Stop> {
    let cells = |check: &Check| {
        let state = if check.ok { "ok" } else { "wrong" };
        [check.name.to_owned(), state.to_owned(), check.detail.clone()]
    };
    match printing {
        Printing::Table => {
            let columns = [Column::Text("check"), Column::Text("state"), Column::Text("found")];
            let mut grid = Grid::new(&columns, out.width);
            for check in checks {
                grid.row(cells(check));
            }
            grid.print(out.out)?;
            Ok(())
        }
        Printing::Csv => out.rows(&["check", "state", "found"], checks.iter().map(|c| cells(c).to_vec())),
        other => out.objects(other, checks),
    }
}
