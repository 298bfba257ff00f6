//! The arguments of the commands that are about the program itself: `config`, `keys`, `completions`, `man`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use super::Print;
use crate::config::settings::KeymapName;

/// Reads the name of a keymap.
pub(super) fn keymap() -> impl TypedValueParser<Value = KeymapName> {
    PossibleValuesParser::new(KeymapName::NAMES).try_map(|name| name.parse::<KeymapName>())
}

/// `keys`
#[derive(Args, Clone, Copy, Debug)]
#[command(after_help = "Examples:\n  rapporteur keys\n  rapporteur keys --keymap vim")]
pub struct Keys {
    /// Another keymap than the one in force: default, vim or emacs; keys of your own still go before it.
    #[arg(long, value_name = "NAME", value_parser = keymap(), hide_possible_values = true)]
    pub keymap: Option<KeymapName>,
    /// How it is printed.
    #[command(flatten)]
    pub print: Print,
}

/// `config`
#[derive(Subcommand, Clone, Copy, Debug)]
pub enum Config {
    /// Write a settings file that shows every default.
    Init(ConfigInit),
    /// Say whether settings and keymap are right.
    Check,
    /// Print where settings, keymap and the program's own files are.
    Path(Print),
}

/// `config init`
#[derive(Args, Clone, Copy, Debug)]
pub struct ConfigInit {
    /// Replace a file that is there.
    #[arg(long)]
    pub force: bool,
}

/// `completions`
#[derive(Args, Clone, Copy, Debug)]
#[command(
    after_help = "Example:\n  rapporteur completions bash > ~/.local/share/bash-completion/completions/rapporteur"
)]
pub struct Completions {
    /// bash, elvish, fish, powershell or zsh.
    #[arg(value_enum, value_name = "SHELL", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

/// `man`
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  rapporteur man > rapporteur.1\n  rapporteur man --dir ~/.local/share/man/man1"
)]
pub struct Man {
    /// Write a page for the program and one for each command into this folder.
    #[arg(long, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
}
