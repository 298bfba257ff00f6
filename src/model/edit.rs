//! What can be asked of a workspace: one closed list, the same for the screen and the command line.

use super::answers::Answers;
use super::call::Call;
use super::codebook::Incoming;
use super::coded::Codings;
use super::draft::Field;
use super::finding::{About, State};
use super::id::{AnswerNumber, ExampleId, ItemId, ListId, NoteId, OperationId, TagId, ThemeId};
use super::placing::{Moved, Placing};
use super::span::Span;
use super::work::{NoteTarget, Stance, Status, Target};

/// A theme to tag with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ThemeChoice {
    /// One of the codebook.
    Existing(ThemeId),
    /// One to be made, by its path ("Infrastructure / Submarine cables").
    New(String),
}

/// What of a theme becomes another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ThemeChange {
    /// Its name, unique among its siblings, case folded.
    Rename(String),
    /// Its place in the tree.
    Move {
        /// The theme above it from now on; `None` is the top.
        parent: Option<ThemeId>,
        /// The sibling that follows it; `None` puts it last.
        before: Option<ThemeId>,
    },
    /// What it means.
    Describe {
        /// What it means.
        definition: String,
        /// When to use it.
        use_when: String,
        /// When not to use it.
        not_when: String,
    },
    /// Its name in table heads, at most 14 characters.
    ShortName(String),
    /// Its colour, 1 to 12.
    Recolour(u8),
    /// The letter that tags with it, or none.
    Letter(Option<char>),
    /// The words that suggest it.
    Terms(Vec<String>),
    /// Several of these, as one change.
    Several(Vec<ThemeChange>),
}

