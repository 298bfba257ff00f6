//! Hundreds of broken files of every format beside good ones, read by the program as it is: each is told or read, none
//! takes the program down, its memory or the others with it.
//!
//! `RAPPORTEUR_BROKEN=360 cargo test --test main broken -- --nocapture` tries so many and says what they took.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;
use zip::CompressionMethod;

use crate::cli::desk::{self, LETTER};
use crate::office::{self, Odt, Sheet, archive, book, letter};
use crate::pdf::{self, Pdf};

/// The ordinary tests try so many.
const FEW: usize = 26;

/// Resident memory that no process of an import may pass, in KiB.
const MOST_MEMORY: u64 = 300 << 10;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    /// Below a limit.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// A file of each format, sound.
fn sound() -> Vec<(&'static str, Vec<u8>)> {
    let table =
        "Reference,Organisation,q1,q4\nR-1,Example Net,\"More, people\",Fees\nR-2,Hill Net,Few,\"A\nB\"\n";
    let rows = [("A", "Reference"), ("B", "q1"), ("C", "q4")];
    let sheet = Sheet::new("Export").row(1, &rows).row(2, &[("A", "R-7"), ("B", "Words."), ("C", "More.")]);
    let utf16: Vec<u8> =
        [0xfeff].into_iter().chain(LETTER.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let page = pdf::lines(72, 700, &["Fees are too high.", "1. Why so?", "Because."]);
    let html = format!(
        "<html><body><h1>A letter</h1><p>{LETTER}</p><table><tr><td>x</td></tr></table></body></html>"
    );
    vec![
        ("md", LETTER.into()),
        ("txt", utf16),
        ("html", html.into()),
        ("csv", table.into()),
        ("tsv", table.replace(',', "\t").into()),
        ("json", r#"[{"id": "A", "answers": {"q1": "Words.", "q4": ["x", {"y": 1}]}}, {"id": "B"}]"#.into()),
        ("jsonl", "{\"id\": \"A\", \"q1\": \"Words.\"}\n{\"id\": \"B\", \"q1\": \"x\"}\n".into()),
        ("docx", letter("Lake Union").bytes()),
        ("odt", Odt::of("<text:h text:outline-level=\"1\">A</text:h><text:p>Words.</text:p>").bytes()),
        ("xlsx", book(&[sheet])),
        ("ods", office::ods(&[&["Reference", "q1", "q4"], &["R-8", "Words.", "More."]])),
        ("pdf", Pdf::new().page(&page).page(&page).bytes()),
        (
            "zip",
            archive(
                &[("a/letter.md", LETTER.as_bytes()), ("b.csv", table.as_bytes())],
                CompressionMethod::Deflated,
            ),
        ),
    ]
}

/// Breaks a file in one of many ways; `bulk` says how much is put in where much is.
fn broken(bytes: &[u8], way: usize, bulk: usize, dice: &mut Dice) -> Vec<u8> {
    let mut broken = bytes.to_vec();
    match way % 14 {
        0 => broken.truncate(dice.below(bytes.len())),
        1 => {
            for _ in 0..=dice.below(12) {
                let at = dice.below(broken.len());
                broken[at] ^= 1 << dice.below(8);
            }
        }
        2 => {
            let at = dice.below(broken.len());
            broken.splice(at..at, vec![0; 1 + dice.below(64)]);
        }
        3 => broken.extend_from_slice(bytes),
        4 => {
            let (a, b) = (dice.below(broken.len()), dice.below(broken.len()));
            let (from, to) = (a.min(b), a.max(b));
            broken[from..to].reverse();
        }
        5 => {
            let at = dice.below(broken.len());
            broken[at..].fill_with(|| dice.below(256) as u8);
        }
        6 => {
            let from = dice.below(broken.len());
            let piece = broken[from..(from + 40).min(bytes.len())].to_vec();
            broken.splice(from..from, piece.repeat(bulk));
        }
        7 => drop(broken.drain(..dice.below(bytes.len()))),
        8 => return within(bytes, |inner| broken_inner(inner, dice)),
        9 => {
            return within(bytes, |inner| {
                let open = b"<a><b c=\"d\">".repeat(bulk * 3);
                [&inner[..inner.len().min(200)], &open].concat()
            });
        }
        10 => {
            return within(bytes, |inner| {
                let at = inner.len() / 2;
                [&inner[..at], "&#x110000;&e;]]>\u{1}\u{202e}".as_bytes(), &inner[at..]].concat()
            });
        }
        11 => broken.splice(0..0, *b"\xef\xbb\xbf\xff\xfe").for_each(drop),
        12 => {
            let at = dice.below(broken.len());
            broken.splice(at..at, b"x y \"".repeat(bulk * 12));
        }
        _ => {
            let digits: Vec<usize> = (0..bytes.len()).filter(|i| bytes[*i].is_ascii_digit()).collect();
            for at in digits.into_iter().rev().step_by(3) {
                broken.splice(at..=at, *b"99999999999");
            }
        }
    }
    broken
}

fn broken_inner(inner: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut inner = inner.to_vec();
    for _ in 0..4 {
        let at = dice.below(inner.len());
        if let Some(byte) = inner.get_mut(at) {
            *byte = dice.below(128) as u8;
        }
    }
    inner
}

/// Breaks one entry of a packed file after the other; of any other file its text.
fn within(bytes: &[u8], mut harm: impl FnMut(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let Ok(mut zip) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return harm(bytes) };
    let mut entries = Vec::new();
    for i in 0..zip.len() {
        let mut entry = zip.by_index(i).unwrap();
        let (name, mut content) = (entry.name().unwrap().into_owned(), Vec::new());
        std::io::Read::read_to_end(&mut entry, &mut content).unwrap();
        let harmed =
            if name.ends_with("mimetype") || name.contains("rels") { content } else { harm(&content) };
        entries.push((name, harmed));
    }
    let entries: Vec<(&str, &[u8])> = entries.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    archive(&entries, CompressionMethod::Deflated)
}

/// The most memory that a process and its children had so far, in KiB.
fn memory(process: u32) -> u64 {
    let of = |id: &str| -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|rest| rest.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
    };
    let tasks = Path::new("/proc").join(process.to_string()).join("task");
    let tasks = std::fs::read_dir(tasks).into_iter().flatten().flatten();
    let children = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    let most = children.flat_map(|ids| ids.split_whitespace().map(of).collect::<Vec<_>>()).max();
    most.unwrap_or(0).max(of(&process.to_string()))
}

#[test]
fn broken_files_of_every_format_are_told_or_read_and_the_good_ones_are_taken() {
    let asked = std::env::var("RAPPORTEUR_BROKEN").ok().and_then(|n| n.parse().ok());
    let bulk = if asked.is_some() { 20_000 } else { 2_000 };
    let (desk, mut dice) = (desk::Desk::new(), Dice(0x5eed_5eed));
    std::fs::create_dir(desk.path("in")).unwrap();
    let sound = sound();
    let mut names = Vec::new();
    for i in 0..asked.unwrap_or(FEW) {
        // Every format meets every way, and each again with other places.
        let (ending, bytes) = &sound[i % sound.len()];
        let name = format!("{i:04}.{ending}");
        desk.write(&format!("in/{name}"), broken(bytes, i / sound.len() + i % sound.len(), bulk, &mut dice));
        names.push(name);
    }
    for (ending, bytes) in &sound {
        desk.write(&format!("in/sound.{ending}"), bytes);
    }
    let began = Instant::now();
    let mut command = desk.plain(["import", "in", "--format", "json"]);
    let out = std::fs::File::create(desk.path("report.json")).unwrap();
    let mut program = command.stdout(out).stderr(Stdio::piped()).spawn().unwrap();
    let mut most = 0;
    while program.try_wait().unwrap().is_none() {
        most = most.max(memory(program.id()));
        std::thread::sleep(Duration::from_millis(3));
    }
    let ended = program.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(
        matches!(ended.status.code(), Some(0 | 1)) && !said.contains("panicked"),
        "{:?} {said}",
        ended.status
    );
    let report: Value = serde_json::from_slice(&std::fs::read(desk.path("report.json")).unwrap()).unwrap();
    let sources = report["sources"].as_array().unwrap();
    let mut failed = 0;
    for name in &names {
        // An archive that can be opened is told file by file.
        let mut of =
            sources.iter().filter(|s| s["file"].as_str().unwrap().contains(name.as_str())).peekable();
        assert!(of.peek().is_some(), "nothing is said of {name}");
        for source in of {
            let words = &source["words"];
            let parts: u64 =
                ["placed", "unplaced", "structure"].iter().map(|p| words[p].as_u64().unwrap()).sum();
            assert_eq!(words["read"].as_u64().unwrap(), parts, "{source}");
            if source["outcome"] == "failed" {
                failed += 1;
                let told = source["problems"][0]["what"].as_str().unwrap();
                assert!(!told.is_empty() && told.len() < 600, "{told}");
            }
        }
    }
    for (ending, _) in &sound {
        let name = format!("sound.{ending}");
        let of: Vec<&Value> =
            sources.iter().filter(|s| s["file"].as_str().unwrap().contains(&name)).collect();
        assert!(!of.is_empty() && of.iter().all(|s| s["outcome"] != "failed"), "{name}: {of:?}");
    }
    assert!(most > 0 && most < MOST_MEMORY, "{most} KiB");
    assert!(!desk.path("home/state/rapporteur/reports").exists(), "no report of a panic");
    desk.run(["doctor"]).done();
    eprintln!(
        "{} broken files, {failed} refused; {} ms in all, {most} KiB at most",
        names.len(),
        began.elapsed().as_millis()
    );
}
