//! What the screen asks of the workspace, and what comes back.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use roaring::RoaringBitmap;

use super::directory::Directory;
use super::export::manner::Manner;
use super::export::preview::Sample;
use super::export::subject::{Subject, With};
use super::import::{Course, ImportOrder, Imported};
use super::latest::Message;
use super::listing::Listing;
use super::pane::offers::{Offering, Typed};
use super::paths::{Begun, Names};
use super::resume::{Left, Resumed};
use super::screen::codebook::ask as codebook;
use super::screen::intake::ask as intake;
use super::screen::matrix::ask as matrix;
use super::screen::progress::ask as progress;
use super::screen::shortlists::listed::Listed;
use super::screen::submissions::ask::{Ask, AskKind, Told};
use super::seek::{Seek, Sought};
use crate::model::call::Call;
use crate::model::codebook::{Codebook, TakenIn};
use crate::model::edit::Edit;
use crate::model::finding::About;
use crate::model::id::{AnswerNumber, ListId, OperationId, ThemeId};
use crate::model::matrix::Count;
use crate::model::note::NoteEntry;
use crate::model::operation::{Carried, HistoryEntry, Outcome};
use crate::model::view::{AnswerRow, AnswerView, Facet, Page};
use crate::model::work::{SavedFilter, Shortlist};

/// Names one request, so that late replies can be told from the newest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Ticket(pub u64);

/// One thing to do or to look up.
#[derive(Clone, PartialEq, Debug)]
pub enum Request {
    /// Where one stopped, in terms of this run.
    Resume(Box<Left>),
    /// The codebook, the call, the shortlists and who works here.
    Known,
    /// Which answers match, in the list's order.
    List(String),
    /// How many match, and how many of them are reviewed.
    Counts(String),
    /// Rows of these answers, matching or not.
    Rows(String, Vec<AnswerNumber>),
    /// The filter panes.
    Facets(String),
    /// One answer in full.
    Answer(String, AnswerNumber),
    /// The matching answers that the analyst has still to do.
    Todo(String),
    /// The matching answers to the question of this number (`None`: unplaced) in a list, and whether to go on or back.
    Same(String, Option<String>, Arc<Listing>, bool),
    /// The next answer of a list in which something is found.
    Seek(Box<Seek>),
    /// How many texts carry each theme.
    ThemeCounts,
    /// Makes this the current shortlist.
    ChooseList(ListId),
    /// Makes the finding of a theme or question the current list; there may be none yet.
    OpenFinding(About),
    /// How many answers each of these queries has.
    CountEach(Vec<String>),
    /// How many answers each saved query has, or why it cannot be run.
    CountSaved(Vec<String>),
    /// Every submitter, and how many answers each question has.
    Directory,
    /// The newest actions, or every one.
    History {
        /// Every one.
        all: bool,
    },
    /// What one action carried.
    Carried(OperationId),
    /// Every note.
    Notes,
    /// What the matrix shows.
    Matrix(matrix::Ask),
    /// What the screen of the codebook shows.
    Codebook(codebook::Ask),
    /// What the screen of progress shows.
    Progress(progress::Ask),
    /// What the screen of submissions shows.
    Submissions(Ask),
    /// What the screen of the intake shows.
    Intake(intake::Ask),
    /// The items of a shortlist.
    Items(ListId),
    /// One change.
    Edit(Edit),
    /// Ways to go on with a query that is being typed, at a place in it.
    Offers(Typed),
    /// The names that a path could go on with.
    Paths(Begun),
    /// Brings in files, or says what would come in.
    Import(ImportOrder),
    /// Takes themes in from a file, or says what that would do.
    TakeIn {
        /// The file.
        path: PathBuf,
        /// Whether it is only to be told.
        trial: bool,
    },
    /// The first lines of what an export would write.
    Preview(Box<Sample>),
    /// Writes a file of what is shown.
    Export(ExportOrder),
}

/// What an export writes, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExportOrder {
    /// The answers, as a query.
    pub query: String,
    /// What of them is written, or what else.
    pub subject: Subject,
    /// What goes along with each quotation.
    pub with: With,
    /// In which manner it leaves.
    pub manner: Manner,
    /// The file; its ending says the format.
    pub path: std::path::PathBuf,
    /// Whether a file that is there is replaced.
    pub replace: bool,
    /// How far it is.
    pub course: Course,
}

