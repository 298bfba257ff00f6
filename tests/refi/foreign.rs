//! Projects as other programs write them, and as nobody should.

use zip::CompressionMethod;

use super::bench::ANSWERS;
use crate::office::archive;

/// How a program counts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counting {
    pub(crate) origin: &'static str,
    /// How lines end in the file.
    pub(crate) line_end: &'static str,
    /// How many steps that is.
    pub(crate) counted_end: usize,
    /// Whether the file begins with a byte order mark.
    pub(crate) mark: bool,
    /// Whether that is a step.
    pub(crate) counted_mark: bool,
    /// Steps: 1 code points, 2 UTF-16, 4 bytes of UTF-8.
    pub(crate) unit: usize,
    pub(crate) inclusive: bool,
}

impl Counting {
    /// As the standard says.
    pub(crate) const PLAIN: Self = Self {
        origin: "",
        line_end: "\n",
        counted_end: 1,
        mark: false,
        counted_mark: false,
        unit: 1,
        inclusive: false,
    };

    fn steps(self, text: &str) -> usize {
        let ends = text.matches('\n').count() * (self.counted_end - 1);
        ends + match self.unit {
            1 => text.chars().count(),
            2 => text.encode_utf16().count(),
            _ => text.len(),
        }
    }
}

/// A project as NVivo writes it: its own folders, GUIDs in braces and capitals, notes by links.
pub(crate) struct Project {
    counting: Counting,
    named: bool,
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
                    name=\"P\" xmlns=\"urn:QDA-XML:project:1.0\"";

fn id(n: usize) -> String {
    format!("{{ABCDEF00-0000-4000-8000-{n:012X}}}")
}

impl Project {
    pub(crate) fn new(counting: Counting, named: bool) -> Self {
        Self { counting, named }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let how = self.counting;
        // Another heading, and white space of its own: the answers stand in it all the same.
        let first = ANSWERS[0][0].replace("\r\n", "\n");
        let text = format!("Interview 1 🦀\n\n{first}\n\n\nEnd.\n");
        let selection = |n: usize, words: &str, inside: &str| {
            let at = text.find(words).unwrap();
            let before =
                usize::from(how.counted_mark && how.mark) * how.steps("\u{feff}") + how.steps(&text[..at]);
            let last = words.chars().next_back().unwrap().to_string();
            let end = before + how.steps(words) - if how.inclusive { how.steps(&last) } else { 0 };
            let name = if self.named { format!(" name=\"{}\"", escaped(words)) } else { String::new() };
            format!(
                "<PlainTextSelection guid=\"{}\"{name} startPosition=\"{before}\" endPosition=\"{end}\" \
                 creatingUser=\"{}\" creationDateTime=\"2024-05-01T10:00:00Z\">{inside}</PlainTextSelection>",
                id(n),
                id(1)
            )
        };
        let coding = |n: usize, code: usize| {
            format!(
                "<Coding guid=\"{}\" creatingUser=\"{}\"><CodeRef targetGUID=\"{}\"/></Coding>",
                id(n),
                id(1),
                id(code)
            )
        };
        let noted = format!("<Description>Too &amp; high</Description>{}", coding(31, 12));
        let source = format!(
            "<TextSource guid=\"{}\" name=\"Somebody's interview\" plainTextPath=\"internal://{}.txt\">{}{}{}</TextSource>",
            id(20),
            id(20),
            selection(21, "Roads & <cables>", &coding(30, 10)),
            selection(22, "high", &noted),
            selection(23, "🌍 pays", &coding(32, 11)),
        );
        let qde = format!(
            "{HEAD} origin=\"{}\"><Users><User guid=\"{}\" name=\"Dora\"/></Users><CodeBook><Codes>\
             <Code guid=\"{}\" name=\"ACCESS\" isCodable=\"true\"/><Code guid=\"{}\" name=\"New\" isCodable=\"true\">\
             <Code guid=\"{}\" name=\"Under\" isCodable=\"true\" color=\"#f00\"/></Code></Codes></CodeBook>\
             <Sources>{source}</Sources><Notes><Note guid=\"{}\" name=\"memo\" creatingUser=\"{}\">\
             <PlainTextContent>By a link</PlainTextContent></Note></Notes>\
             <Links><Link guid=\"{}\" originGUID=\"{}\" targetGUID=\"{}\"/></Links></Project>",
            how.origin,
            id(1),
            id(10),
            id(11),
            id(12),
            id(40),
            id(1),
            id(41),
            id(40),
            id(22)
        );
        let mark = if how.mark { "\u{feff}" } else { "" };
        let written = format!("{mark}{}", text.replace('\n', how.line_end));
        let name = format!("Sources/{}.txt", id(20));
        archive(
            &[
                ("sources/.root", b""),
                ("Project.qde", format!("\u{feff}{qde}").as_bytes()),
                (&name, written.as_bytes()),
            ],
            CompressionMethod::Deflated,
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Files that are refused, and what is said of them.
pub(crate) fn hostile() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let project = |qde: String| archive(&[("project.qde", qde.as_bytes())], CompressionMethod::Deflated);
    let deep = "<Code guid=\"a\" name=\"a\">".repeat(60);
    let many = "<Code guid=\"a\" name=\"a\"/>".repeat(20_001);
    let good = Project::new(Counting::PLAIN, true).bytes();
    vec![
        ("half", good[..good.len() / 2].to_vec(), "is damaged"),
        ("no project", archive(&[("a.txt", b"a")], CompressionMethod::Stored), "without a project"),
        ("no xml", project("<Project><Users></Project>".into()), "project.qde"),
        ("another root", project("<Html/>".into()), "no project and no codebook"),
        ("plain text", b"Dear all".to_vec(), "no project and no codebook"),
        ("deep codes", project(format!("{HEAD}><CodeBook><Codes>{deep}")), "deep under one another"),
        ("many codes", project(format!("{HEAD}><CodeBook><Codes>{many}")), "more than 20000 codes"),
        ("bomb", project(format!("{HEAD}><Description>{}", "a".repeat(70 << 20))), "unpacks to more than"),
    ]
}

/// Files that are read, and bring nothing.
pub(crate) fn odd() -> Vec<(&'static str, Vec<u8>)> {
    let project = |qde: String| archive(&[("project.qde", qde.as_bytes())], CompressionMethod::Deflated);
    let source = |path: &str, inside: &str| {
        project(format!(
            "{HEAD}><Sources><TextSource guid=\"a\" name=\"R-1\" plainTextPath=\"{path}\">{inside}</TextSource></Sources></Project>"
        ))
    };
    vec![
        ("a path outside", source("internal://../../../etc/passwd.txt", "")),
        ("an absolute path", source("/etc/passwd", "")),
        ("a relative path", source("relative:///etc/passwd.txt", "")),
        ("entities", {
            let bomb = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
            project(format!("{bomb}{HEAD}><Description>&b;&x;</Description></Project>"))
        }),
        ("nothing in it", project(format!("{HEAD}/>"))),
        (
            "only elements",
            project(format!("{HEAD}>{}{}</Project>", "<x>".repeat(100_000), "</x>".repeat(100_000))),
        ),
    ]
}
