//! Where keys hold.

/// A part of the screen, or a mode, with keys of its own.
///
/// Scopes stack: text field, popup, mode, pane, global; a key of an upper scope hides the same key below.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scope {
    /// Everywhere outside text fields.
    Global,
    /// The list of answers.
    Answers,
    /// The filter pane.
    Filters,
    /// The reader.
    Reader,
    /// The reader while a passage is being selected.
    Selecting,
    /// The answers while a theme is decided on, one by one.
    Deciding,
    /// A popup with a field and a list: themes, shortlists.
    Picker,
    /// The note editor.
    NoteEditor,
    /// The query bar while it is typed in.
    QueryBar,
    /// The command palette.
    Palette,
    /// The help.
    Help,
    /// Jumping to anything with a name.
    Jump,
    /// The saved filters.
    SavedFilters,
    /// The name of a filter that is saved.
    SaveFilter,
    /// The import popup.
    Import,
    /// The export popup.
    Export,
    /// The history.
    History,
    /// The matrix.
    Matrix,
    /// Every note.
    Notes,
    /// How far the reading is.
    Progress,
    /// The submissions: their list, and one in full.
    Submissions,
    /// The intake: files, and one in blocks.
    Intake,
    /// The shortlists.
    Shortlists,
    /// A field for a heading or a name.
    Line,
    /// A quotation while words are left out of it.
    Shortening,
    /// A metadatum while it is corrected.
    Correcting,
    /// Every text field, beneath the scope that holds it.
    Field,
}

impl Scope {
    /// All scopes, in the order in which references list them.
    pub const ALL: [Self; 27] = [
        Self::Global,
        Self::Answers,
        Self::Filters,
        Self::Reader,
        Self::Selecting,
        Self::Deciding,
        Self::Picker,
        Self::NoteEditor,
        Self::QueryBar,
        Self::Palette,
        Self::Help,
        Self::Jump,
        Self::SavedFilters,
        Self::SaveFilter,
        Self::Import,
        Self::Export,
        Self::History,
        Self::Matrix,
        Self::Notes,
        Self::Progress,
        Self::Submissions,
        Self::Intake,
        Self::Shortlists,
        Self::Line,
        Self::Shortening,
        Self::Correcting,
        Self::Field,
    ];

    /// Its name, as the table of a keymap file is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Answers => "answers",
            Self::Filters => "filters",
            Self::Reader => "reader",
            Self::Selecting => "selecting",
            Self::Deciding => "deciding",
            Self::Picker => "picker",
            Self::NoteEditor => "note-editor",
            Self::QueryBar => "query-bar",
            Self::Palette => "palette",
            Self::Help => "help",
            Self::Jump => "jump",
            Self::SavedFilters => "saved-filters",
            Self::SaveFilter => "save-filter",
            Self::Import => "import",
            Self::Export => "export",
            Self::History => "history",
            Self::Matrix => "matrix",
            Self::Notes => "notes",
            Self::Progress => "progress",
            Self::Submissions => "submissions",
            Self::Intake => "intake",
            Self::Shortlists => "shortlists",
            Self::Line => "line",
            Self::Shortening => "shortening",
            Self::Correcting => "correcting",
            Self::Field => "field",
        }
    }

    /// Its name for people, in the help and in messages.
    pub fn title(self) -> &'static str {
        match self {
            Self::Global => "everywhere",
            Self::Answers => "answers list",
            Self::Filters => "filter pane",
            Self::Reader => "reader",
            Self::Selecting => "while selecting a passage",
            Self::Deciding => "while deciding on a theme",
            Self::Picker => "picker",
            Self::NoteEditor => "note editor",
            Self::QueryBar => "query bar",
            Self::Palette => "command palette",
            Self::Help => "help",
            Self::Jump => "jump",
            Self::SavedFilters => "saved filters",
            Self::SaveFilter => "name of a filter",
            Self::Import => "import",
            Self::Export => "export",
            Self::History => "history",
            Self::Matrix => "matrix",
            Self::Notes => "notes",
            Self::Progress => "progress",
            Self::Submissions => "submissions",
            Self::Intake => "intake",
            Self::Shortlists => "shortlists",
            Self::Line => "field for a heading or a name",
            Self::Shortening => "while shortening a quotation",
            Self::Correcting => "while correcting",
            Self::Field => "text fields",
        }
    }

    /// The scope with this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }

    /// Whether it is that of a popup or a text field, whose actions mean nothing elsewhere.
    pub fn is_of_popup(self) -> bool {
        !self.shows_global() || self == Self::Help
    }

    /// Whether global keys hold beneath this scope: in panes, while selecting and in the help, but not where
    /// letters are typed.
    pub fn shows_global(self) -> bool {
        matches!(
            self,
            Self::Global
                | Self::Answers
                | Self::Filters
                | Self::Reader
                | Self::Selecting
                | Self::Deciding
                | Self::Help
                | Self::History
                | Self::Matrix
                | Self::Notes
                | Self::Progress
                | Self::Submissions
                | Self::Intake
                | Self::Shortlists
        )
    }
}
