//! The history by itself: its cursor, its words, and what it takes back.

use super::*;

fn entry(n: u8, kind: &str, undoes: Option<u8>, undone: bool) -> HistoryEntry {
    let undoes = undoes.map(|n| OperationId([n; 16]));
    let (device, analyst) = <(String, String)>::default();
    HistoryEntry {
        id: OperationId([n; 16]),
        at: "2025-01-14T10:00:00Z".into(),
        device,
        analyst,
        kind: kind.to_owned(),
        summary: format!("did {kind}"),
        undoes,
        undone,
    }
}

fn past(entries: Vec<HistoryEntry>) -> Past {
    let at = jiff::civil::datetime(2025, 1, 14, 10, 0, 0, 0);
    let total = entries.len();
    Past { entries: entries.into_iter().map(|e| (e, at)).collect(), total, today: at.date() }
}

fn shown(entries: Vec<HistoryEntry>) -> History {
    let mut history = History::default();
    history.asked.want((0, false), Ticket(1));
    history.take(Ticket(1), past(entries));
    history
}

#[test]
fn on_an_undo_the_same_key_brings_back_what_it_took() {
    let (tag, undo) = (entry(1, "tag.add", None, true), entry(2, "undo", Some(1), false));
    let mut history = shown(vec![undo.clone(), tag.clone()]);
    let done = history.act(ActionId::UndoThis);
    assert!(matches!(done[..], [Effect::Edit(Edit::Redo(Some(id)))] if id == tag.id), "{done:?}");
    let redone = vec![entry(3, "redo", Some(2), false), undo, entry(1, "tag.add", None, false)];
    let mut history = shown(redone);
    let done = history.act(ActionId::UndoThis);
    assert!(matches!(done[..], [Effect::Edit(Edit::Undo(Some(id)))] if id == tag.id), "{done:?}");
}

#[test]
fn the_cursor_is_an_action_and_stays_on_it() {
    let (old, new) = (entry(1, "tag.add", None, false), entry(2, "note.add", None, false));
    let mut history = shown(vec![old.clone()]);
    assert_eq!(history.at, Some(old.id));
    history.asked.want((1, false), Ticket(2));
    history.take(Ticket(2), past(vec![new.clone(), old.clone()]));
    assert_eq!(history.at, Some(old.id));
    history.act(ActionId::Up);
    assert_eq!(history.at, Some(new.id));
    history.act(ActionId::Up);
    assert_eq!(history.at, Some(new.id), "the day's line holds no cursor");
}

#[test]
fn words_narrow_the_list_and_esc_widens_it() {
    let mut history = shown(vec![entry(1, "tag.add", None, false), entry(2, "note.add", None, false)]);
    history.act(ActionId::Narrow);
    history.paste("NOTE 14 january");
    assert_eq!((history.lines.len(), history.at), (2, Some(OperationId([2; 16]))));
    history.act(ActionId::Back);
    assert_eq!((history.lines.len(), history.words.is_typing()), (3, false));
    assert_eq!(history.at, Some(OperationId([2; 16])));
}
