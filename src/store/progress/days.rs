//! The last days, and on which of them something was reviewed.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::model::progress::{DAYS, Day, Here};

/// Reviews by the day, where the reader is.
pub(super) struct Days {
    days: Vec<Day>,
    /// The first millisecond of each day, and of the day after the last.
    starts: Vec<i64>,
}

impl Days {
    /// The days until today.
    pub(super) fn until(Here { today, zone }: &Here) -> Self {
        let before = (0..DAYS as i64).rev().filter_map(|back| today.checked_sub(back.days()).ok());
        let days: Vec<Day> = before.map(|date| Day { date, reviewed: 0 }).collect();
        let tomorrow = today.tomorrow().ok();
        let dates = days.iter().map(|day| day.date).chain(tomorrow);
        // A day may begin at another hour than midnight, or be missing from a zone's calendar.
        let start = |date: Date| {
            let begin = zone.to_timestamp(date.to_datetime(Time::midnight()));
            begin.map_or(i64::MAX, Timestamp::as_millisecond)
        };
        Self { starts: dates.map(start).collect(), days }
    }

    /// Counts a review of this moment, if it is of one of the days.
    pub(super) fn add(&mut self, at: i64) {
        let begun = self.starts.partition_point(|start| *start <= at);
        let day = begun.checked_sub(1).and_then(|at| self.days.get_mut(at));
        if let Some(day) = day {
            day.reviewed += 1;
        }
    }

    pub(super) fn finish(self) -> Vec<Day> {
        self.days
    }
}

/// The day of a moment in a zone.
pub(super) fn day_of(at: i64, zone: &TimeZone) -> Date {
    zone.to_datetime(Timestamp::from_millisecond(at).unwrap_or_default()).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_is_of_the_day_that_the_reader_has() {
        let here = Here {
            today: jiff::civil::date(2025, 3, 31),
            zone: TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap(),
        };
        let mut days = Days::until(&here);
        let at = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
        // The clock went forward on the 30th: that day has 23 hours.
        for moment in [
            "2025-03-10T22:59:59Z",
            "2025-03-10T23:00:00Z",
            "2025-03-29T22:59:59Z",
            "2025-03-29T23:00:00Z",
            "2025-03-30T21:59:59Z",
            "2025-03-30T22:00:00Z",
            "2025-03-31T22:00:00Z",
        ] {
            days.add(at(moment));
        }
        let days = days.finish();
        let (first, last) = (days[0].date.to_string(), days[DAYS - 1].date.to_string());
        assert_eq!((first.as_str(), last.as_str(), days.len()), ("2025-03-11", "2025-03-31", 21));
        let counted: Vec<(i8, u32)> =
            days.iter().filter(|day| day.reviewed > 0).map(|day| (day.date.day(), day.reviewed)).collect();
        assert_eq!(counted, [(11, 1), (29, 1), (30, 2), (31, 1)]);
    }
}
