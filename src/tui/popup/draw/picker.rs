//! Drawing the theme picker: candidates with their counts, the definition, what is chosen.

use ratatui::layout::Rect;
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::place::Parts;
use super::{beside, cursor_row, draw_field, first, hints, hit_pieces, inside};
use crate::action::{ActionId, Scope};
use crate::model::codebook::{Codebook, Theme};
use crate::model::edit::ThemeChoice;
use crate::text;
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::popup::picker::{Candidate, Picker, Purpose, path_above};
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, Piece, count, grouped};
use crate::tui::widget::wrapped::wrapped;

/// Where its parts stand: the list is as long as its lines, and what is below it has the rest.
pub(super) fn parts(layout: &Layout, picker: &Picker) -> Parts {
    let area = beside(layout, 24);
    let inside = inside(area);
    let roomy = inside.height >= ROOMY;
    let field = Rect {
        x: inside.x + 1,
        y: inside.y + u16::from(roomy),
        width: inside.width.saturating_sub(2),
        height: 1,
    };
    let top = field.y + if roomy { 2 } else { 1 };
    let bottom = inside.bottom().saturating_sub(1);
    let explained = if roomy { 9 } else { 2 };
    let rows = bottom.saturating_sub(top + explained).max(1).min(picker.candidates.len().max(1) as u16);
    let list = Rect { y: top, height: rows, ..inside };
    let below = Rect { y: top + rows, height: bottom.saturating_sub(top + rows), ..inside };
    Parts { area, inside, field, list, below, keys: Rect { y: bottom, height: 1, ..inside } }
}

/// So many lines inside leave room for the whole definition.
const ROOMY: u16 = 18;

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, picker: &Picker, app: &App) -> (u16, u16) {
    let Parts { area, inside, field, list, below, keys } = parts(layout, picker);
    let (shown, all) = picker.counts();
    canvas.frame(area, &picker.title(), &format!("{shown} of {}", count(all, "theme")));
    let roomy = inside.height >= ROOMY;
    let caret = draw_field(canvas, field, "/", &picker.field);
    let (top, rows, bottom) = (list.y, list.height, keys.y);
    let from = first(picker.at, usize::from(rows));
    for (i, candidate) in picker.candidates.iter().enumerate().skip(from).take(usize::from(rows)) {
        let row = Rect { y: top + (i - from) as u16, height: 1, ..inside };
        draw_candidate(canvas, row, picker, app, candidate, i == picker.at);
    }
    if picker.candidates.is_empty() {
        let said = match (picker.purpose, all) {
            (Purpose::Tag | Purpose::Retag(..), 0) => "No theme yet: type a name to make one.",
            (Purpose::Tag | Purpose::Retag(..), _) => "Type a name to make a theme.",
            (Purpose::Untag, _) => "No theme on it has a name like that.",
            (Purpose::Merge(..) | Purpose::Example, _) => "No theme has such a name.",
        };
        canvas.put(inside.x + 4, top, inside.width.saturating_sub(6), said, canvas.style(Tone::Dim));
    }
    draw_choice(canvas, below, picker, app, roomy);
    let apply = picker.verb();
    let stance = picker.stance.map_or("stance".to_owned(), |s| format!("stance: {s}"));
    let choose = picker.takes_several().then_some((ActionId::ToggleChoice, "choose"));
    let actions: Vec<_> = choose.into_iter().chain([(ActionId::Accept, apply.as_str())]).collect();
    let mut keys = hints(app, Scope::Picker, &actions);
    if picker.purpose == Purpose::Tag {
        keys.extend(hints(app, Scope::Picker, &[(ActionId::Stance, &stance)]));
    }
    let x = canvas.keys(inside.x + 2, bottom, inside.width.saturating_sub(3), &keys);
    if !roomy {
        draw_chosen(
            canvas,
            Rect { x, y: bottom, width: inside.right().saturating_sub(x + 1), height: 1 },
            picker,
            app,
        );
    }
    caret
}

fn draw_candidate(
    canvas: &mut Canvas<'_>,
    row: Rect,
    picker: &Picker,
    app: &App,
    candidate: &Candidate,
    at_cursor: bool,
) {
    if at_cursor {
        cursor_row(canvas, row);
    }
    if picker.is_chosen(&candidate.choice) {
        canvas.sign(row.x + 2, row.y, Sign::Mark, canvas.style(Tone::Mark));
    }
    let style = canvas.style(if at_cursor { Tone::Strong } else { Tone::Text });
    let right = row.right() - 1;
    let theme = match &candidate.choice {
        ThemeChoice::Existing(id) => app.known.codebook.theme(*id),
        ThemeChoice::New(name) => {
            canvas.put(row.x + 4, row.y, 1, "+", canvas.style(Tone::Key));
            let words = format!("New theme “{name}”");
            canvas.put(row.x + 6, row.y, right.saturating_sub(row.x + 6), &words, style);
            return;
        }
    };
    let Some(theme) = theme else { return };
    let chip = canvas.style(Tone::Theme(theme.colour)).add_modifier(Modifier::BOLD);
    canvas.put(row.x + 4, row.y, 3, &theme.chip(), chip);
    let name_width = name_width(&app.known.codebook, row.width);
    let x = row.x + 4 + theme.chip().width() as u16 + 1;
    let room = (row.x + 6 + name_width).saturating_sub(x);
    let shown = text::truncate(&theme.name, usize::from(room));
    let name = hit_pieces(canvas, &shown, &candidate.hits, style);
    canvas.put_pieces(x, row.y, room, &name);
    let figure = app.desk.theme_counts.get(&theme.id).copied().unwrap_or(0);
    let dim = canvas.style(Tone::Dim);
    let end = canvas.put_right(right, row.y, 7, &grouped(figure), dim);
    let path_x = row.x + 7 + name_width;
    let room = end.saturating_sub(path_x + 1);
    let above = text::truncate(&path_above(&app.known.codebook, theme.id), usize::from(room));
    let path = hit_pieces(canvas, &above, &candidate.path_hits, dim);
    canvas.put_pieces(path_x, row.y, room, &path);
}

