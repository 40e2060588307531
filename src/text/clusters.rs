//! Text as a row of what is seen as one character each (UAX #29).
//!
//! `clusters("e\u{301}看")` gives `(0, "e\u{301}")` and `(3, "看")`. A newspaper is nearly all characters that
//! never join with a neighbour, so those are taken one by one and only the rest goes through the general rules.

use unicode_segmentation::UnicodeSegmentation;

/// The clusters of `text` with the byte at which each begins.
pub fn clusters(text: &str) -> Clusters<'_> {
    Clusters { text, byte: 0 }
}

/// See [`clusters`].
#[derive(Debug, Clone)]
pub struct Clusters<'a> {
    text: &'a str,
    byte: usize,
}

impl<'a> Iterator for Clusters<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.byte..)?;
        let mut characters = rest.chars();
        let first = characters.next()?;
        let alone = never_joins(first) && characters.next().is_none_or(never_joins);
        let length = if alone {
            first.len_utf8()
        } else {
            rest.graphemes(true).next().map_or(first.len_utf8(), str::len)
        };
        let begin = self.byte;
        self.byte += length;
        Some((begin, rest.get(..length)?))
    }
}

/// Characters that make a cluster alone beside one of their own kind: ASCII, Han, and the marks of a newspaper.
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
