//! A document as one page of HTML: it asks for nothing from elsewhere, runs nothing, and prints well.
//!
//! The page's own policy lets nothing in but its one style, known by its hash; so there are no `style` attributes.

mod chart;

use std::io::Write;

use sha2::{Digest, Sha256};

use super::words::{self, Paragraph, escaped_line, push_escaped};
use super::{About, Block, Cell, Citation, DocumentWriter, Heading, Quotation, Run, Table};
use crate::export::Error;
use crate::text::{is_rtl, language};

const STYLE: &str = include_str!("html/style.css");

/// Writes a page, block by block.
pub(super) struct HtmlDocument<'w> {
    to: &'w mut dyn Write,
    /// How many headings there were.
    headings: usize,
    /// How many charts there were.
    charts: usize,
    /// What comes next begins on a new page.
    page_break: bool,
}

impl<'w> HtmlDocument<'w> {
    /// Writes the head.
    pub(super) fn begin(to: &'w mut dyn Write, about: &About) -> Result<Self, Error> {
        let hash = base64(&Sha256::digest(STYLE));
        write!(
            to,
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; \
             base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"author\" content=\"{}\">\n\
             <meta name=\"dcterms.date\" content=\"{}\">\n<meta name=\"generator\" content=\"rapporteur\">\n\
             <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
            escaped_line(&about.language),
            escaped_line(&about.author),
            about.written_on,
            escaped_line(&about.title),
        )?;
        Ok(Self { to, headings: 0, charts: 0, page_break: false })
    }

    /// Takes the class that begins a new page, if the next part does.
    fn class(&mut self, own: &str) -> String {
        let page = std::mem::take(&mut self.page_break).then_some("page");
        let all: Vec<&str> = page.into_iter().chain((!own.is_empty()).then_some(own)).collect();
        if all.is_empty() { String::new() } else { format!(" class=\"{}\"", all.join(" ")) }
    }

    fn heading(&mut self, heading: &Heading) -> Result<(), Error> {
        self.headings += 1;
        let (level, n) = (heading.level.clamp(1, 4) + 1, self.headings);
        let class = self.class("");
        let direction = direction(&heading.text);
        Ok(writeln!(
            self.to,
            "<h{level} id=\"h{n}\"{class}{direction}>{}</h{level}>",
            escaped_line(&heading.text)
        )?)
    }

    fn contents(&mut self, title: &str, headings: &[Heading]) -> Result<(), Error> {
        let class = self.class("");
        writeln!(self.to, "<nav{class} aria-label=\"{0}\">\n<p>{0}</p>\n<ol>", escaped_line(title))?;
        for (at, heading) in headings.iter().enumerate() {
            let (n, level, text) = (at + 1, heading.level.clamp(1, 4), escaped_line(&heading.text));
            let direction = direction(&heading.text);
            writeln!(self.to, "<li class=\"l{level}\"{direction}><a href=\"#h{n}\">{text}</a></li>")?;
        }
        Ok(writeln!(self.to, "</ol>\n</nav>")?)
    }

    fn paragraph(&mut self, runs: &[Run], class: &str) -> Result<(), Error> {
        for paragraph in words::paragraphs(runs) {
            let class = self.class(class);
            writeln!(
                self.to,
                "<p{class}{}>{}</p>",
                direction(&words::plain(&paragraph)),
                inside(&paragraph)
            )?;
        }
        Ok(())
    }

    fn points(&mut self, points: &[Vec<Run>]) -> Result<(), Error> {
        let class = self.class("");
        writeln!(self.to, "<ul{class}>")?;
        for point in points {
            let all = words::paragraphs(point);
            let lines: Vec<String> = all.iter().map(inside).collect();
            let direction = all.first().map(|first| direction(&words::plain(first))).unwrap_or_default();
            writeln!(self.to, "<li{direction}>{}</li>", lines.join("<br>"))?;
        }
        Ok(writeln!(self.to, "</ul>")?)
    }

    fn quotation(&mut self, quoted: &Quotation) -> Result<(), Error> {
        let class = self.class("");
        let rtl = is_rtl(&quoted.text);
        let language = quoted.language.as_deref().and_then(language::code);
        let language = language.map(|code| format!(" lang=\"{code}\"")).unwrap_or_default();
        let own = if rtl { "rtl" } else { "ltr" };
        writeln!(self.to, "<figure{class}>\n<blockquote{language} dir=\"{own}\">")?;
        for paragraph in words::quoted(&quoted.text) {
            let other = is_rtl(&words::plain(&paragraph)) != rtl;
            let direction = match (other, rtl) {
                (true, true) => " dir=\"ltr\"",
                (true, false) => " dir=\"rtl\"",
                (false, _) => "",
            };
            writeln!(self.to, "<p{direction}>{}</p>", inside(&paragraph))?;
        }
        writeln!(self.to, "</blockquote>")?;
        if quoted.citation.is_some() || !quoted.remarks.is_empty() {
            writeln!(self.to, "<figcaption>")?;
            self.citation(&quoted.citation)?;
            quoted.remarks.iter().try_for_each(|remark| self.paragraph(remark, ""))?;
            writeln!(self.to, "</figcaption>")?;
        }
        Ok(writeln!(self.to, "</figure>")?)
    }

