//! Text looked for in whole stories: substring only, never scattered characters, with the place of each hit.
//!
//! Running text holds most characters of most words somewhere, so that scattered matches there are noise. What is
//! typed and what is printed are folded alike (see `text::fold`); 2024 also finds 二〇二四 and the other way round.

use std::ops::Range;

use memchr::memmem;

use crate::model::{Article, Part, TextPosition};
use crate::text::fold::{fold, fold_char, fold_digit};
use crate::text::pinyin::{Pattern, Sounds, Spelled};

use super::expression::Expression;

/// The folded text of a story, its parts parted by line feeds, which no part contains.
#[derive(Debug, Clone, Default)]
pub(super) struct Body {
    folded: String,
    /// Each part and the byte of `folded` at which it begins.
    parts: Vec<(Part, usize)>,
}

/// One place at which text was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The part of the story.
    pub part: Part,
    /// The bytes of the part's text.
    pub bytes: Range<usize>,
}

impl Occurrence {
    /// Where it begins, for a reader to jump to.
    pub fn position(&self) -> TextPosition {
        TextPosition { part: self.part, byte: self.bytes.start as u32 }
    }
}

/// A piece of text around an occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The piece, with … where it was cut.
    pub text: String,
    /// The bytes of the piece that were looked for.
    pub lit: Range<usize>,
    /// What it shows.
    pub occurrence: Occurrence,
}

/// Text to be looked for in stories.
#[derive(Debug, Clone)]
pub struct TextFinder {
    needles: Vec<memmem::Finder<'static>>,
    expression: Option<Expression>,
    spelled: Option<Pattern>,
}

impl TextFinder {
    /// Makes ready what was typed; `None` for nothing.
    pub fn new(typed: &str) -> Option<Self> {
        let folded = fold(typed.trim());
        if folded.is_empty() {
            return None;
        }
        let needles = ways_to_write(&folded);
        let needles = needles.iter().map(|needle| memmem::Finder::new(needle.as_bytes()).into_owned());
        Some(Self { needles: needles.collect(), expression: None, spelled: None })
    }

    /// The same for finding within one open story: spelled-out pinyin counts too, where the letters themselves occur
    /// nowhere.
    pub fn for_reading(typed: &str, sounds: Sounds) -> Option<Self> {
        Some(Self { spelled: Pattern::new(typed.trim(), sounds), ..Self::new(typed)? })
    }

    /// The same for a regular expression, which is looked for in each part alone; `None` for what is none.
    pub(super) fn of_expression(typed: &str) -> Option<Self> {
        let expression = Expression::new(typed).ok()?;
        Some(Self { needles: Vec::new(), expression: Some(expression), spelled: None })
    }

    /// Every place in the parts of the story, in reading order.
    pub fn find(&self, article: &Article) -> Vec<Occurrence> {
        let found = self.find_in(&Body::new(article), article, |_| true);
        match &self.spelled {
            Some(pattern) if found.is_empty() => find_spelled(pattern, article),
            _ => found,
        }
    }

    /// Whether it occurs in a part that `wanted` lets through.
    pub(super) fn occurs(&self, body: &Body, wanted: impl Fn(Part) -> bool) -> bool {
        let exactly = self.needles.iter().any(|needle| {
            needle
                .find_iter(body.folded.as_bytes())
                .any(|at| body.part_at(at).is_some_and(|(part, _)| wanted(part)))
        });
        let fits = |expression: &Expression| {
            let mut texts = body.texts().filter(|(part, ..)| wanted(*part));
            texts.any(|(_, _, text)| expression.find_iter(text).next().is_some())
        };
        exactly || self.expression.as_ref().is_some_and(fits)
    }

    pub(super) fn find_in(
        &self,
        body: &Body,
        article: &Article,
        wanted: impl Fn(Part) -> bool,
    ) -> Vec<Occurrence> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for needle in &self.needles {
            let length = needle.needle().len();
            found.extend(needle.find_iter(body.folded.as_bytes()).map(|at| at..at + length));
        }
        if let Some(expression) = &self.expression {
            for (_, start, text) in body.texts() {
                found.extend(expression.find_iter(text).map(|at| start + at.start..start + at.end));
            }
        }
        found.sort_by_key(|range| (range.start, range.end));
        found.dedup();
        let found = found.into_iter().filter_map(|range| {
            let (part, start) = body.part_at(range.start).filter(|(part, _)| wanted(*part))?;
            let before = body.folded.get(start..range.start)?.chars().count();
            let length = body.folded.get(range)?.chars().count();
            let text = text_of(article, part)?;
            Some(Occurrence { part, bytes: byte_at(&text, before)..byte_at(&text, before + length) })
        });
        found.collect()
    }
}

