//! What stands on page after page around the text: headers, footers and the numbers of pages.

use std::collections::HashMap;

use super::lines::Line;

/// So many lines from the top and from the bottom of a page are looked at.
const EDGE_LINES: usize = 4;

/// Lines on different pages stand at one height when it differs by less, in points.
const SAME_HEIGHT: f64 = 6.0;

/// The part of a page's height at the top and at the bottom in which nothing but furniture is expected.
const MARGIN: f64 = 0.09;

/// A number of a page is alone in this part at the bottom, or at the top, where only one page has it.
const NUMBER_MARGIN: f64 = 0.12;

/// The longest line that is furniture, in characters.
const LONGEST: usize = 300;

/// The words that stand before a page's number.
const PAGE: [&str; 17] = [
    "page",
    "p",
    "pg",
    "seite",
    "página",
    "pagina",
    "pág",
    "pag",
    "side",
    "sida",
    "strona",
    "strana",
    "str",
    "стр",
    "страница",
    "صفحة",
    "sivu",
];

/// A page's lines, and its height.
pub(super) struct Page {
    pub(super) height: f64,
    /// Regions in the order of reading.
    pub(super) regions: Vec<Vec<Line>>,
}

/// Takes furniture out of all pages: what it said, each in its place.
pub(super) fn take(pages: &mut [Page]) -> Vec<String> {
    let mut counts: HashMap<String, Vec<(u32, f64)>> = HashMap::new();
    for page in pages.iter() {
        for (line, _) in edge_lines(page) {
            counts.entry(key(&line.text())).or_default().push((line.page, line.y));
        }
    }
    let count = pages.len();
    let mut taken = Vec::new();
    for page in pages.iter_mut() {
        let height = page.height;
        let mut found: Vec<(f64, f64)> = Vec::new();
        for (line, outermost) in edge_lines(page) {
            let text = line.text();
            let others = counts.get(&key(&text)).map_or(&[][..], Vec::as_slice);
            let again = others
                .iter()
                .filter(|(page, y)| *page != line.page && (y - line.y).abs() < SAME_HEIGHT)
                .count();
            let in_margin = line.y < MARGIN * height || line.y > (1.0 - MARGIN) * height;
            let near_edge = line.y < NUMBER_MARGIN * height || line.y > (1.0 - NUMBER_MARGIN) * height;
            let repeated = if in_margin {
                again >= 1 && again * 4 >= count.min(8)
            } else {
                again >= 2 && again * 2 >= count - 1
            };
            let number = outermost && near_edge && is_page_number(&text, line.page, count);
            if line.furniture || repeated || number {
                found.push((line.left, line.y));
            }
        }
        let is_furniture = |line: &Line| line.furniture || found.contains(&(line.left, line.y));
        for region in &mut page.regions {
            taken.extend(region.iter().filter(|l| is_furniture(l)).map(Line::text));
            region.retain(|line| !is_furniture(line));
        }
        page.regions.retain(|region| !region.is_empty());
    }
    taken
}

/// The lines nearest to the top and the bottom of a page, and whether each is the very first or last.
fn edge_lines(page: &Page) -> Vec<(&Line, bool)> {
    let mut lines: Vec<&Line> = page.regions.iter().flatten().collect();
    lines.sort_by(|a, b| b.y.total_cmp(&a.y));
    // How many other heights are above each line.
    let mut ranks: Vec<usize> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let lower = i > 0 && lines[i - 1].y - line.y > 2.0;
        ranks.push(ranks.last().copied().unwrap_or(0) + usize::from(lower));
    }
    let last = ranks.last().copied().unwrap_or(0);
    let near = |i: usize| ranks[i].min(last - ranks[i]);
    let all = lines.iter().enumerate().map(|(i, line)| (*line, near(i)));
    all.filter(|(line, near)| *near < EDGE_LINES && line.text().chars().count() <= LONGEST)
        .map(|(line, near)| (line, near == 0))
        .collect()
}

/// The words of a line, less its numbers: those differ from page to page.
fn key(text: &str) -> String {
    let folded: String = text.chars().map(|c| if c.is_numeric() { '#' } else { c }).collect();
    let mut key = String::new();
    for word in folded.split_whitespace() {
        let word = if word.chars().all(|c| c == '#') { "#" } else { word };
        key.push_str(word);
        key.push(' ');
    }
    key
}

/// Whether a line is nothing but the number of its page: "3", "- 3 -", "Page 3 of 12", "3/12", "iv".
fn is_page_number(text: &str, page: u32, pages: usize) -> bool {
    let text = text.trim();
    if text.chars().count() > 24 {
        return false;
    }
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| !n.is_empty() && n.len() <= 4)
        .filter_map(|n| n.parse().ok())
        .collect();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    match (numbers.as_slice(), words.as_slice()) {
        ([], [roman]) => roman.len() <= 6 && roman.chars().all(|c| "ivxIVX".contains(c)) && text.len() <= 10,
        // What is alone there may begin to count before this file begins, and hardly after it ends.
        ([n], []) => *n <= page + pages as u32 + 20,
        ([n], [word]) => PAGE.contains(&word.to_lowercase().as_str()) && n.abs_diff(page) <= 3,
        ([n, of], [] | [_] | [_, _]) => n <= of && n.abs_diff(page) <= 3,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_told_from_other_numbers() {
        for (text, page) in
            [("3", 3), ("- 3 -", 3), ("Page 3 of 12", 3), ("3/12", 3), ("iv", 4), ("Seite 3", 3), ("17", 3)]
        {
            assert!(is_page_number(text, page, 12), "{text}");
        }
        for text in
            ["3. What", "2020", "Question 17", "Question 3", "we agree on 3", "", "3 apples and 4 pears too"]
        {
            assert!(!is_page_number(text, 3, 12), "{text}");
        }
    }

    #[test]
    fn lines_are_compared_without_their_numbers() {
        assert_eq!(key("Page 9 of 12"), key("Page 10 of 12"));
        assert_ne!(key("Answer to a"), key("Answer to b"));
    }
}
