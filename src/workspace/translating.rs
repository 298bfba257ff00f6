//! Translations: attached to an answer or an unplaced text, as words or from a file, and taken off again.

use std::ffi::OsStr;
use std::path::Path;

use super::change::{Asker, Look, unknown};
use super::{Error, Workspace, files, reading};
use crate::model::draft::Body;
use crate::model::id::AnswerNumber;
use crate::store::payload::Payload;
use crate::store::stretch::AnswerText;
use crate::store::translations::{self, Attached, Name};
use crate::store::{answers, targets};
use crate::text::{detect, language};

/// The longest translation, in bytes.
const LONGEST: usize = 4 << 20;

/// What a translation is to say.
pub(super) struct Said<'a> {
    pub text: &'a str,
    pub language: Option<&'a str>,
    pub file: Option<&'a str>,
}

/// Attaches a translation, or takes off the one that was attached.
pub(super) fn translate(asker: &Asker<'_>, answer: AnswerNumber, said: &Said<'_>) -> Result<Look, Error> {
    let conn = asker.conn;
    if targets::submission_number(conn, answer.0)?.is_none() {
        return Err(unknown("answer", &answer.0.to_string()));
    }
    let Some(name) = Name::of(conn, answer.0)? else { return Err(unknown("answer", &answer.0.to_string())) };
    let before = translations::attached(conn, &name)?.map(|(_, it)| it);
    let on = answers::counted(conn, &[answer.0])?;
    if said.text.trim().is_empty() {
        if before.is_none() {
            return Ok(Look::Nothing(format!("no translation was attached by hand to this {}", &on[2..])));
        }
        let cells = translations::written(conn, &name, None)?;
        let payload =
            Payload { what: format!("removed the translation of {on}"), cells, ..Payload::default() };
        return Ok(Look::work("translate", payload, 1));
    }
    if said.text.len() > LONGEST {
        return Err(Error::Unfit {
            what: format!("the translation is longer than {} MB", LONGEST >> 20),
            hint: "give the part that translates this answer".to_owned(),
        });
    }
    let language = match said.language {
        Some(language) => Some(known(language)?),
        None => detect::detect(said.text).map(str::to_owned),
    };
    let original = AnswerText::of(conn, answer.0)?;
    let text = said.text.trim_end().to_owned();
    let it = Attached::of(&original.text, text, language, said.file.map(str::to_owned));
    let verb = match before {
        Some(before) if before == it => {
            return Ok(Look::Nothing("the translation says so already".to_owned()));
        }
        Some(_) => "changed the translation of",
        None => "attached a translation to",
    };
    let cells = translations::written(conn, &name, Some(&it))?;
    Ok(Look::work("translate", Payload { what: format!("{verb} {on}"), cells, ..Payload::default() }, 1))
}

/// The code of a language.
fn known(said: &str) -> Result<String, Error> {
    language::code(said).map(str::to_owned).ok_or_else(|| Error::Unfit {
        what: format!("“{said}” is no language that is known"),
        hint: "write its code or its name: en, fr, Spanish".to_owned(),
    })
}

impl Workspace {
    /// The text of a document of any format, for a translation.
    ///
    /// # Errors
    /// When it cannot be read, is a table, or holds no text.
    pub fn text_of(&self, path: &Path) -> Result<String, Error> {
        let name = files::name(path);
        if let Some(text) = plain(path) {
            return some(text, &name);
        }
        let draft = reading::one(path, &self.apart, "Give a text or a document.")?;
        let mut texts = Vec::new();
        for record in &draft.records {
            let Body::Document(parts) = &record.body else {
                return Err(Error::Unfit {
                    what: format!("{name} is a table, and a translation is one text"),
                    hint: "give a text or a document; the columns of a table are translations where their heads end in \
                           “(Original)” and “(English)”"
                        .to_owned(),
                });
            };
            texts.extend(parts.iter().map(|part| part.text.trim()).filter(|text| !text.is_empty()));
        }
        some(texts.join("\n\n"), &name)
    }
}

/// A plain text to the letter: what looks like marks in it is no less of the translation.
fn plain(path: &Path) -> Option<String> {
    let is_plain =
        |ending: &OsStr| ["txt", "text", "md"].iter().any(|plain| ending.eq_ignore_ascii_case(plain));
    if !path.extension().is_none_or(is_plain) {
        return None;
    }
    let text = String::from_utf8(files::read(path).ok()?).ok().filter(|text| !text.contains('\0'))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Some(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn some(text: String, name: &str) -> Result<String, Error> {
    if text.trim().is_empty() {
        return Err(Error::Unfit {
            what: format!("{name} holds no text"),
            hint: "a scanned document has to be read by other means first".to_owned(),
        });
    }
    Ok(text)
}
