//! Which workspace a command means, and opening it.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use super::arguments::{Arguments, Common, When};
use super::interrupt::Interrupt;
use super::shield;
use crate::config::surroundings::Surroundings;
use crate::fault::Fault;
use crate::model::call::{Call, Key};
use crate::model::codebook::{Codebook, Merged, PATH_SEPARATOR};
use crate::model::id::ThemeId;
use crate::model::nearest;
use crate::model::span::Span;
use crate::query::filter::Resolved;
use crate::workspace::{Access, Workspace};

/// The common options and the surroundings: all that is needed to open the workspace.
#[derive(Debug)]
pub(super) struct Door<'a> {
    common: Common,
    /// What is to be told of the opening on standard error.
    told: RefCell<Vec<String>>,
    /// What the surroundings say.
    pub(super) around: &'a Surroundings,
}

impl<'a> Door<'a> {
    /// Takes what every command takes.
    pub(super) fn new(common: Common, around: &'a Surroundings) -> Self {
        Self { common, told: RefCell::default(), around }
    }

    /// The workspace's file, which may not be there.
    pub(super) fn path(&self) -> Result<PathBuf, Fault> {
        Ok(self.named()?.path)
    }

    fn named(&self) -> Result<Named, Fault> {
        Named::find(self.common.workspace.clone(), self.around).ok_or_else(|| {
            Fault::mistake("no workspace is named")
                .hint("name it by -w FILE or RAPPORTEUR_WORKSPACE; `rapporteur init FILE` makes one")
        })
    }

    fn open(&self, access: Access) -> Result<Workspace, Fault> {
        let named = self.named()?;
        named.check_there()?;
        let workspace = Workspace::open(&named.path, access, self.common.analyst.as_deref(), self.around)?;
        self.told.borrow_mut().extend(workspace.told());
        Ok(workspace)
    }

    /// What is to be told of the opening, once.
    pub(super) fn told(&self) -> Vec<String> {
        self.told.take()
    }

    /// Opens the workspace for a command that changes nothing.
    pub(super) fn read(&self) -> Result<Workspace, Fault> {
        self.open(if self.common.read_only { Access::Look } else { Access::Read })
    }

    /// The same, read as it stood at a moment where one is given, and with the day that is to be written in exports.
    pub(super) fn read_past(&self, when: When) -> Result<Workspace, Fault> {
        let mut workspace = self.read()?;
        if let Some(moment) = when.as_of {
            let interrupt = Interrupt::listen();
            workspace = workspace.as_of(moment, &mut |_| interrupt.may_go_on())?;
        }
        Ok(workspace.dated(when.date))
    }

    /// The workspace's file, for a command that puts another in its place.
    pub(super) fn for_writing(&self) -> Result<PathBuf, Fault> {
        self.refuse_read_only()?;
        self.path()
    }

    /// Opens the workspace for a command that changes something.
    pub(super) fn write(&self) -> Result<Workspace, Fault> {
        self.refuse_read_only()?;
        self.open(Access::Write)
    }

    fn refuse_read_only(&self) -> Result<(), Fault> {
        if self.common.read_only {
            return Err(Fault::mistake("this command changes the workspace, and --read-only was asked for")
                .hint("leave out --read-only"));
        }
        Ok(())
    }
}

/// A workspace's file, and where its name stands.
#[derive(Debug)]
pub(super) struct Named {
    /// The file.
    pub(super) path: PathBuf,
    by_environment: bool,
}

impl Named {
    /// The file that the arguments name, else that of `RAPPORTEUR_WORKSPACE`.
    pub(super) fn find(by_arguments: Option<PathBuf>, around: &Surroundings) -> Option<Self> {
        let by_environment = by_arguments.is_none();
        let path = by_arguments.or_else(|| around.workspace.clone())?;
        Some(Self { path, by_environment })
    }

    /// Fails when there is no such file, as [`check_there`] does.
    pub(super) fn check_there(&self) -> Result<(), Fault> {
        let hinted = |fault: Fault| {
            if self.by_environment { fault.hint("RAPPORTEUR_WORKSPACE names it") } else { fault }
        };
        check_there(&self.path).map_err(hinted)
    }
}

/// Fails when there is no file of this name: nothing but `init` makes one.
pub(super) fn check_there(path: &Path) -> Result<(), Fault> {
    let shown = path.display();
    match path.metadata() {
        Ok(there) if there.is_dir() => Err(Fault::bad_file(format!("{shown} is a folder, not a workspace"))
            .hint("name a file that `rapporteur init` made")
            .hint(format!("`rapporteur import -w WORKSPACE {shown}` takes in what is in the folder"))),
        Ok(_) => Ok(()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            let fault = Fault::bad_file(format!("there is no workspace {shown}"));
            // Who names a file mostly gives it an ending.
            let bare = path.to_str().filter(|name| !name.contains(['.', '/', '\\']));
            let command = bare.and_then(command_like);
            let fault = match command {
                Some(command) => fault.hint(format!("perhaps the command `rapporteur {command}` was meant")),
                None => fault,
            };
            Err(fault
                .hint(format!("`rapporteur init {shown}` makes one; `rapporteur --help` lists the commands")))
        }
        Err(e) => Err(Fault::bad_file(format!("{shown} cannot be opened: {e}"))
            .hint("check the permissions of the file and its folder")),
    }
}

