//! `findings`: what is found on each theme and question, and what goes on and off the list of its quotations.

use super::arguments::Printing;
use super::arguments::lists::Findings;
use super::change::{make, nothing};
use super::grid::{Column, Grid};
use super::note::in_editor;
use super::open::{Door, known_theme, query, question};
use super::output::{Output, Stop};
use super::shortlist;
use crate::fault::Fault;
use crate::model::edit::Edit;
use crate::model::finding::{About, Finding};
use crate::model::work::{ItemKind, Target};
use crate::text::clean;
use crate::workspace::Workspace;

/// `findings`
pub(super) fn run(ask: &Findings, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let printing = ask.print.format;
    let does = ask.edit || ask.delete || ask.state.is_some();
    if !does && ask.text.is_none() && ask.add.is_none() && ask.remove.is_none() {
        let workspace = door.read()?;
        return match about(ask, &workspace)? {
            Some(about) => one(&standing(&workspace, &about, ask)?, printing, out),
            None => all(&workspace.findings()?, printing, out),
        };
    }
    let mut workspace = door.write()?;
    // The command line asks for one of the two with everything that changes something.
    let Some(about) = about(ask, &workspace)? else { return nothing(printing, out) };
    if let Some(wanted) = ask.add.as_ref().or(ask.remove.as_ref()) {
        return quotations(&mut workspace, &about, (wanted, ask.add.is_some()), printing, out);
    }
    let edit = match (&ask.text, ask.state) {
        (Some(text), _) => Edit::WriteFinding { about, text: text.clone() },
        (None, Some(state)) => Edit::SettleFinding { about, state },
        (None, None) if ask.delete => Edit::RemoveList { list: standing(&workspace, &about, ask)?.list },
        (None, None) => {
            let old = found(&workspace, &about)?.map(|finding| finding.text).unwrap_or_default();
            Edit::WriteFinding { about, text: in_editor(&old, door.around)? }
        }
    };
    make(&mut workspace, edit, printing, out)
}

/// Puts what a query finds on the finding, which is made where there is none, or takes it off.
fn quotations(
    workspace: &mut Workspace,
    about: &About,
    (wanted, added): (&String, bool),
    printing: Printing,
    out: &mut Output<'_>,
) -> Result<(), Stop> {
    let (wanted, _) = query(workspace, std::slice::from_ref(wanted))?;
    let numbers = workspace.numbers(&wanted)?;
    if numbers.is_empty() {
        return nothing(printing, out);
    }
    let target = Target::Answers(numbers.into());
    let list = match found(workspace, about)? {
        Some(finding) => finding.list,
        None if added => {
            let outcome = workspace.edit(Edit::MakeFinding { about: about.clone() })?;
            out.remark(&outcome.summary);
            about.list()
        }
        None => return nothing(printing, out),
    };
    let edit = if added {
        Edit::AddItems { list: Some(list), target }
    } else {
        Edit::RemoveItems { list: Some(list), target }
    };
    make(workspace, edit, printing, out)
}

fn about(ask: &Findings, workspace: &Workspace) -> Result<Option<About>, Fault> {
    Ok(match (&ask.theme, &ask.question) {
        (Some(name), _) => Some(About::Theme(known_theme(&workspace.codebook()?, name)?)),
        (None, Some(number)) => Some(About::Question(question(&workspace.call()?, number, "")?)),
        (None, None) => None,
    })
}

/// The finding of a theme or question: its own before one of a theme that was merged into it.
fn found(workspace: &Workspace, about: &About) -> Result<Option<Finding>, Fault> {
    let mut of: Vec<Finding> = workspace.findings()?.into_iter().filter(|it| it.about == *about).collect();
    of.sort_by_key(|finding| finding.list != about.list());
    Ok(of.into_iter().next())
}

fn standing(workspace: &Workspace, about: &About, ask: &Findings) -> Result<Finding, Fault> {
    found(workspace, about)?.ok_or_else(|| {
        let (what, name) = match (&ask.theme, &ask.question) {
            (Some(theme), _) => ("--theme", theme.as_str()),
            (None, question) => ("--question", question.as_deref().unwrap_or_default()),
        };
        Fault::mistake(format!("there is no finding on {name} yet"))
            .hint(format!("`rapporteur findings {what} '{name}' --edit` writes it"))
    })
}

fn quoted(finding: &Finding) -> usize {
    finding.items.iter().filter(|item| item.kind == ItemKind::Quotation).count()
}

const NAMES: [&str; 7] = ["finding", "state", "quotations", "analyst", "at", "id", "text"];

fn cells(finding: &Finding) -> Vec<String> {
    vec![
        finding.name.clone(),
        finding.state.name().to_owned(),
        quoted(finding).to_string(),
        finding.analyst.clone(),
        finding.at.clone(),
        finding.list.to_string(),
        finding.text.clone(),
    ]
}

fn all(findings: &[Finding], printing: Printing, out: &mut Output<'_>) -> Result<(), Stop> {
    match printing {
        Printing::Table => {
            let columns = [
                Column::Cut(NAMES[0], 36),
                Column::Text(NAMES[1]),
                Column::Number(NAMES[2]),
                Column::Text(NAMES[6]),
            ];
            let mut grid = Grid::new(&columns, out.width);
            for finding in findings {
                let text = finding.text.replace('\n', " ");
                grid.row([
                    finding.name.clone(),
                    finding.state.name().to_owned(),
                    quoted(finding).to_string(),
                    text,
                ]);
            }
            grid.print(out.out)?;
            if findings.is_empty() {
                out.remark("no finding yet; `rapporteur findings --theme NAME --edit` writes one");
            }
            Ok(())
        }
        Printing::Csv => out.rows(&NAMES, findings.iter().map(cells)),
        other => out.objects(other, findings),
    }
}

/// One finding: what it says, then its quotations.
fn one(finding: &Finding, printing: Printing, out: &mut Output<'_>) -> Result<(), Stop> {
    match printing {
        Printing::Table => {
            writeln!(out.out, "{} · {}", clean::line(&finding.name), finding.state.name())?;
            if !finding.text.is_empty() {
                writeln!(out.out, "\n{}", clean::block(&finding.text))?;
            }
            writeln!(out.out)?;
            shortlist::items(&finding.items, printing, out)
        }
        Printing::Csv => out.rows(&NAMES, std::iter::once(cells(finding))),
        _ => out.object(finding),
    }
}
