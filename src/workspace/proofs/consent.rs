//! What leaves of whom, by example: in every format no name that may not leave, one pseudonym for one submitter, whatever
//! comes in later; and stretches that are withheld stay behind wherever their words stand.

use super::bench::{Bench, QUESTIONS, answers, assert_same, done, nothing, state, theme};
use crate::export::consent::Way;
use crate::export::tables::Table;
use crate::export::{Format, Shape};
use crate::model::call::Key;
use crate::model::edit::{Edit, ThemeChoice};
use crate::model::id::AnswerNumber;
use crate::model::placing::{Moved, Placing};
use crate::model::span::Span;
use crate::model::work::{NoteTarget, Target};
use crate::workspace::Workspace;
use crate::workspace::export::Destination;

/// Three of civil society in Africa, one of them anonymous, and one government that may not be cited.
fn form(more: &str) -> String {
    format!(
        "reference,organisation,type,country,region,Co-signatories,may we publish,Fax,{}\n\
         A-1,Lakes Union,Civil society,UG,Africa,Dale Net,anonymously,555 01,\
         \"We, the LAKES UNION, ask Ann Lee (ann@lakes.example) for masts. Dale Net agrees.\"\n\
         A-2,Hill Net,Civil society,KE,Africa,,yes,555 02,We want masts.\n\
         A-3,Fjord Net,Civil society,ZA,Africa,,,555 03,We want roads.\n\
         LAKES-4,Lakes Union,Civil society,UG,Africa,,anonymously,,And once more: masts.\n\
         A-5,Ministry of Links,Government,PE,Americas,,no,555 05,Masts are not wanted.\n{more}",
        QUESTIONS[0]
    )
}

fn bench() -> (Bench, Workspace) {
    let bench = Bench::new();
    let mut desk = bench.desk("Amina");
    bench.take(&mut desk, "form.csv", form("").as_bytes(), None).unwrap();
    (bench, desk)
}

fn number(desk: &Workspace, reference: &str) -> AnswerNumber {
    answers(desk, &format!("ref:{reference}"))[0]
}

