//! What the keys do: going from file to file and block to block, choosing a place, placing, splitting.

use super::rows::Row;
use super::{Intake, at};
use crate::model::edit::Edit;
use crate::model::incoming::Laying;
use crate::model::placing::{Moved, Placing};
use crate::query::edit;
use crate::tui::event::Effect;

impl Intake {
    pub(super) fn choose_file(&mut self, place: usize) {
        if self.at != place {
            self.at = place;
            self.leave_document();
        }
    }

    /// Forgets where the hand was in a document, and what was begun there.
    pub(super) fn leave_document(&mut self) {
        self.block = None;
        self.choice = None;
        self.splitting = None;
        self.scrolled = 0;
    }

    pub(super) fn choose_block(&mut self, place: usize) {
        let Some(here) = self.blocks().get(place).map(at) else { return };
        if self.block != Some(here) {
            self.block = Some(here);
            self.choice = None;
            self.splitting = None;
        }
        self.reveal();
    }

    /// The place of the cursor's block.
    fn block_place(&self) -> Option<usize> {
        self.blocks().iter().position(|block| self.is_at(block))
    }

    pub(super) fn step(&mut self, lines: isize) {
        if !self.on_detail {
            return self.step_in_list(lines);
        }
        if let (Some(paragraph), Some(block)) = (self.splitting, self.laying()) {
            let last = block.paragraphs.len().saturating_sub(1);
            self.splitting = Some(paragraph.saturating_add_signed(lines).min(last));
            return self.reveal();
        }
        match self.block_place() {
            Some(place) => {
                let last = self.blocks().len().saturating_sub(1);
                self.choose_block(place.saturating_add_signed(lines).min(last));
            }
            None => self.scroll(lines),
        }
    }

    pub(super) fn step_in_list(&mut self, lines: isize) {
        let last = self.incoming.files.len().saturating_sub(1);
        self.choose_file(self.at.saturating_add_signed(lines).min(last));
    }

    pub(super) fn pages(&mut self, lines: isize) {
        if !self.on_detail {
            return self.step_in_list(lines);
        }
        self.scroll(lines);
        // The hand goes with the text, to a block that is in sight.
        let seen = self.scrolled..self.scrolled + self.height;
        let rows = self.rows();
        let heads = rows.iter().enumerate().filter_map(|(line, row)| match row {
            Row::Head(block) => Some((line, *block)),
            _ => None,
        });
        let mut in_sight = heads.filter(|(line, _)| seen.contains(line));
        let block = if lines > 0 { in_sight.next_back() } else { in_sight.next() };
        if let Some((_, block)) = block {
            self.choose_block(block);
        }
    }

    pub(super) fn scroll(&mut self, lines: isize) {
        let last = self.rows().len().saturating_sub(self.height);
        self.scrolled = self.scrolled.saturating_add_signed(lines).min(last);
    }

    /// Brings the lines of the cursor's block in sight, its first ones before its last.
    pub(super) fn reveal(&mut self) {
        let Some(place) = self.block_place() else { return };
        let rows = self.rows();
        let of_block = |row: &Row| match row {
            Row::Head(block) | Row::Text(block) | Row::Candidate(block, _) => *block == place,
            Row::Paragraph(block, paragraph) => *block == place && Some(*paragraph) == self.splitting,
            Row::Blank | Row::Said(_) => false,
        };
        let (first, last) = (rows.iter().position(of_block), rows.iter().rposition(of_block));
        let (Some(first), Some(last)) = (first, last) else { return };
        let lowest = (last + 1).saturating_sub(self.height);
        self.scrolled = self.scrolled.max(lowest);
        // The blank line above it is shown with it. Of a long list of paragraphs the one in hand counts.
        if self.splitting.is_none() || last < self.scrolled {
            self.scrolled = self.scrolled.min(first.saturating_sub(1));
        }
    }

    /// Turns to another candidate.
    pub(super) fn turn(&mut self, by: isize) {
        if !self.on_detail || self.splitting.is_some() {
            return;
        }
        let Some(block) = self.laying() else { return };
        let all = block.candidates.len() as isize;
        if all == 0 {
            return;
        }
        let here = match self.chosen(block) {
            Some(chosen) => chosen as isize + by,
            // The first turn begins where the text stands.
            None => now(block) + by,
        };
        self.choice = Some(here.rem_euclid(all) as usize);
        self.reveal();
    }

