//! The table of fields, from which parser, errors, completion and documentation are made.

/// A field of the query language.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// `q:`
    Question,
    /// `section:`
    Section,
    /// `theme:`
    Theme,
    /// `stance:`
    Stance,
    /// `analyst:`
    Analyst,
    /// `tag:( )`
    Tag,
    /// `terms:`
    Terms,
    /// `declined:`
    Declined,
    /// `has:`
    Has,
    /// `no:`
    No,
    /// `note:`
    Note,
    /// `status:`
    Status,
    /// `from:`
    From,
    /// `ref:`
    Reference,
    /// `source:`
    Source,
    /// `type:`
    StakeholderType,
    /// `country:`
    Country,
    /// `region:`
    Region,
    /// `lang:`
    Language,
    /// `date:`
    Date,
    /// `words:`
    Words,
    /// `shortlist:`
    Shortlist,
    /// `is:`
    Is,
    /// `attr:`
    Attribute,
    /// `id:`
    Id,
    /// `sample:`
    Sample,
    /// `sort:`
    Sort,
}

/// What a field takes after its colon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takes {
    /// Names or parts of names.
    Names,
    /// Names, or a range with both ends.
    Range,
    /// Days, or a range that may be open.
    Days,
    /// A number, a comparison or a range that may be open.
    Number,
    /// Words, phrases and prefixes.
    Words,
    /// One of a few fixed words.
    Choice(&'static [&'static str]),
    /// A column's head and a value: head=value.
    Pairs,
    /// How many, and a seed: 50@7.
    Sample,
    /// Terms between parentheses.
    Group,
}

/// A row of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Info {
    /// Which.
    pub field: Field,
    /// The word before the colon.
    pub name: &'static str,
    /// Other words for it, which print as the name.
    pub aliases: &'static [&'static str],
    /// What it matches, in one line.
    pub matches: &'static str,
    /// A whole example.
    pub example: &'static str,
    /// What follows the colon.
    pub takes: Takes,
}

/// What a submission or text may be.
pub(super) const IS: &[&str] = &["late", "unplaced", "anonymous", "withdrawn", "replaced", "any"];

/// What a text may have.
pub(super) const HAS: &[&str] = &["theme", "note", "translation"];

/// What can be sorted by.
pub const SORTS: &[&str] = &["date", "from", "ref", "q", "words", "country", "type", RELEVANCE];

/// The order by how well a text fits the words that are looked for, which is no field.
pub(super) const RELEVANCE: &str = "relevance";

/// How the words of the text are looked for: what is written, and what it finds.
pub const TEXT: [(&str, &str); 5] = [
    ("word", "the word, whole, in the text; several words side by side: all of them, anywhere in it"),
    ("\"a phrase\"", "these words next to each other"),
    ("wor*", "words that begin so; after a phrase, its last word begins so"),
    (
        "word~",
        "the word in its other forms, by the language of the answer: routing~ also finds routed and routes; after a phrase, each of its words",
    ),
    (
        "\"two words\"~5",
        "all these words near each other, in any order: from the end of each to the beginning of the last, at most 5 other words",
    ),
];

