//! Which stories a piece of text shares its words with.
//!
//! Words are taken as pairs of neighbouring ideographs. A pair that every story of the page has says nothing; one
//! that a single story has says much. The measure is how much likelier the pairs of a piece are in a story
//! than on the page as a whole.

use std::cell::{RefCell, RefMut};
use std::collections::HashMap;
use std::rc::Rc;

use super::super::lines::{PageText, is_han};

/// The pairs of each unit and of the page.
#[derive(Debug, Default)]
pub(crate) struct Topics {
    /// The distinct pairs of all units that another unit has too, by number, unit after unit.
    pairs: Vec<u32>,
    /// Where the pairs of each unit end in `pairs`.
    ends: Vec<usize>,
    /// How many distinct pairs each unit has in all.
    sizes: Vec<f32>,
    /// In how many units each pair stands.
    spread: Vec<u16>,
    /// The units that have each pair, pair after pair: `spread` says how many.
    units: Vec<u32>,
    /// Where the units of each pair begin in `units`.
    starts: Vec<u32>,
    /// The sum of `spread`, with the pairs of one unit only.
    total: f32,
    /// [`gain`] for small counts: rows by spread, columns by how often a story has a pair.
    gains: Vec<f32>,
    /// The words of the story that was asked about last.
    counter: RefCell<Counter>,
    /// What was reckoned for a story before: the rounds of assembling ask the same of the same text again and again.
    known: RefCell<HashMap<Members, Known>>,
}

/// The units of a story, one bit each.
type Members = [u64; MOST_UNITS.div_ceil(64)];

/// What units have in common with one story.
#[derive(Debug, Default)]
struct Known {
    affinities: Option<Rc<[f32]>>,
    rare: Option<Rc<[f32]>>,
}

/// A story as the units that it has. What words these have is only counted when something new is asked about them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Story {
    members: Members,
    /// How many distinct pairs its units have in all.
    size: f32,
}

impl Story {
    /// How much less a pair of the page says of a story of this size.
    fn discount(&self) -> f32 {
        (self.size / LENT + 1.0).ln()
    }
}

/// How often each pair stands in a story.
#[derive(Debug, Default)]
struct Counter {
    members: Members,
    counts: Vec<u16>,
}

impl Counter {
    /// Makes the counts those of a story. Stories that are asked about one after the other differ little.
    fn turn_to(&mut self, topics: &Topics, members: &Members) {
        self.counts.resize(topics.spread.len(), 0);
        for (word, (had, &has)) in self.members.iter_mut().zip(members).enumerate() {
            for unit in Ones(*had & !has).map(|bit| word * 64 + bit) {
                topics.pairs_of(unit).iter().for_each(|&pair| self.counts[pair as usize] -= 1);
            }
            for unit in Ones(has & !*had).map(|bit| word * 64 + bit) {
                topics.pairs_of(unit).iter().for_each(|&pair| self.counts[pair as usize] += 1);
            }
            *had = has;
        }
    }

    /// The pairs that the story has, in the order of their numbers, and how often it has each.
    fn pairs(&self) -> impl Iterator<Item = (usize, u16)> {
        self.counts.iter().copied().enumerate().filter(|(_, own)| *own > 0)
    }
}

/// The places of the bits that are set in a word, from the lowest.
struct Ones(u64);

impl Iterator for Ones {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let lowest = self.0.trailing_zeros() as usize;
        self.0 &= self.0.checked_sub(1)?;
        Some(lowest)
    }
}

/// How many pairs the page as a whole lends to a story.
const LENT: f32 = 150.0;
/// On pages with more units than this words are not compared: the work would grow with the square of the page.
const MOST_UNITS: usize = 400;

