//! The closed list of actions.

use super::{ACTIONS, Action};

/// A thing that can be done at the keyboard; its row says the rest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ActionId {
    /// Go to the line above.
    Up,
    /// Go to the line below.
    Down,
    /// Go up by a page.
    PageUp,
    /// Go down by a page.
    PageDown,
    /// Go up by half a page.
    HalfPageUp,
    /// Go down by half a page.
    HalfPageDown,
    /// Go to the beginning.
    Top,
    /// Go to the end.
    End,
    /// Go to a place in the list, by its number or as a share.
    GoToPlace,
    /// Go to the next pane, or to the next field of a popup.
    NextPane,
    /// Go to the previous pane, or to the previous field of a popup.
    PreviousPane,
    /// Give the pane the whole screen, or take that back.
    Zoom,
    /// Show or hide the filter pane.
    FilterPane,
    /// Make the pane wider.
    PaneWider,
    /// Make the pane narrower.
    PaneNarrower,
    /// Make the pane taller.
    PaneTaller,
    /// Make the pane lower.
    PaneLower,
    /// Give the panes their usual sizes.
    PaneUsual,
    /// Open what is under the cursor.
    Open,
    /// Leave the popup, the marks or the pane; the query stays as it is.
    Back,
    /// Go back to the query and the place before.
    PlaceBack,
    /// Go forward again to the query and the place after.
    PlaceForward,
    /// Scroll the text of the reader down from where you are.
    ScrollDown,
    /// Scroll the text of the reader up from where you are.
    ScrollUp,
    /// Go to the next answer to the same question.
    NextSameQuestion,
    /// Go to the previous answer to the same question.
    PreviousSameQuestion,
    /// Go to the next tagged passage.
    NextPassage,
    /// Go to the previous tagged passage.
    PreviousPassage,
    /// Go to the next answer that nothing was said of yet.
    NextTodo,
    /// Go to the previous answer that nothing was said of yet.
    PreviousTodo,
    /// Show the translation beside the text, or the text alone.
    Translation,
    /// Show where the terms of a theme stand without its tag.
    Decide,
    /// The theme is in it.
    DecideYes,
    /// The theme is not in it.
    DecideNo,
    /// Leave it undecided.
    DecideLater,
    /// Type the query that says which answers are shown.
    Query,
    /// Look for words in the answer that is read.
    Find,
    /// Type words that the lines of the list must hold.
    Narrow,
    /// Go to the next match of the find or of the query, on into the next answer.
    NextMatch,
    /// Go to the previous match of the find or of the query, back into the answer before.
    PreviousMatch,
    /// Show the answers with this value, beside the others chosen.
    Include,
    /// Leave out the answers with this value.
    Exclude,
    /// Show only the answers with this value.
    OnlyThis,
    /// Take every choice in this group of filters back.
    ClearFilter,
    /// Open or shut the group of filters.
    Fold,
    /// Go to any submitter, question, theme or saved filter by a part of its name.
    Jump,
    /// Choose a saved filter and show its answers.
    SavedFilters,
    /// Give the query that is shown a name, to come back to it.
    SaveFilter,
    /// Remove the saved filter under the cursor.
    RemoveFilter,
    /// Complete the word under the caret.
    Complete,
    /// Add themes to the passage, the marked answers or the answer under the cursor.
    Tag,
    /// Put a tag on another theme.
    Retag,
    /// Make the tagged passage what is selected.
    Reshape,
    /// Take themes off the passage, the marked answers or the answer under the cursor.
    Untag,
    /// Add the themes of the last tagging again.
    RepeatTag,
    /// Add the theme with this letter, or one of the last five themes (1 to 5).
    QuickTag,
    /// Turn the stance of the tag: for, against, mixed, none.
    Stance,
    /// Choose this one too, or take the choice back.
    ToggleChoice,
    /// Do what the popup is for.
    Accept,
    /// Write a note on the passage or the answer.
    Note,
    /// Write the note in $EDITOR.
    NoteInEditor,
    /// Keep the note and leave; an empty one makes none.
    KeepNote,
    /// Change what a note says.
    Rewrite,
    /// Remove a note.
    RemoveNote,
    /// Attach a translation of the answer, change it or take it off.
    Translate,
    /// Mark as reviewed and go on to the next todo.
    Reviewed,
    /// Mark as one to come back to.
    Flag,
    /// Take the status back to todo.
    Todo,
    /// Add the passage or the answer to the current shortlist.
    ShortlistAdd,
    /// Remove the passage or the answer from the current shortlist.
    ShortlistRemove,
    /// Choose the current shortlist, or make one.
    ShortlistChoose,
    /// Move the item of the shortlist up.
    ItemUp,
    /// Move the item of the shortlist down.
    ItemDown,
    /// Put a heading before the item of the shortlist.
    NewHeading,
    /// Put a comment after the item of the shortlist.
    NewComment,
    /// Change what a heading or a comment of the shortlist says.
    Reword,
    /// Leave words out of a quotation, or bring them back.
    Shorten,
    /// Leave the words in hand out of the quotation, or bring them back.
    LeaveOut,
    /// Go to the shortlist before.
    PreviousList,
    /// Go to the next shortlist.
    NextList,
    /// Give the shortlist another name.
    RenameList,
    /// Remove the shortlist with all that is on it.
    RemoveList,
    /// Make the finding of a theme or question the current list.
    Finding,
    /// Write what is found.
    WriteFinding,
    /// Say that the finding is agreed, or a draft again.
    AgreeFinding,
    /// Withhold what is selected from every export, or let it leave again.
    Withhold,
    /// Add a theme beside the one under the cursor, or under another by a path.
    NewTheme,
    /// Change the names, the description and the search terms of the theme.
    EditTheme,
    /// Merge the theme into another.
    MergeTheme,
    /// Give some of the theme's tags to another theme.
    SplitTheme,
    /// Choose the theme's colour.
    RecolourTheme,
    /// Give the theme the letter of the next key.
    ThemeLetter,
    /// Offer the theme no more for tagging, or offer it again.
    RetireTheme,
    /// Move the theme out of the one above it.
    ThemeOut,
    /// Move the theme under the one before it.
    ThemeIn,
    /// Move the theme up among those beside it.
    ThemeUp,
    /// Move the theme down among those beside it.
    ThemeDown,
    /// Take themes in from a file.
    TakeInThemes,
    /// Make the passage an example of a theme.
    PickExample,
    /// Take the example off the theme.
    DropExample,
    /// Begin to select a passage in the reader.
    Select,
    /// Move the end of the selection back by a character.
    SelectPreviousCharacter,
    /// Move the end of the selection on by a character.
    SelectNextCharacter,
    /// Move the end of the selection up by a line.
    SelectPreviousLine,
    /// Move the end of the selection down by a line.
    SelectNextLine,
    /// Move the end of the selection on by a word.
    SelectNextWord,
    /// Move the end of the selection back by a word.
    SelectPreviousWord,
    /// Move the end of the selection on by a sentence.
    SelectNextSentence,
    /// Move the end of the selection back by a sentence.
    SelectPreviousSentence,
    /// Move the end of the selection on by a paragraph.
    SelectNextParagraph,
    /// Move the end of the selection back by a paragraph.
    SelectPreviousParagraph,
    /// Go on from the other end of the selection.
    SelectOtherEnd,
    /// Leave the selection without doing anything with it.
    SelectLeave,
    /// Mark the answer, or take the mark off, and step on.
    Mark,
    /// Mark from here to where the cursor goes next.
    MarkRange,
    /// Mark every answer that is shown.
    MarkAll,
    /// Choose the order of the list.
    SortList,
    /// Take the last action back.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Take back the action under the cursor, or bring it back.
    UndoThis,
    /// Correct the metadatum under the cursor.
    Correct,
    /// Show the submissions as a grid by questions, or as a list again.
    Coverage,
    /// Show what changed from one version of the submission to the next.
    Versions,
    /// Join the marked submissions, or this one with those of the same submitter.
    Join,
    /// Go to the column, or the pane, at the left.
    Left,
    /// Go to the column, or the pane, at the right.
    Right,
    /// Show numbers, shares of the column or shares of the row.
    Shares,
    /// Count answers, submitters or passages.
    CountWhat,
    /// Choose what stands at the rows and the columns.
    RowsColumns,
    /// Go to the next value of the third dimension.
    NextValue,
    /// Go to the value of the third dimension before.
    PreviousValue,
    /// Sort the rows by the column, by the total, or not.
    SortMatrix,
    /// Tell the progress by the next thing: questions, analysts, types.
    RowsBy,
    /// Choose the next place for the text.
    OtherPlace,
    /// Choose the place before for the text.
    OtherPlaceBack,
    /// Place the text, and all that wait under the same heading.
    PlaceAlike,
    /// Leave the text under no question.
    LeaveUnplaced,
    /// Join the text to the one before it.
    JoinBefore,
    /// Split the text before one of its paragraphs.
    SplitText,
    /// Show the text as it stands in its file.
    Original,
    /// Bring in files or a folder.
    Import,
    /// Take in the tags, notes and themes of another program.
    Codings,
    /// Count the positions of codings in another way.
    CountOtherwise,
    /// Write what is shown to a file.
    Export,
    /// Write the report on what is shown.
    Report,
    /// Copy the passage or the answer.
    Copy,
    /// Copy the passage or the answer with its citation.
    CopyCited,
    /// Go to the review screen.
    ScreenReview,
    /// Go to the matrix: counts by two things at once.
    ScreenMatrix,
    /// Go to the codebook: the tree of themes.
    ScreenCodebook,
    /// Go to the submissions: metadata, the document in order, provenance.
    ScreenSubmissions,
    /// Go to the intake: what the last import did, and what waits to be decided.
    ScreenIntake,
    /// Go to the notes.
    ScreenNotes,
    /// Go to the shortlists: the current one as it will read.
    ScreenShortlists,
    /// Go to the progress: who has reviewed what, and when it will be done.
    ScreenProgress,
    /// Go to the history: every action, the newest first.
    History,
    /// Find any action by its name and do it.
    Palette,
    /// Show the keys and the signs of where you are.
    Help,
    /// Show the first look again.
    Tour,
    /// Leave the program; everything is saved.
    Quit,
    /// Put the program to sleep and go to the shell.
    Suspend,
    /// Draw the whole screen again.
    Redraw,
    /// Begin a number that the next key takes.
    Number,
    /// Go back by a word in what is typed.
    WordLeft,
    /// Go on by a word in what is typed.
    WordRight,
    /// Delete the word before the caret.
    DeleteWordBack,
    /// Delete the word after the caret.
    DeleteWordOn,
    /// Add the theme with this letter, mark as reviewed and go on to the next todo.
    TagReviewed,
    /// Begin to select a passage at the last sentence in sight.
    SelectLast,
    /// Select the sentence after the selection instead.
    SelectSentenceAfter,
    /// Select the sentence before the selection instead.
    SelectSentenceBefore,
}

impl ActionId {
    /// How many there are.
    pub const COUNT: usize = Self::SelectSentenceBefore as usize + 1;

    /// Its row in the table.
    pub fn row(self) -> &'static Action {
        &ACTIONS[self as usize]
    }
}
