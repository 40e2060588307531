//! Runs of two to five characters and how often the page has them.
//!
//! A run over a seam that stands elsewhere on the page tells that the seam is right; text set apart whose runs
//! all stand elsewhere is a pull quote. Counts are kept in one table of bytes by hash: a rare collision costs
//! nothing but a little evidence.

use super::lexicon::extend;
use crate::ingest::lines::PageText;

/// The shortest and the longest run that is counted.
pub(crate) const SHORTEST: usize = 2;
pub(crate) const LONGEST: usize = 5;

/// The counts of a page.
#[derive(Debug)]
pub(crate) struct Grams {
    counts: Vec<u8>,
    shift: u32,
}

impl Grams {
    /// Counts the runs of all lines.
    pub(crate) fn of(text: &PageText) -> Self {
        let bits = (text.character_count() * 16).next_power_of_two().ilog2().clamp(12, 26);
        let mut grams = Self { counts: vec![0; 1 << bits], shift: 64 - bits };
        for line in 0..text.len() {
            let characters = text.line(line);
            for start in 0..characters.len() {
                let mut hash = 0;
                for (length, &c) in (1..=LONGEST).zip(&characters[start..]) {
                    hash = extend(hash, c);
                    if length >= SHORTEST {
                        let slot = grams.slot(hash);
                        grams.counts[slot] = grams.counts[slot].saturating_add(1);
                    }
                }
            }
        }
        grams
    }

    fn slot(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }

    /// How often a run stands on the page (at most 255).
    pub(crate) fn count(&self, run: impl IntoIterator<Item = char>) -> u8 {
        let hash = run.into_iter().fold(0, extend);
        self.counts[self.slot(hash)]
    }
}
