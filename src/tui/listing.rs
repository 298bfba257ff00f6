//! A list of answers as it came from the workspace: made by a thread that reads, shared and never changed.
//!
//! It knows where each of its answers stands, so that the screen never goes through a million of them.

use std::fmt;
use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::model::answers::Answers;
use crate::model::id::AnswerNumber;

/// No answer stands there.
const NOWHERE: u32 = u32::MAX;

/// The places may be so many times as many as the answers before they are kept in pairs instead.
const ROOM: usize = 64;

/// Answers in order, and where each of them stands.
#[derive(Clone, Default)]
pub struct Listing {
    numbers: Arc<[AnswerNumber]>,
    members: RoaringBitmap,
    places: Places,
}

/// The place of each answer.
#[derive(Clone)]
enum Places {
    /// By the answer's number.
    ByNumber(Vec<u32>),
    /// Numbers and places, by number: for a file whose numbers lie far apart.
    Pairs(Vec<(u32, u32)>),
}

impl Default for Places {
    fn default() -> Self {
        Self::Pairs(Vec::new())
    }
}

impl Listing {
    /// Takes answers in order, each once.
    pub fn new(numbers: Vec<AnswerNumber>) -> Self {
        let room = numbers.iter().map(|number| number.0 as usize + 1).max().unwrap_or(0);
        let each = || numbers.iter().zip(0_u32..).map(|(number, place)| (number.0, place));
        let (places, members) = if room / ROOM <= numbers.len() {
            let mut places = vec![NOWHERE; room];
            each().for_each(|(number, place)| places[number as usize] = place);
            let listed = places.iter().zip(0_u32..).filter(|(place, _)| **place != NOWHERE);
            // They come in order, each once: quicker than to look for the place of each.
            let members = RoaringBitmap::from_sorted_iter(listed.map(|(_, number)| number));
            let members = members.unwrap_or_default();
            (Places::ByNumber(places), members)
        } else {
            let mut pairs: Vec<(u32, u32)> = each().collect();
            pairs.sort_unstable();
            let members = pairs.iter().map(|(number, _)| *number).collect();
            (Places::Pairs(pairs), members)
        };
        Self { numbers: numbers.into(), members, places }
    }

    /// All answers, in order.
    pub fn numbers(&self) -> &[AnswerNumber] {
        &self.numbers
    }

    /// Which answers they are.
    pub fn members(&self) -> &RoaringBitmap {
        &self.members
    }

    /// Where an answer stands, from 0; `None` when it is not in the list.
    pub fn place(&self, number: AnswerNumber) -> Option<usize> {
        let place = match &self.places {
            Places::ByNumber(places) => places.get(number.0 as usize).copied()?,
            Places::Pairs(pairs) => {
                let at = pairs.binary_search_by_key(&number.0, |(number, _)| *number).ok()?;
                pairs[at].1
            }
        };
        (place != NOWHERE).then_some(place as usize)
    }

    /// Where these stand, as far as they are in the list.
    pub fn places(&self, numbers: &[AnswerNumber]) -> RoaringBitmap {
        let mut places: Vec<u32> =
            numbers.iter().filter_map(|number| self.place(*number)).map(|place| place as u32).collect();
        places.sort_unstable();
        places.into_iter().collect()
    }

    /// Those that are marked.
    pub fn marked(&self, marks: &RoaringBitmap) -> Answers {
        Answers::marked(&self.numbers, &self.members, marks)
    }

    /// The place next to one, going down or up, whose answer is among these.
    pub fn next_among(&self, among: &RoaringBitmap, at: usize, down: bool) -> Option<usize> {
        // Few answers are looked up; many leave no long way to the next.
        if among.len() < FEW {
            let places = among.iter().filter_map(|number| self.place(AnswerNumber(number)));
            return if down {
                places.filter(|place| *place > at).min()
            } else {
                places.filter(|place| *place < at).max()
            };
        }
        if among.is_disjoint(&self.members) {
            return None;
        }
        let is_one = |(_, number): &(usize, &AnswerNumber)| among.contains(number.0);
        let numbered = self.numbers.iter().enumerate();
        let found = if down { numbered.skip(at + 1).find(is_one) } else { numbered.take(at).rfind(is_one) };
        found.map(|(place, _)| place)
    }

    /// Where an answer of an older list stands here, or the nearest one below it there, else the nearest above.
    pub fn nearest(&self, old: &Self, at: usize) -> Option<usize> {
        let here = old.numbers.get(at).and_then(|number| self.place(*number));
        here.or_else(|| {
            let place = old
                .next_among(&self.members, at, true)
                .or_else(|| old.next_among(&self.members, at, false))?;
            self.place(old.numbers[place])
        })
    }
}

/// So many answers are looked up one by one.
const FEW: u64 = 1 << 14;

impl PartialEq for Listing {
    fn eq(&self, other: &Self) -> bool {
        self.numbers == other.numbers
    }
}

/// A million numbers tell nobody anything.
impl fmt::Debug for Listing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Listing({} answers)", self.numbers.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn listing(numbers: &[u32]) -> Listing {
        Listing::new(numbers.iter().copied().map(AnswerNumber).collect())
    }

    #[test]
    fn numbers_that_lie_far_apart_take_no_room() {
        let far = listing(&[u32::MAX - 1, 5, 4_000_000_000]);
        assert_eq!(far.place(AnswerNumber(4_000_000_000)), Some(2));
        assert_eq!(far.place(AnswerNumber(6)), None);
        assert_eq!(listing(&[]).place(AnswerNumber(0)), None);
    }

    proptest! {
        #[test]
        fn places_are_those_that_going_through_the_list_gives(
            order in proptest::sample::subsequence((0..60_u32).collect::<Vec<_>>(), 0..60).prop_shuffle(),
            older in proptest::sample::subsequence((0..60_u32).collect::<Vec<_>>(), 0..60).prop_shuffle(),
            among in proptest::collection::btree_set(0..70_u32, 0..70),
            far in any::<bool>(),
            at in 0..60_usize,
        ) {
            let spread = |number: &u32| if far { number * 60_000_000 } else { *number };
            let (order, older): (Vec<u32>, Vec<u32>) =
                (order.iter().map(spread).collect(), older.iter().map(spread).collect());
            let among: Vec<u32> = among.iter().filter(|n| !far || **n < 60).map(spread).collect();
            let (new, old) = (listing(&order), listing(&older));
            for number in order.iter().chain(&older).chain(&among) {
                let there = order.iter().position(|n| n == number);
                prop_assert_eq!(new.place(AnswerNumber(*number)), there);
                prop_assert_eq!(new.members().contains(*number), there.is_some());
            }
            let some: RoaringBitmap = among.iter().copied().collect();
            let is_one = |place: &usize| among.contains(&order[*place]);
            prop_assert_eq!(new.next_among(&some, at, true), (at + 1..order.len()).find(is_one));
            prop_assert_eq!(new.next_among(&some, at, false), (0..at.min(order.len())).rfind(is_one));
            let mut near = older.iter().skip(at).chain(older.iter().take(at).rev());
            let expected = near.find_map(|number| order.iter().position(|n| n == number));
            prop_assert_eq!(new.nearest(&old, at), expected);
        }
    }
}
