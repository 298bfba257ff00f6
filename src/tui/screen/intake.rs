//! The intake: the files of the last import at the left; at the right the chosen document, block by block, with the
//! places that were thought of under what waits for a decision.
//!
//! The cursor is a file and a block, not a row: both stay where they are when something is placed around them.

pub mod ask;

mod doing;
mod draw;
mod rows;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use self::ask::{Ask, Told};
use self::rows::Row;
use super::{Screen, paged};
use crate::action::ActionId;
use crate::model::id::{AnswerNumber, PartId, RecordId};
use crate::model::incoming::{Incoming, IncomingFile, Laying, Sheet};
use crate::model::placing::{BlockName, Placing};
use crate::tui::desk::Desk;
use crate::tui::event::Effect;
use crate::tui::layout::{Layout, Pair};
use crate::tui::request::{Request, Ticket};
use crate::tui::wanted::Wanted;
use crate::tui::widget::field::Field;

/// The list's columns of a hundred.
const SHARE: u16 = 34;
/// How many lines one notch of the wheel goes.
const NOTCH: isize = 3;

/// The screen of the intake.
#[derive(Debug, Default)]
pub struct Intake {
    incoming: Incoming,
    /// Whether the files were read yet.
    read: bool,
    /// The place of the file under the cursor.
    at: usize,
    top: usize,
    capacity: usize,
    sheet: Option<Sheet>,
    /// The block under the cursor: the text it is in, and where it begins.
    block: Option<(PartId, u32)>,
    /// The candidate that is chosen for it; `None` until Left or Right was pressed.
    choice: Option<usize>,
    /// The paragraph before which it would be split, while that is asked.
    splitting: Option<usize>,
    /// The first line of the document that is shown, and how many are in sight.
    scrolled: usize,
    height: usize,
    on_detail: bool,
    /// Whether the pane with the focus has the whole screen.
    zoomed: bool,
    /// Stands beside the name of the screen; nothing is typed in it.
    field: Field,
    asked_files: Wanted<u64>,
    asked_sheet: Wanted<(u64, RecordId)>,
    /// The block of which the original is to be asked for.
    original: Option<BlockName>,
    asked_original: Wanted<Ticket>,
}

impl Intake {
    /// Takes what was looked up; what comes late is dropped. Gives the original that is to be shown.
    pub fn take(&mut self, ticket: Ticket, told: Told) -> Option<(String, Vec<String>)> {
        match told {
            Told::Files(incoming) if self.asked_files.take(ticket) => self.take_files(incoming),
            Told::Sheet(sheet) if self.asked_sheet.take(ticket) => {
                self.take_sheet(sheet.map(|sheet| *sheet));
            }
            Told::Original(place, lines) if self.asked_original.take(ticket) => {
                return Some((place, lines));
            }
            // Late: something newer has been asked for since.
            _ => {}
        }
        None
    }

    fn take_files(&mut self, incoming: Incoming) {
        let before = self.file().map(|file| file.name.clone());
        self.incoming = incoming;
        self.read = true;
        let files = &self.incoming.files;
        if let Some(place) = files.iter().position(|file| Some(&file.name) == before.as_ref()) {
            self.at = place;
        } else {
            self.at = self.at.min(files.len().saturating_sub(1));
            self.leave_document();
        }
    }

    fn take_sheet(&mut self, sheet: Option<Sheet>) {
        let same = |one: &Option<Sheet>| one.as_ref().map(|sheet| sheet.record);
        if same(&sheet) != same(&self.sheet) {
            self.leave_document();
        }
        // What was joined to the block before is no block any more: the cursor goes to that one.
        let here = self.block;
        self.sheet = sheet;
        let blocks = self.blocks();
        if let Some((part, start)) = here
            && !blocks.iter().any(|block| (block.name.part, block.name.span.start) == (part, start))
        {
            let before = blocks.iter().rev().find(|b| b.name.part == part && b.name.span.start < start);
            self.block = before.or(blocks.first()).map(at);
            self.choice = None;
            self.splitting = None;
        }
        if self.block.is_none() {
            let blocks = self.blocks();
            self.block = blocks.iter().find(|block| block.waits).or(blocks.first()).map(at);
        }
    }

