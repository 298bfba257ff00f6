//! What leaves the workspace of whom: who may be cited anonymously leaves under a pseudonym, who may not be cited is only
//! counted, and stretches that are withheld read “[…]”.
//!
//! Every export passes here ([`Guard`]), whatever its format. A pseudonym follows from the submitter and the workspace,
//! never from an order: it is the same in every export, and stays so when more comes in. It says what kind of submitter it
//! is only as far as enough others are of that kind.

use std::collections::HashMap;
use std::sync::Arc;

use crate::config::report_file;
use crate::model::codebook::Example;
use crate::model::finding::Finding;
use crate::model::id::digest16;
use crate::model::note::NoteEntry;
use crate::model::report::Words;
use crate::model::span::Span;
use crate::model::submission::{AnswerRecord, Care, Metadata, SourcePlace, SubmissionRecord, Translation};
use crate::model::view::Leaves;
use crate::model::work::ShortlistItem;
use crate::text::leaving::{self, Leaving};
use crate::text::{citable, fold, shorten};

/// So many submitters have to be of a kind before it is said that one is of it.
const CROWD: usize = 3;

/// The letters and digits of pseudonyms: none that is taken for another.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How a submitter leaves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Way {
    /// With what the source says of it.
    ByName,
    /// Under a pseudonym.
    Anonymously,
    /// Only in counts.
    NotAtAll,
}

/// A kind of submitters, and how many are of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kind {
    /// Government, civil society …
    pub stakeholder_type: Option<String>,
    /// A region of the world.
    pub region: Option<String>,
    /// How many submitters, each once.
    pub submitters: usize,
}

/// What has been said of names in an export as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Spared {
    /// Whether names are given whatever was said of them: for internal use.
    pub names: bool,
    /// How many submitters leave under a pseudonym.
    pub anonymous: usize,
    /// How many texts are left out because their submitters may not be cited.
    pub texts: usize,
    /// How many submitters those are.
    pub submitters: usize,
}

impl Spared {
    /// What is to be said of it in the file; `None` where there is nothing to say.
    pub fn line(&self) -> Option<String> {
        self.line_in(report_file::english())
    }

    /// The same in the words of a language.
    pub fn line_in(&self, words: &Words) -> Option<String> {
        if self.names {
            return Some(words.say("internal", &[]));
        }
        let mut said = Vec::new();
        if self.anonymous > 0 {
            let who = words.counted("submitters", self.anonymous);
            said.push(words.say("under_pseudonym", &[("submitters", &who)]));
        }
        if self.texts > 0 {
            let (texts, who) =
                (words.counted("left_out", self.texts), words.counted("submitters", self.submitters));
            said.push(words.say("only_counted", &[("texts", &texts), ("submitters", &who)]));
        }
        (!said.is_empty()).then(|| said.join(" "))
    }
}

/// Lets through what may leave.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Guard {
    /// What makes pseudonyms those of this workspace.
    workspace: String,
    kinds: Vec<Kind>,
    names: bool,
    /// What it says in the place of names; the English ones without them.
    words: Option<Arc<Words>>,
}

/// Whom something is of, as far as a pseudonym needs it.
struct Whose<'a> {
    care: &'a Care,
    metadata: &'a Metadata,
    /// Stands for a submitter without a name.
    submission: String,
}

impl Guard {
    /// A guard of a workspace; with `names` they are given whatever was said of them, and what is withheld stays withheld.
    pub fn new(workspace: String, kinds: Vec<Kind>, names: bool) -> Self {
        Self { workspace, kinds, names, words: None }
    }

    /// The same, saying in other words what stands for names.
    #[must_use]
    pub fn in_words(self, words: Option<Arc<Words>>) -> Self {
        Self { words, ..self }
    }

    fn words(&self) -> &Words {
        self.words.as_deref().unwrap_or_else(|| report_file::english())
    }

    /// How what was said of citing makes a submitter leave.
    pub fn way(&self, citable: Option<&str>) -> Way {
        match citable {
            Some(said) if !self.names && said == citable::WAYS[1] => Way::Anonymously,
            Some(said) if !self.names && said == citable::WAYS[2] => Way::NotAtAll,
            _ => Way::ByName,
        }
    }

