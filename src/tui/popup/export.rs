//! The export dialog: what is written, in which format, with what, under which name; and never over an existing file
//! without asking.

mod rows;

use std::path::PathBuf;

use crossterm::event::{KeyCode, KeyEvent};

pub use self::rows::Row;
use crate::action::ActionId;
use crate::export::counts::Counts;
use crate::export::grouping::Grouping;
use crate::export::tables::Table;
use crate::model::as_of::AsOf;
use crate::model::report::Language;
use crate::model::work::Shortlist;
use crate::tui::event::Effect;
use crate::tui::export::manner::Manner;
use crate::tui::export::preview::Sample;
use crate::tui::export::subject::{Choice, Choices, Named, Subject, With};
use crate::tui::import::Course;
use crate::tui::request::ExportOrder;
use crate::tui::widget::field::Field;

/// The open dialog.
#[derive(Clone, Debug)]
pub struct ExportDialog {
    /// The file's name.
    pub field: Field,
    /// What can be written.
    pub subjects: Vec<Subject>,
    /// The chosen one.
    pub subject: usize,
    /// Whether what is written was said by whoever opened it.
    is_said: bool,
    /// The chosen format.
    pub format: usize,
    /// What goes along.
    pub with: With,
    /// In which manner it leaves.
    pub manner: Manner,
    /// As of when, as it is typed; empty is now.
    pub moment: Field,
    /// Where the cursor is.
    pub at: Row,
    /// What is exported, in words: "36 answers from 34 submitters".
    pub what: String,
    /// The query.
    pub query: String,
    /// The file that is there already and would be replaced by another Enter.
    pub in_the_way: Option<PathBuf>,
    /// Whether the file is being written.
    pub writing: bool,
    /// How far the writing is.
    pub course: Course,
}

impl ExportDialog {
    /// Opens the dialog for the answers of a query, with a name made from it.
    pub fn new(query: &str, what: String) -> Self {
        let table = Subject::Table(Table::AnswersByTheme);
        Self::of([Subject::Answers, Subject::Report, Subject::Compilation, table], query, what)
    }

    /// The same with the report chosen.
    pub fn of_report(query: &str, what: String) -> Self {
        let mut dialog = Self::new(query, what);
        dialog.subject = dialog.subjects.iter().position(|it| *it == Subject::Report).unwrap_or(0);
        dialog.is_said = true;
        dialog.name_it();
        dialog
    }

    /// Opens the dialog for a shortlist, with a name made from its name.
    pub fn of_list(list: &Shortlist, what: String) -> Self {
        Self::of(Grouping::ALL.map(|by| Subject::List(list.clone(), by)), "", what)
    }

    /// Opens the dialog for the counts of a query, with a name made from both.
    pub fn of_counts(counts: Counts, query: &str, what: String) -> Self {
        Self::of([Subject::Counts(Box::new(counts))], query, what)
    }

    /// Opens the dialog for the codebook.
    pub fn of_codebook(what: String) -> Self {
        Self::of([Subject::Codebook], "", what)
    }

    /// Opens the dialog for a table of a query.
    pub fn of_table(table: Table, query: &str, what: String) -> Self {
        Self::of([Subject::Table(table)], query, what)
    }

    fn of(subjects: impl Into<Vec<Subject>>, query: &str, what: String) -> Self {
        let mut dialog = Self {
            field: Field::new(String::new()),
            subjects: subjects.into(),
            subject: 0,
            is_said: false,
            format: 0,
            with: With::default(),
            manner: Manner::default(),
            moment: Field::default(),
            at: Row::Format(0),
            what,
            query: query.to_owned(),
            in_the_way: None,
            writing: false,
            course: Course::default(),
        };
        // A shortlist is what is handed on, and reads as the screen shows it.
        if matches!(dialog.subject(), Subject::List(..)) {
            dialog.with = With { themes: false, notes: false };
        }
        dialog.name_it();
        dialog
    }

    /// Chooses what was chosen last.
    pub fn recall(&mut self, choices: &Choices) {
        if let Some(subject) = choices.among(&self.subjects).filter(|_| !self.is_said) {
            self.subject = subject;
        }
        self.recall_format(choices);
        self.name_it();
    }

    fn recall_format(&mut self, choices: &Choices) {
        let Some(last) = choices.of(self.subject()) else { return };
        let at = self.formats().iter().position(|format| format.2 == last.ending);
        self.format = at.unwrap_or(0);
        self.at = Row::Format(self.format);
        self.with = last.with.unwrap_or(self.with);
        let words = last.words.as_deref().and_then(Language::of_code);
        self.manner = Manner { words: words.unwrap_or_default(), mask: last.mask, ..self.manner };
    }

