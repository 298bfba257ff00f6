//! The environment and the home folder, read once, in `main`, and passed on.

use std::ffi::OsString;
use std::path::PathBuf;

use super::settings::Settings;

/// What the surroundings say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Where this program stands: what is risky to read is read by another process of it.
    pub program: Option<PathBuf>,
    /// `RAPPORTEUR_WORKSPACE`.
    pub workspace: Option<PathBuf>,
    /// The login, unless it tells nothing (none, root, user).
    pub login: Option<String>,
    /// The home folder, for paths that are typed with `~`.
    pub home: Option<PathBuf>,
    /// For leases of device ids: `$XDG_STATE_HOME/rapporteur`.
    pub state_dir: PathBuf,
    /// For the sample workspace: `$XDG_DATA_HOME/rapporteur`.
    pub data_dir: PathBuf,
    /// For rotating backups, a folder a workspace: `backups` in the data folder, unless the settings name another
    /// folder; `None` when they ask for none.
    pub backups: Option<PathBuf>,
    /// For settings and keymaps: `$XDG_CONFIG_HOME/rapporteur`.
    pub config_dir: PathBuf,
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `COLORTERM` says truecolor or 24bit.
    pub truecolor: bool,
    /// `TERM` is "dumb" or not set.
    pub dumb_terminal: bool,
    /// The terminal is known to put text that is written from right to left in order by itself.
    pub terminal_reorders: bool,
    /// `VISUAL`, else `EDITOR`.
    pub editor: Option<String>,
}

/// The user's folders, none of them the program's own yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// For what may be lost without harm to the user's work.
    pub state: PathBuf,
    /// For what the program keeps.
    pub data: PathBuf,
    /// For settings.
    pub config: PathBuf,
}

impl Surroundings {
    /// Makes sense of the environment, of which `variable` gives the values, and of the user's folders.
    ///
    /// Without a home the program's folders stand in the present folder.
    pub fn new(variable: impl Fn(&str) -> Option<OsString>, folders: Option<Folders>) -> Self {
        let text = |name: &str| {
            let value = variable(name)?.into_string().ok()?;
            (!value.trim().is_empty()).then_some(value)
        };
        let path = |name: &str| variable(name).filter(|v| !v.is_empty()).map(PathBuf::from);
        let folders = folders.unwrap_or_else(|| {
            let aside = PathBuf::from(".");
            Folders { state: aside.clone(), data: aside.clone(), config: aside }
        });
        let login = text("USER").or_else(|| text("LOGNAME")).or_else(|| text("USERNAME"));
        Self {
            program: None,
            workspace: path("RAPPORTEUR_WORKSPACE"),
            home: path("HOME").or_else(|| path("USERPROFILE")),
            login: login.filter(|name| !TELLS_NOTHING.contains(&name.to_lowercase().as_str())),
            state_dir: folders.state.join(PROGRAM),
            backups: Some(folders.data.join(PROGRAM).join("backups")),
            data_dir: folders.data.join(PROGRAM),
            config_dir: folders.config.join(PROGRAM),
            no_color: text("NO_COLOR").is_some(),
            truecolor: text("COLORTERM").is_some_and(|v| v == "truecolor" || v == "24bit"),
            dumb_terminal: text("TERM").is_none_or(|v| v == "dumb"),
            terminal_reorders: ["VTE_VERSION", "KONSOLE_VERSION", "MLTERM"]
                .iter()
                .any(|name| text(name).is_some())
                || text("TERM_PROGRAM").is_some_and(|v| v == "Apple_Terminal"),
            editor: text("VISUAL").or_else(|| text("EDITOR")),
        }
    }

    /// The surroundings for who has these settings: they say more exactly than the login and `EDITOR` who works
    /// here and with what.
    #[must_use]
    pub fn under(self, settings: &Settings) -> Self {
        let named = settings.backup_folder.as_ref().map(|folder| self.expanded(folder));
        Self {
            backups: settings.backups.then(|| named.or(self.backups.clone())).flatten(),
            login: settings.analyst.clone().or(self.login),
            editor: settings.editor.clone().or(self.editor),
            ..self
        }
    }

    /// A path that was written with `~` for the home folder.
    fn expanded(&self, path: &str) -> PathBuf {
        match (path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/')), &self.home) {
            (Some(rest), Some(home)) => home.join(rest.trim_start_matches('/')),
            _ => PathBuf::from(path),
        }
    }
}

const PROGRAM: &str = "rapporteur";

/// Logins that many people share.
const TELLS_NOTHING: [&str; 3] = ["none", "root", "user"];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Surroundings {
        let folders = Folders { state: "/s".into(), data: "/d".into(), config: "/c".into() };
        let find = |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| OsString::from(v));
        Surroundings::new(find, Some(folders))
    }

    #[test]
    fn what_is_empty_is_not_said() {
        let around =
            read(&[("NO_COLOR", ""), ("RAPPORTEUR_WORKSPACE", ""), ("USER", "alice"), ("EDITOR", "ed")]);
        assert!(!around.no_color && around.workspace.is_none() && around.dumb_terminal);
        assert_eq!((around.login.as_deref(), around.editor.as_deref()), (Some("alice"), Some("ed")));
        assert_eq!(around.state_dir, PathBuf::from("/s/rapporteur"));
    }

    #[test]
    fn settings_go_before_general_variables() {
        let around = read(&[("USER", "alice"), ("EDITOR", "ed")]);
        assert_eq!(around.clone().under(&Settings::default()), around);
        let settings = Settings {
            analyst: Some("Ana".to_owned()),
            editor: Some("nano".to_owned()),
            ..Settings::default()
        };
        let around = around.under(&settings);
        assert_eq!((around.login.as_deref(), around.editor.as_deref()), (Some("Ana"), Some("nano")));
    }

    #[test]
    fn the_settings_say_where_backups_go_or_that_there_are_none() {
        let around = read(&[("HOME", "/home/ana")]);
        let under = |settings: Settings| around.clone().under(&settings).backups;
        assert_eq!(under(Settings::default()), Some("/d/rapporteur/backups".into()));
        let named = |folder: &str| Settings { backup_folder: Some(folder.to_owned()), ..Settings::default() };
        assert_eq!(under(named("~/safe")), Some("/home/ana/safe".into()));
        assert_eq!(under(named("/media/stick")), Some("/media/stick".into()));
        assert_eq!(under(Settings { backups: false, ..named("~/safe") }), None);
    }

    #[test]
    fn terminals_that_reorder_are_known_by_their_variables() {
        assert!(read(&[("VTE_VERSION", "7600")]).terminal_reorders);
        assert!(read(&[("TERM_PROGRAM", "Apple_Terminal")]).terminal_reorders);
        assert!(!read(&[("TERM_PROGRAM", "tmux"), ("TERM", "xterm-256color")]).terminal_reorders);
    }

    #[test]
    fn a_login_that_many_share_names_nobody() {
        assert_eq!(read(&[("USER", "root")]).login, None);
    }
}
