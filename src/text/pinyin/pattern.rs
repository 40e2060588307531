//! A typed pattern of pinyin, initials and characters, and where it reads on in a text.
//!
//! The pattern runs over neighbouring characters; each takes a whole syllable, its initial, itself, or, at the end
//! of what is typed, the beginning of a syllable. Marks between the characters are stepped over. `'` and blanks say
//! where a syllable begins: `xi'an` is 西安 and never 先.
//!
//! Conditions, so that short patterns do not fit everything:
//! 1. a rare reading counts only where every character is spelled out;
//! 2. a single letter fits only at the beginning of the text;
//! 3. a blank in the text ends what stands together, as between two names;
//! 4. initials count in patterns of at most eight letters: longer ones are spelled out;
//! 5. a character in a place name or word whose reading is known has that reading only: 重庆 is chongqing;
//! 6. a single character whose syllable is not finished fits only at the beginning of the text;
//! 7. syllables and initials together count only where the letters cannot be read as syllables throughout.

mod pieces;
mod spelling;

use std::ops::Range;

use super::{Syllable, reading_in_context, readings};
use crate::text::fold::unit;

pub use pieces::Piece;
use spelling::{plain_letter, row_of};

/// Which sounds count as the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Sounds {
    /// As the dictionary has them.
    #[default]
    Exact,
    /// z = zh, c = ch, s = sh, n = ng at the end, l = n at the beginning: as many people speak.
    Fuzzy,
}

/// How a pattern was found, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spelled {
    /// Every character by a whole syllable, or by itself.
    Full,
    /// The same, but the last syllable is not finished yet.
    Begun,
    /// Every character by one letter.
    Initials,
    /// Every character by a whole syllable, but one of them by a rare reading.
    Rare,
    /// Syllables and initials together.
    Mixed,
}

/// Where a pattern was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The characters that spell it, in rising order; marks between them are left out.
    pub characters: Vec<usize>,
    /// How they spell it.
    pub spelled: Spelled,
}

/// The longest pattern in letters; the states of a run are the bits of a `u32`.
const LONGEST: usize = 31;

/// The longest pattern in which a letter may stand for a syllable: in longer ones the ways to read it become too many
/// to be told apart, and nobody types so many initials.
const LONGEST_INITIALS: usize = 8;

/// A pattern made ready for many texts.
#[derive(Debug, Clone)]
pub struct Pattern {
    letters: Vec<u16>,
    /// For each syllable: what it may take of the pattern.
    syllables: Vec<Row>,
    /// For each character met so far: 0 unknown, else the place in `rows` + 1.
    classes: Vec<u16>,
    rows: Vec<Row>,
    /// Whether a match may begin with a character: [`START_BITS`] for each, in few bytes, because it is looked at for
    /// every character of every text.
    starts: Vec<u64>,
    /// What a mark does: nothing.
    mark: u16,
    /// The letters can be read as syllables throughout, the last of which may be unfinished.
    readable: bool,
}

/// Nothing is known yet, no match begins so, or one may.
const START_BITS: usize = 2;
const NO_START: u64 = 1;
const MAY_START: u64 = 2;

/// What one character (or syllable) may take of the pattern.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Row {
    /// From each place, the places after it as bits.
    steps: Vec<Reached>,
    /// The places from which the rest of the pattern begins the syllable.
    begun: u32,
    /// Whether any place leads anywhere from the beginning of the pattern.
    starts: bool,
    /// Whether the character has several readings, so that what stands around it may decide.
    several: bool,
}

impl Row {
    fn new(length: usize) -> Self {
        Self { steps: vec![Reached::default(); length], ..Self::default() }
    }

    fn add(&mut self, other: &Self, usual: bool) {
        for (mine, theirs) in self.steps.iter_mut().zip(&other.steps) {
            mine.any |= theirs.any;
            if usual {
                mine.usual |= theirs.usual;
                mine.loose |= theirs.loose;
            }
        }
        if usual {
            self.begun |= other.begun;
        }
    }