/// Every field, in the order of the documentation.
pub const FIELDS: [Info; 27] = [
    row(
        Field::Question,
        "q",
        &["question"],
        "the question; a range is in the call's order",
        "q:8..11",
        Takes::Range,
    ),
    row(
        Field::Section,
        "section",
        &[],
        "the section, by number or part of its title",
        "section:2",
        Takes::Range,
    ),
    row(
        Field::Theme,
        "theme",
        &[],
        "tagged with the theme or one under it; = it alone",
        "theme:=infrastructure",
        Takes::Names,
    ),
    row(
        Field::Stance,
        "stance",
        &[],
        "tagged with this stance",
        "stance:against",
        Takes::Choice(&["for", "against", "mixed"]),
    ),
    row(Field::Analyst, "analyst", &[], "tagged by this analyst", "analyst:alice", Takes::Names),
    row(
        Field::Tag,
        "tag",
        &[],
        "one tag that is all of this",
        "tag:(theme:ipv6 stance:against)",
        Takes::Group,
    ),
    row(
        Field::Terms,
        "terms",
        &[],
        "a search term of the theme or of one under it is in the text, in any of its forms; = of it alone",
        "terms:ipv6",
        Takes::Names,
    ),
    row(
        Field::Declined,
        "declined",
        &[],
        "I said that the theme, or one under it, is not in it; = it alone",
        "declined:ipv6",
        Takes::Names,
    ),
    row(Field::Has, "has", &[], "has a theme, a note or a translation", "has:note", Takes::Choice(HAS)),
    row(Field::No, "no", &[], "has no theme, no note or no translation", "no:theme", Takes::Choice(HAS)),
    row(
        Field::Note,
        "note",
        &[],
        "words of a note, with all the signs for words of the text",
        "note:quote*",
        Takes::Words,
    ),
    row(
        Field::Status,
        "status",
        &[],
        "my review state, or @alice's, @any's, @none's",
        "status:reviewed@any",
        Takes::Choice(&["todo", "reviewed", "flagged"]),
    ),
    row(
        Field::From,
        "from",
        &["submitter"],
        "part of the name of the submitter or of a signatory",
        "from:\"RIPE NCC\"",
        Takes::Names,
    ),
    row(
        Field::Reference,
        "ref",
        &["reference"],
        "part of the submission's reference",
        "ref:WSIS20-017",
        Takes::Names,
    ),
    row(
        Field::Source,
        "source",
        &[],
        "the file that its text came in: part of the name, or six or more digits that its sha256 begins with",
        "source:answers.csv",
        Takes::Names,
    ),
    row(
        Field::StakeholderType,
        "type",
        &["stakeholder"],
        "the stakeholder type",
        "type:government",
        Takes::Names,
    ),
    row(Field::Country, "country", &[], "the country, by name or code", "country:CH", Takes::Names),
    row(Field::Region, "region", &[], "the region", "region:africa", Takes::Names),
    row(Field::Language, "lang", &["language"], "the language, by name or code", "lang:fr", Takes::Names),
    row(
        Field::Date,
        "date",
        &[],
        "the day of submission; a range may be open",
        "date:..2025-01-31",
        Takes::Days,
    ),
    row(Field::Words, "words", &[], "the number of words", "words:>500", Takes::Number),
    row(
        Field::Shortlist,
        "shortlist",
        &[],
        "on the shortlist of this name",
        "shortlist:chapter",
        Takes::Names,
    ),
    row(
        Field::Is,
        "is",
        &[],
        "late, under no question, without a submitter, withdrawn or replaced; any: also what is left out otherwise",
        "is:late",
        Takes::Choice(IS),
    ),
    row(
        Field::Attribute,
        "attr",
        &["attribute"],
        "the value of a table's column that is kept as an attribute: the whole, else words of it",
        "attr:\"Organisation size\"=large",
        Takes::Pairs,
    ),
    row(Field::Id, "id", &[], "the beginning of an answer's or submission's id", "id:4f2a91", Takes::Names),
    row(
        Field::Sample,
        "sample",
        &[],
        "so many texts, drawn from all that the rest of the query finds; after @ the seed, without it 1",
        "sample:50@7",
        Takes::Sample,
    ),
    row(
        Field::Sort,
        "sort",
        &[],
        "the order; - from the greatest down; relevance: what fits the words best comes first",
        "sort:-date",
        Takes::Choice(SORTS),
    ),
];

const fn row(
    field: Field,
    name: &'static str,
    aliases: &'static [&'static str],
    matches: &'static str,
    example: &'static str,
    takes: Takes,
) -> Info {
    Info { field, name, aliases, matches, example, takes }
}

impl Field {
    /// Its row of the table.
    pub fn info(self) -> &'static Info {
        // A test holds the table to the order of the enum.
        &FIELDS[self as usize]
    }

    /// The word before the colon.
    pub fn name(self) -> &'static str {
        self.info().name
    }

    /// The field of this name or alias, case ignored.
    pub fn by_name(name: &str) -> Option<Self> {
        let names = |info: &Info| {
            std::iter::once(&info.name).chain(info.aliases).any(|n| n.eq_ignore_ascii_case(name))
        };
        FIELDS.iter().find(|info| names(info)).map(|info| info.field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_its_examples_parse() {
        for (at, info) in FIELDS.iter().enumerate() {
            assert_eq!(info.field as usize, at);
            assert_eq!(Field::by_name(info.name), Some(info.field));
            let query = crate::query::parse(info.example).unwrap();
            assert_eq!(query.to_string(), info.example);
        }
        for (example, _) in TEXT {
            assert_eq!(crate::query::parse(example).unwrap().to_string(), example);
        }
    }
}