    /// The code of a pseudonym: "P-7F3K2M".
    fn code(&self, whose: &Whose<'_>) -> String {
        let name = whose.metadata.submitter.as_deref().map(fold).filter(|folded| !folded.is_empty());
        let identity = name.unwrap_or_else(|| whose.submission.clone());
        let hash = digest16("pseudonym/1", &[self.workspace.as_bytes(), identity.as_bytes()]);
        let signs = hash[..6].iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)]));
        format!("P-{}", signs.collect::<String>())
    }

    /// The kind that may be told: with type and region, with one of them, or with neither, as enough are of it.
    fn kind(&self, metadata: &Metadata) -> (Option<String>, Option<String>) {
        let (of, region) = (&metadata.stakeholder_type, &metadata.region);
        let enough = |of: &Option<String>, region: &Option<String>| {
            let is = |kind: &&Kind| {
                (of.is_none() || kind.stakeholder_type == *of) && (region.is_none() || kind.region == *region)
            };
            self.kinds.iter().filter(is).map(|kind| kind.submitters).sum::<usize>() >= CROWD
        };
        match (of, region) {
            (Some(_), Some(_)) if enough(of, region) => (of.clone(), region.clone()),
            (Some(_), _) if enough(of, &None) => (of.clone(), None),
            (_, Some(_)) if enough(&None, region) => (None, region.clone()),
            _ => (None, None),
        }
    }

    /// By what name somebody leaves who may be cited anonymously: "Civil society, Asia-Pacific (P-7F3K2M)".
    fn pseudonym(&self, whose: &Whose<'_>) -> String {
        let kind = self.kind(whose.metadata);
        let words = self.words();
        let said: Vec<String> =
            [kind.0, kind.1].into_iter().flatten().map(|kind| words.name(&kind).to_owned()).collect();
        let said = if said.is_empty() { words.say("a_submitter", &[]) } else { said.join(", ") };
        format!("{said} ({})", self.code(whose))
    }

    /// The metadata that leave.
    fn metadata(&self, whose: &Whose<'_>) -> Metadata {
        let (stakeholder_type, region) = self.kind(whose.metadata);
        Metadata {
            submitter: Some(self.pseudonym(whose)),
            stakeholder_type,
            region,
            country: None,
            ..whose.metadata.clone()
        }
    }

    /// An answer as it leaves; `None` when its submitter may not be cited.
    pub fn record(&self, record: AnswerRecord) -> Option<AnswerRecord> {
        let care = &record.care;
        // Most leave as they are.
        if self.way(care.citable.as_deref()) == Way::ByName
            && care.withheld.is_empty()
            && care.words.is_empty()
        {
            return Some(record);
        }
        let leaving = self.leaving(&record)?;
        Some(self.guarded(record, &leaving))
    }

    /// The text of an answer as it leaves; `None` when its submitter may not be cited.
    fn leaving(&self, record: &AnswerRecord) -> Option<Leaving> {
        let way = self.way(record.care.citable.as_deref());
        if way == Way::NotAtAll {
            return None;
        }
        let mut behind = record.care.withheld.clone();
        if way == Way::Anonymously {
            let names = names(&record.metadata, &record.care);
            behind.extend(names.iter().flat_map(|name| leaving::occurrences(&record.text, name)));
        }
        Some(Leaving::new(&record.text, behind))
    }

    fn guarded(&self, record: AnswerRecord, leaving: &Leaving) -> AnswerRecord {
        let anonymous = self.way(record.care.citable.as_deref()) == Way::Anonymously;
        if !anonymous && record.care.words.is_empty() && leaving.is_whole() {
            return record;
        }
        let words = self.unsaid(&record.metadata, &record.care);
        let mut out = record;
        for tag in &mut out.tags {
            match (tag.start, tag.end) {
                (Some(start), Some(end)) => {
                    let span = Span::new(start, end);
                    tag.quote = tag.quote.take().map(|_| leaving.words(span));
                    let span = leaving.span(span);
                    (tag.start, tag.end) = (Some(span.start), Some(span.end));
                }
                _ => tag.quote = tag.quote.take().map(|quote| leaving::without(&quote, &words)),
            }
        }
        for note in &mut out.notes {
            if let (Some(start), Some(end)) = (note.start, note.end) {
                let span = leaving.span(Span::new(start, end));
                (note.start, note.end) = (Some(span.start), Some(span.end));
            }
            note.text = leaving::without(&note.text, &words);
        }
        out.translation = out.translation.take().map(|it| translation(it, &words, &out.care));
        out.heading = out.heading.take().map(|heading| leaving::without(&heading, &words));
        for (at, _) in &mut out.source.pages {
            *at = leaving.start(*at);
        }
        leaving.text().clone_into(&mut out.text);
        if anonymous {
            let named = names(&out.metadata, &out.care);
            let whose =
                Whose { care: &out.care, metadata: &out.metadata, submission: out.submission.to_string() };
            let (metadata, code) = (self.metadata(&whose), self.code(&whose));
            if carries(&out.reference, &named) {
                out.reference = code;
            }
            out.source = self.place(out.source, &named);
            out.metadata = metadata;
        }
        // What was minded has been minded; and it holds what may not leave.
        out.care = Care { citable: out.care.citable.take(), ..Care::default() };
        out
    }

    /// The place in the source, without a file that would name who sent it: a document is its submitter's own, a table
    /// holds many, and is named where its name names nobody.
    fn place(&self, place: SourcePlace, names: &[String]) -> SourcePlace {
        if place.row.is_some() && !carries(&place.file, names) {
            return place;
        }
        SourcePlace { file: self.words().say("file_not_named", &[]), sha256: String::new(), ..place }
    }

    /// How an answer leaves by the clipboard.
    pub fn leaves(&self, record: &AnswerRecord) -> Leaves {
        let Some(leaving) = self.leaving(record) else {
            return Leaves { refused: true, ..Leaves::default() };
        };
        let whose = Whose {
            care: &record.care,
            metadata: &record.metadata,
            submission: record.submission.to_string(),
        };
        let anonymous = self.way(record.care.citable.as_deref()) == Way::Anonymously;
        let named = names(whose.metadata, whose.care);
        Leaves {
            refused: false,
            pseudonym: anonymous.then(|| self.pseudonym(&whose)),
            reference: (anonymous && carries(&record.reference, &named)).then(|| self.code(&whose)),
            behind: leaving.behind().to_vec(),
        }
    }

    /// The words that leave nowhere: those withheld, and of who may be cited anonymously the names.
    fn unsaid(&self, metadata: &Metadata, care: &Care) -> Vec<String> {
        let anonymous = self.way(care.citable.as_deref()) == Way::Anonymously;
        let named = if anonymous { names(metadata, care) } else { Vec::new() };
        care.words.iter().cloned().chain(named).collect()
    }

    /// An item of a shortlist as it leaves; `None` when it quotes somebody who may not be cited.
    pub fn item(&self, item: ShortlistItem) -> Option<ShortlistItem> {
        let Some(record) = item.answer.clone() else { return Some(item) };
        let whole = self.leaving(&record)?;
        let words = item.whole().to_owned();
        let behind = match item.span {
            Some(span) => whole.within(span),
            None if words == record.text => whole.within(Span::new(0, words.chars().count() as u32)),
            None => {
                let unsaid = self.unsaid(&record.metadata, &record.care);
                unsaid.iter().flat_map(|unsaid| leaving::occurrences(&words, unsaid)).collect()
            }
        };
        let quotation = Leaving::new(&words, behind);
        let cuts: Vec<Span> = item.cuts.iter().map(|cut| quotation.span(*cut)).collect();
        let text = shorten::shortened(quotation.text(), &shorten::joined(cuts.clone()));
        Some(ShortlistItem {
            text,
            quote: item.quote.as_ref().map(|_| quotation.text().to_owned()),
            cuts,
            span: item.span.map(|span| whole.span(span)),
            answer: Some(self.guarded(record, &whole)),
            ..item
        })
    }

    /// A finding with the quotations that may leave.
    pub fn finding(&self, finding: Finding) -> Finding {
        let items = finding.items.into_iter().filter_map(|item| self.item(item)).collect();
        Finding { items, ..finding }
    }

    /// A submission as it leaves; `None` when it may not be cited.
    pub fn submission(&self, submission: SubmissionRecord) -> Option<SubmissionRecord> {
        match self.way(submission.citable.as_deref()) {
            Way::ByName => return Some(submission),
            Way::NotAtAll => return None,
            Way::Anonymously => {}
        }
        let care = Care { signatories: submission.signatories.clone(), ..Care::default() };
        let whose =
            Whose { care: &care, metadata: &submission.metadata, submission: submission.id.to_string() };
        let named = names(whose.metadata, whose.care);
        let reference = if carries(&submission.reference, &named) {
            self.code(&whose)
        } else {
            submission.reference.clone()
        };
        Some(SubmissionRecord {
            reference,
            metadata: self.metadata(&whose),
            signatories: Vec::new(),
            attributes: std::collections::BTreeMap::new(),
            sources: Vec::new(),
            channel: None,
            ..submission
        })
    }

    /// A note as it leaves; `on` is the answer that it is on, as the workspace has it. `None` when that is of somebody who
    /// may not be cited.
    pub fn note(&self, note: NoteEntry, on: Option<AnswerRecord>) -> Option<NoteEntry> {
        let Some(record) = on else { return Some(note) };
        let unsaid = self.unsaid(&record.metadata, &record.care);
        let record = self.record(record)?;
        Some(NoteEntry {
            text: leaving::without(&note.text, &unsaid),
            quote: note.quote.map(|quote| leaving::without(&quote, &unsaid)),
            submitter: record.metadata.submitter,
            reference: Some(record.reference),
            ..note
        })
    }

    /// A note on a submission as it leaves.
    pub fn note_of(&self, note: NoteEntry, of: SubmissionRecord) -> Option<NoteEntry> {
        let anonymous = self.way(of.citable.as_deref()) == Way::Anonymously;
        let care = Care { signatories: of.signatories.clone(), ..Care::default() };
        let unsaid = if anonymous { names(&of.metadata, &care) } else { Vec::new() };
        let of = self.submission(of)?;
        let text = leaving::without(&note.text, &unsaid);
        Some(NoteEntry { text, submitter: of.metadata.submitter, reference: Some(of.reference), ..note })
    }

    /// An example of a theme as it leaves; `from` is the answer that it is from.
    pub fn example(&self, example: Example, from: Option<AnswerRecord>) -> Option<Example> {
        let Some(record) = from else { return Some(example) };
        let unsaid = self.unsaid(&record.metadata, &record.care);
        let leaving = self.leaving(&record)?;
        let record = self.guarded(record, &leaving);
        Some(Example {
            quote: match example.span {
                Some(span) => leaving.words(span),
                None => leaving::without(&example.quote, &unsaid),
            },
            span: example.span.map(|span| leaving.span(span)),
            submitter: record.metadata.submitter,
            reference: Some(record.reference),
            ..example
        })
    }
}

