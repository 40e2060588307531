//! Runs of two to four characters and how often the page has them.
//!
//! A run over a seam that stands elsewhere on the page tells that the seam is right; text set apart whose runs
//! all stand elsewhere is a pull quote. Counts stand in one table by hash, each with a print of the run, so that
//! two runs are hardly ever taken for each other.

use super::lexicon::extend;
use crate::ingest::lines::PageText;

/// The shortest and the longest run that is counted.
pub(crate) const SHORTEST: usize = 2;
pub(crate) const LONGEST: usize = 4;

/// The counts of a page.
#[derive(Debug)]
pub(crate) struct Grams {
    /// A print of 24 bits and a count of 8; 0 where nothing stands.
    slots: Vec<u32>,
    shift: u32,
}

impl Grams {
    /// Counts the runs of all lines.
    pub(crate) fn of(text: &PageText) -> Self {
        let bits = (text.character_count() * 5).next_power_of_two().ilog2().max(10);
        let mut grams = Self { slots: vec![0; 1 << bits], shift: 64 - bits };
        for line in 0..text.len() {
            let characters = text.line(line);
            for start in 0..characters.len() {
                let mut hash = 0;
                for (length, &c) in (1..=LONGEST).zip(&characters[start..]) {
                    hash = extend(hash, c);
                    if length >= SHORTEST {
                        let slot = grams.slot(hash);
                        let entry = &mut grams.slots[slot];
                        if *entry & 0xff < 0xff {
                            *entry += 1;
                        }
                        *entry |= print(hash);
                    }
                }
            }
        }
        grams
    }

    /// The slot of a run: the one that has it, or the free one where it would stand.
    fn slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let print = print(hash);
        let mut at = (hash >> self.shift) as usize;
        while self.slots[at] != 0 && self.slots[at] & !0xff != print {
            at = (at + 1) & mask;
        }
        at
    }

    /// How often a run stands on the page (at most 255).
    pub(crate) fn count(&self, run: impl IntoIterator<Item = char>) -> u8 {
        let hash = run.into_iter().fold(0, extend);
        (self.slots[self.slot(hash)] & 0xff) as u8
    }
}

/// A print of a run, in the upper 24 bits.
const fn print(hash: u64) -> u32 {
    (hash >> 8) as u32 & !0xff
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::format::read_lines;

    #[test]
    fn runs_are_counted_inside_lines() {
        let grams = Grams::of(&PageText::new(&read_lines("灯塔亮了，灯塔\n\n亮着\n").lines));
        for (run, count) in [("灯塔", 2), ("灯塔亮", 1), ("塔亮", 1), ("塔亮着", 0), ("亮着", 1), ("渔港", 0)]
        {
            assert_eq!(grams.count(run.chars()), count, "{run}");
        }
    }
}
