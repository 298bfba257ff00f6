//! Taking replies: each goes to the pane that asked; what comes late is dropped.

use std::collections::HashMap;
use std::sync::Arc;

use super::app::App;
use super::desk::{Droppable, Dropping};
use super::listing::Listing;
use super::pane::offers::Offer;
use super::popup::Popup;
use super::popup::message::Message;
use super::request::{Reply, Ticket, Trouble};
use super::screen::Screen;
use super::screen::codebook::ask as codebook;
use super::screen::intake::ask::Told;
use super::screen::shortlists::listed::Listed;
use crate::model::edit::Edit;
use crate::model::id::ListId;
use crate::model::operation::Outcome;
use crate::query::edit;

impl App {
    /// Takes a reply.
    pub(super) fn reply(&mut self, ticket: Ticket, reply: Reply) {
        self.desk.came(ticket);
        match reply {
            Reply::Resumed(resumed) if self.desk.resumed.take(ticket) => self.resume(*resumed),
            Reply::Known(known) if self.desk.known.take(ticket) => {
                self.known = *known;
                // A list that is gone is no longer the one that is added to.
                let current = self.desk.shortlist;
                self.desk.shortlist = current.filter(|id| self.known.shortlists.iter().any(|l| l.id == *id));
                self.popups.iter_mut().for_each(|popup| popup.refresh(&self.known));
            }
            Reply::List(query, listing) if self.desk.list.take(ticket) => self.take_list(query, listing),
            Reply::Counts(counts) if self.desk.counts.take(ticket) => self.query.counts = Some(counts),
            Reply::Rows(rows) if self.desk.rows.take(ticket) => self.list.take_rows(rows),
            Reply::Facets(facets) if self.desk.facets.take(ticket) => {
                self.filters.take(facets, &self.query.good);
            }
            Reply::Answer(view) if self.desk.answer.take(ticket) => self.reader.show(*view),
            Reply::Todo(numbers) if self.desk.todo.take(ticket) => {
                self.desk.todo_answers = numbers;
            }
            Reply::Same(listing, places, on) => self.go_to_same_question(&listing, &places, on),
            Reply::Sought(sought) => self.take_sought(ticket, &sought),
            Reply::ThemeCounts(counts) if self.desk.themes.take(ticket) => self.desk.theme_counts = counts,
            Reply::CountEach(counts) if self.desk.each.take(ticket) => self.desk.dropping.take(&counts),
            Reply::CountSaved(counts) if self.desk.saved.take(ticket) => {
                let filters = self.known.filters.iter().map(|f| f.id);
                let counts: HashMap<_, _> = filters.zip(counts).collect();
                self.popups.iter_mut().for_each(|popup| popup.take_counts(&counts));
                self.desk.saved_counts = counts;
            }
            Reply::Directory(directory) if self.desk.directory.take(ticket) => {
                for popup in &mut self.popups {
                    if let Popup::Jump(jump) = popup {
                        jump.take(Arc::clone(&directory));
                    }
                }
                self.desk.names = Some(directory);
            }
            Reply::History(past) => self.screens.history.take(ticket, past),
            Reply::Carried(carried) => self.screens.history.take_carried(ticket, *carried),
            Reply::Notes(notes) => self.screens.notes.take(ticket, notes),
            Reply::Items(listed) => self.take_items(ticket, *listed),
            Reply::Intake(told) => self.take_intake(ticket, told),
            Reply::Matrix(told) => self.screens.matrix.take(ticket, told),
            Reply::Codebook(told) => self.take_codebook(ticket, told),
            Reply::Progress(told) => self.screens.progress.take(ticket, *told),
            Reply::Submissions(told) => self.screens.submissions.take(ticket, told),
            Reply::Edited(outcome) => self.take_outcome(ticket, &outcome),
            Reply::Opened(list, outcome) => self.take_finding(list, &outcome),
            Reply::Offers(typed, offers) if self.desk.offers.take(ticket) => {
                let counted = offers.into_iter().map(|(offer, value)| {
                    let count = value.and_then(|(field, value)| self.filters.count(field.name(), &value));
                    Offer { count, ..offer }
                });
                self.query.offers.take(typed, counted.collect());
            }
            Reply::WouldTakeIn(taken) => self.take_changes(&taken),
            Reply::Paths(begun, names) if self.desk.paths.take(ticket) => self.take_names(&begun, &names),
            Reply::Preview(sample, lines) if self.desk.previews.take(ticket) => {
                self.desk.preview = Some((*sample, lines));
            }
            Reply::Imported(imported) => self.take_import(*imported),
            Reply::Exported(line) => {
                self.popups.retain(|p| !matches!(p, Popup::Export(_)));
                self.status.done(&line, false);
            }
            Reply::FileExists(order) => {
                for popup in &mut self.popups {
                    if let Popup::Export(dialog) = popup {
                        dialog.writing = false;
                        dialog.in_the_way = Some(order.path.clone());
                    }
                }
            }
            Reply::Mistake(mistake) => {
                if self.desk.list.is_late(ticket) {
                    // Of a query that was half typed then.
                } else if self.desk.list.take(ticket) {
                    self.query.mistake = Some(mistake);
                    self.query.nothing = false;
                } else if !self.screens.submissions.take_mistake(ticket, &mistake)
                    && !self.screens.matrix.take_mistake(ticket, &mistake)
                    && !self.screens.progress.take_mistake(ticket, &mistake)
                {
                    self.fail(ticket, Trouble { line: mistake.message, more: Vec::new() });
                }
            }
            Reply::Failed(trouble) => self.fail(ticket, trouble),
            // Late: something newer has been asked for since.
            _ => {}
        }
    }

