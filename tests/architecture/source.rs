//! The project's files, and which top module each belongs to.

use std::path::{Path, PathBuf};

use super::lexer;

/// One file.
pub(super) struct Source {
    /// From the project's folder, with `/`: "src/store/open.rs".
    pub(super) path: String,
    /// As it stands.
    pub(super) text: String,
    /// The whole of the file is compiled for tests only.
    pub(super) test_only: bool,
}

impl Source {
    /// A file that is only in the test.
    pub(super) fn example(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), test_only: false }
    }

    /// The names from the crate's root to the module that the file holds; none for `lib.rs` and anything outside of `src`.
    pub(super) fn modules(&self) -> Vec<&str> {
        let Some(inner) = self.path.strip_prefix("src/").and_then(|p| p.strip_suffix(".rs")) else {
            return Vec::new();
        };
        if inner == "lib" { Vec::new() } else { inner.split('/').collect() }
    }

    /// The module of the crate that the file belongs to; `None` for the root.
    pub(super) fn top(&self) -> Option<&str> {
        self.modules().first().copied()
    }

    /// The code that ships: without comments, the insides of texts, and what is compiled for tests only.
    pub(super) fn shipped(&self) -> String {
        if self.test_only { String::new() } else { lexer::without_tests(&lexer::code(&self.text)) }
    }

    /// "src/store/open.rs:12: what".
    pub(super) fn at(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path)
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// One file's text, by its path from the project's folder.
pub(super) fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// All Rust, TOML and Markdown files under a path of the project, or the file itself; nothing when it is not there.
pub(super) fn read(path: &str) -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&root().join(path), &mut paths);
    paths.sort();
    let mut files: Vec<Source> = paths
        .iter()
        .map(|found| {
            let path: Vec<_> =
                found.strip_prefix(root()).unwrap().iter().map(|part| part.to_string_lossy()).collect();
            let path = path.join("/");
            Source { text: text(&path), path, test_only: false }
        })
        .collect();
    mark_tests(&mut files);
    files
}

fn collect(path: &Path, paths: &mut Vec<PathBuf>) {
    if let Ok(entries) = path.read_dir() {
        entries.for_each(|entry| collect(&entry.unwrap().path(), paths));
    } else if path.is_file() && path.extension().is_some_and(|e| e == "rs" || e == "toml" || e == "md") {
        paths.push(path.to_owned());
    }
}

/// Marks the files of modules that are declared under `#[cfg(test)]`, and those below them.
fn mark_tests(files: &mut [Source]) {
    let mut stems: Vec<String> = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("src/")) {
        let folder = match file.modules().as_slice() {
            [] | ["main"] => "src".to_owned(),
            modules => format!("src/{}", modules.join("/")),
        };
        let modules = lexer::test_modules(&lexer::code(&file.text));
        stems.extend(modules.into_iter().map(|module| format!("{folder}/{module}")));
    }
    for file in files {
        let stem = file.path.trim_end_matches(".rs");
        file.test_only = stems.iter().any(|s| stem == s || stem.starts_with(&format!("{s}/")));
    }
}

#[test]
fn a_file_knows_its_module() {
    assert_eq!(Source::example("src/store/cells/write.rs", "").modules(), ["store", "cells", "write"]);
    assert_eq!(Source::example("src/store.rs", "").top(), Some("store"));
    assert_eq!(Source::example("src/main.rs", "").top(), Some("main"));
    assert_eq!(Source::example("src/lib.rs", "").top(), None);
}

#[test]
fn files_of_test_modules_are_known() {
    let mut files = vec![
        Source::example("src/store.rs", "#[cfg(test)]\nmod laws;\nmod open;"),
        Source::example("src/store/laws.rs", ""),
        Source::example("src/store/laws/undo.rs", ""),
        Source::example("src/store/open.rs", ""),
    ];
    mark_tests(&mut files);
    assert_eq!(files.iter().map(|f| f.test_only).collect::<Vec<_>>(), [false, true, true, false]);
}
