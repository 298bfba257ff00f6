//! The finding that a place of the review screen belongs to: of the theme of the passage pointed at, else of the question.

use crate::model::finding::About;
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::layout::Focus;

impl App {
    /// Makes the finding the current list; shows it when it is that already.
    pub(in crate::tui) fn finding(&self) -> Vec<Effect> {
        let Some(about) = self.finding_in_hand() else {
            return vec![Effect::Say(
                "This text is under no question: F on a tagged passage, or in the codebook, makes the finding of a theme."
                    .into(),
            )];
        };
        let current = self.known.shortlists.iter().find(|list| Some(list.id) == self.desk.shortlist);
        let said = current.and_then(|list| list.finding.as_ref());
        let show = said.is_some_and(|said| said.about == about);
        vec![Effect::OpenFinding { about, show }]
    }

    fn finding_in_hand(&self) -> Option<About> {
        let pointed = self.reader.pointed.filter(|_| self.open.focus == Focus::Reader);
        if let (Some(pointed), Some(view)) = (pointed, self.reader.view()) {
            let tag = view.tags.iter().rev().find(|tag| tag.span == Some(pointed));
            if let Some(tag) = tag {
                return Some(About::Theme(tag.theme));
            }
        }
        let row = self.list.cursor().and_then(|number| self.list.row(number))?;
        let number = row.row.question.as_deref()?;
        self.known.call.question_by_number(number).map(|question| About::Question(question.key.clone()))
    }
}
