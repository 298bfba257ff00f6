//! Completion: fields by their beginning, then the values of the field.

use rapporteur::query::complete;

use super::vocabulary;

#[test]
fn completion_offers_fields_and_then_values() {
    let offered = |text: &str| -> Vec<String> {
        complete(text, text.len(), &vocabulary(), &["RIPE NCC".to_owned(), "Red Sur".to_owned()])
            .into_iter()
            .map(|one| format!("{}{}", &text[..one.replace.start], one.text))
            .collect()
    };
    assert_eq!(offered("a -th"), ["a -theme:"]);
    assert_eq!(offered("theme:rout"), ["theme:\"Routing security\"", "theme:\"Routing policy\""]);
    assert_eq!(offered("type:Government,civ"), ["type:Government,\"Civil society\""]);
    assert_eq!(
        offered("is:"),
        ["is:late", "is:unplaced", "is:anonymous", "is:withdrawn", "is:replaced", "is:any"]
    );
    assert_eq!(offered("word th"), ["word theme:"]);
    assert_eq!(offered("lang:fre"), ["lang:fr"]);
    assert_eq!(offered("country:neth"), ["country:NL"]);
    assert_eq!(offered("from:ripe"), ["from:\"RIPE NCC\""]);
    assert_eq!(offered("source:late"), ["source:answers-late.csv"]);
    assert_eq!(offered("no:tr"), ["no:translation"]);
    assert_eq!(offered("a \"two words\"~"), ["a \"two words\"~5"]);
    assert_eq!(offered("note:\"two words\"~"), ["note:\"two words\"~5"]);
    assert_eq!(offered("routing~"), [""; 0]);
    assert_eq!(offered("\"two words\"~5"), [""; 0]);
    assert!(offered("word").contains(&"words:".to_owned()));
}
