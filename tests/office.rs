//! Office files, written part by part: what the tests need of them and no more.

use std::ffi::OsString;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIP: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const LIST: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A zip archive of these entries.
pub(crate) fn archive(entries: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in entries {
        // What is large is packed quickly rather than well.
        let quickly = method == CompressionMethod::Deflated && bytes.len() > 16 << 20;
        let options = options.compression_level(quickly.then_some(1));
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Whether a DOCX or XLSX keeps to the schemas and rules of Office Open XML, as Microsoft's own Open XML SDK knows them;
/// says what it skipped where `ooxml-validator`, which asks the SDK, is not installed.
#[track_caller]
pub(crate) fn conforms(path: &Path) {
    let named = std::env::var_os("RAPPORTEUR_OOXML_VALIDATOR");
    let program = named.unwrap_or_else(|| OsString::from("ooxml-validator"));
    let Ok(ran) = Command::new(&program).arg(path).output() else {
        return eprintln!("skipped: there is no {} to check a file with", Path::new(&program).display());
    };
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{}: {said}{}", path.display(), String::from_utf8_lossy(&ran.stderr));
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["ok"], true, "{}: {said:#}", path.display());
}

/// A document that is being made.
#[derive(Default)]
pub(crate) struct Docx {
    body: String,
    parts: Vec<(String, String)>,
    links: Vec<(String, String)>,
}

impl Docx {
    /// A document with this in its body.
    pub(crate) fn of(body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::default() }
    }

    /// Adds a part: "styles", "numbering", "footnotes", "header1".
    pub(crate) fn with(mut self, name: &str, content: &str) -> Self {
        self.parts.push((name.to_owned(), content.to_owned()));
        self
    }

    /// Adds an address that a link names.
    pub(crate) fn link(mut self, id: &str, address: &str) -> Self {
        self.links.push((id.to_owned(), address.to_owned()));
        self
    }

    /// Adds the properties of the document.
    pub(crate) fn properties(self, title: &str, author: &str, created: &str) -> Self {
        let core = format!(
            "<cp:p xmlns:dc='d' xmlns:cp='c' xmlns:dcterms='t'><dc:title>{title}</dc:title>\
             <dc:creator>{author}</dc:creator><dcterms:created>{created}</dcterms:created></cp:p>"
        );
        self.with("/docProps/core.xml", &core)
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.packed(CompressionMethod::Deflated)
    }

    pub(crate) fn packed(&self, method: CompressionMethod) -> Vec<u8> {
        let root = |name: &str, inside: &str| {
            format!(
                "<?xml version='1.0' encoding='UTF-8'?><w:{name} xmlns:w='{MAIN}' xmlns:r='r' xmlns:mc='mc' \
                 xmlns:wp='wp' xmlns:v='v' xmlns:m='m'>{inside}</w:{name}>"
            )
        };
        let mut relationships = String::new();
        let mut entries = vec![
            ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
            (
                "_rels/.rels".to_owned(),
                format!(
                    "<Relationships xmlns='{LIST}'><Relationship Id='1' Type='{RELATIONSHIP}/officeDocument' \
                     Target='word/document.xml'/></Relationships>"
                ),
            ),
            ("word/document.xml".to_owned(), root("document", &format!("<w:body>{}</w:body>", self.body))),
        ];
        for (name, content) in &self.parts {
            if let Some(path) = name.strip_prefix('/') {
                entries.push((path.to_owned(), content.clone()));
                continue;
            }
            let kind = name.trim_end_matches(|c: char| c.is_ascii_digit());
            relationships.extend([format!(
                "<Relationship Id='{name}' Type='{RELATIONSHIP}/{kind}' Target='{name}.xml'/>"
            )]);
            entries.push((format!("word/{name}.xml"), root(kind, content)));
        }
        for (id, address) in &self.links {
            relationships.extend([format!(
                "<Relationship Id='{id}' Type='{RELATIONSHIP}/hyperlink' Target='{address}' TargetMode='External'/>"
            )]);
        }
        entries.push((
            "word/_rels/document.xml.rels".to_owned(),
            format!("<Relationships xmlns='{LIST}'>{relationships}</Relationships>"),
        ));
        let entries: Vec<(&str, &[u8])> = entries.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
        archive(&entries, method)
    }
}

/// A paragraph of one run.
pub(crate) fn p(text: &str) -> String {
    paragraph("", &run("", text))
}

/// A heading by the built-in style.
pub(crate) fn heading(level: u8, text: &str) -> String {
    paragraph(&format!("<w:pStyle w:val='Heading{level}'/>"), &run("", text))
}

/// A paragraph with properties and content.
pub(crate) fn paragraph(properties: &str, content: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>")
}

