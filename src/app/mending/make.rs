//! What is chosen → the corrections that say it: each names its line and the place where that belongs.

use super::{Label, Mending, text_lines};
use crate::ingest::mend;
use crate::model::{
    Article, BlockKind, Correction, FurnitureKind, HeadPart, LineName, LineNumber, Page, Place,
};

/// The corrections of one choice; none where there is no text to go by.
pub(super) fn corrections(page: &Page, article: &Article, mending: &Mending) -> Vec<Correction> {
    let name = |line: LineNumber| LineName::of(page, line);
    let made = match mending {
        Mending::Cut(line) => cut(page, article, *line),
        Mending::Join(piece, candidate) => join(page, piece, candidate),
        Mending::MoveHead(other) => {
            page.articles.get(*other).and_then(|other| swap_heads(page, article, other))
        }
        Mending::Label(line, label) => label_line(page, article, *line, *label).map(|one| vec![one]),
        Mending::About(province) => {
            let mut about = article.provinces.clone();
            match about.iter().position(|own| own == province) {
                Some(at) => drop(about.remove(at)),
                None => about.push(*province),
            }
            article.lines().min().and_then(name).map(|line| vec![Correction::Provinces(line, about)])
        }
        Mending::Take(_) | Mending::Relabel(_) => None,
    };
    made.unwrap_or_default()
}

/// The line begins a story of its own; what followed it in its paragraph goes with it.
fn cut(page: &Page, article: &Article, line: LineNumber) -> Option<Vec<Correction>> {
    let within = |block: &&crate::model::Block| block.fragments.iter().any(|own| own.line == line);
    let block = article.blocks.iter().find(within)?;
    let lines = block.fragments.iter().map(|fragment| fragment.line).skip_while(|own| *own != line);
    in_a_row(page, lines, Place::Story)
}

fn join(page: &Page, piece: &[LineNumber], candidate: &mend::Candidate) -> Option<Vec<Correction>> {
    let after = LineName::of(page, candidate.after)?;
    let place =
        if candidate.reads_on { Place::After(after) } else { Place::Block(BlockKind::Paragraph, after) };
    in_a_row(page, piece.iter().copied(), place)
}

/// The first line goes to a place; the others keep after it as they stood, in its paragraph or the next.
fn in_a_row(page: &Page, lines: impl Iterator<Item = LineNumber>, place: Place) -> Option<Vec<Correction>> {
    let mut place = Some(place);
    let mut before: Option<LineNumber> = None;
    lines
        .map(|line| {
            let own = match (place.take(), before) {
                (Some(place), _) => place,
                (None, Some(before)) => after_as_now(page, line, before)?,
                (None, None) => Place::Story,
            };
            before = Some(line);
            Some(Correction::Place(LineName::of(page, line)?, own))
        })
        .collect()
}

fn after_as_now(page: &Page, line: LineNumber, before: LineNumber) -> Option<Place> {
    let blocks = page.articles.iter().flat_map(|article| &article.blocks);
    let block = blocks.clone().find(|block| block.fragments.iter().any(|own| own.line == line));
    let name = LineName::of(page, before)?;
    Some(match block {
        Some(block) if block.fragments.iter().any(|own| own.line == before) => Place::After(name),
        Some(block) => Place::Block(block.kind, name),
        None => Place::Block(BlockKind::Paragraph, name),
    })
}

/// Each head goes to the other's text.
fn swap_heads(page: &Page, one: &Article, two: &Article) -> Option<Vec<Correction>> {
    let mut made = head_to(page, one, two)?;
    made.extend(head_to(page, two, one)?);
    Some(made)
}

fn head_to(page: &Page, from: &Article, to: &Article) -> Option<Vec<Correction>> {
    let by = LineName::of(page, text_lines(to).next()?)?;
    let parts = [
        (HeadPart::Kicker, &from.kicker),
        (HeadPart::Headline, &from.headline),
        (HeadPart::Subtitle, &from.subtitle),
        (HeadPart::Byline, &from.byline),
    ];
    let lines = parts.into_iter().flat_map(|(part, heading)| {
        heading.iter().flat_map(|heading| &heading.lines).map(move |line| (part, *line))
    });
    lines
        .map(|(part, line)| Some(Correction::Place(LineName::of(page, line)?, Place::Head(part, by.clone()))))
        .collect()
}

fn label_line(page: &Page, article: &Article, line: LineNumber, label: Label) -> Option<Correction> {
    let name = LineName::of(page, line)?;
    // A place is told by another line of the story: the first of its text, or of its head.
    let by = || {
        let other = text_lines(article).chain(article.lines()).find(|own| *own != line)?;
        LineName::of(page, other)
    };
    let place = match label {
        Label::Head(part) => Place::Head(part, by()?),
        Label::Block(kind) => Place::Block(kind, block_before(page, article, line).or_else(by)?),
        Label::Caption => Place::Caption(by()?),
        Label::PullQuote => Place::PullQuote(by()?),
        Label::Section => Place::Section(by()?),
        Label::Page => Place::Furniture(FurnitureKind::PageLabel),
    };
    Some(Correction::Place(name, place))
}

/// The text line that stands before a line: in the reading order, or for a line that is no text, in the file.
fn block_before(page: &Page, article: &Article, line: LineNumber) -> Option<LineName> {
    let lines: Vec<LineNumber> = text_lines(article).collect();
    let before = match lines.iter().position(|own| *own == line) {
        Some(0) => None,
        Some(at) => lines.get(at - 1).copied(),
        None => lines.iter().copied().filter(|own| *own < line).max(),
    };
    LineName::of(page, before?)
}
