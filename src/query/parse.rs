//! Text to tree, in one pass; depth and number of terms are bounded.

use std::ops::Range;

use super::cursor::{Bare, Cursor, Piece};
use super::error::{Error, Mistake};
use super::field::{FIELDS, Field, RELEVANCE, SORTS};
use super::filter::{Compare, SortField, SortKey};
use super::tree::{Form, Kind, Node, Query, Reach, Sample, Sort, Value, Words};
use crate::model::nearest::nearest;

/// The most bytes of a query; the longest list of values that may be meant has fewer.
pub(super) const LONGEST: usize = 100_000;

/// The most parentheses and minus signs within each other.
pub(super) const DEEPEST: usize = 50;

/// The most terms of a query; a comma's values are one.
pub(super) const MOST_TERMS: usize = 500;

/// The most values of a query, all fields together.
pub(super) const MOST_VALUES: usize = 2_000;

/// The most words that may stand between words that are near each other.
pub(super) const FARTHEST: u32 = 1_000;

/// Parses a query.
///
/// # Errors
/// The first mistake, with its place and the nearest right word. Names are not looked up here.
pub fn parse(text: &str) -> Result<Query, Error> {
    if text.len() > LONGEST {
        let end = super::cursor::boundary(text, LONGEST);
        return Err(Error::new(end..end, Mistake::TooLong(LONGEST)));
    }
    let mut parser =
        Parser { cursor: Cursor::new(text), sample: None, sort: Vec::new(), terms: 0, values: 0 };
    let root = parser.any(0)?;
    let at = parser.cursor.at();
    if parser.cursor.peek().is_some() {
        return Err(Error::new(at..at + width_at(text, at), Mistake::StrayClose));
    }
    Ok(Query { root, sample: parser.sample, sort: parser.sort })
}

fn width_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

struct Parser<'a> {
    cursor: Cursor<'a>,
    sample: Option<Sample>,
    sort: Vec<Sort>,
    terms: usize,
    values: usize,
}

