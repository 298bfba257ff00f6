//! A codebook alone: `.qdc`.

use std::io::{self, Write};

use super::codes::{self, About, Names};
use super::xml::Xml;
use super::{CODEBOOK, Loss, ORIGIN, Profile};
use crate::export::codebook::Whole;
use crate::model::codebook::Codebook;

/// Writes the themes. There must be one: the standard knows no empty codebook.
pub fn write(book: &Codebook, to: &mut dyn Write) -> io::Result<()> {
    let names = Names::of(book, &[], Profile::All);
    let mut xml = Xml::new(to);
    xml.declare()?;
    xml.open("CodeBook", &[("xmlns", CODEBOOK), ("origin", ORIGIN)])?;
    xml.open("Codes", &[])?;
    codes::themes(&mut xml, book, &names, &About { notes: &|_| Vec::new(), is_folder: &|_| false })?;
    xml.close("Codes")?;
    xml.close("CodeBook")
}

/// What a `.qdc` does not say of this codebook.
pub fn loss(whole: &Whole) -> Loss {
    let mut loss = of_themes(&whole.book);
    let examples = whole.themes.iter().map(|theme| theme.examples.len()).sum();
    loss.add(examples, "example quotation", "example quotations");
    loss
}

/// What codes do not say of themes.
pub(super) fn of_themes(book: &Codebook) -> Loss {
    let mut loss = Loss::default();
    let themes = || book.themes.iter();
    loss.add(themes().filter(|t| t.letter.is_some()).count(), "letter of a theme", "letters of themes");
    loss.add(
        themes().filter(|t| !t.terms.is_empty()).count(),
        "list of search terms",
        "lists of search terms",
    );
    loss.add(themes().filter(|t| t.retired).count(), "retirement of a theme", "retirements of themes");
    loss.add(book.merged.len(), "merged theme", "merged themes");
    loss
}
