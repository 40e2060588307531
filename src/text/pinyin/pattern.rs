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
//! 5. a character in a place name or word whose reading is known has that reading only: 重庆 is chongqing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Syllable, initials, reading_in_context, readings};
use crate::text::fold::{fold_char, unit};

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
    /// For each of `rows`, whether a match may begin with it: looked at for every character of every text.
    starts: Vec<bool>,
    /// What a mark does: nothing.
    mark: u16,
}

/// What one character (or syllable) may take of the pattern: from each place, the places after it as bits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Row {
    usual: Vec<u32>,
    any: Vec<u32>,
    loose: Vec<u32>,
    /// The places from which the rest of the pattern begins the syllable.
    begun: u32,
    /// Whether any place leads anywhere from the beginning of the pattern.
    starts: bool,
    /// Whether the character has several readings, so that what stands around it may decide.
    several: bool,
}

impl Row {
    fn new(length: usize) -> Self {
        Self { usual: vec![0; length], any: vec![0; length], loose: vec![0; length], ..Self::default() }
    }

    fn add(&mut self, other: &Self, usual: bool) {
        let merge = |mine: &mut Vec<u32>, theirs: &Vec<u32>| {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine |= theirs);
        };
        merge(&mut self.any, &other.any);
        if usual {
            merge(&mut self.usual, &other.usual);
            merge(&mut self.loose, &other.loose);
            self.begun |= other.begun;
        }
    }

    fn finish(mut self) -> Self {
        let from_start = |steps: &[u32]| steps.first().is_some_and(|bits| *bits != 0);
        self.starts = from_start(&self.any) || from_start(&self.loose);
        self
    }
}

/// The places of the pattern that a run has come to, by three ways of reading.
#[derive(Debug, Clone, Copy)]
struct Reached {
    usual: u32,
    any: u32,
    loose: u32,
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
        Some(Self {
            syllables: syllables.collect(),
            classes: vec![0; 1 << 16],
            rows: vec![Row::new(letters.len())],
            starts: vec![false],
            mark: u16::MAX,
            letters,
        })
    }

    /// Where the text reads as the pattern: the surest place, the first among equals.
    pub fn find(&mut self, text: &[u16]) -> Option<Found> {
        let mut best: Option<Found> = None;
        let starts = if self.letters.len() == 1 { text.len().min(1) } else { text.len() };
        for (start, unit) in text.iter().enumerate().take(starts) {
            let class = self.class_of(*unit);
            if !self.starts.get(usize::from(class) - 1).is_some_and(|starts| *starts) {
                continue;
            }
            let Some(found) = self.run(text, start) else { continue };
            if best.as_ref().is_none_or(|best| found.spelled < best.spelled) {
                let full = found.spelled == Spelled::Full;
                best = Some(found);
                if full {
                    break;
                }
            }
        }
        best
    }

    /// Every row of initials (a…z as 0…25, digits as 26) that the characters of a match can have.
    ///
    /// Empty stands for a match of one character, or for a pattern with more ways than are worth listing: anything
    /// may fit then.
    pub fn initial_sequences(&self) -> Vec<Vec<u32>> {
        const MOST: usize = 256;
        let end = self.letters.len();
        let steps_from: Vec<BTreeMap<u32, u32>> = (0..end).map(|place| self.first_letters(place)).collect();
        let mut finished = Vec::new();
        let mut open: Vec<(usize, Vec<u32>)> = vec![(0, Vec::new())];
        while let Some((place, initials)) = open.pop() {
            if place == end {
                finished.push(initials);
                continue;
            }
            for (initial, steps) in steps_from.get(place).into_iter().flatten() {
                let mut left = *steps;
                while left != 0 {
                    let next = left.trailing_zeros() as usize;
                    left &= left - 1;
                    let mut longer = initials.clone();
                    longer.push(*initial);
                    open.push((next, longer));
                }
            }
            if finished.len() + open.len() > MOST {
                return vec![Vec::new()];
            }
        }
        finished
    }

    /// From a place of the pattern: the initials that the next character may have, and the places after it.
    fn first_letters(&self, place: usize) -> BTreeMap<u32, u32> {
        let mut steps: BTreeMap<u32, u32> = BTreeMap::new();
        for (syllable, row) in Syllable::all().zip(&self.syllables) {
            let bits = row.loose.get(place).copied().unwrap_or(0);
            if let Some(letter) = syllable.letters().bytes().next().filter(|_| bits != 0) {
                *steps.entry(u32::from(letter - b'a')).or_default() |= bits;
            }
        }
        if let Some(unit) = self.letters.get(place) {
            for initial in (0..27).filter(|initial| initials(*unit).unwrap_or(0) & 1 << initial != 0) {
                *steps.entry(initial).or_default() |= 1 << (place + 1);
            }
        }
        steps
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
            if row.several
                && let Some(known) =
                    reading_in_context(text, at).and_then(|letters| self.row_of_letters(letters))
            {
                row = known;
            }
            if taken == 0 && !row.starts {
                return None;
            }
            taken += 1;
            let begun = reached.usual & row.begun != 0;
            reached = Reached {
                usual: step(reached.usual, &row.usual),
                any: step(reached.any, &row.any),
                loose: step(reached.loose, &row.loose),
            };
            if reached.usual & end != 0 {
                return Some((at + 1, Spelled::Full));
            }
            let spelled = if reached.loose & end == 0 {
                (reached.any & end != 0).then_some(Spelled::Rare)
            } else if begun {
                Some(Spelled::Begun)
            } else if taken == self.letters.len() {
                Some(Spelled::Initials)
            } else {
                Some(Spelled::Mixed)
            };
            if let Some(spelled) = spelled
                && accepted.is_none_or(|(_, best)| spelled < best)
            {
                accepted = Some((at + 1, spelled));
            }
            if reached.any | reached.loose == 0 {
                break;
            }
        }
        accepted
    }

    fn run(&mut self, text: &[u16], start: usize) -> Option<Found> {
        let (end, spelled) = self.reach(text, start)?;
        let mut characters = Vec::with_capacity(end - start);
        for (at, unit) in text.iter().enumerate().take(end).skip(start) {
            if self.class_of(*unit) != self.mark {
                characters.push(at);
            }
        }
        Some(Found { characters, spelled })
    }

    /// What a character takes of the pattern that is surely read so.
    fn row_of_letters(&self, letters: &str) -> Option<&Row> {
        let place = Syllable::all().position(|syllable| syllable.letters() == letters)?;
        self.syllables.get(place)
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
                    for steps in [&mut row.usual, &mut row.any, &mut row.loose] {
                        if let Some(step) = steps.get_mut(place) {
                            *step |= 1 << (place + 1);
                        }
                    }
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
        let dead = row.any.iter().chain(&row.loose).all(|steps| *steps == 0);
        if dead {
            return 1;
        }
        self.starts.push(row.starts);
        self.rows.push(row);
        self.rows.len() as u16
    }
}

