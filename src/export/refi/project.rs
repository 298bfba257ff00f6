//! A project: sources one after the other into the archive, what is said of them into spools, and `project.qde` last.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::codes;
use super::guid::Guid;
use super::qde::{self, Marked, OnCodes, user};
use super::spool::Spool;
use super::text::{Composed, Plain, name_of};
use super::who::{self, Variables};
use super::xml::Xml;
use super::{Loss, ORIGIN, PROJECT, Project, Sent, codebook};
use crate::export::Error;
use crate::model::call::Question;
use crate::model::id::ThemeId;
use crate::model::span::Span;
use crate::model::submission::{AnswerRecord, TagRecord};
use crate::model::work::Status;
use crate::text::fold;

/// Writes a project submission by submission.
pub struct ProjectWriter<'w> {
    project: &'w Project,
    to: &'w mut dyn Write,
    /// The archive is made in a file without a name: what stands before an entry says how long it is.
    archive: ZipWriter<BufWriter<File>>,
    sources: Spool,
    cases: Spool,
    notes: Notes,
    users: BTreeMap<String, String>,
    variables: Variables,
    /// The sources of each stakeholder type.
    types: BTreeMap<String, Vec<Guid>>,
    /// The themes that have tags of their own.
    used: HashSet<ThemeId>,
    /// The names of sources, in lower case.
    taken: HashSet<String>,
    loss: Loss,
}

/// The notes that were written, and what is linked to them.
struct Notes {
    spool: Spool,
    links: Spool,
    written: usize,
    on_codes: OnCodes,
}

/// A note, wherever it is.
struct Note<'a> {
    id: String,
    analyst: &'a str,
    at: &'a str,
    text: &'a str,
    /// What it is on, in a few words.
    about: &'a str,
}

impl<'w> ProjectWriter<'w> {
    /// Begins a project.
    ///
    /// # Errors
    /// When a file for what comes later cannot be made.
    pub fn begin(project: &'w Project, to: &'w mut dyn Write) -> Result<Self, Error> {
        let mut writer = Self {
            project,
            to,
            archive: ZipWriter::new(BufWriter::new(tempfile::tempfile()?)),
            sources: Spool::new()?,
            cases: Spool::new()?,
            notes: Notes {
                spool: Spool::new()?,
                links: Spool::new()?,
                written: 0,
                on_codes: OnCodes::default(),
            },
            users: BTreeMap::new(),
            variables: Variables::default(),
            types: BTreeMap::new(),
            used: HashSet::new(),
            taken: HashSet::new(),
            loss: codebook::of_themes(&project.book),
        };
        for entry in &project.notes {
            let about = entry.about();
            let (id, on) = (entry.id.to_string(), (&entry.theme, &entry.question));
            let note = Note { id, analyst: &entry.analyst, at: &entry.at, text: &entry.text, about: &about };
            let guid = writer.note(&note)?;
            match on {
                (Some(path), _) => writer.notes.on_codes.themes.entry(path.clone()).or_default().push(guid),
                (None, Some(number)) => {
                    writer.notes.on_codes.questions.entry(number.clone()).or_default().push(guid);
                }
                (None, None) => {}
            }
        }
        Ok(writer)
    }

