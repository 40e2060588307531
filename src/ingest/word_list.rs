//! Lists of words of which one may open or close a text.
//!
//! Such lists are asked at every line and every seam of a page, and the answer is nearly always no. So a list knows
//! the first, second and last characters of its words as bits: one look tells most texts from those that need to be
//! compared.

use super::lines::{ends_with, starts_with};

/// Words that are looked for at the edges of a text.
pub(crate) struct Words {
    list: &'static [&'static str],
    firsts: Bits,
    seconds: Bits,
    lasts: Bits,
}

impl Words {
    /// A list; made by the compiler.
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        let [mut firsts, mut seconds, mut lasts] = [Bits::NONE; 3];
        let mut at = 0;
        while at < words.len() {
            let bytes = words[at].as_bytes();
            firsts = firsts.with(character_at(bytes, 0));
            let second = length_at(bytes, 0);
            // Behind a word of one character anything may stand.
            seconds =
                if second < bytes.len() { seconds.with(character_at(bytes, second)) } else { Bits::ALL };
            lasts = lasts.with(character_at(bytes, start_of_last(bytes)));
            at += 1;
        }
        Self { list: words, firsts, seconds, lasts }
    }

    /// Whether a text begins with one of the words.
    pub(crate) fn open(&self, text: &[char]) -> bool {
        self.opening(text).next().is_some()
    }

    /// The words that a text begins with, in the order of the list.
    pub(crate) fn opening(&self, text: &[char]) -> impl Iterator<Item = &'static str> {
        let words = if self.may_open(text.iter().copied()) { self.list } else { &[] };
        words.iter().copied().filter(move |word| starts_with(text, word))
    }

    /// Whether a text ends with one of the words.
    pub(crate) fn close(&self, text: &[char]) -> bool {
        self.closing(text).is_some()
    }

    /// The first word of the list that a text ends with.
    pub(crate) fn closing(&self, text: &[char]) -> Option<&'static str> {
        let may = text.last().is_some_and(|&c| self.lasts.may_have(c));
        self.list.iter().copied().filter(|_| may).find(|word| ends_with(text, word))
    }

    /// The first word of the list that a string begins with.
    #[inline]
    pub(crate) fn opening_str(&self, text: &str) -> Option<&'static str> {
        let words = if self.may_open(text.chars()) { self.list } else { &[] };
        words.iter().copied().find(|word| text.starts_with(word))
    }

    /// Where in a string the first of the words begins.
    pub(crate) fn find_in(&self, text: &str) -> Option<usize> {
        let opens =
            |(at, c): &(usize, char)| self.firsts.may_have(*c) && self.opening_str(&text[*at..]).is_some();
        text.char_indices().find(opens).map(|(at, _)| at)
    }

    /// Whether a string is one of the words.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.may_open(text.chars()) && self.list.contains(&text)
    }

    #[inline]
    fn may_open(&self, mut text: impl Iterator<Item = char>) -> bool {
        text.next().is_some_and(|first| self.firsts.may_have(first))
            && text.next().is_none_or(|second| self.seconds.may_have(second))
    }

    /// The first word of the list that a string ends with.
    pub(crate) fn closing_str(&self, text: &str) -> Option<&'static str> {
        let may = text.chars().next_back().is_some_and(|c| self.lasts.may_have(c));
        self.list.iter().copied().filter(|_| may).find(|word| text.ends_with(word))
    }
}

/// A set of characters that is asked of every character of a text.
pub(crate) struct Characters {
    list: &'static str,
    bits: Bits,
}

impl Characters {
    /// A set, best with its common characters first; made by the compiler.
    pub(crate) const fn new(list: &'static str) -> Self {
        let bytes = list.as_bytes();
        let mut bits = Bits::NONE;
        let mut at = 0;
        while at < bytes.len() {
            bits = bits.with(character_at(bytes, at));
            at += length_at(bytes, at);
        }
        Self { list, bits }
    }

    /// Whether a character is one of them.
    #[inline]
    pub(crate) fn has(&self, c: char) -> bool {
        self.bits.may_have(c) && self.list.chars().any(|known| known == c)
    }
}

/// Characters by the low bits of their numbers: they may seem to have one that they have not.
#[derive(Clone, Copy)]
struct Bits([u64; SLOTS as usize]);

/// So many that few of the characters that a list does not have share a bit with one that it has.
const SLOTS: u32 = 16;

impl Bits {
    const NONE: Self = Self([0; SLOTS as usize]);
    const ALL: Self = Self([u64::MAX; SLOTS as usize]);

    const fn with(mut self, c: u32) -> Self {
        self.0[(c >> 6 & (SLOTS - 1)) as usize] |= 1 << (c & 63);
        self
    }

    #[inline]
    const fn may_have(&self, c: char) -> bool {
        let c = c as u32;
        self.0[(c >> 6 & (SLOTS - 1)) as usize] >> (c & 63) & 1 == 1
    }
}

/// How many bytes the character takes that begins at a byte of a string.
pub(crate) const fn length_at(bytes: &[u8], at: usize) -> usize {
    match bytes[at] {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}

/// The number of the character that begins at a byte of a string.
pub(crate) const fn character_at(bytes: &[u8], at: usize) -> u32 {
    let length = length_at(bytes, at);
    // The longer a character, the more bits of its first byte tell its length.
    let mut number = match length {
        1 => bytes[at] as u32,
        _ => bytes[at] as u32 & (0x7f >> length),
    };
    let mut next = 1;
    while next < length {
        number = number << 6 | (bytes[at + next] as u32 & 0x3f);
        next += 1;
    }
    number
}

/// Where the last character of a string begins.
const fn start_of_last(bytes: &[u8]) -> usize {
    let mut at = bytes.len() - 1;
    while bytes[at] & 0xc0 == 0x80 {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_its_characters_and_no_others() {
        static SET: Characters = Characters::new("港A—é𠮷");
        assert!("港A—é𠮷".chars().all(|c| SET.has(c)));
        assert!(('\u{0}'..='\u{ffff}').filter(|c| SET.has(*c)).count() == 4);
    }

    #[test]
    fn no_word_of_the_list_is_passed_over() {
        static WORDS: Words = Words::new(&["近日", "A股", "—", "𠮷", "近"]);
        let characters = |text: &str| text.chars().collect::<Vec<_>>();
        for word in WORDS.list {
            let (before, behind) = (characters(&format!("渔{word}")), characters(&format!("{word}港")));
            assert!(WORDS.open(&behind) && WORDS.opening_str(&format!("{word}港")).is_some(), "{word}");
            assert!(WORDS.closing_str(&format!("渔{word}")).is_some(), "{word}");
            assert!(WORDS.has(word) && !WORDS.has(&format!("{word}港")), "{word}");
            assert_eq!(WORDS.find_in(&format!("渔{word}港")), Some("渔".len()), "{word}");
            assert!(WORDS.close(&before) && !WORDS.close(&behind) && !WORDS.open(&before), "{word}");
        }
        assert_eq!(WORDS.opening(&characters("近日来")).collect::<Vec<_>>(), ["近日", "近"]);
        assert!(
            !WORDS.open(&[])
                && !WORDS.close(&[])
                && WORDS.opening_str("").is_none()
                && WORDS.closing_str("").is_none()
                && !WORDS.has("")
                && WORDS.find_in("渔港").is_none()
        );
    }
}