    /// Whether something is waited for that the screen cannot show yet.
    pub fn is_waiting(&self) -> bool {
        self.asked_files.is_waiting() || self.asked_sheet.is_waiting() || self.asked_original.is_waiting()
    }

    /// Notes that a request failed.
    pub fn failed(&mut self, ticket: Ticket) {
        self.asked_files.take(ticket);
        self.asked_sheet.take(ticket);
        self.asked_original.take(ticket);
    }

    /// What the status line says.
    pub fn line(&self) -> String {
        if self.splitting.is_some() {
            return "‹open› splits the text before the paragraph; ‹back› leaves it whole.".into();
        }
        if self.read && self.incoming.last.is_some() && self.incoming.waits() == 0 {
            return "Nothing to decide. is:unplaced finds what has no place.".into();
        }
        "Nothing is lost: is:unplaced finds what has no place.".into()
    }

    /// An answer of the document that is shown: by it its submission is found.
    pub fn answer(&self) -> Option<AnswerNumber> {
        let here = self.laying().and_then(|block| block.answer);
        here.or_else(|| self.blocks().iter().find_map(|block| block.answer))
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Back => return self.back(),
            ActionId::Zoom => self.zoomed = !self.zoomed,
            ActionId::NextPane | ActionId::PreviousPane => self.on_detail = !self.on_detail,
            ActionId::Open => return self.open(),
            ActionId::OtherPlace => self.turn(1),
            ActionId::OtherPlaceBack => self.turn(-1),
            ActionId::PlaceAlike => return self.place_alike(),
            ActionId::LeaveUnplaced => return self.put(&Placing::Unplaced),
            ActionId::JoinBefore => return self.put(&Placing::Joined),
            ActionId::SplitText => return self.split(),
            ActionId::Original => return self.show_original(),
            ActionId::Up => self.step(-1),
            ActionId::Down => self.step(1),
            ActionId::ScrollDown => self.scroll(1),
            ActionId::ScrollUp => self.scroll(-1),
            _ => {
                let seen = if self.on_detail { self.height } else { self.capacity };
                if let Some(lines) = paged(action, seen) {
                    self.pages(lines);
                }
            }
        }
        Vec::new()
    }

    fn back(&mut self) -> Vec<Effect> {
        if self.splitting.take().is_some() || self.choice.take().is_some() {
            return Vec::new();
        }
        if self.on_detail {
            self.on_detail = false;
            return Vec::new();
        }
        vec![Effect::Show(Screen::Review)]
    }

    /// Takes the mouse.
    pub fn mouse(&mut self, mouse: MouseEvent, layout: &Layout) -> Vec<Effect> {
        let Some(on_detail) = self.panes(layout).is_detail_at(mouse.column, mouse.row) else {
            return Vec::new();
        };
        match mouse.kind {
            MouseEventKind::ScrollDown if on_detail => self.scroll(NOTCH),
            MouseEventKind::ScrollUp if on_detail => self.scroll(-NOTCH),
            MouseEventKind::ScrollDown => self.step_in_list(NOTCH),
            MouseEventKind::ScrollUp => self.step_in_list(-NOTCH),
            MouseEventKind::Down(MouseButton::Left) => return self.click(mouse, layout, on_detail),
            _ => {}
        }
        Vec::new()
    }

    /// A click chooses; a second one on the same thing opens it. Nothing is placed by a click: it is too light for that.
    fn click(&mut self, mouse: MouseEvent, layout: &Layout, on_detail: bool) -> Vec<Effect> {
        let pair = self.panes(layout);
        let had_focus = self.on_detail == on_detail;
        self.on_detail = on_detail;
        let area = if on_detail { pair.detail } else { pair.list };
        let Some(line) = area.and_then(|area| mouse.row.checked_sub(area.body.y)).map(usize::from) else {
            return Vec::new();
        };
        if !on_detail {
            let before = self.at;
            if self.top + line < self.incoming.files.len() {
                self.choose_file(self.top + line);
            }
            if had_focus && before == self.at {
                self.on_detail = self.sheet.is_some();
            }
            return Vec::new();
        }
        match self.rows().get(self.scrolled + line).cloned() {
            Some(Row::Head(block) | Row::Text(block)) => self.choose_block(block),
            Some(Row::Candidate(block, candidate)) => {
                self.choose_block(block);
                self.choice = Some(candidate);
            }
            Some(Row::Paragraph(_, paragraph)) => self.splitting = Some(paragraph),
            _ => {}
        }
        Vec::new()
    }

    /// Keeps cursors in sight, and asks for what is wanted and not known.
    pub fn settle(&mut self, layout: &Layout, desk: &mut Desk, asked: &mut Vec<(Ticket, Request)>) {
        let pair = self.panes(layout);
        self.capacity = pair.list.map_or(1, |area| usize::from(area.body.height)).max(1);
        let last = self.incoming.files.len().saturating_sub(self.capacity);
        self.top = self.top.clamp((self.at + 1).saturating_sub(self.capacity), self.at).min(last);
        self.height = pair.detail.map_or(1, |area| usize::from(area.body.height)).max(1);
        self.scrolled = self.scrolled.min(self.rows().len().saturating_sub(self.height));
        let mut ask = |ticket, question| asked.push((ticket, Request::Intake(question)));
        let ticket = desk.ticket();
        if self.asked_files.want(desk.generation, ticket) {
            ask(ticket, Ask::Files);
        }
        let ticket = desk.ticket();
        match self.file().and_then(|file| file.name.record) {
            Some(record) if self.asked_sheet.want((desk.generation, record), ticket) => {
                ask(ticket, Ask::Sheet(record));
            }
            Some(_) => {}
            None => self.take_sheet(None),
        }
        // Once for each time that the key was pressed: what is asked for again drops what is under way.
        if let Some(block) = self.original.take() {
            let ticket = desk.ticket();
            self.asked_original.want(ticket, ticket);
            ask(ticket, Ask::Original(block));
        }
    }

    fn panes(&self, layout: &Layout) -> Pair {
        if self.zoomed { layout.single(self.on_detail) } else { layout.pair(SHARE, self.on_detail) }
    }

    fn file(&self) -> Option<&IncomingFile> {
        self.incoming.files.get(self.at)
    }

    /// The blocks of the document, when it is that of the file under the cursor.
    fn blocks(&self) -> &[Laying] {
        let record = self.file().and_then(|file| file.name.record);
        let sheet = self.sheet.as_ref().filter(|sheet| Some(sheet.record) == record);
        sheet.map_or(&[], |sheet| sheet.blocks.as_slice())
    }

    /// The block under the cursor.
    fn laying(&self) -> Option<&Laying> {
        self.blocks().iter().find(|block| self.is_at(block))
    }

    fn is_at(&self, block: &Laying) -> bool {
        self.block == Some(at(block))
    }

    /// The candidate that is chosen for a block: the one that was turned to, else the first of what waits.
    fn chosen(&self, block: &Laying) -> Option<usize> {
        match self.choice {
            Some(choice) if self.is_at(block) => Some(choice.min(block.candidates.len().saturating_sub(1))),
            _ => block.waits.then_some(0),
        }
    }

    fn rows(&self) -> Vec<Row> {
        match (&self.sheet, self.file()) {
            (Some(sheet), Some(file)) if Some(sheet.record) == file.name.record => {
                rows::of_sheet(self, sheet)
            }
            (_, Some(file)) if file.name.record.is_none() => rows::of_file(file),
            _ => Vec::new(),
        }
    }
}

/// What the cursor holds of a block.
fn at(block: &Laying) -> (PartId, u32) {
    (block.name.part, block.name.span.start)
}
