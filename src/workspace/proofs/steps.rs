//! Random work: a step is a few small numbers, so that a failing run shrinks to few of them.

use proptest::prelude::{Strategy, any};

use super::bench::{Bench, answers, theme};
use super::themed;
use crate::intake;
use crate::model::call::{Call, Key};
use crate::model::draft::Field;
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::finding::{About, State};
use crate::model::id::{AnswerNumber, ItemId, OperationId, PartId, RecordId, SourceHash, TagId};
use crate::model::operation::Outcome;
use crate::model::placing::{BlockName, Moved, Placing};
use crate::model::span::Span;
use crate::model::work::{ItemKind, NoteTarget, Stance, Status, Target};
use crate::store::journal::skew;
use crate::store::{corpus, originals, sources};
use crate::workspace::{Error, ImportRequest, Workspace};

/// What is done, by whom, on which device, and with which things.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub kind: u8,
    pub who: u8,
    pub device: u8,
    pub a: u8,
    pub b: u8,
}

/// How many kinds of steps change something anew; undo, redo and undo of any follow.
const CHANGES: u8 = 40;

/// Steps of all kinds.
pub(super) fn any_step() -> impl Strategy<Value = Step> {
    step(CHANGES + 4)
}

/// Steps without undo and redo.
pub(super) fn change() -> impl Strategy<Value = Step> {
    step(CHANGES)
}

fn step(kinds: u8) -> impl Strategy<Value = Step> {
    (0..kinds, 0..3_u8, 0..3_u8, any::<u8>(), any::<u8>()).prop_map(|(kind, who, device, a, b)| Step {
        kind,
        who,
        device,
        a,
        b,
    })
}

pub(super) const ANALYSTS: [&str; 3] = ["Alice", "Bob", "Zoé"];

/// The clocks of the devices: right, eight days behind, two days ahead.
const CLOCKS: [i64; 3] = [0, -8 * 86_400_000, 2 * 86_400_000];

/// Cells of the generated exports.
const CELLS: [&str; 6] = [
    "",
    "Cost of the last mile, above all in the hills; then power.",
    "Sign the routes, and say who may announce what.",
    "Nobody who cannot be asked. Open books make trust.",
    "Cost of the last mile, above all in the hills; then power, then skills.",
    "No",
];

/// Does a step as its analyst on its device, with its clock.
pub(super) fn take(bench: &Bench, file: &std::path::Path, step: Step) -> Option<Outcome> {
    skew::set(CLOCKS[usize::from(step.device)]);
    let mut desk = bench.open(file, usize::from(step.device), ANALYSTS[usize::from(step.who)]);
    let outcome = act(bench, &mut desk, step);
    skew::set(0);
    outcome
}

/// Does a step at a desk; what does not fit the state is left out.
pub(super) fn act(bench: &Bench, desk: &mut Workspace, step: Step) -> Option<Outcome> {
    match step.kind {
        0..=1 => export(bench, desk, step),
        2 => document(bench, desk, step),
        25 => revision(bench, desk, step),
        27 => anew(desk, step),
        28 => people(bench, desk, step),
        _ => {
            let edit = edit(desk, step)?;
            match desk.edit(edit.clone()) {
                Ok(outcome) => Some(outcome),
                Err(Error::Unknown { .. } | Error::Invalid(_) | Error::Unfit { .. }) => None,
                Err(e) => panic!("{edit:?}: {e}"),
            }
        }
    }
}

fn export(bench: &Bench, desk: &mut Workspace, step: Step) -> Option<Outcome> {
    let cell = |i: usize| CELLS[(usize::from(step.a) / (i + 1) + usize::from(step.b) * i) % CELLS.len()];
    let names = ["F-1", "F-2", "F-3", "F-4"];
    let rows: Vec<[&str; 4]> = (0..2 + usize::from(step.b) % 3)
        .map(|row| [names[row], cell(row), cell(row + 1), CELLS[1 + row]])
        .collect();
    bench.import(desk, &rows)
}

fn document(bench: &Bench, desk: &mut Workspace, step: Step) -> Option<Outcome> {
    let body = CELLS[1 + usize::from(step.a) % 4];
    let text = format!(
        "# A letter\n\nDear all.\n\n## {}\n\n{body}\n",
        super::bench::QUESTIONS[usize::from(step.b) % 3]
    );
    let name = format!("letter-{}.md", step.a % 3);
    bench.take(desk, &name, text.as_bytes(), Some(["Néo Net", "Ministry of Links"][usize::from(step.b) % 2]))
}

