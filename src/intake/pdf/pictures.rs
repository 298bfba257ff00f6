//! Whether a picture shows anything: a page that is one picture is a scan, unless the picture is of one colour.

use lopdf::Stream;

use super::file::File;

/// A picture in black and white that was packed to less than a byte for so many pixels shows nothing: an empty sheet of
/// 300 dots an inch takes some hundred bytes, one with a line of writing thousands.
const PIXELS_A_BYTE: f64 = 8_000.0;

/// One byte in so many may be a speck.
const SPECKS: usize = 1_000;

/// Whether all of a picture has one colour, as far as that can be told.
pub(super) fn is_plain(file: &File, stream: &Stream) -> bool {
    let side = |long: &str, short: &str| {
        file.number(&stream.dict, long).or_else(|| file.number(&stream.dict, short)).unwrap_or(0.0)
    };
    let pixels = side("Width", "W") * side("Height", "H");
    let black_and_white = file.number(&stream.dict, "BitsPerComponent").unwrap_or(1.0) <= 1.0;
    if black_and_white && (stream.content.len() as f64) * PIXELS_A_BYTE < pixels {
        return true;
    }
    let bytes = file.bytes(stream);
    !bytes.is_empty() && is_one_colour(&bytes)
}

/// Whether the same one, three or four bytes come again and again, but for specks of dust.
fn is_one_colour(bytes: &[u8]) -> bool {
    [1, 3, 4].iter().any(|size| (0..*size).all(|first| is_one_byte(bytes.iter().skip(first).step_by(*size))))
}

fn is_one_byte<'b>(bytes: impl Iterator<Item = &'b u8>) -> bool {
    let (mut counts, mut all) = ([0usize; 256], 0usize);
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
        all += 1;
    }
    let others = all - counts.iter().max().copied().unwrap_or(0);
    others * SPECKS <= all
}
