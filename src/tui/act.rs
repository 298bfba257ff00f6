//! What each action does: one `match` over the closed list of actions, so that none can be forgotten.
//!
//! Moving about is here; what changes or delivers something is in [`work`], the palette and the help in [`name`],
//! what finds by a name in [`finding`],
//! what brings in files in [`importing`].

pub(super) mod deciding;
mod exporting;
mod filters;
mod finding;
mod findings;
pub mod grip;
mod importing;
mod letter;
mod name;
pub(super) mod panes;
mod passages;
mod pointer;
pub(super) mod press;
mod translation;
mod work;

use std::sync::Arc;

use super::app::App;
use super::event::Effect;
use super::layout::{Focus, Shape};
use super::list::Step;
use super::pane::query::Place;
use super::pane::reader::Find;
use super::popup::Popup;
use super::screen::Screen;
use super::select::{Unit, Way};
use crate::action::{ActionId, Scope};
use crate::query::edit::pane;

impl App {
    /// Does what an action does where the hand is now.
    pub(super) fn act(&mut self, action: ActionId) -> Vec<Effect> {
        use ActionId as A;
        if self.screens.at != Screen::Review {
            return self.act_on_screen(action);
        }
        match action {
            A::Up => self.step(-1),
            A::Down => self.step(1),
            A::PageUp => self.page(-1, 1),
            A::PageDown => self.page(1, 1),
            A::HalfPageUp => self.page(-1, 2),
            A::HalfPageDown => self.page(1, 2),
            A::Top => self.go_to_end(Step::Top),
            A::End => self.go_to_end(Step::End),
            A::GoToPlace => return self.go_to_place(),
            A::SortList => return self.choose_order(),
            A::NextPane => self.turn(1),
            A::PreviousPane => self.turn(-1),
            A::Zoom => self.open.zoom = !self.open.zoom,
            A::FilterPane => self.toggle_filters(),
            A::PaneWider | A::PaneNarrower | A::PaneTaller | A::PaneLower | A::PaneUsual => {
                return self.size_pane(action);
            }
            A::Open => return self.open(),
            A::Back => self.back(),
            A::PlaceBack => self.trail(false),
            A::PlaceForward => self.trail(true),
            A::ScrollDown => drop(self.reader.scroll(1)),
            A::ScrollUp => drop(self.reader.scroll(-1)),
            A::NextSameQuestion => return self.same_question(true),
            A::PreviousSameQuestion => return self.same_question(false),
            A::NextPassage => self.passage(true),
            A::PreviousPassage => self.passage(false),
            A::NextTodo => self.todo(true),
            A::PreviousTodo => self.todo(false),
            A::Translation => return self.turn_translation(),
            A::Translate => return self.translate(),
            A::Query => self.query.start(self.list.cursor(), self.list.numbers().len()),
            A::Find => self.find(),
            A::NextMatch => return self.next_match(true),
            A::PreviousMatch => return self.next_match(false),
            A::Include => return self.choose(pane::include),
            A::Exclude => return self.choose(pane::exclude),
            A::OnlyThis => return self.choose(pane::only),
            A::ClearFilter => self.clear_filter(),
            A::Fold => return self.fold_filters(),
            A::SelectLeave => self.reader.selection = None,
            A::Mark => self.list.mark_and_step(),
            A::MarkRange => self.mark_range(),
            A::MarkAll => self.mark_all(),
            A::Select => self.select(Way::On),
            A::SelectLast => self.select(Way::Back),
            A::SelectNextCharacter => self.extend(Unit::Character, Way::On),
            A::SelectPreviousCharacter => self.extend(Unit::Character, Way::Back),
            A::SelectNextWord => self.extend(Unit::Word, Way::On),
            A::SelectPreviousWord => self.extend(Unit::Word, Way::Back),
            A::SelectNextSentence => self.extend(Unit::Sentence, Way::On),
            A::SelectPreviousSentence => self.extend(Unit::Sentence, Way::Back),
            A::SelectNextParagraph => self.extend(Unit::Paragraph, Way::On),
            A::SelectPreviousParagraph => self.extend(Unit::Paragraph, Way::Back),
            A::SelectOtherEnd => self.other_end(),
            A::SelectSentenceAfter => self.walk_on(Way::On),
            A::SelectSentenceBefore => self.walk_on(Way::Back),
            A::SelectPreviousLine => self.extend_by_line(-1),
            A::SelectNextLine => self.extend_by_line(1),
            A::History => self.show(Screen::History),
            A::ScreenMatrix => self.show_matrix(),
            A::ScreenCodebook => self.show(Screen::Codebook),
            A::ScreenProgress => self.show_progress(),
            A::ScreenSubmissions => self.show_submissions(),
            A::ScreenIntake => self.show(Screen::Intake),
            A::ScreenNotes => self.show(Screen::Notes),
            A::ScreenShortlists => self.show(Screen::Shortlists),
            A::Jump | A::SavedFilters | A::SaveFilter => return self.by_name(action),
            A::Import => return self.import(),
            A::Codings => return self.import_codings(),
            A::Report => return self.report(),
            A::Palette => return vec![Effect::Open(Popup::Palette(self.palette()))],
            A::Tour => self.show_tour(),
            A::Help => return vec![Effect::Open(Popup::Help(self.help()))],
            A::Quit => return vec![Effect::Quit],
            A::Suspend => return vec![Effect::Suspend],
            A::Redraw => return vec![Effect::Redraw],
            A::Number => self.keys.begin_number(),
            // Of popups and fields, which see to them first; and the screen where one is.
            A::WordLeft
            | A::WordRight
            | A::DeleteWordBack
            | A::DeleteWordOn
            | A::Complete
            | A::ToggleChoice
            | A::Accept
            | A::KeepNote
            | A::UndoThis
            | A::Narrow
            | A::Correct
            | A::Coverage
            | A::Shares
            | A::CountWhat
            | A::RowsColumns
            | A::NextValue
            | A::PreviousValue
            | A::SortMatrix
            | A::RowsBy
            | A::Versions
            | A::Join
            | A::Left
            | A::Right
            | A::OtherPlace
            | A::OtherPlaceBack
            | A::PlaceAlike
            | A::LeaveUnplaced
            | A::JoinBefore
            | A::SplitText
            | A::Original
            | A::ItemUp
            | A::ItemDown
            | A::NewHeading
            | A::NewComment
            | A::Reword
            | A::Shorten
            | A::LeaveOut
            | A::PreviousList
            | A::NextList
            | A::RenameList
            | A::RemoveList
            | A::NewTheme
            | A::EditTheme
            | A::MergeTheme
            | A::SplitTheme
            | A::RecolourTheme
            | A::ThemeLetter
            | A::RetireTheme
            | A::ThemeOut
            | A::ThemeIn
            | A::ThemeUp
            | A::ThemeDown
            | A::TakeInThemes
            | A::DropExample
            | A::RemoveFilter
            | A::CountOtherwise
            | A::Rewrite
            | A::RemoveNote
            | A::WriteFinding
            | A::AgreeFinding
            | A::ScreenReview => {}
            A::Reshape => return self.reshape(),
            A::Withhold => return self.withhold(),
            A::Decide => return self.decide_filter(),
            A::DecideYes | A::DecideNo | A::DecideLater => return self.take_decision(action),
            A::Tag
            | A::Retag
            | A::Untag
            | A::RepeatTag
            | A::QuickTag
            | A::TagReviewed
            | A::Stance
            | A::Note
            | A::NoteInEditor
            | A::Reviewed
            | A::Flag
            | A::Todo
            | A::ShortlistAdd
            | A::ShortlistRemove
            | A::ShortlistChoose
            | A::PickExample
            | A::Finding
            | A::Undo
            | A::Redo
            | A::Export
            | A::Copy
            | A::CopyCited => return self.work(action),
        }
        Vec::new()
    }

