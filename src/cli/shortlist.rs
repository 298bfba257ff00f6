//! `shortlist`: the lists, the items of one, and what goes on and off it.

use super::arguments::Printing;
use super::arguments::lists::Shortlist;
use super::change::{make, nothing};
use super::grid::{Column, Grid};
use super::open::{Door, query};
use super::output::{Output, Stop};
use crate::fault::Fault;
use crate::model::edit::Edit;
use crate::model::id::ListId;
use crate::model::plural::counted;
use crate::model::work::{ItemKind, ShortlistItem, Target};
use crate::workspace::Workspace;

/// The shortlist of this name, case folded, or of this id.
///
/// # Errors
/// When there is none.
pub(super) fn list_named(workspace: &Workspace, name: &str) -> Result<ListId, Fault> {
    let lists = workspace.shortlists()?;
    let asked = name.to_lowercase();
    let found = lists.iter().find(|l| l.name.to_lowercase() == asked || l.id.to_string() == asked);
    found.map(|l| l.id).ok_or_else(|| {
        let names: Vec<&str> = lists.iter().map(|l| l.name.as_str()).collect();
        let fault = Fault::mistake(format!("no shortlist is named “{name}”"));
        if names.is_empty() {
            fault.hint(format!("`rapporteur shortlist '{name}' --new` makes it"))
        } else {
            fault.hint(format!("there are: {}", names.join(", ")))
        }
    })
}

/// `shortlist`
pub(super) fn run(ask: &Shortlist, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let printing = ask.print.format;
    if ask.new {
        let name = ask.name.clone().unwrap_or_default();
        return make(&mut door.write()?, Edit::AddList { name }, printing, out);
    }
    if let Some(name) = ask.name.as_ref().filter(|_| is_of_the_list(ask)) {
        let mut workspace = door.write()?;
        let list = list_named(&workspace, name)?;
        return make(&mut workspace, edit_of(ask, list), printing, out);
    }
    let Some(wanted) = ask.add.as_ref().or(ask.remove.as_ref()) else {
        let workspace = door.read()?;
        return match &ask.name {
            Some(name) => items(&workspace.shortlist_items(list_named(&workspace, name)?)?, printing, out),
            None => lists(&workspace, printing, out),
        };
    };
    let mut workspace = door.write()?;
    let list = ask.name.as_ref().map(|name| list_named(&workspace, name)).transpose()?;
    let (wanted, _) = query(&workspace, std::slice::from_ref(wanted))?;
    let numbers = workspace.numbers(&wanted)?;
    if numbers.is_empty() {
        return nothing(printing, out);
    }
    let target = Target::Answers(numbers.into());
    let edit =
        if ask.add.is_some() { Edit::AddItems { list, target } } else { Edit::RemoveItems { list, target } };
    make(&mut workspace, edit, printing, out)
}

/// Whether the list itself is changed, or words are put on it.
fn is_of_the_list(ask: &Shortlist) -> bool {
    ask.delete || ask.rename.is_some() || ask.heading.is_some() || ask.comment.is_some()
}

fn edit_of(ask: &Shortlist, list: ListId) -> Edit {
    if let Some(name) = &ask.rename {
        return Edit::RenameList { list, name: name.clone() };
    }
    let text = |kind, text: &String| Edit::AddText { list, kind, text: text.clone(), before: None };
    match (&ask.heading, &ask.comment) {
        (Some(heading), _) => text(ItemKind::Heading, heading),
        (None, Some(comment)) => text(ItemKind::Comment, comment),
        (None, None) => Edit::RemoveList { list },
    }
}

fn lists(workspace: &Workspace, printing: Printing, out: &mut Output<'_>) -> Result<(), Stop> {
    let lists = workspace.shortlists()?;
    let cells =
        |l: &crate::model::work::Shortlist| vec![l.name.clone(), l.items.to_string(), l.id.to_string()];
    match printing {
        Printing::Table => {
            let columns = [Column::Text("name"), Column::Number("items"), Column::Text("id")];
            let mut grid = Grid::new(&columns, out.width);
            for list in &lists {
                grid.row(cells(list));
            }
            grid.print(out.out)?;
            if lists.is_empty() {
                out.remark("no shortlist yet; `rapporteur shortlist NAME --new` makes one");
            }
            Ok(())
        }
        Printing::Csv => out.rows(&["name", "items", "id"], lists.iter().map(cells)),
        other => out.objects(other, &lists),
    }
}

pub(super) fn items(items: &[ShortlistItem], printing: Printing, out: &mut Output<'_>) -> Result<(), Stop> {
    let cells = |(i, item): (usize, &ShortlistItem)| {
        let kind = match item.kind {
            ItemKind::Quotation => "quotation",
            ItemKind::Heading => "heading",
            ItemKind::Comment => "comment",
        };
        let answer = item.answer.as_ref();
        vec![
            (i + 1).to_string(),
            kind.to_owned(),
            answer.map(|a| a.reference.clone()).unwrap_or_default(),
            answer.and_then(|a| a.question.clone()).unwrap_or_default(),
            answer.and_then(|a| a.metadata.submitter.clone()).unwrap_or_default(),
            item.text.clone(),
        ]
    };
    let names = ["n", "kind", "reference", "q", "submitter", "text"];
    match printing {
        Printing::Table => {
            let columns = [
                Column::Number(names[0]),
                Column::Text(names[1]),
                Column::Text(names[2]),
                Column::Number(names[3]),
                Column::Cut(names[4], 24),
                Column::Text(names[5]),
            ];
            let mut grid = Grid::new(&columns, out.width);
            for row in items.iter().enumerate().map(cells) {
                grid.row(row);
            }
            grid.print(out.out)?;
            out.out.flush()?;
            out.remark(&counted(items.len(), "item"));
            Ok(())
        }
        Printing::Csv => out.rows(&names, items.iter().enumerate().map(cells)),
        other => out.objects(other, items),
    }
}
