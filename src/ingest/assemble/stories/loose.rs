//! Loose pieces: those that no seam and no head gives a place to. Each goes on the story whose words it shares, the
//! surest first; what fits nowhere is a story of its own or stays where it stands.

use std::collections::BTreeMap;

use super::chains::Chains;
use super::{Ground, Piece};
use crate::ingest::assemble::outline::Unit;

/// On pages with more pieces than this loose ones are not compared with every story.
const MOST_PIECES: usize = 150;

/// How sure the place of a rest is: its words speak for it, no seam does.
const AFTER_A_LOSS: f32 = 0.5;

/// How much more a rest without beginning has in common with its story than with the next: two stories of one page
/// differ by less when neither is its own.
const LEAST_LEAD: f32 = 3.0;

/// Gives each loose piece to a story.
pub(super) fn place(ground: Ground<'_>, pieces: &[Piece], chains: &mut Chains) {
    if pieces.len() > MOST_PIECES {
        return place_above(ground, pieces, chains);
    }
    let mut links = Links::new(ground, pieces, chains);
    while let Some(link) = links.best(chains) {
        links.make(chains, link, 1.0 / (1.0 + (-link.score).exp()));
    }
    while let Some(link) = links.home_of_a_rest(chains) {
        links.make(chains, link, AFTER_A_LOSS);
    }
    links.keep_with_above(chains);
}

/// On a very large page a loose piece stays with the text above it.
fn place_above(ground: Ground<'_>, pieces: &[Piece], chains: &mut Chains) {
    for (above, below) in pieces.iter().skip(1).enumerate() {
        let piece = above + 1;
        let free = chains.previous[piece].is_none() && chains.next[above].is_none();
        if free && !ground.outline.units[below.from].first && chains.next[piece].is_none() {
            chains.link(above, piece, 0.5);
        }
    }
}

/// A loose piece behind the last piece of a chain.
#[derive(Debug, Clone, Copy)]
struct Link {
    before: usize,
    after: usize,
    /// What speaks for it.
    score: f32,
}

/// What loose pieces have in common with chains.
struct Links<'a> {
    ground: Ground<'a>,
    pieces: &'a [Piece],
    loose: Vec<usize>,
    /// The last piece of each chain, in the order of the page, and what each loose piece shares with the chain.
    ends: BTreeMap<usize, Vec<f32>>,
}

impl<'a> Links<'a> {
    fn new(ground: Ground<'a>, pieces: &'a [Piece], chains: &Chains) -> Self {
        let is_loose = |piece: &usize| !ground.outline.units[pieces[*piece].from].first;
        let loose: Vec<usize> = chains.heads_of_chains().filter(is_loose).collect();
        let mut links = Self { ground, pieces, loose, ends: BTreeMap::new() };
        if !links.loose.is_empty() {
            chains.ends_of_chains().for_each(|end| links.compare(chains, end));
        }
        links
    }

    /// Compares every loose piece with the chain that ends here.
    fn compare(&mut self, chains: &Chains, end: usize) {
        let topics = self.ground.topics;
        let shares = topics.affinities(&chains.words(topics, self.pieces, end));
        let shared = self.loose.iter().map(|&loose| shared(&shares, self.pieces[loose])).collect();
        self.ends.insert(end, shared);
    }

    /// Makes one chain of two.
    fn make(&mut self, chains: &mut Chains, link: Link, confidence: f32) {
        chains.link(link.before, link.after, confidence);
        self.ends.remove(&link.before);
        self.compare(chains, chains.end_of(link.after));
    }

