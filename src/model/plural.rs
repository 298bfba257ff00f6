//! Numbers with their nouns, in English.

/// "1 answer", "12 answers".
pub fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_none_and_many_are_plural() {
        assert_eq!([0, 1, 2].map(|n| counted(n, "tag")), ["0 tags", "1 tag", "2 tags"]);
    }
}