    /// Writes a submission: a source, with what analysts say of its text.
    ///
    /// # Errors
    /// When writing fails.
    pub fn submission(&mut self, sent: Sent<'_>) -> Result<(), Error> {
        let project = self.project;
        let guid = Guid::of("source", &[sent.record.id.as_bytes()]);
        let composed = Composed::of(sent.answers, &project.header.questions, project.choices.keep_characters);
        self.put(&format!("sources/{guid}.txt"), &composed.text)?;
        self.count(&sent, &composed);
        let marks = self.marks(&sent, &composed)?;
        let mut notes = Vec::with_capacity(sent.notes.len());
        for entry in sent.notes {
            let about = entry.about();
            let id = entry.id.to_string();
            notes.push(self.note(&Note {
                id,
                analyst: &entry.analyst,
                at: &entry.at,
                text: &entry.text,
                about: &about,
            })?);
        }
        let values = who::values(sent.record);
        let name = self.source_name(&sent.record.reference);
        self.classify(&guid, &sent, &name, &values)?;
        let day = sent.record.metadata.submitted_on.unwrap_or(project.header.written_on);
        let at = format!("{day}T00:00:00Z");
        let chars: Vec<char> = composed.text.chars().collect();
        let (profile, links) = (project.choices.profile, &mut self.notes.links);
        self.sources.write(|xml| {
            xml.open(
                "TextSource",
                &[
                    ("guid", &guid.to_string()),
                    ("name", &name),
                    ("plainTextPath", &format!("internal://{guid}.txt")),
                    ("creationDateTime", &at),
                ],
            )?;
            for (place, marked) in &marks {
                let words: String = chars[place.start as usize..place.end as usize].iter().collect();
                let own = Guid::of(
                    "selection",
                    &[sent.record.id.as_bytes(), &place.start.to_be_bytes(), &place.end.to_be_bytes()],
                );
                qde::selection(xml, &own, *place, &words, marked, &at, profile.comments())?;
                for (note, _) in marked.notes.iter().filter(|_| profile.links()) {
                    links.write(|xml| qde::link(xml, *note, own))?;
                }
            }
            qde::note_refs(xml, &notes)?;
            if profile.values_on_sources() {
                who::write(xml, &values)?;
            }
            xml.close("TextSource")
        })?;
        if profile.links() {
            for note in &notes {
                self.notes.links.write(|xml| qde::link(xml, *note, guid))?;
            }
        }
        Ok(())
    }

