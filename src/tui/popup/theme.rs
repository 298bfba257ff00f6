//! The form of a theme: its names, what it means, when to use it and when not, the words to search for.
//!
//! All fields wrap softly and hold one paragraph: Enter keeps the form, Tab goes from field to field. Only what was
//! changed becomes a change, and all of it one.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::action::ActionId;
use crate::model::codebook::{Codebook, Theme};
use crate::model::edit::{Edit, ThemeChange};
use crate::model::id::ThemeId;
use crate::text;
use crate::tui::event::Effect;

/// The names of the fields, in order.
pub const LABELS: [&str; 6] = ["Name", "Short name", "Definition", "Use when", "Not when", "Search for"];

/// The places of fields.
const NAME: usize = 0;
const SHORT_NAME: usize = 1;
const DEFINITION: usize = 2;
const USE_WHEN: usize = 3;
const NOT_WHEN: usize = 4;
const TERMS: usize = 5;

/// The most characters of a short name.
const SHORT: usize = 14;

/// What stands between search terms, in the scripts in which they are written.
const BETWEEN: [char; 5] = [',', '，', '、', '،', '\n'];

/// The open form.
#[derive(Clone, Debug)]
pub struct ThemeForm {
    /// The fields.
    pub fields: [TextArea<'static>; 6],
    /// The field with the caret.
    pub at: usize,
    /// The theme's name as it was.
    pub name: String,
    theme: ThemeId,
    before: [String; 6],
    /// The folded names of the themes beside it.
    beside: Vec<String>,
    /// Whether it was said that leaving loses what is typed.
    warned: bool,
}

impl ThemeForm {
    /// Opens the form on a theme.
    pub fn new(theme: &Theme, book: &Codebook) -> Self {
        let before = [
            theme.name.clone(),
            theme.short_name.clone(),
            theme.definition.clone(),
            theme.use_when.clone(),
            theme.not_when.clone(),
            theme.terms.join(", "),
        ];
        let beside = book.themes.iter().filter(|other| other.parent == theme.parent && other.id != theme.id);
        Self {
            fields: before.each_ref().map(|words| field(words)),
            at: NAME,
            name: theme.name.clone(),
            theme: theme.id,
            before,
            beside: beside.map(|other| text::fold(&other.name)).collect(),
            warned: false,
        }
    }

    /// What is typed in a field.
    pub fn text(&self, at: usize) -> String {
        let words = self.fields.get(at).map(|field| field.lines().join(" ")).unwrap_or_default();
        words.trim().to_owned()
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        let fields = self.fields.len();
        match action {
            ActionId::NextPane => self.at = (self.at + 1) % fields,
            ActionId::PreviousPane => self.at = (self.at + fields - 1) % fields,
            ActionId::Accept => return self.keep(),
            ActionId::Back if self.warned || self.changes().is_empty() => return vec![Effect::Close],
            ActionId::Back => {
                self.warned = true;
                return vec![Effect::Say(
                    "‹accept› keeps what is typed; ‹back› again leaves the theme as it was.".into(),
                )];
            }
            _ => {}
        }
        Vec::new()
    }

    /// Takes a key that is typed; the arrows go on into the next field.
    pub fn key(&mut self, key: KeyEvent) {
        self.warned = false;
        let last = self.fields.len() - 1;
        let Some(field) = self.fields.get_mut(self.at) else { return };
        let before = field.screen_cursor();
        field.input(key);
        let stays = {
            let now = field.screen_cursor();
            (now.row, now.col) == (before.row, before.col)
        };
        match key.code {
            KeyCode::Up if stays => self.at = self.at.saturating_sub(1),
            KeyCode::Down if stays => self.at = (self.at + 1).min(last),
            _ => {}
        }
    }

    /// Takes pasted text, as one paragraph.
    pub fn paste(&mut self, pasted: &str) {
        self.warned = false;
        let words = pasted.split(['\n', '\r', '\t']).filter(|part| !part.trim().is_empty());
        let words = words.collect::<Vec<_>>().join(" ");
        if let Some(field) = self.fields.get_mut(self.at) {
            field.insert_str(words.chars().filter(|c| !c.is_control()).collect::<String>());
        }
    }

    /// Puts the caret into a field.
    pub fn click(&mut self, at: usize) {
        self.at = at.min(self.fields.len() - 1);
    }

    /// What the status line says meanwhile.
    pub fn line(&self) -> &'static str {
        match self.at {
            SHORT_NAME => "The short name stands in table heads: at most 14 characters",
            TERMS => "Words that suggest the theme, in any language, with commas between",
            _ => "All that is changed here is one change: ‹undo› takes it back",
        }
    }

    fn keep(&mut self) -> Vec<Effect> {
        let (name, short) = (self.text(NAME), self.text(SHORT_NAME).chars().count());
        let wrong = if text::fold(&name).is_empty() {
            Some((NAME, "A theme needs a name with a letter or digit.".to_owned()))
        } else if name.contains('/') {
            Some((NAME, "A slash joins the names of a path: the name cannot hold one.".to_owned()))
        } else if self.beside.contains(&text::fold(&name)) {
            Some((NAME, format!("There is a theme {name} beside it already.")))
        } else if short > SHORT {
            Some((
                SHORT_NAME,
                format!("The short name has {short} characters: at most {SHORT} fit table heads."),
            ))
        } else {
            None
        };
        if let Some((at, why)) = wrong {
            self.at = at;
            return vec![Effect::Say(why)];
        }
        let mut changes = self.changes();
        let change = match changes.len() {
            0 => return vec![Effect::Close],
            1 => changes.remove(0),
            _ => ThemeChange::Several(changes),
        };
        vec![Effect::Close, Effect::Edit(Edit::ChangeTheme { theme: self.theme, change })]
    }

    /// What is other than it was.
    fn changes(&self) -> Vec<ThemeChange> {
        let is_other = |at: usize| self.before.get(at).is_some_and(|before| before.trim() != self.text(at));
        let mut changes = Vec::new();
        if is_other(NAME) {
            changes.push(ThemeChange::Rename(self.text(NAME)));
        }
        if is_other(SHORT_NAME) {
            changes.push(ThemeChange::ShortName(self.text(SHORT_NAME)));
        }
        if [DEFINITION, USE_WHEN, NOT_WHEN].into_iter().any(is_other) {
            changes.push(ThemeChange::Describe {
                definition: self.text(DEFINITION),
                use_when: self.text(USE_WHEN),
                not_when: self.text(NOT_WHEN),
            });
        }
        if is_other(TERMS) {
            let text = self.text(TERMS);
            let terms = text.split(BETWEEN).map(str::trim).filter(|term| !term.is_empty());
            changes.push(ThemeChange::Terms(terms.map(str::to_owned).collect()));
        }
        changes
    }
}

fn field(words: &str) -> TextArea<'static> {
    let one = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut area = TextArea::new(vec![one]);
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.move_cursor(CursorMove::End);
    area
}
