//! Tables with heads that are repeated on each page, and charts, whose bars are filled paragraphs in cells: they
//! open everywhere.

use super::paragraph::{Look, Side, paragraph};
use crate::export::document::words::{escaped_line, line};
use crate::export::document::{Chart, Run, Table};
use crate::text;

/// The room between the margins, in twentieths of a point.
const WIDTH: usize = 9070;

/// The room of the names before bars.
const NAMES: usize = 3400;

/// How finely bars are drawn, and how many of these steps are left for a number.
const STEPS: u64 = 60;
const NUMBER: u64 = 8;

/// Writes a table between its caption and its notes.
pub(super) fn table(to: &mut String, table: &Table, page_break: bool) {
    caption(to, &table.caption, page_break);
    let (widths, words) = (widths(table), letters(table).0);
    let last = if table.totals { "1" } else { "0" };
    begin(to, "Numbers", &table.caption, &table.caption, last);
    grid(to, &widths);
    to.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, head) in table.heads.iter().enumerate() {
        let look = Look {
            side: Some(side(table.is_of_numbers(column))),
            strong: true,
            keep_next: true,
            ..Look::of(words)
        };
        cell(to, widths.get(column).copied().unwrap_or(0), "<w:vAlign w:val=\"bottom\"/>", head, look);
    }
    to.push_str("</w:tr>");
    for (at, cells) in table.rows.iter().enumerate() {
        to.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        let is_total = table.totals && at + 1 == table.rows.len();
        for (column, each) in cells.iter().enumerate() {
            let look = Look { side: Some(side(each.is_number())), strong: is_total, ..Look::of(words) };
            cell(to, widths.get(column).copied().unwrap_or(0), "", &each.shown(), look);
        }
        to.push_str("</w:tr>");
    }
    to.push_str("</w:tbl>");
    after(to, &table.notes);
}

/// Writes a chart below its caption.
pub(super) fn chart(to: &mut String, chart: &Chart, page_break: bool) {
    caption(to, &format!("{} ({})", chart.caption, chart.unit), page_break);
    let said: Vec<String> =
        chart.bars.iter().map(|(name, number)| format!("{}: {number}", line(name))).collect();
    begin(to, "Bars", &chart.caption, &said.join("; "), "0");
    let step = (WIDTH - NAMES) / STEPS as usize;
    let mut widths = vec![NAMES];
    widths.resize(STEPS as usize + 1, step);
    grid(to, &widths);
    for (at, (name, number)) in chart.bars.iter().enumerate() {
        let keep_next = at + 1 < chart.bars.len();
        let steps = (number * (STEPS - NUMBER)).div_ceil(chart.longest());
        to.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        let middle = "<w:vAlign w:val=\"center\"/>";
        cell(to, NAMES, middle, name, Look { keep_next, side: Some(Side::Right), ..Look::of("TableText") });
        if steps > 0 {
            let filled = format!(
                "<w:gridSpan w:val=\"{steps}\"/><w:tcMar><w:left w:w=\"0\" w:type=\"dxa\"/>\
                 <w:right w:w=\"0\" w:type=\"dxa\"/></w:tcMar>{middle}"
            );
            cell(to, steps as usize * step, &filled, "", Look { keep_next, ..Look::of("Bar") });
        }
        let rest = STEPS - steps;
        let span = format!("<w:gridSpan w:val=\"{rest}\"/>{middle}");
        cell(
            to,
            rest as usize * step,
            &span,
            &number.to_string(),
            Look { keep_next, ..Look::of("TableText") },
        );
        to.push_str("</w:tr>");
    }
    to.push_str("</w:tbl>");
    after(to, &[]);
}

fn side(number: bool) -> Side {
    if number { Side::Right } else { Side::Left }
}

fn caption(to: &mut String, caption: &str, page_break: bool) {
    if caption.is_empty() && !page_break {
        return;
    }
    paragraph(to, &vec![vec![Run::plain(line(caption))]], Look { page_break, ..Look::of("Caption") }, "");
}

fn begin(to: &mut String, style: &str, caption: &str, description: &str, last_row: &str) {
    to.extend([format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"04A0\" w:firstRow=\"{}\" w:lastRow=\"{last_row}\" w:firstColumn=\"0\" w:lastColumn=\"0\" \
         w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{}\"/><w:tblDescription w:val=\"{}\"/></w:tblPr>",
        u8::from(style == "Numbers"),
        escaped_line(caption),
        escaped_line(description)
    )]);
}

fn grid(to: &mut String, widths: &[usize]) {
    to.push_str("<w:tblGrid>");
    to.extend(widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")));
    to.push_str("</w:tblGrid>");
}

fn cell(to: &mut String, width: usize, properties: &str, words: &str, look: Look<'_>) {
    to.extend([format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{properties}</w:tcPr>")]);
    paragraph(to, &vec![vec![Run::plain(line(words))]], look, "");
    to.push_str("</w:tc>");
}

/// What is said below; a table needs a paragraph behind it anyway.
fn after(to: &mut String, notes: &[String]) {
    for note in notes {
        paragraph(to, &vec![vec![Run::plain(line(note))]], Look::of("TableNote"), "");
    }
    paragraph(to, &Vec::new(), Look::of("TableNote"), "");
}

/// The room between the words of a cell and its borders, both together.
const MARGINS: usize = 170;

/// More columns than these are written smaller.
const FEW_COLUMNS: usize = 6;

/// The style of words in a table of so many columns, and the room that one of its letters takes.
fn letters(table: &Table) -> (&'static str, usize) {
    if table.heads.len() > FEW_COLUMNS { ("TableSmall", 112) } else { ("TableText", 132) }
}

/// Room for each column: for its longest word, and of what is left by all the words in it.
fn widths(table: &Table) -> Vec<usize> {
    let letter = letters(table).1;
    let longest_word =
        |words: &str| words.split_whitespace().map(text::width).max().unwrap_or(0).clamp(3, 16);
    let least = |column: usize| {
        // Heads are bold, and so a fifth wider.
        let head = table.heads.get(column).map_or(0, |head| longest_word(head) * letter * 6 / 5);
        let cells = table.rows.iter().filter_map(|row| row.get(column));
        let cells = cells.map(|cell| longest_word(&cell.shown()) * letter).max().unwrap_or(0);
        head.max(cells) + MARGINS
    };
    let more = |column: usize| {
        let longest =
            table.rows.iter().filter_map(|row| row.get(column)).map(|cell| text::width(&cell.shown()));
        longest.max().unwrap_or(0).clamp(2, 60) * letter
    };
    let columns = 0..table.heads.len();
    let least: Vec<usize> = columns.clone().map(least).collect();
    let more: Vec<usize> = columns.map(|column| more(column).saturating_sub(least[column]) + 1).collect();
    let (needed, wished) = (least.iter().sum::<usize>().max(1), more.iter().sum::<usize>().max(1));
    match WIDTH.checked_sub(needed) {
        Some(left) => least.iter().zip(&more).map(|(least, more)| least + left * more / wished).collect(),
        None => least.iter().map(|least| least * WIDTH / needed).collect(),
    }
}
