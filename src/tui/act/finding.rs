//! Finding: by name, by place, the next match; and the order in which answers are found.

use std::sync::Arc;

use crate::action::{ActionId, Scope};
use crate::query::edit;
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::popup::Popup;
use crate::tui::popup::jump::Jump;
use crate::tui::popup::line::{LineField, Purpose};
use crate::tui::popup::save::SaveFilter;
use crate::tui::popup::saved::SavedFilters;
use crate::tui::popup::sort::SortChooser;
use crate::tui::request::{Request, Ticket};
use crate::tui::screen::Screen;
use crate::tui::seek::{Seek, Sought};

/// What is said at the last match.
const NO_FURTHER: &str = "No further match.";

impl App {
    /// Opens the list or the field that finds or keeps answers by a name.
    pub(in crate::tui) fn by_name(&self, action: ActionId) -> Vec<Effect> {
        let counts = || self.desk.saved_counts.clone();
        let popup = match action {
            ActionId::Jump => Popup::Jump(Jump::new(&self.known, self.desk.names.clone(), counts())),
            ActionId::SavedFilters => Popup::Saved(SavedFilters::new(self.known.filters.clone(), counts())),
            ActionId::SaveFilter if self.query.good.trim().is_empty() => {
                let key = self.keys.first(ActionId::Query, Scope::Answers).unwrap_or_default();
                let said = format!("There is no query to save, everything is shown: {key} types one.");
                return vec![Effect::Say(said)];
            }
            ActionId::SaveFilter => Popup::Save(SaveFilter::new(&self.query.good, &self.known.filters)),
            _ => return Vec::new(),
        };
        vec![Effect::Open(popup)]
    }

    /// Goes to the next or previous match of the find, else of the query; beyond the answer that is read, a thread
    /// looks for it.
    pub(super) fn next_match(&mut self, on: bool) -> Vec<Effect> {
        if self.reader.next_match(on) {
            self.say_found();
            return Vec::new();
        }
        let ticket = self.desk.ticket();
        self.desk.seeking = Some(ticket);
        let seek = Seek {
            query: self.query.good.clone(),
            find: self.reader.find.as_ref().map(|find| find.field.text().to_owned()),
            listing: Arc::clone(self.list.listing()),
            from: self.list.position(),
            on,
        };
        vec![Effect::Ask(ticket, Request::Seek(Box::new(seek)))]
    }

    /// Goes to the answer that holds the next match, which is then the first thing in sight.
    pub(in crate::tui) fn take_sought(&mut self, ticket: Ticket, sought: &Sought) {
        if self.desk.seeking.take_if(|seeking| *seeking == ticket).is_none() {
            return;
        }
        // Another list came in between, and the place is of the old one.
        if !Arc::ptr_eq(&sought.listing, self.list.listing()) {
            return;
        }
        match sought.place {
            Some(place) => {
                self.list.go(place);
                self.reader.go_on = Some(sought.on);
                self.say_found();
            }
            None => self.status.say(NO_FURTHER),
        }
    }

    /// Says no longer that there is none.
    fn say_found(&mut self) {
        if self.status.said == NO_FURTHER {
            self.status.say("");
        }
    }

    /// Asks for a place in the list.
    pub(super) fn go_to_place(&self) -> Vec<Effect> {
        let total = self.list.numbers().len();
        if total == 0 {
            return vec![Effect::Say("There is no answer to go to.".into())];
        }
        vec![Effect::Open(Popup::Line(LineField::new(Purpose::Place { total }, "")))]
    }

    /// Asks for the order of the list.
    pub(in crate::tui) fn choose_order(&self) -> Vec<Effect> {
        let of_answers = self.screens.at != Screen::Submissions;
        let query = if of_answers { &self.query.good } else { self.screens.submissions.query() };
        vec![Effect::Open(Popup::Sort(SortChooser::new(edit::sort(query), of_answers)))]
    }

    /// Puts the list in another order, which then stands in its query.
    pub(in crate::tui) fn sort(&mut self, order: &str) {
        if self.screens.at == Screen::Submissions {
            return self.screens.submissions.sort(order);
        }
        let query = edit::with_sort(&self.query.good, order);
        self.run_query(&query);
    }
}
