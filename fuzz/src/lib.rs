//! What each target does with the bytes that it is given: read them, and say nothing but by a panic.

use rapporteur::config::remembered::Remembered;
use rapporteur::config::settings::Settings;
use rapporteur::config::{call_file, theme_file};
use rapporteur::keymap::Keymap;
use rapporteur::text;
use rapporteur::{intake, query};

#[cfg(feature = "libfuzzer")]
pub use libfuzzer_sys;

/// Makes the entry of a target: libFuzzer's, or a program that reads the files it is given.
#[macro_export]
macro_rules! target {
    ($read:path) => {
        #[cfg(feature = "libfuzzer")]
        $crate::libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $read(bytes));

        #[cfg(not(feature = "libfuzzer"))]
        fn main() -> std::io::Result<()> {
            for path in std::env::args_os().skip(1) {
                $read(&std::fs::read(path)?);
            }
            Ok(())
        }
    };
}

fn as_text(bytes: &[u8], read: impl FnOnce(&str)) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        read(text);
    }
}

/// A query.
pub fn query(bytes: &[u8]) {
    as_text(bytes, |text| drop(query::parse(text)));
}

/// A keymap file.
pub fn keymap(bytes: &[u8]) {
    as_text(bytes, |text| drop(Keymap::load(text, "keys.toml").map_err(|error| error.to_string())));
}

/// A call.
pub fn call(bytes: &[u8]) {
    as_text(bytes, |text| drop(call_file::parse(text, "call.toml").map_err(|error| error.to_string())));
}

/// A codebook.
pub fn themes(bytes: &[u8]) {
    as_text(bytes, |text| drop(theme_file::parse(text, "themes.toml").map_err(|error| error.to_string())));
}

/// A settings file.
pub fn config(bytes: &[u8]) {
    as_text(bytes, |text| drop(Settings::parse(text, "config.toml").map_err(|error| error.to_string())));
}

/// A table.
pub fn csv(bytes: &[u8]) {
    drop(intake::read(bytes, "form.csv"));
}

/// A document.
pub fn markdown(bytes: &[u8]) {
    drop(intake::read(bytes, "letter.md"));
}

/// Cleaning for display: what comes out is left as it is by a second time.
pub fn clean(bytes: &[u8]) {
    as_text(bytes, |text| {
        let once = text::clean::block(text).into_owned();
        assert_eq!(text::clean::block(&once), once);
    });
}

/// What is remembered from one start to the next.
pub fn remembered(bytes: &[u8]) {
    let Ok(folder) = tempfile::tempdir() else { return };
    if std::fs::write(folder.path().join("remembered.json"), bytes).is_ok() {
        drop(Remembered::read(folder.path()));
    }
}
