//! Numbers as lists write them (ECMA-376, part 1, 17.18.59); a way that is not known here is written in digits.

use std::cmp::Ordering;

const CYRILLIC: &str = "абвгдежзиклмнопрстуфхцчшщыэюя";
const ABJAD: &str = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ";
const ARABIC: &str = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي";
const HAN: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// The largest number that is written by repeating letters.
const MOST_LETTERS: u32 = 780;

/// A number in the way that a level's format names.
pub(super) fn numeral(n: u32, format: &str) -> String {
    let letters = |alphabet: &str| {
        let all: Vec<char> = alphabet.chars().collect();
        let count = all.len() as u32;
        let Some(before) = n.checked_sub(1).filter(|_| n <= MOST_LETTERS) else { return n.to_string() };
        let letter = all.get((before % count) as usize).copied().unwrap_or('?');
        std::iter::repeat_n(letter, (before / count + 1) as usize).collect()
    };
    match format {
        "lowerLetter" => letters("abcdefghijklmnopqrstuvwxyz"),
        "upperLetter" => letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "russianLower" => letters(CYRILLIC),
        "russianUpper" => letters(&CYRILLIC.to_uppercase()),
        "arabicAlpha" => letters(ARABIC),
        "arabicAbjad" => letters(ABJAD),
        "lowerRoman" => roman(n).to_lowercase(),
        "upperRoman" => roman(n),
        "decimalZero" => format!("{n:02}"),
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => han(n),
        _ => n.to_string(),
    }
}

/// Counts a list on at a level, or begins it `anew` there: levels within it begin again, those around it have begun.
pub(super) fn count_on(
    counts: &mut [Option<u32>],
    level: usize,
    anew: Option<u32>,
    first: impl Fn(usize) -> u32,
) {
    for (at, count) in counts.iter_mut().enumerate() {
        *count = match at.cmp(&level) {
            Ordering::Less => count.or_else(|| Some(first(at))),
            Ordering::Equal => {
                anew.or_else(|| Some(count.map_or_else(|| first(at), |n| n.saturating_add(1))))
            }
            Ordering::Greater => None,
        };
    }
}

fn roman(mut n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n == 0 || n > 3999 {
        return n.to_string();
    }
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while n >= value {
            text.push_str(sign);
            n -= value;
        }
    }
    text
}

/// Up to ninety-nine.
fn han(n: u32) -> String {
    let digit = |d: u32| HAN.get(d as usize).copied().unwrap_or_default();
    match (n / 10, n % 10) {
        (0, one) => digit(one).to_owned(),
        (1, 0) => "十".to_owned(),
        (1, one) => format!("十{}", digit(one)),
        (ten @ 2..=9, 0) => format!("{}十", digit(ten)),
        (ten @ 2..=9, one) => format!("{}十{}", digit(ten), digit(one)),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_list_says() {
        assert_eq!([numeral(1, "lowerLetter"), numeral(28, "lowerLetter")], ["a", "bb"]);
        assert_eq!([numeral(4, "upperRoman"), numeral(1994, "lowerRoman")], ["IV", "mcmxciv"]);
        assert_eq!([numeral(3, "decimalZero"), numeral(12, "chineseCounting")], ["03", "十二"]);
        assert_eq!([numeral(2, "russianLower"), numeral(7, "anything")], ["б", "7"]);
        assert_eq!([numeral(0, "lowerLetter"), numeral(u32::MAX, "lowerLetter")], ["0", "4294967295"]);
    }
}
