//! The filter panes: each value with the number of answers that choosing it would give.

use super::Error;
use super::index::{Set, Sight};
use super::names::Names;
use crate::model::id::ThemeId;
use crate::model::view::{Facet, FacetKind, FacetValue};
use crate::model::work::Status;
use crate::query::filter::{Filter, MetadataField, Resolved, TagMatch, Whose};
use crate::text::{language, stakeholder};

/// One pane. `query` is the query without the pane's own terms. Answers are counted; unplaced text is not.
pub(crate) fn facet(
    sight: &Sight<'_>,
    names: &Names<'_>,
    kind: FacetKind,
    query: &Resolved,
) -> Result<Facet, Error> {
    // A pane says of what one could draw, and choosing draws anew: so a sample is set aside.
    let filter = query.filter.whole();
    let found = sight.placed(&sight.shown(filter)?);
    let counting = Counting { sight, found, filter };
    let values = match kind {
        FacetKind::Status => counting.statuses()?,
        FacetKind::Question => counting.questions(names),
        FacetKind::Theme => counting.themes(names),
        FacetKind::StakeholderType => counting.metadata(MetadataField::StakeholderType),
        FacetKind::Region => counting.metadata(MetadataField::Region),
        FacetKind::Language => counting.metadata(MetadataField::Language),
        FacetKind::Analyst => counting.analysts(),
    };
    Ok(Facet { kind, values })
}

/// How many answers and unplaced texts carry a live tag of each theme or of one under it, in the tree's order.
pub(crate) fn theme_counts(sight: &Sight<'_>, names: &Names<'_>) -> Result<Vec<(ThemeId, usize)>, Error> {
    let shown = sight.shown(&Filter::All(Vec::new()))?;
    let counts = by_theme(sight, names, &TagMatch::default(), &shown);
    Ok(names.codebook.themes.iter().map(|theme| theme.id).zip(counts).collect())
}

struct Counting<'a> {
    sight: &'a Sight<'a>,
    /// The answers of the query.
    found: Set,
    filter: &'a Filter,
}

impl Counting<'_> {
    fn count(&self, those: &Set) -> usize {
        self.found.intersection_len(those) as usize
    }

    fn statuses(&self) -> Result<Vec<FacetValue>, Error> {
        let value = |status: Status| {
            let those = self.sight.found(&Filter::Status(vec![status], Whose::Mine))?;
            Ok(value(status.name(), status.name(), self.count(&those)))
        };
        Status::ALL.into_iter().map(value).collect()
    }

    fn questions(&self, names: &Names<'_>) -> Vec<FacetValue> {
        let value = |q: &crate::model::call::Question| {
            let count = self.sight.under(&q.key).map_or(0, |those| self.count(those));
            FacetValue { lead: q.number.clone(), ..value(&q.number, &q.short_name, count) }
        };
        names.call.questions.iter().map(value).collect()
    }

    fn metadata(&self, field: MetadataField) -> Vec<FacetValue> {
        let label = |known: &str| match field {
            MetadataField::Language => language::name(known).unwrap_or(known).to_owned(),
            MetadataField::StakeholderType => stakeholder::short_type(known).to_owned(),
            _ => known.to_owned(),
        };
        let values = self.sight.values(field).into_iter();
        values.map(|(known, those)| value(known, &label(known), self.count(those))).collect()
    }

    fn analysts(&self) -> Vec<FacetValue> {
        let beside = self.tag_beside_analyst();
        let value = |(name, folded): (&str, &str)| {
            let tag = TagMatch { analysts: Some(vec![folded.to_owned()]), ..beside.clone() };
            value(name, name, self.count(&self.sight.tagged(&tag)))
        };
        self.sight.analysts().map(value).collect()
    }

    fn themes(&self, names: &Names<'_>) -> Vec<FacetValue> {
        let counts = by_theme(self.sight, names, &self.tag_beside_theme(), &self.found);
        let value = |(theme, count): (&crate::model::codebook::Theme, usize)| FacetValue {
            // With its path, which is never another's.
            term: term(names, theme.id),
            label: if theme.short_name.is_empty() { theme.name.clone() } else { theme.short_name.clone() },
            lead: theme.chip(),
            theme: Some(theme.id),
            depth: u8::try_from(names.codebook.depth(theme.id)).unwrap_or(u8::MAX),
            count,
        };
        names.codebook.themes.iter().zip(counts).map(value).collect()
    }

    /// The tag that a theme would be chosen for: a stance and an analyst beside it speak of that tag.
    fn tag_beside_theme(&self) -> TagMatch {
        let mut tag = TagMatch::default();
        for other in self.tag_terms().filter(|tag| tag.themes.is_none()) {
            narrow(&mut tag.stances, other.stances.as_ref());
            narrow(&mut tag.analysts, other.analysts.as_ref());
        }
        tag
    }

    /// The tag that an analyst would be chosen for: that of the theme beside it, where there is one.
    fn tag_beside_analyst(&self) -> TagMatch {
        let mut themes = self.tag_terms().filter(|tag| tag.themes.is_some());
        match (themes.next(), themes.next()) {
            (Some(only), None) => TagMatch { analysts: None, ..only.clone() },
            _ => TagMatch::default(),
        }
    }

    /// The terms about tags in the outermost and-group.
    fn tag_terms(&self) -> impl Iterator<Item = &TagMatch> {
        let terms = match self.filter {
            Filter::All(terms) => terms.as_slice(),
            one => std::slice::from_ref(one),
        };
        terms.iter().filter_map(|term| match term {
            Filter::Tagged(tag) => Some(tag),
            _ => None,
        })
    }
}

