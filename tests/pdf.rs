//! PDF files, written operator by operator: what the tests need of them and no more.

use std::fmt::Write as _;

/// A file that is being made.
pub(crate) struct Pdf {
    pages: Vec<(String, String)>,
    info: String,
    /// Objects beside pages and fonts, from number [`FIRST_OTHER`] on.
    others: Vec<Vec<u8>>,
    trailer: String,
}

/// The number of the first object that [`Pdf::object`] adds.
pub(crate) const FIRST_OTHER: usize = 20;

/// The fonts of every page: F1 is regular, F2 bold, F3 shows UTF-16 as it stands.
const FONTS: &str = "/Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >>";

impl Pdf {
    pub(crate) fn new() -> Self {
        Self { pages: Vec::new(), info: String::new(), others: Vec::new(), trailer: String::new() }
    }

    /// Adds a page of A4 that draws this.
    pub(crate) fn page(self, content: &str) -> Self {
        self.page_with(content, "")
    }

    /// Adds a page with more in its dictionary: "/Rotate 90", "/Annots [20 0 R]".
    pub(crate) fn page_with(mut self, content: &str, more: &str) -> Self {
        self.pages.push((content.to_owned(), more.to_owned()));
        self
    }

    pub(crate) fn info(mut self, info: &str) -> Self {
        info.clone_into(&mut self.info);
        self
    }

    /// Adds to the trailer: "/Encrypt 20 0 R".
    pub(crate) fn trailer(mut self, more: &str) -> Self {
        more.clone_into(&mut self.trailer);
        self
    }

    /// Adds an object; the first is [`FIRST_OTHER`].
    pub(crate) fn object(mut self, object: impl Into<Vec<u8>>) -> Self {
        self.others.push(object.into());
        self
    }

    /// Adds a stream.
    pub(crate) fn stream(self, dict: &str, content: &[u8]) -> Self {
        self.object(stream(dict, content))
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut objects: Vec<(usize, Vec<u8>)> = Vec::new();
        let first_page = FIRST_OTHER + self.others.len();
        let kids: String = (0..self.pages.len()).fold(String::new(), |mut all, i| {
            write!(all, "{} 0 R ", first_page + 2 * i).unwrap();
            all
        });
        let mut add = |n: usize, object: String| objects.push((n, object.into_bytes()));
        add(1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned());
        add(
            2,
            format!(
                "<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 595 842] /Resources << {FONTS} \
                 /XObject << /X20 20 0 R /X21 21 0 R >> >> >>",
                self.pages.len()
            ),
        );
        let font = |name: &str| {
            format!(
                "<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding /FirstChar 32 \
                 /LastChar 255 /Widths [{}] >>",
                "500 ".repeat(224)
            )
        };
        add(3, font("Helvetica"));
        add(4, font("Helvetica-Bold"));
        add(
            5,
            "<< /Type /Font /Subtype /Type0 /BaseFont /Noto /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>"
                .to_owned(),
        );
        add(6, "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Noto /DW 500 >>".to_owned());
        add(7, format!("<< {} >>", self.info));
        for (i, object) in self.others.iter().enumerate() {
            objects.push((FIRST_OTHER + i, object.clone()));
        }
        for (i, (content, more)) in self.pages.iter().enumerate() {
            let n = first_page + 2 * i;
            let page = format!("<< /Type /Page /Parent 2 0 R /Contents {} 0 R {more} >>", n + 1);
            objects.push((n, page.into_bytes()));
            // The fonts count letters as Windows does, one byte each.
            let content: Vec<u8> = content.chars().map(|c| c as u8).collect();
            objects.push((n + 1, stream("", &content)));
        }
        file(&objects, &self.trailer)
    }
}

/// A stream as it stands in a file.
pub(crate) fn stream(dict: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<< /Length {} {dict} >>\nstream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}

/// Objects with their table of places.
pub(crate) fn file(objects: &[(usize, Vec<u8>)], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let size = objects.iter().map(|o| o.0).max().unwrap_or(0) + 1;
    let mut places = vec![None; size];
    for (n, object) in objects {
        places[*n] = Some(out.len());
        out.extend(format!("{n} 0 obj\n").as_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {size}\n").as_bytes());
    for (i, place) in places.iter().enumerate() {
        let line = match place {
            Some(place) => format!("{place:010} 00000 n \n"),
            None => format!("0000000000 {} f \n", if i == 0 { 65535 } else { 0 }),
        };
        out.extend(line.as_bytes());
    }
    out.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R /Info 7 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n")
            .as_bytes(),
    );
    out
}

/// Text at a place, in a font and size: "F1 11".
pub(crate) fn at(x: i32, y: i32, font: &str, text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    format!("BT /{font} Tf {x} {y} Td ({escaped}) Tj ET\n")
}

/// Lines one below the other, 14 points apart, in letters of 11 points.
pub(crate) fn lines(x: i32, y: i32, lines: &[&str]) -> String {
    lines.iter().enumerate().map(|(i, line)| at(x, y - 14 * i as i32, "F1 11", line)).collect()
}

/// Any letters, each at its place from left to right as they are shown, 6 points apart.
pub(crate) fn shown(x: i32, y: i32, text: &str) -> String {
    let mut hex = String::new();
    for unit in text.encode_utf16() {
        write!(hex, "{unit:04X}").unwrap();
    }
    format!("BT /F3 12 Tf {x} {y} Td <{hex}> Tj ET\n")
}