    fn take_list(&mut self, query: String, listing: Arc<Listing>) {
        self.query.mistake = None;
        // A word that is half typed matches nothing yet: the list stays until Enter says that it is meant.
        let nothing = listing.numbers().is_empty();
        self.query.nothing = self.query.is_typing() && nothing && !query.trim().is_empty();
        if self.query.nothing {
            return;
        }
        // The counts of another query say nothing of this one.
        self.query.counts.take_if(|_| self.query.good != query);
        self.query.was_run = true;
        self.list.replace(listing);
        if let Some(number) = self.desk.back_to.take() {
            self.list.go_to(number);
        }
        self.desk.dropping =
            if self.list.numbers().is_empty() { dropping(&query) } else { Dropping::default() };
        self.query.good = query;
        self.filters.read_choices(&self.query.good);
    }

    /// Takes what the intake shows; an original opens over it while it is looked at.
    fn take_intake(&mut self, ticket: Ticket, told: Told) {
        let original = self.screens.intake.take(ticket, told);
        if let Some((place, lines)) = original
            && self.screens.at == Screen::Intake
            && self.popups.is_empty()
        {
            self.popups.push(Popup::Message(Message::original(place, lines)));
        }
    }

    /// Takes what the codebook shows; the tags of a theme that is split go to the list that they are chosen from.
    fn take_codebook(&mut self, ticket: Ticket, told: codebook::Told) {
        if let codebook::Told::Tags(theme, tags) = &told {
            for popup in &mut self.popups {
                if let Popup::Split(open) = popup {
                    open.take(*theme, tags);
                }
            }
        }
        self.screens.codebook.take(ticket, told);
    }

    /// Takes the items of a shortlist; a quotation that is being shortened is shown as it reads now.
    fn take_items(&mut self, ticket: Ticket, listed: Listed) {
        let shortlists = &mut self.screens.shortlists;
        shortlists.take(ticket, listed);
        let items = || shortlists.listed().items.iter().map(|(item, _)| item);
        self.popups.retain_mut(|popup| match popup {
            Popup::Shorten(open) => open.refresh(items()),
            _ => true,
        });
    }

    fn take_outcome(&mut self, ticket: Ticket, outcome: &Outcome) {
        self.desk.keeping.done(ticket);
        if let Some(edit) = self.desk.edits.remove(&ticket) {
            self.screens.submissions.settled(&edit, None);
            if let (Edit::AddList { .. }, Some(maker)) = (&edit, outcome.operation) {
                // The workspace has made it the current one.
                self.desk.shortlist = Some(ListId::made_by(maker, 0));
            }
        }
        self.take_edited(outcome);
    }

    /// Takes the finding that is the current list from now on.
    fn take_finding(&mut self, list: ListId, outcome: &Outcome) {
        self.desk.shortlist = Some(list);
        if outcome.operation.is_some() {
            return self.take_edited(outcome);
        }
        self.desk.generation += 1;
        let name = self.known.shortlists.iter().find(|known| known.id == list).map(|known| &known.name);
        self.status.say(format!("+ now adds to “{}”.", name.map_or("the finding", String::as_str)));
    }

    /// Shows again what a change has touched, and says what was done.
    pub(super) fn take_edited(&mut self, outcome: &Outcome) {
        let touched = outcome.touched;
        if touched.work || touched.codebook || touched.corpus {
            self.read_again();
        }
        // What has come in or is gone cannot stay as it was in the lists.
        if touched.answers {
            self.screens.submissions.run_again();
        }
        if touched.answers && !self.query.is_typing() {
            self.query.run += 1;
        }
        let can_undo = outcome.operation.is_some() && !outcome.summary.starts_with("took back");
        self.status.done(&outcome.summary, can_undo);
    }

    fn fail(&mut self, ticket: Ticket, trouble: Trouble) {
        if let Some(edit) = self.desk.edits.get(&ticket) {
            // What is wrong with a correction is said where it is typed.
            let why = [vec![trouble.line.clone()], trouble.more.clone()].concat().join("; ");
            if self.screens.submissions.settled(edit, Some(&why)) {
                self.desk.failed(ticket);
                return;
            }
        }
        self.desk.failed(ticket);
        self.screens.failed(ticket);
        let Some(trouble) = self.fail_import(trouble) else { return };
        for popup in &mut self.popups {
            if let Popup::Export(dialog) = popup {
                dialog.writing = false;
            }
        }
        self.status.fail(trouble);
    }
}

/// What is shown instead of an empty list.
fn dropping(query: &str) -> Dropping {
    let terms = edit::terms(query)
        .into_iter()
        .map(|(term, without)| Droppable { term, without, count: None })
        .collect();
    Dropping { query: query.to_owned(), terms, at: 0 }
}
