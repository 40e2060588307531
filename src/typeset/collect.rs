//! Stage one: an article as the texts to be set, in the order in which a reader meets them, each with the raw lines
//! that it came from.
//!
//! Section label, kicker, headline, subtitle, byline; where it comes from; the body, with each figure and pull quote
//! after the paragraph that it interrupted on the page; where it goes on or breaks off.

use super::paragraph::Paragraph;
use super::{Prepared, Role};
use crate::model::{Article, Block, BlockKind, Continuation, Heading, LineNumber, Part};

/// A text of the article, prepared.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) part: Part,
    pub(super) role: Role,
    pub(super) paragraph: Paragraph,
    /// In the order of the text; the first begins at byte 0.
    pub(super) fragments: Vec<Origin>,
}

/// Where a stretch of a text comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Origin {
    /// Where the stretch begins in the text.
    pub(super) byte: u32,
    /// Its raw line.
    pub(super) line: Option<LineNumber>,
    /// The confidence of the seam at its beginning, where there is one.
    pub(super) seam: Option<f32>,
}

/// What stands in the column, from top to bottom.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// The text with this index.
    Text(usize),
    /// A framed caption, with its credit.
    Figure { caption: usize, credit: Option<usize> },
    /// A text set apart.
    PullQuote(usize),
    /// What kanbao itself says.
    Note(Note),
}

/// What kanbao says inside an article.
#[derive(Debug, Clone)]
pub(super) enum Note {
    /// 上接.
    ContinuedFrom(Continuation),
    /// 下转.
    ContinuedOn(Continuation),
    /// The beginning is nowhere on the page.
    BeginningMissing,
    /// The end is nowhere on the page.
    EndMissing,
}

/// Lists the texts of an article.
pub(super) fn collect(article: &Article) -> Prepared {
    let mut collector = Collector { texts: Vec::new(), flow: Vec::new(), part: 0 };
    collector.take_head(article);
    let (begins, ends) = breaks_off(article);
    if let Some(continuation) = &article.continued_from {
        collector.flow.push(Piece::Note(Note::ContinuedFrom(continuation.clone())));
    } else if begins {
        collector.flow.push(Piece::Note(Note::BeginningMissing));
    }
    collector.take_body(article);
    if let Some(continuation) = &article.continued_on {
        collector.flow.push(Piece::Note(Note::ContinuedOn(continuation.clone())));
    } else if ends {
        collector.flow.push(Piece::Note(Note::EndMissing));
    }
    Prepared { texts: collector.texts, flow: collector.flow }
}

struct Collector {
    texts: Vec<Text>,
    flow: Vec<Piece>,
    /// Which part of its story, each on a page of its own, the last block stood in.
    part: usize,
}

impl Collector {
    fn take_head(&mut self, article: &Article) {
        if let Some(section) = &article.section {
            let origin = Origin { byte: 0, line: article.section_line, seam: None };
            self.flow_text(Part::Section, Role::Section, section.clone(), vec![origin]);
        }
        let heads = [
            (Part::Kicker, Role::Kicker, &article.kicker),
            (Part::Headline, Role::Headline, &article.headline),
            (Part::Subtitle, Role::Subtitle, &article.subtitle),
            (Part::Byline, Role::Byline, &article.byline),
        ];
        for (part, role, heading) in heads {
            if let Some(heading) = heading {
                let at = self.heading(part, role, heading);
                self.flow.push(Piece::Text(at));
            }
        }
    }

    fn take_body(&mut self, article: &Article) {
        let insets = self.insets(article);
        let mut insets = insets.into_iter().peekable();
        while let Some((_, piece)) = insets.next_if(|(block, _)| *block == 0) {
            self.flow.push(piece);
        }
        for (index, block) in article.blocks.iter().enumerate() {
            self.take_block(index, block);
            while let Some((_, piece)) = insets.next_if(|(after, _)| *after == index + 1) {
                self.flow.push(piece);
            }
        }
    }

