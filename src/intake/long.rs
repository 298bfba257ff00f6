//! Tables with one row per answer: their rows are joined into one a submission.
//!
//! The columns of a submission are those that are equal in all of its rows, as they stand; then, for each question in
//! the order of coming, the answer, and whatever else its row says, named after the question. A submission is named by
//! its first row. An answer that comes twice under one question has a second column.

use std::collections::{HashMap, HashSet};

use super::{MAX_CELLS, ReadError, kinds, names};
use crate::model::draft::{Body, Field, RecordDraft, SourceDraft};
use crate::model::mapping::Rows;
use crate::model::nearest::nearest;

/// Stands between a question and the name of what else is said with its answer.
const BETWEEN: &str = " · ";

/// The question with whose answers a column of a joined table is said.
pub(super) fn beside(name: &str) -> Option<&str> {
    name.rsplit_once(BETWEEN).map(|(asked, _)| asked)
}

/// A table of answers has so few questions at most.
const MOST_QUESTIONS: usize = 60;

/// Names that end so are those of the column that names the question …
const QUESTION: [&str; 5] = ["question", "question text", "question wording", "pregunta", "вопрос"];

/// … or of the one that holds the answer.
const ANSWER: [&str; 8] =
    ["answer", "response", "comment", "answer text", "response text", "reponse", "respuesta", "ответ"];

/// Guesses that a table has one row per answer: a column that names few questions, each of them often, one that holds
/// the answers, and one that tells the submissions apart and has no question twice.
pub fn guess(draft: &SourceDraft) -> Option<Rows> {
    let ends = |name: &str, ends: &[&str]| {
        let name = super::wording::folded(name);
        ends.iter()
            .any(|end| name.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with(' ')))
    };
    let header = &draft.header;
    let question = header.iter().position(|name| ends(name, &QUESTION))?;
    let answer =
        (0..header.len()).find(|i| *i != question && ends(&header[*i], &ANSWER) && is_text(draft, *i))?;
    let asked: HashSet<String> = kinds::values(draft, question).map(plain).collect();
    if asked.is_empty() || asked.len() > MOST_QUESTIONS || asked.len() * 2 > draft.records.len() {
        return None;
    }
    let key = (0..header.len()).find(|i| {
        let named = names::field(&header[*i]) == Some(Field::Reference);
        named && *i != question && *i != answer && tells_apart(draft, *i, question)
    })?;
    Some(Rows {
        submission: vec![header[key].clone()],
        question: header[question].clone(),
        answer: header[answer].clone(),
    })
}

fn is_text(draft: &SourceDraft, column: usize) -> bool {
    kinds::values(draft, column).any(|value| value.contains(' '))
}

/// Whether the column has values that several rows share, and no question twice under one of them.
fn tells_apart(draft: &SourceDraft, column: usize, question: usize) -> bool {
    let mut seen = HashSet::new();
    let mut keys = HashSet::new();
    let cells = draft
        .records
        .iter()
        .filter_map(|r| if let Body::Row { cells, .. } = &r.body { Some(cells) } else { None });
    for cells in cells {
        keys.insert(cells[column].trim());
        if cells[column].trim().is_empty() || !seen.insert((cells[column].trim(), cells[question].trim())) {
            return false;
        }
    }
    keys.len() < seen.len()
}

/// The questions that a table with one row per answer names, as written, in the order of their coming.
pub fn questions(draft: &SourceDraft, rows: &Rows) -> Vec<String> {
    let Some(column) = draft.header.iter().position(|name| same(name, &rows.question)) else {
        return Vec::new();
    };
    let mut seen = HashSet::new();
    kinds::values(draft, column).filter(|value| seen.insert(plain(value))).map(str::to_owned).collect()
}

