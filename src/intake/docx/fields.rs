//! Fields: what a document computes. Their results are text, their instructions are not; boxes that are ticked and
//! lists that are chosen from have their result beside the text, and it is written here.

/// One field that is open.
#[derive(Default)]
pub(super) struct Field {
    /// "HYPERLINK …", "PAGE".
    pub(super) instruction: String,
    /// Its result has begun.
    pub(super) in_result: bool,
    /// A link was opened for it.
    pub(super) is_link: bool,
    /// Of a box: ticked from the start, and ticked now.
    ticked: (Option<bool>, Option<bool>),
    is_box: bool,
    choices: Vec<String>,
    chosen: Option<usize>,
}

impl Field {
    /// A field that is one element: its content is its result.
    pub(super) fn simple(instruction: String) -> Self {
        Self { instruction, in_result: true, ..Self::default() }
    }

    /// Takes what stands in the data of a form's field.
    pub(super) fn datum(&mut self, local: &str, is_on: bool, value: Option<String>) {
        match local {
            "checkBox" => self.is_box = true,
            "default" if self.is_box => self.ticked.0 = Some(is_on),
            "checked" if self.is_box => self.ticked.1 = Some(is_on),
            "listEntry" => self.choices.extend(value),
            "result" | "default" => {
                self.chosen = value.and_then(|value| value.parse().ok()).or(self.chosen);
            }
            _ => {}
        }
    }

    /// The address that it links to, if it does.
    pub(super) fn address(&self) -> Option<String> {
        let rest = self.instruction.trim().strip_prefix("HYPERLINK")?;
        let rest = rest.trim_start();
        // A switch stands first where the link leads to a place within the document.
        let address = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => rest.split_whitespace().next().filter(|word| !word.starts_with('\\')),
        };
        address.filter(|address| !address.is_empty()).map(str::to_owned)
    }

    /// What it shows though it is no text: a box, or the entry that was chosen.
    pub(super) fn shown(&self) -> Option<String> {
        if self.is_box {
            let ticked = self.ticked.1.or(self.ticked.0).unwrap_or(false);
            return Some(if ticked { "[x]" } else { "[ ]" }.to_owned());
        }
        self.choices.get(self.chosen.unwrap_or(0)).cloned()
    }
}

/// A sign of a font of signs, in Unicode; U+FFFD where it is not known.
pub(super) fn symbol(font: &str, code: &str) -> char {
    let Some(code) = u32::from_str_radix(code, 16).ok() else { return char::REPLACEMENT_CHARACTER };
    let low = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let known = match (font.to_lowercase().as_str(), low) {
        ("wingdings", 0xFE | 0x78 | 0xFD) | ("wingdings 2", 0x53 | 0x54) => Some('☒'),
        ("wingdings", 0x6F | 0xA8 | 0x71 | 0x72) | ("wingdings 2", 0xA3 | 0x2A) => Some('☐'),
        ("wingdings 2", 0x52) => Some('☑'),
        ("wingdings", 0xFC) | ("wingdings 2", 0x50) => Some('✓'),
        ("wingdings", 0xFB) | ("wingdings 2", 0x4F) => Some('✗'),
        ("wingdings", 0xE0) | ("symbol", 0xAE) => Some('→'),
        ("wingdings", 0xDF) | ("symbol", 0xAC) => Some('←'),
        ("wingdings", 0xD8) => Some('➢'),
        ("wingdings", 0xA7 | 0x6E) => Some('▪'),
        ("wingdings", 0x6C | 0x9F) | ("symbol", 0xB7) => Some('•'),
        ("wingdings", 0x4A) => Some('☺'),
        ("wingdings", 0x4C) => Some('☹'),
        ("symbol", 0xA3) => Some('≤'),
        ("symbol", 0xB3) => Some('≥'),
        ("symbol", 0xB9) => Some('≠'),
        ("symbol", 0xBB) => Some('≈'),
        ("symbol", 0xB1) => Some('±'),
        ("symbol", 0xB0) => Some('°'),
        ("symbol", 0xB4) => Some('×'),
        ("symbol", 0xD6) => Some('√'),
        ("symbol", 0xA5) => Some('∞'),
        ("symbol", 0x6D) => Some('μ'),
        ("symbol", 0x61) => Some('α'),
        ("symbol", 0x62) => Some('β'),
        ("symbol", 0x44) => Some('Δ'),
        ("symbol", 0x53) => Some('Σ'),
        _ => None,
    };
    let own = || char::from_u32(code).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c) && !c.is_control());
    known.or_else(own).unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(instruction: &str) -> Field {
        Field { instruction: instruction.to_owned(), ..Field::default() }
    }

    #[test]
    fn a_field_gives_its_address() {
        assert_eq!(field(" HYPERLINK \"https://a.b/c\" ").address().unwrap(), "https://a.b/c");
        assert_eq!(field("HYPERLINK https://a.b \\o \"tip\"").address().unwrap(), "https://a.b");
        assert_eq!(field("HYPERLINK \\l \"part\"").address(), None);
        assert_eq!(field("PAGE").address(), None);
    }

    #[test]
    fn signs_are_known_by_their_font() {
        assert_eq!([symbol("Wingdings", "F0FE"), symbol("Wingdings", "F0A8")], ['☒', '☐']);
        assert_eq!(
            [symbol("Arial", "2713"), symbol("Odd", "F0AA"), symbol("x", "zz")],
            ['✓', '\u{fffd}', '\u{fffd}']
        );
    }
}
