//! What went wrong, for people: what, where and what to do about it.
//!
//! Every error enum of a lower floor becomes a [`Fault`] here and nowhere else; both faces show it, and
//! its [`Kind`] decides the exit status. Text in it may come from files and arguments: it is cleaned
//! when it is shown, never before.

pub mod crash;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use crate::config::toml_file;
use crate::keymap;
use crate::store::moved::{Gone, Moved};
use crate::text::{caret, clean};
use crate::workspace;

/// Whose fault it is, roughly: what a script does next depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Usage, a query, a call, a map or a keymap: ask otherwise.
    Mistake,
    /// A file that is missing, damaged or not what it should be.
    BadFile,
    /// Somebody else is using it: try again.
    Busy,
    /// Another computer did not answer.
    Network,
    /// Stopped by the person; nothing was written.
    Interrupted,
    /// None of these: a fault of the program.
    Bug,
}

/// One thing that went wrong.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Whose fault.
    pub kind: Kind,
    /// What and where; the first line stands alone.
    pub message: String,
    /// What to do, one a line.
    pub hints: Vec<String>,
    /// What the system or a lower floor said.
    pub source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Fault {
    /// A fault of this kind without a hint.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hints: Vec::new(), source: None }
    }

    /// A mistake of whoever asked.
    pub fn mistake(message: impl Into<String>) -> Self {
        Self::new(Kind::Mistake, message)
    }

    /// A file that is not as it should be.
    pub fn bad_file(message: impl Into<String>) -> Self {
        Self::new(Kind::BadFile, message)
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds what a lower floor said.
    #[must_use]
    pub fn because(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    /// The exit status that it ends the program with: 1, 2 or 130.
    pub fn exit_status(&self) -> u8 {
        match self.kind {
            Kind::Mistake => 2,
            Kind::Interrupted => 130,
            Kind::BadFile | Kind::Busy | Kind::Network | Kind::Bug => 1,
        }
    }

    /// The first line of the message, cleaned: for a status line.
    pub fn line(&self) -> String {
        clean::line(self.message.lines().next().unwrap_or_default()).into_owned()
    }
}

/// The whole fault, cleaned for a terminal: `rapporteur: what, where`, then a line for each hint.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rapporteur: {}", clean::block(&self.message))?;
        for hint in &self.hints {
            write!(f, "\n  hint: {}", clean::line(hint))?;
        }
        Ok(())
    }
}

impl StdError for Fault {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|s| s.as_ref() as &(dyn StdError + 'static))
    }
}

impl From<workspace::Error> for Fault {
    fn from(error: workspace::Error) -> Self {
        use workspace::Error as E;
        let fault = match &error {
            E::Query(mistake, input) => {
                Self::mistake(caret::under(&mistake.to_string(), input, mistake.span.clone()))
            }
            E::NotFound { path } => Self::bad_file(format!("there is no file or folder {}", path.display()))
                .hint("check the name and the folder; nothing was made"),
            E::NotAWorkspace { path, .. } => Self::bad_file(error.to_string())
                .hint("name a file that `rapporteur init` made")
                .hint(format!(
                    "documents and tables come in by `rapporteur import -w WORKSPACE {}`",
                    path.display()
                )),
            E::Newer { .. } => Self::bad_file(error.to_string())
                .hint("install the newer version; the file was left as it is"),
            E::Locked { .. } => Self::new(Kind::Busy, error.to_string())
                .hint("close the other program, or try again in a moment"),
            E::ReadOnly { .. } => Self::bad_file(error.to_string()).hint(
                "change the permissions of the file and its folder, or copy it to a folder of your own",
            ),
            E::Exists { .. } => {
                Self::bad_file(error.to_string()).hint("choose another name; nothing was overwritten")
            }
            E::Io { path, source } => io(path, source),
            E::Unknown { candidates, .. } | E::Ambiguous { candidates, .. } => {
                with_candidates(Self::mistake(error.to_string()), candidates)
            }
            E::Invalid(message) => Self::mistake(message.clone()),
            E::Unfit { what, hint } => Self::mistake(what.clone()).hint(hint.clone()),
            E::Damaged(message) => {
                Self::bad_file(message.clone()).hint("restore the file from a backup; nothing was written")
            }
            E::Unconfirmed { path, source } => Self::bad_file(format!(
                "whether this was written into {} could not be confirmed: {source}",
                path.display()
            ))
            .hint("check the disk; then look whether it is there before you do it again")
            .hint("`rapporteur history` lists the changes, `rapporteur doctor` tries the file"),
            E::Sql(sql) if sql.is_of_the_disk() => {
                Self::bad_file(format!("the workspace could not be read: {sql}"))
                    .hint("check the disk and the room on it, and try again; nothing was written")
            }
            E::Sql(message) => Self::new(Kind::Bug, format!("the workspace could not be used: {message}"))
                .hint("nothing was written; please report this with the command that you gave"),
            E::Moved(moved) => self::moved(moved),
            E::Stopped => Self::new(Kind::Interrupted, error.to_string()),
        };
        fault.because(error)
    }
}