/// A run with properties.
pub(crate) fn run(properties: &str, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

/// A table of cells, each with its content.
pub(crate) fn table(rows: &[&[String]]) -> String {
    let cell = |content: &String| format!("<w:tc><w:tcPr/>{content}</w:tc>");
    let row = |cells: &&[String]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

/// The call's first, fourth and last questions as a submission writes them, each with an answer.
pub(crate) fn letter(name: &str) -> Docx {
    Docx::of(
        [
            heading(1, &format!("The {name} Contribution to the WSIS+20 Review")),
            p("Submitted on 20 January 2025"),
            heading(2, "1- What are the main achievements of the implementation of the WSIS process in the past 20 years?"),
            p("More people than ever are online."),
            heading(2, "4- What are the challenges that remain in the implementation of the WSIS process?"),
            p("Fees for rights of way remain high."),
        ]
        .concat(),
    )
}

/// A sheet that is being made.
pub(crate) struct Sheet {
    name: String,
    state: &'static str,
    rows: String,
}

impl Sheet {
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), state: "visible", rows: String::new() }
    }

    pub(crate) fn hidden(self) -> Self {
        Self { state: "hidden", ..self }
    }

    /// Adds a row: columns and texts; "#" begins a number, "=" a day as spreadsheets count them.
    pub(crate) fn row(mut self, number: u32, cells: &[(&str, &str)]) -> Self {
        let cell = |(column, text): &(&str, &str)| match (text.strip_prefix('#'), text.strip_prefix('=')) {
            (Some(value), _) => format!("<c r='{column}{number}'><v>{value}</v></c>"),
            (_, Some(day)) => format!("<c r='{column}{number}' s='1'><v>{day}</v></c>"),
            _ => format!(
                "<c r='{column}{number}' t='inlineStr'><is><t xml:space='preserve'>{}</t></is></c>",
                text.replace('&', "&amp;").replace('<', "&lt;")
            ),
        };
        let cells: String = cells.iter().map(cell).collect();
        self.rows.extend([format!("<row r='{number}'>{cells}</row>")]);
        self
    }
}

/// A workbook of these sheets.
pub(crate) fn book(sheets: &[Sheet]) -> Vec<u8> {
    const SHEETS: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let (mut named, mut listed, mut parts) = (String::new(), String::new(), Vec::new());
    for (i, Sheet { name, state, rows }) in sheets.iter().enumerate() {
        named.extend([format!("<sheet name='{name}' sheetId='{}' state='{state}' r:id='s{i}'/>", i + 1)]);
        listed.extend([format!(
            "<Relationship Id='s{i}' Type='{RELATIONSHIP}/worksheet' Target='worksheets/{i}.xml'/>"
        )]);
        let text = format!("<worksheet xmlns='{SHEETS}'><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/{i}.xml"), text));
    }
    listed.extend([format!("<Relationship Id='x' Type='{RELATIONSHIP}/styles' Target='styles.xml'/>")]);
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook xmlns='{SHEETS}' xmlns:r='{RELATIONSHIP}'><sheets>{named}</sheets></workbook>"),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships xmlns='{LIST}'>{listed}</Relationships>"),
    ));
    parts.push((
        "_rels/.rels".to_owned(),
        format!(
            "<Relationships xmlns='{LIST}'><Relationship Id='1' Type='{RELATIONSHIP}/officeDocument' \
             Target='xl/workbook.xml'/></Relationships>"
        ),
    ));
    let styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>";
    parts.push(("xl/styles.xml".to_owned(), format!("<styleSheet xmlns='{SHEETS}'>{styles}</styleSheet>")));
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    archive(&parts, CompressionMethod::Deflated)
}

/// An OpenDocument spreadsheet of one sheet, "Form".
pub(crate) fn ods(rows: &[&[&str]]) -> Vec<u8> {
    let cell = |text: &&str| {
        format!("<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |cells: &&[&str]| {
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
    };
    let content = format!(
        "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:body><office:spreadsheet>\
         <table:table table:name='Form'>{}</table:table></office:spreadsheet></office:body></office:document-content>",
        rows.iter().map(row).collect::<String>()
    );
    let kind: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let manifest: &[u8] = b"<manifest:manifest xmlns:manifest='m'/>";
    archive(
        &[("mimetype", kind), ("content.xml", content.as_bytes()), ("META-INF/manifest.xml", manifest)],
        CompressionMethod::Stored,
    )
}

/// A text in OpenDocument that is being made.
#[derive(Default)]
pub(crate) struct Odt {
    body: String,
    styles: String,
    pages: String,
    parts: Vec<(String, String)>,
}

impl Odt {
    /// A document with this in its body.
    pub(crate) fn of(body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::default() }
    }

    /// Styles that the text itself brings.
    pub(crate) fn styled(self, styles: &str) -> Self {
        Self { styles: styles.to_owned(), ..self }
    }

    /// What stands in the part of styles: pages with headers, the numbers of headings.
    pub(crate) fn pages(self, pages: &str) -> Self {
        Self { pages: pages.to_owned(), ..self }
    }

    /// Adds a part.
    pub(crate) fn with(mut self, name: &str, content: &str) -> Self {
        self.parts.push((name.to_owned(), content.to_owned()));
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let root = |name: &str, inside: &str| {
            format!(
                "<?xml version='1.0' encoding='UTF-8'?><office:{name} xmlns:office='o'>{inside}</office:{name}>"
            )
        };
        let content = format!(
            "<office:automatic-styles>{}</office:automatic-styles><office:body><office:text>{}</office:text></office:body>",
            self.styles, self.body
        );
        let mut entries = vec![
            ("mimetype".to_owned(), "application/vnd.oasis.opendocument.text".to_owned()),
            ("content.xml".to_owned(), root("document-content", &content)),
            ("styles.xml".to_owned(), root("document-styles", &self.pages)),
        ];
        entries.extend(self.parts.iter().cloned());
        let entries: Vec<(&str, &[u8])> = entries.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
        archive(&entries, CompressionMethod::Deflated)
    }
}
