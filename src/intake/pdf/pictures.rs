//! Whether a picture shows anything: a page that is one picture is a scan, unless the picture is of one colour.

use lopdf::Stream;

use super::file::File;

/// A picture in black and white that was packed to less than a byte for so many pixels shows nothing: an empty sheet of
/// 300 dots an inch takes some hundred bytes, one with a line of writing thousands.
const PIXELS_A_BYTE: f64 = 8_000.0;

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
    if let Some(mask) = file.stream(&stream.dict, "SMask")
        && is_one_byte(&file.bytes(mask))
        && file.bytes(mask).first() == Some(&0)
    {
        return true;
    }
    let bytes = file.bytes(stream);
    !bytes.is_empty() && is_one_colour(&bytes)
}

fn is_one_byte(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|first| bytes.iter().all(|b| b == first))
}

/// Whether the same one, three or four bytes come again and again.
fn is_one_colour(bytes: &[u8]) -> bool {
    [1, 3, 4].iter().any(|size| {
        let first = &bytes[..bytes.len().min(*size)];
        bytes.chunks(*size).all(|pixel| first.starts_with(pixel))
    })
}
