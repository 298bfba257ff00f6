//! Themes and the tree they form.

use serde::{Deserialize, Serialize};

use super::id::{AnswerNumber, ExampleId, ThemeId};
use super::span::Span;

/// Joins the names of a theme's path, on the screen and in files.
pub const PATH_SEPARATOR: &str = " / ";

/// A named idea with a definition.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Theme {
    /// Fixed when it was made; a rename keeps it.
    pub id: ThemeId,
    /// The theme above it, if any.
    pub parent: Option<ThemeId>,
    /// Unique among its siblings, case folded.
    pub name: String,
    /// What it means.
    pub definition: String,
    /// When to use it.
    pub use_when: String,
    /// When not to use it.
    pub not_when: String,
    /// For table heads; at most 14 characters.
    pub short_name: String,
    /// Tags in one key; unique.
    pub letter: Option<char>,
    /// Two or three letters made from the name; stands where a letter is missing.
    pub code: String,
    /// One of the skin's theme colours, 1 to 12.
    pub colour: u8,
    /// Words that suggest it.
    pub terms: Vec<String>,
    /// Not offered for tagging any more; its tags stay.
    #[serde(default)]
    pub retired: bool,
    /// Another theme has the same name at the same place, as after a merge of workspaces; all but one have a number
    /// behind it.
    #[serde(default)]
    pub twin: bool,
}

impl Theme {
    /// The letter, else the code: the theme's chip in lists and margins.
    pub fn chip(&self) -> String {
        self.letter.map_or_else(|| self.code.clone(), String::from)
    }
}

/// A theme that was merged into another: its tags are shown and counted there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merged {
    /// Which.
    pub id: ThemeId,
    /// Its path before.
    pub path: String,
    /// The theme of the codebook under which its tags are shown.
    pub into: ThemeId,
}

/// What a theme was called before it was renamed or moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Former {
    /// Its path then.
    pub path: String,
    /// The theme of the codebook that it means now.
    pub theme: ThemeId,
}

/// A quotation that shows what belongs to a theme.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example {
    /// Its id.
    pub id: ExampleId,
    /// The theme under which it is shown.
    pub theme: ThemeId,
    /// Its words, as they were when it was picked.
    pub quote: String,
    /// The answer that it is from; `None` where the workspace has it no longer.
    pub answer: Option<AnswerNumber>,
    /// Where it stands in the answer's text; `None` where it is no longer found.
    pub span: Option<Span>,
    /// Who wrote it.
    pub submitter: Option<String>,
    /// The submission's reference.
    pub reference: Option<String>,
    /// The question's number; `None` for unplaced text.
    pub question: Option<String>,
    /// Who picked it.
    pub analyst: String,
}

/// A theme as a file has it, to be taken into a codebook. What is empty says nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Incoming {
    /// Its id, where the file says it.
    pub id: Option<ThemeId>,
    /// The names from the top to the theme; never none.
    pub path: Vec<String>,
    /// What it means.
    pub definition: String,
    /// When to use it.
    pub use_when: String,
    /// When not to use it.
    pub not_when: String,
    /// For table heads.
    pub short_name: String,
    /// Tags in one key.
    pub letter: Option<char>,
    /// One of the skin's theme colours, 1 to 12.
    pub colour: Option<u8>,
    /// Words that suggest it.
    pub terms: Vec<String>,
    /// Not offered for tagging any more.
    pub retired: bool,
}

/// What taking themes in from a file does.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TakenIn {
    /// The paths of the themes that are added.
    pub added: Vec<String>,
    /// The paths of those that are changed, each with what of it.
    pub changed: Vec<(String, Vec<&'static str>)>,
    /// What of the file is not taken, by the path that it has there, each with why.
    pub left: Vec<(String, String)>,
    /// How many themes of the file are in the codebook so already.
    pub same: usize,
}

impl TakenIn {
    /// Whether the codebook would not stay as it is.
    pub fn changes_anything(&self) -> bool {
        !self.added.is_empty() || !self.changed.is_empty()
    }

    /// What is added, changed and left, a line each.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.added.iter().map(|path| format!("adds {path}")).collect();
        lines.extend(
            self.changed.iter().map(|(path, fields)| format!("changes {path}: {}", fields.join(", "))),
        );
        lines.extend(self.left.iter().map(|(path, why)| format!("leaves {path}: {why}")));
        if self.same > 0 {
            let has = if self.same == 1 { "theme as the file has it" } else { "themes as the file has them" };
            lines.push(format!("{} {has}", self.same));
        }
        lines
    }
}

/// The tree of themes, parents before children, siblings in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Codebook {
    /// In tree order: every theme stands before those under it. Those that were merged into others are not among them.
    pub themes: Vec<Theme>,
    /// The themes that were merged into others.
    pub merged: Vec<Merged>,
    /// What themes were called before: queries that were saved then still mean them.
    pub former: Vec<Former>,
}

impl Codebook {
    /// The theme under which the tags of this one are shown: itself, unless it was merged.
    pub fn shown(&self, id: ThemeId) -> ThemeId {
        self.merged.iter().find(|merged| merged.id == id).map_or(id, |merged| merged.into)
    }

    /// The themes that are offered for tagging, in tree order.
    pub fn offered(&self) -> impl Iterator<Item = &Theme> {
        self.themes.iter().filter(|theme| !theme.retired)
    }

    /// The themes as a file would have them, to be taken into another codebook.
    pub fn as_incoming(&self) -> Vec<Incoming> {
        let one = |theme: &Theme| {
            let mut path: Vec<String> = self.ancestors(theme.id).map(|above| above.name.clone()).collect();
            path.reverse();
            path.push(theme.name.clone());
            Incoming {
                id: Some(theme.id),
                path,
                definition: theme.definition.clone(),
                use_when: theme.use_when.clone(),
                not_when: theme.not_when.clone(),
                short_name: theme.short_name.clone(),
                letter: theme.letter,
                colour: Some(theme.colour),
                terms: theme.terms.clone(),
                retired: theme.retired,
            }
        };
        self.themes.iter().map(one).collect()
    }

    /// Those that were merged into a theme.
    pub fn merged_into(&self, id: ThemeId) -> impl Iterator<Item = &Merged> {
        self.merged.iter().filter(move |merged| merged.into == id)
    }

    /// The theme with this id.
    pub fn theme(&self, id: ThemeId) -> Option<&Theme> {
        self.themes.iter().find(|t| t.id == id)
    }

    /// How many themes stand above it.
    pub fn depth(&self, id: ThemeId) -> usize {
        self.ancestors(id).count()
    }

    /// The themes above it, nearest first. A cycle, which a file from elsewhere may hold, ends the walk.
    pub fn ancestors(&self, id: ThemeId) -> impl Iterator<Item = &Theme> {
        let mut next = self.theme(id).and_then(|t| t.parent);
        let mut left = self.themes.len();
        std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            let theme = self.theme(next?)?;
            next = theme.parent;
            Some(theme)
        })
    }

    /// The names from the top to the theme, joined by " / ".
    pub fn path(&self, id: ThemeId) -> String {
        let mut names: Vec<&str> = self.ancestors(id).map(|t| t.name.as_str()).collect();
        names.reverse();
        names.extend(self.theme(id).map(|t| t.name.as_str()));
        names.join(PATH_SEPARATOR)
    }

    /// The theme and all that stand under it.
    pub fn with_descendants(&self, id: ThemeId) -> Vec<ThemeId> {
        self.themes
            .iter()
            .filter(|t| t.id == id || self.ancestors(t.id).any(|a| a.id == id))
            .map(|t| t.id)
            .collect()
    }
}