    fn step(&mut self, rows: isize) {
        match self.open.focus {
            Focus::Filters => self.filters.move_by(Step::By(rows)),
            Focus::Reader => drop(self.reader.scroll(rows)),
            Focus::Answers if self.list.numbers().is_empty() => {
                let last = self.desk.dropping.terms.len().saturating_sub(1);
                self.desk.dropping.at = self.desk.dropping.at.saturating_add_signed(rows).min(last);
            }
            Focus::Answers => drop(self.list.move_by(Step::By(rows))),
        }
    }

    fn page(&mut self, way: isize, part: usize) {
        let rows = match self.open.focus {
            Focus::Filters => self.layout().filters.map_or(1, |a| usize::from(a.body.height)),
            Focus::Answers => self.capacity(),
            Focus::Reader => self.reader.page(),
        };
        // One row of the old page stays in sight.
        self.step(way * (rows.saturating_sub(1) / part).max(1) as isize);
    }

    fn go_to_end(&mut self, step: Step) {
        match self.open.focus {
            Focus::Filters => self.filters.move_by(step),
            Focus::Answers => drop(self.list.move_by(step)),
            Focus::Reader => self.reader.scroll_to(step == Step::End),
        }
    }

    fn turn(&mut self, way: isize) {
        let panes = self.layout().panes(self.open);
        let at = panes.iter().position(|p| *p == self.open.focus).unwrap_or(0);
        let to = (at as isize + way).rem_euclid(panes.len() as isize) as usize;
        self.focus(panes[to]);
    }

