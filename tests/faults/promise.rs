//! What holds of a workspace whatever happened: it opens, is sound, and holds a change whole or not at all.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use serde_json::Value;

use super::scene::{Scene, Stage};

/// How much stands in each table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct State(Vec<(String, i64)>);

impl State {
    /// Reads it, and looks whether SQLite finds the file sound.
    #[track_caller]
    pub(super) fn of(path: &Path) -> Self {
        let conn = Connection::open(path).unwrap();
        let sound: String = conn.query_row("PRAGMA integrity_check", [], |r| r.get(0)).unwrap();
        assert_eq!(sound, "ok");
        let mut broken = conn.prepare("PRAGMA foreign_key_check").unwrap();
        assert!(!broken.exists([]).unwrap(), "something refers to what is not there");
        // The tables of the full-text index are as SQLite thinks best.
        let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
                      AND name NOT LIKE '%\\_data' ESCAPE '\\' AND name NOT LIKE '%\\_idx' ESCAPE '\\'
                      AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
        let mut named = conn.prepare(tables).unwrap();
        let names: Vec<String> = named.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
        let count = |name: &String| {
            conn.query_row(&format!("SELECT count(*) FROM \"{name}\""), [], |r| r.get(0)).unwrap()
        };
        Self(names.iter().map(|name| (name.clone(), count(name))).collect())
    }
}

impl Stage {
    /// Looks at the workspace as the program itself does: every check of `doctor`, the journal folded anew.
    #[track_caller]
    pub(super) fn is_well(&self, what: &str) {
        let ran = self.desk.run(["doctor", "--format", "json"]);
        let checks: Vec<Value> =
            serde_json::from_slice(&ran.out).unwrap_or_else(|e| panic!("{what}: {e}: {}", ran.err));
        assert!(checks.iter().all(|check| check["ok"] == true), "{what}: {checks:?}");
        assert_eq!(ran.status, 0, "{what}: {}", ran.err);
    }

    /// Looks whether a command did all that it does, or nothing: the workspace is sound, and as it was `after` the
    /// undisturbed command or `before` it; says whether it was done.
    #[track_caller]
    pub(super) fn is_done_or_untouched(
        &self,
        scene: Scene,
        before: &State,
        after: &State,
        what: &str,
    ) -> bool {
        let state = State::of(&self.desk.path("w.db"));
        let done = match scene.makes {
            Some(name) => self.is_whole_or_as_it_was(name, what),
            None => state == *after,
        };
        let expected = if scene.changes() && done { after } else { before };
        assert_eq!(&state, expected, "{what}: half there");
        self.is_well(what);
        done
    }

    /// Looks whether a file beside the workspace is absent, as it was, or whole; says whether it is whole.
    #[track_caller]
    pub(super) fn is_whole_or_as_it_was(&self, name: &str, what: &str) -> bool {
        let path = self.desk.path(name);
        if !path.exists() {
            return false;
        }
        if Path::new(name).extension().is_some_and(|ending| ending == "db") {
            let checked = self.desk.run(["doctor", "-w", name]);
            assert_eq!(checked.status, 0, "{what}: {name}: {}{}", checked.text(), checked.err);
            return true;
        }
        let text = fs::read_to_string(&path).unwrap();
        let whole = text.matches("Routes need care").count() == 12 && text.ends_with('\n');
        assert!(whole || text == "as it was\n", "{what}: {name} is neither whole nor as it was:\n{text}");
        whole
    }
}
