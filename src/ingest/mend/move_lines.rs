//! Takes single lines out of their homes and puts them into others. Texts of several lines are joined anew.

use crate::ingest::label::torn_ends;
use crate::ingest::lines::{characters, ends_sentence};
use crate::model::article::join_texts;
use crate::model::{
    Article, Block, BlockKind, Figure, Fragment, Furniture, FurnitureKind, HeadPart, Heading, LineNumber,
    Page, Place, PullQuote, RawLine, Unplaced,
};

/// The homes of a page while lines are moved between them.
pub(super) struct Mover<'a> {
    lines: &'a [RawLine],
    articles: &'a mut Vec<Article>,
    furniture: &'a mut Vec<Furniture>,
    unplaced: &'a mut Vec<Unplaced>,
}

impl<'a> Mover<'a> {
    /// The homes of this page.
    pub(super) fn of(page: &'a mut Page) -> Self {
        let Page { lines, articles, furniture, unplaced, .. } = page;
        Self { lines, articles, furniture, unplaced }
    }

    /// Takes a line out of its home, wherever that is.
    pub(super) fn take_out(&mut self, line: LineNumber) {
        for article in self.articles.iter_mut() {
            take_out_of(article, line, self.lines);
        }
        self.furniture.retain(|item| item.line != line);
        self.unplaced.retain(|item| item.line != line);
    }

    /// Puts a line where it is wanted. Where no story holds the line that this is told by, nothing is done.
    pub(super) fn put(&mut self, line: LineNumber, place: &Place, by: Option<LineNumber>) {
        let text = trimmed(self.lines, line).to_owned();
        let fragment =
            Fragment { torn: torn_ends(&characters(&text)), ..Fragment::whole(line, text.clone()) };
        match place {
            Place::Story => {
                let blocks = vec![whole(BlockKind::Paragraph, fragment)];
                self.articles.push(Article { blocks, head_confidence: 1.0, ..Article::default() });
            }
            Place::Furniture(kind) => self.furniture.push(Furniture { line, text, kind: *kind }),
            Place::Section(_) => self.put_section(line, text, by),
            _ => self.put_in_story(fragment, place, by),
        }
        self.furniture.sort_by_key(|item| item.line);
    }

    fn put_section(&mut self, line: LineNumber, text: String, by: Option<LineNumber>) {
        let Some(article) = self.story_of(by) else { return };
        article.section = Some(text.clone());
        article.section_line = Some(line);
        self.furniture.push(Furniture { line, text, kind: FurnitureKind::SectionLabel });
    }

    fn put_in_story(&mut self, fragment: Fragment, place: &Place, by: Option<LineNumber>) {
        let lines = self.lines;
        let Some((article, by)) = self.story_of(by).zip(by) else { return };
        let heading = Heading { text: fragment.text.clone(), lines: vec![fragment.line] };
        match place {
            Place::After(_) => put_after(article, fragment, by),
            Place::Block(kind, _) => put_block(article, whole(*kind, fragment), by),
            Place::Head(part, _) => add_to_head(article, *part, fragment.line, lines),
            Place::Caption(_) => article.figures.push(Figure { caption: heading, credit: None }),
            Place::PullQuote(_) => article.pull_quotes.push(PullQuote { quote: heading }),
            Place::Story | Place::Section(_) | Place::Furniture(_) => {}
        }
    }

    fn story_of(&mut self, line: Option<LineNumber>) -> Option<&mut Article> {
        let line = line?;
        self.articles.iter_mut().find(|article| article.lines().any(|own| own == line))
    }

    /// A story without text and pictures is none: its head goes to the unplaced lines.
    pub(super) fn give_heads_back(&mut self) {
        let is_none = |article: &Article| {
            article.blocks.is_empty() && article.figures.is_empty() && article.pull_quotes.is_empty()
        };
        for article in self.articles.iter().filter(|article| is_none(article)) {
            self.unplaced.extend(
                article.lines().map(|line| Unplaced { line, text: trimmed(self.lines, line).to_owned() }),
            );
        }
        self.articles.retain(|article| !is_none(article));
    }
}

