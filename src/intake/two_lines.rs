//! Headers of two lines, as survey tools write them: a question above, and below it what its columns are.

/// A cell that is longer, in characters, is an answer and no name.
const LONGEST: usize = 300;

/// The names of the columns when the row below the header is its second line: it names columns that the first leaves
/// blank, and says nothing where every row has something, such as the number of the respondent.
pub(super) fn joined(first: &[String], second: &[String], third: Option<&[String]>) -> Option<Vec<String>> {
    fn cell(row: &[String], i: usize) -> &str {
        row.get(i).map_or("", |cell| cell.trim())
    }
    let third = third?;
    let width = first.len().max(second.len());
    let names_more = |i: &usize| cell(first, *i).is_empty() && !cell(second, *i).is_empty();
    let is_no_row =
        |i: &usize| !cell(first, *i).is_empty() && cell(second, *i).is_empty() && !cell(third, *i).is_empty();
    let is_name = |text: &String| {
        text.trim().is_empty() || (text.contains(char::is_alphabetic) && text.chars().count() <= LONGEST)
    };
    let fits = (1..width).any(|i| names_more(&i)) && (0..width).any(|i| is_no_row(&i));
    if !fits || cell(first, 0).is_empty() || !second.iter().all(is_name) {
        return None;
    }
    let mut group = "";
    let name = |i: usize| {
        let (above, below) = (cell(first, i), cell(second, i));
        if !above.is_empty() {
            group = above;
        }
        // "Open-ended response" below a question that has one column says nothing.
        let is_one_of_several = above.is_empty() || names_more(&(i + 1));
        if below.is_empty() || !is_one_of_several { above.to_owned() } else { format!("{group} – {below}") }
    };
    Some((0..width).map(name).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn a_second_line_names_the_columns_of_a_question() {
        let first = row(&["Respondent", "About you", "", "Why?", "Which?", ""]);
        let second = row(&["", "Name", "Country", "Open-ended response", "Fibre", "Other"]);
        let third = row(&["101", "Lake Net", "Kenya", "Because.", "", ""]);
        let names = [
            "Respondent",
            "About you – Name",
            "About you – Country",
            "Why?",
            "Which? – Fibre",
            "Which? – Other",
        ];
        assert_eq!(joined(&first, &second, Some(&third)).unwrap(), names);
    }

    #[test]
    fn a_row_below_a_header_with_gaps_is_a_row() {
        let first = row(&["Respondent", "Why?", ""]);
        for second in [["101", "Because.", "more"], ["", "", "7"], ["", "Because.", ""]] {
            assert_eq!(joined(&first, &row(&second), Some(&row(&["102", "So.", "x"]))), None, "{second:?}");
        }
        assert_eq!(joined(&first, &row(&["", "Because.", "more"]), None), None);
    }
}