impl From<toml_file::Error> for Fault {
    fn from(error: toml_file::Error) -> Self {
        let bare = toml_file::Error { hint: String::new(), ..error.clone() };
        let fault = Self::mistake(bare.to_string());
        let fault = if error.hint.is_empty() { fault } else { fault.hint(error.hint.clone()) };
        fault.because(error)
    }
}

impl From<keymap::Error> for Fault {
    fn from(error: keymap::Error) -> Self {
        Self::mistake(error.to_string()).because(error)
    }
}

/// Names up to eight things that could have been meant.
fn with_candidates(fault: Fault, candidates: &[String]) -> Fault {
    const SHOWN: usize = 8;
    match candidates {
        [] => fault,
        [only] => fault.hint(format!("perhaps {only}")),
        many => {
            let more = many.len().saturating_sub(SHOWN);
            let names = many[..many.len() - more].join(", ");
            fault.hint(if more == 0 {
                format!("one of: {names}")
            } else {
                format!("one of: {names} and {more} more")
            })
        }
    }
}

/// A file that went away under the program: where the work is now, first of all.
fn moved(moved: &Moved) -> Fault {
    let name = |path: &std::path::Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let gone = match moved.gone {
        Gone::File => format!("{} was moved or replaced", name(&moved.path)),
        Gone::Log => format!("{}-wal, with the newest work, was taken away", name(&moved.path)),
    };
    match &moved.rescue {
        Ok(rescue) => {
            // A status line may be cut at its end: where the work is comes first.
            let line = format!("all work so far is in {}; {gone}", name(rescue));
            let hint = if moved.kept {
                "this change is in it, too"
            } else {
                "this change was not made; make it again there"
            };
            Fault::bad_file(line).hint(format!("go on in the rescue copy: {}", rescue.display())).hint(hint)
        }
        Err(why) => {
            let hint = if moved.kept { "so this change is in no file" } else { "this change was not made" };
            Fault::bad_file(format!("{gone}, and no rescue copy could be written: {why}"))
                .hint(format!("put the file back at {} before you leave; {hint}", moved.path.display()))
        }
    }
}

/// What the system says of a file, with what can be done.
fn io(path: &std::path::Path, source: &std::io::Error) -> Fault {
    use std::io::ErrorKind as K;
    let at = path.display();
    match source.kind() {
        K::NotFound => {
            Fault::bad_file(format!("there is no file {at}")).hint("check the name and the folder")
        }
        K::PermissionDenied => Fault::bad_file(format!("not allowed to use {at}"))
            .hint("change the permissions of the file or its folder; nothing was written"),
        K::ReadOnlyFilesystem => Fault::bad_file(format!("{at} is on a disk that can only be read"))
            .hint("copy it to a folder of your own; nothing was written"),
        // A disk that takes nothing of a write is full, whatever it calls it.
        K::StorageFull | K::QuotaExceeded | K::WriteZero => {
            Fault::bad_file(format!("the disk is full: {at}"))
                .hint("free some space and try again; nothing was written")
        }
        K::FileTooLarge => Fault::bad_file(format!("{at} may not become so large"))
            .hint("raise the limit (`ulimit -f`), or use a disk that takes large files; nothing was written"),
        K::IsADirectory => Fault::bad_file(format!("{at} is a folder")).hint("name a file"),
        _ => Fault::bad_file(format!("{at}: {source}"))
            .hint("check the disk and try again; nothing was written"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn a_fault_says_what_where_and_what_to_do() {
        let fault = Fault::from(workspace::Error::NotFound { path: PathBuf::from("w.db") });
        assert_eq!(
            fault.to_string(),
            "rapporteur: there is no file or folder w.db\n  hint: check the name and the folder; nothing was made"
        );
        assert_eq!(fault.exit_status(), 1);
    }

    #[test]
    fn names_from_outside_are_cleaned_when_shown() {
        let fault = Fault::from(workspace::Error::NotFound { path: PathBuf::from("a\u{1b}]8;;x\u{202e}") });
        assert!(!fault.to_string().contains(['\u{1b}', '\u{202e}']));
        assert!(!fault.line().contains(['\u{1b}', '\u{202e}']));
    }

    #[test]
    fn a_mistake_in_a_query_is_shown_with_its_place() {
        let input = "IPv6 colour:red";
        let mistake = crate::query::parse(input).unwrap_err();
        let fault = Fault::from(workspace::Error::Query(Box::new(mistake), input.to_owned()));
        assert_eq!(fault.exit_status(), 2);
        let shown = fault.to_string();
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[0].starts_with("rapporteur: there is no field"), "{shown}");
        assert_eq!((lines[1].find("colour"), lines.len()), (lines[2].find('^'), 3), "{shown}");
    }

    #[test]
    fn candidates_are_offered_but_not_by_the_hundred() {
        let error = |n: usize| workspace::Error::Ambiguous {
            what: "theme",
            id: "i".to_owned(),
            candidates: (0..n).map(|i| format!("t{i}")).collect(),
        };
        let fault = Fault::from(error(2));
        assert_eq!((fault.exit_status(), fault.hints), (2, vec!["one of: t0, t1".to_owned()]));
        assert_eq!(Fault::from(error(10)).hints, ["one of: t0, t1, t2, t3, t4, t5, t6, t7 and 2 more"]);
    }
}
