//! The longest run of characters that two texts share: what tells the story of a caption or a quote.

/// A text that others are compared with.
pub(crate) struct Searched<'a> {
    text: &'a [char],
    /// A bit for each two neighbouring characters, so that most of another text is passed over at a glance.
    pairs: Vec<u64>,
}

/// Bits for pairs: far more than a caption has.
const BITS: u32 = 14;

impl<'a> Searched<'a> {
    pub(crate) fn new(text: &'a [char]) -> Self {
        let mut pairs = vec![0; 1 << (BITS - 6)];
        for pair in text.windows(2) {
            let place = place(pair[0], pair[1]);
            pairs[place >> 6] |= 1 << (place & 63);
        }
        Self { text, pairs }
    }

    /// The length of the longest run that the other text has too, if it is longer than `known`.
    pub(crate) fn longest_in(&self, other: &[char], known: usize) -> usize {
        let mut best = known;
        if best == 0 && other.iter().any(|c| self.text.contains(c)) {
            best = 1;
        }
        // A run of two and more is nothing but pairs of this text.
        let mut start = 0;
        for end in 1..=other.len() {
            if end < other.len() && self.may_have(other[end - 1], other[end]) {
                continue;
            }
            if end - start > best {
                best = longest_common(self.text, &other[start..end], best);
            }
            start = end;
        }
        best
    }

    fn may_have(&self, a: char, b: char) -> bool {
        let place = place(a, b);
        self.pairs[place >> 6] >> (place & 63) & 1 == 1
    }
}

const fn place(a: char, b: char) -> usize {
    let pair = (a as u32).wrapping_mul(0x9e37_79b1) ^ (b as u32).wrapping_mul(0x85eb_ca6b);
    (pair >> (32 - BITS)) as usize
}

/// The same by trying each place, for texts that are known to be alike.
fn longest_common(short: &[char], long: &[char], known: usize) -> usize {
    let mut best = known;
    for start in 0..short.len() {
        let rest = &short[start..];
        if rest.len() <= best {
            break;
        }
        for (at, c) in long.iter().enumerate() {
            if *c == rest[0] {
                let same = rest.iter().zip(&long[at..]).take_while(|(a, b)| a == b).count();
                best = best.max(same);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        #[test]
        fn nothing_is_passed_over(one in "[灯塔亮了]{0,12}", other in "[灯塔亮着，]{0,30}", known in 0..4_usize) {
            let [one, other]: [Vec<char>; 2] = [one, other].map(|text| text.chars().collect());
            let expected = longest_common(&one, &other, known);
            prop_assert_eq!(Searched::new(&one).longest_in(&other, known), expected);
        }
    }
}
