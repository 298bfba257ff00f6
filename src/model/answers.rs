//! Answers that something is done to: a list of them, or those of a list that are marked.
//!
//! A list may hold a million answers and most of them may be marked, so that the list is shared and the marks are bits:
//! handing them on costs the same for one answer as for all, and whoever does something to them goes through them.

use std::sync::Arc;

use roaring::RoaringBitmap;

use super::id::AnswerNumber;

/// Some answers, in an order.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    listed: Arc<[AnswerNumber]>,
    marks: Option<Arc<Marks>>,
}

/// Which of the listed answers are meant.
#[derive(Debug)]
struct Marks {
    all: RoaringBitmap,
    /// Those of all that are not listed.
    unlisted: RoaringBitmap,
}

impl Answers {
    /// Those of a list that are marked, in its order; what is marked and not listed comes last. `members` are the
    /// answers of the list.
    pub fn marked(listed: &Arc<[AnswerNumber]>, members: &RoaringBitmap, marks: &RoaringBitmap) -> Self {
        let listed = Arc::clone(listed);
        let marks = Marks { all: marks.clone(), unlisted: marks - members };
        Self { listed, marks: Some(Arc::new(marks)) }
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.marks.as_ref().map_or(self.listed.len(), |marks| marks.all.len() as usize)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether an answer is among them. Without marks the list is gone through.
    pub fn contains(&self, number: AnswerNumber) -> bool {
        match &self.marks {
            Some(marks) => marks.all.contains(number.0),
            None => self.listed.contains(&number),
        }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = AnswerNumber> {
        let marks = self.marks.as_deref();
        let listed = self.listed.iter().copied();
        let unlisted = marks.into_iter().flat_map(|marks| marks.unlisted.iter().map(AnswerNumber));
        listed.filter(move |number| marks.is_none_or(|marks| marks.all.contains(number.0))).chain(unlisted)
    }
}

impl PartialEq for Answers {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Answers {}

impl From<Vec<AnswerNumber>> for Answers {
    fn from(numbers: Vec<AnswerNumber>) -> Self {
        Self { listed: numbers.into(), marks: None }
    }
}

impl FromIterator<AnswerNumber> for Answers {
    fn from_iter<I: IntoIterator<Item = AnswerNumber>>(numbers: I) -> Self {
        Self { listed: numbers.into_iter().collect(), marks: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(of: &[u32]) -> Vec<AnswerNumber> {
        of.iter().copied().map(AnswerNumber).collect()
    }

    #[test]
    fn what_is_marked_comes_in_the_lists_order_and_what_is_not_listed_last() {
        let listed: Arc<[AnswerNumber]> = numbers(&[7, 3, 9, 1]).into();
        let members: RoaringBitmap = [1, 3, 7, 9].into();
        let marked = |marks: &[u32]| Answers::marked(&listed, &members, &marks.iter().copied().collect());
        let some = marked(&[1, 2, 7]);
        assert_eq!(some, Answers::from(numbers(&[7, 1, 2])));
        assert_eq!(some.len(), 3);
        assert!(some.contains(AnswerNumber(2)) && !some.contains(AnswerNumber(3)));
        let all = marked(&[1, 3, 7, 9]);
        assert_eq!((all.len(), all.iter().next()), (4, Some(AnswerNumber(7))));
        assert!(marked(&[]).is_empty());
        assert_ne!(some, all);
    }
}
