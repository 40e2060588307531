//! Stray tails: paragraphs at the end of a story's place in the file that belong to another story.
//!
//! A tail that was set elsewhere and begins with a whole paragraph leaves no torn end to see; only its words tell.

use std::rc::Rc;

use super::chains::Chains;
use super::{Ground, Piece, is_open};
use crate::ingest::assemble::topic::{Story as Words, Topics};

/// The most paragraphs that are cut off as one stray tail.
const LONGEST_TAIL: usize = 8;
/// On pages with more stories than this no stray tails are looked for.
const MOST_ENDS: usize = 60;

/// Cuts off the paragraphs that share their words with another story. Whether there were any.
pub(super) fn split(ground: Ground<'_>, pieces: &mut Vec<Piece>, chains: &Chains) -> bool {
    let ends: Vec<usize> = chains.ends_of_chains().collect();
    if ends.len() < 2 || ends.len() > MOST_ENDS {
        return false;
    }
    let topics = ground.topics;
    let words: Vec<Words> = ends.iter().map(|&end| chains.words(topics, pieces, end)).collect();
    let shares: Vec<Rc<[f32]>> = words.iter().map(|words| topics.affinities(words)).collect();
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for (own, &index) in ends.iter().enumerate() {
        let piece = pieces[index];
        if piece.from == piece.to || is_open(ground.outline, ground.joined, piece.to) {
            continue;
        }
        let others = shares.iter().enumerate().filter(|(other, _)| *other != own);
        let others: Vec<&[f32]> = others.map(|(_, shares)| &**shares).collect();
        if let Some(cut) = best_cut(ground, piece, &words[own], &others) {
            cuts.push((index, cut));
        }
    }
    for &(index, cut) in cuts.iter().rev() {
        let piece = pieces[index];
        pieces[index].to = cut - 1;
        pieces.insert(index + 1, Piece { from: cut, to: piece.to });
    }
    !cuts.is_empty()
}

/// Where in a piece the text begins that another story has more in common with; `others` tell for each other story
/// what every unit shares with it.
fn best_cut(ground: Ground<'_>, piece: Piece, own: &Words, others: &[&[f32]]) -> Option<usize> {
    let Ground { outline, topics, joined, weights } = ground;
    let [above, far, topic, _, _, _, cut_weight, ..] = *weights;
    let mut rest = *own;
    let mut best: Option<(f32, usize)> = None;
    let from = (piece.from + 1).max((piece.to + 1).saturating_sub(LONGEST_TAIL));
    let mut elsewhere = vec![0.0_f32; others.len()];
    for cut in (from..=piece.to).rev() {
        topics.remove(&mut rest, cut);
        for (sum, shares) in elsewhere.iter_mut().zip(others) {
            *sum += shares[cut];
        }
        let before = &outline.units[cut - 1];
        if joined.previous[cut].is_some() || is_open(outline, joined, cut - 1) || before.subhead {
            continue;
        }
        let root = ((piece.to + 1 - cut) as f32).sqrt();
        let elsewhere = elsewhere.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let gain_over = |here: f32| topic * (elsewhere / root - here / root) + far - above - cut_weight;
        let wins = |gain: f32| gain > 0.0 && best.is_none_or(|best| gain > best.0);
        let gain = gain_over(here(topics, piece, cut, &rest, |least| topic < 0.0 || wins(gain_over(least))));
        if wins(gain) {
            best = Some((gain, cut));
        }
    }
    best.map(|(_, cut)| cut)
}

/// What the tail of a piece has in common with the rest of its own story. It is reckoned unit by unit and only so far
/// as `may_win` wants to know, told the least that the sum can still be.
fn here(topics: &Topics, piece: Piece, cut: usize, rest: &Words, may_win: impl Fn(f32) -> bool) -> f32 {
    let tail = (cut..=piece.to).rev();
    let mut affinities = [0.0; LONGEST_TAIL];
    let affinities = &mut affinities[..=piece.to - cut];
    for (affinity, unit) in affinities.iter_mut().zip(tail.clone()) {
        *affinity = topics.least_affinity(unit, rest);
    }
    let about = topics.about(rest);
    for (at, unit) in tail.enumerate() {
        if !may_win(affinities.iter().sum()) {
            break;
        }
        affinities[at] = about.affinity(unit);
    }
    affinities.iter().sum()
}
