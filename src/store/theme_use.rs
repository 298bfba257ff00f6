//! How themes are used: counted by sets of texts; only of one theme are the rows of its tags read.

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension};

use super::index::{Set, Sight};
use super::names::Names;
use super::payload::Kind;
use super::{Error, anchor, entry, examples, facets, marks, tags, view};
use crate::model::call::Key;
use crate::model::codebook::Example;
use crate::model::id::{AnswerNumber, OperationId, TagId, ThemeId};
use crate::model::theme_use::{Quoted, ThemeCounts, ThemeTag, ThemeUse};
use crate::model::view::ShownNote;
use crate::model::work::Stance;
use crate::query::edit;
use crate::query::filter::{Filter, TagMatch};
use crate::text;

/// So many passages are shown of a theme.
const QUOTED: usize = 6;

/// No more passages than these are looked at for them: few submitters may have said most.
const LOOKED_AT: usize = 60;

/// A passage of so many characters says something by itself and is read at a glance.
const GOOD_LENGTH: u32 = 140;

/// So many characters of a passage tell which it is.
const WORDS: u32 = 400;

/// How many submitters stand behind each theme, and how many tags there are.
pub(crate) fn counts(sight: &Sight<'_>, names: &Names<'_>) -> Result<ThemeCounts, Error> {
    let answers = sight.placed(&shown(sight)?);
    let texts = facets::texts_by_theme(sight, names, &TagMatch::default(), &answers);
    let submitters = texts.iter().map(|texts| sight.submitters(texts) as u32);
    let submitters = names.codebook.themes.iter().map(|theme| theme.id).zip(submitters).collect();
    let tags = sight
        .conn
        .prepare_cached(
            "SELECT count(*) FROM tag t JOIN answer a ON a.n = t.answer WHERE t.live = 1 AND a.visible = 1",
        )?
        .query_row([], |r| r.get(0))?;
    Ok(ThemeCounts { submitters, tags })
}

/// How one theme is used.
pub(crate) fn theme_use(
    sight: &Sight<'_>,
    names: &Names<'_>,
    theme: ThemeId,
    zone: &TimeZone,
) -> Result<ThemeUse, Error> {
    let shown = shown(sight)?;
    let themes = names.codebook.with_descendants(theme);
    let tag = TagMatch { themes: Some(themes.clone()), ..TagMatch::default() };
    let texts = sight.tagged(&tag) & &shown;
    let answers = sight.placed(&texts);
    let number = |tag: TagMatch| sight.tagged(&tag).intersection_len(&answers) as u32;
    let mut analysts: Vec<(String, u32)> = sight
        .analysts()
        .map(|(name, folded)| {
            (name.to_owned(), number(TagMatch { analysts: Some(vec![folded.to_owned()]), ..tag.clone() }))
        })
        .filter(|(_, answers)| *answers > 0)
        .collect();
    analysts.sort_by_key(|(_, answers)| std::cmp::Reverse(*answers));
    let stances = Stance::ALL.map(|s| (s, number(TagMatch { stances: Some(vec![s]), ..tag.clone() })));
    let rows = rows(sight.conn, &themes, theme, &texts)?;
    let passages: HashSet<Passage> = rows.passages().filter(|p| answers.contains(p.0)).collect();
    let day = |at| day(at, zone);
    Ok(ThemeUse {
        theme,
        query: edit::only("", "theme", &facets::term(names, theme)),
        answers: answers.len() as u32,
        submitters: sight.submitters(&answers) as u32,
        passages: passages.len() as u32,
        unplaced: (texts.len() - answers.len()) as u32,
        own_tags: rows.own,
        analysts,
        stances: stances.into_iter().filter(|(_, answers)| *answers > 0).collect(),
        days: rows.times.map(|(first, last)| (day(first), day(last))),
        quotations: quotations(sight, names, theme, rows.tags)?,
        notes: notes(sight.conn, theme)?,
        edited: edited(sight.conn, theme)?.map(|(at, who)| (day(at), who)),
    })
}

/// All that is shown when nothing is asked for.
fn shown(sight: &Sight<'_>) -> Result<Set, Error> {
    sight.shown(&Filter::All(Vec::new()))
}