impl Body {
    /// Folds a story.
    pub(super) fn new(article: &Article) -> Self {
        let mut body = Self::default();
        for part in parts_of(article) {
            let Some(text) = text_of(article, part) else { continue };
            body.parts.push((part, body.folded.len()));
            body.folded.extend(text.chars().map(fold_char));
            body.folded.push('\n');
        }
        body
    }

    /// The text of each part, and the byte at which it begins.
    fn texts(&self) -> impl Iterator<Item = (Part, usize, &str)> {
        let starts = self.parts.iter().map(|(_, start)| *start);
        let ends = starts.skip(1).chain([self.folded.len()]);
        self.parts.iter().zip(ends).filter_map(|((part, start), end)| {
            Some((*part, *start, self.folded.get(*start..end)?.trim_end_matches('\n')))
        })
    }

    fn part_at(&self, byte: usize) -> Option<(Part, usize)> {
        let after = self.parts.partition_point(|(_, start)| *start <= byte);
        self.parts.get(after.checked_sub(1)?).copied()
    }
}

/// A piece of about `characters` characters around an occurrence, more of it after than before.
pub fn snippet(article: &Article, occurrence: &Occurrence, characters: usize) -> Option<Snippet> {
    let text = text_of(article, occurrence.part)?;
    let lit = text.get(occurrence.bytes.clone())?;
    let spare = characters.saturating_sub(lit.chars().count());
    let before = text.get(..occurrence.bytes.start)?;
    let after = text.get(occurrence.bytes.end..)?;
    let before_count = before.chars().count();
    let after_count = after.chars().count();
    // What one side cannot use goes to the other.
    let ahead = (spare / 3).max(spare.saturating_sub(after_count)).min(before_count);
    let behind = (spare - ahead).min(after_count);
    let mut piece = String::new();
    if ahead < before_count {
        piece.push('…');
    }
    piece.extend(before.chars().skip(before_count - ahead));
    let start = piece.len();
    piece.push_str(lit);
    let end = piece.len();
    piece.extend(after.chars().take(behind));
    if behind < after_count {
        piece.push('…');
    }
    Some(Snippet { text: piece, lit: start..end, occurrence: occurrence.clone() })
}

/// The parts of a story that have text, in reading order.
pub fn parts_of(article: &Article) -> Vec<Part> {
    let mut parts = vec![Part::Section, Part::Kicker, Part::Headline, Part::Subtitle, Part::Byline];
    parts.extend((0..article.blocks.len() as u32).map(Part::Block));
    for figure in 0..article.figures.len() as u32 {
        parts.extend([Part::Caption(figure), Part::Credit(figure)]);
    }
    parts.extend((0..article.pull_quotes.len() as u32).map(Part::PullQuote));
    parts
}

/// The text of a part, where the story has it.
pub fn text_of(article: &Article, part: Part) -> Option<String> {
    let heading =
        |heading: &Option<crate::model::Heading>| heading.as_ref().map(|heading| heading.text.clone());
    match part {
        Part::Section => article.section.clone(),
        Part::Kicker => heading(&article.kicker),
        Part::Headline => heading(&article.headline),
        Part::Subtitle => heading(&article.subtitle),
        Part::Byline => heading(&article.byline),
        Part::Block(index) => article.blocks.get(index as usize).map(crate::model::Block::text),
        Part::Caption(index) => article.figures.get(index as usize).map(|figure| figure.caption.text.clone()),
        Part::Credit(index) => article.figures.get(index as usize).and_then(|figure| heading(&figure.credit)),
        Part::PullQuote(index) => {
            article.pull_quotes.get(index as usize).map(|quote| quote.quote.text.clone())
        }
    }
}