/// Joins the rows of a table into submissions.
///
/// # Errors
/// When a column that is named is not there, or the joined table is too large.
pub fn join(draft: &SourceDraft, rows: &Rows, file: &str) -> Result<SourceDraft, ReadError> {
    let find = |wanted: &str| {
        draft.header.iter().position(|name| same(name, wanted)).ok_or_else(|| {
            let near = nearest(wanted, draft.header.iter().map(String::as_str));
            let near = near.map(|near| format!("; is “{near}” meant?")).unwrap_or_default();
            let why = format!("the mapping names a column “{wanted}”, which is not there{near}");
            ReadError::NoHeader { file: file.to_owned(), row: draft.header_row, why }
        })
    };
    let keys = rows.submission.iter().map(|name| find(name)).collect::<Result<Vec<_>, _>>()?;
    let (question, answer) = (find(&rows.question)?, find(&rows.answer)?);
    let submissions = gathered(draft, &keys);
    let others: Vec<usize> = (0..draft.header.len()).filter(|i| *i != question && *i != answer).collect();
    let (steady, varying): (Vec<usize>, Vec<usize>) =
        others.into_iter().partition(|i| submissions.iter().all(|rows| is_steady(rows, *i)));
    let mut joined = Joined::new(draft, steady, varying, (question, answer));
    for rows in &submissions {
        joined.add(rows);
        if joined.rows.len().saturating_mul(joined.header.len()) > MAX_CELLS {
            let what = format!("more than {MAX_CELLS} cells once its rows are joined");
            return Err(ReadError::TooLarge { file: file.to_owned(), what });
        }
    }
    Ok(joined.finish(draft))
}

fn same(name: &str, wanted: &str) -> bool {
    plain(name) == plain(wanted)
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A row that is to be joined.
type Line<'d> = (&'d RecordDraft, u32, &'d [String]);

/// The rows of each submission, in the order of their first ones; a row without any key stands alone.
fn gathered<'d>(draft: &'d SourceDraft, keys: &[usize]) -> Vec<Vec<Line<'d>>> {
    let mut submissions: Vec<Vec<Line<'d>>> = Vec::new();
    let mut known: HashMap<Vec<&str>, usize> = HashMap::new();
    for record in &draft.records {
        let Body::Row { number, cells } = &record.body else { continue };
        let key: Vec<&str> = keys.iter().map(|i| cells.get(*i).map_or("", |c| c.trim())).collect();
        let next = submissions.len();
        let at = if key.iter().all(|k| k.is_empty()) { next } else { *known.entry(key).or_insert(next) };
        if at == next {
            submissions.push(Vec::new());
        }
        submissions[at].push((record, *number, cells));
    }
    submissions
}

fn is_steady(rows: &[Line<'_>], column: usize) -> bool {
    rows.windows(2).all(|pair| pair[0].2[column].trim() == pair[1].2[column].trim())
}

/// A joined row: its locator, its number, and its cells by column.
type Filled = (String, u32, Vec<(usize, String)>);

/// The table that is made.
struct Joined<'d> {
    steady: Vec<usize>,
    varying: Vec<usize>,
    asked: (usize, usize),
    names: &'d [String],
    header: Vec<String>,
    /// The column of a question's answer, or of what else is said with it, by the time that the question came.
    columns: HashMap<(String, usize, Option<usize>), usize>,
    rows: Vec<Filled>,
}

impl<'d> Joined<'d> {
    fn new(draft: &'d SourceDraft, steady: Vec<usize>, varying: Vec<usize>, asked: (usize, usize)) -> Self {
        let header = steady.iter().map(|i| draft.header[*i].clone()).collect();
        let names = &draft.header;
        Self { steady, varying, asked, names, header, columns: HashMap::new(), rows: Vec::new() }
    }

