//! What is typed in a scripted session at the screen, and what the status line says when it is done.

/// One change: the keys, and the words that the status line has for it.
pub(crate) struct Turn {
    /// What is typed, each with the words to wait for before the next; the last are the acknowledgement.
    pub(crate) keys: Vec<(String, String)>,
    /// Words that stand there instead when there was nothing to do.
    pub(crate) nothing: &'static str,
    /// The kind of the operation.
    pub(crate) kind: &'static str,
    /// What the history says of it, where that is its own.
    pub(crate) summary: Option<String>,
    /// What is typed afterwards, to be as before.
    pub(crate) after: &'static str,
}

/// The keys that go to the first answer, and some lines on.
fn first(n: u64) -> String {
    format!("gg{}", "j".repeat((n % 7) as usize))
}

impl Turn {
    /// The turns in order.
    pub(crate) fn at(n: u64) -> Self {
        match n % 8 {
            0 => Self::tag(n),
            1 => Self::one(format!("{}aNote {n}\x13", first(n)), "Noted 1 answer", "note.add"),
            2 => Self::tag_marked(n),
            3 => Self::one(
                format!("{}{}", first(n), ["!", "R"][n as usize / 8 % 2]),
                "Marked 1 answer",
                "status.set",
            ),
            4 => Self::one("u".to_owned(), "Took back: ", "undo"),
            5 => Self::one("U".to_owned(), "Brought back: ", "redo"),
            6 => Self::one(format!("{}+", first(n / 8)), "Added 1 quotation", "item.add"),
            _ => Self::import(n),
        }
    }

    fn one(keys: String, said: &str, kind: &'static str) -> Self {
        // "already", of an answer that is so already; "nothing", of an undo that has nothing to take back.
        let nothing = match kind {
            "undo" => "Nothing of yours",
            "redo" => "Nothing to bring",
            "item.add" => "On the shortlist",
            _ => "Already ",
        };
        Self { keys: vec![(keys, said.to_owned())], nothing, kind, summary: None, after: "" }
    }

    fn tag(n: u64) -> Self {
        let name = format!("One {n}");
        let keys = vec![
            (format!("{}t{name}", first(n)), format!("“{name}”")),
            ("\r".to_owned(), format!("Tagged 1 answer, {name}")),
        ];
        let summary = Some(format!("tagged 1 answer, {name}"));
        Self { keys, nothing: "Tagged so", kind: "tag.add", summary, after: "" }
    }

    fn tag_marked(n: u64) -> Self {
        let name = format!("All {n}");
        let keys = vec![
            ("gg    ".to_owned(), "4 marked".to_owned()),
            (format!("t{name}"), format!("“{name}”")),
            ("\r".to_owned(), format!("Tagged 4 answers, {name}")),
        ];
        let summary = Some(format!("tagged 4 answers, {name}"));
        // The marks stay after a change; the same keys take them off.
        Self { keys, nothing: "Tagged so", kind: "tag.add", summary, after: "gg    " }
    }

    fn import(n: u64) -> Self {
        let keys = vec![
            (format!("I../form-{n}.csv"), format!("form-{n}.csv")),
            ("\r".to_owned(), "Would come in".to_owned()),
            ("\r".to_owned(), "Imported 12 answers".to_owned()),
        ];
        Self { keys, nothing: "Nothing new", kind: "import", summary: None, after: "" }
    }
}