impl Topics {
    /// Reads the pairs of units, each given by its lines.
    pub(crate) fn new<'a>(text: &PageText, units: impl ExactSizeIterator<Item = &'a [usize]>) -> Self {
        if units.len() > MOST_UNITS {
            let none = units.len();
            return Self { ends: vec![0; none], sizes: vec![0.0; none], ..Self::default() };
        }
        let mut pairs: Vec<u32> = Vec::with_capacity(text.character_count());
        let mut ends = Vec::with_capacity(units.len());
        let mut seen = Seen::for_characters(text.character_count());
        for (index, lines) in (1..).zip(units) {
            for &line in lines {
                for_each_pair(text.line(line), |a, b| {
                    if let Some(pair) = seen.take(a, b, index) {
                        pairs.push(pair);
                    }
                });
            }
            ends.push(pairs.len());
        }
        Self::of_shared(pairs, ends, &seen.pairs)
    }

    /// The page is so large that words are not compared.
    pub(crate) fn is_bounded(&self) -> bool {
        self.sizes.len() > MOST_UNITS
    }

    /// Keeps the pairs that several units have: one that stands in one unit only can never be had in common.
    fn of_shared(mut pairs: Vec<u32>, mut ends: Vec<usize>, seen: &[SeenPair]) -> Self {
        let total = pairs.len() as f32;
        // Where the units of each shared pair go; pairs of one unit all go to one place that is cut off again.
        let spread = seen.iter().map(|pair| pair.spread);
        let all: usize = spread.clone().filter(|count| *count >= 2).map(usize::from).sum();
        let mut shared = Vec::with_capacity(seen.len() / 4);
        let mut places: Vec<u32> = Vec::with_capacity(seen.len());
        let mut starts: Vec<u32> = Vec::with_capacity(seen.len() / 4);
        let mut next = 0;
        for count in spread {
            places.push(if count >= 2 { next } else { all as u32 });
            if count >= 2 {
                shared.push(count);
                starts.push(next);
                next += u32::from(count);
            }
        }
        let mut units = vec![0; all + 1];
        let mut sizes = Vec::with_capacity(ends.len());
        let mut from = 0;
        for (unit, &end) in (0..).zip(&ends) {
            sizes.push((end - from) as f32);
            for &pair in &pairs[from..end] {
                let place = &mut places[pair as usize];
                units[*place as usize] = unit;
                *place += u32::from((*place as usize) < all);
            }
            from = end;
        }
        units.truncate(all);
        pairs.resize(all, 0);
        sort_by_unit(&shared, &units, &mut pairs, &mut ends);
        let gains = (0..TABLED * TABLED).map(|at| (at % TABLED, at / TABLED));
        // No story has a pair more often than the page.
        let gains = gains.map(
            |(own, spread)| {
                if own > spread { 0.0 } else { gain(own as u16, spread as u16, total) }
            },
        );
        let gains = gains.collect();
        Self { pairs, ends, sizes, spread: shared, units, starts, total, gains, ..Self::default() }
    }

    /// The shared pairs of a unit.
    fn pairs_of(&self, unit: usize) -> &[u32] {
        let start = unit.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.pairs[start..self.ends[unit]]
    }

    /// Adds a unit to a story.
    pub(crate) fn add(&self, story: &mut Story, unit: usize) {
        if !self.is_bounded() {
            story.members[unit >> 6] |= 1 << (unit & 63);
            story.size += self.sizes[unit];
        }
    }

    /// Takes a unit out of a story that has it.
    pub(crate) fn remove(&self, story: &mut Story, unit: usize) {
        if !self.is_bounded() {
            story.members[unit >> 6] &= !(1 << (unit & 63));
            story.size -= self.sizes[unit];
        }
    }

    /// What single units have in common with a story.
    pub(crate) fn about<'a>(&'a self, story: &'a Story) -> About<'a> {
        About { topics: self, story, discount: story.discount(), counter: self.counted(story) }
    }

    /// The counts of a story.
    fn counted(&self, story: &Story) -> RefMut<'_, Counter> {
        let mut counter = self.counter.borrow_mut();
        counter.turn_to(self, &story.members);
        counter
    }

    /// The least that the affinity of a unit and a story can be: what it is where they have no pair in common.
    pub(crate) fn least_affinity(&self, unit: usize, story: &Story) -> f32 {
        self.weigh(unit, story, story.discount(), 0.0)
    }

    /// The affinity of every unit at once: far less work than asking for each.
    pub(crate) fn affinities(&self, story: &Story) -> Rc<[f32]> {
        let mut known = self.known.borrow_mut();
        let known = &mut known.entry(story.members).or_default().affinities;
        Rc::clone(known.get_or_insert_with(|| self.reckon_affinities(story)))
    }

    fn reckon_affinities(&self, story: &Story) -> Rc<[f32]> {
        let mut sums = vec![0.0; self.sizes.len()];
        for (pair, own) in self.counted(story).pairs() {
            let units = self.units_of(pair);
            let gain = self.gain(own, units.len() as u16);
            for &unit in units {
                sums[unit as usize] += gain;
            }
        }
        let discount = story.discount();
        (0..).zip(&mut sums).for_each(|(unit, sum)| *sum = self.weigh(unit, story, discount, *sum));
        sums.into()
    }

    /// The units that have a shared pair.
    fn units_of(&self, pair: usize) -> &[u32] {
        let start = self.starts[pair] as usize;
        &self.units[start..start + usize::from(self.spread[pair])]
    }

    /// The sum of a unit's gains, less what a story of this size has in common with any text.
    fn weigh(&self, unit: usize, story: &Story, discount: f32, gains: f32) -> f32 {
        let size = self.sizes[unit];
        if size < 1.0 || story.size < 1.0 {
            return 0.0;
        }
        (gains - self.pairs_of(unit).len() as f32 * discount) / size.sqrt()
    }

    fn gain(&self, own: u16, spread: u16) -> f32 {
        match (usize::from(own), usize::from(spread)) {
            (column, row) if row < TABLED && column < TABLED => self.gains[row * TABLED + column],
            _ => gain(own, spread, self.total),
        }
    }
}

