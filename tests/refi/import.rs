//! Tags and notes of other programs onto the texts that are here.

use std::collections::BTreeSet;
use std::process::Command;

use rapporteur::export::codebook::Format;
use rapporteur::export::refi::{Choices, Profile};
use rapporteur::model::codebook::Codebook;
use rapporteur::model::coded::CodingReport;
use rapporteur::model::edit::Edit;
use rapporteur::model::operation::Outcome;
use rapporteur::workspace::coding::Asked;
use rapporteur::workspace::export::Destination;
use rapporteur::workspace::{Error, Workspace};

use super::bench::{ANSWERS, Bench, codebook, records};
use super::foreign::{Counting, Project};

/// Where, whose, of which theme, from, to, which words.
type Said = (String, String, String, Option<u32>, Option<u32>, String);

type Taken = Result<(CodingReport, Option<Outcome>), Error>;

/// Takes a file's codings in, as Carol.
fn take(bench: &Bench, bytes: &[u8], asked: Asked) -> Taken {
    std::fs::write(bench.path("coded.qdpx"), bytes).unwrap();
    bench.open("Carol").take_in_codings(&bench.path("coded.qdpx"), asked, &mut |_, _, _| true)
}

/// All that is said of the texts: whose, what, where, which words.
fn work(desk: &Workspace) -> BTreeSet<Said> {
    let mut all = BTreeSet::new();
    for record in records(desk) {
        let place = format!("{} {}", record.reference, record.question.clone().unwrap_or_default());
        for tag in record.tags {
            let quote = tag.quote.unwrap_or_default();
            all.insert((place.clone(), tag.analyst, tag.theme, tag.start, tag.end, quote));
        }
    }
    for note in desk.notes(None).unwrap() {
        let text = note.text.replace("\r\n", "\n").replace('🦀', "\u{25a1}");
        let about = note.about();
        all.insert((about, note.analyst, text, None, None, note.quote.unwrap_or_default()));
    }
    all
}

#[test]
fn what_was_exported_changes_nothing_where_it_is_from() {
    let bench = Bench::worked();
    let before = work(&bench.open("Carol"));
    for profile in Profile::ALL {
        let archive = bench.export("", Choices { profile, ..Choices::default() });
        let (report, outcome) = take(&bench, &archive.bytes, Asked::default()).unwrap();
        assert!(outcome.is_none(), "{profile:?}: {report:?}");
        assert_eq!((report.tags_there, report.notes_there), (10, 5), "{profile:?}");
        assert!(report.themes.is_empty() && report.texts.iter().all(|text| text.named == text.agree));
    }
    assert_eq!(work(&bench.open("Carol")), before);
}

#[test]
fn a_project_comes_back_onto_the_same_texts_and_one_undo_takes_it_away() {
    let from = Bench::worked();
    let wanted = work(&from.open("Carol"));
    for (choices, themes) in [
        (Choices::default(), Codebook::default()),
        (Choices { keep_characters: true, ..Choices::default() }, codebook()),
    ] {
        let bench = Bench::with(&themes);
        bench.import(&mut bench.open("Carol"));
        let archive = from.export("", choices);
        let dry = take(&bench, &archive.bytes, Asked { dry_run: true, ..Asked::default() }).unwrap();
        assert!(dry.1.is_none() && work(&bench.open("Carol")).is_empty());
        let (report, outcome) = take(&bench, &archive.bytes, Asked::default()).unwrap();
        assert_eq!(report, dry.0);
        assert_eq!((report.tags, report.notes), (10, 5));
        assert_eq!(report.analysts, ["Alice", "Bob"]);
        let outcome = outcome.unwrap();
        assert!(outcome.summary.contains("10 tags, 5 notes"), "{}", outcome.summary);
        assert_eq!(work(&bench.open("Carol")), wanted);
        let sound = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .args(["doctor", "-w"])
            .arg(bench.path("w.db"))
            .env("XDG_STATE_HOME", bench.path("doctor"))
            .output()
            .unwrap();
        assert!(sound.status.success(), "{}", String::from_utf8_lossy(&sound.stdout));
        let mut desk = bench.open("Carol");
        desk.edit(Edit::Undo(None)).unwrap();
        assert!(work(&desk).is_empty());
        assert_eq!(desk.codebook().unwrap().themes.len(), themes.themes.len());
        desk.edit(Edit::Redo(None)).unwrap();
        assert_eq!(work(&desk), wanted);
        let again = take(&bench, &archive.bytes, Asked::default()).unwrap();
        assert!(again.1.is_none(), "{again:?}");
    }
}

#[test]
fn texts_that_are_not_here_come_along_when_that_is_asked_for() {
    let from = Bench::worked();
    let archive = from.export("q:2", Choices::default());
    let bench = Bench::with(&Codebook::default());
    let (report, outcome) = take(&bench, &archive.bytes, Asked::default()).unwrap();
    assert!(report.texts.iter().all(|text| text.submission.is_none()));
    assert!(outcome.is_some(), "the themes are taken");
    let (report, outcome) =
        take(&bench, &archive.bytes, Asked { with_texts: true, ..Asked::default() }).unwrap();
    assert!(report.texts.iter().all(|text| text.submission.is_some()), "{report:?}");
    assert!(outcome.is_some());
    let words: Vec<String> = work(&bench.open("Carol")).into_iter().map(|it| it.5).collect();
    assert!(words.iter().any(|words| words == "□ 请签名。" || words.contains("请签名")), "{words:?}");
}

