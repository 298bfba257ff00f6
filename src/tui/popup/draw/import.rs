//! Drawing the import dialog: the path and how it could go on; how far the reading is; what would come in.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::place::Parts;
use super::{centred, cursor_row, draw_field, first, hints};
use crate::action::{ActionId, Scope};
use crate::model::diagnostic::Severity;
use crate::model::import::{FileOutcome, SourceReport};
use crate::tui::app::App;
use crate::tui::import::Course;
use crate::tui::layout::Layout;
use crate::tui::paths::Names;
use crate::tui::popup::import::coded::{Coded, Kind};
use crate::tui::popup::import::found::{Found, INDENT, Row, Sums};
use crate::tui::popup::import::themes::Changes;
use crate::tui::popup::import::{ImportDialog, Of, Stage};
use crate::tui::request::Trouble;
use crate::tui::skin::{Sign, Tone};
use crate::tui::widget::paint::{Canvas, count, grouped};
use crate::tui::widget::wrapped::wrapped;

/// Columns that the name of a file has at least.
const NAME: u16 = 20;

/// The title, what stands in the field until something is typed, and what can be brought in.
fn words(of: Of) -> (&'static str, &'static str, &'static str) {
    match of {
        Of::Files => (
            "Import files",
            "papers/  or  ~/Downloads/form.csv",
            "A file, a folder or a zip archive: Markdown, plain text, DOCX, ODT, PDF, HTML, CSV, XLSX. Nothing is \
             written before you have seen what would come in.",
        ),
        Of::Themes => (
            "Take in a codebook",
            "codebook.toml  or  ~/Downloads/themes.csv",
            "A codebook as the export writes it (TOML, CSV, QDC), or a table with a column of themes. Nothing is \
             written before you have seen what would change.",
        ),
        Of::Codings => (
            "Take in codings",
            "~/Downloads/coded.qdpx",
            "A project (.qdpx) or a codebook (.qdc) of MAXQDA, ATLAS.ti, NVivo, QualCoder and others: its tags, notes \
             and themes, onto the texts that are here. Nothing is written before you have seen it.",
        ),
    }
}

/// Where its parts stand.
pub(super) fn parts(layout: &Layout) -> Parts {
    Parts::new(centred(layout, 84, 22), 4)
}

/// Where what was found is listed.
pub fn list(layout: &Layout) -> Rect {
    let list = parts(layout).list;
    Rect { x: list.x + 2, width: list.width.saturating_sub(4), ..list }
}

pub(super) fn draw(canvas: &mut Canvas<'_>, layout: &Layout, import: &ImportDialog, app: &App) -> (u16, u16) {
    let parts = parts(layout);
    let figure = match &import.stage {
        Stage::Path(_) => import.fitting().map_or_else(String::new, |names| count(names.total, "name")),
        Stage::Reading { .. } | Stage::Themes(_) => String::new(),
        Stage::Found(found) => count(found.report.sources.len(), "file"),
        Stage::Coded(coded) => match coded.report.texts.len() {
            0 => String::new(),
            texts => count(texts, "text"),
        },
    };
    let of = if matches!(import.stage, Stage::Coded(_)) { Of::Codings } else { import.of };
    let (title, example, _) = words(of);
    canvas.frame(parts.area, title, &figure);
    let caret = draw_field(canvas, parts.field, "", &import.field);
    if import.field.text().is_empty() {
        canvas.put(caret.0, caret.1, parts.field.width.saturating_sub(4), example, canvas.style(Tone::Dim));
    }
    let (mut leave, coded_keys);
    leave = "leave";
    let actions: &[(ActionId, &str)] = match &import.stage {
        Stage::Path(trouble) => {
            draw_path(canvas, parts, import, trouble.as_ref());
            let sees =
                if import.of == Of::Themes { "see what would change" } else { "see what would come in" };
            &[(ActionId::Accept, sees), (ActionId::Complete, "complete")]
        }
        Stage::Reading { course, .. } => {
            draw_course(canvas, list(layout), course);
            leave = if course.is_stopped() { "leave" } else { "stop" };
            &[]
        }
        Stage::Themes(changes) => {
            draw_changes(canvas, list(layout), changes);
            if changes.are_any {
                &[(ActionId::Accept, "take it in"), (ActionId::Complete, "another path")]
            } else {
                &[(ActionId::Accept, "look again"), (ActionId::Complete, "another path")]
            }
        }
        Stage::Found(found) => {
            draw_found(canvas, list(layout), found);
            draw_sums(canvas, parts.below, found);
            if found.sums().brings() {
                &[(ActionId::Accept, "bring it in"), (ActionId::Complete, "another path")]
            } else if found.sums().differs > 0 {
                &[(ActionId::Accept, "see what is read anew"), (ActionId::Complete, "another path")]
            } else {
                &[(ActionId::Accept, "look again"), (ActionId::Complete, "another path")]
            }
        }
        Stage::Coded(coded) => {
            draw_coded(canvas, list(layout), coded);
            draw_coded_sums(canvas, parts.below, coded);
            let accept = if coded.can_be_taken() { "take it in" } else { "look again" };
            coded_keys = [
                (ActionId::Accept, accept),
                (ActionId::CountOtherwise, "count otherwise"),
                (ActionId::Complete, "another path"),
            ];
            if coded.is_sure() { &coded_keys } else { &coded_keys[1..] }
        }
    };
    let mut keys = hints(app, Scope::Import, actions);
    keys.extend(app.leaving(leave));
    canvas.keys(parts.keys.x + 1, parts.keys.y, parts.keys.width.saturating_sub(2), &keys);
    caret
}