/// A newer version of a submission: by the mark in its name, or because the analyst says so.
fn revision(bench: &Bench, desk: &mut Workspace, step: Step) -> Option<Outcome> {
    let text = format!(
        "# A letter\n\nDear all, again.\n\n## {}\n\n{}\n\n{}\n",
        super::bench::QUESTIONS[usize::from(step.b) % 3],
        CELLS[1 + usize::from(step.b) % 4],
        CELLS[1 + usize::from(step.a) % 4]
    );
    let name = format!("letter-{}-rev{}.md", step.a % 3, 1 + step.b % 2);
    let submitter = ["Néo Net", "Ministry of Links"][usize::from(step.b) % 2];
    let path = bench.folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let revises = if step.a.is_multiple_of(2) { Some(submission(desk, step)?) } else { None };
    let submitter = Some(submitter.to_owned());
    let request = ImportRequest { paths: vec![path], submitter, revises, ..ImportRequest::default() };
    desk.import(&request, &mut |_| true).unwrap().1
}

/// A better reading of a document: a later version of the reader reads other words in the same bytes.
fn anew(desk: &mut Workspace, step: Step) -> Option<Outcome> {
    let sources = ids::<32>(
        desk,
        "SELECT sha256 FROM source JOIN record ON record.source = source.n WHERE likeness IS NOT NULL
         GROUP BY sha256 ORDER BY sha256",
    );
    let hash = SourceHash(pick(&sources, step.a)?);
    let source = corpus::source_number(&desk.store.conn, hash).unwrap()?;
    // A file into which another was merged in these proofs has no originals.
    let bytes = originals::original(&desk.store.conn, source).ok()?;
    let version = 2 + step.b % 3;
    let read = String::from_utf8(bytes.clone()).unwrap();
    let read = read.replace("Dear all", "As it stands here").replace("hills", &format!("hills of {version}"));
    let mut draft = intake::read(read.as_bytes(), "letter.md").unwrap();
    draft.reader = format!("markdown/{version}");
    let name = sources::names(&desk.store.conn, hash).unwrap().pop()?;
    let request = ImportRequest { anew: true, ..ImportRequest::default() };
    let path = std::path::PathBuf::from(&name);
    let done = desk.plan_and_write(&request, (1, 0), &mut |_| true, &mut |plan, report, _| {
        report.sources.push(plan.take(&name, &path, &bytes, Ok(draft.clone()))?);
        Ok(())
    });
    done.unwrap().1
}

/// A table of submitters: some rows name submissions that are there, by reference or name, others nobody.
fn people(bench: &Bench, desk: &mut Workspace, step: Step) -> Option<Outcome> {
    let (a, b) = (usize::from(step.a), usize::from(step.b));
    let countries = ["KE", "NL", "PE"];
    let text = format!(
        "reference,organisation,country,signatories,may we publish,Size\n\
         F-{},,{},\"Hill Net; Dale Net\",yes,{}\n,Neo Net,{},,anonymously,{}\nF-{},Dale Net,,,perhaps,{}\n",
        1 + a % 3,
        countries[b % 3],
        a % 9,
        countries[a % 3],
        b % 9,
        2 + b % 3,
        (a + b) % 9
    );
    bench.take(desk, &format!("people-{}.csv", b % 2), text.as_bytes(), None)
}

pub(super) fn pick<T: Copy>(all: &[T], at: u8) -> Option<T> {
    all.get(usize::from(at) % all.len().max(1)).copied()
}

