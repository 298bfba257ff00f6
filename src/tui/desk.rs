//! What is under way: tickets, what has been asked for, what an edit is followed by, the last tagging.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use crossterm::event::KeyEvent;
use roaring::RoaringBitmap;

use super::act::deciding::Deciding;
use super::act::panes::Grip;
use super::directory::Directory;
use super::export::preview::Sample;
use super::export::subject::Choices;

use super::pane::offers::Typed;
use super::pane::query::Place;
use super::paths::Begun;
use super::popup::saved::Counted;
use super::request::{Request, Ticket};
use super::resume::{Keeping, Left};
use super::wanted::Wanted;
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::id::{AnswerNumber, ListId, TagId, ThemeId};
use crate::model::work::{Stance, Target};

/// The last tagging, to be repeated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tagging {
    /// With which themes.
    pub themes: Vec<ThemeChoice>,
    /// With which stance.
    pub stance: Option<Stance>,
    /// On what.
    pub target: Target,
}

/// A term that could be dropped from a query without answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Droppable {
    /// The term.
    pub term: String,
    /// The query without it.
    pub without: String,
    /// How many answers that has, once known.
    pub count: Option<usize>,
}

/// What is shown instead of an empty list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Dropping {
    /// The query that nothing matches.
    pub query: String,
    /// Its terms, the most fruitful to drop first.
    pub terms: Vec<Droppable>,
    /// The term under the cursor.
    pub at: usize,
}

impl Dropping {
    /// The queries without one of the terms, in the terms' order.
    pub fn queries(&self) -> Vec<String> {
        self.terms.iter().map(|t| t.without.clone()).collect()
    }

    /// Takes how many answers each has; the most fruitful comes first.
    pub fn take(&mut self, counts: &[usize]) {
        for (term, count) in self.terms.iter_mut().zip(counts) {
            term.count = Some(*count);
        }
        self.terms.sort_by_key(|t| std::cmp::Reverse(t.count));
        self.at = 0;
    }
}

/// The books kept of what is under way.
#[derive(Debug, Default)]
pub struct Desk {
    next: u64,
    /// What was chosen for exports before.
    pub exports: Choices,
    /// The first lines of what an export would write, as they came last.
    pub preview: Option<(Sample, Vec<String>)>,
    /// The first lines that are waited for.
    pub previews: Wanted<(u64, Sample)>,
    /// Counts up when something shown may have changed.
    pub generation: u64,
    /// Replies that are waited for, by kind.
    pub known: Wanted<u64>,
    /// The list, by query and run.
    pub list: Wanted<(String, u64)>,
    /// The counts, by query and generation.
    pub counts: Wanted<(String, u64)>,
    /// The rows, by query, generation and answers.
    pub rows: Wanted<(String, u64, Vec<AnswerNumber>)>,
    /// The filter panes, by query and generation.
    pub facets: Wanted<(String, u64)>,
    /// The reader's answer, by query, generation and number.
    pub answer: Wanted<(String, u64, AnswerNumber)>,
    /// What is still to do, by query and generation.
    pub todo: Wanted<(String, u64)>,
    /// What dropping each term would give, by query.
    pub each: Wanted<String>,
    /// How many answers each saved filter has, by generation and queries.
    pub saved: Wanted<(u64, Vec<String>)>,
    /// The directory, by generation.
    pub directory: Wanted<u64>,
    /// What completes the query that is typed.
    pub offers: Wanted<Typed>,
    /// What completes the path that is typed.
    pub paths: Wanted<Begun>,
    /// Edits that are not on disk yet.
    pub edits: HashMap<Ticket, Edit>,
    /// Exports and imports that are under way.
    pub transfers: BTreeSet<Ticket>,
    /// The home folder, for paths that are typed with `~`.
    pub home: Option<PathBuf>,
    /// The theme that is being decided on.
    pub deciding: Option<Deciding>,
    /// The last tagging.
    pub tagging: Option<Tagging>,
    /// Themes that a quick tag has been given by capital letters, while it waits for the last one.
    pub lettered: Vec<ThemeId>,
    /// The tags whose stance was turned last, and to what, while nothing else was done.
    pub turned: Option<(Vec<TagId>, Option<Stance>)>,
    /// Themes used last, newest first, at most five.
    pub recent: Vec<ThemeId>,
    /// The shortlist that `+` adds to; `None` is the workspace's present one.
    pub shortlist: Option<ListId>,
    /// The answers of the list that are still to do.
    pub todo_answers: RoaringBitmap,
    /// Where one stopped, until a thread is asked how to go on there.
    pub left: Option<Left>,
    /// The match that is looked for beyond the answer that is read.
    pub seeking: Option<Ticket>,
    /// What there is to go on with.
    pub resumed: Wanted<()>,
    /// How many texts carry each theme, by generation.
    pub themes: Wanted<u64>,
    /// How many texts carry each theme, as last counted.
    pub theme_counts: HashMap<ThemeId, usize>,
    /// Keys that wait for the text that they are about.
    pub held: Vec<KeyEvent>,
    /// The answer that the cursor goes to when the list comes.
    pub back_to: Option<AnswerNumber>,
    /// What is shown instead of an empty list.
    pub dropping: Dropping,
    /// What is remembered of the workspace.
    pub keeping: Keeping,
    /// How many answers each saved filter has, as last counted.
    pub saved_counts: Counted,
    /// Who there is to jump to, as last read.
    pub names: Option<Arc<Directory>>,
    /// The divider under the mouse.
    pub(in crate::tui) grip: Option<Grip>,
}

