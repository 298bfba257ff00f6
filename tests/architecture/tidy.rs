//! What must not be there: `mod.rs`, glob imports, undocumented and overlong files, placeholders.

use super::lexer::{code, tokens};
use super::paths::paths;
use super::source::Source;

/// A longer file says why at its top.
const LINES: usize = 500;

/// Macros that stand for code that is not there, or was left behind.
const PLACEHOLDERS: [&str; 3] = ["todo", "unimplemented", "dbg"];

/// `foo/mod.rs` instead of `foo.rs` beside `foo/`.
pub(super) fn mod_rs(file: &Source) -> Vec<String> {
    let breach = file.path.ends_with("/mod.rs");
    breach.then(|| file.at(1, "move it beside its folder")).into_iter().collect()
}

/// A file that does not open with `//!`; a `// size:` line may stand before.
pub(super) fn undocumented(file: &Source) -> Vec<String> {
    let first = file.text.lines().find(|line| !line.trim().is_empty() && !line.starts_with("// size:"));
    let documented =
        first.is_some_and(|line| line.strip_prefix("//!").is_some_and(|doc| !doc.trim().is_empty()));
    (!documented).then(|| file.at(1, "say what the module is, with `//!`")).into_iter().collect()
}

/// `use a::*` in code that ships.
pub(super) fn globs(file: &Source) -> Vec<String> {
    let shipped = file.shipped();
    paths(&tokens(&shipped), &file.modules())
        .into_iter()
        .filter(|path| path.names.last() == Some(&"*"))
        .map(|path| file.at(path.line, &format!("import from {} by name", path.names.join("::"))))
        .collect()
}

/// A long file without a reason among the comments at its top.
pub(super) fn too_long(file: &Source) -> Vec<String> {
    let lines = file.text.lines().count();
    let top = file.text.lines().take_while(|line| line.is_empty() || line.starts_with("//"));
    let reason = top.filter_map(|line| line.strip_prefix("// size:")).any(|reason| !reason.trim().is_empty());
    (lines > LINES && !reason)
        .then(|| file.at(lines, "give the second thought a file of its own"))
        .into_iter()
        .collect()
}

/// Placeholders and tests that do not run; texts and comments may name them.
pub(super) fn placeholders(file: &Source) -> Vec<String> {
    let code = code(&file.text);
    let tokens = tokens(&code);
    let mut breaches = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let follows = |n: usize| tokens.get(at + n).map_or("", |next| next.text);
        let before = at.checked_sub(1).map_or("", |previous| tokens[previous].text);
        if PLACEHOLDERS.contains(&token.text) && follows(1) == "!" {
            breaches.push(file.at(token.line, &format!("{}!", token.text)));
        }
        if token.text == "ignore" && before == "[" && matches!(follows(1), "]" | "=") {
            breaches.push(file.at(token.line, "a test that does not run"));
        }
    }
    breaches
}

/// A promise in place of the thing, in code, comments, texts or documents.
pub(super) fn announcements(file: &Source) -> Vec<String> {
    let promise = ["coming", "soon"].join(" ");
    let lines = file.text.lines().enumerate().filter(|(_, line)| line.to_lowercase().contains(&promise));
    lines.map(|(number, _)| file.at(number + 1, &format!("“{promise}”"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(text: &str) -> Source {
        Source::example("src/store/open.rs", text)
    }

    #[test]
    fn each_rule_notices_its_breach() {
        assert_eq!(mod_rs(&Source::example("src/store/mod.rs", "")).len(), 1);
        assert_eq!(undocumented(&example("use std::fs;\n")).len(), 1);
        assert_eq!(undocumented(&example("")).len(), 1);
        assert_eq!(
            globs(&example("use crate::model::*;")),
            ["src/store/open.rs:1: import from crate::model::* by name"]
        );
        assert_eq!(too_long(&example(&format!("//! Doc.\n{}", "x\n".repeat(LINES)))).len(), 1);
        assert_eq!(placeholders(&example("fn f() {\n    todo!()\n}")), ["src/store/open.rs:2: todo!"]);
        assert_eq!(
            placeholders(&example("#[test]\n#[ignore = \"slow\"]\nfn f() { dbg!(1); unimplemented!() }"))
                .len(),
            3
        );
        let promise = format!("//! Sorting is {} {}.", "Coming", "soon");
        assert_eq!(announcements(&example(&promise)).len(), 1);
    }

    #[test]
    fn what_is_allowed_passes() {
        let good = "// size: one table, a row a line.\n//! Doc.\n\nuse std::fs;\n#[cfg(test)]\nmod tests { use super::*; }\n";
        assert_eq!(undocumented(&example(good)), [""; 0]);
        assert_eq!(globs(&example(good)), [""; 0]);
        assert_eq!(too_long(&example(&format!("{good}{}", "x\n".repeat(LINES)))), [""; 0]);
        let words = "// todo!()\nlet x = \"#[ignore]\"; let y = todo * 2; if ignore != [0] {}";
        assert_eq!(placeholders(&example(words)), [""; 0]);
    }
}