    /// From `place` the whole piece up to `end` may be taken, by every way of reading.
    fn take(&mut self, place: usize, end: usize) {
        if let Some(step) = self.steps.get_mut(place) {
            for places in [&mut step.usual, &mut step.any, &mut step.loose] {
                *places |= 1 << end;
            }
        }
    }

    /// The same by the way of reading for which the beginning of a syllable is enough.
    fn take_loosely(&mut self, place: usize, end: usize) {
        if let Some(step) = self.steps.get_mut(place) {
            step.loose |= 1 << end;
        }
    }

    fn finish(mut self) -> Self {
        self.starts = self.steps.first().is_some_and(|step| step.any | step.loose != 0);
        self
    }
}

/// Places of the pattern as bits, by three ways of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Reached {
    usual: u32,
    any: u32,
    loose: u32,
}

impl Reached {
    /// The places after one more character.
    fn after(self, steps: &[Self]) -> Self {
        let mut to = Self::default();
        let mut left = self.usual | self.any | self.loose;
        while left != 0 {
            let place = left.trailing_zeros();
            left &= left - 1;
            let Some(step) = steps.get(place as usize) else { break };
            let reached = |places: u32| (places >> place & 1).wrapping_neg();
            to.usual |= step.usual & reached(self.usual);
            to.any |= step.any & reached(self.any);
            to.loose |= step.loose & reached(self.loose);
        }
        to
    }

    /// The places after a character where that very character was typed.
    fn after_typed(self, unit: u16, letters: &[u16]) -> Self {
        let mut to = Self::default();
        for (place, _) in letters.iter().enumerate().filter(|(_, letter)| **letter == unit) {
            let on = |places: u32| (places >> place & 1) << (place + 1);
            to = to.or(Self { usual: on(self.usual), any: on(self.any), loose: on(self.loose) });
        }
        to
    }

    /// The places that are reached in one way or the other.
    fn or(self, other: Self) -> Self {
        Self { usual: self.usual | other.usual, any: self.any | other.any, loose: self.loose | other.loose }
    }
}

impl Pattern {
    /// Makes a pattern of what was typed; `None` where it has no letter, or too many.
    pub fn new(typed: &str, sounds: Sounds) -> Option<Self> {
        let mut letters = Vec::new();
        let mut boundaries: u32 = 1;
        for c in typed.chars().map(plain_letter) {
            match c {
                '\'' | ' ' | '-' if letters.len() <= LONGEST => boundaries |= 1 << letters.len(),
                _ => letters.push(unit(c)),
            }
        }
        let has_letter = letters.iter().any(|unit| is_letter(*unit));
        if !has_letter || letters.len() > LONGEST {
            return None;
        }
        let syllables =
            Syllable::all().map(|syllable| row_of(syllable, &letters, boundaries, sounds).finish());
        let mut pattern = Self {
            syllables: syllables.collect(),
            classes: vec![0; 1 << 16],
            rows: vec![Row::new(letters.len())],
            starts: vec![0; (1 << 16) / (u64::BITS as usize / START_BITS)],
            mark: u16::MAX,
            readable: false,
            letters,
        };
        pattern.readable = pattern.can_be_read();
        Some(pattern)
    }

    /// Where the text reads as the pattern: the surest place, the first among equals.
    pub fn find(&mut self, text: &[u16]) -> Option<Found> {
        let (piece, spelled) = self.find_best(text, |spelled, _| spelled)?;
        Some(Found { characters: self.characters_in(text, piece), spelled })
    }

    /// The piece of text that reads as the pattern and has the least rank, the first among equals.
    pub fn find_best<R: Ord>(
        &mut self,
        text: &[u16],
        rank: impl Fn(Spelled, Range<usize>) -> R,
    ) -> Option<(Range<usize>, Spelled)> {
        let mut best: Option<(R, Range<usize>, Spelled)> = None;
        let starts = if self.letters.len() == 1 { text.len().min(1) } else { text.len() };
        for (start, unit) in text.iter().enumerate().take(starts) {
            if !self.may_start(*unit) {
                continue;
            }
            let Some((end, spelled)) = self.reach(text, start) else { continue };
            let rank = rank(spelled, start..end);
            if best.as_ref().is_none_or(|(best, ..)| rank < *best) {
                best = Some((rank, start..end, spelled));
            }
        }
        best.map(|(_, piece, spelled)| (piece, spelled))
    }

