//! A shortlist in another order than its own: under themes, questions or stakeholder types.

use crate::model::call::Question;
use crate::model::submission::AnswerRecord;
use crate::model::work::{ItemKind, ShortlistItem};

use super::quotations::heading_of;

/// By what the quotations of a shortlist stand together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Grouping {
    /// As the list has them, with its headings.
    #[default]
    Hand,
    /// By the themes of the passage; under each of them, where it has several.
    Theme,
    /// By the question that was answered.
    Question,
    /// By who said it.
    StakeholderType,
}

impl Grouping {
    /// All, in the order of help.
    pub const ALL: [Self; 4] = [Self::Hand, Self::Theme, Self::Question, Self::StakeholderType];

    /// Its word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hand => "hand",
            Self::Theme => "theme",
            Self::Question => "question",
            Self::StakeholderType => "type",
        }
    }

    /// The grouping of this name, case ignored.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.name().eq_ignore_ascii_case(name))
    }
}

/// The items in groups, each under a heading; those of one group stay in the order of the list.
///
/// A comment goes with the quotation before it, or after it if it ends with a colon; what else is said before the first
/// stays at the beginning. The headings of the
/// list are those of its own order, and are left out.
pub fn grouped(items: Vec<ShortlistItem>, by: Grouping, questions: &[Question]) -> Vec<ShortlistItem> {
    if by == Grouping::Hand {
        return items;
    }
    let mut all = Vec::new();
    let mut pieces: Vec<Vec<ShortlistItem>> = Vec::new();
    let mut leading: Vec<ShortlistItem> = Vec::new();
    for item in items {
        match (item.kind, pieces.last_mut()) {
            (ItemKind::Heading, _) => {}
            (ItemKind::Quotation, _) => pieces.push(leading.drain(..).chain([item]).collect()),
            (ItemKind::Comment, _) if item.text.trim_end().ends_with([':', '：']) => leading.push(item),
            (ItemKind::Comment, Some(piece)) => piece.push(item),
            (ItemKind::Comment, None) => all.push(item),
        }
    }
    // One that leads to nothing stands where it can be found.
    all.append(&mut leading);
    let quoted =
        |piece: &Vec<ShortlistItem>| piece.iter().find(|item| item.kind == ItemKind::Quotation).cloned();
    let keys: Vec<Vec<Key>> = pieces
        .iter()
        .map(|piece| quoted(piece).map_or_else(Vec::new, |item| keys(&item, by, questions)))
        .collect();
    let mut groups: Vec<&Key> = keys.iter().flatten().collect();
    groups.sort();
    groups.dedup();
    for group in groups {
        let within =
            || pieces.iter().zip(&keys).filter(|(_, keys)| keys.contains(group)).map(|(piece, _)| piece);
        all.extend(within().next().map(|first| heading(&first[0], &group.1)));
        all.extend(within().flatten().cloned());
    }
    all
}

/// The place of a group among the others, and its heading.
type Key = (usize, String);

/// Behind all that are known.
const LAST: usize = usize::MAX;

fn keys(item: &ShortlistItem, by: Grouping, questions: &[Question]) -> Vec<Key> {
    let none = |what: &str| vec![(LAST, what.to_owned())];
    let Some(record) = &item.answer else { return none("Without a source") };
    match by {
        Grouping::Theme => {
            let themes = themes(item, record);
            if themes.is_empty() {
                none("Without a theme")
            } else {
                themes.into_iter().map(|path| (0, path)).collect()
            }
        }
        Grouping::Question => {
            let number = record.question.as_deref();
            let place = questions.iter().position(|question| Some(question.number.as_str()) == number);
            vec![(place.unwrap_or(LAST), heading_of(questions, number))]
        }
        Grouping::StakeholderType => match record.metadata.stakeholder_type.as_deref().map(str::trim) {
            Some(known) if !known.is_empty() => vec![(0, known.to_owned())],
            _ => none("Without a stakeholder type"),
        },
        Grouping::Hand => Vec::new(),
    }
}

/// The themes of what is quoted: tags on the whole answer, and those on passages that it has a part in.
fn themes(item: &ShortlistItem, record: &AnswerRecord) -> Vec<String> {
    let touches = |start: u32, end: u32| item.span.is_none_or(|span| start < span.end && span.start < end);
    let on_it = |tag: &&crate::model::submission::TagRecord| match (tag.start, tag.end) {
        (Some(start), Some(end)) => touches(start, end),
        _ => true,
    };
    let mut themes: Vec<String> = record.tags.iter().filter(on_it).map(|tag| tag.theme.clone()).collect();
    themes.sort();
    themes.dedup();
    themes
}

/// A heading that no list has; only documents are written with it.
fn heading(like: &ShortlistItem, text: &str) -> ShortlistItem {
    ShortlistItem {
        kind: ItemKind::Heading,
        text: text.to_owned(),
        quote: None,
        cuts: Vec::new(),
        answer: None,
        span: None,
        number: None,
        citable: None,
        ..like.clone()
    }
}
