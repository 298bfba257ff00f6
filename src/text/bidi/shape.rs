//! The forms of Arabic letters: each joins its neighbours, and has a code point of its own for every way.
//!
//! The table is that of Unicode's block "Arabic Presentation Forms-B" (and A for the Persian and Urdu
//! letters): where a letter's forms begin and how many there are, in the order isolated, final, initial,
//! medial. The forms are made for drawing only; nothing stores, searches, copies or exports them.

use unicode_normalization::char::is_combining_mark;

/// A letter, its isolated form, and how many forms it has: 2 join the letter before them only, 4 both.
const FORMS: [(char, u32, u8); 44] = [
    ('\u{621}', 0xFE80, 1),
    ('\u{622}', 0xFE81, 2),
    ('\u{623}', 0xFE83, 2),
    ('\u{624}', 0xFE85, 2),
    ('\u{625}', 0xFE87, 2),
    ('\u{626}', 0xFE89, 4),
    ('\u{627}', 0xFE8D, 2),
    ('\u{628}', 0xFE8F, 4),
    ('\u{629}', 0xFE93, 2),
    ('\u{62A}', 0xFE95, 4),
    ('\u{62B}', 0xFE99, 4),
    ('\u{62C}', 0xFE9D, 4),
    ('\u{62D}', 0xFEA1, 4),
    ('\u{62E}', 0xFEA5, 4),
    ('\u{62F}', 0xFEA9, 2),
    ('\u{630}', 0xFEAB, 2),
    ('\u{631}', 0xFEAD, 2),
    ('\u{632}', 0xFEAF, 2),
    ('\u{633}', 0xFEB1, 4),
    ('\u{634}', 0xFEB5, 4),
    ('\u{635}', 0xFEB9, 4),
    ('\u{636}', 0xFEBD, 4),
    ('\u{637}', 0xFEC1, 4),
    ('\u{638}', 0xFEC5, 4),
    ('\u{639}', 0xFEC9, 4),
    ('\u{63A}', 0xFECD, 4),
    ('\u{641}', 0xFED1, 4),
    ('\u{642}', 0xFED5, 4),
    ('\u{643}', 0xFED9, 4),
    ('\u{644}', 0xFEDD, 4),
    ('\u{645}', 0xFEE1, 4),
    ('\u{646}', 0xFEE5, 4),
    ('\u{647}', 0xFEE9, 4),
    ('\u{648}', 0xFEED, 2),
    ('\u{649}', 0xFEEF, 2),
    ('\u{64A}', 0xFEF1, 4),
    ('\u{671}', 0xFB50, 2),
    ('\u{679}', 0xFB66, 4),
    ('\u{67E}', 0xFB56, 4),
    ('\u{686}', 0xFB7A, 4),
    ('\u{698}', 0xFB8A, 2),
    ('\u{6A9}', 0xFB8E, 4),
    ('\u{6AF}', 0xFB92, 4),
    ('\u{6CC}', 0xFBFC, 4),
];

const LAM: char = '\u{644}';

/// Lengthens a word, and joins on both sides.
const TATWEEL: char = '\u{640}';

/// The isolated ligature of lam with an alef; the final one follows it.
fn ligature(alef: char) -> Option<u32> {
    match alef {
        '\u{622}' => Some(0xFEF5),
        '\u{623}' => Some(0xFEF7),
        '\u{625}' => Some(0xFEF9),
        '\u{627}' => Some(0xFEFB),
        _ => None,
    }
}

/// Whether two clusters are drawn as one sign: lam and alef.
pub fn joins_into_one(before: &str, cluster: &str) -> bool {
    before.starts_with(LAM)
        && before.chars().skip(1).all(is_combining_mark)
        && cluster.chars().next().is_some_and(|c| ligature(c).is_some())
}

/// A letter in the form that joins its neighbours in the text; `None` when it has only one.
pub fn shaped(before: Option<&str>, letters: &str, after: Option<&str>) -> Option<String> {
    let base = letters.chars().next()?;
    let joined_before = before.and_then(last_base).is_some_and(joins_on);
    let alef = if base == LAM { letters.chars().skip(1).find(|c| !is_combining_mark(*c)) } else { None };
    if let Some(form) = alef.and_then(ligature) {
        let sign = char::from_u32(form + u32::from(joined_before))?;
        let marks = letters.chars().skip(1).filter(|c| is_combining_mark(*c));
        return Some(std::iter::once(sign).chain(marks).collect());
    }
    let (_, isolated, forms) = FORMS.iter().find(|(letter, ..)| *letter == base)?;
    let joins_after = *forms == 4 && after.and_then(|next| next.chars().next()).is_some_and(joins_back);
    let form = match (joined_before && *forms > 1, joins_after) {
        (false, false) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (true, true) => 3,
    };
    let sign = char::from_u32(isolated + form)?;
    Some(std::iter::once(sign).chain(letters.chars().skip(1)).collect())
}

fn last_base(cluster: &str) -> Option<char> {
    cluster.chars().rev().find(|c| !is_combining_mark(*c))
}

/// Whether a letter joins the one after it.
fn joins_on(c: char) -> bool {
    c == TATWEEL || FORMS.iter().any(|(letter, _, forms)| *letter == c && *forms == 4)
}

/// Whether a letter joins the one before it.
fn joins_back(c: char) -> bool {
    c == TATWEEL || FORMS.iter().any(|(letter, _, forms)| *letter == c && *forms > 1)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn every_form_is_one_of_its_letter_by_unicodes_own_table() {
        for (letter, isolated, forms) in FORMS {
            for form in 0..u32::from(forms) {
                let sign = char::from_u32(isolated + form).unwrap();
                let plain: String = sign.to_string().nfkc().collect();
                let letter: String = letter.to_string().nfkc().collect();
                assert_eq!(plain, letter, "U+{:X}", isolated + form);
            }
        }
        for alef in ['\u{622}', '\u{623}', '\u{625}', '\u{627}'] {
            for form in 0..2 {
                let sign = char::from_u32(ligature(alef).unwrap() + form).unwrap();
                assert_eq!(sign.to_string().nfkc().collect::<String>(), format!("{LAM}{alef}"));
            }
        }
    }

    #[test]
    fn a_letter_joins_on_the_sides_where_letters_join() {
        let form = |before, letters, after| shaped(before, letters, after);
        assert_eq!(form(None, "ب", None).as_deref(), Some("\u{FE8F}"));
        assert_eq!(form(Some("ب"), "ب", None).as_deref(), Some("\u{FE90}"));
        assert_eq!(form(None, "ب", Some("ب")).as_deref(), Some("\u{FE91}"));
        assert_eq!(form(Some("ب"), "ب", Some("ب")).as_deref(), Some("\u{FE92}"));
        assert_eq!(form(Some("ا"), "ب", Some(" ")).as_deref(), Some("\u{FE8F}"), "alef joins nothing on");
        assert_eq!(form(Some("لا"), "م", None).as_deref(), Some("\u{FEE1}"), "nor does lam-alef");
        assert_eq!(form(Some("بِ"), "ا", None).as_deref(), Some("\u{FE8E}"), "marks are looked through");
        assert_eq!(form(None, "א", None), None);
    }
}
