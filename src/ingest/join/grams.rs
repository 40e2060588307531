//! Runs of two to four characters and how often the page has them.
//!
//! A run over a seam that stands elsewhere on the page tells that the seam is right; text set apart whose runs
//! all stand elsewhere is a pull quote. Counts stand in one table by hash, each with a print of the run, so that
//! two runs are hardly ever taken for each other. Most pages are whole and ask for no count at all, so the table is
//! made when the first is asked for; a small sketch tells before that no quote can be there.

use std::cell::OnceCell;

use super::lexicon::extend;
use crate::ingest::lines::PageText;

/// The shortest and the longest run that is counted.
pub(crate) const SHORTEST: usize = 2;
pub(crate) const LONGEST: usize = 4;

/// The runs of a page.
#[derive(Debug)]
pub(crate) struct Grams<'a> {
    text: &'a PageText,
    table: OnceCell<Table>,
    sketch: OnceCell<Sketch>,
}

impl<'a> Grams<'a> {
    /// The runs of all lines.
    pub(crate) fn of(text: &'a PageText) -> Self {
        Self { text, table: OnceCell::new(), sketch: OnceCell::new() }
    }

    /// How often a run stands on the page (at most 255).
    pub(crate) fn count(&self, run: impl IntoIterator<Item = char>) -> u8 {
        let hash = run.into_iter().fold(0, extend);
        self.table.get_or_init(|| Table::of(self.text)).count(hash)
    }

    /// Whether at least so many of the longest runs of a line stand on the page more than once.
    pub(crate) fn repeats(&self, line: &[char], needed: usize) -> bool {
        let sketch = self.sketch.get_or_init(|| Sketch::of(self.text));
        sketch.may_repeat(line, needed)
            && line.windows(LONGEST).filter(|run| self.count(run.iter().copied()) > 1).count() >= needed
    }
}

/// The counts of a page.
#[derive(Debug)]
struct Table {
    /// A print of 24 bits and a count of 8; 0 where nothing stands.
    slots: Vec<u32>,
    shift: u32,
}

impl Table {
    fn of(text: &PageText) -> Self {
        let bits = (text.character_count() * 5).next_power_of_two().ilog2().max(10);
        let mut table = Self { slots: vec![0; 1 << bits], shift: 64 - bits };
        for line in 0..text.len() {
            let characters = text.line(line);
            for start in 0..characters.len() {
                let mut hash = 0;
                for (length, &c) in (1..=LONGEST).zip(&characters[start..]) {
                    hash = extend(hash, c);
                    if length >= SHORTEST {
                        let slot = table.slot(hash);
                        let entry = &mut table.slots[slot];
                        if *entry & 0xff < 0xff {
                            *entry += 1;
                        }
                        *entry |= print(hash);
                    }
                }
            }
        }
        table
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

    fn count(&self, hash: u64) -> u8 {
        (self.slots[self.slot(hash)] & 0xff) as u8
    }
}

/// Which of the longest runs may stand on the page more than once: never says no of one that does.
#[derive(Debug)]
struct Sketch {
    once: Vec<u64>,
    twice: Vec<u64>,
}

/// Bits of the sketch: a page of print has about a tenth as many runs, and both halves stay in the nearest cache.
const SKETCH_BITS: u32 = 16;

impl Sketch {
    fn of(text: &PageText) -> Self {
        let words = vec![0; 1 << (SKETCH_BITS - 6)];
        let mut sketch = Self { once: words.clone(), twice: words };
        for line in 0..text.len() {
            for_each_place(text.line(line), |word, bit| {
                sketch.twice[word] |= sketch.once[word] & bit;
                sketch.once[word] |= bit;
            });
        }
        sketch
    }

    fn may_repeat(&self, line: &[char], needed: usize) -> bool {
        let mut repeated = 0;
        for_each_place(line, |word, bit| repeated += usize::from(self.twice[word] & bit != 0));
        repeated >= needed
    }
}

/// Tells `take` the word and the bit of each of the longest runs.
fn for_each_place(line: &[char], mut take: impl FnMut(usize, u64)) {
    let mut run = 0_u64;
    for (length, &c) in (1..).zip(line) {
        run = run << 16 ^ u64::from(c);
        if length >= LONGEST {
            let place = run.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SKETCH_BITS);
            take((place >> 6) as usize, 1 << (place & 63));
        }
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
        let text = PageText::new(&read_lines("灯塔亮了，灯塔\n\n亮着\n").lines);
        let grams = Grams::of(&text);
        for (run, count) in [("灯塔", 2), ("灯塔亮", 1), ("塔亮", 1), ("塔亮着", 0), ("亮着", 1), ("渔港", 0)]
        {
            assert_eq!(grams.count(run.chars()), count, "{run}");
        }
    }
    #[test]
    fn a_line_that_is_said_twice_repeats_its_runs() {
        let text = PageText::new(&read_lines("灯塔亮了一整夜\n灯塔亮了一整天\n渔港一夜无风\n").lines);
        let grams = Grams::of(&text);
        assert!(grams.repeats(text.line(0), 3) && !grams.repeats(text.line(0), 4));
        assert!(grams.repeats(text.line(2), 0) && !grams.repeats(text.line(2), 1));
    }
}
