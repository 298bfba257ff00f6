//! Two copies of one file, worked on separately and joined: the same state whichever way.

use std::collections::HashMap;
use std::path::Path;

use proptest::prelude::{any, proptest};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::bench::{self, Bench, assert_chains, assert_same, replayed, state};
use super::orders::chooser;
use super::steps::{self, Step, take};
use crate::store::digest::digest;
use crate::store::journal;
use crate::store::{Store, apply};

/// Takes into one file what another holds beyond it: imported text, then operations in the other's order.
pub(super) fn receive(into: &Path, from: &Path) {
    let mut store = Store::open(into, true).unwrap();
    let other = Connection::open(from).unwrap();
    let tx = store.conn.transaction().unwrap();
    corpus(&tx, &other);
    let analysts = analysts(&tx, &other);
    for mut row in rows(&other, "SELECT * FROM operation ORDER BY n") {
        let known: bool = tx
            .query_row("SELECT EXISTS (SELECT 1 FROM operation WHERE id = ?1)", [&row[1]], |r| r.get(0))
            .unwrap();
        if known {
            continue;
        }
        let Value::Integer(analyst) = row[7] else { panic!("an operation of nobody") };
        row[7] = Value::Integer(analysts[&analyst]);
        tx.execute(
            "INSERT INTO operation(id, device, branch, seq, hlc, at, analyst, kind, payload, undoes, seen)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params_from_iter(&row[1..12]),
        )
        .unwrap();
        apply::apply(&tx, &journal::by_number(&tx, tx.last_insert_rowid()).unwrap()).unwrap();
    }
    tx.commit().unwrap();
}

fn rows(conn: &Connection, sql: &str) -> Vec<Vec<Value>> {
    let mut read = conn.prepare(sql).unwrap();
    let columns = read.column_count();
    let all = read.query_map([], |r| (0..columns).map(|i| r.get(i)).collect::<Result<Vec<Value>, _>>());
    all.unwrap().collect::<Result<_, _>>().unwrap()
}

fn analysts(tx: &Connection, other: &Connection) -> HashMap<i64, i64> {
    let mut local = HashMap::new();
    for row in rows(other, "SELECT n, name, folded FROM analyst") {
        let [Value::Integer(n), Value::Text(name), Value::Text(folded)] = &row[..] else { panic!("{row:?}") };
        local.insert(*n, journal::analyst(tx, name, folded).unwrap());
    }
    local
}

/// Sources, records and texts by their public ids; a text that records share stays shared.
fn corpus(tx: &Connection, other: &Connection) {
    let number = |sql: &str, id: &Value| tx.query_row(sql, [id], |r| r.get::<_, i64>(0)).ok();
    let mut sources: HashMap<i64, i64> = HashMap::new();
    for row in rows(other, "SELECT n, sha256, format, reader, bytes, header FROM source ORDER BY n") {
        let local = number("SELECT n FROM source WHERE sha256 = ?1", &row[1]).unwrap_or_else(|| {
            tx.execute(
                "INSERT INTO source(sha256, format, reader, bytes, header) VALUES(?1, ?2, ?3, ?4, ?5)",
                params_from_iter(&row[1..]),
            )
            .unwrap();
            tx.last_insert_rowid()
        });
        sources.insert(key(&row[0]), local);
    }
    let mut parts: HashMap<i64, i64> = HashMap::new();
    let mut missing = Vec::new();
    for row in
        rows(other, "SELECT n, id, source, locator, row, cells, extract, likeness FROM record ORDER BY n")
    {
        match number("SELECT n FROM record WHERE id = ?1", &row[1]) {
            None => missing.push(row),
            Some(local) => {
                let there = format!("SELECT part FROM extract WHERE record = {} ORDER BY i", key(&row[0]));
                let here = format!("SELECT part FROM extract WHERE record = {local} ORDER BY i");
                for (there, here) in rows(other, &there).iter().zip(rows(tx, &here)) {
                    parts.insert(key(&there[0]), key(&here[0]));
                }
            }
        }
    }
    for mut row in missing {
        row[2] = Value::Integer(sources[&key(&row[2])]);
        tx.execute(
            "INSERT INTO record(id, source, locator, row, cells, extract, likeness) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params_from_iter(&row[1..]),
        )
        .unwrap();
        let local = tx.last_insert_rowid();
        let texts = format!(
            "SELECT i, part.n, id, place, text, structure FROM extract JOIN part ON part.n = extract.part WHERE record = {}",
            key(&row[0])
        );
        for text in rows(other, &texts) {
            let part = *parts.entry(key(&text[1])).or_insert_with(|| {
                tx.execute(
                    "INSERT INTO part(id, place, text, structure) VALUES(?1, ?2, ?3, ?4)",
                    params_from_iter(&text[2..]),
                )
                .unwrap();
                tx.last_insert_rowid()
            });
            tx.execute("INSERT INTO extract(record, i, part) VALUES(?1, ?2, ?3)", (local, &text[0], part))
                .unwrap();
        }
    }
}

fn key(value: &Value) -> i64 {
    match value {
        Value::Integer(n) => *n,
        other => panic!("{other:?} is no number"),
    }
}

proptest! {
    #![proptest_config(bench::runs(10))]

    #[test]
    fn two_files_that_were_joined_either_way_have_one_state(
        before in proptest::collection::vec(steps::any_step(), 0..10),
        here in proptest::collection::vec(steps::any_step(), 1..12),
        there in proptest::collection::vec(steps::any_step(), 1..12),
        after in proptest::collection::vec(steps::any_step(), 0..4),
        order in proptest::collection::vec(any::<usize>(), 1..40),
    ) {
        let bench = Bench::new();
        let one = bench.file();
        for step in [Step { kind: 0, who: 0, device: 0, a: 7, b: 2 }].into_iter().chain(before) {
            take(&bench, &one, Step { device: 0, ..step });
        }
        let two = bench.copy(&one, "copy.db");
        for step in here {
            take(&bench, &one, Step { device: 0, ..step });
        }
        for step in there {
            take(&bench, &two, Step { device: 1 + step.device % 2, ..step });
        }
        receive(&one, &two);
        for step in after {
            take(&bench, &one, Step { device: 0, ..step });
        }
        receive(&two, &one);
        let (first, second) = (bench.open(&one, 0, "Alice"), bench.open(&two, 1, "Alice"));
        assert_same(&state(&first), &state(&second));
        assert_eq!(digest(&first.store.conn).unwrap(), digest(&second.store.conn).unwrap());
        assert_same(&replayed(&first, &mut chooser(&order)), &state(&first));
        assert_chains(&second.store.conn);
    }
}
