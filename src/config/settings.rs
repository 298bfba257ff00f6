//! The settings file `config.toml`: how the screen looks, and who works with what.
//!
//! Every key may be left out. A setting is here only when the program honours it, and `data/config.toml`
//! is the file that `rapporteur config init` writes. What the command line says goes before the file, and the
//! file before general variables such as `EDITOR`; `NO_COLOR` is honoured whatever skin is named.

use std::fmt;
use std::str::FromStr;

use super::toml_file::{Error, Source, Table};
use crate::model::nearest::nearest;

/// The file's name in the folder for settings.
pub const FILE: &str = "config.toml";

/// A settings file with every key, commented out, and its default.
pub const TEMPLATE: &str = include_str!("../../data/config.toml");

const KEYS: [&str; 9] =
    ["skin", "ascii", "bidi", "mouse", "keymap", "analyst", "editor", "backups", "backup_folder"];

/// Who puts lines that are written from right to left in the order in which they are seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Bidi {
    /// The terminal where it is known to do it, else the program.
    #[default]
    Auto,
    /// The program.
    App,
    /// The terminal.
    Terminal,
}

impl Bidi {
    const NAMED: [(&'static str, Self); 3] =
        [("auto", Self::Auto), ("app", Self::App), ("terminal", Self::Terminal)];
}

/// The name of a look of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SkinName {
    /// The 16 colours of the terminal's own scheme.
    Default,
    /// Light letters on a dark ground.
    Dark,
    /// Dark letters on a light ground.
    Light,
    /// Stronger contrast than others.
    HighContrast,
    /// Theme colours that stay apart for colour-blind eyes.
    Cvd,
    /// No colour at all.
    Mono,
}

/// There is no skin of that name.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("there is no skin \"{name}\"; there are {}{}", SkinName::NAMES.join(", "), did_you_mean(*.nearest))]
pub struct UnknownSkin {
    /// As it was asked for.
    pub name: String,
    /// The nearest right name.
    pub nearest: Option<&'static str>,
}

fn did_you_mean(nearest: Option<&'static str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; did you mean \"{name}\"?"))
}

impl SkinName {
    /// All skins, in the order in which they are listed.
    pub const ALL: [Self; 6] =
        [Self::Default, Self::Dark, Self::Light, Self::HighContrast, Self::Cvd, Self::Mono];

    /// The names of all, in the same order.
    pub const NAMES: [&'static str; 6] = ["default", "dark", "light", "high-contrast", "cvd", "mono"];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

impl fmt::Display for SkinName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for SkinName {
    type Err = UnknownSkin;

    fn from_str(name: &str) -> Result<Self, UnknownSkin> {
        Self::ALL
            .into_iter()
            .find(|skin| skin.name() == name)
            .ok_or_else(|| UnknownSkin { name: name.to_owned(), nearest: nearest(name, Self::NAMES) })
    }
}

/// The name of a whole set of keys, which the user's own file overrides key by key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum KeymapName {
    /// The keys that the documentation names first.
    #[default]
    Default,
    /// Keys for hands that know vi: numbers before keys, and words for its modes.
    Vim,
    /// Keys for hands that know Emacs.
    Emacs,
}

/// There is no keymap of that name.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("there is no keymap \"{name}\"; there are {}{}", KeymapName::NAMES.join(", "), did_you_mean(*.nearest))]
pub struct UnknownKeymap {
    /// As it was asked for.
    pub name: String,
    /// The nearest right name.
    pub nearest: Option<&'static str>,
}

impl KeymapName {
    /// All keymaps, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Default, Self::Vim, Self::Emacs];

