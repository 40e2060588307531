//! A place in a story that is found again when the text around it has changed.
//!
//! The place is kept as a part and a number of characters, with a few characters on either side of it. Where the
//! story was put together otherwise since, the neighbours lead to the place; see [`Anchor::find_in`].

use serde::{Deserialize, Serialize};

use crate::model::{Article, Part, TextPosition};

/// How many characters are kept on either side.
const NEIGHBOURS: usize = 12;

/// A place in a story.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// The part, such as `headline` or `block 3` (counted from 0).
    part: String,
    /// The characters of the part before the place.
    character: u32,
    /// What stands before it.
    before: String,
    /// What stands after it.
    after: String,
}

/// A stretch of a story, from one place to another: what a note is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Passage {
    /// Where it begins.
    pub from: Anchor,
    /// Where it ends.
    pub to: Anchor,
}

impl Passage {
    /// The stretch from one position to another.
    pub fn of(article: &Article, from: TextPosition, to: TextPosition) -> Self {
        Self { from: Anchor::of(article, from), to: Anchor::of(article, to) }
    }

    /// Where the stretch is now; `None` where it is nowhere, or its end stands before its beginning.
    pub fn find_in(&self, article: &Article) -> Option<(TextPosition, TextPosition)> {
        let (from, to) = (self.from.find_in(article)?, self.to.find_in(article)?);
        (from <= to).then_some((from, to))
    }
}

impl Anchor {
    /// The place at a position.
    pub fn of(article: &Article, position: TextPosition) -> Self {
        let text = article.text_of(position.part).unwrap_or_default();
        let byte = floor(&text, position.byte as usize);
        let (before, after) = text.split_at(byte);
        let start = before.char_indices().rev().nth(NEIGHBOURS - 1).map_or(0, |(at, _)| at);
        Self {
            part: name(position.part),
            character: before.chars().count() as u32,
            before: before.get(start..).unwrap_or_default().to_owned(),
            after: after.chars().take(NEIGHBOURS).collect(),
        }
    }

    /// Where the place is now:
    ///
    /// 1. at the same character, if its neighbours still stand there;
    /// 2. else where both neighbours stand, or the ones after it, or the ones before it: in the same part before any
    ///    other, and as near as can be to where it was;
    /// 3. else at the same character of the same part, as far as there is one.
    pub fn find_in(&self, article: &Article) -> Option<TextPosition> {
        let part = parse(&self.part)?;
        let own = article.text_of(part);
        let here = own.as_deref().map(|text| nth_byte(text, self.character as usize));
        if let (Some(text), Some(byte)) = (own.as_deref(), here) {
            let (before, after) = text.split_at(byte);
            if before.ends_with(&self.before) && after.starts_with(&self.after) {
                return Some(TextPosition { part, byte: byte as u32 });
            }
        }
        let wanted = [
            (format!("{}{}", self.before, self.after), self.before.len()),
            (self.after.clone(), 0),
            (self.before.clone(), self.before.len()),
        ];
        let near = here.unwrap_or_default();
        let parts =
            || std::iter::once(part).chain((0..article.blocks.len()).map(|at| Part::Block(at as u32)));
        // Fewer than four characters stand in too many places to say anything.
        let telling = wanted.iter().filter(|(words, _)| words.chars().count() >= 4);
        let found = telling.flat_map(|(words, within)| parts().map(move |part| (part, words, *within)));
        for (part, words, within) in found {
            let Some(text) = article.text_of(part) else { continue };
            let places = text.match_indices(words.as_str()).map(|(start, _)| start + within);
            if let Some(byte) = places.min_by_key(|byte| byte.abs_diff(near)) {
                return Some(TextPosition { part, byte: byte as u32 });
            }
        }
        here.map(|byte| TextPosition { part, byte: byte as u32 })
    }
}

