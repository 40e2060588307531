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

/// Marks that no run over a seam has: they stand everywhere.
pub(crate) const fn is_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '“' | '”' | ' ')
}

/// The runs of a page.
#[derive(Debug)]
pub(crate) struct Grams<'a> {
    text: &'a PageText,
    /// Runs that may stand over a seam.
    seams: OnceCell<Table>,
    /// Those of the longest runs that may stand on the page more than once.
    longest: OnceCell<Table>,
    sketch: OnceCell<Sketch>,
}

impl<'a> Grams<'a> {
    /// The runs of all lines.
    pub(crate) fn of(text: &'a PageText) -> Self {
        Self { text, seams: OnceCell::new(), longest: OnceCell::new(), sketch: OnceCell::new() }
    }

    /// How often (at most 255 times) the page has the run that the end of one line and the beginning of another
    /// would make.
    pub(crate) fn count_over_seam(&self, end: &[char], beginning: &[char]) -> u8 {
        let hash = end.iter().chain(beginning).copied().fold(0, extend);
        self.seams.get_or_init(|| Table::over_seams(self.text)).count(hash)
    }

    /// Whether at least so many of the longest runs of a line stand on the page more than once.
    pub(crate) fn repeats(&self, line: &[char], needed: usize) -> bool {
        let sketch = self.sketch.get_or_init(|| Sketch::of(self.text));
        let stands_twice = |run: &[char]| {
            let table = self.longest.get_or_init(|| Table::of_longest(self.text, sketch));
            table.count(run.iter().copied().fold(0, extend)) > 1
        };
        sketch.may_repeat(line, needed)
            && line.windows(LONGEST).filter(|run| stands_twice(run)).count() >= needed
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
    fn with_room_for(runs: usize) -> Self {
        let bits = (runs * 2).next_power_of_two().ilog2().max(10);
        Self { slots: vec![0; 1 << bits], shift: 64 - bits }
    }

    fn of_longest(text: &PageText, sketch: &Sketch) -> Self {
        let mut runs = Vec::new();
        for line in (0..text.len()).map(|line| text.line(line)) {
            for (start, place) in places(line).enumerate() {
                if sketch.has_twice(place) {
                    runs.push(&line[start..start + LONGEST]);
                }
            }
        }
        let mut table = Self::with_room_for(runs.len());
        for run in runs {
            table.add(run);
        }
        table
    }

    /// Only a run in which the last character of some line stands before the first one of another can be asked for.
    fn over_seams(text: &PageText) -> Self {
        let (mut last, mut first) = (Characters::default(), Characters::default());
        for line in (0..text.len()).map(|line| text.line(line)) {
            line.last().filter(|c| !is_mark(**c)).into_iter().for_each(|&c| last.add(c));
            line.first().filter(|c| !is_mark(**c)).into_iter().for_each(|&c| first.add(c));
        }
        let mut places: Vec<(usize, usize)> = Vec::new();
        for line in 0..text.len() {
            for (at, pair) in (1..).zip(text.line(line).windows(2)) {
                if last.has(pair[0]) && first.has(pair[1]) {
                    places.push((line, at));
                }
            }
        }
        let mut table = Self::with_room_for(places.len() * 6);
        // A run with two such places in it counts at the first of them.
        let mut before = (usize::MAX, 0);
        for &(line, at) in &places {
            let line_text = text.line(line);
            for start in at.saturating_sub(LONGEST - 1)..at {
                if before.0 == line && start < before.1 {
                    continue;
                }
                for end in at + 1..=line_text.len().min(start + LONGEST) {
                    table.add(&line_text[start..end]);
                }
            }
            before = (line, at);
        }
        table
    }

    fn add(&mut self, run: &[char]) {
        let hash = run.iter().copied().fold(0, extend);
        let slot = self.slot(hash);
        let entry = &mut self.slots[slot];
        if *entry & 0xff < 0xff {
            *entry += 1;
        }
        *entry |= print(hash);
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

/// A set of characters. Now and then it says that it has one beyond U+FFFF that it has not.
struct Characters {
    bits: Vec<u64>,
}

impl Default for Characters {
    fn default() -> Self {
        Self { bits: vec![0; 1 << 10] }
    }
}

impl Characters {
    fn add(&mut self, c: char) {
        self.bits[c as usize >> 6 & 0x3ff] |= 1 << (c as usize & 63);
    }

    fn has(&self, c: char) -> bool {
        self.bits[c as usize >> 6 & 0x3ff] >> (c as usize & 63) & 1 == 1
    }
}

/// Which of the longest runs may stand on the page more than once: never says no of one that does.
#[derive(Debug)]
struct Sketch {
    /// Two bits for each place, side by side: a run stands there, and another one or the same again.
    words: Vec<[u64; 2]>,
}

/// Bits of the sketch: a page of print has about a tenth as many runs, and both halves stay in the nearest cache.
const SKETCH_BITS: u32 = 16;

impl Sketch {
    fn of(text: &PageText) -> Self {
        let mut words = vec![[0; 2]; 1 << (SKETCH_BITS - 6)];
        for line in 0..text.len() {
            places(text.line(line)).for_each(|(word, bit)| {
                let [once, twice] = &mut words[word];
                *twice |= *once & bit;
                *once |= bit;
            });
        }
        Self { words }
    }

    fn may_repeat(&self, line: &[char], needed: usize) -> bool {
        let runs = (line.len() + 1).saturating_sub(LONGEST);
        let Some(spare) = runs.checked_sub(needed) else { return false };
        places(line).filter(|place| !self.has_twice(*place)).nth(spare).is_none()
    }

    fn has_twice(&self, (word, bit): (usize, u64)) -> bool {
        self.words[word][1] & bit != 0
    }
}

/// The word and the bit of each of the longest runs.
fn places(line: &[char]) -> impl Iterator<Item = (usize, u64)> {
    prints(line).map(|print| place(print, SKETCH_BITS))
}

/// The longest runs of a line, each as one number.
pub(crate) fn prints(line: &[char]) -> impl Iterator<Item = u64> {
    const BITS: usize = 64 / LONGEST;
    let mut print = 0_u64;
    let ends = line.iter().map(move |&c| {
        print = print << BITS ^ u64::from(c);
        print
    });
    ends.skip(LONGEST - 1)
}

/// The word and the bit of a run in a sketch of two to the power of so many bits.
pub(crate) const fn place(print: u64, bits: u32) -> (usize, u64) {
    let place = print.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits);
    ((place >> 6) as usize, 1 << (place & 63))
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
    fn runs_over_a_seam_are_counted_inside_lines() {
        let text = PageText::new(&read_lines("灯塔亮了，灯塔灯塔灯塔\n\n塔亮着灯\n\n塔灯亮着塔\n").lines);
        let grams = Grams::of(&text);
        for (end, beginning, count) in [
            ("塔", "塔", 0),
            ("灯", "塔", 4),
            ("灯", "塔亮", 1),
            ("塔灯", "塔灯", 1),
            ("塔", "灯塔", 2),
            ("灯塔", "灯塔", 2),
            ("塔", "灯亮", 1),
            ("灯", "塔灯", 2),
            ("亮着灯", "塔", 0),
        ] {
            let [end, beginning]: [Vec<char>; 2] = [end, beginning].map(|side| side.chars().collect());
            assert_eq!(grams.count_over_seam(&end, &beginning), count, "{end:?} {beginning:?}");
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
