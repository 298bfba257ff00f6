//! The filter pane: every value with its count, what is chosen and what is left out.
//!
//! The pane holds no filter of its own: choosing edits the query's text, and what is chosen is read from it.

use std::collections::{BTreeMap, BTreeSet};

use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthStr;

use crate::model::codebook::Codebook;
use crate::model::view::{Facet, FacetKind, FacetValue, Own};
use crate::query::edit::{Choice, pane};
use crate::tui::list::Step;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, grouped};

/// One line of the pane, by what it is and not where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// A heading.
    Heading(FacetKind),
    /// A value, by its field and the word that stands for it in a query.
    Value(FacetKind, &'static str, String),
}

impl Place {
    /// The pane that it is of.
    pub fn kind(&self) -> &FacetKind {
        match self {
            Self::Heading(kind) | Self::Value(kind, ..) => kind,
        }
    }
}

/// What is open and shut, as it comes back when the program starts again.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Folds {
    /// Panes whose values are not shown.
    shut: BTreeSet<FacetKind>,
    /// Panes that begin shut and whose values are shown.
    open: BTreeSet<FacetKind>,
    /// Regions whose countries are shown, or are not, whatever is chosen.
    regions: BTreeMap<String, bool>,
}

impl Folds {
    /// The name under which they are remembered.
    pub const MEMORY: &'static str = "filters";

    fn is_shut(&self, kind: &FacetKind) -> bool {
        if kind.begins_shut() { !self.open.contains(kind) } else { self.shut.contains(kind) }
    }

    fn turn(&mut self, kind: &FacetKind) {
        let turned = if kind.begins_shut() { &mut self.open } else { &mut self.shut };
        if !turned.remove(kind) {
            turned.insert(kind.clone());
        }
    }
}

/// The pane's state.
#[derive(Debug, Default)]
pub struct Filters {
    facets: Vec<Facet>,
    /// Beside each value: chosen, left out or neither.
    choices: Vec<Vec<Option<Choice>>>,
    folds: Folds,
    at: Option<Place>,
    top: usize,
}

impl Filters {
    /// Takes counts that were read for a query.
    pub fn take(&mut self, facets: Vec<Facet>, query: &str) {
        self.facets = facets;
        self.read_choices(query);
    }

    /// Opens and shuts the panes as they were before.
    pub fn set_folds(&mut self, folds: Folds) {
        self.folds = folds;
    }

    /// What is open and shut.
    pub fn folds(&self) -> &Folds {
        &self.folds
    }

    /// Reads from the query's text what is chosen.
    pub fn read_choices(&mut self, query: &str) {
        self.choices = self
            .facets
            .iter()
            .map(|facet| {
                let said = pane::choices(query, &facet.own);
                let choice = |known: &FacetValue| {
                    let is_it = |(field, value, _): &&(&str, String, Choice)| {
                        *field == known.field && means(known, value)
                    };
                    said.iter().find(is_it).map(|(.., choice)| *choice)
                };
                facet.values.iter().map(choice).collect()
            })
            .collect();
    }

    /// How many answers a value of a field has, as last counted; `None` where no pane counts it.
    pub fn count(&self, field: &str, value: &str) -> Option<usize> {
        let value = value.to_lowercase();
        // A theme's term is its path, and a language's a code.
        let is_it = |known: &&FacetValue| {
            let term = known.term.to_lowercase();
            let last = || term.rsplit('/').next() == Some(&value);
            known.field == field && (means(known, &value) || known.field == "theme" && last())
        };
        self.facets.iter().flat_map(|facet| &facet.values).find(is_it).map(|known| known.count)
    }

    /// The lines, shut panes without their values and shut regions without their countries.
    pub fn lines(&self) -> Vec<Place> {
        let mut lines = Vec::new();
        for (at, facet) in self.facets.iter().enumerate().filter(|(_, f)| !f.values.is_empty()) {
            lines.push(Place::Heading(facet.kind.clone()));
            if self.folds.is_shut(&facet.kind) {
                continue;
            }
            let mut open = true;
            for (i, value) in facet.values.iter().enumerate() {
                if value.depth == 0 {
                    open = self.is_open(at, i).unwrap_or(true);
                }
                if value.depth == 0 || open {
                    lines.push(Place::Value(facet.kind.clone(), value.field, value.term.clone()));
                }
            }
        }
        lines
    }

    /// Whether the countries of a region are shown; `None` of what has none. Where something of it is chosen they are,
    /// unless they were shut.
    fn is_open(&self, facet: usize, at: usize) -> Option<bool> {
        let values = &self.facets.get(facet).filter(|facet| facet.kind == FacetKind::Region)?.values;
        let (region, rest) = values.get(at..)?.split_first()?;
        let countries = rest.iter().take_while(|value| value.depth > 0).count();
        if region.depth > 0 || countries == 0 {
            return None;
        }
        let choices = self.choices.get(facet).and_then(|all| all.get(at..=at + countries));
        let chosen = choices.is_some_and(|choices| choices.iter().any(Option::is_some));
        Some(self.folds.regions.get(&region.term).copied().unwrap_or(chosen))
    }

