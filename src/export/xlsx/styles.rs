//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::Kind;

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
    head_of_numbers: Format,
    upright: Format,
    said: Format,
    title: Format,
    label: Format,
    note: Format,
    day: Format,
    flag: Format,
    /// By wrapped, from right to left, bold.
    texts: [Format; 8],
    /// By bold.
    numbers: [Format; 2],
    shares: [Format; 2],
    mark: Format,
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
                format.set_align(FormatAlign::Left)
            };
            // Apart from the number beside it.
            let format = format.set_indent(1);
            sum(format, i & 1 != 0)
        };
        let numbers = |digits: &str| {
            let number = || plain().set_num_format(digits);
            [number(), sum(number(), true)]
        };
        let head = || {
            Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(HEAD)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap()
        };
        Self {
            head: head().set_align(FormatAlign::Left).set_indent(1),
            head_of_numbers: head().set_align(FormatAlign::Right),
            upright: head().set_rotation(90).set_align(FormatAlign::Center).set_align(FormatAlign::Bottom),
            said: plain().set_num_format("#,##0").set_align(FormatAlign::Left).set_indent(1),
            title: Format::new().set_bold().set_font_size(14).set_font_color(HEAD),
            label: Format::new().set_bold().set_align(FormatAlign::Top),
            note: Format::new().set_font_color(GREY).set_align(FormatAlign::Top).set_text_wrap(),
            day: plain().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left).set_indent(1),
            // Where such a cell is taken for a number, it still reads so.
            flag: text(0).set_num_format("\"TRUE\";\"TRUE\";\"FALSE\""),
            texts: std::array::from_fn(text),
            numbers: numbers("#,##0"),
            shares: numbers("0.0"),
            // A 0 is shown as a point, so that each 1 catches the eye.
            mark: plain().set_num_format("0;-0;·").set_align(FormatAlign::Center),
        }
    }

    pub(super) fn head(&self, of_numbers: bool) -> &Format {
        if of_numbers { &self.head_of_numbers } else { &self.head }
    }

    pub(super) fn upright(&self) -> &Format {
        &self.upright
    }

    /// A number on the second sheet, among words.
    pub(super) fn said(&self) -> &Format {
        &self.said
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

    pub(super) fn flag(&self) -> &Format {
        &self.flag
    }

    pub(super) fn text(&self, wrapped: bool, from_right: bool, bold: bool) -> &Format {
        &self.texts[usize::from(wrapped) * 4 + usize::from(from_right) * 2 + usize::from(bold)]
    }

    pub(super) fn number(&self, kind: Kind, bold: bool) -> &Format {
        match kind {
            Kind::Mark => &self.mark,
            Kind::Share => &self.shares[usize::from(bold)],
            _ => &self.numbers[usize::from(bold)],
        }
    }
}

fn sum(format: Format, bold: bool) -> Format {
    if bold { format.set_bold().set_border_top(FormatBorder::Thin) } else { format }
}
