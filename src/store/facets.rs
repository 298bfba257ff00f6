//! The filter panes: each value with the number of answers that choosing it would give.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use super::Error;
use super::index::{NamedFile, Set, Sight};
use super::names::Names;
use crate::model::call::Question;
use crate::model::id::{SourceHash, ThemeId};
use crate::model::view::{FacetKind, FacetValue};
use crate::model::work::Status;
use crate::query::edit::pane;
use crate::query::filter::{Filter, MetadataField, Resolved, TagMatch, Whose};
use crate::text::fold::fold;
use crate::text::{country, language, stakeholder};

/// So many texts of a country are looked at for its region.
const TELLING: usize = 1000;

/// The panes that a workspace has, in order.
pub(crate) fn kinds(sight: &Sight<'_>) -> Vec<FacetKind> {
    let columns = sight.closed_columns().map(|head| FacetKind::Column(head.to_owned()));
    FacetKind::ALL.into_iter().chain(columns).collect()
}

/// How many answers and unplaced texts carry a live tag of each theme or of one under it, in the tree's order.
pub(crate) fn theme_counts(sight: &Sight<'_>, names: &Names<'_>) -> Result<Vec<(ThemeId, usize)>, Error> {
    let shown = sight.shown(&Filter::All(Vec::new()))?;
    let counts = by_theme(sight, names, &TagMatch::default(), &shown);
    Ok(names.codebook.themes.iter().map(|theme| theme.id).zip(counts).collect())
}

/// The answers of a query, to be counted by the values of panes. Unplaced text is not counted.
pub(crate) struct Counting<'a> {
    sight: &'a Sight<'a>,
    found: Set,
    filter: &'a Filter,
    /// How many of them each submission has.
    by_submission: OnceCell<Vec<u32>>,
}

impl<'a> Counting<'a> {
    /// Finds the answers.
    pub(crate) fn new(sight: &'a Sight<'a>, query: &'a Resolved) -> Result<Self, Error> {
        // A pane says of what one could draw, and choosing draws anew: so a sample is set aside.
        let filter = query.filter.whole();
        let found = sight.placed(&sight.shown(filter)?);
        Ok(Self { sight, found, filter, by_submission: OnceCell::new() })
    }

    /// The values of a pane under a query without its own terms; `chosen` are the words of those.
    pub(crate) fn values(
        &self,
        names: &Names<'_>,
        sources: &[(String, SourceHash)],
        kind: &FacetKind,
        chosen: &[&str],
    ) -> Result<Vec<FacetValue>, Error> {
        Ok(match kind {
            FacetKind::Status => self.statuses()?,
            FacetKind::Question => self.questions(names)?,
            FacetKind::Theme => self.themes(names),
            FacetKind::StakeholderType => self.metadata("type", MetadataField::StakeholderType),
            FacetKind::Region => self.places(),
            FacetKind::Language => self.metadata("lang", MetadataField::Language),
            FacetKind::Submitted => self.submitted(chosen)?,
            FacetKind::Source => self.files(sources, chosen)?,
            FacetKind::Analyst => self.analysts(),
            FacetKind::Column(head) => self.column(head),
        })
    }

    fn count(&self, those: &Set) -> usize {
        self.found.intersection_len(those) as usize
    }

    fn statuses(&self) -> Result<Vec<FacetValue>, Error> {
        let value = |status: Status| {
            let those = self.sight.found(&Filter::Status(vec![status], Whose::Mine))?;
            Ok(value("status", status.name(), status.name(), self.count(&those)))
        };
        Status::ALL.into_iter().map(value).collect()
    }

