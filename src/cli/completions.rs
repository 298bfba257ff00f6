//! `completions`: what completes commands and options in a shell.
use super::arguments::Arguments;
use super::arguments::program::Completions;
use super::output::{Output, Stop};

/// `completions`
pub(super) fn run(ask: Completions, out: &mut Output<'_>) -> Result<(), Stop> {
    // Made in memory: the generator panics when nobody reads any more.
    let mut script = Vec::new();
    clap_complete::generate(ask.shell, &mut Arguments::definition(), "rapporteur", &mut script);
    Ok(out.out.write_all(&script)?)
}
