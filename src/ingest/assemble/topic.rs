//! Which stories a piece of text shares its words with.
//!
//! Words are taken as pairs of neighbouring ideographs. A pair that every story of the page has says nothing; one
//! that a single story has says much. The measure is how much likelier the pairs of a piece are in a story
//! than on the page as a whole.

use super::super::lines::{PageText, is_han};

/// The pairs of each unit and of the page.
#[derive(Debug, Default)]
pub(crate) struct Topics {
    /// The distinct pairs of each unit that another unit has too, by number.
    pairs: Vec<Vec<u32>>,
    /// How many distinct pairs each unit has in all.
    sizes: Vec<f32>,
    /// In how many units each pair stands.
    spread: Vec<u16>,
    /// The sum of `spread`.
    total: f32,
    /// [`gain`] for small counts: rows by how often a story has a pair, columns by its spread.
    gains: Vec<f32>,
}

/// How often each pair stands in a story.
#[derive(Debug, Clone, Default)]
pub(crate) struct Story {
    counts: Vec<u16>,
    size: f32,
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
            return Self { pairs: vec![Vec::new(); none], sizes: vec![0.0; none], ..Self::default() };
        }
        let mut numbers = Numbers::for_characters(text.character_count());
        let mut pairs = Vec::with_capacity(units.len());
        let mut spread: Vec<u16> = Vec::new();
        let mut last_unit: Vec<u32> = Vec::new();
        for (index, lines) in (1..).zip(units) {
            let mut unit = Vec::new();
            for &line in lines {
                for window in text.line(line).windows(2) {
                    let [a, b] = *window else { continue };
                    if !(is_word_character(a) && is_word_character(b)) {
                        continue;
                    }
                    let number = numbers.of(a, b);
                    if number as usize == spread.len() {
                        spread.push(0);
                        last_unit.push(0);
                    }
                    if last_unit[number as usize] != index {
                        last_unit[number as usize] = index;
                        spread[number as usize] = spread[number as usize].saturating_add(1);
                        unit.push(number);
                    }
                }
            }
            pairs.push(unit);
        }
        let total = spread.iter().map(|&count| f32::from(count)).sum();
        let sizes = pairs.iter().map(|unit: &Vec<u32>| unit.len() as f32).collect();
        // A pair that stands in one unit only can never be had in common.
        for unit in &mut pairs {
            unit.retain(|&pair| spread[pair as usize] >= 2);
        }
        let gains =
            (0..TABLED * TABLED).map(|at| gain((at / TABLED) as u16, (at % TABLED) as u16, total)).collect();
        Self { pairs, sizes, spread, total, gains }
    }

    /// Adds a unit to a story.
    pub(crate) fn add(&self, story: &mut Story, unit: usize) {
        story.counts.resize(self.spread.len(), 0);
        for &pair in &self.pairs[unit] {
            story.counts[pair as usize] += 1;
        }
        story.size += self.sizes[unit];
    }

    /// Takes a unit out of a story that has it.
    pub(crate) fn remove(&self, story: &mut Story, unit: usize) {
        for &pair in &self.pairs[unit] {
            story.counts[pair as usize] -= 1;
        }
        story.size -= self.sizes[unit];
    }

    /// How much more a unit has in common with a story (that does not hold it) than with the page.
    pub(crate) fn affinity(&self, unit: usize, story: &Story) -> f32 {
        let (pairs, size) = (&self.pairs[unit], self.sizes[unit]);
        if size < 1.0 || story.size < 1.0 {
            return 0.0;
        }
        let mut sum = 0.0;
        for &pair in pairs {
            let own = story.counts[pair as usize];
            if own > 0 {
                let spread = self.spread[pair as usize];
                sum += match (usize::from(own), usize::from(spread)) {
                    (row, column) if row < TABLED && column < TABLED => self.gains[row * TABLED + column],
                    _ => gain(own, spread, self.total),
                };
            }
        }
        let known = pairs.len() as f32;
        (sum - known * (story.size / LENT + 1.0).ln()) / size.sqrt()
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
    is_han(c) || c.is_ascii_alphabetic()
}

/// Numbers for pairs of characters, in the order in which they are first asked for.
struct Numbers {
    slots: Vec<(u64, u32)>,
    count: u32,
}

impl Numbers {
    fn for_characters(characters: usize) -> Self {
        Self { slots: vec![(0, 0); (characters * 2).next_power_of_two().max(64)], count: 0 }
    }

    fn of(&mut self, a: char, b: char) -> u32 {
        let key = (u64::from(u32::from(a)) << 32 | u64::from(u32::from(b))) + 1;
        let mask = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        loop {
            let (own, number) = self.slots[at];
            if own == key {
                return number;
            }
            if own == 0 {
                self.slots[at] = (key, self.count);
                self.count += 1;
                return self.count - 1;
            }
            at = (at + 1) & mask;
        }
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
        assert!(topics.affinity(2, &harbour) > topics.affinity(2, &hill));
        topics.add(&mut hill, 2);
        topics.remove(&mut hill, 2);
        assert!(topics.affinity(2, &harbour) > topics.affinity(2, &hill));
    }
}
