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
        file: "src/store/originals.rs",
        with: "if piece.len() > PIECE {",
        without: "if piece.len() > usize::MAX - 1 {",
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
        what: "what was acknowledged is not on disk yet",
        file: "src/store/open.rs",
        with: "\"synchronous\", \"FULL\"",
        without: "\"synchronous\", \"NORMAL\"",
        test: "faults::synced::a_tag_is_on_disk_before_the_command_line_says_so",
    },
    Protection {
        what: "the power goes, and what was acknowledged with it",
        file: "src/store/open.rs",
        with: "\"synchronous\", \"FULL\"",
        without: "\"synchronous\", \"OFF\"",
        test: "faults::cuts",
    },
    Protection {
        what: "a commit that may be there after all is denied",
        file: "src/store/transact.rs",
        with: "return Err(self.unconfirmed(e).into());",
        without: "return Err(told(e));",
        test: "faults::doubt::a_commit_that_may_be_there_after_all_is_not_denied",
    },
    Protection {
        what: "two writers come between each other",
        file: "src/store/transact.rs",
        with: "TransactionBehavior::Immediate",
        without: "TransactionBehavior::Deferred",
        test: "store::transact::tests::writers_who_look_before_they_write_do_not_come_between_each_other",
    },
    Protection {
        what: "the write-ahead log is taken away meanwhile",
        file: "src/store/moved.rs",
        with: "(identity(log).as_ref() != Some(opened)).then_some(Gone::Log)",
        without: "(identity(log).as_ref() == Some(&(0, 0)) && opened.0 == 0).then_some(Gone::Log)",
        test: "cli::moved::a_log_that_is_taken_away_meanwhile_is_noticed",
    },
    Protection {
        what: "a file is brought up to date without a copy of how it was",
        file: "src/store/migrate.rs",
        with: "let backup = self.copy_beside(&format!(\"before-v{NEWEST}\"))?;",
        without: "let backup = self.path.clone();",
        test: "cli::stored::the_first_change_brings_an_older_workspace_up_to_date_after_a_full_copy",
    },
    Protection {
        what: "a reader takes memory without end",
        file: "src/workspace/reading/apart/limits.rs",
        with: "(Resource::As, both(self.memory)),",
        without: "",
        test: "reading::hostile::the_limits_of_memory_time_and_answer_hold_for_the_reader_as_it_is",
    },
    Protection {
        what: "a reader works without end",
        file: "src/workspace/reading/apart/limits.rs",
        with: "(Resource::Cpu, time),",
        without: "",
        test: "reading::hostile::the_limits_of_memory_time_and_answer_hold_for_the_reader_as_it_is",
    },
    Protection {
        what: "a reader says more than can be listened to",
        file: "src/workspace/reading/apart.rs",
        with: "    if length > limit {",
        without: "    if length > limit << 20 {",
        test: "reading::misbehaving::whatever_a_reader_does_it_is_one_message_and_the_others_are_taken",
    },
    Protection {
        what: "tags of another program are put where nobody knows whether they belong",
        file: "src/model/coded/words.rs",
        with: "        if passages == 0 || (named > 0 && agree * 2 > named) {",
        without: "        if passages < usize::MAX || (named > 0 && agree * 2 > named) {",
        test: "refi::import::without_names_nothing_is_taken_until_the_counting_is_said",
    },
    Protection {
        what: "a second connection drops the locks of the first",
        file: "src/store/open.rs",
        with: "    let about = fs::metadata(path).map_err(io)?;",
        without: "    let about = fs::File::open(path).and_then(|file| file.metadata()).map_err(io)?;",
        test: "store::open::tests::a_second_connection_leaves_the_locks_of_the_first_alone",
    },
];