fn take_out_of(article: &mut Article, line: LineNumber, lines: &[RawLine]) {
    for part in [HeadPart::Kicker, HeadPart::Headline, HeadPart::Subtitle, HeadPart::Byline] {
        let own = head_part(article, part).take();
        let Some(mut heading) = own else { continue };
        if heading.lines.contains(&line) {
            heading.lines.retain(|own| *own != line);
            heading.text = text_of_head(part, &heading.lines, lines);
        }
        *head_part(article, part) = Some(heading).filter(|heading| !heading.lines.is_empty());
    }
    for block in &mut article.blocks {
        block.fragments.retain(|fragment| fragment.line != line);
    }
    article.blocks.retain(|block| !block.fragments.is_empty());
    for figure in &mut article.figures {
        for heading in std::iter::once(&mut figure.caption).chain(figure.credit.as_mut()) {
            if heading.lines.contains(&line) {
                heading.lines.retain(|own| *own != line);
                heading.text = join_texts(heading.lines.iter().map(|line| trimmed(lines, *line)));
            }
        }
        // A credit in the caption's own line went with it.
        figure.credit.take_if(|credit| credit.text.is_empty());
    }
    article.figures.retain(|figure| {
        !figure.caption.lines.is_empty()
            || figure.credit.as_ref().is_some_and(|credit| !credit.lines.is_empty())
    });
    article.pull_quotes.retain(|quote| !quote.quote.lines.contains(&line));
    if article.section_line == Some(line) {
        article.section = None;
        article.section_line = None;
    }
}

fn whole(kind: BlockKind, fragment: Fragment) -> Block {
    Block { kind, fragments: vec![fragment], confidence: 1.0 }
}

/// Sets a fragment after the one of a line; after a line of the head it is the first paragraph.
fn put_after(article: &mut Article, fragment: Fragment, by: LineNumber) {
    let found = article
        .blocks
        .iter()
        .enumerate()
        .find_map(|(block, of)| of.fragments.iter().position(|own| own.line == by).map(|at| (block, at)));
    match found.and_then(|(block, at)| Some((article.blocks.get_mut(block)?, at))) {
        Some((block, at)) => block.fragments.insert(at + 1, fragment),
        None => article.blocks.insert(0, whole(BlockKind::Paragraph, fragment)),
    }
    let last = article.blocks.last().and_then(|block| block.fragments.last());
    article.truncated &= !last.is_some_and(|last| last.text.chars().next_back().is_some_and(ends_sentence));
}

fn put_block(article: &mut Article, block: Block, by: LineNumber) {
    let holds = |block: &Block| block.fragments.iter().any(|own| own.line == by);
    let at = article.blocks.iter().position(holds).map_or(0, |at| at + 1);
    article.blocks.insert(at, block);
}

fn add_to_head(article: &mut Article, part: HeadPart, line: LineNumber, lines: &[RawLine]) {
    let mut heading = head_part(article, part).take().unwrap_or_default();
    heading.lines.push(line);
    heading.lines.sort();
    heading.text = text_of_head(part, &heading.lines, lines);
    *head_part(article, part) = Some(heading);
    article.head_confidence = 1.0;
}

fn head_part(article: &mut Article, part: HeadPart) -> &mut Option<Heading> {
    match part {
        HeadPart::Kicker => &mut article.kicker,
        HeadPart::Headline => &mut article.headline,
        HeadPart::Subtitle => &mut article.subtitle,
        HeadPart::Byline => &mut article.byline,
    }
}

/// Names of two lines keep a blank between them.
fn text_of_head(part: HeadPart, own: &[LineNumber], lines: &[RawLine]) -> String {
    let texts = own.iter().map(|line| trimmed(lines, *line));
    match part {
        HeadPart::Byline => texts.collect::<Vec<_>>().join(" "),
        _ => join_texts(texts),
    }
}

fn trimmed(lines: &[RawLine], number: LineNumber) -> &str {
    let found = lines.binary_search_by_key(&number, |line| line.number).ok();
    found.and_then(|index| lines.get(index)).map_or("", |line| line.text.trim())
}
