//! Dates as people write them: "2025-01-16", "16 January 2025", "January 16, 2025", "16 de enero de 2025", "2025年1月16日".
//!
//! Of dates in digits only those are taken that can be read in one way: "16/01/2025" is, "03/04/2025" is not.

use jiff::civil::Date;

use super::fold::{fold as folded, tokens as words};

/// Months in English, French, Spanish, Russian (as in dates) and Arabic (both sets of names), folded.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "janvier", "enero", "января", "يناير", "كانون الثاني"],
    &["february", "feb", "fevrier", "febrero", "февраля", "فبراير", "شباط"],
    &["march", "mar", "mars", "marzo", "марта", "مارس", "اذار"],
    &["april", "apr", "avril", "abril", "апреля", "ابريل", "نيسان"],
    &["may", "mai", "mayo", "мая", "مايو", "ايار"],
    &["june", "jun", "juin", "junio", "июня", "يونيو", "حزيران"],
    &["july", "jul", "juillet", "julio", "июля", "يوليو", "تموز"],
    &["august", "aug", "aout", "agosto", "августа", "اغسطس", "اب"],
    &["september", "sep", "sept", "septembre", "septiembre", "сентября", "سبتمبر", "ايلول"],
    &["october", "oct", "octobre", "octubre", "октября", "اكتوبر", "تشرين الاول"],
    &["november", "nov", "novembre", "noviembre", "ноября", "نوفمبر", "تشرين الثاني"],
    &["december", "dec", "decembre", "diciembre", "декабря", "ديسمبر", "كانون الاول"],
];

/// Words before a date that say it is the day of submission, folded.
const BEFORE: [&str; 12] = [
    "submitted on",
    "submitted",
    "date of submission",
    "submission date",
    "date submitted",
    "dated",
    "sent on",
    "soumis le",
    "soumise le",
    "presentado el",
    "enviado el",
    "представлено",
];

/// Words that may stand between the parts of a date.
const FILLERS: [&str; 8] = ["de", "of", "del", "г", "года", "the", "le", "el"];

/// The date that a value is, a time of day behind it set aside.
pub fn whole(value: &str) -> Option<Date> {
    let value = value.trim();
    let iso = value.get(..10).filter(|_| value.len() == 10 || value[10..].starts_with(['T', ' ']));
    if let Some(date) = iso.and_then(|d| d.parse().ok()) {
        return Some(date);
    }
    let day = without_time(value);
    if let Some(date) = dotted(day) {
        return Some(date);
    }
    match read(&words(day))? {
        (date, 0) => Some(date),
        _ => None,
    }
}

/// "3.4.2025": between full stops the day always stands first.
fn dotted(day: &str) -> Option<Date> {
    let parts: Vec<i64> = day.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [day, month, year] = parts.as_slice() else { return None };
    date(*year, *month, *day)
}

/// Cuts "23:58" or "23:58:07" off, as spreadsheets write it behind a day.
fn without_time(value: &str) -> &str {
    match value.rsplit_once(' ') {
        Some((day, time)) if time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || c == ':') => {
            day
        }
        _ => value,
    }
}

/// The date behind words that say it is the day of submission.
pub fn submitted_on(line: &str) -> Option<Date> {
    let all = words(line);
    let folded = all.join(" ");
    let before = BEFORE.iter().filter(|before| folded.starts_with(**before)).max_by_key(|b| b.len())?;
    let skip = before.split(' ').count();
    all.get(skip..).and_then(read).map(|(date, _)| date)
}

/// The date that is all that a line says, but for a place: "Geneva, 16 January 2025".
pub fn alone(line: &str) -> Option<Date> {
    if let Some(date) = whole(line) {
        return Some(date);
    }
    let (place, rest) = line.split_once(',')?;
    if place.split_whitespace().count() > 3 || place.contains(|c: char| c.is_numeric()) {
        None
    } else {
        whole(rest)
    }
}

