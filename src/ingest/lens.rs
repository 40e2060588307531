//! Lenses on the text of a story: which of its words are figures, persons, organisations, quotations, rare characters.
//!
//! Each lens looks at one text and answers with the bytes of the passages, in order and apart. A lens never guesses
//! where the words leave it open: a passage that is not lit is a smaller harm than a wrong one.

mod figures;
mod names;
mod organisations;
mod quotations;
mod rare;

use std::ops::Range;

use crate::model::{Article, Part};

pub use rare::is_rare;

/// What is to be lit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lens {
    /// 1.03亿元, 提升约50%, 三分之一.
    Figures,
    /// Persons.
    Names,
    /// Firms, schools, offices.
    Organisations,
    /// What somebody said.
    Quotations,
    /// Characters beyond the 3,755 most common ones.
    Rare,
}

impl Lens {
    /// All lenses.
    pub const ALL: [Self; 5] =
        [Self::Figures, Self::Names, Self::Organisations, Self::Quotations, Self::Rare];
}

/// The passages of these parts of a story that a lens lights, in the order of the parts.
pub fn passages(article: &Article, parts: &[Part], lens: Lens) -> Vec<(Part, Range<usize>)> {
    let texts: Vec<(Part, std::borrow::Cow<'_, str>)> =
        parts.iter().filter_map(|part| Some((*part, article.text_of(*part)?))).collect();
    let known = match lens {
        Lens::Names => names::known(article, texts.iter().map(|(_, text)| text.as_ref())),
        _ => Vec::new(),
    };
    let mut passages = Vec::new();
    for (part, text) in &texts {
        let found = match lens {
            Lens::Figures => figures::find(text),
            Lens::Names => names::find(text, &known),
            Lens::Organisations => organisations::find(text),
            Lens::Quotations => quotations::find(text),
            Lens::Rare => rare::find(text),
        };
        passages.extend(found.into_iter().map(|bytes| (*part, bytes)));
    }
    passages
}

/// A text as characters with the byte at which each begins, and the length at the end.
struct Characters {
    characters: Vec<char>,
    bytes: Vec<usize>,
}

impl Characters {
    fn of(text: &str) -> Self {
        let mut bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
        bytes.push(text.len());
        Self { characters: text.chars().collect(), bytes }
    }

    fn len(&self) -> usize {
        self.characters.len()
    }

    fn at(&self, index: usize) -> Option<char> {
        self.characters.get(index).copied()
    }

    /// The characters from a place on.
    fn from(&self, index: usize) -> &[char] {
        self.characters.get(index..).unwrap_or_default()
    }

    /// The characters before a place.
    fn before(&self, index: usize) -> &[char] {
        self.characters.get(..index).unwrap_or_default()
    }

    /// The bytes of a range of characters.
    fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let byte = |index: usize| self.bytes.get(index).or(self.bytes.last()).copied().unwrap_or(0);
        byte(range.start)..byte(range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The passages of a text through one of the lenses.
    pub(super) fn lit(text: &str, find: impl Fn(&str) -> Vec<Range<usize>>) -> Vec<&str> {
        find(text).into_iter().map(|bytes| &text[bytes]).collect()
    }

    #[test]
    fn passages_stand_apart_and_in_order_whatever_the_text() {
        let texts = [
            "",
            "“",
            "”",
            "一二三四五六七八九十百千万亿",
            "1.1.1.%%%亿亿亿元元元",
            "“一”“二“三”四”说说说公司公司公司大学大学",
            "记者记者张张张说表示说王·李·赵",
            "龘龘",
        ];
        for text in texts {
            let headline = crate::model::Heading { text: text.to_owned(), lines: Vec::new() };
            let article = Article { headline: Some(headline), ..Article::default() };
            for lens in Lens::ALL {
                let mut end = 0;
                for (_, bytes) in passages(&article, &[Part::Headline], lens) {
                    assert!(bytes.start >= end && bytes.end > bytes.start, "{lens:?} {text}: {bytes:?}");
                    assert!(text.get(bytes.clone()).is_some());
                    end = bytes.end;
                }
            }
        }
    }
}
