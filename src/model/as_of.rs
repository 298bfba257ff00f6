//! A moment in the past, as of which a workspace is read.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::{Serialize, Serializer};

/// The end of a day, or a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AsOf {
    /// The end of this day, in the local time zone.
    Day(Date),
    /// This moment by the local time zone's clock.
    Clock(DateTime),
    /// This moment.
    Moment(Timestamp),
}

impl AsOf {
    /// The first moment that is later, in milliseconds since 1970.
    ///
    /// # Errors
    /// When the day is beyond what a clock can show.
    pub fn after(self, zone: &TimeZone) -> Result<i64, jiff::Error> {
        Ok(match self {
            Self::Day(day) => {
                day.checked_add(1.day())?.to_zoned_datetime(zone.clone())?.timestamp().as_millisecond()
            }
            Self::Clock(time) => time.to_zoned_datetime(zone.clone())?.timestamp().as_millisecond() + 1,
            Self::Moment(moment) => moment.as_millisecond() + 1,
        })
    }
}

/// In words: "12 January 2025", "12 January 2025, 14:30".
impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{}", day.strftime("%-d %B %Y")),
            Self::Clock(time) => write!(f, "{}", time.strftime("%-d %B %Y, %H:%M:%S")),
            Self::Moment(moment) => write!(f, "{} UTC", moment.strftime("%-d %B %Y, %H:%M:%S")),
        }
    }
}

/// As it can be written again.
impl Serialize for AsOf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Day(day) => serializer.collect_str(day),
            Self::Clock(time) => serializer.collect_str(time),
            Self::Moment(moment) => serializer.collect_str(moment),
        }
    }
}

impl FromStr for AsOf {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        // A date and time would be taken for a day, too.
        if text.len() <= "2025-01-12".len()
            && let Ok(day) = text.parse()
        {
            return Ok(Self::Day(day));
        }
        if let Ok(moment) = text.parse() {
            return Ok(Self::Moment(moment));
        }
        text.parse().map(Self::Clock).map_err(|_| {
            "write a day as 2025-01-12, or a moment as 2025-01-12T14:30 or 2025-01-12T14:30:00Z".to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_meant_to_its_end_and_a_moment_to_the_millisecond() {
        let zone = TimeZone::fixed(jiff::tz::offset(1));
        let after = |text: &str| text.parse::<AsOf>().unwrap().after(&zone).unwrap();
        assert_eq!(after("2025-01-12"), after("2025-01-12T23:00:00Z") - 1);
        assert_eq!(after("2025-01-12T14:30"), after("2025-01-12T13:30:00Z"));
        assert_eq!("2025-01-12".parse::<AsOf>().unwrap().to_string(), "12 January 2025");
        assert_eq!("2025-01-12T14:30".parse::<AsOf>().unwrap().to_string(), "12 January 2025, 14:30:00");
        for wrong in ["", "yesterday", "2025-13-01", "12.1.2025"] {
            assert!(wrong.parse::<AsOf>().is_err(), "{wrong}");
        }
    }
}
