//! Which of the rotating backups go.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Of how many days and weeks a copy stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Keep {
    /// The newest copy of each of so many days on which one was made.
    pub days: usize,
    /// Of what is older, the newest copy of each of so many weeks.
    pub weeks: usize,
}

/// What stays of most workspaces.
pub(super) const SMALL_KEEP: Keep = Keep { days: 7, weeks: 4 };

/// What stays of a workspace of hundreds of megabytes.
pub(super) const LARGE_KEEP: Keep = Keep { days: 2, weeks: 1 };

/// The places of the copies that go. A copy from the future tells of a clock that was wrong: it stays until its time
/// has come, and takes no other's place.
pub(super) fn spare(copies: &[Timestamp], now: Timestamp, keep: Keep) -> Vec<usize> {
    let day = |at: Timestamp| TimeZone::UTC.to_datetime(at).date();
    let week = |date: Date| (date.iso_week_date().year(), date.iso_week_date().week());
    let mut order: Vec<usize> = (0..copies.len()).filter(|at| copies[*at] <= now).collect();
    order.sort_by_key(|at| std::cmp::Reverse(copies[*at]));
    let (mut days, mut weeks, mut go) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for at in order {
        let date = day(copies[at]);
        let is_days = days.len() < keep.days && days.insert(date);
        let is_weeks = !days.contains(&date) && weeks.len() < keep.weeks && weeks.insert(week(date));
        if !is_days && !is_weeks {
            go.push(at);
        }
    }
    go
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// What stays when a copy is made on each of these moments, thinned each time.
    fn stays(moments: &[Timestamp], keep: Keep) -> Vec<Timestamp> {
        let mut there: Vec<Timestamp> = Vec::new();
        for now in moments {
            there.push(*now);
            let go = spare(&there, *now, keep);
            let mut place = 0..;
            there.retain(|_| !go.contains(&place.next().unwrap()));
        }
        there
    }

    #[test]
    fn seven_days_and_four_weeks_stay_of_a_year_of_work() {
        let start = at("2025-01-06T08:00:00Z");
        let hour = jiff::SignedDuration::from_hours(1);
        // Three copies a day.
        let moments: Vec<Timestamp> = (0..365 * 3).map(|n| start + hour * (n / 3 * 24 + n % 3)).collect();
        let there = stays(&moments, SMALL_KEEP);
        let days: Vec<String> = there.iter().map(|at| at.strftime("%Y-%m-%d %H").to_string()).collect();
        assert_eq!(
            days,
            [
                // Sundays, the last days of their weeks, and the newest of what the seven days leave of one.
                "2025-12-14 10",
                "2025-12-21 10",
                "2025-12-28 10",
                "2025-12-29 10",
                "2025-12-30 10",
                "2025-12-31 10",
                "2026-01-01 10",
                "2026-01-02 10",
                "2026-01-03 10",
                "2026-01-04 10",
                "2026-01-05 10",
            ]
        );
    }

    #[test]
    fn who_works_once_a_month_keeps_eleven_copies_all_the_same() {
        let months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
        let moments: Vec<Timestamp> = months.iter().map(|m| at(&format!("2025-{m}-10T12:00:00Z"))).collect();
        assert_eq!(stays(&moments, SMALL_KEEP), moments[1..]);
        assert_eq!(stays(&moments, LARGE_KEEP), moments[9..]);
    }

    #[test]
    fn a_copy_of_a_wrong_clock_takes_nobodys_place_and_the_newest_always_stays() {
        let mut moments: Vec<Timestamp> =
            (1..=9).map(|day| at(&format!("2099-01-{day:02}T12:00:00Z"))).collect();
        let before = stays(&moments, SMALL_KEEP);
        let now = at("2025-05-05T12:00:00Z");
        moments.push(now);
        let mut all = before.clone();
        all.push(now);
        assert_eq!(spare(&all, now, SMALL_KEEP), [0_usize; 0]);
    }
}
