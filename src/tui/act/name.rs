//! The palette and the help, out of the table of actions.

use crate::action::{self, ActionId, Group as Chapter, Scope};
use crate::tui::app::App;
use crate::tui::popup::help::{Group, Help, Page, Row};
use crate::tui::popup::palette::{Entry, Palette};
use crate::tui::screen::Screen;
use crate::tui::widget::paint::count;

impl App {
    /// The palette with every action that is not about a popup's own field.
    pub(in crate::tui) fn palette(&self) -> Palette {
        let entries = action::ACTIONS.iter().filter_map(|row| {
            let home = self.home(row)?;
            if matches!(row.id, ActionId::Palette) {
                return None;
            }
            let keys = self.keys.first(row.id, home).unwrap_or_default();
            Some(Entry {
                action: row.id,
                title: row.title.to_owned(),
                description: row.description.to_owned(),
                name: row.name,
                keys,
                not_now: self.why_not(row.id, home),
            })
        });
        let mut entries: Vec<Entry> = entries.collect();
        // With nothing typed, what one comes for stands first; moving about needs no palette.
        let elsewhere = self.screens.at != Screen::Review;
        entries.sort_by_key(|entry| {
            let order = match entry.action.row().group {
                Chapter::Say => 0,
                Chapter::Find => 1,
                Chapter::Many => 2,
                Chapter::Screens => 3,
                Chapter::Program => 4,
                Chapter::Move => 5,
                Chapter::Select => 6,
                Chapter::Type => 7,
            };
            // What another screen is for comes behind what can be done here.
            (elsewhere && entry.not_now.is_some(), order)
        });
        Palette::new(entries)
    }

    /// The place from which the palette does an action: where one is, else the pane that it belongs to. Actions of
    /// popups and fields alone have none: they mean nothing where the palette is.
    fn home(&self, row: &action::Action) -> Option<Scope> {
        let here = self.screens.at.scope().unwrap_or_else(|| self.pane_scope());
        let beside = Scope::ALL.into_iter().filter(|scope| !scope.is_of_popup() && *scope != Scope::Global);
        std::iter::once(here).chain(beside).find(|scope| row.works_in(*scope))
    }

    /// Why an action cannot be done now.
    fn why_not(&self, action: ActionId, home: Scope) -> Option<String> {
        let row = action.row();
        let of_review = |scope| {
            matches!(
                scope,
                Scope::Answers | Scope::Reader | Scope::Filters | Scope::Selecting | Scope::Deciding
            )
        };
        match self.screens.at.scope() {
            Some(here) if here != home => return Some("it is for the review screen".into()),
            None if !of_review(home) => return Some(format!("it is for the {}", home.title())),
            _ => {}
        }
        if home == Scope::Selecting && self.reader.selection.is_none() {
            return Some("nothing is being selected".into());
        }
        if home == Scope::Deciding && self.deciding().is_none() {
            return Some("no theme is being decided on".into());
        }
        if home == Scope::Filters && !row.works_in(self.pane_scope()) {
            return Some("the filter pane has not the focus".into());
        }
        let needs_answer = matches!(row.group, Chapter::Say | Chapter::Select)
            || matches!(action, ActionId::Copy | ActionId::CopyCited | ActionId::Mark | ActionId::MarkAll);
        if needs_answer
            && self.screens.at == Screen::Review
            && self.list.cursor().is_none()
            && action != ActionId::ShortlistChoose
        {
            return Some("there is no answer here".into());
        }
        match action {
            ActionId::RepeatTag if self.desk.tagging.is_none() => Some("nothing was tagged yet".into()),
            ActionId::PlaceBack if self.query.trail.is_empty() => Some("this is the first place".into()),
            ActionId::PlaceForward if self.query.ahead.is_empty() => Some("this is the newest place".into()),
            ActionId::SaveFilter if self.query.good.trim().is_empty() => Some("everything is shown".into()),
            ActionId::Export if self.screens.at == Screen::Review && self.list.numbers().is_empty() => {
                Some("nothing is shown".into())
            }
            _ => None,
        }
    }

