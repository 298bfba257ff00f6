//! `call`: the questions as they stand, and another version of them.

use super::arguments::Printing;
use super::arguments::intake::CallOf;
use super::change::make;
use super::init::{print, text};
use super::open::Door;
use super::output::{Output, Stop};
use crate::config::call_file;
use crate::fault::Fault;
use crate::model::edit::Edit;

/// `call`
pub(super) fn run(ask: &CallOf, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let Some(file) = &ask.set else {
        let call = door.read()?.call()?;
        if ask.toml {
            out.out.write_all(call_file::write(&call).as_bytes())?;
            out.out.flush()?;
            return Ok(());
        }
        return print(&call, ask.print.format, out);
    };
    let call = call_file::parse(&text(file)?, &file.to_string_lossy()).map_err(Fault::from)?;
    if ask.dry_run {
        let changes = door.read()?.call_changes(&call)?;
        for line in &changes {
            out.say(Printing::Table, line)?;
        }
        out.say(Printing::Table, "a dry run: nothing was written")?;
        return Ok(());
    }
    make(&mut door.write()?, Edit::SetCall(Box::new(call)), ask.print.format, out)
}
