//! Objects within objects as the cells of one row.

use std::collections::HashMap;

use super::node::Node;

/// Names under which an object of a list of answers names its question, the likeliest first.
const QUESTION: [&str; 8] =
    ["question", "question_text", "question_number", "question_id", "questionid", "prompt", "key", "label"];

/// Names under which it holds the answer.
const ANSWER: [&str; 7] = ["answer", "response", "text", "value", "answer_text", "comment", "content"];

/// Values of a list that are no longer than this stand on one line.
const SHORT: usize = 80;

/// One object: the path of names to each value, and the value as text.
pub(super) struct Flat(Vec<(Vec<String>, String)>);

impl Flat {
    /// The values of an object that say anything; `None` when it is no object.
    pub(super) fn of(node: &Node) -> Option<Self> {
        let Node::Object(entries) = node else { return None };
        let mut flat = Self(Vec::new());
        flat.object(entries, &[]);
        Some(flat)
    }

    fn object(&mut self, entries: &[(String, Node)], path: &[String]) {
        for (name, value) in entries {
            let path = [path, std::slice::from_ref(name)].concat();
            self.value(value, path);
        }
    }

    fn value(&mut self, value: &Node, path: Vec<String>) {
        match value {
            Node::Null => {}
            Node::Plain(text) => self.0.push((path, text.clone())),
            Node::Object(entries) => self.object(entries, &path),
            Node::Array(items) if items.iter().all(|item| matches!(item, Node::Plain(_) | Node::Null)) => {
                let texts: Vec<&str> = items.iter().filter_map(plain).collect();
                let short = texts.iter().all(|t| t.len() <= SHORT && !t.contains([';', '\n']));
                if !texts.is_empty() {
                    self.0.push((path, texts.join(if short { "; " } else { "\n" })));
                }
            }
            Node::Array(items) if is_answers(items) => self.answers(items, &path),
            Node::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.value(item, [path.as_slice(), &[(i + 1).to_string()]].concat());
                }
            }
        }
    }

    /// Objects that each name a question and hold an answer; what else they hold stands under the question's name.
    fn answers(&mut self, items: &[Node], path: &[String]) {
        for item in items {
            let Node::Object(entries) = item else { continue };
            let (Some((asked, question)), Some((held, _))) =
                (named(entries, &QUESTION), named(entries, &ANSWER))
            else {
                continue;
            };
            let name = plain(question).unwrap_or_default().to_owned();
            for (key, value) in entries.iter().filter(|(key, _)| key != asked) {
                let under = if key == held { vec![name.clone()] } else { vec![name.clone(), key.clone()] };
                self.value(value, [path, &under].concat());
            }
        }
    }
}

/// Whether each item is an object that names a question and holds an answer.
pub(super) fn is_answers(items: &[Node]) -> bool {
    let answers = |item: &Node| {
        let Node::Object(entries) = item else { return false };
        let asks =
            named(entries, &QUESTION).and_then(|(_, q)| plain(q)).is_some_and(|q| !q.trim().is_empty());
        // What holds much else is a submission of its own.
        asks && named(entries, &ANSWER).is_some() && entries.len() <= 4
    };
    !items.is_empty() && items.iter().all(answers) && !repeats(items)
}

/// Whether a question is named more than once: then the objects are answers of several submissions.
fn repeats(items: &[Node]) -> bool {
    let mut seen = std::collections::HashSet::new();
    items.iter().any(|item| {
        let Node::Object(entries) = item else { return false };
        named(entries, &QUESTION).and_then(|(_, q)| plain(q)).is_some_and(|q| !seen.insert(q))
    })
}

fn named<'n>(entries: &'n [(String, Node)], names: &[&str]) -> Option<(&'n str, &'n Node)> {
    let of = |name: &&str| entries.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    names.iter().find_map(of).map(|(key, value)| (key.as_str(), value))
}

fn plain(node: &Node) -> Option<&str> {
    if let Node::Plain(text) = node { Some(text) } else { None }
}

/// Its pointer, its number, and its cells.
pub(super) type Row<C> = (String, u32, Vec<C>);

/// Rows that grow columns as they come.
#[derive(Default)]
pub(super) struct Table {
    paths: Vec<Vec<String>>,
    known: HashMap<Vec<String>, usize>,
    rows: Vec<Row<(usize, String)>>,
}

impl Table {
    pub(super) fn add(&mut self, locator: String, number: u32, flat: Flat) {
        let mut cells = Vec::with_capacity(flat.0.len());
        let mut times: HashMap<Vec<String>, usize> = HashMap::new();
        for (path, text) in flat.0 {
            // A name that stands twice in one object has a column for each time.
            let time = times.entry(path.clone()).or_insert(0);
            *time += 1;
            let path = if *time > 1 { [path, vec![time.to_string()]].concat() } else { path };
            let next = self.paths.len();
            let column = *self.known.entry(path.clone()).or_insert(next);
            if column == next {
                self.paths.push(path);
            }
            cells.push((column, text));
        }
        self.rows.push((locator, number, cells));
    }

    /// How many rows and columns there are.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.rows.len(), self.paths.len())
    }

    /// The header, and the rows as long as it.
    pub(super) fn finish(self) -> (Vec<String>, Vec<Row<String>>) {
        let mut often: HashMap<&str, usize> = HashMap::new();
        for name in self.paths.iter().filter_map(|path| path.last()) {
            *often.entry(name).or_insert(0) += 1;
        }
        let is_alone = |name: &str| often.get(name) == Some(&1);
        // What an answer has beside its text is named after the question.
        let beside = |path: &[String]| path.len() > 2 && self.known.contains_key(&path[..path.len() - 1]);
        let name = |path: &Vec<String>| match path.last() {
            _ if beside(path) => path[path.len() - 2..].join("."),
            Some(name) if is_alone(name) => name.clone(),
            _ => path.join("."),
        };
        let header = self.paths.iter().map(name).collect();
        let width = self.paths.len();
        let filled = |(locator, number, cells): Row<(usize, String)>| {
            let mut row = vec![String::new(); width];
            for (column, text) in cells {
                row[column] = text;
            }
            (locator, number, row)
        };
        (header, self.rows.into_iter().map(filled).collect())
    }
}
