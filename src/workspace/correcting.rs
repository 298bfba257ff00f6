//! Corrections of metadata: what a value must be, and the cells that say it. What the sources say stays as it is.

use super::change::{Asker, Look, Prepared, unknown};
use super::{Error, Workspace};
use crate::model::draft::Field;
use crate::model::id::{RecordId, SubmissionNumber};
use crate::model::nearest::nearest;
use crate::model::operation::Touched;
use crate::model::plural::counted;
use crate::model::sent::Origin;
use crate::query::{WELL_KNOWN_REGIONS, WELL_KNOWN_TYPES};
use crate::store::payload::{CellWrite, Kind, Payload, field};
use crate::store::snapshot::snapshot;
use crate::store::{Conn, answers, derive, names, sent, submissions};
use crate::text::{self, citable, country, language, signatories};

/// Corrects a field of submissions: one operation, whose cells stand on the founding records.
pub(super) fn set(
    asker: &Asker<'_>,
    submissions: &[String],
    field: Field,
    value: Option<&str>,
) -> Result<Look, Error> {
    let value = value.map(|value| checked(asker.conn, field, value)).transpose()?;
    let (mut cells, mut first, mut known) = (Vec::new(), None, derive::Known::default());
    for name in submissions {
        let (record, reference) =
            answers::submission(asker.conn, name)?.ok_or_else(|| unknown("submission", name))?;
        if let (Field::Reference, Some(value)) = (field, value.as_deref()) {
            check_free(asker.conn, value, record, submissions.len())?;
        }
        let now = sent::fact(asker.conn, &record, field, &mut known)?;
        let is_corrected = matches!(now.origin, Origin::Corrected { .. });
        if let (Field::ReplacedBy, Some(holder)) = (field, value.as_deref().filter(|id| !id.is_empty())) {
            check_no_round(asker.conn, record, holder, &reference)?;
        }
        let says_so = match &value {
            None => !is_corrected,
            Some(value) => now.value.as_deref().unwrap_or_default() == read(asker.conn, field, value)?,
        };
        if !says_so {
            cells.push(CellWrite::new(Kind::Submission, record.to_string(), number(field), value.clone()));
            first.get_or_insert((reference, now));
        }
    }
    let Some((reference, before)) = first else {
        return Ok(Look::Nothing(format!("the {} is so already", field.label())));
    };
    let changed = cells.len();
    let said = match (&before.origin, &value) {
        (Origin::Corrected { before, .. }, None) => before.clone().unwrap_or_default(),
        (_, value) => value.clone().unwrap_or_default(),
    };
    let said = read(asker.conn, field, &said)?;
    let label = field.label();
    let what = match (changed, &value) {
        _ if matches!(field, Field::Withdrawn | Field::ReplacedBy) => {
            let who = if changed == 1 { reference } else { counted(changed, "submission") };
            format!("marked {who} {}", aside(field, &said))
        }
        (1, Some(_)) => {
            let before = shown(field, before.value.as_deref().unwrap_or_default());
            format!("corrected the {label} of {reference}: {before} → {}", shown(field, &said))
        }
        (1, None) => format!("dropped the correction of the {label} of {reference}: {}", shown(field, &said)),
        (n, Some(_)) => {
            format!("corrected the {label} of {} to {}", counted(n, "submission"), shown(field, &said))
        }
        (n, None) => format!("dropped the correction of the {label} of {}", counted(n, "submission")),
    };
    let touched = Touched { corpus: true, ..Touched::default() };
    let payload = Payload { what, cells, ..Payload::default() };
    Ok(Look::Change(Box::new(Prepared { kind: "meta.set", payload, undoes: None, changed, touched })))
}

/// What is marked of a submission that does not count, or counts again.
fn aside(field: Field, said: &str) -> String {
    match (field, said) {
        (Field::Withdrawn, "") => "not withdrawn".to_owned(),
        (Field::Withdrawn, _) => "withdrawn".to_owned(),
        (_, "") => "not replaced".to_owned(),
        (_, holder) => format!("replaced by {holder}"),
    }
}

/// A stored value as readings give it: a submission by its reference.
fn read(conn: &Conn, field: Field, value: &str) -> Result<String, Error> {
    match (field, value.parse::<RecordId>()) {
        (Field::ReplacedBy, Ok(record)) => {
            Ok(submissions::holder(conn, record.as_bytes())?.unwrap_or_default())
        }
        _ => Ok(value.to_owned()),
    }
}

/// Fails when a submission would replace itself, at once or by way of others.
fn check_no_round(conn: &Conn, record: RecordId, holder: &str, reference: &str) -> Result<(), Error> {
    if sent::leads_to(conn, holder, record)? {
        return Err(Error::Unfit {
            what: format!("{reference} would be replaced by itself"),
            hint: "name the one that holds in the end".to_owned(),
        });
    }
    Ok(())
}

/// The number of a field's cell.
fn number(of: Field) -> i64 {
    field::METADATA + Field::ALL.iter().position(|f| *f == of).unwrap_or(0) as i64
}

/// A value as people read it; what is unknown is "none".
fn shown(field: Field, value: &str) -> String {
    let name = match field {
        Field::Country => country::name(value),
        Field::Language => language::name(value),
        Field::Signatories => {
            return Some(signatories::line(value))
                .filter(|l| !l.is_empty())
                .unwrap_or_else(|| "none".to_owned());
        }
        _ => None,
    };
    match name {
        _ if value.is_empty() => "none".to_owned(),
        Some(name) => name.to_owned(),
        None => value.to_owned(),
    }
}