    fn take_block(&mut self, index: usize, block: &Block) {
        let role = match block.kind {
            BlockKind::Paragraph => Role::Paragraph,
            BlockKind::Subhead => Role::Subhead,
        };
        let seams = std::iter::once(0).chain(block.seams());
        // Where a story goes on on another page there is a seam too, even between two paragraphs.
        let from_other_page = block.fragments.first().is_some_and(|first| first.line.part() != self.part);
        let fragments = seams.zip(&block.fragments).enumerate().map(|(at, (byte, fragment))| Origin {
            byte: byte as u32,
            line: Some(fragment.line),
            seam: (at > 0 || from_other_page).then_some(fragment.join_confidence),
        });
        let fragments = fragments.collect();
        self.part = block.fragments.last().map_or(self.part, |last| last.line.part());
        self.flow_text(Part::Block(index as u32), role, block.text(), fragments);
    }

    /// Figures and pull quotes, each with the number of blocks that stand before it, in that order.
    fn insets(&mut self, article: &Article) -> Vec<(usize, Piece)> {
        let mut insets = Vec::new();
        for (index, figure) in (0..).zip(&article.figures) {
            let caption = self.heading(Part::Caption(index), Role::Caption, &figure.caption);
            let credit = figure.credit.as_ref().filter(|credit| !figure.caption.text.contains(&credit.text));
            let credit = credit.map(|credit| self.heading(Part::Credit(index), Role::Credit, credit));
            insets.push((blocks_before(article, &figure.caption), Piece::Figure { caption, credit }));
        }
        for (index, quote) in (0..).zip(&article.pull_quotes) {
            let text = self.heading(Part::PullQuote(index), Role::PullQuote, &quote.quote);
            insets.push((blocks_before(article, &quote.quote), Piece::PullQuote(text)));
        }
        insets.sort_by_key(|(blocks, _)| *blocks);
        insets
    }

    fn heading(&mut self, part: Part, role: Role, heading: &Heading) -> usize {
        let origin = Origin { byte: 0, line: heading.lines.first().copied(), seam: None };
        self.text(part, role, heading.text.clone(), vec![origin])
    }

    fn flow_text(&mut self, part: Part, role: Role, text: String, fragments: Vec<Origin>) {
        let at = self.text(part, role, text, fragments);
        self.flow.push(Piece::Text(at));
    }

    fn text(&mut self, part: Part, role: Role, text: String, fragments: Vec<Origin>) -> usize {
        self.texts.push(Text { part, role, paragraph: Paragraph::new(text), fragments });
        self.texts.len() - 1
    }
}

/// How many blocks stand before an inset: up to the one that holds the last line above it on the page, but never
/// between a subhead and its paragraph.
fn blocks_before(article: &Article, inset: &Heading) -> usize {
    let Some(line) = inset.lines.first() else { return article.blocks.len() };
    let lines = article.blocks.iter().enumerate().flat_map(|(index, block)| {
        block
            .fragments
            .iter()
            .filter(|fragment| fragment.line < *line)
            .map(move |fragment| (fragment.line, index))
    });
    let Some((_, mut index)) = lines.max() else { return 0 };
    while index > 0 && article.blocks.get(index).is_some_and(|block| block.kind == BlockKind::Subhead) {
        index -= 1;
    }
    match article.blocks.get(index).map(|block| block.kind) {
        Some(BlockKind::Subhead) => index,
        _ => index + 1,
    }
}

/// At which end a truncated article breaks off: where a mark shows that a sentence is open.
fn breaks_off(article: &Article) -> (bool, bool) {
    if !article.truncated {
        return (false, false);
    }
    let first = article.blocks.first().map(Block::text).unwrap_or_default();
    let last = article.blocks.last().map(Block::text).unwrap_or_default();
    let begins =
        first.starts_with(['，', '。', '、', '；', '：', '！', '？', '”', '’', '）', '》', ',', ';', ')']);
    let closed =
        last.trim_end().ends_with(['。', '！', '？', '”', '’', '）', '…', '.', '!', '?', ')', '"', '」']);
    (begins, !closed || !begins)
}