/// Whether a part belongs to what is read on, and not to the head.
pub(super) fn is_body(part: Part) -> bool {
    match part {
        Part::Block(_) | Part::Caption(_) | Part::PullQuote(_) => true,
        Part::Section | Part::Kicker | Part::Headline | Part::Subtitle | Part::Byline | Part::Credit(_) => {
            false
        }
    }
}

/// The folded text, and with its rows of two numerals or more written the other ways.
pub(super) fn ways_to_write(folded: &str) -> Vec<String> {
    let mut ways = vec![folded.to_owned()];
    for numerals in ["0123456789", "〇一二三四五六七八九", "零一二三四五六七八九"] {
        let written = write_numerals(folded, numerals);
        if !ways.contains(&written) {
            ways.push(written);
        }
    }
    ways
}

fn write_numerals(text: &str, numerals: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let is_numeral = |at: usize| characters.get(at).is_some_and(|c| fold_digit(*c).is_ascii_digit());
    let written = characters.iter().enumerate().map(|(at, c)| {
        let in_row = is_numeral(at) && (is_numeral(at + 1) || at > 0 && is_numeral(at - 1));
        let value = fold_digit(*c).to_digit(10).filter(|_| in_row);
        value.and_then(|value| numerals.chars().nth(value as usize)).unwrap_or(*c)
    });
    written.collect()
}

/// Every place in a story that spells the pattern in full.
fn find_spelled(pattern: &Pattern, article: &Article) -> Vec<Occurrence> {
    let mut pattern = pattern.clone();
    let mut found = Vec::new();
    for part in parts_of(article) {
        let Some(text) = text_of(article, part) else { continue };
        let units = crate::text::fold::units(&text);
        let mut from = 0;
        while let Some(rest) = units.get(from..) {
            let Some(here) = pattern.find(rest).filter(|found| found.spelled == Spelled::Full) else { break };
            let (Some(first), Some(last)) = (here.characters.first(), here.characters.last()) else { break };
            let bytes = byte_at(&text, from + first)..byte_at(&text, from + last + 1);
            found.push(Occurrence { part, bytes });
            from += last + 1;
        }
    }
    found
}

/// The byte at which the character with this number begins, or the end.
fn byte_at(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Fragment, Heading, LineNumber};

    fn story() -> Article {
        let fragment = |text: &str| Fragment::whole(LineNumber(1), text.to_owned());
        let block = |fragments| Block { kind: BlockKind::Paragraph, fragments, confidence: 1.0 };
        Article {
            headline: Some(Heading { text: "村里来了“新农人”".to_owned(), lines: Vec::new() }),
            blocks: vec![
                block(vec![fragment("二〇二四年，新农"), fragment("人在河畔种下一百亩ＡＩ试验田。")]),
                block(vec![fragment("他說：“臺風過後，試驗田還在。”")]),
            ],
            ..Article::default()
        }
    }

    fn check(typed: &str) -> Vec<String> {
        let article = story();
        let finder = TextFinder::for_reading(typed, Sounds::Exact).expect("something was typed");
        let found = finder.find(&article);
        let texts =
            found.iter().map(|found| text_of(&article, found.part).unwrap()[found.bytes.clone()].to_owned());
        texts.collect()
    }

    #[test]
    fn folded_text_is_found_where_it_is_printed() {
        let cases: [(&str, &[&str]); 10] = [
            ("新农人", &["新农人", "新农人"]),
            ("\"新", &["“新"]),
            ("ai试验", &["ＡＩ试验"]),
            ("试验田", &["试验田", "試驗田"]),
            ("台风", &["臺風"]),
            ("2024年", &["二〇二四年"]),
            (":\"", &["：“"]),
            ("农田", &[]),
            ("hepan", &["河畔"]),
            ("shiyantian", &["试验田", "試驗田"]),
        ];
        for (typed, expected) in cases {
            assert_eq!(check(typed), expected, "{typed}");
        }
        assert!(TextFinder::new("  ").is_none());
    }

    #[test]
    fn snippets_show_what_stands_around() {
        let article = story();
        let found = TextFinder::new("新农人").unwrap().find(&article);
        let snippet = snippet(&article, &found[1], 9).unwrap();
        assert_eq!(snippet.text, "…年，新农人在河畔种…");
        assert_eq!(&snippet.text[snippet.lit], "新农人");
        assert_eq!(snippet.occurrence.position(), TextPosition { part: Part::Block(0), byte: 18 });
    }
}
