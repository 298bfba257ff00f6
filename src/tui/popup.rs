//! What opens over the panes: one closed enum, kept on a stack; the last one has the keys.

pub mod colour;
pub mod cursor;
pub mod draft;
pub mod draw;
pub mod export;
pub mod help;
pub mod import;
pub mod jump;
pub mod line;
pub mod lists;
pub mod message;
pub mod note;
pub mod palette;
pub mod picker;
pub mod save;
pub mod saved;
pub mod shorten;
pub mod sort;
pub mod split;
pub mod theme;

use crossterm::event::KeyEvent;

use self::colour::{COLOURS, ColourChooser};
use self::draft::DraftOffer;
use self::export::ExportDialog;
use self::help::Help;
use self::import::{ImportDialog, Of, Stage};
use self::jump::Jump;
use self::line::LineField;
use self::lists::ListChooser;
use self::message::Message;
use self::note::NoteEditor;
use self::palette::Palette;
use self::picker::Picker;
use self::save::SaveFilter;
use self::saved::{Counted, SavedFilters};
use self::shorten::Shortener;
use self::sort::SortChooser;
use self::split::SplitChooser;
use self::theme::ThemeForm;
use super::event::Effect;
use super::layout::Layout;
use super::request::Known;
use super::widget::prose::GUTTER;
use crate::action::{ActionId, Scope};

/// One open popup.
#[derive(Clone, Debug)]
pub enum Popup {
    /// Choosing themes.
    Picker(Picker),
    /// Writing a note.
    Note(Box<NoteEditor>),
    /// Choosing the current shortlist.
    Lists(ListChooser),
    /// Choosing the order of a list.
    Sort(SortChooser),
    /// A heading, the name of a shortlist, or a place.
    Line(LineField),
    /// The form of a theme.
    Theme(Box<ThemeForm>),
    /// Choosing the colour of a theme.
    Colour(ColourChooser),
    /// Choosing the tags that go to another theme.
    Split(Box<SplitChooser>),
    /// Leaving words out of a quotation.
    Shorten(Box<Shortener>),
    /// Choosing a saved filter.
    Saved(SavedFilters),
    /// Saving a filter.
    Save(SaveFilter),
    /// Jumping to anything with a name.
    Jump(Jump),
    /// Bringing in files.
    Import(Box<ImportDialog>),
    /// Writing a file.
    Export(ExportDialog),
    /// Every action by name.
    Palette(Palette),
    /// The keys for where one is.
    Help(Help),
    /// A message in full.
    Message(Message),
    /// A note that was being written when the program ended.
    Draft(Box<DraftOffer>),
}

impl Popup {
    /// The scopes whose keys count while it is open, the uppermost first.
    pub fn scopes(&self) -> [Scope; 2] {
        match self {
            Self::Picker(_) | Self::Lists(_) | Self::Sort(_) | Self::Colour(_) => {
                [Scope::Picker, Scope::Field]
            }
            Self::Theme(_) => [Scope::ThemeForm, Scope::Field],
            Self::Split(_) => [Scope::Splitting, Scope::Field],
            Self::Note(_) => [Scope::NoteEditor, Scope::Field],
            Self::Line(_) => [Scope::Line, Scope::Field],
            Self::Shorten(_) => [Scope::Shortening, Scope::Field],
            Self::Saved(_) => [Scope::SavedFilters, Scope::Field],
            Self::Save(_) => [Scope::SaveFilter, Scope::Field],
            Self::Jump(_) => [Scope::Jump, Scope::Field],
            Self::Import(_) => [Scope::Import, Scope::Field],
            Self::Export(_) => [Scope::Export, Scope::Field],
            Self::Palette(_) => [Scope::Palette, Scope::Field],
            Self::Help(help) if help.typing => [Scope::QueryBar, Scope::Field],
            Self::Help(_) | Self::Message(_) => [Scope::Help, Scope::Global],
            Self::Draft(_) => [Scope::Answers, Scope::Global],
        }
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match self {
            Self::Picker(picker) => picker.act(action),
            Self::Note(note) => note.act(action),
            Self::Lists(lists) => lists.act(action),
            Self::Sort(sort) => sort.act(action),
            Self::Line(line) => line.act(action),
            Self::Theme(form) => form.act(action),
            Self::Colour(open) => open.act(action),
            Self::Split(open) => open.act(action),
            Self::Shorten(open) => open.act(action),
            Self::Saved(saved) => saved.act(action),
            Self::Save(save) => save.act(action),
            Self::Jump(jump) => jump.act(action),
            Self::Import(import) => import.act(action),
            Self::Export(export) => export.act(action),
            Self::Palette(palette) => palette.act(action),
            Self::Help(help) => help.act(action),
            Self::Message(message) => message.act(action),
            Self::Draft(offer) => offer.act(action),
        }
    }

