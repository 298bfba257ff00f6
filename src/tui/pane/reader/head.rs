//! Above the text: who says it, and what is known of them.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::model::view::AnswerView;
use crate::text;
use crate::tui::skin::Tone;
use crate::tui::widget::paint::Canvas;
use crate::tui::widget::prose::GUTTER;

/// Draws it: over the text, in one line where there is little room.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, view: &AnswerView, one_line: bool) {
    let x = area.x + GUTTER;
    let right = area.right() - 2;
    let room = right.saturating_sub(x);
    let name = view.metadata.submitter.as_deref().unwrap_or(&view.reference);
    let (strong, dim) = (canvas.style(Tone::Strong), canvas.style(Tone::Dim));
    if !one_line {
        let about = metadata(view, usize::from(room));
        if text::is_rtl(&view.text) {
            // As the text, so that name and text begin at one edge.
            canvas.put_right(right, area.y, room, name, strong);
            canvas.put_right(right, area.y + 1, room, &about, dim);
        } else {
            canvas.put(x, area.y, room, name, strong);
            canvas.put(x, area.y + 1, room, &about, dim);
        }
        return;
    }
    let about = metadata(view, usize::from(room / 2));
    let end = canvas.put_right(right, area.y, room, &about, dim);
    canvas.put(x, area.y, end.saturating_sub(x + 2), name, strong);
}

/// Type, country, language and day, as much as fits, the reference first of all.
fn metadata(view: &AnswerView, width: usize) -> String {
    let data = &view.metadata;
    let day = data.submitted_on.map(|day| day.strftime("%-d %b %Y").to_string());
    let late = if data.late == Some(true) { Some("late".to_owned()) } else { None };
    let country = data.country.as_deref().map(|c| text::country::name(c).unwrap_or(c).to_owned());
    let language = data.language.as_deref().map(|l| text::language::name(l).unwrap_or(l).to_owned());
    let reference = data.submitter.as_ref().map(|_| view.reference.clone());
    let mut parts: Vec<String> = [data.stakeholder_type.clone(), country, language, day, late, reference]
        .into_iter()
        .flatten()
        .collect();
    while parts.len() > 1 && parts.join(" · ").width() > width {
        parts.pop();
    }
    parts.join(" · ")
}