    /// What an action would be done to, for the palette.
    pub(in crate::tui) fn object(&self) -> Option<String> {
        match self.list.mark_count() {
            0 => None,
            marks => Some(count(marks, "marked answer")),
        }
    }

    /// The help, at where one is.
    pub(in crate::tui) fn help(&self) -> Help {
        let here = match self.scopes().first() {
            Some(scope) if *scope != Scope::Help => *scope,
            _ => self.pane_scope(),
        };
        // What holds everywhere is in every place.
        let apart = [Scope::Global, Scope::Field, Scope::Help];
        let places: Vec<Scope> = Scope::ALL.into_iter().filter(|scope| !apart.contains(scope)).collect();
        let at = places.iter().position(|scope| *scope == here).unwrap_or(0);
        Help::new(places.into_iter().map(|scope| self.help_page(scope)).collect(), at)
    }

    fn help_page(&self, scope: Scope) -> Page {
        let chapters = [
            Chapter::Move,
            Chapter::Find,
            Chapter::Say,
            Chapter::Select,
            Chapter::Many,
            Chapter::Screens,
            Chapter::Type,
            Chapter::Program,
        ];
        let mut groups: Vec<Group> = chapters
            .into_iter()
            .map(|chapter| Group { title: chapter.title().to_owned(), rows: self.help_rows(chapter, scope) })
            .filter(|group| !group.rows.is_empty())
            .collect();
        if scope.shows_global() {
            groups.push(self.signs());
        }
        Page { place: scope.title(), about: self.keys.fill(about(scope), &[scope, Scope::Field]), groups }
    }

    /// The rows of a chapter in a place; a popup with a field has the keys of fields too.
    fn help_rows(&self, chapter: Chapter, scope: Scope) -> Vec<Row> {
        let row = |action: &action::Action| {
            let mut keys = self.keys.all(action.id, scope);
            if keys.is_empty() && !scope.shows_global() {
                keys = self.keys.all(action.id, Scope::Field);
            }
            (!keys.is_empty()).then(|| Row {
                keys: keys.join(" "),
                title: action.title.to_owned(),
                description: action.description,
            })
        };
        action::ACTIONS.iter().filter(|action| action.group == chapter).filter_map(row).collect()
    }

    fn signs(&self) -> Group {
        use crate::tui::skin::Sign as S;
        let sign = |sign| self.skin.sign(sign);
        let rows = [
            (vec![S::Todo, S::Reviewed, S::Flagged], "todo, reviewed, flagged"),
            (vec![S::Mark, S::NoMatch], "marked; matches no more"),
            (vec![S::Note, S::Shortlisted], "noted; on a shortlist"),
            (vec![S::Same], "in more than one file"),
            (vec![S::Mark, S::LeftOut], "value: chosen, left out"),
        ];
        let written = rows.into_iter().map(|(signs, words)| {
            let keys = signs.into_iter().map(sign).collect::<Vec<_>>().join(" ");
            Row { keys, title: words.to_owned(), description: "" }
        });
        Group { title: "Signs".into(), rows: written.collect() }
    }
}

