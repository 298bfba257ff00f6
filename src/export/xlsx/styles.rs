//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// A muted blue, for the heads.
const HEAD: Color = Color::RGB(0x1F_3A_5F);
/// For lines between rows and what is said beside.
const QUIET: Color = Color::RGB(0xC9_D2_DC);
const GREY: Color = Color::RGB(0x5B_66_73);

/// From right to left, in the words of the file format.
const FROM_RIGHT: u8 = 2;

/// All that are used.
pub(super) struct Styles {
    head: Format,
    title: Format,
    label: Format,
    note: Format,
    day: Format,
    /// By wrapped, from right to left, bold.
    texts: [Format; 8],
    /// By share, bold.
    numbers: [Format; 4],
}

impl Styles {
    pub(super) fn new() -> Self {
        let plain = || {
            Format::new()
                .set_align(FormatAlign::Top)
                .set_border_bottom(FormatBorder::Hair)
                .set_border_bottom_color(QUIET)
        };
        let text = |i: usize| {
            let format = if i & 4 != 0 { plain().set_text_wrap() } else { plain() };
            let format = if i & 2 != 0 {
                format.set_reading_direction(FROM_RIGHT).set_align(FormatAlign::Right)
            } else {
                format
            };
            sum(format, i & 1 != 0)
        };
        let number = |i: usize| {
            let format = plain().set_num_format(if i & 2 != 0 { "0.0" } else { "#,##0" });
            sum(format, i & 1 != 0)
        };
        Self {
            head: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(HEAD)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            title: Format::new().set_bold().set_font_size(14).set_font_color(HEAD),
            label: Format::new().set_bold().set_align(FormatAlign::Top),
            note: Format::new().set_font_color(GREY).set_align(FormatAlign::Top).set_text_wrap(),
            day: plain().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            texts: std::array::from_fn(text),
            numbers: std::array::from_fn(number),
        }
    }

    pub(super) fn head(&self) -> &Format {
        &self.head
    }

    pub(super) fn title(&self) -> &Format {
        &self.title
    }

    pub(super) fn label(&self) -> &Format {
        &self.label
    }

    pub(super) fn note(&self) -> &Format {
        &self.note
    }

    pub(super) fn day(&self) -> &Format {
        &self.day
    }

    pub(super) fn text(&self, wrapped: bool, from_right: bool, bold: bool) -> &Format {
        &self.texts[usize::from(wrapped) * 4 + usize::from(from_right) * 2 + usize::from(bold)]
    }

    pub(super) fn number(&self, share: bool, bold: bool) -> &Format {
        &self.numbers[usize::from(share) * 2 + usize::from(bold)]
    }
}

fn sum(format: Format, bold: bool) -> Format {
    if bold { format.set_bold().set_border_top(FormatBorder::Thin) } else { format }
}
