//! In which stories something stands, and how well there, in as few bytes as it takes.
//!
//! The numbers of the stories rise, so that each is kept as its distance from the one before: one byte in most
//! cases. Where the thing stands takes half a byte, kept apart: mostly only the stories are asked for, and a walk
//! over bytes of one kind need not guess what comes next.

use super::rank::Stand;
use super::sets::{Bits, Scores};
use super::titles::Field;

/// Where something stands in a story at its best: a smaller spot is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot(pub(super) u8);

/// The parts of a story that are filed, the weightiest first.
const FIELDS: [Field; 3] = [Field::Headline, Field::Kicker, Field::Authors];
const STANDS: [Stand; 4] = [Stand::Whole, Stand::Prefix, Stand::WordStart, Stand::Inside];

impl Spot {
    /// How many spots there are.
    pub(super) const COUNT: usize = FIELDS.len() * STANDS.len();
    /// The spot of what stands so in this field.
    pub(super) fn new(stand: Stand, field: Field) -> Self {
        Self(stand as u8 * FIELDS.len() as u8 + field as u8)
    }

    /// Every spot, the best first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT as u8).map(Self)
    }

    /// Its place among all spots.
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// How it stands there.
    pub(super) fn stand(self) -> Stand {
        STANDS.get(self.index() / FIELDS.len()).copied().unwrap_or(Stand::Inside)
    }

    /// In which field.
    pub(super) fn field(self) -> Field {
        FIELDS.get(self.index() % FIELDS.len()).copied().unwrap_or(Field::Headline)
    }

    /// Whether it begins its field.
    pub(super) fn is_beginning(self) -> bool {
        matches!(self.stand(), Stand::Whole | Stand::Prefix)
    }
}

/// A number for each spot, by its place among all spots; as many as half a byte can tell apart.
pub(super) type OfSpots = [u16; 1 << SPOT_BITS];

/// A spot takes so many bits.
pub(super) const SPOT_BITS: u32 = 4;

/// The stories that have something.
#[derive(Debug, Clone, Default)]
pub(super) struct List {
    /// How far each story is from the one before.
    gaps: Vec<u8>,
    last: u32,
    count: u32,
}

/// This byte says that the gap is at least as large; what is over it follows, seven bits a byte.
const LONG: u8 = u8::MAX;

impl List {
    /// Adds a story, which comes after all that are there, or is the last of them again.
    pub(super) fn push(&mut self, story: u32) {
        let gap = story.saturating_sub(self.last);
        match gap.checked_sub(u32::from(LONG)) {
            None => self.gaps.push(gap as u8),
            Some(mut over) => {
                self.gaps.push(LONG);
                while over >= 0x80 {
                    self.gaps.push(over as u8 | 0x80);
                    over >>= 7;
                }
                self.gaps.push(over as u8);
            }
        }
        self.last = story;
        self.count += 1;
    }

    /// How many stories there are.
    pub(super) fn len(&self) -> usize {
        self.count as usize
    }

    /// Every story in rising order.
    pub(super) fn iter(&self) -> Stories<'_> {
        Stories { gaps: self.gaps.iter(), last: 0 }
    }

    /// Puts every story into a set.
    pub(super) fn add_to(&self, set: &mut Bits) {
        self.iter().for_each(|story| set.insert(story));
    }

    /// Raises every story to at least this score.
    pub(super) fn raise(&self, scores: &mut Scores, score: u16) {
        scores.raise_each(self.iter().map(|story| (story, score)));
    }

    /// The bytes that the list takes in memory.
    pub(super) fn memory(&self) -> usize {
        self.gaps.capacity() + size_of::<Self>()
    }

    /// Gives back memory that was kept for stories to come.
    pub(super) fn shrink(&mut self) {
        self.gaps.shrink_to_fit();
    }
}

/// Walks over a list.
#[derive(Debug, Clone)]
pub(super) struct Stories<'a> {
    gaps: std::slice::Iter<'a, u8>,
    last: u32,
}

impl Iterator for Stories<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let gap = *self.gaps.next()?;
        let over = if gap == LONG { self.over() } else { 0 };
        self.last += u32::from(gap) + over;
        Some(self.last)
    }
}

