//! What taking codings in does, in words: the same on the command line and on the screen.

use super::{CodingReport, TextReport};
use crate::model::plural::counted;

impl CodingReport {
    /// Line by line: the texts, each with what it is here and how its positions are counted; the themes; the tags and notes;
    /// what is not taken. With the first passages of each text where they are wished.
    pub fn lines(&self, samples: bool) -> Vec<String> {
        let mut lines = Vec::new();
        for text in &self.texts {
            lines.push(of_text(text));
            if samples {
                let shown = text.samples.iter().map(|(name, words)| {
                    let (name, words) = (in_a_line(name), in_a_line(words));
                    if name.is_empty() {
                        format!("  “{words}”")
                    } else if name == words {
                        format!("  “{words}”, the same there")
                    } else {
                        format!("  “{words}”, there “{name}”")
                    }
                });
                lines.extend(shown);
            }
        }
        lines.extend(self.themes.iter().map(|path| format!("adds the theme {path}")));
        if self.themes_there > 0 {
            lines.push(format!("{} there already", counted(self.themes_there, "theme")));
        }
        let there = |n: usize| if n > 0 { format!(" ({n} there already)") } else { String::new() };
        let (tags, notes) = (counted(self.tags, "tag"), counted(self.notes, "note"));
        let of = if self.analysts.is_empty() {
            String::new()
        } else {
            format!(", of {}", self.analysts.join(", "))
        };
        lines.push(format!("{tags}{} and {notes}{}{of}", there(self.tags_there), there(self.notes_there)));
        lines.extend(self.not_taken());
        lines
    }

    /// What is not taken; `None` where all of it is.
    pub fn not_taken(&self) -> Option<String> {
        let left: Vec<String> = self.left.iter().map(|(n, what)| format!("{n} {what}")).collect();
        (!left.is_empty()).then(|| format!("not taken: {}", left.join("; ")))
    }

    /// Why it is not known how positions are counted; `None` where the names of the passages tell.
    pub fn doubt(&self) -> Option<String> {
        let sum = |of: fn(&TextReport) -> usize| self.texts.iter().map(of).sum::<usize>();
        let (passages, named, agree) = (sum(|it| it.passages), sum(|it| it.named), sum(|it| it.agree));
        if passages == 0 || (named > 0 && agree * 2 > named) {
            return None;
        }
        Some(if named == 0 {
            "no passage of the file has a name that tells how its positions are counted".to_owned()
        } else {
            format!("of {named} passages with a name only {agree} have these words where they are looked for")
        })
    }

    /// Whether anything is taken in.
    pub fn brings(&self) -> bool {
        self.tags + self.notes + self.themes.len() > 0
    }

    /// What is taken in, in a few words: "10 tags, 5 notes, 1 theme".
    pub fn sums(&self) -> String {
        sums(self.tags, self.notes, self.themes.len())
    }
}

/// The same of what is there, or is made.
pub fn sums(tags: usize, notes: usize, themes: usize) -> String {
    let parts = [(tags, "tag"), (notes, "note"), (themes, "theme")];
    let some = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(n, what));
    some.collect::<Vec<_>>().join(", ")
}

fn of_text(text: &TextReport) -> String {
    let here = text.submission.as_deref().unwrap_or("not here");
    let mut line = format!("{}: {here}, {}", text.name, counted(text.passages, "passage"));
    if text.passages > 0 {
        line = format!("{line}, counted in {}", text.counted);
        if text.named > 0 {
            line = format!("{line}; {} of {} names agree", text.agree, text.named);
        }
    }
    line
}

/// Blanks stay, also at the ends: they tell that something is counted in another way.
fn in_a_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ")
}
