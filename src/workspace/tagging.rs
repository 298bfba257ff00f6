//! Tags: on many answers or one passage, never twice the same, taken off, given a stance.

use std::collections::{BTreeMap, HashSet};

use super::Error;
use super::change::{Asker, Look, Prepared, passage, whole_or_passage};
use super::theming::Naming;
use crate::model::edit::ThemeChoice;
use crate::model::id::{OperationId, TagId, ThemeId};
use crate::model::operation::Touched;
use crate::model::plural::counted;
use crate::model::work::{Stance, Target};
use crate::store::anchor::Held;
use crate::store::payload::{Anchor, Payload, StanceWrite, TagGroup, TagRun};
use crate::store::tags::{self, TagKey};
use crate::store::targets;
use crate::store::{Conn, answers, codebook, journal};

/// From so many answers on, those that have a theme at all are read at once.
const MANY: usize = 1_000;

/// Tags a target with themes; where the tag is there with another stance, the stance is set.
pub(super) fn tag(
    asker: &Asker<'_>,
    target: &Target,
    themes: &[ThemeChoice],
    stance: Option<Stance>,
) -> Result<Look, Error> {
    if themes.is_empty() {
        return Err(Error::Invalid("no theme to tag with".to_owned()));
    }
    let mut naming = Naming::new(asker.conn)?;
    let mut named: Vec<(String, Option<ThemeId>, String)> = Vec::with_capacity(themes.len());
    for choice in themes {
        let theme = naming.theme(choice)?;
        if let Some(id) = theme.1 {
            naming.is_offered(id)?;
        }
        if named.iter().all(|known| known.0 != theme.0) {
            named.push(theme);
        }
    }
    let anchor = anchor(asker.conn, target)?;
    let mut groups = Vec::new();
    let mut restated: Vec<TagKey> = Vec::new();
    let mut touched: Vec<u32> = Vec::new();
    for (entity, id, _) in &named {
        let (fresh, held) = split(asker, target, *id)?;
        if stance.is_some() {
            for (answer, key) in held {
                if tags::stance_of(asker.conn, key)? != stance {
                    restated.push(key);
                    touched.push(answer);
                }
            }
        }
        if !fresh.is_empty() {
            touched.extend(&fresh);
            let on = targets::encode(asker.conn, &fresh)?;
            let passage = anchor.clone();
            groups.push(TagGroup { theme: entity.clone(), stance, on, passage, by: None, at: None });
        }
    }
    touched.sort_unstable();
    touched.dedup();
    if touched.is_empty() {
        return Ok(Look::Nothing("tagged so already".to_owned()));
    }
    let names = named.iter().map(|(_, _, name)| name.as_str()).collect::<Vec<_>>().join(", ");
    let what = match target {
        Target::Passage(..) => format!("tagged a passage, {names}"),
        Target::Answers(_) => format!("tagged {}, {names}", answers::counted(asker.conn, &touched)?),
    };
    let stance = (!restated.is_empty())
        .then(|| Ok::<_, Error>(StanceWrite { value: stance, on: runs(asker.conn, restated)? }))
        .transpose()?;
    let changes_codebook = !naming.cells.is_empty();
    let payload = Payload { what, cells: naming.cells, tags: groups, stance, ..Payload::default() };
    Ok(Look::Change(Box::new(Prepared {
        kind: "tag.add",
        payload,
        undoes: None,
        changed: touched.len(),
        touched: Touched { work: true, codebook: changes_codebook, ..Touched::default() },
    })))
}

fn anchor(conn: &Conn, target: &Target) -> Result<Option<Anchor>, Error> {
    let Target::Passage(answer, span) = target else { return Ok(None) };
    Ok(passage(conn, *answer, *span)?.passage)
}

/// The answers of a target, each once, in the order given.
fn numbers(target: &Target) -> Vec<u32> {
    let mut known = HashSet::new();
    match target {
        Target::Answers(answers) => answers.iter().map(|a| a.0).filter(|a| known.insert(*a)).collect(),
        Target::Passage(answer, _) => vec![answer.0],
    }
}

/// The answers that lack a tag, and the tags that are there.
type Split = (Vec<u32>, Vec<(u32, TagKey)>);

