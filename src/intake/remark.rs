//! What a reader of documents left out, said in one way.

use crate::model::diagnostic::{Diagnostic, Severity};

/// So many things were left out, or read in another way; `None` where there were none.
pub(super) fn remark(count: usize, one: &str, many: &str, rest: &str) -> Option<Diagnostic> {
    let what = if count == 1 { format!("1 {one}") } else { format!("{count} {many}") };
    (count > 0).then(|| Diagnostic {
        severity: Severity::Remark,
        place: "the document".to_owned(),
        what: format!("{what} {rest}"),
        hint: String::new(),
    })
}