impl Parser<'_> {
    /// And-groups with `OR` between them, up to the end or a `)`.
    fn any(&mut self, depth: usize) -> Result<Node, Error> {
        self.cursor.skip_blanks();
        let start = self.cursor.at();
        let mut groups = vec![self.all(depth)?];
        let mut or = None;
        loop {
            let at = self.cursor.at();
            if !self.cursor.eat_or() {
                break;
            }
            or = Some(at..self.cursor.at());
            groups.push(self.all(depth)?);
        }
        let Some(or) = or else { return groups.pop().ok_or(Error::new(start..start, Mistake::EmptyGroup)) };
        if groups.iter().any(is_nothing) {
            return Err(Error::new(or, Mistake::NothingBesideOr));
        }
        let end = groups.last().map_or(start, |group| group.span.end);
        Ok(Node { span: start..end, kind: Kind::Any(groups) })
    }

    /// Terms side by side, up to `OR`, a `)` or the end.
    fn all(&mut self, depth: usize) -> Result<Node, Error> {
        self.cursor.skip_blanks();
        let start = self.cursor.at();
        let mut terms = Vec::new();
        loop {
            self.cursor.skip_blanks();
            if self.cursor.peek().is_none_or(|c| c == ')') || self.cursor.clone().eat_or() {
                break;
            }
            terms.extend(self.term(depth)?);
        }
        if terms.len() == 1 {
            return terms.pop().ok_or(Error::new(start..start, Mistake::EmptyGroup));
        }
        let first = terms.first().map_or(start, |node| node.span.start);
        let end = terms.last().map_or(first, |node| node.span.end);
        Ok(Node { span: first..end, kind: Kind::All(terms) })
    }

    /// One term; none when it was a wish for an order or a sample.
    fn term(&mut self, depth: usize) -> Result<Option<Node>, Error> {
        let start = self.cursor.at();
        self.terms += 1;
        if self.terms > MOST_TERMS {
            return Err(Error::new(start..start, Mistake::TooMany(MOST_TERMS)));
        }
        if depth >= DEEPEST {
            return Err(Error::new(start..start, Mistake::TooDeep(DEEPEST)));
        }
        if self.cursor.eat('-') {
            if self.cursor.peek() != Some('(') && self.cursor.at_end_of_term() {
                return Err(Error::new(start..self.cursor.at(), Mistake::NothingAfterMinus));
            }
            // Within the minus no order and no sample can be wished for, which the greater depth says.
            let inner = self.term(depth + 1)?;
            let end = self.cursor.at();
            let inner = inner.ok_or(Error::new(start..end, Mistake::NothingAfterMinus))?;
            return Ok(Some(Node { span: start..end, kind: Kind::Not(Box::new(inner)) }));
        }
        if self.cursor.eat('(') {
            return self.group(start, depth).map(Some);
        }
        if let Some((name, span)) = self.cursor.field_name() {
            return self.field(start, &name, span, depth);
        }
        let piece = if self.cursor.peek() == Some('"') {
            self.cursor.quoted()?
        } else {
            self.cursor.bare(Bare::Word)?
        };
        let words = reaching(&piece)?;
        Ok(Some(Node { span: piece.span, kind: Kind::Text(words) }))
    }

    /// What follows a `(` that stood at `start`; the parentheses are part of its place.
    fn group(&mut self, start: usize, depth: usize) -> Result<Node, Error> {
        let inner = self.enclosed(start, depth)?;
        Ok(Node { span: start..self.cursor.at(), kind: inner.kind })
    }

    /// The same, without the parentheses.
    fn enclosed(&mut self, start: usize, depth: usize) -> Result<Node, Error> {
        let open = start..self.cursor.at();
        let inner = self.any(depth + 1)?;
        if !self.cursor.eat(')') {
            return Err(Error::new(open, Mistake::UnclosedGroup));
        }
        if is_nothing(&inner) {
            return Err(Error::new(start..self.cursor.at(), Mistake::EmptyGroup));
        }
        Ok(inner)
    }

    /// What follows `name:`.
    fn field(
        &mut self,
        start: usize,
        name: &str,
        span: Range<usize>,
        depth: usize,
    ) -> Result<Option<Node>, Error> {
        let Some(field) = Field::by_name(name) else {
            let known =
                FIELDS.iter().flat_map(|info| std::iter::once(info.name).chain(info.aliases.iter().copied()));
            // What a web address begins with is no mistyped field.
            let suggestion =
                nearest(name, known).filter(|_| self.cursor.peek() != Some('/')).map(str::to_owned);
            return Err(Error::new(span, Mistake::UnknownField(name.to_owned())).suggest(suggestion));
        };
        if field == Field::Tag {
            return self.tag(start, depth).map(Some);
        }
        let values = self.values(start, field)?;
        let end = self.cursor.at();
        if matches!(field, Field::Sort | Field::Sample) && depth > 0 {
            return Err(Error::new(start..end, Mistake::OutsideOnly(field.name())));
        }
        if field == Field::Sample {
            let (count, seed) = sample(&values)?;
            if self.sample.is_some() {
                return Err(Error::new(start..end, Mistake::SecondSample));
            }
            self.sample = Some(Sample { span: start..end, count, seed });
            return Ok(None);
        }
        if field == Field::Sort {
            for value in values {
                self.sort.push(Sort { span: start..end, key: sort(value)? });
            }
            return Ok(None);
        }
        Ok(Some(Node { span: start..end, kind: Kind::Field(field, values) }))
    }

    /// What follows `tag:`.
    fn tag(&mut self, start: usize, depth: usize) -> Result<Node, Error> {
        let open = self.cursor.at();
        if !self.cursor.eat('(') {
            return Err(missing(start..open, Field::Tag));
        }
        let inner = self.enclosed(open, depth)?;
        let nodes = match inner.kind {
            Kind::All(nodes) => nodes,
            kind => vec![Node { span: inner.span, kind }],
        };
        for node in &nodes {
            if !matches!(node.kind, Kind::Field(Field::Theme | Field::Stance | Field::Analyst, _)) {
                return Err(Error::new(node.span.clone(), Mistake::NotOfATag));
            }
        }
        Ok(Node { span: start..self.cursor.at(), kind: Kind::Tag(nodes) })
    }

    /// Values with commas between them.
    fn values(&mut self, start: usize, field: Field) -> Result<Vec<Value>, Error> {
        let mut values = Vec::new();
        loop {
            if self.cursor.at_end_of_term() || self.cursor.peek() == Some(',') {
                return Err(missing(start..self.cursor.at(), field));
            }
            self.values += 1;
            if self.values > MOST_VALUES {
                let at = self.cursor.at();
                return Err(Error::new(at..at, Mistake::TooManyValues(MOST_VALUES)));
            }
            let value = match field {
                Field::Attribute => self.pair(start, values.last())?,
                _ => self.value(start, field)?,
            };
            values.push(value);
            if !self.cursor.eat(',') {
                return Ok(values);
            }
        }
    }

    fn value(&mut self, term: usize, field: Field) -> Result<Value, Error> {
        let start = self.cursor.at();
        if self.cursor.eat('=') {
            let piece = self.cursor.bare(Bare::Value)?;
            let text = filled(piece, term, field)?;
            return Ok(Value { span: start..self.cursor.at(), form: Form::Exactly(text) });
        }
        if let Some(compare) = self.comparison() {
            let piece = self.cursor.bare(Bare::Value)?;
            let text = filled(piece, term, field)?;
            return Ok(Value { span: start..self.cursor.at(), form: Form::Compared(compare, text) });
        }
        let piece = self.cursor.bare(Bare::Value)?;
        let span = piece.span.clone();
        let Some(dots) = piece.dots else {
            let words = if field == Field::Note { reaching(&piece)? } else { words(&piece)? };
            return Ok(Value { span, form: Form::Plain(words) });
        };
        if piece.prefix {
            return Err(Error::new(span, Mistake::Star));
        }
        let end = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
        let (from, to) = (end(&piece.text[..dots]), end(&piece.text[dots + 2..]));
        if from.is_none() && to.is_none() {
            return Err(missing(term..span.end, field));
        }
        Ok(Value { span, form: Form::Range(from, to) })
    }

    /// `head=value`; after a comma a value alone is of the head before.
    fn pair(&mut self, term: usize, before: Option<&Value>) -> Result<Value, Error> {
        let start = self.cursor.at();
        let mut ahead = self.cursor.clone();
        let head = ahead.bare(Bare::Head)?;
        if ahead.eat('=') {
            self.cursor = ahead;
            if head.prefix {
                return Err(Error::new(head.span, Mistake::Star));
            }
            if head.text.trim().is_empty() || self.cursor.at_end_of_term() || self.cursor.peek() == Some(',')
            {
                return Err(missing(term..self.cursor.at(), Field::Attribute));
            }
            let piece = self.cursor.bare(Bare::Value)?;
            let form = Form::Of(head.text, words(&piece)?);
            return Ok(Value { span: start..self.cursor.at(), form });
        }
        let Some(Value { form: Form::Of(head, _), .. }) = before else {
            return Err(missing(term..ahead.at(), Field::Attribute));
        };
        let piece = self.cursor.bare(Bare::Value)?;
        let form = Form::Of(head.clone(), words(&piece)?);
        Ok(Value { span: start..self.cursor.at(), form })
    }

    fn comparison(&mut self) -> Option<Compare> {
        let (strict, open) = match self.cursor.peek()? {
            '>' => (Compare::More, Compare::AtLeast),
            '<' => (Compare::Less, Compare::AtMost),
            '≥' => (Compare::AtLeast, Compare::AtLeast),
            '≤' => (Compare::AtMost, Compare::AtMost),
            _ => return None,
        };
        self.cursor.eat(self.cursor.peek()?);
        let with_equal = strict != open && self.cursor.eat('=');
        Some(if with_equal { open } else { strict })
    }
}