/// Reads a date at the beginning of words, and how many words follow it.
fn read(all: &[String]) -> Option<(Date, usize)> {
    let fillers = |word: &&String| !FILLERS.contains(&word.as_str());
    let parts: Vec<&String> = all.iter().filter(fillers).take(8).collect();
    let left = |used: usize| all.iter().filter(fillers).count().saturating_sub(used);
    let number = |i: usize| parts.get(i).and_then(|p| ordinal(p));
    let (n0, n1, n2) = (number(0), number(1), number(2));
    let month_at = |i: usize| {
        let one = parts.get(i).map(|p| p.as_str())?;
        let two = parts.get(i + 1).map(|next| format!("{one} {next}"));
        let is = |m: &&[&str], name: &str| m.iter().any(|n| folded(n) == name);
        let pair = two.and_then(|two| MONTHS.iter().position(|m| is(m, &two))).map(|m| (m, 2));
        pair.or_else(|| MONTHS.iter().position(|m| is(m, one)).map(|m| (m, 1)))
    };
    // 2025年1月16日
    if parts.get(1).is_some_and(|p| *p == "年") {
        return Some((date(n0?, number(2)?, number(4)?)?, left(6)));
    }
    // 16 January 2025
    if let (Some(day), Some((month, used))) = (n0, month_at(1)) {
        return Some((date(number(1 + used)?, month as i64 + 1, day)?, left(2 + used)));
    }
    // January 16, 2025
    if let Some((month, used)) = month_at(0) {
        return Some((date(number(1 + used)?, month as i64 + 1, number(used)?)?, left(2 + used)));
    }
    let (a, b, c) = (n0?, n1?, n2?);
    let found = if a > 31 {
        date(a, b, c)
    } else if b > 12 || a == b {
        date(c, a, b)
    } else if a > 12 {
        date(c, b, a)
    } else {
        None
    };
    Some((found?, left(3)))
}

/// "16", "16th", "1er"; Arabic digits too.
fn ordinal(word: &str) -> Option<i64> {
    let western: String = word
        .chars()
        .map(|c| match c {
            '٠'..='٩' => char::from_digit(c as u32 - '٠' as u32, 10).unwrap_or(c),
            _ => c,
        })
        .collect();
    let digits = western.trim_end_matches(|c: char| c.is_ascii_lowercase());
    (western.len() - digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|y| (1990..=2100).contains(y))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_many_ways() {
        for text in [
            "2025-01-16",
            "2025-01-16T10:00:00Z",
            "16 January 2025",
            "16th of January 2025",
            "January 16, 2025",
            "16/01/2025",
            "16.01.2025",
            "16.01.2025 23:58",
            "16/01/2025 23:58:07",
            "1/16/2025",
            "16 janvier 2025",
            "16 de enero de 2025",
            "16 января 2025 г.",
            "١٦ يناير ٢٠٢٥",
            "16 كانون الثاني 2025",
            "2025年1月16日",
            "16 Jan 2025",
        ] {
            assert_eq!(whole(text), Some(jiff::civil::date(2025, 1, 16)), "{text}");
        }
        assert_eq!(whole("03.04.2025"), Some(jiff::civil::date(2025, 4, 3)));
        for text in [
            "03/04/2025",
            "2025",
            "16 2025",
            "31 February 2025",
            "soon",
            "",
            "16 January 2025 was cold",
            "1332 16 01",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn the_day_of_submission_is_known_by_its_words() {
        let day = Some(jiff::civil::date(2025, 1, 16));
        assert_eq!(submitted_on("Submitted on 16 January 2025"), day);
        assert_eq!(submitted_on("Submitted: 16 January 2025 by post"), day);
        assert_eq!(submitted_on("SUBMIT your inputs not later than 31 January 2025."), None);
        assert_eq!(alone("Geneva, 16 January 2025"), day);
        assert_eq!(alone("In Geneva, on 16 January 2025 we met"), None);
    }
}