/// Requests of one kind: a newer one makes the waiting one needless.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// See [`Request::Resume`].
    Resume,
    /// See [`Request::Known`].
    Known,
    /// See [`Request::List`].
    List,
    /// See [`Request::Counts`].
    Counts,
    /// See [`Request::Rows`].
    Rows,
    /// See [`Request::Facets`].
    Facets,
    /// See [`Request::Answer`].
    Answer,
    /// See [`Request::Todo`].
    Todo,
    /// See [`Request::Same`].
    Same,
    /// See [`Request::Seek`].
    Seek,
    /// See [`Request::ThemeCounts`].
    ThemeCounts,
    /// See [`Request::CountEach`].
    CountEach,
    /// See [`Request::CountSaved`].
    CountSaved,
    /// See [`Request::Directory`].
    Directory,
    /// See [`Request::History`].
    History,
    /// See [`Request::Notes`].
    Notes,
    /// See [`Request::Carried`].
    Carried,
    /// See [`Request::Offers`].
    Offers,
    /// See [`Request::Paths`].
    Paths,
    /// See [`Request::Preview`].
    Preview,
    /// See [`Request::Matrix`].
    Matrix(matrix::AskKind),
    /// See [`Request::Codebook`].
    Codebook(codebook::AskKind),
    /// See [`Request::Progress`].
    Progress,
    /// See [`Request::Submissions`].
    Submissions(AskKind),
    /// See [`Request::Intake`].
    Intake(intake::AskKind),
    /// See [`Request::Items`].
    Items,
}

impl Request {
    /// The query that it is about.
    pub fn query(&self) -> Option<&str> {
        match self {
            Self::List(query)
            | Self::Counts(query)
            | Self::Rows(query, _)
            | Self::Facets(query)
            | Self::Answer(query, _)
            | Self::Todo(query)
            | Self::Same(query, ..) => Some(query),
            Self::Seek(seek) => Some(&seek.query),
            Self::Preview(sample) => Some(&sample.query),
            Self::Export(order) => Some(&order.query),
            Self::Matrix(ask) => Some(ask.query()),
            Self::Progress(ask) => Some(&ask.query),
            Self::Submissions(ask) => ask.query(),
            Self::Resume(_)
            | Self::Known
            | Self::ThemeCounts
            | Self::Codebook(_)
            | Self::ChooseList(_)
            | Self::OpenFinding(_)
            | Self::Intake(_)
            | Self::CountEach(_)
            | Self::CountSaved(_)
            | Self::Directory
            | Self::Items(_)
            | Self::History { .. }
            | Self::Carried(_)
            | Self::Notes
            | Self::Offers(_)
            | Self::Paths(_)
            | Self::Import(_)
            | Self::TakeIn { .. }
            | Self::Edit(_) => None,
        }
    }

    /// Its kind; `None` for what must be done however much comes after it.
    pub fn kind(&self) -> Option<Kind> {
        Some(match self {
            Self::Resume(_) => Kind::Resume,
            Self::Known => Kind::Known,
            Self::Seek(_) => Kind::Seek,
            Self::ThemeCounts => Kind::ThemeCounts,
            Self::List(_) => Kind::List,
            Self::Counts(_) => Kind::Counts,
            Self::Rows(..) => Kind::Rows,
            Self::Facets(_) => Kind::Facets,
            Self::Answer(..) => Kind::Answer,
            Self::Todo(_) => Kind::Todo,
            Self::Same(..) => Kind::Same,
            Self::CountEach(_) => Kind::CountEach,
            Self::CountSaved(_) => Kind::CountSaved,
            Self::Directory => Kind::Directory,
            Self::History { .. } => Kind::History,
            Self::Carried(_) => Kind::Carried,
            Self::Notes => Kind::Notes,
            Self::Matrix(ask) => Kind::Matrix(ask.kind()),
            Self::Codebook(ask) => Kind::Codebook(ask.kind()),
            Self::Progress(_) => Kind::Progress,
            Self::Submissions(ask) => Kind::Submissions(ask.kind()),
            Self::Intake(ask) => Kind::Intake(ask.kind()),
            Self::Offers(_) => Kind::Offers,
            Self::Paths(_) => Kind::Paths,
            Self::Preview(_) => Kind::Preview,
            Self::Items(_) => Kind::Items,
            Self::Edit(_)
            | Self::TakeIn { .. }
            | Self::Import(_)
            | Self::Export(_)
            | Self::ChooseList(_)
            | Self::OpenFinding(_) => {
                return None;
            }
        })
    }
}

impl Request {
    /// The lower, the sooner it is done: first what the hand waits for, then the counts beside it, then the rest.
    fn rank(&self) -> u8 {
        match self {
            Self::Counts(_)
            | Self::CountEach(_)
            | Self::CountSaved(_)
            | Self::Seek(_)
            | Self::Todo(_)
            | Self::Codebook(codebook::Ask::Counts)
            | Self::Matrix(matrix::Ask::Counts(..)) => 1,
            Self::Facets(_)
            | Self::Preview(_)
            | Self::ThemeCounts
            | Self::Directory
            | Self::Submissions(Ask::Totals(_)) => 2,
            _ => 0,
        }
    }

    /// Whether it may take so long that nothing else should wait for it, whatever stands in the workspace.
    pub(super) fn is_long(&self) -> bool {
        match self {
            Self::Export(_) => true,
            // The workspace as it stood is a copy that is made first.
            Self::Preview(sample) => sample.manner.as_of.is_some(),
            Self::Import(order) => order.trial,
            Self::History { all } => *all,
            Self::Matrix(matrix::Ask::Counts(_, ask)) => ask.count == Count::Passages,
            _ => false,
        }
    }
}