/// The places after one character, from all places reached before it.
fn step(mut from: u32, row: &[u32]) -> u32 {
    let mut to = 0;
    while from != 0 {
        let place = from.trailing_zeros() as usize;
        from &= from - 1;
        to |= row.get(place).copied().unwrap_or(0);
    }
    to
}

/// What a syllable may take of the pattern.
fn row_of(syllable: Syllable, letters: &[u16], boundaries: u32, sounds: Sounds) -> Row {
    let mut row = Row::new(letters.len());
    // A piece may not run over a place at which a syllable was said to begin.
    let whole = |from: usize, to: usize| boundaries & !(u32::MAX << to) & (u32::MAX << (from + 1)) == 0;
    for spelling in spellings(syllable.letters(), sounds) {
        let spelled: Vec<u16> = spelling.bytes().map(u16::from).collect();
        for place in 0..letters.len() {
            let rest = letters.get(place..).unwrap_or_default();
            let end = place + spelled.len();
            if rest.starts_with(&spelled) && whole(place, end) {
                for steps in [&mut row.usual, &mut row.any, &mut row.loose] {
                    steps[place] |= 1 << end;
                }
            } else if spelled.starts_with(rest) && whole(place, letters.len()) {
                row.begun |= 1 << place;
                row.loose[place] |= 1 << letters.len();
            }
            let initials: &[usize] = if letters.len() <= LONGEST_INITIALS { &[1, 2] } else { &[] };
            for &initial in initials {
                let is_initial = initial == 1 || spelled.get(1) == Some(&u16::from(b'h'));
                let taken = spelled.get(..initial).is_some_and(|piece| rest.starts_with(piece));
                if is_initial && taken && whole(place, place + initial) {
                    row.loose[place] |= 1 << (place + initial);
                }
            }
        }
    }
    row
}

/// Every way to write a syllable.
fn spellings(syllable: &str, sounds: Sounds) -> BTreeSet<String> {
    let mut all = BTreeSet::from([syllable.to_owned()]);
    // ü is v on most keyboards, yu in passports, and u where no other syllable is meant.
    if let Some(initial) = syllable.strip_suffix('v') {
        all.insert(format!("{initial}yu"));
    }
    if let Some(initial) = syllable.strip_suffix("ve") {
        all.extend([format!("{initial}ue"), format!("{initial}yue")]);
    }
    if sounds == Sounds::Fuzzy {
        let exact: Vec<String> = all.iter().cloned().collect();
        for spelling in exact {
            all.extend(sound_alike(&spelling));
        }
    }
    all
}

/// The syllables that many speakers do not tell from this one.
fn sound_alike(spelling: &str) -> Vec<String> {
    let mut starts = vec![spelling.to_owned()];
    for (short, long) in [("z", "zh"), ("c", "ch"), ("s", "sh")] {
        if let Some(rest) = spelling.strip_prefix(long) {
            starts.push(format!("{short}{rest}"));
        } else if let Some(rest) = spelling.strip_prefix(short) {
            starts.push(format!("{long}{rest}"));
        }
    }
    for (one, other) in [("l", "n"), ("n", "l")] {
        if let Some(rest) = spelling.strip_prefix(one) {
            starts.push(format!("{other}{rest}"));
        }
    }
    let mut all = Vec::new();
    for start in starts {
        if let Some(short) = start.strip_suffix('g').filter(|short| short.ends_with('n')) {
            all.push(short.to_owned());
        } else if start.ends_with('n') {
            all.push(format!("{start}g"));
        }
        all.push(start);
    }
    all
}

/// A letter without its tone; ü as v.
fn plain_letter(c: char) -> char {
    match fold_char(c) {
        'ā' | 'á' | 'ǎ' | 'à' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ê' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
        'ń' | 'ň' | 'ǹ' => 'n',
        folded => folded,
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
