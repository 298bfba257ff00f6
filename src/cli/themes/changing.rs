//! What `themes` changes: each wish is one action.

use crate::cli::arguments::Printing;
use crate::cli::arguments::themes::{Form, Themes};
use crate::cli::change::{choose, make, nothing};
use crate::cli::open::{Door, known_theme, query, within};
use crate::cli::output::{Output, Stop};
use crate::cli::shield;
use crate::fault::Fault;
use crate::model::codebook::{Codebook, Theme};
use crate::model::edit::{Edit, ThemeChange, ThemeChoice};
use crate::model::id::{ExampleId, ThemeId};
use crate::workspace::Workspace;

/// Whether something is to be changed.
pub(super) fn is_asked(ask: &Themes) -> bool {
    let names = [
        &ask.add,
        &ask.rename,
        &ask.moved,
        &ask.split,
        &ask.describe,
        &ask.short_name,
        &ask.letter,
        &ask.colour,
        &ask.terms,
        &ask.retire,
        &ask.unretire,
        &ask.pick,
        &ask.drop,
    ];
    names.into_iter().any(Option::is_some) || !ask.merge.is_empty()
}

/// Makes the change.
pub(super) fn run(ask: &Themes, door: &Door<'_>, out: &mut Output<'_>) -> Result<(), Stop> {
    let printing = printing(ask)?;
    let mut workspace = door.write()?;
    let book = workspace.codebook()?;
    if let Some(theme) = &ask.split {
        return split(theme, ask, &mut workspace, &book, printing, out);
    }
    let edit = edit(ask, &workspace, &book)?;
    make(&mut workspace, edit, printing, out)
}

/// How the change is acknowledged.
pub(super) fn printing(ask: &Themes) -> Result<Printing, Fault> {
    let printing = ask.format.unwrap_or(Form::Table).printing();
    printing.ok_or_else(|| {
        Fault::mistake("what was changed is not told as toml").hint("use --format table, json, jsonl or csv")
    })
}

fn edit(ask: &Themes, workspace: &Workspace, book: &Codebook) -> Result<Edit, Stop> {
    let known = |name: &String| known_theme(book, name);
    if let Some(path) = &ask.add {
        return Ok(Edit::AddTheme { path: path.clone() });
    }
    if !ask.merge.is_empty() {
        let themes = ask.merge.iter().map(known).collect::<Result<_, _>>()?;
        return Ok(Edit::MergeThemes {
            themes,
            into: known_theme(book, ask.into.as_deref().unwrap_or_default())?,
        });
    }
    if let Some(name) = &ask.retire {
        return Ok(Edit::RetireTheme { theme: known(name)? });
    }
    if let Some(name) = &ask.unretire {
        return Ok(Edit::UnretireTheme { theme: known(name)? });
    }
    if let Some(name) = &ask.pick {
        return pick(known(name)?, ask, workspace);
    }
    if let Some(id) = &ask.drop {
        return Ok(Edit::DropExample { example: example(id, workspace)? });
    }
    let to = ask.to.as_deref().unwrap_or_default();
    let (name, change) = if let Some(name) = &ask.rename {
        (name, ThemeChange::Rename(to.to_owned()))
    } else if let Some(name) = &ask.moved {
        let parent = if to.trim().is_empty() { None } else { Some(known_theme(book, to)?) };
        (name, ThemeChange::Move { parent, before: ask.before.as_ref().map(known).transpose()? })
    } else if let Some(name) = &ask.short_name {
        (name, ThemeChange::ShortName(to.to_owned()))
    } else if let Some(name) = &ask.letter {
        (name, ThemeChange::Letter(letter(to)?))
    } else if let Some(name) = &ask.colour {
        (name, ThemeChange::Recolour(colour(to)?))
    } else if let Some(name) = &ask.terms {
        (name, ThemeChange::Terms(to.split(',').map(str::to_owned).collect()))
    } else {
        let name = ask.describe.as_ref().ok_or_else(|| Fault::mistake("nothing to do"))?;
        let id = known(name)?;
        (name, describe(ask, book.theme(id)))
    };
    Ok(Edit::ChangeTheme { theme: known(name)?, change })
}

/// What is not said stays as it is.
fn describe(ask: &Themes, theme: Option<&Theme>) -> ThemeChange {
    let text = |said: &Option<String>, before: fn(&Theme) -> &String| {
        said.clone().or_else(|| theme.map(before).cloned()).unwrap_or_default()
    };
    ThemeChange::Describe {
        definition: text(&ask.definition, |theme| &theme.definition),
        use_when: text(&ask.use_when, |theme| &theme.use_when),
        not_when: text(&ask.not_when, |theme| &theme.not_when),
    }
}

fn letter(text: &str) -> Result<Option<char>, Fault> {
    let mut letters = text.trim().chars();
    match (letters.next(), letters.next()) {
        (letter, None) => Ok(letter),
        _ => {
            Err(Fault::mistake(format!("“{text}” is not one letter")).hint("--to \"\" takes the letter off"))
        }
    }
}

fn colour(text: &str) -> Result<u8, Fault> {
    text.trim()
        .parse()
        .map_err(|_| Fault::mistake(format!("“{text}” is no colour")).hint("the colours are 1 to 12"))
}

fn pick(theme: ThemeId, ask: &Themes, workspace: &Workspace) -> Result<Edit, Stop> {
    let (found, text) = query(workspace, &ask.query)?;
    let numbers = workspace.numbers(&found)?;
    let ([answer], Some((start, end))) = (numbers.as_slice(), ask.passage) else {
        let what = format!("an example is from one answer, and “{text}” finds {}", numbers.len());
        return Err(Fault::mistake(what)
            .hint("`rapporteur list` shows what it finds; id: names one of them")
            .into());
    };
    let mut words = String::new();
    workspace.records(&found, &mut |record| {
        words = record.text;
        false
    })?;
    Ok(Edit::PickExample { theme, answer: *answer, span: within(start, end, &words)? })
}

/// The example of this id or its beginning.
fn example(id: &str, workspace: &Workspace) -> Result<ExampleId, Stop> {
    let examples = workspace.examples()?;
    let named: Vec<ExampleId> =
        examples.into_iter().map(|one| one.id).filter(|one| one.to_string().starts_with(id)).collect();
    match named.as_slice() {
        [one] if !id.is_empty() => Ok(*one),
        [] => Err(Fault::mistake(format!("no example has the id “{id}”"))
            .hint("`rapporteur themes --format json` gives the ids of the examples")
            .into()),
        _ => Err(Fault::mistake(format!("“{id}” is more than one example"))
            .hint("write more of the id")
            .into()),
    }
}

fn split(
    theme: &str,
    ask: &Themes,
    workspace: &mut Workspace,
    book: &Codebook,
    printing: Printing,
    out: &mut Output<'_>,
) -> Result<(), Stop> {
    let theme = known_theme(book, theme)?;
    let into = choose(book, ask.into.as_deref().unwrap_or_default(), false)?;
    let found = workspace.resolve(&shield::query(&ask.query))?;
    let tags = workspace.tags_of(theme, &found)?;
    if tags.is_empty() {
        return nothing(printing, out);
    }
    let new = if let ThemeChoice::New(path) = &into { Some(path.clone()) } else { None };
    make(workspace, Edit::SplitTheme { theme, into, tags }, printing, out)?;
    if let Some(path) = new {
        out.remark(&format!("“{path}” is a new theme"));
    }
    Ok(())
}