    /// Takes a key that is typed; popups without a field do nothing with it.
    pub fn key(&mut self, key: KeyEvent, known: &Known) {
        match self {
            Self::Picker(picker) => picker.key(key, &known.codebook),
            Self::Note(note) => note.key(key),
            Self::Lists(lists) => lists.key(key),
            Self::Sort(sort) => sort.key(key),
            Self::Line(line) => line.key(key),
            Self::Theme(form) => form.key(key),
            Self::Saved(saved) => saved.key(key),
            Self::Save(save) => save.key(key),
            Self::Jump(jump) => jump.key(key),
            Self::Import(import) => import.key(key),
            Self::Export(export) => export.key(key),
            Self::Palette(palette) => palette.key(key),
            Self::Help(help) => help.key(key),
            Self::Colour(_) | Self::Split(_) | Self::Shorten(_) | Self::Message(_) | Self::Draft(_) => {}
        }
    }

    /// Takes pasted text; popups without a field do nothing with it.
    pub fn paste(&mut self, pasted: &str, known: &Known) {
        match self {
            Self::Picker(picker) => picker.paste(pasted, &known.codebook),
            Self::Note(note) => note.paste(pasted),
            Self::Lists(lists) => lists.paste(pasted),
            Self::Sort(sort) => sort.paste(pasted),
            Self::Line(line) => line.paste(pasted),
            Self::Theme(form) => form.paste(pasted),
            Self::Saved(saved) => saved.paste(pasted),
            Self::Save(save) => save.paste(pasted),
            Self::Jump(jump) => jump.paste(pasted),
            Self::Import(import) => import.paste(pasted),
            Self::Export(export) => export.paste(pasted),
            Self::Palette(palette) => palette.paste(pasted),
            Self::Help(help) => help.paste(pasted),
            Self::Colour(_) | Self::Split(_) | Self::Shorten(_) | Self::Message(_) | Self::Draft(_) => {}
        }
    }

    /// Leaves it for good, whatever is half typed in it; a note is kept.
    pub fn leave(&mut self) -> Vec<Effect> {
        match self {
            Self::Note(note) => note.act(ActionId::Back),
            // It is let go by its key alone: a click is too light for that.
            Self::Draft(_) => Vec::new(),
            Self::Theme(form) => form.act(ActionId::Back),
            Self::Import(import) => {
                import.leave();
                vec![Effect::Close]
            }
            Self::Export(export) => {
                export.leave();
                vec![Effect::Close]
            }
            _ => vec![Effect::Close],
        }
    }

    /// The line under its cursor, if it has lines.
    pub fn at(&self) -> Option<usize> {
        match self {
            Self::Picker(picker) => Some(picker.at),
            Self::Lists(lists) => Some(lists.at),
            Self::Sort(sort) => Some(sort.at),
            Self::Colour(open) => Some(open.at),
            Self::Split(open) => Some(open.at),
            Self::Saved(saved) => Some(saved.at),
            Self::Jump(jump) => Some(jump.at),
            Self::Palette(palette) => Some(palette.at),
            Self::Import(import) => Some(import.at),
            Self::Export(export) => export.rows().iter().position(|row| *row == export.at),
            Self::Note(_)
            | Self::Line(_)
            | Self::Theme(_)
            | Self::Shorten(_)
            | Self::Save(_)
            | Self::Help(_)
            | Self::Message(_)
            | Self::Draft(_) => None,
        }
    }

    /// Takes a click on one of its lines: the cursor goes there, and a click where it is already does what Enter
    /// does.
    pub fn click(&mut self, line: usize) -> Option<ActionId> {
        let again = self.at() == Some(line);
        let (at, lines) = match self {
            Self::Picker(picker) => (&mut picker.at, picker.candidates.len()),
            Self::Lists(lists) => (&mut lists.at, lists.lines.len()),
            Self::Sort(sort) => (&mut sort.at, sort.lines.len()),
            Self::Colour(open) => (&mut open.at, COLOURS),
            // A second click chooses the tag: what goes is said by the key.
            Self::Split(open) => {
                if line < open.lines().len() {
                    open.at = line;
                    return again.then_some(ActionId::ToggleChoice);
                }
                return None;
            }
            Self::Saved(saved) => (&mut saved.at, saved.lines.len()),
            Self::Jump(jump) => (&mut jump.at, jump.lines.len()),
            Self::Palette(palette) => (&mut palette.at, palette.hits.len()),
            Self::Import(import) => return import.click(line),
            Self::Export(export) => {
                // A file is written by the key alone: a click is too light for that.
                if let Some(row) = export.rows().get(line).filter(|_| !again) {
                    export.stand(*row);
                }
                return None;
            }
            Self::Note(_)
            | Self::Line(_)
            | Self::Theme(_)
            | Self::Shorten(_)
            | Self::Save(_)
            | Self::Help(_)
            | Self::Message(_)
            | Self::Draft(_) => return None,
        };
        if line >= lines {
            return None;
        }
        *at = line;
        again.then_some(ActionId::Accept)
    }