    /// What is written.
    pub fn subject(&self) -> &Subject {
        // There is always one, and the chosen one is among them.
        &self.subjects[self.subject]
    }

    /// What is exported.
    pub fn title(&self) -> String {
        self.subject().title()
    }

    /// The formats that it can be written in.
    pub fn formats(&self) -> &'static [Named] {
        self.subject().formats()
    }

    /// Whether themes and notes can go along in the chosen format.
    pub fn has_options(&self) -> bool {
        self.subject().has_options() && matches!(self.formats()[self.format].2, "md" | "docx" | "html")
    }

    /// Of what the first lines are shown.
    pub fn sample(&self) -> Sample {
        let ending = self.formats()[self.format].2;
        let (query, subject) = (self.query.clone(), self.subject().clone());
        Sample { query, subject, with: self.with, manner: self.manner(), ending }
    }

    /// Whether these are the first lines that are to be shown.
    pub fn is_of(&self, sample: &Sample) -> bool {
        sample.ending == self.formats()[self.format].2
            && sample.with == self.with
            && sample.manner == self.manner()
            && sample.query == self.query
            && sample.subject == *self.subject()
    }

    /// The manner in which it leaves, as far as what is written has one.
    fn manner(&self) -> Manner {
        let (subject, format) = (self.subject(), self.formats()[self.format]);
        Manner {
            names: self.manner.names && subject.has_names(format),
            mask: self.manner.mask && subject.has_mask(),
            words: if subject.has_words() { self.manner.words } else { Language::default() },
            as_of: self.manner.as_of.filter(|_| subject.has_moment(format)),
        }
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            // The first Esc stops the writing, another one does not wait for that.
            ActionId::Back if self.writing && !self.course.is_stopped() => self.course.stop(),
            ActionId::Back => return vec![Effect::Close],
            ActionId::Accept if !self.writing => return self.write(),
            ActionId::Up => self.step(-1),
            ActionId::Down => self.step(1),
            ActionId::PreviousPane => self.group(-1),
            ActionId::NextPane => self.group(1),
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

    /// Takes a key that is typed: a blank on what goes along is its switch, what is typed at the moment is its own, all
    /// else is the name's.
    pub fn key(&mut self, key: KeyEvent) {
        match (key.code, self.at) {
            (KeyCode::Char(' '), Row::Themes) => self.with.themes = !self.with.themes,
            (KeyCode::Char(' '), Row::Notes) => self.with.notes = !self.with.notes,
            (KeyCode::Char(' '), Row::Names) => self.manner.names = !self.manner.names,
            (KeyCode::Char(' '), Row::Mask) => self.manner.mask = !self.manner.mask,
            (_, Row::AsOf) => {
                let is_typed = self.moment.key(key);
                if is_typed {
                    self.manner.as_of = self.moment.text().parse().ok();
                }
            }
            _ if self.field.key(key) => self.typed(),
            _ => {}
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, pasted: &str) {
        if self.at == Row::AsOf {
            self.moment.paste(pasted);
            self.manner.as_of = self.moment.text().parse().ok();
        } else if self.field.paste(pasted) {
            self.typed();
        }
    }

    /// Chooses a format; the ending of the name follows.
    pub fn choose(&mut self, format: usize) {
        let stem = self.stem();
        self.format = format;
        self.field.set(format!("{stem}.{}", self.formats()[format].2));
        self.in_the_way = None;
    }

    /// Chooses what is written; the format stays where that has it, and so does a name that was typed.
    fn choose_subject(&mut self, subject: usize) {
        let is_own = self.stem() == self.usual_stem();
        let (stem, ending) = (self.stem(), self.formats()[self.format].2);
        self.subject = subject;
        self.format = self.formats().iter().position(|format| format.2 == ending).unwrap_or(0);
        let stem = if is_own { self.usual_stem() } else { stem };
        self.field.set(format!("{stem}.{}", self.formats()[self.format].2));
        self.in_the_way = None;
    }

    /// The name as it stands, without the ending of the chosen format.
    fn stem(&self) -> String {
        let name = self.field.text();
        let ending = format!(".{}", self.formats()[self.format].2);
        name.strip_suffix(&ending).unwrap_or(name).to_owned()
    }

    fn usual_stem(&self) -> String {
        match self.subject() {
            Subject::Counts(counts) => file_stem(&format!("{} {}", counts.title(), self.query)),
            subject => file_stem(&format!("{} {}", subject.stem(), self.query)),
        }
    }

    fn name_it(&mut self) {
        self.field.set(format!("{}.{}", self.usual_stem(), self.formats()[self.format].2));
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
        let moment = self.moment.text().trim();
        if !moment.is_empty()
            && self.rows().contains(&Row::AsOf)
            && let Err(why) = moment.parse::<AsOf>()
        {
            return vec![Effect::Say(format!("As of: {why}."))];
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
            subject: self.subject().clone(),
            with: self.with,
            manner: self.manner(),
            path,
            replace,
            course: self.course.clone(),
        })]
    }

    /// Keeps what is chosen among the last choices: never that every name is given, nor as of when. Both are meant for one
    /// file; who does not look the next time would hand out names, or take an old state for that of now.
    pub fn keep(&self, choices: &mut Choices) {
        let ending = self.formats()[self.format].2.to_owned();
        let with = self.has_options().then_some(self.with);
        let words = self.subject().has_words().then(|| self.manner.words.code().to_owned());
        let mask = self.manner().mask;
        choices.keep(&self.subjects, self.subject, Choice { ending, with, words, mask });
    }
}