/// A value in the one way of writing it, if it is one.
fn checked(conn: &Conn, field: Field, value: &str) -> Result<String, Error> {
    let value = value.trim();
    if value.is_empty() {
        return match field {
            Field::Reference => Err(Error::Invalid("a submission cannot be without a reference".to_owned())),
            _ => Ok(String::new()),
        };
    }
    if let Some(exact) = value.strip_prefix('=').map(str::trim).filter(|v| !v.is_empty())
        && column(field).is_some()
    {
        return Ok(exact.to_owned());
    }
    let written = text::metadata::normalize(field, value);
    match field {
        Field::SubmittedOn | Field::ReceivedOn => match written.parse::<jiff::civil::Date>() {
            Ok(_) => Ok(written),
            Err(_) => Err(Error::Invalid(format!("“{value}” is no date: write it as 2025-01-16"))),
        },
        Field::Citable => way(&written),
        Field::Signatories => Ok(signatories::line(&written)),
        Field::Withdrawn => yes_or_no(&written),
        Field::ReplacedBy => match answers::submission(conn, &written)? {
            Some((record, _)) => Ok(record.to_string()),
            None => Err(unknown("submission", &written)),
        },
        Field::Country if country::name(&written).is_some() => Ok(written),
        Field::Language if language::name(&written).is_some() => Ok(written),
        _ if column(field).is_some() => known(conn, field, &written),
        _ => Ok(written.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

/// "yes", or nothing for no.
fn yes_or_no(value: &str) -> Result<String, Error> {
    match text::fold(value).as_str() {
        "yes" | "true" | "withdrawn" => Ok("yes".to_owned()),
        "no" | "false" => Ok(String::new()),
        _ => Err(Error::Invalid(format!("“{value}” says not whether it was withdrawn: yes or no"))),
    }
}

fn way(value: &str) -> Result<String, Error> {
    citable::way(value).map(str::to_owned).ok_or_else(|| {
        Error::Invalid(format!("“{value}” says not how it may be cited: by name, anonymously or not at all"))
    })
}

/// One of the values that are known, in their spelling.
fn known(conn: &Conn, field: Field, value: &str) -> Result<String, Error> {
    let known = choices(conn, field)?;
    let folded = text::fold(value);
    if let Some(same) = known.iter().find(|known| text::fold(known) == folded) {
        return Ok(same.clone());
    }
    let near = nearest(value, known.iter().map(String::as_str));
    let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
    Err(Error::Unfit {
        what: format!("“{value}” is no {} that is known{near}", field.label()),
        hint: format!("={value} takes it as it is"),
    })
}

/// Where the values of a field that has known values stand.
fn column(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::StakeholderType => "stakeholder_type",
        Field::Country => "country",
        Field::Region => "region",
        Field::Language => "language",
        _ => return None,
    })
}

/// The values that a field may have, as people read them: those of the workspace first, but what is no country or
/// language, and is perhaps what is to be corrected, last.
fn choices(conn: &Conn, field: Field) -> Result<Vec<String>, Error> {
    let stored = column(field).map(|column| names::values(conn, column)).transpose()?.unwrap_or_default();
    let is_odd = |value: &String| match field {
        Field::Country => country::name(value).is_none(),
        Field::Language => language::name(value).is_none(),
        _ => false,
    };
    let (odd, usual): (Vec<String>, Vec<String>) = stored.into_iter().partition(is_odd);
    let mut all: Vec<String> = usual.iter().map(|value| shown(field, value)).collect();
    let others: Vec<&str> = match field {
        Field::StakeholderType => WELL_KNOWN_TYPES.to_vec(),
        Field::Region => WELL_KNOWN_REGIONS.to_vec(),
        Field::Country => country::names().collect(),
        Field::Language => language::names().collect(),
        Field::Citable => citable::WAYS.to_vec(),
        Field::Withdrawn => vec!["yes", "no"],
        _ => Vec::new(),
    };
    let there: std::collections::HashSet<String> = all.iter().map(|value| text::fold(value)).collect();
    all.extend(others.into_iter().filter(|other| !there.contains(&text::fold(other))).map(str::to_owned));
    all.extend(odd);
    Ok(all)
}

/// Fails when a reference would name more than one submission.
fn check_free(conn: &Conn, reference: &str, record: RecordId, wanted: usize) -> Result<(), Error> {
    if wanted > 1 {
        return Err(Error::Unfit {
            what: format!("a reference is one submission's, and these are {wanted}"),
            hint: "name the one that is meant by its id or its reference".to_owned(),
        });
    }
    match sent::referred(conn, reference, &record)? {
        None => Ok(()),
        Some(who) => Err(Error::Unfit {
            what: format!("{reference} is the reference of {who} already"),
            hint: "choose another, or change that one first".to_owned(),
        }),
    }
}

impl Workspace {
    /// The values that a field may have, as people read them: those of the workspace first. Empty for free text.
    pub fn choices(&self, field: Field) -> Result<Vec<String>, Error> {
        choices(&self.store.conn, field)
    }

    /// Looks whether a value may be a field's, without correcting anything.
    ///
    /// # Errors
    /// What is wrong with it, and the nearest right one.
    pub fn check(&self, field: Field, value: &str) -> Result<(), Error> {
        checked(&self.store.conn, field, value).map(drop)
    }

    /// A value of a field as people read it: countries and languages by their names.
    pub fn shown_value(field: Field, value: &str) -> String {
        shown(field, value)
    }

    /// The submission of an answer or unplaced text; `None` when it is hidden.
    pub fn submission_of(
        &self,
        answer: crate::model::id::AnswerNumber,
    ) -> Result<Option<SubmissionNumber>, Error> {
        Ok(snapshot(&self.store.conn, |conn| sent::submission_of(conn, answer))?)
    }
}
