//! One change: what was asked becomes one operation, applied in the transaction that journals it.

use std::collections::HashSet;

use super::translating::Said;
use super::{
    Error, Workspace, calling, coding, correcting, declining, filtering, finding, joining, placing,
    reshaping, shortlisting, step, tagging, theming, translating, withholding,
};
use crate::model::answers::Answers;
use crate::model::edit::Edit;
use crate::model::id::{AnswerNumber, ListId, NoteId, OperationId};
use crate::model::operation::{Outcome, Touched};
use crate::model::span::Span;
use crate::model::work::{NoteTarget, Status, Target};
use crate::store::anchor::Held;
use crate::store::index::Shared;
use crate::store::journal::{self, Author, Moment};
use crate::store::lease::Device;
use crate::store::notes::On;
use crate::store::payload::{Anchor, CellWrite, Kind, Payload, StatusWrite, field};
use crate::store::stretch::AnswerText;
use crate::store::targets::{self, Reference};
use crate::store::transact::End;
use crate::store::{self, Conn, answers, apply, lists, questions, statuses};
use crate::text;

/// How many characters of the surroundings an anchor keeps on each side.
const CONTEXT: usize = 32;

/// A change, ready to be journalled.
pub(super) struct Prepared {
    pub kind: &'static str,
    pub payload: Payload,
    pub undoes: Option<OperationId>,
    pub changed: usize,
    pub touched: Touched,
}

/// What a look at the workspace comes to: a change, or why there is nothing to do.
pub(super) enum Look {
    Change(Box<Prepared>),
    Nothing(String),
}

impl Look {
    /// One change of a tagging and of the mark that all is said; what is so already is left out.
    fn and_reviewed(self, marked: Self) -> Self {
        match (self, marked) {
            (Self::Change(mut tagged), Self::Change(marked)) => {
                tagged.payload.what.push_str("; reviewed");
                tagged.payload.status = marked.payload.status;
                Self::Change(tagged)
            }
            (Self::Change(tagged), Self::Nothing(_)) => Self::Change(tagged),
            (Self::Nothing(_), marked) => marked,
        }
    }

    /// A change of analysts' work.
    pub(super) fn work(kind: &'static str, payload: Payload, changed: usize) -> Self {
        let touched = Touched { work: true, ..Touched::default() };
        Self::Change(Box::new(Prepared { kind, payload, undoes: None, changed, touched }))
    }
}

/// Who asks, for readings before the change.
pub(super) struct Asker<'a> {
    pub analyst: i64,
    pub device: Option<i64>,
    pub conn: &'a Conn,
    pub index: &'a Shared,
}

impl Workspace {
    /// Makes one change: one operation, one undo; on disk when this returns.
    ///
    /// # Errors
    /// When it makes no sense, names what is not there, or cannot be written; then nothing was changed.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a change is handed over: whoever asks is done with it"
    )]
    pub fn edit(&mut self, edit: Edit) -> Result<Outcome, Error> {
        let (name, device) = (self.analyst.clone(), &mut self.device);
        let index = self.store.index.clone();
        let done = self.store.transact(|tx| {
            let folded = text::fold(&name);
            let analyst = journal::analyst(tx, &name, &folded)?;
            let asker = Asker { analyst, device: device.peek(tx)?, conn: tx, index: &index };
            match look(&asker, &edit)? {
                Look::Nothing(summary) => Ok(End::Rollback(Outcome {
                    summary,
                    changed: 0,
                    operation: None,
                    touched: Touched::default(),
                })),
                Look::Change(prepared) => {
                    let outcome = write(tx, device, analyst, folded, *prepared)?;
                    // Who makes a list means to add to it.
                    match (&edit, outcome.operation) {
                        (Edit::AddList { .. }, Some(maker)) => lists::choose(tx, ListId::made_by(maker, 0))?,
                        (Edit::MakeFinding { about }, Some(_)) => lists::choose(tx, about.list())?,
                        _ => {}
                    }
                    Ok(End::Commit(outcome))
                }
            }
        });
        if done.is_err() {
            self.device.forget();
        }
        done
    }
}

/// Journals a change and applies it.
pub(super) fn write(
    tx: &Conn,
    device: &mut Device,
    analyst: i64,
    folded: String,
    prepared: Prepared,
) -> Result<Outcome, Error> {
    write_watched(tx, device, (analyst, folded), prepared, &|_| true)
}