fn edit(desk: &Workspace, step: Step) -> Option<Edit> {
    let all = answers(desk, "");
    let one = || pick(&all, step.a);
    let some = || -> Vec<AnswerNumber> {
        all.iter().copied().skip(usize::from(step.a % 3)).step_by(1 + usize::from(step.b % 3)).collect()
    };
    Some(match step.kind {
        3 => Edit::Tag {
            target: Target::Answers(vec![one()?].into()),
            themes: vec![choice(step)],
            stance: stance(step.a),
        },
        4 => Edit::Tag { target: Target::Answers(some().into()), themes: vec![choice(step)], stance: None },
        5 => Edit::Tag { target: passage(desk, step)?, themes: vec![choice(step)], stance: stance(step.b) },
        6 => Edit::Untag { target: Target::Answers(vec![one()?].into()), themes: Vec::new() },
        7 => Edit::Untag {
            target: Target::Answers(some().into()),
            themes: vec![theme(usize::from(step.b % 3))],
        },
        8 => Edit::SetStance { tags: vec![tag(desk, step)?], stance: stance(step.a) },
        9 => Edit::SetStatus { answers: some().into(), status: Status::ALL[usize::from(step.b % 3)] },
        10 => Edit::AddNote { on: noted(desk, step)?, text: format!("note {}", step.a % 4) },
        11 => Edit::EditNote {
            note: note(desk, step)?,
            text: if step.b.is_multiple_of(3) { String::new() } else { format!("other {}", step.b % 5) },
        },
        12 => Edit::AddTheme { path: format!("New {} / Under {}", step.a % 3, step.b % 3) },
        13 => Edit::AddItems {
            list: None,
            target: if step.b.is_multiple_of(2) {
                Target::Answers(some().into())
            } else {
                passage(desk, step)?
            },
        },
        14 => Edit::RemoveItems { list: None, target: Target::Answers(vec![one()?].into()) },
        15 => moved(desk, step)?,
        16 => corrected(desk, step)?,
        17 => Edit::AddList { name: format!("List {}", step.a % 3) },
        18 => Edit::SaveFilter {
            name: format!("Filter {}", step.a % 3),
            query: ["status:todo", "no:theme hills", "-lang:en"][usize::from(step.b % 3)].to_owned(),
        },
        19 => Edit::RemoveFilter { name: format!("FILTER {}", step.a % 3) },
        20 => Edit::TakeOut { items: vec![pick(&items(desk)?, step.a)?.0] },
        21 => reworded(desk, step)?,
        22 => relisted(desk, step)?,
        23 => placed(desk, step)?,
        24 => laid(desk, step)?,
        26 => Edit::Join { submissions: vec![submission(desk, step)?, other(desk, step)?] },
        30 => Edit::Decline { answers: some().into(), theme: theme(usize::from(step.b % 3)) },
        29 => translated(one()?, step),
        31 => reshaped(desk, step)?,
        32..=34 => themed::edit(desk, step)?,
        35 => Edit::SetCall(Box::new(Call { deadline: day(step.a), ..desk.vocabulary().unwrap().call })),
        36 | 37 => found(step),
        38 | 39 => withheld(desk, step)?,
        40 | 41 => Edit::Undo(None),
        42 => Edit::Redo(None),
        _ => Edit::Undo(Some(operation(desk, step)?)),
    })
}

/// A finding on a theme or a question: made, written, agreed.
fn found(step: Step) -> Edit {
    let about = match step.b % 3 {
        0 => About::Question(Key("routes".to_owned())),
        _ => About::Theme(theme(usize::from(step.b % 3))),
    };
    match step.a % 5 {
        0 => Edit::MakeFinding { about },
        1 => Edit::WriteFinding { about, text: String::new() },
        2 => Edit::SettleFinding { about, state: State::ALL[usize::from(step.b % 2)] },
        other => Edit::WriteFinding { about, text: format!("Most of them ask for it. {other}") },
    }
}

/// A passage that is not to leave, or that may again.
fn withheld(desk: &Workspace, step: Step) -> Option<Edit> {
    let Target::Passage(answer, span) = passage(desk, step)? else { return None };
    Some(if step.b.is_multiple_of(4) {
        Edit::LiftWithheld { answer, span }
    } else {
        Edit::Withhold { answer, span }
    })
}

/// Another last day, or none.
fn day(at: u8) -> Option<jiff::civil::Date> {
    (!at.is_multiple_of(4)).then(|| jiff::civil::date(2025, 1, 1 + 10 * (at % 4) as i8))
}

/// A translation, or that there is none.
fn translated(answer: AnswerNumber, step: Step) -> Edit {
    let text = if step.b.is_multiple_of(4) { String::new() } else { format!("In English {}", step.b % 5) };
    let language = step.b.is_multiple_of(2).then(|| "en".to_owned());
    Edit::Translate { answer, text, language, file: None }
}

