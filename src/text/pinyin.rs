//! Readings of characters in Latin letters (拼音), and spellings of place names.
//!
//! Tones are left out and ü is written v. A character has *usual* readings and *rare* ones: 合 is he, and ge only
//! for somebody who spells it out. What a name is read by is told by [`place_spellings`]: 重庆 is chongqing.
//!
//! What it does not do: it does not guess readings from whole sentences, and it does not write pinyin for people.
//!
//! ```
//! use kanbao::text::pinyin::{Pattern, Sounds};
//! let text: Vec<u16> = "河南".encode_utf16().collect();
//! let mut pattern = Pattern::new("hn", Sounds::Exact).expect("two letters are a pattern");
//! assert!(pattern.find(&text).is_some());
//! ```

mod pattern;

use std::sync::LazyLock;

pub use pattern::{Found, Pattern, Piece, Sounds, Spelled};

use crate::assets;

/// A syllable without its tone, counted in the order of the asset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Syllable(u16);

impl Syllable {
    /// How it is spelled, such as `chong` and `lv`.
    pub fn letters(self) -> &'static str {
        let start = 2 + usize::from(self.0) * 6;
        let bytes = assets::PINYIN.get(start..start + 6).unwrap_or_default();
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        text.trim_end_matches('\0')
    }

    /// What a character that is read so is keyed by.
    pub fn keyed(self) -> &'static Keyed {
        static KEYED: LazyLock<Vec<Keyed>> = LazyLock::new(number_all);
        KEYED.get(self.index()).unwrap_or(&Keyed { initial: 0, number: 0 })
    }

    /// Its place in [`Self::all`].
    fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Every syllable.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..read(0)).map(Self)
    }
}

/// One reading of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Its syllable.
    pub syllable: Syllable,
    /// Whether a newspaper reader would think of it first, or among the first.
    pub usual: bool,
}

/// The readings of a folded character (see [`super::fold::unit`]), the most usual first.
pub fn readings(unit: u16) -> impl Iterator<Item = Reading> {
    let entry = find_entry(unit);
    let (usual, all, start) = match entry {
        0 => (0, 0, 0),
        single if single < 0x8000 => (1, 1, 0),
        list => {
            let at = lists_start() + usize::from(list - 0x8000) * 2;
            let head = read(at);
            (head >> 8, head & 0xFF, at + 2)
        }
    };
    (0..all).map(move |number| {
        let syllable = if start == 0 { entry - 1 } else { read(start + usize::from(number) * 2) };
        Reading { syllable: Syllable(syllable), usual: number < usual }
    })
}

/// What a character may be typed by: a syllable, or the letter or digit that it is itself. Its initial, and its number
/// among all that have this initial, tell it from every other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Keyed {
    initial: u8,
    number: u8,
}

impl Keyed {
    /// The initials: a…z, and one for all digits.
    pub const INITIALS: usize = 27;
    /// More than have any one initial.
    pub const NUMBERS: usize = 64;

    /// Its first letter as a number less than [`Self::INITIALS`].
    pub fn initial(self) -> usize {
        usize::from(self.initial)
    }

    /// Its number, less than [`Self::NUMBERS`].
    pub fn number(self) -> usize {
        usize::from(self.number)
    }

    /// A folded letter or digit, which is keyed by itself.
    pub fn itself(unit: u16) -> Option<&'static Self> {
        const LETTERS: [Keyed; 26] = numbered(0, 1);
        const DIGITS: [Keyed; 10] = numbered(Keyed::INITIALS as u8 - 1, 0);
        match u8::try_from(unit).ok()? {
            letter @ b'a'..=b'z' => LETTERS.get(usize::from(letter - b'a')),
            digit @ b'0'..=b'9' => DIGITS.get(usize::from(digit - b'0')),
            _ => None,
        }
    }
}

