//! How far the reading is: what is reviewed, flagged and still to do, by whom, and at which pace.
//!
//! An answer is reviewed once one analyst has reviewed it. It is flagged when somebody has flagged it and nobody has
//! reviewed it, and to do when nobody has said anything; so the three together are all answers.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::id::AnswerNumber;
use super::matrix::{Dimension, Head};

/// What stands at the rows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum By {
    /// Questions of the call.
    #[default]
    Question,
    /// Analysts, each with what is his own.
    Analyst,
    /// Stakeholder types.
    StakeholderType,
    /// Languages.
    Language,
    /// Regions.
    Region,
    /// Sections of the call.
    Section,
}

impl By {
    /// All, in the order in which one key goes through them.
    pub const ALL: [Self; 6] =
        [Self::Question, Self::Analyst, Self::StakeholderType, Self::Language, Self::Region, Self::Section];

    /// The same as a side of the matrix.
    pub fn dimension(self) -> Dimension {
        match self {
            Self::Question => Dimension::Question,
            Self::Analyst => Dimension::Analyst,
            Self::StakeholderType => Dimension::StakeholderType,
            Self::Language => Dimension::Language,
            Self::Region => Dimension::Region,
            Self::Section => Dimension::Section,
        }
    }

    /// Its word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Analyst => "analyst",
            Self::StakeholderType => "type",
            Self::Language => "language",
            Self::Region => "region",
            Self::Section => "section",
        }
    }

    /// What stands at the rows after this.
    #[must_use]
    pub fn next(self) -> Self {
        let after = Self::ALL.into_iter().skip_while(|by| *by != self).nth(1);
        after.unwrap_or_default()
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for By {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // The words of the matrix and of the query language are understood, too.
        let dimension = text.parse::<Dimension>().ok();
        let named = Self::ALL.into_iter().find(|by| Some(by.dimension()) == dimension);
        named.ok_or_else(|| {
            format!(
                "“{text}” cannot stand at the rows: take question, section, analyst, type, language or region"
            )
        })
    }
}

/// How far a part of the answers is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Reviewed by at least one analyst.
    pub reviewed: u32,
    /// Flagged by somebody and reviewed by nobody.
    pub flagged: u32,
    /// Nobody has said anything yet.
    pub todo: u32,
    /// The words of what nobody has reviewed.
    pub words_left: u64,
    /// What each analyst has reviewed, in the order of [`Progress::analysts`].
    pub by_analyst: Vec<u32>,
}

impl Tally {
    /// How many there are.
    pub fn texts(&self) -> u32 {
        self.reviewed + self.left()
    }

    /// How many are left to read.
    pub fn left(&self) -> u32 {
        self.flagged + self.todo
    }
}

/// A row: a question, or an analyst, or what else was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it is.
    pub head: Head,
    /// How far it is. In a row of an analyst it is that analyst's own.
    pub tally: Tally,
}

/// Where the reader is, and which day it is there.
#[derive(Clone, PartialEq, Debug)]
pub struct Here {
    /// Today.
    pub today: Date,
    /// In this zone a day begins and ends.
    pub zone: TimeZone,
}

/// A day, and how many answers were reviewed on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day {
    /// Which.
    pub date: Date,
    /// Answers whose first review that holds is of this day.
    pub reviewed: u32,
}

/// So many days are looked at, today among them.
pub const DAYS: usize = 21;

/// How many answers were reviewed a day.
///
/// The averages begin with the first of the days on which something was reviewed, and end before today, which is not
/// over; today counts when there is nothing before it. A working day is one on which something was reviewed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pace {
    /// The last days, today last.
    pub days: Vec<Day>,
}

impl Pace {
    /// The days that the averages are of.
    pub fn counted(&self) -> &[Day] {
        let Some(first) = self.days.iter().position(|day| day.reviewed > 0) else { return &[] };
        let today = self.days.len().saturating_sub(1);
        let end = if first < today { today } else { self.days.len() };
        self.days.get(first..end).unwrap_or_default()
    }

    /// Answers, days and working days of the averages.
    fn sums(&self) -> (u64, u64, u64) {
        let days = self.counted();
        let answers = days.iter().map(|day| u64::from(day.reviewed)).sum();
        (answers, days.len() as u64, days.iter().filter(|day| day.reviewed > 0).count() as u64)
    }

    /// How many answers a day; `None` when nothing was reviewed.
    pub fn per_day(&self) -> Option<f64> {
        let (answers, days, _) = self.sums();
        (answers > 0).then(|| answers as f64 / days as f64)
    }

