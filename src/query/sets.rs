//! Sets of stories, and scores for all stories: one bit, or one number, a story.

use std::ops::Range;

/// A set of stories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// The empty set of so many stories.
    pub(super) fn none(stories: usize) -> Self {
        Self(vec![0; stories.div_ceil(64)])
    }

    /// The set of all of so many stories.
    pub(super) fn all(stories: usize) -> Self {
        let mut all = vec![u64::MAX; stories.div_ceil(64)];
        if let Some(last) = all.last_mut().filter(|_| !stories.is_multiple_of(64)) {
            *last >>= 64 - stories % 64;
        }
        Self(all)
    }

    /// The empty set of as many stories as this one is of.
    pub(super) fn empty(&self) -> Self {
        Self(vec![0; self.0.len()])
    }

    /// The stories of which a column says what is wanted.
    pub(super) fn of<T>(column: &[T], fits: impl Fn(&T) -> bool) -> Self {
        let word = |chunk: &[T]| {
            chunk.iter().enumerate().fold(0, |word, (bit, value)| word | u64::from(fits(value)) << bit)
        };
        Self(column.chunks(64).map(word).collect())
    }

    /// Puts a story in.
    #[inline]
    pub(super) fn insert(&mut self, story: u32) {
        if let Some(word) = self.0.get_mut(story as usize / 64) {
            *word |= 1 << (story % 64);
        }
    }

    /// Puts a story in if it is wanted: without a guess, which would often be wrong.
    #[inline]
    pub(super) fn insert_if(&mut self, story: u32, wanted: bool) {
        if let Some(word) = self.0.get_mut(story as usize / 64) {
            *word |= u64::from(wanted) << (story % 64);
        }
    }

    /// Whether a story is in.
    #[inline]
    pub(super) fn contains(&self, story: u32) -> bool {
        self.0.get(story as usize / 64).is_some_and(|word| word >> (story % 64) & 1 != 0)
    }

    /// Puts in all stories of another set.
    pub(super) fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine |= theirs);
    }

    /// Puts in all stories of another set, if there is one.
    pub(super) fn extend_by(&mut self, other: Option<Self>) {
        if let Some(other) = other {
            self.add(&other);
        }
    }

    /// Leaves only the stories that are in the other set too.
    pub(super) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine &= theirs);
    }

    /// Takes out all stories of another set.
    pub(super) fn remove(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine &= !theirs);
    }

    /// How many stories there are.
    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The stories in rising order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().zip(0..).filter(|(word, _)| **word != 0).flat_map(|(word, number)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(number * 64 + bit)
            })
        })
    }
}

/// How well each story fits, 0 where it does not. As long as none does it takes no memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Scores {
    of_stories: Vec<u16>,
    stories: usize,
}

impl Scores {
    /// No story fits.
    pub(super) fn none(stories: usize) -> Self {
        Self { of_stories: Vec::new(), stories }
    }

    /// Whether nothing was said of any story.
    pub(super) fn is_untouched(&self) -> bool {
        self.of_stories.is_empty()
    }

    /// Says of each of these stories that it fits at least so well.
    #[inline]
    pub(super) fn raise_each(&mut self, mut rated: impl Iterator<Item = (u32, u16)>) {
        // Where there is none nothing is touched.
        let Some(first) = rated.next() else { return };
        let of_stories = self.touch();
        let mut raise = |(story, score): (u32, u16)| {
            if let Some(known) = of_stories.get_mut(story as usize) {
                *known = score.max(*known);
            }
        };
        raise(first);
        rated.for_each(raise);
    }

    /// Says how well a story fits, whatever was said before.
    pub(super) fn set(&mut self, story: u32, score: u16) {
        if score == 0 && self.is_untouched() {
            return;
        }
        if let Some(known) = self.touch().get_mut(story as usize) {
            *known = score;
        }
    }

    fn touch(&mut self) -> &mut [u16] {
        if self.of_stories.is_empty() {
            self.of_stories = vec![0; self.stories];
        }
        &mut self.of_stories
    }