    /// The characters of a piece that was found, marks left out.
    pub fn characters_in(&mut self, text: &[u16], piece: Range<usize>) -> Vec<usize> {
        let mark = self.mark;
        let numbered = text.iter().enumerate().take(piece.end).skip(piece.start);
        numbered.filter(|(_, unit)| self.class_of(**unit) != mark).map(|(at, _)| at).collect()
    }

    /// Reads on from `start`; the place after the last character, and how it was spelled.
    fn reach(&mut self, text: &[u16], start: usize) -> Option<(usize, Spelled)> {
        let end = 1 << self.letters.len();
        let mut reached = Reached { usual: 1, any: 1, loose: 1 };
        let mut accepted: Option<(usize, Spelled)> = None;
        let mut taken = 0;
        for (at, unit) in text.iter().enumerate().skip(start) {
            let class = self.class_of(*unit);
            if class == self.mark {
                if taken == 0 {
                    return None;
                }
                continue;
            }
            let Some(mut row) = self.rows.get(usize::from(class - 1)) else { break };
            if taken == 0 && !row.starts {
                return None;
            }
            // However a word says that the character is read, it is still the character that was typed.
            let mut typed = Reached::default();
            if row.several
                && let Some(known) =
                    reading_in_context(text, at).and_then(|syllable| self.syllables.get(syllable.index()))
            {
                row = known;
                typed = reached.after_typed(*unit, &self.letters);
            }
            if taken == 0 && !row.starts && typed == Reached::default() {
                return None;
            }
            taken += 1;
            let begun = reached.usual & row.begun != 0;
            reached = reached.after(&row.steps).or(typed);
            if reached.usual & end != 0 && start > 0 {
                return Some((at + 1, Spelled::Full));
            }
            let loose = reached.loose & end != 0;
            // A single character that is not finished fits nearly everything.
            let spelled = if reached.usual & end != 0 {
                Some(Spelled::Full)
            } else if loose && begun && (taken > 1 || start == 0) {
                Some(Spelled::Begun)
            } else if loose && !begun && taken == self.letters.len() {
                Some(Spelled::Initials)
            } else if reached.any & end != 0 {
                Some(Spelled::Rare)
            } else {
                (loose && !begun && !self.readable).then_some(Spelled::Mixed)
            };
            // Among equals the first, unless a later one is the whole text.
            let whole = start == 0 && at + 1 == text.len();
            if let Some(spelled) = spelled
                && accepted.is_none_or(|(_, best)| spelled < best || spelled == best && whole)
            {
                accepted = Some((at + 1, spelled));
            }
            if reached.any | reached.loose == 0 {
                break;
            }
        }
        accepted
    }

    /// Whether a match may begin with this character.
    #[inline]
    fn may_start(&mut self, unit: u16) -> bool {
        let per_word = u64::BITS as usize / START_BITS;
        let (word, shift) = (usize::from(unit) / per_word, usize::from(unit) % per_word * START_BITS);
        let known = self.starts.get(word).map_or(0, |word| word >> shift & (NO_START | MAY_START));
        if known != 0 {
            return known == MAY_START;
        }
        let class = self.class_of(unit);
        let starts = self.rows.get(usize::from(class) - 1).is_some_and(|row| row.starts);
        if let Some(word) = self.starts.get_mut(word) {
            *word |= if starts { MAY_START } else { NO_START } << shift;
        }
        starts
    }

    /// The class of a character: found once, remembered for all texts.
    fn class_of(&mut self, unit: u16) -> u16 {
        match self.classes.get(usize::from(unit)) {
            Some(0) | None => self.classify(unit),
            Some(class) => *class,
        }
    }