/// One story, asked about units one by one. Only one story is asked about at a time.
pub(crate) struct About<'a> {
    topics: &'a Topics,
    story: &'a Story,
    discount: f32,
    counter: RefMut<'a, Counter>,
}

impl About<'_> {
    /// How much more a unit has in common with the story (that does not hold it) than with the page.
    pub(crate) fn affinity(&self, unit: usize) -> f32 {
        if self.topics.is_bounded() {
            return 0.0;
        }
        let mut gains = 0.0;
        for &pair in self.topics.pairs_of(unit) {
            let own = self.counter.counts[pair as usize];
            if own > 0 {
                gains += self.topics.gain(own, self.topics.spread[pair as usize]);
            }
        }
        self.topics.weigh(unit, self.story, self.discount, gains)
    }
}

impl Topics {
    /// How many rare pairs (names, as a rule) every unit has in common with a story: each counts by the share of its
    /// other places on the page that lie in the story.
    pub(crate) fn rare_all(&self, story: &Story) -> Rc<[f32]> {
        let mut known = self.known.borrow_mut();
        let known = &mut known.entry(story.members).or_default().rare;
        Rc::clone(known.get_or_insert_with(|| self.reckon_rare(story)))
    }

    fn reckon_rare(&self, story: &Story) -> Rc<[f32]> {
        let mut sums = vec![0.0_f32; self.sizes.len()];
        for (pair, own) in self.counted(story).pairs().filter(|(pair, _)| self.spread[*pair] <= RARE) {
            let units = self.units_of(pair);
            let share = f32::from(own) / (units.len() - 1) as f32;
            for &unit in units {
                sums[unit as usize] += share;
            }
        }
        sums.into_iter().map(|sum| sum.min(MOST_RARE).ln_1p()).collect()
    }
}

/// A pair in so few units of the page is rare.
const RARE: u16 = 4;
/// More rare pairs than this tell nothing more.
const MOST_RARE: f32 = 12.0;

/// From the units of each pair, the pairs of each unit in the order of their numbers.
fn sort_by_unit(spread: &[u16], units: &[u32], pairs: &mut [u32], ends: &mut [usize]) {
    ends.fill(0);
    for &unit in units {
        ends[unit as usize] += 1;
    }
    let mut start = 0;
    for end in &mut *ends {
        start += std::mem::replace(end, start);
    }
    let mut units = units.iter();
    for (pair, &count) in (0..).zip(spread) {
        for &unit in units.by_ref().take(usize::from(count)) {
            let end = &mut ends[unit as usize];
            pairs[*end] = pair;
            *end += 1;
        }
    }
}

