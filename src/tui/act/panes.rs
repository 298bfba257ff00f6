//! Sizes of panes, by keys and by the mouse: a divider moves, and where it stays is remembered.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::action::ActionId;
use crate::config::remembered::{Memory, Section};
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::layout::{Chosen, Class, Divider, Layout, Sizes};

/// How far one key moves a divider.
const COLUMNS: i32 = 4;
const ROWS: i32 = 2;

/// A divider under the mouse.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::tui) struct Grip {
    divider: Divider,
    /// The button is down.
    held: bool,
    /// It was moved since the button went down.
    moved: bool,
    /// It was clicked just before, and nothing else since.
    again: bool,
}

impl App {
    /// Makes the pane that has the keys wider, narrower, taller, lower, or all panes as they are usually.
    pub(in crate::tui) fn size_pane(&mut self, action: ActionId) -> Vec<Effect> {
        let layout = self.layout();
        let pane = self.open.focus;
        let (found, step) = match action {
            ActionId::PaneWider => (layout.width_of(pane), COLUMNS),
            ActionId::PaneNarrower => (layout.width_of(pane), -COLUMNS),
            ActionId::PaneTaller => (layout.height_of(pane), ROWS),
            ActionId::PaneLower => (layout.height_of(pane), -ROWS),
            _ => return self.usual_sizes(),
        };
        let Some((divider, way)) = found else {
            self.status.say(match action {
                _ if layout.answers.is_none() || layout.reader.is_none() => "There is one pane only.",
                ActionId::PaneWider | ActionId::PaneNarrower => "This pane has the full width.",
                _ => "This pane has the full height.",
            });
            return Vec::new();
        };
        let to = i32::from(layout.place_of(divider)) + way * step;
        if self.move_divider(&layout, divider, u16::try_from(to.max(0)).unwrap_or(u16::MAX)) {
            return self.remember_sizes();
        }
        self.status.say(if step > 0 {
            "It cannot grow further: the pane beside it needs the rest."
        } else {
            "It cannot shrink further."
        });
        Vec::new()
    }

    /// Sees to the mouse on a divider; `None` when it is not about one.
    pub(in crate::tui) fn mouse_on_divider(
        &mut self,
        layout: &Layout,
        mouse: MouseEvent,
    ) -> Option<Vec<Effect>> {
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                let divider = layout.divider_at(mouse.column, mouse.row);
                let again = self.desk.grip.is_some_and(|grip| Some(grip.divider) == divider && !grip.moved);
                self.desk.grip = divider.map(|divider| Grip { divider, held: true, moved: false, again });
                // The reader's title takes a click too: it gives the reader the keys.
                divider.filter(|divider| *divider != Divider::Rows).map(|_| Vec::new())
            }
            MouseEventKind::Drag(MouseButton::Left) => {
                let grip = self.desk.grip.as_mut().filter(|grip| grip.held)?;
                grip.moved = true;
                let divider = grip.divider;
                let to = if divider == Divider::Rows { mouse.row } else { mouse.column };
                self.move_divider(layout, divider, to);
                Some(Vec::new())
            }
            MouseEventKind::Up(MouseButton::Left) => {
                let grip = self.desk.grip.as_mut().filter(|grip| grip.held)?;
                grip.held = false;
                Some(match (grip.moved, grip.again) {
                    (true, _) => self.remember_sizes(),
                    (false, true) => self.usual_sizes(),
                    (false, false) => Vec::new(),
                })
            }
            _ => None,
        }
    }

    /// Moves a divider as far as panes let it; false when it stays where it is.
    fn move_divider(&mut self, layout: &Layout, divider: Divider, to: u16) -> bool {
        let class = Class::of(layout.screen.width);
        let chosen = layout.moved(divider, to, self.open.sizes.on(class));
        self.open.sizes.choose(class, chosen);
        self.layout().place_of(divider) != layout.place_of(divider)
    }

    /// The sizes of the design, for screens like this one.
    fn usual_sizes(&mut self) -> Vec<Effect> {
        let class = Class::of(self.layout().screen.width);
        self.desk.grip = None;
        self.open.sizes.choose(class, Chosen::default());
        self.status.say("The panes have their usual sizes.");
        self.remember_sizes()
    }

    fn remember_sizes(&self) -> Vec<Effect> {
        // Numbers under names: it cannot fail, and null would only forget them.
        let value = serde_json::to_value(self.open.sizes).unwrap_or_default();
        vec![Effect::Remember(Memory { section: Section::Everywhere, name: Sizes::MEMORY, value })]
    }
}
