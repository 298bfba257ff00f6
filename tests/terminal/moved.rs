//! A workspace that goes away while the screen is open.

use super::desk::Desk;

#[test]
fn a_file_that_is_moved_under_the_screen_is_noticed_and_the_earlier_work_is_rescued() {
    let desk = Desk::new();
    let mut session = desk.open((120, 36));
    session.keys("/q:11\r");
    session.sees("Routing security and RPKI");
    session.keys("trouting security");
    session.sees("routing security");
    session.keys("\r");
    session.sees("Tagged 1 answer");
    std::fs::rename(desk.path("w.db"), desk.path("elsewhere.db")).unwrap();
    session.keys("r");
    session.sees("all work so far is in w.rescue-");
    let text = session.text();
    assert!(!text.contains("reviewed."), "nothing is acknowledged:\n{text}");
    session.keys("\r");
    session.sees("this change was not made; make it again there");
    session.keys("\x1b");
    session.misses("this change was not made");
    session.keys("q");
    assert!(session.end().success());
    let names = std::fs::read_dir(desk.home()).unwrap();
    let names: Vec<String> = names.map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    let rescue = names.iter().find(|name| name.starts_with("w.rescue-")).unwrap();
    let of = |query: &str| desk.run(&["-w", rescue, "list", query, "--analyst", "Alice", "--format", "json"]);
    let count = |query: &str| serde_json::from_str::<Vec<serde_json::Value>>(&of(query)).unwrap().len();
    assert_eq!((count("theme:\"routing security\""), count("status:reviewed")), (1, 0), "{names:?}");
    desk.run(&["-w", rescue, "doctor"]);
}
