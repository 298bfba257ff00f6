//! Settings, what is remembered between runs, and what the program is told by its surroundings and by TOML files:
//! calls, starter codebooks and templates of reports.

pub mod call_file;
pub mod map_file;
pub mod remembered;
pub mod report_file;
pub mod sample;
pub mod settings;
pub mod surroundings;
pub mod theme_file;
pub mod toml_file;