/// The names that the path could go on with; below them what did not work, or what can be brought in.
fn draw_path(canvas: &mut Canvas<'_>, parts: Parts, import: &ImportDialog, trouble: Option<&Trouble>) {
    let Parts { list, below, .. } = parts;
    match import.fitting() {
        Some(names) if !names.names.is_empty() => draw_names(canvas, list, names, import.at),
        Some(names) => {
            let said =
                if names.is_there { "Nothing in this folder begins so." } else { "There is no such folder." };
            canvas.put(list.x + 2, list.y, list.width.saturating_sub(4), said, canvas.style(Tone::Dim));
        }
        None => {}
    }
    let width = below.width.saturating_sub(2);
    let lines: Vec<(String, Tone)> = match trouble {
        Some(trouble) => {
            let line = wrapped(&trouble.line, width).into_iter().map(|line| (line, Tone::Error));
            let more = trouble.more.iter().flat_map(|words| wrapped(words, width));
            line.chain(more.map(|line| (line, Tone::Text))).collect()
        }
        None => wrapped(words(import.of).2, width).into_iter().map(|line| (line, Tone::Dim)).collect(),
    };
    let room = usize::from(below.height.saturating_sub(1));
    for (i, (line, tone)) in lines.iter().take(room).enumerate() {
        canvas.put(below.x + 1, below.y + 1 + i as u16, width, line, canvas.style(*tone));
    }
}

fn draw_names(canvas: &mut Canvas<'_>, list: Rect, names: &Names, at: usize) {
    let rows = usize::from(list.height);
    let from = first(at, rows);
    for (i, name) in names.names.iter().enumerate().skip(from).take(rows) {
        let row = Rect { y: list.y + (i - from) as u16, height: 1, ..list };
        if i == at {
            cursor_row(canvas, row);
        }
        let style = canvas.style(if i == at { Tone::Strong } else { Tone::Text });
        let room = row.width.saturating_sub(12);
        canvas.put_by_direction(row.x + 2, row.y, room, &name.name, style);
        if name.is_folder {
            canvas.put_right(row.right() - 2, row.y, 8, "folder", canvas.style(Tone::Dim));
        }
    }
}

/// How far the reading is: a bar, and in words.
fn draw_course(canvas: &mut Canvas<'_>, list: Rect, course: &Course) {
    let (part, said) = match course.told() {
        told if course.is_stopped() => (told.map_or(0.0, |(part, _)| part), "Stopping …".to_owned()),
        Some((part, words)) => (part, super::capital(&words)),
        None => (0.0, "Looking for files …".to_owned()),
    };
    canvas.put(list.x, list.y, list.width, &said, canvas.style(Tone::Text));
    let length = usize::from(list.width.min(40));
    let full = (part * length as f64) as usize;
    for i in 0..length {
        let (sign, tone) =
            if i < full { (Sign::BarDone, Tone::Accent) } else { (Sign::BarRest, Tone::Border) };
        canvas.sign(list.x + i as u16, list.y + 1, sign, canvas.style(tone));
    }
}

