//! Which stories a piece of text shares its words with.
//!
//! Words are taken as pairs of neighbouring ideographs. A pair that every story of the page has says nothing; one
//! that a single story has says much. The measure is how much likelier the pairs of a piece are in a story
//! than on the page as a whole.

use std::collections::HashMap;

use super::super::lines::{PageText, is_han};

/// The pairs of each unit and of the page.
#[derive(Debug)]
pub(crate) struct Topics {
    /// The distinct pairs of each unit, by number.
    pairs: Vec<Vec<u32>>,
    /// In how many units each pair stands.
    spread: Vec<u16>,
    /// The sum of `spread`.
    total: f32,
}

/// How often each pair stands in a story.
#[derive(Debug, Clone, Default)]
pub(crate) struct Story {
    counts: HashMap<u32, u16>,
    size: f32,
}

/// How many pairs the page as a whole lends to a story.
const LENT: f32 = 150.0;

impl Topics {
    /// Reads the pairs of units, each given by its lines.
    pub(crate) fn new<'a>(text: &PageText, units: impl Iterator<Item = &'a [usize]>) -> Self {
        let mut numbers: HashMap<(char, char), u32> = HashMap::new();
        let mut pairs = Vec::new();
        let mut spread: Vec<u16> = Vec::new();
        for lines in units {
            let mut unit = Vec::new();
            for &line in lines {
                for window in text.line(line).windows(2) {
                    if let [a, b] = *window
                        && (is_han(a) || a.is_ascii_alphabetic())
                        && (is_han(b) || b.is_ascii_alphabetic())
                    {
                        let next = numbers.len() as u32;
                        unit.push(*numbers.entry((a, b)).or_insert(next));
                    }
                }
            }
            unit.sort_unstable();
            unit.dedup();
            spread.resize(numbers.len(), 0);
            for &pair in &unit {
                spread[pair as usize] = spread[pair as usize].saturating_add(1);
            }
            pairs.push(unit);
        }
        let total = spread.iter().map(|&count| f32::from(count)).sum();
        Self { pairs, spread, total }
    }

    /// Adds a unit to a story.
    pub(crate) fn add(&self, story: &mut Story, unit: usize) {
        for &pair in &self.pairs[unit] {
            *story.counts.entry(pair).or_default() += 1;
        }
        story.size += self.pairs[unit].len() as f32;
    }

    /// Takes a unit out of a story.
    pub(crate) fn remove(&self, story: &mut Story, unit: usize) {
        for &pair in &self.pairs[unit] {
            if let Some(count) = story.counts.get_mut(&pair) {
                *count -= 1;
            }
        }
        story.size -= self.pairs[unit].len() as f32;
    }

    /// How much more a unit has in common with a story (that does not hold it) than with the page.
    pub(crate) fn affinity(&self, unit: usize, story: &Story) -> f32 {
        let pairs = &self.pairs[unit];
        if pairs.is_empty() || story.size < 1.0 {
            return 0.0;
        }
        let mut sum = 0.0;
        for &pair in pairs {
            let spread = f32::from(self.spread[pair as usize]);
            if spread < 2.0 {
                continue;
            }
            // The unit itself does not count for the page.
            let page = (spread - 1.0) / self.total;
            let own = story.counts.get(&pair).map_or(0.0, |&count| f32::from(count));
            sum += ((own + LENT * page) / (story.size + LENT) / page).ln();
        }
        sum / (pairs.len() as f32).sqrt()
    }
}
