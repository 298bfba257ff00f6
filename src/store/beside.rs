//! Names for files that are written beside a workspace.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

/// The path with more at its end: "review.db-wal".
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A name beside a file that is free: "review.before-repair-20250131-104200.db".
pub(crate) fn beside(path: &Path, why: &str) -> PathBuf {
    let now = Timestamp::now().strftime("%Y%m%d-%H%M%S").to_string();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    let name = |n: u32| {
        let more = if n == 0 { String::new() } else { format!("-{n}") };
        path.with_file_name(format!("{stem}.{why}-{now}{more}{ending}"))
    };
    (0..1000).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}