    /// Gives a pane the keys; the filters do not stay open over the others.
    pub(super) fn focus(&mut self, focus: Focus) {
        if focus != Focus::Filters && self.layout().overlay {
            self.open.filters = None;
        }
        // In the filter pane the status line explains the value under the cursor.
        if focus == Focus::Filters && self.open.focus != focus && self.status.trouble.is_none() {
            self.status.say("");
        }
        self.open.focus = focus;
    }

    fn toggle_filters(&mut self) {
        let columns = self.layout().shape == Shape::Columns && !self.open.zoom;
        let open = if columns { self.open.filters != Some(false) } else { self.open.focus == Focus::Filters };
        if open {
            self.open.filters = columns.then_some(false);
            if self.open.focus == Focus::Filters {
                self.open.focus = Focus::Answers;
            }
        } else {
            self.open.filters = (!columns).then_some(true);
            self.focus(Focus::Filters);
        }
    }

    fn open(&mut self) -> Vec<Effect> {
        if self.open_trouble() {
            return Vec::new();
        }
        let dropping = &self.desk.dropping;
        match self.open.focus {
            Focus::Answers if self.list.numbers().is_empty() => {
                if let Some(term) = dropping.terms.get(dropping.at) {
                    let without = term.without.clone();
                    self.run_query(&without);
                }
            }
            Focus::Answers => self.focus(Focus::Reader),
            Focus::Filters => return self.choose(pane::only),
            Focus::Reader => {}
        }
        Vec::new()
    }

    /// Back one step: selection, find, zoom, filters, reader, marks; it never clears the query.
    fn back(&mut self) {
        if self.reader.selection.take().is_some() || self.keys.clear() {
            return;
        }
        if self.status.trouble.is_some() {
            return self.status.say("");
        }
        if self.reader.find.take().is_some() {
            self.reader.current = None;
            return;
        }
        if self.open.focus == Focus::Answers && self.list.mark_count() == 0 && self.stop_deciding() {
            return;
        }
        let empty = self.list.numbers().is_empty() && !self.query.good.trim().is_empty();
        match self.open.focus {
            Focus::Reader if self.reader.pointed.take().is_some() => {}
            Focus::Filters | Focus::Reader => self.focus(Focus::Answers),
            Focus::Answers if empty => self.trail(false),
            Focus::Answers if self.open.zoom => self.open.zoom = false,
            Focus::Answers => {
                if self.list.clear_marks() {
                    self.status.say("No marks any more.");
                }
            }
        }
    }

