//! The arguments of what counts.

use clap::Args;

use super::Print;
use crate::model::matrix::{Count, Dimension};
use crate::model::progress::By;

/// `matrix`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur matrix --rows theme --columns type --count submitters\n  \
                        rapporteur matrix --rows region --columns 'attr:\"Organisation size\"' 'IPv6' --format csv")]
pub struct Matrix {
    /// What stands at the rows: theme, question, section, type, region, country, language, status, analyst, month or
    /// attr:"header".
    #[arg(long, value_name = "F")]
    pub rows: Dimension,
    /// What stands at the columns: the same words.
    #[arg(long, value_name = "F")]
    pub columns: Dimension,
    /// Which answers; all of them without it.
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// What is counted, each once: answers, submitters or passages.
    #[arg(long, value_name = "WHAT", default_value = "answers", hide_default_value = true)]
    pub count: Count,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}

/// `progress`
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  rapporteur progress\n  rapporteur progress q:8..11 --by analyst\n  \
                        rapporteur progress type:government --format csv")]
pub struct Progress {
    /// Which answers; all of them without it.
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// What stands at the rows: question, section, analyst, type, language or region.
    #[arg(long, value_name = "F", default_value = "question", hide_default_value = true)]
    pub by: By,
    /// How to print.
    #[command(flatten)]
    pub print: Print,
}