/// What a codebook would change, a line each.
fn draw_changes(canvas: &mut Canvas<'_>, list: Rect, changes: &Changes) {
    if !changes.are_any {
        canvas.put(
            list.x,
            list.y,
            list.width,
            "The codebook is as the file has it.",
            canvas.style(Tone::Text),
        );
    }
    let first = u16::from(!changes.are_any);
    let rows = usize::from(list.height.saturating_sub(first));
    let lines: Vec<String> = changes.lines.iter().flat_map(|line| wrapped(line, list.width)).collect();
    let top = changes.top.min(lines.len().saturating_sub(rows));
    for (line, y) in lines.iter().skip(top).take(rows).zip(list.y + first..) {
        canvas.put(list.x, y, list.width, line, canvas.style(Tone::Text));
    }
    let bar = Rect { x: list.right() + 1, width: 1, ..list };
    canvas.scroll_bar(bar, lines.len(), top, rows, false);
}

fn draw_found(canvas: &mut Canvas<'_>, list: Rect, found: &Found) {
    let (dim, rows) = (canvas.style(Tone::Dim), usize::from(list.height));
    for (i, row) in found.rows.iter().skip(found.top).take(rows).enumerate() {
        let y = list.y + i as u16;
        let (x, room) = (list.x + INDENT, list.width.saturating_sub(INDENT));
        match row {
            Row::File(file) => {
                if let Some(source) = found.report.sources.get(*file) {
                    draw_file(canvas, Rect { y, height: 1, ..list }, source);
                }
            }
            Row::Problem(line, severity) => {
                let (sign, tone) = match severity {
                    Some(Severity::Error) => (Some(Sign::Unreadable), Tone::Error),
                    Some(Severity::Warning) => (Some(Sign::Flagged), Tone::Warning),
                    Some(Severity::Remark) => (Some(Sign::Todo), Tone::Dim),
                    None => (None, Tone::Dim),
                };
                if let Some(sign) = sign {
                    canvas.sign(x, y, sign, canvas.style(tone));
                }
                canvas.put(x + 2, y, room.saturating_sub(2), line, canvas.style(Tone::Text));
            }
            Row::Hint(line) => {
                canvas.put(x + 2, y, room.saturating_sub(2), line, dim);
            }
        }
    }
    let bar = Rect { x: list.right() + 1, width: 1, ..list };
    canvas.scroll_bar(bar, found.rows.len(), found.top, rows, false);
}

fn draw_coded(canvas: &mut Canvas<'_>, list: Rect, coded: &Coded) {
    let rows = usize::from(list.height);
    for (i, (line, kind)) in coded.rows.iter().skip(coded.top).take(rows).enumerate() {
        let tone = match kind {
            Kind::Said => Tone::Text,
            Kind::Passage => Tone::Dim,
            Kind::Left => Tone::Warning,
        };
        canvas.put_by_direction(list.x, list.y + i as u16, list.width, line, canvas.style(tone));
    }
    let bar = Rect { x: list.right() + 1, width: 1, ..list };
    canvas.scroll_bar(bar, coded.rows.len(), coded.top, rows, false);
}

/// What it comes to, and what is in doubt.
fn draw_coded_sums(canvas: &mut Canvas<'_>, below: Rect, coded: &Coded) {
    let width = below.width.saturating_sub(2);
    let mut lines = match (coded.report.doubt(), coded.counted) {
        (Some(doubt), None) => vec![(format!("In doubt: {doubt}."), Tone::Warning)],
        (_, Some(counted)) => vec![(format!("Counted in {counted}, as was said."), Tone::Dim)],
        (None, None) => Vec::new(),
    };
    lines.push(if coded.report.brings() {
        (format!("Would be taken in: {}; one undo takes it back.", coded.report.sums()), Tone::Strong)
    } else {
        ("Nothing would be taken in.".to_owned(), Tone::Strong)
    });
    let all =
        lines.iter().flat_map(|(line, tone)| wrapped(line, width).into_iter().map(move |it| (it, *tone)));
    for (i, (line, tone)) in all.take(usize::from(below.height.saturating_sub(1))).enumerate() {
        canvas.put(below.x + 1, below.y + 1 + i as u16, width, &line, canvas.style(tone));
    }
}