    pub(super) fn trail(&mut self, forward: bool) {
        let (screen, cursor) = (self.screens.at, self.list.cursor());
        let here = Place { screen, query: self.query.good.clone(), cursor };
        let bar = &mut self.query;
        let (from, to) =
            if forward { (&mut bar.ahead, &mut bar.trail) } else { (&mut bar.trail, &mut bar.ahead) };
        match from.pop() {
            Some(place) => {
                to.push(here);
                self.go_back_to(&place);
            }
            None if forward => self.status.say("This is the newest place."),
            None => self.status.say("There is no place before this one."),
        }
    }

    fn same_question(&mut self, on: bool) -> Vec<Effect> {
        let Some(question) =
            self.list.cursor().and_then(|n| self.list.row(n)).map(|r| r.row.question.clone())
        else {
            return Vec::new();
        };
        let listing = Arc::clone(self.list.listing());
        let request = super::request::Request::Same(self.query.good.clone(), question, listing, on);
        vec![Effect::Ask(self.desk.ticket(), request)]
    }

    fn todo(&mut self, on: bool) {
        self.go_to_todo(on);
    }

    fn passage(&mut self, on: bool) {
        if self.reader.point(on) {
            // What is pointed at is what the next key acts on.
            self.focus(Focus::Reader);
        } else {
            let way = if self.reader.passages().is_empty() {
                "No passage of this answer is tagged."
            } else if on {
                "That was the last tagged passage."
            } else {
                "That was the first tagged passage."
            };
            self.status.say(way);
        }
    }

    fn find(&mut self) {
        self.reader.find = Some(Find { typing: true, ..Find::default() });
        self.reader.current = None;
    }

    fn mark_range(&mut self) {
        self.list.mark_range();
        self.say_marks();
    }

    fn mark_all(&mut self) {
        self.list.mark_all();
        self.say_marks();
    }

    fn say_marks(&mut self) {
        let marks = super::widget::paint::count(self.list.mark_count(), "answer");
        let back = self.keys.first(ActionId::Back, Scope::Answers).unwrap_or_default();
        self.status.say(format!("Marked {marks}. {back} takes the marks off."));
    }

    fn select(&mut self, from: Way) {
        if self.reader.start_selecting(from) {
            // From here on the line tells what is selected.
            self.status.say("");
            self.focus(Focus::Reader);
        }
    }

    fn extend(&mut self, unit: Unit, way: Way) {
        let (Some(mut selection), Some(units)) = (self.reader.selection, self.reader.units()) else { return };
        selection.step(units, unit, way);
        self.reader.selection = Some(selection);
        self.status.say("");
        self.reader.reveal_moving_end();
    }

    /// Selects the sentence beside the selection instead of it.
    fn walk_on(&mut self, way: Way) {
        let (Some(mut selection), Some(units)) = (self.reader.selection, self.reader.units()) else { return };
        if !selection.walk(units, Unit::Sentence, way) {
            let end = if way == Way::On { "last" } else { "first" };
            return self.status.say(format!("That was the {end} sentence."));
        }
        self.reader.selection = Some(selection);
        self.reader.reveal_moving_end();
    }

    fn extend_by_line(&mut self, lines: isize) {
        let (Some(mut selection), Some(place)) = (self.reader.selection, self.reader.place_beside(lines))
        else {
            return;
        };
        selection.move_to(place);
        self.reader.selection = Some(selection);
        self.status.say("");
        self.reader.reveal_moving_end();
    }

    fn other_end(&mut self) {
        if let Some(selection) = &mut self.reader.selection {
            selection.other_end();
        }
        self.reader.reveal_moving_end();
    }
}
