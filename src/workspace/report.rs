//! The report: counted, filled with quotations, and written as a document.

mod chosen;
mod count;
mod named;

use super::export::{Destination, GoOn};
use super::{Error, Workspace};
use crate::export::document::Kind;
use crate::export::report;
use crate::export::report::values::{Report, ThemePart};
use crate::model::finding::{About, Finding};
use crate::model::matrix::{Ask, Count, Dimension};
use crate::model::report::{PartKind, Template};
use crate::query::edit;
use chosen::Chosen;

impl Workspace {
    /// Gathers what a report says of a query's answers; `go_on` is asked now and then.
    ///
    /// # Errors
    /// A mistake in the query, [`Error::Stopped`] when `go_on` says so, or when the workspace cannot be read.
    pub fn report(&self, query: &str, template: &Template, go_on: GoOn<'_>) -> Result<Report, Error> {
        let asked = self.resolve(query)?;
        let page = self.page(&asked, 0, 0)?;
        let sent = self.senders(&asked)?;
        let ask = |columns, count| Ask { rows: Dimension::Theme, columns, count };
        let by_question = self.matrix(query, &ask(Dimension::Question, Count::Answers))?;
        let findings = self.leaving_findings()?;
        let mut report = Report {
            call: self.call()?.title,
            deadline: self.call()?.deadline,
            query: query.trim().to_owned(),
            analyst: self.analyst().to_owned(),
            written_on: self.written_on(),
            as_of: self.stood(),
            spared: self.spared(&asked)?,
            counts: count::totals(&page, &sent),
            types: count::by(&sent, |s| s.stakeholder_type.clone()),
            regions: count::by(&sent, |s| s.region.clone()),
            languages: count::by(&sent, count::language),
            months: count::months(&sent),
            questions: self.question_parts(query, &findings)?,
            by_type: self.matrix(query, &ask(Dimension::StakeholderType, Count::Submitters))?,
            themes: Vec::new(),
            late: count::late(&sent),
            unplaced: count::unplaced(&sent),
            method: self.method(query)?,
            by_question,
        };
        report.themes = self.theme_parts(query, template, (&report, &findings), go_on)?;
        Ok(report)
    }

    /// The themes that something of a query carries, each with its people and quotations.
    fn theme_parts(
        &self,
        query: &str,
        template: &Template,
        (report, found): (&Report, &[Finding]),
        go_on: GoOn<'_>,
    ) -> Result<Vec<ThemePart>, Error> {
        let Some(part) = template.parts.iter().find(|part| part.of == PartKind::Themes) else {
            return Ok(Vec::new());
        };
        let codebook = self.codebook()?;
        let chosen = if part.quotations > 0 { Chosen::of(self)? } else { Chosen::default() };
        let mut themes = Vec::new();
        for head in &report.by_question.rows {
            let Some(theme) = head.theme.and_then(|id| codebook.theme(id)) else { continue };
            if !go_on() {
                return Err(Error::Stopped);
            }
            let narrowed = edit::with_term(query, &edit::only("", "theme", &head.term));
            let asked = self.resolve(&narrowed)?;
            let page = self.page(&asked, 0, 0)?;
            if page.answers + page.unplaced == 0 {
                continue;
            }
            let finding = chosen::about(found, &About::Theme(theme.id));
            themes.push(ThemePart {
                name: theme.name.clone(),
                depth: codebook.depth(theme.id),
                definition: theme.definition.clone(),
                answers: page.answers,
                submitters: page.submitters,
                unplaced: page.unplaced,
                who: self.who(&asked)?,
                query: narrowed,
                quotations: self.quotations(&asked, theme.id, finding, &chosen, part.quotations)?,
                finding: chosen::said(finding),
            });
        }
        Ok(themes)
    }

    /// Writes a report.
    ///
    /// # Errors
    /// As [`Workspace::export`].
    pub fn write_report(
        &self,
        template: &Template,
        report: &Report,
        kind: Kind,
        to: Destination<'_>,
        force: bool,
    ) -> Result<Option<std::path::PathBuf>, Error> {
        let composed = report::compose(template, report);
        self.document((kind, &composed.title, &template.language), to, force, &mut |into| {
            composed.blocks.iter().try_for_each(|block| into.block(block))
        })
    }
}