/// The command that a word was perhaps meant to be.
pub(super) fn command_like(word: &str) -> Option<String> {
    let definition = Arguments::definition();
    let names = definition.get_subcommands().map(clap::Command::get_name);
    nearest::nearest(word, names).map(str::to_owned)
}

/// Looks a query up; also gives it as it was written.
pub(super) fn query(workspace: &Workspace, words: &[String]) -> Result<(Resolved, String), Fault> {
    let text = shield::query(words);
    Ok((workspace.resolve(&text)?, text))
}

/// The theme with exactly this name or path, case folded; several may have one name.
pub(super) fn theme_named(codebook: &Codebook, name: &str) -> Vec<ThemeId> {
    let asked = plain(name);
    let by_path = codebook.themes.iter().filter(|t| plain(&codebook.path(t.id)) == asked);
    let paths: Vec<ThemeId> = by_path.map(|t| t.id).collect();
    if !paths.is_empty() {
        return paths;
    }
    codebook.themes.iter().filter(|t| plain(&t.name) == asked).map(|t| t.id).collect()
}

/// The merged theme of exactly this name or path, case folded, where the codebook has no such theme.
pub(super) fn merged_named<'b>(codebook: &'b Codebook, name: &str) -> Option<&'b Merged> {
    let asked = plain(name);
    let by_path = codebook.merged.iter().find(|merged| plain(&merged.path) == asked);
    let last =
        |merged: &&Merged| plain(merged.path.rsplit(PATH_SEPARATOR).next().unwrap_or_default()) == asked;
    let mut named = codebook.merged.iter().filter(last);
    by_path.or_else(|| named.next().filter(|_| named.next().is_none()))
}

/// A path as it is compared.
fn plain(path: &str) -> String {
    let parts: Vec<String> = path.split('/').map(|part| part.trim().to_lowercase()).collect();
    parts.join("/")
}

/// The one theme of this name or path; of one that was merged, that into which it was merged.
///
/// # Errors
/// When there is none, or more than one; those that come near are offered.
pub(super) fn known_theme(codebook: &Codebook, name: &str) -> Result<ThemeId, Fault> {
    match theme_named(codebook, name).as_slice() {
        [one] => Ok(*one),
        [] => {
            if let Some(merged) = merged_named(codebook, name) {
                return Ok(merged.into);
            }
            let fault = Fault::mistake(format!("no theme is named “{name}”"));
            let asked = name.to_lowercase();
            let near = codebook.themes.iter().map(|t| codebook.path(t.id));
            let near: Vec<String> = near.filter(|p| p.to_lowercase().contains(&asked)).take(8).collect();
            Err(if near.is_empty() {
                fault.hint("`rapporteur themes` lists them")
            } else {
                fault.hint(format!("perhaps {}", near.join(", ")))
            })
        }
        many => {
            let paths: Vec<String> = many.iter().map(|id| codebook.path(*id)).collect();
            Err(Fault::mistake(format!("“{name}” is more than one theme"))
                .hint(format!("write the path: {}", paths.join(", "))))
        }
    }
}

/// The key of the question with this number.
///
/// # Errors
/// When the call asks no such question; its numbers are named, and behind them what else would do.
pub(super) fn question(call: &Call, number: &str, or: &str) -> Result<Key, Fault> {
    if let Some(question) = call.question_by_number(number) {
        return Ok(question.key.clone());
    }
    let numbers: Vec<&str> = call.questions.iter().map(|q| q.number.as_str()).collect();
    Err(Fault::mistake(format!("no question has the number {number}"))
        .hint(format!("the call asks {}{or}", numbers.join(", "))))
}

/// The passage, which must lie in the text of the answer.
pub(super) fn within(start: u32, end: u32, text: &str) -> Result<Span, Fault> {
    let length = text.chars().count();
    if end as usize > length {
        return Err(Fault::mistake(format!(
            "the passage ends at {end}, and the answer has {length} characters"
        ))
        .hint(
            "characters are counted from 0, as in the text that `rapporteur show ID --format json` gives",
        ));
    }
    Ok(Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codebook::Theme;

    fn theme(name: &str, parent: Option<&str>) -> Theme {
        Theme {
            id: ThemeId::starter(&format!("{}{name}", parent.unwrap_or_default())),
            parent: parent.map(ThemeId::starter),
            name: name.to_owned(),
            definition: String::new(),
            use_when: String::new(),
            not_when: String::new(),
            short_name: String::new(),
            letter: None,
            code: String::new(),
            colour: 1,
            terms: Vec::new(),
            ..Theme::default()
        }
    }

    #[test]
    fn a_theme_is_known_by_its_path_or_a_name_that_is_the_only_one() {
        let themes = vec![
            theme("Net", None),
            theme("IPv6", Some("Net")),
            theme("Law", None),
            theme("IPv6", Some("Law")),
        ];
        let book = Codebook { themes, ..Codebook::default() };
        assert_eq!(known_theme(&book, "net/ipv6").unwrap(), ThemeId::starter("NetIPv6"));
        assert_eq!(known_theme(&book, "LAW").unwrap(), ThemeId::starter("Law"));
        assert!(known_theme(&book, "ipv6").unwrap_err().hints[0].contains("Law / IPv6"));
        assert!(known_theme(&book, "ipv").unwrap_err().hints[0].starts_with("perhaps Net / IPv6"));
    }
}
