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
    /// Between two paragraphs something is lost.
    MiddleMissing,
}

/// Lists the texts of an article.
pub(super) fn collect(article: &Article) -> Prepared {
    let mut collector = Collector { texts: Vec::new(), flow: Vec::new(), part: 0 };
    collector.take_head(article);
    if let Some(continuation) = &article.continued_from {
        collector.flow.push(Piece::Note(Note::ContinuedFrom(continuation.clone())));
    } else if article.lost().start {
        collector.flow.push(Piece::Note(Note::BeginningMissing));
    }
    collector.take_body(article);
    if let Some(continuation) = &article.continued_on {
        collector.flow.push(Piece::Note(Note::ContinuedOn(continuation.clone())));
    } else if article.lost().end {
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
            let below = article.blocks.get(index + 1);
            if below.is_some_and(|below| block.lost().end || below.lost().start) {
                self.flow.push(Piece::Note(Note::MiddleMissing));
            }
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
        let paragraph = match role {
            Role::Kicker | Role::Headline | Role::Subtitle | Role::Subhead => Paragraph::heading(text),
            _ => Paragraph::new(text),
        };
        self.texts.push(Text { part, role, paragraph, fragments });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fragment, Torn};

    /// A block: `…` before or after its text says that the sentence is open there, `#` that it is a subhead.
    fn block(text: &str) -> Block {
        let kind = if text.starts_with('#') { BlockKind::Subhead } else { BlockKind::Paragraph };
        let words = text.trim_matches(['…', '#']);
        let torn = Torn { start: text.starts_with('…'), end: text.ends_with('…') };
        let fragment = Fragment { torn, ..Fragment::whole(LineNumber(1), words) };
        Block { kind, fragments: vec![fragment], confidence: 1.0 }
    }

    /// The flow as one line: texts, and what is noted between them.
    fn flow(article: &Article) -> String {
        let prepared = collect(article);
        let pieces = prepared.flow.iter().map(|piece| match piece {
            Piece::Text(at) | Piece::PullQuote(at) => prepared.texts[*at].paragraph.text().to_owned(),
            Piece::Figure { .. } => "figure".to_owned(),
            Piece::Note(note) => match note {
                Note::ContinuedFrom(_) => "[from]".to_owned(),
                Note::ContinuedOn(_) => "[on]".to_owned(),
                Note::BeginningMissing => "[beginning]".to_owned(),
                Note::EndMissing => "[end]".to_owned(),
                Note::MiddleMissing => "[middle]".to_owned(),
            },
        });
        pieces.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_note_stands_where_a_sentence_is_open() {
        let cases: [(&[&str], &str); 7] = [
            (&["甲。", "乙。"], "甲。 乙。"),
            (&["甲。", "乙…"], "甲。 乙 [end]"),
            (&["…甲。", "乙。"], "[beginning] 甲。 乙。"),
            (&["甲…", "乙。"], "甲 [middle] 乙。"),
            (&["甲。", "…乙。"], "甲。 [middle] 乙。"),
            (&["甲…", "…乙。"], "甲 [middle] 乙。"),
            (&["甲。", "#乙…", "丙。"], "甲。 乙 丙。"),
        ];
        for (texts, expected) in cases {
            let article =
                Article { blocks: texts.iter().map(|text| block(text)).collect(), ..Article::default() };
            assert_eq!(flow(&article), expected, "{texts:?}");
        }
        let jump = || Some(Continuation { text: "下转".to_owned(), page: Some(3), line: None });
        let blocks = vec![block("…甲…")];
        let article = Article { blocks, continued_from: jump(), continued_on: jump(), ..Article::default() };
        assert_eq!(flow(&article), "[from] 甲 [on]", "the jump says where the rest is");
    }
}