/// The same, of what may take its time: `watch` is told how much is done, from 0 to 1, and stops it by returning false.
pub(super) fn write_watched(
    tx: &Conn,
    device: &mut Device,
    (analyst, folded): (i64, String),
    prepared: Prepared,
    watch: apply::Watch<'_>,
) -> Result<Outcome, Error> {
    let author = Author { device: device.take(tx)?, analyst, folded };
    let op = journal::append(tx, &author, prepared.kind, &prepared.payload, prepared.undoes, Moment::now())?;
    apply::apply_watched(tx, &op, &prepared.payload, watch)?;
    device.made(tx, op.seq)?;
    Ok(Outcome {
        summary: prepared.payload.what,
        changed: prepared.changed,
        operation: Some(op.id),
        touched: prepared.touched,
    })
}

fn look(asker: &Asker<'_>, edit: &Edit) -> Result<Look, Error> {
    match edit {
        Edit::SetCall(call) => calling::set(asker, call),
        Edit::Tag { target, themes, stance } => tagging::tag(asker, target, themes, *stance),
        Edit::TagReviewed { target, themes, stance, answers } => {
            let tagged = tagging::tag(asker, target, themes, *stance)?;
            Ok(tagged.and_reviewed(set_status(asker, answers, Status::Reviewed)?))
        }
        Edit::Untag { target, themes } => tagging::untag(asker, target, themes),
        Edit::Retag { theme, tag, into } => theming::retag(asker, *theme, into, *tag),
        Edit::Reshape { answer, from, to } => reshaping::reshape(asker, *answer, *from, *to),
        Edit::Decline { answers, theme } => declining::decline(asker, answers, *theme),
        Edit::SetStance { tags, stance } => tagging::set_stance(asker, tags, *stance),
        Edit::SetStatus { answers, status } => set_status(asker, answers, *status),
        Edit::Withhold { answer, span } => withholding::withhold(asker, *answer, *span),
        Edit::LiftWithheld { answer, span } => withholding::lift(asker, *answer, *span),
        Edit::AddNote { on, text } => add_note(asker, on, text),
        Edit::EditNote { note, text } => edit_note(asker, *note, text),
        Edit::Translate { answer, text, language, file } => {
            let said = Said { text, language: language.as_deref(), file: file.as_deref() };
            translating::translate(asker, *answer, &said)
        }
        Edit::AddTheme { path } => theming::add(asker, path),
        Edit::ChangeTheme { theme, change } => theming::change_theme(asker, *theme, change),
        Edit::MergeThemes { themes, into } => theming::merge(asker, themes, *into),
        Edit::SplitTheme { theme, into, tags } => theming::split(asker, *theme, into, tags),
        Edit::RetireTheme { theme } => theming::retire(asker, *theme),
        Edit::UnretireTheme { theme } => theming::unretire(asker, *theme),
        Edit::TakeInThemes { themes } => theming::take_in(asker, themes),
        Edit::TakeInCodings(codings) => coding::take_in(asker, codings),
        Edit::PickExample { theme, answer, span } => theming::pick(asker, *theme, *answer, *span),
        Edit::DropExample { example } => theming::drop(asker, *example),
        Edit::AddList { name } => shortlisting::add_list(asker, name),
        Edit::AddItems { list, target } => shortlisting::add_items(asker, *list, target),
        Edit::AddText { list, kind, text, before } => {
            shortlisting::add_text(asker, *list, *kind, text, *before)
        }
        Edit::RewordItem { item, text } => shortlisting::reword(asker, *item, text),
        Edit::Shorten { item, cuts } => shortlisting::shorten(asker, *item, cuts),
        Edit::TakeOut { items } => shortlisting::take_out(asker, items),
        Edit::RenameList { list, name } => shortlisting::rename(asker, *list, name),
        Edit::RemoveList { list } => shortlisting::remove(asker, *list),
        Edit::MakeFinding { about } => finding::make(asker, about),
        Edit::WriteFinding { about, text } => finding::write(asker, about, text),
        Edit::SettleFinding { about, state } => finding::settle(asker, about, *state),
        Edit::RemoveItems { list, target } => shortlisting::remove_items(asker, *list, target),
        Edit::MoveItem { item, before } => shortlisting::move_item(asker, *item, *before),
        Edit::SetMetadata { submissions, field, value } => {
            correcting::set(asker, submissions, *field, value.as_deref())
        }
        Edit::Join { submissions } => joining::join(asker, submissions),
        Edit::Place { text, to } => placing::place(asker, text, to),
        Edit::SaveFilter { name, query } => filtering::save(asker, name, query),
        Edit::RemoveFilter { name } => filtering::remove(asker, name),
        Edit::Undo(operation) => step::undo(asker, *operation),
        Edit::Redo(operation) => step::redo(asker, *operation),
    }
}

