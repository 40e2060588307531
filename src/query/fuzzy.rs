//! How close together the characters of a word stand in a title: the score of fuzzy-matcher's SkimMatcherV2.
//!
//! This is the only place that touches fuzzy-matcher. It is asked only about titles that are known to have all
//! characters in the right order, because asking it about every title would be too slow.

use std::fmt;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// The scorer. It makes no difference between large and small letters: titles come folded.
pub(super) struct Closeness {
    matcher: SkimMatcherV2,
    /// The texts compared last, kept only to save their making.
    title: String,
    word: String,
}

impl Default for Closeness {
    fn default() -> Self {
        let matcher = SkimMatcherV2::default().respect_case().use_cache(true);
        Self { matcher, title: String::new(), word: String::new() }
    }
}

impl Clone for Closeness {
    /// Another scorer: what it keeps only saves its making.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Closeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Closeness")
    }
}

impl Closeness {
    /// How well the word's characters keep together in the title, 0..=99.
    pub(super) fn rate(&mut self, title: &[u16], word: &[u16]) -> u16 {
        write(title, &mut self.title);
        write(word, &mut self.word);
        let score = self.matcher.fuzzy_match(&self.title, &self.word).unwrap_or(0);
        // A character that stands alone is worth 16, one that follows its neighbour a good deal more.
        (score * 2 / word.len().max(1) as i64).clamp(0, 99) as u16
    }

    /// The characters of the title that make up the word best.
    pub(super) fn light(&mut self, title: &[u16], word: &[u16]) -> Option<Vec<usize>> {
        write(title, &mut self.title);
        write(word, &mut self.word);
        let (_, characters) = self.matcher.fuzzy_indices(&self.title, &self.word)?;
        Some(characters)
    }
}

/// The folded units as text; characters beyond the first plane share one sign, one character each.
fn write(units: &[u16], text: &mut String) {
    text.clear();
    text.extend(units.iter().map(|unit| char::from_u32(u32::from(*unit)).unwrap_or('\u{FFFD}')));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::units;

    #[test]
    fn what_keeps_together_rates_higher() {
        let mut closeness = Closeness::default();
        let mut rate = |title| closeness.rate(&units(title), &units("河科新"));
        assert!(rate("河南科技新篇") > rate("黄河岸边的科学家有了许多的新发现"));
    }

    #[test]
    fn lit_characters_spell_the_word() {
        let lit = Closeness::default().light(&units("河南的科技新篇"), &units("河科新"));
        assert_eq!(lit, Some(vec![0, 3, 5]));
    }
}