    /// The region at a line or around it, if it has countries: its term, and whether they are shown.
    fn region(&self, place: &Place) -> Option<(String, bool)> {
        let Place::Value(kind, field, term) = place else { return None };
        let facet = self.facets.iter().position(|facet| facet.kind == *kind)?;
        let values = &self.facets.get(facet)?.values;
        let at = values.iter().position(|value| value.field == *field && value.term == *term)?;
        let head = values.get(..=at)?.iter().rposition(|value| value.depth == 0)?;
        Some((values.get(head)?.term.clone(), self.is_open(facet, head)?))
    }

    /// The line under the cursor.
    pub fn place(&self) -> Option<Place> {
        let lines = self.lines();
        self.at.clone().filter(|at| lines.contains(at)).or_else(|| lines.into_iter().nth(1))
    }

    fn position(&self) -> usize {
        let place = self.place();
        self.lines().iter().position(|line| Some(line) == place.as_ref()).unwrap_or(0)
    }

    /// The first line in sight.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Moves the cursor.
    pub fn move_by(&mut self, step: Step) {
        let lines = self.lines();
        let last = lines.len().saturating_sub(1);
        let to = match step {
            Step::By(n) => self.position().saturating_add_signed(n).min(last),
            Step::Top => 0,
            Step::End => last,
        };
        self.at = lines.into_iter().nth(to);
    }

    /// Puts the cursor on a line in sight; false when there is none.
    pub fn go(&mut self, line: usize) -> bool {
        let place = self.lines().into_iter().nth(line);
        let there = place.is_some();
        self.at = place.or_else(|| self.at.take());
        there
    }

    /// Scrolls without moving the cursor further than needed.
    pub fn scroll(&mut self, lines: isize, height: usize) {
        let total = self.lines().len();
        self.top = self.top.saturating_add_signed(lines).min(total.saturating_sub(height));
        let at = self.position().clamp(self.top, (self.top + height).saturating_sub(1).max(self.top));
        self.go(at.min(total.saturating_sub(1)));
    }

    /// Sees to it that the cursor is in sight.
    pub fn settle(&mut self, height: usize) {
        let (at, height) = (self.position(), height.max(1));
        // A heading above the first value in sight is worth a line.
        let highest = at.saturating_sub(1);
        self.top = self.top.clamp((at + 1).saturating_sub(height).min(highest), highest);
        self.top = self.top.min(self.lines().len().saturating_sub(height));
    }

    /// Opens or shuts the region under the cursor, or the pane.
    pub fn fold(&mut self) {
        let Some(place) = self.place() else { return };
        if let Some((region, open)) = self.region(&place) {
            self.at = Some(Place::Value(place.kind().clone(), "region", region.clone()));
            self.folds.regions.insert(region, !open);
            return;
        }
        let kind = place.kind();
        self.folds.turn(kind);
        self.at = Some(Place::Heading(kind.clone()));
    }

    /// How many values are chosen or left out, in all panes.
    pub fn set_count(&self) -> usize {
        self.choices.iter().flatten().filter(|c| c.is_some()).count()
    }

    /// The value under the cursor.
    pub fn value(&self) -> Option<(&Facet, &FacetValue, Option<Choice>)> {
        let Some(Place::Value(kind, field, term)) = self.place() else { return None };
        self.find(&kind, field, &term)
    }

    /// What of the query belongs to the pane under the cursor.
    pub fn own(&self) -> Option<&[Own]> {
        let place = self.place()?;
        Some(&self.facets.iter().find(|facet| facet.kind == *place.kind())?.own)
    }

    fn find(
        &self,
        kind: &FacetKind,
        field: &str,
        term: &str,
    ) -> Option<(&Facet, &FacetValue, Option<Choice>)> {
        let (facet, choices) = self.facets.iter().zip(&self.choices).find(|(f, _)| f.kind == *kind)?;
        let is_it = |(value, _): &(&FacetValue, &Option<Choice>)| value.field == field && value.term == term;
        let (value, choice) = facet.values.iter().zip(choices).find(is_it)?;
        Some((facet, value, *choice))
    }

    /// What choosing the value under the cursor would do, in words.
    pub fn explain(&self) -> Option<String> {
        let (facet, value, choice) = self.value()?;
        let head = match value.field {
            "section" => "Section",
            "region" => "Region",
            "country" => "Country",
            _ => facet.kind.title(),
        };
        let name = [head, &value.lead, &value.label].into_iter().filter(|w| !w.is_empty());
        let name = name.collect::<Vec<_>>().join(" ");
        let thing = if value.term == "unplaced" { "text" } else { "answer" };
        let answers = crate::tui::widget::paint::count(value.count, thing);
        Some(match choice {
            None => format!("{name}: {answers} if chosen"),
            Some(Choice::Chosen) => format!("{name}: chosen, {answers}"),
            Some(Choice::LeftOut) => format!("{name}: left out, {answers} if chosen"),
        })
    }

