//! `man`: the manual, from the same definition as parser and help.
//!
//! On standard output it is one page that holds every command; in a folder each command has a page of its own,
//! as `git` does it.

use std::io::{self, Write};
use std::path::Path;

use clap::Command;
use clap_mangen::Man as Page;

use super::arguments::Arguments;
use super::arguments::Printing;
use super::arguments::program::Man;
use super::output::{Output, Stop};
use crate::export::{self, file};
use crate::fault::Fault;

/// What the definition does not know, in the language of manual pages (man(7)).
const ENDING: &str = r#".SH "EXIT STATUS"
.TP
.B 0
Done, also when nothing matched or all was there already.
.TP
.B 1
Could not, also when one of several files failed; the rest is done, and the report says which.
.TP
.B 2
A mistake in the command, a query, or a call, theme, settings or keymap file.
.TP
.B 130
Interrupted; nothing was written.
.SH ENVIRONMENT
.TP
.B RAPPORTEUR_WORKSPACE
The workspace, where neither FILE nor \-\-workspace names one.
.TP
.B NO_COLOR
When it is set and not empty, the screen is drawn without any colour.
.TP
.B COLORTERM
When it is "truecolor" or "24bit", skins are drawn in their own colours, else in the 16 of the terminal.
.TP
.BR VISUAL ", " EDITOR
The editor for notes, where the settings name none.
.TP
.BR XDG_CONFIG_HOME ", " XDG_DATA_HOME ", " XDG_STATE_HOME
The folders in which the files below stand; without them ~/.config, ~/.local/share and ~/.local/state.
.SH FILES
.TP
.I $XDG_CONFIG_HOME/rapporteur/config.toml
Settings; "rapporteur config init" writes one that shows every default.
.TP
.I $XDG_CONFIG_HOME/rapporteur/keymap.toml
Keys of your own, which override the default ones key by key.
.TP
.I $XDG_DATA_HOME/rapporteur/sample.db
The sample workspace, made when the screen is first opened without a file.
.TP
.I $XDG_DATA_HOME/rapporteur/backups
Copies that the screen makes by itself, a folder for each workspace; "rapporteur backup --list" names them.
.TP
.I $XDG_STATE_HOME/rapporteur/remembered.json
What the screen remembers, such as the sizes of panes; it may be removed.
"#;

/// `man`
pub(super) fn run(ask: &Man, out: &mut Output<'_>) -> Result<(), Stop> {
    let mut whole = Arguments::definition();
    whole.build();
    let Some(folder) = &ask.dir else { return Ok(whole_page(&whole, out.out)?) };
    std::fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
    let mut pages = 1;
    write_page(folder, "rapporteur", |to| first_page(&whole, to))?;
    for command in below(&whole) {
        write_page(folder, &dashed(command), |to| {
            Page::new(command.clone()).title(dashed(command)).render(to)
        })?;
        pages += 1;
    }
    out.say(Printing::Table, &format!("wrote {pages} pages to {}", folder.display()))
}

/// Every command and the commands of those that have some.
fn below(command: &Command) -> Vec<&Command> {
    command.get_subcommands().flat_map(|sub| std::iter::once(sub).chain(below(sub))).collect()
}

/// The name of a command as manual pages have it: rapporteur-config-init.
fn dashed(command: &Command) -> String {
    command.get_bin_name().unwrap_or_else(|| command.get_name()).replace(' ', "-")
}

/// The program's own page, which names the pages of the commands.
fn first_page(whole: &Command, to: &mut dyn Write) -> io::Result<()> {
    Page::new(whole.clone()).render(to)?;
    to.write_all(ENDING.as_bytes())
}

/// Everything in one page: each command has a section of its own.
fn whole_page(whole: &Command, to: &mut dyn Write) -> io::Result<()> {
    let page = Page::new(whole.clone());
    page.render_title(to)?;
    page.render_name_section(to)?;
    page.render_synopsis_section(to)?;
    page.render_description_section(to)?;
    page.render_options_section(to)?;
    for command in below(whole).into_iter().filter(|command| !command.has_subcommands()) {
        let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
        writeln!(to, ".SH \"{}\"", name.to_uppercase())?;
        let mut text = Vec::new();
        let page = Page::new(command.clone());
        page.render_synopsis_section(&mut text)?;
        page.render_description_section(&mut text)?;
        page.render_options_section(&mut text)?;
        page.render_extra_section(&mut text)?;
        to.write_all(under(&String::from_utf8_lossy(&text)).as_bytes())?;
    }
    to.write_all(ENDING.as_bytes())
}

/// The sections of a command's page as parts of a section: headings become those of parts.
fn under(page: &str) -> String {
    page.lines()
        .map(|line| line.strip_prefix(".SH ").map_or(line.to_owned(), |h| format!(".SS {h}")) + "\n")
        .collect()
}

fn write_page(
    folder: &Path,
    name: &str,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Fault> {
    let path = folder.join(format!("{name}.1"));
    file::write(&path, true, |to| Ok::<(), export::Error>(fill(to)?))
        .map_err(|error| unwritten(&path, &error))
}

fn unwritten(path: &Path, why: &dyn std::fmt::Display) -> Fault {
    Fault::bad_file(format!("{} could not be written: {why}", path.display()))
        .hint("name a folder of your own")
}