/// A moment's day; one that no calendar holds can only be somebody's damage.
fn day(milliseconds: i64, zone: &TimeZone) -> Date {
    zone.to_datetime(Timestamp::from_millisecond(milliseconds).unwrap_or_default()).date()
}

/// Whether what the theme `own` carries is shown under the theme of an id.
const UNDER: &str = "ifnull(own.shown, own.n) = (SELECT n FROM theme WHERE id = ?1)";

/// Text, part, start, end.
type Passage = (u32, i64, u32, u32);

/// A tag on a passage: where it is kept, and the passage.
struct Tag {
    op: i64,
    i: i64,
    passage: Passage,
}

#[derive(Default)]
struct Rows {
    /// How many tags are of the theme alone, wherever they stand.
    own: u32,
    /// When the first and the last of those on these texts were made.
    times: Option<(i64, i64)>,
    /// Those on passages of these texts.
    tags: Vec<Tag>,
}

impl Rows {
    fn passages(&self) -> impl Iterator<Item = Passage> {
        self.tags.iter().map(|tag| tag.passage)
    }
}

/// The live tags of these themes on these texts.
fn rows(conn: &Connection, themes: &[ThemeId], alone: ThemeId, texts: &Set) -> Result<Rows, Error> {
    let mut all = Rows::default();
    let mut read = conn.prepare_cached(&format!(
        "SELECT t.op, t.i, t.answer, t.part, t.start, t.\"end\", o.at
         FROM theme own JOIN tag t ON t.theme = own.n AND t.live = 1 JOIN operation o ON o.n = t.op WHERE {UNDER}"
    ))?;
    for theme in themes {
        let mut rows = read.query([&theme.0.to_bytes()[..]])?;
        while let Some(row) = rows.next()? {
            all.own += u32::from(*theme == alone);
            let answer: u32 = row.get(2)?;
            if !texts.contains(answer) {
                continue;
            }
            let at: i64 = row.get(6)?;
            let (first, last) = all.times.unwrap_or((at, at));
            all.times = Some((first.min(at), last.max(at)));
            let place: (Option<i64>, Option<u32>, Option<u32>) = (row.get(3)?, row.get(4)?, row.get(5)?);
            if let (Some(part), Some(start), Some(end)) = place {
                all.tags.push(Tag { op: row.get(0)?, i: row.get(1)?, passage: (answer, part, start, end) });
            }
        }
    }
    Ok(all)
}

/// The examples of a theme, then some passages, each of another submitter: those first that are neither a word nor a
/// page.
fn quotations(
    sight: &Sight<'_>,
    names: &Names<'_>,
    theme: ThemeId,
    mut tags: Vec<Tag>,
) -> Result<Vec<Quoted>, Error> {
    let picked = examples::examples(sight.conn, &sight.viewer, names.call, names.codebook)?;
    let mut quoted: Vec<Quoted> =
        picked.into_iter().filter(|example| example.theme == theme).map(example).collect();
    let picked = quoted.len();
    tags.sort_by_key(|tag| {
        let (_, _, start, end) = tag.passage;
        (end.saturating_sub(start).abs_diff(GOOD_LENGTH), tag.passage)
    });
    let mut said: HashSet<String> = HashSet::new();
    for tag in tags.iter().take(LOOKED_AT) {
        if quoted.len() >= QUOTED.max(picked) {
            break;
        }
        let Some(one) = quotation(sight, names, tag)? else { continue };
        let is_picked = quoted.iter().any(|other| (other.number, other.span) == (one.number, one.span));
        if !is_picked && said.insert(text::fold(&one.who)) {
            quoted.push(one);
        }
    }
    Ok(quoted)
}

fn example(example: Example) -> Quoted {
    Quoted {
        number: example.answer,
        span: example.span,
        words: example.quote,
        who: example.submitter.or(example.reference).unwrap_or_default(),
        question: example.question,
        example: Some(example.id),
    }
}