/// The names that an anonymous submission is known by.
fn names(metadata: &Metadata, care: &Care) -> Vec<String> {
    metadata.submitter.iter().chain(&care.signatories).cloned().collect()
}

/// Whether a text holds a name or a telling word of it.
fn carries(text: &str, names: &[String]) -> bool {
    let text = fold(text);
    let telling = |word: &&str| word.chars().count() >= 4;
    names.iter().any(|name| {
        let name = fold(name);
        (!name.is_empty() && text.contains(&name))
            || name.split_whitespace().filter(telling).any(|w| text.contains(w))
    })
}

/// A translation as it leaves: without the words that do not. Where something of the text is withheld and not found in the
/// translation, it may stand there in other words, so that nothing of it leaves.
fn translation(it: Translation, words: &[String], care: &Care) -> Translation {
    let text = leaving::without(&it.text, words);
    let hidden = care.words.iter().all(|words| !leaving::occurrences(&it.text, words).is_empty());
    let text = if hidden { text } else { shorten::LEFT_OUT.to_owned() };
    let origin = it.origin.filter(|origin| !carries(origin, words));
    Translation { text, origin, ..it }
}

/// Who leaves how, for those who look before they hand something on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// The submitter as the workspace has it.
    pub submitter: String,
    /// How it leaves.
    pub way: Way,
    /// By what name: its own, or a pseudonym; none when it only counts.
    pub cited: Option<String>,
    /// What was said of citing, where anything was.
    pub citable: Option<String>,
    /// How many of its texts.
    pub texts: usize,
    /// How many stretches of them read “[…]”.
    pub withheld: usize,
}

