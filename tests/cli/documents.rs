//! Documents for colleagues: what stands in them, under which heading, and that other programs open them.

use std::path::Path;
use std::process::{Command, Stdio};

use rapporteur::intake;
use rapporteur::model::draft::{Body, PartDraft};

use super::desk::Desk;
use crate::office::conforms;

const DAY: [&str; 2] = ["--date", "2025-03-01"];

/// A desk with answers in six languages, tags, and a list of them with a heading and comments.
fn desk() -> Desk {
    let desk = Desk::new();
    let rows = [
        "R1,Example Net,Civil society,NL,2025-01-20,Routing security needs care.,\"Trust must grow.\n\nWe say so.\"",
        "R2,Ministère,Government,FR,2025-01-21,La sécurité du routage compte.,",
        "R3,,Academia,ES,2025-01-22,¿Quién paga la seguridad?,",
        "R4,Сеть,Government,KZ,2025-01-23,Безопасность нужна всем.,",
        "R5,互联网,Private sector,CN,2025-01-24,我们希望改善网络安全。,",
        "R6,شبكة المثال,Civil society,JO,2025-01-25,أمن التوجيه مهم (IPv6) في عام 2025.,",
    ];
    let head = "reference,organisation,stakeholder type,country,submitted on,q1,q11";
    desk.write("form.csv", format!("{head}\n{}\n", rows.join("\n")));
    desk.run(["import", "form.csv"]).done();
    desk.run(["tag", "q:1", "--add", "Routing security"]).done();
    desk.run(["tag", "q:11", "--add", "IPv6"]).done();
    desk.run(["shortlist", "Chair", "--new"]).done();
    desk.run(["shortlist", "Chair", "--heading", "Mine"]).done();
    desk.run(["shortlist", "Chair", "--add", "q:11"]).done();
    desk.run(["shortlist", "Chair", "--comment", "Well said."]).done();
    desk.run(["shortlist", "Chair", "--comment", "Not so governments:"]).done();
    for query in ["q:1 type:government", "q:1 type:\"civil society\""] {
        desk.run(["shortlist", "Chair", "--add", query]).done();
    }
    desk
}

fn read_back(path: &Path) -> Vec<PartDraft> {
    let read = intake::read(&std::fs::read(path).unwrap(), "a.docx").unwrap();
    match read.records.into_iter().next().unwrap().body {
        Body::Document(parts) => parts,
        row @ Body::Row { .. } => panic!("{row:?}"),
    }
}

#[test]
fn a_query_becomes_a_document_whose_footnotes_lead_back() {
    let desk = desk();
    desk.run(["export", "-o", "all.docx", "--themes"].iter().chain(&DAY)).done();
    let parts = read_back(&desk.path("all.docx"));
    let body = &parts[0].text;
    for words in [
        "All answers",
        "1 March 2025: 7 answers of 6 submitters.",
        "Question 1: ",
        "أمن التوجيه مهم (IPv6) في عام 2025.",
        "我们希望改善网络安全。",
        "Trust must grow.\n\nWe say so.",
        "— Example Net (Netherlands), Civil society",
        "— Anonymous (Spain), Academia",
        "Themes: ",
    ] {
        assert!(body.contains(words), "no {words:?} in\n{body}");
    }
    let notes: Vec<&PartDraft> = parts.iter().filter(|p| p.place.starts_with("footnote:")).collect();
    assert_eq!(notes.len(), 7);
    let note = &notes[0].text;
    assert!(
        note.starts_with("Answer to question 1, 20 January 2025, R1, form.csv, row 2, column q1, id:"),
        "{note}"
    );
    let id = note.rsplit_once("id:").unwrap().1;
    assert!(desk.run(["show", id]).done().text().contains("Routing security needs care."));
    assert_eq!(desk.list(&format!("id:{id}")).len(), 1);
    // The same again is the same to the byte; a page says the same.
    conforms(&desk.path("all.docx"));
    desk.run(["export", "-o", "again.docx", "--themes"].iter().chain(&DAY)).done();
    let bytes = |name: &str| std::fs::read(desk.path(name)).unwrap();
    assert_eq!(bytes("all.docx"), bytes("again.docx"));
    desk.run(["export", "-o", "all.html"].iter().chain(&DAY)).done();
    let page = String::from_utf8(bytes("all.html")).unwrap();
    assert!(page.contains("<blockquote lang=\"ar\" dir=\"rtl\">\n<p>أمن التوجيه"), "{page}");
    assert!(
        page.contains("<li class=\"l1\"><a href=\"#h1\">Question 1: ") && page.contains(&format!("id:{id}<"))
    );
}