    /// Questions under their sections, where there is more than one.
    fn questions(&self, names: &Names<'_>) -> Result<Vec<FacetValue>, Error> {
        let call = names.call;
        let one = |q: &Question, depth| {
            let count = self.sight.under(&q.key).map_or(0, |those| self.count(those));
            FacetValue { lead: q.number.clone(), depth, ..value("q", &q.number, &q.short_name, count) }
        };
        if call.sections.len() < 2 {
            return Ok(call.questions.iter().map(|q| one(q, 0)).collect());
        }
        let mut values = Vec::new();
        for section in &call.sections {
            let those = self.sight.found(&Filter::Section(vec![section.key.clone()]))?;
            let head = value("section", &section.number, &section.title, self.count(&those));
            values.push(FacetValue { lead: section.number.clone(), ..head });
            let own = call.questions.iter().filter(|q| q.section == section.key);
            values.extend(own.map(|q| one(q, 1)));
        }
        let others = call.questions.iter().filter(|q| call.section(&q.section).is_none());
        values.extend(others.map(|q| one(q, 0)));
        Ok(values)
    }

    fn metadata(&self, name: &'static str, field: MetadataField) -> Vec<FacetValue> {
        let label = |known: &str| match field {
            MetadataField::Country => country::name(known).unwrap_or(known).to_owned(),
            MetadataField::Language => language::name(known).unwrap_or(known).to_owned(),
            MetadataField::StakeholderType => stakeholder::short_type(known).to_owned(),
            MetadataField::Region => known.to_owned(),
        };
        let values = self.stored(field).into_iter();
        values.map(|(known, those)| value(name, known, &label(known), self.count(&those))).collect()
    }

