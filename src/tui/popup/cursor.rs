//! Going through the list of a popup.

use crate::action::ActionId;

/// So many lines are a page: about as many as the smallest popups show.
const PAGE: usize = 8;

/// Where an action takes the cursor in a list of so many lines; other actions leave it where it is.
pub fn moved(at: usize, lines: usize, action: ActionId) -> usize {
    let last = lines.saturating_sub(1);
    match action {
        ActionId::Up => at.saturating_sub(1),
        ActionId::Down => (at + 1).min(last),
        ActionId::PageUp => at.saturating_sub(PAGE),
        ActionId::PageDown => (at + PAGE).min(last),
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stays_within_the_list() {
        assert_eq!(moved(0, 3, ActionId::Up), 0);
        assert_eq!(moved(2, 3, ActionId::Down), 2);
        assert_eq!(moved(1, 30, ActionId::PageDown), 9);
        assert_eq!(moved(28, 30, ActionId::PageDown), 29);
        assert_eq!(moved(9, 30, ActionId::PageUp), 1);
        assert_eq!(moved(0, 0, ActionId::Down), 0);
        assert_eq!(moved(5, 30, ActionId::Accept), 5);
    }
}
