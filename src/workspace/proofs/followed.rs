//! What is kept in memory of every text, after work that others did: it is what the tables say.

use proptest::prelude::proptest;

use super::bench::{self, Bench};
use super::steps::{self, Step, take};
use crate::model::matrix::{Ask, Count, Dimension};
use crate::store::filter::plain;
use crate::workspace::Workspace;

/// One of each kind of term, and orders.
const QUERIES: [&str; 14] = [
    "",
    "is:any",
    "routes sort:-date",
    "theme:routing stance:against",
    "status:todo sort:from",
    "status:reviewed@any -q:2",
    "analyst:bob OR has:note",
    "type:government sort:country,-words",
    "region:africa -lang:en",
    "date:2025-01-01.. sort:ref",
    "is:unplaced OR words:>8",
    "-has:theme sort:q,type",
    "declined:routing",
    "terms:trust -theme:trust -declined:trust",
];

/// All that is told of a workspace by what is kept.
fn told(desk: &Workspace) -> Vec<String> {
    let mut all = Vec::new();
    for query in QUERIES {
        // A name that this workspace has not come to know is a mistake.
        let Ok(resolved) = desk.resolve(query) else { continue };
        let numbers = desk.numbers(&resolved).unwrap();
        let plainly = desk.sight(|sight, _| plain::numbers(sight.conn, &sight.viewer, &resolved)).unwrap();
        assert_eq!(numbers.iter().map(|one| one.0).collect::<Vec<_>>(), plainly, "“{query}”");
        all.push(format!("{query}: {numbers:?} {:?}", desk.page(&resolved, 0, 0).unwrap()));
        all.push(format!("{:?}", desk.facets(query).unwrap()));
    }
    all.push(format!("{:?}", desk.theme_counts().unwrap()));
    for (rows, columns) in [(Dimension::Theme, Dimension::Analyst), (Dimension::Status, Dimension::Language)]
    {
        let ask = Ask { rows, columns, count: Count::Submitters };
        all.push(format!("{:?}", desk.matrix("", &ask).unwrap()));
    }
    all
}

proptest! {
    #![proptest_config(bench::runs(6))]

    #[test]
    fn what_is_kept_follows_the_work_of_others(steps in proptest::collection::vec(steps::any_step(), 4..24)) {
        let bench = Bench::new();
        let watcher = bench.desk("Alice");
        for (i, step) in [Step { kind: 0, who: 0, device: 0, a: 7, b: 2 }].into_iter().chain(steps).enumerate() {
            take(&bench, &bench.file(), step);
            if i == 3 {
                // From here on whoever opens the file begins with what was kept, and follows.
                bench.desk("Alice").store.keep_index_of(0).unwrap();
            }
            let fresh = told(&bench.open(&bench.file(), 0, "Alice"));
            assert_eq!(told(&watcher), fresh, "after {step:?}");
        }
    }
}