    fn add(&mut self, rows: &[Line<'_>]) {
        let Some((first, number, steady)) = rows.first() else { return };
        let mut cells: Vec<(usize, String)> =
            self.steady.iter().enumerate().map(|(to, from)| (to, steady[*from].clone())).collect();
        let mut times: HashMap<String, usize> = HashMap::new();
        for (_, _, row) in rows {
            let asked = row[self.asked.0].trim();
            let time = times.entry(plain(asked)).or_insert(0);
            *time += 1;
            let time = *time;
            cells.push((self.column(asked, time, None), row[self.asked.1].clone()));
            for i in self.varying.clone() {
                if !row[i].trim().is_empty() {
                    cells.push((self.column(asked, time, Some(i)), row[i].clone()));
                }
            }
        }
        self.rows.push((first.locator.clone(), *number, cells));
    }

    fn column(&mut self, asked: &str, time: usize, other: Option<usize>) -> usize {
        let next = self.header.len();
        let column = *self.columns.entry((plain(asked), time, other)).or_insert(next);
        if column == next {
            self.header.push(match other {
                None => asked.to_owned(),
                Some(i) => format!("{asked}{BETWEEN}{}", self.names[i].trim()),
            });
        }
        column
    }

    fn finish(self, draft: &SourceDraft) -> SourceDraft {
        // Each question stands before what else was said with its answers.
        let beside = self.columns.iter().filter(|((_, _, other), _)| other.is_some()).map(|(_, at)| *at);
        let beside: HashSet<usize> = beside.collect();
        let mut order: Vec<usize> = (0..self.header.len()).collect();
        order.sort_by_key(|i| (beside.contains(i), *i));
        let mut to = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            to[*old] = new;
        }
        let record = |(locator, number, filled): Filled| {
            let mut cells = vec![String::new(); order.len()];
            for (at, text) in filled {
                cells[to[at]] = text;
            }
            RecordDraft { locator, body: Body::Row { number, cells } }
        };
        SourceDraft {
            format: draft.format,
            reader: draft.reader.clone(),
            header_row: draft.header_row,
            header: order.iter().map(|i| self.header[*i].clone()).collect(),
            records: self.rows.into_iter().map(record).collect(),
            diagnostics: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Respondent ID,Date,Question,Answer,Mood\n1,May,Why?,We like it here,good\n2,June,Why?,,\n\
        1,May,How \nmuch?,A lot of it,bad\n2,June,How much?,Nothing,\n2,June,Why?,Because it is,good\n";

    fn rows() -> Rows {
        let text = |text: &str| text.to_owned();
        Rows { submission: vec![text("Respondent ID")], question: text("Question"), answer: text("Answer") }
    }

    #[test]
    fn rows_are_joined_by_their_key() {
        let table = TABLE.replace("How \nmuch", "\"How \nmuch").replace("much?,A", "much?\",A");
        let draft = super::super::read(table.as_bytes(), "x.csv").unwrap();
        let joined = join(&draft, &rows(), "x.csv").unwrap();
        assert_eq!(
            joined.header,
            [
                "Respondent ID",
                "Date",
                "Why?",
                "How \nmuch?",
                "Why?",
                "Why? · Mood",
                "How \nmuch? · Mood",
                "Why? · Mood"
            ]
        );
        let Body::Row { number, cells } = &joined.records[1].body else { panic!("a row") };
        assert_eq!((*number, cells.join("|").as_str()), (3, "2|June||Nothing|Because it is|||good"));
        assert!(joined.is_sound() && joined.records.len() == 2);
        assert_eq!(questions(&draft, &rows()), ["Why?", "How \nmuch?"]);
        // A question that comes twice in one submission tells that the key is another.
        assert_eq!(guess(&draft), None);
        let without_twice = table.replace("2,June,Why?,Because it is,good\n", "");
        assert_eq!(guess(&super::super::read(without_twice.as_bytes(), "x.csv").unwrap()), Some(rows()));
    }

    #[test]
    fn a_column_that_is_not_there_is_told_with_the_nearest() {
        let draft = super::super::read(TABLE.replace("How \nm", "How m").as_bytes(), "x.csv").unwrap();
        let wrong = Rows { answer: "Answr".to_owned(), ..rows() };
        let told = join(&draft, &wrong, "x.csv").unwrap_err().to_string();
        assert!(told.contains("“Answr”") && told.contains("“Answer”"), "{told}");
    }
}
