//! The words of `assets/language/lexicon.bin`, used in place: nothing is parsed or copied at start.
//!
//! What the file holds and how it was made is told in docs/LANGUAGE-DATA.md.

use crate::assets::LEXICON;

const FOLLOW: usize = 144;
const PAIRS: usize = 16528;
const SLOTS: usize = 278_672;
const START: usize = 16;
const BITS: u32 = 19;
/// The longest word, in characters.
pub(crate) const LONGEST: usize = 6;
/// What an impossible step costs, in tenths of a nat.
pub(crate) const NEVER: i32 = 255;

/// The part of speech of names of places, in the order of the tags in `build.py`.
pub(crate) const PLACE_TAG: u8 = 30;

/// A kind of word: part of speech and whether it is one character long.
pub(crate) type State = u8;

/// A known word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its kind.
    pub(crate) state: State,
    /// What choosing it among the words of its kind costs, in tenths of a nat.
    pub(crate) cost: i32,
}

/// The hash of a word that grows by one character. Must equal `hash_word` in `build.py`.
pub(crate) const fn extend(hash: u64, c: char) -> u64 {
    (hash.rotate_left(5) ^ c as u64).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// The word of `length` characters with this hash, if the lexicon has it.
pub(crate) fn look_up(hash: u64, length: usize) -> Option<Word> {
    let mask = (1_usize << BITS) - 1;
    let mut at = (hash >> (64 - BITS)) as usize;
    let print = (((hash >> (64 - BITS - 19)) & 0x7ffff) as u32).max(1);
    loop {
        let slot = SLOTS + at * 4;
        let bytes = LEXICON.get(slot..slot + 4)?;
        let value = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        if value == 0 {
            return None;
        }
        if value >> 13 == print {
            let state = (((value & 0x3f) as u8) << 1) | u8::from(length == 1);
            return Some(Word { state, cost: ((value >> 6) & 0x7f) as i32 * 10 / 7 });
        }
        at = (at + 1) & mask;
    }
}

/// Whether some word has these two characters side by side. Now and then it says so of a pair that none has.
pub(crate) fn may_be_inside_word(a: char, b: char) -> bool {
    let bit = (extend(extend(0, a), b) >> 43) as usize;
    LEXICON.get(PAIRS + (bit >> 3)).is_some_and(|byte| byte & (1 << (bit & 7)) != 0)
}

/// How many kinds of words there are.
pub(crate) const STATES: usize = 128;

/// What it costs that a word of kind `next` follows one of kind `state`.
pub(crate) fn follow_cost(state: State, next: State) -> i32 {
    cost(follow_costs(state), next)
}

/// What it costs that a word of this kind opens a sentence.
pub(crate) fn start_cost(state: State) -> i32 {
    cost(start_costs(), state)
}

/// What it costs that a word of each kind follows one of kind `state`.
pub(crate) fn follow_costs(state: State) -> &'static [u8] {
    row(FOLLOW + usize::from(state) * STATES)
}

/// What it costs that a word of each kind opens a sentence.
pub(crate) fn start_costs() -> &'static [u8] {
    row(START)
}

fn row(at: usize) -> &'static [u8] {
    LEXICON.get(at..at + STATES).unwrap_or_default()
}

fn cost(row: &[u8], state: State) -> i32 {
    row.get(usize::from(state)).map_or(NEVER, |&cost| i32::from(cost))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Option<Word> {
        look_up(text.chars().fold(0, extend), text.chars().count())
    }

    #[test]
    fn the_file_is_as_long_as_its_header_says() {
        assert_eq!(&LEXICON[..8], b"KBLEX02\0");
        let bits = u32::from_le_bytes([LEXICON[8], LEXICON[9], LEXICON[10], LEXICON[11]]);
        assert_eq!(bits, BITS);
        assert_eq!(LEXICON.len(), SLOTS + (4 << BITS));
    }

    #[test]
    fn words_and_what_is_none() {
        for known in ["科技", "实验室", "的", "渔港", "记者"] {
            assert!(word(known).is_some(), "{known}");
        }
        for unknown in ["技实", "港渔的", "者记了"] {
            assert_eq!(word(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_noun_rather_than_a_particle_opens_a_sentence() {
        let (noun, particle) = (word("科技").expect("known"), word("的").expect("known"));
        assert!(start_cost(noun.state) < start_cost(particle.state));
        assert!(follow_cost(noun.state, particle.state) < NEVER);
    }

    #[test]
    fn places_have_a_tag_of_their_own() {
        for place in ["广州", "河南", "上海"] {
            assert_eq!(word(place).map(|word| word.state >> 1), Some(PLACE_TAG), "{place}");
        }
    }
}
