//! Placement by people: which marks a move of text writes. Marks hold to the next one, so a move writes what begins at
//! its first character, what goes on at its end, and that nothing begins in between.

mod marks;
mod words;

use std::collections::BTreeMap;

use super::Error;
use super::change::{Asker, Look, Prepared, unknown};
use super::incoming;
use crate::model::call::{Call, Key};
use crate::model::draft::To;
use crate::model::id::AnswerNumber;
use crate::model::operation::Touched;
use crate::model::placing::{BlockName, Moved, Placed, Placing};
use crate::model::span::{Form, Span};
use crate::model::work::Target;
use crate::store::derive::{self, Laid, entity};
use crate::store::payload::{CellWrite, Kind, Payload};
use crate::store::stretch::AnswerText;
use crate::store::{Conn, questions, targets, to_json};
use words::Telling;

/// Places text where somebody says that it belongs.
pub(super) fn place(asker: &Asker<'_>, text: &Moved, to: &Placing) -> Result<Look, Error> {
    let call = questions::call(asker.conn)?;
    if let Placing::Under(key) = to
        && call.question(key).is_none()
    {
        return Err(unknown("question", &key.0));
    }
    let mut plan = Plan::new(asker.conn);
    match text {
        Moved::Blocks(blocks) => {
            for block in blocks {
                plan.block(block, to)?;
            }
        }
        Moved::Alike(block) => {
            for block in plan.alike(block)? {
                plan.block(&block, to)?;
            }
        }
        Moved::Target(Target::Answers(answers)) => {
            for answer in answers.iter() {
                plan.answer(answer, None, to)?;
            }
        }
        Moved::Target(Target::Passage(answer, span)) => plan.answer(*answer, Some(*span), to)?,
    }
    if plan.moved == 0 {
        return Ok(Look::Nothing(words::nothing(&call, to)));
    }
    let what = words::what(&plan.telling, &call, to, &plan.emptied()?);
    let changed = plan.moved;
    let payload = Payload { what, cells: plan.cells()?, ..Payload::default() };
    let touched = Touched { work: true, corpus: true, answers: true, ..Touched::default() };
    Ok(Look::Change(Box::new(Prepared { kind: "place", payload, undoes: None, changed, touched })))
}

/// A submission's texts while they are moved about.
struct Sheet {
    parts: Vec<Laid>,
    /// The questions that had a text before.
    before: Vec<Key>,
}

/// The marks that are to be written.
struct Plan<'a> {
    conn: &'a Conn,
    known: derive::Known,
    sheets: BTreeMap<i64, Sheet>,
    /// By submission, place of the part among its texts, and offset.
    writes: BTreeMap<(i64, usize, u32), Placed>,
    /// How many stretches go to another place.
    moved: usize,
    telling: Telling,
}

impl<'a> Plan<'a> {
    fn new(conn: &'a Conn) -> Self {
        Self {
            conn,
            known: derive::Known::default(),
            sheets: BTreeMap::new(),
            writes: BTreeMap::new(),
            moved: 0,
            telling: Telling::default(),
        }
    }

    fn sheet(&mut self, submission: i64) -> Result<&mut Sheet, Error> {
        if !self.sheets.contains_key(&submission) {
            let parts = derive::layout(self.conn, submission, &mut self.known)?
                .ok_or_else(|| Error::Invalid("that submission is not there any more".to_owned()))?;
            let before = marks::answered(&parts);
            self.sheets.insert(submission, Sheet { parts, before });
        }
        self.sheets.get_mut(&submission).ok_or_else(|| Error::Damaged("a submission".to_owned()))
    }

    /// Places a block as a screen shows it: from its first character on, its heading with it.
    fn block(&mut self, block: &BlockName, to: &Placing) -> Result<(), Error> {
        let gone = || Error::Invalid("that text is not there any more".to_owned());
        let submission = targets::submission_of(self.conn, block.record)?.ok_or_else(gone)?;
        let sheet = self.sheet(submission)?;
        let at = sheet.parts.iter().position(|part| part.id == block.part).ok_or_else(gone)?;
        self.move_to(submission, at, block.span, to)
    }

    /// A block, and those that wait under the same heading.
    fn alike(&mut self, block: &BlockName) -> Result<Vec<BlockName>, Error> {
        let mut all = vec![*block];
        let conn = self.conn;
        let Some(submission) = targets::submission_of(conn, block.record)? else { return Ok(all) };
        let sheet = self.sheet(submission)?;
        if let Some(part) = sheet.parts.iter().find(|part| part.id == block.part)
            && let Some(heading) = incoming::heading(part, block.span, &derive::beside(conn, part.n)?)
        {
            let others = incoming::waiting_with_heading(conn, &crate::text::fold(&heading))?;
            all.extend(others.into_iter().filter(|other| other != block));
        }
        Ok(all)
    }

    /// Places an answer's text, or a passage of it, with the heading of what goes whole.
    fn answer(&mut self, answer: AnswerNumber, passage: Option<Span>, to: &Placing) -> Result<(), Error> {
        let submission = targets::submission_number(self.conn, answer.0)?
            .ok_or_else(|| unknown("answer", &answer.0.to_string()))?;
        let text = AnswerText::of(self.conn, answer.0)?;
        let length = text.text.chars().count() as u32;
        let wanted = passage.unwrap_or(Span::new(0, length));
        if wanted.is_empty() || wanted.end > length {
            return Err(Error::Invalid("the passage is outside the answer's text".to_owned()));
        }
        for (n, span) in text.pieces_of(wanted) {
            let sheet = self.sheet(submission)?;
            let Some(at) = sheet.parts.iter().position(|part| part.n == n) else { continue };
            let span = marks::whole_with_heading(&sheet.parts[at], span);
            self.move_to(submission, at, span, to)?;
        }
        Ok(())
    }

