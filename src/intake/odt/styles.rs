//! What a style says of a paragraph or of words: by itself, and by the styles that it is based on.

use std::collections::HashMap;

use super::lists::{Level, Lists};
use crate::intake::style_names::{Based, Says, resolved};
use crate::intake::xml::{Broken, Piece, Pieces, Tag};

/// What one style says itself, or a style with all that it is based on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Style {
    based_on: Option<String>,
    /// The level of a heading, from 1; 0 is the body.
    outline: Option<u32>,
    pub(super) list: Option<String>,
    pub(super) says: Says,
}

impl Style {
    /// The level of the heading that it makes.
    pub(super) fn heading(&self) -> Option<u8> {
        match self.outline {
            Some(level) => (level > 0).then_some(level.min(9) as u8),
            None => self.says.heading,
        }
    }

    fn of(tag: &Tag<'_>) -> Self {
        let shown = tag.attribute("display-name").or_else(|| tag.attribute("name")).unwrap_or_default();
        // A blank in the name of a style is written so where it has no name to be shown by.
        let name = shown.replace("_20_", " ").to_lowercase();
        Self {
            based_on: tag.attribute("parent-style-name").filter(|name| !name.is_empty()),
            outline: tag.attribute("default-outline-level").map(|level| level.parse().unwrap_or(0)),
            list: tag.attribute("list-style-name"),
            says: Says::of(&name),
        }
    }

    /// Takes what `style:text-properties` says.
    fn look(&mut self, tag: &Tag<'_>) {
        if let Some(weight) = tag.attribute("font-weight") {
            self.says.bold = Some(weight == "bold" || weight.parse::<u32>().is_ok_and(|w| w >= 600));
        }
        if let Some(style) = tag.attribute("font-style") {
            self.says.italic = Some(matches!(style.as_str(), "italic" | "oblique"));
        }
        if let Some(display) = tag.attribute("display") {
            self.says.hidden = Some(display == "none");
        }
    }
}

impl Based for Style {
    fn base(&self) -> Option<&str> {
        self.based_on.as_deref()
    }

    fn over(&mut self, base: &Self) {
        self.outline = self.outline.or(base.outline);
        self.list = self.list.take().or_else(|| base.list.clone());
        self.says.over(&base.says);
    }
}

/// All styles of a document, by family and name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    paragraphs: HashMap<String, Style>,
    words: HashMap<String, Style>,
    /// Sections that are not shown are marked where they stand; these are the styles of lists.
    pub(super) lists: Lists,
}

impl Styles {
    /// Takes the styles of a part: `styles.xml`, or those that the text itself brings.
    pub(super) fn take(&mut self, text: &str) -> Result<(), Broken> {
        let mut pieces = Pieces::new(text);
        let mut open: Option<(Family, String, Style)> = None;
        let mut list: Option<(Option<String>, Level, usize)> = None;
        let mut list_name: Option<String> = None;
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Open(tag) => match tag.name() {
                    // What comes now are no styles.
                    ("office", "body") => return Ok(()),
                    ("style", "style") => {
                        let name = tag.attribute("name").unwrap_or_default();
                        open = Family::of(&tag).map(|family| (family, name, Style::of(&tag)));
                    }
                    ("style", "text-properties") => {
                        if let Some((_, _, style)) = &mut open {
                            style.look(&tag);
                        }
                    }
                    ("text", "list-style") => list_name = tag.attribute("name"),
                    ("text", "outline-style") => list_name = None,
                    ("text", local) if local.contains("-level-style") => {
                        let at = tag.attribute("level").and_then(|l| l.parse().ok()).unwrap_or(1);
                        let level = Level::of(&tag, local);
                        list = Some((list_name.clone().filter(|_| local.starts_with("list")), level, at));
                    }
                    _ => {}
                },
                Piece::Close(name) => match name.name() {
                    ("style", "style") => {
                        if let Some((family, name, style)) = open.take() {
                            match family {
                                Family::Paragraph => self.paragraphs.insert(name, style),
                                Family::Words => self.words.insert(name, style),
                            };
                        }
                    }
                    ("text", local) if local.contains("-level-style") => {
                        if let Some((style, level, at)) = list.take() {
                            self.lists.define(style, at, level);
                        }
                    }
                    _ => {}
                },
                Piece::Text(_) => {}
            }
        }
        Ok(())
    }

    /// What a paragraph's style says with all that it is based on.
    pub(super) fn paragraph(&self, name: &str) -> Style {
        resolved(&self.paragraphs, name).unwrap_or_default()
    }

    /// As [`Self::paragraph`], for words.
    pub(super) fn words(&self, name: &str) -> Style {
        resolved(&self.words, name).unwrap_or_default()
    }
}

#[derive(Clone, Copy)]
enum Family {
    Paragraph,
    Words,
}

impl Family {
    fn of(tag: &Tag<'_>) -> Option<Self> {
        match tag.attribute("family")?.as_str() {
            "paragraph" => Some(Self::Paragraph),
            "text" => Some(Self::Words),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_style_does_not_say_the_one_below_says() {
        let mut styles = Styles::default();
        styles
            .take(
                "<office:x><style:style style:name='Heading_20_2' style:family='paragraph' style:default-outline-level='2'/>\
                 <style:style style:name='P1' style:family='paragraph' style:parent-style-name='Heading_20_2'/>\
                 <style:style style:name='P2' style:family='paragraph' style:parent-style-name='P1' \
                 style:default-outline-level=''/>\
                 <style:style style:name='Q' style:display-name='Quotations' style:family='paragraph'>\
                 <style:text-properties fo:font-weight='700' text:display='none'/></style:style>\
                 <style:style style:name='T1' style:family='text'><style:text-properties fo:font-style='italic'/></style:style>\
                 <style:style style:name='L' style:family='paragraph' style:parent-style-name='L'/></office:x>",
            )
            .unwrap();
        let heading = |name: &str| styles.paragraph(name).heading();
        assert_eq!([heading("P1"), heading("P2"), heading("L")], [Some(2), None, None]);
        let quote = styles.paragraph("Q");
        assert!(quote.says.quote && quote.says.bold == Some(true) && quote.says.hidden == Some(true));
        assert_eq!([styles.words("T1").says.italic, styles.words("P1").says.italic], [Some(true), None]);
    }
}
