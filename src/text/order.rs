//! The order of values among which people choose: "1-9", "10-49", "1,000 and more", "other".

/// What to sort a value by: numbers by their size, then letters, whatever their case.
pub fn by_number(value: &str) -> (u64, String, String) {
    // As people write them: 1,000. What begins with no number comes after.
    let digits = value.chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(|c| *c != ',');
    let digits: String = digits.collect();
    (digits.parse().unwrap_or(u64::MAX), value.to_lowercase(), value.to_owned())
}