fn set_status(asker: &Asker<'_>, answers: &Answers, status: Status) -> Result<Look, Error> {
    let mut changed = Vec::new();
    let mut known = HashSet::new();
    for answer in answers.iter().filter(|a| known.insert(a.0)) {
        if statuses::of(asker.conn, answer.0, asker.analyst)? != status {
            changed.push(answer.0);
        }
    }
    if changed.is_empty() {
        return Ok(Look::Nothing(format!("already {status}")));
    }
    let what = format!("marked {} {status}", answers::counted(asker.conn, &changed)?);
    let status = StatusWrite { value: status, on: targets::encode(asker.conn, &changed)? };
    let payload = Payload { what, status: Some(status), ..Payload::default() };
    Ok(Look::work("status.set", payload, changed.len()))
}

fn add_note(asker: &Asker<'_>, on: &NoteTarget, text: &str) -> Result<Look, Error> {
    if text.trim().is_empty() {
        return Ok(Look::Nothing("an empty note is no note".to_owned()));
    }
    let (on, what) = noted(asker.conn, on)?;
    let cells = vec![
        CellWrite::new(Kind::Note, "@0", field::NOTE_TARGET, store::to_json(&on)?),
        CellWrite::new(Kind::Note, "@0", field::NOTE_TEXT, text),
    ];
    let payload = Payload { what: format!("noted {what}"), cells, ..Payload::default() };
    Ok(Look::work("note.add", payload, 1))
}

/// What a note is on, by public names, and in words.
pub(super) fn noted(conn: &Conn, on: &NoteTarget) -> Result<(On, String), Error> {
    Ok(match on {
        NoteTarget::Answer(answer) => {
            (On::Answer(targets::reference(conn, answer.0, None)?), answers::counted(conn, &[answer.0])?)
        }
        NoteTarget::Passage(answer, span) => {
            (On::Answer(passage(conn, *answer, *span)?), "a passage".to_owned())
        }
        NoteTarget::Submission(reference) => {
            let (record, name) =
                answers::submission(conn, reference)?.ok_or_else(|| unknown("submission", reference))?;
            (On::Submission(record), format!("submission {name}"))
        }
        NoteTarget::Question(key) => {
            let call = questions::call(conn)?;
            let question = call.question(key).ok_or_else(|| unknown("question", &key.0))?;
            (On::Question(key.0.clone()), format!("question {}", question.number))
        }
        NoteTarget::Theme(id) => {
            let name = theming::name(conn, *id)?.ok_or_else(|| unknown("theme", &id.to_string()))?;
            (On::Theme(*id), format!("theme {name}"))
        }
    })
}

fn edit_note(asker: &Asker<'_>, note: NoteId, text: &str) -> Result<Look, Error> {
    let Some(before) = answers::note_text(asker.conn, note)? else {
        return Err(unknown("note", &note.to_string()));
    };
    let kept = (!text.trim().is_empty()).then_some(text);
    if kept == Some(before.as_str()) {
        return Ok(Look::Nothing("the note says so already".to_owned()));
    }
    let (kind, what) =
        if kept.is_some() { ("note.edit", "changed a note") } else { ("note.remove", "removed a note") };
    let cells = vec![CellWrite::new(Kind::Note, note.to_string(), field::NOTE_TEXT, kept)];
    let payload = Payload { what: what.to_owned(), cells, ..Payload::default() };
    Ok(Look::work(kind, payload, 1))
}

/// Names a passage of an answer by its part, its words and what stands around them.
pub(super) fn passage(conn: &Conn, answer: AnswerNumber, span: Span) -> Result<Reference, Error> {
    let text = AnswerText::of(conn, answer.0)?;
    let (part, place) = text
        .to_part(span)
        .filter(|(_, place)| !place.is_empty())
        .ok_or_else(|| Error::Invalid("the passage is outside the answer's text".to_owned()))?;
    let (id, whole) = answers::part(conn, part)?;
    let (start, end) = (place.start as usize, place.end as usize);
    let anchor = Anchor {
        part: id,
        start: place.start,
        end: place.end,
        quote: whole.chars().skip(start).take(end - start).collect(),
        before: whole.chars().skip(start.saturating_sub(CONTEXT)).take(start.min(CONTEXT)).collect(),
        after: whole.chars().skip(end).take(CONTEXT).collect(),
    };
    Ok(targets::reference(conn, answer.0, Some(anchor))?)
}

/// What of an answer a target is: the whole, or its passage as far as one part of the text holds it.
pub(super) fn whole_or_passage(conn: &Conn, answer: u32, target: &Target) -> Result<Held, Error> {
    let Target::Passage(_, span) = target else { return Ok(Held::Whole) };
    let text = AnswerText::of(conn, answer)?;
    let place = text.to_part(*span).and_then(|(part, place)| text.in_answer(part, place));
    Ok(place.map_or(Held::Lost, Held::At))
}

/// Nothing has this id or name.
pub(super) fn unknown(what: &'static str, id: &str) -> Error {
    Error::Unknown { what, id: id.to_owned(), candidates: Vec::new() }
}