/// So many in a row: of initials that rise by `step` all are number 0; where the initial stays, the numbers rise.
const fn numbered<const COUNT: usize>(first: u8, step: u8) -> [Keyed; COUNT] {
    let mut all = [Keyed { initial: first, number: 0 }; COUNT];
    let mut at = 0;
    while at < COUNT {
        all[at] = Keyed { initial: first + at as u8 * step, number: at as u8 * (1 - step) };
        at += 1;
    }
    all
}

/// Every syllable; number 0 of each initial is the letter itself.
fn number_all() -> Vec<Keyed> {
    let mut next = [1u8; Keyed::INITIALS];
    let keyed = |syllable: Syllable| {
        let initial = syllable.letters().bytes().next().map_or(0, |letter| letter - b'a');
        let number = next.get_mut(usize::from(initial)).map_or(0, |next| std::mem::replace(next, *next + 1));
        Keyed { initial, number }
    };
    Syllable::all().map(keyed).collect()
}

/// Whether a folded character is passed over between others: it has no reading and is no letter of any script, no
/// digit, and no blank.
pub fn is_mark(unit: u16) -> bool {
    let is_mark = |c: char| !c.is_alphanumeric() && c != ' ';
    find_entry(unit) == 0 && char::from_u32(u32::from(unit)).is_none_or(is_mark)
}

/// A character that is read by a syllable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadAs {
    /// The character.
    pub unit: u16,
    /// Whether that is a usual reading of it.
    pub usual: bool,
}

/// Every character that is read so.
pub fn characters_of(syllable: Syllable) -> &'static [ReadAs] {
    static CHARACTERS: LazyLock<Vec<Vec<ReadAs>>> = LazyLock::new(|| {
        let mut characters = vec![Vec::new(); Syllable::all().count()];
        for unit in 0..=u16::MAX {
            for Reading { syllable, usual } in readings(unit) {
                if let Some(list) = characters.get_mut(syllable.index()) {
                    list.push(ReadAs { unit, usual });
                }
            }
        }
        characters
    });
    CHARACTERS.get(syllable.index()).map_or(&[], Vec::as_slice)
}

/// A place name, how its characters are read, and its other spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceSpelling {
    /// The name, one unit a character.
    pub name: Vec<u16>,
    /// One syllable for each character.
    pub syllables: Vec<&'static str>,
    /// Such as `shaanxi` and `hongkong`.
    pub others: Vec<&'static str>,
}

/// Names whose reading the single characters do not tell, or which have a spelling of their own.
pub fn place_spellings() -> &'static [PlaceSpelling] {
    static SPELLINGS: LazyLock<Vec<PlaceSpelling>> = LazyLock::new(|| {
        let rows = assets::PLACE_SPELLINGS.lines().filter(|line| !line.starts_with('#'));
        rows.filter_map(|row| {
            let mut columns = row.split('\t');
            let name = super::fold::units(columns.next()?);
            let syllables = columns.next()?.split(' ').collect();
            let others = columns.next().unwrap_or_default().split(',').filter(|word| !word.is_empty());
            Some(PlaceSpelling { name, syllables, others: others.collect() })
        })
        .collect()
    });
    &SPELLINGS
}

/// How a character of several readings is read where it stands: told by the place name or word around it.
pub fn reading_in_context(text: &[u16], at: usize) -> Option<Syllable> {
    let words = WORDS.of(*text.get(at)?)?;
    words.iter().find_map(|word| {
        let start = at.checked_sub(word.at)?;
        let here = text.get(start..start + word.place.name.len())?;
        here.iter().eq(&word.place.name).then_some(word.syllable)
    })
}

/// Whether there are places or words that tell how this character is read.
pub fn is_told_by_context(unit: u16) -> bool {
    WORDS.of(unit).is_some()
}

/// For each character of several readings: the words that tell which one is meant.
struct Words {
    /// For each character: the place of its words + 1, 0 where there are none. It is asked for nearly every character
    /// of every title, so nothing is reckoned for it.
    places: Vec<u16>,
    words: Vec<Vec<Telling>>,
}

