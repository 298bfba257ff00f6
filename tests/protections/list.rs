//! The protections, and for each how it is taken out and the test that has to notice.

/// One protection.
pub(super) struct Protection {
    /// What it keeps from happening.
    pub(super) what: &'static str,
    /// The file in which it stands.
    pub(super) file: &'static str,
    /// The text that makes it; stands once in the file.
    pub(super) with: &'static str,
    /// The text in its place when it is taken out.
    pub(super) without: &'static str,
    /// The test that fails then: the binary's name for it.
    pub(super) test: &'static str,
}

/// All of them.
pub(super) const PROTECTIONS: &[Protection] = &[
    Protection {
        what: "what strangers wrote acts on the terminal",
        file: "src/text/clean.rs",
        with: "        '\\0'..='\\u{1F}' => {\n            Shown::As(char::from_u32(0x2400 + c as u32).unwrap_or(char::REPLACEMENT_CHARACTER))\n        }",
        without: "        '\\0'..='\\u{1F}' => Shown::Keep,",
        test: "hostile::commands::what_strangers_wrote_is_printed_without_its_power",
    },
    Protection {
        what: "what strangers wrote turns or hides what is beside it",
        file: "src/text/clean.rs",
        with: "_ if is_invisible(c) => Shown::Drop,",
        without: "_ if is_invisible(c) => Shown::Keep,",
        test: "hostile::screens::no_cell_of_any_screen_holds_what_acts_or_hides",
    },
    Protection {
        what: "a cell of a CSV export is a formula",
        file: "src/export/csv.rs",
        with: "    text.starts_with(['=',",
        without: "    false && text.starts_with(['=',",
        test: "cli::export::csv_has_a_row_for_each_answer_and_no_formulas",
    },
    Protection {
        what: "a change goes into a file that was moved, deleted or replaced",
        file: "src/store/moved.rs",
        with: "if self.opened.is_some() && self.opened != identity(path) {",
        without: "if self.opened.is_some() && identity(path) == Some((0, 0)) {",
        test: "terminal::moved",
    },
    Protection {
        what: "a stranger's file brings something that runs",
        file: "src/store/schema.rs",
        with: "is_ok_and(|found| found == *known)",
        without: "is_ok_and(|found| found == *known || !found.is_empty())",
        test: "cli::foreign::a_file_that_brings_something_to_run_is_refused_before_it_runs",
    },
    Protection {
        what: "a stranger's file is read without end",
        file: "src/store/met.rs",
        with: "if said != \"ok\" {",
        without: "if said.is_empty() {",
        test: "cli::foreign::a_tree_of_pages_that_never_ends_is_refused",
    },
    Protection {
        what: "a value of any size is read",
        file: "src/store/open.rs",
        with: "const LONGEST: i32 = 64 << 20;",
        without: "const LONGEST: i32 = 1 << 30;",
        test: "cli::foreign::a_cell_of_any_size_is_refused",
    },
    Protection {
        what: "an original unpacks without end, or is not what came",
        file: "src/store/corpus.rs",
        with: "if bytes.len() - before > PIECE {",
        without: "if bytes.len() < before {",
        test: "cli::foreign::an_original_that_unpacks_without_end_is_refused",
    },
    Protection {
        what: "the report of a fault of the program quotes text",
        file: "src/fault/crash.rs",
        with: "NUMBERS_ONLY.iter().any(|beginning| said.starts_with(beginning)).then_some(said)",
        without: "(!NUMBERS_ONLY.is_empty()).then_some(said)",
        test: "terminal::leaving::a_panic_gives_the_terminal_back_and_leaves_a_report_without_anybodys_text",
    },
    Protection {
        what: "the terminal is left as the screen had it",
        file: "src/tui/terminal.rs",
        with: "        DisableBracketedPaste,\n        LeaveAlternateScreen,",
        without: "        LeaveAlternateScreen,",
        test: "terminal::leaving::q_gives_the_terminal_back",
    },
    Protection {
        what: "others on the computer can read a workspace",
        file: "src/store/open.rs",
        with: "mode(&mut options, 0o600)",
        without: "mode(&mut options, 0o644)",
        test: "cli::newcomer::a_workspace_can_be_read_by_its_owner_only",
    },
];
