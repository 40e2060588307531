//! Which two characters stand next to each other in which stories, told apart by what they are keyed by.
//!
//! There is a list for each two initials; each entry says by two small numbers which syllables (letters, digits) the
//! two are, and how well they stand. So one walk tells who has `hn`, who has `henan`, and who has `hen`, and no title is
//! looked at. A story comes in a list as often as it has different pairs.

use crate::text::pinyin::{Keyed, Spelled};

use super::postings::{List, OfSpots, SPOT_BITS, Spot};
use super::rank::{Manner, rate};
use super::sets::{Bits, Scores};

/// Two neighbours: their initials and their numbers under these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair(u32);

/// As many pairs as any two initials can have.
const PAIRS: usize = Keyed::NUMBERS * Keyed::NUMBERS;

impl Pair {
    /// One before the other.
    pub(super) fn new(first: Keyed, second: Keyed) -> Self {
        let initials = first.initial() * Keyed::INITIALS + second.initial();
        Self((initials * PAIRS + first.number() * Keyed::NUMBERS + second.number()) as u32)
    }

    /// How many lists there are: one for each two initials.
    pub(super) const LISTS: usize = Keyed::INITIALS * Keyed::INITIALS;

    /// Which list it is in.
    pub(super) fn list(self) -> usize {
        self.0 as usize / PAIRS
    }

    /// Which of the pairs in that list it is.
    fn number(self) -> usize {
        self.0 as usize % PAIRS
    }
}

/// The lists of all pairs.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs(Vec<PairList>);

/// The stories with two initials next to each other.
#[derive(Debug, Clone, Default)]
struct PairList {
    stories: List,
    /// The number of each pair, and in the last bits its spot.
    entries: Vec<u16>,
}

impl Pairs {
    /// Adds what a story has, which comes after all that are there: each pair at most once.
    pub(super) fn push(&mut self, story: u32, pairs: &[(Pair, Spot)]) {
        const { assert!(PAIRS << SPOT_BITS <= 1 << u16::BITS) };
        self.0.resize_with(Pair::LISTS, PairList::default);
        for (pair, spot) in pairs {
            if let Some(list) = self.0.get_mut(pair.list()) {
                list.stories.push(story);
                list.entries.push((pair.number() << SPOT_BITS) as u16 | u16::from(spot.0));
            }
        }
    }

    /// Raises every story by the pairs that it has.
    pub(super) fn raise(&self, scores: &mut Scores, wanted: &Wanted) {
        let of_spots = wanted.of_spots();
        for (list, manners) in self.wanted_lists(wanted) {
            scores.raise_each(
                list.iter(manners).map(|(story, manner, spot)| {
                    (story, of_spots[usize::from(manner % MANNERS as u8)][spot])
                }),
            );
        }
    }

    /// Puts every story that has any of the pairs into a set.
    pub(super) fn add_to(&self, set: &mut Bits, wanted: &Wanted) {
        for (list, manners) in self.wanted_lists(wanted) {
            for (story, manner, _) in list.iter(manners) {
                set.insert_if(story, manner != 0);
            }
        }
    }

    fn wanted_lists<'a>(
        &'a self,
        wanted: &'a Wanted,
    ) -> impl Iterator<Item = (&'a PairList, &'a [u8; PAIRS])> {
        let lists = self.0.iter().zip(&wanted.0);
        lists.filter_map(|(list, manners)| Some((list, &**manners.as_ref()?)))
    }

    /// The bytes that the lists take in memory.
    pub(super) fn memory(&self) -> usize {
        let list = |list: &PairList| {
            list.stories.memory() + list.entries.capacity() * size_of::<u16>() + size_of::<Vec<u16>>()
        };
        self.0.iter().map(list).sum()
    }

    /// Gives back memory that was kept for stories to come.
    pub(super) fn shrink(&mut self) {
        for list in &mut self.0 {
            list.stories.shrink();
            list.entries.shrink_to_fit();
        }
    }
}

impl PairList {
    /// Every story with the manner in which its pair is wanted, and the number of the spot.
    fn iter<'a>(&'a self, manners: &'a [u8; PAIRS]) -> impl Iterator<Item = (u32, u8, usize)> {
        self.stories.iter().zip(&self.entries).map(move |(story, entry)| {
            let manner = manners[usize::from(entry >> SPOT_BITS) % PAIRS];
            (story, manner, usize::from(entry & ((1 << SPOT_BITS) - 1)))
        })
    }
}

/// The ways to spell, and none.
const MANNERS: usize = 8;

/// Pairs that are looked for, and how each of them spells what was typed.
#[derive(Debug)]
pub(super) struct Wanted(Vec<Option<Box<[u8; PAIRS]>>>);

impl Wanted {
    /// No pair.
    pub(super) fn none() -> Self {
        Self(vec![None; Pair::LISTS])
    }

    /// Wants a pair too; the surest manner counts.
    pub(super) fn add(&mut self, pair: Pair, spelled: Spelled) {
        let Some(list) = self.0.get_mut(pair.list()) else { return };
        let manners = list.get_or_insert_with(|| Box::new([0; PAIRS]));
        let manner = spelled as u8 + 1;
        let known = &mut manners[pair.number()];
        if *known == 0 || manner < *known {
            *known = manner;
        }
    }

    /// The score of each spot, for each manner.
    fn of_spots(&self) -> [OfSpots; MANNERS] {
        let mut all = [OfSpots::default(); MANNERS];
        for spelled in [Spelled::Full, Spelled::Begun, Spelled::Initials, Spelled::Mixed] {
            all[spelled as usize + 1] = rate_spots(|spot| Some(Manner::Pinyin(spelled, spot.stand())));
        }
        all
    }
}

/// The score of each spot; 0 where nothing fits.
pub(super) fn rate_spots(manner: impl Fn(Spot) -> Option<Manner>) -> OfSpots {
    let mut of_spots = OfSpots::default();
    for (spot, score) in Spot::all().zip(&mut of_spots) {
        *score = manner(spot).map_or(0, |manner| rate(manner, spot.field()));
    }
    of_spots
}

#[cfg(test)]
impl Pairs {
    /// Every story that has this pair, with its spot.
    pub(super) fn to_vec(&self, pair: Pair) -> Vec<(u32, Spot)> {
        let mut wanted = Wanted::none();
        wanted.add(pair, Spelled::Full);
        let lists: Vec<_> = self.wanted_lists(&wanted).collect();
        let entries = lists.into_iter().flat_map(|(list, manners)| list.iter(manners));
        entries
            .filter(|(_, manner, _)| *manner != 0)
            .map(|(story, _, spot)| (story, Spot(spot as u8)))
            .collect()
    }
}