/// Gathers who leaves how.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    all: HashMap<String, Named>,
}

impl Roll {
    /// Adds a text.
    pub fn add(&mut self, guard: &Guard, record: &AnswerRecord) {
        let behind = guard.leaving(record).map_or(0, |leaving| leaving.behind().len());
        let whose = Whose {
            care: &record.care,
            metadata: &record.metadata,
            submission: record.submission.to_string(),
        };
        let named = self.named(guard, &whose, record.care.citable.as_deref(), &record.reference);
        named.texts += 1;
        named.withheld += behind;
    }

    /// Adds who sent a submission, whether it has a text or not.
    pub fn add_sender(&mut self, guard: &Guard, submission: &SubmissionRecord) {
        let care = Care { signatories: submission.signatories.clone(), ..Care::default() };
        let whose =
            Whose { care: &care, metadata: &submission.metadata, submission: submission.id.to_string() };
        self.named(guard, &whose, submission.citable.as_deref(), &submission.reference);
    }

    /// The one who leaves so, whatever was said of it so far.
    fn named(
        &mut self,
        guard: &Guard,
        whose: &Whose<'_>,
        citable: Option<&str>,
        reference: &str,
    ) -> &mut Named {
        let submitter = whose.metadata.submitter.clone().unwrap_or_else(|| reference.to_owned());
        let way = guard.way(citable);
        let cited = match way {
            Way::ByName => Some(submitter.clone()),
            Way::Anonymously => Some(guard.pseudonym(whose)),
            Way::NotAtAll => None,
        };
        let key = format!("{way:?} {}", fold(&submitter));
        let citable = citable.map(str::to_owned);
        self.all.entry(key).or_insert(Named { submitter, way, cited, citable, texts: 0, withheld: 0 })
    }

    /// Who leaves how, by name first, then anonymously, then those who do not; each group by name.
    pub fn finish(self) -> Vec<Named> {
        let mut all: Vec<Named> = self.all.into_values().collect();
        all.sort_by_key(|named| (named.way, fold(&named.submitter), named.submitter.clone()));
        all
    }
}
