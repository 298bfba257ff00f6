//! The forms in which a workspace has the words that are looked for in all their forms.
//!
//! The index holds words as they stand in the texts. What it has of a word's forms is found by looking through those
//! that begin alike (an fts5vocab table of this connection) for those with the same stem.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::Connection;

use super::Error;
use crate::query::vocabulary::WordForms;
use crate::text::stem::{Rules, Wanted};
use crate::text::tokens;

/// The most forms of a word or phrase in one language; real words have a tenth of it.
const MOST: usize = 200;

/// The words of an index, for this connection only.
const VOCABULARIES: &str = "
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.answer_word USING fts5vocab(main, answer_text, row);
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.note_word USING fts5vocab(main, note_text, row);";

/// Looks up the forms of words, as texts in these languages and notes have them.
pub(crate) fn forms(
    conn: &Connection,
    languages: &[String],
    words: &[&str],
) -> Result<HashMap<String, WordForms>, Error> {
    begin(conn)?;
    let rules: Vec<(&String, Rules)> =
        languages.iter().filter_map(|language| Some((language, Rules::of(language)?))).collect();
    let texts = Index::new(conn, "SELECT term FROM temp.answer_word WHERE term >= ?1 AND term < ?2");
    let notes = Index::new(conn, "SELECT term FROM temp.note_word WHERE term >= ?1 AND term < ?2");
    let mut all = HashMap::new();
    for word in words {
        if !all.contains_key(*word) {
            all.insert((*word).to_owned(), of_word(&texts, &notes, &rules, word)?);
        }
    }
    Ok(all)
}

/// Makes the tables of words; nothing is written to the file.
fn begin(conn: &Connection) -> Result<(), Error> {
    let made = "SELECT count(*) = 2 FROM temp.sqlite_schema WHERE name IN ('answer_word', 'note_word')";
    if conn.prepare_cached(made)?.query_row([], |r| r.get(0))? {
        return Ok(());
    }
    // A connection that may only read makes no table of its own either.
    let reads_only: bool = conn.pragma_query_value(None, "query_only", |r| r.get(0))?;
    conn.pragma_update(None, "query_only", false)?;
    let done = conn.execute_batch(VOCABULARIES);
    conn.pragma_update(None, "query_only", reads_only)?;
    Ok(done?)
}

fn of_word(
    texts: &Index<'_>,
    notes: &Index<'_>,
    rules: &[(&String, Rules)],
    word: &str,
) -> Result<WordForms, Error> {
    let tokens = tokens(word);
    let mut known = WordForms::default();
    for (language, rules) in rules {
        let (Some(in_texts), Some(in_notes)) =
            (phrases(texts, rules, &tokens)?, phrases(notes, rules, &tokens)?)
        else {
            return Ok(WordForms { too_many: Some(MOST), ..WordForms::default() });
        };
        known.in_notes.extend(in_notes);
        if in_texts.is_empty() {
            continue;
        }
        match known.in_texts.iter_mut().find(|(_, phrases)| *phrases == in_texts) {
            Some((languages, _)) => languages.push((*language).clone()),
            None => known.in_texts.push((vec![(*language).clone()], in_texts)),
        }
    }
    known.in_notes.sort_unstable();
    known.in_notes.dedup();
    Ok(known)
}

/// The other forms of a word or phrase by the rules of a language; `None` of too many.
fn phrases(index: &Index<'_>, rules: &Rules, tokens: &[String]) -> Result<Option<Vec<Vec<String>>>, Error> {
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    for token in tokens {
        let mut forms = vec![token.clone()];
        if let Some(wanted) = rules.wanted(token) {
            forms.extend(index.forms(&wanted)?);
        }
        if all.len() * forms.len() > MOST {
            return Ok(None);
        }
        let with = |phrase: &Vec<String>| {
            forms.iter().map(|form| [&phrase[..], std::slice::from_ref(form)].concat()).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    // The first is what was written.
    all.remove(0);
    Ok(Some(all))
}

/// The words of an index, those that begin alike read once.
struct Index<'a> {
    conn: &'a Connection,
    sql: &'static str,
    read: RefCell<HashMap<String, Rc<[String]>>>,
}

impl<'a> Index<'a> {
    fn new(conn: &'a Connection, sql: &'static str) -> Self {
        Self { conn, sql, read: RefCell::default() }
    }

    fn forms(&self, wanted: &Wanted<'_>) -> Result<Vec<String>, Error> {
        let mut forms = Vec::new();
        for beginning in wanted.beginnings() {
            let words = self.beginning(&beginning)?;
            forms.extend(words.iter().filter(|word| wanted.is_form(word)).cloned());
        }
        forms.sort_unstable();
        forms.dedup();
        Ok(forms)
    }

    fn beginning(&self, beginning: &str) -> Result<Rc<[String]>, Error> {
        if let Some(known) = self.read.borrow().get(beginning) {
            return Ok(Rc::clone(known));
        }
        let mut read = self.conn.prepare_cached(self.sql)?;
        let rows = read.query_map([beginning, &format!("{beginning}\u{10FFFF}")], |r| r.get(0))?;
        let words: Rc<[String]> = rows.collect::<Result<_, _>>()?;
        self.read.borrow_mut().insert(beginning.to_owned(), Rc::clone(&words));
        Ok(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::world;

    fn known(languages: &[&str], word: &str) -> WordForms {
        let conn = world::database();
        conn.pragma_update(None, "query_only", true).unwrap();
        let languages: Vec<String> = languages.iter().map(|code| (*code).to_owned()).collect();
        let known = forms(&conn, &languages, &[word]).unwrap().remove(word).unwrap();
        let again = forms(&conn, &languages, &[word]).unwrap().remove(word).unwrap();
        assert_eq!(known, again);
        let wrote = conn.execute("DELETE FROM note", []);
        assert!(wrote.is_err(), "still for reading only");
        known
    }

    fn phrases(all: &[&str]) -> Vec<Vec<String>> {
        all.iter().map(|phrase| tokens(phrase)).collect()
    }

    #[test]
    fn the_forms_that_the_workspace_has_are_found_by_language() {
        let routing = known(&["en", "zh"], "Routing");
        assert_eq!(routing.in_texts, [(vec!["en".to_owned()], phrases(&["routed", "routes"]))]);
        assert_eq!(routing.in_notes, phrases(&[]));
        assert_eq!(
            known(&["en"], "routing security").in_texts[0].1,
            phrases(&["routed security", "routes security"])
        );
        assert_eq!(known(&["zh"], "Routing"), WordForms::default());
        assert_eq!(known(&[], "Routing"), WordForms::default());
        let notes = known(&["en", "fr"], "quotes");
        assert_eq!((notes.in_texts.len(), notes.in_notes), (0, phrases(&["quote", "quoted"])));
    }
}
