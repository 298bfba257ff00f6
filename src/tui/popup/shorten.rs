//! Leaving words out of a quotation: its text with a stretch in hand, which is left out or brought back by one key.
//!
//! The words themselves are never changed. Every step is a change of its own, made at once; what is left out is
//! what the list says ([`Shortener::refresh`]), so that nothing is shown that was not kept.

use crate::action::ActionId;
use crate::model::edit::Edit;
use crate::model::id::ItemId;
use crate::model::span::Span;
use crate::model::work::{ItemKind, ShortlistItem};
use crate::text::bidi::Writing;
use crate::text::shorten;
use crate::tui::event::Effect;
use crate::tui::select::{End, Selection, Unit, Units, Way};
use crate::tui::widget::prose::Prose;

/// The open quotation.
#[derive(Clone, Debug)]
pub struct Shortener {
    item: ItemId,
    /// Who is quoted.
    pub who: String,
    text: String,
    units: Units,
    cuts: Vec<Span>,
    selection: Selection,
    /// Whether one end stays, so that the stretch grows; else it walks.
    pub holds: bool,
    prose: Option<Prose>,
    top: usize,
}

impl Shortener {
    /// Opens a quotation with its first words in hand; `None` for what has no words to leave out.
    pub fn new(item: &ShortlistItem) -> Option<Self> {
        if item.kind != ItemKind::Quotation {
            return None;
        }
        let text = item.whole().to_owned();
        let units = Units::new(&text);
        let selection = Selection::at(&units, Unit::Word, 0)?;
        let record = item.answer.as_ref();
        let who = record.map(|r| r.metadata.submitter.clone().unwrap_or_else(|| r.reference.clone()));
        Some(Self {
            item: item.id,
            who: who.unwrap_or_default(),
            text,
            units,
            cuts: item.cuts.clone(),
            selection,
            holds: false,
            prose: None,
            top: 0,
        })
    }

    /// The laid-out text and its first line in sight, once there is room for it.
    pub fn prose(&self) -> Option<(&Prose, usize)> {
        self.prose.as_ref().map(|prose| (prose, self.top))
    }

    /// What is left out.
    pub fn cuts(&self) -> &[Span] {
        &self.cuts
    }

    /// The stretch in hand.
    pub fn in_hand(&self) -> Span {
        self.selection.span
    }

    /// Whether the stretch in hand meets words that are left out.
    pub fn brings_back(&self) -> bool {
        self.cuts.iter().any(|cut| cut.meets(self.in_hand()))
    }

    /// How many words there are, and how many of them are left out.
    pub fn words(&self) -> (usize, usize) {
        let out = self.cuts.iter().map(|cut| self.units.count(Unit::Word, *cut)).sum();
        (self.units.count(Unit::Word, Span::new(0, self.units.length())), out)
    }

    /// Takes the items of the list: what is left out is what they say. False when the quotation is gone.
    pub fn refresh<'i>(&mut self, mut items: impl Iterator<Item = &'i ShortlistItem>) -> bool {
        let found = items.find(|item| item.id == self.item && item.whole() == self.text);
        if let Some(item) = found {
            self.cuts.clone_from(&item.cuts);
        }
        found.is_some()
    }

    /// Lays the text out in lines of this width; gives how many there are.
    pub fn lay_out(&mut self, width: u16, writing: Writing) -> usize {
        let width = width.max(1);
        match &self.prose {
            Some(prose) if prose.width() == width => prose.height(),
            _ => self.prose.insert(Prose::new(&self.text, &[], width, writing)).height(),
        }
    }

    /// How many lines it has.
    pub fn lines(&self) -> usize {
        self.prose.as_ref().map_or(0, Prose::height)
    }

    /// Keeps the moving end within so many lines in sight.
    pub fn settle(&mut self, height: usize) {
        let Some(prose) = &self.prose else { return };
        let line = prose.line_of(self.moving_place());
        let last = prose.height().saturating_sub(height.max(1));
        self.top = self.top.min(line).max((line + 1).saturating_sub(height.max(1))).min(last);
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Back if self.holds => self.holds = false,
            ActionId::Back => return vec![Effect::Close],
            ActionId::LeaveOut => return self.leave_out(),
            ActionId::Select => self.holds = !self.holds,
            ActionId::SelectOtherEnd => self.selection.other_end(),
            ActionId::SelectNextCharacter => self.walk(Unit::Character, Way::On),
            ActionId::SelectPreviousCharacter => self.walk(Unit::Character, Way::Back),
            ActionId::SelectNextWord => self.walk(Unit::Word, Way::On),
            ActionId::SelectPreviousWord => self.walk(Unit::Word, Way::Back),
            ActionId::SelectNextSentence => self.walk(Unit::Sentence, Way::On),
            ActionId::SelectPreviousSentence => self.walk(Unit::Sentence, Way::Back),
            ActionId::SelectNextParagraph => self.walk(Unit::Paragraph, Way::On),
            ActionId::SelectPreviousParagraph => self.walk(Unit::Paragraph, Way::Back),
            ActionId::SelectNextLine | ActionId::Down => self.walk_line(1),
            ActionId::SelectPreviousLine | ActionId::Up => self.walk_line(-1),
            _ => {}
        }
        Vec::new()
    }

    fn leave_out(&mut self) -> Vec<Effect> {
        let cuts = shorten::toggled(&self.cuts, self.in_hand());
        self.holds = false;
        vec![Effect::Edit(Edit::Shorten { item: self.item, cuts })]
    }

    /// Grows the stretch by a unit while one end stays; else takes the unit that is reached.
    fn walk(&mut self, unit: Unit, way: Way) {
        if self.holds {
            return self.selection.step(&self.units, unit, way);
        }
        let here = Selection::at(&self.units, unit, self.in_hand().start);
        let found = match way {
            // From a word to its sentence first, and from there to the next.
            _ if here.is_some_and(|here| here.span.len() > self.in_hand().len()) => here,
            Way::On => Selection::at(&self.units, unit, self.in_hand().end),
            Way::Back => {
                let mut back = Selection { moving: End::Start, span: self.in_hand() };
                back.step(&self.units, unit, Way::Back);
                Selection::at(&self.units, unit, back.span.start)
            }
        };
        self.selection = found.unwrap_or(self.selection);
    }

    fn walk_line(&mut self, lines: isize) {
        let place = self.moving_place();
        let Some(place) = self.prose.as_ref().and_then(|prose| {
            let (line, column) = prose.shown_at(place);
            prose.place_at(line.checked_add_signed(lines)?, column)
        }) else {
            return;
        };
        if self.holds {
            let after = u32::from(self.selection.moving == End::End);
            self.selection.move_to(place + after);
        } else {
            self.selection = Selection::at(&self.units, Unit::Word, place).unwrap_or(self.selection);
        }
    }

    fn moving_place(&self) -> u32 {
        match self.selection.moving {
            End::Start => self.selection.span.start,
            End::End => self.selection.span.end.saturating_sub(1),
        }
    }
}
