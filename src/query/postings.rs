//! In which stories something stands, and how well there, in as few bytes as it takes.
//!
//! The numbers of the stories rise, so that each is kept as its distance from the one before: one byte in most
//! cases. A second byte follows where the thing stands better than inside the headline.

use super::rank::Stand;
use super::sets::Scores;
use super::titles::Field;

/// Where something stands in a story at its best: a smaller spot is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot(u8);

/// The parts of a story that are filed, the weightiest first.
const FIELDS: [Field; 3] = [Field::Headline, Field::Kicker, Field::Authors];
const STANDS: [Stand; 4] = [Stand::Whole, Stand::Prefix, Stand::WordStart, Stand::Inside];

impl Spot {
    /// How many spots there are.
    pub(super) const COUNT: usize = FIELDS.len() * STANDS.len();
    /// Where most things stand: it costs no byte of its own.
    pub(super) const COMMON: Self = Self((STANDS.len() as u8 - 1) * FIELDS.len() as u8);

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

/// The stories in which something stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Postings {
    bytes: Vec<u8>,
    /// The story after the last one.
    next: u32,
    count: u32,
}

impl Postings {
    /// Adds a story, which comes after all that are there.
    pub(super) fn push(&mut self, story: u32, spot: Spot) {
        let special = spot != Spot::COMMON;
        let mut left = story.saturating_sub(self.next) << 1 | u32::from(special);
        while left >= 0x80 {
            self.bytes.push(left as u8 | 0x80);
            left >>= 7;
        }
        self.bytes.push(left as u8);
        if special {
            self.bytes.push(spot.0);
        }
        self.next = story + 1;
        self.count += 1;
    }

    /// How many stories there are.
    pub(super) fn len(&self) -> usize {
        self.count as usize
    }

    /// Every story with the spot in it, in rising order.
    pub(super) fn iter(&self) -> Entries<'_> {
        Entries { bytes: self.bytes.iter(), next: 0 }
    }

    /// Leaves of `stories`, which rise, those that are here too.
    pub(super) fn keep(&self, stories: &mut Vec<u32>) {
        let mut entries = self.iter();
        let mut here = entries.next().map(|(story, _)| story);
        stories.retain(|wanted| {
            while here.is_some_and(|here| here < *wanted) {
                here = entries.next().map(|(story, _)| story);
            }
            here == Some(*wanted)
        });
    }

    /// Raises every story of the list to at least this score.
    pub(super) fn raise(&self, scores: &mut Scores, score: u16) {
        self.iter().for_each(|(story, _)| scores.raise(story, score));
    }

    /// The bytes that the list takes in memory.
    pub(super) fn memory(&self) -> usize {
        self.bytes.capacity() + size_of::<Self>()
    }

    /// Gives back memory that was kept for stories to come.
    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
    }
}

/// Walks over a list.
#[derive(Debug, Clone)]
pub(super) struct Entries<'a> {
    bytes: std::slice::Iter<'a, u8>,
    next: u32,
}

impl Iterator for Entries<'_> {
    type Item = (u32, Spot);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let first = *self.bytes.next()?;
        let mut value = u32::from(first & 0x7F);
        if first >= 0x80 {
            let mut shift = 7;
            loop {
                let byte = *self.bytes.next()?;
                value |= u32::from(byte & 0x7F) << shift;
                if byte < 0x80 {
                    break;
                }
                shift += 7;
            }
        }
        let spot = if value & 1 == 0 { Spot::COMMON } else { Spot(*self.bytes.next()?) };
        let story = self.next + (value >> 1);
        self.next = story + 1;
        Some((story, spot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out() {
        let put: Vec<(u32, Spot)> = [0, 1, 2, 66, 67, 500, 501, 20_000, 2_000_000, 300_000_000]
            .into_iter()
            .zip(Spot::all())
            .collect();
        let mut list = Postings::default();
        for (story, spot) in &put {
            list.push(*story, *spot);
        }
        assert_eq!(list.iter().collect::<Vec<_>>(), put);
        assert_eq!(list.len(), put.len());
        let mut stories = vec![1, 3, 67, 499, 20_000, 400_000_000];
        list.keep(&mut stories);
        assert_eq!(stories, [1, 67, 20_000]);
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
        assert_eq!(Spot::COMMON, Spot::new(Stand::Inside, Field::Headline));
    }
}
