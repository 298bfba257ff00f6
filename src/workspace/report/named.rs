//! Who leaves how in a report: those whose texts are counted and quoted, those who are only listed, and those whom a
//! finding quotes.

use std::collections::HashSet;

use crate::export::consent::{Guard, Named, Roll, Way};
use crate::model::finding::{About, Finding};
use crate::model::id::AnswerNumber;
use crate::model::report::{Part, PartKind, Template};
use crate::model::submission::AnswerRecord;
use crate::model::work::ItemKind;
use crate::query::filter::{Filter, Resolved, TagMatch};
use crate::workspace::{Error, Workspace};

impl Workspace {
    /// Every name that would leave with a report on a query, under which, and who only counts.
    ///
    /// # Errors
    /// As [`Workspace::report`].
    pub fn names_in_report(&self, query: &str, template: &Template) -> Result<Vec<Named>, Error> {
        let (asked, guard) = (self.resolve(query)?, self.guard()?);
        let mut roll = Roll::default();
        self.records(&asked, &mut |record| {
            roll.add(&guard, &record);
            true
        })?;
        // The annexes name who sent a document, whether it has a text or not.
        for submission in self.submissions(&asked)? {
            roll.add_sender(&guard, &submission);
        }
        let found = self.found(&asked)?;
        let mut seen: HashSet<AnswerNumber> = HashSet::new();
        for finding in self.findings()? {
            let most = self.quoted_of(&finding, &asked, template)?;
            let quoted = finding.items.iter().filter(|item| item.kind == ItemKind::Quotation);
            let leaving = quoted
                .filter_map(|item| Some((item.number?, item.answer.as_ref()?)))
                .filter(|(_, record)| leaves(&guard, record));
            for (number, record) in leaving.take(most) {
                // A finding may quote what the query does not find.
                if !found.contains(number.0) && seen.insert(number) {
                    roll.add(&guard, record);
                }
            }
        }
        Ok(roll.finish())
    }

    /// At most how many of a finding's quotations stand in a report on a query.
    fn quoted_of(&self, finding: &Finding, asked: &Resolved, template: &Template) -> Result<usize, Error> {
        let part = |kind| template.parts.iter().find(|part: &&Part| part.of == kind);
        Ok(match &finding.about {
            About::Question(_) => part(PartKind::Questions).map_or(0, |part| part.quotations),
            About::Theme(theme) => {
                let Some(part) = part(PartKind::Themes) else { return Ok(0) };
                let themes = Some(self.codebook()?.with_descendants(*theme));
                let tagged = Filter::Tagged(TagMatch { themes, ..TagMatch::default() });
                let filter = Filter::All(vec![asked.filter.clone(), tagged]);
                let page = self.page(&Resolved { filter, sort: Vec::new() }, 0, 0)?;
                let texts = page.answers + page.unplaced;
                if texts > 0 && texts >= part.at_least as usize { part.quotations } else { 0 }
            }
        })
    }
}

fn leaves(guard: &Guard, record: &AnswerRecord) -> bool {
    guard.way(record.care.citable.as_deref()) != Way::NotAtAll
}