fn is_nothing(node: &Node) -> bool {
    matches!(&node.kind, Kind::All(terms) if terms.is_empty())
}

fn missing(span: Range<usize>, field: Field) -> Error {
    let info = field.info();
    Error::new(span, Mistake::MissingValue { field: info.name, example: info.example })
}

/// The text of a value that must not be empty nor a prefix.
fn filled(piece: Piece, term: usize, field: Field) -> Result<String, Error> {
    if piece.text.trim().is_empty() {
        return Err(missing(term..piece.span.end, field));
    }
    if piece.prefix { Err(Error::new(piece.span, Mistake::Star)) } else { Ok(piece.text) }
}

fn words(piece: &Piece) -> Result<Words, Error> {
    if piece.text.trim().is_empty() {
        let mistake = if piece.prefix { Mistake::Star } else { Mistake::EmptyPhrase };
        return Err(Error::new(piece.span.clone(), mistake));
    }
    let reach = if piece.prefix { Reach::Beginning } else { Reach::Exact };
    Ok(Words { text: piece.text.clone(), reach })
}

/// The same of words that are looked for in a text, where `~` at the end has a meaning.
fn reaching(piece: &Piece) -> Result<Words, Error> {
    let plain = words(piece)?;
    let Some(tilde) = piece.tilde.filter(|_| !piece.prefix) else { return Ok(plain) };
    let (before, number) = (&piece.text[..tilde.within], &piece.text[tilde.within + 1..]);
    if before.trim().is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(plain);
    }
    let text = before.to_owned();
    if number.is_empty() {
        return Ok(Words { text, reach: Reach::Forms });
    }
    let place = tilde.at..piece.span.end;
    if !tilde.after_quotes {
        return Err(Error::new(place, Mistake::NearAlone).suggest(Some("~".to_owned())));
    }
    match number.parse() {
        Ok(within) if within <= FARTHEST => Ok(Words { text, reach: Reach::Near(within) }),
        _ => Err(Error::new(place, Mistake::TooFar(FARTHEST)).suggest(Some(format!("~{FARTHEST}")))),
    }
}