/// What the names take: as the longest of the codebook needs, as long as a path beside it has room.
fn name_width(codebook: &Codebook, row: u16) -> u16 {
    let longest = codebook.themes.iter().map(|theme| theme.name.width()).max().unwrap_or(0) as u16;
    longest.min(row.saturating_sub(27)).max(10)
}

/// The definition of the theme under the cursor, and what is chosen so far.
fn draw_choice(canvas: &mut Canvas<'_>, area: Rect, picker: &Picker, app: &App, roomy: bool) {
    let theme = match picker.current().map(|c| &c.choice) {
        Some(ThemeChoice::Existing(id)) => app.known.codebook.theme(*id),
        _ => None,
    };
    let (x, width) = (area.x + 2, area.width.saturating_sub(4));
    if let Some(theme) = theme {
        if roomy {
            draw_definition(
                canvas,
                Rect { x, y: area.y + 1, width, height: area.height.saturating_sub(3) },
                theme,
            );
        } else {
            // What does not fit in two lines is cut at the end of the second.
            let lines = wrapped(&theme.definition, width);
            let rest = lines.iter().skip(1).map(String::as_str).collect::<Vec<_>>().join(" ");
            for (line, y) in lines.first().into_iter().chain([&rest]).zip(area.y..area.bottom()) {
                canvas.put(x, y, width, line, canvas.style(Tone::Text));
            }
        }
    }
    if roomy {
        let y = area.bottom().saturating_sub(2);
        draw_chosen(canvas, Rect { x, y, width, height: 1 }, picker, app);
    }
}

fn draw_definition(canvas: &mut Canvas<'_>, area: Rect, theme: &Theme) {
    let (text_style, dim) = (canvas.style(Tone::Text), canvas.style(Tone::Dim));
    let rule = canvas.skin.sign(Sign::Rule).repeat(usize::from(area.width));
    canvas.put(area.x, area.y, area.width, &rule, canvas.style(Tone::Border));
    let chip = canvas.style(Tone::Theme(theme.colour)).add_modifier(Modifier::BOLD);
    let x = canvas.put(area.x, area.y, 4, &format!("{} ", theme.chip()), chip);
    canvas.put(
        x,
        area.y,
        area.width.saturating_sub(6),
        &format!("{} ", theme.name),
        canvas.style(Tone::Strong),
    );
    let mut y = area.y + 1;
    let parts =
        [("", &theme.definition, text_style), ("Use", &theme.use_when, dim), ("Not", &theme.not_when, dim)];
    for (lead, words, style) in parts.into_iter().filter(|(_, words, _)| !words.is_empty()) {
        let indent = if lead.is_empty() { 2 } else { 7 };
        let clean = text::line(words);
        for (i, line) in
            textwrap::wrap(&clean, usize::from(area.width.saturating_sub(indent)).max(8)).iter().enumerate()
        {
            if y >= area.bottom() {
                return;
            }
            if i == 0 {
                canvas.put(area.x + 2, y, 4, lead, dim);
            }
            canvas.put(area.x + indent, y, area.width.saturating_sub(indent), line, style);
            y += 1;
        }
    }
}

fn draw_chosen(canvas: &mut Canvas<'_>, area: Rect, picker: &Picker, app: &App) {
    if picker.chosen.is_empty() {
        return;
    }
    let dim = canvas.style(Tone::Dim);
    let mut pieces = Vec::new();
    if area.width > 30 {
        pieces.push(Piece { text: "Chosen ".into(), style: dim });
    }
    for choice in &picker.chosen {
        let (chip, style) = match choice {
            ThemeChoice::Existing(id) => app.known.codebook.theme(*id).map_or_else(
                || (String::new(), dim),
                |t| (t.chip(), canvas.style(Tone::Theme(t.colour)).add_modifier(Modifier::BOLD)),
            ),
            ThemeChoice::New(_) => ("+".into(), canvas.style(Tone::Key)),
        };
        pieces.push(Piece { text: chip, style });
        pieces.push(Piece {
            text: format!(" {}   ", app.choice_name(choice)),
            style: canvas.style(Tone::Text),
        });
    }
    canvas.put_pieces(area.x, area.y, area.width, &pieces);
}
