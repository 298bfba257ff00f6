//! After every event: cursors are kept in sight, and what the panes want and do not have is asked for.

use super::app::App;
use super::event::Effect;
use super::popup::Popup;
use super::request::{Request, Ticket};

impl App {
    /// Keeps cursors in sight and asks for what is wanted and not known.
    pub(super) fn settle(&mut self) -> Vec<Effect> {
        let layout = self.layout();
        let capacity = self.capacity();
        self.list.settle(capacity);
        self.filters.settle(layout.filters.map_or(1, |a| usize::from(a.body.height)));
        // What is asked about a text is where the term stands.
        if self.deciding().is_some() && self.reader.view().map(|view| view.number) != self.list.cursor() {
            self.reader.go_on.get_or_insert(true);
        }
        self.reader.settle(&layout);
        for popup in &mut self.popups {
            popup.settle(&layout);
        }
        let mut asked = self.settle_screen(&layout);
        let (text, good) = (self.query.field.text().to_owned(), self.query.good.clone());
        let (generation, run) = (self.desk.generation, self.query.run);
        let desk = &mut self.desk;
        let mut ask = |ticket: Ticket, request| asked.push(Effect::Ask(ticket, request));

        if let Some(left) = desk.left.take() {
            let ticket = desk.ticket();
            desk.resumed.want((), ticket);
            ask(ticket, Request::Resume(Box::new(left)));
        }
        if desk.resumed.is_waiting() {
            return asked;
        }
        let ticket = desk.ticket();
        if desk.known.want(generation, ticket) {
            ask(ticket, Request::Known);
        }
        let ticket = desk.ticket();
        if desk.list.want((text.clone(), run), ticket) {
            ask(ticket, Request::List(text));
        }
        if desk.list.is_waiting() && !self.query.was_run {
            return asked;
        }
        let ticket = desk.ticket();
        let window = self.list.window(capacity);
        if !window.is_empty() && desk.rows.want((good.clone(), generation, window.clone()), ticket) {
            ask(ticket, Request::Rows(good.clone(), window));
        }
        let ticket = desk.ticket();
        match self.list.cursor() {
            None => self.reader.clear(),
            Some(number) => {
                if desk.answer.want((good.clone(), generation, number), ticket) {
                    ask(ticket, Request::Answer(good.clone(), number));
                }
            }
        }
        // What is counted comes after what is read.
        let ticket = desk.ticket();
        if desk.counts.want((good.clone(), generation), ticket) {
            ask(ticket, Request::Counts(good.clone()));
        }
        let ticket = desk.ticket();
        if desk.todo.want((good.clone(), generation), ticket) {
            ask(ticket, Request::Todo(good.clone()));
        }
        let ticket = desk.ticket();
        if desk.facets.want((good.clone(), generation), ticket) {
            ask(ticket, Request::Facets(good.clone()));
        }
        let ticket = desk.ticket();
        if desk.themes.want(generation, ticket) {
            ask(ticket, Request::ThemeCounts);
        }
        let ticket = desk.ticket();
        if !desk.dropping.terms.is_empty() && desk.each.want(good, ticket) {
            ask(ticket, Request::CountEach(desk.dropping.queries()));
        }
        let ticket = desk.ticket();
        let saved: Vec<String> = self.known.filters.iter().map(|f| f.query.clone()).collect();
        let lists_filters = self.popups.iter().any(Popup::lists_filters);
        if lists_filters && !saved.is_empty() && desk.saved.want((generation, saved.clone()), ticket) {
            ask(ticket, Request::CountSaved(saved));
        }
        let ticket = desk.ticket();
        let jumps = self.popups.iter().any(|popup| matches!(popup, Popup::Jump(_)));
        if jumps && desk.directory.want(generation, ticket) {
            ask(ticket, Request::Directory);
        }
        let ticket = desk.ticket();
        let typed = self.query.typed().filter(|typed| desk.offers.want(typed.clone(), ticket));
        if let Some(typed) = typed {
            ask(ticket, Request::Offers(typed));
        }
        let ticket = desk.ticket();
        let begun = self.popups.iter().find_map(|popup| match popup {
            Popup::Import(import) => import.begun(),
            _ => None,
        });
        if let Some(begun) = begun.filter(|begun| desk.paths.want(begun.clone(), ticket)) {
            ask(ticket, Request::Paths(begun));
        }
        let ticket = desk.ticket();
        let sample = self.popups.iter().find_map(|popup| match popup {
            Popup::Export(dialog) => Some(dialog.sample()),
            _ => None,
        });
        if let Some(sample) = sample.filter(|it| desk.previews.want((generation, it.clone()), ticket)) {
            ask(ticket, Request::Preview(Box::new(sample)));
        }
        asked
    }
}