#[test]
fn a_shortlist_is_grouped_by_theme_question_or_type() {
    let desk = desk();
    let grouped = |by: &str| -> String {
        let ran =
            desk.run(["export", "--shortlist", "Chair", "-o", "-", "--format", "md", "--group", by]).done();
        ran.text().to_owned()
    };
    let headings = |by: &str| -> Vec<String> {
        grouped(by).lines().filter_map(|line| line.strip_prefix("## ").map(str::to_owned)).collect()
    };
    assert_eq!(headings("hand"), ["Mine"]);
    assert_eq!(headings("theme"), ["Infrastructure / IPv6", "Infrastructure / Routing security"]);
    assert_eq!(headings("type"), ["Civil society", "Government"]);
    // A comment stays with what it is of: what is before it, or what a colon leads to.
    let by_type = grouped("type");
    let at = |words: &str| by_type.find(words).unwrap_or_else(|| panic!("no {words:?} in\n{by_type}"));
    let order = [
        "## Civil society",
        "We say so.",
        "Well said.",
        "needs care.",
        "## Government",
        "Not so governments:",
        "> La",
    ];
    assert!(order.map(at).is_sorted(), "{by_type}");
    let questions = headings("question");
    assert_eq!(questions.len(), 2);
    assert!(
        questions[0].starts_with("Question 1: ") && questions[1].starts_with("Question 11: "),
        "{questions:?}"
    );
    desk.run(["export", "q:1", "-o", "x.md", "--group", "theme"]).fails(2, &["--shortlist"]);
    desk.run(["export", "--shortlist", "Chair", "-o", "x.csv", "--group", "theme"])
        .fails(2, &["csv", "docx"]);
    desk.run(["matrix", "--rows", "theme", "--columns", "type", "-o", "m.docx"]).done();
    assert!(read_back(&desk.path("m.docx"))[0].text.contains("Routing security"));
    conforms(&desk.path("m.docx"));
}

#[test]
fn libreoffice_opens_the_document() {
    if Command::new("soffice").arg("--version").stdout(Stdio::null()).status().is_err() {
        eprintln!("skipped: there is no soffice to open a document with");
        return;
    }
    let desk = desk();
    desk.run(["export", "-o", "all.docx"].iter().chain(&DAY)).done();
    let profile = format!("-env:UserInstallation=file://{}", desk.path("profile").display());
    let convert = ["--headless", "--convert-to", "pdf", "all.docx"];
    let ran = Command::new("soffice").arg(profile).args(convert).current_dir(desk.path("")).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let pdf = std::fs::read(desk.path("all.pdf")).unwrap();
    let read = intake::read(&pdf, "all.pdf").unwrap();
    let Body::Document(parts) = &read.records[0].body else { panic!("no document") };
    let all: String = parts
        .iter()
        .flat_map(|p| [p.text.as_str()].into_iter().chain(p.aside.iter().map(String::as_str)))
        .collect();
    for words in [
        "All answers",
        "Routing security needs care.",
        "Example Net",
        "La sécurité du routage compte.",
        "R1, form.csv, row 2",
    ] {
        assert!(all.contains(words), "no {words:?} in\n{all}");
    }
}