    /// Draws the lines in sight.
    pub fn draw(&self, canvas: &mut Canvas<'_>, body: Rect, codebook: &Codebook, focused: bool) {
        let place = self.place();
        let lines = self.lines();
        for (i, line) in lines.iter().skip(self.top).take(usize::from(body.height)).enumerate() {
            let area = Rect { y: body.y + i as u16, height: 1, ..body };
            let at_cursor = place.as_ref() == Some(line);
            if at_cursor {
                canvas.cursor(area, focused);
            }
            match line {
                Place::Heading(kind) => self.draw_heading(canvas, area, kind),
                Place::Value(kind, field, term) => {
                    if let Some((_, value, choice)) = self.find(kind, field, term) {
                        let sign =
                            self.region(line).map(|(_, open)| if open { Sign::Open } else { Sign::Shut });
                        if let Some(sign) = sign.filter(|_| value.depth == 0) {
                            canvas.sign(area.x + 3, area.y, sign, canvas.style(Tone::Dim));
                        }
                        draw_value(canvas, area, codebook, value, choice);
                    }
                }
            }
        }
    }

    fn draw_heading(&self, canvas: &mut Canvas<'_>, area: Rect, kind: &FacetKind) {
        let shut = self.folds.is_shut(kind);
        let sign = if shut { Sign::Shut } else { Sign::Open };
        canvas.sign(area.x + 1, area.y, sign, canvas.style(Tone::Dim));
        let Some((facet, choices)) = self.facets.iter().zip(&self.choices).find(|(f, _)| f.kind == *kind)
        else {
            return;
        };
        let chosen = choices.iter().filter(|c| **c == Some(Choice::Chosen)).count();
        let left_out = choices.iter().filter(|c| **c == Some(Choice::LeftOut)).count();
        let figure = match (chosen, left_out) {
            (0, 0) if shut => facet.values.len().to_string(),
            (0, 0) => String::new(),
            (0, n) => format!("-{n}"),
            (n, _) => {
                let figure = format!("{n} of {}", facet.values.len());
                let fits = kind.title().width() + figure.width() + 5 <= usize::from(area.width);
                if fits { figure } else { n.to_string() }
            }
        };
        let end = canvas.put_right(area.right() - 1, area.y, 9, &figure, canvas.style(Tone::Dim));
        let width = end.saturating_sub(area.x + 4);
        canvas.put(area.x + 3, area.y, width, kind.title(), canvas.style(Tone::Title));
    }
}

/// Whether a word of a query stands for a value.
fn means(value: &FacetValue, word: &str) -> bool {
    let same = |known: &String| known == word || known.to_lowercase() == word.to_lowercase();
    same(&value.term) || value.also.iter().any(same)
}

/// From this width on every short name fits beside its indent.
const ROOMY: u16 = 24;

fn draw_value(
    canvas: &mut Canvas<'_>,
    area: Rect,
    codebook: &Codebook,
    value: &FacetValue,
    choice: Option<Choice>,
) {
    let y = area.y;
    match choice {
        Some(Choice::Chosen) => canvas.sign(area.x + 1, y, Sign::Mark, canvas.style(Tone::Accent)),
        Some(Choice::LeftOut) => canvas.sign(area.x + 1, y, Sign::LeftOut, canvas.style(Tone::Accent)),
        None => {}
    }
    let tone = match choice {
        Some(Choice::Chosen) => Tone::Strong,
        Some(Choice::LeftOut) => Tone::Dim,
        None if value.count == 0 => Tone::Dim,
        None => Tone::Text,
    };
    let mut style = canvas.style(tone);
    // In a narrow pane the short names need the blank at the edge and the indent of the tree.
    let figure = canvas.put_right(
        area.right() - u16::from(area.width >= ROOMY),
        y,
        8,
        &grouped(value.count),
        if choice == Some(Choice::Chosen) { style } else { canvas.style(Tone::Dim) },
    );
    let end = figure.saturating_sub(1);
    let mut x = area.x + 3;
    if let Some(theme) = value.theme.and_then(|id| codebook.theme(id)) {
        let needed = value.lead.width() + 1 + value.label.width();
        let free = usize::from(end.saturating_sub(x)).saturating_sub(needed);
        x += u16::from(value.depth.min(3)).min(free as u16);
        let lead =
            if value.count == 0 { canvas.style(Tone::Dim) } else { canvas.style(Tone::Theme(theme.colour)) };
        x = canvas.put(
            x,
            y,
            end.saturating_sub(x),
            &value.lead,
            lead.add_modifier(ratatui::style::Modifier::BOLD),
        );
        x += 1;
    } else if value.field == "section" {
        // A head among the questions, and a value like them.
        style = style.add_modifier(ratatui::style::Modifier::BOLD);
        x = canvas.put(x, y, end.saturating_sub(x), &value.lead, style) + 1;
    } else if matches!(value.field, "region" | "country") {
        // The sign of a region that has countries stands before its name.
        x += 2;
    } else if !value.lead.is_empty() {
        // "12a" begins where the sign of a choice leaves room.
        canvas.put_right(x + 2, y, 3, &value.lead, style);
        x += 3;
    }
    canvas.put(x, y, end.saturating_sub(x), &value.label, style);
}