/// The part as it is written down.
fn name(part: Part) -> String {
    match part {
        Part::Section => "section".to_owned(),
        Part::Kicker => "kicker".to_owned(),
        Part::Headline => "headline".to_owned(),
        Part::Subtitle => "subtitle".to_owned(),
        Part::Byline => "byline".to_owned(),
        Part::Block(index) => format!("block {index}"),
        Part::Caption(index) => format!("caption {index}"),
        Part::Credit(index) => format!("credit {index}"),
        Part::PullQuote(index) => format!("quote {index}"),
    }
}

/// The part that is written down so.
fn parse(name: &str) -> Option<Part> {
    let (word, index) = name.split_once(' ').unwrap_or((name, ""));
    let index = || index.parse().ok();
    Some(match word {
        "section" => Part::Section,
        "kicker" => Part::Kicker,
        "headline" => Part::Headline,
        "subtitle" => Part::Subtitle,
        "byline" => Part::Byline,
        "block" => Part::Block(index()?),
        "caption" => Part::Caption(index()?),
        "credit" => Part::Credit(index()?),
        "quote" => Part::PullQuote(index()?),
        _ => return None,
    })
}

/// The byte at which the character with this number begins, or the end of the text.
fn nth_byte(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
}

/// The nearest character boundary at or before this byte.
fn floor(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Fragment, LineNumber};

    fn article(blocks: &[&str]) -> Article {
        let block = |text: &&str| Block {
            kind: BlockKind::Paragraph,
            fragments: vec![Fragment::whole(LineNumber(1), (*text).to_owned())],
            confidence: 1.0,
        };
        Article { blocks: blocks.iter().map(block).collect(), ..Article::default() }
    }

    /// The place before `words` in the first text; what stands there in the second.
    fn moved(before: &[&str], words: &str, after: &[&str]) -> Option<String> {
        let old = article(before);
        let (block, byte) =
            before.iter().enumerate().find_map(|(block, text)| Some((block, text.find(words)?))).unwrap();
        let position = TextPosition { part: Part::Block(block as u32), byte: byte as u32 };
        let new = article(after);
        let place = Anchor::of(&old, position).find_in(&new)?;
        let text = new.text_of(place.part)?;
        Some(text[place.byte as usize..].chars().take(words.chars().count()).collect())
    }

    /// What is shown, the text before, the words at the place, the text after, what stands there then.
    type Case<'a> = (&'a str, &'a [&'a str], &'a str, &'a [&'a str], Option<&'a str>);

    #[test]
    fn a_place_is_found_again() {
        let text = "清晨雾没有散，青年们架好仪器，老人说桥修好以后菜当天进城。";
        let longer = format!("编者按。{text}");
        let changed = text.replace("老人", "老李");
        let cases: [Case<'_>; 6] = [
            ("nothing changed", &[text], "老人说桥", &[text], Some("老人说桥")),
            ("text came before it", &[text], "老人说桥", &[&longer], Some("老人说桥")),
            ("it is another block now", &[text], "老人说桥", &["另一段话。", text], Some("老人说桥")),
            ("what follows was changed", &[text], "老人说桥", &[&changed], Some("老李说桥")),
            ("the text is gone", &[text], "老人说桥", &["短。"], Some("")),
            ("the part is gone", &[text], "老人说桥", &[], None),
        ];
        for (what, before, words, after, expected) in cases {
            assert_eq!(moved(before, words, after).as_deref(), expected, "{what}");
        }
    }

    #[test]
    fn each_part_has_a_name_that_is_read_back() {
        let parts = [
            Part::Section,
            Part::Kicker,
            Part::Headline,
            Part::Subtitle,
            Part::Byline,
            Part::Block(7),
            Part::Caption(0),
            Part::Credit(1),
            Part::PullQuote(2),
        ];
        for part in parts {
            assert_eq!(parse(&name(part)), Some(part));
        }
        assert_eq!(parse("block x"), None);
    }

    #[test]
    fn a_position_within_a_character_is_no_trouble() {
        let position = TextPosition { part: Part::Block(0), byte: 4 };
        assert_eq!(Anchor::of(&article(&["春江"]), position).character, 1);
    }
}
