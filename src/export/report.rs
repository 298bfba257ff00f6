//! The report: a document out of counts, findings and quotations, as a template orders it.

mod chapters;
mod themes;
pub mod values;

use super::document::Block;
use crate::model::report::{Part, PartKind, Template, Words, filled};
use values::Report;

/// A report before a format is chosen.
#[derive(Clone, PartialEq, Debug)]
pub struct Composed {
    /// Its title.
    pub title: String,
    /// All of it, the title first.
    pub blocks: Vec<Block>,
}

/// Composes a report as the template says.
pub fn compose(template: &Template, report: &Report) -> Composed {
    let said = Said { words: &template.words, report };
    let chapters: Vec<Block> = template.parts.iter().flat_map(|part| chapter(part, said)).collect();
    let headings = chapters.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading.clone()),
        _ => None,
    });
    let title = said.filled(&template.title);
    let mut blocks = vec![Block::Title(title.clone())];
    if !template.subtitle.is_empty() {
        blocks.push(Block::Subtitle(said.filled(&template.subtitle)));
    }
    if let Some(moment) = report.as_of {
        blocks.push(Block::Subtitle(said.words.say("as_of", &[("moment", &said.words.moment(moment))])));
    }
    // What stays within is known by its first page.
    if let Some(line) = report.spared.line_in(said.words).filter(|_| report.spared.names) {
        blocks.push(Block::Subtitle(line));
    }
    blocks.push(Block::Contents { title: said.word("contents"), headings: headings.collect() });
    blocks.extend(chapters);
    Composed { title, blocks }
}

fn chapter(part: &Part, said: Said<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::PageBreak, Block::heading(1, said.filled(&part.heading))];
    blocks
        .extend(part.text.split("\n\n").filter(|text| !text.trim().is_empty()).map(|text| said.words(text)));
    match part.of {
        PartKind::Text => {}
        PartKind::Submissions => chapters::submissions(said, &mut blocks),
        PartKind::Questions => chapters::questions(part, said, &mut blocks),
        PartKind::ThemesByQuestion => blocks.push(themes::by_question(said)),
        PartKind::ThemesByType => blocks.push(themes::by_type(said)),
        PartKind::Themes => themes::each(part, said, &mut blocks),
        PartKind::Late => chapters::late(said, &mut blocks),
        PartKind::Unplaced => chapters::unplaced(said, &mut blocks),
        PartKind::Method => chapters::method(said, &mut blocks),
    }
    blocks
}

/// The words of the template, and what they speak of.
#[derive(Clone, Copy)]
struct Said<'a> {
    words: &'a Words,
    report: &'a Report,
}

impl Said<'_> {
    fn word(self, name: &str) -> String {
        self.words.say(name, &[])
    }

    fn counted(self, noun: &str, number: usize) -> String {
        self.words.counted(noun, number)
    }

    /// A name, or the word for what nobody says.
    fn or_unknown(self, name: Option<&str>) -> String {
        name.map_or_else(|| self.word("unknown"), |name| self.words.name(name).to_owned())
    }

    /// A text of the template with what stands for the report's own values.
    fn filled(self, text: &str) -> String {
        let (report, counts) = (self.report, self.report.counts);
        let deadline = report.deadline.map_or_else(|| self.word("unknown"), |day| self.words.day(day));
        let date = self.words.day(report.written_on);
        let values = [
            ("call", report.call.as_str()),
            ("date", &date),
            ("deadline", &deadline),
            ("analyst", &report.analyst),
            ("query", &report.query),
            ("submissions", &self.counted("submissions", counts.submissions)),
            ("submitters", &self.counted("submitters", counts.submitters)),
            ("answers", &self.counted("answers", counts.answers)),
            ("unplaced", &self.counted("unplaced", counts.unplaced)),
            ("left_out", &self.counted("left_out", counts.left_out)),
        ];
        filled(text, &values)
    }

    fn words(self, text: &str) -> Block {
        Block::words(self.filled(text))
    }

    /// A paragraph of the template's words.
    fn line(self, name: &str) -> Block {
        self.words(&self.word(name))
    }
}
