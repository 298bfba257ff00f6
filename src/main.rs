//! Parses, runs, prints what went wrong, and gives the exit code.

use std::process::ExitCode;

use rapporteur::cli::{self, Screen, Wish};
use rapporteur::config::surroundings::{Folders, Surroundings};
use rapporteur::fault::{Fault, crash};
use rapporteur::tui::run;

fn main() -> ExitCode {
    heed_limits();
    let around = surroundings();
    let ended = crash::contained(around.state_dir.join("reports"), || start(&around));
    ExitCode::from(ended.unwrap_or_else(|fault| cli::report(&fault)))
}

fn start(around: &Surroundings) -> Result<u8, Fault> {
    match cli::parse(std::env::args_os(), around)? {
        Wish::Told(status) => Ok(status),
        Wish::Reader(limits) => Ok(cli::serve_reader(&limits)),
        Wish::Command(command, common) => cli::run(*command, common, around),
        Wish::Screen(screen) => {
            let Screen { workspace, sample, access, analyst, keymap, settings } = screen;
            run::review(run::Start { workspace, sample, access, analyst, keymap, settings }, around)
                .map(|()| 0)
        }
    }
}

/// A file that may not grow any more (`ulimit -f`) gives an error, which is told, and not a signal, which ends the
/// program.
fn heed_limits() {
    // Where it cannot be set, the limit ends the program as ever: its file stays sound.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// Reads the environment and asks for the home folder: here and nowhere else.
fn surroundings() -> Surroundings {
    use etcetera::BaseStrategy as _;
    let folders = etcetera::choose_base_strategy().ok().map(|home| Folders {
        state: home.state_dir().unwrap_or_else(|| home.data_dir()),
        data: home.data_dir(),
        config: home.config_dir(),
    });
    let around = Surroundings::new(|name| std::env::var_os(name), folders);
    Surroundings { program: std::env::current_exe().ok(), ..around }
}