    /// Writes `project.qde` and hands the archive on; gives what could not be carried.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(mut self) -> Result<Loss, Error> {
        let spools = [&self.sources, &self.cases, &self.notes.spool, &self.notes.links];
        let lost = spools.iter().map(|spool| spool.lost).sum();
        self.loss.add(lost, "character that XML cannot hold", "characters that XML cannot hold");
        self.archive.start_file("project.qde", options()).map_err(io::Error::from)?;
        let project = self.project;
        let day = format!("{}T00:00:00Z", project.header.written_on);
        let archive = &mut self.archive;
        let mut xml = Xml::new(archive);
        xml.declare()?;
        let title = if project.header.call.is_empty() { "Consultation" } else { &project.header.call };
        let about = [("xmlns", PROJECT), ("name", title), ("origin", ORIGIN), ("creationDateTime", &day)];
        xml.open("Project", &about)?;
        qde::users(&mut xml, &self.users)?;
        qde::codes(&mut xml, project, &self.notes.on_codes, &self.used)?;
        self.variables.write(&mut xml)?;
        self.cases.pour("Cases", archive)?;
        self.sources.pour("Sources", archive)?;
        self.notes.spool.pour("Notes", archive)?;
        self.notes.links.pour("Links", archive)?;
        let mut xml = Xml::new(archive);
        if project.choices.profile.sets() {
            qde::sets(&mut xml, project, &self.types)?;
        }
        xml.text("Description", &qde::description(project, &self.loss))?;
        xml.close("Project")?;
        let mut archive = self.archive.finish().map_err(io::Error::from)?;
        archive.rewind()?;
        let mut archive = archive.into_inner().map_err(io::IntoInnerError::into_error)?;
        io::copy(&mut archive, self.to)?;
        self.to.flush()?;
        Ok(self.loss)
    }

    fn put(&mut self, name: &str, text: &str) -> Result<(), Error> {
        self.archive.start_file(name, options()).map_err(io::Error::from)?;
        Ok(self.archive.write_all(text.as_bytes())?)
    }

    /// Counts what of a submission is not carried.
    fn count(&mut self, sent: &Sent<'_>, composed: &Composed) {
        let answers = || sent.answers.iter();
        let tags = || answers().flat_map(|answer| &answer.tags);
        let loss = &mut self.loss;
        loss.add(answers().filter(|a| a.status != Status::Todo).count(), "status", "statuses");
        loss.add(tags().filter(|tag| tag.stance.is_some()).count(), "stance", "stances");
        loss.add(tags().filter(|tag| is_astray(tag)).count(), "tag on lost words", "tags on lost words");
        loss.add(answers().filter(|a| a.translation.is_some()).count(), "translation", "translations");
        loss.add(usize::from(sent.record.citable.is_some()), "consent", "consents");
        let beyond =
            ("character beyond U+FFFF (it is □ there)", "characters beyond U+FFFF (they are □ there)");
        loss.add(composed.replaced, beyond.0, beyond.1);
    }

    /// What is said of which passage, in the order of the text.
    fn marks<'a>(
        &mut self,
        sent: &Sent<'a>,
        composed: &Composed,
    ) -> Result<BTreeMap<Span, Marked<'a>>, Error> {
        let mut marks: BTreeMap<Span, Marked<'a>> = BTreeMap::new();
        for (i, answer) in sent.answers.iter().enumerate() {
            let whole = composed.place(i, None);
            if let (Some(question), Some(place)) = (self.question(answer), whole) {
                let coding = Guid::of("answer", &[answer.id.as_bytes()]);
                marks.entry(place).or_default().question = Some((coding, codes::question_guid(question)));
            }
            for tag in answer.tags.iter().filter(|tag| !is_astray(tag)) {
                let Some(place) = composed.place(i, span(tag.start, tag.end)) else { continue };
                self.used.insert(ThemeId(tag.theme_id));
                self.users.entry(fold(&tag.analyst)).or_insert_with(|| tag.analyst.clone());
                marks.entry(place).or_default().tags.push(tag);
            }
            for note in &answer.notes {
                let place = composed.place(i, span(note.start, note.end)).or(whole);
                let Some(place) = place else { continue };
                let about = match &answer.question {
                    Some(number) => format!("{}, question {number}", answer.reference),
                    None => format!("{}, unplaced text", answer.reference),
                };
                let (id, text) = (note.id.to_string(), note.text.as_str());
                let guid =
                    self.note(&Note { id, analyst: &note.analyst, at: &note.at, text, about: &about })?;
                marks.entry(place).or_default().notes.push((guid, text));
            }
        }
        Ok(marks)
    }

    fn question(&self, answer: &AnswerRecord) -> Option<&'w Question> {
        let number = answer.question.as_ref()?;
        self.project.header.questions.iter().find(|question| question.number == *number)
    }

    /// Writes a note as a text of its own.
    fn note(&mut self, note: &Note<'_>) -> Result<Guid, Error> {
        let guid = Guid::of_text("note", &note.id);
        let text = Plain::of(note.text, self.project.choices.keep_characters).text;
        self.put(&format!("sources/{guid}.txt"), &text)?;
        self.users.entry(fold(note.analyst)).or_insert_with(|| note.analyst.to_owned());
        self.notes.written += 1;
        let name = format!("Note {} on {}", self.notes.written, note.about);
        self.notes.spool.write(|xml| {
            xml.empty(
                "Note",
                &[
                    ("guid", &guid.to_string()),
                    ("name", &name_of(&name)),
                    ("plainTextPath", &format!("internal://{guid}.txt")),
                    ("creatingUser", &user(note.analyst).to_string()),
                    ("creationDateTime", note.at),
                ],
            )
        })?;
        Ok(guid)
    }

    /// A name that no other source has.
    fn source_name(&mut self, reference: &str) -> String {
        let (mut name, mut number) = (reference.to_owned(), 1);
        while !self.taken.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{reference} ({number})");
        }
        name
    }

    /// Says who sent a source: variables, a case, a set.
    fn classify(
        &mut self,
        source: &Guid,
        sent: &Sent<'_>,
        name: &str,
        values: &[who::Value],
    ) -> Result<(), Error> {
        let profile = self.project.choices.profile;
        if profile.values_on_sources() || profile.cases() {
            self.variables.add(values);
        }
        if profile.cases() {
            let guid = Guid::of("case", &[sent.record.id.as_bytes()]).to_string();
            self.cases.write(|xml| {
                xml.open("Case", &[("guid", &guid), ("name", name)])?;
                if !profile.values_on_sources() {
                    who::write(xml, values)?;
                }
                xml.empty("SourceRef", &[("targetGUID", &source.to_string())])?;
                xml.close("Case")
            })?;
        }
        if let Some(kind) = sent.record.metadata.stakeholder_type.as_ref().filter(|_| profile.sets()) {
            self.types.entry(kind.clone()).or_default().push(*source);
        }
        Ok(())
    }
}

/// Entries have no stamp, so that the same content is the same bytes.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
}

/// Whether a tag's words are no longer there.
fn is_astray(tag: &TagRecord) -> bool {
    tag.start.is_none() && tag.quote.is_some()
}

fn span(start: Option<u32>, end: Option<u32>) -> Option<Span> {
    Some(Span::new(start?, end?))
}
