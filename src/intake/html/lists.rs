//! Lists of a page: which item is open, and the number that a browser shows before it.

use super::element::Element;
use crate::intake::leaf::Item;
use crate::intake::numerals::numeral;

/// A list that is open.
struct List {
    /// How items are numbered; `None` for bullets.
    format: Option<&'static str>,
    next: i64,
    step: i64,
}

/// An item that is open.
struct Open {
    id: usize,
    marker: String,
    begun: bool,
}

/// The lists that are open, and how many there were.
#[derive(Default)]
pub(super) struct Lists {
    open: Vec<List>,
    items: Vec<Open>,
    outermost: usize,
    count: usize,
}

impl Lists {
    pub(super) fn begin(&mut self, element: &Element<'_>) {
        self.outermost += usize::from(self.open.is_empty() && self.items.is_empty());
        let format = (element.name == "ol").then(|| match element.attribute("type") {
            Some("a") => "lowerLetter",
            Some("A") => "upperLetter",
            Some("i") => "lowerRoman",
            Some("I") => "upperRoman",
            _ => "decimal",
        });
        let format = format.filter(|_| !is_bare(element));
        let next = element.attribute("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        let step = if element.attribute("reversed").is_some() { -1 } else { 1 };
        self.open.push(List { format, next, step });
    }

    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    pub(super) fn begin_item(&mut self, element: &Element<'_>) {
        self.count += 1;
        self.outermost += usize::from(self.open.is_empty() && self.items.is_empty());
        let mut marker = String::new();
        if let Some(list) = self.open.last_mut() {
            let value = element.attribute("value").and_then(|value| value.trim().parse::<i64>().ok());
            let number = value.unwrap_or(list.next);
            list.next = number.saturating_add(list.step);
            if let Some(format) = list.format.filter(|_| !is_bare(element)) {
                let written =
                    u32::try_from(number).map_or_else(|_| number.to_string(), |n| numeral(n, format));
                marker = format!("{written}.");
            }
        }
        self.items.push(Open { id: self.count, marker, begun: false });
    }

    pub(super) fn end_item(&mut self) {
        self.items.pop();
    }

    /// Words of the open item were said.
    pub(super) fn begun(&mut self) {
        if let Some(item) = self.items.last_mut() {
            item.begun = true;
        }
    }

    /// Where a paragraph that begins now stands, and what stands before it.
    pub(super) fn here(&self) -> (Option<Item>, String) {
        let Some(open) = self.items.last() else { return (None, String::new()) };
        let depth = self.items.len().min(255) as u8;
        let item = Item { id: open.id, list: self.outermost, depth, first: !open.begun };
        (Some(item), if open.begun { String::new() } else { open.marker.clone() })
    }
}

/// Whether a style takes the number away.
fn is_bare(element: &Element<'_>) -> bool {
    element.attribute("style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
        style.contains("list-style:none") || style.contains("list-style-type:none")
    })
}
