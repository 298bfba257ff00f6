//! The tallies of the small workspace, by every way of telling them.

use jiff::civil::date;
use jiff::tz::TimeZone;

use super::*;
use crate::query::filter::Filter;
use crate::store::index::Index;
use crate::store::world;

/// Noon of a day of January 2025, in milliseconds.
fn noon(day: i8) -> i64 {
    let noon = date(2025, 1, day).at(12, 0, 0, 0);
    TimeZone::UTC.to_timestamp(noon).unwrap().as_millisecond()
}

/// The small workspace; what was said of each text was said on another day.
fn database() -> Connection {
    let conn = world::database();
    for (answer, analyst, day) in
        [(1, 1, 9), (1, 2, 3), (2, 1, 5), (4, 2, 8), (6, 1, 9), (7, 3, 9), (11, 1, 9)]
    {
        let op = 1000 + 10 * answer + analyst;
        conn.execute(
            "INSERT INTO operation(n, id, device, seq, hlc, at, analyst, kind, payload)
             VALUES(?1, ?2, 1, ?1, ?1, ?3, ?4, 'status.set', x'')",
            (op, u128::try_from(op).unwrap().to_be_bytes(), noon(i8::try_from(day).unwrap()), analyst),
        )
        .unwrap();
        let moved = "UPDATE status SET op = ?1 WHERE answer = ?2 AND analyst = ?3 AND head = 1";
        assert_eq!(conn.execute(moved, (op, answer, analyst)).unwrap(), 1);
    }
    conn
}

fn counted(conn: &Connection, by: By, filter: Filter) -> Progress {
    let here = Here { today: date(2025, 1, 10), zone: TimeZone::UTC };
    let query = Resolved { filter, sort: Vec::new() };
    let index = Index::new(conn).unwrap();
    let sight = Sight { conn, index: &index, viewer: world::viewer() };
    world::with_names(|names| progress(&sight, names, &query, by, &here)).unwrap()
}

fn everything() -> Filter {
    Filter::All(Vec::new())
}

fn numbers(tally: &Tally) -> [u32; 3] {
    [tally.reviewed, tally.flagged, tally.todo]
}

#[test]
fn reviewed_flagged_and_todo_are_all_answers_and_unplaced_text_is_beside_them() {
    let conn = database();
    let found = counted(&conn, By::Question, everything());
    assert_eq!(found.analysts, ["Alice", "Bob", "Zoé"]);
    assert_eq!(numbers(&found.all), [3, 1, 3]);
    assert_eq!(found.all.by_analyst, [2, 1, 0], "the review of a text under no question is not one of them");
    assert_eq!((numbers(&found.unplaced), found.unplaced.by_analyst.as_slice()), ([1, 1, 1], &[0, 0, 1][..]));
    let rows: Vec<(&str, [u32; 3])> =
        found.rows.iter().map(|row| (row.head.lead.as_str(), numbers(&row.tally))).collect();
    assert_eq!(rows, [("1", [1, 1, 1]), ("2", [1, 0, 1]), ("3", [1, 0, 1])]);
    let words: u64 = found.rows.iter().map(|row| row.tally.words_left).sum();
    // Texts 2, 5, 8 and 10.
    assert_eq!((words, found.all.words_left), (3 + 1 + 12 + 2, 3 + 1 + 12 + 2));
}

#[test]
fn the_row_of_an_analyst_is_his_own_and_what_has_no_value_stands_last() {
    let conn = database();
    let found = counted(&conn, By::Analyst, everything());
    let rows: Vec<(&str, [u32; 3], u64)> = found
        .rows
        .iter()
        .map(|row| (row.head.label.as_str(), numbers(&row.tally), row.tally.words_left))
        .collect();
    let words = 5 + 3 + 4 + 1 + 8 + 12 + 2;
    assert_eq!(rows[1], ("Bob", [1, 1, 5], words - 4));
    assert_eq!((rows[0].1, rows[2].1, rows[2].2), ([2, 1, 4], [0, 0, 7], words));
    let found = counted(&conn, By::Region, everything());
    let rows: Vec<(&str, u32)> =
        found.rows.iter().map(|row| (row.head.label.as_str(), row.tally.texts())).collect();
    assert_eq!(rows, [("Africa", 2), ("Europe", 3), ("none", 2)]);
    let found = counted(&conn, By::Language, everything());
    let languages: Vec<&str> = found.rows.iter().map(|row| row.head.label.as_str()).collect();
    assert_eq!(languages, ["English", "French", "none"]);
    let found = counted(&conn, By::Section, everything());
    let rows: Vec<(&str, u32)> =
        found.rows.iter().map(|row| (row.head.label.as_str(), row.tally.texts())).collect();
    assert_eq!(rows, [("Section 1", 5), ("Section 2", 2)]);
}

#[test]
fn each_answer_is_of_the_day_of_its_first_review_that_holds() {
    let conn = database();
    let found = counted(&conn, By::Question, everything());
    let days = |found: &Progress| {
        let days = found.pace.days.iter().filter(|day| day.reviewed > 0);
        days.map(|day| (day.date.day(), day.reviewed)).collect::<Vec<_>>()
    };
    assert_eq!(days(&found), [(8, 1), (9, 2)]);
    assert_eq!(
        (found.pace.per_day(), found.pace.until(found.all.left())),
        (Some(1.5), Some(date(2025, 1, 13)))
    );
    // Bob takes his back: what does not hold is of no day.
    conn.execute("UPDATE status SET head = 0 WHERE answer = 4", []).unwrap();
    assert_eq!(days(&counted(&conn, By::Question, everything())), [(9, 2)]);
}

#[test]
fn what_needs_a_second_look_names_the_answer_that_waits_longest() {
    let conn = database();
    let found = counted(&conn, By::Question, everything());
    assert_eq!((found.flagged.answers, found.flagged.reviewed), (2, 1));
    let oldest = found.flagged.oldest.unwrap();
    assert_eq!(
        (oldest.number, oldest.analyst.as_str(), oldest.since),
        (AnswerNumber(1), "Bob", date(2025, 1, 3))
    );
    assert_eq!((oldest.question.as_str(), oldest.submitter.as_deref()), ("3", Some("Néo Exchange")));
    assert_eq!(found.without_theme.answers, 1);
    let bare = found.without_theme.oldest.unwrap();
    assert_eq!((bare.number, bare.analyst.as_str(), bare.since), (AnswerNumber(4), "Bob", date(2025, 1, 8)));
    let nothing = counted(&conn, By::Question, Filter::Any(Vec::new()));
    assert_eq!((nothing.all.texts(), nothing.flagged, nothing.rows.len()), (0, Look::default(), 3));
}
