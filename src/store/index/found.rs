//! Which texts a filter finds: by sets in memory where they say it, by the file's rows elsewhere.

use std::collections::{BTreeMap, HashMap};

use rusqlite::params_from_iter;

use super::Sight;
use super::facts::{Facts, NONE, Question, Set, Tagged, digits, in_order, place};
use crate::model::call::Key;
use crate::model::id::SourceHash;
use crate::model::work::Status;
use crate::query::filter::{Compare, Filter, MetadataField, TagMatch, Whose};
use crate::store::filter::{self, Condition, FROM, Rows};
use crate::store::{Error, sample, sources, statuses, tags};

/// What a filter says of each visible text, three-valued as SQL's conditions are.
struct Said {
    /// Of these it is true.
    yes: Set,
    /// Of these it is not known.
    unknown: Set,
}

impl Said {
    fn plain(yes: Set) -> Self {
        Self { yes, unknown: Set::new() }
    }

    fn and(self, other: Self) -> Self {
        let yes = &self.yes & &other.yes;
        let unknown = ((self.yes | self.unknown) & (other.yes | other.unknown)) - &yes;
        Self { yes, unknown }
    }

    fn or(self, other: Self) -> Self {
        let yes = self.yes | other.yes;
        let unknown = (self.unknown | other.unknown) - &yes;
        Self { yes, unknown }
    }
}