#[test]
fn however_another_program_counts_the_names_of_passages_tell() {
    let ways = [
        Counting { origin: "NVivo", line_end: "\r\n", counted_end: 2, mark: true, ..Counting::PLAIN },
        Counting { origin: "ATLAS.ti", line_end: "\r\n", ..Counting::PLAIN },
        Counting {
            origin: "Other",
            mark: true,
            counted_mark: true,
            unit: 2,
            inclusive: true,
            ..Counting::PLAIN
        },
        Counting { origin: "Bytes", unit: 4, ..Counting::PLAIN },
    ];
    for way in ways {
        let bench = Bench::with(&codebook());
        bench.import(&mut bench.open("Carol"));
        let project = Project::new(way, true).bytes();
        let (report, outcome) = take(&bench, &project, Asked::default()).unwrap();
        let text = &report.texts[0];
        assert_eq!(
            (text.named, text.agree, text.submission.as_deref()),
            (3, 3, Some("R-1")),
            "{way:?}: {report:?}"
        );
        assert!(outcome.is_some());
        let all = work(&bench.open("Carol"));
        let tags: Vec<(&str, &str, &str)> = all
            .iter()
            .filter(|it| it.3.is_some())
            .map(|it| (it.1.as_str(), it.2.as_str(), it.5.as_str()))
            .collect();
        let wanted = [
            ("Dora", "Access", "Roads & <cables>"),
            ("Dora", "New", "🌍 pays"),
            ("Dora", "New / Under", "high"),
        ];
        assert_eq!(BTreeSet::from_iter(tags), BTreeSet::from(wanted), "{way:?}");
        let again = take(&bench, &project, Asked::default()).unwrap();
        assert!(again.1.is_none() && again.0.tags_there == 3, "{again:?}");
        let notes = bench.open("Carol").notes(None).unwrap();
        assert_eq!(notes.len(), 2, "one by a link, one as a comment: {notes:?}");
        assert!(notes.iter().all(|note| note.quote.as_deref() == Some("high")), "{notes:?}");
    }
}

#[test]
fn without_names_nothing_is_taken_until_the_counting_is_said() {
    let bench = Bench::with(&codebook());
    bench.import(&mut bench.open("Carol"));
    let way = Counting { origin: "?", unit: 2, inclusive: true, ..Counting::PLAIN };
    let project = Project::new(way, false).bytes();
    let (report, _) = take(&bench, &project, Asked { dry_run: true, ..Asked::default() }).unwrap();
    assert_eq!(report.texts[0].samples.len(), 3);
    let refused = take(&bench, &project, Asked::default()).unwrap_err();
    assert!(refused.to_string().contains("no passage"), "{refused}");
    assert!(work(&bench.open("Carol")).is_empty());
    let how = "utf-16,inclusive".parse().unwrap();
    take(&bench, &project, Asked { offsets: Some(how), ..Asked::default() }).unwrap();
    assert!(work(&bench.open("Carol")).iter().any(|it| it.5 == "🌍 pays"));
}

#[test]
fn a_codebook_of_another_program_joins_the_themes() {
    let from = Bench::worked();
    let mut bytes = Vec::new();
    from.open("Alice").export_codebook(Format::Qdc, Destination::Stream(&mut bytes), false).unwrap();
    std::fs::write(from.path("book.qdc"), &bytes).unwrap();
    let same = from.open("Alice").themes_of_file(&from.path("book.qdc")).unwrap();
    let taken = from.open("Alice").codebook_changes(&same).unwrap();
    assert_eq!((taken.added.len(), taken.changed.len(), taken.same), (0, 0, 4), "{taken:?}");
    let empty = Bench::with(&Codebook::default());
    let mut desk = empty.open("Carol");
    desk.edit(Edit::TakeInThemes { themes: same }).unwrap();
    let (there, here) = (from.open("Alice").codebook().unwrap(), desk.codebook().unwrap());
    for theme in &there.themes {
        let path = there.path(theme.id);
        let it = here.themes.iter().find(|it| here.path(it.id) == path).unwrap();
        assert_eq!(
            (&it.definition, &it.use_when, it.colour),
            (&theme.definition, &theme.use_when, theme.colour)
        );
    }
}

#[test]
fn a_hostile_project_is_one_message() {
    let bench = Bench::with(&codebook());
    bench.import(&mut bench.open("Carol"));
    let files = super::foreign::hostile();
    for (name, bytes, said) in files {
        let error = take(&bench, &bytes, Asked::default()).unwrap_err().to_string();
        assert!(error.contains(said), "{name}: {error}");
    }
    for (name, bytes) in super::foreign::odd() {
        let (report, outcome) = take(&bench, &bytes, Asked::default()).unwrap();
        assert!(outcome.is_none() && report.tags == 0, "{name}: {report:?}");
    }
    assert!(work(&bench.open("Carol")).is_empty());
    assert!(ANSWERS.len() == records(&bench.open("Carol")).len() / 2);
}
