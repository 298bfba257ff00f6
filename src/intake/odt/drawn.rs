//! Frames, shapes, pictures and the controls of forms: what of them is text.

use super::place::Place;
use super::walk::{Opened, Walk};
use crate::intake::xml::Tag;

impl Walk<'_> {
    pub(super) fn open_drawing(&mut self, tag: &Tag<'_>, local: &str) -> Option<Opened> {
        Some(match local {
            "title" | "desc" => self.capture(),
            "image" | "plugin" => {
                self.said.pictures += 1;
                return None;
            }
            "object" | "object-ole" => {
                self.said.objects += 1;
                return None;
            }
            "control" => {
                let shown = tag.attribute("control").and_then(|id| self.controls.get(&id).cloned());
                if let Some(shown) = shown {
                    self.say(&shown);
                }
                return None;
            }
            "a" | "frame" | "g" => Opened::Plain,
            "glue-point" | "enhanced-geometry" => return None,
            _ => {
                self.places.push(Place::default());
                Opened::Box
            }
        })
    }

    /// Controls of forms come before the text; where one stands, what it shows is said.
    pub(super) fn open_control(&mut self, tag: &Tag<'_>, local: &str) -> Opened {
        let id = tag.attribute("id");
        let shown = match local {
            "checkbox" | "radio" => {
                let state = tag
                    .attribute("current-state")
                    .or_else(|| tag.attribute("current-selected"))
                    .or_else(|| tag.attribute("state"))
                    .or_else(|| tag.attribute("selected"));
                let is_ticked = state.is_some_and(|state| matches!(state.as_str(), "checked" | "true"));
                let label = tag.attribute("label").unwrap_or_default();
                Some(format!("[{}] {label}", if is_ticked { "x" } else { " " }).trim_end().to_owned())
            }
            "text" | "textarea" | "formatted-text" | "number" | "date" | "time" | "combobox" => {
                tag.attribute("current-value").or_else(|| tag.attribute("value"))
            }
            "fixed-text" => tag.attribute("label"),
            _ => None,
        };
        if let (Some(id), Some(shown)) = (id, shown) {
            self.controls.insert(id, shown);
        }
        Opened::Plain
    }
}
