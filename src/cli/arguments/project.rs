//! The choices of a project of REFI-QDA.

use clap::Args;

use crate::export::refi::{Choices, Profile};

/// What `export` asks of a `.qdpx`.
#[derive(Args, Clone, Copy, Debug)]
pub struct ForProject {
    /// For which program a .qdpx is: all, maxqda, atlas, nvivo or qualcoder.
    #[arg(long, value_name = "PROGRAM", value_parser = profile, default_value = "all", hide_default_value = true)]
    pub profile: Profile,
    /// Keep characters beyond U+FFFF, such as emoji, in a .qdpx; many programs then place what follows them wrongly.
    #[arg(long)]
    pub keep_emoji: bool,
}

impl From<ForProject> for Choices {
    fn from(asked: ForProject) -> Self {
        Self { profile: asked.profile, keep_characters: asked.keep_emoji }
    }
}

fn profile(name: &str) -> Result<Profile, String> {
    Profile::named(name).ok_or_else(|| {
        let names: Vec<&str> = Profile::ALL.iter().map(|profile| profile.name()).collect();
        format!("the profiles are {}", names.join(", "))
    })
}