/// How many, and the seed where one is said.
fn sample(values: &[Value]) -> Result<(u32, Option<u64>), Error> {
    let [Value { form: Form::Plain(Words { text, reach: Reach::Exact }), .. }] = values else {
        let start = values.first().map_or(0, |value| value.span.start);
        let end = values.last().map_or(start, |value| value.span.end);
        return Err(Error::new(start..end, no_sample(values)));
    };
    let (count, seed) =
        text.split_once('@').map_or((text.as_str(), None), |(count, seed)| (count, Some(seed)));
    // A plus sign is no digit, though Rust reads it.
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let read = || {
        let count = is_number(count).then(|| count.parse().ok()).flatten().filter(|count| *count > 0)?;
        match seed {
            None => Some((count, None)),
            Some(seed) => {
                is_number(seed).then(|| seed.parse().ok()).flatten().map(|seed| (count, Some(seed)))
            }
        }
    };
    read().ok_or_else(|| Error::new(values[0].span.clone(), no_sample(values)))
}

fn no_sample(values: &[Value]) -> Mistake {
    let written: Vec<String> = values.iter().map(Value::to_string).collect();
    let takes = "a number from 1 up, and after it @ and a seed where one is wanted, such as 50@7".into();
    Mistake::WrongForm { field: Field::Sample.name(), takes, value: written.join(",").into() }
}

fn sort(value: Value) -> Result<SortKey, Error> {
    let span = value.span;
    let wrong = |value: &str| {
        let suggestion = nearest(value.trim_start_matches('-'), SORTS.iter().copied());
        let takes = SORTS.join(", ").into();
        let mistake = Mistake::WrongForm { field: "sort", takes, value: value.into() };
        let minus = if value.starts_with('-') { "-" } else { "" };
        Error::new(span.clone(), mistake).suggest(suggestion.map(|word| format!("{minus}{word}")))
    };
    let Form::Plain(Words { text, reach: Reach::Exact }) = value.form else { return Err(wrong("that")) };
    let (descending, name) = text.strip_prefix('-').map_or((false, text.as_str()), |name| (true, name));
    let field = sort_field(name).ok_or_else(|| wrong(&text))?;
    Ok(SortKey { field, descending })
}

fn sort_field(name: &str) -> Option<SortField> {
    if name.eq_ignore_ascii_case(RELEVANCE) {
        return Some(SortField::Relevance);
    }
    Some(match Field::by_name(name)? {
        Field::Date => SortField::Date,
        Field::From => SortField::Submitter,
        Field::Reference => SortField::Reference,
        Field::Question => SortField::Question,
        Field::Words => SortField::Words,
        Field::Country => SortField::Country,
        Field::StakeholderType => SortField::StakeholderType,
        _ => return None,
    })
}