    /// Whether it lists saved filters, whose answers are then counted.
    pub fn lists_filters(&self) -> bool {
        matches!(self, Self::Saved(_) | Self::Jump(_))
    }

    /// Takes how many answers the saved filters have.
    pub fn take_counts(&mut self, counts: &Counted) {
        match self {
            Self::Saved(saved) => saved.counts.clone_from(counts),
            Self::Jump(jump) => jump.counts.clone_from(counts),
            _ => {}
        }
    }

    /// Takes what is known now, where it lists that.
    pub fn refresh(&mut self, known: &Known) {
        match self {
            Self::Saved(saved) => saved.refresh(&known.filters),
            Self::Jump(jump) => jump.refresh(known),
            _ => {}
        }
    }

    /// Keeps what it shows in sight, now that it has this room.
    pub fn settle(&mut self, layout: &Layout) {
        match self {
            Self::Shorten(open) => {
                let width = draw::shortening(layout, open).width.saturating_sub(GUTTER + 1);
                open.lay_out(width, layout.writing);
                let height = draw::shortening(layout, open).height;
                open.settle(usize::from(height));
            }
            Self::Import(open) => {
                let list = draw::import_list(layout);
                open.settle(list.width, list.height);
            }
            _ => {}
        }
    }

    /// Whether it is the help itself.
    pub fn is_help(&self) -> bool {
        matches!(self, Self::Help(_))
    }

    /// Whether it stands beside the text that it is about, which is then not covered.
    pub fn is_about_text(&self) -> bool {
        matches!(self, Self::Picker(_) | Self::Note(_) | Self::Lists(_))
    }

    /// The line that the status line shows while it is open.
    pub fn line(&self) -> String {
        match self {
            Self::Picker(picker) => picker.line(),
            Self::Note(note) => note.about.line.clone(),
            Self::Lists(_) => "The shortlist that ‹shortlist-add› adds to".into(),
            Self::Sort(_) => "The order stands in the query as sort: and ‹place-back› goes back".into(),
            Self::Line(line) => match line.purpose {
                line::Purpose::Place { .. } => "The cursor goes to that place in the list".into(),
                line::Purpose::Rename { .. } => "What the shortlist is called from now on".into(),
                line::Purpose::NewTheme => {
                    "A path puts it under another theme: Infrastructure / Cables".into()
                }
                line::Purpose::Split { .. } => {
                    "A new theme by its path, or one that is there; the tags are chosen next".into()
                }
                _ => "A heading stands before the items that follow it".into(),
            },
            Self::Theme(form) => form.line().into(),
            Self::Colour(_) => "The letters beside a colour are the themes that have it".into(),
            Self::Split(open) => open.line(),
            Self::Shorten(_) => "The words in hand are left out or brought back; the quotation stays".into(),
            Self::Saved(_) => "Saved filters: ‹accept› shows the answers, ‹place-back› goes back".into(),
            Self::Save(_) => "A saved filter is found again by ‹saved-filters›".into(),
            Self::Jump(_) => "Submitters, questions, themes, saved filters by name".into(),
            Self::Import(import) if import.of == Of::Themes => {
                "Themes are added and changed, never removed; ‹global:undo› takes all of it back".into()
            }
            Self::Import(import) => match import.stage {
                Stage::Path(_) => "Import: nothing comes in before you have seen what it is".into(),
                Stage::Reading { trial: true, .. } => "Import: looking, nothing is written".into(),
                Stage::Reading { .. } => "Import: all of it comes in, or nothing".into(),
                Stage::Found(_) | Stage::Themes(_) => "Import: nothing was written yet".into(),
                Stage::Coded(_) => "Codings: nothing was written yet".into(),
            },
            Self::Export(export) => format!("{}: {}", export.title(), export.what),
            Self::Palette(_) => "Every action of this program, by name".into(),
            Self::Help(help) => {
                let place = help.places().0.map_or("", |page| page.place);
                format!("Keys: {place}. On paper: rapporteur keys")
            }
            Self::Draft(offer) => format!("{}; ‹open› goes on with it, ‹back› lets it go.", offer.said()),
            Self::Message(message) => message.line(),
        }
    }
}
