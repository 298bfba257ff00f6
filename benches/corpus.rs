//! The workspace of 10,000 submissions that the benchmarks share: made once, in `target/bench`, of what
//! `tools/gen-corpus` of the shared folder writes (`RAPPORTEUR_SHARED`, else `../shared`).

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program that is measured.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_rapporteur");

/// The folder of the workspaces and of all that the program remembers; `None` without the shared folder.
pub(crate) fn folder() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("target/bench");
    if !generator().exists() {
        eprintln!("Skipped: there is no {}.", generator().display());
        return None;
    }
    std::fs::create_dir_all(&folder).unwrap();
    Some(folder)
}

fn generator() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    std::env::var_os("RAPPORTEUR_SHARED").map_or_else(beside, PathBuf::from).join("tools/gen-corpus")
}

/// The workspace of 10,000 submissions under this name, made when it is not there yet; `work` is done in it before
/// it takes the name.
pub(crate) fn workspace(folder: &Path, name: &str, work: impl FnOnce(&Path)) -> PathBuf {
    let (corpus, workspace) = (folder.join("corpus-10000.csv"), folder.join(name));
    if workspace.exists() {
        return workspace;
    }
    eprintln!("Making {name} of 10,000 submissions; this happens once.");
    let made =
        Command::new(generator()).arg("10000").stdout(File::create(&corpus).unwrap()).status().unwrap();
    assert!(made.success(), "the corpus could not be made");
    let begun = folder.join(format!("begun-{name}"));
    for of in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("begun-{name}{of}")));
    }
    for arguments in [&["init"][..], &["import", "-w"]] {
        let mut command = program(folder);
        command.arg(arguments[0]).args(&arguments[1..]).arg(&begun);
        if arguments[0] == "import" {
            command.arg(&corpus);
        }
        assert!(command.status().unwrap().success(), "{arguments:?} failed");
    }
    work(&begun);
    std::fs::rename(&begun, &workspace).unwrap();
    workspace
}

/// The program, with the folder as its home.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    for (name, value) in surroundings(folder) {
        command.env(name, value);
    }
    command
}

/// Where the program finds what it remembers.
pub(crate) fn surroundings(folder: &Path) -> [(&'static str, PathBuf); 3] {
    [
        ("XDG_STATE_HOME", folder.join("state")),
        ("XDG_DATA_HOME", folder.join("data")),
        ("XDG_CONFIG_HOME", folder.join("config")),
    ]
}