impl Stories<'_> {
    #[cold]
    fn over(&mut self) -> u32 {
        let (mut over, mut shift) = (0, 0);
        for byte in self.gaps.by_ref() {
            over |= u32::from(byte & 0x7F) << shift;
            if *byte < 0x80 {
                break;
            }
            shift += 7;
        }
        over
    }
}

/// The stories in which something stands, and its spot in each.
#[derive(Debug, Clone, Default)]
pub(super) struct Postings {
    stories: List,
    /// Two a byte, the earlier one in the lower half.
    spots: Vec<u8>,
}

impl Postings {
    /// Adds a story, which comes after all that are there.
    pub(super) fn push(&mut self, story: u32, spot: Spot) {
        if self.stories.len().is_multiple_of(2) {
            self.spots.push(spot.0);
        } else if let Some(both) = self.spots.last_mut() {
            *both |= spot.0 << SPOT_BITS;
        }
        self.stories.push(story);
    }

    /// The stories alone.
    pub(super) fn stories(&self) -> &List {
        &self.stories
    }

    /// Every story with the number of the spot in it, in rising order.
    fn iter(&self) -> impl Iterator<Item = (u32, u8)> {
        let spots = self.spots.iter().flat_map(|both| [both & 0xF, both >> SPOT_BITS]);
        self.stories.iter().zip(spots)
    }

    /// Raises every story to the number of its spot.
    pub(super) fn raise(&self, scores: &mut Scores, of_spots: &OfSpots) {
        scores.raise_each(self.iter().map(|(story, spot)| (story, of_spots[usize::from(spot & 0xF)])));
    }

    /// The same but for the stories in `doubted`; those of them that would be raised are put into `doubtful`.
    pub(super) fn raise_sure(
        &self,
        scores: &mut Scores,
        of_spots: &OfSpots,
        doubted: &Bits,
        doubtful: &mut Bits,
    ) {
        scores.raise_each(self.iter().map(|(story, spot)| {
            let score = of_spots[usize::from(spot & 0xF)];
            if !doubted.contains(story) {
                return (story, score);
            }
            if score > 0 {
                doubtful.insert(story);
            }
            (story, 0)
        }));
    }

    /// The bytes that the list takes in memory.
    pub(super) fn memory(&self) -> usize {
        self.stories.memory() + self.spots.capacity() + size_of::<Vec<u8>>()
    }

    /// Gives back memory that was kept for stories to come.
    pub(super) fn shrink(&mut self) {
        self.stories.shrink();
        self.spots.shrink_to_fit();
    }
}

#[cfg(test)]
impl Postings {
    /// Every story with its spot.
    pub(super) fn to_vec(&self) -> Vec<(u32, Spot)> {
        self.iter().map(|(story, spot)| (story, Spot(spot))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out() {
        let put: Vec<(u32, Spot)> = [0, 1, 2, 66, 67, 500, 501, 756, 1_012, 20_000, 2_000_000, 300_000_000]
            .into_iter()
            .zip(Spot::all())
            .collect();
        let mut list = Postings::default();
        for (story, spot) in &put {
            list.push(*story, *spot);
        }
        assert_eq!(list.to_vec(), put);
        assert_eq!(list.stories().len(), put.len());
        let mut set = Bits::none(600);
        list.stories().add_to(&mut set);
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 1, 2, 66, 67, 500, 501]);
        let mut scores = Scores::none(600);
        let mut of_spots = [0; 16];
        of_spots[Spot::all().nth(1).unwrap().index()] = 7;
        list.raise(&mut scores, &of_spots);
        assert_eq!(scores.rated(), [(1, 7)]);
    }

    #[test]
    fn spots_know_where_they_are_and_the_best_comes_first() {
        for stand in STANDS {
            for field in FIELDS {
                let spot = Spot::new(stand, field);
                assert_eq!((spot.stand(), spot.field()), (stand, field));
            }
        }
        assert!(Spot::new(Stand::Prefix, Field::Authors) < Spot::new(Stand::Inside, Field::Headline));
        assert!(Spot::new(Stand::Inside, Field::Headline) < Spot::new(Stand::Inside, Field::Kicker));
        const { assert!(Spot::COUNT <= 1 << SPOT_BITS) };
    }
}