fn written(desk: &Workspace, format: Format) -> String {
    let mut bytes = Vec::new();
    let shape = Shape { themes: true, notes: true, ..Shape::from(format) };
    let query = desk.resolve("").unwrap();
    desk.export(&query, "", shape, Destination::Stream(&mut bytes), false, &mut || true).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn table(desk: &Workspace, table: Table) -> String {
    let mut bytes = Vec::new();
    let query = desk.resolve("").unwrap();
    let to = Destination::Stream(&mut bytes);
    desk.export_table(table, (&query, ""), Format::Csv.into(), to, false, &mut || true).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Every pseudonym in a text, in order.
fn codes(text: &str) -> Vec<&str> {
    let mut all: Vec<&str> = text.split("P-").skip(1).filter_map(|rest| rest.get(..6)).collect();
    all.dedup();
    all
}

const TEXTS: [Format; 4] = [Format::Markdown, Format::Csv, Format::Json, Format::JsonLines];

#[test]
fn no_name_leaves_that_may_not_and_a_pseudonym_stays_the_same() {
    let (bench, mut desk) = bench();
    let on = NoteTarget::Answer(number(&desk, "A-1"));
    done(&mut desk, Edit::AddNote { on, text: "Lakes Union is right.".to_owned() });
    done(&mut desk, Edit::AddNote { on: NoteTarget::Submission("A-5".into()), text: "Ask Links.".into() });
    let target = Target::Answers(vec![number(&desk, "A-1"), number(&desk, "A-5")].into());
    done(&mut desk, Edit::AddItems { list: None, target: target.clone() });
    done(&mut desk, Edit::Tag { target, themes: vec![ThemeChoice::Existing(theme(0))], stance: None });
    let span = Span::new(8, 19);
    let answer = number(&desk, "A-1");
    done(&mut desk, Edit::PickExample { theme: theme(0), answer, span });
    let mut seen: Vec<String> = Vec::new();
    let list = desk.shortlists().unwrap()[0].id;
    let mut shortlist = Vec::new();
    desk.export_shortlist(list, Format::Markdown, Destination::Stream(&mut shortlist), false).unwrap();
    let tables = [Table::AnswersByTheme, Table::Submissions, Table::Notes, Table::Codebook];
    let files = TEXTS.map(|format| written(&desk, format)).into_iter();
    let files = files.chain(tables.map(|one| table(&desk, one)));
    for file in files.chain([String::from_utf8(shortlist).unwrap()]) {
        let folded = file.to_lowercase();
        for name in ["lakes", "dale", "uganda", "ministry", "links", "not wanted", "555 01", "555 05"] {
            assert!(!folded.contains(name) || (name == "lakes" && only_mail(&folded)), "{name} in {file}");
        }
        assert!(file.contains("Civil society, Africa (P-"), "{file}");
        seen.extend(codes(&file).into_iter().map(str::to_owned));
    }
    seen.dedup();
    assert_eq!(seen.len(), 1, "one submitter, two submissions, one pseudonym: {seen:?}");
    let markdown = written(&desk, Format::Markdown);
    let line =
        "Under a pseudonym: 1 submitter. Counted and not quoted: 1 text of 1 submitter who may not be cited.";
    assert!(markdown.contains(line), "{markdown}");
    assert!(markdown.contains("5 answers of 4 submitters"), "it counts: {markdown}");
    // Whatever comes in later, and whoever looks.
    bench.take(
        &mut desk,
        "later.csv",
        form("B-1,Aaa Net,Government,KE,Africa,,anonymously,,Ours.\n").as_bytes(),
        None,
    );
    assert!(codes(&written(&desk, Format::Csv)).contains(&seen[0].as_str()));
    let named = desk.names_in(&desk.resolve("").unwrap()).unwrap();
    let of =
        |way| named.iter().filter(|one| one.way == way).map(|one| one.submitter.as_str()).collect::<Vec<_>>();
    assert_eq!(of(Way::ByName), ["Fjord Net", "Hill Net"]);
    assert_eq!((of(Way::NotAtAll), of(Way::Anonymously).len()), (vec!["Ministry of Links"], 2));
    let alone = named.iter().find(|one| one.submitter == "Aaa Net").unwrap();
    let cited = alone.cited.clone().unwrap();
    assert!(cited.starts_with("Africa (P-"), "one of two governments is not told to be one: {cited}");
    let desk = desk.with_names(true);
    let markdown = written(&desk, Format::Markdown);
    assert!(markdown.contains("**Lakes Union** (Uganda)") && markdown.contains("For internal use: names"));
}

/// Whether what is left of a name is within an address, which is no name: that is for the analyst to withhold.
fn only_mail(folded: &str) -> bool {
    folded.matches("lakes").count() == folded.matches("ann@lakes.example").count()
}

#[test]
fn what_is_withheld_stays_behind_and_every_place_is_told_in_the_text_that_leaves() {
    let (_bench, mut desk) = bench();
    let start = state(&desk);
    let answer = number(&desk, "A-2");
    // "We want masts."
    let tag = |span| Edit::Tag {
        target: Target::Passage(answer, span),
        themes: vec![ThemeChoice::Existing(theme(0))],
        stance: None,
    };
    done(&mut desk, tag(Span::new(0, 14)));
    done(&mut desk, tag(Span::new(8, 14)));
    done(&mut desk, Edit::AddItems { list: None, target: Target::Passage(answer, Span::new(3, 14)) });
    let item = desk.shortlist_items(desk.shortlists().unwrap()[0].id).unwrap()[0].id;
    done(&mut desk, Edit::Shorten { item, cuts: vec![Span::new(10, 11)] });
    done(&mut desk, Edit::Translate { answer, text: "Wir wollen masts.".into(), language: None, file: None });
    done(&mut desk, Edit::Withhold { answer, span: Span::new(3, 7) });
    nothing(&mut desk, Edit::Withhold { answer, span: Span::new(4, 6) });
    assert_eq!(desk.answer(answer, &desk.resolve("").unwrap()).unwrap().withheld, [Span::new(3, 7)]);
    for format in TEXTS {
        let file = written(&desk, format);
        let line = file.lines().find(|line| line.contains("A-2")).unwrap_or(&file).to_owned();
        assert!(!line.contains("want") && !file.contains("We want masts"), "{file}");
        assert!(!file.contains("Wir wollen"), "its translation may say it in other words: {file}");
    }
    let mut records = Vec::new();
    desk.leaving_records(&desk.resolve("ref:A-2").unwrap(), &mut |record| {
        records.push(record);
        true
    })
    .unwrap();
    assert_eq!(records[0].text, "We […] masts.");
    for tag in &records[0].tags {
        let (start, end) = (tag.start.unwrap() as usize, tag.end.unwrap() as usize);
        let there: String = records[0].text.chars().skip(start).take(end - start).collect();
        assert_eq!(tag.quote.as_ref(), Some(&there));
    }
    let item = desk.leaving_items(desk.shortlists().unwrap()[0].id).unwrap().remove(0);
    assert_eq!((item.text.as_str(), item.quote.as_deref()), ("[…] masts[…]", Some("[…] masts.")));
    assert_eq!(item.span, Some(Span::new(3, 13)));
    done(&mut desk, Edit::LiftWithheld { answer, span: Span::new(5, 6) });
    assert!(written(&desk, Format::Csv).contains("We want masts."));
    done(&mut desk, Edit::Undo(None));
    assert!(!written(&desk, Format::Csv).contains("We want masts."));
    for _ in 0..6 {
        done(&mut desk, Edit::Undo(None));
    }
    assert_same(&start, &state(&desk));
}

#[test]
fn what_is_withheld_goes_with_its_text_and_stays_behind_in_both_parts_when_that_is_parted() {
    let (_bench, mut desk) = bench();
    let answer = number(&desk, "A-1");
    let text = desk.answer(answer, &desk.resolve("").unwrap()).unwrap().text;
    let at = text[..text.find("Ann Lee").unwrap()].chars().count() as u32;
    done(&mut desk, Edit::Withhold { answer, span: Span::new(at, at + 7) });
    // The text is parted within the name.
    let passage = Target::Passage(answer, Span::new(at + 4, text.chars().count() as u32));
    let to = Placing::Under(Key("trust".to_owned()));
    done(&mut desk, Edit::Place { text: Moved::Target(passage), to });
    let file = written(&desk, Format::Csv);
    assert!(!file.contains("Ann") && !file.contains("Lee"), "{file}");
    assert_eq!(file.matches("[…]").count(), 4, "two pieces of a name, and two names: {file}");
    done(&mut desk, Edit::Undo(None));
    let all = Edit::LiftWithheld { answer, span: Span::new(0, 500) };
    done(&mut desk, all);
    assert!(written(&desk, Format::Csv).contains("Ann Lee"));
}
