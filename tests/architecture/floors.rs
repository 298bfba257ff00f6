//! A module uses modules on lower floors only; the table stands in `src/lib.rs`.

use std::collections::{BTreeMap, BTreeSet};

use super::lexer::tokens;
use super::paths::paths;
use super::source::Source;

/// Each module's floor.
pub(super) type Table = BTreeMap<String, u8>;

/// Reads the rows `//! | 2 | [`store`] [`intake`] | … |`.
pub(super) fn table(lib: &str) -> Table {
    let mut table = Table::new();
    for line in lib.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let ["//!", floor, modules, ..] = cells.as_slice()
            && let Ok(floor) = floor.parse()
        {
            let names = modules.split('`').skip(1).step_by(2);
            table.extend(names.map(|name| (name.to_owned(), floor)));
        }
    }
    table
}

/// Modules that the table does not name.
pub(super) fn missing(table: &Table, files: &[Source]) -> Vec<String> {
    let tops: BTreeSet<&str> = files.iter().filter_map(Source::top).collect();
    tops.into_iter().filter(|top| !table.contains_key(*top)).map(|top| format!("{top} has none")).collect()
}

/// Where a file names a module of its own floor or of a higher one.
pub(super) fn breaches(table: &Table, file: &Source) -> Vec<String> {
    let Some(own) = file.top() else { return Vec::new() };
    let Some(&floor) = table.get(own) else { return Vec::new() };
    let shipped = file.shipped();
    let mut breaches = Vec::new();
    for path in paths(&tokens(&shipped), &file.modules()) {
        let &["crate", other, ..] = path.names.as_slice() else { continue };
        if other == "*" {
            breaches.push(file.at(path.line, "everything of the crate is imported; name what is needed"));
        }
        let Some(&above) = table.get(other).filter(|_| other != own) else { continue };
        if above == floor {
            let what = format!("{own} names {other}, its neighbour on floor {floor}");
            breaches.push(file.at(path.line, &what));
        } else if above > floor {
            let what = format!("{own} (floor {floor}) names {other} (floor {above})");
            breaches.push(file.at(path.line, &what));
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIB: &str = "//! | floor | modules | what |\n//! |---|---|---|\n//! | 0 | [`model`] | values |\n\
        //! | 2 | [`store`] [`intake`] | SQLite |\n//! | 4 | `workspace` | use-cases |\n";

    fn check(path: &str, text: &str) -> Vec<String> {
        breaches(&table(LIB), &Source::example(path, text))
    }

    #[test]
    fn the_table_is_read() {
        assert_eq!(
            table(LIB).into_iter().map(|(name, floor)| format!("{name}{floor}")).collect::<Vec<_>>(),
            ["intake2", "model0", "store2", "workspace4"]
        );
        assert_eq!(missing(&table(LIB), &[Source::example("src/tui/run.rs", "")]), ["tui has none"]);
    }

    #[test]
    fn a_higher_floor_or_a_neighbour_is_noticed() {
        assert_eq!(
            check("src/store/open.rs", "\nuse crate::workspace::Access;"),
            ["src/store/open.rs:2: store (floor 2) names workspace (floor 4)"]
        );
        assert_eq!(
            check("src/store.rs", "fn f() { crate::intake::read() }"),
            ["src/store.rs:1: store names intake, its neighbour on floor 2"]
        );
        assert_eq!(check("src/store/open.rs", "use super::super::{model, workspace as w};").len(), 1);
        assert_eq!(check("src/model.rs", "use crate::{\n  store,\n};").len(), 1);
    }

    #[test]
    fn lower_floors_own_parts_comments_and_tests_are_free() {
        let text = "use crate::model::x; use crate::store::y; use super::cells; // crate::workspace\n\
            #[cfg(test)] mod tests { use crate::workspace::Access; }";
        assert_eq!(check("src/store/open.rs", text), [""; 0]);
    }
}
