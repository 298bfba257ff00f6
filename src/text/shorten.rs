//! Quotations with stretches left out: what stays keeps every character, what goes is a visible “[…]”.
//!
//! Places are code points of the quotation. A cut holds only while the words stand where it says: one that
//! was made for other words is passed over, and the quotation then reads in full.

use unicode_segmentation::UnicodeSegmentation as _;

use super::words;
use crate::model::span::Span;
use crate::model::work::Cut;

/// What stands for words that were left out.
pub const LEFT_OUT: &str = "[…]";

/// The first sentences of a long passage, as many as have so many words, with a sign that it goes on; at least one.
pub fn first_sentences(passage: &str, most: u32) -> String {
    if words::count(passage) <= most {
        return passage.trim().to_owned();
    }
    let mut kept = String::new();
    for sentence in passage.split_sentence_bounds() {
        if !kept.is_empty() && words::count(&kept) + words::count(sentence) > most {
            return format!("{} {LEFT_OUT}", kept.trim());
        }
        kept.push_str(sentence);
    }
    kept.trim().to_owned()
}

/// A stretch of a quotation, in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stretch {
    /// Words that are quoted.
    Kept(Span),
    /// Words that are left out.
    LeftOut(Span),
}

/// The cuts of a quotation that hold: sorted, apart from each other, within the text.
pub fn holding(quotation: &str, cuts: &[Cut]) -> Vec<Span> {
    let chars: Vec<char> = quotation.chars().collect();
    let stands = |cut: &&Cut| {
        let here = chars.get(cut.start as usize..cut.end as usize);
        here.is_some_and(|here| !here.is_empty() && here.iter().copied().eq(cut.text.chars()))
    };
    joined(cuts.iter().filter(stands).map(|cut| Span::new(cut.start, cut.end)).collect())
}

/// Stretches to leave out, with their words, as they are kept; what is empty or outside is dropped.
pub fn cuts(quotation: &str, spans: &[Span]) -> Vec<Cut> {
    let chars: Vec<char> = quotation.chars().collect();
    let end = chars.len() as u32;
    let within = spans.iter().map(|s| Span::new(s.start.min(end), s.end.min(end)));
    let cut = |span: Span| Cut {
        start: span.start,
        end: span.end,
        text: chars[span.start as usize..span.end as usize].iter().collect(),
    };
    joined(within.collect()).into_iter().map(cut).collect()
}

/// The stretches of a quotation of so many code points; `cuts` as [`holding`] gives them.
pub fn stretches(length: u32, cuts: &[Span]) -> Vec<Stretch> {
    let mut all = Vec::with_capacity(cuts.len() * 2 + 1);
    let mut at = 0;
    for cut in cuts {
        if cut.start > at {
            all.push(Stretch::Kept(Span::new(at, cut.start)));
        }
        all.push(Stretch::LeftOut(*cut));
        at = cut.end;
    }
    if at < length {
        all.push(Stretch::Kept(Span::new(at, length)));
    }
    all
}

/// The quotation as it reads; `cuts` as [`holding`] gives them.
pub fn shortened(quotation: &str, cuts: &[Span]) -> String {
    let chars: Vec<char> = quotation.chars().collect();
    let read = |stretch: &Stretch| match stretch {
        Stretch::Kept(span) => chars[span.start as usize..span.end as usize].iter().collect(),
        Stretch::LeftOut(_) => LEFT_OUT.to_owned(),
    };
    stretches(chars.len() as u32, cuts).iter().map(read).collect::<String>()
}

/// Leaves a stretch out as well, or brings those back that it meets.
pub fn toggled(cuts: &[Span], span: Span) -> Vec<Span> {
    let kept: Vec<Span> = cuts.iter().copied().filter(|cut| !cut.meets(span)).collect();
    if kept.len() < cuts.len() {
        return kept;
    }
    joined(kept.into_iter().chain([span]).collect())
}

/// Sorts spans and joins those that meet or touch.
pub fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match apart.last_mut().filter(|last| span.start <= last.end) {
            Some(last) => last.end = last.end.max(span.end),
            None => apart.push(span),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::*;

    fn cut(quotation: &str, words: &str) -> String {
        let byte = quotation.find(words).unwrap();
        let start = quotation[..byte].chars().count() as u32;
        let span = Span::new(start, start + words.chars().count() as u32);
        shortened(quotation, &holding(quotation, &cuts(quotation, &[span])))
    }

    #[test]
    fn words_are_left_out_to_the_character_in_every_script() {
        let arabic = "نقترح أن يشمل التقرير السنوي مؤشرا لتأمين التوجيه";
        assert_eq!(cut(arabic, "السنوي مؤشرا"), "نقترح أن يشمل التقرير […] لتأمين التوجيه");
        let chinese = "我们建议把支持率作为公共采购的硬性条件";
        assert_eq!(cut(chinese, "作为公共采购的"), "我们建议把支持率[…]硬性条件");
        let russian = "рост лишь увеличивает число ошибок, которые никто не ищет";
        assert_eq!(cut(russian, "число ошибок, "), "рост лишь увеличивает […]которые никто не ищет");
    }

    #[test]
    fn a_cut_of_other_words_is_passed_over() {
        let made = cuts("one two three", &[Span::new(4, 7)]);
        assert_eq!(holding("one two three", &made), [Span::new(4, 7)]);
        assert_eq!(holding("one six three", &made), []);
        assert_eq!(holding("one", &made), []);
    }

    #[test]
    fn the_same_stretch_again_comes_back() {
        let one = toggled(&[], Span::new(2, 5));
        assert_eq!(toggled(&one, Span::new(5, 8)), [Span::new(2, 8)], "stretches that touch are one");
        assert_eq!(toggled(&one, Span::new(4, 9)), []);
    }

    proptest! {
        #[test]
        fn what_is_kept_is_never_changed(text in any::<String>(), ends in vec((0..80_u32, 0..80_u32), 0..6)) {
            let spans: Vec<Span> = ends.into_iter().map(|(a, b)| Span::new(a.min(b), a.max(b))).collect();
            let made = cuts(&text, &spans);
            let held = holding(&text, &made);
            let chars: Vec<char> = text.chars().collect();
            let all = stretches(chars.len() as u32, &held);
            let of = |span: &Span| chars[span.start as usize..span.end as usize].iter().collect::<String>();
            // Kept and left out together are the quotation, and nothing left out stands in what reads.
            let whole: String = all.iter().map(|s| match s { Stretch::Kept(s) | Stretch::LeftOut(s) => of(s) }).collect();
            prop_assert_eq!(&whole, &text);
            let left_out = |at: u32| spans.iter().any(|s| s.start <= at && at < s.end);
            let kept: String = chars.iter().enumerate().filter(|(i, _)| !left_out(*i as u32)).map(|(_, c)| *c).collect();
            let read: String = all.iter().map(|s| match s { Stretch::Kept(s) => of(s), Stretch::LeftOut(_) => String::new() }).collect();
            prop_assert_eq!(&read, &kept);
            let marks = held.len() * LEFT_OUT.chars().count();
            prop_assert_eq!(shortened(&text, &held).chars().count(), kept.chars().count() + marks);
            prop_assert!(held.windows(2).all(|pair| pair[0].end < pair[1].start));
            prop_assert_eq!(shortened(&text, &[]), text);
        }
    }
}
