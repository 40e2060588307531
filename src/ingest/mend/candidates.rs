//! Where a loose piece of text may belong, the likeliest first: what a reader who mends a join chooses from.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::reconstruct_traced;
use crate::ingest::trace::Trace;
use crate::model::{Article, LineNumber, Page};

/// A place for a piece of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The story, as an index into the page's articles.
    pub article: usize,
    /// The line that it comes after.
    pub after: LineNumber,
    /// It reads on after that line in mid-sentence; else it is a paragraph of its own.
    pub reads_on: bool,
    /// How well: for those that read on in nats, for the others in shared words. Only to compare like with like.
    pub score: f32,
}

/// What speaks so much against reading on that it is not offered.
const LEAST: f32 = -6.0;

/// The places for a piece that begins with the first of these lines: where it reads on, by the loader's own judgement
/// of that seam; then every story in which it could be a paragraph, by the words that they share. Where the reader has cut
/// it off, after `rejected` or after the line that the loader had joined it to, is the last place that he will want.
pub fn candidates(page: &Page, piece: &[LineNumber], rejected: Option<LineNumber>) -> Vec<Candidate> {
    let Some(&first) = piece.first() else { return Vec::new() };
    let (read, trace) = reconstruct_traced(&super::decoded(page));
    let mut found = reading_on(page, piece, (first, &trace));
    found.extend(as_paragraph(page, piece, first));
    let cut = line_before(&read, first).filter(|before| line_before(page, first) != Some(*before));
    // As a paragraph of its own it would still stand in the story that it was taken out of.
    found.sort_by_key(|candidate| {
        let is_cut = [cut, rejected].contains(&Some(candidate.after));
        u8::from(is_cut) + u8::from(is_cut && candidate.reads_on)
    });
    found
}

/// The line that a line reads on after.
fn line_before(page: &Page, line: LineNumber) -> Option<LineNumber> {
    let blocks = page.articles.iter().flat_map(|article| &article.blocks);
    blocks.flat_map(|block| block.fragments.windows(2)).find_map(|pair| match pair {
        [before, after] if after.line == line => Some(before.line),
        _ => None,
    })
}

fn reading_on(page: &Page, piece: &[LineNumber], (first, trace): (LineNumber, &Trace)) -> Vec<Candidate> {
    let homes = homes_in_text(page);
    let mut best: BTreeMap<usize, Candidate> = BTreeMap::new();
    for line in trace.lines.iter().filter(|line| !piece.contains(&line.line)) {
        let Some(&article) = homes.get(&line.line) else { continue };
        let Some(partner) = line.partners.iter().find(|partner| partner.line == first) else { continue };
        let candidate = Candidate { article, after: line.line, reads_on: true, score: partner.score };
        let known = best.get(&article).is_some_and(|known| known.score >= candidate.score);
        if candidate.score > LEAST && !known {
            best.insert(article, candidate);
        }
    }
    let mut found: Vec<Candidate> = best.into_values().collect();
    found.sort_by(|one, two| two.score.total_cmp(&one.score));
    found
}

/// The story of each line of running text.
fn homes_in_text(page: &Page) -> BTreeMap<LineNumber, usize> {
    let articles = page.articles.iter().enumerate();
    articles.flat_map(|(index, article)| text_lines(article).map(move |line| (line, index))).collect()
}

fn text_lines(article: &Article) -> impl Iterator<Item = LineNumber> + '_ {
    article.blocks.iter().flat_map(|block| &block.fragments).map(|fragment| fragment.line)
}

fn as_paragraph(page: &Page, piece: &[LineNumber], first: LineNumber) -> Vec<Candidate> {
    let pairs = pairs(piece.iter().filter_map(|line| page.line(*line)).map(|line| line.text.as_str()));
    let own: Vec<BTreeSet<(char, char)>> = page.articles.iter().map(pairs_of_article).collect();
    let shared = |article: usize| -> f32 {
        let in_it = |pair: &&(char, char)| own.get(article).is_some_and(|pairs| pairs.contains(*pair));
        // A pair that many stories have tells little about any of them.
        let weight =
            |pair: &(char, char)| 1.0 / own.iter().filter(|pairs| pairs.contains(pair)).count() as f32;
        pairs.iter().filter(in_it).map(weight).sum()
    };
    let others = page.articles.iter().enumerate().filter_map(|(index, article)| {
        let lines: Vec<LineNumber> = text_lines(article).filter(|line| !piece.contains(line)).collect();
        let above = lines.iter().copied().filter(|line| *line < first).max();
        let after =
            above.or(lines.last().copied()).or_else(|| article.lines().find(|l| !piece.contains(l)))?;
        Some(Candidate { article: index, after, reads_on: false, score: shared(index) })
    });
    let mut found: Vec<Candidate> = others.collect();
    found.sort_by(|one, two| two.score.total_cmp(&one.score));
    found
}

fn pairs_of_article(article: &Article) -> BTreeSet<(char, char)> {
    let heads = [&article.kicker, &article.headline, &article.subtitle].into_iter().flatten();
    let body = article.blocks.iter().flat_map(|block| &block.fragments);
    pairs(heads.map(|head| head.text.as_str()).chain(body.map(|fragment| fragment.text.as_str())))
}

/// The pairs of characters of texts; marks and figures say nothing about a subject.
fn pairs<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<(char, char)> {
    texts
        .flat_map(|text| text.chars().zip(text.chars().skip(1)))
        .filter(|(one, two)| one.is_alphabetic() && two.is_alphabetic())
        .collect()
}