/// One change. Each is one operation and one undo.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// Makes the call another one.
    SetCall(Box<Call>),
    /// Tags the target with themes.
    Tag {
        /// Answers or a passage.
        target: Target,
        /// One or several.
        themes: Vec<ThemeChoice>,
        /// For, against, mixed, or nothing said.
        stance: Option<Stance>,
    },
    /// Tags the target with themes, and says that the present analyst has reviewed the answers.
    TagReviewed {
        /// Answers or a passage.
        target: Target,
        /// One or several.
        themes: Vec<ThemeChoice>,
        /// For, against, mixed, or nothing said.
        stance: Option<Stance>,
        /// The answers that are reviewed.
        answers: Answers,
    },
    /// Takes the present analyst's tags of these themes off the target; off a whole answer, those on its passages too.
    Untag {
        /// Answers or a passage.
        target: Target,
        /// The themes; empty means all.
        themes: Vec<ThemeId>,
    },
    /// Puts one tag on another theme; its passage, stance and analyst stay.
    Retag {
        /// The theme that it is of.
        theme: ThemeId,
        /// Which tag.
        tag: TagId,
        /// The theme that it is of from now on.
        into: ThemeChoice,
    },
    /// Makes a passage of an answer longer or shorter: the present analyst's tags and notes on it are on the other
    /// stretch from then on.
    Reshape {
        /// Which answer.
        answer: AnswerNumber,
        /// The passage, in code points of its text.
        from: Span,
        /// What it is from now on.
        to: Span,
    },
    /// Says that a theme is not in these texts, though its search terms may be; their tags stay as they are.
    Decline {
        /// Answers and unplaced texts.
        answers: Answers,
        /// The theme.
        theme: ThemeId,
    },
    /// Says or takes off a stance of tags.
    SetStance {
        /// Which tags.
        tags: Vec<TagId>,
        /// For, against, mixed, or nothing said.
        stance: Option<Stance>,
    },
    /// Sets the present analyst's status.
    SetStatus {
        /// Answers and unplaced texts.
        answers: Answers,
        /// The new state.
        status: Status,
    },
    /// Marks a passage as not to leave the workspace: it reads “[…]” in every export.
    Withhold {
        /// Which answer.
        answer: AnswerNumber,
        /// The passage, in code points of its text.
        span: Span,
    },
    /// Lets what is withheld in a passage leave again.
    LiftWithheld {
        /// Which answer.
        answer: AnswerNumber,
        /// The passage, in code points of its text.
        span: Span,
    },
    /// Writes a note.
    AddNote {
        /// What it is on.
        on: NoteTarget,
        /// What it says; not empty.
        text: String,
    },
    /// Rewrites a note; an empty text removes it.
    EditNote {
        /// Which.
        note: NoteId,
        /// What it says from now on.
        text: String,
    },
    /// Attaches a translation to an answer or unplaced text, in the place of one that was attached; an empty text
    /// removes it.
    Translate {
        /// Which.
        answer: AnswerNumber,
        /// What it says.
        text: String,
        /// The language of the translation: a code or a name.
        language: Option<String>,
        /// The name of the file that it was read from.
        file: Option<String>,
    },
    /// Adds a theme by its path; missing themes above it are made.
    AddTheme {
        /// "Infrastructure / Submarine cables".
        path: String,
    },
    /// Changes a theme.
    ChangeTheme {
        /// Which.
        theme: ThemeId,
        /// What of it.
        change: ThemeChange,
    },
    /// Merges themes into another: their tags, late ones too, are shown and counted there.
    MergeThemes {
        /// Which.
        themes: Vec<ThemeId>,
        /// The one that stays.
        into: ThemeId,
    },
    /// Gives tags of a theme, whoever made them, to another theme.
    SplitTheme {
        /// The theme that they are shown under.
        theme: ThemeId,
        /// The theme that they go to.
        into: ThemeChoice,
        /// Which tags.
        tags: Vec<TagId>,
    },
    /// Offers a theme no more for tagging; its tags stay.
    RetireTheme {
        /// Which.
        theme: ThemeId,
    },
    /// Offers a theme again that was retired.
    UnretireTheme {
        /// Which.
        theme: ThemeId,
    },
    /// Takes themes in from a file: adds and changes, and never removes.
    TakeInThemes {
        /// In tree order.
        themes: Vec<Incoming>,
    },
    /// Takes tags and notes of another program in, with the themes that they need.
    TakeInCodings(Box<Codings>),
    /// Picks a passage as an example of a theme.
    PickExample {
        /// The theme.
        theme: ThemeId,
        /// The answer or unplaced text.
        answer: AnswerNumber,
        /// The passage, in code points of its text.
        span: Span,
    },
    /// Takes an example off its theme.
    DropExample {
        /// Which.
        example: ExampleId,
    },
    /// Makes a shortlist.
    AddList {
        /// Its name, unique, case folded.
        name: String,
    },
    /// Adds quotations to the end of a shortlist, in the order given; those already there stay as they are.
    AddItems {
        /// The list; `None` is the present one, made when there is none.
        list: Option<ListId>,
        /// Answers or a passage.
        target: Target,
    },
    /// Adds a heading or comment to a shortlist.
    AddText {
        /// The list.
        list: ListId,
        /// Heading or comment.
        kind: super::work::ItemKind,
        /// What it says.
        text: String,
        /// The item that follows it; `None` puts it at the end.
        before: Option<ItemId>,
    },
    /// Rewrites a heading or comment of a shortlist; an empty text takes it out.
    RewordItem {
        /// Which.
        item: ItemId,
        /// What it says from now on.
        text: String,
    },
    /// Leaves stretches out of a quotation; none brings all of its words back.
    Shorten {
        /// Which.
        item: ItemId,
        /// What is left out, in code points of the quotation.
        cuts: Vec<Span>,
    },
    /// Takes items out of their shortlist, quotations, headings and comments.
    TakeOut {
        /// Which.
        items: Vec<ItemId>,
    },
    /// Gives a shortlist another name.
    RenameList {
        /// Which.
        list: ListId,
        /// Its name from now on, unique, case folded.
        name: String,
    },
    /// Removes a shortlist with all that is on it.
    RemoveList {
        /// Which.
        list: ListId,
    },
    /// Makes the finding of a theme or question, without a text yet, and the current list.
    MakeFinding {
        /// What it is about.
        about: About,
    },
    /// Says what is found; makes the finding where there is none. An empty text takes the text off. Another text than the
    /// one that was agreed is a draft.
    WriteFinding {
        /// What it is about.
        about: About,
        /// What it says from now on.
        text: String,
    },
    /// Says that the text of a finding is agreed, or a draft again.
    SettleFinding {
        /// What it is about.
        about: About,
        /// Draft or agreed.
        state: State,
    },
    /// Takes quotations off a shortlist.
    RemoveItems {
        /// The list; `None` is the present one.
        list: Option<ListId>,
        /// Answers (with all their passages) or a passage.
        target: Target,
    },
    /// Moves an item before another, or to the end.
    MoveItem {
        /// Which.
        item: ItemId,
        /// The one that follows it from now on.
        before: Option<ItemId>,
    },
    /// Corrects metadata of submissions; `None` brings back what the source says, an empty value says that nothing is
    /// known. Types, countries, regions and languages have to be known ones, unless the value begins with `=`.
    SetMetadata {
        /// References or ids.
        submissions: Vec<String>,
        /// Which field.
        field: Field,
        /// The corrected value.
        value: Option<String>,
    },
    /// Joins submissions: they are one from then on.
    Join {
        /// References or ids, two or more.
        submissions: Vec<String>,
    },
    /// Puts text under a question, under none, or with the text before it; the text itself stays as it came.
    Place {
        /// Which text.
        text: Moved,
        /// Where it stands from now on.
        to: Placing,
    },
    /// Saves a query under a name; a name that is there stands for the new query from then on.
    SaveFilter {
        /// Its name, unique, case folded.
        name: String,
        /// A query without a mistake.
        query: String,
    },
    /// Removes a saved filter.
    RemoveFilter {
        /// Its name.
        name: String,
    },
    /// Takes an operation back; `None` is the present analyst's newest.
    Undo(Option<OperationId>),
    /// Brings an operation back; `None` is the newest taken back.
    Redo(Option<OperationId>),
}
