//! Each protection has a test that fails when it is taken out.
//!
//! That takes a build for each, so the ordinary tests only see to it that the list is up to date. All of them are
//! taken out in turn, in a copy of the project below `target`, by
//! `RAPPORTEUR_PROTECTIONS=1 cargo test --test main protections -- --nocapture`.

mod list;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use list::{PROTECTIONS, Protection};

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn each_protection_has_a_test_that_fails_without_it() {
    the_list_is_up_to_date();
    if std::env::var_os("RAPPORTEUR_PROTECTIONS").is_some() {
        take_out_each();
    }
}

fn the_list_is_up_to_date() {
    let (mut units, mut others) = (String::new(), String::new());
    gather(&project().join("src"), &mut units);
    gather(&project().join("tests"), &mut others);
    for Protection { what, file, with, without, test } in PROTECTIONS {
        let text = fs::read_to_string(project().join(file)).unwrap();
        assert_eq!(text.matches(with).count(), 1, "{what}: {file} holds it once: {with}");
        assert_ne!(with, without);
        let name = test.rsplit("::").next().unwrap();
        let all = if is_unit(test) { &units } else { &others };
        let stands =
            [format!("fn {name}("), format!("mod {name};")].iter().any(|named| all.contains(named.as_str()));
        assert!(stands, "{what}: no test {test}");
    }
}

/// Whether a test stands beside the code.
fn is_unit(test: &str) -> bool {
    test.contains("::tests::") || test.contains("::proofs::")
}

fn gather(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            gather(&entry, text);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(entry).unwrap());
        }
    }
}

fn take_out_each() {
    let copy = Copy::of(project());
    let mut blind = Vec::new();
    for protection in PROTECTIONS {
        assert!(copy.passes(protection.test), "{} fails with the protection", protection.test);
        let noticed = copy.without(protection, || !copy.passes(protection.test));
        eprintln!(
            "{}: {} {}",
            protection.what,
            protection.test,
            if noticed { "noticed" } else { "DID NOT NOTICE" }
        );
        if !noticed {
            blind.push(protection.what);
        }
    }
    assert!(blind.is_empty(), "not noticed: {blind:?}");
}

/// A copy of the project, to take things out of.
struct Copy(PathBuf);

impl Copy {
    fn of(project: &Path) -> Self {
        let copy = Self(project.join("target/protections/project"));
        let _ = fs::remove_dir_all(&copy.0);
        let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(project).output().unwrap();
        for name in String::from_utf8(listed.stdout).unwrap().split_terminator('\0') {
            let to = copy.0.join(name);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(project.join(name), to).unwrap();
        }
        copy
    }

    /// Runs what is to be seen while a protection is taken out.
    fn without<T>(&self, protection: &Protection, look: impl FnOnce() -> T) -> T {
        let path = self.0.join(protection.file);
        let whole = fs::read_to_string(&path).unwrap();
        fs::write(&path, whole.replace(protection.with, protection.without)).unwrap();
        let seen = look();
        fs::write(&path, whole).unwrap();
        seen
    }

    /// Whether a test passes. A copy that does not build is no answer.
    fn passes(&self, test: &str) -> bool {
        let place = if is_unit(test) { ["--lib"].as_slice() } else { &["--test", "main"] };
        let cargo = |more: &[&str]| {
            let mut command = Command::new(env!("CARGO"));
            command.args(["test", "--quiet", "--locked"]).args(place).args(more).current_dir(&self.0);
            command.env("CARGO_TARGET_DIR", project().join("target/protections/target"));
            command.env_remove("RAPPORTEUR_PROTECTIONS");
            command.output().unwrap()
        };
        let built = cargo(&["--no-run"]);
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let ran = cargo(&[test]);
        let said = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(!said.contains(" 0 passed; 0 failed"), "no test {test}: {said}");
        ran.status.success()
    }
}
