//! Who sent a document and when: from its front matter, its title and first lines; and one way of writing metadata.
//!
//! Only what stands before the first question is looked at. A sign that is weak in a long text ("from …")
//! counts only in a heading or a line of its own.

mod submitter;

use std::collections::BTreeMap;

use super::markdown::FRONT_MATTER;
use super::names;
use super::place;
use super::properties::PROPERTIES;
use crate::model::call::Call;
use crate::model::draft::{Field, Mark, PartDraft, To};
use crate::model::span::Form;
use crate::text::dates;
use crate::text::metadata::normalize;

/// The most blocks that are looked at where no question is recognized.
const FIRST_BLOCKS: usize = 40;

/// A longer block is no title and no line of metadata, in characters.
const LONGEST_LINE: usize = 300;

/// What a document says of itself, each field once, values in one way of writing. `marks` are those of
/// [`place::document`]; the file's name is not trusted with anything yet.
pub fn document(part: &PartDraft, marks: &[Mark]) -> Vec<(Field, String)> {
    let mut found = Found::default();
    for text in &part.aside {
        if let Some(front) = text.strip_prefix(FRONT_MATTER) {
            found.front_matter(front);
        }
        if let Some(properties) = text.strip_prefix(PROPERTIES) {
            found.properties(properties);
        }
    }
    let first_answer =
        marks.iter().find(|m| matches!(m.to, To::Question(_) | To::QuestionHeading(_))).map(|m| m.offset);
    let end = first_answer.unwrap_or(u32::MAX);
    let mut slices = place::Slices::new(&part.text);
    let head = part.blocks.iter().take_while(|b| b.span.start < end).take(if first_answer.is_some() {
        400
    } else {
        FIRST_BLOCKS
    });
    for block in head {
        let text = slices.take(block.span);
        if text.len() > LONGEST_LINE * 4 || text.chars().count() > LONGEST_LINE {
            continue;
        }
        let title =
            part.forms.iter().any(|f| f.span.start == block.span.start && matches!(f.form, Form::Heading(_)));
        let item = part
            .forms
            .iter()
            .any(|f| f.span.start == block.span.start && matches!(f.form, Form::ListItem(_)));
        found.listing &= item;
        for line in text.lines() {
            found.line(line.trim(), title);
        }
    }
    let in_one_way = |(field, (_, value)): (Field, (Basis, String))| match field {
        // The words are kept: what they mean is looked up where it is needed.
        Field::Citable => (field, value),
        _ => (field, normalize(field, &value)),
    };
    found.fields.into_iter().map(in_one_way).collect()
}

/// As [`document`], placing the text first.
pub fn of_part(part: &PartDraft, call: &Call) -> Vec<(Field, String)> {
    document(part, &place::document(part, call))
}

/// How well a value is founded; a better one replaces a worse one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Basis {
    /// A property of an office document: often those of a template.
    Property,
    /// A date alone on its line.
    Alone,
    /// Front matter: often says who wrote the page, not who answers.
    Front,
    /// The title.
    Title,
    /// A line that names the field.
    Named,
}

#[derive(Default)]
struct Found {
    fields: BTreeMap<Field, (Basis, String)>,
    /// Whether the last line announced those who signed, and the list goes on.
    listing: bool,
}

impl Found {
    fn take(&mut self, field: Field, basis: Basis, value: &str) {
        let value = value.trim().trim_matches(['"', '*', '_']).trim();
        let known = self.fields.get(&field).is_some_and(|(b, _)| *b >= basis);
        let is_date = matches!(field, Field::SubmittedOn | Field::ReceivedOn);
        if value.is_empty() || known || (is_date && dates::whole(value).is_none()) {
            return;
        }
        self.fields.insert(field, (basis, value.to_owned()));
    }

    fn front_matter(&mut self, front: &str) {
        for line in front.lines() {
            let Some((name, value)) = line.split_once(':') else { continue };
            if name.trim() == "title" {
                self.title(value.trim().trim_matches('"'), Basis::Front);
            } else if let Some(field) = names::field(name).filter(|f| *f != Field::StakeholderType) {
                let one = value.trim().trim_matches(['[', ']']).replace('"', "");
                self.take(field, Basis::Front, &one);
            }
        }
    }

    fn properties(&mut self, properties: &str) {
        for line in properties.lines() {
            match line.split_once(": ") {
                Some(("title", title)) => self.title(title, Basis::Property),
                Some(("author", author)) => self.take(Field::Submitter, Basis::Property, author),
                _ => {}
            }
        }
    }

    /// Takes one more name of a list.
    fn signatory(&mut self, name: &str) {
        let name = name.trim_end_matches([';', ',']);
        let (_, names) = self.fields.entry(Field::Signatories).or_insert((Basis::Named, String::new()));
        *names = format!("{names}{name};\n");
    }

    fn title(&mut self, text: &str, basis: Basis) {
        if let Some(who) = submitter::in_title(text) {
            self.take(Field::Submitter, basis, who);
        }
        if let Some(reference) = submitter::reference(text) {
            self.take(Field::Reference, basis, reference);
        }
    }

    fn line(&mut self, line: &str, is_title: bool) {
        if let Some((name, value)) = line.split_once([':', '：'])
            && let Some(field) = names::field(name)
        {
            self.listing = field == Field::Signatories && value.trim().is_empty();
            self.take(field, Basis::Named, value);
            return;
        }
        if let Some((asked, said)) = line.split_once(['?', '？', '؟'])
            && names::asks_to_cite(asked)
        {
            self.take(Field::Citable, Basis::Named, said);
            return;
        }
        if self.listing && !line.is_empty() {
            self.signatory(line);
            return;
        }
        if is_title || line.chars().count() <= 120 {
            self.title(line, Basis::Title);
        }
        if let Some(who) = submitter::submitted_by(line) {
            self.take(Field::Submitter, Basis::Named, who);
        }
        if let Some(date) = dates::submitted_on(line) {
            self.take(Field::SubmittedOn, Basis::Named, &date.to_string());
        } else if let Some(date) = dates::alone(line) {
            self.take(Field::SubmittedOn, Basis::Alone, &date.to_string());
        }
    }
}
