//! The arguments of `shortlist` and `findings`.

use clap::Args;

use super::Print;
use crate::model::finding::State;

/// `shortlist`
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("do").multiple(false).args(["add", "remove", "new", "heading", "comment", "rename", "delete"]))]
pub struct Shortlist {
    /// The list; without it all lists are listed, and the current one is changed.
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Add the answers of a query.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub add: Option<String>,
    /// Take the answers of a query off.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub remove: Option<String>,
    /// Make the list.
    #[arg(long, requires = "name")]
    pub new: bool,
    /// Add a heading at the end.
    #[arg(long, value_name = "TEXT", requires = "name", allow_hyphen_values = true)]
    pub heading: Option<String>,
    /// Add a comment at the end.
    #[arg(long, value_name = "TEXT", requires = "name", allow_hyphen_values = true)]
    pub comment: Option<String>,
    /// Give the list another name.
    #[arg(long, value_name = "NEW", requires = "name", allow_hyphen_values = true)]
    pub rename: Option<String>,
    /// Remove the list with all that is on it; it can be undone.
    #[arg(long, requires = "name")]
    pub delete: bool,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

/// `findings`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur findings\n  \
                        rapporteur findings --theme IPv6 --text 'Most ask for support in the transition.'\n  \
                        rapporteur findings --theme IPv6 --add 'theme:ipv6 type:government'\n  \
                        rapporteur findings --question 7 --state agreed")]
#[command(group = clap::ArgGroup::new("of").multiple(false).args(["theme", "question"]))]
#[command(group = clap::ArgGroup::new("do").multiple(false).requires("of")
                        .args(["text", "edit", "state", "add", "remove", "delete"]))]
pub struct Findings {
    /// The finding on a theme.
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,
    /// The finding on a question.
    #[arg(long, value_name = "NUMBER")]
    pub question: Option<String>,
    /// What it says; nothing takes the text off.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Write it in VISUAL or EDITOR.
    #[arg(long)]
    pub edit: bool,
    /// draft or agreed; another text is a draft again.
    #[arg(long, value_name = "STATE", value_parser = state)]
    pub state: Option<State>,
    /// Add the answers of a query as quotations.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub add: Option<String>,
    /// Take the answers of a query off.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub remove: Option<String>,
    /// Remove the finding with its quotations; it can be undone.
    #[arg(long)]
    pub delete: bool,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

fn state(name: &str) -> Result<State, String> {
    let found = State::ALL.into_iter().find(|state| state.name() == name);
    found.ok_or_else(|| "a finding is draft or agreed".to_owned())
}
