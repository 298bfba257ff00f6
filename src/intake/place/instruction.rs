//! What the form says to whoever fills it in: "500 character(s) maximum", "[Choose only 1 option]". It is nobody's answer.

/// The longest instruction, in characters.
const LONGEST: usize = 90;

/// Parts of the words for letters, folded.
const LETTERS: [&str; 8] = ["aract", "zeichen", "znak", "tecken", "tegn", "знак", "символ", "حرف"];

/// The beginnings of words for the most that is allowed, folded.
const MOST: [&str; 9] = ["max", "máx", "hochst", "höchst", "limit", "límit", "максим", "не более", "أقصى"];

/// The words with which an instruction in brackets begins, folded, and what it asks for.
const ASKS: [&str; 12] = [
    "choose", "insert", "select", "several", "tick", "if you", "please", "multiple", "only one", "only 1",
    "mark", "check",
];

/// Whether a block is an instruction and nothing else.
pub(super) fn is_instruction(text: &str) -> bool {
    if text.len() > LONGEST * 4 || text.chars().count() > LONGEST {
        return false;
    }
    let text = text.trim();
    let bare = text.trim_start_matches('[').trim_end_matches(']').trim();
    let folded = bare.to_lowercase();
    let has = |all: &[&str]| all.iter().any(|begin| folded.contains(begin));
    let limits = folded.contains(|c: char| c.is_numeric()) && has(&LETTERS) && has(&MOST);
    // A few words only: a sentence about the form is an answer.
    let few = folded.split_whitespace().count() <= 9;
    few && (limits || (in_brackets(text) && asks(bare)))
}

/// Whether brackets are all around a text, or around the end of it that a page's layout tore off.
fn in_brackets(text: &str) -> bool {
    text.ends_with(']') && text.matches(']').count() == 1 && text.find('[').is_none_or(|at| at == 0)
}

fn asks(text: &str) -> bool {
    let folded = text.trim().to_lowercase();
    ASKS.iter().any(|begin| folded.starts_with(begin))
}

/// A heading without the instructions in brackets before and after it.
pub(super) fn without(text: &str) -> &str {
    let mut bare = text.trim();
    if let Some((inside, rest)) = bare.strip_prefix('[').and_then(|t| t.split_once(']'))
        && asks(inside)
    {
        bare = rest.trim_start();
    }
    if let Some((before, inside)) = bare.rsplit_once('[')
        && asks(inside)
        && inside.trim_end().trim_end_matches(']').chars().count() <= LONGEST
        && !before.trim().is_empty()
    {
        bare = before.trim_end();
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_told_from_answers() {
        for text in [
            "500 character(s) maximum",
            "[insert text: 500 characters maximum]",
            "500 caractère(s) maximum",
            "500 aracter(s) maximum",
            "höchstens 500 Zeichen",
            "[Choose only 1 option]",
            "only 1 option]",
            "[several selections possible]",
        ] {
            assert!(is_instruction(text), "{text}");
        }
        for text in [
            "Names have 500 characters at most in our registry, and the maximum should be raised for all scripts.",
            "[1] Choose wisely",
            "Choose the second option",
            "We ask for 500 characters",
            "[no answer]",
        ] {
            assert!(!is_instruction(text), "{text}");
        }
        assert_eq!(without("[If you chose “Yes”] Do you agree? [Choose"), "Do you agree?");
        assert_eq!(without("Which are they? [several selections possible]"), "Which are they?");
        assert_eq!(without("[3] Do you agree [1]?"), "[3] Do you agree [1]?");
    }
}
