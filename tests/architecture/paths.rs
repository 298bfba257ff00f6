//! Paths in code, written out from the crate's root: `use crate::{a::b, c}` is `crate::a::b` and `crate::c`.

use super::lexer::Token;

/// One path and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Path<'a> {
    /// `crate` first for the crate's own, else the name of another crate or whatever stands first; `*` last for a glob.
    pub(super) names: Vec<&'a str>,
    /// From 1.
    pub(super) line: usize,
}

/// All paths of two names or more, with groups taken apart and `self` and `super` resolved within `module`.
pub(super) fn paths<'a>(tokens: &[Token<'a>], module: &[&'a str]) -> Vec<Path<'a>> {
    let mut found = Vec::new();
    // Modules within the file, each with the depth of braces at which it ends.
    let mut inner: Vec<(&str, usize)> = Vec::new();
    let mut depth = 0;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token.text {
            "{" => {
                depth += 1;
                if let [.., keyword, name] = &tokens[..at]
                    && keyword.text == "mod"
                {
                    inner.push((name.text, depth));
                }
            }
            "}" => {
                inner.retain(|(_, end)| *end < depth);
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        // `use {a, b}` and `use ::a` begin a path without a name.
        let follows_use = at > 0 && tokens[at - 1].text == "use";
        let begins = is_name(token.text) && tokens.get(at + 1).is_some_and(|next| next.text == "::");
        if begins || (follows_use && matches!(token.text, "{" | "::")) {
            let place: Vec<&str> =
                module.iter().copied().chain(inner.iter().map(|(name, _)| *name)).collect();
            let mut leaves = Vec::new();
            let next = leaves_from(tokens, at, &mut Vec::new(), &mut leaves);
            found.extend(leaves.into_iter().map(|path| Path { names: absolute(path.names, &place), ..path }));
            if token.text == "{" {
                depth -= 1;
            }
            at = next.max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

/// Reads a path or a group that begins at `at`; gives the place after it.
fn leaves_from<'a>(
    tokens: &[Token<'a>],
    mut at: usize,
    prefix: &mut Vec<&'a str>,
    leaves: &mut Vec<Path<'a>>,
) -> usize {
    let length = prefix.len();
    let line = tokens.get(at).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(at) {
        match token.text {
            "::" => {}
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.text != "}") {
                    at = leaves_from(tokens, at, prefix, leaves).max(at + 1);
                    // Step over a rename and the comma.
                    while tokens.get(at).is_some_and(|token| !matches!(token.text, "," | "}")) {
                        at += 1;
                    }
                    at += usize::from(tokens.get(at).is_some_and(|token| token.text == ","));
                }
                prefix.truncate(length);
                return at + 1;
            }
            name => prefix.push(name),
        }
        at += 1;
        // After a name only `::` goes on; after `::` a name, a star or a group.
        let goes_on = tokens.get(at).is_some_and(|next| match token.text {
            "::" => is_name(next.text) || matches!(next.text, "*" | "{"),
            _ => next.text == "::",
        });
        if !goes_on {
            break;
        }
    }
    leaves.push(Path { names: prefix.clone(), line });
    prefix.truncate(length);
    at
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Writes `self` and `super` out; `rapporteur` is the crate, as the binary sees it.
fn absolute<'a>(names: Vec<&'a str>, module: &[&'a str]) -> Vec<&'a str> {
    let steps = names.iter().take_while(|name| matches!(**name, "self" | "super")).count();
    if steps > 0 {
        let up = names.iter().take(steps).filter(|name| **name == "super").count();
        let kept = module.len().saturating_sub(up);
        let own = module.iter().take(kept).copied();
        return std::iter::once("crate").chain(own).chain(names.into_iter().skip(steps)).collect();
    }
    match names.split_first() {
        Some((&"rapporteur", rest)) => std::iter::once("crate").chain(rest.iter().copied()).collect(),
        _ => names,
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexer::{code, tokens};

    fn found(text: &str, module: &[&str]) -> Vec<String> {
        let code = code(text);
        super::paths(&tokens(&code), module).into_iter().map(|path| path.names.join("::")).collect()
    }

    #[test]
    fn groups_are_taken_apart() {
        assert_eq!(
            found("use crate::{a::{b, c as d}, e, f::*}; g", &[]),
            ["crate::a::b", "crate::a::c", "crate::e", "crate::f::*"]
        );
        assert_eq!(found("use {std::env, x::y};", &[]), ["std::env", "x::y"]);
        assert_eq!(
            found("let x: crate::a::B<crate::c::D> = e::f();", &[]),
            ["crate::a::B", "crate::c::D", "e::f"]
        );
    }

    #[test]
    fn self_and_super_are_written_out() {
        assert_eq!(found("use super::open::x;", &["store", "cells"]), ["crate::store::open::x"]);
        assert_eq!(found("super::super::tui::x()", &["store", "cells"]), ["crate::tui::x"]);
        assert_eq!(
            found("mod a { use super::b; } use super::c::d;", &["m", "n"]),
            ["crate::m::n::b", "crate::m::c::d"]
        );
        assert_eq!(found("use rapporteur::cli;", &["main"]), ["crate::cli"]);
    }

    #[test]
    fn braces_after_a_group_still_close_inner_modules() {
        let text = "mod a { use {b::c, d::e}; fn f() { g() } } use super::h::i;";
        assert_eq!(found(text, &["m"]), ["b::c", "d::e", "crate::h::i"]);
    }
}