    /// The names of all, in the same order.
    pub const NAMES: [&'static str; 3] = ["default", "vim", "emacs"];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

impl fmt::Display for KeymapName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for KeymapName {
    type Err = UnknownKeymap;

    fn from_str(name: &str) -> Result<Self, UnknownKeymap> {
        Self::ALL
            .into_iter()
            .find(|keymap| keymap.name() == name)
            .ok_or_else(|| UnknownKeymap { name: name.to_owned(), nearest: nearest(name, Self::NAMES) })
    }
}

/// What the settings file says, or the command line instead of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// The look; `None` leaves it to what the terminal can show.
    pub skin: Option<SkinName>,
    /// Whether signs and rules are drawn in ASCII.
    pub ascii: bool,
    /// Who puts lines that are written from right to left in the order in which they are seen.
    pub bidi: Bidi,
    /// Whether the program takes the mouse.
    pub mouse: bool,
    /// The keys, before those of the user's own file.
    pub keymap: KeymapName,
    /// Who works here; `None` leaves it to the login.
    pub analyst: Option<String>,
    /// The editor for notes; `None` leaves it to `VISUAL` and `EDITOR`.
    pub editor: Option<String>,
    /// Whether the program makes backups by itself.
    pub backups: bool,
    /// Where it puts them; `None` is a folder of its own.
    pub backup_folder: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            skin: None,
            ascii: false,
            bidi: Bidi::Auto,
            mouse: true,
            keymap: KeymapName::Default,
            analyst: None,
            editor: None,
            backups: true,
            backup_folder: None,
        }
    }
}

impl Settings {
    /// Reads a settings file; `file` is its name in messages.
    ///
    /// # Errors
    /// A mistake, with its line and the nearest right name.
    pub fn parse(text: &str, file: &str) -> Result<Self, Error> {
        let source = Source { name: file, text };
        let root = source.parse()?;
        let table = Table::top(source, &root);
        table.known(&KEYS)?;
        let standard = Self::default();
        let skin = table.optional_text("skin")?.map(|skin| {
            skin.value.parse().map_err(|unknown: UnknownSkin| {
                let what = format!("there is no skin “{}”", unknown.name);
                let hint = match unknown.nearest {
                    Some(name) => format!("Did you mean “{name}”?"),
                    None => format!("There are: {}.", SkinName::NAMES.join(", ")),
                };
                source.error(&skin.at, what, hint)
            })
        });
        let keymap = table.optional_text("keymap")?.map(|keymap| {
            keymap.value.parse().map_err(|unknown: UnknownKeymap| {
                let what = format!("there is no keymap “{}”", unknown.name);
                let hint = match unknown.nearest {
                    Some(name) => format!("Did you mean “{name}”?"),
                    None => format!("There are: {}.", KeymapName::NAMES.join(", ")),
                };
                source.error(&keymap.at, what, hint)
            })
        });
        let filled = |key| match table.optional_text(key)? {
            Some(_) => table.text(key).map(|text| Some(text.value)),
            None => Ok(None),
        };
        let bidi = table.optional_text("bidi")?.map(|word| {
            let found = Bidi::NAMED.iter().find(|(name, _)| *name == word.value);
            found.map(|(_, bidi)| *bidi).ok_or_else(|| {
                let what = format!("“{}” is nobody who could set text from right to left", word.value);
                source.error(&word.at, what, "There are: auto, app, terminal.".to_owned())
            })
        });
        Ok(Self {
            skin: skin.transpose()?,
            ascii: table.optional_flag("ascii")?.unwrap_or(standard.ascii),
            bidi: bidi.transpose()?.unwrap_or(standard.bidi),
            mouse: table.optional_flag("mouse")?.unwrap_or(standard.mouse),
            keymap: keymap.transpose()?.unwrap_or(standard.keymap),
            analyst: filled("analyst")?,
            editor: filled("editor")?,
            backups: table.optional_flag("backups")?.unwrap_or(standard.backups),
            backup_folder: filled("backup_folder")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(text: &str) -> String {
        Settings::parse(text, "config.toml").unwrap_err().to_string()
    }

    #[test]
    fn an_empty_file_gives_the_defaults_and_so_does_the_template() {
        assert_eq!(Settings::parse("", "c").unwrap(), Settings::default());
        assert_eq!(Settings::parse(TEMPLATE, "c").unwrap(), Settings::default());
    }

    #[test]
    fn the_template_shows_every_key_in_a_form_that_can_be_read() {
        let lines: Vec<&str> = TEMPLATE.lines().filter_map(|line| line.strip_prefix("# ")).collect();
        for key in KEYS {
            let line = lines.iter().find(|line| line.starts_with(&format!("{key} = ")));
            let line = line.unwrap_or_else(|| unreachable!("no line for {key}"));
            assert!(Settings::parse(line, "c").is_ok(), "{line}");
        }
        assert!(SkinName::NAMES.iter().all(|name| TEMPLATE.contains(name)));
    }

    #[test]
    fn every_setting_is_read() {
        let text = "skin = \"light\"\nascii = true\nbidi = \"app\"\nmouse = false\nkeymap = \"vim\"\nanalyst = \"Ana Ruiz\"\neditor = \"nano -w\"\nbackups = false\nbackup_folder = \"~/safe\"";
        let settings = Settings::parse(text, "c").unwrap();
        assert_eq!(
            settings,
            Settings {
                skin: Some(SkinName::Light),
                ascii: true,
                bidi: Bidi::App,
                mouse: false,
                keymap: KeymapName::Vim,
                analyst: Some("Ana Ruiz".to_owned()),
                editor: Some("nano -w".to_owned()),
                backups: false,
                backup_folder: Some("~/safe".to_owned()),
            }
        );
    }

    #[test]
    fn mistakes_have_their_line_a_caret_and_the_nearest_name() {
        assert_eq!(
            mistake("# mine\nskim = \"dark\"\n"),
            "config.toml, line 2: unknown key “skim”\n  skim = \"dark\"\n  ^^^^\n  Did you mean “skin”?"
        );
        assert_eq!(
            mistake("skin = \"drak\""),
            "config.toml, line 1: there is no skin “drak”\n  skin = \"drak\"\n         ^^^^^^\n  Did you mean “dark”?"
        );
        assert!(mistake("keymap = \"vi\"").contains("Did you mean “vim”?"));
        assert!(mistake("bidi = \"me\"").contains("auto, app, terminal"));
        assert!(mistake("ascii = \"yes\"").contains("“ascii” must be true or false"));
        assert!(mistake("analyst = \"  \"").contains("“analyst” is empty"));
        assert!(mistake("skin = dark").contains("line 1"));
    }

    #[test]
    fn names_skins_and_keymaps_agree() {
        for skin in SkinName::ALL {
            assert_eq!(skin.name().parse(), Ok(skin));
        }
        for keymap in KeymapName::ALL {
            assert_eq!(keymap.name().parse(), Ok(keymap));
        }
    }
}
