//! Names of submitters in titles: "The X Contribution to …", "Response of X", "X's comments on …", "Submitted by X".

/// What submitters call what they send, lower case.
const KINDS: [&str; 18] = [
    "contribution",
    "contributions",
    "response",
    "responses",
    "submission",
    "submissions",
    "input",
    "inputs",
    "comments",
    "reply",
    "answers",
    "position",
    "contribución",
    "respuesta",
    "réponse",
    "observations",
    "вклад",
    "ответ",
];

/// What stands between the kind and the submitter behind it, lower case.
const OF: [&str; 10] = ["of", "by", "from", "de", "du", "des", "del", "d'", "от", "von"];

/// What ends a submitter's name in a title, lower case.
const ENDS: [&str; 14] =
    ["to", "on", "for", "in", "regarding", "à", "au", "aux", "pour", "a", "al", "para", "sobre", "–"];

/// Those of them that also stand within names.
const IN_NAMES: [&str; 2] = ["for", "in"];

/// Words that are no one's name when they stand alone before "contribution", lower case.
const NOBODY: [&str; 25] = [
    "we",
    "i",
    "following",
    "our",
    "this",
    "the",
    "a",
    "written",
    "joint",
    "your",
    "their",
    "his",
    "her",
    "consultation",
    "formal",
    "draft",
    "public",
    "call",
    "key",
    "main",
    "its",
    "final",
    "my",
    "online",
    "general",
];

/// A longer name is a sentence.
const LONGEST: usize = 14;

/// The name in a title.
pub(super) fn in_title(title: &str) -> Option<&str> {
    let words = words(title);
    let kind = words.iter().position(|(_, word)| KINDS.contains(&bare(word).as_str()))?;
    behind(title, &words, kind).or_else(|| before(title, &words, kind))
}

/// "Contribution of X to …".
fn behind<'a>(title: &'a str, words: &[(usize, &'a str)], kind: usize) -> Option<&'a str> {
    let (_, of) = words.get(kind + 1)?;
    if kind > 2 || !OF.contains(&of.to_lowercase().as_str()) {
        return None;
    }
    let rest = &words[kind + 2..];
    // "for" and "in" are parts of many names ("Institute for X to the review"), and end one only where nothing else does.
    let end = |of: fn(&str) -> bool| rest.iter().position(|(_, w)| of(&w.to_lowercase()));
    let length = end(|w| ENDS.contains(&w) && !IN_NAMES.contains(&w))
        .or_else(|| end(|w| ENDS.contains(&w)))
        .unwrap_or(rest.len());
    let (start, _) = rest.first()?;
    let end = rest.get(length).map_or(title.len(), |(at, _)| *at);
    name(&title[*start..end], length)
}

/// "The X Contribution to …", "X's response on …".
fn before<'a>(title: &'a str, words: &[(usize, &'a str)], kind: usize) -> Option<&'a str> {
    let says_to_what = words.get(kind + 1).is_none_or(|(_, w)| ENDS.contains(&w.to_lowercase().as_str()));
    if kind == 0 || !says_to_what {
        return None;
    }
    // "Policy brief / formal submission" and "Source: real submissions" name nobody either.
    let (who, last) = (&title[..words[kind].0], bare(words[kind - 1].1));
    if NOBODY.contains(&last.as_str()) || who.contains(':') {
        return None;
    }
    name(who, kind)
}

/// "Submitted by X", "Submission by X on 3 May".
pub(super) fn submitted_by(line: &str) -> Option<&str> {
    const BEGINNINGS: [&str; 6] =
        ["submitted by ", "prepared by ", "soumis par ", "presentado por ", "представлено ", "on behalf of "];
    let beginning = BEGINNINGS.iter().find(|b| {
        line.get(..b.len()).is_some_and(|start| start.eq_ignore_ascii_case(b) || start.to_lowercase() == **b)
    })?;
    let rest = &line[beginning.len()..];
    let end =
        [" on ", " to ", ", ", " le "].iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len());
    name(&rest[..end], rest[..end].split_whitespace().count())
}

/// The reference in "Submission AB-012".
pub(super) fn reference(title: &str) -> Option<&str> {
    let words = words(title);
    let [(_, kind), (_, reference)] = words.as_slice() else { return None };
    let is_reference = reference.contains(|c: char| c.is_ascii_digit())
        && reference.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '_' | '.'));
    (is_reference && ["submission", "contribution", "response", "reference"].contains(&bare(kind).as_str()))
        .then_some(*reference)
}

/// Cuts articles, possessives and punctuation off; `None` for what is no one's name.
fn name(text: &str, words: usize) -> Option<&str> {
    let text = text.trim().trim_end_matches([':', ',', '.', '–', '-', ' ']);
    let text = ["'s", "’s", "'", "’"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let article = ["The ", "the ", "THE "].iter().find_map(|article| text.strip_prefix(article));
    let text = article.unwrap_or(text).trim().trim_matches(['"', '“', '”', '«', '»']);
    let first = text.split_whitespace().next()?;
    let nobody = NOBODY.contains(&bare(first).as_str());
    let capital =
        first.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphanumeric());
    (words <= LONGEST && !nobody && (capital || first.contains(char::is_uppercase))).then_some(text)
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// The words of a line and the bytes at which they begin.
fn words(line: &str) -> Vec<(usize, &str)> {
    let begin = line.as_ptr() as usize;
    line.split_whitespace().map(|word| (word.as_ptr() as usize - begin, word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn submitters_are_found_in_titles() {
        for (title, who) in [
            ("The RIPE NCC Contribution to the ITU WSIS+20 Review", "RIPE NCC"),
            ("Contribution of the Ministry of Posts to the review", "Ministry of Posts"),
            ("Contribution of the Institute for Networks to the review", "Institute for Networks"),
            ("Response of Lakeshore IX for the consultation", "Lakeshore IX"),
            ("Response from Lakeshore IX", "Lakeshore IX"),
            ("Submission by Open Networks Society on the review", "Open Networks Society"),
            ("Lakeshore Exchange's response to the call", "Lakeshore Exchange"),
            ("Contribution de l'Agence", "l'Agence"),
            ("Comments by eduLab", "eduLab"),
        ] {
            assert_eq!(in_title(title), Some(who), "{title}");
        }
        for title in [
            "Call for Inputs: WSIS+20 Review",
            "Our contribution to peace",
            "Response to the AI White Paper consultation",
            "Written submission",
            "We prepared a joint submission",
            "Policy Brief / Formal Submission to the Working Group",
            "SOURCE: real submissions to calls",
        ] {
            assert_eq!(in_title(title), None, "{title}");
        }
        assert_eq!(submitted_by("Submitted by Lakeshore IX on 3 May 2025"), Some("Lakeshore IX"));
        assert_eq!(reference("Submission ar-01"), Some("ar-01"));
        assert_eq!(reference("Submission guidelines"), None);
    }
}