impl Desk {
    /// A ticket that no other request has.
    pub fn ticket(&mut self) -> Ticket {
        self.next += 1;
        Ticket(self.next)
    }

    /// Whether something is waited for that the screen cannot show yet.
    pub fn is_waiting(&self) -> bool {
        self.list.is_waiting()
            || self.rows.is_waiting()
            || self.answer.is_waiting()
            || self.facets.is_waiting()
            || self.seeking.is_some()
            || !self.edits.is_empty()
            || !self.transfers.is_empty()
    }

    /// Sends the cursor back to an answer when the list of its query comes.
    pub fn want_back(&mut self, place: &Place) {
        self.back_to = place.cursor;
    }

    /// Notes that an export, an import or another request without a key was answered.
    pub fn came(&mut self, ticket: Ticket) {
        self.transfers.remove(&ticket);
    }

    /// Notes that a request failed: it is not waited for any longer.
    pub fn failed(&mut self, ticket: Ticket) {
        self.edits.remove(&ticket);
        self.keeping.failed(ticket);
        self.known.take(ticket);
        self.list.take(ticket);
        self.counts.take(ticket);
        self.rows.take(ticket);
        self.facets.take(ticket);
        self.answer.take(ticket);
        self.todo.take(ticket);
        self.each.take(ticket);
        self.saved.take(ticket);
        self.directory.take(ticket);
        self.paths.take(ticket);
        self.themes.take(ticket);
        self.resumed.take(ticket);
        self.seeking.take_if(|seeking| *seeking == ticket);
    }

    /// Notes that an edit was sent; gives its request.
    pub fn send(&mut self, edit: Edit) -> (Ticket, Request) {
        let ticket = self.ticket();
        self.turned = match &edit {
            Edit::SetStance { tags, stance } => Some((tags.clone(), *stance)),
            _ => None,
        };
        if let Edit::Tag { target, themes, stance } | Edit::TagReviewed { target, themes, stance, .. } = &edit
        {
            self.tagging = Some(Tagging { themes: themes.clone(), stance: *stance, target: target.clone() });
            for choice in themes {
                if let ThemeChoice::Existing(theme) = choice {
                    self.recent.retain(|t| t != theme);
                    self.recent.insert(0, *theme);
                }
            }
            self.recent.truncate(5);
        }
        self.keeping.sent(ticket, &edit);
        self.edits.insert(ticket, edit.clone());
        (ticket, Request::Edit(edit))
    }
}