impl Words {
    fn of(&self, unit: u16) -> Option<&[Telling]> {
        let place = self.places.get(usize::from(unit))?.checked_sub(1)?;
        self.words.get(usize::from(place)).map(Vec::as_slice)
    }

    fn add(&mut self, unit: u16, word: Telling) {
        let Some(place) = self.places.get_mut(usize::from(unit)) else { return };
        if *place == 0 {
            self.words.push(Vec::new());
            *place = self.words.len() as u16;
        }
        if let Some(words) = self.words.get_mut(usize::from(*place) - 1) {
            words.push(word);
        }
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { places: vec![0; 1 << 16], words: Vec::new() };
    for place in place_spellings() {
        let characters = place.name.iter().zip(&place.syllables).enumerate();
        for (at, (unit, letters)) in characters.filter(|(_, (unit, _))| readings(**unit).count() > 1) {
            if let Some(syllable) = Syllable::all().find(|syllable| syllable.letters() == *letters) {
                words.add(*unit, Telling { place, at, syllable });
            }
        }
    }
    words
});

/// A word that tells how one of its characters is read.
#[derive(Debug)]
struct Telling {
    place: &'static PlaceSpelling,
    /// Which character of the word.
    at: usize,
    syllable: Syllable,
}

/// The number in the asset that says how a character is read; 0 for none.
fn find_entry(unit: u16) -> u16 {
    let index = index_start();
    let page = assets::PINYIN.get(index + usize::from(unit >> 8)).copied().unwrap_or(0);
    if page == 0 {
        return 0;
    }
    read(index + 258 + (usize::from(page) - 1) * 512 + usize::from(unit & 0xFF) * 2)
}

fn index_start() -> usize {
    2 + usize::from(read(0)) * 6
}

fn lists_start() -> usize {
    let index = index_start();
    index + 258 + usize::from(read(index + 256)) * 512 + 2
}

fn read(at: usize) -> u16 {
    let bytes = assets::PINYIN.get(at..at + 2).and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, u16::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::unit;

    fn spelled(c: char, usual: bool) -> Vec<&'static str> {
        let fitting = readings(unit(c)).filter(|reading| reading.usual == usual);
        fitting.map(|reading| reading.syllable.letters()).collect()
    }

    #[test]
    fn usual_readings_stand_before_rare_ones() {
        let cases: [(char, &[&str], &[&str]); 6] = [
            ('河', &["he"], &[]),
            ('合', &["he"], &["ge"]),
            ('长', &["chang", "zhang"], &[]),
            ('绿', &["lv", "lu"], &[]),
            ('庆', &["qing"], &[]),
            ('a', &[], &[]),
        ];
        for (character, usual, rare) in cases {
            assert_eq!(spelled(character, true), usual, "{character}");
            assert_eq!(spelled(character, false), rare, "{character}");
        }
    }

    #[test]
    fn what_a_character_is_keyed_by_is_told_apart() {
        let syllables = Syllable::all().map(Syllable::keyed);
        let mut all: Vec<&Keyed> = syllables.chain((0..0x80).filter_map(Keyed::itself)).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!((all.len(), count), (count, Syllable::all().count() + 36));
        assert!(all.iter().all(|keyed| keyed.number() < Keyed::NUMBERS && keyed.initial() < Keyed::INITIALS));
        assert!(is_mark(unit('，')) && !is_mark(unit(' ')) && !is_mark(unit('河')) && !is_mark(unit('5')));
    }

    #[test]
    fn each_place_has_one_syllable_a_character() {
        let known: Vec<&str> = Syllable::all().map(Syllable::letters).collect();
        for place in place_spellings() {
            assert_eq!(place.name.len(), place.syllables.len(), "{place:?}");
            for (unit, syllable) in place.name.iter().zip(&place.syllables) {
                assert!(known.contains(syllable), "{syllable}");
                let mut listed = readings(*unit);
                assert!(
                    listed.any(|reading| reading.syllable.letters() == *syllable),
                    "{syllable} in {place:?}"
                );
            }
        }
    }
}
