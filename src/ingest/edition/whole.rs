//! Makes one story of the parts that stand on several pages.

use std::sync::Arc;

use crate::ingest::join::breaks_off;
use crate::ingest::label::{leading_jump, trailing_jump};
use crate::ingest::lines::characters;
use crate::model::{Article, Block, BlockKind, Figure, Fragment, Heading, LineNumber, Page, PullQuote, Torn};

use super::shared;

/// A part of a story: where it stands, and how sure it is that it reads on after the part before it.
#[derive(Debug, Clone)]
pub struct Portion {
    /// The page.
    pub page: Arc<Page>,
    /// The part's index among the stories of the page.
    pub index: usize,
    /// 0..=1; 1 for the first.
    pub confidence: f32,
}

impl Portion {
    /// The part as a story of its own page.
    pub fn article(&self) -> &Article {
        &self.page.articles[self.index]
    }
}

/// The whole story. It keeps the name of its first part; the lines of each part bear its number
/// ([`LineNumber::part`]). 上接 and 下转 between the parts fall away, a headline that is only repeated too.
pub fn whole(portions: &[Portion]) -> Article {
    let mut portions = portions.iter().take(LineNumber::MOST_PARTS).enumerate();
    let Some((_, first)) = portions.next() else { return Article::default() };
    let mut story = first.article().clone();
    let mut last = first.article();
    for (number, portion) in portions {
        append(&mut story, renumbered(portion.article(), number), portion.confidence);
        last = portion.article();
    }
    story.continued_on.clone_from(&last.continued_on);
    story.truncated = story.blocks.iter().any(|block| block.lost() != Torn::default());
    story
}

/// The text that a story begins with, without an inline 上接.
pub(super) fn first_text(article: &Article) -> &str {
    let text = article.blocks.first().and_then(|block| block.fragments.first());
    text.map_or("", |fragment| without_leading(&fragment.text))
}

/// The text that a story ends with, without an inline 下转.
pub(super) fn last_text(article: &Article) -> &str {
    let text = article.blocks.last().and_then(|block| block.fragments.last());
    text.map_or("", |fragment| without_trailing(&fragment.text))
}

/// Appends a part to the story so far.
fn append(story: &mut Article, mut part: Article, confidence: f32) {
    cut_jumps(story, &mut part);
    let own_headline = part.headline.take().filter(|own| is_new(own, story.headline.as_ref()));
    if let Some(headline) = own_headline {
        story.blocks.push(subhead(headline, confidence));
    }
    let mut blocks = std::mem::take(&mut part.blocks);
    if let (Some(above), Some(below)) = (story.blocks.last_mut(), blocks.first_mut()) {
        let last = above.fragments.last().map_or("", |fragment| fragment.text.as_str());
        let paragraphs = above.kind == BlockKind::Paragraph && below.kind == BlockKind::Paragraph;
        if let Some(fragment) = below.fragments.first_mut() {
            fragment.join_confidence = confidence;
        }
        below.confidence = below.confidence.min(confidence);
        if paragraphs && breaks_off(&characters(last)) {
            let below = blocks.remove(0);
            above.confidence = above.confidence.min(below.confidence);
            above.fragments.extend(below.fragments);
        }
    }
    story.blocks.extend(blocks);
    story.figures.append(&mut part.figures);
    story.pull_quotes.append(&mut part.pull_quotes);
    story.byline = story.byline.take().or(part.byline);
    add_new(&mut story.authors, part.authors);
    add_new(&mut story.places, part.places);
    if story.provinces.is_empty() {
        story.provinces = part.provinces;
        story.province_evidence = part.province_evidence;
    }
}

fn add_new<T: PartialEq>(known: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !known.contains(&one) {
            known.push(one);
        }
    }
}

/// Whether a headline says more than that the story goes on: it shares few of its characters with the first one.
fn is_new(headline: &Heading, first: Option<&Heading>) -> bool {
    const REPEATED: f32 = 0.4;
    first.is_none_or(|first| shared(&headline.text, &first.text, 2) < REPEATED)
}

fn subhead(headline: Heading, confidence: f32) -> Block {
    let line = headline.lines.first().copied().unwrap_or(LineNumber(0));
    let fragment = Fragment { join_confidence: confidence, ..Fragment::whole(line, headline.text) };
    Block { kind: BlockKind::Subhead, fragments: vec![fragment], confidence }
}

/// Takes the words that only led from page to page out of the text.
fn cut_jumps(above: &mut Article, below: &mut Article) {
    if let Some(fragment) = above.blocks.last_mut().and_then(|block| block.fragments.last_mut()) {
        fragment.text = without_trailing(&fragment.text).to_owned();
    }
    if let Some(fragment) = below.blocks.first_mut().and_then(|block| block.fragments.first_mut()) {
        fragment.text = without_leading(&fragment.text).to_owned();
    }
}

fn without_leading(text: &str) -> &str {
    let Some(length) = leading_jump(&brackets_widened(text)) else { return text };
    text.char_indices().nth(length).map_or("", |(at, _)| text[at..].trim_start())
}

fn without_trailing(text: &str) -> &str {
    let Some(start) = trailing_jump(&brackets_widened(text)) else { return text };
    text.char_indices().nth(start).map_or(text, |(at, _)| text[..at].trim_end())
}

/// The characters of a text, one for one, with round brackets in their full width.
fn brackets_widened(text: &str) -> Vec<char> {
    let widen = |c| match c {
        '(' => '（',
        ')' => '）',
        other => other,
    };
    text.chars().map(widen).collect()
}

/// The part with its number in each of its lines.
fn renumbered(article: &Article, number: usize) -> Article {
    let mut part = article.clone();
    let renumber = |line: &mut LineNumber| *line = line.on_part(number);
    let heading = |heading: &mut Heading| heading.lines.iter_mut().for_each(renumber);
    [&mut part.kicker, &mut part.headline, &mut part.subtitle, &mut part.byline]
        .into_iter()
        .flatten()
        .for_each(heading);
    part.blocks
        .iter_mut()
        .flat_map(|block| &mut block.fragments)
        .for_each(|fragment| renumber(&mut fragment.line));
    for Figure { caption, credit } in &mut part.figures {
        heading(caption);
        credit.iter_mut().for_each(heading);
    }
    part.pull_quotes.iter_mut().for_each(|PullQuote { quote }| heading(quote));
    part
}
