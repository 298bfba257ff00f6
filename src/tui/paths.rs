//! Paths as people type them: `~` is the home folder, quotation marks and a backslash before a blank are the
//! shell's, and the last part may be half typed.

use std::fs;
use std::path::{MAIN_SEPARATOR, Path, PathBuf, is_separator};

/// So many names are shown and gone through; the others are counted.
const MOST: usize = 500;

/// What is looked for to complete a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Begun {
    /// The folder.
    pub folder: PathBuf,
    /// How the names begin, upper and lower case alike.
    pub begins: String,
}

/// A file or folder that a path could go on with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// What it is called.
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
}

/// The names of a folder that begin as was asked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Names {
    /// The first of them, by name, folders among files.
    pub names: Vec<Name>,
    /// How many there are.
    pub total: usize,
    /// Whether the folder could be read.
    pub is_there: bool,
}

/// The path that a text means; `None` when it is empty.
pub fn meant(typed: &str, home: Option<&Path>) -> Option<PathBuf> {
    let plain = plain(typed.trim());
    (!plain.is_empty()).then(|| at_home(&plain, home))
}

/// What completes a text.
pub fn begun(typed: &str, home: Option<&Path>) -> Begun {
    let plain = plain(typed.trim_start());
    let (folder, begins) = parted(&plain);
    let folder = if folder.is_empty() { PathBuf::from(".") } else { at_home(folder, home) };
    Begun { folder, begins: begins.to_owned() }
}

/// The text with its last part replaced by a name.
pub fn with(typed: &str, name: &Name) -> String {
    let plain = plain(typed.trim_start());
    let mut text = format!("{}{}", parted(&plain).0, name.name);
    if name.is_folder {
        text.push(MAIN_SEPARATOR);
    }
    text
}

/// The beginning that all these names share, when it is longer than what is typed of them.
pub fn shared(typed: &str, names: &Names) -> Option<String> {
    let plain = plain(typed.trim_start());
    let (folder, begins) = parted(&plain);
    let (first, others) = names.names.split_first()?;
    if others.is_empty() || names.total > names.names.len() {
        return None;
    }
    let same = |count: usize| {
        let head: Vec<char> = first.name.chars().take(count).collect();
        others.iter().all(|other| other.name.chars().take(count).eq(head.iter().copied()))
    };
    let longest = (1..=first.name.chars().count()).take_while(|count| same(*count)).last()?;
    let head: String = first.name.chars().take(longest).collect();
    (longest > begins.chars().count()).then(|| format!("{folder}{head}"))
}

/// Looks the names up. Hidden ones are told only when their dot is typed.
pub fn names(begun: &Begun) -> Names {
    let Ok(entries) = fs::read_dir(&begun.folder) else { return Names::default() };
    let begins = begun.begins.to_lowercase();
    let fits = |name: &String| {
        name.to_lowercase().starts_with(&begins) && (begins.starts_with('.') || !name.starts_with('.'))
    };
    let mut found: Vec<(String, fs::DirEntry)> = entries
        .flatten()
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry)))
        .filter(|(name, _)| fits(name))
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let total = found.len();
    // Only of those that are shown it is asked what they are: that takes a look at the disk each.
    let shown = found.into_iter().take(MOST);
    let names = shown.map(|(name, entry)| Name { name, is_folder: entry.path().is_dir() }).collect();
    Names { names, total, is_there: true }
}

/// The text without quotation marks around it, which may not be closed yet, and without the shell's backslashes
/// before blanks.
fn plain(typed: &str) -> String {
    let quote = typed.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        let inside = &typed[1..];
        return inside.strip_suffix(quote).unwrap_or(inside).to_owned();
    }
    if cfg!(windows) { typed.to_owned() } else { typed.replace("\\ ", " ") }
}

/// The text up to its last separator, with it, and the rest; `~` alone is the home folder.
fn parted(plain: &str) -> (&str, &str) {
    if plain == "~" {
        return ("~/", "");
    }
    plain.split_at(plain.rfind(is_separator).map_or(0, |at| at + 1))
}

fn at_home(plain: &str, home: Option<&Path>) -> PathBuf {
    let inside = plain.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(is_separator));
    match (inside, home) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches(is_separator)),
        _ => PathBuf::from(plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn home_quotes_and_blanks_are_understood() {
        let home = Path::new("/home/amina");
        let path = |typed: &str| meant(typed, Some(home)).map(|p| p.to_string_lossy().into_owned());
        for (typed, expected) in [
            ("papers", Some("papers")),
            ("  papers/a.md ", Some("papers/a.md")),
            ("'my papers/a.md'", Some("my papers/a.md")),
            ("\"my papers\"", Some("my papers")),
            ("~", Some("/home/amina/")),
            ("~/papers", Some("/home/amina/papers")),
            ("~other", Some("~other")),
            (" ", None),
            ("''", None),
        ] {
            assert_eq!(path(typed).as_deref(), expected, "{typed}");
        }
        assert_eq!(meant("~/x", None), Some(PathBuf::from("~/x")));
    }

    #[cfg(unix)]
    #[test]
    fn a_path_as_the_shell_writes_it_is_understood() {
        assert_eq!(meant("my\\ papers/a\\ b.md", None), Some(PathBuf::from("my papers/a b.md")));
    }

    #[test]
    fn names_complete_the_last_part_upper_and_lower_case_alike() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("Papers one")).unwrap();
        for file in ["papers two.md", "other.csv", ".hidden"] {
            fs::write(folder.path().join(file), "").unwrap();
        }
        let look = |typed: &str| {
            let names = names(&begun(typed, Some(folder.path())));
            names.names.into_iter().map(|n| (n.name, n.is_folder)).collect::<Vec<_>>()
        };
        let (one, two) = (("Papers one".to_owned(), true), ("papers two.md".to_owned(), false));
        assert_eq!(look("~/pap"), [one.clone(), two.clone()]);
        assert_eq!(look("~"), [one, ("other.csv".to_owned(), false), two]);
        assert_eq!(look("'~/.h"), [(".hidden".to_owned(), false)]);
        assert_eq!(names(&begun("~/none/x", Some(folder.path()))), Names::default());
    }

    #[test]
    fn a_name_takes_the_place_of_the_last_part() {
        let name = |name: &str, is_folder| Name { name: name.into(), is_folder };
        assert_eq!(with("~/pa", &name("papers", true)), format!("~/papers{MAIN_SEPARATOR}"));
        assert_eq!(with("\"my pa", &name("my papers.md", false)), "my papers.md");
        assert_eq!(with("~", &name("a.md", false)), "~/a.md");
    }

    #[test]
    fn the_shared_beginning_is_never_shorter_than_what_is_typed() {
        let names = |all: &[&str]| Names {
            names: all.iter().map(|n| Name { name: (*n).to_owned(), is_folder: false }).collect(),
            total: all.len(),
            is_there: true,
        };
        assert_eq!(shared("in/r", &names(&["réponse 1.md", "réponse 2.md"])), Some("in/réponse ".into()));
        assert_eq!(shared("réponse ", &names(&["réponse 1.md", "réponse 2.md"])), None);
        assert_eq!(shared("pap", &names(&["Papers", "papers"])), None);
        assert_eq!(shared("a", &names(&["a.md"])), None);
    }
}