fn draw_file(canvas: &mut Canvas<'_>, row: Rect, source: &SourceReport) {
    let (word, tone) = match source.outcome {
        FileOutcome::Added => ("new", Tone::Good),
        FileOutcome::Revised => ("revised", Tone::Good),
        FileOutcome::Unchanged => ("here", Tone::Dim),
        FileOutcome::Differs => ("differs", Tone::Warning),
        FileOutcome::Asked => ("waits", Tone::Warning),
        FileOutcome::Failed => ("not read", Tone::Error),
    };
    canvas.put(row.x, row.y, INDENT - 1, word, canvas.style(tone));
    // The name keeps enough room to be known by.
    let room = row.width.saturating_sub(INDENT + NAME);
    let figure = if source.outcome == FileOutcome::Failed { String::new() } else { figure(source, room) };
    let end = canvas.put_right(row.right(), row.y, room, &figure, canvas.style(Tone::Dim));
    let room = end.saturating_sub(row.x + INDENT + 1);
    canvas.put(row.x + INDENT, row.y, room, &source.file, canvas.style(Tone::Strong));
}

/// How much a file holds, as exactly as there is room for.
fn figure(source: &SourceReport, room: u16) -> String {
    let submissions = (source.submissions > 1).then(|| count(source.submissions as usize, "submission"));
    let answers = Some(count(source.answers as usize, "answer"));
    let words = Some(count(source.words.read as usize, "word"));
    let unplaced =
        (source.words.unplaced > 0).then(|| format!("{} unplaced", grouped(source.words.unplaced as usize)));
    let joined =
        |parts: [&Option<String>; 4]| parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ");
    first_fitting(
        room,
        [
            joined([&submissions, &answers, &words, &unplaced]),
            joined([&submissions, &answers, &unplaced, &None]),
            joined([&answers, &unplaced, &None, &None]),
        ],
    )
}

/// The first of these that fits, else the last.
fn first_fitting<const N: usize>(room: u16, words: [String; N]) -> String {
    let mut shortest = String::new();
    for words in words {
        let fits = words.width() <= usize::from(room);
        shortest = words;
        if fits {
            break;
        }
    }
    shortest
}

/// What it comes to, in two or three lines.
fn draw_sums(canvas: &mut Canvas<'_>, below: Rect, found: &Found) {
    let width = below.width.saturating_sub(2);
    let lines = said(&found.sums(), found.report.sources.is_empty(), width);
    for (i, (line, tone)) in lines.iter().enumerate() {
        canvas.put(below.x + 1, below.y + 1 + i as u16, width, line, canvas.style(*tone));
    }
}

fn said(sums: &Sums, is_empty: bool, room: u16) -> Vec<(String, Tone)> {
    if is_empty {
        return vec![
            ("There is no file in this folder.".to_owned(), Tone::Strong),
            ("Files whose names begin with a dot are passed over.".to_owned(), Tone::Dim),
        ];
    }
    let mut lines = Vec::new();
    if sums.brings() {
        let (submissions, answers) = (count(sums.submissions, "submission"), count(sums.answers, "answer"));
        let files = count(sums.files, "file");
        let new = first_fitting(
            room,
            [
                format!("Would come in: {submissions} with {answers}, from {files}."),
                format!("New: {submissions}, {answers}, {files}."),
            ],
        );
        lines.push((new, Tone::Strong));
        let words = count(sums.words.read as usize, "word");
        let [placed, unplaced, structure] = [sums.words.placed, sums.words.unplaced, sums.words.structure]
            .map(|words| grouped(words as usize));
        let account = first_fitting(
            room,
            [
                format!(
                    "{words}: {placed} under questions, {unplaced} unplaced, {structure} headings and metadata."
                ),
                format!("{words}: {placed} placed, {unplaced} unplaced, {structure} headings and metadata."),
                format!("{words}, {unplaced} of them unplaced."),
            ],
        );
        lines.push((account, Tone::Dim));
    } else {
        lines.push(("Nothing would come in.".to_owned(), Tone::Strong));
    }
    let beside = [
        (sums.unchanged, "here already"),
        (sums.differs, "here and read differently now"),
        (sums.asked, "waiting for a decision"),
        (sums.failed, "not readable"),
    ]
    .into_iter()
    .filter(|(files, _)| *files > 0)
    .map(|(files, what)| format!("{} {what}", count(files, "file")))
    .collect::<Vec<_>>()
    .join(", ");
    if !beside.is_empty() {
        lines.push((format!("{beside}."), Tone::Dim));
    }
    lines
}