/// What one sees in a place, in a sentence or two.
fn about(scope: Scope) -> &'static str {
    match scope {
        Scope::Answers => {
            "You are in the answers list. Every row is one answer; the letters are its themes. What you do here is saved at once and can be undone with ‹undo›."
        }
        Scope::Filters => {
            "You are in the filter pane. Every value shows how many answers choosing it would give; choosing edits the query above."
        }
        Scope::Reader => {
            "You are in the reader. ‹select› begins a selection; tags and notes then go to the passage. The text itself is never changed."
        }
        Scope::Selecting => {
            "You are selecting a passage. Arrows move its end, ‹select-other-end› takes the other end; then ‹tag›, ‹note›, ‹copy› or ‹shortlist-add›."
        }
        Scope::Deciding => {
            "You are asked whether a theme is in each of these texts, in which one of its search terms stands. ‹decide-yes› tags it, ‹decide-no› says no for good, ‹decide-later› leaves it for later."
        }
        Scope::QueryBar => {
            "You are in the query bar. Words must all be there; field:value narrows, - leaves out, OR offers, ‹accept› goes to the list."
        }
        Scope::Picker => "You are choosing. Type parts of a name; a name that is not there makes a new one.",
        Scope::NoteEditor => {
            "You are writing a note. Enter is a new line; the note is kept when you leave, an empty one makes none."
        }
        Scope::Palette => "You are in the commands. Type parts of a name; ‹accept› does it.",
        Scope::Jump => {
            "You are jumping. Parts of a name are enough, in any script, accents or not; ‹accept› shows the answers, and ‹place-back› goes back."
        }
        Scope::SavedFilters => {
            "You are choosing a saved filter. Parts of its name or of its query are enough; ‹accept› shows its answers as they are now, and ‹place-back› goes back."
        }
        Scope::SaveFilter => {
            "You are giving the query that is shown a name. A name that is there already stands for this query from then on."
        }
        Scope::Import => {
            "You are bringing in files, or the codings of another program. ‹complete› completes a path; ‹accept› first shows what would come in, and ‹accept› again brings it in, as one action that ‹undo› takes back."
        }
        Scope::Export => "You are exporting what is shown. The ending of the file says the format.",
        Scope::Notes => {
            "You are in the notes. ‹open› reads the answer, the question or the theme that a note is on, and ‹place-back› comes back."
        }
        Scope::History => "You are in the history. Nothing is ever deleted: taking back is an action too.",
        Scope::Matrix => {
            "You are in the matrix: each number counts what has its row's value and its column's. Arrows go from cell to cell, ‹open› shows the answers behind the number, and ‹place-back› comes back."
        }
        Scope::Codebook => {
            "You are in the codebook: at the left the themes, each with how many submitters stand behind it, at the right what one means and how it is used. ‹open› shows the answers behind the numbers, and ‹place-back› comes back. Whatever is changed here, no tag is lost, and ‹undo› takes it back."
        }
        Scope::Progress => {
            "You are in the progress. An answer is reviewed once one analyst has reviewed it; it is flagged while somebody's flag is all that was said, and to do when nobody has said anything. The days show each answer once, on the day of its first review that still holds. ‹left› and ‹right› choose a number, ‹open› shows the answers behind it, and ‹place-back› comes back."
        }
        Scope::Submissions => {
            "You are in the submissions. ‹open› on a metadatum corrects it, on a text reads it; what the source says stays as it is."
        }
        Scope::Intake => {
            "You are in the intake: at the left the files of the last import, at the right one of them block by block. ‹other-place-back› and ‹other-place› choose a place for a text, ‹open› puts it there and goes to the next that waits; ‹correct› goes to the submission's metadata."
        }
        Scope::Shortlists => {
            "You are in the shortlists: at the left the current list in its order, at the right as it will read. ‹answers:shortlist-add› on an answer or passage adds to it; ‹rename-list› and ‹remove-list› rename and remove the list. A finding says first what is found: ‹write-finding› writes it, ‹agree-finding› says that it is agreed."
        }
        Scope::Line => "You are writing one line of words. ‹accept› keeps it, ‹back› leaves it as it was.",
        Scope::ThemeForm => {
            "You are editing a theme. ‹next-pane› goes from field to field, ‹accept› keeps all of it as one change, ‹back› leaves it as it was."
        }
        Scope::Splitting => {
            "You are splitting a theme. ‹toggle-choice› chooses the tags that go to the other theme, whoever made them; ‹accept› gives them to it, and the others stay."
        }
        Scope::Shortening => {
            "You are shortening a quotation. ‹select-next-word›, ‹select-next-sentence› and ‹select-next-paragraph› walk through it, ‹select› lets the stretch grow; left out it reads […], and the same key brings it back."
        }
        Scope::Correcting => {
            "You are correcting a metadatum. ‹complete› completes; empty brings back what the source says, - says that nothing is known, = before a value takes it as it is."
        }
        Scope::Global | Scope::Help | Scope::Field => "",
    }
}
