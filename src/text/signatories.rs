//! Who signed a joint submission: a list of names, as forms and documents write it in one text.
//!
//! The text is kept as it was written; the names are read out of it wherever they are needed. Semicolons, line ends and
//! bars part names. Only where there is none of them do commas: many names have a comma of their own.

use super::fold;

/// What parts names, whatever else there is.
const PARTING: [char; 8] = [';', '；', '؛', '\n', '\r', '|', '•', '、'];

/// What parts names where nothing better does.
const COMMAS: [char; 3] = [',', '，', '،'];

/// What may stand behind the comma of one name, folded: legal forms.
const FORMS: [&str; 20] = [
    "inc", "ltd", "limited", "llc", "llp", "plc", "corp", "co", "co ltd", "gmbh", "ag", "s a", "sa", "s l",
    "s r l", "srl", "b v", "e v", "a c", "o o o",
];

/// Words before the last name of a list.
const AND: [&str; 6] = ["and ", "et ", "y ", "e ", "и ", "& "];

/// The names, in their order, each once.
pub fn list(written: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    if written.contains(PARTING) {
        for name in written.split(PARTING) {
            add(&mut names, name);
        }
        return names;
    }
    for (i, name) in written.split(COMMAS).enumerate() {
        if let Some(before) = names.last_mut().filter(|_| FORMS.contains(&fold(name).as_str())) {
            before.push_str(", ");
            before.push_str(name.trim());
            continue;
        }
        let name = name.trim();
        let last = AND.iter().filter(|_| i > 0).find_map(|and| name.strip_prefix(and));
        add(&mut names, last.unwrap_or(name));
    }
    names
}

fn add(names: &mut Vec<String>, name: &str) {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_start_matches(['-', '–', '*', '·']).trim_start();
    let folded = fold(name);
    if !folded.is_empty() && !names.iter().any(|known| fold(known) == folded) {
        names.push(name.to_owned());
    }
}

/// The list on one line: [`list`] reads the same names out of it.
pub fn line(written: &str) -> String {
    let names = list(written);
    match names.as_slice() {
        // A lone name with a comma would be read as two.
        [one] if one.contains(COMMAS) => format!("{one};"),
        _ => names.join("; "),
    }
}

/// The names as they are searched: folded, one a line.
pub fn folded(written: &str) -> String {
    list(written).iter().map(|name| fold(name)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_at_semicolons_else_at_commas() {
        for (written, names) in [
            ("A Net; B, Inc.; C", &["A Net", "B, Inc.", "C"][..]),
            ("A Net, B Net, Inc., and C Net", &["A Net", "B Net, Inc.", "C Net"]),
            ("- A Net\n- B Net, South\n\n", &["A Net", "B Net, South"]),
            ("甲网络、乙网络", &["甲网络", "乙网络"]),
            ("شبكة ألف؛ شبكة باء", &["شبكة ألف", "شبكة باء"]),
            ("Сеть А, Сеть Б", &["Сеть А", "Сеть Б"]),
            ("Réseau A; reseau a", &["Réseau A"]),
            ("Ministry of Posts, North;", &["Ministry of Posts, North"]),
            (" ; , ", &[]),
            ("", &[]),
        ] {
            assert_eq!(list(written), names, "{written}");
            assert_eq!(list(&line(written)), names, "{written}");
        }
        assert_eq!(folded("Réseau A; B-Net"), "reseau a\nb net");
    }
}
