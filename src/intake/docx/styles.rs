//! What a style says of a paragraph or a run: by itself, and by the styles that it is based on.

use std::collections::HashMap;

use crate::intake::style_names::{Based, Says, resolved};
use crate::intake::xml::{Broken, Piece, Pieces, Tag};

/// A numbered or bulleted list and the level in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct ListPlace {
    /// `w:numId`; "0" is no list.
    pub(super) list: Option<String>,
    /// From 0.
    pub(super) level: Option<u8>,
}

/// What one style says itself, or a style with all that it is based on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Style {
    based_on: Option<String>,
    /// From 0; 9 is the body.
    pub(super) outline: Option<u32>,
    pub(super) list: ListPlace,
    pub(super) says: Says,
}

impl Style {
    /// The level of the heading that it makes, from 1.
    pub(super) fn heading(&self) -> Option<u8> {
        match self.outline {
            Some(level) => (level < 9).then_some(level as u8 + 1),
            None => self.says.heading,
        }
    }

    /// Takes what the property says.
    pub(super) fn property(&mut self, tag: &Tag<'_>, local: &str) {
        match local {
            "outlineLvl" => self.outline = tag.number(),
            "numId" => self.list.list = tag.attribute("val"),
            "ilvl" => self.list.level = tag.number().map(|n| n.min(8) as u8),
            "b" => self.says.bold = Some(tag.is_on()),
            "i" => self.says.italic = Some(tag.is_on()),
            "vanish" => self.says.hidden = Some(tag.is_on()),
            _ => {}
        }
    }
}

impl Based for Style {
    fn base(&self) -> Option<&str> {
        self.based_on.as_deref()
    }

    fn over(&mut self, base: &Self) {
        self.outline = self.outline.or(base.outline);
        self.list.list = self.list.list.take().or_else(|| base.list.list.clone());
        self.list.level = self.list.level.or(base.list.level);
        self.says.over(&base.says);
    }
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: HashMap<String, Style>,
    /// Of paragraphs that name none.
    default: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`; without it style ids stand for their names.
    pub(super) fn read(text: &str) -> Result<Self, Broken> {
        let (mut pieces, mut styles) = (Pieces::new(text), Self::default());
        let mut open: Option<(String, Style)> = None;
        let mut former = 0_usize;
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Open(tag) => {
                    let ("w", local) = tag.name() else { continue };
                    match (local, &mut open) {
                        ("style", _) => {
                            let id = tag.attribute("styleId").unwrap_or_default();
                            let is_default =
                                tag.attribute("default").is_some_and(|v| v == "1" || v == "true");
                            if is_default && tag.attribute("type").is_none_or(|kind| kind == "paragraph") {
                                styles.default = Some(id.clone());
                            }
                            open = Some((id, Style::default()));
                        }
                        ("rPrChange" | "pPrChange", _) => former += 1,
                        (_, Some(_)) if former > 0 => {}
                        ("name", Some((_, style))) => {
                            let name = tag.attribute("val").unwrap_or_default().to_lowercase();
                            style.says.take_name(&name);
                        }
                        ("basedOn", Some((_, style))) => style.based_on = tag.attribute("val"),
                        (other, Some((_, style))) => style.property(&tag, other),
                        _ => {}
                    }
                }
                Piece::Close(name) => match name.name() {
                    ("w", "style") => styles.all.extend(open.take()),
                    ("w", "rPrChange" | "pPrChange") => former = former.saturating_sub(1),
                    _ => {}
                },
                Piece::Text(_) => {}
            }
        }
        Ok(styles)
    }

    /// What a style says with all that it is based on; the default one's for a paragraph that names none.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Style {
        self.resolved(id.or(self.default.as_deref()))
    }

    /// As [`Self::paragraph`], for a run: without a name it says nothing.
    pub(super) fn resolved(&self, id: Option<&str>) -> Style {
        let Some(id) = id else { return Style::default() };
        resolved(&self.all, id)
            .unwrap_or_else(|| Style { says: Says::of(&id.to_lowercase()), ..Style::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_by_level_or_by_name_also_of_the_style_below() {
        let styles = Styles::read(
            "<w:styles>\
             <w:style w:styleId='a' w:type='paragraph' w:default='1'><w:name w:val='Normal'/></w:style>\
             <w:style w:styleId='b'><w:name w:val='Überschrift 2'/><w:basedOn w:val='a'/></w:style>\
             <w:style w:styleId='c'><w:name w:val='Ours'/><w:basedOn w:val='b'/></w:style>\
             <w:style w:styleId='d'><w:name w:val='heading 1'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>\
             <w:style w:styleId='e'><w:name w:val='x'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>\
             <w:style w:styleId='f'><w:name w:val='TOC 3'/></w:style>\
             <w:style w:styleId='g'><w:name w:val='y'/><w:basedOn w:val='g'/></w:style></w:styles>",
        )
        .unwrap();
        let heading = |id: &str| styles.paragraph(Some(id)).heading();
        assert_eq!([heading("a"), heading("b"), heading("c")], [None, Some(2), Some(2)]);
        assert_eq!([heading("d"), heading("e"), heading("g")], [None, Some(3), None]);
        assert_eq!(heading("Heading4"), Some(4));
        assert!(styles.paragraph(Some("f")).says.contents);
        for title in ["Title", "标题", "Título", "Titre"] {
            assert_eq!(styles.paragraph(Some(title)).heading(), Some(1), "{title}");
        }
    }
}
