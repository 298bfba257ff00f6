//! One file, several analysts and devices: replays in any order, undo and redo.

use proptest::prelude::{any, proptest};

use super::bench::{self, Bench, assert_chains, assert_same, replayed, state};
use super::steps::{self, ANALYSTS, Step, act, take};
use crate::model::edit::Edit;

/// Chooses by numbers that a proof was given.
pub(super) fn chooser(numbers: &[usize]) -> impl FnMut(usize) -> usize {
    let mut next = numbers.iter().copied().cycle();
    move |n| next.next().unwrap_or(0) % n
}

proptest! {
    #![proptest_config(bench::runs(12))]

    #[test]
    fn a_replay_in_any_causal_order_makes_the_same_state(
        steps in proptest::collection::vec(steps::any_step(), 1..28),
        order in proptest::collection::vec(any::<usize>(), 1..40),
    ) {
        let bench = Bench::new();
        for step in [Step { kind: 0, who: 0, device: 0, a: 7, b: 2 }].into_iter().chain(steps) {
            take(&bench, &bench.file(), step);
        }
        let desk = bench.desk("Alice");
        assert_same(&replayed(&desk, &mut chooser(&order)), &state(&desk));
        assert_chains(&desk.store.conn);
    }

    #[test]
    fn as_many_undos_give_the_state_before_and_as_many_redos_the_state_after(
        before in proptest::collection::vec(steps::any_step(), 0..12),
        work in proptest::collection::vec(steps::change(), 1..12),
    ) {
        let bench = Bench::new();
        for step in [Step { kind: 0, who: 0, device: 0, a: 7, b: 2 }].into_iter().chain(before) {
            take(&bench, &bench.file(), step);
        }
        let mut desk = bench.open(&bench.file(), 1, ANALYSTS[1]);
        let start = state(&desk);
        let mut states = vec![start];
        for step in work {
            if act(&bench, &mut desk, step).is_some_and(|o| o.operation.is_some()) {
                states.push(state(&desk));
            }
        }
        for expected in states.iter().rev().skip(1) {
            // Each in a session of its own.
            desk = bench.open(&bench.file(), 1, ANALYSTS[1]);
            bench::done(&mut desk, Edit::Undo(None));
            assert_same(&state(&desk), expected);
        }
        for expected in &states[1..] {
            bench::done(&mut desk, Edit::Redo(None));
            assert_same(&state(&desk), expected);
        }
        if states.len() > 1 {
            bench::nothing(&mut desk, Edit::Redo(None));
        }
    }
}