    /// How well a story fits.
    #[inline]
    pub(super) fn get(&self, story: usize) -> u16 {
        self.of_stories.get(story).copied().unwrap_or(0)
    }

    /// The stories that fit, in rising order, with their scores.
    pub(super) fn rated(&self) -> Vec<(u32, u32)> {
        let mut rated = Vec::with_capacity(self.count());
        self.each(0..self.stories, |story, score| rated.push((story, u32::from(score))));
        rated
    }

    /// How many stories fit.
    pub(super) fn count(&self) -> usize {
        self.of_stories.iter().filter(|score| **score != 0).count()
    }

    /// Gives every story of a stretch that fits, in rising order, with its score.
    #[inline]
    pub(super) fn each(&self, stretch: Range<usize>, mut give: impl FnMut(u32, u16)) {
        // Most stories fit no word: they are passed over many at a time. Of the others each is written down, and the
        // next one over it if it does not fit: cheaper than a guess that is wrong half of the time.
        const STRIDE: usize = 64;
        const STEP: usize = 8;
        let none = |scores: &[u16]| scores.iter().fold(0, |any, score| any | score) == 0;
        let start = stretch.start as u32;
        let scores = self.of_stories.get(stretch).unwrap_or_default();
        let mut fitting = [(0, 0); STEP];
        for (strides, start) in scores.chunks(STRIDE).zip((start..).step_by(STRIDE)) {
            if none(strides) {
                continue;
            }
            for (step, start) in strides.chunks(STEP).zip((start..).step_by(STEP)) {
                if none(step) {
                    continue;
                }
                let mut taken = 0;
                for (score, story) in step.iter().zip(start..) {
                    fitting[taken % STEP] = (story, *score);
                    taken += usize::from(*score != 0);
                }
                for (story, score) in fitting.iter().take(taken) {
                    give(*story, *score);
                }
            }
        }
    }

    /// Raises every story to at least what the other scores say.
    pub(super) fn raise_all(&mut self, other: Self) {
        if self.is_untouched() {
            *self = other;
        } else {
            let both = self.of_stories.iter_mut().zip(&other.of_stories);
            both.for_each(|(mine, theirs)| *mine = (*mine).max(*theirs));
        }
    }

    /// Leaves only the stories of a set.
    pub(super) fn keep(&mut self, stories: &Bits) {
        let chunks = self.of_stories.chunks_mut(64).zip(&stories.0);
        for (scores, kept) in chunks.filter(|(_, kept)| **kept != u64::MAX) {
            for (bit, score) in scores.iter_mut().enumerate() {
                *score *= (kept >> bit & 1) as u16;
            }
        }
    }

    /// The stories that fit.
    pub(super) fn bits(&self) -> Bits {
        if self.is_untouched() {
            return Bits::none(self.stories);
        }
        Bits::of(&self.of_stories, |score| *score != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_joined_and_narrowed() {
        let of = |stories: &[u32]| {
            let mut set = Bits::none(200);
            for story in stories {
                set.insert(*story);
            }
            set
        };
        let mut set = of(&[0, 63, 64, 130, 199, 5000]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 130, 199]);
        set.add(&of(&[1]));
        set.keep(&of(&[1, 64, 131, 199]));
        assert_eq!(set.iter().collect::<Vec<_>>(), [1, 64, 199]);
    }

    #[test]
    fn scores_only_rise() {
        let mut scores = Scores::none(100);
        scores.raise_each(std::iter::empty());
        assert!(scores.is_untouched() && scores.bits() == Bits::none(100));
        scores.raise_each([(3, 7), (3, 5), (99, 1), (100, 9)].into_iter());
        assert_eq!((scores.get(3), scores.get(4), scores.get(100)), (7, 0, 0));
        assert_eq!(scores.rated(), [(3, 7), (99, 1)]);
        assert_eq!(scores.bits().iter().collect::<Vec<_>>(), [3, 99]);
        scores.set(3, 0);
        assert_eq!(scores.rated(), [(99, 1)]);
    }
}