    /// The values of a field, in order. Spellings that a query takes for one are one, by the first of them.
    fn stored(&self, field: MetadataField) -> Vec<(&str, Cow<'_, Set>)> {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut values: Vec<(&str, Cow<'_, Set>)> = Vec::new();
        for (known, those) in self.sight.values(field) {
            let at = *places.entry(fold(known)).or_insert(values.len());
            match values.get_mut(at) {
                Some((_, all)) => *all.to_mut() |= those,
                None => values.push((known, Cow::Borrowed(those))),
            }
        }
        values
    }

    /// Regions, the countries of each under it by name, and those that say no region last.
    fn places(&self) -> Vec<FacetValue> {
        let regions = self.stored(MetadataField::Region);
        let countries = self.stored(MetadataField::Country);
        let region_of = |texts: &Set| {
            // Nearly always all of a country is in one region, so that a few texts tell.
            texts.iter().take(TELLING).find_map(|text| regions.iter().position(|(_, of)| of.contains(text)))
        };
        let places: Vec<Option<usize>> = countries.iter().map(|(_, texts)| region_of(texts)).collect();
        let counted = self.metadata("country", MetadataField::Country);
        let mut counted: Vec<(Option<usize>, FacetValue)> = places.into_iter().zip(counted).collect();
        counted.sort_by_key(|(_, country)| country.label.to_lowercase());
        let mut values = Vec::with_capacity(regions.len() + counted.len());
        for (at, region) in self.metadata("region", MetadataField::Region).into_iter().enumerate() {
            values.push(region);
            let own = counted.iter().filter(|(place, _)| *place == Some(at));
            values.extend(own.map(|(_, country)| FacetValue { depth: 1, ..country.clone() }));
        }
        values.extend(counted.into_iter().filter(|(place, _)| place.is_none()).map(|(_, country)| country));
        values
    }

    /// What `is:` says of texts, where it says it of any or is asked: choosing what is set aside shows it.
    fn submitted(&self, chosen: &[&str]) -> Result<Vec<FacetValue>, Error> {
        let sight = self.sight;
        let mut values = Vec::new();
        let mut add = |term, filter: Filter, always: bool, among: Option<&Set>| {
            let those = sight.found(&filter)?;
            let is_asked = || chosen.iter().any(|word| word.eq_ignore_ascii_case(term));
            if always || is_asked() || (!those.is_empty() && filter != Filter::Everything) {
                let count = among.unwrap_or(&self.found).intersection_len(&those) as usize;
                values.push(value("is", term, term, count));
            }
            Ok::<_, Error>(())
        };
        let answers = sight.placed(&sight.found(self.filter)?);
        add("late", Filter::Late, sight.viewer.deadline.is_some(), None)?;
        add("anonymous", Filter::Anonymous, false, None)?;
        add("withdrawn", Filter::Withdrawn, false, Some(&answers))?;
        add("replaced", Filter::Replaced, false, Some(&answers))?;
        add("unplaced", Filter::Unplaced, false, Some(&sight.shown(self.filter)?))?;
        add("any", Filter::Everything, false, Some(&answers))?;
        Ok(values)
    }

    /// The files with the most texts, and those that are chosen, by name.
    fn files(&self, sources: &[(String, SourceHash)], chosen: &[&str]) -> Result<Vec<FacetValue>, Error> {
        let files = self.sight.named_files(sources)?;
        let last = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
        let mut alike: HashMap<String, u32> = HashMap::new();
        for file in files {
            *alike.entry(last(&file.name)).or_default() += 1;
        }
        let one = |file: &NamedFile| {
            let short = last(&file.name);
            let label = if alike.get(&short) == Some(&1) { &short } else { &file.name };
            value("source", &file.name, label, self.count(&file.texts))
        };
        let is_chosen = |file: &&NamedFile| file.offered || chosen.contains(&file.name.as_str());
        Ok(files.iter().filter(is_chosen).map(one).collect())
    }

    /// What submissions say in a column.
    fn column(&self, head: &str) -> Vec<FacetValue> {
        let by_submission = self.by_submission.get_or_init(|| self.sight.by_submission(&self.found));
        let count = |said: &Set| {
            let counts = said.iter().filter_map(|one| by_submission.get(one as usize));
            counts.map(|count| *count as usize).sum()
        };
        let values = self.sight.said_in(head);
        values.map(|(known, said)| value("attr", &pane::said_in(head, known), known, count(said))).collect()
    }

    fn analysts(&self) -> Vec<FacetValue> {
        let beside = self.tag_beside_analyst();
        let value = |(name, folded): (&str, &str)| {
            let tag = TagMatch { analysts: Some(vec![folded.to_owned()]), ..beside.clone() };
            value("analyst", name, name, self.count(&self.sight.tagged(&tag)))
        };
        self.sight.analysts().map(value).collect()
    }

    /// That there is no theme yet, and the themes.
    fn themes(&self, names: &Names<'_>) -> Vec<FacetValue> {
        let counts = by_theme(self.sight, names, &self.tag_beside_theme(), &self.found);
        let one = |(theme, count): (&crate::model::codebook::Theme, usize)| FacetValue {
            lead: theme.chip(),
            theme: Some(theme.id),
            depth: u8::try_from(names.codebook.depth(theme.id)).unwrap_or(u8::MAX),
            // With its path, which is never another's.
            ..value("theme", &term(names, theme.id), theme_label(theme), count)
        };
        let themes: Vec<FacetValue> = names.codebook.themes.iter().zip(counts).map(one).collect();
        if themes.is_empty() {
            return themes;
        }
        let tagged = self.sight.tagged(&TagMatch::default());
        let without = self.found.difference_len(&tagged) as usize;
        std::iter::once(value("no", "theme", "no theme yet", without)).chain(themes).collect()
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

fn theme_label(theme: &crate::model::codebook::Theme) -> &str {
    if theme.short_name.is_empty() { &theme.name } else { &theme.short_name }
}

fn value(field: &'static str, term: &str, label: &str, count: usize) -> FacetValue {
    FacetValue {
        field,
        term: term.to_owned(),
        also: Vec::new(),
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
    texts_by_theme(sight, names, tag, of).into_iter().map(|texts| texts.len() as usize).collect()
}

/// Those of these texts that carry such a tag of each theme or of one under it; in the tree's order.
pub(super) fn texts_by_theme(sight: &Sight<'_>, names: &Names<'_>, tag: &TagMatch, of: &Set) -> Vec<Set> {
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
    under
}

#[cfg(test)]
mod tests;
