//! Below the reading: where the quotation under the cursor is from, and whose voices the list holds.

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime};
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::Shortlists;
use super::rows::{tags_of, theme_of};
use crate::export::citation;
use crate::model::codebook::Codebook;
use crate::model::id::MadeId;
use crate::model::work::{ItemKind, ShortlistItem};
use crate::text::stakeholder;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, Piece, count, grouped};

/// Columns of the names of facts and of stakeholder types.
const LABEL: u16 = 13;
const TYPE: u16 = 18;
/// The lines of the provenance: a blank, its rule, five facts.
const PROVENANCE: u16 = 7;
/// The reading has at least so many lines before anything more stands below it.
const READ_FIRST: u16 = 12;

/// What stands below the reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Below {
    Nothing,
    /// The source, in one line.
    Line,
    Provenance,
    /// Provenance and voices.
    All,
}

impl Shortlists {
    /// How many lines of the right pane are for the reading.
    pub(super) fn reading_height(&self, body: Rect) -> u16 {
        body.height
            - match self.below(body) {
                Below::Nothing => 0,
                Below::Line => 1,
                Below::Provenance => PROVENANCE,
                Below::All => PROVENANCE + self.voices_height(),
            }
    }

    fn below(&self, body: Rect) -> Below {
        match body.height {
            _ if self.listed.items.is_empty() => Below::Nothing,
            height if height >= READ_FIRST + PROVENANCE + self.voices_height() => Below::All,
            height if height >= READ_FIRST + PROVENANCE => Below::Provenance,
            height if height >= 5 => Below::Line,
            _ => Below::Nothing,
        }
    }

    fn voices_height(&self) -> u16 {
        self.voices().len() as u16 + 2
    }

    /// Quotations by stakeholder type, the most first, those without any last.
    fn voices(&self) -> Vec<(String, usize)> {
        let none = "Type not known".to_owned();
        let mut voices: Vec<(String, usize)> = self.listed.types.iter().map(|t| (t.clone(), 0)).collect();
        for item in self.quotations() {
            let of = item.answer.as_ref().and_then(|record| record.metadata.stakeholder_type.clone());
            let of = of.unwrap_or_else(|| none.clone());
            match voices.iter_mut().find(|(name, _)| *name == of) {
                Some((_, n)) => *n += 1,
                None => voices.push((of, 1)),
            }
        }
        voices.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        voices
    }

    pub(super) fn draw_below(&self, canvas: &mut Canvas<'_>, body: Rect, codebook: &Codebook) {
        let below = self.below(body);
        let Some((item, added)) = self.listed.items.iter().find(|(item, _)| Some(item.id) == self.at) else {
            return;
        };
        let y = body.y + self.reading_height(body);
        let area =
            Rect { x: body.x + 3, y, width: body.width.saturating_sub(5).min(super::WIDEST), height: 1 };
        match below {
            Below::Nothing => {}
            Below::Line => {
                let line = item.answer.as_ref().map_or(String::new(), |record| {
                    format!("{} · {}", citation::place(&record.source), characters(item).0)
                });
                canvas.put(area.x, area.y, area.width, &line, canvas.style(Tone::Dim));
            }
            Below::Provenance | Below::All => {
                self.draw_provenance(canvas, Rect { y: y + 1, ..area }, item, *added, codebook);
                if below == Below::All {
                    self.draw_voices(canvas, Rect { y: y + PROVENANCE + 1, ..area });
                }
            }
        }
    }

    fn draw_provenance(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        item: &ShortlistItem,
        added: DateTime,
        codebook: &Codebook,
    ) {
        draw_rule(canvas, area, "Provenance");
        let (text, dim) = (canvas.style(Tone::Text), canvas.style(Tone::Dim));
        let mut facts: Vec<(&str, Vec<Piece>)> = Vec::new();
        let plain = |words: String, style| vec![Piece { text: words, style }];
        if let Some(record) = &item.answer {
            facts.push(("Source", plain(citation::place(&record.source), text)));
            let (words, found) = characters(item);
            facts.push(("Characters", plain(words, if found { text } else { canvas.style(Tone::Warning) })));
            let by_name = item.citable.as_deref().is_none_or(|said| said.eq_ignore_ascii_case("by name"));
            let tone = match &item.citable {
                None => dim,
                Some(_) if by_name => text,
                Some(_) => canvas.style(Tone::Warning),
            };
            let citing = item.citable.clone().unwrap_or_else(|| "the source does not say".into());
            facts.push(("Citing", plain(citing, tone)));
            facts.push(("Tagged", tagged(canvas, item, codebook)));
        }
        let when = format!("{} {}", day(added.date(), self.listed.today), added.strftime("%H:%M"));
        facts.push(("Added", plain(format!("{when} by {}", item.analyst), text)));
        for (i, (name, words)) in facts.iter().enumerate() {
            let y = area.y + 1 + i as u16;
            canvas.put(area.x, y, LABEL, name, dim);
            canvas.put_pieces(area.x + LABEL, y, area.width.saturating_sub(LABEL), words);
        }
    }