impl Sight<'_> {
    /// The texts that a filter finds among those that are shown: what is withdrawn or replaced only where it is asked for.
    pub(in crate::store) fn shown(&self, filter: &Filter) -> Result<Set, Error> {
        let mut found = self.found(filter)?;
        if !filter.asks_for_all() {
            found -= &self.facts().withdrawn;
            found -= &self.facts().replaced;
        }
        Ok(found)
    }

    /// The texts that a filter finds, set aside or not.
    pub(in crate::store) fn found(&self, filter: &Filter) -> Result<Set, Error> {
        Ok(self.said(filter)?.yes)
    }

    /// The texts that a filter finds but for what is withdrawn or replaced and not asked for: how many are left out.
    pub(in crate::store) fn left_out(&self, filter: &Filter) -> Result<usize, Error> {
        let facts = self.facts();
        if filter.asks_for_all() || (facts.withdrawn.is_empty() && facts.replaced.is_empty()) {
            return Ok(0);
        }
        let aside = &facts.withdrawn | &facts.replaced;
        Ok(self.found(filter.whole())?.intersection_len(&aside) as usize)
    }

    fn said(&self, filter: &Filter) -> Result<Said, Error> {
        let facts = self.facts();
        Ok(match filter {
            Filter::All(parts) => {
                let mut all = Said::plain(facts.visible.clone());
                for part in parts {
                    all = all.and(self.said(part)?);
                }
                all
            }
            Filter::Any(parts) => {
                let mut any = Said::plain(Set::new());
                for part in parts {
                    any = any.or(self.said(part)?);
                }
                any
            }
            Filter::Not(inner) => {
                let Said { yes, unknown } = self.said(inner)?;
                Said { yes: &facts.visible - yes - &unknown, unknown }
            }
            Filter::Question(keys) => placed(facts, |question| keys.contains(&question.key)),
            Filter::Section(keys) => placed(facts, |question| keys.contains(&question.section)),
            Filter::Tagged(tag) => Said::plain(self.tagged(tag) & &facts.visible),
            Filter::Metadata(field, values) => {
                let known = &facts.metadata[place(*field)];
                let sets = values.iter().filter_map(|value| known.get(value));
                Said::plain(sets.fold(Set::new(), |all, set| all | set))
            }
            Filter::Status(states, whose) => Said::plain(self.status(states, whose) & &facts.visible),
            Filter::Submitted(first, last) => {
                let (first, last) = (first.map_or(0, digits), last.map_or(NONE, digits));
                self.on_days(filter, |day| first <= day && day <= last)?
            }
            Filter::Late => match self.viewer.deadline {
                Some(deadline) if digits(deadline) == facts.deadline => {
                    Said { yes: facts.late.clone(), unknown: &facts.visible - &facts.dated }
                }
                Some(deadline) => self.on_days(filter, |day| day > digits(deadline))?,
                // Without a deadline nothing is late, and nothing in time.
                None => Said { yes: Set::new(), unknown: facts.visible.clone() },
            },
            Filter::Anonymous => Said::plain(facts.anonymous.clone()),
            Filter::Source(hashes) => Said::plain(self.files(hashes)?),
            Filter::Unplaced => Said::plain(facts.unplaced.clone()),
            Filter::Withdrawn => Said::plain(facts.withdrawn.clone()),
            Filter::Replaced => Said::plain(facts.replaced.clone()),
            Filter::Everything => Said::plain(facts.visible.clone()),
            Filter::Words(compare, number) => {
                let has = |text: &u32| compares(*compare, facts.texts.words[*text as usize], *number);
                Said::plain(in_order(facts.visible.iter().filter(has)))
            }
            Filter::Sample { of, count, seed } => {
                let drawn = || sample::drawn(self.conn, &self.shown(of)?, *count, *seed);
                Said::plain(self.keep(filter, drawn)?)
            }
            Filter::Text(_)
            | Filter::Declined(_)
            | Filter::Noted(_)
            | Filter::Holds(..)
            | Filter::Translated
            | Filter::Attribute { .. }
            | Filter::Shortlisted(_)
            | Filter::Id(_) => Said::plain(self.keep(filter, || self.read(filter))?),
        })
    }

    /// The texts of submissions on whose day this is true; without a day it is not known.
    fn on_days(&self, filter: &Filter, is_one: impl Fn(u32) -> bool) -> Result<Said, Error> {
        let facts = self.facts();
        let is_one = |submission| {
            let day = facts.sent.day(submission);
            day > 0 && is_one(day)
        };
        let yes = self.keep(filter, || Ok(facts.texts_of(is_one)))?;
        Ok(Said { yes, unknown: &facts.visible - &facts.dated })
    }

    /// The texts that came in one of these files.
    fn files(&self, hashes: &[SourceHash]) -> Result<Set, Error> {
        let mut all = Set::new();
        for hash in hashes {
            let row = sources::number(self.conn, *hash)?;
            if let Some(texts) = row.and_then(|row| self.facts().files.get(&row)) {
                all |= texts;
            }
        }
        Ok(all & &self.facts().visible)
    }

    /// Asks what columns of few values say, else the file's rows.
    fn read(&self, filter: &Filter) -> Result<Set, Error> {
        if let Filter::Attribute { heads, value, prefix } = filter
            && let Some(closed) = self.facts().closed.iter().find(|one| one.heads == *heads)
        {
            let submissions = closed.submissions_with(value, *prefix);
            return Ok(self.facts().texts_of(|n| submissions.contains(n)));
        }
        let of_submissions = |condition: Condition| {
            let sql = format!("SELECT s.n FROM submission s WHERE s.visible = 1 AND {}", condition.sql);
            let submissions = self.numbers(&sql, condition)?;
            Ok(self.facts().texts_of(|n| submissions.contains(n)))
        };
        match filter::rows(self.conn, &self.viewer, filter)? {
            Rows::Submissions(condition) => of_submissions(condition),
            Rows::Texts(condition) => {
                let sql = format!("SELECT a.n FROM {FROM} WHERE a.visible = 1 AND {}", condition.sql);
                self.numbers(&sql, condition)
            }
            Rows::Numbers(texts) => Ok(texts & &self.facts().visible),
        }
    }

    fn numbers(&self, sql: &str, condition: Condition) -> Result<Set, Error> {
        let mut read = self.conn.prepare_cached(sql)?;
        let rows = read.query_map(params_from_iter(condition.values), |r| r.get::<_, u32>(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The texts with a tag that is all of this.
    pub(in crate::store) fn tagged(&self, tag: &TagMatch) -> Set {
        let facts = self.facts();
        let is_one = tag_test(facts, tag);
        facts.tagged(is_one)
    }

    fn status(&self, states: &[Status], whose: &Whose) -> Set {
        let facts = self.facts();
        match whose {
            Whose::Mine => of_one(facts, states, self.viewer.analyst),
            Whose::Analyst(folded) => {
                let one = facts.analysts.iter().find(|one| one.folded == *folded);
                of_one(facts, states, one.map_or(0, |one| one.n))
            }
            Whose::Anyone => self.of_any(states),
            Whose::NoOne => &facts.visible - self.of_any(states),
        }
    }

    fn of_any(&self, states: &[Status]) -> Set {
        let facts = self.facts();
        let mut any = Set::new();
        for state in states {
            any |= match state {
                // The present analyst, not yet known to the file, has said nothing on anything.
                Status::Todo if self.viewer.analyst == 0 => facts.visible.clone(),
                Status::Todo => {
                    let todo = facts.analysts.iter().map(|one| of_one(facts, &[Status::Todo], one.n));
                    todo.fold(Set::new(), |all, one| all | one)
                }
                said => {
                    let number = statuses::number(*said) as u8;
                    let of_all = facts.statuses.iter().filter(|((_, state), _)| *state == number);
                    of_all.fold(Set::new(), |all, (_, one)| all | one)
                }
            };
        }
        any
    }
}

/// What a live tag must be, as a test.
fn tag_test<'a>(facts: &'a Facts, tag: &'a TagMatch) -> impl Fn(&Tagged) -> bool + 'a {
    let themes: Option<Vec<i64>> = tag
        .themes
        .as_ref()
        .map(|themes| themes.iter().filter_map(|theme| facts.themes.get(theme).copied()).collect());
    let analysts: Option<Vec<i64>> = tag.analysts.as_ref().map(|names| {
        let wanted = facts.analysts.iter().filter(|one| names.contains(&one.folded));
        wanted.map(|one| one.n).collect()
    });
    let stances: Option<Vec<u8>> = tag
        .stances
        .as_ref()
        .map(|stances| stances.iter().map(|stance| tags::number(*stance) as u8).collect());
    move |one| {
        themes
            .as_ref()
            .is_none_or(|themes| themes.contains(facts.shown.get(&one.theme).unwrap_or(&one.theme)))
            && analysts.as_ref().is_none_or(|analysts| analysts.contains(&one.analyst))
            && stances.as_ref().is_none_or(|stances| stances.contains(&one.stance))
    }
}

/// The texts under questions of which this is true; of unplaced text it is not known.
fn placed(facts: &Facts, is_one: impl Fn(&Question) -> bool) -> Said {
    let each = facts.questions.iter().zip(&facts.by_question).filter(|(question, _)| is_one(question));
    let (mut yes, mut any) = (Set::new(), false);
    for (_, texts) in each {
        yes |= texts;
        any = true;
    }
    // Among no questions is none, that much is known.
    let unknown = if any { facts.unplaced.clone() } else { Set::new() };
    Said { yes, unknown }
}

fn of_one(facts: &Facts, states: &[Status], analyst: i64) -> Set {
    let said = |state: Status| facts.said(analyst, statuses::number(state) as u8);
    let mut all = Set::new();
    for state in states {
        match state {
            Status::Todo => {
                let said = [said(Status::Reviewed), said(Status::Flagged)];
                all |= said.into_iter().flatten().fold(facts.visible.clone(), |todo, said| todo - said);
            }
            state => {
                if let Some(texts) = said(*state) {
                    all |= texts;
                }
            }
        }
    }
    all
}

fn compares(compare: Compare, words: u32, number: u32) -> bool {
    match compare {
        Compare::More => words > number,
        Compare::AtLeast => words >= number,
        Compare::Less => words < number,
        Compare::AtMost => words <= number,
        Compare::Equal => words == number,
    }
}

impl Sight<'_> {
    /// Those of these texts that stand under a question.
    pub(in crate::store) fn placed(&self, texts: &Set) -> Set {
        texts - &self.facts().unplaced
    }

    /// The texts under a question.
    pub(in crate::store) fn under(&self, question: &Key) -> Option<&Set> {
        let facts = self.facts();
        let at = facts.questions.iter().position(|one| one.key == *question)?;
        facts.by_question.get(at)
    }

    /// Every value of a field in order, whatever the case of its letters, with the texts that have it.
    pub(in crate::store) fn values(&self, field: MetadataField) -> Vec<(&str, &Set)> {
        let mut values: Vec<(&str, &Set)> = self.facts().metadata[place(field)]
            .iter()
            .map(|(value, texts)| (value.as_str(), texts))
            .collect();
        values.sort_by_key(|(value, _)| value.to_ascii_lowercase());
        values
    }

    /// Every analyst: the name as written, and folded.
    pub(in crate::store) fn analysts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.facts().analysts.iter().map(|one| (one.name.as_str(), one.folded.as_str()))
    }

    /// These texts by the month of submission, as the number that its digits are: 202501.
    pub(in crate::store) fn months(&self, texts: &Set) -> BTreeMap<u32, Set> {
        let facts = self.facts();
        let mut months: BTreeMap<u32, Set> = BTreeMap::new();
        for text in texts {
            let day = facts.sent.day(facts.texts.submission(text));
            if day > 0 {
                months.entry(day / 100).or_default().insert(text);
            }
        }
        months
    }

    /// Those of these texts that are of the submissions of each value; a submission may have several.
    pub(in crate::store) fn texts_of_each(
        &self,
        said: BTreeMap<String, Set>,
        texts: &Set,
    ) -> Vec<(String, Set)> {
        let submission = |text: u32| self.facts().texts.submission(text);
        let mut of: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, submissions) in said.values().enumerate() {
            submissions.iter().for_each(|one| of.entry(one).or_default().push(at));
        }
        let mut each: Vec<(String, Set)> = said.into_keys().map(|value| (value, Set::new())).collect();
        for text in texts {
            for at in of.get(&submission(text)).into_iter().flatten() {
                each[*at].1.insert(text);
            }
        }
        each
    }

    /// Whether a tag of a theme, an analyst and a stance, as the tables have them, is all of this.
    pub(in crate::store) fn tag_test<'a>(&'a self, tag: &'a TagMatch) -> impl Fn(i64, i64, u8) -> bool + 'a {
        let is_one = tag_test(self.facts(), tag);
        move |theme, analyst, stance| is_one(&Tagged { theme, analyst, stance })
    }

    /// How many words these texts have together.
    pub(in crate::store) fn words(&self, texts: &Set) -> u64 {
        let words = &self.facts().texts.words;
        texts.iter().filter_map(|text| words.get(text as usize)).map(|words| u64::from(*words)).sum()
    }

    /// The submissions of these texts.
    pub(in crate::store) fn submissions(&self, texts: &Set) -> Set {
        texts.iter().map(|text| self.facts().texts.submission(text)).collect()
    }

    /// How many submitters stand behind these texts, each once.
    pub(in crate::store) fn submitters(&self, texts: &Set) -> usize {
        let facts = self.facts();
        let mut seen = vec![0_u64; facts.sent.people as usize / 64 + 1];
        for text in texts {
            let who = facts.sent.who(facts.texts.submission(text));
            if let Some(word) = seen.get_mut(who as usize / 64) {
                *word |= 1 << (who % 64);
            }
        }
        seen.iter().map(|word| word.count_ones() as usize).sum()
    }
}
