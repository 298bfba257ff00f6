//! The export dialog: a format, a file name, and never an existing file without asking.

use std::path::PathBuf;

use crossterm::event::KeyEvent;

use crate::action::ActionId;
use crate::export::counts::Counts;
use crate::export::tables::Table;
use crate::model::work::Shortlist;
use crate::tui::event::Effect;
use crate::tui::import::Course;
use crate::tui::request::ExportOrder;
use crate::tui::widget::field::Field;

/// A format: name, what it is for, ending.
pub type Named = (&'static str, &'static str, &'static str);

/// The formats of answers and shortlists.
const FORMATS: [Named; 8] = [
    ("Markdown", "quotations with citations", "md"),
    ("DOCX", "the same for a word processor", "docx"),
    ("HTML", "the same as one page, to print", "html"),
    ("CSV", "one row for each answer or item", "csv"),
    ("XLSX", "these rows as a spreadsheet", "xlsx"),
    ("JSON", "everything, as one array", "json"),
    ("JSON Lines", "everything, for scripts", "jsonl"),
    ("REFI-QDA", "a coded project for other programs", "qdpx"),
];

/// The formats of counts.
const OF_COUNTS: [Named; 6] = [
    ("Markdown", "a table for a report", "md"),
    ("DOCX", "the same for a word processor", "docx"),
    ("HTML", "the same as one page, to print", "html"),
    ("CSV", "a table for other programs", "csv"),
    ("XLSX", "a spreadsheet", "xlsx"),
    ("JSON", "the numbers, for scripts", "json"),
];

/// The formats of the codebook.
const OF_CODEBOOK: [Named; 6] = [
    ("TOML", "all of it; a workspace can begin with it", "toml"),
    ("CSV", "one row for each theme", "csv"),
    ("JSON", "all of it, with examples and counts", "json"),
    ("XLSX", "a spreadsheet, with the quotations chosen", "xlsx"),
    ("Markdown", "the same as a text to read", "md"),
    ("REFI-QDA", "names and definitions, for other programs", "qdc"),
];

/// The formats of other tables.
const OF_TABLE: [Named; 4] = [
    ("XLSX", "a spreadsheet", "xlsx"),
    ("CSV", "a table for other programs", "csv"),
    ("JSON", "everything, for scripts", "json"),
    ("Markdown", "a table for a report", "md"),
];

/// The open dialog.
#[derive(Clone, Debug)]
pub struct ExportDialog {
    /// The file's name.
    pub field: Field,
    /// The chosen format.
    pub format: usize,
    /// What is exported, in words: "36 answers from 34 submitters".
    pub what: String,
    /// The query.
    pub query: String,
    /// The shortlist, when that is exported and not what is shown.
    pub list: Option<Shortlist>,
    /// The counts, when these are exported and not answers.
    pub counts: Option<Box<Counts>>,
    /// Whether the codebook is exported, and not answers.
    pub codebook: bool,
    /// Another table of the query, when that is exported and not answers.
    pub table: Option<Table>,
    /// The file that is there already and would be replaced by another Enter.
    pub in_the_way: Option<PathBuf>,
    /// Whether the file is being written.
    pub writing: bool,
    /// How far the writing is.
    pub course: Course,
}

impl ExportDialog {
    /// Opens the dialog with a name made from the query.
    pub fn new(query: &str, what: String) -> Self {
        let field = Field::new(format!("{}.{}", file_stem(query), FORMATS[0].2));
        let query = query.to_owned();
        Self {
            field,
            format: 0,
            what,
            query,
            list: None,
            counts: None,
            codebook: false,
            table: None,
            in_the_way: None,
            writing: false,
            course: Course::default(),
        }
    }

    /// Opens the dialog for a shortlist, with a name made from its name.
    pub fn of_list(list: &Shortlist, what: String) -> Self {
        let field = Field::new(format!("{}.{}", file_stem(&list.name), FORMATS[0].2));
        Self { field, list: Some(list.clone()), ..Self::new("", what) }
    }

    /// Opens the dialog for the counts of a query, with a name made from both.
    pub fn of_counts(counts: Counts, query: &str, what: String) -> Self {
        let stem = file_stem(&format!("{} {query}", counts.title()));
        let field = Field::new(format!("{stem}.{}", OF_COUNTS[0].2));
        Self { field, counts: Some(Box::new(counts)), ..Self::new(query, what) }
    }

    /// Opens the dialog for the codebook.
    pub fn of_codebook(what: String) -> Self {
        let field = Field::new(format!("codebook.{}", OF_CODEBOOK[0].2));
        Self { field, codebook: true, ..Self::new("", what) }
    }

    /// Opens the dialog for a table of a query.
    pub fn of_table(table: Table, query: &str, what: String) -> Self {
        let stem = file_stem(&format!("{} {query}", table.name()));
        let field = Field::new(format!("{stem}.{}", OF_TABLE[0].2));
        Self { field, table: Some(table), ..Self::new(query, what) }
    }

    /// What is exported.
    pub fn title(&self) -> String {
        match (&self.list, &self.counts) {
            _ if self.codebook => "Export the codebook".into(),
            (Some(list), _) if list.finding.is_some() => format!("Export the {}", list.name.to_lowercase()),
            _ if self.table.is_some() => "Export a table".into(),
            (Some(list), _) => format!("Export the shortlist {}", list.name),
            (None, Some(_)) => "Export the counts".into(),
            (None, None) => "Export what is shown".into(),
        }
    }

    /// The formats that it can be written in.
    pub fn formats(&self) -> &'static [Named] {
        match (self.codebook, self.counts.is_some()) {
            _ if self.table.is_some() => &OF_TABLE,
            (true, _) => &OF_CODEBOOK,
            (false, true) => &OF_COUNTS,
            (false, false) => &FORMATS,
        }
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        let formats = self.formats().len();
        let last = formats - 1;
        match action {
            // The first Esc stops the writing, another one does not wait for that.
            ActionId::Back if self.writing && !self.course.is_stopped() => self.course.stop(),
            ActionId::Back => return vec![Effect::Close],
            ActionId::Accept if !self.writing => return self.write(),
            ActionId::Up | ActionId::PreviousPane => self.choose(self.format.checked_sub(1).unwrap_or(last)),
            ActionId::Down | ActionId::NextPane => self.choose((self.format + 1) % formats),
            _ => {}
        }
        Vec::new()
    }

    /// Leaves it for good: what is being written is stopped.
    pub fn leave(&self) {
        if self.writing {
            self.course.stop();
        }
    }

    /// Takes a key that is typed.
    pub fn key(&mut self, key: KeyEvent) {
        if self.field.key(key) {
            self.typed();
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, pasted: &str) {
        if self.field.paste(pasted) {
            self.typed();
        }
    }

    /// Chooses a format; the ending of the name follows.
    pub fn choose(&mut self, format: usize) {
        let name = self.field.text().to_owned();
        let formats = self.formats();
        let ending = format!(".{}", formats[self.format].2);
        let stem = name.strip_suffix(&ending).unwrap_or(&name);
        self.format = format;
        self.field.set(format!("{stem}.{}", formats[format].2));
        self.in_the_way = None;
    }

    fn typed(&mut self) {
        self.in_the_way = None;
        let ending = self.field.text().rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        if let Some(format) = self.formats().iter().position(|f| Some(f.2) == ending.as_deref()) {
            self.format = format;
        }
    }

    fn write(&mut self) -> Vec<Effect> {
        let mut name = self.field.text().trim().to_owned();
        if name.is_empty() {
            return vec![Effect::Say("Type a name for the file.".into())];
        }
        let known = self.formats().iter().any(|f| name.to_lowercase().ends_with(&format!(".{}", f.2)));
        if !known {
            name = format!("{name}.{}", self.formats()[self.format].2);
            self.field.set(name.clone());
        }
        let path = PathBuf::from(name);
        let replace = self.in_the_way.as_ref() == Some(&path);
        self.writing = true;
        self.course = Course::default();
        vec![Effect::Export(ExportOrder {
            query: self.query.clone(),
            list: self.list.as_ref().map(|list| list.id),
            counts: self.counts.clone(),
            codebook: self.codebook,
            table: self.table,
            path,
            replace,
            course: self.course.clone(),
        })]
    }
}

/// A file name from a query: its letters and digits, joined by hyphens; "answers" when there are none.
fn file_stem(query: &str) -> String {
    let words = query.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let stem = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    if stem.is_empty() { "answers".into() } else { stem.chars().take(40).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    #[test]
    fn ending_and_format_follow_each_other() {
        let mut dialog = ExportDialog::new("ipv6 q:4,11", "36 answers".into());
        assert_eq!(dialog.field.text(), "ipv6-q-4-11.md");
        dialog.act(ActionId::Down);
        assert_eq!(dialog.field.text(), "ipv6-q-4-11.docx");
        for _ in 0..4 {
            dialog.key(KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE));
        }
        dialog.paste("json");
        assert_eq!(FORMATS[dialog.format].2, "json");
    }

    #[test]
    fn the_first_esc_stops_the_writing_and_the_second_leaves() {
        let mut dialog = ExportDialog::new("", "1 answer".into());
        assert!(matches!(dialog.act(ActionId::Accept)[..], [Effect::Export(_)]));
        assert!(dialog.act(ActionId::Back).is_empty() && dialog.course.is_stopped());
        assert!(matches!(dialog.act(ActionId::Back)[..], [Effect::Close]));
    }

    #[test]
    fn an_existing_file_is_replaced_only_by_a_second_enter() {
        let mut dialog = ExportDialog::new("", "1 answer".into());
        let order = |effects: Vec<Effect>| match effects.into_iter().next() {
            Some(Effect::Export(order)) => order,
            other => panic!("no export but {other:?}"),
        };
        let first = order(dialog.act(ActionId::Accept));
        assert!(!first.replace);
        dialog.writing = false;
        dialog.in_the_way = Some(first.path);
        assert!(order(dialog.act(ActionId::Accept)).replace);
    }
}