    /// How many answers a working day.
    pub fn per_working_day(&self) -> Option<f64> {
        let (answers, _, working_days) = self.sums();
        (answers > 0).then(|| answers as f64 / working_days as f64)
    }

    /// How many working days so many answers take.
    pub fn working_days(&self, left: u32) -> Option<u64> {
        let (answers, _, working_days) = self.sums();
        (answers > 0).then(|| (u64::from(left) * working_days).div_ceil(answers))
    }

    /// The day on which so many answers are read, when days without work come as they came.
    pub fn until(&self, left: u32) -> Option<Date> {
        let (answers, days, _) = self.sums();
        let today = self.days.last()?.date;
        let needed = (u64::from(left) * days).checked_add(answers.checked_sub(1)?)?.checked_div(answers)?;
        today.checked_add(i32::try_from(needed).ok()?.days()).ok()
    }
}

/// Answers that need a second look.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Look {
    /// How many.
    pub answers: u32,
    /// How many of them somebody has reviewed.
    pub reviewed: u32,
    /// The one that waits longest.
    pub oldest: Option<Oldest>,
}

/// The answer that waits longest for a second look.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Oldest {
    /// Its local number.
    pub number: AnswerNumber,
    /// Its submission's reference.
    pub reference: String,
    /// The number of its question.
    pub question: String,
    /// The submitter, if named.
    pub submitter: Option<String>,
    /// Who flagged or reviewed it.
    pub analyst: String,
    /// Since when it waits.
    pub since: Date,
}

/// How far the answers of a query are.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// What stands at the rows.
    pub by: By,
    /// Everybody who has reviewed or flagged something in the workspace, by name.
    pub analysts: Vec<String>,
    /// The rows, in their own order, what has none last.
    pub rows: Vec<Row>,
    /// All answers.
    pub all: Tally,
    /// The texts under no question; they are not among the answers.
    pub unplaced: Tally,
    /// The answers' pace.
    pub pace: Pace,
    /// Answers that somebody has flagged, those too that another has reviewed.
    pub flagged: Look,
    /// Answers that somebody has reviewed and that have no theme.
    pub without_theme: Look,
    /// How many texts were left out: withdrawn, replaced, same again.
    pub left_out: usize,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn pace(reviewed: &[u32]) -> Pace {
        let first = date(2025, 1, 4);
        let day = |(i, reviewed): (usize, &u32)| Day {
            date: first.checked_add((i as i32).days()).unwrap(),
            reviewed: *reviewed,
        };
        Pace { days: reviewed.iter().enumerate().map(day).collect() }
    }

    #[test]
    fn rows_are_named_as_in_the_matrix_and_one_key_goes_round() {
        for by in By::ALL {
            assert_eq!(by.name().parse(), Ok(by));
            assert_eq!(by.dimension().name(), by.name());
        }
        assert_eq!(("q".parse(), "lang".parse()), (Ok(By::Question), Ok(By::Language)));
        assert!("month".parse::<By>().unwrap_err().contains("take question, section"));
        let round = (0..6).scan(By::Question, |by, _| {
            *by = by.next();
            Some(*by)
        });
        assert_eq!(round.last(), Some(By::Question));
    }

    #[test]
    fn the_days_before_the_first_review_and_today_are_not_averaged() {
        let pace = pace(&[0, 0, 30, 0, 60, 0, 7]);
        assert_eq!(pace.counted().len(), 4);
        assert_eq!((pace.per_day(), pace.per_working_day()), (Some(22.5), Some(45.0)));
        // 91 at 45 are a little more than two days; in days of any kind a little more than four.
        assert_eq!((pace.working_days(91), pace.until(91)), (Some(3), Some(date(2025, 1, 15))));
        assert_eq!((pace.working_days(0), pace.until(0)), (Some(0), Some(date(2025, 1, 10))));
    }

    #[test]
    fn today_counts_when_nothing_was_reviewed_before_and_nothing_gives_no_pace() {
        let first = pace(&[0, 0, 12]);
        assert_eq!((first.per_day(), first.working_days(13)), (Some(12.0), Some(2)));
        for none in [pace(&[0, 0, 0]), Pace::default()] {
            assert_eq!((none.per_day(), none.per_working_day()), (None, None));
            assert_eq!((none.working_days(5), none.until(5)), (None, None));
        }
        assert_eq!(pace(&[1, 0]).until(u32::MAX), None, "a day that no calendar has");
    }
}