    /// The first unit of a piece.
    fn start(&self, piece: usize) -> &'a Unit {
        &self.ground.outline.units[self.pieces[piece].from]
    }

    /// The last one.
    fn end(&self, piece: usize) -> &'a Unit {
        &self.ground.outline.units[self.pieces[piece].to]
    }

    /// The loose piece that goes on a chain most surely. What a seam of the chain jumped over comes before a piece
    /// whose beginning is lost: two columns changed places, and the loss lies between the later one and that piece.
    fn best(&self, chains: &Chains) -> Option<Link> {
        if self.loose.is_empty() {
            return None;
        }
        let heads = chains.heads();
        let found = self.surest(chains, &heads, |_, _| true)?;
        if !self.start(found.after).cannot_open {
            return Some(found);
        }
        let was_jumped = |before: usize, after: usize| {
            before == found.before
                && after > 0
                && heads[after - 1] == heads[before]
                && self.pieces[after].to < self.pieces[before].from
        };
        self.surest(chains, &heads, was_jumped).or(Some(found))
    }

    /// The best of the links that speak for themselves, among those that may be. `heads` are the first pieces of all
    /// chains.
    fn surest(
        &self,
        chains: &Chains,
        heads: &[usize],
        may_be: impl Fn(usize, usize) -> bool,
    ) -> Option<Link> {
        let mut best: Option<Link> = None;
        let free = self.loose.iter().enumerate().filter(|(_, after)| chains.previous[**after].is_none());
        for (column, &after) in free {
            for (&before, topics) in &self.ends {
                if heads[before] == after || !may_be(before, after) {
                    continue;
                }
                let score = self.score(heads, before, after, topics[column]);
                if score > 0.0 && best.is_none_or(|best| score > best.score) {
                    best = Some(Link { before, after, score });
                }
            }
        }
        best
    }

    /// What speaks for a loose piece going on a chain.
    fn score(&self, heads: &[usize], before: usize, after: usize, topics: f32) -> f32 {
        let [above_weight, far_weight, topic_weight, both_torn, end_torn, back, _, subhead, ..] =
            *self.ground.weights;
        let (end, start) = (self.end(before), self.start(after));
        if end.sent_on {
            return -1.0;
        }
        let above = after > 0 && heads[after - 1] == heads[before];
        let mut score = if above { above_weight } else { far_weight };
        if start.subhead {
            score += subhead;
        }
        if end.torn && !end.whole {
            score += if start.cannot_open { both_torn } else { end_torn };
        }
        if self.pieces[after].from < self.pieces[before].to {
            score += back;
        }
        score + topic_weight * topics
    }

    /// A piece that begins in mid-sentence is no story of its own: its beginning is lost. It goes on the story that
    /// it shares its words with more than with any other, if that one stops in mid-sentence: what lay between the
    /// two is lost with it.
    fn home_of_a_rest(&self, chains: &Chains) -> Option<Link> {
        let heads = chains.heads();
        let rest = |(column, &after): (usize, &usize)| {
            if chains.previous[after].is_some() || !self.start(after).cannot_open {
                return None;
            }
            let others = self.ends.iter().filter(|(before, _)| heads[**before] != after);
            let mut others: Vec<(f32, usize)> = others.map(|(&end, shares)| (shares[column], end)).collect();
            others.sort_by(|one, other| other.0.total_cmp(&one.0));
            let (share, before) = *others.first()?;
            let lead = share - others.get(1)?.0;
            let end = self.end(before);
            let fits = end.torn && !end.whole && !end.sent_on && lead > LEAST_LEAD;
            fits.then_some(Link { before, after, score: lead })
        };
        let rests = self.loose.iter().enumerate().filter_map(rest);
        rests.max_by(|one, other| one.score.total_cmp(&other.score))
    }

    /// What is no story of its own and fits nowhere stays with the story that it stands in: first what opens with a
    /// subhead, then what begins in mid-sentence, for its beginning is lost and the loss comes last. Where that story
    /// stops in mid-sentence nobody knows what followed.
    fn keep_with_above(&self, chains: &mut Chains) {
        let sections = self.loose.iter().filter(|&&piece| self.start(piece).subhead);
        let rests = self.loose.iter().filter(|&&piece| self.start(piece).cannot_open);
        for &piece in sections.chain(rests) {
            if piece == 0 || chains.previous[piece].is_some() {
                continue;
            }
            let end = chains.end_of(piece - 1);
            let last = self.end(end);
            let is_whole = (!last.torn || last.whole) && !last.sent_on;
            if is_whole && chains.head_of(piece - 1) != piece {
                chains.link(end, piece, AFTER_A_LOSS);
            }
        }
    }
}

/// What the text of a piece has in common with a story, given what each unit has.
fn shared(shares: &[f32], piece: Piece) -> f32 {
    let shares = &shares[piece.from..=piece.to];
    shares.iter().sum::<f32>() / (shares.len() as f32).sqrt()
}