/// A file name from words: their letters and digits, joined by hyphens; "answers" when there are none.
fn file_stem(words: &str) -> String {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let stem = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    if stem.is_empty() { "answers".into() } else { stem.chars().take(40).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyModifiers;

    fn order(effects: Vec<Effect>) -> ExportOrder {
        match effects.into_iter().next() {
            Some(Effect::Export(order)) => order,
            other => panic!("no export but {other:?}"),
        }
    }

    fn blank() -> KeyEvent {
        KeyEvent::new(KeyCode::Char(' '), KeyModifiers::NONE)
    }

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
        assert_eq!(dialog.formats()[dialog.format].2, "json");
    }

    #[test]
    fn another_subject_has_its_formats_and_its_name_unless_one_was_typed() {
        let mut dialog = ExportDialog::new("ipv6", "36 answers".into());
        dialog.act(ActionId::NextPane);
        dialog.act(ActionId::Down);
        assert_eq!((dialog.subject(), dialog.field.text()), (&Subject::Report, "report-ipv6.md"));
        dialog.field.set("mine.md");
        dialog.act(ActionId::Down);
        assert_eq!((dialog.subject(), dialog.field.text()), (&Subject::Compilation, "mine.md"));
        assert!(!dialog.rows().contains(&Row::Themes));
    }

    #[test]
    fn a_blank_switches_what_goes_along_and_the_last_choice_is_taken_again() {
        let mut dialog = ExportDialog::new("", "36 answers".into());
        dialog.act(ActionId::Down);
        dialog.stand(Row::Notes);
        dialog.key(blank());
        let effects = dialog.act(ActionId::Accept);
        let mut choices = Choices::default();
        dialog.keep(&mut choices);
        let with = With { themes: true, notes: false };
        assert_eq!(order(effects).with, with);
        let mut next = ExportDialog::new("q:7", "3 answers".into());
        next.recall(&choices);
        assert_eq!((next.field.text(), next.with), ("q-7.docx", with));
    }

    #[test]
    fn what_is_meant_for_one_file_is_not_taken_again() {
        let mut dialog = ExportDialog::of_report("", "36 answers".into());
        dialog.stand(Row::Words(Language::French));
        dialog.stand(Row::Names);
        dialog.key(blank());
        dialog.stand(Row::AsOf);
        dialog.paste("2025-01-1");
        assert!(matches!(dialog.act(ActionId::Accept)[..], [Effect::Say(_)]), "no such day");
        dialog.key(KeyEvent::new(KeyCode::Char('2'), KeyModifiers::NONE));
        let manner = order(dialog.act(ActionId::Accept)).manner;
        assert!(manner.names && manner.as_of.is_some() && manner.words == Language::French);
        let mut choices = Choices::default();
        dialog.keep(&mut choices);
        let mut next = ExportDialog::of_report("", "36 answers".into());
        next.recall(&choices);
        assert_eq!(next.manner, Manner { words: Language::French, ..Manner::default() });
    }

    #[test]
    fn the_first_esc_stops_the_writing_and_the_second_leaves() {
        let mut dialog = ExportDialog::new("", "1 answer".into());
        order(dialog.act(ActionId::Accept));
        assert!(dialog.act(ActionId::Back).is_empty() && dialog.course.is_stopped());
        assert!(matches!(dialog.act(ActionId::Back)[..], [Effect::Close]));
    }

    #[test]
    fn an_existing_file_is_replaced_only_by_a_second_enter() {
        let mut dialog = ExportDialog::new("", "1 answer".into());
        let first = order(dialog.act(ActionId::Accept));
        assert!(!first.replace);
        dialog.writing = false;
        dialog.in_the_way = Some(first.path);
        assert!(order(dialog.act(ActionId::Accept)).replace);
    }
}
