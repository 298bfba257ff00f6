//! Plain values: what the program talks about, without knowing how it is stored, read or shown.
//!
//! Nothing here does input or output. Start with [`call`] (the questionnaire), [`submission`]
//! (what was sent), [`codebook`] and [`work`] (what analysts add), [`operation`] (how a change
//! is recorded) and [`edit`] (how a change is asked for).

pub mod answers;
pub mod as_of;
pub mod astray;
pub mod call;
pub mod checkup;
pub mod codebook;
pub mod coded;
pub mod coverage;
pub mod diagnostic;
pub mod draft;
pub mod edit;
pub mod finding;
pub mod id;
pub mod import;
pub mod incoming;
pub mod joining;
pub mod mapping;
pub mod mask;
pub mod matrix;
pub mod nearest;
pub mod note;
pub mod operation;
pub mod placing;
pub mod plural;
pub mod progress;
pub mod quoted;
pub mod report;
pub mod sent;
pub mod span;
pub mod submission;
pub mod theme_use;
pub mod version;
pub mod view;
pub mod work;
