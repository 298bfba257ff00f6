//! What makes a difference, and where it is told.

use proptest::collection::vec;
use proptest::prelude::{prop_assert, proptest};

use super::*;
use crate::model::span::Span;
use crate::text::shorten;

fn stands(quotation: &str, text: &str) -> Result<(), (String, String)> {
    Pieces::of(quotation).stand_in(&Wording::of(text)).map_err(|it| (it.quoted, it.stands))
}

#[test]
fn what_word_processors_change_is_no_alteration() {
    let text = "The members' \"open forum\" -- it's theirs -- met on 3-5 May; well-known caf\u{e9}s closed.";
    for same in [
        text,
        "The members’ “open forum” – it’s theirs – met on 3–5 May; well‑known cafe\u{301}s closed.",
        "«The mem\u{ad}bers' 'open\u{a0}forum'—it's theirs — met\n\non 3-5 May; well-known cafés  closed.»",
        "[…] it's theirs [...] well-known cafés …",
        "The members... met on (…) closed.",
        "open forum",
    ] {
        assert_eq!(stands(same, text), Ok(()), "{same}");
    }
    for other in [
        "The member's open forum is theirs",
        "The Members' \"open forum\"",
        "its theirs",
        "well known",
        "cafes closed",
        "it's theirs […] open forum",
        "met on 3-6 May",
        "mbers' open",
        "members' open for",
    ] {
        assert!(stands(other, text).is_err(), "{other}");
    }
}

#[test]
fn the_first_place_where_words_differ_is_told_in_both_wordings() {
    let text =
        "Half of our members still share one address among dozens of customers, which breaks services.";
    let (here, there) =
        stands("members still share one address among hundreds of customers", text).unwrap_err();
    assert_eq!(here, "…share one address among hundreds of customers");
    assert_eq!(there, "…share one address among dozens of customers, which breaks services.");
    let (here, there) = stands("No members still share one address among dozens", text).unwrap_err();
    assert_eq!((here.starts_with("No members"), there.contains("our members")), (true, true), "{there}");
    let it = Pieces::of("likely to pass").stand_in(&Wording::of("It is unlikely to pass.")).unwrap_err();
    assert!(it.within_word && it.stands.contains("unlikely") && it.quoted.starts_with("likely"), "{it:?}");
    assert_eq!(stands("台风来时谁来修？谁付钱？", "他问：台风来时谁来修？ 谁付\n钱？答"), Ok(()));
    assert!(stands("谁出钱", "谁付钱").is_err());
    assert_eq!(stands("", "anything"), Ok(()));
    // A cut within the marks of a letter.
    assert_eq!(
        stands("ae\u{301}[…]\u{301}\u{301}\u{301}\u{301} b", &format!("ae{} b", "\u{301}".repeat(8))),
        Ok(())
    );
}

proptest! {
    #[test]
    fn a_quotation_with_cuts_stands_in_its_text(
        words in vec("[a-zé’\"(-]{1,6}|[א-ת]{1,4}|[一-龥]{1,3}|👩🏽‍💻|\\.\\.\\.|e\u{301}{1,12}|\u{ad}|\t|\n\n", 1..30),
        cut in (0..60_u32, 0..60_u32),
    ) {
        let text = words.join(" ");
        let spans = [Span::new(cut.0.min(cut.1), cut.0.max(cut.1))];
        let held = shorten::holding(&text, &shorten::cuts(&text, &spans));
        let quotation = shorten::shortened(&text, &held);
        let found = Pieces::of(&quotation).stand_in(&Wording::of(&text));
        prop_assert!(found.is_ok(), "{quotation:?} in {text:?}: {found:?}");
        let other = format!("{quotation} zzzz");
        prop_assert!(Pieces::of(&other).stand_in(&Wording::of(&text)).is_err());
    }
}