    fn move_to(&mut self, submission: i64, at: usize, span: Span, to: &Placing) -> Result<(), Error> {
        let conn = self.conn;
        let part = self.part(submission, at)?;
        let length = part.text.chars().count() as u32;
        if span.is_empty() || span.end > length {
            return Err(Error::Invalid("that text is not there any more".to_owned()));
        }
        let (former, n) = (marks::holds(part, span.start), part.n);
        let structure = derive::beside(conn, n)?;
        let begins: Vec<(u32, Placed)> = match to {
            Placing::Under(key) => marks::under(part, span, key, &structure),
            Placing::Unplaced => vec![(span.start, Placed::Unplaced)],
            Placing::Joined if marks::first_text(part) >= span.start => {
                return Err(Error::Invalid("no text stands before it".to_owned()));
            }
            Placing::Joined => vec![(span.start, Placed::Joined)],
            Placing::SplitAt(offset) => {
                if *offset <= span.start || *offset >= span.end {
                    return Err(Error::Invalid("a block is split between two of its words".to_owned()));
                }
                if part.marks.iter().any(|mark| mark.offset == *offset) {
                    return Ok(());
                }
                let now = marks::holds(part, *offset);
                self.begin(submission, at, Span::new(*offset, *offset), vec![(*offset, now.into())])?;
                return self.tell(submission, None);
            }
        };
        if marks::is_so(part, span, &begins) {
            return Ok(());
        }
        self.begin(submission, at, span, begins)?;
        let follows = matches!(to, Placing::Under(_) | Placing::Unplaced);
        for place in structure.forms.iter().filter(|f| span.start <= f.span.start && f.span.end <= span.end) {
            if let (true, Form::Link(place)) = (follows, &place.form) {
                self.footnote(submission, place, &former, to)?;
            }
        }
        self.tell(submission, Some(former))
    }

    /// A footnote stands with the text that refers to it, where it stood with it before.
    fn footnote(&mut self, submission: i64, place: &str, former: &To, to: &Placing) -> Result<(), Error> {
        let sheet = self.sheet(submission)?;
        let Some(at) = sheet.parts.iter().skip(1).position(|part| part.place == *place) else {
            return Ok(());
        };
        let note = &sheet.parts[at + 1];
        let whole = Span::new(0, note.text.chars().count() as u32);
        if whole.is_empty() || marks::holds(note, 0) != marks::of_text(former) || note.marks.len() > 1 {
            return Ok(());
        }
        let begins = match to {
            Placing::Under(key) => Placed::Question(key.clone()),
            _ => Placed::Unplaced,
        };
        self.begin(submission, at + 1, whole, vec![(0, begins)])
    }

    /// Writes what begins within a stretch, and what goes on after it.
    fn begin(
        &mut self,
        submission: i64,
        at: usize,
        span: Span,
        begins: Vec<(u32, Placed)>,
    ) -> Result<(), Error> {
        let part = self.part(submission, at)?;
        let written = marks::put(part, span, begins);
        self.writes.extend(written.into_iter().map(|(offset, placed)| ((submission, at, offset), placed)));
        Ok(())
    }

    fn part(&mut self, submission: i64, at: usize) -> Result<&mut Laid, Error> {
        let sheet = self.sheet(submission)?;
        sheet.parts.get_mut(at).ok_or_else(|| Error::Damaged("a text of a submission".to_owned()))
    }

    fn tell(&mut self, submission: i64, from: Option<To>) -> Result<(), Error> {
        self.moved += 1;
        self.telling.moved(self.conn, submission, from)
    }

    /// Questions that have no text any more, with what stays on them.
    fn emptied(&self) -> Result<Vec<(Key, String)>, Error> {
        let mut emptied = Vec::new();
        for (submission, sheet) in &self.sheets {
            let now = marks::answered(&sheet.parts);
            for key in sheet.before.iter().filter(|key| !now.contains(key)) {
                let stays = words::stays(self.conn, *submission, key)?;
                emptied.extend(stays.map(|stays| (key.clone(), stays)));
            }
        }
        Ok(emptied)
    }

    fn cells(&self) -> Result<Vec<CellWrite>, Error> {
        let mut cells = Vec::with_capacity(self.writes.len());
        for ((submission, at, offset), placed) in &self.writes {
            let Some(sheet) = self.sheets.get(submission) else { continue };
            let Some(part) = sheet.parts.get(*at) else { continue };
            let entity = crate::model::id::to_hex(&entity(part.record, part.id));
            cells.push(CellWrite::new(Kind::Part, entity, i64::from(*offset), to_json(placed)?));
        }
        Ok(cells)
    }
}

/// The number of a question, or its key where the call does not ask it any more.
fn number<'c>(call: &'c Call, key: &'c Key) -> &'c str {
    call.question(key).map_or(key.as_str(), |question| question.number.as_str())
}
