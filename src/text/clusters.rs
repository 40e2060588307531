//! Text as a row of what is seen as one character each (UAX #29).
//!
//! `clusters("e\u{301}看")` gives `(0, "e\u{301}")` and `(3, "看")`. A newspaper is nearly all characters that
//! never join with a neighbour, so those are taken one by one and only the rest goes through the general rules.

use unicode_segmentation::UnicodeSegmentation;

/// The clusters of `text` with the byte at which each begins.
pub fn clusters(text: &str) -> Clusters<'_> {
    Clusters { text, byte: 0, next: text.chars().next() }
}

/// See [`clusters`].
#[derive(Debug, Clone)]
pub struct Clusters<'a> {
    text: &'a str,
    byte: usize,
    /// The character at `byte`.
    next: Option<char>,
}

impl<'a> Iterator for Clusters<'a> {
    type Item = (usize, &'a str);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let first = self.next?;
        let begin = self.byte;
        let after = begin + first.len_utf8();
        let second = character_at(self.text, after);
        if never_joins(first) && second.is_none_or(never_joins) {
            self.byte = after;
            self.next = second;
        } else {
            let rest = self.text.get(begin..)?;
            self.byte = begin + rest.graphemes(true).next().map_or(first.len_utf8(), str::len);
            self.next = character_at(self.text, self.byte);
        }
        Some((begin, self.text.get(begin..self.byte)?))
    }
}

#[inline]
fn character_at(text: &str, byte: usize) -> Option<char> {
    text.get(byte..)?.chars().next()
}

/// Characters that make a cluster alone beside one of their own kind: ASCII, Han, and the marks of a newspaper.
#[inline]
pub(crate) fn never_joins(character: char) -> bool {
    matches!(character,
        ' '..='~' | '\u{3001}'..='\u{3029}' | '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}'
        | '\u{2010}'..='\u{2027}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_are_those_of_the_general_rules() {
        for text in [
            "春天来了，燕子飞回。",
            "e\u{301}看\u{302}\u{303}“\u{fe00}a",
            "👨\u{200d}👩\u{200d}👧汉🇨🇳🇯🇵a\u{600}1",
            "한국어 กำ ｶﾞ\u{3099}",
            "\u{301}x\r\n\u{0}",
            "",
        ] {
            let expected: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
            assert_eq!(clusters(text).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }
}