    fn citation(&mut self, citation: &Citation) -> Result<(), Error> {
        if !citation.is_some() {
            return Ok(());
        }
        let mut behind = String::new();
        push_escaped(&mut behind, &words::line_after(&citation.behind_the_name()));
        let who = escaped_line(&citation.who);
        write!(self.to, "— <cite><strong><bdi>{who}</bdi></strong>{behind}</cite>")?;
        let place: Vec<String> =
            citation.place.iter().map(|part| format!("<bdi>{}</bdi>", escaped_line(part))).collect();
        let id = (!citation.id.is_empty())
            .then(|| format!("<span class=\"id\">id:{}</span>", escaped_line(&citation.id)));
        let all: Vec<String> = place.into_iter().chain(id).collect();
        if !all.is_empty() {
            write!(self.to, "<br>\n<span class=\"place\">{}</span>", all.join(", "))?;
        }
        Ok(writeln!(self.to)?)
    }

    fn table(&mut self, table: &Table) -> Result<(), Error> {
        let class = self.class("wide");
        writeln!(self.to, "<figure{class}>\n<table>")?;
        if !table.caption.is_empty() {
            writeln!(self.to, "<caption>{}</caption>", escaped_line(&table.caption))?;
        }
        write!(self.to, "<thead><tr>")?;
        for (column, head) in table.heads.iter().enumerate() {
            let class = if table.is_of_numbers(column) { " class=\"n\"" } else { "" };
            write!(self.to, "<th scope=\"col\"{class}>{}</th>", escaped_line(head))?;
        }
        writeln!(self.to, "</tr></thead>\n<tbody>")?;
        for (at, cells) in table.rows.iter().enumerate() {
            let is_total = table.totals && at + 1 == table.rows.len();
            write!(self.to, "{}", if is_total { "<tr class=\"total\">" } else { "<tr>" })?;
            for (column, cell) in cells.iter().enumerate() {
                self.cell(cell, column)?;
            }
            writeln!(self.to, "</tr>")?;
        }
        writeln!(self.to, "</tbody>\n</table>")?;
        for note in &table.notes {
            writeln!(self.to, "<p class=\"note\">{}</p>", escaped_line(note))?;
        }
        Ok(writeln!(self.to, "</figure>")?)
    }

    /// The first words of a row are its head.
    fn cell(&mut self, cell: &Cell, column: usize) -> Result<(), Error> {
        let shown = cell.shown();
        let (text, direction) = (escaped_line(&shown), direction(&shown));
        Ok(match cell {
            Cell::Words(_) if column == 0 => write!(self.to, "<th scope=\"row\"{direction}>{text}</th>"),
            Cell::Words(_) | Cell::Empty => write!(self.to, "<td{direction}>{text}</td>"),
            Cell::Number(_) | Cell::Share(_) => write!(self.to, "<td class=\"n\">{text}</td>"),
        }?)
    }
}

impl DocumentWriter for HtmlDocument<'_> {
    fn block(&mut self, block: &Block) -> Result<(), Error> {
        match block {
            Block::Title(text) => {
                let class = self.class("");
                writeln!(self.to, "<h1{class}{}>{}</h1>", direction(text), escaped_line(text))?;
            }
            Block::Subtitle(text) => self.paragraph(&[Run::plain(text.as_str())], "summary")?,
            Block::Contents { title, headings } => self.contents(title, headings)?,
            Block::Heading(heading) => self.heading(heading)?,
            Block::Paragraph(runs) => self.paragraph(runs, "")?,
            Block::Points(points) => self.points(points)?,
            Block::Quotation(quoted) => self.quotation(quoted)?,
            Block::Table(table) => self.table(table)?,
            Block::Chart(chart) => {
                self.charts += 1;
                let class = self.class("");
                self.to.write_all(chart::drawn(chart, self.charts, &class).as_bytes())?;
            }
            Block::PageBreak => self.page_break = true,
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        writeln!(self.to, "</body>\n</html>")?;
        Ok(self.to.flush()?)
    }
}

/// The direction as an attribute, where it is not the page's.
fn direction(text: &str) -> &'static str {
    if is_rtl(text) { " dir=\"rtl\"" } else { "" }
}

/// The lines of a paragraph with their marks.
fn inside(paragraph: &Paragraph) -> String {
    let mut text = String::new();
    for (i, line) in paragraph.iter().enumerate() {
        if i > 0 {
            text.push_str("<br>");
        }
        for run in line {
            let tags = [(run.strong, "strong"), (run.emphasis, "em")];
            let on = || tags.iter().filter(|(on, _)| *on).map(|(_, name)| *name);
            on().for_each(|name| text.extend([format!("<{name}>")]));
            push_escaped(&mut text, &run.text);
            on().rev().for_each(|name| text.extend([format!("</{name}>")]));
        }
    }
    text
}

/// As policies write hashes (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |i: usize| u32::from(three.get(i).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for i in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * i) & 63) as usize];
            text.push(if i > three.len() { '=' } else { char::from(sign) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_the_standard() {
        let all = ["", "f", "fo", "foo", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(all, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYmFy"]);
    }
}