fn narrow<T: Clone + PartialEq>(before: &mut Option<Vec<T>>, now: Option<&Vec<T>>) {
    match (before.as_mut(), now) {
        (Some(before), Some(now)) => before.retain(|one| now.contains(one)),
        (None, Some(now)) => *before = Some(now.clone()),
        (_, None) => {}
    }
}

fn value(term: &str, label: &str, count: usize) -> FacetValue {
    FacetValue {
        term: term.to_owned(),
        label: label.to_owned(),
        lead: String::new(),
        theme: None,
        depth: 0,
        count,
    }
}

/// A theme as a query has it: "infrastructure/ipv6".
pub(super) fn term(names: &Names<'_>, theme: ThemeId) -> String {
    names.path(theme).replace(crate::model::codebook::PATH_SEPARATOR, "/").to_lowercase()
}

/// How many of these texts carry such a tag of each theme or of one under it, each text once; in the tree's order.
fn by_theme(sight: &Sight<'_>, names: &Names<'_>, tag: &TagMatch, of: &Set) -> Vec<usize> {
    let themes = &names.codebook.themes;
    let mut under: Vec<Set> = Vec::with_capacity(themes.len());
    let places: std::collections::HashMap<ThemeId, usize> =
        themes.iter().enumerate().map(|(at, theme)| (theme.id, at)).collect();
    for theme in themes {
        let own = sight.tagged(&TagMatch { themes: Some(vec![theme.id]), ..tag.clone() }) & of;
        under.push(own);
    }
    let own = under.clone();
    for (theme, own) in themes.iter().zip(&own).filter(|(_, own)| !own.is_empty()) {
        for above in names.codebook.ancestors(theme.id) {
            if let Some(at) = places.get(&above.id) {
                under[*at] |= own;
            }
        }
    }
    under.into_iter().map(|texts| texts.len() as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{self, edit};
    use crate::store::world;

    /// A query's texts, answers only.
    fn answers(text: &str) -> usize {
        let query = resolved(text);
        let page = world::with_sight(|sight, names| super::super::page::page(sight, names, &query, 0, 0));
        page.unwrap().answers
    }

    fn resolved(text: &str) -> Resolved {
        let vocabulary = world::vocabulary();
        query::resolve(&query::parse(text).unwrap(), &vocabulary).unwrap()
    }

    fn pane(kind: FacetKind, text: &str) -> Vec<FacetValue> {
        let others = resolved(&edit::without_field(text, kind.field()));
        world::with_sight(|sight, names| facet(sight, names, kind, &others)).unwrap().values
    }

    #[test]
    fn a_count_is_what_choosing_the_value_gives() {
        for text in [
            "",
            "routing",
            "q:1..2 status:todo",
            "theme:ipv6",
            "stance:against",
            "theme:infrastructure stance:mixed analyst:bob",
            "analyst:alice -q:3",
            "type:government OR lang:en",
            "-theme:trust region:europe",
            "has:theme",
        ] {
            for kind in FacetKind::ALL {
                let others = edit::without_field(text, kind.field());
                for value in pane(kind, text) {
                    let chosen = edit::include(&others, kind.field(), &value.term);
                    assert_eq!(value.count, answers(&chosen), "{kind:?} {} of {text}", value.term);
                }
            }
        }
    }

    #[test]
    fn values_keep_their_order_and_their_place_without_answers() {
        let shown = |kind| {
            let values = pane(kind, "q:2");
            values.into_iter().map(|v| (v.lead, v.label, v.term, v.count)).collect::<Vec<_>>()
        };
        let row = |lead: &str, label: &str, term: &str, count| {
            (lead.to_owned(), label.to_owned(), term.to_owned(), count)
        };
        assert_eq!(
            shown(FacetKind::Question),
            [row("1", "access", "1", 3), row("2", "routes", "2", 2), row("3", "trust", "3", 2)]
        );
        assert_eq!(
            shown(FacetKind::Theme),
            [
                row("In", "Infrastructure", "infrastructure", 1),
                row("IP", "IPv6", "infrastructure/ipv6", 1),
                row("Tr", "Trust", "trust", 1)
            ]
        );
        assert_eq!(shown(FacetKind::Language), [row("", "English", "en", 0), row("", "French", "fr", 1)]);
        assert_eq!(
            shown(FacetKind::Status),
            [
                row("", "todo", "todo", 1),
                row("", "reviewed", "reviewed", 1),
                row("", "flagged", "flagged", 0)
            ]
        );
    }

    #[test]
    fn themes_count_every_text_once_with_those_under_them() {
        let counts = world::with_sight(theme_counts).unwrap();
        assert_eq!(counts, [(world::theme(0), 4), (world::theme(1), 3), (world::theme(2), 3)]);
    }
}
