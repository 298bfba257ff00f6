//! Giving the query that is shown a name.

use crossterm::event::KeyEvent;

use crate::action::ActionId;
use crate::model::edit::Edit;
use crate::model::work::SavedFilter;
use crate::query::edit;
use crate::text;
use crate::tui::event::Effect;
use crate::tui::widget::field::Field;

/// The most characters of a name that is proposed.
const LONGEST: usize = 40;

/// The open field for the name.
#[derive(Clone, Debug)]
pub struct SaveFilter {
    /// The name.
    pub field: Field,
    /// What is saved.
    pub query: String,
    known: Vec<SavedFilter>,
}

impl SaveFilter {
    /// Opens the field with a name for this query: the one it has, else one made from its terms.
    pub fn new(query: &str, known: &[SavedFilter]) -> Self {
        let query = query.trim().to_owned();
        let named = known.iter().find(|f| f.query == query).map(|f| f.name.clone());
        let name = named.unwrap_or_else(|| proposed(&query));
        Self { field: Field::new(name), query, known: known.to_vec() }
    }

    /// The filter that has this name now.
    pub fn in_the_way(&self) -> Option<&SavedFilter> {
        let folded = text::fold(self.field.text());
        self.known.iter().find(|f| text::fold(&f.name) == folded)
    }

    /// Does an action.
    pub fn act(&mut self, action: ActionId) -> Vec<Effect> {
        match action {
            ActionId::Back => vec![Effect::Close],
            ActionId::Accept if text::fold(self.field.text()).is_empty() => {
                vec![Effect::Say("Type a name with a letter or a digit in it.".into())]
            }
            ActionId::Accept => {
                let (name, query) = (self.field.text().to_owned(), self.query.clone());
                vec![Effect::Close, Effect::Edit(Edit::SaveFilter { name, query })]
            }
            _ => Vec::new(),
        }
    }

    /// Takes a key that is typed.
    pub fn key(&mut self, key: KeyEvent) {
        self.field.key(key);
    }

    /// Takes pasted text.
    pub fn paste(&mut self, pasted: &str) {
        self.field.paste(pasted);
    }
}

/// A name from the terms of a query: `ipv6 q:4,11 -type:government` is "ipv6, q 4,11, not government".
fn proposed(query: &str) -> String {
    let terms = edit::terms(query);
    let words = terms.iter().map(|(term, _)| {
        let (not, term) = term.strip_prefix('-').map_or(("", term.as_str()), |term| ("not ", term));
        let said = match term.split_once(':') {
            Some((field @ ("q" | "question" | "section" | "words" | "date" | "no"), value)) => {
                format!("{field} {value}")
            }
            Some((_, value)) if !value.starts_with('(') => value.to_owned(),
            _ => term.to_owned(),
        };
        format!("{not}{}", said.replace('"', ""))
    });
    let name = words.collect::<Vec<_>>().join(", ");
    if text::fold(&name).is_empty() {
        return query.chars().take(LONGEST).collect();
    }
    if name.chars().count() <= LONGEST {
        return name;
    }
    let cut: String = name.chars().take(LONGEST).collect();
    cut.rsplit_once([' ', ',']).map_or(cut.as_str(), |(whole, _)| whole).trim_end_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::FilterId;

    #[test]
    fn a_name_is_proposed_from_what_the_query_says() {
        let name = |query: &str| SaveFilter::new(query, &[]).field.text().to_owned();
        assert_eq!(name("ipv6 q:4,11 -type:government"), "ipv6, q 4,11, not government");
        assert_eq!(name("from:\"Néo Exchange\" is:late"), "Néo Exchange, late");
        assert_eq!(name("tag:(theme:ipv6 stance:for)"), "tag:(theme:ipv6 stance:for)");
        assert!(name(&"word ".repeat(60)).chars().count() <= LONGEST);
    }

    #[test]
    fn a_query_that_has_a_name_keeps_it_and_a_name_that_is_there_is_told() {
        let filter = |name: &str, query: &str| SavedFilter {
            id: FilterId::of(&text::fold(name)),
            name: name.into(),
            query: query.into(),
        };
        let known = [filter("Late ones", "is:late"), filter("Routing", "routing")];
        let mut open = SaveFilter::new("is:late", &known);
        assert_eq!(open.field.text(), "Late ones");
        open.field.set("ROUTING");
        assert_eq!(open.in_the_way().map(|f| f.query.as_str()), Some("routing"));
        open.field.set(" … ");
        assert!(matches!(open.act(ActionId::Accept)[..], [Effect::Say(_)]));
    }
}