/// The answers that lack this tag of the analyst's, and the tags that are there.
fn split(asker: &Asker<'_>, target: &Target, theme: Option<ThemeId>) -> Result<Split, Error> {
    let Some(theme) = theme else { return Ok((numbers(target), Vec::new())) };
    let theme = codebook::number(asker.conn, theme)?;
    let (mut fresh, mut there) = (Vec::new(), Vec::new());
    let all = numbers(target);
    let tagged = if all.len() < MANY { None } else { Some(tags::with_theme(asker.conn, theme)?) };
    for answer in all {
        if tagged.as_ref().is_some_and(|tagged| !tagged.contains(&answer)) {
            fresh.push(answer);
            continue;
        }
        let wanted = whole_or_passage(asker.conn, answer, target)?;
        let held = tags::on_answer(asker.conn, answer, asker.analyst)?;
        let before = there.len();
        // Two devices may have made the same tag: it is one to people.
        let equal = held.iter().filter(|(tag, held)| tag.theme == theme && *held == wanted);
        there.extend(equal.map(|(tag, _)| (answer, tag.key)));
        if there.len() == before {
            fresh.push(answer);
        }
    }
    Ok((fresh, there))
}

/// Takes the analyst's tags off: off a whole answer those on its passages too, off a passage those that meet it.
pub(super) fn untag(asker: &Asker<'_>, target: &Target, themes: &[ThemeId]) -> Result<Look, Error> {
    let book = codebook::codebook(asker.conn)?;
    let wanted: Vec<i64> =
        themes.iter().map(|id| codebook::number(asker.conn, book.shown(*id))).collect::<Result<_, _>>()?;
    let meets = |held: Held| match target {
        Target::Answers(_) => true,
        Target::Passage(_, span) => matches!(held, Held::At(place) if place.meets(*span)),
    };
    let (mut keys, mut touched) = (Vec::new(), Vec::new());
    for answer in numbers(target) {
        for (tag, held) in tags::on_answer(asker.conn, answer, asker.analyst)? {
            if (wanted.is_empty() || wanted.contains(&tag.theme)) && meets(held) {
                keys.push(tag.key);
                touched.push(answer);
            }
        }
    }
    touched.dedup();
    if keys.is_empty() {
        return Ok(Look::Nothing("no such tag of yours to take off".to_owned()));
    }
    let names: Vec<&str> =
        themes.iter().filter_map(|id| book.theme(book.shown(*id))).map(|t| t.name.as_str()).collect();
    let names = if names.is_empty() { "all themes".to_owned() } else { names.join(", ") };
    let what = match target {
        Target::Passage(..) => format!("untagged a passage, {names}"),
        Target::Answers(_) => format!("untagged {}, {names}", answers::counted(asker.conn, &touched)?),
    };
    let payload = Payload { what, untag: runs(asker.conn, keys)?, ..Payload::default() };
    Ok(Look::work("tag.remove", payload, touched.len()))
}

/// Says or takes off a stance.
pub(super) fn set_stance(asker: &Asker<'_>, ids: &[TagId], stance: Option<Stance>) -> Result<Look, Error> {
    let mut keys = Vec::new();
    for id in ids {
        let maker = journal::by_id(asker.conn, OperationId(id.0.maker))?
            .ok_or_else(|| super::change::unknown("tag", &id.to_string()))?;
        let key = TagKey { op: maker.n, i: id.0.n };
        // A stance counts as presence: said of a tag that was taken off, it would bring the tag back.
        if !tags::is_live(asker.conn, key)? {
            return Err(super::change::unknown("tag", &id.to_string()));
        }
        if tags::stance_of(asker.conn, key)? != stance {
            keys.push(key);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    if keys.is_empty() {
        return Ok(Look::Nothing("said so already".to_owned()));
    }
    let changed = keys.len();
    let said = stance.map_or("no stance", Stance::name);
    let what = format!("set the stance of {} to {said}", counted(changed, "tag"));
    let stance = Some(StanceWrite { value: stance, on: runs(asker.conn, keys)? });
    let payload = Payload { what, stance, ..Payload::default() };
    Ok(Look::work("stance", payload, changed))
}

/// Names tags by their makers and the differences of their numbers.
pub(super) fn runs(conn: &Conn, mut keys: Vec<TagKey>) -> Result<Vec<TagRun>, Error> {
    keys.sort_unstable();
    keys.dedup();
    let mut by_maker: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
    for key in keys {
        by_maker.entry(key.op).or_default().push(key.i);
    }
    let mut runs = Vec::new();
    for (op, numbers) in by_maker {
        let mut last = 0;
        let i = numbers.iter().map(|n| n - std::mem::replace(&mut last, *n)).collect();
        runs.push(TagRun { op: journal::by_number(conn, op)?.id, i });
    }
    Ok(runs)
}