/// Reads one passage; `None` where it is no longer found.
fn quotation(sight: &Sight<'_>, names: &Names<'_>, tag: &Tag) -> Result<Option<Quoted>, Error> {
    let number = AnswerNumber(tag.passage.0);
    let Some(entry) = entry::entry(sight.conn, &sight.viewer, number)? else { return Ok(None) };
    let mut read = sight.conn.prepare_cached(
        "SELECT part, start, \"end\", quote, before, after FROM tag WHERE op = ?1 AND i = ?2",
    )?;
    let passage = read.query_row((tag.op, tag.i), |row| anchor::Passage::read(row, 0)).optional()?.flatten();
    let Some(span) = passage.as_ref().and_then(|passage| passage.place(&entry.text)) else { return Ok(None) };
    let question = entry.question.as_ref().and_then(|key| names.call.question(key));
    Ok(Some(Quoted {
        number: Some(number),
        span: Some(span),
        words: text::position::slice(&entry.text.text, span).to_owned(),
        who: entry.metadata.submitter.unwrap_or(entry.reference),
        question: question.map(|question| question.number.clone()),
        example: None,
    }))
}

/// What was written of a theme itself.
fn notes(conn: &Connection, theme: ThemeId) -> Result<Vec<ShownNote>, Error> {
    let mut read = conn.prepare_cached(&format!(
        "SELECT nt.id, an.name, nt.text, nt.at FROM theme own JOIN note nt ON nt.theme = own.n
         JOIN analyst an ON an.n = nt.analyst
         WHERE {UNDER} AND nt.live = 1 AND nt.target = 4 ORDER BY nt.at, nt.id"
    ))?;
    view::notes(read.query([&theme.0.to_bytes()[..]])?)
}

/// When somebody last changed a theme, and who; `None` while it is as it came.
fn edited(conn: &Connection, theme: ThemeId) -> Result<Option<(i64, String)>, Error> {
    let mut read = conn.prepare_cached(
        "SELECT o.at, an.name FROM cell c JOIN operation o ON o.n = c.op JOIN analyst an ON an.n = o.analyst
         WHERE c.kind = ?1 AND c.entity = ?2 AND o.off = 0 AND o.at > 0 ORDER BY o.hlc DESC, o.id DESC LIMIT 1",
    )?;
    let of_theme = (Kind::Theme as i64, &theme.0.to_bytes()[..]);
    Ok(read.query_row(of_theme, |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
}

/// The live tags of a theme alone, whoever made them, in the order of the texts; no more than `most` of them.
pub(crate) fn tags_of(
    sight: &Sight<'_>,
    names: &Names<'_>,
    theme: ThemeId,
    most: u32,
) -> Result<Vec<ThemeTag>, Error> {
    let mut read = sight.conn.prepare_cached(&format!(
        "SELECT o.id, t.i, substr(t.quote, 1, {WORDS}), s.submitter, s.reference, q.key, an.name, t.stance
         FROM theme own JOIN tag t ON t.theme = own.n AND t.live = 1 JOIN operation o ON o.n = t.op
         JOIN analyst an ON an.n = t.analyst JOIN answer a ON a.n = t.answer
         JOIN submission s ON s.n = a.submission LEFT JOIN question q ON q.n = a.question
         WHERE {UNDER} ORDER BY t.answer, t.start, o.hlc, o.id, t.i LIMIT ?2"
    ))?;
    let mut rows = read.query((&theme.0.to_bytes()[..], most))?;
    let mut tags = Vec::new();
    while let Some(row) = rows.next()? {
        let maker = OperationId::from_bytes(marks::blob(row, 0)?)
            .ok_or_else(|| Error::Damaged("an operation's id is not 16 bytes".to_owned()))?;
        let (submitter, reference): (Option<String>, String) = (row.get(3)?, row.get(4)?);
        let question: Option<String> = row.get(5)?;
        let question = question.and_then(|key| names.call.question(&Key(key)));
        tags.push(ThemeTag {
            id: TagId::made_by(maker, row.get(1)?),
            words: row.get(2)?,
            who: submitter.unwrap_or(reference),
            question: question.map(|question| question.number.clone()),
            analyst: row.get(6)?,
            stance: tags::stance(row.get(7)?),
        });
    }
    Ok(tags)
}