    /// Enter: goes into the document, places what waits or was turned, splits, or reads what is placed.
    pub(super) fn open(&mut self) -> Vec<Effect> {
        if !self.on_detail {
            self.on_detail = !self.blocks().is_empty();
            self.reveal();
            return Vec::new();
        }
        let Some(block) = self.laying() else { return Vec::new() };
        if let Some(paragraph) = self.splitting {
            let Some((offset, _)) = block.paragraphs.get(paragraph) else { return Vec::new() };
            return self.put(&Placing::SplitAt(*offset));
        }
        if let Some(candidate) = self.chosen(block).and_then(|chosen| block.candidates.get(chosen)) {
            let to = candidate.to.clone();
            return self.put(&to);
        }
        let (Some(sheet), Some(answer)) = (&self.sheet, block.answer) else { return Vec::new() };
        vec![Effect::Read { query: edit::only("", "ref", &sheet.reference), number: Some(answer) }]
    }

    /// Places the block under the cursor; what waits is followed by the next that does.
    pub(super) fn put(&mut self, to: &Placing) -> Vec<Effect> {
        let Some(block) = self.laying().filter(|_| self.on_detail) else { return Vec::new() };
        let edit = Edit::Place { text: Moved::Blocks(vec![block.name]), to: to.clone() };
        let decides = block.waits && matches!(to, Placing::Under(_) | Placing::Unplaced);
        self.choice = None;
        self.splitting = None;
        if decides {
            self.go_on();
        }
        vec![Effect::Edit(edit)]
    }

    /// Places the block, and all that wait under the same heading in other documents.
    pub(super) fn place_alike(&mut self) -> Vec<Effect> {
        let Some(block) = self.laying().filter(|block| self.on_detail && block.waits) else {
            return vec![Effect::Say("Only what waits is placed for all such.".into())];
        };
        let chosen = self.chosen(block).and_then(|chosen| block.candidates.get(chosen));
        let Some(to) = chosen.map(|candidate| candidate.to.clone()) else { return Vec::new() };
        let edit = Edit::Place { text: Moved::Alike(block.name), to };
        self.choice = None;
        self.go_on();
        vec![Effect::Edit(edit)]
    }

    /// Goes to the next block that waits: in this document, else in the next file that has one.
    fn go_on(&mut self) {
        let here = self.block_place().unwrap_or(0);
        let blocks = self.blocks();
        let waits = |place: &usize| *place != here && blocks[*place].waits;
        let next = (here..blocks.len()).find(waits).or_else(|| (0..here).find(waits));
        if let Some(next) = next {
            return self.choose_block(next);
        }
        let here = self.at;
        let files = &self.incoming.files;
        let waits = |place: &usize| *place != here && files[*place].waits > 0;
        if let Some(next) = (here..files.len()).find(waits).or_else(|| (0..here).find(waits)) {
            self.choose_file(next);
        }
    }

    /// Asks where the block is to be split.
    pub(super) fn split(&mut self) -> Vec<Effect> {
        let Some(block) = self.laying().filter(|_| self.on_detail) else { return Vec::new() };
        if block.paragraphs.is_empty() {
            return vec![Effect::Say("This text is one paragraph: `place` with --passage parts it.".into())];
        }
        self.choice = None;
        self.splitting = Some(0);
        self.reveal();
        Vec::new()
    }

    pub(super) fn show_original(&mut self) -> Vec<Effect> {
        let Some(block) = self.laying() else {
            return vec![Effect::Say("No text of this file is shown.".into())];
        };
        self.original = Some(block.name);
        Vec::new()
    }
}

/// The candidate where a block stands now.
fn now(block: &Laying) -> isize {
    use crate::model::draft::To;
    let stands = block.candidates.iter().position(|candidate| match (&candidate.to, &block.to) {
        (Placing::Under(key), To::Question(of) | To::QuestionHeading(of)) => key == of,
        (Placing::Unplaced, To::Unplaced) => true,
        _ => false,
    });
    stands.map_or(-1, |place| place as isize)
}
