//! Names of a table's columns that differ where their heads do not.

/// The places of the columns' texts: the header, and its occurrence where it stands more than once ("q1 (2)").
pub fn of_columns(header: &[String]) -> Vec<String> {
    let mut taken = std::collections::HashMap::new();
    let all: std::collections::HashSet<&str> = header.iter().map(String::as_str).collect();
    let mut places = Vec::with_capacity(header.len());
    for name in header {
        let occurrence = taken.entry(name.as_str()).or_insert(0_usize);
        *occurrence += 1;
        while *occurrence > 1 && all.contains(format!("{name} ({occurrence})").as_str()) {
            *occurrence += 1;
        }
        places.push(if *occurrence == 1 { name.clone() } else { format!("{name} ({occurrence})") });
    }
    places
}
