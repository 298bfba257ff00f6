//! Placement: each character of a document stands in exactly one place; the cases of DATA.md.

use proptest::prelude::{any, proptest};

use super::bench::{Bench, QUESTIONS, answers, done, theme};
use crate::model::call::Key;
use crate::model::draft::{Mark, To, stretches};
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::work::Target;

proptest! {
    #[test]
    fn stretches_partition_the_text(text in "\\PC{0,40}", mut offsets in proptest::collection::vec(0..50_u32, 0..6), to in any::<u8>()) {
        offsets.sort_unstable();
        let place = |i: usize| match (usize::from(to) + i) % 3 {
            0 => To::Question(Key("access".to_owned())),
            1 => To::Unplaced,
            _ => To::Structure,
        };
        let mark = |(i, offset): (usize, &u32)| Mark { offset: *offset, to: place(i), reason: String::new(), unsure: Vec::new(), also: Vec::new() };
        let marks: Vec<Mark> = offsets.iter().enumerate().map(mark).collect();
        let mut at = 0;
        let mut joined = String::new();
        for (_, start, stretch) in stretches(&text, &marks) {
            assert_eq!(start, at);
            assert!(!stretch.is_empty());
            at += stretch.chars().count() as u32;
            joined.push_str(stretch);
        }
        assert_eq!(joined, text);
    }
}

#[test]
fn the_answers_of_a_document_never_share_a_character() {
    let bench = Bench::new();
    let mut desk = bench.desk("Alice");
    let letter = format!(
        "# Letter\n\nDear all.\n\n## {}\n\nCost.\n\n## {}\n\nSigns.\n\n## {}\n\nAgain, cost.\n\n## Annex\n\nMore.\n",
        QUESTIONS[0], QUESTIONS[1], QUESTIONS[0]
    );
    bench.take(&mut desk, "letter.md", letter.as_bytes(), Some("Néo Net")).unwrap();
    let read = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
                FROM answer, json_each(answer.stretches) WHERE visible = 1 ORDER BY 1, 2";
    let mut read = desk.store.conn.prepare(read).unwrap();
    let places: Vec<(i64, i64, i64)> = read
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(places.len() >= 4, "{places:?}");
    assert!(places.windows(2).all(|w| w[0].0 < w[1].0 || w[0].2 <= w[1].1), "{places:?}");
}

#[test]
fn a_row_exported_again_keeps_its_submission_and_every_tag_on_what_did_not_change() {
    let bench = Bench::new();
    let mut desk = bench.desk("Alice");
    bench.import(&mut desk, &[["F-1", "Cost", "Signed", "You"], ["F-2", "Power", "Filters", "Me"]]).unwrap();
    let all = answers(&desk, "");
    let themes = vec![ThemeChoice::Existing(theme(0))];
    done(&mut desk, Edit::Tag { target: Target::Answers(all.clone().into()), themes, stance: None });
    // Another order, one changed cell, one emptied.
    bench
        .import(&mut desk, &[["F-2", "Power", "", "Me"], ["F-1", "Cost and power", "Signed", "You"]])
        .unwrap();
    assert_eq!(answers(&desk, "theme:access").len(), 5);
    assert_eq!(answers(&desk, "").len(), 5);
    assert!(answers(&desk, "").iter().all(|n| all.contains(n)));
    // A third export, and the second is taken back: nothing moves.
    let second = desk.history(None).unwrap()[0].id;
    bench
        .import(
            &mut desk,
            &[["F-1", "Cost", "Signed and filtered", "You"], ["F-2", "Power", "Filters", "Me"]],
        )
        .unwrap();
    done(&mut desk, Edit::Undo(Some(second)));
    assert_eq!(answers(&desk, "theme:access"), all);
}

#[test]
fn the_same_bytes_change_nothing_and_equal_rows_are_two_people() {
    let bench = Bench::new();
    let mut desk = bench.desk("Alice");
    let rows = [["", "Cost", "Signed", "You"], ["", "Cost", "Signed", "You"]];
    bench.import(&mut desk, &rows).unwrap();
    assert_eq!(answers(&desk, "").len(), 6);
    assert!(bench.import(&mut desk, &rows).is_none());
    done(&mut desk, Edit::Undo(None));
    assert!(answers(&desk, "").is_empty());
    bench.import(&mut desk, &rows).unwrap();
    assert_eq!(answers(&desk, "").len(), 6);
}
