//! Short names of the usual stakeholder types, for panes and table heads.

use super::fold;

/// The usual types, folded, with names of at most 14 characters.
const SHORT: [(&str, &str); 8] = [
    ("technical community", "Technical"),
    ("international organization", "International"),
    ("international organisation", "International"),
    ("intergovernmental organization", "Intergovernm."),
    ("intergovernmental organisation", "Intergovernm."),
    ("non governmental organization", "NGO"),
    ("regional organization", "Regional org."),
    ("academia and research", "Academia"),
];

/// Those of them that are too long for the head of a column, with names of at most 12 characters.
const HEADS: [(&str, &str); 9] = [
    ("civil society", "Civil soc."),
    ("private sector", "Private"),
    ("international organization", "Intl. orgs"),
    ("international organisation", "Intl. orgs"),
    ("intergovernmental organization", "Intergov."),
    ("intergovernmental organisation", "Intergov."),
    ("regional organization", "Regional"),
    ("regional organisation", "Regional"),
    ("standards body", "Standards"),
];

/// A stakeholder type in at most 12 characters, where it is one of the usual ones; else as it is.
pub fn head(stakeholder_type: &str) -> &str {
    let folded = fold(stakeholder_type);
    let known = HEADS.iter().find(|(long, _)| *long == folded).map(|(_, short)| *short);
    known.unwrap_or_else(|| short_type(stakeholder_type))
}

/// A stakeholder type in at most 14 characters, where it is one of the usual ones; else as it is.
pub fn short_type(stakeholder_type: &str) -> &str {
    let folded = fold(stakeholder_type);
    SHORT.iter().find(|(long, _)| *long == folded).map_or(stakeholder_type, |(_, short)| *short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_types_are_short_and_others_stay() {
        assert_eq!(short_type("International organization"), "International");
        assert_eq!(short_type("Technical community"), "Technical");
        assert_eq!(short_type("Choir"), "Choir");
        assert_eq!(
            [head("Civil society"), head("Academia and research"), head("Choir")],
            ["Civil soc.", "Academia", "Choir"]
        );
        assert!(HEADS.iter().all(|(long, short)| fold(long) == *long && short.chars().count() <= 12));
        assert!(SHORT.iter().all(|(long, short)| fold(long) == *long && short.chars().count() <= 14));
    }
}
