//! Quotations in the program's own tables and in its JSON.

use serde_json::Value;

use super::citation;
use crate::model::quoted::{Cited, Quoted, Translates};

/// Takes the quotations of a row; `cell` gives what stands under a name.
pub(super) fn quotations<'a>(cell: &dyn Fn(&str) -> Option<&'a str>, place: &str, found: &mut Vec<Quoted>) {
    let some = |name: &str| cell(name).map(str::trim).filter(|text| !text.is_empty());
    // Notes have the id of the note, and a text that nobody sent.
    let is_note = cell("answer").is_some() && cell("analyst").is_some();
    let id = if is_note { some("answer") } else { some("id") };
    let is_other = some("kind").is_some_and(|kind| kind != "quotation");
    let is_known = cell("id").is_some() || cell("reference").is_some();
    if is_known && !is_other {
        let cited = cited(&|name| if name == "id" { id } else { some(name) });
        let columns: &[&str] = if is_note { &["quote"] } else { &["quotation", "in_full", "text"] };
        let mut push = |column: &str, words: &str, translation: Translates| {
            found.push(Quoted {
                paragraphs: vec![words.to_owned()],
                cited: cited.clone(),
                translation,
                place: format!("{place}, {column}"),
            });
        };
        for column in columns {
            if let Some(words) = some(column) {
                push(column, words, Translates::Nothing);
            }
        }
        let passages = some("passages").into_iter().filter(|_| !is_note);
        for passage in passages.flat_map(str::lines).filter(|line| !line.trim().is_empty()) {
            push("passages", passage, Translates::Nothing);
        }
        if let Some(words) = some("unofficial_translation") {
            push("unofficial_translation", words, Translates::Cited);
        }
    }
    // The examples of a codebook stand in one cell, each above where it is from.
    let mut words: Vec<String> = Vec::new();
    for line in some("examples").into_iter().flat_map(str::lines) {
        if line.starts_with("— ") {
            let paragraphs = vec![std::mem::take(&mut words).join("\n")];
            let cited = Some(citation::read(line));
            found.push(Quoted {
                paragraphs,
                cited,
                translation: Translates::Nothing,
                place: format!("{place}, examples"),
            });
        } else if !line.trim().is_empty() {
            words.push(line.to_owned());
        }
    }
}

/// What a row says of where its quotations are from.
fn cited<'a>(cell: &dyn Fn(&str) -> Option<&'a str>) -> Option<Cited> {
    let id = cell("id").filter(|id| id.bytes().all(|b| b.is_ascii_hexdigit())).unwrap_or_default();
    let reference = cell("reference").unwrap_or_default();
    if id.is_empty() && reference.is_empty() {
        return None;
    }
    let (who, question) = (cell("submitter").unwrap_or_default(), cell("question"));
    let asked = match question {
        Some(number) => format!("answer to question {number}"),
        None => String::new(),
    };
    let id_said = if id.is_empty() { String::new() } else { format!("id:{id}") };
    let said = [who, &asked, reference, &id_said];
    Some(Cited {
        line: said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        who: who.to_owned(),
        question: question.map(str::to_owned),
        rest: reference.to_owned(),
        id: id.to_ascii_lowercase(),
    })
}

/// Takes the quotations of an array of objects, or of objects one a line.
pub(super) fn objects(bytes: &[u8], lines: bool) -> Result<Vec<Quoted>, String> {
    let mut found = Vec::new();
    if lines {
        let all = serde_json::Deserializer::from_slice(bytes).into_iter::<Value>();
        for (at, object) in all.enumerate() {
            let object = object.map_err(|e| format!("object {}: {e}", at + 1))?;
            of_object(&object, at + 1, &mut found);
        }
        return Ok(found);
    }
    let all: Vec<Value> = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
    all.iter().enumerate().for_each(|(at, object)| of_object(object, at + 1, &mut found));
    Ok(found)
}

/// An answer, an item of a shortlist with its answer in it, or a note, as a row.
fn of_object(object: &Value, number: usize, found: &mut Vec<Quoted>) {
    let answer = object.get("answer").filter(|answer| answer.is_object());
    let is_item = object.get("kind").is_some() && object.get("cuts").is_some();
    let text = |value: &'_ Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let tags = answer.unwrap_or(object).get("tags").and_then(Value::as_array);
    let quotes = tags.into_iter().flatten().filter_map(|tag| text(tag, "quote"));
    let passages = quotes.map(|quote| quote.replace('\n', " ")).collect::<Vec<_>>().join("\n");
    let whole = answer.unwrap_or(object);
    let translation = whole.get("translation").and_then(|it| text(it, "text")).unwrap_or_default();
    let mut cells = vec![("passages", passages), ("unofficial_translation", translation)];
    for name in ["id", "reference", "question", "submitter", "text", "analyst", "quote", "answer"] {
        cells.extend(text(whole, name).map(|text| (name, text)));
    }
    if is_item {
        cells.extend(
            [("kind", "kind"), ("quotation", "text"), ("in_full", "quote")]
                .iter()
                .filter_map(|(column, name)| text(object, name).map(|text| (*column, text))),
        );
        if answer.is_none() {
            cells.retain(|(name, _)| matches!(*name, "kind" | "quotation" | "in_full"));
            cells.push(("reference", String::new()));
        }
    }
    let cell = |name: &str| cells.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str());
    quotations(&cell, &format!("object {number}"), found);
}