/// A correction of any field: a value, that nothing is known, or what the source says again.
fn corrected(desk: &Workspace, step: Step) -> Option<Edit> {
    let field = Field::ALL[usize::from(step.b) % Field::ALL.len()];
    let values = match field {
        Field::Reference => ["F-2", "R-7", "R-8"],
        Field::Country => ["Kenya", "NL", "=Ruritania"],
        Field::Language => ["fr", "German", "en"],
        Field::SubmittedOn | Field::ReceivedOn => ["2025-01-16", "2025-02-01", "2024-12-24"],
        Field::Citable => ["by name", "no", "anonymously"],
        Field::Region => ["africa", "europe", "=Nordics"],
        Field::StakeholderType => ["government", "academia", "=Guild"],
        Field::Withdrawn => ["yes", "no", "yes"],
        Field::ReplacedBy => ["F-1", "F-2", "R-7"],
        Field::Signatories => ["Hill Net; Néo Net", "Dale Net, Inc.;", "甲网络、乙网络"],
        Field::Submitter | Field::Channel => ["Ministry of Links", "e-mail", "Néo Net"],
    };
    let value = match step.a % 5 {
        0 => None,
        1 => Some(String::new()),
        at => Some(values[usize::from(at) - 2].to_owned()),
    };
    Some(Edit::SetMetadata { submissions: vec![submission(desk, step)?], field, value })
}

fn stance(at: u8) -> Option<Stance> {
    [None, Some(Stance::For), Some(Stance::Against), Some(Stance::Mixed)][usize::from(at % 4)]
}

fn choice(step: Step) -> ThemeChoice {
    match step.b % 5 {
        0..=2 => ThemeChoice::Existing(theme(usize::from(step.b % 5))),
        _ => ThemeChoice::New(format!("New {}", step.a % 3)),
    }
}

fn passage(desk: &Workspace, step: Step) -> Option<Target> {
    let answer = pick(&answers(desk, ""), step.a)?;
    let view = desk.answer(answer, &desk.resolve("").unwrap()).unwrap();
    let length = view.text.chars().count() as u32;
    let start = u32::from(step.b) % length.max(1);
    Some(Target::Passage(answer, Span::new(start, (start + 1 + u32::from(step.a % 20)).min(length))))
}

/// A passage with a tag or note on it, made longer or shorter.
fn reshaped(desk: &Workspace, step: Step) -> Option<Edit> {
    let answer = pick(&answers(desk, ""), step.a)?;
    let view = desk.answer(answer, &desk.resolve("").unwrap()).unwrap();
    let tagged = view.tags.iter().map(|tag| tag.span).chain(view.notes.iter().map(|note| note.span));
    let from = pick(&tagged.flatten().collect::<Vec<_>>(), step.b)?;
    let length = view.text.chars().count() as u32;
    let end = (from.end + u32::from(step.a % 5)).saturating_sub(u32::from(step.b % 4)).min(length);
    Some(Edit::Reshape { answer, from, to: Span::new(from.start, end.max(from.start + 1)) })
}

