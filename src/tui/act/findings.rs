//! The finding that a place of the review screen belongs to: of the theme of the passage pointed at, else of the
//! question; among the filters, of the theme or question under the cursor.

use crate::model::finding::About;
use crate::tui::app::App;
use crate::tui::event::Effect;
use crate::tui::layout::Focus;

impl App {
    /// Makes the finding the current list; shows it when it is that already.
    pub(in crate::tui) fn finding(&self) -> Vec<Effect> {
        let Some(about) = self.finding_in_hand() else {
            let line = match self.open.focus {
                Focus::Filters => "A finding is on a theme or on a question: go to one of those first.",
                Focus::Answers | Focus::Reader => {
                    "This text is under no question: ‹finding› on a tagged passage, or in the codebook, makes the finding of a theme."
                }
            };
            return vec![Effect::Say(line.into())];
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
        if self.open.focus == Focus::Filters {
            let (_, value, _) = self.filters.value()?;
            let question = || self.known.call.question_by_number(&value.term).filter(|_| value.field == "q");
            let about = value.theme.map(About::Theme);
            return about.or_else(|| Some(About::Question(question()?.key.clone())));
        }
        let row = self.list.cursor().and_then(|number| self.list.row(number))?;
        let number = row.row.question.as_deref()?;
        self.known.call.question_by_number(number).map(|question| About::Question(question.key.clone()))
    }
}