impl Message for (Ticket, Request) {
    fn replaces(&self, older: &Self) -> bool {
        let kind = self.1.kind();
        kind.is_some() && older.1.kind() == kind
    }

    fn rank(&self) -> u8 {
        self.1.rank()
    }

    fn is_reading(&self) -> bool {
        self.1.kind().is_some()
    }
}

/// What the panes need to know of the whole workspace.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Known {
    /// The themes.
    pub codebook: Codebook,
    /// The questionnaire.
    pub call: Call,
    /// The shortlists, the current one first.
    pub shortlists: Vec<Shortlist>,
    /// The saved filters, by name.
    pub filters: Vec<SavedFilter>,
    /// The present analyst.
    pub analyst: String,
}

/// What has been done, newest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Past {
    /// The actions, each with its time where the screen stands.
    pub entries: Vec<(HistoryEntry, DateTime)>,
    /// How many there are in all; more than `entries` when only the newest were asked for.
    pub total: usize,
    /// Today, where the screen stands.
    pub today: Date,
}

/// A mistake in a query: where, what, and the nearest right word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// First code point of the wrong word.
    pub start: usize,
    /// One after its last.
    pub end: usize,
    /// What is wrong, in words.
    pub message: String,
    /// What should perhaps stand there.
    pub offer: Option<String>,
}

impl Mistake {
    /// The query with what is offered in the place of the wrong word, and where that ends; `None` without an offer.
    pub fn mended(&self, query: &str) -> Option<(String, usize)> {
        let offer = self.offer.as_ref()?;
        let text: Vec<char> = query.chars().collect();
        let start = self.start.min(text.len());
        let end = self.end.clamp(start, text.len());
        let mended = text[..start].iter().copied().chain(offer.chars()).chain(text[end..].iter().copied());
        Some((mended.collect(), start + offer.chars().count()))
    }
}

/// Something that did not work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// One line: what and where.
    pub line: String,
    /// What to do about it, and what lies behind it.
    pub more: Vec<String>,
}

/// What comes back.
#[derive(Clone, PartialEq, Debug)]
pub enum Reply {
    /// To [`Request::Resume`].
    Resumed(Box<Resumed>),
    /// To [`Request::Known`].
    Known(Box<Known>),
    /// To [`Request::List`]: the query that was run, and its answers.
    List(String, Arc<Listing>),
    /// To [`Request::Counts`]; its rows are empty.
    Counts(Page),
    /// To [`Request::Rows`]: each row and whether it still matches.
    Rows(Vec<(AnswerRow, bool)>),
    /// To [`Request::Facets`].
    Facets(Vec<Facet>),
    /// To [`Request::Answer`].
    Answer(Box<AnswerView>),
    /// To [`Request::Todo`].
    Todo(RoaringBitmap),
    /// To [`Request::Same`]: the list, their places in it, and whether to go on or back.
    Same(Arc<Listing>, RoaringBitmap, bool),
    /// To [`Request::Seek`].
    Sought(Sought),
    /// To [`Request::ThemeCounts`].
    ThemeCounts(HashMap<ThemeId, usize>),
    /// Done, and nothing to show.
    Done,
    /// To [`Request::CountEach`].
    CountEach(Vec<usize>),
    /// To [`Request::CountSaved`]: a figure, or what is wrong with the query.
    CountSaved(Vec<Result<usize, String>>),
    /// To [`Request::Directory`].
    Directory(Arc<Directory>),
    /// To [`Request::History`].
    History(Past),
    /// To [`Request::Notes`].
    Notes(Vec<(NoteEntry, DateTime)>),
    /// To [`Request::Carried`].
    Carried(Box<Carried>),
    /// To [`Request::Matrix`].
    Matrix(matrix::Told),
    /// To [`Request::Codebook`].
    Codebook(codebook::Told),
    /// To [`Request::Progress`].
    Progress(Box<progress::Told>),
    /// To [`Request::Submissions`].
    Submissions(Told),
    /// To [`Request::Intake`].
    Intake(intake::Told),
    /// To [`Request::Items`].
    Items(Box<Listed>),
    /// To [`Request::Edit`].
    Edited(Outcome),
    /// To [`Request::OpenFinding`]: its list, and what was done where there was none.
    Opened(ListId, Outcome),
    /// To [`Request::Offers`]: each with the value of the field that it stands for.
    Offers(Typed, Vec<Offering>),
    /// To [`Request::TakeIn`], when it is only to be told.
    WouldTakeIn(Box<TakenIn>),
    /// To [`Request::Paths`].
    Paths(Begun, Names),
    /// To [`Request::Preview`].
    Preview(Box<Sample>, Vec<String>),
    /// To [`Request::Import`].
    Imported(Box<Imported>),
    /// To [`Request::Export`]: what was written, in one line.
    Exported(String),
    /// The query cannot be run.
    Mistake(Mistake),
    /// It did not work.
    Failed(Trouble),
    /// The file of an export is there already.
    FileExists(Box<ExportOrder>),
}