    fn draw_voices(&self, canvas: &mut Canvas<'_>, area: Rect) {
        draw_rule(canvas, area, "In this list");
        let voices = self.voices();
        let most = voices.iter().map(|(_, n)| *n).max().unwrap_or(0);
        let room = usize::from(area.width.saturating_sub(TYPE + 6)).min(most * 3);
        let (text, dim) = (canvas.style(Tone::Text), canvas.style(Tone::Dim));
        for (i, (name, n)) in voices.iter().enumerate() {
            let y = area.y + 1 + i as u16;
            let tone = if *n == 0 { dim } else { text };
            canvas.put(area.x, y, TYPE - 1, stakeholder::short_type(name), tone);
            canvas.put_right(area.x + TYPE + 3, y, 4, &grouped(*n), dim);
            let x = area.x + TYPE + 6;
            if *n == 0 {
                canvas.put(x, y, area.right().saturating_sub(x), "no voice in this list yet", dim);
            } else {
                let length = (n * room / most.max(1)).max(1);
                let bar = canvas.skin.sign(Sign::BarDone).repeat(length);
                canvas.put(x, y, area.right().saturating_sub(x), &bar, canvas.style(Tone::Border));
            }
        }
    }
}

/// Which characters of the answer are quoted; false when they are no longer found there.
fn characters(item: &ShortlistItem) -> (String, bool) {
    let Some(record) = &item.answer else { return (String::new(), true) };
    let (said, found) = match item.span {
        Some(span) => (
            format!("{} to {} of the answer", grouped(span.start as usize + 1), grouped(span.end as usize)),
            true,
        ),
        None if item.whole() == record.text => {
            let length = grouped(record.text.chars().count());
            (
                format!("all {length} of the {}", if record.question.is_some() { "answer" } else { "text" }),
                true,
            )
        }
        None => ("no longer found in the answer".into(), false),
    };
    match item.cuts.iter().map(|cut| cut.len() as usize).sum::<usize>() {
        0 => (said, found),
        length => (format!("{said}; {} left out", grouped(length)), found),
    }
}

/// The themes of the quotation, each with who tagged.
fn tagged(canvas: &Canvas<'_>, item: &ShortlistItem, codebook: &Codebook) -> Vec<Piece> {
    let (text, dim) = (canvas.style(Tone::Text), canvas.style(Tone::Dim));
    let mut themes: Vec<(MadeId, Vec<&str>)> = Vec::new();
    let piece = |text: String, style| Piece { text, style };
    let mut pieces = Vec::new();
    for tag in tags_of(item) {
        match themes.iter_mut().find(|(id, _)| *id == tag.theme_id) {
            Some((_, who)) if who.contains(&tag.analyst.as_str()) => {}
            Some((_, who)) => who.push(&tag.analyst),
            None => themes.push((tag.theme_id, vec![&tag.analyst])),
        }
    }
    for (id, who) in &themes {
        let tag = tags_of(item).find(|tag| tag.theme_id == *id);
        let Some(theme) = tag.and_then(|tag| theme_of(tag, codebook)) else { continue };
        if !pieces.is_empty() {
            pieces.push(piece("; ".into(), dim));
        }
        let chip = canvas.style(Tone::Theme(theme.colour)).add_modifier(Modifier::BOLD);
        pieces.push(piece(format!("{} ", theme.chip()), chip));
        pieces.push(piece(theme.name.clone(), text));
        pieces.push(piece(format!(", {}", who.join(", ")), dim));
    }
    if pieces.is_empty() {
        pieces.push(piece("no theme".into(), dim));
    }
    pieces
}

/// A rule with its title at the left.
fn draw_rule(canvas: &mut Canvas<'_>, area: Rect, title: &str) {
    let x = canvas.put(area.x, area.y, area.width, title, canvas.style(Tone::Title)) + 1;
    let width = area.right().saturating_sub(x);
    let dash = canvas.skin.sign(Sign::Rule).repeat(usize::from(width));
    canvas.put(x, area.y, width, &dash, canvas.style(Tone::Border));
}

fn day(day: Date, today: Date) -> String {
    if day == today {
        "today".into()
    } else if today.checked_sub(1.day()).is_ok_and(|yesterday| day == yesterday) {
        "yesterday".into()
    } else {
        day.strftime("%-d %B %Y").to_string()
    }
}

impl Shortlists {
    /// How much the list holds, for the bar above.
    pub(super) fn figure(&self, width: u16) -> String {
        let quotations = self.items().filter(|item| item.kind == ItemKind::Quotation).count();
        if let Some(said) = self.list.as_ref().and_then(|list| list.finding.as_ref()) {
            return format!("{} · {}", said.state.name(), count(quotations, "quotation"));
        }
        let short = format!("{} · {}", count(quotations, "quotation"), count(self.words, "word"));
        if width < 100 {
            return short;
        }
        format!(
            "{} · {} · {}",
            count(quotations, "quotation"),
            count(self.submitters, "submitter"),
            count(self.words, "word")
        )
    }
}
