//! What an element of a page is, by its name and its attributes.

/// Blocks: what stands before and after them is apart from them.
const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "p",
    "search",
    "section",
    "summary",
    "ul",
];

/// What a browser does not show, or shows as something other than text.
const BESIDE: [&str; 12] = [
    "audio", "button", "canvas", "datalist", "nav", "noframes", "noscript", "object", "rp", "rt", "svg",
    "video",
];

/// An element.
#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    pub(super) attributes: &'a [(String, String)],
}

impl<'a> Element<'a> {
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }

    pub(super) fn is_block(&self) -> bool {
        BLOCKS.contains(&self.name)
    }

    /// The level of a heading.
    pub(super) fn heading(&self) -> Option<u8> {
        match self.name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
            _ if self.attribute("role") == Some("heading") => {
                let level = self.attribute("aria-level").and_then(|level| level.parse().ok()).unwrap_or(2);
                Some(u8::clamp(level, 1, 9))
            }
            _ => None,
        }
    }

    /// Whether its own style says this of a property, white space and case aside.
    fn style(&self, property: &str, values: &[&str]) -> bool {
        let Some(style) = self.attribute("style") else { return false };
        style.split(';').filter_map(|one| one.split_once(':')).any(|(name, value)| {
            let value = value.trim().trim_end_matches("!important").trim();
            name.trim().eq_ignore_ascii_case(property) && values.iter().any(|v| v.eq_ignore_ascii_case(value))
        })
    }

    /// Whether what is in it is read and is no text: it is hidden, a menu, a button.
    pub(super) fn is_beside(&self) -> bool {
        BESIDE.contains(&self.name)
            || self.has("hidden")
            // Where no choice is marked a browser shows the first one; nobody made it.
            || (self.name == "option" && !self.has("selected"))
            || (self.name == "dialog" && !self.has("open"))
            || self.style("display", &["none"])
            || self.style("visibility", &["hidden", "collapse"])
            || self.attribute("role") == Some("navigation")
    }

    /// Whether it looks bold; `None` where it does not say.
    pub(super) fn strong(&self) -> Option<bool> {
        if self.style("font-weight", &["bold", "bolder", "600", "700", "800", "900"]) {
            return Some(true);
        }
        if self.style("font-weight", &["normal", "lighter", "400", "300"]) {
            return Some(false);
        }
        matches!(self.name, "b" | "strong").then_some(true)
    }

    /// Whether it looks emphasized; `None` where it does not say.
    pub(super) fn emphasis(&self) -> Option<bool> {
        if self.style("font-style", &["normal"]) {
            return Some(false);
        }
        (matches!(self.name, "i" | "em") || self.style("font-style", &["italic", "oblique"])).then_some(true)
    }

    /// Whether white space and line ends in it are shown as they stand.
    pub(super) fn is_preformatted(&self) -> bool {
        matches!(self.name, "pre" | "listing" | "xmp" | "plaintext" | "textarea")
            || self.style("white-space", &["pre", "pre-wrap", "pre-line", "break-spaces"])
    }

    /// What a field of a form shows.
    pub(super) fn shown(&self) -> Option<String> {
        let kind = self.attribute("type").unwrap_or("text").to_ascii_lowercase();
        match kind.as_str() {
            "checkbox" | "radio" => Some(if self.has("checked") { "[x] " } else { "[ ] " }.to_owned()),
            "hidden" | "password" | "submit" | "button" | "reset" | "image" | "file" | "range" | "color" => {
                None
            }
            _ => self.attribute("value").map(str::to_owned),
        }
    }

    /// What is said by it and stands in no text.
    pub(super) fn said(&self) -> impl Iterator<Item = &'a str> {
        let names: &[&str] = match self.name {
            "img" | "area" => &["alt", "title"],
            "input" if self.attribute("type").is_some_and(|t| matches!(t, "submit" | "button" | "reset")) => {
                &["value"]
            }
            "input" | "textarea" => &["placeholder"],
            "abbr" | "acronym" | "a" | "optgroup" => &["title", "label"],
            _ => &[],
        };
        let own = *self;
        names.iter().filter_map(move |name| own.attribute(name)).filter(|said| !said.trim().is_empty())
    }
}
