//! However the screen is left, the one file is the whole.

use super::desk::Desk;

#[test]
fn after_leaving_and_after_signals_nothing_stands_beside_the_file() {
    for way in ["q", "TERM", "HUP", "INT"] {
        let desk = Desk::new();
        let mut session = desk.open((120, 36));
        session.keys("r");
        session.sees("reviewed.");
        assert!(desk.path("w.db-wal").exists(), "work stands in the log while the screen is open");
        match way {
            "q" => session.keys("q"),
            signal => session.signal(signal),
        }
        assert!(session.end().success(), "{way}");
        for ending in ["-wal", "-shm"] {
            assert!(!desk.path(&format!("w.db{ending}")).exists(), "{way}: {ending}");
        }
        let lone = desk.path("lone.db");
        std::fs::copy(desk.path("w.db"), &lone).unwrap();
        let listed =
            desk.run(&["-w", "lone.db", "--analyst", "Alice", "list", "status:reviewed", "--format", "csv"]);
        assert_eq!(listed.lines().count(), 2, "{way}");
    }
}