/// Gains for counts below this are reckoned once a page.
const TABLED: usize = 16;

/// What a pair adds that a story has `own` times and the page in `spread` units.
fn gain(own: u16, spread: u16, total: f32) -> f32 {
    // The unit itself does not count for the page.
    let page = f32::from(spread.saturating_sub(1)) / total;
    (f32::from(own) / page / LENT + 1.0).ln()
}

fn is_word_character(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || is_han(c) || c.is_ascii_alphabetic()
}

/// Tells `take` each two word characters that stand side by side.
fn for_each_pair(line: &[char], mut take: impl FnMut(char, char)) {
    let mut before = None;
    for &c in line {
        let word = is_word_character(c).then_some(c);
        if let (Some(before), Some(c)) = (before, word) {
            take(before, c);
        }
        before = word;
    }
}

/// The pairs seen so far: numbers in the order in which they came, and how many units have each.
struct Seen {
    /// A hash table: the two characters in the upper 36 bits, the number and one in the lower 28; 0 where nothing is.
    slots: Vec<u64>,
    shift: u32,
    pairs: Vec<SeenPair>,
}

/// A pair: how many units have it, and which of them was the last.
struct SeenPair {
    spread: u16,
    last_unit: u32,
}

/// Bits of a slot that hold a number.
const NUMBER_BITS: u32 = 28;
const NUMBER: u64 = (1 << NUMBER_BITS) - 1;

impl Seen {
    fn for_characters(characters: usize) -> Self {
        let slots = (characters * 5 / 4).next_power_of_two().max(64);
        let pairs = Vec::with_capacity(characters / 2);
        Self { slots: vec![0; slots], shift: 64 - slots.ilog2(), pairs }
    }

    /// The number of a pair that this unit (1 and up) has not had yet. All word characters lie below U+40000.
    fn take(&mut self, a: char, b: char, unit: u32) -> Option<u32> {
        let key = u64::from(u32::from(a)) << 18 | u64::from(u32::from(b));
        let mask = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize;
        while self.slots[at] != 0 && self.slots[at] >> NUMBER_BITS != key {
            at = (at + 1) & mask;
        }
        let number = match self.slots[at] & NUMBER {
            0 => self.number_anew(at, key)?,
            number => number as usize - 1,
        };
        let pair = &mut self.pairs[number];
        if pair.last_unit == unit {
            return None;
        }
        *pair = SeenPair { spread: pair.spread.saturating_add(1), last_unit: unit };
        Some(number as u32)
    }

    /// A number for a pair that was not seen before; a page that has no more of them has more text than a year.
    fn number_anew(&mut self, at: usize, key: u64) -> Option<usize> {
        let number = self.pairs.len();
        if number as u64 >= NUMBER {
            return None;
        }
        self.slots[at] = key << NUMBER_BITS | (number as u64 + 1);
        self.pairs.push(SeenPair { spread: 0, last_unit: 0 });
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::format::read_lines;

    #[test]
    fn a_piece_belongs_where_its_words_stand() {
        let page = "渔港的灯塔守了三十年，灯塔下的渔船归来。\n茶山的采茶人清早上山，茶山雾气很重。\n灯塔换了新灯，渔船看得更远。\n";
        let text = PageText::new(&read_lines(page).lines);
        let units: Vec<Vec<usize>> = (0..3).map(|line| vec![line]).collect();
        let topics = Topics::new(&text, units.iter().map(Vec::as_slice));
        let (mut harbour, mut hill) = (Story::default(), Story::default());
        topics.add(&mut harbour, 0);
        topics.add(&mut hill, 1);
        let affinity = |unit, story: &Story| topics.about(story).affinity(unit);
        assert!(affinity(2, &harbour) > affinity(2, &hill));
        let one_by_one: Vec<f32> = (0..3).map(|unit| affinity(unit, &harbour)).collect();
        assert_eq!(*topics.affinities(&harbour), *one_by_one);
        topics.add(&mut hill, 2);
        topics.remove(&mut hill, 2);
        assert!(affinity(2, &harbour) > affinity(2, &hill));
    }
}
