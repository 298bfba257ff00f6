//! Who sent a submission, as values of variables.

use std::collections::BTreeMap;
use std::io;

use super::guid::Guid;
use super::xml::Xml;
use crate::model::submission::SubmissionRecord;

/// What a variable holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Holds {
    Text,
    Date,
    Boolean,
}

impl Holds {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Date => "Date",
            Self::Boolean => "Boolean",
        }
    }

    fn element(self) -> &'static str {
        match self {
            Self::Text => "TextValue",
            Self::Date => "DateValue",
            Self::Boolean => "BooleanValue",
        }
    }
}

/// A value: its variable, what that is called and holds, and what is said.
pub(super) struct Value {
    of: Guid,
    name: String,
    holds: Holds,
    said: String,
}

/// The values of a submission that are known.
pub(super) fn values(record: &SubmissionRecord) -> Vec<Value> {
    let who = &record.metadata;
    let text = |name: &'static str, value: &Option<String>| (name, Holds::Text, value.clone());
    let own = [
        text("Submitter", &who.submitter),
        text("Stakeholder type", &who.stakeholder_type),
        text("Country", &who.country),
        text("Region", &who.region),
        text("Language", &who.language),
        ("Submitted on", Holds::Date, who.submitted_on.map(|day| day.to_string())),
        ("Late", Holds::Boolean, who.late.map(|late| late.to_string())),
    ];
    let own = own.into_iter().filter_map(|(name, holds, value)| {
        Some(Value { of: Guid::of_text("field", name), name: name.to_owned(), holds, said: value? })
    });
    let more = record.attributes.iter().map(|(name, value)| Value {
        of: Guid::of_text("attribute", name),
        name: name.clone(),
        holds: Holds::Text,
        said: value.clone(),
    });
    own.chain(more).filter(|value| !value.said.is_empty()).collect()
}

/// Writes the values.
pub(super) fn write(xml: &mut Xml<'_>, values: &[Value]) -> io::Result<()> {
    for value in values {
        xml.open("VariableValue", &[])?;
        xml.empty("VariableRef", &[("targetGUID", &value.of.to_string())])?;
        xml.text(value.holds.element(), &value.said)?;
        xml.close("VariableValue")?;
    }
    Ok(())
}

/// The variables of which there was a value, each once.
#[derive(Default)]
pub(super) struct Variables(BTreeMap<Guid, (String, Holds)>);

impl Variables {
    pub(super) fn add(&mut self, values: &[Value]) {
        for value in values {
            self.0.entry(value.of).or_insert_with(|| (value.name.clone(), value.holds));
        }
    }

    /// Writes them in the order of their names; names that are the same but for case get a number.
    pub(super) fn write(&self, xml: &mut Xml<'_>) -> io::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut all: Vec<(&str, &Guid, Holds)> =
            self.0.iter().map(|(guid, (name, holds))| (name.as_str(), guid, *holds)).collect();
        all.sort_unstable();
        let mut taken = std::collections::HashSet::new();
        xml.open("Variables", &[])?;
        for (name, guid, holds) in all {
            let (mut free, mut number) = (name.to_owned(), 1);
            while !taken.insert(free.to_lowercase()) {
                number += 1;
                free = format!("{name} ({number})");
            }
            let guid = guid.to_string();
            xml.empty("Variable", &[("guid", &guid), ("name", &free), ("typeOfVariable", holds.name())])?;
        }
        xml.close("Variables")
    }
}