fn ids<const N: usize>(desk: &Workspace, sql: &str) -> Vec<[u8; N]> {
    let mut read = desk.store.conn.prepare(sql).unwrap();
    read.query_map([], |r| r.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn tag(desk: &Workspace, step: Step) -> Option<TagId> {
    let answer = pick(&answers(desk, ""), step.b)?;
    let view = desk.answer(answer, &desk.resolve("").unwrap()).unwrap();
    pick(&view.tags.iter().map(|t| t.id).collect::<Vec<_>>(), step.a)
}

fn note(desk: &Workspace, step: Step) -> Option<crate::model::id::NoteId> {
    let notes = ids::<20>(desk, "SELECT id FROM note WHERE live = 1 ORDER BY id");
    crate::model::id::NoteId::from_bytes(&pick(&notes, step.a)?)
}

fn noted(desk: &Workspace, step: Step) -> Option<NoteTarget> {
    let answer = pick(&answers(desk, ""), step.a);
    Some(match step.b % 5 {
        0 => NoteTarget::Answer(answer?),
        1 => match passage(desk, step)? {
            Target::Passage(answer, span) => NoteTarget::Passage(answer, span),
            Target::Answers(_) => return None,
        },
        2 => NoteTarget::Submission(submission(desk, step)?),
        3 => NoteTarget::Question(Key("routes".to_owned())),
        _ => NoteTarget::Theme(theme(usize::from(step.a % 3))),
    })
}

fn submission(desk: &Workspace, step: Step) -> Option<String> {
    let all = ids::<16>(desk, "SELECT id FROM submission WHERE visible = 1 ORDER BY id");
    Some(crate::model::id::to_hex(&pick(&all, step.a)?))
}

fn other(desk: &Workspace, step: Step) -> Option<String> {
    submission(desk, Step { a: step.b, ..step })
}

/// The items of the current list, and how many words each quotes or says.
fn items(desk: &Workspace) -> Option<Vec<(ItemId, ItemKind, u32)>> {
    let list = desk.shortlists().unwrap().first()?.id;
    let items = desk.shortlist_items(list).unwrap();
    Some(items.iter().map(|i| (i.id, i.kind, i.whole().chars().count() as u32)).collect())
}

fn moved(desk: &Workspace, step: Step) -> Option<Edit> {
    let list = desk.shortlists().unwrap().first()?.id;
    let ids: Vec<ItemId> = items(desk)?.into_iter().map(|(id, ..)| id).collect();
    let before = pick(&ids, step.b).filter(|_| step.b.is_multiple_of(2));
    if step.b.is_multiple_of(3) {
        let text = format!("Part {}", step.a % 3);
        return Some(Edit::AddText { list, kind: ItemKind::Heading, text, before });
    }
    Some(Edit::MoveItem { item: pick(&ids, step.a)?, before })
}

/// A heading that says something else, or a quotation without some of its words.
fn reworded(desk: &Workspace, step: Step) -> Option<Edit> {
    let (item, kind, length) = pick(&items(desk)?, step.a)?;
    if kind != ItemKind::Quotation {
        let text = if step.b.is_multiple_of(5) { String::new() } else { format!("Other {}", step.b % 3) };
        return Some(Edit::RewordItem { item, text });
    }
    let start = u32::from(step.b) % length.max(1);
    let cuts = if step.b.is_multiple_of(4) {
        Vec::new()
    } else {
        vec![Span::new(start, start + 1 + u32::from(step.a % 9))]
    };
    Some(Edit::Shorten { item, cuts })
}

fn relisted(desk: &Workspace, step: Step) -> Option<Edit> {
    let list = pick(&desk.shortlists().unwrap().iter().map(|l| l.id).collect::<Vec<_>>(), step.a)?;
    Some(if step.b.is_multiple_of(3) {
        Edit::RemoveList { list }
    } else {
        Edit::RenameList { list, name: format!("Named {}", step.b % 4) }
    })
}

fn somewhere(at: u8) -> Placing {
    match at % 4 {
        0 => Placing::Unplaced,
        at => Placing::Under(Key(["access", "routes", "trust"][usize::from(at) - 1].to_owned())),
    }
}

/// Answers or a passage that go somewhere else.
fn placed(desk: &Workspace, step: Step) -> Option<Edit> {
    let target = match step.a % 3 {
        0 => passage(desk, step)?,
        1 => Target::Answers(answers(desk, "").into_iter().skip(usize::from(step.b % 5)).take(2).collect()),
        _ => Target::Answers(vec![pick(&answers(desk, ""), step.b)?].into()),
    };
    Some(Edit::Place { text: Moved::Target(target), to: somewhere(step.a.wrapping_add(step.b)) })
}

/// Any stretch of any text, as a screen names it: placed, joined to what stands before, or split.
fn laid(desk: &Workspace, step: Step) -> Option<Edit> {
    let all = |column: &str| {
        format!(
            "SELECT {column} FROM extract JOIN record ON record.n = extract.record
             JOIN part ON part.n = extract.part WHERE length(part.text) > 4 ORDER BY record.id, extract.i"
        )
    };
    let record = RecordId(pick(&ids::<16>(desk, &all("record.id")), step.a)?);
    let part = PartId(pick(&ids::<16>(desk, &all("part.id")), step.a)?);
    let span = Span::new(u32::from(step.b % 5), 4 + u32::from(step.b % 23));
    let to = match step.a % 3 {
        0 => Placing::Joined,
        1 => Placing::SplitAt(span.start + 2),
        _ => somewhere(step.b),
    };
    Some(Edit::Place { text: Moved::Blocks(vec![BlockName { record, part, span }]), to })
}

fn operation(desk: &Workspace, step: Step) -> Option<OperationId> {
    let all: Vec<OperationId> = desk.history(None).unwrap().into_iter().map(|e| e.id).collect();
    pick(&all, step.a)
}