    #[cold]
    fn classify(&mut self, unit: u16) -> u16 {
        let mut row = Row::new(self.letters.len());
        let mut read = false;
        for reading in readings(unit) {
            row.several |= read;
            read = true;
            if let Some(syllable) = self.syllables.get(reading.syllable.index()) {
                row.add(syllable, reading.usual);
            }
        }
        let character = char::from_u32(u32::from(unit)).unwrap_or('\u{FFFD}');
        let class = if !read && !character.is_alphanumeric() && character != ' ' {
            self.mark
        } else {
            for (place, letter) in self.letters.iter().enumerate() {
                if *letter == unit {
                    row.take(place, place + 1);
                }
            }
            self.place_of(row.finish())
        };
        if let Some(known) = self.classes.get_mut(usize::from(unit)) {
            *known = class;
        }
        class
    }

    fn place_of(&mut self, row: Row) -> u16 {
        // Most characters take nothing of the pattern and share the first row.
        let dead = row.steps.iter().all(|step| step.any | step.loose == 0);
        if dead {
            return 1;
        }
        self.rows.push(row);
        self.rows.len() as u16
    }
}

fn is_letter(unit: u16) -> bool {
    (u16::from(b'a')..=u16::from(b'z')).contains(&unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::units;

    fn check(typed: &str, sounds: Sounds, text: &str) -> Option<(String, Spelled)> {
        let found = Pattern::new(typed, sounds)?.find(&units(text))?;
        let lit = found.characters.iter().filter_map(|at| text.chars().nth(*at)).collect();
        Some((lit, found.spelled))
    }

    #[test]
    fn patterns_read_on_in_the_text() {
        use Spelled::{Begun, Full, Initials, Mixed, Rare};
        let cases = [
            ("henan", "小麦在河南丰收", "河南", Full),
            ("hena", "小麦在河南丰收", "河南", Begun),
            ("hn", "小麦在河南丰收", "河南", Initials),
            ("heN", "小麦在河南丰收", "河南", Begun),
            ("hnan", "小麦在河南丰收", "河南", Mixed),
            ("河nan", "小麦在河南丰收", "河南", Full),
            ("hｎ", "小麦在河南丰收", "河南", Initials),
            ("xi'an", "西安先行", "西安", Full),
            ("xi an", "先到西安", "西安", Full),
            ("xian", "先到西安", "先", Full),
            ("keji chuangxin", "谈科技创新", "科技创新", Full),
            ("kejichuangxin", "科技·创新", "科技创新", Full),
            ("lüse", "走绿色路", "绿色", Full),
            ("lvse", "走绿色路", "绿色", Full),
            ("lyuse", "走绿色路", "绿色", Full),
            ("nüe", "防虐待", "虐", Full),
            ("chóngqìng", "在重庆", "重庆", Full),
            ("重qing", "在重庆", "重庆", Full),
            ("重q", "在重庆", "重庆", Begun),
            ("zai重qing", "在重庆", "在重庆", Full),
            ("yunnan", "到云南去", "云南", Full),
            ("zhinan", "新指南", "指南", Full),
            ("5gjz", "建5G基站", "5G基站", Initials),
            ("gezuo", "不合作", "合作", Rare),
        ];
        for (typed, text, lit, spelled) in cases {
            assert_eq!(
                check(typed, Sounds::Exact, text),
                Some((lit.to_owned(), spelled)),
                "{typed} in {text}"
            );
        }
    }

    #[test]
    fn what_is_not_spelled_is_not_found() {
        for (typed, text) in [
            ("xi'an", "先行"),
            ("gz", "合作"),
            ("n", "河南"),
            ("sicuan", "四川"),
            ("河南", "河南"),
            ("henan", "河北"),
            ("zhongqing", "在重庆"),
            ("zhongxin", "中 新"),
        ] {
            assert_eq!(check(typed, Sounds::Exact, text), None, "{typed} in {text}");
        }
    }

    #[test]
    fn fuzzy_sounds_are_an_option() {
        for (typed, text) in [
            ("sicuan", "四川"),
            ("shenzen", "深圳"),
            ("fulan", "湖南"),
            ("hulan", "湖南"),
            ("lanjin", "南京"),
        ] {
            let expected = (typed != "fulan").then(|| text.to_owned());
            assert_eq!(check(typed, Sounds::Fuzzy, text).map(|(lit, _)| lit), expected, "{typed}");
        }
    }
}
